"""The words about the lanes: title, alt text, key, source line and table."""

from __future__ import annotations

import pandas as pd

from nkdata.collection.snapshot import Row, records
from nkdata.questions.evidence import event_anchor, source_anchor
from nkdata.questions.policy_density import Density
from nkdata.questions.policy_lanes import Lanes
from nkdata.questions.policy_record import LANES
from nkdata.questions.wording import (
    as_of_words,
    counted,
    day_in_words,
    iso_day,
    kind_in_words,
    listed,
    month_in_words,
    source_line,
    span_in_digits,
    years_in_digits,
)

ON_LANE = {
    "party": "of the party", "state, law": "on state and law", "border, health": "on border and health",
    "disaster, aid": "on disaster and aid", "inter-Korean": "between the Koreas", "diplomacy": "on diplomacy",
    "weapons": "on weapons", "sanctions": "on sanctions",
}  # fmt: skip


def title(answer: Lanes) -> str:
    """The finding: how many events in the 60 days before the article, and in which lane most; else the density."""
    if answer.told and len(answer.told.bars):
        return _told(answer.told)
    if answer.day is None:
        return _density(answer)
    before = answer.before()
    if before.empty:
        return f"No event is on record in the 60 days before {day_in_words(answer.day)}"
    if len(before) == 1:
        kind = kind_in_words(before["kind"].iloc[0])
        article = "an" if kind[0] in "aeiou" else "a"
        return f"In the 60 days before the article one event is on record, {article} {kind}"
    said = f"In the 60 days before the article {len(before)} events are on record"
    counts = before["lane"].value_counts().to_dict()
    fullest = max(LANES, key=lambda lane: counts.get(lane, 0))
    number = counts[fullest]
    return f"{said}, {'all' if number == len(before) else number} of them {ON_LANE[fullest]}" if number > 1 else said


def _told(told: Density) -> str:
    """`412 dated events are told, 190 of them on diplomacy; most in one month: 41 on weapons, April 2012`."""
    total, sums = int(told.bars["number"].sum()), told.bars.groupby("lane")["number"].sum()
    if total == 1:
        return f"One dated event is told, {ON_LANE[str(told.bars['lane'].iloc[0])]}"
    lane = max(LANES, key=lambda name: sums.get(name, 0))
    most = "all" if sums[lane] == total else f"{sums[lane]:,}"
    fullest = records(told.bars.loc[[told.bars["number"].idxmax()]])[0]
    where = ON_LANE[str(fullest["lane"])]
    peak = f"; most in one {told.unit}: {fullest['number']:,} {where}, {period(fullest, told.unit)}"
    return f"{total:,} dated events are told, {most} of them {ON_LANE[lane]}{peak if fullest['number'] > 1 else ''}"


def period(bar: Row, unit: str) -> str:
    """A bar's days in words: `April 2012`, `of 9 April 2012` for a week, `2012`."""
    first = bar["first"]
    return {"day": day_in_words(first), "month": month_in_words(first), "year": str(first.year)}.get(
        unit, f"from {day_in_words(first)}"
    )


def _density(answer: Lanes) -> str:
    """`383 events on record, 2016–2026, between 16 and 62 a year as collected, so rows are not a rate`."""
    years = answer.coverage
    total = sum(years.values())
    if not total:
        if not answer.as_of:
            return "No policy event is on record"
        return f"No policy event was on record by {day_in_words(answer.as_of)}"
    if total == 1:
        return "One event on record, as collected, so rows are not a rate"
    span = years_in_digits(years)
    if len(years) == 1:
        return f"{total} events on record, all of {span}, as collected, so rows are not a rate"
    between = f"between {min(years.values())} and {max(years.values())} a year"
    return f"{total} events on record, {span}, {between} as collected, so rows are not a rate"


def subtitle(answer: Lanes) -> str:
    """How to read the chart."""
    if answer.told:
        return (
            f"Marks: policy events on record, by field. Orange: dated events that {answer.told.articles:,} articles "
            f"tell, counted by {answer.told.unit}, one scale in all fields; the number stands at the fullest. "
            f"{as_of_words(answer.as_of)}"
        )
    if answer.day is None:
        return f"Policy events by field and first day, all years on record. {as_of_words(answer.as_of)}"
    return (
        "Policy events on record a year either side of the article, by field. Orange: the article’s own events, "
        f"numbered as in the chart above, as wide as the text dates them. {as_of_words(answer.as_of)}"
    )


