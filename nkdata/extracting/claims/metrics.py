"""Which metric a number belongs to: the thing counted and the deed done to it decide, by the table metric_rules.csv."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from nkdata.extracting.claims.deeds import STOPS, Deed, reach, up_to_own
from nkdata.extracting.quantities.units import COUNTED_KINDS, unit_entries
from nkdata.extracting.scenes import Hit, Scene
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Quantity

STRANGE = 15  # added for a rule that leaves the known thing out of account
BEHIND, PAUSE, TURN, FAR = 1.5, 6.0, 10.0, 40.0  # weights of what stands between a number and its context
PAUSES = frozenset(", and ; : but".split())
TURNS = frozenset({";", "while", "whereas"})
CLOSE = 16.0  # beyond, a context is that of another number
CONTEXT, THING, ANY, NO_DEED, LEANING, LISTED = 4, 14, 60, 50, 18, 12  # distances of rules that need no deed
RATES = frozenset({"second", "minute", "hour", "day", "week", "month"})
CHANGES = ("_change_pct", "_growth_pct")  # of which "89 percent of the trade", a share, is none
CAP, RICE, NORM = frozenset({"cap"}), frozenset({"rice"}), frozenset({"norm"})
GOODS = ("other_good", "cropland", "petrol", "diesel", "dollar_rate", "yuan_rate")  # priced beside rice
PRICED = RICE.union(GOODS)
DISASTER = frozenset({"disaster"})
HARMED = ("_spots", "_felled", "_m2", "_m3", "_destroyed_km", "substations_damaged", "systems_damaged")
WORKS = frozenset({"constructed", "repaired", "rebuilt"})
HARMS = frozenset(
    "disaster wind destroyed collapsed damaged flooded affected felled cut_at dead killed missing injured"
    " displaced".split()
)
OWNERS = frozenset({"household", "home"})  # that may describe what is counted
NONE = (frozenset({"none"}),)  # a rule for numbers with which nothing is told to have been done


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


def things_after(scene: Scene, quantity: Quantity) -> frozenset[str]:
    """The classes of the thing that a number counts: the first known noun of its noun phrase, "of …" included."""
    tokens = scene.sentence.tokens
    if quantity.noun is not None and quantity.noun.rsplit(maxsplit=1)[-1].lower() in word_set("kinds of a thing"):
        return frozenset()  # "two versions of a missile"
    at = scene.token_at(quantity.number.end)
    stop = min(len(tokens), at + 9)
    behind = scene.token_at(quantity.end - 1) + 1
    if quantity.noun is not None and quantity.unit not in unit_entries() and not _goes_on(scene, behind):
        stop = min(stop, behind)  # "seven hackers conducted a cyber attack"
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
            describes = quantity.noun is not None and hit is not None and hit.classes & OWNERS and hit.last < behind
            if hit is not None and "thing" in hit.kinds and not describes:  # "2,690 family kits" counts no families
                return hit.classes
            if hit is not None and hit.kinds & {"verb", "after"} and token.start >= quantity.end:
                break
            joins = bare and token.lower == "and" and [t.lower for t in tokens[at + 1 : at + 2]] != ["the"]
            if token.lower in STOPS and token.start >= quantity.end and not joins:
                break
            if token.start in scene.numbers:
                break
        at += 1
    return frozenset()


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether a noun phrase goes on at a token: "sections of railway", "dead or missing"."""
    return at < len(scene.sentence.tokens) and (
        scene.sentence.tokens[at].lower in {"of", "among", "and", "or", "("} or at in scene.opening
    )


