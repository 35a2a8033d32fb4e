"""From a matched pattern to TIMEX3 values: one small function for each kind of row in date_patterns.csv."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from nkdata.extracting import numerals, ruletables
from nkdata.extracting.tense import tense
from nkdata.extracting.timex import covered, part_of_month, season, shifted
from nkdata.extracting.tokenpatterns import TokenMatch
from nkdata.model import Token

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
VAGUE = {"TS": "PTXS", "TM": "PTXM", "TH": "PTXH", "E": "PXE", "C": "PXC"}


@dataclass(frozen=True, slots=True)
class Found:
    """One expression at tokens `first` to `last`: TIMEX3 type and value, the days it covers, how finely it was told."""

    first: int
    last: int
    type: str
    value: str | None
    begins: date | None = None
    ends: date | None = None
    precision: str | None = None
    kind: str = ""


class Setting:
    """What resolution leans on: publication day, the sentence's tokens, the last day and quarter that the text named."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.tokens: Sequence[Token] = ()
        self.day: date | None = None
        self.quarter: str | None = None
        self.period: date | None = None

    def enter(self, tokens: Sequence[Token]) -> None:
        """Go on to the next sentence."""
        self.tokens = tokens

    def note(self, found: Found) -> None:
        """Remember what "the next day" or "a year earlier" may lean on."""
        if found.value and found.begins:
            if found.precision == "day":
                self.day = found.begins
            if found.precision in {"day", "month", "year"}:
                self.period = found.begins
            if found.precision == "quarter" and found.kind == "quarter":
                self.quarter = found.value

    @property
    def reference(self) -> date | None:
        """The day last named, else the publication day."""
        return self.day or self.published


@dataclass(frozen=True, slots=True)
class Match:
    """A matched row with the values of its slots at hand."""

    tokens: Sequence[Token]
    found: TokenMatch
    setting: Setting

    def has(self, name: str) -> bool:
        """Whether the slot was filled."""
        return name in self.found.slots

    def lower(self, name: str) -> str:
        """The first token of a slot, without a closing 's."""
        return self.tokens[self.found.slots[name][0]].lower.removesuffix("'s")

    def word(self, name: str, kind: str | None = None) -> str:
        """The value that the lexicon gives the word in a slot."""
        return date_words()[(kind or name, self.lower(name))]

    def count(self, name: str) -> int:
        """The number in a slot of one token of digits."""
        return int(self.lower(name))

    def number(self, name: str = "NUM") -> float:
        """The number in a slot of digits or words; 1 where the slot is empty ("a week")."""
        if not self.has(name):
            return 1.0
        first, last = self.found.slots[name]
        number = numerals.read(self.tokens[:last], first)
        return number.low if number else 0.0

    def unit(self) -> str:
        """The code of the unit in the slots UNIT, UNITS or WEEKEND."""
        for name in ("UNIT", "UNITS"):
            if self.has(name):
                return self.word(name)
        return "WE"

    def says(self, *words: str) -> bool:
        """Whether one of the words stands in the match."""
        return any(t.lower.removesuffix("'s") in words for t in self.tokens[self.found.first : self.found.last])

    def before(self, *words: str) -> bool:
        """Whether one of the words stands right before the match."""
        return self.found.first > 0 and self.tokens[self.found.first - 1].lower in words

    @property
    def mod(self) -> str:
        """`early`, `mid`, `late`, `before`, `after` or nothing."""
        return self.word("MOD") if self.has("MOD") else ""

    @property
    def step(self) -> int | None:
        """-1, 0 or 1 for last, this, next; None where none of them stands in the match."""
        for name in ("LAST", "THIS", "NEXT"):
            if self.has(name):
                return int(self.word(name))
        return None

    @property
    def tense(self) -> str | None:
        """Whether the clause looks back or ahead."""
        return tense(self.tokens, self.found.first, self.found.last)


@cache
def date_words() -> dict[tuple[str, str], str]:
    """The table date_words.csv: (class, word) → value."""
    return {
        (row["class"], word): row["value"] for row in ruletables.rows("date_words") for word in row["words"].split("|")
    }


def build(found: TokenMatch, setting: Setting) -> list[Found]:
    """The expressions that a match stands for: one, or two for a range of days."""
    match = Match(setting.tokens, found, setting)
    if found.row["kind"] == "days":
        return _days(match)
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
    if value is not None and value[:1].isdigit() and item.type == "DURATION":
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
    days = covered(item.value)
    if days is None:
        return item
    first, last, precision = days
    published = match.setting.published
    if match.mod in {"early", "mid", "late"} and (part := part_of_month(item.value, match.mod)):
        return replace(item, begins=part[0], ends=part[1], precision="part_of_month")
    if published and first <= published <= last and precision != "day":
        if match.mod == "before":
            last = published
        elif match.mod == "after":
            first = published
    return replace(item, begins=first, ends=last, precision=precision)


# ---- days


def _day_value(match: Match, month: int, day: int, year: int | None) -> str | None:
    """A calendar day; its year chosen by tense and nearness where none is told."""
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
    tense = match.tense
    if (ahead > 62 and tense == "past") or ahead > 270:
        return published.year - 1
    if (ahead < -62 and tense == "future") or (ahead < -186 and tense is None):
        return published.year + 1
    return published.year


