"""Refined petroleum drawn: one row a record, declared against estimated, the cap as a line, the months as a strip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from nkdata.charts import sanctions_petroleum_words as words
from nkdata.charts import style
from nkdata.charts.chart import Chart
from nkdata.charts.sanctions_petroleum_words import NAME
from nkdata.charts.style import BLUE, INK, MARGIN, SKY, SMALL, VALUE, VERMILION, Look, Sheet
from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.evidence import event_anchor
from nkdata.questions.sanctions_petroleum import Petroleum

MOST = 40  # records drawn one by one; more fold into one row a year
YEAR_AT, STRIP, CELL = 0.62, 0.72, 0.073  # inches
LEFT, PLOT = 1.98, 4.9
BESIDE_THE_CAP = 2.9  # so many caps wide at least: words stand right of it also where all that is declared lies below
ROW, GAP, KEY, AXIS = 0.235, 0.11, 0.26, 0.36
FOLDED_ROW, FOLDED_CELL, FOLDED_LEFT = 0.27, 0.42, 0.78
COLOURS = {"China": BLUE, "Russia": SKY}
FOUND_NOTHING = Look("", style.GREY, "o", filled=False)


def petroleum(answer: Petroleum) -> Chart:
    """Bars of the records; above 40 of them a row of months a year; one sentence instead without any figure.

    A record has the id `sanctions-petroleum-<row_id>` and leads to its sources, a year's cap `…-cap-<year>` to its
    measure, a folded month `…-<year>-<month>` to the records that cover it.
    """
    said = (words.title(answer), words.alt(answer), words.source(answer), words.table(answer))
    if answer.declared.empty and answer.estimates.empty:
        return Chart(NAME, None, *said, evidence=answer.evidence)
    tooltips = {} if len(answer.rows) > MOST else {
        _gid(row): f"{row['year']}: {words.label(row)} {words.in_months(row)}" for row in records(answer.rows)
    }  # fmt: skip
    figure = _draw(answer) if len(answer.rows) <= MOST else _folded(answer)
    return Chart(NAME, figure, *said, tooltips, answer.evidence)


def _gid(row: Row) -> str:
    return f"{NAME}-{row['row_id']}"


@style.look(NAME)
def _draw(answer: Petroleum) -> Figure:
    years = [records(part) for _, part in answer.rows.groupby("year", sort=True)]
    height = ROW * len(answer.rows) + GAP * len(years)
    sheet = style.sheet(words.title(answer), words.subtitle(answer), KEY + height + AXIS, words.source(answer))
    _key(sheet, answer)
    axes = sheet.axes(LEFT, sheet.top + KEY, PLOT, height)
    values = answer.rows[["total_barrels", "china_barrels", "russia_barrels", "estimate_barrels", "cap_barrels"]]
    most = max(float(values.max().max()) * 1.08, float(values["cap_barrels"].fillna(0.0).max()) * BESIDE_THE_CAP)
    axes.set_xlim(0, most)
    axes.set_ylim(height, 0)  # rows lie at inches from the top
    axes.set_yticks([])
    _ticks(axes, answer, most)
    y = GAP / 2
    for rows in years:
        middle = sheet.top + KEY + y + ROW * len(rows) / 2
        sheet.text(YEAR_AT, middle, str(rows[0]["year"]), VALUE, bold=True, align="right")
        _cap(axes, rows, y, most)
        for row in rows:
            _strip(sheet, row, sheet.top + KEY + y + ROW / 2)
            _bars(axes, row, y + ROW / 2, most)
            y += ROW
        y += GAP
    for place, month in ((0, "Jan"), (11, "Dec")):
        sheet.text(STRIP + CELL * (place + 0.5), sheet.top + KEY + height + 0.12, month, SMALL, style.DARK_GREY,
                   align="center")  # fmt: skip
    return sheet.figure


def _key(sheet: Sheet, answer: Petroleum) -> None:
    """What the bars mean, above them, as far as they occur."""
    rows = answer.rows
    declared = records(answer.declared)
    shown = [
        (f"{name} declared", COLOURS[name]) for name in COLOURS if any(name in dict(words.split(r)) for r in declared)
    ]
    shown += [("declared, not split", "hatch")] if any(not words.split(row) for row in declared) else []
    shown += [("estimate by others", "open")] if rows["estimate_barrels"].notna().any() else []
    x, y = MARGIN, sheet.top + 0.09
    for name, colour in shown:
        box = sheet.band(y - 0.055, 0.11, style.WHITE if colour in ("hatch", "open") else colour, x, x + 0.18)
        if colour == "hatch":
            box.set(edgecolor=BLUE, facecolor=style.pale(BLUE, 0.75), hatch="/////", linewidth=0.6)
        elif colour == "open":
            box.set(edgecolor=VERMILION, linewidth=1.2)
        box.set_zorder(1)
        sheet.text(x + 0.24, y, name, SMALL, style.DARK_GREY)
        x += 0.42 + style.text_width(name, SMALL)
    if rows["cap_barrels"].notna().any():
        sheet.band(y - 0.08, 0.16, INK, x + 0.03, x + 0.05).set_zorder(1)
        sheet.text(x + 0.1, y, "cap", SMALL, style.DARK_GREY)


def _millions(value: float) -> str:
    return f"{value / 1e6:g} m" if value >= 1e5 else f"{value:,.0f}"


def _ticks(axes: Axes, answer: Petroleum, most: float) -> None:
    """Round figures and the caps; a round figure gives way to a cap beside it."""
    caps = sorted(set(answer.rows["cap_barrels"].dropna()))
    near = most * 0.42 / PLOT
    plain = [tick for tick in MaxNLocator(5).tick_values(0, most) if 0 <= tick <= most - near / 2]
    plain = [tick for tick in plain if all(abs(tick - cap) > near for cap in caps)]
    labels = [(cap, f"{_millions(cap)}\ncap") for cap in caps] + [(tick, _millions(tick)) for tick in plain]
    axes.set_xticks([tick for tick, _ in sorted(labels)], [name for _, name in sorted(labels)])
    for tick in plain:
        axes.axvline(tick, color=style.AREA, lw=0.8, zorder=0)
    axes.spines["left"].set_color(style.RULE)


def _cap(axes: Axes, rows: Sequence[Row], top: float, most: float) -> None:
    """The cap as a line across the rows of the year to which it applies."""
    held = next((row for row in rows if not missing(row["cap_barrels"])), None)
    if held is None:
        return
    ends = [top - 0.02, top + ROW * len(rows) + 0.02]
    line = style.line_on(axes, [held["cap_barrels"]] * 2, ends, color=INK, lw=1.8, zorder=4)
    if held["cap_id"]:
        anchor = event_anchor(f"{NAME}-cap-{held['cap_id']}")
        line.set(gid=f"{NAME}-cap-{held['year']}", url=f"#{anchor}")


def _strip(sheet: Sheet, row: Row, y: float) -> None:
    """Twelve cells: filled = covered by the record, half filled = covered, but a supplier reported nothing."""
    if not row["months"]:
        sheet.text(STRIP + 6 * CELL, y, "months not told", SMALL, style.DARK_GREY, align="center")
        return
    for place, sign in enumerate(row["months"]):
        left = STRIP + CELL * place
        box = sheet.band(y - 0.065, 0.13, style.WHITE, left, left + CELL - 0.013)
        box.set(edgecolor=style.STEP, linewidth=0.5, zorder=1)
        if sign == "1":
            half = row["gaps"] and row["gaps"][place] == "1"
            sheet.band(y if half else y - 0.065, 0.065 if half else 0.13, style.DARK_GREY, left, left + CELL - 0.013
                       ).set_zorder(1.5)  # fmt: skip


def _bars(axes: Axes, row: Row, y: float, most: float) -> None:
    """The bar of a record with its label."""
    url, gid = f"#{event_anchor(_gid(row))}", _gid(row)
    mark: dict[str, Any] = {"zorder": 2, "gid": gid, "url": url}
    high, end, open_bar = 0.13, 0.0, not missing(row["estimate_barrels"])
    parts = words.split(row)
    said = words.label(row)
    if open_bar:
        end = float(row["estimate_barrels"])
        style.box_on(axes, (0, y - high / 2), end, high, facecolor=style.WHITE, edgecolor=VERMILION, lw=1.3, **mark)
        _arrow(axes, row["bound"], end, y, most)
    elif parts:
        for number, (name, value) in enumerate(parts):
            own = mark if not number else mark | {"gid": f"{gid}-{name.lower()}"}
            style.box_on(axes, (end, y - high / 2), value, high, facecolor=COLOURS[name], lw=0, **own)
            end += value
    elif not missing(row["total_barrels"]):
        end = float(row["total_barrels"])
        hatched = {"facecolor": style.pale(BLUE, 0.75), "edgecolor": BLUE, "lw": 0.6, "hatch": "/////"}
        style.box_on(axes, (0, y - high / 2), end, high, **hatched, **mark)
    if not end:
        look = FOUND_NOTHING if said == words.NOTHING else Look("", INK, "|")
        ident = gid if not parts else f"{gid}-zero"
        style.mark_on(axes, 0, y, look, 5.5, zorder=5, clip_on=False, gid=ident, url=url)
    _label(axes, row, y, end, said, most, url)


def _arrow(axes: Axes, bound: str, end: float, y: float, most: float) -> None:
    """Out for "at least", back for "at most"."""
    inch = most / PLOT
    if bound in ("at_least", "at_most"):
        out = bound == "at_least"
        place = end + (0.05 if out else -0.08) * inch
        style.line_on(axes, [place], [y], marker=">" if out else "<", ms=5, color=VERMILION, mec=VERMILION, zorder=3)


def _label(axes: Axes, row: Row, y: float, end: float, said: str, most: float, url: str) -> None:
    """The words right of bar and cap, or on a white ground inside a bar that leaves no room."""
    inch = most / PLOT
    cap = 0.0 if missing(row["cap_barrels"]) else float(row["cap_barrels"])
    clear = max(end + (0.12 if row["bound"] == "at_least" else 0.0) * inch, cap) + 0.07 * inch
    if end < cap < end + 0.2 * inch:
        clear = max(clear, cap + 0.07 * inch)
    wide = style.text_width(said, SMALL) * inch
    inside = clear + wide > most + 0.1 * inch
    spot = end - 0.14 * inch if inside else clear
    colour, side = style.DARK_GREY if said == words.NOTHING else INK, "right" if inside else "left"
    ground = 0.6 if inside else None
    style.write_on(axes, (spot, y), said, SMALL, colour, align=side, ground=ground, zorder=6, url=url)


@style.look(NAME)
def _folded(answer: Petroleum) -> Figure:
    """One row a year with a cell a month: barrels declared for that month alone, else only that a record covers it."""
    years = [records(part) for _, part in answer.rows.groupby("year", sort=True)]
    said = (
        "Refined petroleum to North Korea: thousand barrels declared for a month alone; grey = covered only by a "
        "record of several months; right: records and, of them, estimates. All records stand in the table."
    )
    sheet = style.sheet(words.title(answer), said, 0.25 + FOLDED_ROW * len(years) + 0.1, words.source(answer))
    for place in range(12):
        sheet.text(FOLDED_LEFT + FOLDED_CELL * (place + 0.5), sheet.top + 0.1, "JFMAMJJASOND"[place], SMALL,
                   style.DARK_GREY, align="center")  # fmt: skip
    for number, rows in enumerate(years):
        y = sheet.top + 0.25 + FOLDED_ROW * (number + 0.5)
        sheet.text(YEAR_AT, y, str(rows[0]["year"]), VALUE, bold=True, align="right")
        for place in range(12):
            _month(sheet, rows, place, y)
        guesses = sum(row["row_type"] != "reported" for row in rows)
        sheet.text(style.WIDTH - MARGIN - 0.1, y, f"{len(rows)}, {guesses} est.", SMALL, style.DARK_GREY, align="right")
    return sheet.figure


def _month(sheet: Sheet, rows: Sequence[Row], place: int, y: float) -> None:
    """One cell: the newest figure of this month alone, else grey where a record covers it."""
    covering = [row for row in rows if row["months"][place : place + 1] == "1" and row["row_type"] == "reported"]
    alone = [row for row in covering if row["months"].count("1") == 1 and not missing(row["total_barrels"])]
    left = FOLDED_LEFT + FOLDED_CELL * place
    colour = style.pale(BLUE, 0.65) if alone else style.AREA if covering else style.WHITE
    box = sheet.band(y - 0.1, 0.2, colour, left, left + FOLDED_CELL - 0.03)
    box.set(edgecolor=style.STEP, linewidth=0.5, zorder=1)
    if covering:
        shown = (alone or covering)[-1]
        box.set(gid=f"{NAME}-{shown['year']}-{place + 1:02d}", url=f"#{event_anchor(_gid(shown))}")
    if alone:
        thousands = f"{alone[-1]['total_barrels'] / 1000:,.1f}"
        sheet.text(left + (FOLDED_CELL - 0.03) / 2, y, thousands, SMALL, align="center")
