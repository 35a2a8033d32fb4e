"""What a person may write into a claim or event, held against the same rules as the reference tables."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from nkdata.errors import BadParameter
from nkdata.extracting.claims.hedging import hedges
from nkdata.reference import load
from nkdata.reference.check import cell_faults
from nkdata.review.log import EDITABLE, NAMES

STANCES = ("asserted", "denied", "doubted", "not_reported", "withheld", "withdrawn")
PRECISIONS = ("day", "week", "part_of_month", "month", "quarter", "season", "half_year", "year", "vague")
# field → table and column of the reference tables whose schema it must meet
LIKE = {
    "value": ("disaster_claims", "value"),
    "low": ("disaster_claims", "low"),
    "high": ("disaster_claims", "high"),
    "bound": ("disaster_claims", "bound"),
    "scope": ("disaster_claims", "counting"),
    "basis": ("disaster_claims", "basis"),
    "kind": ("policy_events", "kind"),
    "status": ("policy_events", "status"),
    "date_start": ("policy_events", "start"),
    "date_end": ("policy_events", "end"),
    "announced_on": ("policy_events", "announced_on"),
}
NUMBERS = ("value", "low", "high")
DAYS = ("date_start", "date_end", "announced_on")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NEEDED = ("metric", "kind", "status", "stance", "scope", "basis")  # never empty
KNOWN = {"place": ("admin_areas", "admin_id"), "claimant": ("actors", "actor_id"), "via": ("actors", "actor_id")}
# Limits that a value and its bound make.
LIMITS = {"exact": (True, True), "at_least": (True, False), "at_most": (False, True), "about": (False, False)}


def checked(kind: str, given: Mapping[str, str], said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry that a person's words make, as the columns of a claim or event hold them.

    `given` maps fields to text, "" to empty one; `place`, `claimant` and `via` take an id or name of the tables and
    fill both columns; `place_name` and the like take any name, the id is then emptied.  A new value or bound moves the
    limits along, a new metric the unit.  `said` is the row as it stands.

    Raises BadParameter for the first field that does not exist or cannot be so.
    """
    found: dict[str, Any] = {}
    for name, text in given.items():
        found |= _field(kind, name, text.strip())
    if kind == "claim":
        found |= _unit(found, said) | _limits(found, said)
    after = dict(said) | found
    _in_order(after, "date_start", "date_end")
    if kind == "claim":
        for first, last in (("low", "high"), ("low", "value"), ("value", "high")):
            _in_order(after, first, last)
    return {name: value for name, value in found.items() if value != said.get(name)}


def whole(fields: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """All editable fields of something that a person adds, what was not said empty or unknown."""
    plain: dict[str, Any] = dict.fromkeys(EDITABLE[kind])
    plain |= {"scope": "unknown", "basis": "unknown", "stance": "asserted"} if kind == "claim" else {}
    return plain | dict(fields)


def _field(kind: str, name: str, text: str) -> dict[str, Any]:
    """The columns that one field fills."""
    if name in NAMES:
        return _named(name, text)
    if name not in EDITABLE[kind]:
        choice = ", ".join([*NAMES, *(one for one in EDITABLE[kind] if not one.endswith("_id"))])
        raise BadParameter(
            name,
            f"not a field of a {kind}" if kind == "claim" else "not a field of an event",
            f"the fields are {choice}",
        )
    if name.endswith("_id"):
        return _named(name.removesuffix("_id"), text)
    if name.endswith("_name"):
        return {name.replace("_name", "_id"): None, name: text or None}
    if not text:
        if name in NEEDED:
            raise BadParameter(name, "empty", "reject the row if it says nothing")
        return {name: None}
    for found, remedy in _faults(name, text):
        raise BadParameter(name, found, remedy)
    return {name: float(text) if name in NUMBERS else text}


def _faults(name: str, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the text of one field, as (found, remedy)."""
    if name in DAYS and not DAY.fullmatch(text):
        yield f"{text!r} is no day", "write it as 2020-08-18"
    if name in LIKE:
        yield from cell_faults(text, schema(*LIKE[name]))
    if name in NUMBERS and text.startswith("-"):
        yield f"{text!r} is below 0", "write how many there are"
    if name == "hedge" and text.lower() not in hedges():
        yield (
            f"{text!r} hedges nothing that the tables know",
            "use one such as may have, could, will; or leave it empty",
        )
    listed = {"stance": STANCES, "precision": PRECISIONS, "metric": (*metrics(), "other")}.get(name)
    if listed is not None and text not in listed:
        near = difflib.get_close_matches(text, listed, 3, 0.5) or listed[:6]
        yield f"{text!r} is no {name}", f"use one such as {', '.join(near)}"


def _named(name: str, text: str) -> dict[str, Any]:
    """Id and name of a place or actor that the tables know."""
    if not text:
        return {f"{name}_id": None, f"{name}_name": None}
    table, key = KNOWN[name]
    known = names(table, key)
    found = known.get(text.casefold())
    if found is None:
        near = difflib.get_close_matches(text.casefold(), known, 3, 0.6)
        ids = ", ".join(dict.fromkeys(known[one][0] for one in near)) or f"an id of {table}"
        remedy = f"use {ids}, or {name}_name={text} for a name that no table knows"
        raise BadParameter(name, f"{text!r} is not in {table}", remedy)
    return {f"{name}_id": found[0], f"{name}_name": found[1] if text == found[0] else text}


def _unit(found: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The unit that the metric asks for.  Raises BadParameter where another was given."""
    metric = found.get("metric", said.get("metric"))
    unit = metrics().get(str(metric))
    if unit is None:
        return {}
    if "unit" in found and found["unit"] != (unit or None):
        raise BadParameter("unit", f"{found['unit']!r}, but {metric} counts {unit or 'without unit'}", "leave it out")
    return {"unit": unit or None} if "metric" in found else {}


def _limits(found: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Limits and bound after a change of value or bound."""
    if not {"value", "bound"} & set(found):
        return {}
    value = found.get("value", said.get("value"))
    if value is None:
        return {"low": None, "high": None, "bound": None} | {name: found[name] for name in NUMBERS if name in found}
    bound = found.get("bound", said.get("bound")) or "exact"
    if bound == "range":
        if not {"low", "high"} <= set(found):
            raise BadParameter("bound", "a range without its limits", "give low=… and high=… too")
        return {"bound": bound}
    low, high = (value if told else None for told in LIMITS[bound])
    return {"bound": bound, "low": found.get("low", low), "high": found.get("high", high)}


def _in_order(row: Mapping[str, Any], first: str, last: str) -> None:
    """Raise BadParameter where one field is after another."""
    a, b = row.get(first), row.get(last)
    if a is not None and b is not None and a > b:
        raise BadParameter(last, f"{b} is before or below {first} {a}", "mend one of the two")


@cache
def schema(table: str, column: str) -> dict[str, Any]:
    """The field of a table's schema."""
    fields: list[dict[str, Any]] = load.schemas()[table]["fields"]
    return next(one for one in fields if one["name"] == column)


def metrics() -> dict[str, str]:
    """Unit of each metric, "" where it has none."""
    return {row["metric"]: row["unit"] for row in load.rows("metrics")}


def names(table: str, key: str) -> dict[str, tuple[str, str]]:
    """Id and English name by id, name and other spelling, case folded; what two rows share, the first has."""
    found: dict[str, tuple[str, str]] = {}
    for column in (key, "name_en", "name_variants", "aliases"):
        for row in load.rows(table):
            for one in (row.get(column) or "").split(";"):
                if one:
                    found.setdefault(one.casefold(), (row[key], row["name_en"]))
    return found
