"""Events: what was announced, done, offered, denied or called off, when, where and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nkdata.extracting.attribution.find import responsible
from nkdata.extracting.circumstances import (
    COUNTRY,
    TURNS,
    dates_of_saying,
    is_about_the_north,
    place_of,
    when_of,
    wheres,
)
from nkdata.extracting.events.known import known_event
from nkdata.extracting.events.merging import merge
from nkdata.extracting.extractionresources import ExtractionResources
from nkdata.extracting.identity import Identities
from nkdata.extracting.scenes import Scene, scenes
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import PhraseMatch, Phrases
from nkdata.model import DateExpression, Event, Name, Quote, Reading, Span, Token

REACH = 12  # tokens between the two parts of an event, and between a modal and its verb
MODAL_REACH = 5
STOPS = TURNS | {".", "said", "says"}
ORDINAL_REACH = 4
DEMAND_REACH = 18  # tokens from the second verb that is asked for back to the "to" of the first
DEMANDS = frozenset(
    "requires require required demands demanded urges urged ordered orders told asked calls called".split()
)
SMALL = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()
ORDINALS = {word: number for number, word in enumerate(SMALL, start=1)}
FIGURE = re.compile(r"(\d{1,3})$")
BODIES = {
    "politburo_meeting": Name("wpk-politburo", "Politburo"),
    "party_plenary": Name("wpk-cc", "Central Committee"),
    "cmc_meeting": Name("wpk-cmc", "Central Military Commission"),
    "supreme_assembly": Name("spa", "Supreme People's Assembly"),
    "party_congress": Name("wpk-congress", "Party Congress"),
}


@dataclass(frozen=True, slots=True)
class EventRule:
    """A row of event_rules.csv: `first` and `second` near each other, `third` in this sentence or just before."""

    name: str
    kind: str
    first: str
    second: str
    third: str
    either: bool
    status: str
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that fits at tokens `first` to `last`; `verb` is the token from which the status is read."""

    rule: EventRule
    first: int
    last: int
    verb: int


@cache
def _rules() -> tuple[EventRule, ...]:
    return tuple(_rule(number, row) for number, row in enumerate(ruletables.rows("event_rules"), start=2))


def _rule(number: int, row: Mapping[str, str]) -> EventRule:
    return EventRule(
        f"event_rules.csv:{number}", row["kind"], row["first"], row["second"], row["third"], row["order"] == "either",
        row["status"], row["place"],
    )  # fmt: skip


@cache
def _words() -> Phrases[str]:
    return Phrases((words, row["class"]) for row in ruletables.rows("event_words") for words in row["words"].split("|"))


@cache
def _status_words(place: str) -> Phrases[str]:
    return Phrases(
        (words, row["status"])
        for row in ruletables.rows("event_status")
        if row["place"] == place
        for words in row["words"].split("|")
    )


def find_events(
    reading: Reading, resources: ExtractionResources, identities: Identities | None = None
) -> tuple[Event, ...]:
    """Every event that an article tells, each once, at its fullest mention, in text order.

    `known_event` is the id of the row of policy_events that it may be; words and days stay those of the article.
    """
    ids = identities or Identities(reading.article)
    country = Name(COUNTRY, "North Korea") if is_about_the_north(reading) else None
    recent: list[frozenset[str]] = []
    told: list[tuple[Event, Scene]] = []
    for scene in scenes(reading):
        matches = tuple(_words().find(scene.sentence.tokens))
        classes = frozenset(name for m in matches for name in m.values)
        topic = classes.union(*recent)
        for found in _fitting(scene, matches, classes, topic):
            event = _event(scene, found, resources, reading.article.published, country)
            if event is not None:
                told.append((event, scene))
        recent = [*recent, classes][-3:]
    merged = merge([event for event, _ in told])
    sentences = {event.sentence_start: scene.sentence for event, scene in told}
    return tuple(
        replace(e, id=ids.next(sentences[e.sentence_start], e.kind), known_event=known_event(e, resources.events))
        for e in merged
    )


def _fitting(
    scene: Scene, matches: tuple[PhraseMatch[str], ...], classes: frozenset[str], topic: frozenset[str]
) -> Iterator[Found]:
    """The rules that fit a sentence, the first in the table where two use the same words for the same kind."""
    tokens = scene.sentence.tokens
    taken: list[tuple[int, int, str]] = []
    for rule in _rules():
        if rule.first not in classes or (rule.second and rule.second not in classes):
            continue
        if rule.third and rule.third not in topic:
            continue
        for found in _pairs(tokens, rule, matches):
            overlap = [t for t in taken if t[0] < found.last and found.first < t[1]]
            if any(kind == rule.kind or _same_words(found, (a, b)) for a, b, kind in overlap):
                continue
            taken.append((found.first, found.last, rule.kind))
            yield found


