from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from nkdata.charts import sanctions
from nkdata.questions.sanctions_council import council
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks

TABLES = reference()
ALL = council(TABLES)


@pytest.mark.parametrize(
    ("as_of", "title", "drawn"),
    [
        (None, "Until 2017 the Council answered tests ten times, after 5 to 82 days; "
               "since then 147 test days and no new sanctions", True),
        ("2020-08-18", "Until 2017 the Council answered tests ten times, after 5 to 82 days; "
                       "since then 20 test days and no new sanctions", True),
        ("2013-02-01", "Until 2013 the Council answered tests four times, after 5 to 41 days; "
                       "since then no test day and no new sanctions", True),
        ("2006-12-01", "The Council answered tests twice, after 5 to 10 days", True),
        ("2006-08-01", "The Council answered the series of ballistic missile launches of July 2006 after 10 days",
         True),
        ("2006-07-14", "No Council vote on North Korea is on record before 14 July 2006", False),
    ],
)  # fmt: skip
def test_title(as_of: str | None, title: str, drawn: bool) -> None:
    chart = sanctions.council(council(TABLES, as_of))
    assert chart.title == title
    assert (chart.figure is not None) == drawn
    assert_well_made(chart)


def test_votes_that_answer_no_test_are_drawn_by_year_alone() -> None:
    table = TABLES["sanctions_unsc"]
    chart = sanctions.council(council({**TABLES, "sanctions_unsc": table[table["kind"] == "mandate_renewal"]}))
    assert chart.title == "No vote on record answers a test of North Korea"
    assert_well_made(chart)


def test_the_day_of_a_trigger_is_written_as_people_write_it() -> None:
    chart = sanctions.council(ALL)
    assert chart.figure
    told = {text.get_text() for text in chart.figure.texts}
    assert "Launches and related activity since 9 Sep 2016" in told


def test_no_year_is_a_bar_unless_it_had_a_test() -> None:
    held = marks(sanctions.council(ALL))
    drawn = {gid.removeprefix("sanctions-council-days-") for gid in held if "-days-" in gid}
    tested = ALL.years[ALL.years["test_days"].fillna(0) > 0]
    assert drawn == set(tested["row_id"])
    texts = {text.get_text() for text in sanctions.council(ALL).figure.texts}  # type: ignore[union-attr]  # drawn
    assert {"0", "37", "–: years not in the table of tests"} <= texts


def test_a_vote_on_a_period_is_words_and_has_no_line() -> None:
    chart = sanctions.council(ALL)
    assert chart.figure is not None
    words = {text.get_text() for axes in chart.figure.axes for text in axes.texts}
    assert "2356 answers a period, no lag" in words
    assert len(chart.figure.axes[0].lines) >= 2 * (len(ALL.answers) - 1)


@pytest.mark.parametrize("count", [1, 2, 12, 200])
def test_any_number_of_answers_is_drawn_well(count: int) -> None:
    answers = pd.concat([ALL.answers] * (count // len(ALL.answers) + 1), ignore_index=True).head(count)
    chart = sanctions.council(replace(ALL, answers=answers))
    assert_well_made(chart)
    assert chart.figure is not None
    assert chart.figure.get_figheight() < 12
