"""Evidence made ready to be shown: the paragraph around a sentence, the sentence and the words in it, the source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

import pandas as pd

from nkdata.collection.foreign import safe_url
from nkdata.collection.snapshot import plain
from nkdata.questions.evidence import Evidence, Telling, slug, source_anchor

ENDS = 4  # words at each end of a long sentence, by which a browser finds it
LONGEST = 1200  # characters of a paragraph that are shown around a sentence
BLANK_LINE = re.compile(r"\n\s*\n")
CLOSED = tuple('.!?…"”’)」』。')
STANCES = {  # after the name of who says it
    "asserted": " says",
    "announced": " says",
    "unquantified": " says",
    "denied": " denies it",
    "doubted": " doubts it",
    "not_reported": " does not mention it",
    "withheld": " gave no figure",
    "withdrawn": " withdrew it",
    "happened": ", told as done",
    "offered": ", told as an offer",
    "conditional": ", told on a condition",
    "cancelled": ", told as cancelled",
}
HOW_DATED = {
    "metadata": "from the document",
    "sidecar": "from the file beside it",
    "argument": "given on the command line",
    "inferred": "inferred from the text",
    "unknown": "not known",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph in five pieces: before the sentence, the sentence up to the words, the words, and on."""

    before: str
    opening: str
    words: str
    closing: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One telling as the page shows it; `passage` for an article, else the source of a table row.

    `url` leads to the original, for an article to the sentence in it, `kept` to the sentence in a kept copy.
    """

    telling: Telling
    stance: str
    passage: Passage | None
    title: str
    link: str
    url: str
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """What stands under one anchor: heading, tellings, and the charts that lead here as (name, label)."""

    anchor: str
    heading: str
    shown: tuple[Shown, ...]
    charts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def has_passage(self) -> bool:
        """Whether an article tells it, not rows of tables alone."""
        return any(one.passage is not None for one in self.shown)


def passage(text: str, telling: Telling) -> Passage:
    """The paragraph of an article around a telling, cut to 1,200 characters at blanks."""
    first, last = _paragraph(text, telling.sentence_start, telling.sentence_end)
    before, after = text[first : telling.sentence_start], text[telling.sentence_end : last]
    room = max(LONGEST - (telling.sentence_end - telling.sentence_start), 0) // 2
    return Passage(
        f"… {before[-room:].partition(' ')[2]}" if len(before) > room else before,
        text[telling.sentence_start : telling.start],
        text[telling.start : telling.end],
        text[telling.end : telling.sentence_end],
        f"{after[:room].rpartition(' ')[0]} …" if len(after) > room else after,
    )


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the paragraph around a stretch begins and ends: at a blank line, or at a line that ends a sentence."""
    first = text.rfind("\n", 0, start) + 1
    while first > 1 and text[first - 2] != "\n" and not text.endswith(CLOSED, first - 2, first - 1):
        first = text.rfind("\n", 0, first - 1) + 1
    last = text.find("\n", end)
    while last > 0 and not text.endswith(CLOSED, last - 1, last) and not BLANK_LINE.match(text, last):
        last = text.find("\n", last + 1)
    return first, len(text) if last == -1 else last


def at_sentence(url: str, sentence: str) -> str:
    """The address of a sentence in a page, as browsers scroll to it (WICG, URL Fragment Text Directives).

    A long sentence is named by its first and last words.
    """
    words = sentence.split()
    if not (url and words):
        return url
    ends = [words] if len(words) <= 2 * ENDS else [words[:ENDS], words[-ENDS:]]
    told = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={told}"


def article_anchor(article_id: str) -> str:
    """The anchor of an article in the list of what was read."""
    return f"article-{slug(article_id)}"


class Library:
    """The articles and sources that evidence points to."""

    def __init__(self, articles: pd.DataFrame, sources: pd.DataFrame, listed: Collection[str] | None = None) -> None:
        """`articles` of a snapshot; `sources` of the reference tables, index `source_id`.

        `listed` are the anchors of the articles that the page names, where it does not name all.
        """
        self._listed = listed
        self.articles = {str(row["id"]): row for row in plain(articles)}
        self.sources = {
            source_anchor(str(row["source_id"])): row
            | {"anchor": source_anchor(str(row["source_id"])), "url": safe_url(str(row["url"]))}
            for row in plain(sources.reset_index())
        }

    def shown(self, telling: Telling) -> Shown:
        """A telling with its passage or source."""
        stance = STANCES.get(telling.stance, f", {telling.stance.replace('_', ' ')}")
        article = self.articles.get(telling.article_id)
        if article is not None:
            title = str(article["title"] or telling.article_id)
            anchor = article_anchor(telling.article_id)
            link = f"#{anchor}" if self._listed is None or anchor in self._listed else ""
            sentence = str(article["text"])[telling.sentence_start : telling.sentence_end]
            url, kept = (at_sentence(safe_url(str(article.get(one, ""))), sentence) for one in ("url", "archived_url"))
            return Shown(telling, stance, passage(str(article["text"]), telling), title, link, url, kept)
        anchor = source_anchor(telling.source_id)
        link = f"#{anchor}" if anchor in self.sources else ""
        return Shown(telling, stance, None, telling.source or telling.source_id, link, safe_url(telling.url))

    def cited(self, evidence: Evidence, charts: Iterable[tuple[str, str]] = ()) -> Cited:
        """Evidence with all its tellings made ready."""
        return Cited(
            evidence.anchor, evidence.heading, tuple(self.shown(one) for one in evidence.tellings), tuple(charts)
        )


def merged(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One piece of evidence an anchor, in order of first appearance, with the tellings of all.

    The same place of an article, or the same row and source, is one telling.
    """
    headings: dict[str, str] = {}
    tellings: dict[str, dict[tuple[object, ...], Telling]] = {}
    for one in evidence:
        headings.setdefault(one.anchor, one.heading)
        held = tellings.setdefault(one.anchor, {})
        for told in one.tellings:
            place = (told.article_id, told.start, told.end, told.table, told.row_id, told.source_id)
            held.setdefault((*place, told.stance), told)
    return tuple(Evidence(anchor, heading, tuple(tellings[anchor].values())) for anchor, heading in headings.items())