def _same_words(found: Found, other: tuple[int, int]) -> bool:
    """Whether two findings lie within each other."""
    return (found.first <= other[0] and other[1] <= found.last) or (other[0] <= found.first and found.last <= other[1])


def _pairs(tokens: tuple[Token, ...], rule: EventRule, matches: tuple[PhraseMatch[str], ...]) -> Iterator[Found]:
    """Where both parts of a rule stand close, nothing that turns the sentence between."""
    seconds = [m for m in matches if rule.second in m.values]
    for one in (m for m in matches if rule.first in m.values):
        if not rule.second:
            yield Found(rule, one.first, one.last, one.first)
            continue
        best: Found | None = None
        for two in seconds:
            if two is one:
                if rule.first != rule.second and two.last - two.first > 1:
                    best = Found(rule, one.first, one.last, one.first)
                continue
            low, high = (one.last, two.first) if two.first >= one.last else (two.last, one.first)
            if (two.first < one.first and not rule.either) or not 0 <= high - low <= REACH:
                continue
            if any(t.lower in STOPS for t in tokens[low:high]):
                continue
            found = Found(rule, min(one.first, two.first), max(one.last, two.last), _verb(rule, one, two).first)
            if best is None or found.last - found.first < best.last - best.first:
                best = found
        if best is not None:
            yield best


NOUN_FIRST = frozenset(
    "plenary politburo cmc policy_council cabinet_meeting congress assembly parade meeting summit talks leader"
    " resolution council relief missile_launch".split()
)


def _verb(rule: EventRule, one: PhraseMatch[str], two: PhraseMatch[str]) -> PhraseMatch[str]:
    return two if rule.first in NOUN_FIRST else one


def _event(
    scene: Scene, found: Found, resources: ExtractionResources, published: str | None, country: Name | None
) -> Event | None:
    """The record of a finding; None where the sentence says that it was not so, or the words are no event."""
    tokens = scene.sentence.tokens
    status = _status(tokens, found)
    if status == "not":
        return None
    span = Span(tokens[found.first].start, tokens[found.last - 1].end)
    others = [q for q in scene.quotes if not (q.cue_span and q.cue_span.overlaps(span))]
    quote = responsible(others, span)
    saying = _saying(scene, others, span)
    when = when_of(scene, span, saying, published)
    if found.rule.kind == "statement":
        return _statement(scene, span, found, country)
    if found.rule.kind == "leader_inspection" and not _is_leader(scene, span):
        return None
    said = min((d.first for d in saying if d.first and d.precision == "day"), default=None)
    if status == "happened" and when.start is not None and published is not None and when.start > published:
        status = "announced"
    planned = status in {"announced", "conditional"}
    ordinal = _ordinal(tokens, found)
    return Event(
        id="", start=span.start, end=span.end, text=scene.words(span.start, span.end),
        sentence_start=scene.sentence.start, sentence_end=scene.sentence.end, kind=found.rule.kind,
        actors=_actors(scene, found), place=_place(scene, span, found, resources, country),
        date_start=when.start, date_end=when.end, precision=when.precision, status=status,
        claimant=quote.speaker if quote else None, via=quote.via if quote else None,
        announced_on=said if planned else None, hedge=quote.hedge if quote else None, known_event=None,
        ordinal=ordinal, rule=found.rule.name,
    )  # fmt: skip


def _saying(scene: Scene, quotes: Sequence[Quote], span: Span) -> set[DateExpression]:
    """The dates that tell when an event was spoken of, not when it was.

    A date in front of the event belongs to the event, unless the reporting word stands between the two.
    """
    told = set()
    for quote in quotes:
        cue = quote.cue_span
        for date in dates_of_saying(scene, (quote,)) if cue else ():
            if cue is not None and (date.start >= cue.end or cue.end <= span.start):
                told.add(date)
    return told


