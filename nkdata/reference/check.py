"""Checking the reference tables against their schemas: every fault with file, line, column, what and what to do.

The schemas are those of `datapackage.json` (Frictionless Table Schema: types, constraints, keys).  Beyond it stand, of
a column, `separator` with `listOf` and `alsoAllowed` (a cell of several ids, each found in that column or list),
`prefixDate` (a date no finer than known) and `shapeOf` (an id of a polygon); of a table, `ordered` (pairs of columns)
and `precision` (the column that tells how finely others are dated).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nkdata.errors import BadReferenceTable
from nkdata.reference.crosschecks import say_faults_between_columns
from nkdata.reference.load import FOLDER, Tables
from nkdata.reference.tables import Row, Say

NUMBER = {
    "number": (re.compile(r"-?\d+(\.\d+)?"), "a number such as 12 or 0.5, without commas or units"),
    "integer": (re.compile(r"-?\d+"), "a whole number"),
    "year": (re.compile(r"\d{4}"), "a year"),
}
DATE_FORMS = "YYYY, YYYY-MM or YYYY-MM-DD"
LENGTH = {"day": 10, "month": 7, "year": 4}


def faults(folder: Path | None = None, package: Path = FOLDER) -> list[BadReferenceTable]:
    """Every fault of the package's tables, with a user's own rows laid over them where a folder is given.

    Sorted by file and line; empty when all is well.
    """
    return check(Tables(package, folder))


def check(tables: Tables) -> list[BadReferenceTable]:
    """Every fault of tables that were read."""
    found = list(tables.faults)

    def say(where: str, what: str, remedy: str) -> None:
        found.append(BadReferenceTable(where, what, remedy))

    polygons = _polygons(tables.package, tables, say)
    for name, schema in tables.schemas.items():
        _say_faults_of_keys(tables.rows[name], schema, say)
        for field in schema["fields"]:
            _say_faults_of_column(tables, name, field, polygons, say)
        for row in tables.rows[name]:
            _say_faults_of_row(row, schema, say)
    say_faults_between_columns(tables.rows, _allowed(tables, "policy_events", "kind"), say)
    once = {str(fault): fault for fault in found}
    return sorted(once.values(), key=lambda fault: _order(fault.where))


def _allowed(tables: Tables, table: str, column: str) -> set[str]:
    """The vocabulary of a column."""
    fields = tables.schemas[table]["fields"] if table in tables.schemas else []
    return {one for field in fields if field["name"] == column for one in field["constraints"]["enum"]}


def _order(where: str) -> tuple[str, int, str]:
    """File, line and column of a place."""
    found = re.match(r"(.*?):(\d+): (.*)", where)
    return (found[1], int(found[2]), found[3]) if found else (where, 0, "")


def _polygons(package: Path, tables: Tables, say: Say) -> set[str]:
    """The ids of the polygons."""
    path = package / "kp_admin1.geojson"
    try:
        named = [shape["properties"]["admin_id"] for shape in json.loads(path.read_text("utf-8"))["features"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        say(f"{path.name}:1: -", f"cannot be read ({type(error).__name__})", "restore it from the package")
        return set()
    known = tables.values("admin_areas", "admin_id")
    for one in sorted(set(named)):
        if named.count(one) > 1 or one not in known:
            say(f"{path.name}:1: admin_id", f"{one!r} stands twice or is not in admin_areas", "mend the id")
    return set(named)


def _say_faults_of_keys(rows: list[Row], schema: dict[str, Any], say: Say) -> None:
    """Primary keys that stand twice."""
    key = schema["primaryKey"]
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        value = tuple(row.cells.get(column, "") for column in key)
        if value in first:
            earlier = first[value]
            found = f"the key {', '.join(value)} already stands in {earlier.file}:{earlier.line}"
            say(row.where("+".join(key)), found, "give the row a key of its own, or join the two")
        else:
            first[value] = row


def _say_faults_of_column(tables: Tables, name: str, field: dict[str, Any], polygons: set[str], say: Say) -> None:
    """Cells of one column that break its type, its constraints or its foreign key."""
    column, rules = field["name"], field.get("constraints", {})
    target, known = _target(tables, name, field, polygons)
    first: dict[str, Row] = {}
    for row in tables.rows[name]:
        cell = row.cells.get(column, "")
        if not cell:
            if rules.get("required"):
                say(row.where(column), "empty, expected a value", field.get("description", "fill it"))
            continue
        for found, remedy in cell_faults(cell, field):
            say(row.where(column), found, remedy)
        if rules.get("unique") and [column] != tables.schemas[name]["primaryKey"]:
            if cell in first:
                earlier = first[cell]
                say(row.where(column), f"{cell!r} already stands in {earlier.file}:{earlier.line}", "make it unique")
            first.setdefault(cell, row)
        if known is None:
            continue
        listed = cell.split(field["separator"]) if "separator" in field else [cell]
        for one in listed:
            if one not in known:
                say(row.where(column), f"{one!r} is not in {target}", f"use an id of {target}, or add it there")
        if len(set(listed)) < len(listed):
            say(row.where(column), f"{cell!r} names an id twice", "name it once")


def _target(tables: Tables, name: str, field: dict[str, Any], polygons: set[str]) -> tuple[str, set[str] | None]:
    """What a column's ids must be found in: its name for messages, and the ids; None where it has no foreign key."""
    if "shapeOf" in field:
        return field["shapeOf"], polygons
    target = field.get("listOf", "")
    for one in tables.schemas[name].get("foreignKeys", []):
        if one["fields"] == field["name"]:
            target = f"{one['reference']['resource'] or name}.{one['reference']['fields']}"
    if not target:
        return "", None
    table, _, column = target.partition(".")
    return target, tables.values(table, column) | set(field.get("alsoAllowed", []))


