"""Policy events: does what an article tells agree with what is on record?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, missing, records
from nkdata.questions.articles import ShownArticle, articles_on, choose
from nkdata.questions.evidence import Evidence, Telling, event_anchor
from nkdata.questions.floods import days
from nkdata.questions.places import Places
from nkdata.questions.policy_record import Known, coverage, launch_days, record, whole_day
from nkdata.questions.policy_verdicts import Judge, Told, Verdict
from nkdata.questions.rows import TRACED, Frames, table_of, text, typed
from nkdata.questions.tracing import Sources, by_source, row_tellings, source_titles
from nkdata.questions.wording import kind_in_words

MATCHES = TRACED | {
    "event_id": "str", "order": "int64", "text": "str", "kind": "str", "status": "str", "first": "datetime64[us]",
    "last": "datetime64[us]", "precision": "str", "announced_on": "datetime64[us]", "known_id": "str",
    "known_title": "str", "known_first": "datetime64[us]", "known_last": "datetime64[us]",
    "known_announced_on": "datetime64[us]", "known_held": "bool", "verdict": "str", "note": "str", "difference": "str",
    "candidate": "bool",
}  # fmt: skip

NAMING = ("source_id", "url", "title")


@dataclass(frozen=True)
class ArticleRecord:
    """The answer to: does what is told agree with the record?

    `rows` (columns `MATCHES`) in text order; `article` None when no article had appeared; `coverage` how many rows the
    record holds of each year.
    """

    rows: pd.DataFrame
    article: ShownArticle | None
    others: int
    coverage: Mapping[int, int]
    as_of: str
    evidence: tuple[Evidence, ...]


def told_events(snapshot: Snapshot, article_id: str) -> list[tuple[Told, Row]]:
    """The events of an article in text order, numbered from 1, with their rows of the snapshot."""
    events = snapshot.events
    held = events[events["article_id"] == article_id]
    return numbered(records(held), snapshot.text(article_id) if len(held) else "")


def numbered(events: list[Row], whole: str) -> list[tuple[Told, Row]]:
    """The rows of one article's events in text order, numbered from 1; `whole` is its text."""
    rows = sorted(events, key=lambda row: (row["start"], row["end"]))
    return [(_told(number, row, whole), row) for number, row in enumerate(rows, start=1)]


def _told(number: int, row: Row, whole: str) -> Told:
    first, last = days(text(row["date_start"])), days(text(row["date_end"]))
    return Told(
        order=number,
        text=" ".join(str(row["text"]).split()),
        kind=row["kind"],
        status=row["status"],
        first=first[0] if first else None,
        last=last[1] if last else None,
        precision=text(row["precision"]) or "none",
        actors=tuple(ident for ident in row["actors_ids"] if ident),
        place=text(row["place_id"]),
        ordinal=None if missing(row["ordinal"]) else int(row["ordinal"]),
        term=None if missing(row["term"]) else int(row["term"]),
        hint=text(row["known_event"]),
        sentence=whole[int(row["sentence_start"]) : int(row["sentence_end"])],
    )


def matches(snapshot: Snapshot, reference: Frames, article_id: str = "", as_of: str | None = None) -> pd.DataFrame:
    """The events of an article beside the record; see `article_record`, whose `rows` these are."""
    return article_record(snapshot, reference, article_id, as_of).rows


