"""Whether a sentence bears out what another reader says of it: our own reading of the sentence beside the candidate.

What can be compared is compared word for word: figure, unit, metric or kind, place, claimant, stance, status, day.
What cannot is told as more than can be judged, never taken on trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nkdata.extracting.dates.find import find_dates
from nkdata.extracting.pipeline import extract
from nkdata.extracting.quantities.find import find_quantities
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Article, Claim, Event, Extraction, Name, Sentence, Span
from nkdata.reference import load
from nkdata.review.candidates import Candidate, Judgement
from nkdata.review.fields import LIKE, names, schema

COMPARED = (
    "class",
    "value",
    "unit",
    "metric",
    "kind",
    "place",
    "claimant",
    "stance",
    "status",
    "day",
    "hedge",
    "bound",
)
PLANS = frozenset({"planned", "offered", "promised", "demanded", "asked", "suggested", "wished"})  # not done yet
ORDER = ("contradicted", "undecided", "supported")
PREFIX_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
NEGATIVE = {"negative": "denied", "negated": "denied", "false": "denied", "positive": "asserted", "true": "asserted"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: its verdict, why, and the word of the text that says otherwise."""

    verdict: str
    why: str
    word: str = ""


def judge(candidate: Candidate, extraction: Extraction) -> Judgement:
    """What the article says to a candidate; see `Judgement` for the verdicts."""
    article = extraction.article
    span = located(candidate, article.text)
    if span is None:
        return _paraphrase(candidate, extraction)
    own = [one for one in sentences(article.text) if one.span.overlaps(span)]
    if not own:
        return Judgement("not_found", "no sentence stands there")
    inside = Span(own[0].start, own[-1].end)
    found = _beside(candidate.states, extraction, own)
    return replace(found, sentence_start=inside.start, sentence_end=inside.end)


def located(candidate: Candidate, text: str) -> Span | None:
    """Where a candidate's words stand: where it says, else where they first do; None where they stand nowhere."""
    words = r"\s+".join(re.escape(one) for one in candidate.text.split())
    hits = [Span(hit.start(), hit.end()) for hit in re.finditer(words, text, re.IGNORECASE)]
    if candidate.start is None:
        return hits[0] if hits else None
    return min(hits, key=lambda one: abs(one.start - (candidate.start or 0)), default=None)


def _paraphrase(candidate: Candidate, extraction: Extraction) -> Judgement:
    """Judge words that the article does not hold: read them as a statement, and look for its like."""
    article = extraction.article
    own = extract(Article(id="candidate", text=candidate.text, published=article.published, language="en"))
    read: list[Claim | Event] = [*own.claims, *own.events]
    stated = [dict(candidate.states)] if {"value", "metric", "kind"} & set(candidate.states) else []
    stated = stated or [_said(one, candidate) for one in read]
    if not stated:
        return Judgement("not_found", "these words stand nowhere, and they state nothing that can be looked for")
    judged = [_anywhere(one, extraction) for one in stated]
    return min(judged, key=lambda one: ("contradicted", "not_found", "undecided", "supported").index(one.verdict))


def _said(item: Claim | Event, candidate: Candidate) -> dict[str, str]:
    """What a reader's own statement states, as we read it."""
    told: dict[str, str | None] = {"day": item.date_start, "hedge": item.hedge}
    for name in ("place", "claimant"):
        named: Name | None = getattr(item, name)
        told[name] = named.name if named is not None and named.name in candidate.text else None
    if isinstance(item, Claim):
        figure = None if item.value is None else f"{item.value:.15g}"
        told |= {"metric": item.metric, "value": figure, "unit": item.unit, "stance": item.stance}
    else:
        told |= {"kind": item.kind, "status": item.status}
    return {name: one for name, one in told.items() if one} | dict(candidate.states)


def _anywhere(states: Mapping[str, str], extraction: Extraction) -> Judgement:
    """Judge a statement against the sentences that tell of the same subject."""
    subject = _subject(states)
    items: list[Claim | Event] = [*extraction.claims, *extraction.events]
    own = {one.sentence_start for one in items if _topic(one) in subject}
    held = [one for one in sentences(extraction.article.text) if one.start in own]
    judged = [
        replace(_beside(states, extraction, [one]), sentence_start=one.start, sentence_end=one.end) for one in held
    ]
    order = ("supported", "undecided", "contradicted", "not_found")
    none = Judgement("not_found", "no sentence tells of it")
    return min(judged, key=lambda one: order.index(one.verdict), default=none)


