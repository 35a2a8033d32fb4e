"""Where a figure belongs, in sentences with several figures and several places."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article

CASES = [
    ("Floods destroyed 300 homes and 20 bridges in Hamhung.", {"300 homes": "hamhung", "20 bridges": "hamhung"}),
    ("Floods destroyed 300 homes and flooded 500 hectares in Hamhung.", {"300 homes": "KP", "500 hectares": "hamhung"}),
    ("Some 20 people died and 300 homes were damaged in Hamhung.", {"Some 20 people": "KP", "300 homes": "hamhung"}),
    ("Ten people died and 15 are missing after floods in Hoeryong.", {"Ten people": "hoeryong", "15": "hoeryong"}),
    ("About 40 homes and 30 hectares in Uiju and Manpo were flooded.", {"About 40 homes": "uiju;manpo"}),
    ("The flood took 400 homes in Uiju, 200 in Manpo.", {"400 homes": "uiju", "200": "manpo"}),
    ("In Kaesong 40 homes fell; in Unpha county 20 homes did.", {"40 homes": "kaesong", "20 homes": "unpha"}),
    ("The Red Cross office in Geneva put the number of lost homes at 320.", {"320": "KP"}),
    (
        "Soldiers rebuilt 30 homes in Uiju. The flood took 900 homes nationwide.",
        {"30 homes": "uiju", "900 homes": "KP"},
    ),
    ("A dam burst in Uiju. Across the country 900 homes fell, including 30 in Anju.", {"900 homes": "KP"}),
    ("A dam burst in Uiju. The flood took 900 homes.", {"900 homes": "uiju"}),
    ("The flood took 900 homes, the largest share of them in Uiju.", {"900 homes": "KP"}),
]


@pytest.mark.parametrize(("text", "places"), CASES, ids=[text for text, _ in CASES])
def test_each_figure_has_the_place_that_is_told_of_it(text: str, places: dict[str, str]) -> None:
    told = "North Korea counted the damage. " + text
    claims = extract(Article(id="a", text=told, published="2024-08-01", language="en")).claims
    assert {c.text: c.place.id for c in claims if c.place and c.text in places} == places


def test_the_same_unit_twice_is_a_slip_that_is_kept_and_flagged() -> None:
    text = "State media said the flood covered about 500 hectares (1,235 hectares) of farmland in Uiju."
    (claim,) = extract(Article(id="a", text=text, published="2024-08-01", language="en")).claims
    assert (claim.value, claim.agrees) == (500, False)
    assert [(telling.value, telling.unit) for telling in claim.reported] == [(500, "ha"), (1235, "ha")]


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("on Saturday, two days after", "2024-08-01", "2024-08-01"),
        ("on Saturday, a day before", "2024-08-04", "2024-08-04"),
        ("on Saturday, a week after", "2024-07-22", "2024-07-28"),
        ("two days after", None, None),
    ],
)
def test_what_is_told_so_long_before_or_after_is_counted_from_the_day(told: str, first: str, last: str) -> None:
    text = f"North Korea spoke. Kim Jong Un thanked Moscow {told} Seoul offered emergency supplies to the North."
    events = extract(Article(id="a", text=text, published="2024-08-05", language="en")).events
    assert [(e.date_start, e.date_end) for e in events if e.kind == "aid_offer"] == [(first, last)]


@pytest.mark.parametrize(
    ("order", "day"),
    [
        (" He ordered 500 soldiers to the site.", "2024-08-03"),
        ("\n\nHe ordered 500 soldiers to the site.", None),
        (" The party ordered 500 soldiers to the site.", None),
        (" He ordered 500 soldiers to the site last week.", "2024-07-29"),
    ],
)
def test_what_he_did_on_a_visit_has_the_day_of_the_visit(order: str, day: str | None) -> None:
    text = f"Floods hit Sinuiju. Kim Jong Un visited it on Saturday.{order}"
    events = extract(Article(id="a", text=text, published="2024-08-05", language="en")).events
    assert [e.date_start for e in events if e.kind == "disaster_response"] == [day]


SILENCES = [
    ("KCNA has not reported any deaths. The ministry declined to give a figure.", ("people_killed", "withheld")),
    ("KCNA spoke of 40 people dead and gave no further figure.", ("other", "not_reported")),
    ("The ministry counted 40 homes lost. Asked about trade, it declined to give a figure.", ("other", "withheld")),
]


@pytest.mark.parametrize(("text", "told"), SILENCES, ids=[text for text, _ in SILENCES])
def test_a_silence_is_bound_to_what_it_is_about(text: str, told: tuple[str, str]) -> None:
    claims = extract(Article(id="a", text=text, published="2024-08-01", language="en")).claims
    assert (claims[-1].metric, claims[-1].stance) == told


def test_a_headline_leans_on_the_body_for_who_said_it_and_where() -> None:
    text = "Floods leave 60 dead\n\nSixty people died in the floods in Musan, the Red Cross federation said on Monday."
    claims = extract(Article(id="a", text=text, published="2016-09-06", language="en")).claims
    assert [(c.text, c.claimant.id, c.place.id) for c in claims if c.claimant and c.place] == [
        ("60", "ifrc", "musan"),
        ("Sixty people", "ifrc", "musan"),
    ]


def test_a_headline_with_another_figure_stays_the_papers_own() -> None:
    text = "Floods leave 90 dead\n\nSixty people died in the floods in Musan, the Red Cross federation said on Monday."
    first, _ = extract(Article(id="a", text=text, published="2016-09-06", language="en")).claims
    assert (first.text, first.claimant) == ("90", None)


def test_the_only_kim_of_a_text_is_meant_in_its_headline_too() -> None:
    text = (
        "Kim calls toll a smear\n\nKim Jong Un denied that more than 40 people died in the floods, KCNA said on Monday."
    )
    claims = extract(Article(id="a", text=text, published="2024-08-06", language="en")).claims
    assert {c.claimant.id for c in claims if c.claimant} == {"kim-jong-un"}


def test_two_neighbouring_days_are_a_range() -> None:
    (told,) = extract(
        Article(id="a", text="Rain on July 29 and 30 took 40 homes in Anju.", published="2012-08-01", language="en")
    ).claims
    assert (told.date_start, told.date_end) == ("2012-07-29", "2012-07-30")


LEANING = [
    ("A flood which hit on July 18-24 took lives. Rain of July 23 hit Anju. Across the country, 40 homes were lost.",
     {"40 homes": ("2012-07-18", "2012-07-24")}),
    ("Heavy rain fell from July 18 to 24. As of July 28, 40 homes were lost.",
     {"40 homes": ("2012-07-18", "2012-07-28")}),
    ("Heavy rain fell from July 18 to 24. Tents went to 40 households.", {"40 households": (None, None)}),
    ("As of July 28, 40 homes were lost.", {"40 homes": (None, "2012-07-28")}),
    ("The party had rebuilt 40 homes by July 28.", {"40 homes": (None, "2012-07-28")}),
    ("In the year to June 30, 40 people drowned in floods.", {"40 people": ("2011-07-01", "2012-06-30")}),
    ("The ministry said 40 homes collapsed in May.", {"40 homes": ("2012-05-01", "2012-05-31")}),
    ("It fired a missile on July 20. The missile flew 40 km.", {"40 km": ("2012-07-20", "2012-07-20")}),
    ("It fired a missile on July 20. Then a missile flew 40 km.", {"40 km": (None, None)}),
    ("It fired a missile on July 20. It fired a missile on May 2. The missile flew 40 km.", {"40 km": (None, None)}),
    ("On July 9 it fired three missiles, and a week before that two; these flew 40 km.", {"40 km": (None, None)}),
    ("On July 9, a court jailed 40 people, a term Washington condemned.", {"40 people": ("2012-07-09", "2012-07-09")}),
    ("It fired a missile on July 20; it flew for 9 minutes and 40 km.", {"40 km": ("2012-07-20", "2012-07-20")}),
    ("A week after floods left 40 people stranded, Kim spoke on July 20.", {"40 people": (None, None)}),
    ("Kim visited the flooded town on July 20. The flood took 40 homes.", {"40 homes": (None, None)}),
    ("Kim visited a town hit by June's floods. The flood took 40 homes.", {"40 homes": ("2012-06-01", "2012-06-30")}),
    ("It moved 40 tons more, as against the same period of last year.", {"40 tons": (None, None)}),
    ("On the approach of the Day of the Sun (April 15), 40 cooks met.", {"40 cooks": (None, None)}),
    ("They mended 40 homes up to now from early May.", {"40 homes": ("2012-05-01", "2012-07-30")}),
    ("The bureau on July 20 said 40 people died in floods.", {"40 people": (None, None)}),
    ("State media Friday flatly denied that 40 people died.", {"40 people": (None, None)}),
    ("The missile fired on July 20 showed a range of 40 km.", {"40 km": ("2012-07-20", "2012-07-20")}),
    ("Since May 2, 40 people had a fever as of July 20.", {"40 people": ("2012-05-02", "2012-07-20")}),
    ("SEOUL, July 30 - It fired a missile on Tuesday that flew 40 km.", {"40 km": ("2012-07-31", "2012-07-31")}),
]  # fmt: skip


@pytest.mark.parametrize(("told", "days"), LEANING, ids=[told for told, _ in LEANING])
def test_a_figure_without_days_leans_on_those_of_one_occasion(told: str, days: dict[str, tuple[str, str]]) -> None:
    text = told if told.startswith("SEOUL") else f"North Korea was watched.\n\n{told}"
    claims = extract(Article(id="a", text=text, published="2012-07-30", language="en")).claims
    assert {c.text: (c.date_start, c.date_end) for c in claims if c.text in days} == days
    assert all(c.hedge is None for c in claims)


@pytest.mark.parametrize(
    ("told", "day"), [(", the type that it fired on July 2", None), (" on August 9", "2012-08-09")]
)
def test_what_is_only_possible_has_no_day_that_is_over(told: str, day: str | None) -> None:
    text = f"North Korea might launch a missile{told}."
    (event,) = extract(Article(id="a", text=text, published="2012-07-30", language="en")).events
    assert (event.status, event.date_start) == ("conditional", day)


def test_figures_of_a_government_are_its_own_whoever_quotes_them() -> None:
    text = "At least 133 people died, OCHA said, quoting figures of the North Korean government."
    (told,) = extract(Article(id="a", text=text, published="2016-09-12", language="en")).claims
    assert told.claimant is not None
    assert told.via is not None
    assert (told.claimant.id, told.via.id) == ("gov-dprk", "ocha")


EARLIER = [
    ("The toll rose from 60 to 138.", {60: "earlier", 138: "unknown"}),
    ("The death toll rose to 138 from 60.", {138: "unknown", 60: "earlier"}),
    ("Floods killed 138 people, up from 60 on Monday.", {138: "unknown", 60: "earlier"}),
    ("The number of lost homes fell to 40, down from 90.", {40: "unknown", 90: "earlier"}),
    ("Floods killed 138 people. They came from 60 villages.", {138: "unknown"}),
]


@pytest.mark.parametrize(("told", "scopes"), EARLIER, ids=[told for told, _ in EARLIER])
def test_a_count_that_the_text_replaces_is_no_figure_of_now(told: str, scopes: dict[float, str]) -> None:
    article = Article(id="a", text="North Korea was flooded. " + told, published="2024-08-06", language="en")
    assert {c.value: c.scope for c in extract(article).claims if c.metric != "other"} == scopes
