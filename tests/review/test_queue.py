"""The queue: what most depends on comes first, each row with its reasons."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from nkdata.review.queue import queue

PLAIN: dict[str, Any] = {
    "metric": "people_killed", "value": 10.0, "place_id": "wonsan", "place_name": "Wonsan", "claimant_name": "KCNA",
    "disputed_by_name": None, "agrees": True, "basis": "count", "date_start": "2016-08-30", "published": "2016-09-01",
    "reviewed": "none",
}  # fmt: skip


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([PLAIN | {"id": f"c{number}"} | row for number, row in enumerate(rows)])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"reviewed": "disputed"}, "people contradict each other, a single source"),
        ({"disputed_by_name": "Seoul"}, "disputed, a single source"),
        ({"agrees": False}, "its own tellings disagree, a single source"),
        ({"claimant_name": None, "basis": "hearsay"}, "a single source, hearsay, nobody named for it"),
        ({"place_id": None, "place_name": None}, "no place"),
        ({"metric": "other"}, "metric not known"),
        ({"value": None}, ""),
    ],
)
def test_each_row_says_why_it_waits(row: dict[str, Any], why: str) -> None:
    assert list(queue(frame(row))["why"]) == [why]


def test_figures_of_one_place_and_time_are_set_beside_each_other() -> None:
    rows = frame(
        {"date_start": "2016-08-30"},
        {"date_start": None, "published": "2016-09-20", "value": 31.0, "claimant_name": "UN"},
        {"date_start": "2020-08-30", "value": 7.0},
        {"place_id": "rason", "place_name": "Rason", "value": 8.0},
        {"place_id": None, "place_name": None, "value": 9.0},
    )
    found = queue(rows, contradicted=["c3"]).set_index("id")
    assert list(found.index) == ["c3", "c0", "c1", "c2", "c4"]
    assert [found.at[one, "why"] for one in ("c0", "c1")] == ["other figures for the same place"] * 2
    assert found.at["c2", "why"] == "a single source"


def test_what_was_judged_waits_no_more() -> None:
    rows = frame(*({"reviewed": state} for state in ("confirmed", "corrected", "rejected", "added", "none")))
    assert list(queue(rows)["id"]) == ["c4"]
    assert queue(rows, limit=0).empty
    assert queue(rows.iloc[:0]).empty
