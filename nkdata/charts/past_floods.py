"""Past floods drawn: strips of one flood among all, and the ranked list of one class."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.style import CLAIMANT_GROUPS, GREY, INK, MARGIN, SMALL, VALUE, Look, Sheet
from nkdata.charts.typeface import FONT
from nkdata.collection.snapshot import Row, records
from nkdata.questions import past_floods_words as words
from nkdata.questions.damage_words import NOUNS
from nkdata.questions.evidence import event_anchor
from nkdata.questions.figures import evidence_of
from nkdata.questions.past_floods import FEWEST, PastFloods
from nkdata.questions.wording import counted, number

NAME = "past-floods"
STRIP, LEFT, RIGHT = 0.95, 1.55, 6.65  # inches
ROW, HEAD, FOOT = 0.225, 0.28, 0.3
LIST_LEFT, LIST_RIGHT = 1.5, 6.1  # inches
MOST_ROWS, TOP, AROUND = 24, 10, 5


def past_floods(answer: PastFloods, figures: pd.DataFrame | None = None) -> Chart:
    """One log strip a class: a grey tick for each past flood, this flood's mark among them.

    `figures` gives the evidence behind marks and rows.  Ticks have the id `past-floods-<figure_id>`.  One sentence
    where no class has five floods with a figure.
    """
    kinds = words.drawn_classes(answer)
    title, alt, source = words.title(answer), words.alt(answer, kinds), words.source(answer, kinds)
    table = words.table(answer, kinds)
    if not kinds or answer.flood is None:
        return Chart(NAME, None, title, alt, source, table)
    subtitle = "Each tick is one past flood or storm, at the highest last figure of those that rank; log scales."
    shares = [answer.shares.get(kind) for kind in kinds if (row := words.of_this(answer, kind)) and row["rank"]]
    subtitle += " Left, in per cent: this flood’s share." if any(shares) else ""
    rim = f" {labels.RIM}" if _told_here(answer.floods) else ""
    with style.look(NAME):
        sheet = style.sheet(title, f"{subtitle}{rim} {words.until(answer)}", STRIP * len(kinds), source)
        for order, kind in enumerate(kinds):
            _strip(sheet, answer, kind, sheet.top + STRIP * order)
    tooltips = {
        f"{NAME}-{row['figure_ids'][0]}": words.tooltip(row) for kind in kinds for row in words.comparable(answer, kind)
    }
    return Chart(NAME, sheet.figure, title, alt, source, table, tooltips, _evidence(answer, figures, kinds))


def _told_here(rows: list[Row]) -> bool:
    return any(row["this"] and (row["in_article"] or row["low_in_article"]) for row in rows)


def _evidence(answer: PastFloods, figures: pd.DataFrame | None, kinds: list[str]) -> Any:
    """What the anchors of the drawn rows lead to."""
    if figures is None:
        return ()
    rows = [row for row in answer.floods if row["metric_class"] in kinds]
    named = {ident for row in rows for ident in (*row["figure_ids"], row["figure_low"])}
    return evidence_of(records(figures[figures["figure_id"].isin(named)]))


def _log_axis(axes: Axes, values: list[float]) -> None:
    """A log x axis from power of ten to power of ten, labelled in full numbers."""
    low, high = floor(log10(min(values))), ceil(log10(max(values) * 1.0001))
    axes.set_xscale("log")
    axes.set_xlim(10.0**low, 10.0 ** max(high, low + 1))
    axes.set_xticks([10.0**power for power in range(low, max(high, low + 1) + 1)])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)


def _strip(sheet: Sheet, answer: PastFloods, kind: str, y: float) -> None:
    """One class: label and count at the left, this flood's line above, ticks and mark on the axis."""
    rows, this = words.comparable(answer, kind), words.of_this(answer, kind)
    sheet.text(MARGIN, y + 0.33, words.LABELS[kind], style.LABEL, bold=True)
    sheet.text(MARGIN, y + 0.5, f"figure in {len(rows)} of {counted(answer.known, 'flood')}", SMALL, GREY)
    if this and this["rank"]:
        share = (
            words.share_text(this["value_high"], answer.shares.get(kind))
            .removeprefix(", ")
            .replace("under", "<")
            .replace("the ", "")
        )
        sheet.text(MARGIN, y + 0.65, share, SMALL)
    right = words.largest(answer, kind)
    room = RIGHT - LEFT - style.text_width(right, SMALL) - 0.15
    line, right = _fitting(answer, kind, right, room)
    url = f"#{event_anchor(this['figure_ids'][0])}" if this else None
    sheet.text(LEFT, y + 0.12, line, VALUE, bold=this is not None, italic=this is None, url=url)
    sheet.text(RIGHT, y + 0.12, right, SMALL, GREY, align="right")
    axes = sheet.axes(LEFT, y + 0.22, RIGHT - LEFT, 0.28)
    values = [row["value_high"] for row in rows] + ([this["value_high"]] if this else [])
    _log_axis(axes, values)
    axes.set_ylim(0, 1)
    for row in rows:
        if not row["this"]:
            link = _link(NAME, row["figure_ids"][0])
            style.line_on(axes, [row["value_high"]] * 2, [0.15, 0.85], color="#8a8a8a", lw=1.4, **link)
    if this:
        look = CLAIMANT_GROUPS[this["claimant_group"]]
        shown = look if this["rankable"] else Look("", look.colour, look.marker, filled=False)
        rim = INK if this["in_article"] else style.WHITE
        style.mark_on(axes, this["value_high"], 0.5, shown, 9, rim, zorder=5, **_link(NAME, this["figure_ids"][0]))


