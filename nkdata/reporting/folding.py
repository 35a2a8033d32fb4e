"""Long lists of a page folded: evidence by the day or month of its articles or the year of its rows, sources by year.

A browser opens the fold that a link leads into (HTML, "ancestor details revealing").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nkdata.collection.snapshot import grouped
from nkdata.questions.wording import day_in_words, month_in_words
from nkdata.reporting.quoting import Cited

FLAT = 60  # entries that stand unfolded
MOST_DAYS = 40  # days of articles, above which months are folds


@dataclass(frozen=True)
class Fold:
    """Entries under one line; without a `label` they stand open and alone.  `by_articles`: told by articles."""

    label: str
    held: tuple[Any, ...]
    open: bool = False
    by_articles: bool = False


def folded(evidence: Sequence[Cited]) -> tuple[Fold, ...]:
    """Evidence out of articles by their day or month, oldest first, then that of rows alone by year.

    Up to `FLAT` entries out of articles stand open.
    """
    if len(evidence) <= FLAT:
        return (Fold("", tuple(evidence), by_articles=True),) if evidence else ()
    told = [one for one in evidence if one.has_passage]
    cut = 10 if len({_day(one) for one in told}) <= MOST_DAYS else 7
    few = len(told) <= FLAT
    by_articles = [
        Fold(f"Told by articles of {_words(key)}", held, few, by_articles=True)
        for key, held in _in_order(told, lambda one: _day(one)[:cut])
    ]
    rows = _in_order((one for one in evidence if not one.has_passage), lambda one: _day(one)[:4])
    return (*by_articles, *(Fold(f"Rows of tables, told in {_words(key)}", held) for key, held in rows))


def by_year(sources: Sequence[Mapping[str, Any]]) -> tuple[Fold, ...]:
    """Sources by the year in which they appeared."""
    if len(sources) <= FLAT:
        return (Fold("", tuple(sources)),) if sources else ()
    years = _in_order(sources, lambda one: str(one["published"])[:4])
    return tuple(Fold(f"Published in {_words(key)}", held) for key, held in years)


def _day(one: Cited) -> str:
    """When the newest article, else the first row, told it; "" undated."""
    days = [shown.telling.day for shown in one.shown if shown.passage or not one.has_passage]
    return max(days, default="") if one.has_passage else min(filter(None, days), default="")


def _in_order(held: Iterable[Any], key: Callable[[Any], str]) -> list[tuple[str, tuple[Any, ...]]]:
    """Entries by a part of their day, the undated last."""
    groups = grouped(held, key)
    return [(name, tuple(groups[name])) for name in sorted(groups, key=lambda name: name or "9999")]


def _words(day: str) -> str:
    """`18 August 2020`, `August 2020`, `2020` or `no known year`."""
    if len(day) == 10:
        return day_in_words(date.fromisoformat(day))
    return month_in_words(date.fromisoformat(f"{day}-01")) if len(day) == 7 else day or "no known year"
