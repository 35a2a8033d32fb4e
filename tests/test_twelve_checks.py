"""Twelve checks of the field: three floods told in articles of our own beside the curated rows, and traps.

1 one figure, two tellings; silence, none and a toll · 2 increments · 3 a rising toll · 4 misprint, rumour, denial ·
5 a launch's day · 6 announced, then held · 7 no day made up · 8 no place made up · 9 corrections last · 10 yesterday's
page stands (tests/reporting/test_run.py) · 11 near copies stay · 12 no household becomes people.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import nkdata
from nkdata.collection.opened import typed
from nkdata.collection.rows import kind_rows, tables
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Claim, Event
from nkdata.questions.damage import who_said_what
from nkdata.questions.damage_words import title
from nkdata.questions.figures import figures
from nkdata.questions.policy import article_record
from nkdata.questions.where import where
from nkdata.review.apply import apply, offered
from nkdata.review.log import Entry, said_of, target_of
from tests.collection.stories import held, other
from tests.collection.stories import told as flood_story

ROOT = Path(__file__).parents[1]


def read(*paths: str) -> Snapshot:
    return snapshot([nkdata.extract(one) for one in nkdata.read_articles([str(ROOT / path) for path in paths])])


@pytest.fixture(scope="module")
def august() -> pd.DataFrame:
    return figures(read("seeds", "examples/august_2020"), nkdata.reference())


@pytest.fixture(scope="module")
def sinuiju() -> Snapshot:
    return read("examples/sinuiju_2024")


def told(held: pd.DataFrame, flood: str, metric: str) -> pd.DataFrame:
    """The rows of a flood and metric that an article tells."""
    mine = (held["disaster_id"] == flood) & (held["metric"] == metric) & (held["origin"] != "reference")
    return held[mine].sort_values(["told_first", "value"])


def article(text: str, published: str | None = "2020-08-18") -> Article:
    return Article(id="a", text=text, published=published, language="en")


def flood_figures(*articles: Article) -> pd.DataFrame:
    """The figures of these articles beside the tables."""
    return figures(snapshot([extract(one) for one in articles]), nkdata.reference())


def one(items: Iterable[Claim]) -> Claim:
    (only,) = items
    return only


# August 2020.


def test_a_rounded_figure_and_its_count_are_one_mark_with_both_tellings(august: pd.DataFrame) -> None:
    homes = told(august, "2020-08-flood", "homes_damaged")
    assert len(homes) == 1
    assert {telling.value for telling in homes.iloc[0]["tellings"]} >= {16000, 16680}


def test_silence_none_in_one_county_and_a_toll_are_three_things(august: pd.DataFrame) -> None:
    deaths = told(august, "2020-08-flood", "people_killed")
    assert {(row.claimant, row.stance) for row in deaths.itertuples()} == {
        ("Korean Central News Agency", "not_reported"), ("Red Cross Society of the DPRK", "asserted"),
    }  # fmt: skip
    none = told(august, "2020-08-flood", "people_casualties").iloc[0]
    assert (none["value"], none["place"]) == (0, "Unpha")


def test_the_announced_plenary_meets_the_record_and_its_body_is_noted_not_changed() -> None:
    seed = read("seeds")
    (plenary,) = seed.events[seed.events["kind"] == "politburo_meeting"].to_dict("records")
    assert (plenary["status"], plenary["known_event"]) == ("announced", "2020-08-19-7cc-6th-plenary")
    rows = article_record(seed, nkdata.reference()).rows
    (beside,) = rows[rows["event_id"] == plenary["id"]].to_dict("records")
    assert "Central Committee" in beside["note"]
    assert "politburo" in beside["text"]


# Lionrock 2016.


@pytest.mark.parametrize(
    ("as_of", "counts"), [(None, [10, 60, 133, 138]), ("2016-09-05", [10, 60]), ("2016-09-03", [10])]
)
def test_a_rising_toll_is_one_count_and_ends_on_the_day_asked(as_of: str | None, counts: list[int]) -> None:
    held = figures(read("examples/lionrock_2016"), nkdata.reference(), as_of)
    deaths = told(held, "2016-08-lionrock", "people_killed")
    north = deaths[(deaths["stance"] == "asserted") & (deaths["place"] == "North Hamgyong")]
    assert list(north["value"]) == counts
    assert set(north["claimant"]) <= {"Red Cross Society of the DPRK", "Government of the DPRK"}


# Sinuiju 2024.


def test_a_misprinted_conversion_is_kept_flagged_and_not_charted(sinuiju: Snapshot) -> None:
    claims = sinuiju.claims[~sinuiju.claims["agrees"]].to_dict("records")
    assert [claim["value"] for claim in claims] == [3000]
    assert [telling["value"] for telling in claims[0]["reported"]] == [3000, 7410]
    cropland = told(figures(sinuiju, nkdata.reference()), "2024-07-flood", "cropland_flooded_ha")
    assert set(cropland["value"]) == {3000}


def test_a_range_of_an_unnamed_official_stands_beside_the_denial_and_in_no_total(sinuiju: Snapshot) -> None:
    held = figures(sinuiju, nkdata.reference())
    (official,) = (
        told(held, "2024-07-flood", "people_killed_or_missing").query("stance == 'asserted'").to_dict("records")
    )
    assert (official["low"], official["high"], official["claimant"]) == (1100, 1500, "South Korean government official")
    denied = told(held, "2024-07-flood", "people_killed").query("stance == 'denied'")
    assert set(denied["claimant"]) == {"Kim Jong Un"}
    none = told(held, "2024-07-flood", "people_killed").query("value == 0")
    assert list(none["place"]) == ["Sinuiju"]


def test_the_title_names_who_gave_the_toll_and_rests_on_nobody_unnamed_by_the_text(sinuiju: Snapshot) -> None:
    answer = who_said_what(figures(sinuiju, nkdata.reference()), "2024-07-flood")
    assert title(answer) == (
        "No one gave a counted toll: 1,100–1,500 came from one unnamed ROK official, and Kim Jong Un rejected it"
    )


# Traps on sentences of their own.


def test_a_word_for_a_number_stays_a_word() -> None:
    text = "The flood submerged hundreds of houses in Anju, North Korea, KCNA said."
    (homes,) = told(flood_figures(article(text, "2012-07-30")), "2012-07-flood", "homes_flooded").to_dict("records")
    assert homes["words"].lower() == "hundreds"
    assert pd.isna([homes["value"], homes["low"], homes["high"]]).all()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Floods hit North Korea. There were no casualties during the rescue, KCNA said.", ""),
        ("There were no casualties in the floods in North Korea, KCNA said.", "North Korea"),
    ],
)
def test_none_holds_for_a_place_that_its_sentence_names(text: str, place: str) -> None:
    held = flood_figures(article(text, "2012-07-30"))
    none = held[(held["value"] == 0) & (held["origin"] == "article")]
    assert list(none["place"]) == [place]


def test_a_total_and_its_increment_are_never_added_up() -> None:
    text = "Another 31 people died in North Korea's floods on July 30, KCNA said. That took the toll to 119 in all."
    claims = extract(article(text, "2012-07-31")).claims
    assert [(claim.value, claim.scope) for claim in claims] == [(31, "increment"), (119, "total")]


def test_a_total_of_before_and_the_new_dead_make_no_third_figure() -> None:
    first = article("Floods killed 88 people in North Korea, KCNA said.", "2012-07-28")
    second = article("Another 31 people died in North Korea's floods on July 30, KCNA said.", "2012-07-31")
    deaths = told(flood_figures(first, replace(second, id="b")), "2012-07-flood", "people_killed")
    assert set(deaths["value"]) == {88, 31}
    assert set(deaths[deaths["value"] == 31]["scope"]) == {"increment"}


@pytest.mark.parametrize(
    ("text", "published", "verdict"),
    [
        ("North Korea fired several unidentified projectiles early on Saturday, South Korea's military said.",
         "2017-08-26", "= 26 Aug"),
        ("WASHINGTON, Aug 25 (Example) - North Korea fired three ballistic missiles on Friday, the U.S. military said.",
         "2017-08-25", "≈ 26 Aug, a day after the days told"),
    ],
)  # fmt: skip
def test_two_words_for_a_launch_meet_the_one_test_on_koreas_day(text: str, published: str, verdict: str) -> None:
    rows = article_record(snapshot([extract(article(text, published))]), nkdata.reference()).rows
    (launch,) = rows[rows["kind"] == "missile_test"].to_dict("records")
    assert f"{launch['verdict']} {launch['note']}" == verdict
    assert launch["known_id"] == "2017-08-26-1"
    assert launch["text"] in text


def test_a_part_of_a_month_never_becomes_a_day() -> None:
    (lockdown,) = extract(article("In late July North Korea locked down Kaesong.")).events
    assert (lockdown.date_start, lockdown.date_end, lockdown.precision) == ("2020-07-21", "2020-07-31", "part_of_month")


def test_an_event_without_a_day_takes_none_from_the_article() -> None:
    events: tuple[Event, ...] = extract(article("North Korea has shut its border with China.")).events
    assert [(event.kind, event.date_start, event.date_end) for event in events] == [("border_closure", None, None)]


def test_an_unknown_place_stays_unknown_and_a_flood_abroad_is_not_the_norths() -> None:
    text = "PYONGYANG, July 29 (KCNA) -- Floods killed 40 people in northern Vietnam."
    abroad = one(extract(article(text, "2012-07-30")).claims)
    assert (abroad.place and abroad.place.id) is None
    assert told(flood_figures(article(text, "2012-07-30")), "2012-07-flood", "people_killed").empty


def test_a_figure_of_no_known_place_has_no_point() -> None:
    text = "Floods killed 9 people in the village of Nowhere in North Korea, KCNA said."
    answer = where(flood_figures(article(text, "2012-07-30")), nkdata.reference(), "2012-07-flood")
    assert [spot.area for spot in answer.spots if spot.area in ("", "KP")] == []


def test_households_are_not_made_people() -> None:
    text = "The flood left 300 households homeless in Kaesong, KCNA said."
    claim = one(extract(article(text)).claims)
    assert (claim.metric, claim.value, claim.unit) == ("households_homeless", 300, "household")


# Many articles and many mornings.


def test_a_correction_outlives_newer_rules_and_is_offered_to_the_copies() -> None:
    repost = replace(flood_story("two", source="Outlet"), text="Reposted.\n\n" + flood_story().text)
    claims = typed(tables(kind_rows(extract(one)) for one in (flood_story(), repost))["claims"][0], "claims")
    row = claims[claims["metric"] == "people_killed"].iloc[0].to_dict()
    said = Entry(
        "2026-11-25T20:00:00Z", "kim", "correct", "claim", target_of(row), said=said_of(row), fields={"value": 12.0}
    )
    newer = claims.assign(metric=claims["metric"].replace("people_killed", "people_casualties"))
    assert list(apply(newer, [said]).query("metric == 'people_casualties'")["value"]) == [12, 10]
    assert list(offered(claims, [said])["article_id"]) == ["two"]


def test_a_near_copy_stands_beside_the_older_one_in_one_story(tmp_path: Path) -> None:
    address = "https://example.org/flood"
    copies = (flood_story("one", url=address), flood_story("two", "2016-08-31", dead=60, url=f"{address}?again"))
    found = held(tmp_path, *copies, other("x", "2016-08-30", 8))
    articles = found.articles()
    assert articles["story"].nunique() == 2
    assert sorted(found.claims(metric="people_killed", current=True)["value"]) == [10, 60]
