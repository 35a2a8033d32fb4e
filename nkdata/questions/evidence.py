"""Where a mark leads: the sentences, sources and days behind a figure, an event or a reference row."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Telling:
    """One place where something was told.

    From an article: `article_id` with the offsets of the telling and its sentence.  From a reference table:
    `table`, `row_id` and `source_id`, the source's own words never, only our note.  `day` is the ISO prefix date
    on which it was told.
    """

    claimant: str
    via: str
    stance: str
    day: str
    value: str
    article_id: str = ""
    start: int = 0
    end: int = 0
    sentence_start: int = 0
    sentence_end: int = 0
    extractor: str = ""
    table: str = ""
    row_id: str = ""
    source_id: str = ""
    source: str = ""
    url: str = ""
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands under one anchor of the page: a heading and all tellings."""

    anchor: str
    heading: str
    tellings: tuple[Telling, ...]


def slug(text: str) -> str:
    """A text as `[a-z0-9-]`, fit for ids and anchors."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def event_anchor(ident: str) -> str:
    """The anchor of a claim, event, figure or mention."""
    return f"ev-{slug(ident)}"


def source_anchor(source_id: str) -> str:
    """The anchor of a source of the reference tables."""
    return f"src-{slug(source_id)}"