def _beside(states: Mapping[str, str], extraction: Extraction, own: Sequence[Sentence]) -> Judgement:
    """A candidate's statements beside our reading of some sentences."""
    spans = [one.span for one in own]
    items: list[Claim | Event] = [*extraction.claims, *extraction.events]
    items = [one for one in items if any(span.covers(Span(one.start, one.end)) for span in spans)]
    subject = _subject(states)
    if "value" in states:
        items = [one for one in items if isinstance(one, Claim)]
        missing = _figure_missing(states, extraction, own, items)
        if missing is not None:
            return missing
        value = _number(states["value"])
        items = [one for one in items if isinstance(one, Claim) and value in _values(one)]
    elif subject and any(_topic(one) in subject for one in items):
        items = [one for one in items if _topic(one) in subject]
    elif not (subject or {"place", "claimant", "stance", "status", "day"} & set(states)):
        return Judgement("undecided", "the words stand there; what they are taken for cannot be compared")
    if not items:
        return Judgement("undecided", "nothing is read in this sentence to compare with")
    judged = [(one, list(_faults(states, one, subject, extraction, own))) for one in items]
    item, faults = min(judged, key=lambda pair: [sum(one.verdict == kind for one in pair[1]) for kind in ORDER[:2]])
    worst = min(faults, key=lambda one: ORDER.index(one.verdict), default=Fault("supported", "the sentence says so"))
    return Judgement(worst.verdict, worst.why, worst.word, ids=(item.id,))


def _figure_missing(
    states: Mapping[str, str], extraction: Extraction, own: Sequence[Sentence], claims: Sequence[Claim | Event]
) -> Judgement | None:
    """A judgement where the stated figure does not stand in the sentence, or stands there unread; else None."""
    value = _number(states["value"])
    if value is None:
        return Judgement("undecided", f"{states['value']} is no figure")
    if any(isinstance(one, Claim) and value in _values(one) for one in claims):
        return None
    numbers = [one for one in extraction.quantities if any(span.start <= one.start < span.end for span in own)]
    if any(value in (one.value, *(told.value for told in one.reported)) for one in numbers):
        return Judgement("undecided", "the figure stands there, but what it counts is not read")
    subject = _subject(states)
    rivals = [one for one in claims if not subject or _topic(one) in subject]
    if rivals:
        return Judgement("contradicted", "the sentence tells another figure", rivals[0].text, ids=(rivals[0].id,))
    return Judgement("not_found", "no such figure stands in the sentence")


def _faults(
    states: Mapping[str, str], item: Claim | Event, subject: set[str], extraction: Extraction, own: Sequence[Sentence]
) -> Iterator[Fault]:
    """All that does not fit between a candidate and what we read."""
    named = states.get("metric") or states.get("kind") or states.get("class")
    if named and not subject:
        yield Fault("undecided", f"{named} is no metric or kind of event that the tables know")
    elif subject and _topic(item) not in subject:
        unsure = _topic(item) in ("other", "statement")
        yield Fault("undecided" if unsure else "contradicted", f"we read {_topic(item)}", "" if unsure else item.text)
    if isinstance(item, Claim) and "unit" in states and "value" in states:
        yield from _unit(states, item)
    yield from _certainty(states, item, extraction)
    yield from _name("place", "admin_areas", "admin_id", states, item.place, own)
    yield from _name("claimant", "actors", "actor_id", states, item.claimant, own)
    yield from _day(states, item, extraction, own)
    text = " ".join(one.text for one in own).casefold()
    for name, value in states.items():
        if name not in COMPARED and value.casefold() not in text:
            yield Fault("undecided", f"{name} {value} is not compared")


def _unit(states: Mapping[str, str], item: Claim) -> Iterator[Fault]:
    """A unit that is not the one in which the figure was told."""
    value, unit = _number(states["value"]), _unit_of(states["unit"])
    told = {(item.value, item.unit), *((one.value, one.unit) for one in item.reported)}
    units = {one for figure, one in told if figure == value}
    if unit not in units and states["unit"] not in units:
        yield Fault(
            "contradicted", f"the figure is in {', '.join(sorted(one or 'no unit' for one in units))}", item.text
        )


def _certainty(states: Mapping[str, str], item: Claim | Event, extraction: Extraction) -> Iterator[Fault]:
    """A denial, silence, plan or possibility that is taken for a fact, or the reverse."""
    quotes = [one for one in extraction.quotes if one.scope.covers(Span(item.start, item.end)) and one.cue]
    cue = next((one.cue for one in sorted(quotes, key=lambda one: one.scope.end - one.scope.start)), None)
    if isinstance(item, Claim):
        stated = states.get("stance", "asserted").casefold()
        if NEGATIVE.get(stated, stated) != item.stance:
            yield Fault("contradicted", f"the figure is {item.stance.replace('_', ' ')}", cue or item.text)
            return
        planned = any(one.cue_kind in PLANS for one in quotes) or item.metric.endswith("_planned")
        if item.hedge and "hedge" not in states and states.get("status", "happened") == "happened":
            told_as_plan = states.get("metric", "").endswith("_planned")
            if planned and not told_as_plan:
                yield Fault("contradicted", "a plan, not a fact", item.hedge)
            elif not planned:
                yield Fault("undecided", f"the text hedges: {item.hedge}", item.hedge)
    elif states.get("status", "happened").casefold() != item.status:
        yield Fault("contradicted", f"the text tells it as {item.status}", item.hedge or cue or item.text)
    elif item.hedge and item.status == "happened" and "hedge" not in states:
        yield Fault("undecided", f"the text hedges: {item.hedge}", item.hedge)


