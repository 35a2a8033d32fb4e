"""Lanes drawn: the record by field, a year either side of the article, with the article's own events below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkdata.charts import labels, style
from nkdata.charts import policy_lanes_words as words
from nkdata.charts.chart import Chart
from nkdata.charts.style import DARK_ORANGE, INK, ORANGE, SMALL, STATUSES, VALUE, VERMILION, Sheet
from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.evidence import event_anchor, slug, source_anchor
from nkdata.questions.policy_lanes import Lanes
from nkdata.questions.policy_record import LANES
from nkdata.questions.wording import MONTHS, counted, day_in_words, span_in_digits

NAME = "policy-lanes"
LEFT, PLOT = 1.2, 5.7  # inches
SUB_ROW, OWN_ROW, PADDING, TOP, FOOT = 0.105, 0.15, 0.14, 0.2, 0.3
SPACING = 0.075  # inches that the middles of two marks of a sub-row are apart at least
FADE = 0.6
STRIP, BAR = 0.34, 0.2  # a strip of counts with the number at its peak, and its highest bar
MOST_SUB_ROWS = 6  # of a lane when all years are shown
KEY = {"announced": "announced or said", "cancelled": "cancelled, crossed out"}


@dataclass(frozen=True)
class Placed:
    """A row of the frame with its sub-row and its ends in inches from the left of the plot."""

    row: Row
    sub_row: int
    left: float
    right: float


@dataclass(frozen=True)
class Lane:
    """One lane with its marks packed; `hidden` counts those without a sub-row, `told` are counts of many articles."""

    name: str
    marks: tuple[Placed, ...]
    own: tuple[Placed, ...]
    hidden: int
    told: tuple[Row, ...] = ()

    @property
    def sub_rows(self) -> int:
        """How many sub-rows the record's marks take."""
        return max((one.sub_row + 1 for one in self.marks), default=0)

    @property
    def height(self) -> float:
        """Inches."""
        own = max((one.sub_row + 1 for one in self.own), default=0)
        return PADDING + max(SUB_ROW * self.sub_rows + OWN_ROW * own + STRIP * bool(self.told), 0.12)


def lanes(answer: Lanes) -> Chart:
    """Eight lanes in fixed order; one sentence instead when neither article nor record has anything to show.

    A mark has the id `policy-lanes-<row_id>`; one of the record leads to its source, one of the article to its
    sentence.
    """
    said = (words.title(answer), words.alt(answer), words.source(answer), words.table(answer))
    if answer.rows.empty and not answer.told:
        return Chart(NAME, None, *said, evidence=answer.evidence)
    with style.look(NAME):
        packed = [_pack(name, answer) for name in LANES]
        figure = _draw(answer, packed)
    drawn = [one.row for lane in packed for one in (*lane.marks, *lane.own)]
    tooltips = {
        _gid(row): f"{row['title']}, {span_in_digits(row['first'], row['last'])}, {row['status']}" for row in drawn
    }
    if answer.told:
        unit = answer.told.unit
        tooltips |= {
            _gid(bar): f"{bar['lane']}, {unit} {words.period(bar, unit)}: {counted(bar['number'], 'event')} told"
            for lane in packed
            for bar in lane.told
        }
    return Chart(NAME, figure, *said, tooltips, answer.evidence)


def _gid(row: Row) -> str:
    return f"{NAME}-{slug(row['row_id'])}"


def _inches(day: date, answer: Lanes) -> float:
    """Where a day lies in the plot, cut at its ends."""
    first, last = (end.toordinal() for end in answer.window)
    return min(max((day.toordinal() - first) / max(last - first, 1), 0.0), 1.0) * PLOT


def _pack(name: str, answer: Lanes) -> Lane:
    """The marks of a lane over as few sub-rows as keep them apart, earliest first."""
    rows = [row for row in answer.marks if row["lane"] == name]
    of_record = [row for row in rows if row["origin"] == "record"]
    spans = []
    for row in of_record:
        ahead = row["announced_on"]
        start = ahead if answer.day and not missing(ahead) else row["first"]
        spans.append((row, _inches(start, answer), _inches(row["last"], answer)))
    marks, hidden = _rows(sorted(spans, key=lambda one: one[1]), SPACING, None if answer.day else MOST_SUB_ROWS)
    own = [(row, *_own_ends(row, answer)) for row in rows if row["origin"] == "article" and _dated(row)]
    placed, _ = _rows(sorted(own, key=lambda one: one[1]), 0.3, None)
    bars = records(answer.told.bars) if answer.told else []
    return Lane(name, tuple(marks), tuple(placed), hidden, tuple(bar for bar in bars if bar["lane"] == name))


def _dated(row: Row) -> bool:
    return not (missing(row["first"]) and missing(row["last"]))


