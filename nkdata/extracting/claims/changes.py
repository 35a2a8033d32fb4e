"""Whether a number is by how much a figure changed, not how much it is: the table change_words.csv."""

from __future__ import annotations

from functools import cache

from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases

APPROXIMATE = frozenset("about around some nearly almost roughly only just another a further".split())
AGAINST = frozenset("from on compared since than against over".split())
COMPARATIVES = frozenset("more less fewer higher lower dearer cheaper above below longer".split())
SIZES = frozenset("smaller larger bigger lower higher fewer less".split())  # "the area was 3 000 hectares smaller"
SECOND = 8  # tokens of "or 6.9 percent," between a change and what it is measured by
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
    then = [t.lower for t in tokens[last + 1 : last + 2]]
    is_measured = following in COMPARATIVES | SIZES and then == ["than"]
    if is_measured or (following in SIZES and not "".join(then).isalpha()):
        return "less"  # "95 mm more than in 2022" is no rainfall
    for start in range(max(0, end - LONGEST), end):
        match = _words().at(tokens, start)
        if match is not None and match.last == end:
            turn, follows = match.values[0]
            compared = following in AGAINST or (following == "to" and _is_number(scene, last + 1))
            compared = compared or _is_told_twice(scene, last)
            return turn if not follows or compared else None
    return None


def _is_told_twice(scene: Scene, last: int) -> bool:
    """Whether a change is told as a share too before what it is measured by: "up 310 tons, or 6.9 percent, from"."""
    words = [t.lower for t in scene.sentence.tokens[last : last + SECOND]]
    at = next((at for at, word in enumerate(words) if word in {"percent", "%"}), 0)
    is_or = words[:1] == ["or"] or words[:2] == [",", "or"]
    return is_or and at > 0 and any(word in AGAINST for word in words[at + 1 : at + 3])


def _is_number(scene: Scene, at: int) -> bool:
    """Whether a number begins at a token, "about" and the like before it."""
    return at < len(scene.sentence.tokens) and any(
        scene.token_at(quantity.start) <= at <= scene.token_at(quantity.number.start) for quantity in scene.quantities
    )
