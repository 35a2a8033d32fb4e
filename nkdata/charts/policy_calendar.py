"""The calendar of test days: one row a year, the same 90 days shaded in each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.style import BLUE, GREEN, GREY, INK, PINK, SMALL, VALUE, VERMILION, Look, Sheet
from nkdata.collection.snapshot import Row, records
from nkdata.questions.policy_calendar import WINDOW, Calendar, anchor_of_tests
from nkdata.questions.wording import EN_DASH, as_of_words, counted, day_in_words, listed, source_line, years_in_digits

NAME = "policy-calendar"
LEFT, PLOT, ROW, TOP, FOOT = 0.55, 5.45, 0.27, 0.22, 0.3  # inches
AFTER = "after this view"
STEP, NEAR = 0.27, 5  # share of a row that a mark steps aside, and days within which it does
OUTCOMES = {
    "success": Look("success", BLUE, "o"),
    "failure": Look("failure", VERMILION, "x"),
    "mixed": Look("mixed", PINK, "D"),
    "unknown": Look("outcome not known", GREY, "o", filled=False),
}


def title(answer: Calendar) -> str:
    """The finding: test days in the 90 days to the end, beside the same days of earlier years."""
    if answer.days.empty:
        return f"No test is on record before {day_in_words(answer.begins)}, where the table begins"
    number = answer.in_window(answer.end.year)
    many = {0: "No test day", 1: "One test day"}.get(number, f"{number} test days")
    said = f"{many} in the 90 days to {day_in_words(answer.end)}"
    earlier = [year for year in answer.years() if year < answer.end.year and _whole(answer, year)]
    if not earlier:
        return said
    counts = [answer.in_window(year) for year in earlier]
    span = years_in_digits(earlier)
    low, high = min(counts), max(counts)
    return f"{said}; the same days of {span} had {low if low == high else f'{low} to {high}'}"


def _whole(answer: Calendar, year: int) -> bool:
    """Whether the table covers the 90 days of that year."""
    return answer.ends_in(year) - WINDOW + timedelta(days=1) >= answer.begins


def alt(answer: Calendar) -> str:
    """The chart in words for those who do not see it."""
    if answer.days.empty:
        return f"No chart. {title(answer)}."
    none = [str(year) for year in answer.years() if year != answer.end.year and not answer.in_year(year)]
    pause, unknown = answer.pause(), int((answer.days["outcome"] == "unknown").sum())
    longest = f"Longest pause {_between(pause)} days, from {pause[0]} to {pause[1]}. " if pause else ""
    days = counted(len(answer.days), "test day")
    return (
        f"Dot calendar, {days} {years_in_digits(answer.years())}, one row a year. "
        f"{title(answer)}. {f'None in {listed(none)}. ' if none else ''}{longest}"
        f"Outcome not known for {counted(unknown, 'day')}. {as_of_words(answer.as_of)}"
    )


def _between(pause: tuple[date, date]) -> int:
    """Days between two test days, both not counted."""
    return (pause[1] - pause[0]).days - 1


def source(answer: Calendar) -> str:
    """The source line: rows and days, why outcomes are missing, as of when."""
    rows = counted(int(answer.days["rows"].sum()), "row")
    said = (
        f"Source: missile_tests ({rows}, {counted(len(answer.days), 'day')}). Days are counted, not missiles; the data "
        "set that keyed outcomes ends in April 2023, so no success rate can be drawn."
    )
    return source_line([said], answer.as_of, answer.undated)


def table(answer: Calendar) -> pd.DataFrame:
    """One row a test day."""
    rows = [
        (row["row_id"], OUTCOMES[row["outcome"]].label, row["launches"], anchor_of_tests(row["day"]))
        for row in records(answer.days)
    ]
    return pd.DataFrame(rows, columns=["Day", "Outcome", "Tests", "anchor"])


def calendar(answer: Calendar) -> Chart:
    """One row a year; one sentence instead when no test is known.

    A mark has the id `policy-calendar-<day>` and leads to the tests of that day.
    """
    words = (title(answer), alt(answer), source(answer), table(answer))
    if answer.days.empty:
        return Chart(NAME, None, *words, evidence=answer.evidence)
    tooltips = {
        f"{NAME}-{row['row_id']}": f"{row['row_id']}: {row['launches']}, {OUTCOMES[row['outcome']].label}"
        for row in records(answer.days)
    }
    return Chart(NAME, _draw(answer), *words, tooltips, answer.evidence)


def _place(day: date) -> float:
    """A day by month and day on a leap year, so that years line up after February."""
    return float((day.replace(year=2020) - date(2020, 1, 1)).days)


@style.look(NAME)
def _draw(answer: Calendar) -> Figure:
    years = list(answer.years())
    subtitle = (
        "Days with a missile, rocket or satellite-launcher test, by outcome, Korea time. Shaded: the same 90 days in "
        f"each year; right: test days there and in the year. {as_of_words(answer.as_of)}"
    )
    height = ROW * len(years)
    found = set(answer.days["outcome"])
    key = [look for outcome, look in OUTCOMES.items() if outcome in found]
    key += [Look("longest pause", GREEN, "_", filled=False)] if answer.pause() else []
    sheet = style.sheet(title(answer), subtitle, TOP + height + FOOT + labels.KEY_ROW, source(answer))
    axes = sheet.rows(LEFT, sheet.top + TOP, PLOT, height, (-3, 369), (0, len(years)))
    starts = [_place(date(2020, month, 1)) for month in range(1, 13)]
    axes.set_xticks(starts, list("JFMAMJJASOND"))
    for x, head in ((LEFT + PLOT + 0.3, "90 d"), (LEFT + PLOT + 0.75, "year")):
        sheet.text(x, sheet.top + 0.1, head, SMALL, style.DARK_GREY, align="right")
    rows: dict[int, list[Row]] = {year: [] for year in years}
    for row in records(answer.days):
        rows[row["day"].year].append(row)
    for number, year in enumerate(years):
        _year(sheet, axes, answer, (year, rows[year]), number)
    _pause(axes, answer)
    labels.key(sheet, key, sheet.top + TOP + height + FOOT + 0.05)
    return sheet.figure


def _year(sheet: Sheet, axes: Axes, answer: Calendar, of: tuple[int, list[Row]], number: int) -> None:
    """One row: shaded days, marks, counts; `of` a year and its test days."""
    year, rows = of
    y, last = number + 0.5, answer.ends_in(year)
    first = last - WINDOW + timedelta(days=1)
    now = year == answer.end.year
    pieces = [(first, last)] if first.year == year else [(date(year, 1, 1), last)]
    if number + 1 < len(answer.years()):  # the next year's 90 days may begin in this one
        begin = answer.ends_in(year + 1) - WINDOW + timedelta(days=1)
        pieces += [(begin, date(year, 12, 31))] if begin.year == year else []
    for left, right in pieces:
        axes.fill_between([_place(left) - 0.5, _place(right) + 0.5], number, number + 1, color=style.HIGHLIGHT, lw=0)
    axes.axhline(y, color=style.AREA, lw=0.8, zorder=0.5)
    middle = sheet.top + TOP + ROW * y
    sheet.text(LEFT - 0.08, middle, str(year), VALUE, bold=now, align="right")
    whole = _whole(answer, year)
    for x, count in (
        (LEFT + PLOT + 0.3, str(answer.in_window(year)) if whole or now else EN_DASH),
        (LEFT + PLOT + 0.75, str(answer.in_year(year))),
    ):
        sheet.text(x, middle, count, VALUE, bold=now, align="right")
    if not rows and not now:
        style.write_on(axes, (60, y), "no test this year", align="center", ground=1, zorder=4)
    if now and _place(answer.end) < 364:
        axes.fill_between(
            [_place(answer.end) + 0.5, 366], number + 0.1, number + 0.9, color=style.BEYOND, lw=0, zorder=1
        )
        words_at = _place(answer.end) + 5
        words_end = words_at + style.text_width(AFTER, style.SMALL) * 372 / PLOT
        if words_at < 295 and not any(words_at - 10 < _place(row["day"].date()) < words_end + 5 for row in rows):
            style.write_on(axes, (words_at, y), AFTER, zorder=2)
    _marks(axes, rows, y)


def _marks(axes: Axes, rows: list[Row], y: float) -> None:
    """The year's marks; those close to one another step up and down."""
    before, turn = -99.0, 0
    for row in rows:
        place = _place(row["day"].date())
        turn = turn + 1 if place - before < NEAR else 0
        before = place
        look, gid = OUTCOMES[row["outcome"]], f"{NAME}-{row['row_id']}"
        at, url = (place, y + (0, -STEP, STEP)[turn % 3]), f"#{anchor_of_tests(row['day'])}"
        mark = style.mark_on(axes, *at, look, 5.0, look.colour, zorder=3, gid=gid, url=url)
        if mark.get_markeredgewidth() > 1:
            mark.set_markeredgewidth(1.8 if row["outcome"] == "failure" else 1.2)


def _pause(axes: Axes, answer: Calendar) -> None:
    """The longest pause as a green line from row to row, its length in words."""
    pause = answer.pause()
    if pause is None:
        return
    years = range(pause[0].year, pause[1].year + 1)
    longest: Mapping[int, tuple[float, float]] = {
        year: (_place(pause[0]) if year == pause[0].year else 0, _place(pause[1]) if year == pause[1].year else 366)
        for year in years
    }
    for year, (left, right) in longest.items():
        y = year - answer.begins.year + 0.5
        style.line_on(axes, [left, right], [y, y], color=GREEN, lw=1.8, zorder=2)
    widest = max(longest, key=lambda year: (longest[year][1] - longest[year][0], year))
    left, right = longest[widest]
    if right - left > 200:
        at, said = (right - 4, widest - answer.begins.year + 0.5), f"longest pause: {_between(pause)} days"
        style.write_on(axes, at, said, colour=INK, bold=True, align="right", ground=1, zorder=4)
