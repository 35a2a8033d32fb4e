"""Two who say it together: "the ministry and the Red Cross said"."""

from __future__ import annotations

from collections.abc import Sequence

from nkdata.extracting.attribution.clauses import Line
from nkdata.extracting.attribution.cues import word_classes
from nkdata.extracting.attribution.speakers import unnamed
from nkdata.model import Mentioned

LONGEST_OF_TWO = 7  # tokens of the first of two speakers


def opens_two(here: Line, phrase: tuple[int, int], actors: Sequence[Mentioned]) -> int | None:
    """Where the first of two begins that open a sentence or clause together: "The ministry and the Red Cross"."""
    end = phrase[0] - 1
    classes = word_classes()
    first = first_of_two(here, end)
    if here.lower[end] == "," and "and" not in here.lower[phrase[0] : phrase[1] + 1]:
        return None  # "…, not 5,000 as reported by the media, the North said"
    known = classes["organisation"] | classes["determiner"] | unnamed() | {"'s", "’s", ","}
    if (
        not (here.lower[end] == "and" or (here.lower[end] == "," and (first == 0 or here.lower[first - 1] == "by")))
        or not 0 < end - first <= LONGEST_OF_TWO
        or here.inside[first]
    ):
        return None
    named = [any(m.start <= here.tokens[at].start < m.end for m in actors) for at in range(first, end)]
    if not named[-1] and here.lower[end - 1] not in classes["organisation"] | unnamed():
        return None
    if not all(is_named or here.lower[first + n].removesuffix("'s") in known for n, is_named in enumerate(named)):
        return None
    return first + 1 if here.lower[first] in ("the", "both") and end - first > 1 else first


def first_of_two(here: Line, end: int) -> int:
    """Where the clause begins that a token of joining stands in; behind the last comma where it is a long one."""
    first = end
    while first > 0 and here.lower[first - 1] not in ("that", "by"):
        first -= 1
    if end - first <= LONGEST_OF_TWO or here.lower[end] != "and":
        return first
    return max((at + 1 for at in range(end - LONGEST_OF_TWO, end) if here.lower[at] == ","), default=first)
