"""Tests and the Council drawn: the lag of each answer above, test days and votes by year below."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nkdata.charts import sanctions_council_words as words
from nkdata.charts import style
from nkdata.charts.chart import Chart
from nkdata.charts.sanctions_council_words import NAME
from nkdata.charts.style import BLUE, GREEN, GREY, INK, MARGIN, SMALL, VERMILION, Look, Sheet
from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.evidence import event_anchor
from nkdata.questions.sanctions_council import KINDS, Council
from nkdata.questions.wording import EN_DASH, month_in_words

MOST = 30  # answers drawn; earlier ones stand in the table
LEFT, PLOT, LABEL = 3.0, 2.95, 0.95  # inches; LABEL is room for the words of the longest line
ROW, AXIS = 0.215, 0.42
YEARS_LEFT, YEARS_PLOT, BARS, GRID_ROW = 1.14, 5.78, 1.0, 0.185
STEPS = (5, 10, 30, 90, 365, 3650)
LOOKS = {
    "sanctions": Look(KINDS["sanctions"], BLUE, "D"),
    "condemnation": Look(KINDS["condemnation"], GREY, "D", filled=False),
    "mandate_renewal": Look(KINDS["mandate_renewal"], style.DARK_GREY, "|", filled=False),
    "exemption": Look(KINDS["exemption"], GREEN, "s", filled=False),
    "veto": Look(KINDS["veto"], VERMILION, "x"),
}


def council(answer: Council) -> Chart:
    """The answers as lines from test to vote, the years below; one sentence instead without a vote.

    An answer has the id `sanctions-council-<row_id>`, a bar `…-days-<year>`, a mark of the grid `…-<year>-<kind>`; all
    lead to the votes or tests that they stand for.
    """
    said = (words.title(answer), words.alt(answer), words.source(answer), words.table(answer))
    if answer.votes.empty:
        return Chart(NAME, None, *said, evidence=answer.evidence)
    tooltips = {f"{NAME}-{row['row_id']}": f"{words.trigger(row)}: {words.lag(row)}" for row in _shown(answer)}
    return Chart(NAME, _draw(answer), *said, tooltips, answer.evidence)


def _shown(answer: Council) -> list[Row]:
    return records(answer.answers)[-MOST:]


@style.look(NAME)
def _draw(answer: Council) -> Figure:
    rows = _shown(answer)
    above = ROW * len(rows) + AXIS if rows else 0.0
    kinds = [kind for kind in KINDS if answer.years[kind].sum()]
    bars = BARS if answer.years["test_days"].sum() else 0.35
    below = 0.2 + bars + GRID_ROW * len(kinds) + 0.24
    sheet = style.sheet(words.title(answer), words.subtitle(answer), above + below, words.source(answer))
    if rows:
        _answers(sheet, rows, len(answer.answers) - len(rows))
    _years(sheet, answer, (sheet.top + above + 0.2, bars), kinds)
    return sheet.figure


def _answers(sheet: Sheet, rows: list[Row], hidden: int) -> None:
    """One line a vote, from its test to its day."""
    height = ROW * len(rows)
    axes = sheet.axes(LEFT, sheet.top, PLOT + LABEL, height)
    longest = max([30, *(int(row["lag_days"]) for row in rows if not missing(row["lag_days"]))])
    axes.set_xlim(0, longest * (PLOT + LABEL) / PLOT)
    axes.set_ylim(len(rows), 0)
    axes.set_yticks([])
    axes.spines["left"].set_color(GREY)
    step = next((one for one in STEPS if longest / one <= 4), STEPS[-1])
    ticks = list(range(0, longest + 1, step))
    axes.set_xticks(ticks, [f"{tick} days" if tick else "test" for tick in ticks])
    for tick in ticks[1:]:
        axes.axvline(tick, color=style.AREA, lw=0.8, zorder=0)
    for number, row in enumerate(rows):
        y = sheet.top + ROW * (number + 0.5)
        left = MARGIN
        if not missing(row["lag_days"]):  # a period has no day that it began to be answered
            sheet.text(MARGIN, y, month_in_words(row["trigger"], short=True), SMALL, style.DARK_GREY)
            left += 0.66
        sheet.text(left, y, style.shorten(words.trigger(row), LEFT - left - 0.1, SMALL), SMALL)
        _answer(axes, row, number + 0.5)
    if hidden:
        sheet.text(MARGIN, sheet.top + height + 0.12, f"{hidden} earlier in the table", SMALL, style.DARK_GREY)


def _answer(axes: Axes, row: Row, y: float) -> None:
    """Line, mark and words of one vote; words alone where it answers a period."""
    look, gid = LOOKS[row["kind"]], f"{NAME}-{row['row_id']}"
    url = f"#{event_anchor(gid)}"
    if missing(row["lag_days"]):
        style.write_on(axes, (0, y), words.lag(row), aside=(6, 0), gid=gid, url=url)
        return
    lag = int(row["lag_days"])
    stroke = "--" if row["kind"] == "veto" else "-"
    style.line_on(axes, [0, lag], [y, y], color=look.colour, lw=1.6, ls=stroke, zorder=2)
    style.mark_on(axes, lag, y, look, 6.0, zorder=3, clip_on=False, gid=gid, url=url)
    colour = style.DARK_GREY if row["kind"] == "condemnation" else look.colour
    name = "draft, vetoed" if row["kind"] == "veto" else row["name"]
    style.write_on(axes, (lag, y), f"{name}  {lag} d", SMALL, colour, bold=True, aside=(6, 0), url=url)


def _years(sheet: Sheet, answer: Council, at: tuple[float, float], kinds: list[str]) -> None:
    """Bars of test days with their figures, and under them a grid of what the Council did."""
    rows = records(answer.years)
    column = YEARS_PLOT / max(len(rows), 8)
    most = max([1, *(int(row["test_days"]) for row in rows if not missing(row["test_days"]))])
    top, bars = at
    base = top + bars
    sheet.rule(base, GREY, left=YEARS_LEFT - 0.04, right=YEARS_LEFT + YEARS_PLOT)
    sheet.text(YEARS_LEFT - 0.1, base - 0.08, "test days", SMALL, align="right")
    if any(missing(row["test_days"]) for row in rows):
        sheet.text(MARGIN, top + 0.06, f"{EN_DASH}: years not in the table of tests", SMALL, style.DARK_GREY)
    for number, kind in enumerate(kinds):
        sheet.text(YEARS_LEFT - 0.1, base + GRID_ROW * (number + 0.7), LOOKS[kind].label, SMALL, align="right")
    foot = base + GRID_ROW * (len(kinds) + 0.7) + 0.02
    every = -(-len(rows) // 26)  # at 8 pt so many years have room
    for position, row in enumerate(rows):
        middle = YEARS_LEFT + column * (position + 0.5)
        if position % every == 0:
            sheet.text(middle, foot, f"’{row['year'] % 100:02d}", SMALL, style.DARK_GREY, align="center")
        _bar(sheet, row, middle, base, column, most)
        for number, kind in enumerate(kinds):
            _votes(sheet, row, kind, middle, base + GRID_ROW * (number + 0.7))


def _bar(sheet: Sheet, row: Row, middle: float, base: float, column: float, most: int) -> None:
    """The test days of a year; 0 is printed, a dash stands for a year that the table does not cover."""
    if missing(row["test_days"]):
        sheet.text(middle, base - 0.08, EN_DASH, SMALL, style.DARK_GREY, align="center")
        return
    number = int(row["test_days"])
    height = (BARS - 0.2) * number / most
    gid = f"{NAME}-days-{row['year']}"
    url = f"#{event_anchor(gid)}" if number else None
    if number:
        box = sheet.band(base - height, height, style.STEP, middle - column * 0.36, middle + column * 0.36)
        box.set(gid=gid, url=url, zorder=1)
    sheet.text(middle, base - height - 0.08, str(number), SMALL, align="center", url=url)


def _votes(sheet: Sheet, row: Row, kind: str, middle: float, y: float) -> None:
    """A mark where the Council did this in the year, with the number above one."""
    number = int(row[kind])
    if not number:
        return
    gid = f"{NAME}-{row['year']}-{kind.replace('_', '-')}"
    sheet.mark(middle, y, LOOKS[kind], 6.0, gid=gid, url=f"#{event_anchor(gid)}")
    if number > 1:
        sheet.text(middle + 0.06, y, str(number), SMALL, LOOKS[kind].colour if kind == "sanctions" else INK, bold=True)
