"""Upkeep: small batches merged, an article taken out on request.

Each writes new batches first, which replace the old ones from the moment they count; the old files go afterwards.
Killed at any instant the collection holds either the old or the new.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nkdata.collection.batches import Batch, Listing, listing, write_batch
from nkdata.collection.folder import BATCHES, CANDIDATES, ORIGINALS, REMOVED, REVIEW, REVIEW_LOCK, Folder
from nkdata.collection.schema import TABLES, as_stored
from nkdata.errors import UnreadableCollection

TIER = 8  # batches of like size that are merged into one
SMALLEST = 1000  # articles; below it all batches are of one size
LARGEST = 2  # tier of batches that stay as they are: merging more would cost memory, and readers gain nothing
# Bytes of rows that are put in the order of telling together, more would cost memory; most is asked of the first two.
TOGETHER = {"claims": 100_000_000, "events": 100_000_000}
OTHERS_TOGETHER = 24_000_000


def tidy(folder: Folder, *, at: str) -> None:
    """Merge where many small batches have gathered, and remove what no longer counts; the caller is the only writer."""
    now = listing(folder)
    for name in now.idle:
        folder.remove(BATCHES, name)
    while group := _crowd(now):
        merge(folder, group, at=at)
        now = listing(folder)


def _crowd(now: Listing) -> list[Batch]:
    """The first run of neighbouring batches of like size that is long enough to be merged."""
    run: list[Batch] = []
    for batch in now.batches:
        if run and _tier(run[0]) != _tier(batch):
            run = []
        if _tier(batch) == LARGEST:
            continue
        run.append(batch)
        if len(run) == TIER:
            return run
    return []


def _tier(batch: Batch) -> int:
    """The size of a batch, in powers of TIER."""
    tier, rows = 0, max(batch.rows.get("articles", 0), batch.rows.get("extracted", 0)) // SMALLEST
    while rows >= TIER:
        tier, rows = tier + 1, rows // TIER
    return tier


def merge(folder: Folder, group: Sequence[Batch], *, at: str) -> Batch:
    """Write some batches as one."""
    made = {table: _joined(folder, group, table) for table in TABLES}
    return _replace(folder, group, made, at)


def _replace(folder: Folder, group: Sequence[Batch], made: Mapping[str, Iterable[pa.Table]], at: str) -> Batch:
    """Write tables in place of batches.  The new one takes the next number: numbers order writing, not telling."""
    batch = write_batch(folder, made, listing(folder).next, at=at, replaces=group)
    for one in group:
        folder.remove(BATCHES, one.name)
    return batch


def _joined(folder: Folder, group: Iterable[Batch], table: str) -> Iterator[pa.Table]:
    """The rows of a table in several batches, a few batches at a time: memory stays flat."""
    some: list[pa.Table] = []
    most = TOGETHER.get(table, OTHERS_TOGETHER)
    for one in (one for one in group if one.rows.get(table)):
        rows = _rows(folder, one, table)
        if some and sum(part.nbytes for part in (*some, rows)) > most:
            yield pa.concat_tables(some)
            some = []
        some.append(rows)
    if some:
        yield pa.concat_tables(some)


def _rows(folder: Folder, batch: Batch, table: str) -> pa.Table:
    """The rows of a table in a batch, with today's columns."""
    return as_stored(pq.read_table(io.BytesIO(folder.read(BATCHES, batch.name, f"{table}.parquet"))), table)


def remove(folder: Folder, article: str, *, at: str, by: str, why: str) -> int:
    """Take an article out of all files, its removal logged; returns how many rows went.

    The bytes that it was read from go too, unless they hold other articles (told by UnreadableCollection, nothing
    done: then the file must be split first).  Its sentences leave the logs of review.  Raises UnreadableCollection also
    where the collection does not hold it.
    """
    with folder.writing():
        now = listing(folder)
        original = _original(folder, now.batches, article)
        folder.append({"at": at, "by": by, "article": article, "why": why}, REMOVED)
        if original:
            folder.remove(ORIGINALS, original[:2], original)
        with folder.writing(REVIEW_LOCK):
            for log in (REVIEW, CANDIDATES):
                _forget(folder, article, log)
        folder.remove("index")
        # All its batches are replaced by one, last: an article read anew lies in several, and killed before that the
        # next run finds it and goes on.
        tables = {name: [one for one in now.batches if one.rows.get(name)] for name in TABLES}
        counts = {name: [_count(folder, one, name, article) for one in some] for name, some in tables.items()}
        holding = {one.name for name, some in tables.items() for one, n in zip(some, counts[name], strict=True) if n}
        group = [one for one in now.batches if one.name in holding]
        made = {name: _without(folder, group, name, article) for name in TABLES}
        _replace(folder, group, made, at)
    return sum(map(sum, counts.values()))


def _original(folder: Folder, batches: Iterable[Batch], article: str) -> str | None:
    """The digest of the bytes that an article alone was read from."""
    found, others, held = None, set(), False
    for batch in batches:
        if not batch.rows.get("articles"):
            continue
        rows = _rows(folder, batch, "articles").select(["id", "original"]).to_pylist()
        for row in rows:
            if row["id"] == article:
                found, held = row["original"], True
            else:
                others.add(row["original"])
    if not held:
        raise UnreadableCollection(folder.path, f"no article {article}", "`nkdata search` lists ids")
    if found in others and found is not None:
        raise UnreadableCollection(
            folder.path,
            f"{article} was read from a file that holds other articles too",
            f"take it out of that file, remove {ORIGINALS}/{found[:2]}/{found} and ingest the file again",
        )
    return found


def _count(folder: Folder, batch: Batch, table: str, article: str) -> int:
    """How many rows of a table in a batch are of an article."""
    key = _key(table)
    rows = pq.read_table(io.BytesIO(folder.read(BATCHES, batch.name, f"{table}.parquet")), columns=[key])
    return int(pc.sum(pc.equal(rows[key], article)).as_py() or 0)


def _without(folder: Folder, group: Iterable[Batch], table: str, article: str) -> Iterator[pa.Table]:
    """A table of some batches without an article, one batch at a time."""
    for rows in _joined(folder, group, table):
        yield rows.filter(pc.not_equal(rows[_key(table)], article))


def _key(table: str) -> str:
    """The column of a table that names the article."""
    return "id" if table in ("articles", "bands") else "article_id"


def _forget(folder: Folder, article: str, log: str) -> None:
    """Take an article's sentences out of a log of review; its other lines stay as they are."""
    import json

    lines = folder.lines(log)
    kept = [one for one in lines if article not in (one.get("article"), one.get("target", {}).get("article"))]
    if len(kept) != len(lines):
        told = "".join(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in kept)
        folder.write(told.encode(), log)
