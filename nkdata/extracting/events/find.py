"""Events: what was announced, done, offered, denied or called off, when, where and by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nkdata.extracting.attribution.find import responsible
from nkdata.extracting.datelines import dateline
from nkdata.extracting.days import TURNS, dates_of_saying, lies_ahead, when_of
from nkdata.extracting.events.known import known_event
from nkdata.extracting.events.matching import Found, event_words, fitting
from nkdata.extracting.events.merging import merge
from nkdata.extracting.events.ordinals import nth_session, ordinal_of
from nkdata.extracting.events.status import status
from nkdata.extracting.extractionresources import ExtractionResources
from nkdata.extracting.ground import COUNTRY, NORTH, is_about_the_north, is_anothers_deed, is_of_others_alone
from nkdata.extracting.identity import Identities
from nkdata.extracting.scenes import Scene, scenes
from nkdata.extracting.stretches import When
from nkdata.extracting.whereabouts import place_of, wheres
from nkdata.extracting.wording.sentences import asks, headline_end
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import DateExpression, Event, Mentioned, Name, Quote, Reading, Span

NAMERS = frozenset({"the", "a", "an", "its", "their", "his", "this", "that"})  # before a year that names what follows
DEEDS = frozenset("test tests launch launches summit congress parade".split())
OWN_PLANS = frozenset({"planned", "promised"})  # kinds of cues whose speaker is the one to act
ARMED = frozenset({"missile_test", "nuclear_test", "satellite_launch", "engine_test", "military_parade"})
DENYING = frozenset({"denied", "denies", "denying", "deny"})
SPACE = frozenset({"satellite"})
LEAD = 3  # sentences that open an article
OWN_DEEDS = ARMED | {"law_adoption"}  # told of the North alone
LEADERS = frozenset({"northern_leader", "other_leader"})  # who meet each other: "Kim met President Putin"
CLAIMED = frozenset({"'", "’", "claim", "claims", "report", "reports", "account"})  # behind "dismissed officials"
SELVES = frozenset({"it", "he", "she"})
OTHERS_REACH = 4  # tokens between "countries" and "that have launched satellites"
LAWGIVER = 8  # tokens between a lawgiver and what it passes
DATED = frozenset("nuclear_test missile_launch engine_test summit parade plenary congress".split())  # nouns with a day
DONE_BEFORE = frozenset("imposed adopted signed agreed passed reached introduced concluded struck".split())
LONG_PAST = 31  # days before publication on which a plan is no longer one
BODIES = {
    "politburo_meeting": Name("wpk-politburo", "Politburo"),
    "party_plenary": Name("wpk-cc", "Central Committee"),
    "cmc_meeting": Name("wpk-cmc", "Central Military Commission"),
    "supreme_assembly": Name("spa", "Supreme People's Assembly"),
    "party_congress": Name("wpk-congress", "Party Congress"),
}

COUNTED = frozenset({*BODIES, "nuclear_test", "summit"})  # kinds of which the n-th is told


def find_events(
    reading: Reading, resources: ExtractionResources, identities: Identities | None = None
) -> tuple[Event, ...]:
    """Every event that an article tells, each once, at its fullest mention, in text order.

    `known_event` is the id of the row of policy_events that it may be; words and days stay those of the article.
    """
    ids = identities or Identities(reading.article)
    country = NORTH if is_about_the_north(reading) else None
    is_foreign = country is None and is_of_others_alone(reading)
    recent: list[frozenset[str]] = []
    told: list[tuple[Event, Scene]] = []
    opening = frozenset[str]()
    for number, scene in enumerate(scenes(reading)):
        matches = tuple(event_words().find(scene.sentence.tokens))
        classes = frozenset(name for m in matches for name in m.values)
        opening = opening | (classes & SPACE) if number < LEAD else opening  # its rockets carry satellites
        topic = classes.union(opening, *recent)
        for found in fitting(scene, matches, classes, topic):
            if is_foreign and found.rule.kind in OWN_DEEDS:
                continue
            event = _event(scene, found, resources, reading.article.published, country)
            if event is not None:
                told.append((_on_the_visit(event, scene, told, reading.article.text), scene))
        recent = [*recent, classes][-3:]
    merged = merge([event for event, _ in told], headline_end(reading.sentences))
    sentences = {event.sentence_start: scene.sentence for event, scene in told}
    return tuple(
        replace(
            e,
            id=ids.next(sentences[e.sentence_start], e.kind),
            known_event=known_event(e, resources.events, resources.countries),
        )
        for e in merged
    )


def _event(
    scene: Scene, found: Found, resources: ExtractionResources, published: str | None, country: Name | None
) -> Event | None:
    """The record of a finding; None where the sentence says that it was not so, or the words are no event."""
    tokens = scene.sentence.tokens
    told = status(tokens, found)
    if told == "not" or asks(scene.sentence):
        return None
    span = Span(tokens[found.first].start, tokens[found.last - 1].end)
    others = [q for q in scene.quotes if not (q.cue_span and q.cue_span.overlaps(span))]
    quote = responsible(others, span)
    if quote is not None and (quote.cue or "").lower() in DENYING and told not in {"cancelled", "offered"}:
        told = "denied"  # however far from the verb: "denied that Putin and Kim would hold a summit"
    elif quote is not None and quote.cue_kind == "doubted" and quote.text.startswith("that "):
        return None  # "could not confirm that it had fired a missile"
    saying = _saying(scene, others, span)
    apart = saying | _naming(scene, span) | _of_others(scene, found)
    apart |= _told_behind(scene, others, span) | _told_before(scene, quote)
    apart |= _due_before(scene, span) if told == "happened" else set()
    when = when_of(scene, span, apart, published)
    if found.rule.kind == "statement":
        return _statement(scene, span, found, country)
    makers = {t.lower for t in tokens[max(0, found.verb - OTHERS_REACH) : found.verb]}
    is_all_others = not makers.isdisjoint(word_set("others that do it too"))
    if found.rule.kind in OWN_DEEDS and (is_all_others or is_anothers_deed(scene, found.verb, resources.countries)):
        return None
    makers = {t.lower for t in tokens[max(0, found.verb - LAWGIVER) : found.verb]}
    if found.rule.kind == "law_adoption" and makers & word_set("lawgivers abroad"):
        return None
    behind = {t.lower for t in tokens[found.last : found.last + 2]}
    if found.rule.kind == "personnel_change" and (behind & CLAIMED or tokens[found.last - 1].lower.endswith("s'")):
        return None  # "dismissed officials' claim"
    if (found.rule.kind == "leader_inspection" or found.rule.first in LEADERS) and not _is_leader(scene, span):
        return None
    said = min((d.first for d in saying if d.first and d.precision == "day"), default=None)
    if told == "happened" and lies_ahead(scene, when, published):
        told = "announced"
    planned = told in {"announced", "conditional"}
    is_over = when.end is not None and published is not None and _is_long_past(when.end, published, told)
    if planned and is_over:
        when = When()  # "might launch a missile, the type that it fired in May"
    kind = found.rule.kind
    ordinal = ordinal_of(tokens, found) if kind in COUNTED else None
    ordinal = nth_session(tokens) if kind == "supreme_assembly" else ordinal
    return Event(
        id="", start=span.start, end=span.end, text=scene.words(span.start, span.end),
        sentence_start=scene.sentence.start, sentence_end=scene.sentence.end, kind=found.rule.kind,
        actors=_actors(scene, found, quote, resources.countries), place=_place(scene, span, found, resources, country),
        date_start=when.start, date_end=when.end, precision=when.precision, status=told,
        claimant=quote.speaker if quote else None, via=quote.via if quote else None,
        announced_on=said if planned else None, hedge=quote.hedge if quote else None, known_event=None,
        ordinal=ordinal, rule=found.rule.name,
    )  # fmt: skip


def _on_the_visit(event: Event, scene: Scene, told: Sequence[tuple[Event, Scene]], text: str) -> Event:
    """An undated deed with the days of the visit told in the sentence before: "Kim visited on Monday. He ordered …"."""
    before = told[-1][0] if told else None
    if before is None or event.date_start is not None or event.status != "happened" or scene.dates:
        return event
    follows = text[before.sentence_end : scene.sentence.start] in {"", " ", "\n"}
    if not follows or before.kind != "leader_inspection" or scene.sentence.tokens[0].lower not in {"he", "she"}:
        return event
    return replace(event, date_start=before.date_start, date_end=before.date_end, precision=before.precision)


def _told_behind(scene: Scene, quotes: Sequence[Quote], span: Span) -> set[DateExpression]:
    """The dates of what somebody says behind an event: "signed it and pledged to hold reunions in August"."""
    behind = [
        q for q in quotes if q.cue_span is not None and q.cue_span.start >= span.end and not q.scope.overlaps(span)
    ]
    return {date for date in scene.dates if any(q.scope.start <= date.start < q.scope.end for q in behind)}


def _told_before(scene: Scene, quote: Quote | None) -> set[DateExpression]:
    """The dates of a clause before what somebody says: "was sent in May, and Seoul said that more had been sent"."""
    if quote is None or quote.cue_span is None or quote.scope.start < quote.cue_span.end:
        return set()
    cue = quote.cue_span.start
    return {date for date in scene.dates if date.end <= cue and ", and " in scene.words(date.end, cue)}


def _naming(scene: Scene, span: Span) -> set[DateExpression]:
    """The years that are part of a thing's name, "the 2018 military agreement": what is done to it now was not then."""
    found = set()
    for date in scene.dates:
        at, tokens = scene.token_at(date.start), scene.sentence.tokens
        inside = span.start <= date.start and date.end < span.end
        behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        other = date.start >= span.end and behind in DEEDS  # "from the submarine that was used in a 2016 test"
        if date.precision == "year" and (inside or other) and tokens[at - 1].lower in NAMERS:
            found.add(date)
    return found


