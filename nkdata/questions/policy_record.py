"""The record of policy events as it was known on a day: what had been held, what was a plan, and of which lane."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, grouped, records
from nkdata.questions.floods import days
from nkdata.questions.rows import Frames, known_by, table_of, text
from nkdata.questions.wording import kind_in_words
from nkdata.reference import ids


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a kind of event.

    `lane` is its row in the timeline; `body` the actor that meets; `held` whether it can be told ahead and then held;
    `singular` whether a kind and a month single an event out without any further word; `notice` the group in which the
    days between announcement and meeting are compared.
    """

    lane: str
    body: str = ""
    held: bool = False
    singular: bool = False
    notice: str = ""


LANES = (
    "party", "state, law", "border, health", "disaster, aid", "inter-Korean", "diplomacy", "weapons", "sanctions",
)  # fmt: skip


def _kinds() -> dict[str, Kind]:
    """The rows of event_kinds.csv."""
    with (Path(__file__).parent / "event_kinds.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["kind"]: Kind(row["lane"], row["body"], bool(row["told_ahead"]), bool(row["singular"]), row["notice"])
            for row in csv.DictReader(lines)
        }


KINDS = _kinds()
OTHER = Kind("state, law")
UNKNOWN = "unknown"  # so the table of tests has it
MEETINGS = frozenset(name for name, kind in KINDS.items() if kind.body)
BODIES = {"wpk-presidium": "wpk-politburo", "spa-sc": "spa"} | {kind.body: kind.body for kind in KINDS.values()}


def kind_of(name: str) -> Kind:
    """A kind of event; one that the table does not list counts as state and law."""
    return KINDS.get(name, OTHER)


def shelf_of(kind: str) -> str:
    """Where events that can be one lie together: one kind, or all meetings."""
    return "meeting" if kind in MEETINGS else kind


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the record as known on a day.

    `first` and `last` are its days, or those told ahead while it was still a plan (None: no day told); `held` whether
    it had taken place or been said; `told_ahead` the days on which it was announced before; `announcements` the rows
    that did so; `public_on` the day from which the event counts as known, by rule where no page tells it, and
    `reported_on` only where one does; `ordinal` and `term` the n and m of "n-th plenary of the m-th Central Committee".
    """

    row_id: str
    kind: str
    title: str
    status: str
    first: date | None
    last: date | None
    held: bool
    told_ahead: tuple[date, ...]
    announcements: tuple[str, ...]
    public_on: date | None
    reported_on: date | None
    actors: tuple[str, ...]
    places: tuple[str, ...]
    claimant: str
    ordinal: int | None
    term: int | None
    source_id: str
    source_id_2: str
    confidence: str
    table: str = "policy_events"
    claimant_name: str = ""

    @property
    def body(self) -> str:
        """The body that meets; "" where the kind is no meeting."""
        return kind_of(self.kind).body

    @property
    def precision(self) -> str:
        """How finely its days are known: `day`, or `vague` of a plan for a month or year."""
        return "day" if self.held or self.first == self.last else "vague"

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of its sources."""
        return tuple(filter(None, (self.source_id, self.source_id_2)))

    def row(self) -> dict[str, Any]:
        """As a row for the evidence: `row_id`, sources, confidence."""
        return {name: getattr(self, name) for name in ("row_id", "source_id", "source_id_2", "confidence")}


def whole_day(cell: object) -> date | None:
    """A whole day; None for anything coarser."""
    span = days(text(cell))
    return span[0] if span and span[0] == span[1] else None


def numbers(row_id: str) -> tuple[int | None, int | None]:
    """Ordinal and term of a meeting from its id: `…-7cc-6th-plenary` → (6, 7), `…-8th-party-congress` → (8, None)."""
    ordinal = re.search(r"-(\d+)(?:st|nd|rd|th)-(?!spa)", row_id) or re.search(r"-spa-(\d+)(?:st|nd|rd|th)-", row_id)
    term = re.search(r"-(\d+)(?:cc|cmc)-", row_id) or re.search(r"-(\d+)(?:st|nd|rd|th)-spa", row_id)
    return (int(ordinal[1]) if ordinal else None, int(term[1]) if term else None)


def told_on(row: Row, groups: Mapping[str, str]) -> date | None:
    """The day on which an event became public.

    `reported_on`, else its last day, and a day more for state media, which tell the next morning.
    """
    known = whole_day(row["reported_on"])
    if known:
        return known
    span = days(text(row["end"]) or text(row["start"]))
    if span is None:
        return None
    return span[1] + timedelta(days=1 if groups.get(text(row["claimant"])) == "state" else 0)


