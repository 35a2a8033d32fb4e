"""The first word on the dead: which telling counts, what silence is, what was known on a day."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import nkdata
from nkdata.charts.flood import first_word_on_the_dead as draw
from nkdata.collection.snapshot import records
from nkdata.questions import first_word as words
from nkdata.questions.figures import assemble, figures
from nkdata.questions.first_word import KINDS, first_word
from tests.chart_marks import assert_well_made, marks
from tests.questions.test_ladder import TABLES, TOLD, dead


@pytest.fixture(scope="module")
def seed() -> pd.DataFrame:
    return figures(nkdata.open_snapshot(), TABLES)


@pytest.mark.parametrize(
    ("flood", "as_of", "title"),
    [
        (
            "",
            None,
            "17 days on, state media had not mentioned the dead of August 2020; the last number of theirs found is for "
            "Lingling 2019",
        ),
        ("2016-08-lionrock", None, "No number of a flood’s dead from state media was found since Lingling 2019"),
        ("2007-08-flood", "2011-07-30", "No number of a flood’s dead from state media was found since August 2007"),
        ("2012-07-flood", "2012-08-24", "The state gave a number of dead for 4 of 16 floods"),
        ("", "1996-01-01", "Fewer than 3 floods have a dated word on damage: no silence can be called unusual"),
    ],
)
def test_titles(seed: pd.DataFrame, flood: str, as_of: str | None, title: str) -> None:
    assert words.title(first_word(seed, TABLES, flood, as_of)) == title


@pytest.mark.parametrize(
    ("flood", "days"),
    [
        ("2020-08-flood", [6, None, None, 17, 13]),  # “none” in one county is no number; silence on 18 August
        ("2016-08-lionrock", [4, None, 16, None, 5]),  # the government's 10 as the IFRC passed it on
        ("2012-07-flood", [7, 7, None, None, 12]),  # 88 of KCNA, passed on two days later, is the UN's first word
        ("2024-07-flood", [4, None, 4, 2, None]),
    ],
)
def test_days_to_the_first_word(seed: pd.DataFrame, flood: str, days: list[int | None]) -> None:
    rows = records(first_word(seed, TABLES, flood).rows)
    this = next(row for row in rows if row["disaster_id"] == flood)
    assert [None if pd.isna(this[kind]) else this[kind] for kind in KINDS] == days


def test_rows_run_by_their_first_day_and_nothing_is_later_than_the_day_asked_for(seed: pd.DataFrame) -> None:
    rows = first_word(seed, TABLES, "2016-08-lionrock", "2016-09-02").rows
    assert rows["start"].is_monotonic_increasing
    this = rows[rows["this"]].iloc[0]
    assert pd.isna(this["un_rc_number"])
    assert this["state_damage"] == 4


def test_a_flood_that_is_not_over_has_no_last_day(seed: pd.DataFrame) -> None:
    answer = first_word(seed, TABLES, "2020-08-flood", "2020-08-10")
    assert answer.rows.iloc[-1][["end", "over"]].tolist() == [pd.Timestamp("2020-08-10"), False]
    days = words.table(answer)["Last day"]
    assert pd.isna(days.iloc[-1])
    assert not days.iloc[:-1].isna().any()


def test_a_number_on_the_first_day_is_day_zero_and_a_flood_without_a_word_has_a_row() -> None:
    first = replace(dead(0, 8), last=dead(-7, 8).last, first=dead(-7, 8).first)
    rows = records(first_word(assemble([first]), TABLES, "2012-07-flood").rows)
    assert [(row["state_number"], row["this"]) for row in rows] == [(0, True)]
    rows = records(first_word(assemble([]), TABLES, "2012-07-flood").rows)
    assert [pd.isna(row["state_number"]) for row in rows] == [True]


@pytest.mark.parametrize(("flood", "as_of"), [("2020-08-flood", None), ("2007-08-flood", "2011-12-31"), ("", None)])
def test_marks_lead_to_the_first_telling(seed: pd.DataFrame, flood: str, as_of: str | None) -> None:
    answer = first_word(seed, TABLES, flood, as_of)
    chart = draw(answer, seed)
    assert_well_made(chart)
    assert set(chart.tooltips) == set(marks(chart))
    assert len(chart.table) == len(answer.rows)
    assert "was found" in words.subtitle(answer)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_floods_are_one_sentence(count: int) -> None:
    told = [one for one in TOLD.values() if one.flood and one.precision == "day" and one.claimant.group == "state"]
    one_each = list({one.flood.id: one for one in told if one.flood and one.value > 0}.values())
    held = assemble(one_each[:count])
    assert draw(first_word(held, TABLES), held).figure is None
    more = assemble(one_each)
    assert_well_made(draw(first_word(more, TABLES), more))