def _due_before(scene: Scene, span: Span) -> set[DateExpression]:
    """The days for which it had first been planned: "the summit, which had been due in May, was held in June"."""
    tokens = scene.sentence.tokens
    inside = [d for d in scene.dates if span.start < d.start and d.end < span.end]
    return {
        d
        for d in inside
        if {"due", "planned", "scheduled", "set"} & {t.lower for t in tokens[: scene.token_at(d.start)][-7:]}
    }


def _of_others(scene: Scene, found: Found) -> set[DateExpression]:
    """The dates of other deeds named beside this one: "imposed sanctions for its nuclear test in January"."""
    tokens, told = scene.sentence.tokens, set[DateExpression]()
    for date in scene.dates:  # "lifted the sanctions imposed in 2010"
        at = scene.token_at(date.start) - 2
        if at >= found.last and tokens[at].lower in DONE_BEFORE:
            told.add(date)
    for match in event_words().find(tokens):
        if DATED.isdisjoint(match.values) or (match.first < found.last and found.first < match.last):
            continue
        for date in scene.dates:
            first, last = scene.token_at(date.start), scene.token_at(date.end - 1) + 1
            if 0 <= first - match.last <= 1 or last == match.first:
                told.add(date)
    return told


def _is_long_past(day: str, published: str, told: str) -> bool:
    """Whether a day lies weeks before publication, or at all where something is only said to be possible."""
    passed = dt.date.fromisoformat(published) - dt.date.fromisoformat(day)
    return passed > dt.timedelta(1 if told == "conditional" else LONG_PAST)


