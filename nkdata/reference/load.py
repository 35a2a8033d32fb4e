"""Reading the reference tables: as rows of strings (no pandas), or as typed DataFrames."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkdata.errors import BadReferenceTable

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path(__file__).parent
DTYPES: dict[str, Any] = {"string": "str", "integer": "Int64", "year": "Int64", "number": "float64"}


@cache
def package() -> dict[str, Any]:
    """The descriptor of the data package: licence, credit, and of each table its columns, keys and vocabularies."""
    found: dict[str, Any] = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return found


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Of each table its schema as `datapackage.json` has it, in the package's order."""
    return {one["name"]: one["schema"] for one in package()["resources"] if "schema" in one}


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, each cell as written, a missing one as "".

    Raises BadReferenceTable when no such table comes with the package.
    """
    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        raise BadReferenceTable(str(name), "no such reference table", f"the tables are {', '.join(schemas())}")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def ids(cell: object) -> tuple[str, ...]:
    """The ids in a cell that lists several, joined by ";"; none where the cell is empty or missing."""
    return tuple(one for one in cell.split(";") if one) if isinstance(cell, str) else ()


class Reference(Mapping[str, "pd.DataFrame"]):
    """Table name → DataFrame: text as `str` (missing: NaN), measures as float64, counts and years as Int64.

    Dates stay text, no finer than known (`2020`, `2020-08`, `2020-08-18`); lists of ids stay text, see `ids`.
    Each frame is a copy: changing one changes no other reader's.
    """

    def __init__(self) -> None:
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in schemas():
            raise KeyError(f"{name}: no such reference table; the tables are {', '.join(schemas())}")
        if name not in self._frames:
            self._frames[name] = _frame(rows(name), schemas()[name]["fields"])
        return self._frames[name].copy(deep=False)

    def __iter__(self) -> Iterator[str]:
        return iter(schemas())

    def __len__(self) -> int:
        return len(schemas())

    def __contains__(self, name: object) -> bool:
        return name in schemas()

    def sources(self) -> pd.DataFrame:
        """Every source of all tables, one row an id, index `source_id`, columns as in `sources_floods`."""
        import pandas as pd

        held = pd.concat([self[name] for name in schemas() if name.startswith("sources_")])
        return held.drop_duplicates("source_id").set_index("source_id")

    def shapes(self) -> dict[str, Any]:
        """The province polygons as a GeoJSON feature collection, property `admin_id`, degrees WGS 84."""
        return _shapes()


@cache
def _shapes() -> dict[str, Any]:
    """The polygons, read once."""
    found: dict[str, Any] = json.loads((FOLDER / "kp_admin1.geojson").read_text(encoding="utf-8"))
    return found


def _frame(held: tuple[dict[str, str], ...], fields: list[dict[str, Any]]) -> pd.DataFrame:
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


@cache
def reference(folder: Path | None = None) -> Reference:
    """The reference tables."""
    return Reference()
