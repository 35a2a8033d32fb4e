"""Outcomes of tests by year: one mark a test, stacked by outcome, the test days on top."""

from __future__ import annotations

from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.policy_calendar import OUTCOMES
from nkdata.charts.style import INK, MARGIN, VALUE
from nkdata.collection.snapshot import Row, records
from nkdata.questions.policy_calendar import anchor_of_tests
from nkdata.questions.policy_outcomes import ORDER, Outcomes
from nkdata.questions.wording import as_of_words, counted, day_in_words, listed, source_line, years_in_digits

NAME = "policy-outcomes"
PLOT, STEP, TOP, FOOT = 6.7, 0.13, 0.3, 0.32  # inches
HIGHEST = 24  # marks upon one another; more go side by side


def title(answer: Outcomes) -> str:
    """The finding: from when on outcomes are not known, or what is known of them; which years had no test."""
    rows = answer.rows
    if rows.empty:
        if not answer.as_of:
            return "No test is on record"
        return f"No test is on record by {day_in_words(answer.as_of)}"
    if len(rows) == 1:
        row = records(rows)[0]
        label = OUTCOMES[row["outcome"]].label
        said = label if row["outcome"] == "unknown" else f"outcome {label}"
        return f"One test is on record, of {day_in_words(row['day'])}, {said}"
    since = answer.dark_since()
    if since is not None:
        later = rows[rows["year"] >= since]
        share = (later["outcome"] == "unknown").mean()
        said = f"Since {since} the outcome of {share:.0%} of test marks is not known, so no success rate can be drawn"
    else:
        counts = {outcome: int((rows["outcome"] == outcome).sum()) for outcome in ORDER}
        known = f"{len(rows)} test marks show {counted(counts['success'], 'success', 'successes')} and "
        known += counted(counts["failure"], "failure")
        said = f"{known}; the outcome of {counts['unknown']} is not known"
    return f"{said}; {_none(answer)} had no test" if _none(answer) else said


def _none(answer: Outcomes) -> str:
    """The years without a test."""
    return listed([str(year) for year in answer.years() if not answer.days(year)])


def alt(answer: Outcomes) -> str:
    """The chart in words for those who do not see it."""
    if answer.rows.empty:
        return f"No chart. {title(answer)}."
    counts, span = answer.rows["outcome"].value_counts(), years_in_digits(answer.years())
    told = ", ".join(f"{counts[one]} {OUTCOMES[one].label}" for one in ORDER if one in counts)
    most = max(answer.years(), key=answer.days)
    return (
        f"Stacked marks by year, {span}, {counted(len(answer.rows), 'mark')}, one a test day, system and "
        f"site: {told}. Most test days: {answer.days(most)} in {most}. {title(answer)}. {as_of_words(answer.as_of)}"
    )


def source(answer: Outcomes) -> str:
    """The source line: rows, where outcomes end, what a mark is, as of when."""
    said = (
        f"Source: missile_tests ({counted(len(answer.rows), 'row')}). The data set that keys outcomes ends in April "
        "2023. A mark is not a missile: a salvo is one mark."
    )
    return source_line([said], answer.as_of, answer.undated)


def table(answer: Outcomes) -> pd.DataFrame:
    """One row a mark, in drawing order."""
    rows = [
        (
            f"{row['day']:%Y-%m-%d}", row["system"], row["site"], OUTCOMES[row["outcome"]].label,
            row["confidence"].replace("_", " "), anchor_of_tests(row["day"]),
        )
        for row in records(answer.rows)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["Day", "System", "Site", "Outcome", "Confidence", "anchor"])


def outcomes(answer: Outcomes) -> Chart:
    """A stack a year; one sentence instead when no test is known.

    A mark has the id `policy-outcomes-<test_id>` and leads to the tests of its day.
    """
    words = (title(answer), alt(answer), source(answer), table(answer))
    if answer.rows.empty:
        return Chart(NAME, None, *words, evidence=answer.evidence)
    tooltips = {
        f"{NAME}-{row['row_id']}": f"{row['day']:%Y-%m-%d}: {row['system']}, {OUTCOMES[row['outcome']].label}"
        for row in records(answer.rows)
    }
    return Chart(NAME, _draw(answer), *words, tooltips, answer.evidence)


@style.look(NAME)
def _draw(answer: Outcomes) -> Figure:
    years = list(answer.years())
    most = int(answer.rows["year"].value_counts().max())
    wide = max(2, ceil(most / HIGHEST))  # marks side by side
    height = STEP * ceil(most / wide) + TOP
    subtitle = (
        f"One mark a test day, system and site, by outcome and year, {years_in_digits(years)}. Number on top: test "
        f"days. {as_of_words(answer.as_of)}"
    )
    found = set(answer.rows["outcome"])
    sheet = style.sheet(title(answer), subtitle, height + FOOT + labels.KEY_ROW, source(answer))
    axes = sheet.rows(MARGIN + 0.06, sheet.top, PLOT, height, (0, PLOT), (height, 0))
    column = PLOT / max(len(years), 6)
    every = ceil(0.4 / column)
    places = [column * (number + 0.5) for number in range(len(years))]
    axes.set_xticks(places[::every], [str(year) for year in years[::every]])
    of_year: dict[int, list[Row]] = {year: [] for year in years}
    for row in records(answer.rows):
        of_year[row["year"]].append(row)
    for middle, (year, rows) in zip(places, of_year.items(), strict=True):
        _stack(axes, rows, middle, wide, min(STEP * 1.3, column * 0.8 / wide))
        levels = ceil(len(rows) / wide)
        at = (middle, STEP * levels + 0.14)
        if rows:
            style.write_on(axes, at, str(answer.days(year)), VALUE, INK, bold=True, align="center")
        else:
            style.write_on(axes, at, "none", align="center")
    labels.key(sheet, [OUTCOMES[one] for one in ORDER if one in found], sheet.top + height + FOOT + 0.05)
    return sheet.figure


def _stack(axes: Axes, rows: list[Row], middle: float, wide: int, apart: float) -> None:
    """The marks of a year from the ground up, `wide` of them side by side and `apart` inches from one another."""
    for number, row in enumerate(rows):
        across = (number % wide - (wide - 1) / 2) * apart
        look, gid = OUTCOMES[row["outcome"]], f"{NAME}-{row['row_id']}"
        mark = style.mark_on(
            axes, middle + across, STEP * (number // wide + 0.6), look, min(5.2, apart * 72 * 0.85), look.colour,
            zorder=3, gid=gid, url=f"#{anchor_of_tests(row['day'])}", clip_on=False,
        )  # fmt: skip
        if mark.get_markeredgewidth() > 1:
            mark.set_markeredgewidth(1.7 if row["outcome"] == "failure" else 1.1)
