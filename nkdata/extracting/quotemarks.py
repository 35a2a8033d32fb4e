"""Where quotation marks stand: which stretches of an article are in someone's very words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkdata.model import Sentence, Span

OPENING, CLOSING, STRAIGHT = "“„", "”", '"＂'
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
        text = sentence.text
        if "“" in text or "”" in text or '"' in text or "„" in text or "＂" in text:
            for token in sentence.tokens:
                mark = token.text
                if len(mark) != 1:
                    continue
                if opened is None and (mark in OPENING or mark in STRAIGHT):
                    opened = token.start
                elif opened is not None and (mark in CLOSING or mark in STRAIGHT):
                    found.append(Quoted(opened, token.end, paragraph))
                    opened = None
        last = sentence.end
    if opened is not None and last - opened <= LONGEST_OPEN:
        found.append(Quoted(opened, last, paragraph, False))
    return tuple(found)