def _told_year(match: Match) -> int | None:
    return match.count("YEAR") if match.has("YEAR") else None


def _day(match: Match) -> str | None:
    if match.step is not None:
        month = _month_shift(match)
        return f"{month}-{match.count('DAY'):02}" if month else None
    return _day_value(match, int(match.word("MONTH")), match.count("DAY"), _told_year(match))


def _days(match: Match) -> list[Found]:
    """Two days of one month: `July 18 to 28`, `18-28 July 2019`."""
    month, year, slots = int(match.word("MONTH")), _told_year(match), match.found.slots
    values = [_day_value(match, month, match.count(name), year) for name in ("DAY", "DAY2")]
    if "" in values:
        return []
    first, last = match.found.first, match.found.last
    cut = slots["DAY"][1] + (1 if "TH" in slots and slots["TH"][0] == slots["DAY"][1] else 0)
    items = [Found(first, cut, "DATE", values[0]), Found(slots["DAY2"][0], last, "DATE", values[1])]
    return [_with_days(item, match) for item in items]


def _day_of_month(match: Match) -> str | None:
    published = match.setting.published
    if published is None:
        return None
    day = match.count("DAY")
    back = day > published.day and match.tense != "future" and not match.says("this")
    month = (published.replace(day=1) - timedelta(1)) if back else published
    return _day_value(match, month.month, day, month.year)


def _iso(match: Match) -> str | None:
    return _day_value(match, match.count("TWO"), match.count("TWO2"), match.count("YEAR"))


def _slashes(match: Match) -> str | None:
    """Month first as in American copy, day first where the month would be none."""
    one, two = match.count("SMALL"), match.count("SMALL2")
    return (
        _day_value(match, one, two, _told_year(match)) if one <= 12 else _day_value(match, two, one, _told_year(match))
    )


def _part(match: Match, day: str | None) -> str | None:
    return day + match.word("PART") if day and match.has("PART") else day


def _weekday(match: Match) -> str | None:
    published = match.setting.published
    if published is None:
        return None
    ahead = (int(match.word("WEEKDAY")) - published.isoweekday()) % 7
    back = (published.isoweekday() - int(match.word("WEEKDAY"))) % 7
    days = ahead if ahead and match.tense == "future" else -back
    return _part(match, shifted(published, "D", days))


def _weekday_shift(match: Match) -> str | None:
    published, number = match.setting.published, int(match.word("WEEKDAY"))
    if published is None:
        return None
    if match.step == 0:
        monday = published - timedelta(published.isoweekday() - 1)
        return _part(match, shifted(monday, "D", number - 1))
    days = (number - published.isoweekday()) % 7 or 7
    back = (published.isoweekday() - number) % 7 or 7
    return _part(match, shifted(published, "D", days if match.step == 1 else -back))


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


def _last_night(match: Match) -> str | None:
    published = match.setting.published
    return f"{shifted(published, 'D', -1)}TNI" if published else None


def _clock(match: Match) -> str | None:
    """A clock time of the day named with it, else of the day last named, else of the publication day."""
    clock = _hours(match)
    if match.has("WEEKDAY"):
        day = _weekday(match)
    else:
        offset = 1 if match.says("tomorrow") else -1 if match.says("yesterday") else 0
        base = match.setting.published if match.says("today", "tomorrow", "yesterday") else match.setting.reference
        day = shifted(base, "D", offset) if base else None
    return _at(day, clock, match)


def _clock_day(match: Match) -> str | None:
    return _at(_day(match), _hours(match), match)


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


# ---- months and longer


def _month(match: Match) -> str | None:
    month, year = int(match.word("MONTH")), _told_year(match)
    if year is None:
        published = match.setting.published
        if published is None:
            return None
        year = _month_year(match, published, month)
    return f"{year:04}-{month:02}"


def _month_year(match: Match, published: date, month: int) -> int:
    """The year of a bare month: the tense decides, else the nearest such month."""
    ahead, tense = month - published.month, match.tense
    if (ahead > 2 and tense == "past" and not match.before("by", "until", "till")) or (ahead > 6 and tense is None):
        return published.year - 1
    if (ahead < 0 and tense == "future") or (ahead < -6 and (tense is None or match.before("until", "through"))):
        return published.year + 1
    return published.year


def _month_shift(match: Match) -> str | None:
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


def _month_of(match: Match) -> str | None:
    published = match.setting.published
    return f"{published.year + (match.step or 0):04}-{int(match.word('MONTH')):02}" if published else None


def _every_month(match: Match) -> str:
    return f"XXXX-{int(match.word('MONTH')):02}"


def _year(match: Match) -> str:
    return f"{match.count('YEAR'):04}"


def _spoken_year(match: Match) -> str:
    first, last = match.found.slots["YEARWORDS"]
    known = numerals.number_words()
    words = [int(known[t.lower].value) for t in match.tokens[first:last] if t.lower in known]
    if words[0] == 2:
        return f"{2000 + sum(words[2:])}"
    return f"{words[0] * 100 + sum(words[1:])}" if words[1] >= 10 else ""


