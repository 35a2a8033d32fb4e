"""Rule tables: CSV files that an analyst can read and extend; each row with an example that is its test.

A folder of tables of one's own, with the columns of the package's, adds rows behind these: the command line names it in
the environment variable `NKDATA_RULES` before anything is read, so that notebooks which it starts see the same.
"""

from __future__ import annotations

import csv
import hashlib
import os
from functools import cache
from pathlib import Path

from nkdata.errors import BadRuleTable

FOLDER = Path(__file__).parents[1] / "rules"
OWN = "NKDATA_RULES"


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of `rules/<table>.csv`, then those of the user's own table of that name; cells stripped, empty as "".

    Raises BadRuleTable when the file is missing or a row has more cells than the header.
    """
    path = FOLDER / f"{table}.csv"
    if not path.is_file():
        raise BadRuleTable(path.name, "no such rule table", f"the tables are {', '.join(tables())}")
    return tuple(row for _, row in _placed(table))


def place(name: str) -> tuple[Path, dict[str, str]]:
    """File and row of a rule by its name in records, `metric_rules.csv:9`; the file's line stands in its name's place.

    The number counts the rows of both tables from 2, so that it is the line in the package's table.
    """
    table, _, number = name.partition(".csv:")
    (path, line), row = _placed(table)[int(number) - 2]
    return path.with_name(f"{path.name}:{line}"), row


@cache
def _placed(table: str) -> tuple[tuple[tuple[Path, int], dict[str, str]], ...]:
    """Every row with its file and line."""
    header, found = _read(FOLDER / f"{table}.csv")
    own = own_folder()
    if own is not None and (own / f"{table}.csv").is_file():
        columns, mine = _read(own / f"{table}.csv")
        if columns != header:
            raise BadRuleTable(f"{own.name}/{table}.csv:1", f"columns {', '.join(columns)}", f"use {', '.join(header)}")
        found += mine
    return tuple(found)


def _read(path: Path) -> tuple[list[str], list[tuple[tuple[Path, int], dict[str, str]]]]:
    found = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                if None in row or None in row.values():
                    what = "a row with another number of cells than the header"
                    raise BadRuleTable(f"{path.name}:{reader.line_num}", what, "quote cells that hold commas")
                found.append(((path, reader.line_num), {key: value.strip() for key, value in row.items()}))
            return list(reader.fieldnames or ()), found
    except UnicodeDecodeError as error:
        raise BadRuleTable(path.name, "not UTF-8", "save it as CSV in UTF-8") from error


def own_folder() -> Path | None:
    """The user's own rule tables, None where there are none.

    Raises BadRuleTable where the folder is none, or holds a table that the package does not know.
    """
    named = os.environ.get(OWN)
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise BadRuleTable(f"--rules {folder.name}", "no such folder", "name a folder with rule tables (CSV)")
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in tables():
            raise BadRuleTable(
                f"{folder.name}/{path.name}", "no such rule table", f"the tables are {', '.join(tables())}"
            )
    return folder


def tables() -> tuple[str, ...]:
    """The names of all rule tables, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


@cache
def digest() -> str:
    """The first 12 hexadecimal digits of the SHA-256 over all rule tables, names included, one's own behind."""
    total = hashlib.sha256()
    own = own_folder()
    for folder in (FOLDER, *([own] if own else [])):
        for path in sorted(folder.glob("*.csv")):
            total.update(path.stem.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]