def _saying(scene: Scene, quotes: Sequence[Quote], span: Span) -> set[DateExpression]:
    """The dates that tell when an event was spoken of, not when it was.

    A date in front of the event belongs to the event, unless the reporting word stands between the two.
    """
    told = set()
    for quote in quotes:
        cue = quote.cue_span
        for date in dates_of_saying(scene, (quote,)) if cue else ():
            if date is not scene.label and cue is not None and (date.start >= cue.end or cue.end <= span.start):
                told.add(date)
    return told


def _is_leader(scene: Scene, span: Span) -> bool:
    """Whether the visitor is the leader: named in the span, just before it or, behind his title, right behind it."""
    leaders = (m for m in scene.mentioned if m.kind == "actor" and m.name.id == "kim-jong-un")
    return any(span.start - 3 <= m.start <= span.end + 1 for m in leaders)


def _actors(scene: Scene, found: Found, quote: Quote | None, countries: Mapping[str, str]) -> tuple[Name, ...]:
    """The body that meets, and the last actor named before the event; "it" in what somebody says is the speaker."""
    tokens, verb = scene.sentence.tokens, found.verb
    filed = dateline(scene.sentence.text)
    begins = scene.sentence.start + (filed.end if filed else 0)  # the outlet that filed it does nothing of it
    before = [m for m in scene.mentioned if m.kind == "actor" and begins < m.end <= tokens[verb].start]
    before = [m for m in before if not _is_no_doer(scene, m, found)]
    body = BODIES.get(found.rule.kind)
    is_aside = verb > 0 and tokens[verb - 1].text == "," and tokens[verb].lower.endswith("ing")
    last = before[0 if is_aside else -1].name if before else None  # "Seoul said it would help the North, offering …"
    if quote is not None and quote.speaker is not None:
        since = max(quote.scope.start, before[-1].end if before else 0)
        if quote.cue_kind in OWN_PLANS or any(t.lower in SELVES and t.start >= since for t in tokens[: found.verb]):
            last = quote.speaker
        elif last is not None and (since == quote.scope.start or last == quote.speaker):
            last = (
                None if _merely_tells(last, quote.speaker, countries) else last
            )  # "China's ministry said the freight had resumed": who merely tells of it
    names = [last] if last is not None and not (body and last.id == body.id) else []
    return (*([body] if body else []), *names)


def _is_no_doer(scene: Scene, named: Mentioned, found: Found) -> bool:
    """Whether one whom no table knows is only who was sent, or named in a clause before: "aid workers left as …"."""
    between = scene.sentence.tokens[scene.token_at(named.end) : found.first]
    is_sent = found.rule.kind == "troop_deployment" or scene.token_at(named.start) >= found.first
    return named.name.id is None and (is_sent or any(t.lower in TURNS | {"since", "as"} for t in between))


def _merely_tells(last: Name, speaker: Name, countries: Mapping[str, str]) -> bool:
    """Whether who was named last is of another country, or the tables know nothing of whom and only speaks."""
    return last.name in speaker.name if last.id is None else countries.get(last.id, COUNTRY) != COUNTRY


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
