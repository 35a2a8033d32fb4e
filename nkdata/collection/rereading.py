"""All articles extracted anew by the rules of today: the new reading beside the old, the difference told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from nkdata.collection.batches import listing, write_batch
from nkdata.collection.ingest import extracted
from nkdata.collection.opened import Collection
from nkdata.collection.rows import tables
from nkdata.collection.versions import claims_changed
from nkdata.model import Article

CHUNK = 500  # articles of one commit
CARRIED = ("version_of", "version", "story", "read_at")


def reread(held: Collection, *, at: str) -> Iterator[str]:
    """Read anew what an older version of the rules has read; yields a line for each claim that came, went or changed.

    An article read anew counts as soon as its batch does; killed in between, the next run goes on with the rest.
    Corrections by a person stay: they name the sentence.
    """
    from nkdata.extracting.pipeline import extractor

    newest = (
        "SELECT a.id, coalesce(max(e.generation), 0) AS generation FROM {articles} a LEFT JOIN {extracted} e "
        "ON e.article_id = a.id GROUP BY a.id, a.extractor "
        "HAVING coalesce(arg_max(e.extractor, e.generation), a.extractor) <> ? ORDER BY a.id"
    )
    with held.folder.writing():
        todo = [(row["id"], row["generation"]) for row in held.ask(newest, [extractor()]).to_pylist()]
        for start in range(0, len(todo), CHUNK):
            generations = dict(todo[start : start + CHUNK])
            articles = held.arrow("articles", article=list(generations)).to_pylist()
            yield from _chunk(held, articles, generations, at)


def _chunk(held: Collection, rows: list[dict[str, Any]], generations: dict[str, int], at: str) -> Iterator[str]:
    """Read some articles anew, commit, and tell the difference."""
    articles = [as_article(row) for row in rows]
    before = _claims(held, list(generations))
    found = []
    for row, ((article, kinds), _) in zip(rows, extracted(articles), strict=True):
        generation = generations[row["id"]] + 1
        known = {name: row[name] for name in CARRIED} | {"generation": generation}
        read = {"article_id": row["id"], "extractor": article["extractor"], "generation": generation}
        found.append({"extracted": [read]} | {kind: [one | known for one in some] for kind, some in kinds.items()})
    write_batch(held.folder, tables(found), listing(held.folder).next, at=at)
    after = _claims(held, list(generations))
    for row in rows:
        for change in claims_changed(before.get(row["id"], []), after.get(row["id"], [])):
            arrow = " -> " if change.before and change.after else ""
            yield f"{row['id']}  {change.what}: {change.before}{arrow}{change.after}"


def as_article(row: dict[str, Any]) -> Article:
    """A row of the articles as the record that it was."""
    return Article(**{item.name: _own(row.get(item.name)) for item in fields(Article)})


def _claims(held: Collection, articles: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The claims of articles, by article."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in held.arrow("claims", article=articles).to_pylist():
        found.setdefault(one["article_id"], []).append(one)
    return found


def _own(value: Any) -> Any:
    """A stored value as a record keeps it."""
    return tuple(value) if isinstance(value, list) else value
