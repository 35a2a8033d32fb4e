"""Timelines, factboxes and tickers: the day, month or year that opens an item, or the clock time that stamps it."""

from __future__ import annotations

from collections.abc import Sequence

from nkdata.model import DateExpression, Sentence, Token

BULLETS = frozenset({"-", "–", "—", "•", "*", "·"})
ENDS_LABEL = frozenset({":", "-", "–", "—"})
LABELS = frozenset({"day", "month", "year"})
ZONE = 2  # tokens between a clock time and its colon: "14:20 KST:"


def opens_item(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words at tokens `first` to `last` open an item: "- August 2007: …", or are all of the line."""
    if first > 1 or (first == 1 and tokens[0].text not in BULLETS):
        return False
    return last == len(tokens) or tokens[last].text in ENDS_LABEL


def label(sentence: Sentence, dates: Sequence[DateExpression]) -> DateExpression | None:
    """The day, month or year that opens an item of a timeline and holds for its sentences; None where none does."""
    date = dates[0] if dates else None
    if date is None or date.type != "DATE" or date.precision not in LABELS or date.first is None:
        return None
    if not any(part.isdigit() and len(part) == 4 for part in date.text.replace("-", " ").split()):
        return None
    return date if opens_item(sentence.tokens, *_tokens(sentence, date)) else None


def is_stamp(sentence: Sentence, date: DateExpression) -> bool:
    """Whether a clock time only says when an item was posted: "14:20 KST: …"."""
    if date.type != "TIME" or ":" not in date.text:
        return False
    first, last = _tokens(sentence, date)
    behind = [token.text for token in sentence.tokens[last : last + ZONE]]
    return first <= 1 and not ENDS_LABEL.isdisjoint(behind)


def _tokens(sentence: Sentence, date: DateExpression) -> tuple[int, int]:
    """The tokens of a date in its sentence."""
    inside = [at for at, token in enumerate(sentence.tokens) if date.start <= token.start < date.end]
    return inside[0], inside[-1] + 1
