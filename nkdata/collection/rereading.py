"""All articles read anew by the version of today: the new reading beside the old, the difference told.

What an article was read from is read again too.  Where that gives another text, as a mended reader does, the article
gets a new version; the old text and what was corrected on it stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from operator import itemgetter
from typing import Any

from nkdata.collection.batches import listing, write_batch
from nkdata.collection.ingest import extracted
from nkdata.collection.kinship import Place, name_of
from nkdata.collection.opened import Collection
from nkdata.collection.originals import Originals
from nkdata.collection.rows import collected, settled, tables
from nkdata.collection.snapshot import grouped
from nkdata.collection.versions import between, claims_changed
from nkdata.model import Article

CHUNK = 500  # articles of one commit
CARRIED = ("version_of", "version", "story", "read_at")
GIVEN = ("argument", "sidecar")  # days that stood beside the file, and stay
RECORDS = ("json", "json lines", "csv", "tsv", "xlsx")  # whose fields were named at the time
READ = ("text", "reader", "content_hash")
DAY = ("published", "published_precision", "published_how", "published_evidence")


def outdated(held: Collection) -> dict[str, int]:
    """The articles that another version of nkdata or of the rules has read last, and how often they were read anew."""
    from nkdata.extracting.pipeline import extractor

    newest = (
        "SELECT a.id, coalesce(max(e.generation), 0) AS generation FROM {articles} a LEFT JOIN {extracted} e "
        "ON e.article_id = a.id GROUP BY a.id, a.extractor, a.original "
        "HAVING coalesce(arg_max(e.extractor, e.generation), a.extractor) <> ? ORDER BY a.original, a.id"
    )
    return {row["id"]: row["generation"] for row in held.ask(newest, [extractor()]).to_pylist()}


def reread(held: Collection, *, at: str) -> Iterator[str]:
    """Read anew what an older version has read; yields a line for each claim or sentence that came, went or changed.

    An article read anew counts as soon as its batch does; killed in between, the next run goes on with the rest.
    Corrections by a person stay: they name the sentence.
    """
    with held.folder.writing():
        todo, originals = list(outdated(held).items()), Originals(held.folder)
        for start in range(0, len(todo), CHUNK):
            generations = dict(todo[start : start + CHUNK])
            found = {row["id"]: row for row in held.arrow("articles", article=list(generations)).to_pylist()}
            rows = [found[one] for one in generations]
            made, newer = _anew(rows, generations), _newer(held, rows, originals, at)
            yield from _written(held, rows, made, newer, at)


def _anew(rows: list[dict[str, Any]], generations: dict[str, int]) -> list[dict[str, list[dict[str, Any]]]]:
    """What today's rules find in the texts that are held."""
    found = []
    for row, ((article, kinds), _) in zip(rows, extracted([as_article(row) for row in rows]), strict=True):
        generation = generations[row["id"]] + 1
        known = {name: row[name] for name in CARRIED} | {"generation": generation}
        read = {"article_id": row["id"], "extractor": article["extractor"], "generation": generation}
        found.append({"extracted": [read]} | {kind: [one | known for one in some] for kind, some in kinds.items()})
    return found


Newer = dict[str, dict[str, list[dict[str, Any]]]]  # rows of a new version, by the id of the one it was made from


def _newer(held: Collection, rows: list[dict[str, Any]], originals: Originals, at: str) -> Newer:
    """New versions of the articles whose originals give another text, or day, today."""
    articles = {row["id"]: one for row in rows if (one := _otherwise(row, originals))}
    asked = "SELECT version_of, version, text, published FROM {articles} WHERE version_of IN (SELECT unnest(?))"
    firsts = [*{row["version_of"] for row in rows if row["id"] in articles}]
    known = grouped(held.ask(asked, [firsts]).to_pylist(), itemgetter("version_of"))
    found: Newer = {}
    for row in rows:
        others, article = known.get(row["version_of"], []), articles.get(row["id"])
        if article is None or _held(article, others, day_stays=_day_stays(row, article)):
            continue
        ((own, kinds), _), *_ = extracted([article])
        version = max(one["version"] for one in others) + 1
        others.append({"version": version, "text": article.text, "published": own["published"]})
        found[row["id"]] = settled(own, kinds, Place(row["version_of"], version, row["story"]), at, row["original"])
    return found


def _otherwise(row: dict[str, Any], originals: Originals) -> Article | None:
    """The article of a row as its original gives it today; None where that is the same, or the original is not held."""
    now, article = originals.article(row), as_article(row)
    if now is None:
        return None
    told = {} if _day_stays(row, now) else {name: getattr(now, name) for name in DAY}
    if now.text == row["text"] and (not told or now.published in (None, row["published"])):
        return None
    read = {name: getattr(now, name) for name in READ} | told
    return collected(replace(article, id=name_of(row["id"]), **read))


def _day_stays(row: dict[str, Any], now: Article) -> bool:
    """Whether the day that is held goes before what the original tells."""
    return row["published_how"] in GIVEN or now.reader in RECORDS


def _held(article: Article, versions: list[dict[str, Any]], *, day_stays: bool) -> bool:
    """Whether one of the versions is the article already."""
    days = {one["published"] for one in versions if one["text"] == article.text}
    return bool(days) and (day_stays or article.published is None or article.published in days)


def _written(
    held: Collection, rows: list[dict[str, Any]], made: list[dict[str, list[dict[str, Any]]]], newer: Newer, at: str
) -> Iterator[str]:
    """Commit, and tell the difference."""
    ids = [row["id"] for row in rows]
    before = _claims(held, ids)
    write_batch(held.folder, tables([*made, *newer.values()]), listing(held.folder).next, at=at)
    after = _claims(held, [*ids, *(some["articles"][0]["id"] for some in newer.values())])
    for row in rows:
        for change in claims_changed(before.get(row["id"], []), after.get(row["id"], [])):
            yield f"{row['id']}  {change}"
        if row["id"] in newer:
            now = newer[row["id"]]["articles"][0]
            yield f"{row['id']}  its original is read otherwise today: version {now['version']}, {now['id']}"
            yield from between(row, now, after.get(row["id"], []), after.get(now["id"], []))


def as_article(row: dict[str, Any]) -> Article:
    """A row of the articles as the record that it was."""
    return Article(**{item.name: _own(row.get(item.name)) for item in fields(Article)})


def _claims(held: Collection, articles: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The claims of articles, by article."""
    return grouped(held.arrow("claims", article=articles).to_pylist(), itemgetter("article_id"))


def _own(value: Any) -> Any:
    """A stored value as a record keeps it."""
    return tuple(value) if isinstance(value, list) else value
