"""Which metric a number belongs to: the thing counted and the deed done to it decide, by the table metric_rules.csv."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nkdata.extracting.quantities.units import unit_entries
from nkdata.extracting.scenes import Hit, Scene, is_in_clock
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Quantity, Token

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
STRANGE = 15  # added for a rule that leaves the known thing out of account
BEHIND, PAUSE, FAR = 1.5, 6.0, 40.0  # weights of what stands between a number and its context
PAUSES = frozenset(", and ; : but".split())
BARRED = frozenset("; : but while although whereas despite".split())
CIRCUMSTANCES = frozenset(
    "when as after before because since".split()
)  # between a deed and numbers that it did not meet
OF_WHICH = frozenset({"which", "whom"})  # "a total of 900, of which 300 recovered"
JOINED = frozenset({",", "and", "or", "then", "also"})
FLOODING = frozenset(", and or by is was were are then".split())  # before "flooding" as a deed: ", flooding 40 homes"
COUNTED_KINDS = frozenset({"counted", "index"})  # "112 points of road" are places
CLOSE = 16.0  # beyond, a context is that of another number
CONTEXT, THING, ANY, FALLBACK, NO_DEED, LEANING = 4, 14, 60, 30, 50, 18  # distances of rules that need no deed
RATES = frozenset({"second", "minute", "hour", "day", "week", "month"})
CHANGES = ("_change_pct", "_growth_pct")  # of which "89 percent of the trade", a share, is none
CAP, RICE = frozenset({"cap"}), frozenset({"rice"})
NONE = (frozenset({"none"}),)  # a rule for numbers with which nothing is told to have been done


@dataclass(frozen=True, slots=True)
class Deed:
    """Words that tell what was done, joined ("destroyed or damaged"); `back` when they speak of what stands before."""

    classes: frozenset[str]
    first: int
    last: int
    back: bool


@dataclass(frozen=True, slots=True)
class MetricRule:
    """A row of metric_rules.csv; every field but `metric` a set of alternatives, empty where it does not matter."""

    name: str
    metric: str
    units: frozenset[str]
    things: frozenset[str]
    deeds: tuple[frozenset[str], ...]
    context: frozenset[str]
    topic: frozenset[str]


@cache
def _rules() -> dict[str, tuple[tuple[int, MetricRule], ...]]:
    """The rules by the thing that they ask for ("" for none), each with its number."""
    by_thing: dict[str, list[tuple[int, MetricRule]]] = {}
    for number, row in enumerate(ruletables.rows("metric_rules"), start=2):
        parts = {key: frozenset(filter(None, row[key].split("|"))) for key in ("unit", "thing", "context", "topic")}
        deeds = tuple(frozenset(one.split("+")) for one in filter(None, row["predicate"].split("|")))
        rule = MetricRule(
            f"metric_rules.csv:{number}", row["metric"], parts["unit"], parts["thing"], deeds, parts["context"],
            parts["topic"],
        )  # fmt: skip
        for thing in rule.things or {""}:
            by_thing.setdefault(thing, []).append((number, rule))
    return {thing: tuple(found) for thing, found in by_thing.items()}


def deeds(scene: Scene) -> tuple[Deed, ...]:
    """The deeds of a sentence in order, neighbours joined by commas, "and" or "or" as one."""
    tokens, found = scene.sentence.tokens, []
    group: list[Hit] = []
    for hit in scene.hits:
        if not hit.kinds & {"verb", "after"} or _describes(tokens, hit):
            continue
        if group and _joined(tokens, group[-1].last, hit.first):
            group.append(hit)
            continue
        if group:
            found.append(_deed(scene, group))
        group = [hit]
    if group:
        found.append(_deed(scene, group))
    return tuple(found)


def _describes(tokens: tuple[Token, ...], hit: Hit) -> bool:
    """Whether a deed only describes a noun: "the disaster-hit provinces", "flooding in the north"."""
    before = tokens[hit.first - 1] if hit.first else None
    if tokens[hit.first].lower == "flooding" and hit.last == hit.first + 1:
        return before is None or before.lower not in FLOODING
    return before is not None and before.text == "-" and before.end == tokens[hit.first].start


def _joined(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether only joining words and adverbs stand between."""
    return last - first <= 4 and all(t.lower in JOINERS | ADVERBS | BE for t in tokens[first:last])


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


def things_after(scene: Scene, quantity: Quantity) -> frozenset[str]:
    """The classes of the thing that a number counts: the first known noun of its noun phrase, "of …" included."""
    tokens = scene.sentence.tokens
    if quantity.noun is not None and quantity.noun.rsplit(maxsplit=1)[-1].lower() in word_set("kinds of a thing"):
        return frozenset()  # "two versions of a missile"
    at = scene.token_at(quantity.number.end)
    stop = min(len(tokens), at + 9)
    bare = quantity.noun is None
    depth = 0
    while at < stop:
        token = tokens[at]
        if token.text in "([":
            depth += 1
        elif token.text in ")]":
            depth -= 1
        elif not depth:
            hit = scene.opening.get(at)
            if hit is not None and "thing" in hit.kinds:
                return hit.classes
            if hit is not None and hit.kinds & {"verb", "after"} and token.start >= quantity.end:
                break
            if token.lower in STOPS and token.start >= quantity.end and not (bare and token.lower == "and"):
                break
            if token.start in scene.numbers:
                break
        at += 1
    return frozenset()


