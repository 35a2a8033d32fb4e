"""Full text over all versions of all articles: SQLite's own index (FTS5), beside the collection and made from it.

State media speak in formulas, so the use of a wording by month and outlet is a finding of its own.  The index may be
deleted at any time; where the collection cannot be written to, it is made in a temporary folder.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pandas as pd

from nkdata.collection.filters import Filters, checked
from nkdata.collection.opened import Collection
from nkdata.errors import BadParameter
from nkdata.extracting.wording.sentences import sentences

BEGIN, END = "\x02", "\x03"  # marks that no text holds
WORDS = re.compile(r'"[^"]*"|\(|\)|[^\s()"]+')
OPERATORS = frozenset({"AND", "OR", "NOT", "(", ")"})
HITS = ["article_id", "published", "source", "title", "start", "end", "text"]
SILENT = 180  # days at an outlet's end within which a wording is new, and without which it has vanished
USUAL = 4  # a month counts with a quarter of the outlet's usual number of articles: a stray page is no month
WATCHED = ["wording", "source", "articles", "first_day", "last_day", "edge", "silent", "finding"]


class Index:
    """The search index of a collection, brought up to date when opened; of what it had read by `learned`, where given.

    Raises BadParameter where `learned` is no day.
    """

    def __init__(self, held: Collection, *, learned: str | None = None) -> None:
        self._held, self._learned = held, checked(Filters(learned=learned)).learned
        self._spare: tempfile.TemporaryDirectory[str] | None = None
        self._database = self._open()
        self._update()
        if self._learned:
            read = held.arrow("articles", only=["id"], learned=self._learned)["id"].to_pylist()
            self._database.execute("CREATE TEMP TABLE learned (id TEXT PRIMARY KEY) WITHOUT ROWID")
            self._database.executemany("INSERT INTO learned VALUES (?)", [(one,) for one in read])

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._database.close()
        if self._spare:
            self._spare.cleanup()

    def _open(self) -> sqlite3.Connection:
        """The index beside the collection, else one in a temporary folder."""
        local = self._held.folder.local
        if local is not None:
            with suppress(OSError, sqlite3.DatabaseError):
                (local / "index").mkdir(exist_ok=True)
                return self._made(local / "index" / "search.sqlite")
        self._spare = tempfile.TemporaryDirectory(prefix="nkdata-")
        return self._made(Path(self._spare.name) / "search.sqlite")

    @staticmethod
    def _made(path: Path) -> sqlite3.Connection:
        """The database of an index, its table made when missing."""
        database = sqlite3.connect(path, timeout=30)
        database.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS articles USING fts5(text, title, id UNINDEXED, published UNINDEXED, "
            "source UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')"
        )
        database.execute("CREATE TABLE IF NOT EXISTS indexed (id TEXT PRIMARY KEY) WITHOUT ROWID")
        database.commit()
        return database

    def _update(self) -> None:
        """Take in what is new, and let go what was removed."""
        there = {row[0] for row in self._database.execute("SELECT id FROM indexed")}
        held = self._held.ask("SELECT id FROM {articles}")["id"].to_pylist()
        fresh = [one for one in held if one not in there]
        gone = [(one,) for one in there - set(held)]
        with self._database:
            self._database.executemany("DELETE FROM articles WHERE id = ?", gone)
            self._database.executemany("DELETE FROM indexed WHERE id = ?", gone)
        for at in range(0, len(fresh), 5000):
            found = self._held.ask(
                "SELECT text, title, id, published, source FROM {articles} WHERE id IN (SELECT unnest(?))",
                [fresh[at : at + 5000]],
            )
            rows = [tuple(row.values()) for row in found.to_pylist()]
            with self._database:
                new = [(row[2],) for row in rows]
                self._database.executemany("INSERT OR IGNORE INTO indexed VALUES (?)", new)
                self._database.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", rows)

    def search(
        self, words: str, *, as_of: str | None = None, source: str | None = None, limit: int = 50
    ) -> pd.DataFrame:
        """Sentences that hold the words, newest article first: `article_id`, `published`, `source`, `title`, `start`,
        `end`, `text`.  Of each article those with most of the words; of one `source` alone where it is
        given, empty for those that name none.

        Raises BadParameter where the words are no query.
        """
        rows: list[tuple[object, ...]] = []
        query = "SELECT id, published, source, title, text, highlight(articles, 0, ?, ?) FROM articles"
        for id, published, outlet, title, text, marked in self._asked(query, [BEGIN, END], words, as_of):
            if source is not None and (outlet or "") != source:
                continue
            for start, end in _best(str(text), str(marked)):
                rows.append((id, published, outlet, title, start, end, str(text)[start:end]))
            if len(rows) >= limit:
                break
        return pd.DataFrame(rows[:limit], columns=HITS)

    def by_month(self, words: str, *, as_of: str | None = None) -> pd.DataFrame:
        """How many articles use the words, a row a month and outlet: `month`, `source`, `articles`, `of`, `share`."""
        query = "SELECT left_month, outlet, count(*) FROM (SELECT substr(published, 1, 7) AS left_month, "
        query += "coalesce(source, '') AS outlet FROM articles"
        found = {(month, source): n for month, source, n in self._asked(query, [], words, as_of, ") GROUP BY 1, 2")}
        seen, values = self._seen(as_of)
        every = self._database.execute(
            f"SELECT substr(published, 1, 7), coalesce(source, ''), count(*) FROM articles WHERE {seen} GROUP BY 1, 2",
            values,
        )
        all_of = {(month, source): count for month, source, count in every}
        rows = [
            (month or "undated", source or None, count, all_of[month, source], count / all_of[month, source])
            for (month, source), count in sorted(found.items(), key=lambda one: (one[0][0] or "~", one[0][1]))
        ]
        return pd.DataFrame(rows, columns=["month", "source", "articles", "of", "share"])

    def watch(self, wordings: Sequence[str], *, as_of: str | None = None) -> pd.DataFrame:
        """A row for each wording and outlet that has it: `wording`, `source`, `articles`, `first_day`, `last_day`,
        `edge`, `silent`, `finding`; for a wording that nobody has one row, `never`.

        `edge` lies 180 days before the outlet's end, which is its last day in a month with a usual number of articles.
        Finding: `new` where first met since the edge, `vanished` where last met before it, and `silent` is in how many
        articles of the outlet before or since it is not; else `in use`.  `open` where all its days are unknown, or the
        outlet has no month with a usual number of articles before the edge to compare with.
        """
        seen, values = self._seen(as_of)
        query = "SELECT coalesce(source, ''), published, count(*) FROM articles WHERE published IS NOT NULL "
        query += f"AND {seen} GROUP BY 1, 2 ORDER BY 1, 2"
        days: dict[str, dict[str, int]] = {}
        for source, day, count in self._database.execute(query, values):
            days.setdefault(source, {})[day] = count
        rows: list[tuple[object, ...]] = []
        query = "SELECT left_outlet, count(*), min(published), max(published) FROM (SELECT coalesce(source, '') AS "
        query += "left_outlet, published FROM articles"
        for wording in wordings:
            found = list(self._asked(query, [], f'"{wording}"', as_of, ") GROUP BY 1 ORDER BY 2 DESC, 1"))
            for source, articles, first, last in found:
                told = _finding(days.get(str(source), {}), first, last)
                rows.append((wording, source or None, articles, first, last, *told))
            if not found:
                rows.append((wording, None, 0, None, None, None, 0, "never"))
        return pd.DataFrame(rows, columns=WATCHED)

    def _seen(self, as_of: str | None) -> tuple[str, list[str]]:
        """What holds of an article that had been told by a day, and read by `learned`, and its values.

        Raises BadParameter where it is no day.
        """
        day = checked(Filters(as_of=as_of)).as_of
        told = "(published IS NULL OR published <= ?)" if day else "true"
        return told + (" AND id IN (SELECT id FROM learned)" if self._learned else ""), [day] if day else []

    def _asked(
        self, query: str, values: list[str], words: str, as_of: str | None, rest: str | None = None
    ) -> Iterator[tuple[object, ...]]:
        """The rows of a query for articles that hold the words."""
        seen, more = self._seen(as_of)
        query += f" WHERE articles MATCH ? AND {seen}"
        query += " ORDER BY published DESC, id" if rest is None else rest
        try:
            yield from self._database.execute(query, [*values, match(words), *more])
        except sqlite3.OperationalError as error:
            remedy = 'write words, "one phrase", flood*, this OR that, this NOT that'
            raise BadParameter("the words to search for", f"{words!r} is no query ({error})", remedy) from error


def match(words: str) -> str:
    """The user's words in the syntax of FTS5: quoted unless an operator, so that COVID-19 is a phrase."""
    found = []
    for token in WORDS.findall(words):
        if token in OPERATORS:
            found.append(token)
        elif token.startswith('"'):
            found.append(token if len(token) > 1 and token.endswith('"') else '"' + token.strip('"') + '"')
        elif token.endswith("*"):
            found.append('"' + token[:-1] + '"*')
        else:
            found.append(f'"{token}"')
    return " ".join(found)


