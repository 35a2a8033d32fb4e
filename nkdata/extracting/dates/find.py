"""Dates, times, durations and sets (TIMEX3) in sentences, resolved against the publication day where it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from nkdata.extracting.datelines import dateline
from nkdata.extracting.dates.slots import Found, Setting, date_words, spelled_year
from nkdata.extracting.dates.tense import tense_words
from nkdata.extracting.dates.timelines import BULLETS, opens_item
from nkdata.extracting.dates.timex import iso_day
from nkdata.extracting.dates.values import build
from nkdata.extracting.quantities.labels import is_named
from nkdata.extracting.quantities.numerals import number_words
from nkdata.extracting.quantities.units import stop_words, unit_after, unit_entries
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.tokenpatterns import TokenMatch, TokenPatterns
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import DateExpression, Sentence, Token

AMPM = "((a|p) . m .?|am|pm)"
ZONE = "(gmt|utc|est|edt|kst|jst|et)?"
MACROS = {
    "NUM": "((NW (-? NW)?|DIGITS|DIGITS DIGITS / DIGITS|a? NS) (-? NS)*)",
    "CLOCK": f"(HOUR (: MINUTE)? {AMPM} {ZONE}|HOUR : MINUTE (: MINUTE)? {ZONE})",
    "WYEAR": "(HUNDREDS NW (-? NW)?)",
    "ORDINAL": "(ORD|SMALL (st|nd|rd|th))",
    "TH": "(st|nd|rd|th)",
    "S": "s",
    "MORE": "more",
}
SHAPES = {
    "DAY": ["zero", "hour", "day", "dusk"],
    "SMALL": ["zero", "hour", "day", "dusk"],
    "HOUR": ["zero", "hour", "day"],
    "MINUTE": ["zero", "hour", "day", "dusk", "minute"],
    "TWO": ["zero", "hour", "day", "dusk", "minute", "other"],
    "YEAR": ["year"],
    "DIGITS": ["hour", "day", "dusk", "minute", "other", "many", "year"],
}


def _shape(lower: str) -> str:
    """The name of the shape of a token of digits: what it could be in a date."""
    if not (lower.isascii() and lower.isdecimal()):
        return "many" if lower.isascii() and len(lower) < 20 else "none"
    value = int(lower) if len(lower) <= 4 else 10**5
    if len(lower) == 4:
        return "year" if 1000 <= value <= 2199 else "many"
    if len(lower) > 2:
        return "many"
    if value == 0 or lower[0] == "0":
        return "zero"
    for name, top in (("hour", 12), ("day", 24), ("dusk", 31), ("minute", 59)):
        if value <= top:
            return name
    return "other"


@cache
def _patterns() -> TokenPatterns:
    """The compiled table date_patterns.csv over the words of date_words.csv and number_words.csv."""
    words: dict[str, list[str]] = {}
    for row in ruletables.rows("date_words"):
        for word in row["words"].split("|"):
            words.setdefault(word, []).append(row["class"])
    for word, number in number_words().items():
        if number.kind in {"unit", "ten"}:
            words.setdefault(word, []).append("NW")
        elif number.kind in {"scale", "dozen"}:
            words.setdefault(word, []).append("NS")
    words.setdefault("(", []).append("LPAR")
    words.setdefault(")", []).append("RPAR")
    return TokenPatterns(words, _shape, SHAPES | {"NONE": ["none"]}, ruletables.rows("date_patterns"), MACROS)


def find_dates(sentences: tuple[Sentence, ...], published: str | None) -> tuple[DateExpression, ...]:
    """Every date, time, duration and set, in text order, without overlaps.

    `published` is the publication day as an ISO date (local day, Korea time), or None: then relative expressions are
    found but keep `value`, `first` and `last` None, while "18 August 2020" still resolves.

    Conventions (TIMEX3 as TempEval-3 has it): a counted unit gives a value of that unit ("six weeks ago" a week);
    "late July" has the value of July, its days are the last third; a range is two expressions; a bare weekday is the
    nearest one at or before publication unless its clause looks ahead.
    """
    setting = Setting(iso_day(published), any(_is_filed_in_the_east(one) for one in sentences[:OPENING]))
    found: list[DateExpression] = []
    paragraph = -1
    for sentence in sentences:
        tokens = sentence.tokens
        setting.enter(tokens)
        if sentence.paragraph != paragraph or tokens[0].text in BULLETS:
            paragraph, setting.item = sentence.paragraph, None
        for match in _patterns().find(tokens, lambda m, t=tokens: accepted(t, m)):  # type: ignore[misc]
            built = build(match, setting)
            for item in built:
                if setting.item is not None and item.type in {"DATE", "TIME"} and CALENDAR.isdisjoint(match.slots):
                    item = replace(item, value=None, begins=None, ends=None, precision=None)
                found.append(_expression(sentence, tokens, item))
                setting.note(item)
            begins = built[-1].begins if built and match.slots.keys() & {"YEAR"} else None
            if begins and opens_item(tokens, match.first, match.last):
                setting.item = begins.year if begins.year != setting.year else None
    return tuple(found)


def _is_filed_in_the_east(sentence: Sentence) -> bool:
    """Whether a dateline names a city where it is tomorrow while it is evening in America: `SEOUL North Korea said`."""
    filed = dateline(sentence.text)
    where = sentence.text[: filed.end if filed else 0].lower().replace(",", " ").split()
    return not word_set("filed in the east").isdisjoint(where[:1])


OPENING = 3  # sentences in which a dateline stands, below a headline
CALENDAR = frozenset({"MONTH", "YEAR", "WYEAR", "DECADE"})  # what else stands in an item of years ago is open


def _expression(sentence: Sentence, tokens: Sequence[Token], item: Found) -> DateExpression:
    """The record for tokens `first` to `last`, a closing 's left out."""
    start, end = tokens[item.first].start, tokens[item.last - 1].end
    if tokens[item.last - 1].lower.endswith("'s"):
        end -= 2
    text = sentence.text[start - sentence.start : end - sentence.start]
    first, last = (day.isoformat() if day else None for day in (item.begins, item.ends))
    return DateExpression(start, end, text, item.type, item.value, first, last, item.precision)


