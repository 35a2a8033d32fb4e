"""What is told of one subject, out of all that was read: so that a chart hangs on nothing but what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

import pandas as pd

from nkdata.collection.snapshot import Snapshot
from nkdata.questions.articles import appeared
from nkdata.questions.rows import Frames
from nkdata.questions.tellings import Tables, claims_on_floods


def about(subject: str, snapshot: Snapshot, reference: Frames, as_of: str | None = None) -> Snapshot:
    """The rows that questions on a subject of `SUBJECTS` read: they answer the same on these as on the whole.

    `floods`: claims on flood damage and their articles.  `sanctions`: mentions of sanctions and their articles; those
    of which none is counted by the day, as questions tell how many those are; all articles where none speaks of them.
    The other frames are empty.
    """
    return SUBJECTS[subject](snapshot, reference, as_of)


def _floods(snapshot: Snapshot, reference: Frames, as_of: str | None) -> Snapshot:
    claims = claims_on_floods(snapshot, Tables(reference).metrics)
    articles = snapshot.articles[snapshot.articles["id"].isin(claims["article_id"])]
    return _with(snapshot, articles=articles, claims=claims)


def _sanctions(snapshot: Snapshot, reference: Frames, as_of: str | None) -> Snapshot:
    mentions = snapshot.mentions[snapshot.mentions["topic"] == "sanctions"]
    there, articles = appeared(snapshot, as_of)["id"], snapshot.articles
    if there.isin(mentions["article_id"]).any():
        articles = articles[articles["id"].isin(mentions["article_id"]) | ~articles["id"].isin(there)]
    return _with(snapshot, articles=articles, mentions=mentions)


def _with(snapshot: Snapshot, **held: pd.DataFrame) -> Snapshot:
    """These frames, their rows counted anew; of the others only the columns."""
    return replace(
        snapshot,
        **{
            one.name: held[one.name].reset_index(drop=True) if one.name in held else getattr(snapshot, one.name).head(0)
            for one in fields(snapshot)
        },
    )


SUBJECTS: Mapping[str, Callable[[Snapshot, Frames, str | None], Snapshot]] = {
    "floods": _floods,
    "sanctions": _sanctions,
}
