from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from nkdata.questions.rows import as_day, known_by, text, typed

ROWS = pd.DataFrame({"id": ["a", "b", "c"], "known_on": ["2020-08-01", None, "2020-08-18"]})


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("Unpha", "Unpha"), ("", ""), (None, ""), (float("nan"), ""), (pd.NA, ""), (pd.NaT, ""), (7, "7")],
)
def test_a_missing_cell_is_an_empty_text(cell: object, shown: str) -> None:
    assert text(cell) == shown


@pytest.mark.parametrize(
    ("as_of", "ids", "left_out"),
    [(None, "abc", 0), ("", "abc", 0), ("2020-08-17", "a", 1), ("2020-08-18", "ac", 1), ("2020-07-31", "", 1)],
)
def test_a_row_without_a_day_is_left_out_and_counted(as_of: str | None, ids: str, left_out: int) -> None:
    known, undated = known_by(ROWS, as_of)
    assert ("".join(known["id"]), undated) == (ids, left_out)


@pytest.mark.parametrize("rows", [[], [{"day": "2020-08-18", "number": 3, "more": "x"}]])
def test_a_frame_has_its_columns_whatever_the_rows(rows: list[dict[str, object]]) -> None:
    frame = typed(rows, {"number": "int64", "day": "datetime64[us]"})
    assert frame.dtypes.astype(str).to_dict() == {"number": "int64", "day": "datetime64[us]"}
    assert len(frame) == len(rows)


def test_a_row_of_a_table_has_no_place_in_an_article() -> None:
    rows = [{"row_id": "a"}, {"row_id": "b", "evidence": "art#1-2"}]
    assert list(typed(rows, {"row_id": "str", "evidence": "str"})["evidence"]) == ["", "art#1-2"]


@pytest.mark.parametrize(
    ("given", "day"),
    [("2020-08-18", date(2020, 8, 18)), (date(2020, 8, 18), date(2020, 8, 18)), ("", None), (None, None)],
)
def test_a_day_may_be_given_as_its_iso_form(given: date | str | None, day: date | None) -> None:
    assert as_day(given) == day
