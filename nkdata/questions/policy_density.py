"""What many articles tell, counted: dated events by lane and by day, week, month, quarter or year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, records
from nkdata.questions.articles import ShownArticle, articles_on, stories
from nkdata.questions.evidence import Evidence, event_anchor, slug
from nkdata.questions.floods import days
from nkdata.questions.policy_record import kind_of
from nkdata.questions.rows import text, typed

MANY = 12  # articles, above which their events are counted and no longer numbered
UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
MOST_BARS, MOST_PERIODS = 160, 260  # bars of all lanes, and periods that have room side by side
LONGEST = 31  # days that an event may be told to lie within
LISTED = 2  # tellings that stand under the anchor of a bar, newest first
AROUND = timedelta(days=365)
BARS = {
    "row_id": "str", "lane": "str", "first": "datetime64[us]", "last": "datetime64[us]", "number": "int64",
}  # fmt: skip


@dataclass(frozen=True)
class Density:
    """Dated events of many articles.

    `bars` (columns `BARS`): how many events lie in a period of a lane, by lane and first day; retellings of a story
    count once.  `unit` is the finest of `UNITS` that leaves bars wide and few enough; `window` the days from a year
    before the first article to a year after the last.  `left_out` counts events without a day or month, statements,
    and events beyond the window.
    """

    bars: pd.DataFrame
    unit: str
    window: tuple[date, date]
    articles: int
    left_out: int
    evidence: tuple[Evidence, ...]


def density(snapshot: Snapshot, as_of: str | None = None) -> Density | None:
    """The events told by day of the event; None below `MANY` dated articles, which are shown one by one."""
    there = articles_on(snapshot, as_of)
    published = [one.published for one in there.values() if one.published]
    if len(published) <= MANY:
        return None
    window = (min(published) - AROUND, max(published) + AROUND)
    story = stories(snapshot)
    found: dict[tuple[object, ...], tuple[date, ShownArticle, dict[str, Any]]] = {}
    told = set()
    for row in records(snapshot.events):
        article = there.get(row["article_id"])
        if article is None:
            continue
        ends = [days(text(row[end])) for end in ("date_start", "date_end")]
        key = (story[article.id], row["kind"], row["status"], text(row["date_start"]), text(row["place_id"]))
        told.add(key)
        if row["kind"] == "statement" or ends[0] is None or ends[1] is None:
            continue
        first, last = ends[0][0], ends[1][1]
        if (last - first).days <= LONGEST and window[0] <= first <= window[1]:
            found[key] = (first, article, row)
    held = sorted(found.values(), key=lambda one: (one[0], str(one[2]["id"])))
    frame = pd.DataFrame(
        [(kind_of(row["kind"]).lane, pd.Timestamp(first)) for first, _, row in held], columns=["lane", "day"]
    )
    unit = _unit(frame, window)
    frame["period"] = frame["day"].astype("datetime64[us]").dt.to_period(UNITS[unit])
    bars, evidence = [], []
    for _, part in frame.groupby(["lane", "period"]):
        bar = _bar(str(part["lane"].iloc[0]), part["period"].iloc[0], len(part))
        bars.append(bar)
        evidence.append(_evidence(bar, unit, [held[at][1:] for at in part.index]))
    return Density(typed(bars, BARS), unit, window, len(there), len(told) - len(held), tuple(evidence))


def _unit(frame: pd.DataFrame, window: tuple[date, date]) -> str:
    """The finest unit whose bars are wide and few enough."""
    length = (window[1] - window[0]).days
    for unit, periods in zip(UNITS, (1, 7, 30, 91, 365), strict=True):
        if not len(frame) or length / periods > MOST_PERIODS:
            continue
        if len(frame.groupby(["lane", frame["day"].dt.to_period(UNITS[unit])])) <= MOST_BARS:
            return unit
    return "year"


def _bar(lane: str, period: pd.Period, number: int) -> dict[str, Any]:
    return {
        "row_id": f"told-{slug(lane)}-{period.start_time:%Y-%m-%d}", "lane": lane,
        "first": period.start_time.floor("D"), "last": period.end_time.floor("D"), "number": number,
    }  # fmt: skip


def _evidence(bar: Row, unit: str, told: list[tuple[ShownArticle, dict[str, Any]]]) -> Evidence:
    """The anchor of a bar with its newest tellings."""
    newest = sorted(told, key=lambda one: (str(one[0].published or ""), str(one[1]["id"])), reverse=True)[:LISTED]
    shown = f", the newest {LISTED} of them" if len(told) > LISTED else ""
    return Evidence(
        event_anchor(bar["row_id"]),
        f"{bar['lane']}, {unit} from {bar['first']:%Y-%m-%d}: {len(told)} told{shown}",
        tuple(article.event_telling(row) for article, row in newest),
    )
