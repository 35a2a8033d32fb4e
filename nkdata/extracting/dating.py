"""When was an undated article published?  From its dateline, anniversaries, known events and weekdays.

A dateline with a year is the day; so is a full date that stands alone on a line above the text.  A dateline without
one ("Pyongyang, July 26 (KCNA) --") is that day of the year in which an anniversary that the text tells falls ("the
71st anniversary of …", see anniversaries.csv), or in which its latest full date lies some weeks back; where both speak
they must agree, and no later year may be told.  An anniversary alone gives a range.

Else a candidate day is tried as the publication day: "last week", "on Wednesday", "in June" then name days, and each
event that the text tells either falls on a row of the policy table or does not.  The day on which most rows are met, by
at least three of them and one to the day, is told; where several neighbouring days do as well, it is the day of the
latest statement ("the agency said on Tuesday"), since news is printed on the day of its news.  Anything less stays
open: a wrong day is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nkdata.extracting.anniversaries import Anniversary, anniversaries
from nkdata.extracting.datelines import dateline, printed_day
from nkdata.extracting.dates.find import find_dates
from nkdata.extracting.dates.slots import date_words
from nkdata.extracting.dates.timex import iso_day
from nkdata.extracting.days import dates_of_saying
from nkdata.extracting.events.find import find_events
from nkdata.extracting.events.known import MEETINGS
from nkdata.extracting.extractionresources import ExtractionResources
from nkdata.extracting.ground import HEAD
from nkdata.extracting.scenes import Scene, scenes
from nkdata.model import DateExpression, Event, Reading

LOOK_BACK, LOOK_AHEAD = 45, 10  # days around a publication day in which the events of its news lie
MOST_CANDIDATES = 150
LEAST_ROWS, LEAST_WEIGHT = 3, 6
WEIGHTS = {"day": 3, "week": 2, "part_of_month": 1, "month": 1}  # how much an event dated so finely tells
COMMON = 40  # rows of a kind above which meeting one of them by chance is likely: missile tests
WIDEST = 7  # days that equally good candidates may lie apart
MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})")
FESTIVE = 75  # days around an anniversary in which news names it
BEFORE, AFTER = 90, 60  # the same where the anniversary is all that tells
JUBILEE = 5  # round ones, divisible by it, are named before and after at any time
LATER = 3  # days after filing on which a text is still printed
ONLINE = 1997  # since when KCNA has been on the web


@dataclass(frozen=True, slots=True)
class Dated:
    """What was inferred: first and last possible day, equal where the day is known, and the reasons for people.

    Both are None where only month and day are told, by a dateline: the evidence says which.
    """

    first: date | None
    last: date | None
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
    latest = max((int(d.value[:4]) for d in reading.dates if d.value and d.value[:4].isdecimal()), default=0)
    # a slip ("76th" for "79th") shows where a later year is told
    held = tuple(one for one in anniversaries(reading) if latest <= (one.day + timedelta(FESTIVE)).year)
    filed, printed = _dateline_date(reading), printed_day(reading.article.text)
    if printed is not None and (filed is None or MONTH_DAY.fullmatch(filed.text)):
        day = date.fromisoformat(printed[0])
        return Dated(day, day, (f"a line above its text has “{printed[1]}”",)) if _agree(filed, day) else None
    if filed is not None:
        return _filed(reading, filed, held)
    return _by_events(reading, resources) or _around(held)


def _dateline_date(reading: Reading) -> DateExpression | None:
    """The date in the dateline of one of the first sentences."""
    for sentence in reading.sentences[:HEAD]:
        filed = dateline(sentence.text)
        end = sentence.start + filed.end if filed else sentence.start
        for told in reading.dates:
            if sentence.start <= told.start < end and (MONTH_DAY.fullmatch(told.text) or told.precision == "day"):
                return told
    return None


def _agree(filed: DateExpression | None, printed: date) -> bool:
    """Whether a dateline without a year is of the days before the one that is printed above a text."""
    match = MONTH_DAY.fullmatch(filed.text) if filed else None
    month = date_words().get(("MONTH", match[1].lower())) if match else None
    near = _day_near(printed, int(month), int(match[2])) if match and month else None
    return filed is None or (near is not None and 0 <= (printed - near).days <= LATER)


def _filed(reading: Reading, told: DateExpression, held: Sequence[Anniversary]) -> Dated | None:
    """The day of a dateline, with the year that it tells, or that anniversaries and full dates tell."""
    filed = f"its dateline has “{told.text}”"
    if told.first is not None:
        day = iso_day(told.first)
        return Dated(day, day, (filed,))
    match = MONTH_DAY.fullmatch(told.text)
    month = date_words().get(("MONTH", match[1].lower())) if match else None
    if match is None or month is None:
        return None
    reasons: dict[date, str] = {}
    for one in held:
        near = _day_near(one.day, int(month), int(match[2]))
        if near is not None and abs((near - one.day).days) <= FESTIVE:
            reasons[near] = f"“{one.text} …” is that of {one.day:%Y}"
    days = [iso_day(d.first) for d in reading.dates if d.precision == "day" and d.first]
    full = max((day for day in days if day is not None), default=None)
    if full is not None and full.year >= ONLINE:
        near = _day_near(full + timedelta(182), int(month), int(match[2]))
        if near is not None and 0 < (near - full).days <= FESTIVE:
            reasons.setdefault(near, f"its latest full date is {full}")
    if len(reasons) != 1:
        return Dated(None, None, (f"{filed}; its year is not told",))
    ((day, reason),) = reasons.items()
    return Dated(day, day, (filed, reason))


def _day_near(day: date, month: int, number: int) -> date | None:
    """The day of a month and number that lies nearest to a day."""
    found = []
    for year in (day.year - 1, day.year, day.year + 1):
        with suppress(ValueError):
            found.append(date(year, month, number))
    return min(found, key=lambda one: abs((one - day).days), default=None)


def _around(held: Sequence[Anniversary]) -> Dated | None:
    """The days around all anniversaries told, the round ones aside."""
    kept = [one for one in held if one.number % JUBILEE]
    if not kept:
        return None
    first = max(one.day for one in kept) - timedelta(BEFORE)
    last = min(one.day for one in kept) + timedelta(AFTER)
    reasons = tuple(f"“{one.text} …” is that of {one.day}" for one in kept)
    return Dated(first, last, reasons) if first <= last else None


def _by_events(reading: Reading, resources: ExtractionResources) -> Dated | None:
    """The day on which most of the events that an article tells fall on known ones."""
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
