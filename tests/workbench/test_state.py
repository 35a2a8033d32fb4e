"""The choices of a form leave the same rows however they are asked, and the copied code makes them again."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nkdata.collection import open_collection
from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.collection.snapshot import Snapshot, open_snapshot, snapshot
from nkdata.errors import BadParameter
from nkdata.extracting.pipeline import extract
from nkdata.model import Article
from nkdata.workbench.state import LONGEST, Shown, View, call, carrying, choices, command, filters, matching

TEXT = (
    "ANJU, Aug. 4 (Lamp) - State radio said on Tuesday that floods killed 12 people in Anju.\n\n"
    "The Red Cross said that the floods killed 15 people in Unpha County.\n\n"
    "State radio did not mention any injuries."
)


@cache
def seed() -> Snapshot:
    return open_snapshot()


def told() -> Article:
    return Article(
        "told", TEXT, "Floods", "2020-08-04", "day", "argument", language="en", content_hash="a" * 64, path="told.txt"
    )


@cache
def small() -> Snapshot:
    return snapshot([extract(told())])


VIEWS: list[tuple[View, int]] = [
    (View(), 3),
    (View(metric=("people_killed",)), 2),
    (View(metric=("people_killed", "people_injured")), 3),
    (View(stance=("not_reported",)), 1),
    (View(place="Anju"), 1),
    (View(place=" anju "), 1),
    (View(claimant="red cross"), 1),
    (View(told=("2020-08-05", "")), 0),
    (View(told=("", "2020-08-04")), 3),
    (View(as_of="2020-08-03"), 0),
    (View(metric=("people_killed",), place="nowhere"), 0),
]


@pytest.mark.parametrize(("view", "count"), VIEWS)
def test_a_view_leaves_the_rows_that_match(view: View, count: int) -> None:
    assert len(matching(carrying(small(), "claims"), view)) == count


def test_all_areas_below_a_place_count() -> None:
    rows = carrying(seed(), "claims")
    assert set(matching(rows, View(place="KP"))["place_id"].dropna()) >= set(
        matching(rows, View(place="KP-06"))["place_id"]
    )


def test_rows_carry_their_sentence_day_and_order() -> None:
    rows = carrying(small(), "claims")
    assert list(rows["start"]) == sorted(rows["start"])
    assert [TEXT[a:b] for a, b in zip(rows["sentence_start"], rows["sentence_end"], strict=True)] == list(
        rows["sentence"]
    )
    assert set(rows["published"]) == {"2020-08-04"}


@pytest.mark.parametrize(
    ("view", "error"),
    [
        (View(as_of="soon"), "as_of: 'soon' is not a day; write it as 2020-08-18"),
        (
            View(told=("2020-08-09", "2020-08-01")),
            "told: 2020-08-09 is later than 2020-08-01; give an earlier first day",
        ),
        (View(happened=("", "2020-13-01")), "happened: '2020-13-01' is not a day; write it as 2020-08-18"),
        (View(table="dates"), "table: 'dates'; choose one of claims, events"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(view: View, error: str) -> None:
    with pytest.raises(BadParameter) as found:
        filters(view)
    assert str(found.value) == error


def test_filters_of_the_other_table_are_left_out() -> None:
    view = View("events", metric=("people_killed",), kind=("meeting",), place="KP-06")
    assert filters(view) == {"kind": ["meeting"], "place": "KP-06"}


def test_a_count_says_how_much_is_not_shown() -> None:
    rows = pd.DataFrame({"a": range(LONGEST)})
    assert Shown(rows, 98_123).count == "2,000 of 98,123"
    assert Shown(rows.head(17), 17).count == "17"


def test_choices_come_by_how_often_they_occur() -> None:
    assert choices(pd.DataFrame({"a": ["x", "y", "y", None, "", "b"]}), "a") == ["y", "b", "x"]


def test_a_collection_and_a_snapshot_give_the_same_rows(tmp_path: Path) -> None:
    ingest(
        [told()],
        Folder(tmp_path / "held"),
        at="2020-09-01T00:00:00Z",
        jobs=1,
        refused=lambda error: pytest.fail(str(error)),
    )
    held = open_collection(tmp_path / "held")
    for view, _ in VIEWS[:7]:
        asked = held.claims(current=True, **filters(view))
        assert list(asked["text"]) == list(matching(carrying(small(), "claims"), view)["text"])


@pytest.mark.parametrize(
    "view", [View(), View(metric=("people_killed",), told=("2020-01-01", "")), View("events", status=("announced",))]
)
@pytest.mark.parametrize("corrected", [False, True])
def test_the_copied_code_makes_the_same_rows(view: View, corrected: bool, tmp_path: Path) -> None:
    space: dict[str, Any] = {}
    exec(call(view, corrections=str(tmp_path) if corrected else ""), space)
    assert list(space["rows"]["id"]) == list(matching(carrying(seed(), view.table), view)["id"])


def test_the_copied_code_asks_the_collection(tmp_path: Path) -> None:
    view = View(metric=("people_killed",), place="KP", as_of="2020-08-31")
    where = tmp_path / "held"
    made = call(view, collection=str(where))
    assert made.endswith(
        f"rows = open_collection({str(where)!r}).claims(current=True, metric=['people_killed'], place='KP', "
        "as_of='2020-08-31')\n"
    )


def test_the_command_makes_a_report_of_the_same_days() -> None:
    made = command(View(as_of="2020-08-31", told=("2020-08-01", "")), ["my articles/a.txt"], "2020-08-flood")
    assert made == "nkdata report 'my articles/a.txt' --as-of 2020-08-31 --since 2020-08-01 -p flood 2020-08-flood"
