"""Whether a number is by how much a figure changed, not how much it is: the table change_words.csv."""

from __future__ import annotations

from functools import cache

from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases

APPROXIMATE = frozenset("about around some nearly almost roughly only just another a further".split())
AGAINST = frozenset("from on compared since than against over".split())
LONGEST = 4  # tokens of a phrase before a number


@cache
def _words() -> Phrases[tuple[str, str]]:
    """The words of change_words.csv, each with its turn (`more`, `less`) and whether a comparison must follow."""
    return Phrases(
        (words, (row["turn"], row["follows"]))
        for row in ruletables.rows("change_words")
        for words in row["words"].split("|")
    )


def turned(scene: Scene, first: int, last: int) -> str | None:
    """`more` or `less` where the number at tokens `first` to `last` is a change: "rose by 5 to 36"."""
    tokens = scene.sentence.tokens
    end = first
    while end and tokens[end - 1].lower in APPROXIMATE:
        end -= 1
    following = tokens[last].lower if last < len(tokens) else ""
    for start in range(max(0, end - LONGEST), end):
        match = _words().at(tokens, start)
        if match is not None and match.last == end:
            turn, follows = match.values[0]
            compared = following in AGAINST or (following == "to" and _is_number(scene, last + 1))
            return turn if not follows or compared else None
    return None


def _is_number(scene: Scene, at: int) -> bool:
    """Whether a number begins at a token, "about" and the like before it."""
    return at < len(scene.sentence.tokens) and any(
        scene.token_at(quantity.start) <= at <= scene.token_at(quantity.number.start) for quantity in scene.quantities
    )
