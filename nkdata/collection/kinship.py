"""Which article is a later version of which, and which are tellings of one story: rules on a few facts, no I/O.

A **version** is the same article met again with other text: the same address, or a near-identical text under a like
title of the same publisher, or of the same file's name where a publisher is not known.  Some addresses are day pages
that hold many articles, so the address alone is not enough.  A **story** holds near-identical texts of any publisher:
reposts, translations left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nkdata.collection.signing import likeness

SAME_ADDRESS = 0.3  # likeness at which two texts under one address are one article
SAME_PUBLISHER = 0.8
SAME_STORY = 0.6
LIKE_TITLE = 0.5
APART = 10  # days: formulas come back, a repost within days
WORD = re.compile(r"\w+")
DIGITS = re.compile(r"(?:-[0-9a-f]{8})*-[0-9a-f]{12}$")  # of an id; eights stood in those of older collections


@dataclass(frozen=True, slots=True)
class Kin:
    """What kinship looks at: one article, new or held."""

    id: str
    url: str | None
    source: str | None
    title: str | None
    published: str | None
    signature: Sequence[int]
    version_of: str | None = None
    version: int = 1
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new article stands: the first version that it is a version of, its number, its story."""

    version_of: str
    version: int
    story: str


def placed(new: Kin, held: Iterable[Kin]) -> Place:
    """The place of a new article among the held ones; a stranger is the first version and story of its own."""
    near = sorted(
        ((likeness(new.signature, one.signature), one) for one in held if _near_in_time(new, one)),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    same = next((one for like, one in near if _same_article(new, one, like)), None)
    if same is not None:
        first = same.version_of or same.id
        last = max(one.version for _, one in near if (one.version_of or one.id) == first)
        return Place(first, last + 1, same.story or same.id)
    story = next((one.story or one.id for like, one in near if like >= SAME_STORY), None)
    return Place(new.id, 1, story or new.id)


def _near_in_time(one: Kin, other: Kin) -> bool:
    """Whether a repost could lie between; an undated article may be of any day."""
    if one.published is None or other.published is None:
        return True
    return abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days) <= APART


def _same_article(new: Kin, held: Kin, like: float) -> bool:
    """Whether two texts are one article at two times."""
    titles = _shared(new.title or "", held.title or "")
    if new.url and new.url == held.url:
        return like >= SAME_PUBLISHER or (titles >= LIKE_TITLE and like >= SAME_ADDRESS)
    if new.url and held.url:  # two addresses of one publisher are two tellings
        return False
    if new.source and held.source:
        return new.source == held.source and like >= SAME_PUBLISHER and titles >= LIKE_TITLE
    return name_of(new.id) == name_of(held.id) and like >= SAME_PUBLISHER and titles >= LIKE_TITLE


def name_of(id: str) -> str:
    """The name that an article had where it was read, out of its id: a file's, or what a record called itself."""
    return DIGITS.sub("", id)


def _shared(one: str, other: str) -> float:
    """The share of common words of two titles."""
    first, second = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    return len(first & second) / len(first | second) if first | second else 0.0
