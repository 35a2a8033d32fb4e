"""Feeds (RSS and Atom files): each entry an article, its full text where the feed has it, else its summary."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any

from nkdata.errors import UnreadableArticle
from nkdata.reading import markup
from nkdata.reading.language import tag
from nkdata.reading.published import told
from nkdata.reading.record import Record, Refuse, optional, words

PROLOGUE = r"\s*(?:(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)\s*)*"
FEED = re.compile(rf"{PROLOGUE}<(?:rss|feed|rdf:RDF)\b", re.S)
LONGEST_PROLOGUE = 4000
DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def is_feed(text: str) -> bool:
    """Whether a text is an RSS or Atom feed."""
    return FEED.match(text[:LONGEST_PROLOGUE]) is not None


def read(text: str, where: str, refuse: Refuse) -> Iterator[Record]:
    """The articles of a feed; entries without text are told together, at the end.

    Raises UnreadableArticle where it defines entities, holds no entry or is no XML at all.
    """
    if "<!ENTITY" in text:
        raise UnreadableArticle(where, "XML that defines entities", "take the definitions out, or save the pages")
    feedparser = optional("feedparser", "collection", where, "a feed")
    plain = io.BytesIO(DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    try:
        parsed = feedparser.parse(plain, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser lets whatever the XML provokes through
        raise UnreadableArticle(where, f"not a readable feed ({error})", "fetch it again") from error
    if not parsed.entries:
        raise UnreadableArticle(where, "a feed without entries", "fetch it again")
    empty = []
    for number, entry in enumerate(parsed.entries, 1):
        body = _body(entry)
        if body.strip():
            yield _record(entry, parsed.feed, body)
        else:
            empty.append(str(number))
    if parsed.bozo and not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride):
        found = f"not well-formed ({str(parsed.bozo_exception).splitlines()[0]})"
        refuse(UnreadableArticle(where, found, f"{len(parsed.entries)} entries were read; fetch it again"))
    if empty:
        found = f"{len(empty)} entries without text ({', '.join(empty[:3])}{', …' if len(empty) > 3 else ''})"
        refuse(UnreadableArticle(where, found, "save their pages instead"))


def _body(entry: Any) -> str:
    """The longest text that an entry has."""
    bodies = [str(one.get("value") or "") for one in entry.get("content", ())] + [str(entry.get("summary") or "")]
    return max((markup.text_of(one) if "<" in one else html.unescape(one) for one in bodies), key=len)


def _record(entry: Any, feed: Any, body: str) -> Record:
    """One entry."""
    title = words(entry.get("title"))
    return Record(
        text=body,
        id=words(entry.get("id")) or words(entry.get("link")),
        title=html.unescape(title) if title else None,
        published=told(entry.get("published")) or told(entry.get("updated")),
        source=words((entry.get("source") or {}).get("title")) or words(feed.get("title")),
        language=tag(words(feed.get("language"))),
        url=words(entry.get("link")),
        licence=words(entry.get("rights")) or words(feed.get("rights")),
        reader="feed",
    )