def _spoken_month(match: Match) -> str:
    year = _spoken_year(match)
    return f"{year}-{int(match.word('MONTH')):02}" if year else ""


def _spoken_season(match: Match) -> str:
    year = _spoken_year(match)
    return f"{year}-{match.word('SEASON')}" if year else ""


def _juche(match: Match) -> str | None:
    """Juche 1 is 1912; None where the year in brackets says otherwise."""
    year = int(match.number()) + 1911
    if not 1912 <= year <= 2100:
        return ""
    return f"{year}" if not match.has("YEAR") or match.count("YEAR") == year else None


def _shift(match: Match) -> str | None:
    published, unit = match.setting.published, match.unit()
    step = -1 if match.says("past") else match.step or 0
    if unit.startswith("T") or unit in {"D", "2W"}:
        return ""
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
    return {"Y": "P1Y"}.get(unit, "")


def _this_unit(match: Match) -> str | None:
    unit = "M" if match.says("month") else "Y"
    return shifted(match.setting.published, unit, 0) if match.setting.published else None


def _that_unit(match: Match) -> str | None:
    base = match.setting.period or match.setting.published
    return shifted(base, _named_unit(match), int(match.found.row["argument"])) if base else None


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
    return shifted(base, unit, sign * int(count)) if base else None


def _ago(match: Match) -> str | None:
    if match.unit() == "Y" and match.number() == 1 and (quarter := _year_before(match.setting)):
        return quarter
    return _counted(match, match.setting.published, -1)


def _after(match: Match) -> str | None:
    sign = int(match.found.row["argument"])
    if sign == -1 and match.unit() == "Y" and match.number() == 1 and (quarter := _year_before(match.setting)):
        return quarter
    return _counted(match, match.setting.reference, sign)


def _year_before(setting: Setting) -> str | None:
    """The same quarter a year before, where the text reports on a quarter."""
    quarter = setting.quarter
    return f"{int(quarter[:4]) - 1:04}{quarter[4:]}" if quarter else None


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
    quarter, published = match.setting.quarter, match.setting.published
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
    back = number > now and (match.tense == "past" or number - now > 1 and match.tense != "future")
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
    if match.has("YEAR"):
        return f"{match.count('YEAR')}-{name}"
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
    number = int(lower) if lower.isdigit() else int(date_words()[("ORD", lower)])
    return f"{number - 1:02}" if 1 < number < 23 else ""


# ---- lengths and sets


def _length_value(unit: str, count: float) -> str:
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
    return _length_value(match.unit(), match.number())


def _length_range(match: Match) -> str:
    return _length_value(match.unit(), match.number())


def _length_half(match: Match) -> str:
    return _length_value(match.unit(), match.number() + 0.5)


def _one_unit(match: Match) -> str:
    return _length_value(match.unit(), 1)


def _past_unit(match: Match) -> str | None:
    """ "The past decade" is a length; "the past year" stays the year before."""
    unit = match.unit()
    return _length_value(unit, 1) if unit in {"E", "C", "D", "TH", "TM"} else _shift(match)


def _vague_length(match: Match) -> str:
    unit = match.unit()
    return VAGUE.get(unit) or LENGTHS[unit if unit in LENGTHS else "W"].format("X")


def _long(match: Match) -> str:
    return _length_value(match.unit(), 1) if match.has("UNIT") else _vague_length(match)


def _each(match: Match) -> str:
    return _length_value(match.unit(), match.number())


KINDS: dict[str, Callable[[Match], str | None]] = {
    "fixed": lambda match: match.found.row["argument"],
    "day": _day, "day_of_month": _day_of_month, "iso": _iso, "slashes": _slashes, "month": _month, "month_shift": _month_shift,
    "every_month": _every_month,
    "last_quarter": lambda match: f"{match.count('YEAR')}-Q4",
    "past_unit": _past_unit,
    "clock_day": _clock_day,
    "spoken_month": _spoken_month,
    "spoken_season": _spoken_season,
    "period": _period,
    "period_of": _period_of,
    "month_of": _month_of,
    "couple": lambda match: _length_value(match.unit(), 2), "year": _year, "years": _year, "spoken_year": _spoken_year, "juche": _juche, "weekday": _weekday,
    "weekday_shift": _weekday_shift, "weekday_week": _weekday_week, "weekdays": _weekdays, "today": _today,
    "fixed_part": _fixed_part, "last_night": _last_night, "clock": _clock, "shift": _shift, "the_unit": _the_unit,
    "this_unit": _this_unit, "that_unit": _that_unit, "that_day": _that_day, "next_after": _next_after, "ago": _ago,
    "after": _after, "unit_ago": _unit_ago, "quarter": _quarter, "quarter_now": _quarter_now, "half": _half,
    "season": _season, "season_bare": _season_bare, "decade": _decade, "century": _century, "length": _length,
    "length_range": _length_range, "length_half": _length_half, "one_unit": _one_unit, "vague_length": _vague_length,
    "long": _long, "each": _each,
}  # fmt: skip
