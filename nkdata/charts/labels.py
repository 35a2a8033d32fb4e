"""Marks of figures, words beside them where they find room, the key of the groups.  Inches from the top left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import NullLocator

from nkdata.charts import style
from nkdata.charts.style import CLAIMANT_GROUPS, INK, MARGIN, SMALL, VALUE, WHITE, WIDTH, Look, Sheet
from nkdata.collection.snapshot import Row
from nkdata.questions.evidence import event_anchor
from nkdata.questions.wording import number

KEY_ROW = 0.17
BOTH_SIDES = re.compile(r"North (\w+)(?: and|,) South \1")
RIM = "Rimmed: told in your articles."
HIGH = 0.15  # a line of 8.5 pt with its descenders
BESIDE = 0.25  # another mark on the line of a label is at least so far from it
GAP = 0.085  # between a mark's middle and its words
FAR = 0.5  # no label begins so far from its mark, nor is nearer to another mark that lies so far from all its places
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1), (2, -1), (-2, -1), (2, 1), (-2, 1))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def meets_any(self, others: Iterable[Box]) -> bool:
        """Whether this overlaps one of the others."""
        return any(map(self.meets, others))

    def within(self, other: Box) -> bool:
        """Whether this lies in the other."""
        sides = self.left >= other.left and self.right <= other.right
        return sides and self.top >= other.top and self.bottom <= other.bottom

    def distance(self, x: float, y: float) -> float:
        """From a point, 0 inside."""
        return hypot(max(self.left - x, 0, x - self.right), max(self.top - y, 0, y - self.bottom))


def abbreviated(places: str) -> str:
    """Provinces by the letter of their side: cut short, North and South Hwanghae would read alike."""
    places = BOTH_SIDES.sub(r"N. and S. \1", places)
    return places.replace("North ", "N. ").replace("South ", "S. ").replace(", in ", ", ")


def around(x: float, y: float, size: float = 0.1) -> Box:
    """The square of a mark."""
    return Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)


def find_room(
    text: str, at: tuple[float, float], bounds: Box, marks: Sequence[tuple[float, float]], taken: Sequence[Box],
    avoided: Iterable[Box] = (),
) -> Box | None:  # fmt: skip
    """The box of a label of the mark at `at`: right, left, above, below, aslant, shifted, farther; None without room.

    It meets nothing of `taken`, cannot be read as that of another mark, and keeps off `avoided` (thin lines) where it
    can.
    """
    width = style.text_width(text, VALUE) + 0.02
    area = Box(at[0] - FAR - width, at[1] - FAR, at[0] + FAR + width, at[1] + FAR)
    others = [mark for mark in marks if mark != at and area.distance(*mark) < FAR]
    near, lines = (list(filter(area.meets, boxes)) for boxes in (taken, avoided))
    crossed: Box | None = None
    for reach in (GAP, 2 * GAP, 3 * GAP):
        for across, down in SIDES:
            box = _beside(at, across, down, reach, width)
            if not box.within(bounds) or box.meets_any(near):
                continue
            own = box.distance(*at)
            if any(_nearer(box, mark, own) for mark in others):
                continue
            if not box.meets_any(lines):
                return box
            crossed = crossed or box
    return crossed


def _nearer(box: Box, other: tuple[float, float], own: float) -> bool:
    """Whether a label, `own` from its mark, would be read as another's: nearer to it, or right before or behind it."""
    x, y = other
    most = max(own + 0.01, BESIDE)
    if not (box.left - most < x < box.right + most and box.top - most < y < box.bottom + most):
        return False
    away = box.distance(x, y)
    return away < own + 0.01 or (box.top - 0.05 < y < box.bottom + 0.05 and away < BESIDE)


def _beside(at: tuple[float, float], across: int, down: int, reach: float, width: float) -> Box:
    x, y = at
    left = {1: x + reach, -1: x - reach - width, 0: x - width / 2, 2: x - GAP, -2: x + GAP - width}[across]
    middle = y + down * (reach * 1.4 if abs(across) == 1 else reach + HIGH / 2)
    return Box(left, middle - HIGH / 2, left + width, middle + HIGH / 2)