def _status(tokens: tuple[Token, ...], found: Found) -> str:
    """Planned, conditional, denied, called off, not so, or done, by the words before and behind the verb."""
    first = found.verb
    low = max(0, first - 9)
    for at in range(first - 1, low - 1, -1):
        if tokens[at].lower in STOPS:
            low = at + 1
            break
    if _is_demanded(tokens, first):
        return "announced"
    behind = list(_status_words("after").find(tokens[found.verb : found.last + 6]))
    if behind:
        return behind[-1].values[0]
    before = [
        m
        for m in _status_words("before").find(tokens[low:first])
        if first - low - m.last <= MODAL_REACH and tokens[low + m.first].text != "May"
    ]
    for match in reversed(before):
        value, gap = match.values[0], first - low - match.last
        text = tokens[low + match.first].lower
        between = tokens[low + match.last : first]
        if text == "to" and any(not t.lower.endswith("ly") for t in between):
            continue  # "devoted to agriculture opened" plans nothing; "to fully reopen" does
        if value in {"denied", "cancelled"} or gap <= (1 if text in {"to", "not", "no", "never"} else MODAL_REACH):
            if found.rule.status == "offered" and value == "announced":
                return "offered"
            if found.rule.kind == "aid_refusal" and value in {"announced", "not"}:
                return "happened"
            return value
    return found.rule.status or "happened"


def _is_demanded(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the verb is the second of two that are asked for: "requires us not to allow … but shut the border"."""
    if not first or tokens[first - 1].lower not in {"and", "but", "or"}:
        return False
    for at in range(first - 2, max(0, first - DEMAND_REACH), -1):
        if tokens[at].lower in {".", ";", "that", "who", "which"}:
            return False
        if tokens[at].lower == "to" and any(t.lower in DEMANDS for t in tokens[max(0, at - 4) : at]):
            return True
    return False


def _ordinal(tokens: tuple[Token, ...], found: Found) -> int | None:
    """The n of "n-th plenary meeting"."""
    for at in range(max(0, found.first - ORDINAL_REACH), found.last):
        lower = tokens[at].lower
        if lower in ORDINALS:
            return ORDINALS[lower]
        if lower in {"st", "nd", "rd", "th"} and at and (m := FIGURE.match(tokens[at - 1].text)):
            return int(m.group(1))
    return None


def _is_leader(scene: Scene, span: Span) -> bool:
    """Whether the visitor is the leader: named in the span or just before it."""
    return any(
        m.kind == "actor" and m.name.id == "kim-jong-un" and span.start - 3 <= m.start < span.end
        for m in scene.mentioned
    )


def _actors(scene: Scene, found: Found) -> tuple[Name, ...]:
    """The body that meets, and the last actor named before the event."""
    start = scene.sentence.tokens[found.verb].start
    before = [m for m in scene.mentioned if m.kind == "actor" and m.end <= start]
    names = [before[-1].name] if before else []
    body = BODIES.get(found.rule.kind)
    return tuple(dict.fromkeys([*([body] if body else []), *names]))


def _place(scene: Scene, span: Span, found: Found, resources: ExtractionResources, country: Name | None) -> Name | None:
    """The area in the sentence that belongs to the event; the country only where the kind is at home there."""
    inner = [w for w in wheres(scene, resources.parents) if w.name.id not in {None, COUNTRY}]
    until = min((q.start for q in scene.quantities if q.start >= span.end), default=scene.sentence.end)
    place = place_of(scene, inner, span, until)
    return place or (country if found.rule.place else None)


def _statement(scene: Scene, span: Span, found: Found, country: Name | None) -> Event | None:
    """Words relayed on a told day: "the agency quoted him as saying on Thursday"."""
    quote = next((q for q in scene.quotes if q.cue_span and q.cue_span.overlaps(span) and q.via and q.speaker), None)
    if quote is None or quote.cue_span is None:
        return None
    days = [d for d in dates_of_saying(scene, (quote,)) if d.first]
    if not days:
        return None
    day = min(days, key=lambda d: abs(d.start - span.end))
    start, end = min(span.start, quote.cue_span.start), max(quote.cue_span.end, day.end)
    if start < scene.sentence.start or end > scene.sentence.end:
        return None
    speaker = quote.speaker or Name(None, "")
    return Event(
        id="", start=start, end=end, text=scene.words(start, end), sentence_start=scene.sentence.start,
        sentence_end=scene.sentence.end, kind="statement", actors=(speaker,), place=country,
        date_start=day.first, date_end=day.last, precision=day.precision, status="happened", claimant=speaker,
        via=quote.via, announced_on=None, hedge=quote.hedge, known_event=None, rule=found.rule.name,
    )  # fmt: skip
