"""Whether an article bears out what another reader says of it: the sentence that its words stand in, or all that tell
of the same where they stand nowhere, each compared as `nkdata.review.comparing` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nkdata.extracting.pipeline import extract
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Article, Claim, Event, Extraction, Name, Span
from nkdata.review.candidates import Candidate, Judgement
from nkdata.review.comparing import beside, lineage, number, subject_of, topic, values_of
from nkdata.review.fields import KNOWN, names

SUBJECTS = {"metric", "kind", "class"}
# A name that begins no sentence; of months and weekdays, days are compared.
CALLED = re.compile(r"(?<=[\w,;’'] )(?:[A-Z][\w-]+)(?: [A-Z][\w-]+)*")
SAME = 5  # letters that forms of one word begin with: flooded, flooding
PLAIN = "about|after|been|from|have|more|said|says|than|that|their|them|they|this|were|which|with"  # say nothing of it
STEM = re.compile(rf"\b(?!(?:{PLAIN})\b)[a-z]{{4,{SAME}}}")
WORD = re.compile(rf"\b(?!(?:{PLAIN})\b)[A-Za-z]{{4,}}")
CALENDAR = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?", re.A
)


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
    found = beside(candidate.states, extraction, own)
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
    published = extraction.article.published
    own = extract(Article(id="candidate", text=candidate.text, published=published, language="en"))
    stated = _statements(candidate, own)
    if not stated:
        return Judgement("not_found", "these words stand nowhere, and they state nothing that can be looked for")
    judged = [_anywhere(one, extraction) for one in stated]
    found = min(judged, key=lambda one: ("contradicted", "not_found", "undecided", "supported").index(one.verdict))
    if found.verdict != "supported":
        return found
    if not any(SUBJECTS & set(one) for one in stated):
        return replace(
            found, verdict="undecided", why="the figure stands there; what these words say of it is not read"
        )
    if stranger := _stranger(candidate.text, found, extraction):
        return replace(found, verdict="undecided", why=f"that sentence does not name {stranger}")
    if elsewhere := _elsewhere(candidate.text, found, extraction.article.text):
        return replace(found, verdict="undecided", why=f"“{elsewhere}” stands in another sentence")
    return found


def _items(extraction: Extraction) -> list[Claim | Event]:
    return [*extraction.claims, *extraction.events]


def _statements(candidate: Candidate, own: Extraction) -> list[dict[str, str]]:
    """What a candidate states: as it says itself where it names a subject, else as we read its words (`own`)."""
    if SUBJECTS & set(candidate.states):
        return [dict(candidate.states)]
    if "value" not in candidate.states:
        return [_said(one, candidate) for one in _items(own)]
    value = number(candidate.states["value"])
    return [_said(one, candidate) for one in own.claims if value in values_of(one)] or [dict(candidate.states)]


def _stranger(words: str, found: Judgement, extraction: Extraction) -> str | None:
    """The first name in a candidate's words that neither the sentence has nor what we read in it; None without one."""
    text = extraction.article.text[found.sentence_start : found.sentence_end].casefold()
    items = [one for one in _items(extraction) if one.id in found.ids]
    read = [(field, named) for one in items for field in KNOWN if (named := getattr(one, field))]
    first = re.match(r"\w+", words)
    known = first is not None and any(first[0].casefold() in names(*KNOWN[field]) for field in KNOWN)
    for called in [*([first[0]] if first and known else []), *CALLED.findall(words)]:
        meant = {field: names(*KNOWN[field]).get(called.casefold(), (None,))[0] for field in KNOWN}
        same = any(_same(called, meant[field], named) for field, named in read)
        if not (same or CALENDAR.fullmatch(called) or all(one.casefold() in text for one in called.split())):
            return str(called)
    return None


def _elsewhere(words: str, found: Judgement, text: str) -> str | None:
    """The first word of a candidate that the article has, but not in the sentence found: two may have been mixed up."""
    own = set(STEM.findall(text[found.sentence_start : found.sentence_end].casefold()))
    others = set(STEM.findall(text.casefold())) - own
    return next((word[0] for word in WORD.finditer(words) if word[0].casefold()[:SAME] in others), None)


def _same(called: str, ident: str | None, named: Name) -> bool:
    """Whether a name is one that we read, or a place that it lies in."""
    return called.casefold() in named.name.casefold() or (ident is not None and ident in lineage(named.id or ""))


def _said(item: Claim | Event, candidate: Candidate) -> dict[str, str]:
    """What a reader's own statement states, as we read it."""
    told: dict[str, str | None] = {"day": item.date_start, "hedge": item.hedge}
    for name in ("place", "claimant"):
        named: Name | None = getattr(item, name)
        told[name] = named.name if named is not None and named.name in candidate.text else None
    if isinstance(item, Claim):
        figure = None if item.value is None else f"{item.value:.15g}"
        unit = None if item.metric == "other" else item.unit
        told |= {"metric": item.metric, "value": figure, "unit": unit, "stance": item.stance}
    else:
        told |= {"kind": item.kind, "status": item.status}
    return {name: one for name, one in told.items() if one} | dict(candidate.states)


def _anywhere(states: Mapping[str, str], extraction: Extraction) -> Judgement:
    """Judge a statement against the sentences that tell of the same subject, or its figure."""
    subject, value = subject_of(states), number(states.get("value", ""))
    own = {one.sentence_start for one in _items(extraction) if topic(one) in subject}
    own |= {one.sentence_start for one in extraction.claims if value is not None and value in values_of(one)}
    held = [one for one in sentences(extraction.article.text) if one.start in own]
    judged = [
        replace(beside(states, extraction, [one]), sentence_start=one.start, sentence_end=one.end) for one in held
    ]
    order = ("supported", "undecided", "contradicted", "not_found")
    none = Judgement("not_found", "no sentence tells of it")
    return min(judged, key=lambda one: order.index(one.verdict), default=none)