def cell_faults(cell: str, field: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with one cell by itself, as (found, remedy)."""
    rules = field.get("constraints", {})
    if cell != cell.strip() or not cell.isprintable():
        yield f"{cell!r} has a space at an end, a line break or another mark that nobody sees", "remove it"
    elif "separator" in field and any(one != one.strip() or not one for one in cell.split(field["separator"])):
        yield f"{cell!r} has an empty value, or a space beside {field['separator']!r}", "remove it"
    if field["type"] in NUMBER:
        form, expected = NUMBER[field["type"]]
        if not form.fullmatch(cell):
            yield f"{cell!r}, expected {expected}", "write the bare number"
            return
    if "enum" in rules and cell not in [str(one) for one in rules["enum"]]:
        yield f"{cell!r}, expected one of {', '.join(str(one) for one in rules['enum'])}", "use one of them"
    if len(cell) > rules.get("maxLength", len(cell)):
        yield f"{cell!r} has {len(cell)} characters, expected at most {rules['maxLength']}", "shorten it"
    fits = re.fullmatch(rules.get("pattern", ".*"), cell, re.S) is not None
    if field.get("prefixDate"):
        if not fits or not _exists(cell):
            yield f"{cell!r} is not a date, expected {DATE_FORMS}", "write it no finer than known"
    elif not fits:
        yield f"{cell!r} does not have the form {rules['pattern']}", field.get("description", "mend it")


def _exists(date: str) -> bool:
    """Whether a whole day stands in the calendar; months and years do."""
    try:
        return len(date) != LENGTH["day"] or bool(dt.date.fromisoformat(date))
    except ValueError:
        return False


def _say_faults_of_row(row: Row, schema: dict[str, Any], say: Say) -> None:
    """Columns of one row that do not fit each other, as the schema declares it."""
    for first, last in schema.get("ordered", []):
        a, b = row.cells.get(first, ""), row.cells.get(last, "")
        if a and b and _after(a, b, numbers=first == "low"):
            say(row.where(last), f"{b!r} is before or below {first} {a!r}", "swap or mend them")
    rule = schema.get("precision", {"field": "", "of": ()})
    precision = row.cells.get(rule["field"], "")
    for column in rule["of"] if precision in LENGTH else ():
        cell = row.cells.get(column, "")
        if cell and len(cell) != LENGTH[precision]:
            found = f"{cell!r} does not have the precision {precision!r}"
            say(row.where(column), found, "write both alike")


def _after(a: str, b: str, *, numbers: bool) -> bool:
    """Whether a comes after b; dates are compared as far as both are known."""
    if numbers:
        form = NUMBER["number"][0]
        return bool(form.fullmatch(a) and form.fullmatch(b)) and float(a) > float(b)
    length = min(len(a), len(b))
    return a[:length] > b[:length]
