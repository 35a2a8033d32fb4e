"""Articles into a collection: read here, extracted by a pool of processes, written as batches that count or do not.

Run again after an interruption it goes on: an article that the collection holds is passed over.  Every batch is written
whole, so what was acknowledged is on disk.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from nkdata.collection.batches import write_batch
from nkdata.collection.folder import REMOVED, Folder
from nkdata.collection.kinship import Kin, placed
from nkdata.collection.neighbours import KIN, Neighbours
from nkdata.collection.opened import Collection
from nkdata.collection.rows import article_row, collected, kind_rows, settled, tables, told_again
from nkdata.collection.upkeep import tidy
from nkdata.collection.workers import workers
from nkdata.errors import NkdataError
from nkdata.model import Article, Extraction

Refuse = Callable[[NkdataError], None]
Progress = Callable[[Article], None]
Kept = tuple[Article, str | None]  # an article and the digest of the bytes that it was read from
Rows = tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]
CHUNK = 40  # articles that a worker gets at once
BATCH = 1000  # articles of one commit
TOLD = ("content_hash", "url", "source", "title", "published")  # by what an article of another id is known
SURROGATES = dict.fromkeys(range(55296, 57344), 65533)


@dataclass
class Ingested:
    """What one run did: articles added, of them later versions and reposts, and those already there."""

    added: int = 0
    versions: int = 0
    retellings: int = 0
    known: int = 0
    removed: int = 0
    languages: dict[str, int] = field(default_factory=dict)


def ingest(
    articles: Iterable[Article],
    folder: Folder,
    *,
    at: str,
    refused: Refuse,
    jobs: int | None = None,
    cluster: str | None = None,
    progress: Progress = lambda article: None,
) -> Ingested:
    """Put articles into a collection, which is made when missing; `at` is the time of reading (ISO, UTC).

    `refused` is told of every article that could not be extracted (kept, with a note); `progress` of every article
    read.  `cluster` is the address of a Dask scheduler whose workers extract instead of `jobs` processes.

    Raises Busy when another writer does not finish, UnreadableCollection where the folder is none of ours, BadParameter
    where the cluster cannot be used.
    """
    folder.settings()
    with folder.writing():
        folder.remember("collection", {})
        return _Run(folder, at, refused, jobs or os.cpu_count() or 1, cluster, progress).all(articles)


class _Run:
    """One run of `ingest`."""

    def __init__(
        self, folder: Folder, at: str, refuse: Refuse, jobs: int, cluster: str | None, progress: Progress
    ) -> None:
        self.folder, self.at, self.refuse, self.progress = folder, at, refuse, progress
        self.jobs, self.cluster = jobs, cluster
        self.held = Collection(folder)
        for fault in self.held.faults:
            refuse(fault)
        self.done = Ingested()
        self._kept: tuple[str, str | None] = ("", None)

    def all(self, articles: Iterable[Article]) -> Ingested:
        """Everything, batch by batch."""
        number = self.held.listing.next
        gone = {str(line.get("article")) for line in self.folder.lines(REMOVED)}
        waiting: list[tuple[Rows, str | None]] = []
        with Neighbours(self.held) as neighbours:
            fresh = self._fresh(articles, gone)
            for rows in self._extracted(fresh):
                waiting.append(rows)
                if len(waiting) >= BATCH:
                    self._commit(waiting, neighbours, number)
                    waiting, number = [], number + 1
            if waiting:
                self._commit(waiting, neighbours, number)
        tidy(self.folder, at=self.at)
        return self.done

    def _fresh(self, articles: Iterable[Article], gone: set[str]) -> Iterator[Kept]:
        """The articles that are not held yet, with the digest of the bytes that they came from."""
        known, known_as, own = set(), set(), attrgetter(*TOLD)
        for batch in self.held.ask(f"SELECT id, {', '.join(TOLD)} FROM {{articles}}").to_batches(BATCH):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                known.add(row[0])
                known_as.add(told_again(*row))
        for read in articles:
            self.progress(read)
            article = collected(replace(read, text=read.text.translate(SURROGATES)) if _broken(read.text) else read)
            if article.id in gone:
                self.done.removed += 1
            elif article.id in known or (article.content_hash and told_again(article.id, *own(article)) in known_as):
                self.done.known += 1
            else:
                known.add(article.id)
                yield article, self._original(article)

    def _original(self, article: Article) -> str | None:
        """Keep the bytes of the file that an article stands in, once a file."""
        told = article.path or ""  # a member of an archive behind !, which may stand in a file's own name too
        candidates = (told, *(told[:at] for at, char in enumerate(told) if char == "!"))
        path = next((one for one in candidates if one and Path(one).is_file()), "")
        if path != self._kept[0]:
            kept = self.folder.keep(Path(path).read_bytes()) if path else None
            self._kept = (path, kept)
        return self._kept[1]

    def _extracted(self, fresh: Iterable[Kept]) -> Iterator[tuple[Rows, str | None]]:
        """Rows of each article, in order, a few chunks at work at a time."""
        if self.jobs == 1 and self.cluster is None:
            for chunk in _chunks(fresh):
                yield from self._told(chunk, extracted([article for article, _ in chunk]))
            return
        with workers(self.jobs, self.cluster) as (pool, many):
            running: deque[tuple[list[Kept], Future[list[Any]]]] = deque()
            for chunk in _chunks(fresh):
                running.append((chunk, pool.submit(extracted, [article for article, _ in chunk])))
                if len(running) > 2 * many:
                    yield from self._next(running)
            while running:
                yield from self._next(running)

    def _next(self, running: deque[tuple[list[Kept], Future[list[Any]]]]) -> Iterator[Any]:
        """The rows of the oldest chunk at work."""
        chunk, future = running.popleft()
        yield from self._told(chunk, future.result())

    def _told(self, chunk: Sequence[Kept], found: Sequence[Any]) -> Iterator[Any]:
        """Rows beside the originals' digests; what could not be extracted is named."""
        for (article, original), (rows, fault) in zip(chunk, found, strict=True):
            if fault:
                remedy = "it is kept without claims; report this as a fault of nkdata"
                self.refuse(NkdataError(f"{article.path}: article {article.id}", fault, remedy))
            yield rows, original

    def _commit(self, waiting: Sequence[tuple[Rows, str | None]], neighbours: Neighbours, number: int) -> None:
        """Give each article its place and write them as one batch."""
        candidates = neighbours.of([article for (article, _), _ in waiting])
        here: dict[str, list[Kin]] = {}
        found = []
        for (article, kinds), original in waiting:
            new = Kin(**{name: article[name] for name in KIN if name in article})
            near = [*candidates.get(new.id, []), *_within(here, new)]
            place = placed(new, near)
            self._count(article, place.version, place.story)
            own = replace(new, version_of=place.version_of, version=place.version, story=place.story)
            for key in _keys(own):
                here.setdefault(key, []).append(own)
            found.append(settled(article, kinds, place, self.at, original))
        made = tables(found)
        write_batch(self.folder, made, number, at=self.at)
        neighbours.add(made["articles"][0].select(list(KIN)).to_batches())

    def _count(self, article: dict[str, Any], version: int, story: str) -> None:
        """Keep the figures that the run ends with."""
        self.done.added += 1
        self.done.versions += version > 1
        self.done.retellings += version == 1 and story != article["id"]
        language = str(article["language"])
        self.done.languages[language] = self.done.languages.get(language, 0) + 1


