"""Rows of tables: cells as text, frames of fixed columns, what was known on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from nkdata.collection.snapshot import Row, filled, framed, missing
from nkdata.reference.load import Reference, schemas

# what every row of an answer has: its key, its place in an article, its source in a table
TRACED = {"row_id": "str", "evidence": "str", "source_id": "str", "confidence": "str"}
Frames = Mapping[str, pd.DataFrame]  # tables by name: the package's own, or any in their place
# Columns that a schema requires and whose emptiness charts bear: they tell more of a mark, never what or whose it is.
BORNE = frozenset(
    "accessed_via aliases basis counting cues end estimator example level place provinces reliability statistic summary"
    " title unit".split()
)


def text(cell: object) -> str:
    """A cell as text, a missing one as ""."""
    return cell if isinstance(cell, str) else "" if missing(cell) else str(cell)


def typed(rows: Sequence[Row], dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame with exactly these columns and dtypes, also when there are none.

    A row that names no `evidence` (an article and its characters) is one of a table.
    """
    return framed([{"evidence": ""} | row for row in rows] if "evidence" in dtypes else rows, dtypes)


def as_day(day: date | str | None) -> date | None:
    """A day, or its ISO form, as a day; none for ""."""
    return (date.fromisoformat(day) if isinstance(day, str) else day) if day else None


def table_of(reference: Frames, name: str) -> pd.DataFrame:
    """A reference table with each column that its schema requires, but for BORNE; a row that stands twice taken once.

    Raises EmptyColumn where one is missing or empty in every row.  What `nkdata.reference` gives is checked already.
    """
    if isinstance(reference, Reference):
        return reference[name]
    fields = schemas()[name]["fields"] if name in schemas() else ()
    required = (field["name"] for field in fields if field.get("constraints", {}).get("required"))
    needed = (column for column in required if column not in BORNE)
    frame = filled(reference[name], name, needed, "take the table from nkdata.reference, or fill the column")
    return frame.drop_duplicates(ignore_index=True)


def known_by(table: pd.DataFrame, as_of: str | None) -> tuple[pd.DataFrame, int]:
    """The rows whose `known_on` is an ISO day up to `as_of`, and how many are left out as no such day is known.

    Without `as_of` all rows, and none left out.
    """
    if not as_of:
        return table, 0
    return table[table["known_on"].fillna("9999") <= as_of], int(table["known_on"].isna().sum())