def _fitting(answer: PastFloods, kind: str, right: str, room: float) -> tuple[str, str]:
    """The fullest line over a strip that has room beside the words at the right; without them where none has.

    The rank and the place it is for are never cut; the share stands at the left.
    """
    lines = (
        words.strip_line(answer, kind, share=False),
        words.strip_line(answer, kind, share=False, short=True),
        words.strip_line(answer, kind, share=False, low=False, short=True),
    )
    for line in lines:
        if style.text_width(line, VALUE, bold=True) <= room:
            return line, right
    return style.shorten(lines[-1], RIGHT - LEFT, VALUE, bold=True), ""


def _link(name: str, figure_id: str) -> dict[str, Any]:
    """The id and the link of a figure's mark, as matplotlib names them."""
    return {"gid": f"{name}-{figure_id}", "url": f"#{event_anchor(figure_id)}"}


def ranked_floods(answer: PastFloods, kind: str, figures: pd.DataFrame | None = None) -> Chart:
    """The floods with a figure of one class (`killed`, `displaced`, `homes`, `cropland`), largest first.

    Bars run from the lowest to the highest claimant; the flood asked about is lit.  Marks have the id
    `past-floods-<class>-<figure_id>`.  One sentence where fewer than five floods have a figure.
    """
    name = f"{NAME}-{kind}"
    source, table = words.source(answer, [kind], axis=True), words.table(answer, [kind])
    if len(words.comparable(answer, kind)) < FEWEST:
        sentence = f"Fewer than {FEWEST} floods have a figure for {NOUNS[kind]}: no ranked list"
        return Chart(name, None, sentence, sentence, source, table)
    title, alt = words.single_title(answer, kind), words.alt(answer, [kind])
    every = [row for row in answer.floods if row["metric_class"] == kind]
    rows = _shortened(every)
    left_out = f" {counted(len(every) - len(rows), 'flood')} in the table only." if len(rows) < len(every) else ""
    subtitle = (
        f"{words.LABELS[kind]}, log scale. Last figure of each claimant at the widest place; "
        f"bars run from the lowest to the highest claimant.{left_out} {words.until(answer)}"
    )
    groups = dict.fromkeys(group for row in rows for group in (row["claimant_group"], row["group_low"]))
    signs = {"Open marks: not ranked.": any(not row["rankable"] for row in rows), labels.RIM: _told_here(rows)}
    key = ["", *labels.meanings(signs)]
    with style.look(name):
        sheet = style.sheet(title, subtitle, HEAD + ROW * len(rows) + FOOT, source, key)
        _list(sheet, answer, kind, rows, name)
        labels.key(sheet, labels.of_groups(groups), sheet.bottom + 0.02)
    tooltips = {f"{name}-{row['figure_ids'][0]}": words.tooltip(row) for row in rows}
    return Chart(name, sheet.figure, title, alt, source, table, tooltips, _evidence(answer, figures, [kind]))


