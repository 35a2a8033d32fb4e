"""What was done ("destroyed or damaged"), and how far a deed is from a number, or that it cannot mean it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from nkdata.extracting.scenes import Hit, Scene, is_in_clock
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

JOINERS = frozenset(", and or / & then".split())
ADVERBS = frozenset(
    "totally partially wholly partly completely also seriously badly severely not heavily again".split()
)
BE = frozenset("was were been be being is are get got gets".split())
HAVE = frozenset({"has", "have", "had"})
STOPS = frozenset(
    "in at by through throughout across after when while as on with from to since for during over under near along"
    " if unless because until which , . ; : ) – — and or but".split()
)
OPEN = frozenset("over under".split())  # bounds of a number as well as prepositions
AT_BOUNDS = frozenset("least most".split())  # what makes one of "at"
BARRED = frozenset("; : but while although whereas despite".split())
CIRCUMSTANCES = frozenset(
    "when as after before because since".split()
)  # between a deed and numbers that it did not meet
OF_WHICH = frozenset("which whom them these those".split())  # "a total of 900, of which 300 recovered"
ASIDE = frozenset({"where", "which", "who", "whose"})
OPENER = 6  # tokens between such a word and its verb
CLAUSES = frozenset({("and", "that"), ("and", "said"), ("and", "says"), ("and", "added"), (",", "for")})
SUBCLAUSES = frozenset("when where because until if after".split())  # whose deed is none of the number before them
STATES = frozenset({"dead", "missing"})
AND_OTHERS = frozenset({"and", ","})
PARTS = frozenset("including among of whom which them all with".split())
MERELY = frozenset("only merely just".split())
CALLED = frozenset("called reported listed described counted named given as".split())
OBJECTS = frozenset({"them", "him", "her", "us"})
JOINED = frozenset({",", "and", "or", "then", "also"})
FLOODING = frozenset(", and or by is was were are then".split())  # before "flooding" as a deed: ", flooding 40 homes"
FALLBACK = 30  # added where a deed that looks back is leant on by a later number


@dataclass(frozen=True, slots=True)
class Deed:
    """Words that tell what was done, joined ("destroyed or damaged"); `back` when they speak of what stands before."""

    classes: frozenset[str]
    first: int
    last: int
    back: bool


def deeds_of(scene: Scene) -> tuple[Deed, ...]:
    """The deeds of a sentence in order, neighbours joined by commas, "and" or "or" as one."""
    tokens, found = scene.sentence.tokens, []
    group: list[Hit] = []
    for hit in scene.hits:
        if not hit.kinds & {"verb", "after"} or _describes(tokens, hit):
            continue
        if group and _joined(tokens, group[-1].last, hit.first) and not _acts_anew(scene, group[-1], hit):
            group.append(hit)
            continue
        if group:
            found.append(_deed(scene, group))
        group = [hit]
    if group:
        found.append(_deed(scene, group))
    only = next((at for at, deed in enumerate(found) if deed.back and _is_only(tokens, deed)), 0)
    return tuple(deed for at, deed in enumerate(found) if at >= only or tokens[deed.first - 1].lower not in CALLED)


def _is_only(tokens: tuple[Token, ...], deed: Deed) -> bool:
    """Whether a deed takes the place of a worse one: "the homes called destroyed were only flooded"."""
    return deed.first > 1 and tokens[deed.first - 1].lower in MERELY and tokens[deed.first - 2].lower in BE


def _describes(tokens: tuple[Token, ...], hit: Hit) -> bool:
    """Whether a deed only describes a noun: "the disaster-hit provinces", "flooding in the north"."""
    before = tokens[hit.first - 1] if hit.first else None
    if tokens[hit.first].lower == "flooding" and hit.last == hit.first + 1:
        return before is None or before.lower not in FLOODING
    if before is not None and before.lower == "newly" and tokens[hit.first].lower == "built":
        return True  # "31 newly built bridges" may have fallen
    return before is not None and before.text == "-" and before.end == tokens[hit.first].start


def _joined(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether only joining words and adverbs stand between."""
    return last - first <= 4 and all(t.lower in JOINERS | ADVERBS | BE for t in tokens[first:last])