def extracted(articles: Sequence[Article]) -> list[tuple[Rows, str | None]]:
    """Rows of each article and, where extraction failed, why; runs in a worker."""
    from nkdata.extracting.pipeline import extract, extractor

    found: list[tuple[Rows, str | None]] = []
    for article in articles:
        fault = None
        try:
            made = extract(article)
        except Exception as error:  # one article must not stop a hundred thousand
            fault = f"could not be extracted ({type(error).__name__}: {error})"
            made = Extraction(article, extractor(), notes=(fault,))
        found.append(((article_row(made), kind_rows(made)), fault))
    return found


def _chunks(fresh: Iterable[Kept]) -> Iterator[list[Kept]]:
    """Runs of articles for one worker."""
    chunk: list[Kept] = []
    for one in fresh:
        chunk.append(one)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _keys(kin: Kin) -> list[str]:
    """Under what an article of the batch at hand is found again."""
    from nkdata.collection.signing import bands

    return [*([kin.url] if kin.url else []), *(f"{number}:{band}" for number, band in enumerate(bands(kin.signature)))]


def _within(here: dict[str, list[Kin]], new: Kin) -> list[Kin]:
    """Articles of the same batch that could be kin."""
    found = {one.id: one for key in _keys(new) for one in here.get(key, ())}
    return list(found.values())


def _broken(text: str) -> bool:
    """Whether a text holds halves of characters, which no file can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
