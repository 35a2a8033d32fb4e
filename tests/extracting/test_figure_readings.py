"""Figures on trade, sanctions, missiles and troops as agencies write them: metric, days, place, claimant, hedge."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Claim

METRICS = {
    "mass destruction is no damage": (
        "Hackers netted North Korea some $3 billion that paid for its weapons of mass destruction.",
        [("money_usd", 3e9)],
    ),
    "firms listed beside people": (
        "The treasury blacklisted 13 North Koreans and 12 firms in March.",
        [("sanctioned_individuals", 13.0), ("sanctioned_entities", 12.0)],
    ),
    "how far off the coast is no range": (
        "Japan denied a report of missile debris 300 kilometers off Miyako.",
        [("other", 300.0)],
    ),
    "wages handed over": ("The workers hand over up to 90% of their wages.", [("wages_diverted_pct", 90.0)]),
    "what is kept of a wage is none": (
        "A factory hand in Dandong earns about $270 a month but keeps only $90.",
        [("wage_usd_month", 270.0), ("money_usd", 90.0)],
    ),
    "the second of two": (
        "Of the missiles of the North one flew about 550 km, reaching an altitude of 50 km, and the other 600 km.",
        [("missile_range_km", 550.0), ("missile_altitude_km", 50.0), ("missile_range_km", 600.0)],
    ),
    "a movement to the side is no range": (
        "The missile of the North made a 120 km lateral movement in its flight.",
        [("other", 120.0)],
    ),
    "firms sanctioned on a day": (
        "Washington imposed sanctions Thursday on two Chinese shipping firms over North Korea.",
        [("sanctioned_entities", 2.0)],
    ),
    "others than the dead": (
        "Some 30 North Korean soldiers died. About 12,000 of them are in Russia.",
        [("people_killed", 30.0)],
    ),
    "rice imported is no aid": ("The North's imports of Chinese rice reached 12,900 tons.", [("other", 12900.0)]),
    "industrial output is no fund": (
        "Industrial output was 144 percent of the plan despite the typhoon.",
        [("other", 144.0)],
    ),
    "grain of the plan": ("Grain output stood at 103 percent of the plan.", [("grain_target_pct", 103.0)]),
    "officials blacklisted": (
        "The council blacklisted 11 officials and 10 entities.",
        [("sanctioned_individuals", 11.0), ("sanctioned_entities", 10.0)],
    ),
    "cyber theft denied": ("North Korea denied any role in cyber theft.", [("cyber_attacks", None)]),
}

DAYS = {
    "the year compared with": (
        "In 2022, two-way trade with North Korea totaled $1.03 billion, up 226 percent from 2021.",
        "bilateral_trade_usd",
        ("2022-01-01", "2022-12-31"),
    ),
    "the year from which it fell": (
        "North Korea's grain output was 4.4 million tons in 2022, down 240,000 tons from 2019.",
        "other",
        ("2022-01-01", "2022-12-31"),
    ),
    "what it is a multiple of": (
        "The office estimated the yield at 50 kilotons, five times that of the test a year ago.",
        "other",
        (None, None),
    ),
    "the day of a vote on what would come": (
        "The council is to vote on Saturday on a resolution that would cut the North's $3 billion export revenue.",
        "exports_usd",
        (None, None),
    ),
    "the level of another year": (
        "Trade in May came to $1.06 billion, or 76 percent of the level in the same period of 2019.",
        "other",
        ("2024-05-01", "2024-05-31"),
    ),
    "a period told behind what was robbed": (
        "Hackers stole $571 million from five exchanges in Asia between January 2017 and September 2018.",
        "money_usd",
        ("2017-01-01", "2018-09-30"),
    ),
    "the day of the price before": (
        "The price of rice has climbed to 6,500 won a kilogram in Chongjin, from 5,800 won in early February.",
        "rice_price_kpw_kg",
        (None, None),
    ),
    "the year in front, not that of the next figure": (
        "The North's state budget for last year was met at 101.3 percent and revenue rose by 2 percent this year.",
        "other",
        ("2023-01-01", "2023-12-31"),
    ),
    "the year of a part": (
        "Hackers stole $3 billion over six years, and $1.7 billion in 2022 alone, North Korea watchers say.",
        "money_usd",
        (None, None),
    ),
    "the same month, though a year was told since": (
        "China supplied fuel in July, raising the total for the year. Russia shipped 1,160 barrels the same month.",
        "petroleum_barrels",
        ("2024-07-01", "2024-07-31"),
    ),
}

CLAIMANTS = {
    "an altitude given": ("South Korea's military gave an altitude of 6,200 km for the missile.", "jcs"),
    "a toll given": ("The Red Cross gave a toll of 40 dead after the flood.", "red-cross"),
    "a suspect is no witness": ("A man suspected of stealing $3 million was held, Seoul said.", "gov-rok"),
    "a firm that is quoted": (
        "The panel quoted a security firm as saying that attacks took in $400 million for North Korea.",
        "security firm",
    ),
    "attacks counted say nothing": (
        "North Korea launched at least seven attacks that took in nearly $400 million.",
        None,
    ),
    "a resolution is nobody": ("Resolution 2397 orders states to act and limits crude to four million barrels.", None),
}

HEDGES = {
    "a verb joined to a plan, and the list behind it": (
        "The draft would require the inspection of all cargo to the country and blacklist 16 people and 12 firms.",
        ["would", "would"],
    ),
    "an offer": ("South Korea's offer of 50,000 tons of rice remains open.", ["offer of"]),
    "all of a list": ("It said it would freeze the assets of 5 groups and 15 individuals.", ["would", "would"]),
    "a deed done beside one feared": ("The river could flood 300 homes and 40 people were killed.", ["could", None]),
}


def claims(text: str) -> tuple[Claim, ...]:
    return extract(Article(id="a", text=text, published="2024-10-18", published_how="argument", language="en")).claims


@pytest.mark.parametrize("case", METRICS)
def test_what_a_figure_counts(case: str) -> None:
    text, wanted = METRICS[case]
    assert [(claim.metric, claim.value) for claim in claims(text)] == wanted


@pytest.mark.parametrize("case", DAYS)
def test_the_days_of_a_figure(case: str) -> None:
    text, metric, wanted = DAYS[case]
    told = [claim for claim in claims(text) if claim.metric == metric]
    assert (told[0].date_start, told[0].date_end) == wanted


@pytest.mark.parametrize("case", CLAIMANTS)
def test_who_tells_a_figure(case: str) -> None:
    text, wanted = CLAIMANTS[case]
    assert [claim.claimant.id or claim.claimant.name if claim.claimant else None for claim in claims(text)] == [wanted]


def test_who_tells_a_figure_is_read_behind_excerpts() -> None:
    told = claims("North Korea netted some $3 billion, according to excerpts of a report obtained by a newspaper.")
    assert [claim.claimant.name if claim.claimant else None for claim in told] == ["excerpts of a report"]


@pytest.mark.parametrize("case", HEDGES)
def test_a_plan_is_hedged_and_what_was_done_is_not(case: str) -> None:
    text, wanted = HEDGES[case]
    assert [claim.hedge for claim in claims(text)] == wanted


def test_a_place_in_what_another_says_is_not_that_of_a_figure_before() -> None:
    told = claims(
        "The North has sent 11,000 troops to Russia, and Seoul said more had been deployed to the Kursk front."
    )
    assert [(claim.value, claim.place) for claim in told] == [(11000.0, None)]


def test_new_cases_are_no_total() -> None:
    told = claims("State media said six more people died of fever, bringing the toll to 50, with 392,920 new cases.")
    assert [claim.scope for claim in told] == ["increment", "total", "unknown"]


def test_who_is_silent_in_what_another_says() -> None:
    told = claims("An official in Seoul said the North gave no number of the dead after the flood.")
    assert [(c.claimant and c.claimant.id, c.via and c.via.name, c.stance) for c in told] == [
        ("gov-dprk", "official", "not_reported")
    ]


def test_what_is_not_confirmed_is_doubted() -> None:
    told = claims(
        "“We do not have confirmation” that 3,000 soldiers of the North had arrived, the chief of staff said."
    )
    assert [(claim.value, claim.stance) for claim in told] == [(3000.0, "doubted")]
