"""What another reader states of a sentence, word by word beside our own reading of it.

What can be compared is compared: figure, unit, metric or kind, place, claimant, stance, status, day.  What cannot is
told as more than can be judged, never taken on trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nkdata.extracting.dates.find import find_dates
from nkdata.extracting.quantities.find import find_quantities
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Claim, Event, Extraction, Name, Sentence, Span
from nkdata.reference import load
from nkdata.review.candidates import Judgement
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
WITHOUT = {"denied": "a denial", "withheld": "nothing", "not_reported": "a silence"}  # what stands for a figure
UNSURE = ("other", "statement", "money_usd")  # read where nothing finer is
NEGATIVE = {"negative": "denied", "negated": "denied", "false": "denied", "positive": "asserted", "true": "asserted"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: its verdict, why, and the word of the text that says otherwise."""

    verdict: str
    why: str
    word: str = ""


def beside(states: Mapping[str, str], extraction: Extraction, own: Sequence[Sentence]) -> Judgement:
    """A candidate's statements beside our reading of some sentences."""
    spans = [one.span for one in own]
    items: list[Claim | Event] = [*extraction.claims, *extraction.events]
    items = [one for one in items if any(span.covers(Span(one.start, one.end)) for span in spans)]
    subject = subject_of(states)
    if "value" in states:
        items = [one for one in items if isinstance(one, Claim)]
        missing = _figure_missing(states, extraction, own, items)
        if missing is not None:
            return missing
        value = number(states["value"])
        items = [one for one in items if isinstance(one, Claim) and value in values_of(one)]
    elif subject and any(topic(one) in subject for one in items):
        items = [one for one in items if topic(one) in subject]
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
    value = number(states["value"])
    if value is None:
        return Judgement("undecided", f"{states['value']} is no figure")
    if any(isinstance(one, Claim) and value in values_of(one) for one in claims):
        return None
    numbers = [one for one in extraction.quantities if any(span.start <= one.start < span.end for span in own)]
    if any(value in (one.value, *(told.value for told in one.reported)) for one in numbers):
        return Judgement("undecided", "the figure stands there, but what it counts is not read")
    subject = subject_of(states)
    for rival in claims:
        if isinstance(rival, Claim) and (not subject or topic(rival) in subject):
            told = "another figure" if rival.value is not None else WITHOUT.get(rival.stance)
            if told and (value == 0 or rival.stance != "not_reported"):
                return Judgement("contradicted", f"the sentence tells {told}", rival.text, ids=(rival.id,))
    return Judgement("not_found", "no such figure stands in the sentence")


def _faults(
    states: Mapping[str, str], item: Claim | Event, subject: set[str], extraction: Extraction, own: Sequence[Sentence]
) -> Iterator[Fault]:
    """All that does not fit between a candidate and what we read."""
    named = states.get("metric") or states.get("kind") or states.get("class")
    if named and not subject:
        yield Fault("undecided", f"{named} is no metric or kind of event that the tables know")
    elif subject and topic(item) not in subject:
        unsure = topic(item) in UNSURE
        yield Fault("undecided" if unsure else "contradicted", f"we read {topic(item)}", "" if unsure else item.text)
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
    value, unit = number(states["value"]), _unit_of(states["unit"])
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
        elif _speaks_for(ours.id, ident):
            yield Fault("undecided", f"{ours.name} speaks for {stated}", ours.name)
        elif ident not in lineage(ours.id):
            finer = bool(set(ours.id.split(";")) & lineage(ident))
            yield Fault("undecided" if finer else "contradicted", f"another {field}: {ours.name}", ours.name)
    elif stated.casefold() in ours.name.casefold() or ours.name.casefold() in stated.casefold():
        return
    elif any(stated.casefold() in one.text.casefold() for one in own):
        yield Fault("undecided", f"the text names {stated}, but for what is not read")
    elif stated.casefold().split()[-1] == ours.name.casefold().split()[-1]:
        yield Fault("undecided", f"{field} here: {ours.name}", ours.name)
    else:
        yield Fault("contradicted", f"another {field}: {ours.name}", ours.name)


def _speaks_for(ours: str, stated: str) -> bool:
    """Whether an actor is an organ, agency or official of the government that was named in its place."""
    held = {row["actor_id"]: row for row in load.rows("actors")}
    own, named = held.get(ours), held.get(stated)
    return bool(own and named and stated.startswith("gov-") and own is not named and own["country"] == named["country"])


def lineage(idents: str) -> set[str]:
    """A place, or several (`sinuiju;uiju`), and all that they lie in."""
    parents = {row["admin_id"]: row["parent"] for row in load.rows("admin_areas")}
    found = set(idents.split(";"))
    for ident in idents.split(";"):
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


def topic(item: Claim | Event) -> str:
    """What a claim or event is about: its metric, its kind."""
    return item.metric if isinstance(item, Claim) else item.kind


def values_of(claim: Claim) -> set[float | None]:
    """The figures under which a claim is told, conversions in brackets included."""
    return {claim.value, *(one.value for one in claim.reported)} - {None}


def subject_of(states: Mapping[str, str]) -> set[str]:
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


def number(text: str) -> float | None:
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
