"""An export put back into a new collection: the same articles, ids, versions, stories and readings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nkdata.collection.batches import write_batch
from nkdata.collection.export import SAID
from nkdata.collection.folder import ORIGINALS, REMOVED, Folder
from nkdata.collection.opened import Collection
from nkdata.collection.schema import TABLES, as_stored, schema
from nkdata.collection.signing import bands, signature
from nkdata.errors import BadParameter, UnreadableCollection
from nkdata.reading.articles import PACKAGE

MADE = ("bands",)  # tables that are not exported, as the texts give them


def restore(out: Path, folder: Folder, *, at: str) -> tuple[int, int]:
    """Put an export back; returns how many articles were added, and how many were there already.

    The collection is new, or holds nothing but articles of this export.  All is written as one batch, which counts
    whole or not at all.  An article that was removed on request stays away.

    Raises BadParameter where the export lacks texts or claims, or the collection holds other articles;
    UnreadableCollection where a file of the export is missing or damaged.
    """
    told = _package(out)
    if not told.get("whole"):
        what = "an export without the articles' texts, or of some claims alone"
        raise BadParameter(str(out), what, "export with --texts and without --metric")
    tables = {name: _table(out, name) for name in TABLES if name not in MADE}
    folder.settings()
    with folder.writing():
        folder.remember("collection", {})
        held = Collection(folder)
        for fault in held.faults:
            raise fault
        there = set(held.arrow("articles", only=["id"])["id"].to_pylist())
        own = tables["articles"]["id"].to_pylist()
        if there - set(own):
            raise BadParameter(folder.path, "it holds other articles", "name a new --collection")
        there |= {str(line.get("article")) for line in folder.lines(REMOVED)}
        new = [one for one in own if one not in there]
        if new:
            some = {name: _of(table, name, new) for name, table in tables.items()}
            some["articles"] = _signed(some["articles"], folder)
            made = some | {"bands": _bands(some["articles"])}
            write_batch(folder, {name: [table] for name, table in made.items()}, held.listing.next, at=at)
    return len(new), len(own) - len(new)


def _package(out: Path) -> dict[str, Any]:
    """What the data package says of itself."""
    try:
        told: dict[str, Any] = json.loads((out / PACKAGE).read_bytes())["nkdata"]
        return told
    except (OSError, ValueError, KeyError, TypeError):
        remedy = "export anew with this version"
        raise UnreadableCollection(str(out / PACKAGE), "does not say what the export holds", remedy) from None


def _table(out: Path, name: str) -> pa.Table:
    """A table of the export, as the machine read it, with the columns that a collection keeps."""
    path = out / f"{name}.parquet"
    try:
        return as_stored(_machine(pq.read_table(path)), name)
    except FileNotFoundError:
        raise UnreadableCollection(str(out), f"no {path.name}", "copy the export again, whole") from None
    except (OSError, pa.ArrowException) as error:
        problem = f"cannot be read ({str(error).partition(chr(10))[0][:100]})"
        raise UnreadableCollection(str(path), problem, "copy the export again, whole") from error


def _machine(table: pa.Table) -> pa.Table:
    """Rows without a person's corrections, which come back from the log: corrected fields as the machine had them."""
    if "reviewed" not in table.column_names:
        return table
    table = table.filter(pc.invert(pc.match_substring(table["id"], "-by-hand-")))
    corrected = pc.equal(table["reviewed"], "corrected")
    for place, name in enumerate(table.column_names):
        if SAID + name in table.column_names:
            told = pc.if_else(corrected, table[SAID + name], table[name])
            table = table.set_column(place, name, told)
    return table


def _of(table: pa.Table, name: str, articles: list[str]) -> pa.Table:
    """The rows of some articles."""
    key = "id" if name == "articles" else "article_id"
    return table.filter(pc.is_in(table[key], pa.array(articles, pa.string())))


def _signed(articles: pa.Table, folder: Folder) -> pa.Table:
    """Articles with the signatures of their texts; originals that the collection does not hold are not named."""
    kept = [one if one and folder.exists(ORIGINALS, one[:2], one) else None for one in articles["original"].to_pylist()]
    signed = pa.array([signature(one.as_py()) for one in articles["text"]], schema("articles").field("signature").type)
    columns = {"signature": signed, "original": pa.array(kept, pa.string())}
    for name, values in columns.items():
        articles = articles.set_column(articles.column_names.index(name), name, values)
    return articles


def _bands(articles: pa.Table) -> pa.Table:
    """By what near-identical texts are found again."""
    rows = [
        {"id": id, "band": number, "hash": one}
        for id, signed in zip(articles["id"].to_pylist(), articles["signature"].to_pylist(), strict=True)
        for number, one in enumerate(bands(signed))
    ]
    return pa.Table.from_pylist(rows, schema=schema("bands"))
