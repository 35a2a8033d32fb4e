"""What in a sentence is a claim at all: numbers that count something, nothings, silences, denials and doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from nkdata.extracting.claims import metrics
from nkdata.extracting.claims.changes import turned
from nkdata.extracting.claims.counting import (
    OTHERS,
    counts_none,
    has_a_stuff,
    has_a_verb,
    is_apposition,
    is_article,
    is_compared,
    is_harm_to_things,
    is_next_in_a_list,
    is_of_each,
    is_or_more,
    is_other_one,
    is_part,
    is_rest,
    is_speaker,
    is_summed,
    is_whole,
    stands_alone,
)
from nkdata.extracting.claims.deeds import Deed, deeds_of
from nkdata.extracting.claims.metrics import Counted, MetricRule
from nkdata.extracting.claims.nothings import nothings
from nkdata.extracting.claims.stance import (
    SILENT,
    Cue,
    against,
    asks_number,
    asks_otherwise,
    denies_deed,
    find_cues,
    find_replaced,
    hits_number,
    is_aside,
    object_of,
    refers_back,
    speaks_of,
)
from nkdata.extracting.claims.undone import deed_of, is_undone
from nkdata.extracting.quantities.units import is_measure, is_money, is_weather
from nkdata.extracting.scenes import Hit, Scene
from nkdata.extracting.wording.sentences import asks
from nkdata.model import Quantity, Span

SHARES = frozenset({"percent", "share", "times"})  # the change is their own metric
LISTING = frozenset({",", "and", "or", "to", "than", "from"})  # before a bare number in the unit of the one before
OTHER = "other"  # the metric of what no rule knows
REPORTS = frozenset("report reports rumour rumours rumor rumors claim claims allegation allegations".split())
HIGHEST_WAGE = 5000  # dollars a month
BUILT = ("homes_", "public_buildings", "industrial_", "buildings_", "bridges_")  # what "870 were damaged" may mean
PERSON = "person"
REMEMBERED = 8  # metrics that "that number" may mean


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its circumstances are known.

    `first` and `last` are tokens, `cue` what set its stance, `correction` the words by which somebody put the figure in
    the place of another; `is_part` where the number that it is a part of was told before it; `deed` what was done.
    """

    span: Span
    metric: str
    rule: str
    first: int
    last: int
    quantity: Quantity | None = None
    value: float | None = None
    stance: str = "asserted"
    cue: Cue | None = None
    words: str | None = None
    correction: Cue | None = None
    is_part: bool = False
    deed: Deed | None = None


