"""Which held articles could be kin of new ones: a table of bands in a database of its own for one run of `ingest`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from nkdata.collection.kinship import APART, Kin
from nkdata.collection.opened import Collection
from nkdata.collection.signing import bands

CANDIDATES = 20  # looked at for each new article, those that share most bands first
MEMORY = "120MB"  # beyond it the database goes to disk
KIN = ("id", "url", "source", "title", "published", "signature", "version_of", "version", "story")
DAY = "(published::DATE - DATE '1900-01-01')"


class Neighbours:
    """Held articles by their bands and addresses; lies in a file for the time of a run, so memory stays flat."""

    def __init__(self, held: Collection) -> None:
        local = held.folder.local
        self._place = local / "index" / "neighbours" if local else Path(tempfile.mkdtemp(prefix="nkdata-"))
        shutil.rmtree(self._place, ignore_errors=True)  # a killed run left it there; only one writes at a time
        self._place.mkdir(parents=True)
        self._database = duckdb.connect(str(self._place / "neighbours.duckdb"))
        self._database.execute(f"SET memory_limit = '{MEMORY}'; SET threads = 1; SET enable_progress_bar = false")
        self._database.execute(
            "CREATE TABLE kin (id VARCHAR, url VARCHAR, source VARCHAR, title VARCHAR, published VARCHAR, "
            "signature UINTEGER[], version_of VARCHAR, version BIGINT, story VARCHAR);"
            "CREATE TABLE bands (id VARCHAR, day INTEGER, hash UBIGINT)"
        )
        if local is None:
            self._database.register_filesystem(held.folder.files)
        for query in (
            f"INSERT INTO kin SELECT {', '.join(KIN)} FROM {{articles}}",
            f"INSERT INTO bands SELECT b.id, {DAY}, b.hash FROM {{bands}} b JOIN {{articles}} a ON a.id = b.id",
        ):
            self._database.execute(held.filled(query))

    def __enter__(self) -> Neighbours:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._database.close()
        shutil.rmtree(self._place, ignore_errors=True)

    def add(self, batches: Sequence[pa.RecordBatch]) -> None:
        """Take in articles with the columns `KIN`."""
        for batch in batches:
            new = pa.Table.from_batches([batch])  # noqa: F841 - DuckDB reads it by its name
            self._database.execute("INSERT INTO kin SELECT * FROM new")
            rows = [
                (id, published, band)
                for id, published, signed in zip(
                    batch["id"].to_pylist(), batch["published"].to_pylist(), batch["signature"].to_pylist(), strict=True
                )
                for band in bands(signed or [])
            ]
            banded = _banded(rows)  # noqa: F841 - DuckDB reads it by its name
            self._database.execute(f"INSERT INTO bands SELECT id, {DAY}, hash FROM banded")

    def of(self, new: Sequence[dict[str, Any]]) -> dict[str, list[Kin]]:
        """The held articles that could be kin, for each new article's row."""
        rows = [(one["id"], one["published"], band) for one in new for band in bands(one["signature"])]
        banded = _banded(rows)  # noqa: F841 - DuckDB reads it by its name
        addresses = pa.table(  # noqa: F841
            {"id": [one["id"] for one in new], "url": pa.array([one["url"] for one in new], pa.string())}
        )
        pairs = self._database.execute(
            f"""
            WITH fresh AS (SELECT id, {DAY} AS day, hash FROM banded),
            shared AS (
                SELECT f.id AS new, b.id AS held, count(*) AS bands FROM fresh f JOIN bands b USING (hash)
                WHERE f.day IS NULL OR b.day IS NULL OR abs(f.day - b.day) <= {APART}
                GROUP BY f.id, b.id),
            nearest AS (
                SELECT new, held FROM shared
                QUALIFY row_number() OVER (PARTITION BY new ORDER BY bands DESC, held) <= {CANDIDATES}),
            same AS (SELECT a.id AS new, k.id AS held FROM addresses a JOIN kin k USING (url))
            SELECT p.new, k.* FROM (SELECT new, held FROM nearest UNION SELECT new, held FROM same) p
            JOIN kin k ON k.id = p.held ORDER BY ALL
            """
        ).fetchall()
        found: dict[str, list[Kin]] = {}
        for name, *rest in pairs:
            found.setdefault(name, []).append(Kin(**dict(zip(KIN, rest, strict=True))))
        return found


def _banded(rows: Sequence[tuple[str, str | None, int]]) -> pa.Table:
    """Rows of id, day of publication and band."""
    return pa.table(
        {
            "id": pa.array([row[0] for row in rows], pa.string()),
            "published": pa.array([row[1] for row in rows], pa.string()),
            "hash": pa.array([row[2] for row in rows], pa.uint64()),
        }
    )
