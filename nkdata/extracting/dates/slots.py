"""What a matched date pattern gives its builder: the words in its slots, and the setting that resolves them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from nkdata.extracting.dates.tense import done_then, tense
from nkdata.extracting.quantities import numerals
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.tokenpatterns import TokenMatch
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

RANGE_REACH = 10  # tokens of the other end of a range
RANGE_END = re.compile(
    r"(?:\. )?(?:- to -|to|and|through|until|till|-|–|—) (?:(?:early|mid|late) (?:- )?)?"
    r"(?:\d{1,2} (?:th )?(?:of )?)?(\w+) (?:\. )?"
    r"(?:\d{1,2} (?:th )?)?(?:period )?(?:, )?(?:of )?(?:(\d{4})(?!\d)|(last|this|next) year)"
)


MONTHS_TO = re.compile(r"(?:\. )?(?:- to -|to|through|-|–|—) (\w+)")
PERIOD_END = re.compile(r"period (?:of |in )?(?:(\d{4})(?!\d)|(last|this|next) year)")
STEPS = {"last": -1, "this": 0, "next": 1}


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
    """What resolution leans on: publication day, the sentence's tokens, the day last named, the period reported on."""

    def __init__(self, published: date | None, is_in_the_east: bool = False) -> None:
        self.published = published
        self.is_in_the_east = is_in_the_east  # told in Korea, or near, where the day may be one ahead
        self.tokens: Sequence[Token] = ()
        self.item: int | None = None  # the year that opens an item of a timeline: that of its days and months
        self.day: date | None = None
        self.quarter: str | None = None
        self.longer = False  # whether "the nine months" came after the quarter
        self.month: str | None = None
        self.period: date | None = None
        self.within: date | None = None  # the day or month last named: "the same month" is none of "the year"
        self.topic: str | None = None  # the month named in the sentence before
        self._named: str | None = None
        self.told_year: int | None = None  # the year named last in the sentence
        self.measured: str | None = (
            None  # the month or year named first in the sentence, to which "a year earlier" goes
        )
        self.latest: str | None = None  # the value of the date last named, which "until then" means

    def enter(self, tokens: Sequence[Token]) -> None:
        """Go on to the next sentence."""
        self.tokens = tokens
        self.topic, self._named, self.told_year, self.measured = self._named, None, None, None

    def note(self, found: Found) -> None:
        """Remember what "the next day" or "a year earlier" may lean on."""
        if found.value and found.begins:
            self.latest = found.value
            if found.precision == "day":
                self.day = found.begins
            if found.precision in {"day", "month", "year"}:
                self.period = found.begins
                self.within = self.within if found.precision == "year" else found.begins
            if found.precision == "year" and len(found.value) == len("2018"):
                self.told_year = found.begins.year
            if self.told_year or found.precision == "month":
                self.measured = self.measured or found.value
            if found.precision == "month":
                self.month = self._named = found.value
            if found.kind == "quarter" and (self.quarter is None or self._is_over(found)):
                # an earlier one is named beside it for comparison
                self.quarter = max(self.quarter or "", found.value)
            if found.precision == "quarter":
                self.longer = False
        elif found.value in {"P6M", "P9M"} and self.tokens[found.first].lower == "the":
            self.longer = True

    def _is_over(self, found: Found) -> bool:
        """Whether a quarter can be the one reported on: it has ended, by the calendar or by the text's own word."""
        ended = self.tokens[found.last].lower == "ended" if found.last < len(self.tokens) else False
        return ended or self.published is None or found.ends is None or found.ends < self.published

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return self.published.year if self.published else None

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

    def follows(self, *words: str) -> bool:
        """Whether these words, in this order, stand right before the match."""
        first = self.found.first
        return tuple(t.lower for t in self.tokens[max(0, first - len(words)) : first]) == words

    def after(self, *words: str) -> bool:
        """Whether one of the words stands right behind the match."""
        return self.found.last < len(self.tokens) and self.tokens[self.found.last].lower in words

    @property
    def year(self) -> int | None:
        """The year told in the match, in digits or in words."""
        if self.has("WYEAR"):
            return spelled_year(self.tokens, *self.found.slots["WYEAR"])
        return self.count("YEAR") if self.has("YEAR") else None

    def lent_year(self, month: int) -> int | None:
        """The year told in front: "the 2018 summit, held in June"; or behind a range: "July to September 2023"."""
        before = [token.lower for token in self.tokens[max(0, self.found.first - 3) : self.found.first]]
        is_apposed = before[:1] == [","] and before[1:2] != before[-1:] and before[-1] in {"on", "in"}
        if is_apposed and before[1] in word_set("done on a day"):
            return self.setting.told_year
        behind = " ".join(t.lower for t in self.tokens[self.found.last : self.found.last + RANGE_REACH])
        if own := PERIOD_END.match(behind):
            return self._told_year(own[1], own[2])
        match = RANGE_END.match(behind)
        other = date_words().get(("MONTH", match[1])) if match else None
        year = self._told_year(match[2], match[3]) if match and other else None
        return year - (month > int(other)) if year and other else None

    def range_end(self) -> int | None:
        """The month behind a range that begins here and tells no year: "from October to March"."""
        behind = [t.lower for t in self.tokens[self.found.last : self.found.last + 4]]
        found = MONTHS_TO.match(" ".join(behind))
        other = date_words().get(("MONTH", found[1])) if found else None
        return int(other) if other else None

    def _told_year(self, digits: str | None, word: str | None) -> int | None:
        """A year in digits, or last, this or next year; None without a day of publication."""
        published = self.setting.published
        return int(digits) if digits else published.year + STEPS[word or "this"] if published else None

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

    @property
    def is_of_a_deed_done(self) -> bool:
        """Whether what is told as done stands right before: then the day is none to come."""
        return done_then(self.tokens, self.found.first, self.found.last)

    @property
    def looks_further_back(self) -> bool:
        """Whether the sentence tells what had been before: "had" stands before, and nobody is said to have told it."""
        words = [t.lower for t in self.tokens[: self.found.first]]
        return "had" in words and self.tense == "past" and not word_set("backshifting verb") & set(words)


def spelled_year(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """The year in words that tokens `first` to `last` spell, `nineteen ninety-six`; None where they spell none."""
    number = numerals.read(tokens[:last], first + 1)
    if number is None or not 10 <= number.low <= 99:
        return None
    return int(date_words()[("HUNDREDS", tokens[first].lower)]) * 100 + int(number.low)


@cache
def date_words() -> dict[tuple[str, str], str]:
    """The table date_words.csv: (class, word) → value."""
    return {
        (row["class"], word): row["value"] for row in ruletables.rows("date_words") for word in row["words"].split("|")
    }


Kind = Callable[[Match], str | None]  # the TIMEX3 value, None where unresolved, "" where the match is no date
