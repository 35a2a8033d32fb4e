"""Timelines, tickers, statements printed in full, questions and captions: what stands around a sentence reads it."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Extraction


def read(text: str, published: str = "2023-08-10") -> Extraction:
    return extract(Article(id="a", text=text, published=published, language="en"))


TIMELINE = """Floods in North Korea since 2007

- 2016: Typhoon Lionrock hit. The Red Cross said 138 people died. The North tested a nuclear bomb on Sept. 9.

- July 28, 2012: State media say 88 people died in floods.

- 2023: A flood left 9 people dead last week."""


def test_what_opens_an_item_of_a_timeline_is_the_time_of_its_sentences() -> None:
    found = read(TIMELINE)
    assert [(one.value, one.date_start, one.date_end) for one in found.claims] == [
        (138.0, "2016-01-01", "2016-12-31"), (88.0, None, None), (9.0, "2023-07-31", "2023-08-06"),
    ]  # fmt: skip
    assert [(one.kind, one.status, one.date_start) for one in found.events] == [
        ("nuclear_test", "happened", "2016-09-09")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "14:20 KST: State media say a flood in North Korea killed 40 people.",
        "Photo: Kim Jong Un visits Anju in this undated photo released by KCNA on August 9, 2023.",
    ],
)
def test_when_a_post_or_picture_was_given_out_is_not_when_it_happened(text: str) -> None:
    found = read(text)
    days = [one.date_start for one in found.claims] + [one.date_start for one in found.events]
    assert days == [None]


def test_a_statement_printed_in_full_speaks_for_who_made_it() -> None:
    text = (
        "Pyongyang, June 5 (KCNA) -- Kim Yo Jong made public the following press statement:\n\nThe flood destroyed 40 "
        "homes. The puppet media are spreading rumours that 1 500 people died in the flood."
    )
    homes, dead = read(text).claims
    assert homes.claimant is not None
    assert homes.via is not None
    assert (homes.claimant.id, homes.via.id) == ("kim-yo-jong", "kcna")
    assert (dead.value, dead.stance, dead.claimant) == (1500.0, "denied", homes.claimant)


def test_a_question_tells_neither_event_nor_who_said_it() -> None:
    found = read("Q: Has North Korea fired a missile? Did KCNA say that 40 people died in Anju?")
    assert found.events == ()
    assert [(one.value, one.claimant, one.hedge) for one in found.claims] == [(40.0, None, "?")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Japan quake kills 48; North Korea silent", None),
        ("North Korea flood kills 48; Japan silent", "KP"),
        ("Floods hit North Korea.\n\nIn China's Hunan, rain killed 9. Three people are missing.", None),
        ("Floods hit North Korea.\n\nRain killed 52 people across East Asia.", None),
        ("Floods hit North Korea.\n\nHe worked in Haiti and in Nepal, where a quake killed 9 people.", None),
    ],
)
def test_the_dead_of_others_are_not_of_the_north(text: str, place: str | None) -> None:
    last = read(text).claims[-1].place
    assert (last.id if last else None) == place


def test_the_days_of_a_disaster_abroad_are_not_those_of_the_flood() -> None:
    text = "Floods hit North Korea.\n\nIn China, rain killed 9 people on Sunday.\n\nA flood in Anju killed 40 people."
    assert read(text).claims[-1].date_start is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("North Korea was hit. The flood killed 9 people, the government in Hanoi said.", "gov-vn"),
        ("Japan was silent. The flood killed 9 people, the government in Pyongyang said.", "gov-dprk"),
    ],
)
def test_a_government_is_that_of_its_capital(text: str, who: str) -> None:
    (claim,) = read(text).claims
    assert claim.claimant is not None
    assert claim.claimant.id == who


@pytest.mark.parametrize(
    ("text", "metric", "stance"),
    [
        ("As many as 40 people may have died or be missing.", "people_killed_or_missing", "asserted"),
        ("Four people died; some 1,200 had to leave their homes.", "people_displaced", "asserted"),
        ("The North has not announced a number of casualties.", "people_casualties", "not_reported"),
        ("Correction: An earlier post said 40 people died.", "people_killed", "withdrawn"),
        ("The floods displace 40 people.", "people_displaced", "asserted"),
        ("The storm was strong: 40 die in Anju.", "people_killed", "asserted"),
        ("After the flood, the fund allocated 5 million dollars.", "aid_pledged_usd", "asserted"),
    ],
)
def test_words_of_tickers_and_bulletins(text: str, metric: str, stance: str) -> None:
    last = read(text).claims[-1]
    assert (last.metric, last.stance) == (metric, stance)


def test_what_is_threatened_has_not_happened() -> None:
    (event,) = read("Should they fail, we will see the scrapping of the military agreement.").events
    assert event.status == "conditional"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The North had got 89 tanker deliveries by Aug. 18.", [("other", None, None)]),
        ("The North sent 3,000 troops to Russia; it will be 9,000 by December.", [
            ("troops_sent", None, None), ("troops_sent", "2023-12-01", "will"),
        ]),
        ("North Korea has sent 3,000 troops to Russia; 9,000 by December", [
            ("troops_sent", None, None), ("troops_sent", "2023-12-01", "December"),
        ]),
        ("The North sent two units of up to 6,000 soldiers each.", [("other", None, None)]),
        ("The rocket failed on Friday when its stage did not ignite, state media said.", []),
        ("The tanker deliveries broke the cap of 500,000 barrels.", [("petroleum_cap_barrels", None, None)]),
        ("South Korea fired a missile of its own, which hit a target 400 km away.", [("other", None, None)]),
        ("No information on casualties has been received.", [("people_casualties", None, None)]),
        ("The missile flew far; Seoul put the range at 450 km and the height at 97 km.", [
            ("missile_range_km", None, None), ("missile_altitude_km", None, None),
        ]),
        ("South Korea and the U.S. answered with a drill, and fired four missiles.", [("other", None, None)]),
        ("The council froze crude, about 4 million barrels.", [("other", None, None)]),
    ],
)  # fmt: skip
def test_words_of_reports_on_arms_and_sanctions(text: str, claims: list[tuple[str, str | None, str | None]]) -> None:
    published = "2023-01-10" if "Aug. 18" in text else "2023-10-24"
    assert [(one.metric, one.date_start, one.hedge) for one in read(text, published).claims] == claims


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The White House urged calm. The North tested a missile that it says flew 1,500 km.", "gov-dprk"),
        ("The North says it has not had a single case of COVID-19, which Seoul doubts.", "gov-rok"),
        ("PYONGYANG, Aug. 10 (KCNA) -- The ROK media are busy spreading a false rumour that 40 people died.", "kcna"),
        ("Anju lies 300 km north of the border.", None),
    ],
)
def test_who_it_is_that_tells_or_doubts(text: str, who: str | None) -> None:
    last = read(text).claims[-1].claimant
    assert (last.id if last else None) == who


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("North Korea was hit. It threatened to fire four missiles at the waters off Guam.", "KP"),
        ("Rain of 400 mm fell on Gangwon, which borders the North.", None),
        ("Floods hit North Korea.\n\nThe ROK is a country where 159 people were crushed to death.", None),
    ],
)
def test_where_missiles_fall_and_what_lies_south_is_not_the_place(text: str, place: str | None) -> None:
    last = read(text).claims[-1].place
    assert (last.id if last else None) == place


def test_an_earlier_storm_makes_no_earlier_figure() -> None:
    (claim,) = read("Floods from an earlier storm left 62 people dead.").claims
    assert claim.scope == "unknown"


def test_the_year_of_another_test_is_not_that_of_this_one() -> None:
    (event,) = read("The missile was launched by the North from the boat that was used in a 2016 test.").events
    assert event.date_start is None


def test_what_all_countries_do_is_no_launch() -> None:
    assert read("The countries that have launched thousands of satellites are silent.").events == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Floods hit North Korea. 24 people died; China moved 94,000.", [(24.0, "KP")]),
        ("Floods hit North Korea.\n\nJapan's Akita and Yamagata prefectures saw 3 deaths.", [(3.0, None)]),
        ("North Korea was silent. South Korea reported 900 new cases; 48 people died.", [(900.0, None), (48.0, None)]),
        (
            "Floods hit North Korea.\n\n“40 people died,” said Pak Chol, a Red Cross spokesman in Beijing.",
            [(40.0, None)],
        ),
        ("North Korea was silent. In Pyeongchang 194 people fell ill.", [(194.0, None)]),
        ("Floods hit North Korea. Has the government nothing else to say?", []),
    ],
)
def test_figures_of_others_in_an_article_about_the_north(text: str, figures: list[tuple[float, str | None]]) -> None:
    assert [(one.value, one.place.id if one.place else None) for one in read(text).claims] == figures
