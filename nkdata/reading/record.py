"""What every format hands over: one article's text with what its document says about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from importlib import import_module
from typing import Any

from nkdata.errors import BadParameter, NkdataError, UnreadableArticle
from nkdata.reading.published import Told

Refuse = Callable[[NkdataError], None]
NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Fields:
    """The names under which foreign JSON and CSV keep an article; None: the usual names are tried."""

    id: str | None = None
    text: str | None = None
    title: str | None = None
    date: str | None = None
    source: str | None = None
    language: str | None = None
    url: str | None = None
    archived_url: str | None = None
    retrieved_at: str | None = None
    licence: str | None = None

    @classmethod
    def told(cls, names: Mapping[str, object], where: str) -> Fields:
        """What a mapping, such as the section `[fields]` of a TOML file, says; raises BadParameter for others."""
        usable = [item.name for item in dataclass_fields(cls)]
        for name, value in names.items():
            if name not in usable:
                raise BadParameter(f"{where}: {name}", "no field of an article", f"use {', '.join(usable)}")
            if not isinstance(value, str) or not value:
                raise BadParameter(f"{where}: {name}", f"{value!r} is no name", "write the name in quotes")
        return cls(**{name: str(value) for name, value in names.items()})


@dataclass(frozen=True, slots=True)
class Record:
    """An article's text and the document's own words about it, None where it says nothing."""

    text: str
    id: str | None = None
    title: str | None = None
    published: Told | None = None
    source: str | None = None
    language: str | None = None
    url: str | None = None
    archived_url: str | None = None
    retrieved_at: str | None = None
    licence: str | None = None
    reader: str = "text"


USUAL = {
    "id": ("id", "guid", "index.link", "link", "url"),
    "text": (
        "text", "story_text", "story", "body", "content", "article_text", "article", "content_text", "content_html",
        "maintext", "full_text", "fulltext", "bodytext",
    ),
    "title": ("title", "headline", "webtitle", "name"),
    "date": (
        "published", "date_published", "date", "date_str", "pubdate", "publication_date", "publishedat", "published_at",
        "publish_date", "date_publish", "webpublicationdate", "pub_date", "date_created", "datetime",
    ),
    "source": (
        "source", "publisher", "outlet", "site", "sitename", "source_name", "media_name", "source-hostname", "hostname",
        "source_domain",
    ),
    "language": ("language", "lang"),
    "url": ("url", "link", "index.link", "permalink", "weburl", "canonical_url", "source_url"),
    "archived_url": ("archived_url", "archive_url", "wayback_url"),
    "retrieved_at": ("retrieved_at", "retrieved", "accessed", "fetched_at", "date_download"),
    "licence": ("licence", "license", "rights"),
}  # fmt: skip


def pick(row: Mapping[str, object], what: str, asked: str | None = None) -> object:
    """The value that a row keeps under the asked name, else under the first usual name that holds something."""
    if asked is not None:
        return row.get(asked)
    lower = {name.lower(): value for name, value in row.items()}
    return next((lower[name] for name in USUAL[what] if lower.get(name) not in (None, "")), None)


def usual(names: Iterable[str], what: str) -> bool:
    """Whether one of these names is a usual one."""
    return any(name.strip().lower() in USUAL[what] for name in names)


def words(value: object) -> str | None:
    """A cell as one line of text; numbers as written, a missing or blank one None.

    Control codes and halves of characters become U+FFFD: no drawing, and not every file, can hold them.
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return NO_TEXT.sub("\ufffd", " ".join(str(value).split())) or None


def optional(module: str, extra: str, where: str, kind: str) -> Any:  # a module's own names
    """A module of an extra; raises UnreadableArticle, naming the extra, where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        found = f"{kind}, which {module} reads, and that is not installed"
        raise UnreadableArticle(where, found, f"pip install 'nkdata[{extra}]'") from error
