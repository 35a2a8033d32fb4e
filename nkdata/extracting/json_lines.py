"""An extraction as the JSON object that `nkdata extract` prints for each article."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from nkdata.model import Article, Extraction, Span

ARTICLE = (
    "id", "title", "published", "published_precision", "published_how", "published_evidence", "source", "language",
    "path", "url", "content_hash",
)  # fmt: skip
LISTS = ("dates", "quantities", "quotes", "mentions", "claims", "events")


def as_json(extraction: Extraction) -> dict[str, Any]:
    """The keys `article`, `dates`, `quantities`, `quotes`, `mentions`, `claims`, `events`; all of it JSON-serialisable.

    A span becomes `{"start", "end"}`, a name `{"id", "name"}`, a tuple a list.
    """
    printed: dict[str, Any] = {"article": _article(extraction.article) | {"extractor": extraction.extractor}}
    for name in LISTS:
        printed[name] = [_plain(record) for record in getattr(extraction, name)]
    printed["notes"] = list(extraction.notes)
    return printed


def _article(article: Article) -> dict[str, Any]:
    return {name: _plain(getattr(article, name)) for name in ARTICLE}


def _plain(value: Any) -> Any:  # a field of a record: text, number, record or tuple of these
    """A record, span, name or tuple as plain values."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
