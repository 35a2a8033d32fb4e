"""What the workbench works on: articles of a collection or of a report's data, and the log of corrections beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from nkdata.collection import Collection, open_collection
from nkdata.collection.folder import Folder
from nkdata.collection.snapshot import Snapshot, open_snapshot
from nkdata.errors import NkdataError
from nkdata.review import log
from nkdata.review.apply import apply, seen, standing
from nkdata.workbench.state import LONGEST, Shown, View, carrying, filters, matching

KIND = {"claims": "claim", "events": "event"}


@dataclass(frozen=True)
class Reading:
    """An article as the pane shows it; `spans` are (start, end, kind, id), kind claim, event, quote or date."""

    id: str
    title: str
    published: str
    source: str
    text: str
    spans: tuple[tuple[int, int, str, str], ...]


class Desk:
    """Rows, articles and corrections.  Nothing is kept between two questions: two tabs on one collection agree."""

    def __init__(self, data: str = "", collection: str = "", corrections: str = "") -> None:
        """`collection` is the path of one, else `data` a report's data folder, empty for the article that comes along.

        `corrections` is the folder whose `review.jsonl` keeps what is corrected: by default the collection's.  Raises
        UnreadableCollection or UnreadableArticle where there is nothing to open.
        """
        self.data, self.collection = data, collection
        self.corrections = corrections or collection
        self._held: Collection | None = open_collection(collection) if collection else None
        self._snapshot: Snapshot | None = None if collection else open_snapshot(data)
        self._folder = Folder(self.corrections) if self.corrections else None
        self._unsaved: tuple[log.Entry, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether corrections outlive the kernel."""
        return self._folder is not None

    def entries(self) -> tuple[log.Entry, ...]:
        """All that people said, as the log holds it now."""
        return log.read(self._folder).entries if self._folder else self._unsaved

    def faults(self) -> tuple[NkdataError, ...]:
        """What could not be read of collection and log."""
        torn = log.read(self._folder).faults if self._folder else ()
        return (*(self._held.faults if self._held else ()), *torn)

    def rows(self, view: View) -> Shown:
        """The rows of a view with corrections in place, rejected ones included, and how many there are in all."""
        entries, kind = self.entries(), KIND[view.table]
        if self._snapshot is not None:
            found = matching(apply(carrying(self._snapshot, view.table), entries, kind), view)
            return Shown(found.head(LONGEST), len(found))
        assert self._held is not None
        asked = {"current": True} | filters(view)
        total = self._held.count(view.table, **asked)
        plain = self._held.frame(view.table, limit=LONGEST, **asked)
        touched = sorted({one.target.article for one in entries if one.kind == kind})
        if not touched:
            return Shown(apply(plain, (), kind), total)
        before = self._held.frame(view.table, current=True, article=touched)
        after = matching(apply(before, entries, kind), view)
        total += len(after) - len(matching(before, view))
        others = apply(plain.loc[~plain["article_id"].isin(touched)], (), kind)
        found = pd.concat([others, after], ignore_index=True)
        order = found.sort_values(["published", "article_id", "start"], na_position="last", kind="stable")
        return Shown(order.head(LONGEST).reset_index(drop=True), total)

    def snapshot(self, shown: Shown, view: View) -> Snapshot:
        """The articles of these rows with the rows that stand: what charts are drawn from."""
        articles = list(dict.fromkeys(shown.rows["article_id"]))
        held = self._snapshot
        if held is None:
            assert self._held is not None
            held = self._held.snapshot(article=articles) if articles else replace(open_snapshot(), **_nothing())
        columns = getattr(held, view.table).columns
        rows = standing(shown.rows)
        rows = rows.loc[rows["article_id"].isin(held.articles["id"])].reindex(columns=columns)
        return replace(held, **{view.table: rows.reset_index(drop=True)})

    def reading(self, article: str) -> Reading:
        """An article with all that was found in it, corrections in place."""
        held = self._snapshot
        if held is None:
            assert self._held is not None
            held = Snapshot(**{name: self._held.frame(name, article=article) for name in FRAMES})
        (row,) = held.articles.loc[held.articles["id"] == article].to_dict("records")
        spans = []
        for name, kind in FRAMES.items():
            frame = getattr(held, name)
            if kind:
                own = frame.loc[frame["article_id"] == article]
                ids = own["id"] if "id" in own else [""] * len(own)
                spans += [(int(a), int(b), kind, str(i)) for a, b, i in zip(own["start"], own["end"], ids, strict=True)]
        told = {name: "" if pd.isna(row[name]) else str(row[name]) for name in ("title", "published", "source")}
        return Reading(article, text=str(row["text"]), spans=tuple(spans), **told)

    def act(
        self, row: Mapping[str, Any], table: str, action: str, *, at: str, by: str, note: str = "",
        fields: Mapping[str, Any] | None = None,
    ) -> log.Entry:  # fmt: skip
        """Write down what a person says of a row: confirm, correct, reject or note."""
        kind = KIND[table]
        corrected = row["reviewed"] == "corrected"
        said = log.said_of({name: row[f"said_{name}" if corrected else name] for name in log.EDITABLE[kind]}, kind)
        target = log.target_of({**row, log.SUBJECT[kind]: said[log.SUBJECT[kind]]}, kind)
        knew = seen(self.entries(), target, kind)
        entry = log.Entry(at, by, action, kind, target, fields or {}, said, note, seen=knew)
        self._keep(entry)
        return entry

    def undo(self, *, at: str, by: str) -> log.Entry | None:
        """Take back the newest entry of this person that still counts; None where there is none."""
        own = [one for one in log.live(self.entries()) if one.by == by]
        if not own:
            return None
        last = own[-1]
        self._keep(log.Entry(at, by, "undo", last.kind, last.target, undoes=last.id))
        return last

    def _keep(self, entry: log.Entry) -> None:
        if self._folder:
            log.append(self._folder, entry)
        else:
            self._unsaved = log.merged(self._unsaved, [entry])


FRAMES = {
    "articles": "", "claims": "claim", "events": "event", "quotes": "quote", "dates": "date", "quantities": "",
    "mentions": "",
}  # fmt: skip


def _nothing() -> dict[str, pd.DataFrame]:
    """Frames without rows."""
    held = open_snapshot()
    return {name: getattr(held, name).head(0) for name in FRAMES}
