"""Days and clock times: one small function for each kind of row in date_patterns.csv that ends in a day."""

from __future__ import annotations

from datetime import date, timedelta

from nkdata.extracting.dates.months import juche, month_shift
from nkdata.extracting.dates.slots import Kind, Match
from nkdata.extracting.dates.timex import iso_day, shifted
from nkdata.extracting.wording.wordsets import word_set

HAD = 8  # tokens of "had been due to open in Pyongyang on"
NEXT_DAY = 2  # a deed done on a day not yet come is of last year, unless it is but tomorrow where it was done


def day_value(match: Match, month: int, day: int, year: int | None) -> str | None:
    """A calendar day; its year chosen by tense and nearness where none is told."""
    if year is None:
        year = match.setting.item
    if year is None:
        published = match.setting.published
        if published is None:
            return None
        year = _nearest_year(match, published, month, day)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _nearest_year(match: Match, published: date, month: int, day: int) -> int:
    """The year of a day without one: the publication year, or the one that the tense asks for."""
    ahead = (month * 31 + day) - (published.month * 31 + published.day)
    if ahead > NEXT_DAY and match.is_of_a_deed_done:
        return published.year - 1
    # "for the Nov. 8 election" looks ahead whatever the verb
    tense = "future" if match.before("for", "until") or match.follows("for", "the") else match.tense
    if match.before("by") and tense != "past":
        tense = "future"  # "had got 89 deliveries by Aug. 18" looks back
    if (ahead > 62 and tense == "past") or ahead > 270:
        return published.year - 1
    had = "had" in {t.lower for t in match.tokens[max(0, match.found.first - HAD) : match.found.first]}
    looks_ahead = tense == "future" or (tense == "planned" and not had)  # "had been due to open on Aug. 28" is over
    if (ahead < -62 and looks_ahead) or (ahead < -186 and tense is None):
        return published.year + 1
    return published.year


def _juche_day(match: Match) -> str | None:
    year = juche(match)
    return day_value(match, int(match.word("MONTH")), match.count("DAY"), int(year)) if year else year


def _day_of(match: Match) -> str | None:
    published = match.setting.published
    year = published.year + (match.step or 0) if published else None
    return day_value(match, int(match.word("MONTH")), match.count("DAY"), year) if year else None


def _day(match: Match) -> str | None:
    if match.step is not None:
        month = month_shift(match)
        return f"{month}-{match.count('DAY'):02}" if month else None
    if match.year is None and _names_something(match):
        return None
    named = int(match.word("MONTH"))
    value = day_value(match, named, match.count("DAY"), match.year or match.lent_year(named))
    return value or None  # "Feb. 29, 2023" is no number of anything


def _week_of(match: Match) -> str | None:
    day = iso_day(value := _day(match))
    return shifted(day, "W", 0) if day else value


def _feast(match: Match) -> str | None:
    """A feast of a fixed day, or Thanksgiving, the fourth Thursday of November in the United States."""
    month, _, day = match.found.row["argument"].partition("-")
    published, step, year = match.setting.published, match.step, match.year
    if year is None and published is None:
        return None
    if year is None and published is not None and step is not None:
        ahead = (int(month), int(day)) >= (published.month, published.day)
        year = published.year + {-1: -ahead, 0: 0, 1: 1 - ahead}[step]
    if int(day) != 0:
        return day_value(match, int(month), int(day), year)
    value = day_value(match, int(month), 22, year)
    first = date.fromisoformat(value) if value else None
    return shifted(first, "D", (3 - first.weekday()) % 7) if first else value


def _names_something(match: Match) -> bool:
    """Whether a day is the name of something of an unknown year: `the June 15 joint declaration`."""
    for token in match.tokens[match.found.last : match.found.last + 3]:
        if token.lower in word_set("named after a day"):
            return True
        if not token.text[0].isalpha() or token.lower in word_set("date preposition"):
            return False
    return False


def _day_of_month(match: Match) -> str | None:
    published = match.setting.published
    if published is None:
        return None
    day = match.count("DAY")
    back = day > published.day and match.tense != "future" and not match.says("this")
    month = (published.replace(day=1) - timedelta(1)) if back else published
    return day_value(match, month.month, day, month.year)


def _iso(match: Match) -> str | None:
    return day_value(match, match.count("TWO"), match.count("TWO2"), match.count("YEAR"))


def _slashes(match: Match) -> str | None:
    """Month first as in American copy, day first where the month would be none."""
    one, two = match.count("SMALL"), match.count("SMALL2")
    year = match.year or match.count("TWO") + (1900 if match.count("TWO") >= 50 else 2000)
    return day_value(match, one, two, year) if one <= 12 else day_value(match, two, one, year)


def _part(match: Match, day: str | None) -> str | None:
    return day + match.word("PART") if day and match.has("PART") else day


