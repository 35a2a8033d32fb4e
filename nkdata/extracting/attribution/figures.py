"""Whether what follows a reporting verb is a figure: "estimates 720 balloons", "put it at 40"."""

from __future__ import annotations

from nkdata.extracting.attribution.clauses import Line
from nkdata.extracting.attribution.cues import word_classes
from nkdata.extracting.attribution.saying import Saying

ABOUT_A_FIGURE = frozenset("above over below under near between around".split())
AT_BOUNDS = frozenset("least most once".split())  # "put at least 40 under water" is no estimate
BEFORE_FIGURE = frozenset(
    "about around some nearly almost over only just roughly more than at least up to $ € £ ₩".split()
)


def is_evidence(here: Line, one: Saying) -> bool:
    """Whether data, a poll or a study shows it: "customs data show the trade falling" needs no "that"."""
    words = set(here.lower[one.subject[0] : one.subject[1]]) if one.subject else set[str]()
    return not (word_classes()["evidence"] | word_classes()["studied"]).isdisjoint(words)


def opens_figure(here: Line, first: int) -> bool:
    """Whether a stretch opens with a figure: "720 balloons", "at least 40"."""
    if here.word(first + 1) == "of" and not here.capital(first):  # "exports of $48 million"
        first += 2
    return next((word[0].isdigit() for word in here.lower[first : first + 4] if word not in BEFORE_FIGURE), False)


def sets_figure(here: Line, at: int) -> bool:
    """Whether a figure is put "at 40" or "above 1000"."""
    if here.lower[at] == "at":
        return here.word(at + 1) not in AT_BOUNDS
    return here.lower[at] in ABOUT_A_FIGURE and here.word(at + 1)[:1].isdigit()
