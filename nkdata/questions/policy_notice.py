"""Told, then held: how long before it took place a meeting was announced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, records
from nkdata.questions.evidence import Evidence
from nkdata.questions.policy import article_record, known_tellings
from nkdata.questions.policy_record import KINDS, Known, kind_of, record, told_on
from nkdata.questions.rows import TRACED, Frames, table_of, text, typed
from nkdata.questions.tracing import by_source, source_titles
from nkdata.questions.wording import ordinal

GROUPS = {name: kind.notice for name, kind in KINDS.items() if kind.notice}
OF_THE_RECORD = ("row_id", "source_id", "confidence", "kind", "ordinal", "first", "last", "precision", "held")
LAGS = TRACED | {
    "kind": "str", "group": "str", "label": "str", "ordinal": "Int64", "announced_on": "datetime64[us]",
    "first": "datetime64[us]", "last": "datetime64[us]", "precision": "str", "lag_days": "int64",
    "announcements": "object", "held": "bool", "is_article": "bool",
}  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """The answer to: how long before was it announced, and is this one unusual?

    `rows` (columns `LAGS`) by group and day: meetings announced a day or more ahead, and plans still open, whose lag
    runs to `today`, the day looked back from.  `held` and `without` count, by group, all meetings held and those of
    them without such a notice on record.
    """

    rows: pd.DataFrame
    held: Mapping[str, int]
    without: Mapping[str, int]
    today: date | None
    as_of: str
    evidence: tuple[Evidence, ...]


def label(known: Known) -> str:
    """A meeting by its id: `6th plenary, 7th CC`, `3rd session, 14th SPA`, `Singapore summit`."""
    words = known.row_id[11:].split("-")
    if known.ordinal and known.term and known.kind in ("party_plenary", "supreme_assembly"):
        what, body = ("plenary", "CC") if known.kind == "party_plenary" else ("session", "SPA")
        return f"{ordinal(known.ordinal)} {what}, {ordinal(known.term)} {body}"
    capitals = {word.lower(): word for word in re.findall(r"[A-Z]\w*", known.title)} | {"spa": "SPA", "wpk": "WPK"}
    capitals |= {"rok": "ROK", "us": "US", "nk": "NK", "cc": "CC"}
    named = [capitals.get(word, word) for word in words if not re.fullmatch(r"\d{8}", word)]
    joined = " ".join(named)
    return joined[:1].upper() + joined[1:]


def told_held(snapshot: Snapshot, reference: Frames, article_id: str = "", as_of: str | None = None) -> Notice:
    """Each meeting, launch or parade announced ahead, with the days between, and the article's own among them.

    The lag starts with the first notice that gave a month or day, else with the first notice.  Without `article_id` the
    article that `article_record` shows.
    """
    table = {row["event_id"]: row for row in records(table_of(reference, "policy_events"))}
    actors = table_of(reference, "actors")
    groups = dict(zip(actors["actor_id"], actors["group"].fillna(""), strict=True))
    all_known = record(reference, as_of)
    of_kind = [one for one in all_known if one.kind in GROUPS and kind_of(one.kind).held]
    reported = [one.public_on for one in all_known if one.public_on]
    today = date.fromisoformat(as_of) if as_of else max(reported, default=None)
    own = _article_meetings(snapshot, reference, article_id, as_of)
    rows = []
    for one in of_kind:
        notices = [(told_on(table[ident], groups), text(table[ident]["announced_for"])) for ident in one.announcements]
        row = _row(one, notices, today, one.row_id in own)
        if row is not None:
            rows.append(row)
    order = list(dict.fromkeys(GROUPS.values()))
    rows.sort(key=lambda row: (row["held"], order.index(row["group"]), row["first"] or date.max, row["row_id"]))
    told = {row["row_id"] for row in rows}
    held = [one for one in of_kind if one.held and one.status == "happened"]
    sources = source_titles(reference)
    evidence = by_source(telling for one in of_kind if one.row_id in told for telling in known_tellings(one, sources))
    return Notice(
        typed(rows, LAGS), _counts(held), _counts(one for one in held if one.row_id not in told), today, as_of or "",
        evidence,
    )  # fmt: skip


def _counts(held: Iterable[Known]) -> dict[str, int]:
    names = [GROUPS[one.kind] for one in held]
    return {name: names.count(name) for name in dict.fromkeys(names)}


def _article_meetings(snapshot: Snapshot, reference: Frames, article_id: str, as_of: str | None) -> set[str]:
    """The rows of the record that the article's plans and meetings are."""
    rows = article_record(snapshot, reference, article_id, as_of).rows
    return set(rows[~rows["candidate"] & rows["kind"].isin(list(GROUPS))]["known_id"]) - {""}


def _row(known: Known, notices: Sequence[tuple[date | None, str]], today: date | None, is_article: bool) -> Row | None:
    """A meeting with its lag; None where no notice came a day or more before, or where it was no meeting held."""
    dated = [day for day, planned in notices if day and planned]
    ahead = sorted(dated) or list(known.told_ahead)
    if not ahead:
        return None
    if known.held:
        if known.status != "happened" or known.first is None or (known.first - ahead[0]).days < 1:
            return None
        lag = (known.first - ahead[0]).days
    elif today:
        lag = (today - ahead[0]).days
    else:
        return None
    return {
        "group": GROUPS[known.kind],
        "label": label(known),
        "announced_on": ahead[0],
        "lag_days": lag,
        "announcements": tuple(day.isoformat() for day in sorted({*known.told_ahead, *ahead})),
        "is_article": is_article,
    } | {name: getattr(known, name) for name in OF_THE_RECORD}