class Drafter:
    """Goes through the sentences of one article and remembers what bare numbers and "that figure" lean on."""

    def __init__(self) -> None:
        self._paragraph = -1
        self._told: list[str] = []
        self._counted: tuple[frozenset[str], ...] = ()
        self._built: tuple[frozenset[str], ...] = (frozenset({"bare"}),)  # what was last told to be damaged
        self._unit: str | None = None
        self._money: str | None = None  # the last currency of the sentence
        self._is_near = False  # whether the sentence before, in the same paragraph, told of a metric
        self._rule: MetricRule | None = None
        self._last: float | None = None  # the number told last

    def drafts(self, scene: Scene) -> list[Draft]:
        """The drafts of one sentence: numbers first, then nothings, then what is said without a number."""
        if scene.sentence.paragraph != self._paragraph:
            self._paragraph, self._counted, self._rule = scene.sentence.paragraph, (), None
            self._built, self._is_near = (frozenset({"bare"}),), False
        self._unit = self._money = None
        cues, deeds = find_cues(scene), deeds_of(scene)
        found = [*self._numbers(scene, deeds, cues), *_nothings(scene, deeds, cues)]
        found += self._stances(scene, deeds, cues, found)
        told = [d.metric for d in found if d.metric != OTHER]
        asserted = [d.metric for d in found if d.quantity is not None]
        self._told = [*self._told, *(told if told == asserted else asserted or told)][-REMEMBERED:]
        self._is_near = bool(told)
        return found

    def _numbers(self, scene: Scene, deeds: tuple[Deed, ...], cues: list[Cue]) -> Iterator[Draft]:
        """The numbers of a sentence that count something."""
        since = scene.sentence.start
        correction, replaced = find_replaced(scene)
        whole: Quantity | None = None
        of_a_whole, firsts = False, dict[str | None, MetricRule | None]()  # the rule of the first number of a unit
        for quantity, following in zip_longest(scene.quantities, scene.quantities[1:]):
            first, last = scene.token_at(quantity.start), scene.token_at(quantity.end - 1) + 1
            counts_all = quantity is whole or is_whole(scene, first)
            if is_speaker(scene, quantity) or counts_none(scene, quantity, first, last, self._last):
                continue
            whole = following if following is not None and is_part(scene, quantity, following) else None
            lender = following if following is not None and is_or_more(scene, quantity, following) else None
            if since == scene.sentence.start and quantity.noun is None and self._counts_later(scene, following):
                self._counted, self._rule = (), None
            things, unit = self._things(scene, whole or lender or quantity, since)
            if counts_all:  # the 900 of "280 of the 900 homes were destroyed" is what the other is a part of
                since, self._counted, self._unit = quantity.end, things, unit
                of_a_whole = True
                continue
            goes_on = unit == self._unit and is_weather(unit)
            leaning = self._leaning(scene, quantity, since, goes_on=goes_on)
            leaning, things = (None, (frozenset(),)) if has_a_verb(scene, quantity, first) else (leaning, things)
            done = deeds
            if quantity.noun is None and is_rest(scene, first):
                leaning, done = None, tuple(deed for deed in deeds if deed.first >= last)
            rule = metrics.choose(scene, Counted(things, unit, first, last, goes_on), done, leaning)
            if self._unit == unit and is_compared(scene, since, quantity):
                rule = self._rule
            rule = firsts.get(unit, rule) if is_measure(unit) and is_other_one(scene, first) else rule
            firsts.setdefault(unit, rule)
            turn = turned(scene, first, last) if quantity.unit not in SHARES else None
            if turn == "less":  # "down 240,000 from 2019" is no harvest
                rule, quantity = None, replace(quantity, unit=quantity.unit or unit)
            since, rule = quantity.end, None if is_of_each(scene, first, last) else rule
            if rule is None and goes_on and is_next_in_a_list(scene, first, last):
                quantity = replace(quantity, unit=unit)
            elif rule is None and not (turn or stands_alone(scene, quantity)):
                continue
            if rule is not None and not (rule.deeds or rule.context or rule.topic) and is_article(scene, quantity):
                continue
            metric = rule.metric if rule else OTHER
            if metric == "wage_usd_month" and (quantity.value or quantity.high or 0) > HIGHEST_WAGE:
                metric = "money_usd"  # "$110 million in wages" is nobody's month
            self._counted, self._unit, self._rule = things, unit, rule
            self._built = things if metric.startswith(BUILT) else self._built
            self._money = unit if is_money(unit) else self._money
            self._last = quantity.value
            cue = correction if first in replaced else _cue_of(scene, cues, first, last) or against(scene, first)
            deed = deed_of(scene, rule, deeds, first, last) if rule else None
            stance = "denied" if rule is not None and is_undone(scene, deed, first) else "asserted"
            yield Draft(
                Span(quantity.start, quantity.end), metric, rule.name if rule else "",
                first, last, quantity, quantity.value, cue.stance if cue else stance, cue, quantity.words,
                correction if replaced else None, of_a_whole and quantity.noun is None, deed,
            )  # fmt: skip

    def _leaning(self, scene: Scene, quantity: Quantity, since: int, *, goes_on: bool) -> MetricRule | None:
        """The rule of the number before, on which a bare number may lean."""
        if (quantity.noun is not None and not goes_on) or is_apposition(scene, quantity) or self._rule is None:
            return None
        if PERSON in self._rule.things and is_harm_to_things(scene, quantity):
            return None
        return None if self._rule.metric.endswith("_new") and is_summed(scene, since, quantity) else self._rule

    def _counts_later(self, scene: Scene, following: Quantity | None) -> bool:
        """Whether the next number names what the sentence before counted: "the total is 4 million, with 74 deaths"."""
        if following is None or following.noun in (None, OTHERS):
            return False
        told = metrics.things_after(scene, following)
        return any(told & things for things in self._counted)

    def _things(self, scene: Scene, quantity: Quantity, since: int) -> tuple[tuple[frozenset[str], ...], str | None]:
        """What a number may count, in order of trust, and its unit; a bare number leans on the one before."""
        if (quantity.noun or any(PERSON in told for told in self._counted)) and is_harm_to_things(scene, quantity):
            return self._built, None
        after, unit = metrics.things_after(scene, quantity), quantity.unit
        bare = unit is None or quantity.noun is None
        if after and not bare:
            return (after,), unit
        found = [after] if after else []
        if bare:
            if is_apposition(scene, quantity):
                return (frozenset(),), unit
            named = metrics.things_before(scene, quantity, since)
            if not named and is_summed(
                scene, since, quantity
            ):  # of the first of "310 new cases and a death, bringing the total to"
                named = metrics.things_before(scene, quantity, scene.sentence.start)[-1:] or named
            is_other = bool(named) and not any(named[0] & told for told in self._counted)
            found = [things | {"bare"} for things in (*found, *named, *self._counted, frozenset[str]())]
            before = scene.sentence.tokens[max(0, scene.token_at(quantity.start) - 1)].lower
            if not (is_weather(self._unit) and (is_other or before not in LISTING)):
                # not of "2 000 m of dyke, leaving many houses submerged and five destroyed"
                unit = unit or (self._money if self._unit in SHARES else self._unit)
        elif has_a_stuff(scene, quantity, things=after):
            return (after,), unit
        elif is_measure(unit):
            found += metrics.things_before(scene, quantity, scene.sentence.start)
            found += [things for things in self._counted if unit == self._unit]
        return tuple(found) or (frozenset(),), unit

    def _stances(self, scene: Scene, deeds: tuple[Deed, ...], cues: list[Cue], drafts: list[Draft]) -> Iterator[Draft]:
        """Silences, denials and doubts that stand without a number of their own."""
        if asks(scene.sentence):
            return  # "Has the government nothing else to say?"
        used = [draft.cue for draft in drafts if draft.cue is not None]
        done: set[tuple[str, str]] = set()
        for at, cue in enumerate(cues):
            again = cue.judges and any(one.stance == cue.stance for one in cues[:at])
            if cue in used or again:  # "denied it, saying the report was a fabrication" is one denial
                continue
            spoken = list(self._spoken_of(scene, deeds, cue, drafts))
            for metric, rule, first, last in spoken:
                if (metric, cue.stance) not in done:
                    done.add((metric, cue.stance))
                    yield _silent(scene, cue, metric, rule, first, last)
            if not spoken and not done and not cue.judges:
                done.add((OTHER, cue.stance))
                first, last = object_of(scene, cue)
                draft = _silent(scene, cue, OTHER, "", first, last)
                yield replace(draft, words=scene.words(draft.span.start, draft.span.end))

    def _spoken_of(
        self, scene: Scene, deeds: tuple[Deed, ...], cue: Cue, drafts: list[Draft]
    ) -> Iterator[tuple[str, str, int, int]]:
        """The metrics that a cue speaks of: metric, rule, tokens."""
        tokens = scene.sentence.tokens
        before = [d for d in drafts if d.last <= cue.first]
        if cue.stance not in SILENT and before and is_aside(tokens, before[-1].last, cue):
            yield before[-1].metric, before[-1].rule, before[-1].first, before[-1].last
            return
        if any(a.lower in REPORTS and b.lower == "that" for a, b in pairwise(tokens[: cue.first])):
            told_before: list[str] = []  # "reports that people had starved could not be verified"
        else:
            told_before = self._told
        seen = False
        if asks_otherwise(scene, cue) and (cue.stance in SILENT or not cue.judges) and cue.stance != "withdrawn":
            return
        for hit in speaks_of(scene, cue):
            own = tuple(d for d in deeds if d.first <= hit.first < d.last)
            near = own or tuple(d for d in deeds if abs(d.first - hit.first) <= 6)
            rule = metrics.choose(scene, Counted((_things_of(hit),), "none", hit.first, hit.last), near)
            if rule is not None:
                seen = True
                yield rule.metric, rule.name, hit.first, hit.last
        told = [*told_before, *(d.metric for d in before if d.metric != OTHER)]  # the nearest number before is meant
        if seen or not told:
            return
        if refers_back(tokens, cue) or (
            self._is_near and (asks_number(scene, cue) if cue.stance in SILENT else not denies_deed(scene, cue))
        ):
            yield told[-1], "", cue.first, cue.last


