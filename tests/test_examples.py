"""Three floods as a desk meets them, told in articles of our own beside the curated rows: the checks of the field."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

import nkdata
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Claim, Event
from nkdata.questions.figures import figures
from nkdata.questions.policy import article_record

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


# Traps on sentences of their own.


def test_a_total_and_its_increment_are_never_added_up() -> None:
    text = "Another 31 people died in North Korea's floods on July 30, KCNA said. That took the toll to 119 in all."
    claims = extract(article(text, "2012-07-31")).claims
    assert [(claim.value, claim.scope) for claim in claims] == [(31, "increment"), (119, "total")]


def test_the_launch_day_is_koreas() -> None:
    text = "North Korea fired three ballistic missiles early on Saturday, South Korea's military said."
    (launch,) = extract(article(text, "2017-08-26")).events
    assert (launch.date_start, launch.kind) == ("2017-08-26", "missile_test")


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
    held = figures(snapshot([extract(article(text, "2012-07-30"))]), nkdata.reference())
    assert told(held, "2012-07-flood", "people_killed").empty


def test_households_are_not_made_people() -> None:
    text = "The flood left 300 households homeless in Kaesong, KCNA said."
    claim = one(extract(article(text)).claims)
    assert (claim.metric, claim.value, claim.unit) == ("households_homeless", 300, "household")
