"""The floods and storms of the reference tables, and which of them a claim of an article belongs to."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pandas as pd

from nkdata.extracting.wording import ruletables
from nkdata.questions.evidence import slug
from nkdata.questions.places import Places
from nkdata.questions.wording import MONTHS, month_in_words
from nkdata.reference import ids

AFTERWARDS = timedelta(days=7)  # a spell of days that begins later than this after a flood's end is another's
REACH = timedelta(days=60)  # how long after its end a flood is still spoken of without being named
SEASON = timedelta(days=45)  # spells longer than this are called by their season
KINDS = ("flood", "typhoon", "storm")


@dataclass(frozen=True, slots=True)
class Flood:
    """A row of disasters.csv that is a flood, typhoon or storm; `start` and `end` inclusive Korean days.

    `named` is the typhoon's name where the id bears it; `season_total` overlaps other rows and is never ranked;
    `exact` is whether the days are known to the day.
    """

    id: str
    kind: str
    named: str
    start: date
    end: date
    provinces: tuple[str, ...]
    season_total: bool
    exact: bool

    @property
    def short(self) -> str:
        """`Aug 2020`, `Lionrock 2016`, `Summer 2011`: for rows and titles."""
        if self.named:
            return f"{self.named} {self.start.year}"
        if self.end - self.start > SEASON:
            return f"Summer {self.start.year}"
        return month_in_words(self.start, short=True)

    @property
    def title(self) -> str:
        """`August 2020`, `Lionrock 2016`, `Summer 2011`."""
        return self.short.replace(MONTHS[self.start.month - 1][:3] + " ", MONTHS[self.start.month - 1] + " ")

    @property
    def phrase(self) -> str:
        """`Flood of August 2020`, `Flood of August 2016 (Lionrock)`."""
        named = f" ({self.named})" if self.named else ""
        return f"{self.kind.capitalize()} of {month_in_words(self.start)}{named}"

    def is_named_in(self, text: str) -> bool:
        """Whether a text names it: by its own name or, a typhoon or storm, by its kind."""
        words = (self.named, self.kind if self.kind != "flood" else "")
        return any(word and word.casefold() in text.casefold() for word in words)


def days(text: str) -> tuple[date, date] | None:
    """First and last day of a date no finer than known: `2020`, `2020-08`, `2020-08-18`; None for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        first, last = (month, month) if month else (1, 12)
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:
        return None


def floods(disasters: pd.DataFrame) -> tuple[Flood, ...]:
    """The floods, typhoons and storms among the disasters, oldest first; droughts and undated rows left out."""
    found = []
    columns = ("disaster_id", "kind", "name", "start", "end", "provinces", "precision")
    for cells in zip(*(disasters[name].fillna("") for name in columns), strict=True):
        ident, kind, name, start, end, provinces, precision = map(str, cells)
        first, last = days(start), days(end or start)
        if kind in KINDS and first and last:
            named = name if name and slug(name) in ident else ""
            total = ident.endswith("-total")
            found.append(Flood(ident, kind, named, first[0], last[1], ids(provinces), total, precision == "day"))
    return tuple(sorted(found, key=lambda flood: (flood.start, flood.id)))


def speaks_of_floods(text: str) -> bool:
    """Whether a text names a flood, storm or heavy rain by one of the words of the rule table `flood_cues`."""
    return _cues().search(text) is not None


@cache
def _cues() -> re.Pattern[str]:
    cues = "|".join(re.escape(row["cue"]) for row in ruletables.rows("flood_cues"))
    return re.compile(rf"\b(?:{cues})", re.IGNORECASE)


def possible(
    known: Iterable[Flood], places: Places, areas: tuple[str, ...], told: date, happened: tuple[date, date] | None
) -> list[Flood]:
    """The floods that a telling may speak of, nearest first.

    A shared place, days that begin on or before the day told and ended at most 60 days before it; where the claim
    names its own days, the flood must not have begun after them nor ended 60 days before them; a week, where they are
    several: a single one may be that of a count.
    """
    first, last = happened or (told, told)
    reach = AFTERWARDS if first < last else REACH
    fitting = [
        flood
        for flood in known
        if not flood.season_total
        and flood.start <= min(told, last)
        and flood.end + REACH >= told
        and flood.end + reach >= first
        and places.related(areas, flood.provinces)  # the dearest question last
    ]
    return sorted(fitting, key=lambda flood: _distance(flood, told))


def _distance(flood: Flood, told: date) -> timedelta:
    return max(told - flood.end, timedelta(0))


def choose(fitting: Sequence[Flood], told: date, equal: Iterable[str]) -> Flood | None:
    """The flood of a claim: the only one with an equal figure (`equal`: their ids), else the nearest; a tie is None."""
    same = [flood for flood in fitting if flood.id in set(equal)]
    if len(same) == 1:
        return same[0]
    nearest = [flood for flood in fitting if _distance(flood, told) == _distance(fitting[0], told)]
    return nearest[0] if len(nearest) == 1 else None


def season_of(known: Iterable[Flood], told: date, equal: Iterable[str]) -> Flood | None:
    """The season whose total has an equal figure (`equal`: ids), told in it or at most 60 days later."""
    same = set(equal)
    totals = (flood for flood in known if flood.season_total and flood.id in same)
    return next((flood for flood in totals if flood.start <= told <= flood.end + REACH), None)