def _own_ends(row: Row, answer: Lanes) -> tuple[float, float]:
    """The ends of an article's bar; one that is not told lies a fixed length away."""
    ends = [None if missing(row[end]) else _inches(row[end], answer) for end in ("first", "last")]
    left = ends[0] if ends[0] is not None else max((ends[1] or 0.0) - FADE, 0.0)
    right = ends[1] if ends[1] is not None else min((ends[0] or 0.0) + FADE, PLOT)
    return left, max(right, left + 0.03)


def _rows(
    spans: Sequence[tuple[dict[str, Any], float, float]], gap: float, most: int | None
) -> tuple[list[Placed], int]:
    """Each span in the first sub-row where it stands clear by `gap` inches; beyond `most` it is counted only."""
    ends: list[float] = []
    placed, hidden = [], 0
    for row, left, right in spans:
        free = next((number for number, end in enumerate(ends) if left - end >= gap), len(ends))
        if most is not None and free >= most:
            hidden += 1
            continue
        ends[free : free + 1] = [right]
        placed.append(Placed(row, free, left, right))
    return placed, hidden


def _draw(answer: Lanes, packed: list[Lane]) -> Figure:
    height = sum(lane.height for lane in packed)
    statuses = set(answer.rows[answer.rows["origin"] == "record"]["status"])
    key = [replace(look, label=KEY.get(status, look.label)) for status, look in STATUSES.items() if status in statuses]
    body = TOP + height + FOOT + labels.KEY_ROW * len(labels.key_rows(key))
    sheet = style.sheet(words.title(answer), words.subtitle(answer), body, words.source(answer), words.key(answer))
    labels.key(sheet, key, sheet.top + TOP + height + FOOT + 0.05)
    top = sheet.top + TOP
    axes = sheet.rows(LEFT, top, PLOT, height, (0, PLOT), (0, height))
    _ticks(axes, answer)
    _grounds(sheet, axes, answer, height)
    at: dict[str, tuple[float, float]] = {}
    y = 0.0
    for lane in packed:
        _lane(sheet, axes, lane, y, at, answer)
        y += lane.height
        if lane.name != LANES[-1]:
            axes.axhline(y, color=style.RULE, lw=0.8, zorder=0.5)
    return sheet.figure


def _ticks(axes: Axes, answer: Lanes) -> None:
    """Quarters in a window below three years, else years."""
    first, last = (pd.Timestamp(end) for end in answer.window)
    starts = pd.date_range(first, last, freq="QS" if (last - first).days < 1100 else "YS")
    labels = [str(day.year) if day.month == 1 else MONTHS[day.month - 1][:3] for day in starts]
    axes.set_xticks([_inches(day, answer) for day in starts], labels)


def _grounds(sheet: Sheet, axes: Axes, answer: Lanes, height: float) -> None:
    """The article's line, and grey ground over what was not yet known."""
    if answer.day is None:
        return
    x = _inches(answer.day, answer)
    limit = _inches(date.fromisoformat(answer.as_of), answer) if answer.as_of else x
    axes.axvspan(min(x, limit), PLOT, color=style.BEYOND, lw=0, zorder=0)
    axes.axvline(x, color=INK, lw=1.2, zorder=1)
    if answer.begins and answer.begins > answer.window[0]:
        start = _inches(answer.begins, answer)
        axes.axvspan(0, start, color=style.BEYOND, lw=0, zorder=0)
        if start > 1.2 and x - start > 0.9:
            sheet.text(LEFT, sheet.top + 0.08, "before the record begins", SMALL, style.GREY)
    sheet.text(LEFT + x, sheet.top + 0.08, f"article, {day_in_words(answer.day)}", VALUE, bold=True, align="center")
    if limit < PLOT - 1.4:
        label = "after the day of this view" if answer.as_of else "not yet known to the article"
        sheet.text(LEFT + PLOT, sheet.top + 0.08, label, SMALL, style.GREY, align="right")


def _lane(sheet: Sheet, axes: Axes, lane: Lane, top: float, at: dict[str, tuple[float, float]], answer: Lanes) -> None:
    """Name, marks of the record, then the article's own events with a thin line to what they meet."""
    middle = sheet.top + TOP + top + lane.height / 2
    empty = not lane.marks and not lane.own and not lane.hidden and not lane.told
    sheet.text(LEFT - 0.08, middle - (0.07 if lane.hidden else 0), lane.name, VALUE, bold=True, align="right")
    if empty:
        sheet.text(LEFT + 0.05, middle, "none", SMALL, style.GREY)
    if lane.hidden:
        sheet.text(LEFT - 0.08, middle + 0.08, f"+ {lane.hidden} in the table", SMALL, style.GREY, align="right")
    for one in lane.marks:
        y = top + PADDING / 2 + SUB_ROW * (one.sub_row + 0.5)
        at[one.row["row_id"]] = (_inches(one.row["first"], answer), y)
        _mark(axes, one, y, answer)
    below = top + PADDING / 2 + SUB_ROW * lane.sub_rows
    for one in lane.own:
        _own(axes, one, below + OWN_ROW * (one.sub_row + 0.5), at)
    if lane.told and answer.told:
        _strip(axes, lane.told, below + STRIP, answer, int(answer.told.bars["number"].max()))


