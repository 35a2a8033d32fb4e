"""An article as the pane shows it: its text, and the stretches that something was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from nkdata.collection import Collection
from nkdata.collection.snapshot import Snapshot, snapshot

KIND = {"claims": "claim", "events": "event"}
SPANS = KIND | {"quotes": "quote", "dates": "date"}  # what is marked, by the name of its table
TOLD = ("title", "published", "source", "content_hash", "text")


@dataclass(frozen=True)
class Reading:
    """An article; `spans` are (start, end, kind, key), kind claim, event, quote or date, a key of the first two."""

    id: str
    title: str
    published: str
    source: str
    text: str
    content_hash: str
    spans: tuple[tuple[int, int, str, str], ...]


def key_of(article: str, ident: str) -> str:
    """What names one row: an id stands in two articles where one is a repost of the other."""
    return f"{article}:{ident}"


def of_collection(held: Collection, article: str, known: pd.DataFrame | None = None) -> Reading | None:
    """An article of a collection; None where it is not held.  Two questions, for few columns: a key is pressed.

    `known` are articles that were read already: one of these is not read again.
    """
    found = [] if known is None else known.loc[known["id"] == article, list(TOLD)].to_dict("records")
    if not found:
        found = held.ask(f"SELECT {', '.join(TOLD)} FROM {{articles}} WHERE id = ?", [article]).to_pylist()
    parts = [
        f"SELECT start, \"end\", '{kind}' AS kind, {'id' if name in KIND else 'NULL'} AS id "
        f"FROM {{{name}}} WHERE article_id = ?"
        for name, kind in SPANS.items()
    ]
    return _made(article, found, held.ask(" UNION ALL ".join(parts), [article] * len(parts)).to_pylist())


def of_snapshot(held: Snapshot, article: str) -> Reading | None:
    """The same of a report's data."""
    found = held.articles.loc[held.articles["id"] == article, list(TOLD)].to_dict("records")
    frames = {kind: getattr(held, name) for name, kind in SPANS.items()}
    rows = {kind: frame.loc[frame["article_id"] == article].to_dict("records") for kind, frame in frames.items()}
    return _made(article, found, (row | {"kind": kind} for kind, own in rows.items() for row in own))


def _made(article: str, found: list[dict[Any, Any]], marked: Iterable[Mapping[Any, Any]]) -> Reading | None:
    if not found:
        return None
    told = {name: "" if pd.isna(found[0][name]) else str(found[0][name]) for name in TOLD}
    spans = tuple(
        (
            int(row["start"]),
            int(row["end"]),
            row["kind"],
            key_of(article, row["id"]) if row["kind"] in KIND.values() else "",
        )
        for row in marked
    )
    return Reading(article, spans=spans, **told)


FRAMES = ("articles", "claims", "events", "quotes", "dates", "quantities", "mentions")


def article_columns() -> list[str]:
    """What of an article charts read, and when it was read."""
    return [*nothing()["articles"].columns, "read_at"]


@cache
def nothing() -> dict[str, pd.DataFrame]:
    """Frames without rows."""
    held = snapshot([])
    return {name: getattr(held, name).head(0) for name in FRAMES}
