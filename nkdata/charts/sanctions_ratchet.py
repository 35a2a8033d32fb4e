"""The ratchet drawn: goods and activities as rows, resolutions as columns, strictness as thickness."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from operator import itemgetter
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.style import INK, MARGIN, SMALL, VALUE, Look, Sheet
from nkdata.collection.snapshot import Row, grouped, records
from nkdata.questions.evidence import event_anchor
from nkdata.questions.sanctions import DIRECTIONS
from nkdata.questions.sanctions_ratchet import Ratchet
from nkdata.questions.wording import MONTHS, as_of_words, counted, day_in_words, known_words, month_in_words, number

NAME = "sanctions-ratchet"
LEAST_COLUMNS = 3
THICKNESS = {"ban": 0.72, "cap": 0.52, "duty": 0.18}
COLOURS = {"ban": style.BLUE, "cap": style.ORANGE, "duty": style.SKY}
WORDS = {"ban": "ban or prohibition", "cap": "cap", "duty": "duty on states", "none": "nothing in force"}
LEFT, RIGHT = 2.0, 6.92
ROW, HEAD, GAP, KEY_HEIGHT = 0.205, 0.5, 0.14, 0.3
GROUPS = {"export_from_dprk": "May not\nsell", "import_to_dprk": "May not\nbuy", "other": "Services,\npeople,\nmoney"}
UNITS = {"t": "tons a year", "barrels": "barrels a year"}
HATCHED: dict[str, Any] = {"facecolor": "none", "edgecolor": style.WHITE, "hatch": "/////", "lw": 0}
DOT_AT = 0.16  # of a column
DOT = Look("set or changed", INK, "o", filled=False)


def _first_cover(answer: Ratchet) -> pd.Series[Any]:
    """The day on which each row came under a measure."""
    covered = answer.steps[answer.steps["level"] != "none"]
    return covered.groupby(["direction", "category"], sort=False)["adopted"].min()


def title(answer: Ratchet) -> str:
    """The finding: the two years that brought most, and since when nothing new came."""
    first = _first_cover(answer)
    count, what = len(first), "goods and activities"
    if not count:
        when = f" on {day_in_words(answer.as_of)}" if answer.as_of else ""
        return f"No UN measure against North Korea was in force{when}"
    newest = first.max()
    if count == 1:
        return f"One kind of goods or activity is under UN measures, since {month_in_words(newest)}"
    if first.nunique() == 1:
        together = "both" if count == 2 else "all"
        return f"{count} {what} are under UN measures, {together} since {month_in_words(newest)}"
    years = first.dt.year
    sums = {year: int(((years == year) | (years == year + 1)).sum()) for year in sorted(set(years))}
    year = max(sums, key=lambda one: (sums[one], one))
    window = f"in {year}–{(year + 1) % 100:02d}" if (years == year + 1).any() else f"in {year}"
    since = "none has been added since" if newest.year <= year + 1 else "the newest in"
    return f"{sums[year]} of {count} {what} came under UN measures {window}; {since} {month_in_words(newest)}"


def alt(answer: Ratchet) -> str:
    """The chart in words for those who do not see it."""
    steps = answer.steps
    if steps.empty:
        return f"No chart. {title(answer)}."
    limits = steps[steps["limit_value"].notna()].drop_duplicates(["category", "limit_value"])
    caps = ", ".join(
        f"{row['label']} {_figure(row['limit_value'])} {UNITS.get(row['limit_unit'], 'in no unit told')} "
        f"({row['resolution']})"
        for row in records(limits)
    )
    years = steps["adopted"].dt.year
    span = f"{years.min()}–{years.max()}"
    kind = "Step chart" if steps["resolution"].nunique() >= LEAST_COLUMNS else "Table"
    return (
        f"{kind} of {counted(len(_first_cover(answer)), 'good or activity', 'goods and activities')} over "
        f"{counted(steps['resolution'].nunique(), 'resolution')}, {span}; thickness is the strictest effect in force. "
        f"{title(answer)}. {f'Caps: {caps}. ' if caps else ''}{answer.in_force} measures in force. "
        f"{as_of_words(answer.as_of)}"
    )


def source(answer: Ratchet) -> str:
    """The source line: tables, what they leave out, as of when."""
    return (
        "Source: sanctions_measures, sanctions_unsc. A limit told in two units counts once; approvals and exceptions "
        f"that stand only in notes, and passage of other countries’ goods, are not drawn. {known_words(answer.as_of)}"
    )


def table(answer: Ratchet) -> pd.DataFrame:
    """One row for each stretch of votes over which the same measures held."""
    columns = [
        "Group", "Goods or activity", "After resolution", "Since", "Strictest effect", "Limit", "Exemption", "Measures",
        "anchor",
    ]  # fmt: skip
    held = answer.steps[answer.steps["measure_ids"].map(len) > 0].drop_duplicates("run")
    rows = [
        (
            DIRECTIONS[row["direction"]], row["label"], row["resolution"], f"{row['adopted']:%Y-%m-%d}",
            WORDS[row["level"]],
            "" if isnan(row["limit_value"]) else f"{number(row['limit_value'])} {row['limit_unit']}",
            row["exemption"], len(row["measure_ids"]), event_anchor(row["run"]),
        )
        for row in records(held)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _figure(value: float) -> str:
    """`7.5 m`, `0.5 m`, `2,000`."""
    return f"{value / 1e6:g} m" if value >= 1e5 else number(value)


def ratchet(answer: Ratchet) -> Chart:
    """The steps of each row; below three resolutions a table alone, without any measure one sentence.

    A stretch has the id `sanctions-ratchet-<direction>-<category>-<resolution>`, its dots `…-dot`; all lead to the list
    of the measures then in force.
    """
    words = (title(answer), alt(answer), source(answer), table(answer))
    if answer.steps["resolution"].nunique() < LEAST_COLUMNS:
        return Chart(NAME, None, *words, evidence=answer.evidence)
    runs = answer.steps[answer.steps["level"] != "none"].drop_duplicates("run")
    tooltips = {
        row["run"]: f"{row['label']}: {WORDS[row['level']]} since resolution {row['resolution']}"
        for row in records(runs)
    }
    return Chart(NAME, _draw(answer), *words, tooltips, answer.evidence)


@style.look(NAME)
def _draw(answer: Ratchet) -> Figure:
    steps = answer.steps
    votes = records(steps.drop_duplicates("order").sort_values("order"))
    groups = [steps[steps["direction"] == direction] for direction in DIRECTIONS]
    sizes = [part["category"].nunique() for part in groups]
    body = HEAD + sum(ROW * size + GAP for size in sizes if size) + KEY_HEIGHT
    now = f"{counted(answer.in_force, 'measure')} in force {'then' if answer.as_of else 'now'}"
    subtitle = (
        "State of UN measures after each resolution, by what they touch. Columns are resolutions in order, not to "
        f"time. {as_of_words(answer.as_of)[:-1]}: {now}."
    )
    letters = {kind: "abcdefgh"[place] for place, kind in enumerate(_exemptions(steps))}
    key = [f"Exemptions: {', '.join(f'{letter} {kind}' for kind, letter in letters.items())}."] if letters else []
    sheet = style.sheet(title(answer), subtitle, body, source(answer), key)
    column = (RIGHT - LEFT) / (len(votes) + 0.25)  # the last one is wider, else its cap figure is cut
    for vote in votes:
        x = LEFT + column * vote["order"]
        sheet.text(x, sheet.top + 0.08, vote["resolution"], VALUE, bold=True)
        sheet.text(x, sheet.top + 0.22, MONTHS[vote["adopted"].month - 1][:3], SMALL, style.DARK_GREY)
        sheet.text(x, sheet.top + 0.34, str(vote["adopted"].year), SMALL, style.DARK_GREY)
    y = sheet.top + HEAD
    last = [direction for direction, size in zip(DIRECTIONS, sizes, strict=True) if size][-1]
    for direction, part, size in zip(DIRECTIONS, groups, sizes, strict=True):
        if size:
            _group(sheet, part, direction, y, (len(votes), letters))
            y += ROW * size + GAP
            if direction != last:
                sheet.rule(y - GAP / 2, style.RULE)
    _article_line(sheet, answer, votes, column, y - GAP)
    _legend(sheet, y + 0.08)
    return sheet.figure


def _exemptions(steps: pd.DataFrame) -> list[str]:
    """The kinds of exemption in order of the votes."""
    return list(dict.fromkeys(steps[steps["has_exemption"]].sort_values("order", kind="stable")["exemption"]))


def _group(sheet: Sheet, part: pd.DataFrame, direction: str, top: float, frame: tuple[int, Mapping[str, str]]) -> None:
    """The rows of one direction on axes of their own, one unit a column and a row."""
    columns, letters = frame
    names = grouped(records(part), itemgetter("category"))
    axes = sheet.axes(LEFT, top, RIGHT - LEFT, ROW * len(names))
    axes.set_xlim(0, columns + 0.25)
    axes.set_ylim(len(names), 0)
    axes.set_axis_off()
    for order in range(columns):
        style.line_on(axes, [order, order], [0, len(names)], color=style.AREA, lw=0.8, zorder=0)
    lines = GROUPS[direction].split("\n")
    for place, line in enumerate(lines):
        middle = top + ROW * len(names) / 2
        sheet.text(MARGIN, middle + (place - (len(lines) - 1) / 2) * 0.155, line, VALUE, bold=True)
    for place, own in enumerate(names.values()):
        unit = next((UNITS[row["limit_unit"]] for row in own if row["limit_unit"] in UNITS), "")
        label = f"{own[0]['label']} ({unit.removesuffix(' a year')})" if unit else own[0]["label"]
        sheet.text(LEFT - 0.08, top + ROW * (place + 0.5), label, SMALL, align="right")
        _row(axes, own, place + 0.5, columns, letters)


def _row(axes: Axes, own: list[Row], y: float, columns: int, letters: Mapping[str, str]) -> None:
    """The stretches of one row, their dots, figures and letters."""
    for position, step in enumerate(own):
        starts = not position or own[position - 1]["run"] != step["run"]
        if not starts or step["level"] == "none":
            continue
        same = [row for row in own[position:] if row["run"] == step["run"]]
        end = same[-1]["order"] + 1
        end = columns + 0.25 if end == columns else end
        url, colour = f"#{event_anchor(step['run'])}", COLOURS[step["level"]]
        thick = THICKNESS[step["level"]]
        place = ((step["order"], y - thick / 2), end - step["order"], thick)
        style.box_on(axes, *place, facecolor=colour, lw=0, zorder=2, gid=step["run"], url=url)
        if step["has_exemption"]:
            style.box_on(axes, *place, **HATCHED, zorder=2.5, url=url)
        before = own[position - 1] if position else None
        words = _inside(step, before, letters)
        if words:
            _inscribe(axes, step, words, y, url)
    for step in own:
        if step["set_here"] and step["level"] != "none":
            gid, url = f"{NAME}-{step['row_id']}-dot", f"#{event_anchor(step['run'])}"
            dot = style.mark_on(axes, step["order"] + DOT_AT, y, DOT, 5.0, zorder=4, gid=gid, url=url)
            dot.set_markeredgewidth(1.1)


def _inside(step: Row, before: Row | None, letters: Mapping[str, str]) -> str:
    """What is written in a stretch: a cap's yearly figure or an exemption's letter, once where it begins."""
    if not isnan(step["limit_value"]):
        return "" if before and before["limit_value"] == step["limit_value"] else _figure(step["limit_value"])
    if step["has_exemption"] and not (before and before["exemption"] == step["exemption"]):
        return letters[step["exemption"]]
    return ""


def _inscribe(axes: Axes, step: Row, words: str, y: float, url: str) -> None:
    """A few letters right of the dot; on a ground of its own colour where hatching would run through them."""
    at, ground = (step["order"] + DOT_AT, y), 0.8 if step["has_exemption"] else None
    style.write_on(axes, at, words, SMALL, INK, bold=True, aside=(5, 0), ground=ground, zorder=3, url=url)


def _article_line(sheet: Sheet, answer: Ratchet, votes: list[Row], column: float, bottom: float) -> None:
    """A thin ink line at the right edge of the last vote before the article, with its name."""
    before = [vote for vote in votes if answer.day and vote["adopted"].date() <= answer.day]
    if not before or not answer.day or (answer.as_of and answer.day.isoformat() > answer.as_of):
        return
    last = before[-1]["order"] + 1
    x = RIGHT if last == len(votes) else LEFT + column * last
    labels.line(sheet, [(x, sheet.top + HEAD), (x, bottom)], INK, 1.0)
    sheet.text(x, bottom + 0.07, f"article, {day_in_words(answer.day)}", SMALL, align="right")


def _legend(sheet: Sheet, y: float) -> None:
    """What thickness, hatching and dot mean, in words beside swatches."""
    x = MARGIN
    for level in ("ban", "cap", "duty"):
        sheet.band(y + 0.07 - ROW * THICKNESS[level] / 2, ROW * THICKNESS[level], COLOURS[level], x, x + 0.26)
        sheet.text(x + 0.32, y + 0.07, WORDS[level], SMALL, style.DARK_GREY)
        x += 0.5 + style.text_width(WORDS[level], SMALL)
    below = sheet.band(y + 0.07 - ROW * 0.36, ROW * 0.72, style.BLUE, x, x + 0.26)
    place = (below.get_xy(), below.get_width(), below.get_height())
    sheet.figure.add_artist(Rectangle(*place, **HATCHED, transform=sheet.figure.transFigure))
    sheet.text(x + 0.32, y + 0.07, "with an exemption", SMALL, style.DARK_GREY)
    x += 0.5 + style.text_width("with an exemption", SMALL)
    sheet.mark(x + 0.05, y + 0.07, DOT, 5.0)
    sheet.text(x + 0.14, y + 0.07, "set or changed a measure", SMALL, style.DARK_GREY)