def key(answer: Lanes) -> list[str]:
    """What a line between two marks means, where one occurs."""
    held = answer.rows[answer.rows["origin"] == "record"]
    return ["○–● told ahead, then held."] if answer.day and held["announced_on"].notna().any() else []


def alt(answer: Lanes) -> str:
    """The chart in words for those who do not see it."""
    rows = answer.rows
    if rows.empty and not answer.told:
        return f"No chart. {title(answer)}."
    of_record = rows[rows["origin"] == "record"]
    own = int(answer.told.bars["number"].sum()) if answer.told else int((rows["origin"] == "article").sum())
    whose = "articles, counted" if answer.told else "article"
    held = {*rows["lane"], *(answer.told.bars["lane"] if answer.told else ())}
    empty = [lane for lane in LANES if lane not in held]
    return (
        f"Timeline in eight lanes, {answer.window[0]} to {answer.window[1]}, {counted(len(of_record), 'event')} on "
        f"record and {own:,} from the {whose}; the axis is time, a lane is a field. {title(answer)}. "
        f"Empty lanes: {listed(empty) or 'none'}. {as_of_words(answer.as_of)}"
    )


def source(answer: Lanes) -> str:
    """The source line: rows, density, what has no place, as of when."""
    of_record = answer.rows[answer.rows["origin"] == "record"]
    years = answer.coverage
    density = f", between {min(years.values())} and {max(years.values())} a year" if len(years) > 1 else ""
    parts = [
        f"Source: policy_events ({len(of_record)} of its {sum(years.values())} events; a curated table{density}, not a "
        "count of what happened)."
    ]
    if answer.article and answer.day:
        parts[0] = f"{parts[0][:-1]}; {answer.article.credit}."
        own = answer.rows[
            (answer.rows["origin"] == "article") & answer.rows["first"].isna() & answer.rows["last"].isna()
        ]
        orders = [str(order) for order in own["order"]]
        if orders:
            shown = f"No. {listed(orders)}" if len(orders) <= 8 else f"{len(orders)} events of the article"
            parts.append(
                f"{shown} {'is undated and has' if len(orders) == 1 else 'are undated and have'} no place here."
            )
        if answer.outside:
            parts.append(f"Beyond the window: no. {listed([str(order) for order in answer.outside])}.")
        if answer.begins and answer.begins > answer.window[0]:
            parts.append(f"The record begins on {day_in_words(answer.begins)}: before it no lane can have a mark.")
    if answer.told:
        left = counted(answer.told.left_out, "event or statement", "events and statements")
        parts.append(f"Events told: {counted(answer.told.articles, 'article')} as read by machine, retellings once.")
        if answer.told.left_out:
            parts.append(f"Left out: {left} without a day or month, or over a year from all articles.")
        if answer.begins and answer.begins > answer.window[0]:
            parts.append(f"The record begins on {day_in_words(answer.begins)}.")
    return source_line(parts, answer.as_of)


def table(answer: Lanes) -> pd.DataFrame:
    """The events by lane and day, the record's and the article's."""
    order = {lane: number for number, lane in enumerate(LANES)}
    rows = sorted(records(answer.rows), key=lambda row: (order[row["lane"]], str(row["origin"]) == "article"))
    held = [
        (
            row["lane"], span_in_digits(row["first"], row["last"]) or "undated", row["title"],
            kind_in_words(row["kind"]), row["status"],
            iso_day(row["announced_on"]),
            "record" if row["origin"] == "record" else f"article, no. {row['order']}",
            source_anchor(row["source_id"]) if row["origin"] == "record" else event_anchor(row["row_id"]),
        )
        for row in rows
    ]  # fmt: skip
    if answer.told:
        held += [
            (
                bar["lane"], span_in_digits(bar["first"], bar["last"]), counted(bar["number"], "event"), "", "told", "",
                "articles", event_anchor(bar["row_id"]),
            )
            for bar in records(answer.told.bars)
        ]  # fmt: skip
    columns = ["Lane", "Days", "Event", "Kind", "Status", "Announced on", "From", "anchor"]
    return pd.DataFrame(held, columns=columns)
