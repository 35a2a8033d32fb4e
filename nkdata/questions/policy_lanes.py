"""Lanes: what else was on record in the year before and after an article, by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, missing, records
from nkdata.questions.articles import ShownArticle
from nkdata.questions.evidence import Evidence
from nkdata.questions.policy import ArticleRecord, article_record, known_tellings
from nkdata.questions.policy_density import Density, density
from nkdata.questions.policy_record import Known, coverage, kind_of, record
from nkdata.questions.rows import TRACED, Frames, typed
from nkdata.questions.tracing import by_source, source_titles

YEAR = timedelta(days=365)
OF_THE_RECORD = ("row_id", "source_id", "confidence", "kind", "title", "first", "precision", "status", "held")
BEFORE = timedelta(days=60)
LANE_EVENTS = TRACED | {
    "kind": "str", "lane": "str", "title": "str", "first": "datetime64[us]", "last": "datetime64[us]",
    "precision": "str", "status": "str", "held": "bool", "announced_on": "datetime64[us]", "origin": "str",
    "known_id": "str", "order": "Int64", "verdict": "str", "note": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Lanes:
    """The answer to: what else was going on?

    `rows` (columns `LANE_EVENTS`): events of the record (`origin` record) by first day, then those of the article
    (`origin` article, `order` as in the chart of the article beside the record, NaT where the text gives no day).
    `window` is the first and last day shown; without a dated article it spans the whole record.  `outside` are the
    numbers of the article's events beyond it, `begins` the first day on record.  `told` are the events of many
    articles, counted; then no single article is shown.
    """

    rows: pd.DataFrame
    article: ShownArticle | None
    window: tuple[date, date]
    outside: tuple[int, ...]
    begins: date | None
    coverage: Mapping[int, int]
    as_of: str
    evidence: tuple[Evidence, ...]
    told: Density | None = None

    @property
    def day(self) -> date | None:
        """The article's day."""
        return self.article.published if self.article else None

    @cached_property
    def marks(self) -> list[Row]:
        """The rows as dictionaries, made once."""
        return records(self.rows)

    def before(self) -> pd.DataFrame:
        """The events on record in the 60 days up to the article's day."""
        if self.day is None:
            return self.rows.iloc[:0]
        first = self.rows["first"]
        recent = (first > pd.Timestamp(self.day - BEFORE)) & (first <= pd.Timestamp(self.day))
        return self.rows[recent & self.rows["held"] & (self.rows["origin"] == "record")]


def lanes(snapshot: Snapshot, reference: Frames, article_id: str = "", as_of: str | None = None) -> Lanes:
    """The record a year either side of an article, with the article's own events; all years without a dated article.

    Without `article_id` the article that `article_record` shows, or the events of many articles counted.  With `as_of`
    only what had been told by then, plans as plans.
    """
    held = [one for one in record(reference, as_of) if one.first]
    told = None if article_id else density(snapshot, as_of)
    beside = None if told else article_record(snapshot, reference, article_id, as_of)
    article = beside.article if beside and beside.article and beside.article.published else None
    window = told.window if told else _window(article, held)
    # what is only announced within it counts beside one article; among many, the event itself must lie there
    shown = [one for one in held if _ends(one)[0] <= window[1] and _ends(one)[1] >= window[0]]
    if told:
        shown = [one for one in shown if one.first and one.first <= window[1]]
    own = _of_article(beside) if beside and article else []
    outside = tuple(int(row["order"]) for row in own if not _inside(row, window))
    rows = [*map(_of_record, shown), *(row for row in own if row["order"] not in outside)]
    of_article = [one for one in beside.evidence if one.anchor.startswith("ev-")] if beside and article else []
    sources = source_titles(reference)
    of_record = by_source(telling for one in shown for telling in known_tellings(one, sources))
    begins = min((one.first for one in held if one.first), default=None)
    return Lanes(
        typed(rows, LANE_EVENTS), article, window, outside, begins, coverage(tuple(held)), as_of or "",
        (*(told.evidence if told else of_article), *of_record), told,
    )  # fmt: skip


def _window(article: ShownArticle | None, held: list[Known]) -> tuple[date, date]:
    """A year either side of an article; without a dated one the days of the record."""
    if article and article.published:
        return article.published - YEAR, article.published + YEAR
    days = [day for one in held for day in _ends(one)]
    return min(days, default=date.min), max(days, default=date.min)


def _inside(row: Row, window: tuple[date, date]) -> bool:
    """Whether an event of the article touches the window; an undated one is not outside."""
    first, last = (None if missing(row[end]) else row[end].date() for end in ("first", "last"))
    return not ((last is not None and last < window[0]) or (first is not None and first > window[1]))


def _ends(known: Known) -> tuple[date, date]:
    """First and last day, the day of the announcement included."""
    assert known.first  # asked of dated rows only
    return min([known.first, *known.told_ahead[:1]]), known.last or known.first


def _of_record(known: Known) -> dict[str, Any]:
    ahead = known.told_ahead[0] if known.told_ahead else None
    before = ahead is not None and known.first is not None and ahead < known.first
    return {
        "lane": kind_of(known.kind).lane,
        "last": known.last or known.first,
        "announced_on": ahead if before else None,
        "origin": "record",
        "known_id": known.row_id,
        "order": None,
        "verdict": "",
        "note": "",
    } | {name: getattr(known, name) for name in OF_THE_RECORD}


def _of_article(beside: ArticleRecord) -> list[Row]:
    """The events of the article; a statement stands in the lane of the event that it is, else with state and law."""
    kinds = {str(row["order"]): row["kind"] for row in records(beside.rows)}
    found = []
    for row in records(beside.rows):
        same = str(row["note"]).removeprefix("same event as ")
        kind = kinds.get(same) or row["kind"]
        names = ("row_id", "evidence", "source_id", "confidence", "kind", "first", "last", "precision", "status")
        found.append(
            {name: row[name] for name in names}
            | {name: row[name] for name in ("known_id", "order", "verdict", "note")}
            | {
                "lane": kind_of(kind).lane,
                "title": row["text"],
                "held": False,
                "announced_on": row["announced_on"],
                "origin": "article",
                "known_id": "" if row["candidate"] else row["known_id"],
            }
        )
    return found
