"""When was an undated article published?  From what it tells of known events, and of weekdays.

A candidate day is tried as the publication day: "last week", "on Wednesday", "in June" then name days, and each event
that the text tells either falls on a row of the policy table or does not.  The day on which most rows are met, by at
least three of them and one to the day, is told; where several neighbouring days do as well, it is the day of the
latest statement ("the agency said on Tuesday"), since news is printed on the day of its news.  Anything less stays
open: a wrong day is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nkdata.extracting.circumstances import dates_of_saying
from nkdata.extracting.dates.find import find_dates
from nkdata.extracting.dates.timex import iso_day
from nkdata.extracting.events.find import find_events
from nkdata.extracting.events.known import MEETINGS
from nkdata.extracting.extractionresources import ExtractionResources
from nkdata.extracting.scenes import Scene, scenes
from nkdata.model import Event, Reading

LOOK_BACK, LOOK_AHEAD = 45, 10  # days around a publication day in which the events of its news lie
MOST_CANDIDATES = 150
LEAST_ROWS, LEAST_WEIGHT = 3, 6
WEIGHTS = {"day": 3, "week": 2, "part_of_month": 1, "month": 1}  # how much an event dated so finely tells
COMMON = 40  # rows of a kind above which meeting one of them by chance is likely: missile tests
WIDEST = 7  # days that equally good candidates may lie apart


@dataclass(frozen=True, slots=True)
class Dated:
    """What was inferred: first and last possible day, equal where the day is known, and the reasons for people."""

    first: date
    last: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tried:
    """A candidate day with the known rows that are met on it: id of the row → the event that met it."""

    day: date
    met: Mapping[str, Event]
    weight: int
    latest: date | None


def infer(reading: Reading, resources: ExtractionResources) -> Dated | None:
    """The publication day of an article read without one; None where too little, or too much, speaks for a day."""
    kinds = Counter(row["kind"] for row in resources.events)
    rare = [row for row in resources.events if kinds[row["kind"]] <= COMMON]
    told = {event.kind for event in find_events(reading, resources)}
    tried = [_try(reading, resources, rare, day) for day in _candidates(told, rare)]
    tried = [one for one in tried if _suffices(one)]
    if not tried:
        return None
    best = max(one.weight for one in tried)
    winners = sorted((one for one in tried if one.weight == best), key=lambda one: one.day)
    if (winners[-1].day - winners[0].day).days > WIDEST:
        return None
    fresh = [one for one in winners if one.latest == one.day]
    first, last = (fresh[0], fresh[0]) if len(fresh) == 1 else (winners[0], winners[-1])
    return Dated(first.day, last.day, _reasons(first, rare))


def _candidates(kinds: set[str], rows: Sequence[Mapping[str, str]]) -> list[date]:
    """The days around which the table has most of the kinds of event that a text tells."""
    near: dict[date, set[str]] = {}
    for row in rows:
        kind = "meeting" if row["kind"] in MEETINGS else row["kind"]
        start = iso_day(row["start"])
        if start is None or (row["kind"] not in kinds and not (kind == "meeting" and kinds & MEETINGS)):
            continue
        for offset in range(-LOOK_AHEAD, LOOK_BACK):
            near.setdefault(start + timedelta(offset), set()).add(kind)
    counts = Counter({day: len(found) for day, found in near.items() if len(found) >= LEAST_ROWS - 1})
    most = max(counts.values(), default=0)
    best = sorted(day for day, count in counts.items() if count >= most - 1)
    return best if len(best) <= MOST_CANDIDATES else sorted(day for day, count in counts.items() if count == most)


def _try(reading: Reading, resources: ExtractionResources, rows: Sequence[Mapping[str, str]], day: date) -> _Tried:
    """Read the dates of an article as if it had appeared on a day, and see which of some rows its events meet."""
    known = {row["event_id"]: row for row in rows}
    there = replace(
        reading,
        article=replace(reading.article, published=day.isoformat()),
        dates=find_dates(reading.sentences, day.isoformat()),
    )
    said = {scene.sentence.start: _said(scene) for scene in scenes(there)}
    met: dict[str, Event] = {}
    weight = 0
    for event in find_events(there, resources):
        if _is_told_before(event, said.get(event.sentence_start, [])):
            return _Tried(day, {}, 0, None)
        if event.known_event not in known or event.known_event in met or event.precision not in WEIGHTS:
            continue
        met[event.known_event] = event
        weight += WEIGHTS[event.precision]
        if event.announced_on and event.announced_on == known[event.known_event]["announced_on"]:
            weight += WEIGHTS["day"]
    return _Tried(day, met, weight, iso_day(max((one for days in said.values() for one in days), default=None)))


def _said(scene: Scene) -> list[str]:
    """The days on which something was said, as ISO days."""
    days = (date for date in dates_of_saying(scene, scene.quotes) if date.first == date.last)
    return [date.first for date in days if date.first is not None]


def _is_told_before(event: Event, said: Sequence[str]) -> bool:
    """Whether a day makes a thing happen after it was told: "lifted on Thursday, the agency said on Friday"."""
    if event.status != "happened" or event.precision != "day" or event.date_start is None:
        return False
    return any(day < event.date_start for day in said)


def _suffices(tried: _Tried) -> bool:
    """Whether a day has met enough rows, one of them to the day."""
    to_the_day = any(event.precision == "day" for event in tried.met.values())
    return len(tried.met) >= LEAST_ROWS and tried.weight >= LEAST_WEIGHT and to_the_day


def _reasons(tried: _Tried, rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """What speaks for a day, one line an event."""
    titles = {row["event_id"]: f"{row['title']} ({row['start']})" for row in rows}
    lines = [f"“{' '.join(event.text.split())}” fits {titles[known]}" for known, event in tried.met.items()]
    if tried.latest == tried.day:
        lines.append(f"its latest statement is of {tried.day:%A}")
    return tuple(lines)
