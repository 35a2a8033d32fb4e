"""From a matched pattern to TIMEX3 values and the days that they cover."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from nkdata.extracting.dates import days, lengths, months, periods
from nkdata.extracting.dates.slots import Found, Match, Setting
from nkdata.extracting.dates.timex import covered, part_of_month
from nkdata.extracting.dates.timex import months as month_days
from nkdata.extracting.wording.tokenpatterns import TokenMatch

FAR_ZONES = ("est", "edt", "et", "utc", "gmt")
FISCAL = ("fiscal", "financial")
KINDS = days.KINDS | months.KINDS | periods.KINDS | lengths.KINDS


def build(found: TokenMatch, setting: Setting) -> list[Found]:
    """The expressions that a match stands for: one, or two for a range of days."""
    match = Match(setting.tokens, found, setting)
    if found.row["kind"] == "days":
        return _days(match)
    if found.row["kind"] == "lengths":
        return [
            Found(*found.slots["NUM"], "DURATION", lengths.length_value(match.unit(), match.number())),
            Found(
                found.slots["NUM2"][0], found.last, "DURATION", lengths.length_value(match.unit(), match.number("NUM2"))
            ),
        ]
    value = KINDS[found.row["kind"]](match)
    if value == "":
        return []
    item = Found(found.first, found.last, found.row["type"], value, kind=found.row["kind"])
    if (
        value is not None
        and value.startswith("P")
        and not value.startswith(("PAST", "PRESENT"))
        and item.type == "DATE"
    ):
        item = replace(item, type="DURATION")
    if value is not None and value[:1].isdecimal() and item.type == "DURATION":
        item = replace(item, type="DATE")
    if value is not None and value.startswith("X"):
        item = replace(item, type="SET")
    return [_with_days(item, match)]


def _with_days(item: Found, match: Match) -> Found:
    """The item with the days that it covers, narrowed by early, late, earlier, later."""
    if item.value is None:
        return item
    if item.value.endswith("_REF"):
        return replace(item, precision="vague")
    covering = covered(item.value)
    if covering is None:
        return item
    first, last, precision = covering
    if item.kind == "days_of_month":
        count = timedelta(int(match.number()) - 1)
        edges = (first, min(first + count, last)) if match.says("first") else (max(last - count, first), last)
        return replace(item, begins=edges[0], ends=edges[1], precision="part_of_month")
    if match.says(*FAR_ZONES) or (precision == "year" and match.says(*FISCAL)):
        return item  # the day there need not be the day in Korea; a fiscal year begins where its country has it begin
    if item.kind in {"years", "marketing"} and match.has("TWO"):
        begins, ends = _years(match, first.year)
        return replace(item, begins=begins, ends=ends, precision=precision)
    published = match.setting.published
    if match.mod in {"early", "mid", "late"} and (part := part_of_month(item.value, match.mod)):
        return replace(item, begins=part[0], ends=part[1], precision="part_of_month")
    if published and first <= published <= last and precision != "day":
        if match.mod == "before":
            last = published
        elif match.mod == "after":
            first = published
    return replace(item, begins=first, ends=last, precision=precision)


def _years(match: Match, year: int) -> tuple[date, date]:
    """The days of `2011-12` (both years) or of `2018/19 November/October`."""
    until = year - year % 100 + match.count("TWO")
    if match.has("MONTH"):
        first, last = int(match.word("MONTH")), int(match.word("MONTH2", "MONTH"))
        return date(year, first, 1), month_days(year + (last <= first), last, 1)[1]
    return date(year, 1, 1), date(max(until, year), 12, 31)


def _days(match: Match) -> list[Found]:
    """Days of one month: `July 18 to 28`, `18-28 July 2019`, `July 4, 7 and 8`."""
    month, slots = int(match.word("MONTH")), match.found.slots
    names = [name for name in ("DAY", "DAY2", "DAY3") if name in slots]
    values = [days.day_value(match, month, match.count(name), match.year) for name in names]
    if "" in values:
        return []
    items = []
    for name, value in zip(names, values, strict=True):
        first = match.found.first if name == "DAY" else slots[name][0]
        last = match.found.last if name == names[-1] else slots[name][1]
        items.append(_with_days(Found(first, last, "DATE", value), match))
    return items
