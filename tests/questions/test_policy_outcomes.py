from __future__ import annotations

import pytest

from nkdata.questions.policy_calendar import anchor_of_tests, calendar
from nkdata.questions.policy_outcomes import outcomes
from nkdata.reference import reference

TABLES = reference()
ALL = outcomes(TABLES)


def test_each_row_of_the_table_is_one_mark_that_leads_to_the_tests_of_its_day() -> None:
    assert len(ALL.rows) == len(TABLES["missile_tests"])
    assert ALL.rows["row_id"].is_unique
    behind = {one.anchor: {telling.row_id for telling in one.tellings} for one in ALL.evidence}
    assert set().union(*behind.values()) == set(TABLES["missile_tests"]["test_id"])
    assert set(behind) == {anchor_of_tests(day) for day in ALL.rows["day"]}
    assert ALL.evidence == calendar(TABLES).evidence  # one place in the page for both charts


def test_days_of_a_year_agree_with_the_yearly_table() -> None:
    told = TABLES["missile_tests_by_year"].set_index("year")["test_days_all"]
    assert {year: ALL.days(year) for year in ALL.years()} == {int(str(year)): int(n) for year, n in told.items()}


@pytest.mark.parametrize(("as_of", "since"), [(None, 2024), ("2024-06-01", 2024), ("2020-08-18", None)])
def test_from_when_on_outcomes_are_not_known(as_of: str | None, since: int | None) -> None:
    assert outcomes(TABLES, as_of).dark_since() == since


@pytest.mark.parametrize("as_of", ["2012-01-01", "2012-03-30", "2020-08-18"])
def test_nothing_lies_after_the_day_that_looks_back(as_of: str) -> None:
    answer = outcomes(TABLES, as_of)
    assert all(f"{day:%Y-%m-%d}" <= as_of for day in answer.rows["day"])
    assert answer.rows.empty == (as_of < "2012-03-29")
    assert not answer.rows["outcome"].empty or list(answer.years()) == []
