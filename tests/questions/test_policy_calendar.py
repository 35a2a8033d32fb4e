from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from nkdata.questions.policy_calendar import calendar
from nkdata.reference import reference

TABLES = reference()
ALL = calendar(TABLES)


def test_one_row_a_day_whatever_was_fired() -> None:
    assert ALL.days["day"].is_unique
    assert ALL.days["rows"].sum() == len(TABLES["missile_tests"])
    assert len(ALL.days) == TABLES["missile_tests"]["date"].nunique()


def test_days_of_a_year_agree_with_the_yearly_table() -> None:
    told = TABLES["missile_tests_by_year"].set_index("year")["test_days_all"]
    assert {year: ALL.in_year(year) for year in ALL.years()} == {int(str(year)): int(n) for year, n in told.items()}


def test_a_day_of_differing_outcomes_is_mixed_and_of_half_known_ones_not_known() -> None:
    table = TABLES["missile_tests"].head(4).copy()
    table["date"] = ["2020-01-01", "2020-01-01", "2020-01-02", "2020-01-02"]
    table["outcome"] = ["success", "failure", "success", "unknown"]
    held = calendar({**TABLES, "missile_tests": table}).days
    assert list(held["outcome"]) == ["mixed", "unknown"]


def test_the_longest_pause_counts_the_days_between() -> None:
    assert ALL.pause() == (date(2017, 11, 29), date(2019, 4, 17))
    assert calendar(TABLES, "2012-03-30").pause() is None
    assert calendar(TABLES, "2012-04-20").pause() is None  # one pause is not the longest of any


@pytest.mark.parametrize("as_of", ["2012-03-30", "2020-08-18", "2024-02-29"])
def test_nothing_lies_after_the_day_that_looks_back(as_of: str) -> None:
    answer = calendar(TABLES, as_of)
    assert (answer.days["day"] <= pd.Timestamp(as_of)).all()
    assert str(answer.end) == as_of


def test_a_window_over_new_year_belongs_to_the_year_it_ends_in() -> None:
    answer = calendar(TABLES, "2023-01-20")
    before = answer.days[(answer.days["day"] > "2022-10-22") & (answer.days["day"] <= "2023-01-20")]
    assert answer.in_window(2023) == len(before) > 0


def test_leap_day_has_a_neighbour_in_other_years() -> None:
    answer = calendar(TABLES, "2024-02-29")
    assert [answer.ends_in(year) for year in (2023, 2024)] == [date(2023, 2, 28), date(2024, 2, 29)]