def of_groups(groups: Iterable[str]) -> list[Look]:
    """The looks of the claimant groups that occur, in their order."""
    occurring = set(groups)
    return [look for group, look in CLAIMANT_GROUPS.items() if group in occurring]


def key_rows(looks: Iterable[Look]) -> list[list[tuple[Look, float]]]:
    """What a key holds, side by side with places from the left, a list a line."""
    rows: list[list[tuple[Look, float]]] = []
    x = WIDTH
    for look in looks:
        width = 0.1 + style.text_width(look.label, SMALL)
        if x + width > WIDTH - MARGIN:
            rows.append([])
            x = MARGIN + 0.05
        rows[-1].append((look, x))
        x += width + 0.2
    return rows


def meanings(signs: Mapping[str, bool]) -> list[str]:
    """What signs mean, in words, over as few lines as have room; each only where it occurs."""
    return style.flow([words for words, occurs in signs.items() if occurs])


def key(sheet: Sheet, looks: Iterable[Look], y: float, rim: str = WHITE) -> None:
    """The meaning of marks, from `y` downward, `KEY_ROW` a line."""
    for at, row in enumerate(key_rows(looks)):
        for look, x in row:
            sheet.mark(x, y + KEY_ROW * at, look, rim=rim)
            if look.crossed:
                sheet.mark(x, y + KEY_ROW * at, Look("", look.colour, "x"), size=5)
            sheet.text(x + 0.1, y + KEY_ROW * at, look.label, SMALL, style.DARK_GREY)


def line(
    sheet: Sheet, points: list[tuple[float, float]], colour: str, width: float, *, dotted: bool = False, **settings: Any
) -> Line2D:
    """A line through places on the sheet; `width` in points, `settings` matplotlib's: gid, url."""
    xs, ys = [x / WIDTH for x, _ in points], [1 - y / sheet.height for _, y in points]
    style_ = ":" if dotted else "-"
    made = Line2D(xs, ys, color=colour, lw=width, ls=style_, transform=sheet.figure.transFigure, **settings)
    return sheet.figure.add_artist(made)  # type: ignore[return-value]  # typed as Artist, returns what it was given


def figure_mark(sheet: Sheet, row: Row, look: Look, at: tuple[float, float], name: str) -> None:
    """The mark of a figure off any axis: filled for a number, open for words and silence, crossed for a denial.

    The outermost part has the id `<name>-<figure_id>` and leads to the evidence.
    """
    told_here = row["origin"] != "reference"
    gid, url = f"{name}-{row['figure_id']}", f"#{event_anchor(row['figure_id'])}"
    if row["stance"] == "asserted" and not row["text"].startswith("“"):
        sheet.mark(*at, look, rim=INK if told_here else WHITE, gid=gid, url=url)
        return
    open_mark(sheet, look, at, told_here, gid, url)
    if row["stance"] in ("denied", "doubted"):
        sheet.mark(*at, Look("", look.colour, "x"), size=6)


def open_mark(sheet: Sheet, look: Look, at: tuple[float, float], told_here: bool, gid: str, url: str) -> None:
    """A mark without a number; with a rim where an article told it."""
    if told_here:
        sheet.mark(*at, Look("", INK, look.marker), size=9, rim=INK)
    sheet.mark(*at, Look("", look.colour, look.marker, filled=False), size=6.5, gid=gid, url=url)


def value_axis(axes: Axes, ticks: Sequence[float], unit: str = "") -> None:
    """A quiet value axis: numbers, faint lines, no spine; ticks beyond its limits are left out."""
    low, high = axes.get_ylim()
    kept = [tick for tick in ticks if low <= tick <= high]
    axes.set_yticks(kept, [f"{number(tick)}{unit}" for tick in kept], minor=False)
    axes.yaxis.set_minor_locator(NullLocator())
    axes.grid(axis="y", color=style.AREA, lw=0.8)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
