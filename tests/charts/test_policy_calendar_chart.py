from __future__ import annotations

from dataclasses import replace

import pytest

from nkdata.charts import policy
from nkdata.questions.policy_calendar import calendar
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks

TABLES = reference()


@pytest.mark.parametrize(
    ("as_of", "title"),
    [
        ("2020-08-18", "One test day in the 90 days to 18 August 2020; the same days of 2012–2019 had 0 to 7"),
        ("2024-02-29", "9 test days in the 90 days to 29 February 2024; the same days of 2013–2023 had 0 to 8"),
        ("2018-08-18", "No test day in the 90 days to 18 August 2018; the same days of 2012–2017 had 0 to 7"),
        ("2012-03-30", "One test day in the 90 days to 30 March 2012"),
        ("2012-01-01", "No test is on record before 29 March 2012, where the table begins"),
    ],
)
def test_title(as_of: str, title: str) -> None:
    chart = policy.calendar(calendar(TABLES, as_of))
    assert chart.title == title
    assert_well_made(chart)


@pytest.mark.parametrize("count", [0, 1, 2, 10, 200])
def test_any_number_of_days_is_drawn_well(count: int) -> None:
    answer = calendar(TABLES)
    chart = policy.calendar(replace(answer, days=answer.days.head(count)))
    assert (chart.figure is None) == (count == 0)
    assert_well_made(chart)
    assert len(marks(chart)) == len(chart.table) == count


@pytest.mark.parametrize(("end", "named"), [("2016-03-17", False), ("2020-08-18", True)])
def test_what_comes_after_the_day_is_named_where_no_mark_stands(end: str, named: bool) -> None:
    chart = policy.calendar(calendar(TABLES, end=end))
    assert_well_made(chart)
    assert chart.figure
    assert any(text.get_text() == "after this view" for text in chart.figure.axes[0].texts) is named


def test_the_words_of_one_year_name_it_once_and_no_year_without_a_test() -> None:
    said = policy.calendar(calendar(TABLES, "2012-04-20")).alt
    assert said.startswith("Dot calendar, 2 test days 2012, one row a year.")
    assert "None in" not in said
    assert "None in 2018." in policy.calendar(calendar(TABLES)).alt


def test_no_success_rate_is_given_and_the_foot_says_why() -> None:
    chart = policy.calendar(calendar(TABLES))
    assert "no success rate can be drawn" in chart.source
    assert "%" not in chart.title + chart.alt
