"""Numbers, bounds, counts, days and lists as a reader meets them: on marks, in titles, in alt texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from nkdata.reference.describe import day_of_tables

TWO_LINES = 119  # characters of a title on two lines, about
THIN_SPACE = "\N{THIN SPACE}"
EN_DASH = "\N{EN DASH}"
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SMALL_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
BOUND_SIGNS = {"exact": "", "at_least": f"≥{THIN_SPACE}", "at_most": f"≤{THIN_SPACE}", "about": "~"}
BOUND_WORDS = {"exact": "", "at_least": "more than ", "at_most": "up to ", "about": "about "}
MONTHS = tuple("January February March April May June July August September October November December".split())


def number(value: float, decimals: int = 1) -> str:
    """A number with thousands commas; decimals only where it has any: `39,296`, `6.8`."""
    rounded = round(float(value), decimals)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.{decimals}f}"


def _span(low: float, high: float) -> str:
    return number(low) if low == high else f"{number(low)}{EN_DASH}{number(high)}"


def bounded(value: float, low: float, high: float, bound: str) -> str:
    """A figure with the sign of its bound: `39,296`, `≥ 16,000`, `≤ 3,000`, `~44,000`, `1,100–1,500`; NaN = not stated.

    Without any number the result is empty.
    """
    if math.isnan(value):
        if not (math.isnan(low) or math.isnan(high)):
            return _span(low, high)
        if not math.isnan(low):
            return f"{BOUND_SIGNS['at_least']}{number(low)}"
        return "" if math.isnan(high) else f"{BOUND_SIGNS['at_most']}{number(high)}"
    return f"{BOUND_SIGNS.get(bound, '')}{number(value)}"


def bounded_in_words(value: float, low: float, high: float, bound: str) -> str:
    """The same in words, for titles: `more than 16,000`, `up to 3,000`, `about 44,000`, `1,100 to 1,500`."""
    if math.isnan(value):
        return (
            bounded(value, low, high, bound)
            .replace(EN_DASH, " to ")
            .replace("≥" + THIN_SPACE, "more than ")
            .replace("≤" + THIN_SPACE, "up to ")
        )
    return f"{BOUND_WORDS.get(bound, '')}{number(value)}"


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """A count with its thing: `1 figure`, `2 figures`; the plural is the singular with `s` when not given."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def kind_in_words(kind: str) -> str:
    """A kind of event as people write it: `missile test`, `inter-Korean agreement`."""
    return kind.replace("_", " ").replace("inter korean", "inter-Korean")


def count_word(count: int) -> str:
    """Two to twelve in words, everything else in digits: for counts without a unit."""
    return SMALL[count] if 2 <= count <= 12 else f"{count:,}"


def ordinal(rank: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `22nd`."""
    suffix = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank:,}{suffix}"


def ordinal_word(rank: int) -> str:
    """`first` to `tenth`, then digits: `11th`."""
    return SMALL_ORDINALS[rank - 1] if 1 <= rank <= len(SMALL_ORDINALS) else ordinal(rank)


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(([", ".join(items[:-1])] if len(items) > 1 else []) + list(items[-1:]))


def some(items: Sequence[str], most: int) -> list[str]:
    """The first of many, and how many more there are: `a`, `b`, `3 more`."""
    return [*items[:most], *([f"{len(items) - most:,} more"] if len(items) > most else [])]


def day_in_words(day: date | str) -> str:
    """`18 August 2020`, of a day or its ISO form."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date, short: bool = False) -> str:
    """`August 2020`, or `Aug 2020` when short."""
    month = MONTHS[day.month - 1]
    return f"{month[:3] if short else month} {day.year}"


def no_finer(day: date, precision: str) -> str:
    """A day in words as finely as it is known (`day`, `month`, `year`): `18 August 2020`, `August 2020`, `2020`."""
    return {"day": day_in_words(day), "month": month_in_words(day)}.get(precision, str(day.year))


def as_of_words(as_of: str) -> str:
    """The end of a subtitle: `As of 2020-08-18.`, or that no day cuts anything off."""
    return f"As of {as_of}." if as_of else "All that is known."


def known_words(as_of: str) -> str:
    """The end of a source line: `As of 2020-08-18.`, or of which day the tables are that hold all that is known."""
    return as_of_words(as_of) if as_of else f"All that is known to the tables of {day_in_words(day_of_tables())}."


def nothing_read(as_of: str) -> str:
    """That there is no article to speak of, or was none by a day."""
    return "No article had appeared by then" if as_of else "No article was read"


def source_line(parts: Sequence[str], as_of: str, undated: int = 0, row: str = "row") -> str:
    """The sentences of a source line, the rows left out as nobody knows when they were told, and as of when."""
    left_out = [f"{counted(undated, row)} without a date of telling left out."] if undated else []
    return " ".join([*parts, *left_out, known_words(as_of)])


def years_in_digits(years: Iterable[int]) -> str:
    """From the first to the last of these years: `2006–2026`, `2016`."""
    held = list(years)
    return EN_DASH.join(dict.fromkeys((str(min(held)), str(max(held)))))


def span_in_digits(first: date | None, last: date | None) -> str:
    """`2020-08-13`, `2020-08-10 to 2020-08-16`, `to 2020-08-18`, `from 2020-08-10`; empty without a day."""
    ends = [iso_day(day) for day in (first, last)]
    if ends[0] == ends[1]:
        return ends[0]
    return f"{ends[0]} to {ends[1]}".strip() if ends[1] else f"from {ends[0]}"


def quoted(text: str) -> str:
    """The text in double quotation marks, those within it single: `“Report on ‘Rain in Unpha’”`."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def iso_day(day: date | None) -> str:
    """`2020-08-13`; empty without a day."""
    return "" if day is None or day != day else f"{day:%Y-%m-%d}"


def times(count: int) -> str:
    """`once`, `2 times`."""
    return "once" if count == 1 else f"{count:,} times"


def upper_first(text: str) -> str:
    """The text with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def excerpt(text: str, claim: tuple[int, int], sentence: tuple[int, int], room: int = 50) -> str:
    """The claim with words of its sentence around it, up to `room` characters, cut ends marked."""
    before = text[sentence[0] : claim[0]].split()
    after = text[claim[1] : sentence[1]]
    glued = after[: len(after) - len(after.lstrip())] == ""
    shown = text[claim[0] : claim[1]] + (after.split(None, 1)[0] if glued and after.strip() else "")
    behind = after.split()[1 if glued and after.strip() else 0 :]
    for _ in range(3):
        if before and len(before[-1]) + 1 + len(shown) <= room - 8:
            shown = f"{before.pop()} {shown}"
    while behind and len(shown) + 1 + len(behind[0]) <= room:
        shown = f"{shown} {behind.pop(0)}"
    while not behind and before and len(before[-1]) + 1 + len(shown) <= room:
        shown = f"{before.pop()} {shown}"
    return f"{'…' if before else ''}{' '.join(shown.split())}{'…' if behind else ''}"


def short_day(day: date, year: int | None) -> str:
    """`13 Aug`, with the year where it is not the given one."""
    shown = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return shown if day.year == year else f"{shown} {day.year}"
