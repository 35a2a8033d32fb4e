"""Claims and events out of a collection: CSV and Parquet as a Frictionless data package, GeoJSON, Web Annotations.

Each row carries its sentence, source and licence.  `read_export` reads the Parquet back; an export with all texts goes
back into a collection (`nkdata.collection.restoring`).
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nkdata.collection.folder import REVIEW
from nkdata.collection.foreign import plain_cell, safe_url
from nkdata.collection.opened import Collection, typed
from nkdata.collection.schema import schema
from nkdata.errors import BadParameter, UnreadableCollection
from nkdata.reading.articles import EXPORT, PACKAGE

TABLES = ("articles", "claims", "events")
MORE = ("dates", "quantities", "quotes", "mentions", "extracted")  # Parquet alone, where the texts go along
JUDGED = ("reviewed", "reviewed_by", "reviewed_at", "review_note", "review_conflict", "review_entries")
SAID = "said_"
Corrected = Callable[[str, pd.DataFrame, list[str]], pd.DataFrame]  # kind, its rows, ids of their articles
FRICTIONLESS = {"string": "string", "int64": "integer", "double": "number", "bool": "boolean"}
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def export(
    held: Collection,
    out: Path,
    *,
    texts: bool = False,
    metric: str | None = None,
    corrected: Corrected | None = None,
    entries: Sequence[dict[str, Any]] = (),
    **filters: Any,
) -> dict[str, int]:
    """Write the tables into a new folder; returns rows by table.

    `filters` are those of the collection, `metric` leaves out other claims.  Without `texts` the articles' texts stay
    out, and articles without a claim or event; with them everything that was read goes along as Parquet.  `corrected`
    lays what people said over rows of one kind (claim, event), `entries` are the lines of their log.  Raises
    BadParameter when the folder is there already.
    """
    if out.exists():
        raise BadParameter(str(out), "is there already", "name a new folder")
    articles = held.arrow("articles", **filters)
    ids = articles["id"].to_pylist()
    tables = {name: _judged(held.arrow(name, **filters), name, ids, corrected) for name in ("claims", "events")}
    if metric is not None:
        tables["claims"] = tables["claims"].filter(pc.equal(tables["claims"]["metric"], metric))
    whole = texts and metric is None
    if not whole:
        told = pa.chunked_array([*tables["claims"]["article_id"].chunks, *tables["events"]["article_id"].chunks])
        articles = articles.filter(pc.is_in(articles["id"], pc.unique(told)))
    articles = articles.drop_columns(["signature", *([] if texts else ["text"])])
    wanted = articles["id"].to_pylist()
    licences = dict(zip(wanted, articles["licence"].to_pylist(), strict=True))
    for name, table in tables.items():
        own = pa.array([licences[one] for one in table["article_id"].to_pylist()], pa.string())
        tables[name] = table.append_column("licence", own)
    tables = {"articles": articles} | tables
    more = {name: _rest(held, name, wanted) for name in MORE} if whole else {}
    lines = [one for one in entries if one["target"]["article"] in licences]
    _write(out, tables, more, lines, whole=whole)
    return {name: table.num_rows for name, table in tables.items()}


def _write(
    out: Path,
    tables: dict[str, pa.Table],
    more: dict[str, pa.Table],
    entries: Sequence[dict[str, Any]],
    *,
    whole: bool,
) -> None:
    """All files of an export, whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, table in (tables | more).items():
            pq.write_table(table, stage / f"{name}.parquet", compression="zstd")
        for name, table in tables.items():
            _csv(table, stage / f"{name}.csv")
        _json(stage / PACKAGE, _package(tables) | {"nkdata": {"whole": whole}})
        _json(stage / "claims.geojson", {"type": "FeatureCollection", "features": list(_features(tables["claims"]))})
        _lines(stage / "annotations.jsonl", _annotations(tables))
        if entries:
            _lines(stage / REVIEW, entries)
        stage.chmod(0o777 & ~_umask())
        stage.rename(out)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _rest(held: Collection, name: str, articles: list[str]) -> pa.Table:
    """The rows of another table, of these articles."""
    return held.ask(f"SELECT * FROM {{{name}}} WHERE article_id IN (SELECT unnest(?)) ORDER BY article_id", [articles])


def _judged(table: pa.Table, name: str, articles: list[str], corrected: Corrected | None) -> pa.Table:
    """Rows with what people said of them, and of corrected ones what the machine had said."""
    if corrected is None:
        return table
    frame = corrected(name.removesuffix("s"), typed(table, name), articles)
    types = {one.name: one.type for one in schema(name)}
    types |= {f"{SAID}{one}": kind for one, kind in types.items()} | dict.fromkeys(JUDGED, pa.string())
    wanted = pa.schema([(str(one), types[str(one)]) for one in frame.columns])
    return pa.Table.from_pandas(frame, schema=wanted, preserve_index=False)


