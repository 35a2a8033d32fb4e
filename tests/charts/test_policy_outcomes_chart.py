from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from nkdata.charts import policy
from nkdata.questions.policy_outcomes import outcomes
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks

TABLES = reference()


@pytest.mark.parametrize(
    ("as_of", "title"),
    [
        (None, "Since 2024 the outcome of 95% of test marks is not known, so no success rate can be drawn; "
               "2018 had no test"),
        ("2012-03-30", "One test is on record, of 29 March 2012, outcome not known"),
        ("2012-01-01", "No test is on record by 1 January 2012"),
    ],
)  # fmt: skip
def test_title(as_of: str | None, title: str) -> None:
    chart = policy.outcomes(outcomes(TABLES, as_of))
    assert chart.title == title
    assert_well_made(chart)


def test_while_outcomes_are_keyed_the_unknown_ones_are_counted_beside() -> None:
    answer = outcomes(TABLES, "2020-08-18")
    counts = answer.rows["outcome"].value_counts()
    assert policy.outcomes(answer).title == (
        f"{len(answer.rows)} test marks show {counts['success']} successes and {counts['failure']} failures; "
        f"the outcome of {counts['unknown']} is not known; 2018 had no test"
    )


@pytest.mark.parametrize("count", [0, 1, 2, 10, 200])
def test_any_number_of_marks_is_drawn_well(count: int) -> None:
    answer = outcomes(TABLES)
    chart = policy.outcomes(replace(answer, rows=answer.rows.head(count)))
    assert_well_made(chart)
    assert len(marks(chart)) == len(chart.table) == count


def test_many_tests_a_year_stand_side_by_side() -> None:
    table = pd.concat([TABLES["missile_tests"]] * 6, ignore_index=True)
    chart = policy.outcomes(outcomes({**TABLES, "missile_tests": table}))
    assert_well_made(chart)
    assert chart.figure is not None
    assert chart.figure.get_figheight() < 8
