"""A time axis that is wide near the article and narrow far from it: days before it, log-like."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from nkdata.charts.style import AREA, INK, SMALL, Sheet, text_width

EPOCH = date(1970, 1, 1).toordinal()
LINEAR = 4.0  # days: below this the axis is nearly linear
STEPS = ((7, "1 wk."), (30, "1 mo."), (91, "3 mo."), (365, "1 year"), (1096, "3 years"), (3652, "10 years"))


def day_number(day: date) -> float:
    """A whole day as a place on an axis that counts days from 1970, as matplotlib's own does."""
    return float(day.toordinal() - EPOCH)


def squeezed(days: float) -> float:
    """Days from the article (negative = before) as a place: sign(d) · log(1 + |d| / 4)."""
    return math.copysign(math.log1p(abs(days) / LINEAR), days)


@dataclass(frozen=True, slots=True)
class DaysAxis:
    """Places along the axis of what lies around one day; `low` and `high` are its ends."""

    article: date
    low: float
    high: float

    @classmethod
    def around(cls, article: date, days: Sequence[date]) -> DaysAxis:
        """An axis on which all these days have room, and at least a month before and four days after the article."""
        offsets = [(day - article).days for day in days]
        low, high = squeezed(min([-30, *offsets]) - 0.5), squeezed(max([4, *offsets]) + 0.5)
        room = 0.04 * (high - low)
        return cls(article, low - room, high + room)

    def place(self, day: date | pd.Timestamp, shift: float = 0.0) -> float:
        """Where a day lies; `shift` -0.5 and 0.5 are its morning and its night."""
        whole = day.date() if isinstance(day, pd.Timestamp) else day
        return squeezed((whole - self.article).days + shift)

    def ticks(self) -> list[tuple[float, str]]:
        """The ticks inside the ends, with their words."""
        found = [(squeezed(-days), words) for days, words in reversed(STEPS)] + [(0.0, "article")]
        found += [(squeezed(days), f"+{words}") for days, words in STEPS]
        return [(place, words) for place, words in found if self.low <= place <= self.high]

    def axes(self, sheet: Sheet, left: float, width: float, row: float, rows: int, zero: str = "article") -> Axes:
        """Axes from the top of a sheet with one unit a row, downward, and a line at the day that all lie around.

        `left`, `width` and the height of a `row` are inches; `zero` names that day.
        """
        axes = sheet.rows(left, sheet.top, width, row * rows, (self.low, self.high), (0, rows))
        ticks = self.thinned(width)
        axes.set_xticks([place for place, _ in ticks], [words.replace("article", zero) for _, words in ticks])
        axes.grid(axis="x", color=AREA, lw=0.8)
        axes.set_axisbelow(True)
        axes.axvline(0.0, color=INK, lw=1.2, zorder=1.5)
        return axes

    def thinned(self, width: float) -> list[tuple[float, str]]:
        """The ticks whose words have room on an axis of so many inches, the article's first."""
        inch = width / (self.high - self.low)
        kept: list[tuple[float, str]] = []
        for place, label in sorted(self.ticks(), key=lambda one: abs(one[0])):
            half = text_width(label, SMALL) / 2
            if all(abs(place - other) * inch > half + text_width(said, SMALL) / 2 + 0.04 for other, said in kept):
                kept.append((place, label))
        return kept
