"""An export put into a collection: the same articles, ids and readings, with its own versions and stories.

Where the collection holds articles already, those of the export that are versions or tellings of them join them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nkdata.collection.batches import write_batch
from nkdata.collection.export import SAID
from nkdata.collection.folder import ORIGINALS, REMOVED, Folder
from nkdata.collection.ingest import BATCH, Ingested
from nkdata.collection.kinship import Kin, placed
from nkdata.collection.neighbours import KIN, Neighbours
from nkdata.collection.opened import Collection
from nkdata.collection.schema import TABLES, as_stored, schema
from nkdata.collection.signing import bands, signature
from nkdata.errors import BadParameter, UnreadableCollection
from nkdata.reading.articles import PACKAGE

MADE = ("bands",)  # tables that are not exported, as the texts give them


def restore(out: Path, folder: Folder, *, at: str) -> Ingested:
    """Put an export into a collection, which is made when missing.

    An article that is held stays as it is held, one that was removed on request stays away.  All is written as one
    batch, which counts whole or not at all; `at` is the time of writing, articles keep their days of reading.

    Raises BadParameter where the export lacks texts or claims; UnreadableCollection where a file of the export is
    missing or damaged, or the collection is.
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
        gone = {str(line.get("article")) for line in folder.lines(REMOVED)}
        own = tables["articles"]["id"].to_pylist()
        new = [one for one in own if one not in there | gone]
        done = Ingested(len(new), known=len(there.intersection(own)), removed=len(gone.intersection(own)))
        if new:
            some = {name: _of(table, name, new) for name, table in tables.items()}
            some["articles"] = _signed(some["articles"], folder)
            if there:
                places = _places(tables["articles"], some["articles"], held)
                some = {name: _placed(table, places) for name, table in some.items()}
                done.versions = sum(1 for version, *_ in places.values() if version > 1)
                done.retellings = sum(version == 1 and story != id for id, (version, _, story) in places.items())
            made = some | {"bands": _bands(some["articles"])}
            write_batch(folder, {name: [table] for name, table in made.items()}, held.listing.next, at=at)
    return done


Places = Mapping[str, tuple[int, str, str]]  # version, version_of and story, by the id of the article


def _places(whole: pa.Table, new: pa.Table, held: Collection) -> Places:
    """Where new articles stand: beside those of the export, with which they join those that are held.

    Two groups join where both hold an article, or where an article is kin to a held one.  What joins a held article
    takes the next numbers of its versions.
    """
    firsts, stories = {}, {}  # of the export, as the collection has them
    beside = held.ask("SELECT id, version_of, story FROM {articles}").to_pylist()
    known = {row["id"]: row for row in beside}
    for row in whole.select(["id", "version_of", "story"]).to_pylist():
        if one := known.get(row["id"]):
            firsts[row["version_of"]], stories[row["story"]] = one["version_of"], one["story"]
    with Neighbours(held) as neighbours:
        for batch in new.select(list(KIN)).to_batches(BATCH):
            rows = batch.to_pylist()
            near = neighbours.of(rows)
            for row in rows:
                place = placed(Kin(**row), near.get(row["id"], ()))
                if place.version_of != row["id"]:
                    firsts.setdefault(row["version_of"], place.version_of)
                if place.story != row["id"]:
                    stories.setdefault(row["story"], place.story)
    asked = "SELECT version_of, max(version) AS last FROM {articles} GROUP BY version_of"
    last = {row["version_of"]: row["last"] for row in held.ask(asked).to_pylist()}
    places = {}
    for row in new.select(["id", "version", "version_of", "story"]).sort_by("version").to_pylist():
        first, version = firsts.get(row["version_of"], row["version_of"]), row["version"]
        if first in last:
            version = last[first] = last[first] + 1
        places[row["id"]] = (version, first, stories.get(row["story"], row["story"]))
    return places


def _placed(table: pa.Table, places: Places) -> pa.Table:
    """Rows with the places of their articles, in those of the tables that carry them."""
    key = "article_id" if "article_id" in table.column_names else "id"
    own = [places[one] for one in table[key].to_pylist()]
    for number, name in enumerate(("version", "version_of", "story")):
        if name in table.column_names:
            at = table.column_names.index(name)
            table = table.set_column(at, name, pa.array([one[number] for one in own], table.schema.field(at).type))
    return table


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