def _shortened(rows: list[Row]) -> list[Row]:
    """At most 24 rows: beyond, the ten largest and five on either side of this flood."""
    if len(rows) <= MOST_ROWS:
        return rows
    at = next((order for order, row in enumerate(rows) if row["this"]), 0)
    kept = {*range(TOP), *range(max(0, at - AROUND), min(len(rows), at + AROUND + 1))}
    return [row for order, row in enumerate(rows) if order in kept]


def _list(sheet: Sheet, answer: PastFloods, kind: str, rows: list[Row], name: str) -> None:
    """Rows from the largest down, with the share of the denominator on top."""
    top = sheet.top + HEAD
    axes = sheet.axes(LIST_LEFT, top, LIST_RIGHT - LIST_LEFT, ROW * len(rows))
    _log_axis(axes, [value for row in rows for value in (row["value_low"], row["value_high"])])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.grid(axis="x", color=style.AREA, lw=0.8)
    axes.set_axisbelow(True)
    for order, row in enumerate(rows):
        _list_row(sheet, axes, row, order, top + ROW * (order + 0.5), name)
    denominator = answer.shares.get(kind)
    if denominator:
        _share_axis(axes, denominator.value)
        sheet.text(MARGIN, top - 0.12, f"Share {denominator.what}", SMALL, style.DARK_GREY)


def _share_axis(axes: Axes, whole: float) -> None:
    """A second scale on top: per cent of the denominator, its powers of ten inside the axis only."""
    low, high = axes.get_xlim()
    upper = axes.twiny()
    upper.set_xscale("log")
    upper.set_xlim(100 * low / whole, 100 * high / whole)
    powers = range(ceil(log10(100 * low / whole) + 0.05), floor(log10(100 * high / whole)) + 1)
    upper.set_xticks([10.0**power for power in powers])
    upper.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
    upper.xaxis.set_minor_locator(NullLocator())
    upper.tick_params(labelsize=SMALL, labelcolor=style.DARK_GREY, color=GREY, length=3, labelfontfamily=FONT)
    for side in ("left", "right", "bottom"):
        upper.spines[side].set_visible(False)
    upper.spines["top"].set_color(GREY)


def _list_row(sheet: Sheet, axes: Axes, row: Row, order: int, y: float, name: str) -> None:
    """One flood: name, bar, marks and value."""
    if row["this"]:
        sheet.band(y - ROW / 2, ROW)
    url = f"#{event_anchor(row['figure_ids'][0])}"
    sheet.text(1.4, y, row["flood"], style.LABEL, bold=row["this"], align="right", url=url)
    if row["figure_low"]:
        ends = [row["value_low"], row["value_high"]]
        style.line_on(axes, ends, [order] * 2, color="#9a9a9a", lw=2, zorder=2)
        _list_mark(
            axes, row, (row["value_low"], order), row["group_low"], row["figure_low"], name, row["low_in_article"]
        )
    _list_mark(
        axes, row, (row["value_high"], order), row["claimant_group"], row["figure_ids"][0], name, row["in_article"]
    )
    low, high = (log10(end) for end in axes.get_xlim())
    at = LIST_LEFT + (log10(row["value_high"]) - low) / (high - low) * (LIST_RIGHT - LIST_LEFT)
    fits = at + 8 / 72 + style.text_width(row["text"], VALUE, bold=row["this"]) <= style.WIDTH - MARGIN
    end, aside, side = (row["value_high"], 8, "left") if fits else (row["value_low"], -8, "right")
    style.write_on(
        axes, (end, order), row["text"], VALUE, INK, bold=row["this"], align=side, aside=(aside, 0), url=url,
        annotation_clip=False,
    )  # fmt: skip


def _list_mark(
    axes: Axes, row: Row, at: tuple[float, float], group: str, figure_id: str, name: str, told_here: bool
) -> None:
    look = CLAIMANT_GROUPS[group]
    colour = look.colour if row["this"] else style.pale(look.colour)
    rim = INK if row["this"] and told_here else style.WHITE
    shown = Look("", colour, look.marker, filled=row["rankable"])
    style.mark_on(axes, *at, shown, 7, rim, zorder=4, clip_on=False, **_link(name, figure_id))
