"""Words that say on which side of a number the truth lies: "more than", "up to", "some", "300 odd"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import tokens as split
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

LONGEST = 4  # tokens of a bound phrase
UP_TO = ("up", "to")


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound phrase at tokens `first` to `last`; `side` is `high` where the number lies at or below it ("nearly")."""

    bound: str
    side: str
    words: str
    first: int
    last: int
    trailing: bool = False


@cache
def _table(place: str) -> dict[tuple[str, ...], tuple[str, str]]:
    """The rows of bounds.csv that stand before, or after, a number; keys are lower-case tokens."""
    return {
        tuple(token.lower for token in split(row["words"])): (row["bound"], row["side"])
        for row in ruletables.rows("bounds")
        if row["place"] == place
    }


@cache
def _lasts() -> frozenset[str]:
    return frozenset(key[-1] for key in _table("before"))


def bound_before(tokens: Sequence[Token], first: int) -> Bound | None:
    """The longest bound phrase that ends right before token `first`."""
    if not first or tokens[first - 1].lower not in _lasts():
        return None
    if tokens[first - 1].text == "~" and first > 1 and tokens[first - 2].end == tokens[first - 1].start:
        return None  # "200~300" is a range
    for size in range(min(LONGEST, first), 0, -1):
        words = tuple(t.lower for t in tokens[first - size : first])
        if (found := _table("before").get(words)) is not None:
            if words == UP_TO and first > size and tokens[first - size - 1].lower in word_set("moved up"):
                return None  # "revised up to 24" is where it stands
            if words == ("over",) and first > 1 and tokens[first - 2].lower in word_set("gives over"):
                return None  # "handed over 100 tons"
            if words == ("under",) and any(_lies_over(*pair) for pair in pairwise(tokens[first : first + 5])):
                return None  # "a hospital under two metres of water"
            return Bound(*found, " ".join(words), first - size, first)
    return None


def _lies_over(word: Token, following: Token) -> bool:
    """Whether two tokens tell what something is under: "of water"."""
    return word.lower == "of" and following.lower in word_set("lies over things")


def bound_after(tokens: Sequence[Token], last: int) -> Bound | None:
    """The bound phrase that begins at token `last`."""
    first = last + 1 if last < len(tokens) and tokens[last].text == "-" else last  # "300-odd"
    for size in (2, 1):
        words = tuple(t.lower for t in tokens[first : first + size])
        if (found := _table("after").get(words)) is not None:
            if [t.lower for t in tokens[first + len(words) : first + len(words) + 1]] == ["than"]:
                return None  # "100 to 150 mm or more than 200 mm"
            return Bound(*found, " ".join(words), last, first + len(words), trailing=words[0] in {"at", "or"})
    return None