def _name(
    field: str, table: str, key: str, states: Mapping[str, str], ours: Name | None, own: Sequence[Sentence]
) -> Iterator[Fault]:
    """A place or claimant other than the one that we read."""
    if field not in states:
        return
    stated = states[field]
    known = names(table, key)
    ident = known.get(stated.casefold(), (None, ""))[0]
    if ours is None:
        yield Fault("undecided", f"no {field} is read for it")
    elif ident is not None and ours.id is not None:
        if {ident, ours.id} & {"KP"} and ident != ours.id and field == "place":
            yield Fault("undecided", f"one is the country, the other a part of it: {ours.name}", ours.name)
        elif ident not in _lineage(ours.id):
            finer = ours.id in _lineage(ident)
            yield Fault("undecided" if finer else "contradicted", f"another {field}: {ours.name}", ours.name)
    elif stated.casefold() in ours.name.casefold() or ours.name.casefold() in stated.casefold():
        return
    elif any(stated.casefold() in one.text.casefold() for one in own):
        yield Fault("undecided", f"the text names {stated}, but for what is not read")
    else:
        yield Fault("contradicted", f"another {field}: {ours.name}", ours.name)


def _lineage(ident: str) -> set[str]:
    """A place and all that it lies in."""
    parents = {row["admin_id"]: row["parent"] for row in load.rows("admin_areas")}
    found = {ident}
    while ident := parents.get(ident, ""):
        found.add(ident)
    return found


def _day(
    states: Mapping[str, str], item: Claim | Event, extraction: Extraction, own: Sequence[Sentence]
) -> Iterator[Fault]:
    """A day other than those that the text tells."""
    if "day" not in states:
        return
    stated = states["day"]
    read = find_dates(sentences(stated), extraction.article.published)
    first, last = next(((one.first, one.last) for one in read if one.first and one.last), (None, None))
    if PREFIX_DATE.fullmatch(stated):  # no finer than known
        first, last = stated, f"{stated}~"
    if first is None or last is None:
        yield Fault("undecided", f"{states['day']} is no day that can be compared")
        return
    told = [one for one in extraction.dates if any(span.start <= one.start < span.end for span in own)]
    days = [(one.first, one.last, one.text) for one in told if one.first and one.last]
    if item.date_start:
        days = [(item.date_start, item.date_end or item.date_start, _words_of(item, days))]
    if not days:
        yield Fault("undecided", "no day is read for it")
    elif not any(begin <= last and first <= end for begin, end, _ in days):
        yield Fault("contradicted", f"another day: {days[0][0]}", days[0][2])


def _words_of(item: Claim | Event, days: Sequence[tuple[str, str, str]]) -> str:
    """The words that told an item's day, else the day itself."""
    return next((text for begin, _, text in days if begin == item.date_start), item.date_start or "")


def _topic(item: Claim | Event) -> str:
    return item.metric if isinstance(item, Claim) else item.kind


def _values(claim: Claim) -> set[float | None]:
    return {claim.value, *(one.value for one in claim.reported)} - {None}


def _subject(states: Mapping[str, str]) -> set[str]:
    """The metrics and kinds of event that a candidate can mean by the word that it uses."""
    word = (states.get("metric") or states.get("kind") or states.get("class") or "").casefold().replace("_", " ")
    if not word:
        return set()
    found = {one for one in schema(*LIKE["kind"])["constraints"]["enum"] if one.replace("_", " ") == word}
    for row in load.rows("metrics"):
        called = {row["metric"].replace("_", " "), row["verb"], *row["label"].split(";")}
        if word in called:
            found.add(row["metric"])
    return found


def _number(text: str) -> float | None:
    """A stated figure; None where the text is none."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        read = find_quantities(sentences(text), ())
        return read[0].value if len(read) == 1 else None


def _unit_of(text: str) -> str | None:
    """The unit that a word stands for, as our own reading has it."""
    read = find_quantities(sentences(f"They counted 7 {text} there."), ())
    return read[0].unit if len(read) == 1 else None