def _weekday(match: Match) -> str | None:
    published = match.setting.published
    if published is None:
        return None
    ahead = (int(match.word("WEEKDAY")) - published.isoweekday()) % 7
    back = (published.isoweekday() - int(match.word("WEEKDAY"))) % 7
    tense = match.tense
    if ahead == 1 and match.setting.is_in_the_east and tense == "past":
        return _part(match, shifted(published, "D", 1))  # "SEOUL: it fired on Friday", told in America on Thursday
    days = ahead if ahead and (tense == "future" or (tense == "planned" and ahead < back)) else -back
    return _part(match, shifted(published, "D", days))


def _weekday_shift(match: Match) -> str | None:
    published, number = match.setting.published, int(match.word("WEEKDAY"))
    if published is None:
        return None
    if match.step == 0:
        monday = published - timedelta(published.isoweekday() - 1)
        return _part(match, shifted(monday, "D", number - 1))
    base = match.setting.reference or published if match.says("previous") else published
    days = (number - base.isoweekday()) % 7 or 7
    back = (base.isoweekday() - number) % 7 or 7
    return _part(match, shifted(base, "D", days if match.step == 1 else -back))


def _weekday_week(match: Match) -> str | None:
    published = match.setting.published
    if published is None:
        return None
    monday = published - timedelta(published.isoweekday() - 1)
    return shifted(monday, "D", 7 * (match.step or 0) + int(match.word("WEEKDAY")) - 1)


def _weekdays(match: Match) -> str | None:
    name = "WEEKDAYS" if match.has("WEEKDAYS") else "WEEKDAY"
    return f"XXXX-WXX-{match.word(name)}"


def _today(match: Match) -> str | None:
    published = match.setting.published
    return _part(match, shifted(published, "D", int(match.found.row["argument"]))) if published else None


def _fixed_part(match: Match) -> str | None:
    published = match.setting.published
    return published.isoformat() + match.found.row["argument"] if published else None


def _mid_part(match: Match) -> str | None:
    """`mid-afternoon yesterday`, or of the day last named."""
    if match.has("WEEKDAY"):
        return _weekday(match)
    told = match.says("today", "yesterday")
    base = match.setting.published if told else match.setting.reference
    return _part(match, shifted(base, "D", -1 if match.says("yesterday") else 0)) if base else None


def _night_before(match: Match) -> str | None:
    published = match.setting.published
    return f"{shifted(published, 'D', int(match.found.row['argument']))}TNI" if published else None


def _clock(match: Match) -> str | None:
    """A clock time of the day named with it, else of the day last named, else of the publication day."""
    clock = _hours(match)
    if match.has("WEEKDAY"):
        day = _weekday(match)
    else:
        offset = 1 if match.says("tomorrow") else -1 if match.says("yesterday") else 0
        # a time that opens a sentence ("14:05 - …") stamps the text's own day
        own = match.found.first == 0 or match.says("today", "tomorrow", "yesterday")
        base = match.setting.published if own else match.setting.reference
        day = shifted(base, "D", offset) if base else None
    return _at(day, clock, match)


def _clock_day(match: Match) -> str | None:
    return _at(_day(match), _hours(match), match)


def _juche_clock(match: Match) -> str | None:
    return _at(_juche_day(match), _hours(match), match)


def _at(day: str | None, clock: str, match: Match) -> str | None:
    """A clock time of a day, with Z for universal time."""
    if not clock:
        return ""
    return f"{day}T{clock}" + ("Z" if match.says("utc", "gmt") else "") if day else day


def _hours(match: Match) -> str:
    """The clock time as HH:MM, "" where it is none."""
    if match.says("noon", "midday"):
        return "12:00"
    if match.says("midnight"):
        return "24:00"
    at, end = match.found.slots["CLOCK"]
    hour = int(match.tokens[at].lower)
    minute = int(match.tokens[at + 2].lower) if match.tokens[at + 1].text == ":" else 0
    marks = {t.lower for t in match.tokens[at + 1 : end]}
    if marks & {"p", "pm"} and hour < 12:
        hour += 12
    if marks & {"a", "am"} and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else ""


KINDS: dict[str, Kind] = {
    "clock": _clock,
    "clock_day": _clock_day,
    "day": _day,
    "day_of": _day_of,
    "juche_clock": _juche_clock,
    "juche_day": _juche_day,
    "day_of_month": _day_of_month,
    "feast": _feast,
    "fixed_part": _fixed_part,
    "iso": _iso,
    "mid_part": _mid_part,
    "night_before": _night_before,
    "slashes": _slashes,
    "today": _today,
    "week_of": _week_of,
    "weekday": _weekday,
    "weekday_shift": _weekday_shift,
    "weekday_week": _weekday_week,
    "weekdays": _weekdays,
}