def _strip(axes: Axes, bars: Sequence[Row], base: float, answer: Lanes, most: int) -> None:
    """Counts of what many articles tell as bars up from `base`, all lanes to one scale, the number at the fullest."""
    fullest = max(bars, key=lambda bar: bar["number"])
    for bar in bars:
        left, right = _inches(bar["first"], answer), _inches(bar["last"] + pd.Timedelta(days=1), answer)
        height = max(BAR * bar["number"] / most, 0.015)
        url = f"#{event_anchor(bar['row_id'])}"
        style.box_on(
            axes, (left, base - height), max(right - left, 0.02), height, color=ORANGE, lw=0, zorder=2, gid=_gid(bar),
            url=url,
        )  # fmt: skip
        if bar is fullest:
            middle = min(max((left + right) / 2, 0.15), PLOT - 0.15)
            at, number = (middle, base - height - 0.02), f"{bar['number']:,}"
            style.write_on(
                axes, at, number, SMALL, DARK_ORANGE, bold=True, align="center", va="bottom", zorder=5, url=url
            )


def _mark(axes: Axes, one: Placed, y: float, answer: Lanes) -> None:
    """One event of the record in the look of its status; told ahead = hollow, line, filled."""
    row = one.row
    status = row["status"]
    size = 5.2 if answer.day else 3.8
    first, last = _inches(row["first"], answer), _inches(row["last"], answer)
    look = STATUSES.get(status, STATUSES["happened"])
    if answer.day and not missing(row["announced_on"]):
        ahead = _inches(row["announced_on"], answer)
        style.line_on(axes, [ahead, first], [y, y], color=look.colour, lw=1.0, zorder=2)
        style.mark_on(axes, ahead, y, STATUSES["announced"], size, zorder=3)
    link = f"#{source_anchor(row['source_id'])}"
    if not row["held"] and row["last"] > row["first"]:  # a plan for a month or year: no day to put a mark on
        corner, width = (first, y - 0.035), max(last - first, 0.03)
        style.box_on(axes, corner, width, 0.07, fill=False, edgecolor=look.colour, lw=1.0, gid=_gid(row), url=link)
        return
    if last - first > 0.03:
        style.line_on(axes, [first, last], [y, y], color=look.colour, lw=3.0, solid_capstyle="butt", zorder=2.5)
    mark = style.mark_on(axes, first, y, look, size, look.colour, zorder=4, clip_on=False, gid=_gid(row), url=link)
    mark.set_markeredgewidth(1.2 if mark.get_markeredgewidth() > 1 else 0.4)
    if look.crossed:
        style.mark_on(axes, first, y, STATUSES["denied"], size - 1, zorder=4.5, url=link)


def _own(axes: Axes, one: Placed, y: float, at: Mapping[str, tuple[float, float]]) -> None:
    """One event of the article: an orange span with its number, a line to the record, a difference in words."""
    row, url = one.row, f"#{event_anchor(one.row['row_id'])}"
    whole = not (missing(row["first"]) or missing(row["last"]))
    plan = row["status"] in ("announced", "conditional", "offered")
    parts = 1 if whole else 10
    for number in range(parts):
        share = 1 - number / parts if missing(row["first"]) else 1 - (parts - 1 - number) / parts
        step = (one.right - one.left) / parts
        left = one.right - step * (number + 1) if missing(row["first"]) else one.left + step * (parts - 1 - number)
        style.box_on(
            axes, (left, y - 0.04), step, 0.08, facecolor="none" if plan and whole else ORANGE, edgecolor=ORANGE,
            lw=1.2 if plan and whole else 0, alpha=None if plan and whole else 0.85 * share, zorder=3,
            gid=None if number else _gid(row), url=url,
        )  # fmt: skip
    met = at.get(row["known_id"])
    if met:
        style.line_on(axes, [met[0], met[0]], [met[1], y - 0.04], color=ORANGE, lw=0.9, zorder=1.5)
    number_left = one.left >= 0.25
    spot, side = (one.left - 0.04, "right") if number_left else (one.right + 0.04, "left")
    style.write_on(axes, (spot, y), str(row["order"]), SMALL, DARK_ORANGE, bold=True, align=side, zorder=5, url=url)
    if row["verdict"] == "≠":
        right_side = one.right < PLOT / 2 or PLOT - one.right > 2.2
        x = one.right + (0.08 if number_left else 0.25) if right_side else one.left - 0.25
        side = "left" if right_side else "right"
        style.write_on(axes, (x, y), f"≠ {row['note']}", SMALL, VERMILION, align=side, zorder=5, url=url)
