"""A collection opened for questions: lazily, filtered, while others may write.

Readers never wait: the batches that count are listed anew at each question, and a question is asked again should a
batch be merged away under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from nkdata.collection.batches import Batch, Listing, listing
from nkdata.collection.filters import Days, Filters, below, checked, condition, days_enough
from nkdata.collection.folder import BATCHES, SETTINGS, Folder
from nkdata.collection.schema import dtypes, schema
from nkdata.collection.snapshot import KINDS, Snapshot
from nkdata.errors import UnreadableCollection

AGAIN = 5  # times that a question is asked while batches are merged
SEVERAL = "several_versions"  # our own table beside those of the collection
CARRYING = ("claims", "events", "quotes")  # tables with the columns that filters need


class Collection:
    """The tables of one collection.  Every question takes the keywords of `nkdata.collection.filters.Filters`."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._listed = Listing()
        self._versions_of: tuple[Batch, ...] | None = None  # the batches that SEVERAL was taken from
        self._in_memory: dict[str, tuple[Batch, ...]] = {}  # tables held there, with the batches that they are of

    @property
    def path(self) -> str:
        """Where it lies, as the user gave it."""
        return self.folder.path

    @property
    def listing(self) -> Listing:
        """The batches that count now."""
        self._listed = listing(self.folder, self._listed)
        return self._listed

    @property
    def faults(self) -> tuple[UnreadableCollection, ...]:
        """What of the collection is damaged or missing; the rest is open."""
        return self.listing.faults

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        """A database without a file, that reads ours."""
        connection = duckdb.connect()
        # a batch never changes: what its files hold where is read once
        connection.execute("SET parquet_metadata_cache = true")
        connection.execute("SET enable_progress_bar = false; SET preserve_insertion_order = true")
        if self.folder.local is None:
            connection.register_filesystem(self.folder.files)
        return connection

    def articles(self, **filters: Any) -> pd.DataFrame:
        """One row an article and version, with `version_of`, `version`, `story`, `first_telling`, `read_at`."""
        return self.frame("articles", **filters)

    def claims(self, **filters: Any) -> pd.DataFrame:
        """One row a claim, with its `sentence`, the article's `published`, `source`, `story`, `version`."""
        return self.frame("claims", **filters)

    def events(self, **filters: Any) -> pd.DataFrame:
        """One row an event, columns as for claims."""
        return self.frame("events", **filters)

    def quotes(self, **filters: Any) -> pd.DataFrame:
        """One row a quote."""
        return self.frame("quotes", **filters)

    def frame(self, table: str, *, only: Sequence[str] = (), **filters: Any) -> pd.DataFrame:
        """The rows of a table that match, as pandas: in the order of telling, then of the text; `only` some columns."""
        return typed(self.arrow(table, only=only, **filters), table)

    def arrow(self, table: str, *, only: Sequence[str] = (), **filters: Any) -> pa.Table:
        """The same as Arrow, which polars and others take over without a copy."""
        if filters.get("limit") is not None and table in ("articles", *CARRYING):
            filters["told"] = days_enough(self.by_day(table, **filters), filters["limit"], filters.get("told"))
        query, values = self._query(table, checked(Filters(**filters)))
        return self.ask(f"SELECT {', '.join(only)} FROM ({query})" if only else query, values)

    def count(self, table: str, **filters: Any) -> int:
        """How many rows match; `limit` does not count."""
        query, values = self._query(table, checked(Filters(**{**filters, "limit": None})), ordered=False)
        return int(self.ask(f"SELECT count(*) AS n FROM ({query})", values)["n"][0].as_py())

    def by_day(self, table: str, **filters: Any) -> dict[str, int]:
        """How many matching rows were told on each day, in the order of days; those of no day under ""."""
        query, values = self._query(table, checked(Filters(**{**filters, "limit": None})), ordered=False)
        asked = f"SELECT coalesce(published, '') AS day, count(*) AS n FROM ({query}) GROUP BY day ORDER BY day"
        return {str(row["day"]): int(row["n"]) for row in self.ask(asked, values).to_pylist()}

    def snapshot(self, **filters: Any) -> Snapshot:
        """The tables as notebooks read them: the newest version of each article, each text once, its first telling.

        Takes `told`, `as_of`, `learned`, `story`, `article`, `source`, `language`.
        """
        articles = self.frame("articles", current=True, **filters)
        articles = articles.loc[~articles["text"].duplicated()].reset_index(drop=True)
        wanted, told = list(articles["id"]), span(articles["published"])
        frames = {kind: self._of(kind, wanted, told if kind in CARRYING else None) for kind in KINDS}
        return Snapshot(articles=articles, **frames)

    def told_of(self, tables: Sequence[str], only: Sequence[str]) -> pd.DataFrame:
        """The newest versions of all articles that rows of these tables are of, with `only` some columns."""
        query, values = self._query("articles", Filters(current=True), ordered=False)
        rows = " UNION ".join(f"SELECT article_id FROM {{{table}}}" for table in tables)
        asked = f"SELECT {', '.join(only)} FROM ({query}) WHERE id IN ({rows})"
        found = self.ask(asked, values).combine_chunks()  # to take some of many chunks costs fifty times as much
        return typed(found, "articles")

    def text(self, article: str) -> str:
        """The text of an article; offsets of all tables count its characters.

        Raises UnreadableCollection when the collection does not hold it.
        """
        found = self.arrow("articles", article=article)
        if not found.num_rows:
            raise UnreadableCollection(self.path, f"no article {article}", "`nkdata search` lists ids")
        return str(found["text"][0].as_py())

    def ask(self, query: str, values: Sequence[object] = ()) -> pa.Table:
        """The answer to a query in SQL where `{claims}` and the like stand for the tables as they count now."""
        for _ in range(AGAIN):
            now = self.listing
            try:
                if SEVERAL in query:
                    self._note_versions(now)
                asked = self.filled(self._from_memory(query, now), now)
                return self._database.sql(asked, params=list(values)).to_arrow_table()
            except (duckdb.IOException, FileNotFoundError):  # merged away while the question was asked
                self._listed = Listing()
            except duckdb.InvalidInputException as error:
                if ".parquet" not in str(error):
                    raise
                found = f"a file is damaged ({str(error).removeprefix('Invalid Input Error: ')})"
                raise UnreadableCollection(self.path, found, "copy that batch again") from error
        raise UnreadableCollection(self.path, "its files change faster than they can be read", "ask again")

    def _note_versions(self, now: Listing) -> None:
        """Keep the articles of which there are several versions as a table of ours, until the batches change.

        They are few: to leave out all but the newest costs a fraction of finding the newest among all articles.
        """
        if now.batches != self._versions_of:
            asked = "SELECT version_of FROM {articles} GROUP BY version_of HAVING count(*) > 1"
            columns = "id, version_of, version, published, read_at"
            found = self._database.sql(
                self.filled(f"SELECT {columns} FROM {{articles}} WHERE version_of IN ({asked})", now)
            )
            self._database.register(SEVERAL, found.to_arrow_table())
            self._versions_of = now.batches

    def hold(self, table: str) -> None:
        """Keep a table in memory until the batches change: a question of it then takes a fifth of the time.

        May run beside questions, in a thread of its own.  What cannot be read now is not held.
        """
        now = self.listing
        if self._in_memory.get(table) == now.batches:
            return
        self._in_memory.pop(table, None)
        with suppress(duckdb.Error, OSError), self._database.cursor() as own:
            own.execute(f"CREATE OR REPLACE TABLE {_held(table)} AS FROM {self._source(table, now)}")
            self._in_memory[table] = now.batches

    def _from_memory(self, query: str, now: Listing) -> str:
        """The query with the tables put in that are held in memory as they count now."""
        for table, batches in self._in_memory.copy().items():
            if batches == now.batches:
                query = query.replace(f"{{{table}}}", _held(table))
        return query

    def filled(self, query: str, now: Listing | None = None) -> str:
        """The query with the tables put in as they count now, for a database of the caller's own."""
        now = now or self.listing
        for table in (*KINDS, "articles", "bands", "extracted"):
            if f"{{{table}}}" in query:
                query = query.replace(f"{{{table}}}", self._source(table, now))
        return query

    def _source(self, table: str, now: Listing) -> str:
        """A table of all batches; of an article read anew, the newest reading alone."""
        files = now.addresses(self.folder, table)
        if not files:
            return f"(SELECT {_empty(table)} LIMIT 0)"
        names = ", ".join("'" + one.replace("'", "''") + "'" for one in files)
        read = f"read_parquet([{names}], union_by_name = true)"
        if table in KINDS and now.rows("extracted"):
            newest = f"SELECT article_id, max(generation) AS newest FROM {self._source('extracted', now)} GROUP BY ALL"
            return (
                f"(SELECT t.* FROM {read} t LEFT JOIN ({newest}) USING (article_id) "
                "WHERE t.generation = coalesce(newest, 0))"
            )
        return read

    def _query(self, table: str, filters: Filters, *, ordered: bool = True) -> tuple[str, list[object]]:
        """The query of a table with filters."""
        if filters.place is not None:
            filters = below(filters, _parents())
        names = schema(table).names
        where, values = condition(filters, names)
        key = "id" if table == "articles" else "article_id"
        if filters.current:
            seen, more = condition(Filters(as_of=filters.as_of, learned=filters.learned), schema("articles").names)
            order = "PARTITION BY version_of ORDER BY read_at DESC, version DESC, id"
            older = f"SELECT id FROM {SEVERAL} WHERE {seen} QUALIFY row_number() OVER ({order}) > 1"
            where, values = f"{where} AND {key} NOT IN ({older})", [*values, *more]
        extra = ", id = first_value(id) OVER (PARTITION BY story ORDER BY published NULLS LAST, read_at, id)"
        chosen = f"*{extra} AS first_telling" if table == "articles" else "*"
        query = f"SELECT {chosen} FROM {{{table}}} WHERE {where}"
        if ordered:
            order = (
                "published NULLS LAST, read_at, id"
                if table == "articles"
                else "published NULLS LAST, article_id, start"
            )
            query += f" ORDER BY {order}" if table in ("articles", *CARRYING) else " ORDER BY article_id, start"
        if filters.limit is not None:
            query += f" LIMIT {int(filters.limit)}"
        return query, values

    def _of(self, kind: str, articles: Sequence[str], told: Days | None) -> pd.DataFrame:
        """The rows of these articles, in their order; `told` is the period that holds all of them, if one does."""
        where, values = condition(Filters(told=told), schema(kind).names)
        query = (
            f"SELECT t.* FROM {{{kind}}} t JOIN (SELECT unnest(?) AS article_id, unnest(range(?)) AS place) "
            f"USING (article_id) WHERE {where} ORDER BY place, start"
        )
        return typed(self.ask(query, [list(articles), len(articles), *values]), kind)