def _acts_anew(scene: Scene, state: Hit, hit: Hit) -> bool:
    """Whether a verb behind a state has an object of its own: "left 40 homeless, and flooded 90 hectares"."""
    return state.kinds == {"after"} and "verb" in hit.kinds and not _looks_back(scene, hit.first, hit.last)


def _deed(scene: Scene, group: list[Hit]) -> Deed:
    classes = frozenset().union(*(h.classes for h in group))
    first, last = group[0].first, group[-1].last
    return Deed(classes, first, last, "verb" not in group[-1].kinds or _looks_back(scene, first, last))


def _looks_back(scene: Scene, first: int, last: int) -> bool:
    """Whether a verb is passive or without object: "homes were destroyed", "homes destroyed in May"."""
    tokens = scene.sentence.tokens
    before = first - 1
    while before >= 0 and tokens[before].lower in ADVERBS | {"or", "and"}:
        before -= 1
    if before >= 0 and tokens[before].lower in BE:
        return True
    if tokens[last - 1].lower == "by" and last - 1 > first:
        return True
    if last < len(tokens) and tokens[last].lower in OBJECTS:
        return False  # "forced 900 women into slavery, killing them"
    for at in range(last, min(last + 7, len(tokens))):
        token = tokens[at]
        if token.text[0].isdigit() or token.start in scene.numbers:
            return False
        if token.lower in STOPS and not _bounds_number(tokens, at, last):
            return True
        if at in scene.opening and "thing" in scene.opening[at].kinds:
            return False
    return True


def _bounds_number(tokens: tuple[Token, ...], at: int, last: int) -> bool:
    """Whether a preposition right behind a verb bounds its number: "killed over 20", "killed at least 14"."""
    if at != last:
        return False
    return tokens[at].lower in OPEN or (
        tokens[at].lower == "at" and at + 1 < len(tokens) and tokens[at + 1].lower in AT_BOUNDS
    )


def reach(scene: Scene, deed: Deed, first: int, last: int) -> float | None:
    """How far a deed is from tokens `first` to `last`, 10 for each number between; None when it cannot mean them."""
    tokens = scene.sentence.tokens
    after = deed.first >= last
    if not after and deed.last > first:
        return 0.0 if deed.first >= first else None
    low, high = (last, deed.first) if after else (deed.last, first)
    bars = BARRED | {","} if after and tokens[high - 1].lower == "who" else BARRED  # "900 were ill, men who fled say"
    if any(tokens[at].lower in bars and not is_in_clock(tokens, at) for at in range(low, high)) or (
        not after and _has_a_verb(scene, first)
    ):
        return None
    if after and _is_of_a_clause_between(tokens, low, high):
        return None
    between = sum(1 for q in scene.quantities if low <= scene.token_at(q.number.start) < high)
    if after and between and tokens[low].lower in BE | HAVE and low != deed.first:
        return None  # "187,800 are in isolation, and 162,200 have recovered": the first has a verb of its own
    if after and between and any(a.lower in HAVE and b.start in scene.numbers for a, b in pairwise(tokens[low:high])):
        return None  # "it tested 1,117 people and had 696 in quarantine"
    if not after and _is_of_an_aside(tokens, deed, low, high):
        return None  # "Seoul, where the storm killed 42, offered tents for 5,000 people"
    if after and between and _is_of_the_next(scene, low, high):
        return None  # "eleven of the 13 were found and two died"
    gap = 10 * between + min(9, (high - low) / 2)
    if after == deed.back:
        return gap
    if after or any(t.lower in CIRCUMSTANCES for t in tokens[low:high]):
        return None  # "the storm injured nine" has its object; "ten drowned when a ferry with 48 aboard sank"
    return None if _is_of_the_number_before(scene, deed, first) else gap + FALLBACK


