"""A table with no room on the page: the newest rows with their evidence, all rows in the file beside it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from nkdata.questions.answers import Answer
from nkdata.questions.evidence import Evidence
from nkdata.reporting.page import _download
from nkdata.reporting.panel import MOST_DRAWN, MOST_ROWS, panel
from tests import handmade


def answer(rows: int, *, newest_last: bool) -> Answer:
    """A table of so many rows, each with evidence."""
    table = pd.DataFrame({"n": list(map(str, range(rows))), "anchor": [f"ev-{n}" for n in range(rows)]})
    evidence = tuple(Evidence(f"ev-{n}", str(n), ()) for n in range(rows))
    return Answer("many", "Many rows", "", table, evidence, newest_last=newest_last)


@pytest.mark.parametrize(("newest_last", "first", "word"), [(True, "1233", "newest"), (False, "0", "first")])
def test_what_is_shown_of_many_rows(newest_last: bool, first: str, word: str) -> None:
    made = panel(answer(1234, newest_last=newest_last))
    assert made.rows[0] == (first,)
    assert len(made.rows) == len(made.evidence) == MOST_ROWS
    assert {one.anchor for one in made.evidence} == set(made.anchors)
    assert made.cut == f"The {word} {MOST_ROWS} of 1,234 rows; all stand in many.csv."
    assert made.csv.count("\n") == 1 + 1234
    assert _download(made) == "data/many.csv"


def test_a_table_that_fits_is_shown_whole() -> None:
    made = panel(answer(MOST_ROWS, newest_last=True))
    assert [row[0] for row in made.rows] == list(map(str, range(MOST_ROWS)))
    assert made.cut == ""
    assert _download(made).startswith("data:text/csv")


@pytest.mark.parametrize(
    ("rows", "unmarked", "shown"),
    [
        (MOST_DRAWN, 0, MOST_DRAWN),
        (MOST_DRAWN + 1, 0, MOST_ROWS),
        (MOST_DRAWN, MOST_ROWS, MOST_DRAWN),
        (MOST_DRAWN, MOST_ROWS + 1, MOST_ROWS),
    ],
)
def test_below_a_figure_rows_are_cut_and_each_mark_keeps_its_evidence(rows: int, unmarked: int, shown: int) -> None:
    chart = handmade.chart(marks=2)
    anchors = [f"ev-c{n}" for n in range(unmarked + 2)][::-1]
    anchors += ["ev-c0"] * (rows - len(anchors))
    table = pd.DataFrame({"n": list(map(str, range(rows))), "anchor": anchors})
    evidence = tuple(Evidence(anchor, anchor, ()) for anchor in dict.fromkeys(anchors))
    made = panel(replace(chart, table=table, evidence=evidence))
    assert len(made.rows) == shown
    assert {"ev-c0", "ev-c1", *made.anchors} == {one.anchor for one in made.evidence}
    assert bool(made.cut) is (shown == MOST_ROWS)
