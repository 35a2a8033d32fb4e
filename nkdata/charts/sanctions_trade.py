"""Trade with China drawn: what it sells and what it buys, on a log scale, beside goods bans and the closed border."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkdata.charts import sanctions_trade_words as words
from nkdata.charts import style
from nkdata.charts.chart import Chart
from nkdata.charts.days_axis import day_number
from nkdata.charts.sanctions_trade_words import LOOKS, money, period, short_money
from nkdata.charts.style import BLUE, INK, ORANGE, SKY, SMALL, Look, Sheet
from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.evidence import slug, source_anchor
from nkdata.questions.sanctions_trade import Trade
from nkdata.questions.wording import as_of_words, years_in_digits

NAME = "sanctions-trade"
LEFT, WIDTH, RIGHT_LABELS = 0.72, 5.3, 6.07
HEIGHT, HEADROOM, NAMES = 3.15, 0.42, 0.3  # NAMES: above the lines of the votes, so that none runs through words
BANDS = {"border_closed": (SKY, 0.75), "goods_bans": (ORANGE, 0.78)}  # colour, and how pale


def trade(answer: Trade) -> Chart:
    """Two lines over time; one sentence instead when no figure is known.

    A point has the id `sanctions-trade-<period>-<series>-<flow>` and leads to its source, a band to its votes or
    events.
    """
    said = (words.title(answer), words.alt(answer), words.source(answer), words.table(answer))
    if answer.flows.empty:
        return Chart(NAME, None, *said, evidence=answer.evidence)
    tooltips = {
        f"{NAME}-{row['row_id']}": f"{LOOKS[row['flow']].label}, {period(row)}: {money(row['usd'])} "
        f"({row['basis'].replace('_', ' ')})"
        for row in records(answer.flows)
    }
    return Chart(NAME, _draw(answer), *said, tooltips, answer.evidence)


@style.look(NAME)
def _draw(answer: Trade) -> Figure:
    flows = answer.flows
    span = years_in_digits(day.year for day in answer.window)
    subtitle = (
        f"China’s declared trade with North Korea by {answer.frequency}, US dollars, log scale, {span}. Lines join "
        f"neighbouring {answer.frequency}s only. Hollow: derived, or total minus the other flow. "
        f"{as_of_words(answer.as_of)}"
    )
    key = ["Grey dash: total only."] if (flows["flow"] == "total").any() else []
    if answer.missing:
        found = len(answer.missing) + flows["period"].nunique()
        key.append(f"Ticks at the foot: {len(answer.missing)} of {found} {answer.frequency}s without a figure.")
    sheet = style.sheet(
        words.title(answer), subtitle, HEIGHT + 0.3, words.source(answer), [" ".join(key)] if key else []
    )
    axes = sheet.axes(LEFT, sheet.top, WIDTH, HEIGHT)
    low, high = _limits(flows)
    axes.set_yscale("log")
    axes.minorticks_off()
    axes.set_ylim(low, high * 10 ** (HEADROOM / HEIGHT * log10(high / low)))  # room for the names of the bands
    pad = pd.Timedelta(days=20 if answer.frequency == "month" else 200)
    axes.set_xlim(
        day_number(flows["first"].min() - pad), day_number(max(flows["last"].max(), flows["first"].max() + pad))
    )
    ticks = [tick for tick in _decades(low, high) if low <= tick <= high]
    axes.set_yticks(ticks, [short_money(tick) for tick in ticks])
    axes.grid(axis="y", color=style.AREA, lw=0.8)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    _time_ticks(axes, flows["first"].min(), flows["last"].max(), answer.frequency == "year")
    _bands(sheet, axes, answer)
    for flow in ("total", "buys", "sells"):
        _line(axes, records(flows[flows["flow"] == flow]), flow, low)
    _missing(axes, answer)
    _names(sheet, axes, answer)
    _least(axes, answer)
    return sheet.figure


def _time_ticks(axes: Axes, first: pd.Timestamp, last: pd.Timestamp, by_year: bool) -> None:
    """Years, or months where the window is shorter than two years; some left out where they are many.

    A period that has one mark is named below it, in its middle; of a year of many months the beginning is named.
    """
    left, right = axes.get_xlim()
    short = not by_year and (last - first).days < 730
    starts = pd.date_range(first.replace(day=1), last, freq="MS" if short else "YS")
    step = -(-len(starts) // (6 if short else 11))  # at most so many labels have room
    to_middle = 15 if short else 182 if by_year else 0
    shown = [(day_number(day) + to_middle, day) for day in starts[::step]]
    shown = [(place, day) for place, day in shown if left <= place <= right]
    axes.set_xticks([place for place, _ in shown], [f"{day:%b %Y}" if short else str(day.year) for _, day in shown])


def _middle(row: Row) -> float:
    """Where a period's mark stands: in its middle."""
    return (day_number(row["first"]) + day_number(row["last"])) / 2


