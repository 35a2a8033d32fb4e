"""Rows that reviewed claims and events make."""

from __future__ import annotations

from typing import Any

import pytest

from nkdata.curating.confirmed import rows_of
from nkdata.errors import BadParameter
from nkdata.model import Article
from nkdata.reference.load import FOLDER, Tables

ARTICLE = Article("one", "Text.", "A title", "2030-08-18", source="Agency")
TABLES = Tables(FOLDER)
CLAIM: dict[str, Any] = {
    "id": "c", "reviewed": "confirmed", "reviewed_by": "kim", "start": 5, "end": 9, "metric": "people_killed",
    "value": 5.0, "low": 5.0, "high": None, "bound": "at_least", "words": None, "scope": "total", "basis": "count",
    "stance": "asserted", "place_id": "KP", "claimant_id": "kcna", "claimant_name": "KCNA", "via_name": None,
}  # fmt: skip
EVENT: dict[str, Any] = {
    "id": "e", "reviewed": "added", "reviewed_by": "kim", "kind": "border_reopening", "status": "happened",
    "date_start": "2030-08-17", "date_end": "2030-08-17", "precision": "day", "place_id": None, "place_name": None,
    "claimant_id": "kcna", "announced_on": None, "actors_ids": ["gov-dprk", None],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({}, {"value": "5", "low": "", "high": "", "bound": "at_least", "assertion": "announced", "unit": "person"}),
        ({"stance": "denied"}, {"value": "5", "low": "5", "high": "5", "assertion": "denied"}),
        ({"bound": "range", "value": None, "low": 3.0, "high": 8.0}, {"value": "", "low": "3", "high": "8"}),
        (
            {"value": None, "low": None, "bound": None, "words": "several"},
            {"assertion": "unquantified", "words": "several", "bound": ""},
        ),
        (
            {"stance": "not_reported", "words": "any"},
            {"assertion": "not_reported", "value": "", "bound": "", "words": ""},
        ),
        ({"claimant_id": None, "claimant_name": None}, {"claimant": "nobody named", "claimant_id": ""}),
    ],
)
def test_a_claim_is_written_as_the_table_writes_it(changes: dict[str, Any], cells: dict[str, str]) -> None:
    source, row = rows_of("claim", CLAIM | changes, ARTICLE, TABLES, "2016-08-lionrock")
    assert {name: row.cells.get(name, "") for name in cells} == cells
    assert (source.cells["published"], row.cells["as_of"]) == ("2030-08-18", "2030-08-18")


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({}, {"start": "2030-08-17", "precision": "day", "status": "happened", "actors": "gov-dprk"}),
        ({"precision": "week", "date_end": "2030-08-20"}, {"start": "2030-08", "end": "2030-08", "precision": "month"}),
        ({"precision": "season", "date_end": "2030-10-20"}, {"start": "2030", "precision": "year"}),
        (
            {"status": "announced", "date_start": "2031-05-01"},
            {"start": "2030-08-18", "announced_for": "2031-05-01", "status": "announced"},
        ),
    ],
)
def test_a_plan_stands_on_the_day_of_its_telling(changes: dict[str, Any], cells: dict[str, str]) -> None:
    _, row = rows_of("event", EVENT | changes, ARTICLE, TABLES)
    assert {name: row.cells.get(name, "") for name in cells} == cells


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("claim", {"reviewed": "rejected"}, "it is rejected"),
        ("claim", {"reviewed": "disputed"}, "it is disputed"),
        ("claim", {"stance": "doubted"}, "its stance is doubted"),
        ("claim", {"place_id": None}, "it has no place"),
        ("claim", {"metric": "joy"}, "not a metric of the tables"),
        ("event", {"date_start": None}, "it tells no day"),
    ],
)
def test_what_a_table_cannot_hold_is_refused(kind: str, changes: dict[str, Any], message: str) -> None:
    row = (CLAIM if kind == "claim" else EVENT) | changes
    with pytest.raises(BadParameter, match=message):
        rows_of(kind, row, ARTICLE, TABLES, "2016-08-lionrock")


def test_an_article_without_a_day_is_no_source() -> None:
    with pytest.raises(BadParameter, match="its article has no day"):
        rows_of("claim", CLAIM, Article("one", "Text."), TABLES, "2016-08-lionrock")
