"""All events that all articles tell, judged against the record: how many meet it, and how many cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, grouped, records
from nkdata.questions.articles import ShownArticle, articles_on, stories
from nkdata.questions.evidence import Evidence, Telling, event_anchor, slug
from nkdata.questions.places import Places
from nkdata.questions.policy import OwnSources, known_tellings, matched, numbered
from nkdata.questions.policy_record import Known, coverage, kind_of, launch_days, record
from nkdata.questions.policy_verdicts import Judge, Told, Verdict
from nkdata.questions.rows import TRACED, Frames, table_of, typed
from nkdata.questions.tracing import Sources, source_titles
from nkdata.questions.wording import kind_in_words

VERDICTS = {
    "=": "agrees", "≈": "days-off", "≠": "differs", "?": "candidate", "○": "same-source", "–": "not-on-record",
}  # fmt: skip
MET = ("=", "≈", "≠", "○")  # verdicts that tie a telling to one event on record; a candidate is never a match
LISTED = 20  # tellings that stand under the anchor of a bar, newest first
TELLINGS = TRACED | {
    "article_id": "str", "kind": "str", "lane": "str", "text": "str", "status": "str", "told": "datetime64[us]",
    "known_id": "str", "known_title": "str", "known_first": "datetime64[us]", "verdict": "str", "note": "str",
    "story": "str",
}  # fmt: skip


@dataclass(frozen=True)
class PolicyTellings:
    """The answer to: of all that the articles tell, how much does the record hold?

    `rows` (columns `TELLINGS`), one an event that an article tells, by day of the article; `articles` how many were
    read; `uncovered` events of years of which the record has no row and `statements` that meet no row, both left out,
    since a verdict on them would speak of the record alone.  `known_evidence` has one anchor an event on record.
    """

    rows: pd.DataFrame
    articles: int
    uncovered: int
    statements: int
    as_of: str
    evidence: tuple[Evidence, ...]
    known_evidence: tuple[Evidence, ...]

    @cached_property
    def met(self) -> pd.DataFrame:
        """The rows that meet an event on record or differ from it, by its day; a story told again counts once."""
        held = self.rows[self.rows["verdict"].isin(MET)]
        held = held.drop_duplicates(["story", "known_id", "status", "verdict"])
        return held.sort_values(["known_first", "known_id", "told"], kind="stable", ignore_index=True)

    @cached_property
    def by_kind(self) -> pd.DataFrame:
        """Events by kind (rows, most first) and verdict (columns, the signs of `VERDICTS`)."""
        counts = pd.crosstab(self.rows["kind"], self.rows["verdict"]).reindex(columns=list(VERDICTS), fill_value=0)
        totals = counts.sum(axis=1).to_dict()
        return counts.loc[sorted(totals, key=lambda kind: (-totals[kind], str(kind)))]


def policy_tellings(snapshot: Snapshot, reference: Frames, as_of: str | None = None) -> PolicyTellings:
    """Each event of each article with the record's verdict on it (see `policy_verdicts`), as known on `as_of`.

    Articles of later days, and undated ones when a day is given, do not exist.
    """
    there = articles_on(snapshot, as_of)
    held = record(reference, as_of)
    years, story = coverage(held), stories(snapshot)
    rows: list[Row] = []
    told_by: dict[str, Telling] = {}
    known_by: dict[str, Known] = {}
    uncovered = statements = 0
    for article, told, row, verdict in _judged(snapshot, there, held, reference, as_of):
        if verdict.known is None and told.kind == "statement":
            statements += 1
        elif verdict.known is None and (end := told.last or article.published) and end.year not in years:
            uncovered += 1
        else:
            own = {"article_id": article.id, "lane": kind_of(told.kind).lane, "story": story[article.id]}
            rows.append(matched(article, told, row, verdict) | own | {"told": article.published})
            told_by[row["id"]] = article.event_telling(row)
            if verdict.known:
                known_by[verdict.known.row_id] = verdict.known
    rows.sort(key=lambda row: (str(row["told"] or ""), row["row_id"]))
    frame = typed(rows, TELLINGS)
    answer = PolicyTellings(frame, len(there), uncovered, statements, as_of or "", _evidence(rows, told_by), ())
    return replace(answer, known_evidence=_of_known(answer.met, told_by, known_by, source_titles(reference)))


def _judged(
    snapshot: Snapshot, there: Mapping[str, ShownArticle], held: tuple[Known, ...], reference: Frames,
    as_of: str | None,
) -> Iterator[tuple[ShownArticle, Told, Row, Verdict]]:  # fmt: skip
    """Each event of each article with its row of the snapshot and the record's verdict."""
    told_or_tested = (*held, *launch_days(reference, held, as_of))
    on_record = Judge(told_or_tested, Places(table_of(reference, "admin_areas")), None)
    sources = OwnSources(reference)
    for ident, part in grouped(records(snapshot.events), itemgetter("article_id")).items():
        if article := there.get(ident):
            events = numbered(part, article.text)
            verdicts = on_record.of(article.published, sources.of(article)).all([told for told, _ in events])
            for (told, row), verdict in zip(events, verdicts, strict=True):
                yield article, told, row, verdict


def group_id(kind: str, verdict: str) -> str:
    """The id of a bar: kind and verdict."""
    return f"policy-tellings-{slug(kind)}-{VERDICTS[verdict]}"


def known_anchor(known_id: str) -> str:
    """The anchor of an event on record with its tellings."""
    return event_anchor(f"policy-known-{slug(known_id)}")


def _of_known(
    met: pd.DataFrame, told_by: Mapping[str, Telling], known_by: Mapping[str, Known],
    sources: Sources,
) -> tuple[Evidence, ...]:  # fmt: skip
    """One anchor an event on record: its row first, then what the articles tell of it, newest first."""
    return tuple(
        Evidence(
            known_anchor(str(ident)),
            f"{known_by[str(ident)].title}: told {len(part)} times" if len(part) > 1 else known_by[str(ident)].title,
            (*known_tellings(known_by[str(ident)], sources), *(told_by[one] for one in part["row_id"][::-1][:LISTED])),
        )
        for ident, part in met.groupby("known_id", sort=False)
    )


def _evidence(rows: Sequence[Row], told_by: Mapping[str, Telling]) -> tuple[Evidence, ...]:
    """One anchor a bar, with the newest tellings of it."""
    return tuple(
        Evidence(
            event_anchor(group_id(kind, verdict)),
            f"{kind_in_words(kind)}, {verdict} {VERDICTS[verdict].replace('-', ' ')}: {len(held)} told"
            + (f", the newest {LISTED} of them" if len(held) > LISTED else ""),
            tuple(told_by[row["row_id"]] for row in held[:LISTED]),
        )
        for (kind, verdict), held in grouped(reversed(rows), itemgetter("kind", "verdict")).items()
    )
