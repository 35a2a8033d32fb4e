"""Words that weaken what is said, and where only its second half is weakened."""

from __future__ import annotations

from collections.abc import Sequence

from nkdata.extracting.attribution.clauses import Line
from nkdata.extracting.attribution.cues import hedge_openers, hedges, openers, verbs


def hedge_of(here: Line, part: Sequence[tuple[int, int]]) -> str | None:
    """The first hedge of a content, unless another voice stands before it."""
    first, last = part[0]
    weak, telling = hedge_openers(), openers()
    for at in range(first, last):
        word = here.lower[at]
        match = hedges().at(here.tokens, at) if word in weak and here.tokens[at].text != "May" else None
        if match is not None:
            return here.sentence.text[match.start - here.sentence.start : match.end - here.sentence.start]
        if at > first and word in telling and not here.inside[at] and verbs().at(here.tokens, at) is not None:
            break
    return None


def second_hedge(here: Line, first: int, last: int) -> tuple[int, int] | None:
    """Where "… and potentially hampered …" begins: the end of the first half and the start of the second."""
    for at in range(first + 3, last - 1):
        if here.lower[at] in ("and", "but", "or") and not here.inside[at]:
            match = hedges().at(here.tokens, at + 1)
            if match is not None and here.word(match.last).endswith("ed"):
                return at, at + 1
    return None