def _limits(flows: pd.DataFrame) -> tuple[float, float]:
    """The floor a third below the least positive figure, the ceiling above the largest."""
    positive = flows[flows["usd"] > 0]["usd"]
    low, high = (float(positive.min()), float(positive.max())) if len(positive) else (1.0, 10.0)
    return low / 3, max(high * 1.6, low * 10)


def _decades(low: float, high: float) -> list[float]:
    """Powers of ten, and their threefold where fewer than three of them fit."""
    tens = [10.0**power for power in range(floor(log10(low)), ceil(log10(high)) + 1)]
    return tens if log10(high / low) > 3 else sorted([*tens, *(3 * tick for tick in tens)])


def _bands(sheet: Sheet, axes: Axes, answer: Trade) -> None:
    """When the goods were banned and when the border was closed, named above; the article's day as a line."""
    left, right = axes.get_xlim()
    closed, bans = ([band for band in records(answer.bands) if band["kind"] == kind] for kind in BANDS)
    for band in [*closed, *bans]:
        first, last = _ends(band, right)
        if last >= left and first <= right:
            _band(axes, band, (max(first, left), min(last, right)), by_month=answer.frequency == "month")
    inch = WIDTH / (right - left)
    taken: list[tuple[float, float]] = []
    # names: the border's in its band, the votes' left of it, each only where it has room
    for band in closed:
        first, last = _ends(band, right)
        if first < right and last > left:
            middle = LEFT + ((max(first, left) + min(last, right)) / 2 - left) * inch
            taken.append(_name(sheet, band["label"], middle, band["anchor"], taken))
    shown = [band for band in bans if left <= day_number(band["first"]) <= right]
    if shown:
        days = [day_number(band[end]) for band in shown for end in ("first", "last")]
        middle = LEFT + (sum(days) / len(days) - left) * inch
        named = f"goods bans {', '.join(band['label'] for band in shown)}"
        taken.append(_name(sheet, named, middle, shown[0]["anchor"], taken))
    known = answer.day and not (answer.as_of and answer.day.isoformat() > answer.as_of)
    if answer.day and known and left <= day_number(answer.day) <= right:
        axes.axvline(day_number(answer.day), color=INK, lw=1.0, zorder=1)
        x = LEFT + (day_number(answer.day) - left) * inch
        aside = -0.04 if x > LEFT + 0.6 else 0.04
        y = sheet.top + HEIGHT - 0.12
        sheet.text(x + aside, y, "article", SMALL, align="right" if aside < 0 else "left")


def _ends(band: Row, right: float) -> tuple[float, float]:
    """First and last place of a band; one that is still open ends at the `right`."""
    return day_number(band["first"]), right if missing(band["last"]) else day_number(band["last"])


def _band(axes: Axes, band: Row, ends: tuple[float, float], *, by_month: bool) -> None:
    """A band between two places; a line for a single day, and for each vote where the chart goes by month."""
    first, last = ends
    if first == last or (by_month and band["kind"] == "goods_bans"):
        mark: Any = axes.axvline(first, ymax=1 - NAMES / HEIGHT, color=ORANGE, lw=2.0, zorder=0.8)
    else:
        mark = axes.axvspan(first, last, color=style.pale(*BANDS[band["kind"]]), lw=0, zorder=0.5)
    gid = f"{NAME}-{slug(band['kind'])}-{slug(band['label'].split(';')[0])}"
    mark.set(gid=gid, url=f"#{band['anchor']}")


