"""What the workbench works on: articles of a collection or of a report's data, and the log of corrections beside."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from threading import Lock, RLock
from typing import Any

import pandas as pd

from nkdata.collection import Collection, open_collection
from nkdata.collection.batches import Batch
from nkdata.collection.filters import Days, days_enough
from nkdata.collection.folder import BATCHES, SETTINGS, Folder
from nkdata.collection.opened import span
from nkdata.collection.snapshot import Snapshot, open_snapshot
from nkdata.errors import BadParameter, NkdataError, UnreadableCollection
from nkdata.review import candidates, log
from nkdata.review.apply import apply, offered, standing
from nkdata.workbench.correcting import by_reader
from nkdata.workbench.judged import Judged, dated
from nkdata.workbench.naming import called
from nkdata.workbench.readings import KIND, Reading, article_columns, nothing, of_collection, of_snapshot
from nkdata.workbench.state import LONGEST, NAMED, TABLES, Shown, View, carrying, filters, matching, within

OURS, READER = "our reading", "reader "  # of an article, beside its versions
HELD = 250_000  # rows of a table that are kept in memory, some 180 MB for 100,000 claims
ANSWERS = 8  # that are kept
OFFERED = 1_000  # names of one kind that a browser is given


class Desk:
    """Rows, articles and corrections.  What is kept between questions goes when the collection changes: tabs agree."""

    def __init__(self, data: str = "", collection: str = "", corrections: str = "") -> None:
        """`collection` is the path of one, else `data` a report's data folder, empty for the article that comes along.

        `corrections` is the folder whose `review.jsonl` keeps what is corrected: by default the collection's.  Raises
        UnreadableCollection or UnreadableArticle where there is nothing to open.
        """
        self.data, self.collection = data, collection
        self.corrections = corrections or collection
        # JupyterLab answers widgets in threads: one question at a time, else an older one may have the last word
        self.alone = RLock()
        self.held: Collection | None = open_collection(collection) if collection else None
        # texts are asked for while the kernel is busy with other things: a connection answers one thread
        self._texts, self._asking = open_collection(collection) if collection else None, Lock()
        self._snapshot: Snapshot | None = None if collection else open_snapshot(data)
        self._folder = Folder(self.corrections) if self.corrections else None
        self._unsaved: tuple[log.Entry, ...] = ()
        self._carried: dict[str, pd.DataFrame] = {}
        self._answers: dict[str, tuple[pd.DataFrame, dict[str, int]]] = {}
        self._answers_of: tuple[Batch, ...] = ()
        self._judged = Judged(self.held) if self.held else None
        self._readings: dict[str, Reading] = {}
        self._readings_of: tuple[Batch, ...] = ()
        # articles that were read already, those of the last chart or all that claims and events are of, and the
        # batches that they are of: one value, for they are read in a thread of its own
        self._known: tuple[tuple[Batch, ...], pd.DataFrame] = ((), pd.DataFrame())

    @property
    def kept(self) -> bool:
        """Whether corrections outlive the kernel."""
        return self._folder is not None

    def entries(self) -> tuple[log.Entry, ...]:
        """All that people said, as the log holds it now."""
        self._still_there()
        return log.read(self._folder).entries if self._folder else self._unsaved

    def _still_there(self) -> None:
        """Raises UnreadableCollection where the collection was taken away: it would seem to be empty."""
        if self.held is not None and not any(map(self.held.folder.exists, (SETTINGS, BATCHES))):
            raise UnreadableCollection(self.collection, "it is there no longer", "put it back, or mount its disk again")

    def faults(self) -> tuple[NkdataError, ...]:
        """What could not be read of collection and log."""
        torn = log.read(self._folder).faults if self._folder else ()
        return (*(self.held.faults if self.held else ()), *torn)

    def state(self) -> object:
        """Equal as long as nobody corrected anything and nothing was added to the collection."""
        return self.entries(), self.held.listing if self.held else None

    def warm(self, view: View) -> None:
        """Ask for the rows of a view before they are wanted; who wants them hears of what is wrong."""
        with suppress(Exception):
            with self.alone:
                shown = self.rows(view)
            self.snapshot(shown, view)

    def hold(self) -> None:
        """Keep claims, events and their articles in memory where they are not too many.

        May run beside questions, in a thread of its own.
        """
        if self.held is None or any(self.held.listing.rows(table) > HELD for table in TABLES):
            return
        assert self._judged is not None
        for table in TABLES:
            self.held.hold(table)
        if self._judged.holds(self.held.listing.batches):
            return
        with suppress(NkdataError):  # whoever asks next hears of it
            apart = open_collection(self.collection)  # a connection answers one thread
            self._judged.hold(apart)
            self._known = apart.listing.batches, apart.told_of([*TABLES], article_columns())

    def choices(self, table: str) -> dict[str, list[str]]:
        """What a form offers of each column: all that was read or put in by hand, most frequent first."""
        columns = (*TABLES[table], *(f"{name}_name" for name in NAMED))
        asked_for = ", ".join([*columns, *(f"{name}_id" for name in NAMED)])
        if self.held is None:
            counted = self._read(table)[asked_for.split(", ")].assign(n=1)
        else:
            asked = f"SELECT {asked_for}, count(*) AS n FROM {{{table}}} GROUP BY ALL"
            counted = self.held.ask(asked).to_pandas()
        for name in NAMED:
            counted[f"{name}_name"] = called(counted, name)
        said = [one.fields for one in self.entries() if one.kind == KIND[table]]
        return {
            name: list(
                dict.fromkeys(
                    [
                        *counted.groupby(name)["n"].sum().sort_values(ascending=False, kind="stable").index[:OFFERED],
                        *(str(fields[name]) for fields in said if fields.get(name)),
                    ]
                )
            )
            for name in columns
        }

    def rows(self, view: View, most: int = LONGEST) -> Shown:
        """The rows of a view with corrections in place, rejected ones included, and how many there are in all.

        At most so many: the first in the order of telling.
        """
        entries, kind = self.entries(), KIND[view.table]
        whole = replace(view, told=("", ""))
        if self._snapshot is not None:
            articles = self._snapshot.articles
            made = dated(apply(self._read(view.table), entries, kind, list(articles["id"])), articles)
            told = matching(made, whole)["published"].fillna("").value_counts().sort_index()
            found = matching(made, view)
            return Shown(found.head(most), len(found), {str(day): int(count) for day, count in told.items()})
        assert self._judged is not None
        asked = {"current": True} | filters(view)
        plain, days = self._found(view.table, asked, filters(whole), most)
        total = sum(count for day, count in days.items() if within(day, view.told))
        judged = [one.target for one in entries if one.kind == kind]
        touched, before = self._judged(view.table, judged, view.as_of.strip())
        if touched.empty:
            return Shown(plain, total, days)
        ids = list(touched["id"])
        after = matching(dated(apply(before, entries, kind, ids, ids), touched), view)
        total += len(after) - len(matching(before, view))
        others = plain.loc[~plain["article_id"].isin(ids)]
        found = pd.concat([others, after], ignore_index=True)
        order = found.sort_values(["published", "article_id", "start"], na_position="last", kind="stable")
        return Shown(order.head(most).reset_index(drop=True), total, days)

    def _found(
        self, table: str, asked: Mapping[str, Any], whole: Mapping[str, Any], most: int
    ) -> tuple[pd.DataFrame, dict[str, int]]:
        """Rows as they were read, which nobody changes, and counts by day.

        Not asked again until the collection grows or changes.
        """
        assert self.held is not None
        now, key = self.held.listing.batches, f"{table} {most} {asked}"
        if self._answers_of != now:
            self._answers_of, self._answers = now, {}
        if key not in self._answers:
            days = self.held.by_day(table, current=True, **whole)
            told = days_enough(days, most, asked.get("told"))
            found = self.held.frame(table, **{**asked, "told": told}).head(most)
            made = apply(found, (), KIND[table]), days
            self._answers = dict([*self._answers.items(), (key, made)][-ANSWERS:])
        return self._answers[key]

    def _read(self, table: str) -> pd.DataFrame:
        """All rows of a report's data, which nobody changes."""
        assert self._snapshot is not None
        if table not in self._carried:
            self._carried[table] = carrying(self._snapshot, table)
        return self._carried[table]

    def snapshot(self, shown: Shown, view: View) -> Snapshot:
        """The articles of these rows with the rows that stand: what charts are drawn from."""
        ids = list(dict.fromkeys(shown.rows["article_id"]))
        held = self._snapshot
        if held is None:  # only what charts read: the other tables are the most of it
            assert self.held is not None
            articles = self._articles(ids, span(shown.rows["published"]))
            told_once = articles.loc[~articles["text"].duplicated()].reset_index(drop=True)
            held = Snapshot(**nothing() | {"articles": told_once})
        columns = dict.fromkeys([*getattr(held, view.table).columns, "reviewed", "reviewed_by"])
        rows = standing(shown.rows)
        rows = rows.loc[rows["article_id"].isin(held.articles["id"])].reindex(columns=list(columns))
        return replace(held, **{view.table: rows.reset_index(drop=True)})

    def _articles(self, ids: list[str], told: Days | None) -> pd.DataFrame:
        """The articles that charts read, all told in a period, if one is known.

        Those of the question before are not read again, for no text changes.
        """
        assert self._texts is not None
        with self._asking:
            now, (known_of, known) = self._texts.listing.batches, self._known
            if known_of != now:
                known = nothing()["articles"].assign(read_at="")
            found = known.loc[known["id"].isin(ids)]
            if lacking := sorted(set(ids).difference(found["id"])):
                asked = {"current": True, "article": lacking, "told": told}
                more = self._texts.frame("articles", only=article_columns(), **asked)
                found = pd.concat([found, more], ignore_index=True)
                self._known = now, found
        return found.sort_values(["published", "read_at", "id"], na_position="last").drop(columns="read_at")

    def reading(self, article: str) -> Reading:
        """An article with all that was found in it; read again only once the collection has changed."""
        self._still_there()
        now = self.held.listing.batches if self.held is not None else ()
        if self._readings_of != now:
            self._readings_of, self._readings = now, {}
        if article not in self._readings:
            if self.held is not None:
                known_of, known = self._known
                made = of_collection(self.held, article, known if known_of == now and len(known) else None)
            else:
                assert self._snapshot is not None
                made = of_snapshot(self._snapshot, article)
            if made is None:
                where = self.collection or self.data
                raise UnreadableCollection(where, f"no article {article} any more", "narrow anew")
            self._readings = dict([*self._readings.items(), (article, made)][-ANSWERS:])
        return self._readings[article]

    def beside(self, article: str, table: str) -> dict[str, pd.DataFrame]:
        """What can be set side by side of one article: its versions as they stand, and other readers' candidates."""
        if self.held is None:
            assert self._snapshot is not None
            own = self._read(table)
            versions = {OURS: own.loc[own["article_id"] == article]}
        else:
            asked = (
                "SELECT id, version FROM {articles} WHERE version_of = "
                "(SELECT any_value(version_of) FROM {articles} WHERE id = ?) ORDER BY read_at, version"
            )
            held = self.held.ask(asked, [article]).to_pylist()
            several = len(held) > 1
            named = {row["id"]: f"version {row['version']}" if several else OURS for row in held}
            versions = {name: self.held.frame(table, article=ident) for ident, name in named.items()}
            own = versions.get(named.get(article, ""), pd.DataFrame())
        found = {
            name: standing(apply(frame, self.entries(), KIND[table])) for name, frame in versions.items() if len(frame)
        }
        lines = [] if self._folder is None else candidates.kept(self._folder).values()
        of_it = [one for one in lines if one["article"] == article]
        for reader in dict.fromkeys(str(one["by"]) for one in of_it):
            found[f"{READER}{reader}"] = by_reader([one for one in of_it if one["by"] == reader], own, table)
        return found

    def offers(self, row: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
        """What people said of the same sentence in other articles: `entry`, `action`, `by`, `fields`."""
        own = pd.DataFrame([row])
        made = offered(own, self.entries(), KIND[table]).drop_duplicates(["action", "by", "entry"])
        return [{str(name): cell for name, cell in one.items()} for one in made.to_dict("records")]

    def contradicted(self) -> set[str]:
        """The ids of claims and events of whose sentence another reader says something else."""
        return candidates.contradicted(self._folder) if self._folder else set()

    def act(
        self, row: Mapping[str, Any], table: str, action: str, *, at: str, by: str, note: str = "",
        fields: Mapping[str, Any] | None = None,
    ) -> log.Entry:  # fmt: skip
        """Write down what a person says of a row: confirm, correct, reject or note.

        Raises BadParameter where somebody judged it after the row was shown: what was not seen is not gone beyond.
        """
        kind, held = KIND[table], self.entries()
        entry = log.entry_on(row, kind, held, action, at=at, by=by, fields=fields, note=note)
        said = [one for one in log.live(held) if one.target == entry.target and one.action != "note"]
        newer = [one for one in said if one.id not in str(row["review_entries"]).split()]
        if newer and action != "note":
            who = ", ".join(sorted({one.by for one in newer}))
            raise BadParameter(action, f"judged by {who} meanwhile", "it is shown as it now stands; judge it again")
        self._keep(entry)
        return entry

    def add(self, target: log.Target, table: str, fields: Mapping[str, Any], *, at: str, by: str) -> log.Entry:
        """Write down a claim or event that was not read."""
        entry = log.Entry(at, by, "add", KIND[table], target, fields)
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
            self._unsaved = (*self._unsaved, entry)
