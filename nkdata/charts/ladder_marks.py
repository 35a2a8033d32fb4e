"""The figures of a panel of the claim ladder: marks, what shares one, and the labels that find room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log10
from operator import itemgetter
from typing import Any

from matplotlib.axes import Axes

from nkdata.charts import labels, style
from nkdata.charts.labels import Box
from nkdata.charts.style import CLAIMANT_GROUPS, INK, VALUE, WHITE, Look, Sheet
from nkdata.charts.typeface import DPI
from nkdata.collection.snapshot import Row, grouped
from nkdata.questions.evidence import event_anchor
from nkdata.questions.voices import limits

NAME = "claim-ladder"
PLOT = 1.4  # inches
ARROW, FAN = 16 / 72, 8 / 72
CROWDED = 12  # figures in a panel, beyond which only the telling ones are large
THICK = 300  # beyond which small marks that hide more than half of one another share one, not only those on one pixel
PIXEL, HALF_A_MARK = 1 / DPI, 2 / 72


@dataclass(frozen=True)
class Plot:
    """A panel on the sheet: where days and values lie."""

    sheet: Sheet
    axes: Axes
    left: float
    top: float
    width: float
    first: float
    last: float
    low: float
    high: float
    log: bool

    def x(self, day: date) -> float:
        """Inches from the left."""
        return self.left + self.width * (day.toordinal() - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        """Inches from the top."""
        low, high, at = (log10(part) if self.log else part for part in (self.low, self.high, value))
        return self.top + PLOT * (1 - (at - low) / (high - low))


def anchor_of(rows: list[Row]) -> str:
    """What a mark leads to that stands for these figures."""
    return event_anchor(f"{rows[0]['figure_id']}-stack" if len(rows) > 1 else rows[0]["figure_id"])


def notable(rows: list[Row], series: list[list[Row]]) -> set[str]:
    """What is drawn large: all, or in a crowd first and last of each counter, the highest, every fall, denials."""
    if len(rows) <= CROWDED:
        return {row["figure_id"] for row in rows}
    found = {row["figure_id"] for row in rows if row["stance"] != "asserted"}
    found.add(max(rows, key=lambda row: limits(row)[1])["figure_id"])
    for line in series:
        found |= {line[0]["figure_id"], line[-1]["figure_id"]}
        found |= {after["figure_id"] for before, after in pairwise(line) if limits(after)[1] < limits(before)[1]}
    return found


def stacks_of(plot: Plot, rows: list[Row], large: set[str]) -> list[list[Row]]:
    """The figures mark by mark: of the small ones those that look alike and hide one another share one."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    cell = HALF_A_MARK if len(rows) > THICK else PIXEL
    for row in rows:
        if row["figure_id"] in large:
            found[(row["figure_id"],)] = [row]
            continue
        ends = [max(end, plot.low) if plot.log else end for end in limits(row)]
        cells = [round(at / cell) for at in (plot.x(row["told_first"]), *map(plot.y, ends))]
        found.setdefault((*cells, row["group"], row["replaced"]), []).append(row)
    return list(found.values())


def draw_figures(
    plot: Plot, every: list[Row], stacks: list[list[Row]], large: set[str], series: list[list[Row]]
) -> set[str]:
    """Marks on the axis and their labels; gives back the figures whose label found no room."""
    rows = [stack[0] for stack in stacks]
    spots, aside = _spots(plot, rows, large)
    taken: list[Box] = []
    for row, stack in zip(rows, stacks, strict=True):
        taken += _mark(plot, row, *spots[row["figure_id"]], row["figure_id"] in large, anchor_of(stack))
    lines = [box for line in series for box in _step_boxes(plot, line)]
    highest = max(every, key=lambda row: limits(row)[1])
    wanted = [row for row in rows if row["figure_id"] in large]
    wanted.sort(
        key=lambda row: (
            row is not every[-1] and row is not highest, -row["told_first"].toordinal(), row["figure_id"] in aside,
        )
    )  # fmt: skip
    whos = {group: {row["who"] for row in own} for group, own in grouped(every, itemgetter("group")).items()}
    missed, said = set(), set()
    for row in wanted:
        words = row["told_first"], row["text"]
        known = row["figure_id"] in aside and words in said  # its line leads to the same words
        box = None if known else _label(plot, row, spots, len(whos[row["group"]]) > 1, taken, lines)
        if box is None:
            missed.add(row["figure_id"])
        else:
            taken.append(box)
            said.add(words)
    return missed