def things_before(scene: Scene, quantity: Quantity, since: int) -> list[frozenset[str]]:
    """The classes of the things named before a number, nearest first, none that begins before `since`."""
    tokens = scene.sentence.tokens
    speakers = [quote.speaker_span for quote in scene.quotes if quote.speaker_span is not None]
    found = [
        h.classes
        for h in scene.hits
        if since <= h.start < quantity.start
        and "thing" in h.kinds
        and not any(s.start <= h.start < s.end for s in speakers)  # "a worker of the Red Cross put it at 40"
        and not (h.first and tokens[h.first - 1].lower == "no")  # "with no new deaths, the total is 4.5 million"
    ]
    return found[::-1][:3]


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a number before its metric is: `things` in order of trust, `unit`, where it stands in tokens."""

    things: tuple[frozenset[str], ...]
    unit: str | None
    first: int
    last: int
    goes_on: bool = False  # whether it is measured in the unit of the number before: "waves of 103 cm and 59 cm"


def choose(scene: Scene, counted: Counted, done: Iterable[Deed], before: MetricRule | None = None) -> MetricRule | None:
    """The rule that fits best: nearest deed or context, then first in the table.

    `before` is the rule of the number before, on which a bare number leans when nothing of its own is near.
    """
    found: list[tuple[float, int, MetricRule]] = []
    done = up_to_own(scene, done, counted.last)
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
        found.append((LISTED if counted.goes_on else LEANING, 0, before))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _distances(scene: Scene, counted: Counted) -> dict[str, float]:
    """Word class → how far its nearest word is from a number, in tokens; a comma, "and" or turn between adds some."""
    tokens, found = scene.sentence.tokens, dict[str, float]()
    aside = _goods_aside(scene, counted.first)
    for hit in scene.hits:
        if hit in aside:
            continue
        if hit.first >= counted.last:
            between = tokens[counted.last : hit.first]
            if hit.classes <= CAP and any(t.lower in word_set("measured against") for t in between):
                continue  # "31 000 barrels, against a cap of 9 000"
            if hit.classes <= NORM:
                continue  # "580 mm, twice the norm of 264 mm"
            gap = BEHIND * len(between)
        else:
            between = tokens[hit.last : counted.first]
            gap = float(len(between))
        if gap < FAR:
            gap += PAUSE * sum(t.lower in PAUSES for t in between) + TURN * sum(t.lower in TURNS for t in between)
        for name in hit.classes:
            if gap < found.get(name, FAR):
                found[name] = gap
    return found


def _goods_aside(scene: Scene, first: int) -> list[Hit]:
    """The goods named in an aside about the one that is priced: "corn, eaten where rice is dear, cost 2,900 won"."""
    tokens = scene.sentence.tokens
    start = max(
        (at + 1 for at in range(first) if tokens[at].lower in TURNS or tokens[at].start in scene.numbers), default=0
    )
    goods = [hit for hit in scene.hits if start <= hit.first < first and hit.classes & PRICED]
    commas = [at for at in range(start, first) if tokens[at].text == ","]
    if len(goods) < 2 or len(commas) < 2 or not goods[0].last <= commas[0] < commas[-1]:
        return []
    return [hit for hit in goods if commas[0] < hit.first] if goods[-1].last <= commas[-1] else []


def _fit(
    scene: Scene, rule: MetricRule, unit: str | None, gaps: list[tuple[float, Deed]], near: dict[str, float]
) -> float | None:
    """How well a rule fits, small is good; None when it does not."""
    if rule.units and not _unit_fits(rule.units, unit):
        return None
    if (rule.context and not rule.context & scene.classes) or (rule.topic and not rule.topic & scene.topic):
        return None
    is_far = rule.metric.endswith(CHANGES) and bool(rule.topic) and not rule.topic & scene.classes
    if is_far or (rule.topic == RICE and any(near.get(good, FAR) < near.get("rice", FAR) for good in GOODS)):
        return None  # "rice sold for 5 000 won, and a litre of cooking oil cost 20 000 won, up 3 percent"
    harms = (HARMS - DISASTER if WORKS & scene.classes else HARMS) & scene.classes
    is_harm = (rule.topic == DISASTER and not rule.context) or rule.metric.endswith(HARMED)
    if is_harm and not (rule.deeds or harms):
        return None  # "a railway of 47 km joins the towns" is none that a flood took
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