def accepted(tokens: Sequence[Token], match: TokenMatch) -> bool:
    """Whether a match holds against spelling and neighbours: capitals, glued digits, words with two meanings."""
    if match.row["kind"] == "year":
        return _is_year(tokens, match)
    for name, (at, end) in match.slots.items():
        if name == "WYEAR" and spelled_year(tokens, at, end) is None:
            return False
        if name.startswith(("MONTH", "WEEKDAY")) and not _is_name(tokens, at, match):
            return False
        if name in {"TH", "S"} and tokens[at - 1].end != tokens[at].start:
            return False
    if not _kind_holds(tokens, match):
        return False
    if "DAY" in match.slots and match.last < len(tokens):
        return tokens[match.last].lower not in {"percent", "%", "million", "billion", "thousand"}
    if _is_title(tokens, match):
        return False
    if match.row["type"] == "DURATION" or "UNIT" in match.slots or "UNITS" in match.slots:
        return _is_length(tokens, match)
    return True


def _kind_holds(tokens: Sequence[Token], match: TokenMatch) -> bool:
    """What single kinds of pattern ask of the words beside them."""
    kind = match.row["kind"]
    before = tokens[match.first - 1].lower if match.first else ""
    after = tokens[match.last] if match.last < len(tokens) else None
    if tokens[match.first].lower in {"daily", "today", "today's"}:
        return after is None or not _is_of_a_name(tokens, match.first, after)
    if kind == "clock" and before == "high":  # "at high noon"
        return False
    if kind == "day_of_month":  # "on the 11th", not "on the 11th floor"
        return after is None or not after.text[0].isalpha() or after.lower in stop_words()
    if kind == "season_bare":
        season = tokens[match.slots["SEASON"][0]]
        return season.lower != "fall" and season.text.islower()
    if kind == "soon":  # "will soon", not "soon became", "as soon as"
        return bool({before, after.lower if after else ""} & word_set("with soon"))
    if kind == "decade":  # "in her fifties"
        return before not in {"his", "her", "their", "my"}
    if kind == "one_day":  # "will one day see"
        return bool({before} & word_set("with soon"))
    if kind == "year_end":
        return before in {"by", "at", "until", "before"}
    if kind in {"mid_part", "lengths"}:  # "mid-morning of July 3"; "between two and three years ago"
        return after is None or after.lower not in {"of", "ago", "earlier", "later"}
    if kind == "that_day":  # "the Day of the Sun"
        return after is None or after.lower != "of"
    if kind in {"after", "ago", "hours_off"}:  # "a week later than"; hours have no day to count from
        named = [tokens[at].lower.removesuffix("s") for name, (at, _) in match.slots.items() if name[:4] == "UNIT"]
        hours = bool(named) and named[0] in {"hour", "minute", "second"}
        return hours == (kind == "hours_off") and (after is None or after.lower != "than")
    return kind not in {"day", "month"} or not _is_house_name(tokens, match)


def _is_of_a_name(tokens: Sequence[Token], first: int, after: Token) -> bool:
    """`Daily NK`, `Korea Today said`; and `today's youth`, which is of no one day."""
    told = tokens[first]
    if told.lower == "daily":
        return after.text[0].isupper() and told.text.istitle()
    if told.lower == "today's":
        return after.lower in word_set("of an age")
    return told.text.istitle() and first > 0 and tokens[first - 1].text[0].isupper() and after.text.isalpha()


def _is_title(tokens: Sequence[Token], match: TokenMatch) -> bool:
    """`This Week`, `60 Minutes`: a unit of time with a capital after another word is part of a name."""
    units = [at for name, (at, _) in match.slots.items() if name in {"UNIT", "UNITS"}]
    return any(tokens[at].text[0].isupper() and not tokens[at].text.isupper() for at in units if at > 1)