def record(reference: Frames, as_of: str | None = None) -> tuple[Known, ...]:
    """The policy events as known on a day, oldest first; an announcement is part of the event that it announces.

    With `as_of` an event exists from the day on which it was told; one that had only been announced has the date that
    was told ahead and `held` False.  `unverified` rows are left out.
    """
    table = table_of(reference, "policy_events")
    actors = table_of(reference, "actors")
    groups = {str(actor): text(group) for actor, group in zip(*_columns(actors, "actor_id", "group"), strict=True)}
    called = {str(actor): text(name) for actor, name in zip(*_columns(actors, "actor_id", "name_en"), strict=True)}
    rows = [row for row in records(table) if row["confidence"] != "unverified"]
    limit = date.fromisoformat(as_of) if as_of else date.max
    told = {row["event_id"]: told_on(row, groups) for row in rows}
    by_then = [row for row in rows if (told[row["event_id"]] or date.max) <= limit]
    announcing = grouped(by_then, lambda row: text(row["announces"]))
    found = []
    for row in rows:
        ident = row["event_id"]
        notices = sorted(announcing.get(ident, []), key=lambda one: str(told[one["event_id"]]))
        known = (told[ident] or date.max) <= limit
        plan = (whole_day(row["announced_on"]) or date.max) <= limit or bool(notices)
        if known or plan:
            found.append(_known(row, notices, known, told, limit))
    folded = {ident for one in found for ident in one.announcements}
    kept = [one for one in found if one.row_id not in folded or one.status not in ("announced", "conditional")]
    named = [replace(one, claimant_name=called.get(one.claimant, one.claimant)) for one in kept]
    return tuple(sorted(named, key=lambda one: (one.first or date.max, one.row_id)))


def _columns(frame: pd.DataFrame, *names: str) -> list[list[Any]]:
    return [list(frame[name]) for name in names]


def _known(row: Row, notices: list[Row], known: bool, told: Mapping[str, date | None], limit: date) -> Known:
    """One row as known; a plan takes the date that the newest notice gave."""
    ident = row["event_id"]
    if known:
        first, last = days(text(row["start"])), days(text(row["end"]) or text(row["start"]))
        span = (first[0] if first else None, last[1] if last else None)
    else:
        planned = next(
            (days(text(one["announced_for"])) for one in reversed(notices) if text(one["announced_for"])), None
        )
        span = planned or (None, None)
    ahead = {told[one["event_id"]] for one in notices} | {whole_day(row["announced_on"])}
    ordinal, term = numbers(ident)
    # such a row is a plan of its own as long as nothing shows that it was held
    own_plan = bool(text(row["announced_for"]) and not text(row["announces"]) and row["status"] == "announced")
    if own_plan:
        span = days(text(row["announced_for"])) or span
        ahead.add(told[ident])
    latest = span[0] if known and span[0] and not own_plan else limit
    words = row if known or not notices else notices[-1]  # the row's own title tells what came of the plan
    return Known(
        row_id=ident,
        kind=row["kind"],
        title=str(words["title"]) if known or notices else f"{kind_in_words(row['kind'])} told ahead",
        status=row["status"] if known else "announced",
        first=span[0],
        last=span[1],
        held=known and not own_plan,
        told_ahead=tuple(sorted(day for day in ahead if day and day <= latest)),
        announcements=tuple(one["event_id"] for one in notices),
        public_on=told[ident] if known else None,
        reported_on=whole_day(row["reported_on"]) if known else None,
        actors=ids(row["actors"]),
        places=ids(row["place"]),
        claimant=text(words["claimant"]),
        ordinal=ordinal,
        term=term,
        source_id=text(words["source_id"]),
        source_id_2=text(words["source_id_2"]),
        confidence=text(words["confidence"]),
    )


def launch_days(reference: Frames, held: tuple[Known, ...], as_of: str | None = None) -> tuple[Known, ...]:
    """The days of missile_tests on which `held` has no launch, one row each under its first test, as known on a day.

    They stand beside what an article tells, and in no count or lane of the curated record.
    """
    there = {one.first for one in held if one.kind in ("missile_test", "satellite_launch")}
    tests, _ = known_by(table_of(reference, "missile_tests"), as_of)
    found = []
    for cell, rows in tests.groupby("date", sort=True):
        day, row = whole_day(cell), rows.iloc[0]
        if day is None or day in there:
            continue
        known, places = whole_day(row["known_on"]), dict.fromkeys(text(place) for place in rows["place"])
        what = " and ".join(dict.fromkeys(_missile(text(one)) for one in rows["missile_type"]))
        found.append(
            Known(
                row["test_id"], "missile_test", f"Test of {what}", "happened", day, day, True, (), (), known, None,
                (), tuple(filter(None, places)), "", None, None, text(row["source_id"]), "", text(row["confidence"]),
                "missile_tests",
            )
        )  # fmt: skip
    return tuple(found)


def _missile(name: str) -> str:
    """A type of the table of tests in a sentence: `KN-25`, `a missile of unknown type`."""
    return f"a missile of {UNKNOWN} type{name.removeprefix(UNKNOWN)}" if name.startswith(UNKNOWN) else name


def coverage(held: tuple[Known, ...]) -> dict[int, int]:
    """How many rows the record holds of each year: a row missing in a thin year says little."""
    years = [one.first.year for one in held if one.first]
    return {year: years.count(year) for year in sorted(set(years))}
