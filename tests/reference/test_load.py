"""The reference tables as rows and as typed frames."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

import nkdata
from nkdata.errors import BadReferenceTable
from nkdata.reference import ids, reference, rows, schemas
from nkdata.reference.load import FOLDER


@pytest.mark.parametrize("name", list(schemas()))
def test_a_frame_holds_every_row_and_column_of_its_file(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        written = list(csv.DictReader(lines))
    frame = reference()[name]
    assert list(frame.columns) == list(written[0])
    assert len(frame) == len(written) == len(rows(name))
    for field in schemas()[name]["fields"]:
        column = field["name"]
        told = [row[column] for row in written]
        assert [bool(cell) for cell in told] == list(frame[column].notna()), column
        if field["type"] != "string":
            read = [None if pd.isna(cell) else float(cell) for cell in frame[column]]
            assert read == [float(cell) if cell else None for cell in told], column


def test_every_table_of_the_package_is_served() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(reference())


def test_a_frame_can_be_changed_without_changing_another() -> None:
    first = reference()["actors"]
    first.loc[0, "name_en"] = "Somebody"
    first["new"] = 1
    assert reference()["actors"].loc[0, "name_en"] != "Somebody"
    assert "new" not in reference()["actors"]


def test_the_public_name_works_whether_or_not_the_package_was_imported() -> None:
    assert len(nkdata.reference()["disasters"]) == len(rows("disasters"))


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(KeyError, match="actor: no such reference table"):
        reference()["actor"]
    with pytest.raises(BadReferenceTable, match="no such reference table; the tables are actors,"):
        rows("actor")


def test_sources_of_all_tables_stand_in_one_frame() -> None:
    sources = reference().sources()
    assert sources.index.is_unique
    for name in schemas():
        if "source_id" in schemas()[name]["primaryKey"] or "source_id" not in reference()[name]:
            continue
        assert reference()[name]["source_id"].dropna().isin(sources.index).all(), name


def test_polygons_have_the_ids_of_areas() -> None:
    named = {shape["properties"]["admin_id"] for shape in reference().shapes()["features"]}
    assert named <= set(reference()["admin_areas"]["admin_id"])


@pytest.mark.parametrize(
    ("cell", "listed"),
    [("kcna", ("kcna",)), ("fao;wfp", ("fao", "wfp")), ("", ()), (float("nan"), ()), (None, ())],
)
def test_lists_of_ids_are_split(cell: object, listed: tuple[str, ...]) -> None:
    assert ids(cell) == listed
