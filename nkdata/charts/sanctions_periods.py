"""Many mentions of sanctions, counted by period and by what they single out, above the votes of the Council."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkdata.charts import style
from nkdata.charts.days_axis import day_number
from nkdata.charts.style import SMALL
from nkdata.collection.snapshot import Row, records
from nkdata.questions.evidence import event_anchor
from nkdata.questions.sanctions import Beside
from nkdata.questions.sanctions_by_period import NAMES, by_period, period_unit
from nkdata.questions.wording import as_of_words

NAME = "sanctions-beside"
LEFT, PLOT, BARS, STRIP = 0.62, 6.25, 2.2, 0.5  # inches
ENOUGH = 5  # mentions of a period from which on shares are drawn
COLOURS = {"resolution": style.BLUE, "goods": style.SKY, "imposer": style.STEP, "nothing": style.AREA}
WORDS = {"resolution": "a resolution", "goods": "goods", "imposer": "only who imposed them", "nothing": "nothing"}


def gid(row: Row) -> str:
    """The id of a part of a period's bar."""
    return f"{NAME}-{row['first']:%Y-%m}-{row['names']}"


@style.look(NAME)
def draw(answer: Beside, title: str, source: str) -> Figure:
    """Bars of shares, periods with fewer than five mentions as one mark for each mention."""
    periods, unit = by_period(answer.mentions), period_unit(answer.mentions)
    low, high = day_number(periods["first"].min()), day_number(periods["last"].max()) + 1
    room = max((12 * 30 - (high - low)) / 2, 10)  # a lone month is no wall of colour
    votes = [
        (place, number)
        for day, number in answer.votes
        if low - room <= (place := day_number(pd.Timestamp(day))) <= high + room
    ]
    subtitle = (
        f"Mentions by {unit} of the article and by what they name, as shares; number of mentions above a bar with "
        f"room. {unit.capitalize()}s with fewer than five: one mark a mention. "
        f"{'Below: votes on sanctions. ' if votes else ''}{as_of_words(answer.as_of)}"
    )
    below = STRIP if votes else 0.04
    sheet = style.sheet(title, subtitle, 0.3 + BARS + below + 0.3, source)
    x = LEFT
    for names in NAMES:
        sheet.band(sheet.top + 0.0, 0.14, COLOURS[names], x, x + 0.2).set(edgecolor=style.GREY, linewidth=0.5)
        sheet.text(x + 0.26, sheet.top + 0.07, WORDS[names], SMALL, style.DARK_GREY)
        x += 0.46 + style.text_width(WORDS[names], SMALL)
    axes = sheet.axes(LEFT, sheet.top + 0.3, PLOT, BARS)
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(0, 1.16)
    axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes.set_axisbelow(True)
    for _, part in periods.groupby("first"):
        _period(axes, records(part), high - low + 2 * room)
    starts = pd.date_range(axes_day(low - room), axes_day(high + room), freq="YS" if high - low > 730 else "MS")
    step = -(-len(starts) // 8)
    labels = [str(day.year) if high - low > 730 else f"{day:%b %Y}" for day in starts[::step]]
    axes.set_xticks([day_number(day) for day in starts[::step]], [""] * len(labels))
    strip = sheet.axes(LEFT, sheet.top + 0.3 + BARS, PLOT, below)
    strip.set_xlim(axes.get_xlim())
    strip.set_ylim(0, 1)
    strip.set_yticks([])
    strip.set_xticks([day_number(day) for day in starts[::step]], labels)
    _votes(strip, votes)
    return sheet.figure


def axes_day(number: float) -> pd.Timestamp:
    """The day at a place of the time axis, which counts days from 1970."""
    return pd.Timestamp("1970-01-01") + pd.Timedelta(days=number)


def _period(axes: Axes, rows: list[Row], span: float) -> None:
    """One period: stacked shares with their sum on top, or single marks."""
    left, right = day_number(rows[0]["first"]), day_number(rows[0]["last"]) + 1
    total = sum(row["number"] for row in rows)
    base, marks = 0.0, 0
    for row in rows:
        url = f"#{event_anchor(gid(row))}"
        if total >= ENOUGH:
            share = row["number"] / total
            look = {"facecolor": COLOURS[row["names"]], "edgecolor": style.GREY, "linewidth": 0.4}
            style.box_on(axes, (left, base), right - left, share, gid=gid(row), url=url, **look)
            base += share
            continue
        places = [0.05 + 0.09 * (marks + number) for number in range(row["number"])]
        dots = axes.plot([(left + right) / 2] * len(places), places, "s", ms=5, mec=style.GREY, mew=0.5)[0]
        dots.set(color=COLOURS[row["names"]], markeredgecolor=style.GREY, gid=gid(row), url=url)
        marks += row["number"]
    if total >= ENOUGH and PLOT * (right - left) / span > style.text_width(f"{total:,}", SMALL) - 0.02:
        middle = (left + right) / 2
        style.write_on(axes, (middle, 1.03), f"{total:,}", SMALL, style.BLACK, align="center", va="bottom")


def _votes(strip: Axes, votes: list[tuple[float, str]]) -> None:
    """Each vote on sanctions as a tick, its number where there is room."""
    left, right = strip.get_xlim()
    end = -1.0
    for place, number in votes:
        style.line_on(strip, [place, place], [0, 0.3], color=style.INK, lw=1.2)
        spot = (place - left) / (right - left) * PLOT
        half = style.text_width(number, SMALL) / 2
        if spot - half > end + 0.04 and half < spot < PLOT - half:
            style.write_on(strip, (place, 0.4), number, SMALL, style.BLACK, align="center", va="bottom")
            end = spot + half
