"""Checking a `datapackage.json` that a user wrote for tables of her own: every fault with its line and its key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

TYPES = ("string", "integer", "year", "number")
SCHEMA = {"fields": list, "primaryKey": list, "foreignKeys": list, "ordered": list, "precision": dict}
FIELD = {
    "name": str, "type": str, "description": str, "constraints": dict, "separator": str, "listOf": str,
    "alsoAllowed": list, "prefixDate": bool, "shapeOf": str,
}  # fmt: skip
CONSTRAINTS = {"required": bool, "unique": bool, "pattern": str, "enum": list, "maxLength": int}
WORDS = {str: "a text", list: "a list", dict: "an object", bool: "true or false", int: "a whole number"}
Fault = tuple[str, str, str, str]  # name of the table or column that it is about, key, found, expected


def faults_of(package: Any) -> Iterator[Fault]:
    """Every fault of a package's description."""
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list):
        yield "", "resources", "missing or no list", "a list of tables, each with name and schema"
        return
    names: set[str] = set()
    for number, one in enumerate(resources):
        name = one.get("name") if isinstance(one, dict) else None
        if not isinstance(name, str) or not name:
            yield "", f"resources[{number}].name", "missing or no text", "the table's name, that of its file"
            continue
        if name in names:
            yield name, "name", f"{name!r} stands twice", "one description a table"
        names.add(name)
        if "schema" in one:
            yield from ((name, *rest) for rest in _of_schema(one["schema"]))


def _of_schema(schema: Any) -> Iterator[tuple[str, str, str]]:
    """Faults of one table's schema as (key, found, expected)."""
    if not isinstance(schema, dict):
        yield "schema", WORDS.get(type(schema), "no object"), "an object with fields and primaryKey"
        return
    wrong = list(_kinds(schema, SCHEMA, "schema"))
    yield from wrong
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields:
        if "schema.fields" not in [key for key, *_ in wrong]:
            yield "schema.fields", "missing or empty", "a list of columns, each with name and type"
        return
    names = [one.get("name") if isinstance(one, dict) else None for one in fields]
    for number, one in enumerate(fields):
        yield from _of_field(one, f"schema.fields[{number}]")
    for name in {str(one) for one in names if names.count(one) > 1 and one}:
        yield "schema.fields", f"{name!r} stands twice", "each column once"
    if not wrong and None not in names:
        yield from _of_keys(schema, [str(one) for one in names])


def _of_field(field: Any, key: str) -> Iterator[tuple[str, str, str]]:
    """Faults of one column."""
    if not isinstance(field, dict):
        yield key, WORDS.get(type(field), "no object"), "an object with name and type"
        return
    yield from _kinds(field, FIELD, key)
    if not field.get("name"):
        yield f"{key}.name", "missing", "the column's name"
    if field.get("type") not in TYPES:
        yield f"{key}.type", repr(field.get("type")), f"one of {', '.join(TYPES)}"
    rules = field.get("constraints", {})
    if not isinstance(rules, dict):
        return
    yield from _kinds(rules, CONSTRAINTS, f"{key}.constraints")
    try:
        re.compile(rules["pattern"] if isinstance(rules.get("pattern"), str) else "")
    except re.error as error:
        yield f"{key}.constraints.pattern", repr(rules["pattern"]), f"a regular expression ({error})"


def _of_keys(schema: Mapping[str, Any], names: list[str]) -> Iterator[tuple[str, str, str]]:
    """Faults of what names columns."""
    if not schema.get("primaryKey"):
        yield "schema.primaryKey", "missing or empty", "a list of the columns that tell rows apart"
    for one in schema.get("primaryKey", []):
        if one not in names:
            yield "schema.primaryKey", f"{one!r} is no column", f"one of {', '.join(names)}"
    for number, one in enumerate(schema.get("foreignKeys", [])):
        target = one.get("reference") if isinstance(one, dict) else None
        if not isinstance(target, dict) or one.get("fields") not in names or {"resource", "fields"} - set(target):
            expected = '{"fields": COLUMN, "reference": {"resource": TABLE, "fields": COLUMN}}'
            yield f"schema.foreignKeys[{number}]", "not of that form, or no column of the table", expected
    for number, one in enumerate(schema.get("ordered", [])):
        if not isinstance(one, list) or len(one) != 2 or not set(map(str, one)) <= set(names):
            yield f"schema.ordered[{number}]", repr(one), "two columns, the earlier or lower first"
    rule = schema.get("precision")
    if rule is not None and not (isinstance(rule.get("field"), str) and isinstance(rule.get("of"), list)):
        yield "schema.precision", repr(rule), '{"field": COLUMN, "of": [COLUMN, …]}'


def _kinds(held: Mapping[str, Any], kinds: Mapping[str, type], key: str) -> Iterator[tuple[str, str, str]]:
    """Values that are not of the kind that their name asks for."""
    for name, kind in kinds.items():
        value = held.get(name)
        if name in held and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            yield f"{key}.{name}", f"{WORDS.get(type(value), 'nothing')} ({value!r})", WORDS[kind]
