"""Reference tables as rows that know their file and line; a user's own rows laid over those of the package."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkdata.errors import BadReferenceTable
from nkdata.reference.descriptor import faults_of

MACHINE_PATH = re.compile(r"(?<![\w.:/-])(/(work|tmp|home|root|Users|mnt|var)/|file://|[A-Za-z]:\\)")
Schemas = dict[str, dict[str, Any]]
Say = Callable[[str, str, str], None]  # where, found, remedy


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the file and line it stands on, and its cells; `own` where a user wrote it."""

    file: str
    line: int
    cells: dict[str, str]
    own: bool = False

    def where(self, column: str) -> str:
        """Where a cell stands."""
        return f"{self.file}:{self.line}: {column}"


def read_schemas(folder: Path, say: Say | None = None) -> Schemas:
    """Table name → schema, as the folder's `datapackage.json` has it; none where there is no such file.

    Faults of the file are said, and none of its tables then taken; without `say` the first is raised
    (BadReferenceTable).
    """
    path = folder / "datapackage.json"
    if not path.is_file():
        return {}
    problems: list[tuple[str, str, str]] = []
    found: Any = None
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        problems.append((f"{path}:{line}: -", f"not JSON ({error})", "write it as a Frictionless data package"))
    else:
        for name, key, what, expected in faults_of(found):
            place = f"{name}.{key}" if name else key
            problems.append((f"{path}:{_line(text, name)}: {place}", f"{what}, expected {expected}", "mend it"))
    for problem in problems:
        if say is None:
            raise BadReferenceTable(*problem)
        say(*problem)
    return {} if problems else {one["name"]: one["schema"] for one in found["resources"] if "schema" in one}


def _line(text: str, name: str) -> int:
    """The line on which a description names a table."""
    found = re.search(rf'"name"\s*:\s*{re.escape(json.dumps(name))}', text) if name else None
    return text.count("\n", 0, found.start()) + 1 if found else 1


def read_rows(path: Path, schema: dict[str, Any], say: Say, *, own: bool) -> list[Row]:
    """The rows of a file; faults of its bytes and its shape are said.

    A user's own file (`own`) may leave columns out; a file of the package may not.
    """
    file = str(path) if own else path.name
    try:
        text = path.read_bytes().decode("utf-8-sig" if own else "utf-8")
    except OSError as error:
        say(f"{file}:0: -", f"cannot be read ({error.strerror})", "make it readable")
        return []
    except UnicodeDecodeError as error:
        say(f"{file}:{error.object[: error.start].count(10) + 1}: -", "not UTF-8", "save the table as CSV in UTF-8")
        return []
    if own:
        text = text.replace("\r\n", "\n")
    if not text.strip():
        say(f"{file}:1: -", "empty, expected a row with the names of columns", "write it, or remove the file")
        return []
    _say_faults_of_lines(file, text, say)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, [])
        _say_faults_of_header(file, header, [field["name"] for field in schema["fields"]], say, own=own)
        if own and (lost := [column for column in schema["primaryKey"] if column not in header]):
            split = next((mark for mark in ";\t" if mark in ",".join(header)), None)
            remedy = f"separate cells by commas, not by {split!r}" if split else "add it: it tells rows apart"
            say(f"{file}:1: {lost[0]}", "the column of the key is missing", remedy)
            return []
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                rows.append(Row(file, line, dict(zip(header, cells, strict=True)), own))
            elif cells:
                found = f"{len(cells)} cells, expected {len(header)}"
                say(f"{file}:{line}: -", found, "quote cells that hold commas, and give each column its cell")
            line = reader.line_num + 1
    except csv.Error as error:
        say(f"{file}:{reader.line_num}: -", f"not CSV ({error})", "mend the quotation marks of that row")
    return rows


def _say_faults_of_lines(file: str, text: str, say: Say) -> None:
    """Byte order mark, line ends, paths of one machine."""
    if text.startswith("\ufeff"):
        say(f"{file}:1: -", "a byte order mark", "save it as UTF-8 without one")
    for number, line in enumerate(text.split("\n"), 1):
        if "\r" in line:
            say(f"{file}:{number}: -", "a carriage return, expected LF as line end", "save it with Unix line ends")
        if path := MACHINE_PATH.search(line):
            say(f"{file}:{number}: -", f"a path of one machine ({path.group()})", "write where others find it")
    if not text.endswith("\n"):
        say(f"{file}:{text.count(chr(10)) + 1}: -", "no line end after the last row", "end the last row with one")


def _say_faults_of_header(file: str, header: list[str], known: list[str], say: Say, *, own: bool) -> None:
    """Columns that are missing, unknown or named twice."""
    for column, times in Counter(header).items():
        if times > 1:
            say(f"{file}:1: {column}", "the column stands twice", "keep one of them")
        elif column not in known:
            say(f"{file}:1: {column or '-'}", f"no such column, expected {', '.join(known)}", "rename or remove it")
    if not own:
        for column in known:
            if column not in header:
                say(f"{file}:1: {column}", "the column is missing", "add it, empty where nothing is known")


def lay_over(rows: list[Row], own: list[Row], schema: dict[str, Any], say: Say) -> list[Row]:
    """The package's rows with a user's own: a new key is a new row, a known key fills what that row leaves open.

    In cells that list several values the user's are added.  A cell that says something else is a clash: it is said,
    and the package's value stays.
    """
    names = [field["name"] for field in schema["fields"]]
    lists = {field["name"]: field["separator"] for field in schema["fields"] if "separator" in field}
    place = {_key(row, schema): number for number, row in enumerate(rows)}
    found, seen = list(rows), set()
    for row in own:
        key = _key(row, schema)
        number = place.get(key)
        if number is None or key in seen:  # a key that the user has twice is found by the check of keys
            found.append(Row(row.file, row.line, {name: row.cells.get(name, "") for name in names}, own=True))
            continue
        seen.add(key)
        cells = dict(found[number].cells)
        for name, cell in row.cells.items():
            if not cell or name not in names or cell == cells[name]:
                continue
            if name in lists and name not in schema["primaryKey"]:
                both = [*cells[name].split(lists[name]), *cell.split(lists[name])]
                cells[name] = lists[name].join(dict.fromkeys(one for one in both if one))
            elif cells[name]:
                here = f"{cell!r} clashes with {cells[name]!r} of the row {'+'.join(key)} of the package"
                say(row.where(name), here, "leave the cell empty, or give the row a key of its own")
            else:
                cells[name] = cell
        found[number] = Row(row.file, row.line, cells, own=True)
    return found


def _key(row: Row, schema: dict[str, Any]) -> tuple[str, ...]:
    """The cells of the primary key."""
    return tuple(row.cells.get(column, "") for column in schema["primaryKey"])
