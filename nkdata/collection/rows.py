"""One extraction as rows of the stored tables."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pyarrow as pa

from nkdata.collection.kinship import Place, name_of
from nkdata.collection.schema import TABLES, schema
from nkdata.collection.signing import bands, signature
from nkdata.collection.snapshot import KINDS, Row, flat
from nkdata.model import Article, Extraction
from nkdata.reading.articles import distinction

NOT_SLUG = re.compile(r"[^a-z0-9]+")
LONGEST_STEM = 48


def collected(article: Article) -> Article:
    """The article under the id that a collection gives it: the same for the same text of the same origin.

    What `read_articles` sets behind a name met before depends on what it met, and is left out.
    """
    name = article.id.removesuffix(f"-{distinction(article.title, article.text)}")
    told = (name, article.url, article.source, article.title, article.published, article.text)
    own = hashlib.sha256("\x1f".join(one or "" for one in told).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    stem = NOT_SLUG.sub("-", name.casefold()).strip("-")[-LONGEST_STEM:].strip("-")
    return replace(article, id=f"{stem}-{own}" if stem else own)


def told_again(id: str, *told: str | None) -> int:
    """What an article is known by when the digits of its id are not: its name and what is `told` of its bytes, address,
    publisher, headline and day, as 64 bits.

    An id of an older collection hangs on the order of reading, or on how a text was cut from the same bytes.
    """
    name = name_of(id)[-(LONGEST_STEM - 9) :].strip("-")
    told_all = "\x1f".join(one or "" for one in (name, *told)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told_all, digest_size=8).digest())


def article_row(extraction: Extraction) -> dict[str, Any]:
    """An article's row as far as a worker knows it, its signature with it."""
    article = extraction.article
    return flat(article) | {
        "extractor": extraction.extractor,
        "notes": list(extraction.notes),
        "signature": signature(article.text),
    }


def kind_rows(extraction: Extraction) -> dict[str, list[dict[str, Any]]]:
    """The rows of everything that was found in an article, by table."""
    article = extraction.article
    known: Row = {
        "article_id": article.id,
        "published": article.published,
        "source": article.source,
        "extractor": extraction.extractor,
        "generation": 0,
    }
    found = {}
    for kind in KINDS:
        rows = [known | flat(item) for item in getattr(extraction, kind)]
        if kind in ("claims", "events"):
            for row in rows:
                row["sentence"] = article.text[row["sentence_start"] : row["sentence_end"]]
        found[kind] = rows
    return found


def settled(
    article: dict[str, Any], kinds: dict[str, list[dict[str, Any]]], place: Place, read_at: str, original: str | None
) -> dict[str, list[dict[str, Any]]]:
    """An article's rows with the place that it got in the collection."""
    known = {"version_of": place.version_of, "version": place.version, "story": place.story, "read_at": read_at}
    return {
        "articles": [article | known | {"original": original}],
        "bands": [
            {"id": article["id"], "band": number, "hash": one} for number, one in enumerate(bands(article["signature"]))
        ],
        **{kind: [row | known for row in rows] for kind, rows in kinds.items()},
    }


def tables(found: Iterable[dict[str, list[dict[str, Any]]]]) -> dict[str, list[pa.Table]]:
    """Rows of many articles as one Arrow table a kind, as `write_batch` takes it."""
    gathered: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for one in found:
        for table, rows in one.items():
            gathered[table] += rows
    return {table: [pa.Table.from_pylist(rows, schema=schema(table))] for table, rows in gathered.items() if rows}
