"""Batches: immutable folders of Parquet files, each made to count by its last file, `batch.json`.

A batch that replaces others (merged, an article taken out) names them; from the moment it counts they do not.  What a
killed writer left without `batch.json` was never there.  Batches are numbered without a gap, and one that replaces
others covers their numbers, so a half-copied collection shows.
"""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nkdata.collection.folder import BATCHES, Folder
from nkdata.errors import UnreadableCollection

SEAL = "batch.json"
TOLD = [("published", "ascending"), ("article_id", "ascending")]
GROUP = 20_000  # rows that are read or passed over together


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch that counts: its name and, for each table, rows and bytes."""

    name: str
    rows: Mapping[str, int]
    sizes: Mapping[str, int]
    replaces: tuple[str, ...] = ()
    covers: tuple[tuple[int, int], ...] = ()  # first and last number of each run of batches that went into it
    written_at: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The batches that count, in order, and what is wrong with the others."""

    batches: tuple[Batch, ...] = ()
    faults: tuple[UnreadableCollection, ...] = ()
    idle: tuple[str, ...] = field(default=())  # unfinished or replaced: to be removed by the next writer
    next: int = 1  # the number of the batch to be written next

    def addresses(self, folder: Folder, table: str) -> list[str]:
        """The files of a table."""
        return [folder.address(BATCHES, one.name, f"{table}.parquet") for one in self.batches if one.rows.get(table)]

    def rows(self, table: str) -> int:
        """How many rows of a table all batches hold."""
        return sum(one.rows.get(table, 0) for one in self.batches)


def write_batch(
    folder: Folder, tables: Mapping[str, Iterable[pa.Table]], number: int, *, at: str, replaces: Sequence[Batch] = ()
) -> Batch:
    """Write tables, each in parts, as one batch and make it count; the caller is the only writer.

    `at` is the time of writing.  No more than one part is held in memory.
    """
    name, sizes, rows_of = f"{number:06d}-{uuid.uuid4().hex[:8]}", {}, {}
    for table, parts in tables.items():
        data, count = _parquet(parts)
        if count:
            folder.write(data, BATCHES, name, f"{table}.parquet")
            sizes[table], rows_of[table] = len(data), count
    covers = _runs([*((_number(one.name),) * 2 for one in replaces), *(run for one in replaces for run in one.covers)])
    batch = Batch(name, rows_of, sizes, tuple(one.name for one in replaces), covers, at)
    told = {item: getattr(batch, item) for item in Batch.__slots__}
    folder.write((json.dumps(told, indent=1) + "\n").encode(), BATCHES, name, SEAL)
    return batch


def _parquet(parts: Iterable[pa.Table]) -> tuple[bytes, int]:
    """The parts of a table as the bytes of one Parquet file, and how many rows they hold.

    Rows lie in the order of telling where they know it: a question about some days passes most of them by.
    """
    out, count, writer = io.BytesIO(), 0, None
    for part in parts:
        writer = writer or pq.ParquetWriter(out, part.schema, compression="zstd")
        order = [one for one in TOLD if one[0] in part.column_names]
        writer.write_table(part.sort_by(order) if "published" in part.column_names else part, row_group_size=GROUP)
        count += part.num_rows
    if writer:
        writer.close()
    return out.getvalue(), count


def listing(folder: Folder, known: Listing | None = None) -> Listing:
    """The batches that count now; `known` spares reading again what was read and found whole before."""
    while True:  # each turn more, a writer had merged batches away while they were looked at
        names = folder.names(BATCHES)
        with suppress(FileNotFoundError):
            found = _listed(folder, names, known)
            if not found.faults or folder.names(BATCHES) == names:
                return found


def _listed(folder: Folder, names: Sequence[str], known: Listing | None) -> Listing:
    """The batches of these names that count; raises FileNotFoundError where one is taken away meanwhile."""
    before = {one.name: one for one in known.batches} if known else {}
    sealed: dict[str, Batch] = {}
    idle, faults = [], []
    for name in names:
        try:
            batch = before.get(name) or _read(folder, name)
            if batch is None:
                idle.append(name)
                continue
            sealed[name] = batch
            if name not in before:
                _look(folder, batch)
        except UnreadableCollection as fault:
            if not folder.exists(BATCHES, name, SEAL):
                raise FileNotFoundError(name) from fault
            faults.append((name, fault))
    broken = {name for name, _ in faults}
    replaced = {one for name, batch in sealed.items() if name not in broken for one in batch.replaces}
    faults += _gaps(folder, sealed.values(), broken)
    whole = [batch for name, batch in sealed.items() if name not in broken | replaced]
    told = tuple(fault for name, fault in faults if name not in replaced)
    numbers = [_number(name) for name in {*sealed, *broken}]
    return Listing(tuple(whole), told, tuple(sorted({*idle, *(replaced & set(names))})), max(numbers, default=0) + 1)


def _read(folder: Folder, name: str) -> Batch | None:
    """A batch by its seal; None without one."""
    if not folder.exists(BATCHES, name, SEAL):
        return None
    try:
        told: dict[str, Any] = json.loads(folder.read(BATCHES, name, SEAL))
        if told["name"] != name:
            raise ValueError("another batch's seal")
        return Batch(
            **{**told, "replaces": tuple(told["replaces"]), "covers": tuple((a, b) for a, b in told["covers"])}
        )
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableCollection(
            f"{folder.path}: batch {name}", "its batch.json is damaged", "copy that folder again; the rest is open"
        ) from error


def _look(folder: Folder, batch: Batch) -> None:
    """Refuse a batch with a file missing or of another length."""
    for table, size in batch.sizes.items():
        found = folder.size(BATCHES, batch.name, f"{table}.parquet")
        if found != size:
            what = "is missing" if found is None else f"has {found:,} bytes, not {size:,}"
            raise UnreadableCollection(
                f"{folder.path}: batch {batch.name}",
                f"{table}.parquet {what}",
                "copy that batch again from where it came, or ingest its articles again; the rest is open",
            )


def _gaps(folder: Folder, sealed: Iterable[Batch], broken: Iterable[str]) -> list[tuple[str, UnreadableCollection]]:
    """Numbers that no batch has or covers."""
    held = list(sealed)
    there = [(_number(name),) * 2 for name in (*(one.name for one in held), *broken)]
    runs = _runs([*there, *(run for one in held for run in one.covers)])
    edges = zip([(0, 0), *runs], runs, strict=False)
    missing = [(before[1] + 1, after[0] - 1) for before, after in edges if after[0] > before[1] + 1]
    return [
        (
            f"{first:06d}",
            UnreadableCollection(
                f"{folder.path}: batch {first:06d}" + (f" to {last:06d}" if last > first else ""),
                "missing",
                "copy the collection again, whole; the rest is open",
            ),
        )
        for first, last in missing
    ]


def _number(name: str) -> int:
    """The number of a batch."""
    head = name.partition("-")[0]
    return int(head) if head.isdecimal() else 0


def _runs(spans: Iterable[tuple[int, ...]]) -> tuple[tuple[int, int], ...]:
    """Spans of numbers joined where they touch."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((one[0], one[-1]) for one in spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)
