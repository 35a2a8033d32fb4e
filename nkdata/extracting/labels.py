"""Numbers that name or rank and count nothing: Hwasong-17, Resolution 2397, 38th, 2-1, room 38, (02) 555-0142."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nkdata.extracting import ruletables
from nkdata.extracting.numerals import Numeral
from nkdata.extracting.units import currency_before, is_plural, unit_after
from nkdata.model import Token

ORDINALS = frozenset({"st", "nd", "rd", "th"})


@cache
def _label_words(place: str) -> frozenset[str]:
    """The table label_words.csv: words before or after a number that make it a name."""
    return frozenset(
        w for row in ruletables.rows("label_words") if row["place"] == place for w in row["words"].split("|")
    )


def is_label(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a number is part of a name, a rank, a score, a clock or telephone number, or an age in apposition."""
    first, last = numeral.first, numeral.last
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    digits = tokens[first].text[0].isdigit()
    if after is not None and digits and after.start == tokens[last - 1].end and _glued_after(tokens, last):
        return True
    if before is not None and digits and before.end == tokens[first].start and _glued_before(tokens, first):
        return True
    if before is not None and before.lower in _label_words("before"):
        return True
    if (
        before is not None
        and before.text == "."
        and first > 1
        and tokens[first - 2].lower in {"no", "nos", "art", "vol", "para"}
    ):
        return True
    if (
        after is not None
        and after.lower in _label_words("after")
        and (digits and numeral.low >= 100 or after.text[0].isupper())
    ):
        return True
    if not digits:
        return _pronoun(tokens, numeral)
    return _after_name(tokens, numeral) or _apposition(tokens, numeral)


def _glued_after(tokens: Sequence[Token], last: int) -> bool:
    """`38th`, `60s`, `5G`, `12:30`, `2-1-0`."""
    lower = tokens[last].lower
    if lower in ORDINALS or lower == "s" or tokens[last].text in {"G", ":", "A", "B", "D", "E", "H"}:
        return not (tokens[last].text == "B" and False)
    if (
        lower == "-"
        and last + 1 < len(tokens)
        and tokens[last + 1].text[0].isdigit()
        and tokens[last + 1].start == tokens[last].end
    ):
        following = last + 2
        if (
            following < len(tokens)
            and tokens[following].text == "-"
            and following + 1 < len(tokens)
            and tokens[following + 1].text[0].isdigit()
        ):
            return True  # a telephone number, an account
        unit = (
            unit_after(tokens, following, Numeral(last + 1, following, 1, 1), None) if following < len(tokens) else None
        )
        plural = following < len(tokens) and is_plural(tokens[following].lower)
        return unit is None and not plural
    return False


def _glued_before(tokens: Sequence[Token], first: int) -> bool:
    """`Hwasong-17`, `typhoon-7`, `COVID-19`, `9:30`, `K2`."""
    before = tokens[first - 1]
    if before.text[0].isalpha() and currency_before(tokens, first) is None:
        return True
    if before.text in {":", "#", "_", "@"}:
        return True
    if before.text in "-–" and first > 1 and tokens[first - 2].end == before.start:
        other = tokens[first - 2]
        if other.text[0].isalpha():
            return other.lower not in {"sub", "minus", "mid", "plus", "under", "over", "pre", "post", "top"}
        if other.text[0].isdigit():
            return _glued_after(tokens, first - 1 - 0) if False else _score(tokens, first)
    return False


def _score(tokens: Sequence[Token], first: int) -> bool:
    """Whether the number is the second half of a score: no unit behind it."""
    last = first + 1
    if last >= len(tokens):
        return True
    return unit_after(tokens, last, Numeral(first, last, 1, 1), None) is None and not is_plural(tokens[last].lower)


def _after_name(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`Section 427`, `Office 39`: a capitalised word before plain digits, nothing countable behind."""
    first, last = numeral.first, numeral.last
    if first == 0 or last - first > 1 or not tokens[first].text.isdigit():
        return False
    before = tokens[first - 1]
    if (
        not before.text[0].isupper()
        or before.lower in {"a", "i", "about", "some", "nearly", "over"}
        or currency_before(tokens, first)
    ):
        return False
    if first == 1 and before.lower in _label_words("opening"):
        return False
    if last >= len(tokens):
        return True
    after = tokens[last]
    if unit_after(tokens, last, numeral, None) is not None or is_plural(after.lower):
        return False
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    return not (
        following is not None
        and after.text[0].isalpha()
        and after.text.islower()
        and is_plural(following.lower)
        and following.lower not in {"was", "is", "has"}
    )


def _apposition(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`Kim, 36, said`: an age between commas after a name."""
    first, last = numeral.first, numeral.last
    return (
        first > 1
        and last < len(tokens)
        and tokens[first - 1].text == ","
        and tokens[last].text in {",", "."}
        and tokens[first - 2].text[0].isupper()
        and tokens[first].text.isdigit()
        and numeral.low < 120
    )


def _pronoun(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`one` that numbers nothing: `no one`, `one another`, `one day`, `the one who`."""
    if tokens[numeral.first].lower != "one" or numeral.last - numeral.first > 1:
        return False
    before = tokens[numeral.first - 1].lower if numeral.first else ""
    after = tokens[numeral.last].lower if numeral.last < len(tokens) else "."
    if before in {"no", "any", "every", "each", "some", "the", "this", "that", "another", "which", "a", "single"}:
        return True
    return after in _label_words("one") or not after[0].isalpha() and after != "-"