def article_record(
    snapshot: Snapshot, reference: Frames, article_id: str = "", as_of: str | None = None
) -> ArticleRecord:
    """Each event of an article with what the record has of it, and a verdict (see `policy_verdicts`).

    Without `article_id` the article with most events that may be on record by their `known_event`, then with most
    events: of what the record does not know there is nothing to compare.  Columns of `rows`: `MATCHES`; `first`,
    `last` the days that the text allows, `known_…` those of the row `known_id` of policy_events or missile_tests, as
    known on `as_of`; `known_held` False for a plan; `candidate` where nothing but nearness speaks for the row.  Raises
    BadParameter for an unknown article.
    """
    on_record = snapshot.events[snapshot.events["known_event"].fillna("") != ""]
    chosen = choose(snapshot, [on_record, snapshot.events], article_id, as_of)
    there = articles_on(snapshot, as_of)
    held = record(reference, as_of)
    article = there.get(chosen)
    if article is None:
        return ArticleRecord(typed([], MATCHES), None, len(there), coverage(held), as_of or "", ())
    events = told_events(snapshot, chosen)
    own = OwnSources(reference).of(article)
    judge = Judge(
        (*held, *launch_days(reference, held, as_of)),
        Places(table_of(reference, "admin_areas")),
        article.published,
        own,
    )
    verdicts = judge.all([told for told, _ in events])
    rows = [matched(article, told, row, verdict) for (told, row), verdict in zip(events, verdicts, strict=True)]
    evidence = _evidence(article, events, verdicts, reference)
    return ArticleRecord(typed(rows, MATCHES), article, len(there) - 1, coverage(held), as_of or "", evidence)


class OwnSources:
    """Which sources of the record are an article itself, by address or title."""

    def __init__(self, reference: Frames) -> None:
        self._named: dict[str, set[str]] = defaultdict(set)
        for source, *names in zip(*(table_of(reference, "sources_policy")[name] for name in NAMING), strict=True):
            for name in names:
                self._named[text(name).casefold()].add(str(source))
        self._named.pop("", None)

    def of(self, article: ShownArticle) -> frozenset[str]:
        """The ids of the sources that are this article."""
        return frozenset().union(*(self._named.get(name.casefold(), ()) for name in (article.url, article.title)))


def matched(article: ShownArticle, told: Told, row: Row, verdict: Verdict) -> Row:
    """An event told, beside what the record has of it, with the columns of `MATCHES`."""
    known = verdict.known
    return {
        "row_id": row["id"],
        "evidence": f"{article.id}#{row['start']}-{row['end']}",
        "source_id": known.source_id if known else "",
        "confidence": "read by machine",
        "event_id": row["id"],
        "announced_on": whole_day(row["announced_on"]),
        "known_id": known.row_id if known else "",
        "known_title": known.title if known else "",
        "known_first": known.first if known else None,
        "known_last": known.last or known.first if known else None,
        "known_announced_on": known.told_ahead[0] if known and known.told_ahead else None,
        "known_held": bool(known and known.held),
        "verdict": verdict.sign,
        "note": verdict.note,
        "difference": verdict.difference,
        "candidate": verdict.sign == "?" and known is not None,
        "first": told.first,
        "last": told.last,
    } | {name: getattr(told, name) for name in ("order", "text", "kind", "status", "precision")}


def known_tellings(known: Known, sources: Sources) -> tuple[Telling, ...]:
    """A row of the record as tellings of its sources."""
    day = known.reported_on or (known.told_ahead[-1] if known.told_ahead else None)
    return row_tellings(
        known.table, known.row(), sources, day=day.isoformat() if day else "", value=known.title,
        note=f"{known.first or 'no day'}, {known.status}", claimant=known.claimant_name, stance=known.status,
    )  # fmt: skip


def article_evidence(article: ShownArticle, told: Told, row: Row, more: tuple[Telling, ...] = ()) -> Evidence:
    """An event of an article: the anchor `ev-<event id>` with its sentence, then what the record has."""
    heading = f"{told.text} ({kind_in_words(told.kind)})"
    return Evidence(event_anchor(row["id"]), heading, (article.event_telling(row), *more))


def _evidence(
    article: ShownArticle, events: list[tuple[Told, Row]], verdicts: list[Verdict],
    reference: Frames,
) -> tuple[Evidence, ...]:  # fmt: skip
    sources = source_titles(reference)
    known = [known_tellings(verdict.known, sources) if verdict.known else () for verdict in verdicts]
    of_events = [
        article_evidence(article, told, row, tellings) for (told, row), tellings in zip(events, known, strict=True)
    ]
    return (*of_events, *by_source(one for tellings in known for one in tellings))
