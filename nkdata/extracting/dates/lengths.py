"""Lengths of time and sets: one small function for each kind of row in date_patterns.csv."""

from __future__ import annotations

from nkdata.extracting.dates.periods import shift
from nkdata.extracting.dates.slots import Kind, Match

LENGTHS = {
    "D": "P{}D",
    "W": "P{}W",
    "WE": "P{}D",
    "M": "P{}M",
    "Q": "P{}Q",
    "Y": "P{}Y",
    "TS": "PT{}S",
    "TM": "PT{}M",
    "TH": "PT{}H",
}
HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}
VAGUE = {"TS": "PTXS", "TM": "PTXM", "TH": "PTXH", "E": "PXY", "C": "PXC"}


def length_value(unit: str, count: float) -> str:
    """A TIMEX3 length; decades and centuries in years, a half with its own number."""
    if unit in {"E", "C"}:
        unit, count = "Y", count * (10 if unit == "E" else 100)
    if unit == "2W":
        unit, count = "W", count * 2
    whole, part = divmod(count, 1)
    if part == 0.5 and unit in HALVES and whole:
        return LENGTHS[unit].format(int(whole)) + HALVES[unit]
    return LENGTHS[unit].format(f"{count:g}" if part else f"{int(count)}")


def _length(match: Match) -> str:
    return length_value(match.unit(), match.number())


def _length_range(match: Match) -> str:
    return length_value(match.unit(), match.number())


def _length_half(match: Match) -> str:
    return length_value(match.unit(), match.number() + 0.5)


def _one_unit(match: Match) -> str:
    return length_value(match.unit(), 1)


def _past_unit(match: Match) -> str | None:
    """ "The past decade" is a length; "the past year" stays the year before."""
    unit = match.unit()
    return length_value(unit, 1) if unit in {"E", "C", "D", "TH", "TM"} else shift(match)


def _vague_length(match: Match) -> str:
    unit = match.unit()
    return VAGUE.get(unit) or LENGTHS[unit if unit in LENGTHS else "W"].format("X")


def _long(match: Match) -> str:
    return length_value(match.unit(), 1) if match.has("UNIT") else _vague_length(match)


def _each(match: Match) -> str:
    return length_value(match.unit(), match.number())


KINDS: dict[str, Kind] = {
    "couple": lambda match: length_value(match.unit(), 2),
    "each": _each,
    "fixed": lambda match: match.found.row["argument"],
    "hours_off": _length,
    "length": _length,
    "length_half": _length_half,
    "length_range": _length_range,
    "long": _long,
    "one_unit": _one_unit,
    "one_day": lambda match: match.found.row["argument"],
    "past_unit": _past_unit,
    "soon": lambda match: match.found.row["argument"],
    "vague_length": _vague_length,
}
