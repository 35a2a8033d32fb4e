"""The events that an article tells, each beside the record: as wide as the text dates it, and the day on record."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkdata.charts import passages, style
from nkdata.charts import policy_article_words as words
from nkdata.charts.chart import Chart
from nkdata.charts.days_axis import DaysAxis
from nkdata.charts.style import BLUE, MARGIN, ORANGE, SMALL, VALUE, VERMILION, Sheet
from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.evidence import event_anchor, source_anchor
from nkdata.questions.policy import ArticleRecord
from nkdata.questions.wording import MONTHS, span_in_digits

NAME = "policy-article-record"
MOST = 25  # events drawn; above, those that agree or cannot be checked stand in the table
ROW, LEADING, AXIS = 0.345, 0.145, 0.3  # inches
TEXT_LEFT, TEXT_WIDTH = 0.36, 2.36
PLOT_LEFT, PLOT_WIDTH = 2.78, 2.45
SIGN, NOTE, NOTE_WIDTH = 5.38, 5.52, 1.42
FADE = 0.6  # inches over which a bar with one known end fades
SIGNS = {"=": BLUE, "≈": BLUE, "≠": VERMILION, "?": style.DARK_GREY, "○": style.DARK_GREY, "–": style.DARK_GREY}
DAY_AND_MONTH = re.compile(rf"(?<=\d) (?=(?:{'|'.join(month[:3] for month in MONTHS)})\b)")
NBSP = "\N{NO-BREAK SPACE}"
UNDATED = "undated in the text"


def article_record(answer: ArticleRecord) -> Chart:
    """The rows of the article's events; one sentence instead when it tells none.

    An event's bar has the id `policy-article-record-<event id>` and leads to its sentence; the mark of the record
    `…-<event id>-record` leads to its source.
    """
    said = (words.title(answer), words.alt(answer), words.source(answer), words.table(answer))
    if answer.rows.empty:
        return Chart(NAME, None, *said, evidence=answer.evidence)
    rows = answer.rows
    if len(rows) > MOST:
        rows = rows[rows["verdict"].isin(["≠", "≈", "–"])].head(MOST)
    tooltips = {_gid(row): f"{row['text']}: {row['verdict']} {row['note']}" for row in records(rows)}
    tooltips |= {
        f"{_gid(row)}-record": f"{row['known_title']}, {span_in_digits(row['known_first'], row['known_last'])}"
        for row in records(rows)
        if row["known_id"] and answer.article and answer.article.published and not missing(row["known_first"])
    }
    return Chart(NAME, _draw(answer, rows), *said, tooltips, answer.evidence)


def _gid(row: Row) -> str:
    return f"{NAME}-{event_anchor(row['row_id']).removeprefix('ev-')}"


@style.look(NAME)
def _draw(answer: ArticleRecord, rows: pd.DataFrame) -> Figure:
    assert answer.article  # a chart is drawn of an article only
    published = answer.article.published
    hidden = len(answer.rows) - len(rows)
    body = ROW * max(len(rows), 1) + (AXIS if published else 0.05) + (0.22 if hidden else 0)
    sheet = style.sheet(words.title(answer), words.subtitle(answer), body, words.source(answer), words.KEY)
    axis = _axis(sheet, published, rows, answer) if published else None
    wide = TEXT_WIDTH if published else PLOT_LEFT + PLOT_WIDTH - TEXT_LEFT - 0.2
    for number, row in enumerate(records(rows)):
        middle = sheet.top + ROW * (number + 0.5)
        _words(sheet, row, middle, wide, bear_mark=published is None)
        if axis is not None:
            _marks(*axis, sheet, row, number)
        if number + 1 < len(rows):
            sheet.rule(sheet.top + ROW * (number + 1))
    if hidden:
        sheet.text(MARGIN, sheet.bottom - 0.1, _rest(answer.rows.drop(rows.index)), SMALL, style.DARK_GREY)
    return sheet.figure


def _rest(rows: pd.DataFrame) -> str:
    """What is not drawn: `175 more in the table: 100 agree, 75 have only a candidate`."""
    counts = rows["verdict"].value_counts()
    said = [
        f"{sum(int(counts.get(sign, 0)) for sign in signs)} {words}"
        for signs, words in (("=", "agree"), ("≠≈", "differ"), ("–", "not on record"), ("?○", "cannot be checked"))
        if any(sign in counts for sign in signs)
    ]
    return f"{len(rows)} more in the table: {', '.join(said)}."


def _words(sheet: Sheet, row: Row, middle: float, width: float, bear_mark: bool) -> None:
    """Number and text at the left, verdict and note at the right."""
    url = f"#{event_anchor(row['row_id'])}"
    gid = _gid(row) if bear_mark else None
    sheet.text(TEXT_LEFT - 0.06, middle, str(row["order"]), VALUE, bold=True, align="right", url=url, gid=gid)
    _lines(sheet, TEXT_LEFT, middle, passages.drawable(row["text"]), width, url)
    size = 12.0 if row["verdict"] in "=≈≠" else VALUE + 1
    sheet.text(SIGN, middle, row["verdict"], size, SIGNS[row["verdict"]], bold=True, align="center")
    _lines(sheet, NOTE, middle, str(row["note"]), NOTE_WIDTH, None)


def _lines(sheet: Sheet, left: float, middle: float, text: str, width: float, url: str | None) -> None:
    """A text over at most two lines about a height."""
    lines = style.wrap(DAY_AND_MONTH.sub(NBSP, text), width, VALUE)
    if len(lines) > 2:
        lines = [lines[0], style.shorten(" ".join(lines[1:]), width, VALUE)]
    for number, line in enumerate(lines):
        y = middle + (number - (len(lines) - 1) / 2) * LEADING
        sheet.text(left, y, style.shorten(line, width, VALUE), VALUE, url=url)


def _axis(sheet: Sheet, published: date, rows: pd.DataFrame, answer: ArticleRecord) -> tuple[Axes, DaysAxis]:
    """Axes with one unit a row, downward, and the line of the article."""
    names = ["first", "last", "known_first", "known_last"]
    days = [day.date() for name in names for day in rows[name].dropna()]
    ahead = rows[rows["known_announced_on"] < rows["known_first"]]["known_announced_on"]
    scale = DaysAxis.around(published, days + [day.date() for day in ahead])
    axes = scale.axes(sheet, PLOT_LEFT, PLOT_WIDTH, ROW, len(rows))
    if answer.as_of:
        limit = scale.place(date.fromisoformat(answer.as_of), 0.5)
        if limit < scale.high:
            axes.axvspan(limit, scale.high, color=style.AREA, lw=0, zorder=0)
    return axes, scale


def _marks(axes: Axes, scale: DaysAxis, sheet: Sheet, row: Row, number: int) -> None:
    """One row's bar of the days told and mark of the day on record."""
    y = number + 0.5
    url = f"#{event_anchor(row['row_id'])}"
    left = None if missing(row["first"]) else scale.place(row["first"], -0.5)
    right = None if missing(row["last"]) else scale.place(row["last"], 0.5)
    if left is None and right is None:
        _undated(axes, scale, row, y, url)
    else:
        _bar(axes, scale, row, y, (left, right), url)
    if row["known_id"] and not missing(row["known_first"]):
        _on_record(axes, scale, row, y)