def _name(
    sheet: Sheet, named: str, middle: float, anchor: str, taken: list[tuple[float, float]]
) -> tuple[float, float]:
    """A band's name on at most two lines about its middle, kept inside the plot and clear of what stands there."""
    lines = style.wrap(named, 1.9, SMALL)[:2]
    half = max(style.text_width(line, SMALL) for line in lines) / 2
    middle = min(max(middle, LEFT + half + 0.02), LEFT + WIDTH - half - 0.02)
    for low, high in taken:
        if middle + half + 0.08 > low and middle - half - 0.08 < high:
            middle = low - half - 0.08 if low - 2 * half - 0.08 > 0 else high + half + 0.08
    for place, line in enumerate(lines):
        sheet.text(middle, sheet.top + 0.08 + 0.14 * place, line, SMALL, align="center", url=f"#{anchor}")
    return middle - half, middle + half


def _line(axes: Axes, rows: list[Row], flow: str, lowest: float) -> None:
    """The points of a flow, and lines between neighbouring periods of one series."""
    shown = LOOKS[flow]
    for before, row in pairwise(rows):
        neighbours = (row["first"] - before["last"]).days == 1 and row["series"] == before["series"]
        if neighbours and flow != "total":
            ends = [max(float(one["usd"]), lowest) for one in (before, row)]
            style.line_on(axes, [_middle(before), _middle(row)], ends, color=shown.colour, lw=1.4, zorder=2)
    for row in rows:
        usd = max(float(row["usd"]), lowest)
        filled = row["basis"] == "reported"
        look = Look("", shown.colour, shown.marker, filled)
        gid, url = f"{NAME}-{row['row_id']}", f"#{source_anchor(row['source_id'])}"
        mark = style.mark_on(axes, _middle(row), usd, look, 5.0 if filled else 4.5, zorder=3, gid=gid, url=url)
        if flow == "total":
            mark.set(markersize=9, markeredgewidth=2.5, markeredgecolor=shown.colour)
        if not row["usd"]:
            style.write_on(axes, (_middle(row), usd), "zero", SMALL, style.BLACK, aside=(5, 0), va="baseline")


def _missing(axes: Axes, answer: Trade) -> None:
    """Grey ticks at the foot where a period has no figure."""
    foot = {"color": style.GREY, "lw": 1.0, "transform": axes.get_xaxis_transform()}
    for day in answer.missing:
        place = day_number(day) if answer.frequency == "month" else day_number(day) + 182
        style.line_on(axes, [place, place], [0.0, 0.025], **foot)


def _names(sheet: Sheet, axes: Axes, answer: Trade) -> None:
    """The two flows named at their last points, with value and period, kept apart."""
    low, high = (log10(end) for end in axes.get_ylim())
    last: dict[str, dict[str, Any]] = {str(row["flow"]): row for row in records(answer.flows) if row["usd"] > 0}
    at = {
        flow: sheet.top + HEIGHT * (high - log10(last[flow]["usd"])) / (high - low)
        for flow in ("sells", "buys")
        if flow in last
    }
    if len(at) == 2 and abs(at["sells"] - at["buys"]) < 0.5:
        middle, sign = (at["sells"] + at["buys"]) / 2, -1 if at["sells"] <= at["buys"] else 1
        at = {"sells": middle + 0.25 * sign, "buys": middle - 0.25 * sign}
    for flow, y in at.items():
        row = last[flow]
        for place, line in enumerate((LOOKS[flow].label, short_money(row["usd"]), f"in {period(row, short=True)}")):
            sheet.text(RIGHT_LABELS, y + (place - 1) * 0.145, line, SMALL, LOOKS[flow].colour, bold=not place)


def _least(axes: Axes, answer: Trade) -> None:
    """The least that was sold, beside its point: the title speaks of it."""
    held = records(answer.flows[answer.flows["flow"] == "sells"])
    row = min(held, key=lambda one: float(one["usd"]), default={"usd": 0.0})
    if answer.frequency == "year" or len(held) < 2 or not row["usd"]:
        return
    left, right = axes.get_xlim()
    place = _middle(row)
    to_right = place < left + 0.7 * (right - left)
    at = (place, max(row["usd"], axes.get_ylim()[0]))
    side, aside = ("left", 8) if to_right else ("right", -8)
    style.write_on(axes, at, money(row["usd"]), SMALL, BLUE, bold=True, align=side, aside=(aside, -2))
