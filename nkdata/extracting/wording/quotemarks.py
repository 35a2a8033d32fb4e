"""Where quotation marks stand: which stretches of an article are in someone's very words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkdata.model import Sentence, Span

OPENING, CLOSING, STRAIGHT = "“„", "”", '"＂'
MARKS = (*OPENING, *CLOSING, *STRAIGHT, "''", "``", "’’")
LONGEST_OPEN = 4000  # a mark that is never closed holds no more than this


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch in quotation marks, the marks included; `closed` is False where the closing mark is missing."""

    start: int
    end: int
    paragraph: int
    closed: bool = True

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def quoted(sentences: Sequence[Sentence]) -> tuple[Quoted, ...]:
    """The stretches in double quotation marks, in text order, none crossing a paragraph.

    A paragraph that opens a mark and does not close it is quoted to its end (the next one goes on in the same
    voice).  A straight mark opens where none is open, a curly one as drawn.
    """
    found: list[Quoted] = []
    opened: int | None = None
    paragraph, last = -1, 0
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            if opened is not None and last - opened <= LONGEST_OPEN:
                found.append(Quoted(opened, last, paragraph, False))
            opened, paragraph = None, sentence.paragraph
        if any(mark in sentence.text for mark in MARKS):
            for start, end, mark in _marks(sentence):
                if opened is not None and (mark in CLOSING + STRAIGHT or _closes(sentence, start)):
                    found.append(Quoted(opened, end, paragraph))
                    opened = None
                elif mark in OPENING + STRAIGHT:
                    if opened is not None and start == sentence.start and last - opened <= LONGEST_OPEN:
                        found.append(Quoted(opened, last, paragraph, False))
                        opened = start
                    opened = start if opened is None else opened
        last = sentence.end
    if opened is not None and last - opened <= LONGEST_OPEN:
        found.append(Quoted(opened, last, paragraph, False))
    return tuple(found)


def _closes(sentence: Sentence, start: int) -> bool:
    """Whether a mark drawn as an opening one stands right behind a word: a slip for the closing one."""
    at = start - sentence.start
    return at > 0 and not sentence.text[at - 1].isspace() and sentence.text[at + 1 : at + 2].isspace()


def _marks(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """The double quotation marks of a sentence; two apostrophes in a row are one."""
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.text in MARKS:
            yield token.start, token.end, token.text
        elif token.lower in ("'", "`") and at + 1 < len(tokens):
            after = tokens[at + 1]
            if after.lower in ("'", "`") and after.start == token.end:
                yield token.start, after.end, STRAIGHT[0]
                at += 1
        at += 1