def read_export(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of an export as they were: `articles`, `claims`, `events`.

    Raises UnreadableCollection where a file is missing.
    """
    missing = [name for name in TABLES if not (folder / f"{name}.parquet").is_file()]
    if missing:
        raise UnreadableCollection(str(folder), f"no {missing[0]}.parquet", "name a folder that `nkdata export` wrote")
    return {name: typed(pq.read_table(folder / f"{name}.parquet"), name) for name in TABLES}


def descriptions() -> dict[str, str]:
    """What each column means."""
    with (Path(__file__).parent / "columns.csv").open(encoding="utf-8", newline="") as rows:
        return {row["column"]: row["description"] for row in csv.DictReader(rows)}


def _csv(table: pa.Table, path: Path) -> None:
    """A table as CSV: lists as JSON, and no cell that a spreadsheet would take for a formula."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(table.column_names)
        for batch in table.to_batches(1000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                rows.writerow([_cell(one) for one in row])


def _cell(value: Any) -> Any:
    """A value as a cell of CSV."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return plain_cell(value)


def _package(tables: dict[str, pa.Table]) -> dict[str, Any]:
    """The data package: every column with type and meaning."""
    told = descriptions()
    told |= {f"{SAID}{name}": f"What the machine said in a corrected row: {what}" for name, what in told.items()}
    return {
        "profile": "tabular-data-package",
        "name": EXPORT,
        "title": "Claims and events out of news, each with its sentence and source",
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {
                            "name": item.name,
                            "type": FRICTIONLESS.get(str(item.type), "array"),
                            "description": told[item.name],
                        }
                        for item in table.schema
                    ],
                    "missingValues": [""],
                    "primaryKey": "id" if name == "articles" else ["article_id", "id", "generation"],
                },
            }
            for name, table in tables.items()
        ],
    }


def _features(claims: pa.Table) -> Iterator[dict[str, Any]]:
    """Claims whose place has coordinates; an unknown place has no point, nor has the country as a whole.

    What a person rejected is on no map.
    """
    from nkdata.reference import load

    points = {
        row["admin_id"]: [float(row["lon"]), float(row["lat"])]
        for row in load.rows("admin_areas")
        if row["lat"] and row["lon"] and row["level"] != "country"
    }
    for row in claims.to_pylist():
        if row["place_id"] in points and row.get("reviewed") != "rejected":
            told = {name: value for name, value in row.items() if value is not None and not isinstance(value, list)}
            point = {"type": "Point", "coordinates": points[row["place_id"]]}
            yield {"type": "Feature", "id": f"{row['article_id']}/{row['id']}", "geometry": point, "properties": told}


def _annotations(tables: dict[str, pa.Table]) -> Iterator[dict[str, Any]]:
    """Claims and events as W3C Web Annotations: position and quote of the words, what was read of them as body."""
    articles = tables["articles"].to_pylist()
    sources = {row["id"]: safe_url(row["url"] or "") or f"urn:nkdata:{row['id']}" for row in articles}
    for name in ("claims", "events"):
        for row in tables[name].to_pylist():
            body = {key: row[key] for key in _body(row) if row[key] not in (None, [])}
            yield {
                "@context": CONTEXT,
                "id": f"urn:nkdata:{row['article_id']}:{row['id']}",
                "type": "Annotation",
                "motivation": "identifying",
                "generator": row["extractor"],
                "body": {"type": "Dataset", "format": "application/json", "value": {"table": name, **body}},
                "target": {
                    "source": sources[row["article_id"]],
                    "selector": [
                        {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
                        {"type": "TextQuoteSelector", "exact": row["text"], **_around(row)},
                    ],
                },
            }


def _body(row: dict[str, Any]) -> Iterable[str]:
    """The columns that say what was read."""
    place = {"id", "article_id", "start", "end", "text", "sentence", "sentence_start", "sentence_end", "extractor"}
    return (name for name in row if name not in place)


def _around(row: dict[str, Any]) -> dict[str, str]:
    """The sentence before and behind the words."""
    first, last = row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
    if first < 0 or row["sentence"][first:last] != row["text"]:
        return {}
    return {"prefix": row["sentence"][:first], "suffix": row["sentence"][last:]}


def _json(path: Path, value: Any) -> None:
    """Write JSON for people and programs."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _lines(path: Path, values: Iterable[dict[str, Any]]) -> None:
    """Write JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in values)


def _umask() -> int:
    """The permissions that this user takes away from new files."""
    found = os.umask(0)
    os.umask(found)
    return found
