"""Reporting verbs by which nobody says anything: "added 12 ships to its list", "recalled its envoy"."""

from __future__ import annotations

from nkdata.extracting.attribution.clauses import Line
from nkdata.extracting.attribution.cues import word_classes
from nkdata.extracting.attribution.speakers import unnamed

ADDED = 9  # tokens of what is added to a list
CLAIMED = 5  # tokens of "at least five lives"
DISMISSED = 4  # tokens within which it stands who is dismissed
PAST = frozenset("fell rose hit left lost came went had saw met fled made took held sent".split())
REMARKS = frozenset(
    "claim claims report reports talk talks warning warnings remark remarks estimate estimates figures".split()
)
NOBODY = frozenset("no nobody none neither".split())  # opens a subject that did not say it
BOUNDS = frozenset({".", "fewer", "less", "more"})  # "no fewer than 40 officials"
NEITHER = 8  # tokens between "neither" and the second of two
STAFF = frozenset("managers manager chief head director directors staff cadres guards".split())


def is_a_deed(here: Line, verb: str, first: int) -> bool:
    """Whether a verb whose object begins at token `first` tells of a deed: ships added to a list, people dismissed."""
    if verb == "add":
        ends = word_classes()["auxiliary"] | PAST | {"that"}
        words = here.lower[first : first + ADDED]
        end = next((n for n, word in enumerate(words) if word in ends or not here.is_word(first + n)), len(words))
        return "to" in words[1:end]
    if verb == "claim":
        return "lives" in here.lower[first : first + CLAIMED]
    if verb not in ("dismiss", "recall"):
        return False
    words = here.lower[first : first + DISMISSED]
    end = next((n for n, word in enumerate(words) if word in {"as", "of", "by", "for", "that", "'s"}), len(words))
    return not (unnamed() | STAFF).isdisjoint(words[:end]) and REMARKS.isdisjoint(words[:end])


def denies_all(here: Line, subject: tuple[int, int]) -> bool:
    """Whether a subject says that nobody did: "nobody in Seoul", "no official", "neither Moscow nor Pyongyang"."""
    first = subject[0]
    if here.lower[first] in NOBODY:
        return here.word(first + 1) not in BOUNDS
    before = here.lower[max(0, first - NEITHER) : first]
    return "nor" in before[-2:] and "neither" in before
