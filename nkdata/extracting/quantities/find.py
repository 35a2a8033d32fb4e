"""Quantities in sentences: number, unit, bound, and the same quantity told twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nkdata.extracting.quantities.bounds import Bound, bound_after, bound_before
from nkdata.extracting.quantities.conversions import inherit_units, join_conversions
from nkdata.extracting.quantities.labels import is_label
from nkdata.extracting.quantities.numerals import FRACTION_SIGNS, Numeral, number_words, read, with_suffix
from nkdata.extracting.quantities.units import Unit, currency_before, noun_phrase, unit_after
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
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
    pieces = list(_pieces(sentence.tokens, taken))
    return join_conversions(sentence, inherit_units(sentence, list(_combined(sentence, pieces)))) if pieces else []


def _pieces(tokens: Sequence[Token], taken: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Every number with its surroundings, labels and dates left out."""
    openers, size, at, blocked, edge = _openers(), len(tokens), 0, 0, 0
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
            if piece.first < edge:  # the words before belong to the number before
                piece = replace(piece, first=edge, sign=1)
            edge = piece.last
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
    money = currency_before(tokens, numeral.first)
    numeral = with_suffix(tokens, numeral, money is not None)
    first, sign = _sign(tokens, money.first if money else numeral.first)
    before, after = bound_before(tokens, first), bound_after(tokens, numeral.last)
    unit_at = after.last if after else numeral.last
    if numeral.fraction and unit_at + 1 < len(tokens) and tokens[unit_at].lower in {"a", "an"}:
        unit_at += 1  # "half a century"
    elif numeral.fraction and (of := _of_one(tokens, unit_at)):
        unit_at = of
    unit = unit_after(tokens, unit_at, money) or money or noun_phrase(tokens, unit_at, numeral)
    last = max(numeral.last, unit_at, unit.last if unit else 0)
    if after is None and last > numeral.last:
        after = bound_after(tokens, last)
        after = after if after and after.trailing else None
        last = after.last if after else last
    bound = before or after
    if unit is None and bound is None and numeral.spelled and (numeral.low <= 1 or _hyphened(tokens, last)):
        return None  # "one", "half" on their own, "three-stage"
    return Piece(numeral, before.first if before else first, last, unit, bound, sign)


def _of_one(tokens: Sequence[Token], at: int) -> int | None:
    """Where the unit begins of which a number is a part: `a third of a hectare`, `1/16 of a US pint`."""
    if [t.lower for t in tokens[at : at + 2]] not in (["of", "a"], ["of", "an"]):
        return None
    step = at + 2 + (at + 2 < len(tokens) and tokens[at + 2].text in {"US", "UK"})
    found = unit_after(tokens, step, None) if step < len(tokens) else None
    return step if found is not None and found.known else None


def _sign(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    """The token where a number with its minus begins, and -1 or 1."""
    if first and tokens[first - 1].lower == "minus":
        return first - 1, -1
    if not first or tokens[first - 1].text not in "-−–" or tokens[first - 1].end != tokens[first].start:
        return first, 1
    if first > 1 and tokens[first - 2].lower == "minus":
        return first - 2, -1
    opens = first == 1 or tokens[first - 2].end < tokens[first - 1].start or tokens[first - 2].text in '([$€£“"'
    return (first - 1, -1) if opens else (first, 1)


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
            yield _pair(sentence, piece, following, ends)
            at += 2
            continue
        yield _single(sentence, piece)
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
    elif gap not in RANGE_WORDS or (gap == "to" and _is_change(tokens, one, two, opener)):
        return None
    low, high = _scaled_low(tokens, one, two) * one.sign, two.numeral.low * two.sign
    if low >= high or (gap == "-" and two.unit is None):
        return None
    return low, high


def _same_unit(one: Piece, two: Piece) -> bool:
    """Whether the first number has no unit of its own, or that of the second, divisors apart."""
    if one.unit is None:
        return two.unit is None or two.unit.first >= two.numeral.last  # not "a factor of 3 to $2 billion"
    if not one.unit.known:
        return one.last <= one.numeral.last
    return two.unit is None or one.unit.name.partition(" per ")[0] == two.unit.name.partition(" per ")[0]


def _is_change(tokens: Sequence[Token], one: Piece, two: Piece, opener: str) -> bool:
    """`rose from 10 to 60`, `fell 7 percent to 40`, `up by 2 points to 103`."""
    if opener in word_set("change verb"):
        return True
    if opener == "by":
        far = 2 if two.unit is None or two.unit.name != "percent" else 10  # "rose by 5 to 36", "by 2 to 8 percent"
        return (one.unit is not None and two.unit is None) or two.numeral.low > far * one.numeral.low
    return opener == "from" and not word_set("change verb").isdisjoint(
        t.lower for t in tokens[max(0, one.first - 7) : one.first]
    )


def _scaled_low(tokens: Sequence[Token], one: Piece, two: Piece) -> float:
    """The lower end, with the scale that only the upper end names: `$10 to $15 billion`, `2 to 3 thousand`."""
    low = one.numeral.low
    scale = number_words().get(tokens[two.numeral.last - 1].lower)
    shared = one.numeral.last - one.numeral.first == 1 and scale is not None and scale.kind == "scale"
    return low * scale.value if shared and scale and low * scale.value < two.numeral.low else low


def _pair(sentence: Sentence, one: Piece, two: Piece, ends: tuple[float, float]) -> Quantity:
    """The record of a range."""
    record = _record(sentence, one.first, max(two.last, two.numeral.last), one.numeral.first, two.numeral.last)
    unit = two.unit or one.unit
    record = replace(record, unit=unit.name, noun=unit.noun) if unit else record
    return replace(record, low=ends[0], high=ends[1], bound="range")


def _single(sentence: Sentence, piece: Piece) -> Quantity:
    """The record of one number."""
    numeral, unit = piece.numeral, piece.unit
    record = _record(sentence, piece.first, max(piece.last, numeral.last), numeral.first, numeral.last)
    record = replace(record, unit=unit.name, noun=unit.noun) if unit else record
    if numeral.vague:
        words = sentence.text[record.number.start - sentence.start : record.number.end - sentence.start]
        if numeral.high < 9 * numeral.low:
            return replace(record, words=words, bound="about")  # "several hundred": no ends that anybody would agree on
        return replace(record, words=words, low=numeral.low, high=numeral.high, bound="range")
    value = numeral.low * piece.sign
    kind = piece.bound.bound if piece.bound else "exact"
    low = value if kind in {"exact", "at_least"} else None
    high = value if kind in {"exact", "at_most"} or (piece.bound and piece.bound.side == "high") else None
    return replace(record, value=value, low=low, high=high, bound=kind)


def _record(sentence: Sentence, first: int, last: int, number: int, number_last: int) -> Quantity:
    """A quantity at tokens `first` to `last` whose number is at tokens `number` to `number_last`, all else open."""
    tokens = sentence.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    span = Span(tokens[number].start, tokens[number_last - 1].end)
    return Quantity(start, end, text, None, None, None, None, None, span)