def _undated(axes: Axes, scale: DaysAxis, row: Row, y: float, url: str) -> None:
    """The words that stand where a bar would, clear of the mark on record."""
    inch = PLOT_WIDTH / (scale.high - scale.low)
    half = style.text_width(UNDATED, SMALL, italic=True) / 2
    spot = PLOT_WIDTH / 2
    if not missing(row["known_first"]):
        taken = (scale.place(row["known_first"]) - scale.low) * inch
        before, after = taken - 0.1, PLOT_WIDTH - taken - 0.28  # room beside the mark and its question mark
        spot = taken + 0.28 + max(half, min(after / 2, half + 0.1)) if after >= before else before - half - 0.1
    spot = scale.low + spot / inch
    style.write_on(
        axes, (spot, y), UNDATED, SMALL, style.DARK_ORANGE, italic=True, align="center", gid=_gid(row), url=url
    )


def _bar(axes: Axes, scale: DaysAxis, row: Row, y: float, ends: tuple[float | None, float | None], url: str) -> None:
    """The days that the text allows; hollow for a plan, fading out where one end is not told."""
    inch = (scale.high - scale.low) / PLOT_WIDTH
    plan = row["status"] in ("announced", "conditional", "offered")
    left, right = ends
    if left is None or right is None:
        known = right if left is None else left
        assert known is not None  # one end at least is told
        away = -FADE * inch if left is None else FADE * inch
        for step in range(12):
            corner, alpha = (known + away * step / 12, y - 0.25), 0.6 * (1 - step / 12)
            gid = None if step else _gid(row)
            style.box_on(axes, corner, away / 12, 0.5, facecolor=ORANGE, lw=0, alpha=alpha, gid=gid, url=url)
        return
    least = 3 / 100 * inch  # 3 px, else a single day far away is not seen
    if right - left < least:
        left, right = (left + right - least) / 2, (left + right + least) / 2
    style.box_on(
        axes, (left, y - 0.25), right - left, 0.5, facecolor="none" if plan else ORANGE, edgecolor=ORANGE,
        lw=1.6 if plan else 0, alpha=None if plan else 0.6, zorder=2, gid=_gid(row), url=url,
    )  # fmt: skip


def _on_record(axes: Axes, scale: DaysAxis, row: Row, y: float) -> None:
    """The day on record: filled when held, else hollow.

    A question mark says: only a candidate; grey: the record rests on the article.
    """
    colour = style.GREY if row["verdict"] == "○" else BLUE
    url = f"#{source_anchor(row['source_id'])}"
    first, last = scale.place(row["known_first"]), scale.place(row["known_last"])
    ahead = row["known_announced_on"]
    ring: dict[str, Any] = {"ls": "none", "marker": "o", "mec": colour, "mew": 1.5}
    if not row["candidate"] and not missing(ahead) and ahead < row["known_first"]:
        start = scale.place(ahead)
        style.line_on(axes, [start, first], [y, y], color=colour, lw=1.2, zorder=3)
        style.line_on(axes, [start], [y], ms=7, mfc=style.WHITE, zorder=4, **ring)
    if last > first:
        style.line_on(axes, [first, last], [y, y], color=colour, lw=3.5, solid_capstyle="butt", zorder=3)
    filled = row["known_held"] and not row["candidate"] and row["verdict"] != "○"
    inside = colour if filled else style.WHITE
    style.line_on(axes, [first], [y], ms=8, mfc=inside, zorder=5, gid=f"{_gid(row)}-record", url=url, **ring)
    if row["candidate"]:
        style.write_on(axes, (first, y), "?", VALUE, bold=True, aside=(8, 0), zorder=5, url=url)
