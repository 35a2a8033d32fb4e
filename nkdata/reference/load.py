"""Reading the reference tables: as rows of strings (no pandas), or as typed DataFrames."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkdata.errors import BadReferenceTable
from nkdata.reference.tables import Row, Schemas, lay_over, read_rows, read_schemas

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path(__file__).parent
OWN = "NKDATA_REFERENCE"
DTYPES: dict[str, Any] = {"string": "str", "integer": "Int64", "year": "Int64", "number": "float64"}


@cache
def schemas() -> Schemas:
    """Of each table its schema as `datapackage.json` has it, in the package's order."""
    return read_schemas(FOLDER)


def own_folder() -> Path | None:
    """The folder with a user's own rows: what the environment variable NKDATA_REFERENCE names, if anything."""
    named = os.environ.get(OWN)
    return Path(named) if named else None


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, each cell as written, a missing one as ""; a user's own rows laid over the package's.

    Raises BadReferenceTable when there is no such table, or the user's rows hold a fault.
    """
    return _rows(name, own_folder())


@cache
def _rows(name: str, own: Path | None) -> tuple[dict[str, str], ...]:
    """The rows, read once."""
    if own:
        tables = _checked(own)
        if name in tables.rows:
            return tuple(row.cells for row in tables.rows[name])
    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        raise BadReferenceTable(str(name), "no such reference table", f"the tables are {', '.join(schemas())}")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


class Tables:
    """All tables of a package, with a user's own rows laid over them; `faults` are those met in reading.

    Raises BadReferenceTable when the user's folder does not exist.
    """

    def __init__(self, package: Path, own: Path | None = None) -> None:
        self.package = package
        self.schemas = read_schemas(package)
        self.rows: dict[str, list[Row]] = {}
        self.faults: list[BadReferenceTable] = []
        for name, schema in self.schemas.items():
            self.rows[name] = self._read(package / f"{name}.csv", schema, own=False)
        if own:
            self._lay_over(own)
        for path in sorted(package.glob("*.csv")):
            if path.stem not in self.schemas:
                self._say(f"{path.name}:0: -", "no schema describes this table", "describe it in datapackage.json")

    def values(self, table: str, column: str) -> set[str]:
        """What stands in a column, empty cells left out."""
        return {row.cells.get(column, "") for row in self.rows.get(table, ())} - {""}

    def _say(self, where: str, found: str, remedy: str) -> None:
        self.faults.append(BadReferenceTable(where, found, remedy))

    def _read(self, path: Path, schema: dict[str, Any], *, own: bool) -> list[Row]:
        if path.is_file():
            return read_rows(path, schema, self._say, own=own)
        self._say(f"{path.name}:0: -", "the file is missing", "restore it")
        return []

    def _lay_over(self, own: Path) -> None:
        """Add a user's folder: rows to known tables, and whole tables that its own `datapackage.json` describes.

        Where that description has a fault nothing is added.
        """
        if not own.is_dir():
            raise BadReferenceTable(str(own), "no such folder", "name a folder with your own CSV tables")
        described = read_schemas(own, self._say)
        for name in sorted(described.keys() & self.schemas.keys()):
            if described[name] == self.schemas[name]:
                continue
            self._say(f"{own / 'datapackage.json'}:1: {name}", "clashes with a table of the package", "rename it")
        if any(str(own / "datapackage.json") in fault.where for fault in self.faults):
            return
        for path in sorted(one for one in own.iterdir() if one.is_file()):
            name = path.stem
            if path.suffix != ".csv":
                if name.casefold() in self.schemas:
                    self._say(f"{path}:0: -", "not read", f"save it as CSV by the name {name.casefold()}.csv")
            elif name in self.schemas:
                mine = self._read(path, self.schemas[name], own=True)
                self.rows[name] = lay_over(self.rows[name], mine, self.schemas[name], self._say)
            elif name in described:
                self.schemas[name] = described[name]
                self.rows[name] = self._read(path, described[name], own=True)
            else:
                found = f"no table of this name, expected one of {', '.join(self.schemas)}"
                self._say(f"{path}:1: -", found, "rename it, or describe it in a datapackage.json beside it")


def ids(cell: object) -> tuple[str, ...]:
    """The ids in a cell that lists several, joined by ";"; none where the cell is empty or missing."""
    return tuple(one for one in cell.split(";") if one) if isinstance(cell, str) else ()


class Reference(Mapping[str, "pd.DataFrame"]):
    """Table name → DataFrame: text as `str` (missing: NaN), measures as float64, counts and years as Int64.

    Dates stay text, no finer than known (`2020`, `2020-08`, `2020-08-18`); lists of ids stay text, see `ids`.
    Each frame is a copy: changing one changes no other reader's.
    """

    def __init__(self, tables: Tables | None = None) -> None:
        self._tables = tables
        self._schemas = tables.schemas if tables else schemas()
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._schemas:
            raise KeyError(f"{name}: no such reference table; the tables are {', '.join(self._schemas)}")
        if name not in self._frames:
            held = [row.cells for row in self._tables.rows[name]] if self._tables else rows(name)
            self._frames[name] = _frame(held, self._schemas[name]["fields"])
        return self._frames[name].copy(deep=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)

    def __contains__(self, name: object) -> bool:
        return name in self._schemas

    def sources(self) -> pd.DataFrame:
        """Every source of all tables, one row an id, index `source_id`, columns as in `sources_floods`."""
        import pandas as pd

        held = pd.concat([self[name] for name in self if name.startswith("sources_")])
        return held.drop_duplicates("source_id").set_index("source_id")

    def shapes(self) -> dict[str, Any]:
        """The province polygons as a GeoJSON feature collection, property `admin_id`, degrees WGS 84."""
        return _shapes()


@cache
def _shapes() -> dict[str, Any]:
    """The polygons, read once."""
    found: dict[str, Any] = json.loads((FOLDER / "kp_admin1.geojson").read_text(encoding="utf-8"))
    return found


def _frame(held: Sequence[dict[str, str]], fields: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a frame, each column in the type that its field declares."""
    import pandas as pd

    columns: dict[str, pd.Series[Any]] = {}
    for field in fields:
        cells: list[Any] = [row.get(field["name"]) or None for row in held]
        dtype = DTYPES[field["type"]]
        if dtype != "str":
            read = float if dtype == "float64" else int
            cells = [None if cell is None else read(cell) for cell in cells]
        columns[field["name"]] = pd.Series(cells, dtype=dtype)
    return pd.DataFrame(columns)


def reference(folder: Path | None = None) -> Reference:
    """The reference tables, with a user's own rows laid over them.

    Those stand in `folder`, else in the folder that NKDATA_REFERENCE names, as CSV files named as the tables; each row
    needs the key and what is new.  A known key fills cells that the package leaves empty and adds to lists (an actor's
    other spelling); a new key is a new row.

    Raises BadReferenceTable for the first fault of the user's rows, clashes with the package included.
    """
    if folder is not None:
        return Reference(_read_checked(folder))
    return _reference(own_folder())


@cache
def _reference(own: Path | None) -> Reference:
    """The tables, each frame made once."""
    return Reference(_checked(own) if own else None)


@cache
def _checked(own: Path) -> Tables:
    """The tables with a user's rows, read once."""
    return _read_checked(own)


def _read_checked(own: Path) -> Tables:
    """The tables with a user's rows; their first fault is raised."""
    from nkdata.reference.check import check

    tables = Tables(FOLDER, own)
    found = check(tables)
    if found:
        first, more = found[0], len(found) - 1
        also = f" ({more} more: see nkdata check --reference {own})" if more else ""
        raise BadReferenceTable(first.where, first.found, first.remedy + also)
    return tables
