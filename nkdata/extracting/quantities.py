"""Quantities in sentences: number, unit, bound, and the same quantity told twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nkdata.extracting import ruletables
from nkdata.extracting.bounds import Bound, bound_after, bound_before
from nkdata.extracting.conversions import inherit_units, join_conversions
from nkdata.extracting.labels import is_label
from nkdata.extracting.numerals import FRACTION_SIGNS, Numeral, number_words, read, with_suffix
from nkdata.extracting.units import Unit, currency_before, noun_phrase, unit_after
from nkdata.extracting.wordsets import word_set
from nkdata.model import DateExpression, Quantity, Sentence, Span, Token

RANGE_WORDS = frozenset(("to", "-", "–", "—", "~", "- to", "through"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A number with what stands around it, in tokens: from the bound word or currency sign to the end of the unit."""

    numeral: Numeral
    first: int
    last: int
    unit: Unit | None
    bound: Bound | None
    sign: int = 1


def find_quantities(sentences: tuple[Sentence, ...], dates: tuple[DateExpression, ...]) -> tuple[Quantity, ...]:
    """Every quantity, in text order.

    `dates` are those of the same sentences: numbers inside dates and times are none; lengths of time are.
    The span runs from the bound word or currency sign to the end of the unit or noun ("more than 16,000 homes").
    `unit` is an id of the table units.csv where it knows the words; for other things counted the words of the noun
    phrase, singular and lower-case ("ballistic missile"); None for a bare number.
    A range has value None and both ends; what stands for a number ("tens of thousands") has value None, `words`, and
    the ends that the words allow; "several" has `words` only.
    """
    found: list[Quantity] = []
    taken = [(d.start, d.end) for d in dates if d.type in {"DATE", "TIME"}]
    at = 0
    for sentence in sentences:
        while at < len(taken) and taken[at][1] <= sentence.start:
            at += 1
        stop = at
        while stop < len(taken) and taken[stop][0] < sentence.end:
            stop += 1
        found += _sentence(sentence, taken[at:stop])
    return tuple(found)


@cache
def _openers() -> frozenset[str]:
    """Words with which a number can begin."""
    words = {w for w, n in number_words().items() if n.kind not in {"scale", "fraction", "dozen"}}
    return frozenset(words | set(FRACTION_SIGNS) | {"a", "an"})