def _label(
    plot: Plot, row: Row, spots: dict[str, tuple[float, float]], several: bool, taken: list[Box], lines: list[Box]
) -> Box | None:
    """Write what a figure says, and who where a group has `several` voices; gives back its room, None without any."""
    label, ways = row["text"], []
    if row["stance"] == "asserted":
        ways, label = [f"{label} {row['who']}"] * several, label + "†" * bool(row["relay_of_state"])
    x, y = spots[row["figure_id"]]
    ends = dict.fromkeys([(x, y), (x, plot.y(limits(row)[0]))] if limits(row)[0] > 0 else [(x, y)])
    bounds = Box(plot.left - 0.05, plot.top - 0.06, plot.left + plot.width + 0.1, plot.top + PLOT)
    for way in (*ways, label):
        for at in ends:
            if box := labels.find_room(way, at, bounds, [*spots.values(), at], taken, lines):
                url = f"#{event_anchor(row['figure_id'])}"
                plot.sheet.text(box.left + 0.01, (box.top + box.bottom) / 2, way, VALUE, url=url)
                return box
    return None


def _spots(plot: Plot, rows: list[Row], large: set[str]) -> tuple[dict[str, tuple[float, float]], set[str]]:
    """Where each mark stands: at its day, or, where a large one would hide another, to the right of it; and which do.

    A line joins what stands aside with its day.
    """
    spots: dict[str, tuple[float, float]] = {}
    aside: list[tuple[str, float, float]] = []

    def hides(x: float, y: float) -> bool:
        return any(abs(x - a) < FAN * 0.8 and abs(y - b) < FAN * 0.8 for a, b in spots.values())

    for row in sorted(rows, key=lambda row: (row["figure_id"] in large, row["told_first"], row["figure_id"])):
        x, y = plot.x(row["told_first"]), plot.y(limits(row)[1])
        if row["figure_id"] in large and hides(x, y):
            aside.append((row["figure_id"], x, y))
        else:
            spots[row["figure_id"]] = (x, y)
    for ident, day, y in aside:
        x = day
        while hides(x, y):
            x += FAN
        spots[ident] = (x, y)
        labels.line(plot.sheet, [(day, y), (x, y)], INK, 0.6, zorder=1)
    return spots, {ident for ident, _, _ in aside}


def _step_boxes(plot: Plot, line: list[Row]) -> list[Box]:
    """The lines that join a counter's totals, as thin boxes."""
    spots = [(plot.x(row["told_first"]), plot.y(limits(row)[1])) for row in line]
    found = []
    for (x, y), (right, next_y) in pairwise(spots):
        found.append(Box(x, y - 0.01, right, y + 0.01))
        found.append(Box(right - 0.01, min(y, next_y), right + 0.01, max(y, next_y)))
    return found


def _mark(plot: Plot, row: Row, x: float, y: float, large: bool, anchor: str) -> list[Box]:
    """One figure: mark, arrow of a bound, bar of a range, crosses of a denial; gives back the room it takes."""
    look = CLAIMANT_GROUPS[row["group"]]
    colour = style.pale(look.colour) if row["replaced"] else look.colour
    shown = Look("", colour, look.marker)
    rim = INK if row["origin"] != "reference" else WHITE
    gid, url = f"{NAME}-{row['figure_id']}", f"#{anchor}"
    low = plot.y(limits(row)[0]) if limits(row)[0] > 0 or not plot.log else y
    if row["stance"] == "denied":
        labels.line(plot.sheet, [(x, y), (x, low)], look.colour, 1.2, dotted=True)
        plot.sheet.mark(x, low, Look("", look.colour, "x"), 8)
        plot.sheet.mark(x, y, Look("", look.colour, "x"), 8, gid=gid, url=url)
        return [Box(x - 0.06, y - 0.06, x + 0.06, low + 0.06)]
    if low != y:
        labels.line(plot.sheet, [(x, y), (x, low)], colour, 2.4)
        labels.line(plot.sheet, [(x - 0.05, low), (x + 0.05, low)], colour, 1.6)
        labels.line(plot.sheet, [(x - 0.05, y), (x + 0.05, y)], colour, 1.6, gid=gid, url=url)
        return [Box(x - 0.05, y - 0.03, x + 0.05, low + 0.03)]
    if row["stance"] == "doubted":
        plot.sheet.mark(x, y, Look("", look.colour, "o", filled=False), 13)
    size = style.MARK if large else 4
    plot.sheet.mark(x, y, shown, size, rim if large else colour, gid=gid, url=url)
    tip = {"at_least": y - ARROW, "at_most": min(y + ARROW, plot.top + PLOT - 0.02)}.get(row["bound"])
    if tip is None or not large:
        return [labels.around(x, y)]
    barb = 0.05 if tip < y else -0.05
    labels.line(plot.sheet, [(x, y + (0.05 if tip > y else -0.05)), (x, tip)], colour, 1.5)
    labels.line(plot.sheet, [(x - 0.045, tip + barb), (x, tip), (x + 0.045, tip + barb)], colour, 1.5)
    return [labels.around(x, y), Box(x - 0.05, min(y, tip), x + 0.05, max(y, tip))]
