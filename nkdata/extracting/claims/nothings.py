"""What a sentence says to be none: "no deaths", "nobody died", "killed no one", "no homes were destroyed"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from nkdata.extracting.claims.deeds import BE
from nkdata.extracting.claims.stance import BREAKS, ENDS, cue_tables
from nkdata.extracting.scenes import Hit, Scene
from nkdata.extracting.wording.wordsets import word_set

GIVEN_OUT = frozenset({"reported", "announced", "mentioned", "disclosed", "published"})
CONFIRMED = frozenset({"confirmed", "verified"})
PASSIVE = frozenset("been was were officially independently yet so".split())  # before "confirmed", not "the ministry"
COUNTABLE_NONE = frozenset(
    {"death", "injury", "casualty", "missing_person", "case", "covid_case", "fever_case", "virus"}
)
NONE_REACH = 6
HARMED = frozenset("home household building public_building bridge person soldier worker".split())
HARMS = frozenset("destroyed collapsed damaged flooded killed injured dead missing displaced affected".split())
WISHED = 5  # tokens between a wish and its zero: "make sure that no casualty is caused"
WISHES = frozenset("sure ensure ensuring ensured hoped hopes hope wish prevent".split())
TOLD_OF = frozenset("that else how who whether if when where why to".split())  # "no one dares to say how many died"
GIVING = frozenset({"gave", "made", "offered", "attached", "put", "named"})  # "gave no": a silence, not a zero


@dataclass(frozen=True, slots=True)
class Nothing:
    """Something said to be none: tokens of the words, what it is none of; `silent` when merely none was reported."""

    first: int
    last: int
    hit: Hit
    silent: bool


def nothings(scene: Scene) -> list[Nothing]:
    """What a sentence says to be none: "no deaths or injuries", "nobody died", "virus-free"."""
    tokens = scene.sentence.tokens
    found: list[Nothing] = []
    for mark in cue_tables()[1].find(tokens):
        if "zero" in mark.values:
            found += _none_of(scene, mark.first, mark.last)
        elif "nobody" in mark.values:
            near = (h for h in scene.hits if mark.last <= h.first < mark.last + NONE_REACH or h.last == mark.first)
            deed = next((h for h in near if _harms(h)), None)  # "killed no one" as "no one was killed"
            between = {t.lower for t in tokens[mark.last : deed.first]} if deed is not None else set()
            if deed is not None and between.isdisjoint(TOLD_OF):
                found.append(Nothing(mark.first, mark.last, deed, silent=False))
    for hit in scene.hits:
        if hit.classes & COUNTABLE_NONE and [t.lower for t in tokens[hit.last : hit.last + 2]] == ["-", "free"]:
            found.append(Nothing(hit.first, hit.last + 2, hit, silent=False))
    return found


def _harms(hit: Hit) -> bool:
    """Whether a word tells what may happen to a person."""
    return "after" in hit.kinds or bool(hit.classes & {"killed", "injured"})


def _met_nothing(scene: Scene, thing: Hit) -> bool:
    """Whether a thing of which there is none would have been harmed: "no homes in the town were destroyed"."""
    if not thing.classes & HARMED:
        return False
    behind = scene.sentence.tokens[thing.last : thing.last + NONE_REACH]
    deed = next((h for h in scene.hits if h.first >= thing.last and h.kinds & {"verb", "after"}), None)
    if deed is None or not deed.classes & HARMS or deed.first - thing.last >= NONE_REACH:
        return False
    before = behind[: deed.first - thing.last]
    return bool(before) and before[-1].lower in BE and not any(t.text in BREAKS or t.lower in ENDS for t in before)


def _none_of(scene: Scene, first: int, last: int) -> list[Nothing]:
    """The things right behind "no", joined ones too."""
    tokens = scene.sentence.tokens
    before = [t.lower for t in tokens[max(0, first - WISHED) : first]]
    if (before[-1:] and before[-1] in GIVING) or WISHES.intersection(before):
        return []
    found: list[Nothing] = []
    reach = last + 3
    for hit in scene.hits:
        if hit.first < last or "thing" not in hit.kinds:
            continue
        if hit.first > reach:
            break
        if (hit.classes & COUNTABLE_NONE or _met_nothing(scene, hit)) and not (
            found and "virus" in hit.classes
        ):  # "no deaths from the virus"
            tail = [t.lower for t in tokens[hit.last : hit.last + 7]]
            named = {t.lower for t in (*tokens[last : hit.first], *tokens[hit.last - 1 : hit.last + 1])}
            is_open = any(one in PASSIVE and two in CONFIRMED for one, two in pairwise(tail))
            silent = is_open or not GIVEN_OUT.isdisjoint(tail) or not word_set("of what is told").isdisjoint(named)
            found.append(Nothing(first, hit.last, hit, silent))
            reach = hit.last + 3
    return found