def _best(text: str, marked: str) -> list[tuple[int, int]]:
    """The sentences with most different marked words: start and end of each."""
    places, shift = [], 0
    for one in re.finditer(f"{BEGIN}([^{END}]*){END}", marked):
        places.append((one.start() - shift, one[1].casefold()))
        shift += 2
    held = [
        (len({word for at, word in places if one.start <= at < one.end}), one.start, one.end) for one in sentences(text)
    ]
    most = max((count for count, _, _ in held), default=0)
    return [(start, end) for count, start, end in held if count == most and most]


def edge_of(days: Mapping[str, int]) -> tuple[str | None, bool]:
    """The day 180 days before an outlet's end, and whether a month with a usual number of articles lies before it.

    `days` holds the number of its articles by ISO day, in order.  Usual is a quarter of what the month has in which its
    middle article stands when months are ordered by size, so that neither a few stray pages nor one busy month rule.
    """
    months: dict[str, int] = {}
    for day, count in days.items():
        months[day[:7]] = months.get(day[:7], 0) + count
    if not months:
        return None, False
    by_size = sorted(months.values())
    middle = next(size for n, size in enumerate(by_size, 1) if 2 * sum(by_size[:n]) >= sum(by_size))
    usual = [month for month, count in months.items() if USUAL * count >= middle]
    end = max(day for day in days if day[:7] == usual[-1])
    edge = str((pd.Timestamp(end) - pd.Timedelta(days=SILENT)).date())
    return edge, usual[0] < edge[:7]


def _finding(days: Mapping[str, int], first: object, last: object) -> tuple[str | None, int, str]:
    """What the days of a wording tell beside all days of its outlet: edge, articles without it, finding."""
    edge, compared = edge_of(days)
    if edge is None or first is None or not compared:
        return edge, 0, "open"
    if str(last) < edge:
        return edge, sum(count for day, count in days.items() if day >= edge), "vanished"
    if str(first) >= edge:
        return edge, sum(count for day, count in days.items() if day < edge), "new"
    return edge, 0, "in use"
