"""The words about the article beside the record: title, subtitle, alt text, source line and table."""

from __future__ import annotations

import pandas as pd

from nkdata.collection.snapshot import records
from nkdata.questions.evidence import event_anchor
from nkdata.questions.policy import ArticleRecord
from nkdata.questions.wording import (
    as_of_words,
    count_word,
    counted,
    day_in_words,
    kind_in_words,
    known_words,
    listed,
    nothing_read,
    source_line,
    span_in_digits,
)

DIFFERENCES = {
    "body": ("names another body", "name another body"),
    "ordinal": ("gives another number", "give another number"),
    "term": ("gives another term", "give another term"),
    "place": ("names another place", "name another place"),
    "status": ("is on record otherwise", "are on record otherwise"),
    "days": ("is off by {days}", "are off by up to three days"),
}


def _number(count: int) -> str:
    return "one" if count == 1 else count_word(count)


def _differences(rows: pd.DataFrame) -> list[str]:
    """`one names another body`, `one is off by a day`, in order of weight, then what is not on record or undated."""
    found = []
    for key, (one, more) in DIFFERENCES.items():
        part = rows[rows["difference"] == key]
        if len(part):
            away = next((word for word in ("two days", "three days") if word in " ".join(part["note"])), "a day")
            found.append(f"{_number(len(part))} {(one if len(part) == 1 else more).format(days=away)}")
    for sign, one, more in (
        ("–", "is not on record", "are not on record"),
        ("?", "cannot be checked", "cannot be checked"),
    ):
        number = int((rows["verdict"] == sign).sum())
        if number:
            found.append(f"{_number(number)} {one if number == 1 else more}")
    return found


def _coverage(answer: ArticleRecord) -> str:
    """`; the table has 62 rows for 2020`, of the year of all the events told, else of the article."""
    years = {day.year for name in ("first", "last") for day in answer.rows[name].dropna()}
    day = answer.article.published if answer.article else None
    year = years.pop() if len(years) == 1 else day.year if day else None
    number = answer.coverage.get(year, 0) if year else 0
    return f"; the table has {counted(number, 'row') if number else 'no row'} for {year}" if year else ""


def title(answer: ArticleRecord) -> str:
    """The finding: how many events meet the record, then how the others differ."""
    rows, number = answer.rows, len(answer.rows)
    if answer.article is None:
        return nothing_read(answer.as_of)
    if not number:
        return "The article tells no policy event"
    if (rows["verdict"] == "–").all():
        none = "The one event told is not" if number == 1 else f"None of the {number} events told is"
        return f"{none} on record{_coverage(answer)}"
    agree, differ = int((rows["verdict"] == "=").sum()), _differences(rows)
    if number == 1:
        if agree:
            return "The one event told meets the record"
        if rows["verdict"].iloc[0] == "○":
            return "The one event told is on record from this article alone"
        return f"The one event told {differ[0].removeprefix('one ')}"
    tail = f"; {', '.join(differ[:2])}" if differ else ""
    if agree == number:
        return "Both events told meet the record" if number == 2 else f"All {number} events told meet the record"
    if not agree:
        return f"None of the {number} events told meets the record{tail}"
    return f"{agree} of {number} events told meet{'s' if agree == 1 else ''} the record{tail}"


def alt(answer: ArticleRecord) -> str:
    """The chart in words for those who do not see it."""
    rows = answer.rows
    if rows.empty or answer.article is None:
        return f"No chart. {title(answer)}."
    differing = rows[rows["difference"] != ""]
    notes = "; ".join(f"{row['order']}: {row['note']}" for row in records(differing.head(4)))
    undated = int((rows["verdict"] == "?").sum())
    axis = "the axis is days before the article, log-like" if answer.article.published else "no time axis"
    return (
        f"Row chart of {counted(len(rows), 'event')} in {answer.article.title or answer.article.id}; {axis}. "
        f"{int((rows['verdict'] == '=').sum())} agree, {len(differing)} differ{': ' + notes if notes else ''}. "
        f"{undated} cannot be checked because the text gives no day or only a wide span. {as_of_words(answer.as_of)}"
    )


def source(answer: ArticleRecord) -> str:
    """The source line: article, table, what came later, what was left out, as of when."""
    if answer.article is None:
        return f"Source: policy_events. {known_words(answer.as_of)}"
    parts = [f"Source: {answer.article.credit}; policy_events ({sum(answer.coverage.values())} events)."]
    published = answer.article.published
    if published:
        later = answer.rows[answer.rows["known_held"] & (answer.rows["known_first"] > pd.Timestamp(published))]
        orders = [str(one) for one in later["order"]]
        if orders:
            said = f"no. {listed(orders)}" if len(orders) <= 6 else f"{len(orders)} events"
            parts.append(f"Held after the article was written: {said}.")
    if answer.others:
        parts.append(f"{counted(answer.others, 'other article')} not shown.")
    return source_line(parts, answer.as_of)


def subtitle(answer: ArticleRecord) -> str:
    """How to read the chart."""
    if answer.article is None or answer.article.published is None:
        return "Events of an article whose day is not known, so no time axis: the text, and what is on record."
    return (
        f"Events of the article of {day_in_words(answer.article.published)}, as wide as the text dates them "
        "(orange), and the day on record (blue; hollow = announced, or only a candidate). Days before the article, "
        "log-like scale."
    )


KEY = (
    "= agrees   ≈ up to three days off   ≠ same day, differs   ? only a candidate   ○ rests on this article   "
    "– not on record",
)


def table(answer: ArticleRecord) -> pd.DataFrame:
    """All events in text order."""
    columns = "No.|Event told|Kind|Status|Days told|Verdict|Note|On record|Day on record|anchor".split("|")
    rows = [
        (
            row["order"], row["text"], kind_in_words(row["kind"]), row["status"],
            span_in_digits(row["first"], row["last"]), row["verdict"], row["note"], row["known_title"],
            span_in_digits(row["known_first"], row["known_last"]), event_anchor(row["row_id"]),
        )
        for row in records(answer.rows)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
