"""Voices whose verb is told once for several: "KCNA put the toll at 60 and the Red Cross at 133"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nkdata.extracting.attribution.clauses import Line
from nkdata.extracting.attribution.contents import Range
from nkdata.extracting.attribution.figures import BEFORE_FIGURE
from nkdata.extracting.attribution.saying import Saying
from nkdata.extracting.quantities.numerals import number_words
from nkdata.model import Mentioned

KINDS = frozenset({"said", "claimed", "estimated", "confirmed", "shown", "promised", "offered"})
JOINS = frozenset({"and", ",", "while", "but"})
LONGEST = 200  # tokens of a content that is looked through
FIGURE = 4  # tokens in which a figure must follow: "at more than 133"


def may_go_on(here: Line, one: Saying, pieces: list[Range]) -> bool:
    """Whether a content may hold further voices at all: one piece, with something joined and figures in it."""
    if one.subject is None or one.kind not in KINDS or len(pieces) != 1 or pieces[0][1] - pieces[0][0] > LONGEST:
        return False
    words = here.lower[slice(*pieces[0])]
    return not JOINS.isdisjoint(words) and any(word[0].isdigit() or word in number_words() for word in words)


def told_once(
    here: Line, one: Saying, pieces: list[Range], actors: Sequence[Mentioned]
) -> list[tuple[Saying, list[Range]]]:
    """A saying with what it tells, and those that go on with its verb; `actors` are those named in its one piece."""
    if not actors:
        return [(one, pieces)]
    first, last = pieces[0]
    others = _gaps(here, first, last, actors)
    ends = [*(cut for cut, _, _ in others), last]
    told = [(one, [(first, ends[0])])]
    for (_, begins, rest), end in zip(others, ends[1:], strict=True):
        told.append((replace(one, subject=(begins, rest), named=None, relay=None), [(rest, end)]))
    return told


def _gaps(here: Line, first: int, last: int, actors: Sequence[Mentioned]) -> list[tuple[int, int, int]]:
    """Of each further voice, where the words before it end, where it begins and where what it tells begins.

    None behind another who acts: "said China lost 60 and Russia 133" goes on with China's loss.
    """
    found: list[tuple[int, int, int]] = []
    for actor in actors:
        at = next((n for n in range(first, last) if here.tokens[n].start >= actor.start), last)
        end = next((n for n in range(at, last) if here.tokens[n].start >= actor.end), last)
        join = at - 1 if here.word(at - 1) != "the" else at - 2
        joined = join > first and here.lower[join] in JOINS and not here.inside[join]
        if not (joined and actor.name.id is not None and _figure_follows(here, end, last)):
            return found
        found.append((join - 1 if here.word(join - 1) == "," else join, join + 1, end))
    return found


def _figure_follows(here: Line, at: int, last: int) -> bool:
    """Whether nothing but "at", "more than" and the like stands before a figure."""
    for n in range(at, min(last, at + FIGURE)):
        word = here.lower[n]
        if word[0].isdigit() or (word in number_words() and word not in ("a", "an")):
            return True
        if word not in BEFORE_FIGURE and word not in ("at", "to"):
            return False
    return False
