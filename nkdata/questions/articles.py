"""The articles that a question is asked of: which there are on a day, and which one is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, records
from nkdata.errors import BadParameter
from nkdata.questions.evidence import Telling
from nkdata.questions.wording import day_in_words

LONG = 60  # characters of a title in a source line
HOW = {
    "metadata": "day from the document",
    "sidecar": "day given beside the article",
    "argument": "day given by the user",
    "inferred": "day inferred from the text",
    "unknown": "day not known",
}


@dataclass(frozen=True)
class ShownArticle:
    """What charts need of an article; `published` is None where its day is not known."""

    id: str
    title: str
    text: str
    url: str
    extractor: str
    published: date | None
    how: str

    @property
    def day(self) -> str:
        """The day in words: `18 August 2020`, or `day not known`."""
        return day_in_words(self.published) if self.published else "day not known"

    @property
    def credit(self) -> str:
        """For a source line: `article “Party to meet” (18 August 2020, day given by the user)`."""
        known = f"{self.day}, {HOW.get(self.how, self.how)}" if self.published else self.day
        name = " ".join((self.title or self.text).split())
        kind = "article" if self.title or not name else "untitled article"
        if len(name) > LONG:
            name = f"{name[:LONG].rsplit(' ', 1)[0]} …"
        return f"{kind} {f'“{name}”' if name else self.id} ({known})"

    def telling(self, row: Mapping[Any, Any], **told: str) -> Telling:
        """The place where something stands: `row` has `start`, `end` and, where known, the sentence's offsets."""
        start, end = int(row["start"]), int(row["end"])
        parts = {"claimant": "", "via": "", "stance": "asserted", "value": self.text[start:end]} | told
        return Telling(
            day=self.published.isoformat() if self.published else "",
            article_id=self.id,
            start=start,
            end=end,
            sentence_start=int(row.get("sentence_start", start)),
            sentence_end=int(row.get("sentence_end", end)),
            extractor=read_by(self.extractor, row),
            source=self.title,
            url=self.url,
            confidence="read by machine",
            **parts,
        )

    def event_telling(self, row: Row) -> Telling:
        """Where an event is told, by whom, with its status as the stance."""
        return self.telling(row, claimant=_cell(row["claimant_name"]), via=_cell(row["via_name"]), stance=row["status"])


def read_by(extractor: str, row: Mapping[Any, Any]) -> str:
    """What read a row, and who looked at it since: `nkdata 0.1.0 rules e26c; corrected by Ana`."""
    reviewed = _cell(row.get("reviewed"))
    return f"{extractor}; {reviewed} by {row['reviewed_by']}" if reviewed not in ("", "none") else extractor


def _cell(value: object) -> str:
    return value if isinstance(value, str) else ""


def appeared(snapshot: Snapshot, as_of: str | None = None) -> pd.DataFrame:
    """The rows of the articles that had appeared by a day; undated ones only when no day is given."""
    days = snapshot.articles["published"].fillna("")
    return snapshot.articles[(days != "") & (days.str[:10] <= as_of)] if as_of else snapshot.articles


def of_a_day(articles: pd.DataFrame) -> pd.Series[bool]:
    """Of which articles the day is known, no month or year alone."""
    precise = articles["published_precision"].fillna("").isin(["", "day"])
    return articles["published"].str.len().eq(10) & precise


def stories(snapshot: Snapshot) -> dict[str, str]:
    """The story of each article by its id; an article that no collection placed is a story of its own."""
    return {row["id"]: _cell(row.get("story")) or row["id"] for row in snapshot.article_rows}


def article_rows(snapshot: Snapshot, only: Collection[str]) -> list[Row]:
    """The rows of these articles, in the order of the snapshot."""
    return records(snapshot.articles[snapshot.articles["id"].isin([*only])])


def articles_on(
    snapshot: Snapshot, as_of: str | None = None, only: Collection[str] | None = None
) -> dict[str, ShownArticle]:
    """The articles that had appeared by a day, by id; undated ones only when no day is given; `only` some of them."""
    if only is None:
        return dict(_all_on(snapshot, as_of or ""))
    return _shown(article_rows(snapshot, only), as_of or "")


@lru_cache(maxsize=2)  # every question of a notebook asks for them, and an archive is long
def _all_on(snapshot: Snapshot, as_of: str) -> dict[str, ShownArticle]:
    return _shown(snapshot.article_rows, as_of)


def _shown(rows: Iterable[Row], as_of: str) -> dict[str, ShownArticle]:
    """These rows as articles, those of a later day left out."""
    found = {}
    for row in rows:
        told = _cell(row["published"])
        whole_day = len(told) == 10 and _cell(row["published_precision"]) in ("", "day")
        if as_of and not (told and told[:10] <= as_of):
            continue
        found[str(row["id"])] = ShownArticle(
            id=str(row["id"]),
            title=_cell(row["title"]),
            text=str(row["text"]),
            url=_cell(row["url"]),
            extractor=_cell(row["extractor"]),
            published=date.fromisoformat(told) if whole_day else None,
            how=_cell(row["published_how"]),
        )
    return found


def choose(snapshot: Snapshot, rows: Sequence[pd.DataFrame], article_id: str = "", as_of: str | None = None) -> str:
    """The id of the article to show: the one named, else the one with most rows of the first of these frames.

    Ties go to the one with most rows of the next frame, at last to the newest.

    "" when no article had appeared by the day.  Raises BadParameter for an id that the snapshot does not hold.
    """
    if article_id and article_id not in set(snapshot.articles["id"]):
        held = ", ".join(map(str, snapshot.articles["id"].head(5)))
        raise BadParameter("article", f"no article {article_id!r}", f"the articles are {held} …")
    there = articles_on(snapshot, as_of)
    if article_id:
        return article_id if article_id in there else ""
    counts = [frame["article_id"].value_counts().to_dict() for frame in rows]
    order = [([held.get(key, 0) for held in counts], str(one.published or ""), key) for key, one in there.items()]
    return max(order)[2] if order else ""
