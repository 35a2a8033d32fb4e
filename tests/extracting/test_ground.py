"""When a figure without a place of its own stands for the country, and when its place stays open."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article

FLOOD, TROOPS = "North Korea was hit by floods. ", "North Korea has sent troops to Russia.\n\n"
COUNTRY = [
    (FLOOD, "State media said 40 people were killed."),
    (FLOOD, "The Red Cross office in Geneva put the number of lost homes at 320."),
    (FLOOD, "South Korea said 40 people were killed."),
    (FLOOD, "South Korea's unification ministry said the floods killed 40 people."),
    (FLOOD, "In Anju 40 people died. Since May last year it has lost 300 homes."),
    (FLOOD, "In Anju 40 people died. In 2016 the country lost 300 homes."),
    ("", "Japan and South Korea said North Korea's new missile flew 400 km."),
    (FLOOD, "- In Anju 40 homes were lost.\n- An estimated 8400 people are displaced."),
    (TROOPS, "Floods at home killed 40 people."),
    (TROOPS, "The North confirmed 12 new cases of fever."),
    ("", "North Korea fired two missiles into waters off Japan."),
    ("North Korea tested its weapons on Tuesday. ", "The missiles flew about 400 km towards Japan."),
    ("", "China delivered 20,000 tons of rice to North Korea."),
    ("", "U.S. officials say North Korea has 50 warheads."),
    ("", "North Korea's economy shrank 4.5 percent, the Bank of Korea in Seoul estimated."),
    ("", "North Korea's population is 26 million."),
]
OPEN = [
    ("", "North Korea sent 1,500 army engineers to Russia's Far East."),
    ("", "Some 900 North Korean workers live abroad."),
    ("", "The Council voted 15 to 0 on sanctions against North Korea."),
    ("", "China's exports to North Korea came to $491.1 million."),
    ("", "Two-way trade with North Korea came to $539.1 million."),
    ("", "South Korea's harvest was 4 million tons, twice that of North Korea."),
    ("", "The ministry said 30 North Korean diplomats were expelled from Malaysia."),
    ("", "North Korea shipped 3,000 containers to Russia."),
    (TROOPS, "The agency spoke of eleven dead among the engineers."),
    (TROOPS, "The monthly wage is $2,000 a head, an envoy said."),
    ("Kim Jong Un is visiting Russia.\n\n", "He met leaders in Moscow. The delegation counts 40 people."),
    ("North Korea is short of money. Its cooks work in China. ", "They earn $300 a month."),
]


@pytest.mark.parametrize(("before", "told"), COUNTRY, ids=[told for _, told in COUNTRY])
def test_what_happened_at_home_is_the_countrys(before: str, told: str) -> None:
    assert _last(before + told) == "KP"


@pytest.mark.parametrize(("before", "told"), OPEN, ids=[told for _, told in OPEN])
def test_what_may_have_happened_elsewhere_has_no_place_by_default(before: str, told: str) -> None:
    assert _last(before + told) is None


def test_part_of_a_figure_has_its_own_place() -> None:
    text = FLOOD + "The country counts 168 injured, twelve of them in Nampo."
    claims = extract(Article(id="a", text=text, published="2024-08-06", language="en")).claims
    assert [(c.value, c.place.id) for c in claims if c.place] == [(168, "KP"), (12, "nampo")]


def test_the_city_is_not_the_one_that_a_text_was_filed_from() -> None:
    text = "Pyongyang, August 10 (KCNA) -- Floods hit the north. Those displaced are lodged at a school of the city, "
    assert _last(text + "and relief supplies sent to it reached 620 tons.") == "KP"


def _last(text: str) -> str | None:
    """The id of the place of the last claim that names none abroad."""
    place = extract(Article(id="a", text=text, published="2024-08-06", language="en")).claims[-1].place
    assert place is None or place.id is not None
    return place.id if place else None


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("The government in Pyongyang told the U.N. that floods had killed 14 people.", "KP"),
        ("Floods killed 14 people, diplomats in Pyongyang said.", "KP"),
        ("The Red Cross office in Pyongyang said floods destroyed 300 homes.", "KP"),
        ("Residents in Pyongyang said floods destroyed 300 homes.", "pyongyang"),
        ("Officials said floods destroyed 300 homes in Pyongyang.", "pyongyang"),
        ("A source in Hyesan said floods destroyed 300 homes.", "hyesan"),
    ],
)
def test_where_a_speaker_sits_in_the_capital_is_not_where_it_happened(told: str, place: str) -> None:
    (claim,) = extract(Article(id="a", text=told, published="2024-08-06", language="en")).claims
    assert claim.place is not None
    assert claim.place.id == place


def test_money_given_is_not_for_the_province_named_before() -> None:
    text = "Floods killed 31 people in Kangwon Province. The Red Cross has released 252,000 Swiss francs of aid."
    claims = extract(Article(id="a", text=text, published="2024-08-06", language="en")).claims
    assert [(one.metric, one.place and one.place.id) for one in claims] == [
        ("people_killed", "kangwon"), ("aid_chf", "KP"),
    ]  # fmt: skip