def things_before(scene: Scene, quantity: Quantity, since: int) -> list[frozenset[str]]:
    """The classes of the things named before a number, nearest first, none that begins before `since`."""
    tokens = scene.sentence.tokens
    found = [
        h.classes
        for h in scene.hits
        if since <= h.start < quantity.start
        and "thing" in h.kinds
        and not (h.first and tokens[h.first - 1].lower == "no")  # "with no new deaths, the total is 4.5 million"
    ]
    return found[::-1][:3]


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
    if after and any(a.lower == "of" and b.lower in OF_WHICH for a, b in pairwise(tokens[low:high])):
        return None
    between = sum(1 for q in scene.quantities if low <= scene.token_at(q.number.start) < high)
    if after and between and tokens[low].lower in BE | HAVE and low != deed.first:
        return None  # "187,800 are in isolation, and 162,200 have recovered": the first has a verb of its own
    gap = 10 * between + min(9, (high - low) / 2)
    if after == deed.back:
        return gap
    if after or any(t.lower in CIRCUMSTANCES for t in tokens[low:high]):
        return None  # "the storm injured nine" has its object; "ten drowned when a ferry with 48 aboard sank"
    return gap + FALLBACK


def _has_a_verb(scene: Scene, first: int) -> bool:
    """Whether a joined verb that no table knows stands right before a number: "killing 23 and trapping 14 others"."""
    tokens = scene.sentence.tokens
    if first < 2 or (first - 1) in scene.opening or tokens[first - 2].lower not in JOINED:
        return False
    word = tokens[first - 1].lower
    return word.endswith(("ing", "ed")) and word not in word_set("tells how many")


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a number before its metric is: `things` in order of trust, `unit`, where it stands in tokens."""

    things: tuple[frozenset[str], ...]
    unit: str | None
    first: int
    last: int


def choose(scene: Scene, counted: Counted, done: Iterable[Deed], before: MetricRule | None = None) -> MetricRule | None:
    """The rule that fits best: nearest deed or context, then first in the table.

    `before` is the rule of the number before, on which a bare number leans when nothing of its own is near.
    """
    found: list[tuple[float, int, MetricRule]] = []
    done = _up_to_own(scene, done, counted.last)
    gaps = [(gap, deed) for deed in done if (gap := reach(scene, deed, counted.first, counted.last)) is not None]
    near = _distances(scene, counted)
    of_it = [t.lower for t in scene.sentence.tokens[counted.last : counted.last + 1]] == ["of"]
    rules = _rules()
    for rank, things in enumerate(counted.things):
        for thing in (*sorted(things), ""):
            for number, rule in rules.get(thing, ()):
                gap = _fit(scene, rule, counted.unit, gaps, near)
                if gap is not None and not (of_it and rule.metric.endswith(CHANGES)):
                    strange = STRANGE if things and not thing and not rule.context else 0
                    found.append((gap + 3 * rank + strange, number, rule))
    if before is not None and _unit_fits(before.units, counted.unit):
        found.append((LEANING, 0, before))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _up_to_own(scene: Scene, done: Iterable[Deed], last: int) -> list[Deed]:
    """The deeds without those that other numbers met behind a number's own: "900 fell ill and 70 died"."""
    deeds, starts = list(done), [scene.token_at(q.number.start) for q in scene.quantities]
    own = next((deed for deed in deeds if deed.first >= last and deed.back), None)
    if own is None or any(last <= start < own.first for start in starts):
        return deeds
    return [d for d in deeds if not any(own.last <= start < d.first for start in starts)]


def _distances(scene: Scene, counted: Counted) -> dict[str, float]:
    """Word class → how far its nearest word is from a number, in tokens; a comma, "and" or turn between adds some."""
    tokens, found = scene.sentence.tokens, dict[str, float]()
    for hit in scene.hits:
        if hit.first >= counted.last:
            between = tokens[counted.last : hit.first]
            if hit.classes <= CAP and any(t.lower in word_set("measured against") for t in between):
                continue  # "31 000 barrels, against a cap of 9 000"
            gap = BEHIND * len(between)
        else:
            between = tokens[hit.last : counted.first]
            gap = float(len(between))
        if gap < FAR:
            gap += PAUSE * sum(t.lower in PAUSES for t in between)
        for name in hit.classes:
            if gap < found.get(name, FAR):
                found[name] = gap
    return found


def _fit(
    scene: Scene, rule: MetricRule, unit: str | None, gaps: list[tuple[float, Deed]], near: dict[str, float]
) -> float | None:
    """How well a rule fits, small is good; None when it does not."""
    if rule.units and not _unit_fits(rule.units, unit):
        return None
    if (rule.context and not rule.context & scene.classes) or (rule.topic and not rule.topic & scene.topic):
        return None
    is_far = rule.metric.endswith(CHANGES) and bool(rule.topic) and not rule.topic & scene.classes
    if is_far or (rule.topic == RICE and near.get("other_good", FAR) < near.get("rice", FAR)):
        return None  # "rice sold for 5 000 won, and a litre of cooking oil cost 20 000 won, up 3 percent"
    if rule.deeds == NONE:
        return NO_DEED
    if rule.deeds:
        return min((gap for gap, deed in gaps if any(one <= deed.classes for one in rule.deeds)), default=None)
    if rule.context:
        gap = min(near.get(name, FAR) for name in rule.context)
        return CONTEXT + gap if gap < CLOSE or rule.topic else None
    return THING if rule.things or rule.topic else ANY


def _unit_fits(allowed: frozenset[str], unit: str | None) -> bool:
    if unit == "none":
        return bool(allowed & {"none", "count"})
    base, _, divisor = (unit or "").partition(" per ")
    if unit is not None and (entry := unit_entries().get(base)) is not None:
        if divisor in RATES and entry.kind != "money":
            return False  # barrels a day are no barrels
        return base in allowed or (entry.kind in COUNTED_KINDS and "count" in allowed)
    return "count" in allowed