def _is_of_an_aside(tokens: tuple[Token, ...], deed: Deed, low: int, high: int) -> bool:
    """Whether a deed stands in a clause between commas, and what follows the second has a verb of its own."""
    opener = max((at for at in range(max(1, deed.first - OPENER), deed.first) if tokens[at].lower in ASIDE), default=0)
    opens = opener > 0 and tokens[opener - 1].text == "," and all(t.text != "," for t in tokens[opener : deed.first])
    closed = (at + 1 for at in range(low, high - 1) if tokens[at].text == ",")
    return opens and any(tokens[at].lower.endswith("ed") for at in closed)


def _is_of_the_next(scene: Scene, low: int, high: int) -> bool:
    """Whether a number has its verb and another begins behind "and", before a deed: "… were found and two died"."""
    words = [t.lower for t in scene.sentence.tokens[low:high]]
    verb = next((at for at, word in enumerate(words) if word in BE), len(words))
    return any(
        words[at] == "and" and scene.sentence.tokens[low + at + 1].start in scene.numbers
        for at in range(verb, len(words) - 1)
    )


def _is_of_a_clause_between(tokens: tuple[Token, ...], low: int, high: int) -> bool:
    """Whether a deed stands in a clause that begins behind a number: "30 were trapped when a shaft flooded".

    Not where the clause has ended: "30 homes, of which 11 were new, were hit".
    """
    words = [t.lower for t in tokens[low:high]]
    if not CLAUSES.isdisjoint(pairwise(words)):
        return True  # "the toll was 120 and that 60 were hurt"
    begins = [n for n, two in enumerate(pairwise(words)) if two[0] == "of" and two[1] in OF_WHICH and "," in words[:n]]
    begins += [at for at, word in enumerate(words) if word in SUBCLAUSES]
    return bool(begins) and "," not in words[max(begins) :]


def _is_of_the_number_before(scene: Scene, deed: Deed, first: int) -> bool:
    """Whether a state told right behind one number is not that of the next thing: "35 dead and 42 living men"."""
    if not deed.classes & STATES or not any(scene.token_at(q.end - 1) + 1 == deed.first for q in scene.quantities):
        return False
    words = {t.lower for t in scene.sentence.tokens[deed.last : first]}
    counted = next((q for q in scene.quantities if scene.token_at(q.start) == first), None)
    return counted is not None and counted.noun is not None and bool(words & AND_OTHERS) and not words & PARTS


def _has_a_verb(scene: Scene, first: int) -> bool:
    """Whether a joined verb that no table knows stands right before a number: "killing 23 and trapping 14 others"."""
    tokens = scene.sentence.tokens
    if first < 2 or (first - 1) in scene.opening or tokens[first - 2].lower not in JOINED:
        return False
    word = tokens[first - 1].lower
    return word.endswith(("ing", "ed")) and word not in word_set("tells how many")


BOUND = 4  # tokens from "with" to its number: "with more than 40"


def up_to_own(scene: Scene, done: Iterable[Deed], last: int) -> list[Deed]:
    """The deeds without those that other numbers met behind a number's own: "900 fell ill and 70 died"."""
    deeds, starts = list(done), [scene.token_at(q.number.start) for q in scene.quantities]
    behind = min((start for start in starts if start >= last), default=0)
    opening = [token.lower for token in scene.sentence.tokens[max(last, behind - BOUND) : behind]]
    if "with" in opening:  # "the total to 60 with about 40 missing"
        deeds = [deed for deed in deeds if deed.first < behind]
    own = next((deed for deed in deeds if deed.first >= last and deed.back), None)
    if own is None or any(last <= start < own.first for start in starts):
        return deeds
    return [d for d in deeds if not any(own.last <= start < d.first for start in starts)]
