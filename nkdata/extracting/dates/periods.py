"""Weeks, quarters, seasons, years and longer: one small function for each kind of row in date_patterns.csv."""

from __future__ import annotations

from datetime import date

from nkdata.extracting.dates.slots import Kind, Match, Setting, date_words
from nkdata.extracting.dates.timex import covered, season, shifted


def _year(match: Match) -> str:
    return f"{match.year:04}"


def _year_named(match: Match) -> str:
    """`the year two thousand`."""
    year = match.number()
    return f"{int(year)}" if 1900 <= year <= 2199 else ""


def shift(match: Match) -> str | None:
    """The week, month, year … before, of or after publication."""
    published, unit = match.setting.published, match.unit()
    step = -1 if match.says("past", "latest") else match.step or 0
    if unit.startswith("T") or unit in {"D", "2W"}:
        return ""
    if unit == "Y" and match.setting.told_year and match.says("previous"):
        return f"{match.setting.told_year - 1:04}"
    return shifted(published, unit, step) if published else None


def _the_unit(match: Match) -> str | None:
    published = match.setting.published
    unit = match.unit()
    if published is None:
        return None if unit == "WE" else ""
    if unit == "WE":
        return shifted(published, "WE", 0 if published.isoweekday() >= 6 or match.tense == "future" else -1)
    if unit == "Q" and match.setting.quarter:
        return match.setting.quarter
    if unit != "Y":
        return ""
    return shifted(published, "Y", 0) if match.before("for", "of") and not match.after("ended", "ending") else "P1Y"


def _this_unit(match: Match) -> str | None:
    unit = "M" if match.says("month") else "Y"
    if match.says("full", "whole", "entire") and match.setting.quarter:
        return match.setting.quarter[:4]
    return shifted(match.setting.published, unit, 0) if match.setting.published else None


def _that_unit(match: Match) -> str | None:
    unit, setting = _named_unit(match), match.setting
    told = setting.period if unit == "Y" else setting.within
    base = told or (None if setting.period else setting.published)
    return shifted(base, unit, int(match.found.row["argument"])) if base else None


def _then(match: Match) -> str | None:
    return match.setting.latest if match.before("by", "until", "till") else ""


def _that_day(match: Match) -> str | None:
    base = match.setting.reference
    value = shifted(base, "D", int(match.found.row["argument"])) if base else None
    return value + "TMO" if value and match.says("morning") else value


def _next_after(match: Match) -> str | None:
    base, unit = match.setting.period or match.setting.published, match.unit()
    return shifted(base, unit, 1) if base else None


def _counted(match: Match, base: date | None, sign: int) -> str | None:
    unit, count = match.unit(), match.number()
    if unit.startswith("T") or unit == "2W" or count != int(count) or count > 5000:
        return ""
    if unit in {"E", "C"} and sign == -1:  # "a decade ago" is a year
        unit, count = "Y", count * (10 if unit == "E" else 100)
    return shifted(base, unit, sign * int(count)) if base else None


def _ago(match: Match) -> str | None:
    if match.unit() == "Y" and match.number() == 1 and (quarter := _year_before(match.setting)):
        return quarter
    return _counted(match, match.setting.published, -1)


def _after(match: Match) -> str | None:
    sign = int(match.found.row["argument"])
    if sign == -1 and match.unit() == "Y" and match.number() == 1 and (named := _year_before(match.setting, True)):
        return named
    return _counted(match, match.setting.reference, sign)


def _year_before(setting: Setting, is_earlier: bool = False) -> str | None:
    """The same quarter a year before, where the text reports on a quarter.

    "A year earlier" is a year before the month or year that opens its sentence: "236 in 2024, 196 a year earlier".
    """
    quarter = None if setting.longer else setting.quarter or (setting.measured if is_earlier else None)
    return f"{int(quarter[:4]) - 1:04}{quarter[4:]}" if quarter else None


def _year_earlier(match: Match) -> str | None:
    """The month or quarter last named, else that of publication, a year before."""
    unit, setting = match.found.row["argument"], match.setting
    named = setting.month if unit == "M" else setting.quarter
    if named:
        return f"{int(named[:4]) - 1:04}{named[4:]}"
    return shifted(setting.published, unit, -12 if unit == "M" else -4) if setting.published else None


