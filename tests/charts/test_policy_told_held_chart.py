from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from nkdata.charts import policy
from nkdata.charts.policy_told_held import MOST_OF_GROUP
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.questions.policy_notice import told_held
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks
from tests.read_by_hand import seed

TABLES = reference()
ALL = told_held(seed(), TABLES)


@pytest.mark.parametrize(
    ("held", "as_of", "title"),
    [
        (seed(), None, "Party plenaries were told a median of 22 days ahead; the sixth of August 2020, one day"),
        (snapshot([]), None, "Party plenaries were told a median of 22 days ahead"),
        (seed(), "2020-08-18",
         "Two party plenaries were told ahead, by 1 and 24 days; the sixth of August 2020 is still open"),
        (snapshot([]), "2018-05-20", "One plenary was told ahead, by one day"),
        (snapshot([]), "2016-01-01", "No announcement with a later meeting is on record"),
    ],
)  # fmt: skip
def test_title(held: Snapshot, as_of: str | None, title: str) -> None:
    chart = policy.told_held(told_held(held, TABLES, as_of=as_of))
    assert chart.title == title
    assert_well_made(chart)


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_any_number_of_rows_is_drawn_well(count: int) -> None:
    chart = policy.told_held(replace(ALL, rows=ALL.rows.iloc[2 : 2 + count].reset_index(drop=True)))
    assert (chart.figure is None) == (count == 0)
    assert_well_made(chart)
    assert len(marks(chart)) == len(chart.table) == count


def test_above_forty_rows_the_last_of_each_group_and_the_articles_are_drawn() -> None:
    held = ALL.rows[ALL.rows["group"] == "Party plenary"]
    copies = [held.assign(row_id=held["row_id"] + f"-{number}", is_article=False) for number in range(13)]
    answer = replace(ALL, rows=pd.concat([held, *copies], ignore_index=True))
    chart = policy.told_held(answer)
    assert_well_made(chart)
    assert len(marks(chart)) == MOST_OF_GROUP + 1
    assert "only in the table" in chart.source


def test_one_row_has_no_median() -> None:
    chart = policy.told_held(replace(ALL, rows=ALL.rows.iloc[[3]].reset_index(drop=True)))
    assert "median" not in chart.title + chart.alt
    assert chart.figure
    assert not [text for text in chart.figure.axes[0].texts if "median" in text.get_text()]


def test_the_foot_says_how_many_have_no_notice() -> None:
    source = policy.told_held(ALL).source
    assert "14 of 18 party plenaries held have a notice" in source
    assert "None on record does not mean none was made" in source
