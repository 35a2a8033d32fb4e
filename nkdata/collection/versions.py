"""What changed between versions of an article: claims that came, went or changed first, then sentences."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from nkdata.collection.filters import seen
from nkdata.collection.schema import schema
from nkdata.collection.snapshot import grouped
from nkdata.extracting.wording.sentences import sentences

if TYPE_CHECKING:
    from nkdata.collection.opened import Collection

# what a claim is about, and who answers for it
SUBJECT = ("metric", "place_id", "place_name", "claimant_id", "claimant_name", "scope", "date_start")
SAID = ("value", "low", "high", "bound", "stance", "words")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `what` is `claim came`, `claim went`, `claim changed`, `sentence came` or `sentence went`."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        arrow = " -> " if self.before and self.after else ""
        return f"{self.what}: {self.before}{arrow}{self.after}"


def changed(held: Collection, *, as_of: str | None = None, learned: str | None = None) -> list[str]:
    """The first versions of all articles that have more than one, in the order of telling."""
    told, values = seen(schema("articles").names, as_of, learned)
    found = held.ask(
        f"SELECT version_of, min(published) AS day FROM {{articles}} WHERE {told} "
        "GROUP BY 1 HAVING count(*) > 1 ORDER BY day, 1",
        values,
    )
    return [str(one) for one in found["version_of"].to_pylist()]


def difference(
    held: Collection, article: str, *, as_of: str | None = None, learned: str | None = None
) -> Iterator[str]:
    """The changes of one article as lines for people; `article` is the id of any of its versions."""
    told, values = seen(schema("articles").names, as_of, learned)
    rows = held.ask(
        "SELECT id, version, read_at, title, published, text FROM {articles} WHERE version_of IN "
        f"(SELECT version_of FROM {{articles}} WHERE id = ?) AND {told} ORDER BY read_at, version",
        [article, *values],
    ).to_pylist()
    for before, after in pairwise(rows):
        numbers = f"version {before['version']} to {after['version']}"
        yield f"{after['title'] or after['id']}: {numbers}, read {after['read_at']}"
        yield from between(
            before, after, *(held.arrow("claims", article=one["id"]).to_pylist() for one in (before, after))
        )


def between(
    before: dict[str, Any], after: dict[str, Any], claims: list[dict[str, Any]], later: list[dict[str, Any]]
) -> Iterator[str]:
    """The changes from one version to another, whose claims are given, as lines: headline, day, claims, sentences."""
    for name in ("title", "published"):
        if before[name] != after[name]:
            yield f"  {name} changed: {before[name] or 'none'} -> {after[name] or 'none'}"
    for change in [*claims_changed(claims, later), *sentences_changed(before["text"], after["text"])]:
        yield f"  {change}"


def claims_changed(before: Iterable[dict[str, Any]], after: Iterable[dict[str, Any]]) -> list[Change]:
    """Claims that came, went, or say another figure of the same thing."""
    old, new = (grouped(claims, itemgetter(*SUBJECT)) for claims in (before, after))
    found = []
    for subject in [*old, *(one for one in new if one not in old)]:
        went = [one for one in old.get(subject, []) if _said(one) not in map(_said, new.get(subject, []))]
        came = [one for one in new.get(subject, []) if _said(one) not in map(_said, old.get(subject, []))]
        for one, other in zip(went, came, strict=False):
            found.append(Change("claim changed", _told(one), _told(other)))
        found += [Change("claim went", _told(one), "") for one in went[len(came) :]]
        found += [Change("claim came", "", _told(one)) for one in came[len(went) :]]
    return sorted(found, key=lambda one: one.what)


def sentences_changed(before: str, after: str) -> list[Change]:
    """Sentences that came and went, in the order of the text."""
    old = [" ".join(one.text.split()) for one in sentences(before)]
    new = [" ".join(one.text.split()) for one in sentences(after)]
    found = []
    for kind, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [Change("sentence went", one, "") for one in old[first:last]]
            found += [Change("sentence came", "", one) for one in new[start:end]]
    return found


def _said(claim: dict[str, Any]) -> tuple[Any, ...]:
    """What a claim says of its subject."""
    return tuple(claim[name] for name in SAID)


def _told(claim: dict[str, Any]) -> str:
    """A claim in a few words, with its own."""
    figure = claim["words"] or ("" if claim["value"] is None else f"{claim['value']:,g}")
    who = claim["claimant_name"] or "the publisher"
    return f"{claim['metric']} {figure} {claim['stance']}, {who} ({' '.join(claim['text'].split())})"