def _unit_ago(match: Match) -> str | None:
    if match.says("year") and (quarter := _year_before(match.setting)):
        return quarter
    unit = _named_unit(match)
    return shifted(match.setting.published, unit, -1) if match.setting.published else None


def _named_unit(match: Match) -> str:
    """The unit whose plain word stands in the match."""
    units = (("month", "M"), ("week", "W"), ("quarter", "Q"), ("year", "Y"))
    return next(code for word, code in units if match.says(word))


def _period(match: Match) -> str | None:
    return match.setting.quarter or ""


def _period_of(match: Match) -> str | None:
    """The quarter that the text reports on, in another year."""
    published = match.setting.published
    quarter = None if match.setting.longer and not match.says("quarter") else match.setting.quarter
    year = match.count("YEAR") if match.has("YEAR") else published.year - 1 if published and match.has("LAST") else None
    if year is None:
        return ""
    return f"{year:04}{quarter[4:]}" if quarter else f"{year:04}"


def _quarter(match: Match) -> str | None:
    number = int(match.word("ORD"))
    if number > 4:
        return ""
    published = match.setting.published
    if match.has("YEAR"):
        return f"{match.count('YEAR')}-Q{number}"
    if published is None:
        return None
    if match.step is not None:
        return f"{published.year + match.step}-Q{number}"
    now = (published.month - 1) // 3 + 1
    back = number > now and (match.tense == "past" or (number - now > 1 and match.tense != "future"))
    return f"{published.year - back}-Q{number}"


def _quarter_now(match: Match) -> str | None:
    published = match.setting.published
    if match.says("latest") and match.setting.quarter:
        return match.setting.quarter
    step = -1 if match.says("latest") else match.step or 0
    return shifted(published, "Q", step) if published else None


def _half(match: Match) -> str | None:
    number = int(match.word("ORD")) if match.has("ORD") else 2
    if number > 2:
        return ""
    if match.has("YEAR"):
        return f"{match.count('YEAR')}-H{number}"
    published = match.setting.published
    return f"{published.year + (match.step or 0)}-H{number}" if published else None


def _season(match: Match) -> str | None:
    name, published = match.word("SEASON"), match.setting.published
    if match.year is not None:
        return f"{match.year}-{name}"
    if published is None:
        return None
    value = season(published, name, 0)
    begins, ends = covered(value)[:2]  # type: ignore[index]
    if match.step == -1 and published <= ends and not match.says("this"):
        return season(published, name, -1)
    return season(published, name, 1) if match.step == 1 and begins <= published else value


def _season_bare(match: Match) -> str | None:
    published = match.setting.published
    if published is None:
        return None
    value = season(published, match.word("SEASON"), 0)
    begins = covered(value)[0]  # type: ignore[index]
    return season(published, match.word("SEASON"), -1) if begins > published and match.tense == "past" else value


def _decade(match: Match) -> str | None:
    if match.has("YEAR"):
        year = match.lower("YEAR")
        return year[:3] if year.endswith("0") else ""
    if match.has("TWO"):
        two = match.lower("TWO")
        return ("20" if two[0] in "012" else "19") + two[0] if len(two) == 2 and two.endswith("0") else ""
    return match.word("DECADE")


def _century(match: Match) -> str:
    at = match.found.slots["ORDINAL"][0]
    lower = match.tokens[at].lower
    number = int(lower) if lower.isdecimal() else int(date_words()[("ORD", lower)])
    return f"{number - 1:02}" if 1 < number < 23 else ""


KINDS: dict[str, Kind] = {
    "after": _after,
    "ago": _ago,
    "century": _century,
    "decade": _decade,
    "half": _half,
    "marketing": _year,
    "last_quarter": lambda match: f"{match.year}-Q4",
    "next_after": _next_after,
    "period": _period,
    "period_of": _period_of,
    "quarter": _quarter,
    "quarter_now": _quarter_now,
    "season": _season,
    "season_bare": _season_bare,
    "shift": shift,
    "that_day": _that_day,
    "that_unit": _that_unit,
    "the_unit": _the_unit,
    "then": _then,
    "this_unit": _this_unit,
    "unit_ago": _unit_ago,
    "year": _year,
    "year_earlier": _year_earlier,
    "year_named": _year_named,
    "year_end": _this_unit,
    "years": _year,
}