def doubted_aside(scene: Scene, draft: Draft) -> Cue | None:
    """The cue of a remark that puts an asserted figure in doubt: ", a status widely doubted by outsiders"."""
    return next(
        (
            cue
            for cue in find_cues(scene)
            if cue.stance in {"doubted", "denied"}
            and cue.first >= draft.last
            and is_aside(scene.sentence.tokens, draft.last, cue)
        ),
        None,
    )


def _nothings(scene: Scene, deeds: tuple[Deed, ...], cues: list[Cue]) -> Iterator[Draft]:
    """Zeros: "no casualties"; where merely none was reported, a silence."""
    tokens = scene.sentence.tokens
    told: set[tuple[str, int]] = set()
    for none in nothings(scene):
        if any(c.stance in SILENT and c.first <= none.first < c.last for c in cues):
            continue
        hit = none.hit
        own = tuple(d for d in deeds if d.first <= hit.first < d.last and hit.last == none.first)  # "killed no one"
        rule = metrics.choose(scene, Counted((_things_of(hit),), "none", hit.first, none.last), own or deeds)
        if rule is None or (rule.metric, none.first) in told:
            continue
        told.add((rule.metric, none.first))
        span = Span(tokens[none.first].start, tokens[none.last - 1].end)
        draft = Draft(span, rule.metric, rule.name, none.first, none.last, value=0.0)
        if none.silent:
            draft = replace(draft, value=None, stance="not_reported")
        cue = _cue_of(scene, cues, none.first, none.last)
        yield replace(draft, cue=cue, stance=cue.stance) if cue else draft


def _cue_of(scene: Scene, cues: list[Cue], first: int, last: int) -> Cue | None:
    """The denial, doubt or withdrawal that means the number at these tokens."""
    return next((c for c in cues if c.stance not in SILENT and hits_number(scene, c, first, last)), None)


def _things_of(hit: Hit) -> frozenset[str]:
    """The classes of a word; a deed alone ("missing") counts what it happened to."""
    return hit.classes | ({"bare"} if hit.kinds & {"after", "verb"} else frozenset())


def _silent(scene: Scene, cue: Cue, metric: str, rule: str, first: int, last: int) -> Draft:
    tokens = scene.sentence.tokens
    span = Span(tokens[first].start, tokens[last - 1].end)
    return Draft(span, metric, rule, first, last, stance=cue.stance, cue=cue)
