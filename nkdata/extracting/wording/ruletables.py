"""Rule tables: CSV files that an analyst can read and extend; each row with an example that is its test."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

from nkdata.errors import BadRuleTable

FOLDER = Path(__file__).parents[1] / "rules"


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of `rules/<table>.csv`, every cell stripped, empty cells as "".

    Raises BadRuleTable when the file is missing or a row has more cells than the header.
    """
    path = FOLDER / f"{table}.csv"
    if not path.is_file():
        raise BadRuleTable(path.name, "no such rule table", f"the tables are {', '.join(tables())}")
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            if None in row or None in row.values():
                raise BadRuleTable(
                    f"{path.name}:{reader.line_num}",
                    "a row with another number of cells than the header",
                    "quote cells that hold commas",
                )
            found.append({key: value.strip() for key, value in row.items()})
    return tuple(found)


def tables() -> tuple[str, ...]:
    """The names of all rule tables, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


@cache
def digest() -> str:
    """The first 12 hexadecimal digits of the SHA-256 over all rule tables, names included."""
    total = hashlib.sha256()
    for table in tables():
        total.update(table.encode() + b"\0" + (FOLDER / f"{table}.csv").read_bytes() + b"\0")
    return total.hexdigest()[:12]
