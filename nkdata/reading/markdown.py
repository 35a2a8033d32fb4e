"""Markdown with YAML front matter: what the head says, and the body as text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import yaml

from nkdata.errors import UnreadableArticle
from nkdata.reading import markup
from nkdata.reading.language import tag
from nkdata.reading.published import told
from nkdata.reading.record import Record, words

HEAD = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
TITLE = ("title", "post_title", "headline", "original_title")
DATE = ("date", "post_date", "published", "pubdate", "date_published")
SOURCE = ("source", "publisher", "outlet", "site")
URL = ("url", "permalink", "canonical_url", "link", "original_link")


def has_front_matter(text: str) -> bool:
    """Whether a text opens with a YAML mapping between lines of three hyphens."""
    found = HEAD.match(text)
    return found is not None and re.search(r"^[\w-]+[ \t]*:", found[1] or "", re.M) is not None


def read(text: str, where: str) -> Record:
    """The article.  A body without tags stays character for character; tags become paragraphs.

    Raises UnreadableArticle where the front matter is no YAML mapping or nothing stands below it.
    """
    found = HEAD.match(text)
    head = _mapping(found[1] if found else "", where)
    body = text[found.end() :] if found else text
    body = markup.text_of(body) if markup.looks_marked_up(body) else body.lstrip("\n")
    if not body.strip():
        raise UnreadableArticle(where, "nothing below the front matter", "put the article's text there or leave it out")
    title, url = _first(head, TITLE), _first(head, URL)
    return Record(
        text=body,
        title=html.unescape(title) if title else None,
        published=next((day for name in DATE if (day := told(head.get(name)))), None),
        source=_first(head, SOURCE),
        language=tag(_first(head, ("language", "lang"))),
        url=html.unescape(url) if url else None,
        archived_url=words(head.get("archived_url")),
        retrieved_at=words(str(head["retrieved_at"])) if head.get("retrieved_at") else None,
        licence=_first(head, ("licence", "license")),
        reader="markdown",
    )


def _mapping(head: str, where: str) -> Mapping[str, object]:
    """The front matter as a mapping."""
    try:
        found = yaml.safe_load(head)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or error
        raise UnreadableArticle(f"{where}{line}", f"front matter is not YAML ({problem})", "mend that line") from error
    if not isinstance(found, dict):
        raise UnreadableArticle(where, "front matter is not a YAML mapping", "write it as `name: value` lines")
    return {str(key): value for key, value in found.items()}


def _first(head: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """The first of these that holds something, as one line."""
    return next((text for name in names if (text := words(head.get(name)))), None)