def span(days: pd.Series[str]) -> Days | None:
    """The first and last of some days; None where there are none, or not all are known."""
    return (days.min(), days.max()) if len(days) and days.notna().all() else None


def _held(table: str) -> str:
    """The name of a table in memory."""
    return f"held_{table}"


def _parents() -> dict[str, str | None]:
    """The parent of each admin area."""
    from nkdata.reference import load

    return {row["admin_id"]: row["parent"] or None for row in load.rows("admin_areas")}


def _empty(table: str) -> str:
    """A select list of the right columns and types, for a table without rows."""
    made = duckdb.from_arrow(schema(table).empty_table())
    return ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in zip(made.columns, made.types, strict=True))


def typed(table: pa.Table, kind: str) -> pd.DataFrame:
    """Arrow as pandas with the types that notebooks know."""
    frame: pd.DataFrame = table.to_pandas()
    types = {name: dtype for name, dtype in dtypes(kind).items() if name in frame and dtype != "object"}
    return frame.astype(types)


def open_collection(path: str | Path | None = None) -> Collection:
    """Open a collection for questions: `path`, else the environment's NKDATA_COLLECTION, else `./collection`.

    Raises UnreadableCollection where there is none.
    """
    folder = Folder(path or default_path())
    if not (folder.exists(SETTINGS) or folder.exists(BATCHES)):
        raise UnreadableCollection(folder.path, "no collection there", "make one with `nkdata ingest PATH`")
    folder.settings()
    return Collection(folder)


def default_path() -> str:
    """Where the collection is when nobody says."""
    import os

    return os.environ.get("NKDATA_COLLECTION") or "collection"