def _is_house_name(tokens: Sequence[Token], match: TokenMatch) -> bool:
    """`the April 25 Hostel`, `the February 8 Vinalon Complex`: a day that has become a name."""
    last = match.last
    if "DAY" not in match.slots and last < len(tokens) and tokens[last].text.isdecimal():
        last += 1
    elif "DAY" not in match.slots:
        return False
    if not match.first or tokens[match.first - 1].lower != "the" or "YEAR" in match.slots or last >= len(tokens):
        return False
    if any(token.text == "." for token in tokens[match.first : match.last + 1]):
        return False  # "the Aug. 7 Embassy bombings"
    after = tokens[last].text
    return after[0].isupper() and len(after) > 3 and not after.isupper()


def _is_name(tokens: Sequence[Token], at: int, match: TokenMatch) -> bool:
    """Month and weekday names are capitalised; "May" and short forms need more."""
    token = tokens[at]
    lower = token.lower.removesuffix("'s")
    if not token.text[0].isupper():
        return False
    if lower not in word_set("short date name") or lower == "march":
        return lower != "march" or match.last - match.first > 1 or _after_preposition(tokens, match.first, "the", "a")
    if match.last - match.first > 1 and not match.slots.keys() <= {"MONTH", "WEEKDAY"}:
        return True
    if lower == "may":
        is_range = match.first > 1 and ("MONTH", tokens[match.first - 2].lower) in date_words()  # "April-May"
        return _after_preposition(tokens, match.first) or (is_range and tokens[match.first - 1].text in BULLETS)
    return at + 1 < len(tokens) and tokens[at + 1].text == "." and lower not in {"sun", "sat", "mon"}


def _after_preposition(tokens: Sequence[Token], first: int, *more: str) -> bool:
    """Whether a preposition that dates stands before."""
    return first > 0 and (tokens[first - 1].lower in word_set("date preposition") or tokens[first - 1].lower in more)


def _is_length(tokens: Sequence[Token], match: TokenMatch) -> bool:
    """No age ("36 years old", "a 6-year-old"), no quarter as a fraction or a lodging, no "second" as a rank."""
    following = [t.lower for t in tokens[match.last : match.last + 2]]
    if following[:1] == ["old"] or following == ["-", "old"] or following == ["of", "age"]:
        return False
    kind, words = match.row["kind"], {t.lower for t in tokens[match.first : match.last]}
    if words & {"second", "seconds"}:
        return kind.startswith("length") and match.first + 1 < match.last
    if words & {"quarter", "quarters"} and match.row["type"] == "DURATION":
        return bool(words & {"past", "last", "next", "first", "consecutive", "straight", "several"})
    if kind == "vague_length" and (following[:1] == ["apart"] or _is_early_hours(tokens, match.first)):
        return False
    if kind == "vague_length" and following[:1] in (["before"], ["after"]) and match.last - match.first <= 2:
        lasting = match.first > 0 and tokens[match.first - 1].lower in {"for", "lasted", "took"}
        return lasting or bool(words & {"several", "many", "some", "few"})  # "the days before the vote" are no length
    if kind == "vague_length" and match.first:
        before = tokens[match.first - 1]
        return not (
            before.text[0].isdecimal()
            or before.lower in number_words()
            or before.text == "-"
            or _counts(tokens, match.first)
        )
    return True


def _is_early_hours(tokens: Sequence[Token], first: int) -> bool:
    """`in the early hours`: a part of the night, no length."""
    return tokens[first].lower == "hours" and first > 0 and tokens[first - 1].lower in {"early", "small", "wee", "late"}


def _counts(tokens: Sequence[Token], first: int) -> bool:
    """`hundreds of` before a unit."""
    return first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in number_words()


def _counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether four digits stand before a unit, or in a range with a number that is no year: `2000 - 2500 tons`."""
    if (unit := unit_after(tokens, at + 1, None)) is not None:
        opens = at > 0 and tokens[at - 1].lower == "in" and (at == 1 or tokens[at - 2].text == ",")
        return not (
            opens and unit_entries()[unit.name.partition(" per ")[0]].kind == "counted"
        )  # "In 2019 people fled"
    if at > 1 and tokens[at - 1].lower in BETWEEN and tokens[at - 2].lower.isdecimal():
        return not 1400 <= int(tokens[at - 2].lower[:9]) <= 2199
    if at + 3 < len(tokens) and tokens[at + 1].lower in BETWEEN and tokens[at + 2].lower.isdecimal():
        return unit_after(tokens, at + 3, None) is not None
    return False


BETWEEN = frozenset({"to", "-", "–"})


def _is_year(tokens: Sequence[Token], match: TokenMatch) -> bool:
    """Whether four digits are a year: no name, no sum, and not before a noun that is counted."""
    at = match.slots["YEAR"][0]
    if not 1400 <= int(tokens[at].lower) <= 2199 or _counted(tokens, at) or is_named(tokens, at, at + 1):
        return False
    if at + 1 < len(tokens) and tokens[at + 1].lower in word_set("clock zone"):
        return False  # "at 1451 GMT"
    if not at:
        return True
    before = tokens[at - 1]
    if before.text in {"$", "€", "£", "¥", "#"} or before.lower in word_set("year not before"):
        return False
    if match.first < at or not before.text[0].isupper() or before.lower.endswith("'s"):
        return True
    return before.lower in word_set("date preposition") or before.lower in tense_words() or before.lower in stop_words()
