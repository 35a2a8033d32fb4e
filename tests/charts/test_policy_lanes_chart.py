from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.lines import Line2D

from benchmarks.gallery import made_up
from nkdata.charts import policy
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.questions.policy_lanes import Lanes, lanes
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks
from tests.read_by_hand import seed

TABLES = reference()
SEED = lanes(seed(), TABLES)


def only(answer: Lanes, count: int) -> Lanes:
    """The answer with the `count` events of the record that lie nearest before the article, and none of its own."""
    rows = answer.rows[(answer.rows["origin"] == "record") & (answer.rows["first"] <= "2020-08-18")]
    return replace(answer, rows=rows.sort_values("first", ascending=False).head(count).reset_index(drop=True))


@pytest.mark.parametrize(
    ("held", "as_of", "title"),
    [
        (seed(), None, "In the 60 days before the article 22 events are on record, 8 of them on disaster and aid"),
        (seed(), "2020-08-18",
         "In the 60 days before the article 22 events are on record, 8 of them on disaster and aid"),
        (snapshot([]), None,
         "383 events on record, 2016–2026, between 16 and 62 a year as collected, so rows are not a rate"),
        (snapshot([]), "2016-01-01", "No policy event was on record by 1 January 2016"),
    ],
)  # fmt: skip
def test_title(held: Snapshot, as_of: str | None, title: str) -> None:
    chart = policy.lanes(lanes(held, TABLES, as_of=as_of))
    assert chart.title == title
    assert_well_made(chart)


def test_title_of_one_and_of_no_event_before() -> None:
    one = policy.lanes(only(SEED, 1)).title
    assert one.startswith("In the 60 days before the article one event is on record, a")
    old = SEED.rows[SEED.rows["first"] < pd.Timestamp("2020-01-01")]
    none = policy.lanes(replace(SEED, rows=old)).title
    assert none == "No event is on record in the 60 days before 18 August 2020"


def test_the_key_crosses_out_what_was_cancelled() -> None:
    figure = policy.lanes(SEED).figure
    assert figure
    (words,) = [text for text in figure.texts if text.get_text() == "cancelled, crossed out"]
    height = words.get_position()[1]
    beside = [line.get_marker() for line in figure.get_children() if isinstance(line, Line2D) and _at(line, height)]
    assert beside.count("x") == 1


def _at(line: Line2D, height: float) -> bool:
    return abs(float(np.asarray(line.get_ydata()).flat[0]) - height) < 1e-6


def test_kinds_are_written_as_people_write_them() -> None:
    chart = policy.lanes(SEED)
    assert "inter-Korean rupture" in set(chart.table["Kind"])
    assert not chart.table["Kind"].str.contains("_|inter korean").any()


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_any_number_of_events_is_drawn_well(count: int) -> None:
    chart = policy.lanes(only(SEED, count))
    assert (chart.figure is None) == (count == 0)
    assert_well_made(chart)
    assert len(marks(chart)) == count


def test_every_event_is_a_mark_or_is_counted_as_left_to_the_table() -> None:
    chart = policy.lanes(lanes(snapshot([]), TABLES))
    assert chart.figure
    hidden = [text.get_text() for text in chart.figure.texts if text.get_text().endswith(" in the table")]
    assert len(marks(chart)) + sum(int(text.split()[1]) for text in hidden) == len(chart.table)


def test_an_empty_lane_keeps_its_name_and_says_none() -> None:
    chart = policy.lanes(only(SEED, 1))
    assert chart.figure
    texts = [text.get_text() for text in chart.figure.texts]
    assert texts.count("none") == 7
    assert "inter-Korean" in texts


def test_undated_events_are_named_in_the_foot() -> None:
    chart = policy.lanes(SEED)
    assert "No. 6 and 10 are undated and have no place here." in chart.source
    assert len([gid for gid in marks(chart) if gid.startswith("policy-lanes-seed-")]) == 8


def test_a_plan_for_a_year_has_a_bar_and_no_day() -> None:
    chart = policy.lanes(lanes(snapshot([]), TABLES))
    assert chart.figure
    row = chart.table[chart.table["Days"] == "2026-01-01 to 2026-12-31"].iloc[0]
    assert row["Status"] == "announced"
    bars = [patch.get_gid() for patch in chart.figure.axes[0].patches if patch.get_gid()]
    assert "policy-lanes-2026-08-20-trump-plans-kim-meeting" in bars


def test_the_fullest_month_is_named_with_its_field() -> None:
    """The months of all fields together are not what a bar shows."""
    chart = policy.lanes(lanes(made_up(60), TABLES))
    assert re.search(
        r"; most in one (?:day|week|month): \d+ (?:of the party|on \w+|between the Koreas).*, .+ 20\d\d$", chart.title
    ), chart.title