def _sentence(sentence: Sentence, taken: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The quantities of one sentence."""
    tokens = sentence.tokens
    pieces = list(_pieces(tokens, taken))
    if not pieces:
        return []
    return join_conversions(sentence, inherit_units(sentence, list(_combined(sentence, pieces))))


def _pieces(tokens: Sequence[Token], taken: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Every number with its surroundings, labels and dates left out."""
    openers, size, at, blocked = _openers(), len(tokens), 0, 0
    while at < size:
        token = tokens[at]
        lower = token.lower
        if not ("0" <= lower[0] <= "9" or lower in openers):
            at += 1
            continue
        while blocked < len(taken) and taken[blocked][1] <= token.start:
            blocked += 1
        if blocked < len(taken) and taken[blocked][0] <= token.start:
            at += 1
            continue
        numeral = _bare_decimal(tokens, at) or read(tokens, at) or _article_person(tokens, at)
        if numeral is None:
            at += 1
            continue
        piece = None if is_label(tokens, numeral) else _piece(tokens, numeral)
        if piece is not None:
            yield piece
        at = max(numeral.last, piece.last if piece and piece.unit and piece.unit.known else 0)


def _bare_decimal(tokens: Sequence[Token], at: int) -> Numeral | None:
    """`.001`: the point is a token of its own."""
    if (
        not at
        or tokens[at - 1].text != "."
        or tokens[at - 1].end != tokens[at].start
        or not tokens[at].text.isdecimal()
    ):
        return None
    if (at > 1 and tokens[at - 2].end == tokens[at - 1].start) or len(tokens[at].text) > 15:
        return None
    value = float("0." + tokens[at].text)
    return Numeral(at - 1, at + 1, value, value)


@cache
def _persons() -> frozenset[str]:
    """Nouns before which a or an counts one."""
    return frozenset(word for row in ruletables.rows("counted_by_article") for word in row["words"].split("|"))


def _article_person(tokens: Sequence[Token], at: int) -> Numeral | None:
    """`a person` is one person."""
    if tokens[at].lower in {"a", "an"} and at + 1 < len(tokens) and tokens[at + 1].lower in _persons():
        return Numeral(at, at + 1, 1.0, 1.0, spelled=True)
    return None


def _piece(tokens: Sequence[Token], numeral: Numeral) -> Piece | None:
    """The number with currency sign, unit or noun, and bound."""
    first, sign = numeral.first, 1
    money = currency_before(tokens, first)
    numeral = with_suffix(tokens, numeral, money is not None)
    last = numeral.last
    if money is not None:
        first = money.first
    if (
        first
        and tokens[first - 1].text in "-−–"
        and tokens[first - 1].end == tokens[first].start
        and (first == 1 or tokens[first - 2].end < tokens[first - 1].start)
    ) or (first and tokens[first - 1].lower == "minus"):
        first, sign = first - 1, -1
    elif first > 1 and tokens[first - 1].text == "-" and tokens[first - 2].lower == "minus":
        first, sign = first - 2, -1
    before, after = bound_before(tokens, first), bound_after(tokens, last)
    unit_at = after.last if after else last
    unit = unit_after(tokens, unit_at, money)
    if unit is None and money is None:
        unit = noun_phrase(tokens, unit_at, numeral)
    elif unit is None:
        unit = money
    if unit is not None:
        last = max(last, unit.last)
    if after:
        last = max(last, after.last)
    elif unit is not None and unit.last > numeral.last and (after := bound_after(tokens, last)) and after.trailing:
        last = after.last
    else:
        after = None
    bound = before or after
    if before:
        first = before.first
    if unit is None and bound is None and numeral.spelled and (numeral.low <= 1 or _hyphened(tokens, last)):
        return None  # "one", "half" on their own, "three-stage"
    return Piece(numeral, first, last, unit, bound, sign)


def _hyphened(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen is glued on at a token."""
    return at < len(tokens) and tokens[at].text == "-" and tokens[at].start == tokens[at - 1].end


def _combined(sentence: Sentence, pieces: Sequence[Piece]) -> Iterator[Quantity]:
    """Pieces as quantities, two joined where they are the ends of a range."""
    tokens, at = sentence.tokens, 0
    while at < len(pieces):
        piece = pieces[at]
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following is not None and (ends := _range(tokens, piece, following)) is not None:
            yield ends_of_range(sentence, piece, following, ends)
            at += 2
            continue
        yield _single(sentence, piece, following)
        at += 1


def _range(tokens: Sequence[Token], one: Piece, two: Piece) -> tuple[float, float] | None:
    """Both ends where two numbers are a range: `20 to 30`, `between 5 and 7`, `$10 to $15 billion`.

    A change ("rose from 10 to 60") is none: both figures stand for themselves.
    """
    if one.numeral.vague or two.numeral.vague or not _same_unit(one, two):
        return None
    gap = " ".join(t.lower for t in tokens[max(one.last, one.numeral.last) : two.first])
    opener = tokens[one.first - 1].lower if one.first else ""
    if gap == "and":
        if opener != "between":
            return None
    elif gap == "or":
        if two.numeral.low - one.numeral.low > 2:
            return None
    elif gap not in RANGE_WORDS or (gap == "to" and _is_change(tokens, one, opener)):
        return None
    low, high = _scaled_low(tokens, one, two) * one.sign, two.numeral.low * two.sign
    if low >= high or (gap == "-" and two.unit is None):
        return None
    return low, high


def _same_unit(one: Piece, two: Piece) -> bool:
    """Whether the first number has no unit of its own, or that of the second, divisors apart."""
    if one.unit is None:
        return True
    if not one.unit.known:
        return one.last <= one.numeral.last
    return two.unit is None or one.unit.name.partition(" per ")[0] == two.unit.name.partition(" per ")[0]


def _is_change(tokens: Sequence[Token], one: Piece, opener: str) -> bool:
    """`rose from 10 to 60`, `fell 7 percent to 40`."""
    if opener in word_set("change verb"):
        return True
    return opener == "from" and not word_set("change verb").isdisjoint(
        t.lower for t in tokens[max(0, one.first - 7) : one.first]
    )


def _scaled_low(tokens: Sequence[Token], one: Piece, two: Piece) -> float:
    """The lower end, with the scale that only the upper end names: `$10 to $15 billion`, `2 to 3 thousand`."""
    low = one.numeral.low
    scale = number_words().get(tokens[two.numeral.last - 1].lower)
    if (
        one.numeral.last - one.numeral.first > 1
        or scale is None
        or scale.kind != "scale"
        or low * scale.value >= two.numeral.low
    ):
        return low
    return low * scale.value


def ends_of_range(sentence: Sentence, one: Piece, two: Piece, ends: tuple[float, float]) -> Quantity:
    """The record of a range."""
    unit = two.unit or one.unit
    start, end = sentence.tokens[one.first].start, sentence.tokens[max(two.last, two.numeral.last) - 1].end
    number = Span(sentence.tokens[one.numeral.first].start, sentence.tokens[two.numeral.last - 1].end)
    return Quantity(
        start, end, _text(sentence, start, end), None, ends[0], ends[1], unit.name if unit else None, "range", number,
        noun=unit.noun if unit else None,
    )  # fmt: skip


def _single(sentence: Sentence, piece: Piece, following: Piece | None) -> Quantity:
    """The record of one number."""
    tokens, numeral = sentence.tokens, piece.numeral
    start, end = tokens[piece.first].start, tokens[max(piece.last, numeral.last) - 1].end
    number = Span(tokens[numeral.first].start, tokens[numeral.last - 1].end)
    unit = piece.unit
    quantity = Quantity(
        start, end, _text(sentence, start, end), None, None, None, unit.name if unit else None, None, number,
        noun=unit.noun if unit else None,
    )  # fmt: skip
    if numeral.vague:
        words = _text(sentence, number.start, number.end)
        if (
            tokens[numeral.first].lower in {"several", "few"}
            or tokens[numeral.first].lower in {"a", "some"}
            or numeral.high < 12
        ):
            return replace(quantity, words=words, bound="about")
        return replace(quantity, words=words, low=numeral.low, high=numeral.high, bound="range")
    value = numeral.low * piece.sign
    kind = piece.bound.bound if piece.bound else "exact"
    if kind == "exact":
        return replace(quantity, value=value, low=value, high=value, bound=kind)
    if kind == "at_least":
        return replace(quantity, value=value, low=value, bound=kind)
    if kind == "at_most":
        return replace(quantity, value=value, high=value, bound=kind)
    high = value if piece.bound and piece.bound.side == "high" else None
    return replace(quantity, value=value, high=high, bound=kind)


def _text(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]
