"""Ids of claims and events: the same for the same text, whatever the version of the rules."""

from __future__ import annotations

import hashlib
import re

from nkdata.model import Article, Sentence

NOT_SLUG = re.compile(r"[^a-z0-9]+")


class Identities:
    """Hands out ids within one article: content hash, sentence offsets, metric or kind, running number."""

    def __init__(self, article: Article) -> None:
        content = article.content_hash or hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        self._prefix = NOT_SLUG.sub("", content.casefold())[:10] or "0"
        self._counts: dict[str, int] = {}

    def next(self, sentence: Sentence, subject: str) -> str:
        """The id of the next claim (`subject`: its metric) or event (its kind) of a sentence; of `[a-z0-9-]`."""
        slug = NOT_SLUG.sub("-", subject.casefold()).strip("-")
        stem = f"{self._prefix}-{sentence.start}-{sentence.end}-{slug}"
        self._counts[stem] = self._counts.get(stem, 0) + 1
        return f"{stem}-{self._counts[stem]}"
