"""TIMEX3 values: the days that they cover, and arithmetic in units of days to centuries.

Value forms follow TimeML 1.2 as TempEval-3 uses it: `2020-08-18`, `2020-W33`, `2020-W33-WE`, `2020-07`, `2020-Q3`,
`2020-H1`, `2020-SU`, `2020`, `201` (decade), `19` (century), a clock or part of the day after `T`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month; a winter is named after the year in which it begins
SHAPE = re.compile(
    r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)(-WE)?|Q([1-4])|H([12])|(SP|SU|FA|WI)))?|(\d\d\d)X?|(\d\d)(?:XX)?"
)
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}  # thirds of a month


def covered(value: str) -> tuple[date, date, str] | None:
    """First day, last day and precision of a value, None for lengths, sets, vague references and impossible days."""
    match = SHAPE.fullmatch(value.partition("T")[0])
    if match is None:
        return None
    year, month, day, week, weekend, quarter, half, season, decade, century = match.groups()
    try:
        if decade:
            return date(int(decade) * 10, 1, 1), date(int(decade) * 10 + 9, 12, 31), "year"
        if century:
            return date(int(century) * 100, 1, 1), date(int(century) * 100 + 99, 12, 31), "year"
        if day:
            found = date(int(year), int(month), int(day))
            return found, found, "day"
        if week:
            monday = date.fromisocalendar(int(year), int(week), 1)
            return monday + timedelta(5 if weekend else 0), monday + timedelta(6), "week"
        if month:
            return *months(int(year), int(month), 1), "month"
        if quarter:
            return *months(int(year), int(quarter) * 3 - 2, 3), "quarter"
        if half:
            return *months(int(year), int(half) * 6 - 5, 6), "half_year"
        if season:
            return *months(int(year), SEASONS[season], 3), "season"
        return *months(int(year), 1, 12), "year"
    except (ValueError, OverflowError):
        return None


def months(year: int, month: int, count: int) -> tuple[date, date]:
    """First and last day of `count` months from a month on."""
    index = year * 12 + month - 1 + count - 1
    return date(year, month, 1), date(index // 12, index % 12 + 1, monthrange(index // 12, index % 12 + 1)[1])


def shifted(day: date, unit: str, count: int) -> str | None:
    """The period of `unit` (D, W, WE, M, Q, H, Y, E decade, C century) `count` units away from that of a day."""
    try:
        if unit == "D":
            return (day + timedelta(count)).isoformat()
        if unit in {"W", "WE"}:
            year, week, _ = (day + timedelta(7 * count)).isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
        if unit == "M":
            index = day.year * 12 + day.month - 1 + count
            return _year(index // 12) and f"{index // 12:04}-{index % 12 + 1:02}"
        if unit == "Q":
            index = day.year * 4 + (day.month - 1) // 3 + count
            return _year(index // 4) and f"{index // 4:04}-Q{index % 4 + 1}"
        if unit == "H":
            index = day.year * 2 + (day.month - 1) // 6 + count
            return _year(index // 2) and f"{index // 2:04}-H{index % 2 + 1}"
        if unit == "Y":
            return _year(day.year + count)
        if unit == "E":
            return (found := _year((day.year // 10 + count) * 10)) and found[:3]
        if unit == "C":
            return (found := _year((day.year // 100 + count) * 100)) and found[:2]
    except (OverflowError, ValueError):
        return None
    return None


def _year(year: int) -> str | None:
    """A year of four digits, None outside the calendar."""
    return f"{year:04}" if 1 <= year <= 9999 else None


def season(day: date, name: str, count: int) -> str:
    """The season `name` of the day's year, `count` years away; before March the running winter is last year's."""
    year = day.year + count - (1 if name == "WI" and day.month < 3 else 0)
    return f"{year:04}-{name}"


def part_of_month(value: str, part: str) -> tuple[date, date] | None:
    """The days of the early, middle or late third of a month."""
    found = covered(value)
    if found is None or found[2] != "month":
        return None
    first, last = PARTS[part]
    return found[0].replace(day=first), found[0].replace(day=min(last, found[1].day))


def iso_day(text: str | None) -> date | None:
    """The day of an ISO date, or of the day at the front of an ISO time; None for anything coarser or else."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
