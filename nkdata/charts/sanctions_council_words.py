"""The words about tests and the Council: title, labels, alt text, source line and table."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.evidence import event_anchor
from nkdata.questions.sanctions_council import KINDS, Council
from nkdata.questions.wording import (
    EN_DASH,
    MONTHS,
    as_of_words,
    count_word,
    counted,
    day_in_words,
    iso_day,
    listed,
    month_in_words,
    short_day,
    source_line,
    years_in_digits,
)

NAME = "sanctions-council"
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def trigger(row: Row) -> str:
    """What a vote answers, without asides in brackets or after a comma, its day as people write it."""
    said = re.sub(r"\s*\([^)]*\)|,.*", "", row["trigger_label"])
    return ISO_DAY.sub(_as_written, said)


def _as_written(day: re.Match[str]) -> str:
    try:
        return short_day(date.fromisoformat(day[0]), None)
    except ValueError:  # no day of the calendar
        return day[0]


def title(answer: Council) -> str:
    """The finding: how fast tests were answered, and what came after the last sanctions."""
    adopted = answer.adopted()
    if answer.votes.empty:
        before = f" before {day_in_words(answer.as_of)}" if answer.as_of else ""
        return f"No Council vote on North Korea is on record{before}"
    if adopted.empty:
        return f"No vote on record answers a test of North Korea{_since(answer)}"
    if len(adopted) == 1:
        row = records(adopted)[0]
        what = trigger(row)
        what = f"the {what[:1].lower()}{what[1:]}" if what[1:2].islower() else f"the {what}"
        of = "" if str(row["trigger"].year) in what else f" of {month_in_words(row['trigger'])}"
        return f"The Council answered {what}{of} after {counted(int(row['lag_days']), 'day')}{_since(answer)}"
    low, high = int(adopted["lag_days"].min()), int(adopted["lag_days"].max())
    span = f"{low} days" if low == high else f"{low} to {high} days"
    last = answer.votes[answer.votes["kind"] == "sanctions"]["voted"].max()
    until = "" if answer.since is None else f"Until {last.year} "
    times = "twice" if len(adopted) == 2 else f"{count_word(len(adopted))} times"
    return f"{until}{'the' if until else 'The'} Council answered tests {times}, after {span}{_since(answer)}"


def _since(answer: Council) -> str:
    """`; since then 147 test days and no new sanctions`, where the table of tests reaches back so far."""
    if answer.since is None:
        return ""
    return f"; since then {counted(answer.since, 'test day') if answer.since else 'no test day'} and no new sanctions"


def lag(row: Row) -> str:
    """`2397, 23 days`, or `2356 answers a period` of a vote without a lag."""
    name = f"{row['name']}{', vetoed' if row['kind'] == 'veto' else ''}"
    days = row["lag_days"]
    return f"{name} answers a period, no lag" if missing(days) else f"{name}, {counted(days, 'day')}"


def span(answer: Council) -> str:
    """The years shown: `2006–2026 (to August)`."""
    first, last = (int(answer.years["year"].iloc[end]) for end in (0, -1))
    partial = answer.end.year == last and (answer.end.month, answer.end.day) != (12, 31)
    years = years_in_digits((first, last))
    return f"{years} (to {MONTHS[answer.end.month - 1]})" if partial else years


def subtitle(answer: Council) -> str:
    """How to read the chart."""
    return (
        "Above: days from the test that triggered it to the vote. Below: days with a missile test, and what the "
        f"Council did that year, {span(answer)}."
    )


def alt(answer: Council) -> str:
    """The chart in words for those who do not see it."""
    if answer.votes.empty:
        return f"No chart. {title(answer)}."
    adopted, years = answer.adopted(), answer.years[answer.years["test_days"].notna()]
    low, high = (adopted["lag_days"].min(), adopted["lag_days"].max()) if len(adopted) else (0, 0)
    lags = f", those adopted after {low} to {high} days" if low != high else ""
    told = f"Two panels. {counted(len(answer.answers), 'vote')} on tests{lags}"
    if len(years):
        most = records(years)[int(years["test_days"].to_numpy(dtype="int64").argmax())]
        zeros = [str(year) for year in years[years["test_days"] == 0]["year"]]
        told += (
            f"; bars of test days a year {years['year'].min()}–{years['year'].max()}, most {most['test_days']} in "
            f"{most['year']}{f', none in {listed(zeros)}' if zeros else ''}"
        )
    last = answer.votes[answer.votes["kind"] == "sanctions"]["voted"].max()
    newest = "" if missing(last) else f" Last sanctions on {day_in_words(last)}."
    return f"{told}. {title(answer)}.{newest} {as_of_words(answer.as_of)}"


def source(answer: Council) -> str:
    """The source line: tables, time zones, what is not counted, as of when."""
    said = (
        "Source: sanctions_unsc (tests on Korean days, votes in New York, so a lag is good to a day); missile_tests "
        f"({answer.begins.year} on, nuclear tests not among them). Lags are sequence, not cause."
    )
    return source_line([said], answer.as_of, answer.undated, "test row")


def table(answer: Council) -> pd.DataFrame:
    """The votes by day, then the years with their test days."""
    rows = [
        (
            f"{row['voted']:%Y-%m-%d}", row["name"], KINDS[row["kind"]], row["trigger_label"],
            iso_day(row["trigger"]),
            "" if missing(row["lag_days"]) else str(row["lag_days"]), event_anchor(f"{NAME}-{row['row_id']}"),
        )
        for row in records(answer.votes)
    ]  # fmt: skip
    rows += [
        (
            str(row["year"]), "", "test days", "", "",
            EN_DASH if missing(row["test_days"]) else str(row["test_days"]), _days_anchor(row),
        )
        for row in records(answer.years)
    ]  # fmt: skip
    columns = ["Day or year", "Vote", "What", "On", "Day of the test", "Days", "anchor"]
    return pd.DataFrame(rows, columns=columns)


def _days_anchor(row: Row) -> str:
    tested = not missing(row["test_days"]) and row["test_days"] > 0
    return event_anchor(f"{NAME}-days-{row['year']}") if tested else ""
