"""Numbers as they are written: digits in every grouping, words, scales, fractions, vague plurals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

PLAIN = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?")
THREE = re.compile(r"\d{3}(?:\.\d{1,9})?", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})[/⁄](\d{1,3})", re.ASCII)
FRACTION_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
THOUSAND = 1000.0
LONGEST = 40  # digits; what is longer is no figure that anybody reports


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What a word counts: `kind` is unit, ten, scale, dozen, vague, fraction; `low` and `high` for vague plurals."""

    kind: str
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at tokens `first` (inclusive) to `last` (exclusive).

    `low` == `high` for a plain number; both differ for a vague one ("tens of thousands": 10,000 to 100,000).
    `vague` is True where words stand for a number that nobody gave ("several hundred").  `fraction` marks "a third".
    """

    first: int
    last: int
    low: float
    high: float
    vague: bool = False
    fraction: bool = False
    spelled: bool = False


@cache
def number_words() -> dict[str, NumberWord]:
    """The table number_words.csv by word."""
    found = {}
    for row in ruletables.rows("number_words"):
        entry = NumberWord(row["kind"], float(row["low"]), float(row["high"] or row["low"]))
        for word in row["words"].split("|"):
            found[word] = entry
    return found


def digits(text: str) -> float | None:
    """The value of one token of digits with commas and a decimal point, None for any other shape (`1,3`, `1.2.3`)."""
    if len(text) > LONGEST or not text.isascii():
        return None
    if text.isdecimal():
        return float(text)
    return float(text.replace(",", "")) if PLAIN.fullmatch(text) else None


def read(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number that starts at token `at`, as long as it can be read, or None."""
    lower = tokens[at].lower
    if "0" <= lower[0] <= "9":
        return _scaled(tokens, _digit_groups(tokens, at))
    if lower in FRACTION_SIGNS:
        return Numeral(at, at + 1, FRACTION_SIGNS[lower], FRACTION_SIGNS[lower], fraction=True)
    word = number_words().get(lower)
    if word is None:
        return _article(tokens, at) if lower in {"a", "an"} else None
    if word.kind in {"unit", "ten"}:
        return _fraction(tokens, _scaled(tokens, _words(tokens, at)))
    if word.kind == "vague":
        return _vague(tokens, at, word) if lower == "several" else None
    if word.kind == "plural":
        return _plural(tokens, at, word) if lower != "scores" or _of(tokens, at + 1) else None
    if word.kind == "half":
        return _half(tokens, at)
    return None


