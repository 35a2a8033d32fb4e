"""Figures of a flood that a counter told otherwise before, each with all its steps, and silences that ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, grouped, missing, records
from nkdata.questions.briefing_known import in_place, told_on
from nkdata.questions.damage import number_text
from nkdata.questions.damage_words import told_day
from nkdata.questions.evidence import Evidence, event_anchor
from nkdata.questions.figures import PERHAPS_A_PART, evidence_of, figures, thing
from nkdata.questions.rows import Frames
from nkdata.questions.states import Change, State, articles_apart
from nkdata.questions.tellings import Tables, from_articles, from_table
from nkdata.questions.wording import day_in_words, upper_first


def of_figures(before: State, now: State, reference: Frames) -> Iterator[Change]:
    """Figures of a flood that one counter told otherwise before, and ends of silence."""
    since = _first_day(before, now, reference)
    if since is None:
        return
    before, now = (_told_since(one, since) for one in (before, now))
    old = records(figures(before.snapshot, reference, before.as_of))
    held = [
        row
        for row in records(figures(now.snapshot, reference, now.as_of))
        if row["disaster_id"] and row["confidence"] != "unverified" and not missing(row["told_first"])
    ]
    yield from _ends_of_silence(old, held)
    yield from _revised({ident for row in old for ident in _in_articles(row)}, held)


def _ends_of_silence(old: list[Row], held: list[Row]) -> Iterator[Change]:
    """Silences that are over now and were not before."""
    ended = {told.id for row in old if not missing(row["ended_on"]) for told in row["tellings"]}
    by_article = {_voice_on(row, row["told_first"]) for row in held if row["origin"] != "reference"}
    for row in held:
        over = row["stance"] != "asserted" and _ended_by_article(row, by_article)
        if over and not ended & {told.id for told in row["tellings"]}:
            day = row["ended_on"].date()
            detail = f"{row['claimant']} had not mentioned any, and did on {day_in_words(day)}"
            what = upper_first(thing(row) + in_place(row))
            yield Change("silence ended", what, detail, day.isoformat(), *evidence_of([row]))


def _revised(known: set[str], held: list[Row]) -> Iterator[Change]:
    """Figures with a step that no article had told; `known` are the claims that had been."""
    series = grouped(
        (row for row in held if row["stance"] == "asserted"),
        lambda row: (row["disaster_id"], row["metric"], tuple(row["place_ids"]), row["counter_id"], _scope(row)),
    )
    for rows in series.values():
        fresh = {row["figure_id"] for row in rows if _in_articles(row) and not known & _in_articles(row)}
        # of one day what is new came last: a correction printed on its own day
        told = sorted(rows, key=lambda row: (row["told_first"], row["figure_id"] in fresh, row["figure_id"]))
        new = [place for place, row in enumerate(told) if row["figure_id"] in fresh]
        earlier = [row for place, row in enumerate(told[: new[-1]]) if place not in new] if new else []
        # something stood there before; what a table has of the same day is no step to it
        if any(_in_articles(row) or row["told_first"] < told[new[-1]]["told_first"] for row in earlier):
            told = told[: new[-1] + 1]
            trail = " → ".join(f"{number_text(row) or row['words']} ({told_on(row)})" for row in told)
            what = upper_first(thing(told[-1]) + in_place(told[-1]))
            behind = tuple(one.evidence for row in told for one in row["tellings"])
            evidence = Evidence(f"{event_anchor(told[-1]['figure_id'])}-revised", f"{what}: {trail}", behind)
            yield Change("revised", what, f"{trail}; {told[-1]['claimant']}", told_day(told[-1]), evidence)


def _first_day(before: State, now: State, reference: Frames) -> date | None:
    """The first day of the floods on which the two states, or the tables known to them, can differ; None for none.

    All figures of one flood are told on its first day or later (`floods.possible`), so earlier articles need no look.
    """
    tables, apart = Tables(reference), articles_apart(before, now)
    rows = [*from_table(tables)]
    both = [one.narrowed(apart) for one in (before, now)]
    told = [one for state in both for one in from_articles(state.snapshot, tables, rows)]
    cuts = sorted(one.as_of or "~" for one in (before, now))
    told += [one for one in rows if one.last and cuts[0] < one.last.isoformat() <= cuts[1]]
    return min((one.flood.start for one in told if one.flood), default=None)


def _told_since(state: State, day: date) -> State:
    """A state with the articles of that day and later ones; `2011` and `2011-07` may be as late as they end."""
    return state.narrowed(state.articles.loc[state.articles["published"].fillna("") + "~" >= day.isoformat(), "id"])


def _in_articles(row: Row) -> set[str]:
    """The claims of articles that tell a figure; that a table holds it too makes it no less new to a reader."""
    return {told.id for told in row["tellings"] if told.origin == "article"}


def _ended_by_article(row: Row, by_article: set[tuple[Any, ...]]) -> bool:
    """Whether a silence is over, and an article keeps it or tells its end: tables alone are no news."""
    over = not missing(row["ended_on"])
    return over and (row["origin"] != "reference" or _voice_on(row, row["ended_on"]) in by_article)


def _voice_on(row: Row, day: pd.Timestamp) -> tuple[Any, ...]:
    return (row["disaster_id"], row["metric_class"], row["claimant_id"], day)


def _scope(row: Row) -> str:
    """Of what a figure can be a step: one that nobody calls a total is a step to totals, where it is no lower."""
    return "total" if row["scope"] == "unknown" and PERHAPS_A_PART not in row["flags"] else str(row["scope"])
