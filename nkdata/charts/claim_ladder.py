"""The claim ladder drawn: figures of one flood by the day they were told, a panel a measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from math import ceil, floor, log10

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.ladder_marks import CROWDED, NAME, PLOT, Plot, anchor_of, draw_figures, notable, stacks_of
from nkdata.charts.style import CLAIMANT_GROUPS, GREY, MARGIN, SMALL, WIDTH, Sheet
from nkdata.collection.snapshot import Row
from nkdata.questions import damage_table
from nkdata.questions import ladder_words as words
from nkdata.questions.evidence import event_anchor
from nkdata.questions.figures import evidence_of, evidence_of_several, heading
from nkdata.questions.ladder import ClaimLadder, Panel
from nkdata.questions.voices import limits
from nkdata.questions.wording import counted, short_day

HEAD, FOOT, LANE, SECOND, COUNTS = 0.28, 0.26, 0.22, 0.13, 0.34  # inches
TICKS = 0.72  # room for the numbers of the value axis
STEPS = (1, 2, 3, 5, 7, 14, 21, 28, 56, 91, 182, 365)


def claim_ladder(answer: ClaimLadder) -> Chart:
    """Small multiples of what was told when; one sentence where no measure has two figures or a denial.

    Marks have the id `claim-ladder-<figure_id>`.  What stood without room for its label is `mark only` in the table.
    In a crowd one mark may stand for several figures: it leads to all of them, under the id of the first.
    """
    title, table = words.title(answer), damage_table.table(answer.figures)
    if not answer.panels:
        return Chart(NAME, None, title, title, words.source(answer), table, {}, evidence_of(answer.figures))
    with style.look(NAME):
        figure, unlabelled, stacks = _draw(answer, title)
    rows = answer.figures
    table.loc[answer.rows["figure_id"].isin(unlabelled).to_numpy(), "In the chart"] = "mark only"
    drawn = [row for row in rows if row["panel"] and row["why_not"] != "folded"]
    behind = {row["figure_id"] for stack in stacks for row in stack[1:]}
    tooltips = {f"{NAME}-{row['figure_id']}": words.tooltip(row) for row in drawn if row["figure_id"] not in behind}
    evidence = list(evidence_of(answer.figures))
    for stack in stacks:
        more = f"; {counted(len(stack) - 1, 'more figure')} at this mark"
        tooltips[f"{NAME}-{stack[0]['figure_id']}"] += more
        evidence.append(replace(evidence_of_several(anchor_of(stack), stack), heading=heading(stack[0]) + more))
    for panel in answer.panels:
        folded = [row for row in rows if row["panel"] == panel.kind and row["why_not"] == "folded"]
        evidence += [evidence_of_several(_more(panel), folded)] if folded else []
    return Chart(NAME, figure, title, words.alt(answer), words.source(answer), table, tooltips, tuple(evidence))


def _more(panel: Panel) -> str:
    return event_anchor(f"{NAME}-{panel.kind}")


def _span(answer: ClaimLadder) -> tuple[float, float]:
    """First and last day of the axis: two days before the flood, the last figure and a tenth more."""
    assert answer.flood is not None
    shown = [row for row in answer.figures if row["panel"] and row["why_not"] != "folded"]
    days = [row["told_first"].toordinal() for row in shown]
    first = min(answer.flood.start.toordinal() - 2, *(day - 1 for day in days), *days)
    return first, max(days) + max(2, 0.1 * (max(days) - first))


def _draw(answer: ClaimLadder, title: str) -> tuple[Figure, set[str], list[list[Row]]]:
    """The figure, the figures whose label found no room, and those that share a mark."""
    rows = answer.figures
    own = {panel.kind: [row for row in rows if row["panel"] == panel.kind] for panel in answer.panels}
    across = 1 if len(answer.panels) == 1 else 2
    lines = [answer.panels[at : at + across] for at in range(0, len(answer.panels), across)]
    width, span = (WIDTH - MARGIN) / across, _span(answer)
    heights = [HEAD + PLOT + FOOT + max(_below(own[panel.kind], width, span) for panel in line) for line in lines]
    shown = [row for row in rows if row["panel"] and row["why_not"] != "folded"]
    bounds = {row["bound"] for row in shown}
    key = {
        "Grey area: days of the flood.": True,
        "Arrow up: “more than”.": "at_least" in bounds,
        "Arrow down: “up to, nearly”.": "at_most" in bounds,
        "Open mark: no number.": any(row["lane"] and limits(row)[1] < 0 for row in shown),
        "Thin line: told on the day where it begins.": _side_by_side(answer),
        "Crosses: rejects or withdraws.": any(row["stance"] == "denied" for row in shown),
        labels.RIM: any(row["origin"] != "reference" for row in shown),
    }
    groups = labels.of_groups(row["group"] for row in shown)
    below = labels.KEY_ROW * len(labels.key_rows(groups)) + 0.05
    sheet = style.sheet(title, words.subtitle(answer), sum(heights) + below, words.source(answer), labels.meanings(key))
    unlabelled: set[str] = set()
    stacks: list[list[Row]] = []
    y = sheet.top
    for line, height in zip(lines, heights, strict=True):
        for column, panel in enumerate(line):
            plot = _plot(sheet, answer, panel, (column * width, y, width))
            told, steps = answer.on_axes[panel.kind], answer.lines[panel.kind]
            large = notable(told, steps)
            stacked = stacks_of(plot, told, large)
            unlabelled |= draw_figures(plot, told, stacked, large, steps)
            stacks += [stack for stack in stacked if len(stack) > 1]
            below = plot.top + PLOT + FOOT + 0.02
            if len(told) > CROWDED:
                _counts(plot, told, below)
                below += COUNTS
            _lanes(plot, panel, [row for row in own[panel.kind] if row["lane"]], below)
        y += height
    labels.key(sheet, groups, y + 0.1)
    return sheet.figure, unlabelled, stacks


def _side_by_side(answer: ClaimLadder) -> bool:
    """Whether figures of one day and value share a place."""
    spots = [(kind, row["told_first"], limits(row)) for kind, told in answer.on_axes.items() for row in told]
    return len(spots) > len(set(spots))


def _below(rows: list[Row], width: float, span: tuple[float, float]) -> float:
    """Height of what stands below the axis of a panel of this width."""
    lanes = [row for row in rows if row["lane"] and row["why_not"] != "folded"]
    second = sum(len(_lane_words(row, width - TICKS - 0.1, span)[0]) - 1 for row in lanes)
    folded, told = any(row["why_not"] == "folded" for row in rows), sum(not row["lane"] for row in rows)
    return LANE * (len(lanes) + folded) + SECOND * second + (COUNTS if told > CROWDED else 0)


def _lane_words(row: Row, width: float, span: tuple[float, float]) -> tuple[list[str], bool]:
    """The words of a lane beside its mark, and whether they stand left of it.

    On two lines; three, with provinces by the letter of their side, where the place would be cut.
    """
    inch = width / (span[1] - span[0])
    begin = words.months(row)[0] if row["told_precision"] == "month" else row["told_first"]
    before = max(0.0, (begin.toordinal() - span[0]) * inch) + TICKS - 0.25
    after = width - (row["told_first"].toordinal() - span[0]) * inch
    leftward = style.text_width(row["text"], SMALL, italic=True) > after - 0.1 and before > after
    room = (before if leftward else after) - 0.1
    found = style.wrap(row["text"], room, SMALL)
    if len(found) > 2:
        said, in_, place = row["text"].rpartition(" in ")
        found = style.wrap(f"{said}{in_}{labels.abbreviated(place)}", room, SMALL)
        found = [*found[:2], " ".join(found[2:])] if found[2:] else found
    return [style.shorten(one, room, SMALL, italic=True) for one in found], leftward


def _plot(sheet: Sheet, answer: ClaimLadder, panel: Panel, frame: tuple[float, float, float]) -> Plot:
    """Axes, title, grid, days of the flood and the steps of one panel."""
    assert answer.flood is not None
    numbers = [part for row in answer.on_axes[panel.kind] for part in limits(row)]
    low, high = 0.0, max(numbers) * 1.2 or 1.0
    if panel.log:
        low, high = 10.0 ** floor(log10(min(numbers) * 0.999)), 10.0 ** ceil(log10(max(numbers) * 1.001))
    left, width = frame[0] + TICKS, frame[2] - TICKS - 0.1
    first, last = _span(answer)
    axes = sheet.axes(left, frame[1] + HEAD, width, PLOT)
    axes.set_xlim(first, last)
    if panel.log:
        axes.set_yscale("log")
    axes.set_ylim(low, high)
    powers = [10.0**power for power in range(round(log10(low)), round(log10(high)) + 1)] if panel.log else []
    labels.value_axis(axes, powers or MaxNLocator(4).tick_values(0, high))
    start, end = answer.flood.start.toordinal(), answer.flood.end.toordinal()
    axes.axvspan(start, min(max(end, start + 0.3), last), color=style.AREA, lw=0, zorder=0)
    step = next((step for step in STEPS if (last - start) / step * 0.62 <= width), STEPS[-1])
    room = last - 0.2 * (last - first) / width  # half a label must stand left of the edge
    ticks = [start + step * at for at in range(int((room - start) // step) + 1)]
    days = [answer.flood.start + timedelta(tick - start) for tick in ticks]
    axes.set_xticks(ticks, [short_day(day, day.year) for day in days])
    for line in answer.lines[panel.kind]:
        spots = [(row["told_first"].toordinal(), limits(row)[1]) for row in line]
        style.line_on(axes, *zip(*spots, strict=True), drawstyle="steps-post", color=style.STEP, lw=1.3, zorder=2)
    where = f", {panel.place}" if panel.place and len({one.place for one in answer.panels}) > 1 else ""
    full = f"{panel.title}{where}"
    notes = (" (log scale)", " (log)") if panel.log else ("",)
    rooms = {note: width - style.text_width(note, style.LABEL, bold=True) for note in notes}
    note = next((one for one in notes if style.text_width(full, style.LABEL, bold=True) <= rooms[one]), notes[-1])
    title = style.shorten(full, rooms[note], style.LABEL, bold=True) + note
    sheet.text(left, frame[1] + 0.12, title, style.LABEL, bold=True)
    return Plot(sheet, axes, left, frame[1] + HEAD, width, first, last, low, high, panel.log)


def _lanes(plot: Plot, panel: Panel, rows: list[Row], y: float) -> None:
    """What has no place on the axis, a row each in the order of telling, from `y` downward; the rest behind a link."""
    drawn = [row for row in rows if row["why_not"] != "folded"]
    for row in drawn:
        middle, x = y + LANE / 2, plot.x(row["told_first"])
        begin, look = x, CLAIMANT_GROUPS[row["group"]]
        gid, url = f"{NAME}-{row['figure_id']}", f"#{event_anchor(row['figure_id'])}"
        if row["told_precision"] == "month":
            begin = max(plot.left, plot.x(words.months(row)[0]))
            labels.line(plot.sheet, [(begin, middle), (x, middle)], look.colour, 2, gid=gid, url=url)
        else:
            labels.figure_mark(plot.sheet, row, look, (x, middle), NAME)
        shown, leftward = _lane_words(row, plot.width, (plot.first, plot.last))
        place, side = (begin - 0.1, "right") if leftward else (x + 0.1, "left")
        for number_, text in enumerate(shown):
            at = middle + SECOND * number_
            plot.sheet.text(place, at, text, SMALL, italic=True, align=side, url=url)
        y += LANE + SECOND * (len(shown) - 1)
    if len(drawn) < len(rows):
        more = f"+ {len(rows) - len(drawn)} more"
        plot.sheet.text(plot.left, y + LANE / 2, more, SMALL, GREY, url=f"#{_more(panel)}")


def _counts(plot: Plot, told: list[Row], y: float) -> None:
    """Small bars under the axis: how many figures were told on each day."""
    days = Counter(row["told_first"] for row in told)
    most = max(days.values())
    for day, count in days.items():
        labels.line(plot.sheet, [(plot.x(day), y + 0.17), (plot.x(day), y + 0.17 - 0.15 * count / most)], "#9a9a9a", 2)
    plot.sheet.text(plot.left, y + 0.26, f"figures told a day (most: {most})", SMALL, GREY)
