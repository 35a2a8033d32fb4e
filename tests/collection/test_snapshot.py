"""Extractions become frames and come back from disk as they were."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from nkdata.collection.snapshot import (
    KINDS,
    Snapshot,
    columns,
    grouped,
    missing,
    read_snapshot,
    records,
    snapshot,
    write_snapshot,
)
from nkdata.errors import UnreadableArticle
from nkdata.model import Article, Claim, Event, Extraction, Name, Quantity, Span, Telling

TEXT = "The committee said 31 homes were lost."
KCNA, COUNTRY = Name("kcna", "the agency"), Name("KP", "North Korea")


def extraction() -> Extraction:
    claim = Claim(
        *("c-1", 19, 27, TEXT[19:27], 0, len(TEXT), "homes_destroyed", 31.0, 31.0, 31.0, "home", "exact", None),
        *("increment", "count", COUNTRY, None, None, None, KCNA, None, "asserted", None, None),
        reported=(Telling(19, 27, 31.0, "home"),),
    )
    event = Event(
        *("e-1", 0, 13, TEXT[0:13], 0, len(TEXT), "statement", (KCNA, Name(None, "outsiders")), None),
        *(None, None, None, "happened", KCNA, None, None, None, None),
        ordinal=6,
    )
    quantity = Quantity(19, 27, TEXT[19:27], 31.0, 31.0, 31.0, "home", "exact", Span(19, 21))
    return Extraction(
        Article("a-1", TEXT), "nkdata 0 rules 0", claims=(claim,), events=(event,), quantities=(quantity,)
    )


def same(left: Snapshot, right: Snapshot) -> None:
    for kind in ("articles", *KINDS):
        one, other = getattr(left, kind), getattr(right, kind)
        assert list(one.columns) == list(other.columns)
        # lists come back from Parquet as arrays: compare what they hold
        pd.testing.assert_frame_equal(one.map(plain), other.map(plain), check_dtype=False)


def plain(cell: object) -> object:
    return list(cell) if isinstance(cell, Iterable) and not isinstance(cell, (str, dict)) else cell


def test_a_snapshot_survives_the_disk(tmp_path: Path) -> None:
    held = snapshot([extraction()])
    write_snapshot(held, tmp_path / "data")
    same(held, read_snapshot(tmp_path / "data"))


def test_an_empty_snapshot_has_the_same_columns(tmp_path: Path) -> None:
    write_snapshot(snapshot([]), tmp_path)
    read = read_snapshot(tmp_path)
    assert list(read.claims.columns) == ["article_id", *columns(Claim)]
    assert read.claims.empty
    assert read.claims["value"].dtype == "float64"


def test_names_become_an_id_and_a_name() -> None:
    held = snapshot([extraction()])
    row = held.claims.iloc[0]
    assert (row["claimant_id"], row["place_id"], row["article_id"]) == ("kcna", "KP", "a-1")
    assert pd.isna(row["via_id"])
    assert held.events.at[0, "actors_ids"] == ["kcna", None]
    assert held.events.at[0, "ordinal"] == 6
    assert (held.quantities.at[0, "number_start"], held.quantities.at[0, "number_end"]) == (19, 21)


def test_the_text_of_an_article_is_found_by_its_id() -> None:
    assert snapshot([extraction()]).text("a-1") == TEXT


def test_a_folder_that_is_no_snapshot_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match=r"no articles\.parquet; name the data folder"):
        read_snapshot(tmp_path)


def test_groups_and_their_rows_keep_the_order_in_which_they_are_met() -> None:
    assert list(grouped(["pear", "fig", "plum", "fir"], len).items()) == [(4, ["pear", "plum"]), (3, ["fig", "fir"])]
    assert grouped([], len) == {}


@pytest.mark.parametrize("cell", [None, float("nan"), pd.NaT, pd.NA])
def test_each_empty_cell_is_missing(cell: object) -> None:
    assert missing(cell)


@pytest.mark.parametrize("cell", ["", 0, 0.0, False, pd.Timestamp("2020-08-18")])
def test_a_cell_that_says_little_is_not_missing(cell: object) -> None:
    assert not missing(cell)


def test_no_row_holds_a_cell_that_can_neither_be_true_nor_false() -> None:
    frame = pd.DataFrame({"days": pd.Series([3, None], dtype="Int64")})
    assert records(frame) == [{"days": 3}, {"days": None}]
