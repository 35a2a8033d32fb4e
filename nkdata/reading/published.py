"""Publication days as sidecars, records, front matter and options write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

MONTHS = "january february march april may june july august september october november december".split()
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[T\s])")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})$")
COARSE = re.compile(r"\d{4}(-\d{2})?$")
DAY_FIRST = re.compile(r"(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})(?=$|\D)")
MONTH_FIRST = re.compile(r"(?:[a-z]{6,9},\s+)?([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?=$|\D)")
NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?=$|[,T\s])")
MILLISECONDS_FROM = 100_000_000_000  # as seconds this would be the year 5138


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of the publication day: `day` ISO or None, and the words that told it."""

    day: str | None
    words: str


def told(value: object) -> Told | None:
    """The day that a value names; None where there is no value.

    Understood: ISO days and times (the day as written, whatever its zone), `2020/8/18`, `20200818`, `18 August 2020`,
    `August 18, 2020`, RFC 2822, seconds or milliseconds since 1970 (UTC), and `18/8/2020` or `8/18/2020`, where only
    one of the two can be the month.  Anything else, a month or a year alone included, has no day: it is never
    completed, and whether `3/4/2020` is of March or April is not guessed.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, dt.date):  # datetime included
        return Told(value.strftime("%Y-%m-%d"), str(value))
    text = str(value).strip()
    if not text:
        return None
    return Told(_day(text) if not isinstance(value, int | float) else _epoch(value) or _day(text), text)


def _epoch(value: float) -> str | None:
    """The UTC day of a Unix time in seconds or milliseconds; small numbers are no Unix times."""
    if not 100_000_000 <= value < 1e14:
        return None
    seconds = value / 1000 if value >= MILLISECONDS_FROM else value
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d")


def _day(text: str) -> str | None:
    """The ISO day in a text, None where it names none."""
    lower = text.lower()
    if found := ISO.match(text):
        return _valid(found[1], found[3], found[4])
    if found := COMPACT.match(text):
        return _valid(found[1], found[2], found[3])
    if found := DAY_FIRST.match(lower):
        return _valid(found[3], _month(found[2]), found[1])
    if found := MONTH_FIRST.match(lower):
        return _valid(found[3], _month(found[1]), found[2])
    if found := NUMBERS.match(text):
        days = {_valid(found[4], found[3], found[1]), _valid(found[4], found[1], found[3])} - {None}
        return days.pop() if len(days) == 1 else None
    if re.fullmatch(r"\d{9,13}", text):
        return _epoch(int(text))
    return None


def _month(name: str) -> int:
    """The number of a month by its English name or first three letters, 0 where it is none."""
    return next((n for n, full in enumerate(MONTHS, 1) if name in (full, full[:3], full[:4])), 0)


def _valid(year: str, month: str | int, day: str) -> str | None:
    """The ISO form of a day that exists."""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def coarse(text: str) -> bool:
    """Whether a text is a month or a year, told on purpose no finer."""
    return COARSE.match(text) is not None
