"""A period chosen by hand: along the time axis of a chart, and over the bars of how much was told when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from nkdata.workbench.pages import ARROWS, BACK, SEND, answering

if TYPE_CHECKING:
    from nkdata.charts.chart import Chart

FINEST = 60  # bars of days or months that a strip has at most
LONGEST = 200  # and of years
SIZES = {10: "D", 7: "M", 4: "Y"}  # of a bar, by how much of an ISO day names it
LADDER = "claim-ladder"  # the chart whose panels have the days of telling as their axis
EPOCH = date(1970, 1, 1).toordinal()
HINT = "Drag along a time axis, or move its blue edges by arrow keys, for what was told then; Escape: all days."

# A period is brushed from bar to bar; by key, Enter takes one bar and Shift+Enter goes on to another.
BAR = (
    "const bars=[...this.querySelectorAll('[data-day]')],at=(bars.find(one=>one.getBoundingClientRect().right>"
    "event.clientX)||bars.at(-1)).dataset.day;"
)
FROM = "if(event.button)return;" + BAR + "this.nkFrom=at;this.setPointerCapture(event.pointerId);"
OVER = (
    "if(!this.nkFrom)return;" + BAR + "const days=[this.nkFrom,at].sort();for(const one of bars)"
    "one.setAttribute('aria-pressed',days[0]<=one.dataset.day&&one.dataset.day<=days[1]);"
)
UPTO = (
    "if(!this.nkFrom)return;" + BAR + "const days=[event.shiftKey&&this.dataset.from||this.nkFrom,at].sort();"
    "this.nkFrom='';const said='told '+days.join(' ');" + SEND
)
BYKEY = (
    "const at=event.target.closest('[data-day]');if(event.detail||!at)return;const to=at.dataset.day;"
    "const said='told '+[event.shiftKey&&this.dataset.from||to,to].sort().join(' ');" + SEND
)
AXIS = f"const send=said=>{{{SEND}}};{Path(__file__).with_name('axis.js').read_text(encoding='utf-8')}"


@dataclass(frozen=True, slots=True)
class Axis:
    """The plot of a panel whose axis is time.

    `left`, `top`, `width`, `height` in percent of the drawing; `low` and `high` are its ends in days since 1970.
    """

    left: float
    top: float
    width: float
    height: float
    low: float
    high: float


def axes_of(drawn: Chart) -> tuple[Axis, ...]:
    """The plots of a chart along whose axis a period can be brushed: those of the claim ladder."""
    if drawn.figure is None or drawn.name != LADDER:
        return ()
    found = [(axes.get_position(), axes.get_xlim()) for axes in drawn.figure.axes]
    return tuple(
        Axis(100 * box.x0, 100 * (1 - box.y1), 100 * box.width, 100 * box.height, low - EPOCH, high - EPOCH)
        for box, (low, high) in found
    )


def brushed(svg: str, axes: tuple[Axis, ...], told: tuple[str, str]) -> str:
    """A drawing along whose axes a period can be brushed by pointer or key; that of `told` is marked."""
    if not axes:
        return f'<div class="nk-figure">{svg}</div>'
    low, high = axes[0].low, axes[0].high
    ends = [date.fromisoformat(end.strip()).toordinal() - EPOCH if end.strip() else None for end in told]
    given = "".join(
        f' data-{name}="{end}"' for name, end in zip(("since", "until"), ends, strict=True) if end is not None
    )
    edges = "".join(
        f'<i class="nk-edge nk-back" role="slider" tabindex="0" aria-label="{words} day told" data-back="{verb}" '
        f'aria-valuemin="{ceil(low)}" aria-valuemax="{floor(high)}" aria-valuenow="{ceil(low)}" '
        f'onanimationstart="{BACK}"></i>'
        for words, verb in (("first", "since"), ("last", "until"))
    )
    plots = "".join(
        f'<div class="nk-axis" style="left:{one.left:.3f}%;top:{one.top:.3f}%;width:{one.width:.3f}%;'
        f'height:{one.height:.3f}%"><i class="nk-band" hidden></i>{"" if number else edges}</div>'
        for number, one in enumerate(axes)
    )
    held = f'<div class="nk-brushed" data-low="{low}" data-high="{high}"{given}>'
    moves = f'<i class="nk-awake" onanimationstart="{escape(AXIS)}"></i>'
    return f'<div class="nk-figure">{held}{svg}{plots}{moves}</div></div><p>{HINT}</p>'


def strip(counts: Mapping[str, int], told: tuple[str, str] = ("", "")) -> str:
    """How many rows were told when, as bars of days, months or years; those of the period `told` are marked.

    `counts` by ISO day, "" for undated ones, which are told in words.
    """
    bars = _bars(counts)
    undated = bars.pop("", 0)
    if len(bars) < 2:
        return ""
    length, most, parts = max(map(len, bars)), max(bars.values()), []
    ends = told[0][:length], told[1][:length] or "9999"
    pressed = [day for day in bars if any(told) and ends[0] <= day <= ends[1]]
    away = 'tabindex="-1"'
    stop = (pressed or list(bars))[-1 if pressed else 0]  # where the Tab key stops; arrows go on from there
    for day, count in bars.items():
        here = f'tabindex="0" class="nk-back" data-back="told" onanimationstart="{BACK}"'
        parts.append(
            f'<button data-day="{day}" title="{day}: {count:,}" aria-label="told {day}: {count:,}" '
            f'aria-pressed="{str(day in pressed).lower()}" {here if day == stop else away}>'
            f'<i style="height:{max(100 * count / most, 4) if count else 0:.0f}%"></i></button>'
        )
    first, last = min(bars), max(bars)
    whole = '<button data-send="told">all days</button>' if any(told) else ""
    back = answering(whole) if whole else ""
    more = f", {undated:,} undated" if undated else ""
    return (
        f'<div class="nk-strip" role="group" aria-label="Days told" data-from="{told[0][:length]}" '
        f'onpointerdown="{FROM}" onpointermove="{OVER}" onpointerup="{UPTO}" onclick="{BYKEY}" '
        f'onkeydown="{ARROWS}">{"".join(parts)}</div>'
        f'<div class="nk-told">Told {first} to {last}{more}: drag over a period. {back}</div>'
    )


def _bars(counts: Mapping[str, int]) -> dict[str, int]:
    """Rows by day, month or year, whichever gives at most FINEST bars; a time without any has a bar of none."""
    days = sorted(day for day in counts if day)
    if not days:
        return dict(counts)
    ends = {length: (pd.Period(days[0], size), pd.Period(days[-1], size)) for length, size in SIZES.items()}
    many = {length: last.ordinal - first.ordinal + 1 for length, (first, last) in ends.items()}
    length = next((length for length in (10, 7) if many[length] <= FINEST), 4)
    spans = pd.period_range(*ends[length]).astype(str) if many[length] <= LONGEST else ()
    bars = dict.fromkeys(spans, 0)
    for day, count in counts.items():
        bars[day[:length]] = bars.get(day[:length], 0) + count
    return dict(sorted(bars.items()))
