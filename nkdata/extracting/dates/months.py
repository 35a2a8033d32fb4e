"""Months, and years of Juche: one small function for each kind of row in date_patterns.csv that ends in one."""

from __future__ import annotations

from datetime import date

from nkdata.extracting.dates.slots import Kind, Match
from nkdata.extracting.dates.timex import shifted


def _month(match: Match) -> str | None:
    month, year = int(match.word("MONTH")), match.year
    year = year or match.lent_year(month) or match.setting.item
    if year is None:
        published = match.setting.published
        if published is None:
            return None
        other = match.range_end()
        year = _month_year(match, published, other or month) - bool(other and month > other)
        topic = match.setting.topic
        if topic and f"{year}-{month:02}" > topic and match.looks_further_back:
            year -= 1  # "November was the low point.  They had traded more before January"
    return f"{year:04}-{month:02}"


def _month_year(match: Match, published: date, month: int) -> int:
    """The year of a bare month: the tense decides, else the nearest such month."""
    ahead, tense = month - published.month, match.tense
    if _is_attribute(match) or (ahead != 0 and match.is_of_a_deed_done):
        return published.year - (ahead > 0)
    if (ahead > 2 and tense == "past") or (ahead > 6 and tense is None):
        return published.year - 1
    if (ahead < 0 and tense == "future") or (ahead < -6 and (tense is None or match.before("until", "through"))):
        return published.year + 1
    return published.year


def _is_attribute(match: Match) -> bool:
    """`a June agreement`: the month of what had been agreed, whatever the verb."""
    return match.before("a", "an") and match.after("agreement", "pact", "deal", "accord", "statement")


def month_shift(match: Match) -> str | None:
    """The last, this or next month of a name."""
    published, month = match.setting.published, int(match.word("MONTH"))
    if published is None:
        return None
    if match.step == -1:
        year = published.year - (month >= published.month)
    elif match.step == 1:
        year = published.year + (month <= published.month)
    else:
        year = published.year
    return f"{year:04}-{month:02}"


def _days_of_month(match: Match) -> str | None:
    published = match.setting.published
    if match.has("MONTH"):
        return _month(match)
    return shifted(published, "M", match.step or 0) if published else None


def _month_of(match: Match) -> str | None:
    published = match.setting.published
    return f"{published.year + (match.step or 0):04}-{int(match.word('MONTH')):02}" if published else None


def _month_after(match: Match) -> str | None:
    """A month of the year after, before or of the period named last: "in June the following year"."""
    step = 1 if match.says("following") else -1 if match.says("preceding") else 0
    base = match.setting.period or match.setting.published
    return f"{base.year + step:04}-{int(match.word('MONTH')):02}" if base else None


def _every_month(match: Match) -> str:
    return f"XXXX-{int(match.word('MONTH')):02}"


def juche(match: Match) -> str | None:
    """Juche 1 is 1912; None where the year in brackets says otherwise."""
    year = int(match.number()) + 1911
    if not 1912 <= year <= 2100:
        return ""
    return f"{year}" if not match.has("YEAR") or match.count("YEAR") == year else None


def _juche_month(match: Match) -> str | None:
    year = juche(match)
    return f"{year}-{int(match.word('MONTH')):02}" if year else year


KINDS: dict[str, Kind] = {
    "days_of_month": _days_of_month,
    "every_month": _every_month,
    "juche": juche,
    "juche_month": _juche_month,
    "month": _month,
    "month_after": _month_after,
    "month_of": _month_of,
    "month_shift": month_shift,
}
