"""Deeds that are said not to have been done, hence the figures that are denied with them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from nkdata.extracting.claims.deeds import ADVERBS, BE, Deed, reach
from nkdata.extracting.claims.metrics import MetricRule
from nkdata.extracting.days import TURNS
from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases
from nkdata.model import Token

WITHIN = (ADVERBS | BE) - {"not", "totally", "wholly", "completely", "also"}  # between "not" and the deed
NEVER = frozenset({"not", "never"})
REACH, KEPT = 9, 8  # tokens between what undoes a deed and its number, between "kept" and "from destroying"
BARS = TURNS | frozenset("that which who when since as and , than".split())
OTHER_DEEDS = frozenset(
    "reach attain cause leave impose buy sell give pay return accept take grant lift sanction".split()
)  # that the table of word classes does not know
KEEPING = frozenset("kept keep keeps prevented prevent prevents stopped stop saved spared barred deterred".split())


@cache
def _undoing() -> Phrases[str]:
    """The words of stance_words.csv before a deed that was not done."""
    rows = [row for row in ruletables.rows("stance_words") if row["class"] in {"undoing", "negation"}]
    return Phrases((words, row["class"]) for row in rows for words in row["words"].split("|"))


def deed_of(scene: Scene, rule: MetricRule, done: Iterable[Deed], first: int, last: int) -> Deed | None:
    """The nearest deed that a rule asks for and that can mean the number at `first` to `last`."""
    near = [
        (gap, deed)
        for deed in done
        if any(one <= deed.classes for one in rule.deeds) and (gap := reach(scene, deed, first, last)) is not None
    ]
    return min(near, key=lambda one: one[0])[1] if near else None


def is_undone(scene: Scene, deed: Deed | None, first: int) -> bool:
    """Whether the deed that a figure tells of is said not to have been done: "did not destroy 300 homes"."""
    if _is_object_of_none(scene, first):
        return True
    if deed is None:
        return False
    tokens = scene.sentence.tokens
    at = deed.first - 1
    while at > 0 and tokens[at].lower in WITHIN:
        at -= 1
    return at > 0 and (tokens[at].lower in NEVER or tokens[at].lower.endswith("n't"))


def _is_object_of_none(scene: Scene, first: int) -> bool:
    """Whether a number is the object of a deed not done: "failed to deliver 500 tons", "kept it from killing 31"."""
    tokens = scene.sentence.tokens
    begin = max(0, first - REACH)
    window = tokens[begin:first]
    for match in _undoing().find(window):
        at = begin + match.last
        is_deed = at < first and (_is_deed(scene, at) or tokens[at].lower in OTHER_DEEDS)
        if is_deed and not _is_barred(scene, tokens[at:first]):
            return True
    at = next((n for n in range(first - 2, begin, -1) if tokens[n].lower == "from"), 0)
    if not at or not _is_deed(scene, at + 1) or _is_barred(scene, tokens[at:first]):
        return False
    kept = next((n for n in range(at - 1, max(0, at - KEPT), -1) if tokens[n].lower in KEEPING), 0)
    return kept > 0 and tokens[kept - 1].lower not in NEVER


def _is_deed(scene: Scene, at: int) -> bool:
    hit = scene.opening.get(at)
    return hit is not None and bool(hit.kinds & {"verb", "after", "context"})


def _is_barred(scene: Scene, between: tuple[Token, ...]) -> bool:
    """Whether a clause of its own or another number begins between a deed and a number."""
    return any(t.lower in BARS or t.start in scene.numbers for t in between)
