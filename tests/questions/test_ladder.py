"""How figures moved: measures apart, counters apart, falls told, silence below the axis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

import nkdata
from nkdata.collection.snapshot import records, snapshot
from nkdata.questions import ladder_words
from nkdata.questions.figures import assemble, figures
from nkdata.questions.ladder import claim_ladder, series
from nkdata.questions.tellings import Told, tellings
from nkdata.reference import reference

TABLES = reference()
TOLD = {one.id: one for one in tellings(snapshot([]), TABLES)}
KCNA_DEAD = next(
    one for one in TOLD.values() if one.flood and one.flood.id == "2012-07-flood" and one.metric.kind == "killed"
)
STILL = "No measure of {} was told with two figures"
OTHERS = {one.claimant.id: one.claimant for one in TOLD.values()}


@pytest.fixture(scope="module")
def seed() -> pd.DataFrame:
    return figures(nkdata.open_snapshot(), TABLES)


def dead(day: int, value: float, who: str = "kcna", **changed: Any) -> Told:
    """The dead of July 2012 in the whole country, told so many days after 25 July."""
    told = date(2012, 7, 25) + timedelta(day)
    ident = f"t-{day}-{value:g}-{who}-{changed.get('documents', len(changed))}"
    fields: dict[str, Any] = {
        "documents": (ident,),
        "value": value,
        "bound": "exact",
        "scope": "total",
        "basis": "count",
        "stance": "asserted",
    } | changed
    return replace(KCNA_DEAD, id=ident, first=told, last=told, claimant=OTHERS[who], repeats="", **fields)


@pytest.mark.parametrize(
    ("flood", "as_of", "title"),
    [
        ("2012-07-flood", None, "The death toll of July 2012 rose from 8 to 169 in ten days"),
        (
            "2016-08-lionrock",
            None,
            "The death toll of Lionrock 2016 rose from 10 to 138 in eleven days; the displaced and homes fell",
        ),
        ("2016-08-lionrock", "2016-09-05", "The death toll of Lionrock 2016 rose from 10 to 60 in two days"),
        (
            "2024-07-flood",
            None,
            "No one counted the dead of July 2024: one range from one source, which Kim Jong Un rejects",
        ),
        (
            "2006-07-flood",
            None,
            "Figures for the dead or missing in July 2006 ran from more than 100 (IFRC) to about 54,700 (Good Friends, "
            "hearsay)",
        ),
        (
            "2020-08-flood",
            None,
            "Figures for homes in August 2020 ran from 8,256 (passed on by IFRC) to more than 16,680 (KCNA)",
        ),
        ("1995-07-flood", "1995-09-01", f"{STILL.format('this flood')} by 1 September 1995: nothing to compare"),
    ],
)  # fmt: skip
def test_titles(seed: pd.DataFrame, flood: str, as_of: str | None, title: str) -> None:
    assert ladder_words.title(claim_ladder(seed, flood, as_of)) == title


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ([dead(0, 8), dead(5, 6)], "The death toll of July 2012 fell from 8 to 6 in five days"),
        ([dead(0, 22), dead(3, 22, "un")], "Two counts agree on 22 dead"),
        ([dead(0, 8), dead(3, 31, scope="increment")], f"{STILL.format('July 2012')}: nothing to compare"),
        ([dead(0, 8), dead(3, 12, basis="arithmetic")], f"{STILL.format('July 2012')}: nothing to compare"),
        (
            [dead(0, 8), dead(3, 500, "good-friends", basis="hearsay")],
            "Figures for the dead in July 2012 ran from 8 (KCNA) to 500 (Good Friends, hearsay)",
        ),
        ([dead(0, 8), dead(1, 9)], "The death toll of July 2012 rose from 8 to 9 in one day"),
        (
            [dead(0, 30), dead(4, 80, bound="at_least"), dead(4, 12)],
            "Figures for the dead in July 2012 ran from 12 (KCNA) to more than 80 (KCNA)",
        ),
        (
            [dead(0, 30), dead(2, 60), dead(4, 90, bound="at_least"), dead(4, 12), dead(6, 100)],
            "The death toll of July 2012 rose from 30 to 100 in six days",
        ),
    ],
    ids=["fall", "agreement", "increment", "arithmetic", "hearsay", "one day", "two totals a day", "no fall between"],
)  # fmt: skip
def test_what_moved_and_what_did_not(told: list[Told], title: str) -> None:
    assert ladder_words.title(claim_ladder(assemble(told), "2012-07-flood")) == title


def test_one_count_told_by_three_bodies_is_one_line(seed: pd.DataFrame) -> None:
    rows = records(claim_ladder(seed, "2016-08-lionrock").rows)
    lines = series([row for row in rows if row["panel"] == "killed"])
    assert [[row["value"] for row in line] for line in lines] == [[10, 60, 133, 138]]
    assert {row["who"] for row in lines[0]} == {"IFRC†", "OCHA†"}


def test_measures_of_one_class_are_never_one_line(seed: pd.DataFrame) -> None:
    answer = claim_ladder(seed, "2012-07-flood")
    assert {row["metric"] for row in records(answer.rows) if row["panel"] == "homes"} == {"homes_flooded"}
    assert [panel.title for panel in answer.panels][-1] == "Homes flooded"


def test_silence_words_and_none_for_a_place_stand_below_the_axis(seed: pd.DataFrame) -> None:
    rows = records(claim_ladder(seed, "2024-07-flood").rows)
    lanes = [row["text"] for row in rows if row["lane"] and not row["why_not"]]
    assert "none in Sinuiju (killed)" in lanes
    assert "“considerable” (killed)" in lanes
    assert len(lanes) == 5
    assert sum(row["why_not"] == "folded" for row in rows) == 4
    assert all(row["why_not"] for row in rows if not row["panel"])


def test_nothing_later_than_the_day_asked_for(seed: pd.DataFrame) -> None:
    answer = claim_ladder(seed, "2016-08-lionrock", "2016-09-05")
    assert answer.rows["told_last"].max() <= pd.Timestamp("2016-09-05")
    last = answer.rows[(answer.rows["panel"] == "killed") & (answer.rows["value"] == 60)]
    assert not last["replaced"].any()


@pytest.mark.parametrize("flood", ["2006-07-flood", "2007-08-flood", "2012-07-flood", "2016-08-lionrock"])
def test_alt_texts_name_the_first_and_the_highest(seed: pd.DataFrame, flood: str) -> None:
    said = ladder_words.alt(claim_ladder(seed, flood))
    assert len(said.split()) <= 110
    assert "by day told" in said
    assert "highest" in said