def _digit_groups(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Digits, with blanks as thousands separators (`12 030`), and a fraction after them (`5 1/2`)."""
    text = tokens[at].text
    value = digits(text)
    if value is None:
        return None
    last = at + 1
    if len(text) <= 3 and text.isdecimal() and text[0] != "0":
        while last < len(tokens) and last < at + 4 and _blank_group(tokens[last - 1], tokens[last]):
            whole, _, rest = tokens[last].text.partition(".")
            value = value * 1000 + float(whole) + (float("0." + rest) if rest else 0.0)
            last += 1
            if rest:
                break
    if (power := _power(tokens, last)) is not None:
        return Numeral(at, power[1], value * 10.0 ** power[0], value * 10.0 ** power[0])
    if last < len(tokens) and tokens[last].text in FRACTION_SIGNS:
        value, last = value + FRACTION_SIGNS[tokens[last].text], last + 1
    elif last == at + 1 and (part := _slash(tokens, at)):
        return Numeral(at, at + 3, part, part, fraction=True)
    elif last == at + 1 and (part := _slash(tokens, last)) and tokens[last].start == tokens[at].end + 1:
        value, last = value + part, last + 3
    return Numeral(at, last, value, value)


def _power(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The exponent of `×10^5`, `× 10−8` at token `at`, and the token behind it."""
    if at + 2 >= len(tokens) or tokens[at].lower not in {"×", "x"} or tokens[at + 1].text != "10":
        return None
    step = at + 2 + (tokens[at + 2].text == "^")
    minus = step < len(tokens) and tokens[step].text in "-−–"
    step += minus
    if step >= len(tokens) or not tokens[step].text.isdecimal() or len(tokens[step].text) > 2:
        return None
    return (-int(tokens[step].text) if minus else int(tokens[step].text)), step + 1


def _blank_group(before: Token, token: Token) -> bool:
    """Whether a token is three digits, one blank after the digits before it."""
    return token.start == before.end + 1 and THREE.fullmatch(token.text) is not None


def _slash(tokens: Sequence[Token], at: int) -> float | None:
    """The value of `1/2` glued together, below one."""
    parts = tokens[at : at + 3]
    match = SLASHED.fullmatch("".join(token.text for token in parts)) if len(parts) == 3 else None
    if match is None or parts[0].end != parts[1].start or parts[1].end != parts[2].start:
        return None
    over, under = int(match.group(1)), int(match.group(2))
    return over / under if over < under else None


def _words(tokens: Sequence[Token], at: int) -> Numeral:
    """Spelled numbers below a hundred: `seven`, `twenty-five`."""
    words = number_words()
    first = words[tokens[at].lower]
    value, last = first.value, at + 1
    if first.kind == "ten":
        step = last + 1 if last < len(tokens) and tokens[last].text == "-" else last
        ones = words.get(tokens[step].lower) if step < len(tokens) else None
        if ones and ones.kind == "unit" and 1 <= ones.value <= 9 and value < 100:
            value, last = value + ones.value, step + 1
    return Numeral(at, last, value, value, spelled=True)


def _scaled(tokens: Sequence[Token], number: Numeral | None) -> Numeral | None:
    """A number with the scales after it: `1.5 million`, `two hundred and five`, `two dozen`, `$700-million`."""
    if number is None or number.fraction:
        return number
    words, total, value, last = number_words(), 0.0, number.low, number.last
    while last < len(tokens) and last < number.first + 12:
        step = last + 1 if tokens[last].text == "-" and last + 1 < len(tokens) else last
        word = words.get(tokens[step].lower)
        if word is not None and (word.kind in {"scale", "dozen"} or (word.kind == "plural" and not number.spelled)):
            value, last = (value or 1.0) * word.value, step + 1
            if word.value >= 1000:
                total, value = total + value, 0.0
            continue
        if not number.spelled or (word is None and tokens[step].lower != "and"):
            break
        step = step + 1 if tokens[step].lower == "and" else step
        word = words.get(tokens[step].lower) if step < len(tokens) else None
        if word is None or word.kind not in {"unit", "ten"} or last == number.last or word.value <= 0:
            break
        rest = _words(tokens, step)
        value, last = value + rest.low, rest.last
    value += total
    if value == THOUSAND and (more := _and_hundreds(tokens, last)):
        return Numeral(number.first, last + more, value, 2 * value, vague=True, spelled=True)
    return Numeral(number.first, last, value, value, spelled=number.spelled)


def _and_hundreds(tokens: Sequence[Token], at: int) -> int:
    """How many tokens at a place are "and several hundreds", behind "a thousand"; 0 where others stand there."""
    words = [t.lower for t in tokens[at : at + 3]]
    if words[:1] != ["and"]:
        return 0
    return 2 if words[1:2] == ["hundreds"] else 3 if words[1:] in (["several", "hundreds"], ["some", "hundreds"]) else 0


def _fraction(tokens: Sequence[Token], number: Numeral | None) -> Numeral | None:
    """`two-thirds`, `three quarters`, `one fifth`; `two and a half`."""
    if number is None or number.last >= len(tokens) or not number.spelled:
        return number
    step = number.last + 1 if tokens[number.last].text == "-" and number.last + 1 < len(tokens) else number.last
    half = [t.lower for t in tokens[number.last : number.last + 3]] == ["and", "a", "half"]
    if half and number.low == int(number.low):
        return replace(number, last=number.last + 3, low=number.low + 0.5, high=number.low + 0.5)
    word = number_words().get(tokens[step].lower)
    agrees = (number.low == 1) != (tokens[step].lower[-1] == "s")
    if word is not None and word.kind == "fraction" and number.low < 10 and agrees:
        part = number.low * word.value
        return Numeral(number.first, step + 1, part, part, fraction=True, spelled=True)
    return number


def _article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """`a hundred`, `a dozen`, `a third of`, `a few`, `a couple of`; never a bare `a`."""
    lower = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    word = number_words().get(lower)
    if word is None:
        return None
    if word.kind in {"scale", "dozen"}:
        return _scaled(tokens, Numeral(at, at + 1, 1.0, 1.0, spelled=True))
    if word.kind == "vague" and lower != "several":
        if at and tokens[at - 1].lower == "not":
            return None  # "not a few" are many
        return replace(_vague(tokens, at + 1, word), first=at)
    whole = _of(tokens, at + 2) or (at and tokens[at - 1].lower in word_set("before a fraction"))
    if word.kind == "fraction" and lower[-1] != "s" and whole:
        return Numeral(at, at + 2, word.value, word.value, fraction=True, spelled=True)
    return None


def _vague(tokens: Sequence[Token], at: int, word: NumberWord) -> Numeral:
    """`several`, `several hundred`, `a few dozen`, `a couple of`."""
    low, high, last = word.value, word.high, at + 1
    scale = number_words().get(tokens[last].lower) if last < len(tokens) else None
    while scale is not None and scale.kind in {"scale", "dozen"}:
        low, high, last = low * scale.value, high * scale.value, last + 1
        scale = number_words().get(tokens[last].lower) if last < len(tokens) else None
    return Numeral(at, last, low, high, vague=True, spelled=True)


def _plural(tokens: Sequence[Token], at: int, word: NumberWord) -> Numeral:
    """`hundreds`, `tens of thousands`, `dozens`, `scores`."""
    low, high, last = word.value, word.high, at + 1
    while last + 1 < len(tokens) and tokens[last].lower == "of":
        scale = number_words().get(tokens[last + 1].lower)
        if scale is None or scale.kind != "plural" or scale.value < low:
            break
        low, high, last = low * scale.value, high * scale.value, last + 2
    return Numeral(at, last, low, high, vague=True, spelled=True)


def _of(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].lower == "of"


def _half(tokens: Sequence[Token], at: int) -> Numeral | None:
    """`half`, `half a million`, `half a dozen`."""
    if at + 2 < len(tokens) and tokens[at + 1].lower in {"a", "an"}:
        scale = number_words().get(tokens[at + 2].lower)
        if scale is not None and scale.kind in {"scale", "dozen"}:
            return Numeral(at, at + 3, scale.value / 2, scale.value / 2, spelled=True)
    return Numeral(at, at + 1, 0.5, 0.5, fraction=True, spelled=True)


@cache
def _suffixes() -> dict[str, tuple[float, bool]]:
    """The table number_suffixes.csv: suffix → scale, and whether it needs no currency sign."""
    return {
        word: (float(row["value"]), row["alone"] == "yes")
        for row in ruletables.rows("number_suffixes")
        for word in row["words"].split("|")
    }


def with_suffix(tokens: Sequence[Token], numeral: Numeral, money: bool) -> Numeral:
    """The number with a scale glued to it: `$2.8bn`, `35k`, `$13.6M`; `1.2m tons` but not `35m` (metres)."""
    at = numeral.last
    if at >= len(tokens) or tokens[at].start != tokens[at - 1].end or tokens[at].lower not in _suffixes():
        return numeral
    scale, alone = _suffixes()[tokens[at].lower]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if not (money or alone or (following is not None and following.lower in word_set("counted in millions"))):
        return numeral
    return replace(numeral, last=at + 1, low=numeral.low * scale, high=numeral.high * scale)
