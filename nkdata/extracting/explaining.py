"""Why the program read what it read: the rows of the rule tables behind what stands at a place of an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases
from nkdata.extracting.wording.sentences import tokens
from nkdata.model import Claim, Event, Extraction, Name, Quote, Span

CLAIM_WORDS = ("wordclasses", "stance_cues", "claim_cues", "change_words")
EVENT_WORDS = ("event_words", "event_status")


def explain(extraction: Extraction, at: int) -> Iterator[str]:
    """Lines for people on everything that covers character `at` of the article: what was read, and by which rows."""
    there = Span(at, at + 1)
    text = extraction.article.text
    for claim in (one for one in extraction.claims if Span(one.sentence_start, one.sentence_end).covers(there)):
        yield from _claim(claim, text)
    for event in (one for one in extraction.events if Span(one.sentence_start, one.sentence_end).covers(there)):
        yield from _event(event, text)
    for quote in extraction.quotes:
        if any(span.covers(there) for span in quote.spans) or quote.scope.covers(there):
            yield from _quote(quote)
    for date in (one for one in extraction.dates if Span(one.start, one.end).covers(there)):
        days = f"{date.first or '…'} to {date.last or '…'}"
        yield f"date “{date.text}”: {date.type} {date.value or 'not resolved'}, {days}"
    for quantity in (one for one in extraction.quantities if Span(one.start, one.end).covers(there)):
        yield f"quantity “{quantity.text}”: {quantity.value} {quantity.unit or ''}, {quantity.bound}".rstrip()


def _claim(claim: Claim, text: str) -> Iterator[str]:
    number = claim.low if claim.value is None else claim.value
    amount = claim.words or ("no number" if number is None else f"{number:,g} {claim.unit or ''}".rstrip())
    yield f"claim {claim.metric}, {amount}, {claim.stance}: “{claim.text}”{_who(claim.claimant, claim.via)}"
    yield from _rule(claim.rule)
    yield from _words(
        text[claim.sentence_start : claim.sentence_end],
        CLAIM_WORDS,
        claim.rule,
        {claim.stance, claim.scope, claim.basis},
    )


def _event(event: Event, text: str) -> Iterator[str]:
    days = f"{event.date_start or '…'} to {event.date_end or '…'}"
    yield f"event {event.kind}, {event.status}, {days}: “{event.text}”{_who(event.claimant, event.via)}"
    yield from _rule(event.rule)
    yield from _words(text[event.sentence_start : event.sentence_end], EVENT_WORDS, event.rule, {event.status})


def _quote(quote: Quote) -> Iterator[str]:
    form = f", form {quote.form}" if quote.form else ""
    yield f"quote by the cue “{quote.cue}”{form}: “{quote.text[:60]}”{_who(quote.speaker, quote.via)}"
    for number, row in enumerate(ruletables.rows("reporting_verbs"), start=2):
        regular = {f"{row['verb']}s", f"{row['verb']}ed", f"{row['verb'].removesuffix('e')}ed"}
        if quote.cue in {row["verb"], row["past"], row["participle"], *regular} - {""}:
            yield from _rule(f"reporting_verbs.csv:{number}")


def _who(claimant: Name | None, via: Name | None) -> str:
    if claimant is None:
        return ", in the article's own voice"
    relay = f", through {via.name}" if via else ""
    return f", by {claimant.name} ({claimant.id or 'unknown to the tables'}){relay}"


def _rule(name: str) -> Iterator[str]:
    if not name:
        return
    path, row = ruletables.place(name)
    cells = ", ".join(f"{column} {cell}" for column, cell in row.items() if cell and column != "example")
    yield f"  {path.name}: {cells}; tried on “{row['example']}”"


def _words(sentence: str, names: tuple[str, ...], rule: str, told: set[str]) -> Iterator[str]:
    """The rows of word tables that a rule names, or that set a stance, scope or status, where their words are found."""
    wanted = set(_classes(rule)) | told - {"asserted", "unknown"}
    for table in names:
        rows = ruletables.rows(table)
        phrases = Phrases((word, number) for number, row in enumerate(rows) for word in row["words"].split("|"))
        for match in phrases.find(tokens(sentence)):
            for number in match.values:
                row = rows[number]
                means = row.get("class") or row.get("stance") or row.get("status") or row.get("value")
                if means in wanted:
                    path, _ = ruletables.place(f"{table}.csv:{number + 2}")
                    yield f"  {path.name}: “{sentence[match.start : match.end]}” is {means}"


def _classes(rule: str) -> Iterator[str]:
    """The classes of words that a rule asks for."""
    row: Mapping[str, str] = ruletables.place(rule)[1] if rule else {}
    for column in ("thing", "predicate", "context", "topic", "first", "second", "third"):
        yield from row.get(column, "").replace("+", "|").split("|")
