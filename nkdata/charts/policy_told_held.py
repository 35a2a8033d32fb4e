"""Told, then held: announcement and meeting of each row on an axis of days before it was held."""

from __future__ import annotations

from datetime import date
from statistics import median
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from nkdata.charts import style
from nkdata.charts.chart import Chart
from nkdata.charts.style import BLUE, INK, ORANGE, SMALL, VALUE, Sheet
from nkdata.collection.snapshot import Row, grouped, missing, records
from nkdata.questions.evidence import slug, source_anchor
from nkdata.questions.policy_notice import GROUPS, Notice
from nkdata.questions.wording import (
    as_of_words,
    count_word,
    counted,
    iso_day,
    listed,
    month_in_words,
    number,
    ordinal_word,
    source_line,
    upper_first,
)

NAME = "policy-told-held"
LEFT, PLOT = 2.55, 4.3  # inches
ROW, HEAD, AXIS = 0.19, 0.22, 0.3
FARTHEST, AFTER = 46, 9  # days before and after the first day held that the axis shows
MOST, MOST_OF_GROUP = 40, 12  # rows drawn, and of each group once there are more
ENOUGH = 5  # rows of a group from which on a median is given
OPEN = "Still open"
ARROW: dict[str, Any] = {"ls": "none", "marker": "<", "ms": 7}
PLURALS = {
    "Party plenary": ("plenary", "party plenaries"), "Party congress": ("party congress", "party congresses"),
    "Other party meetings": ("party meeting", "other party meetings"),
    "Supreme Assembly": ("assembly meeting", "meetings of the Supreme Assembly"), "Parade": ("parade", "parades"),
    "Summit, talks": ("summit or talks", "summits and talks"), "Satellite launch": ("satellite launch", "launches"),
    "Inter-Korean contact": ("inter-Korean contact", "inter-Korean contacts"),
}  # fmt: skip


def _group(answer: Notice) -> str:
    """The group that the title speaks of: the article's, else the one with most rows."""
    rows = answer.rows
    own = rows[rows["is_article"]]
    if len(own):
        return str(own["group"].iloc[0])
    counts = rows[rows["held"]]["group"].value_counts().to_dict()
    return max(dict.fromkeys(GROUPS.values()), key=lambda name: counts.get(name, 0))


def _days(lag: int) -> str:
    return "one day" if lag == 1 else f"{lag} days"


def _lags(answer: Notice, group: str) -> list[int]:
    held = answer.rows[answer.rows["held"] & (answer.rows["group"] == group)]
    return sorted(int(lag) for lag in held["lag_days"])


def title(answer: Notice) -> str:
    """The finding: the usual notice of a group, and the article's own."""
    if answer.rows.empty:
        return "No announcement with a later meeting is on record"
    group = _group(answer)
    lags, (single, plural) = _lags(answer, group), PLURALS[group]
    if len(lags) >= ENOUGH:
        said = f"{upper_first(plural)} were told a median of {number(median(lags))} days ahead"
    elif len(lags) > 1:
        shown = listed([str(lag) for lag in lags])
        said = f"{upper_first(count_word(len(lags)))} {plural} were told ahead, by {shown} days"
    elif lags:
        return f"One {single} was told ahead, by {_days(lags[0])}"
    else:
        number_open = len(answer.rows)
        return "One meeting told ahead is still open" if number_open == 1 else f"{number_open} meetings are still open"
    own = records(answer.rows[answer.rows["is_article"] & (answer.rows["group"] == group)])
    return said + (f"; {_own(own[-1])}" if own else "")


def _own(row: Row) -> str:
    """`the sixth of August 2020, one day`, or that it is still open."""
    when = "" if missing(row["first"]) else f" of {month_in_words(row['first'])}"
    name = f"the {ordinal_word(int(row['ordinal']))}{when}" if not missing(row["ordinal"]) else f"the one{when}"
    return f"{name}, {_days(row['lag_days'])}" if row["held"] else f"{name} is still open"


def alt(answer: Notice) -> str:
    """The chart in words for those who do not see it."""
    rows = answer.rows
    if rows.empty:
        return f"No chart. {title(answer)}."
    group = _group(answer)
    held, lags = rows[rows["held"]], _lags(answer, group)
    middle = f", median {number(median(lags))} for {PLURALS[group][1]}" if len(lags) >= ENOUGH else ""
    span = f"notice from {held['lag_days'].min()} to {held['lag_days'].max()} days{middle}. " if len(held) else ""
    own = records(rows[rows["is_article"]])
    told = (_days(own[-1]["lag_days"]) if own[-1]["held"] else "still open") if own else ""
    mine = f"The article’s meeting, {own[-1]['label']}: {told}. " if own else ""
    groups = counted(rows["group"].nunique(), "group")
    return (
        f"Dumbbell chart, {counted(len(rows), 'meeting')} in {groups}; the axis is days before the first day held; "
        f"{span}{mine}{counted(int((~rows['held']).sum()), 'plan')} still open. {title(answer)}. "
        f"{as_of_words(answer.as_of)}"
    )


def source(answer: Notice) -> str:
    """The source line: rows, how many held have no notice, what that means, as of when."""
    group = _group(answer)
    told, held = len(_lags(answer, group)), answer.held.get(group, 0)
    parts = [
        f"Source: policy_events. {told} of {held} {PLURALS[group][1]} held have a notice of a day or more on record; "
        f"{sum(answer.without.values())} meetings of all kinds have none. None on record does not mean none was made."
    ]
    hidden = len(answer.rows) - len(_shown(answer))
    if hidden:
        parts.append(f"{counted(hidden, 'older row')} only in the table.")
    return source_line(parts, answer.as_of)


def table(answer: Notice) -> pd.DataFrame:
    """All rows in drawing order."""
    rows = [
        (
            OPEN if not row["held"] else row["group"], row["label"],
            *(iso_day(row[name]) for name in ("announced_on", "first", "last")), row["lag_days"],
            ", ".join(row["announcements"]), "yes" if row["is_article"] else "", source_anchor(row["source_id"]),
        )
        for row in records(answer.rows)
    ]  # fmt: skip
    columns = "Group|Meeting|Told on|First day|Last day|Days ahead|All notices|In the article|anchor".split("|")
    return pd.DataFrame(rows, columns=columns)


def _shown(answer: Notice) -> list[Row]:
    """The rows drawn: all, or the last twelve of each group and the article's."""
    rows = records(answer.rows)
    if len(rows) <= MOST:
        return rows
    kept = []
    for place, row in enumerate(rows):
        later = [one for one in rows[place + 1 :] if one["group"] == row["group"] and one["held"] == row["held"]]
        if len(later) < MOST_OF_GROUP or row["is_article"]:
            kept.append(row)
    return kept


def told_held(answer: Notice) -> Chart:
    """One row a meeting, aligned on the day held; one sentence instead when none was told ahead.

    The filled mark has the id `policy-told-held-<row_id>` and leads to its source; a plan's hollow one bears it.
    """
    words = (title(answer), alt(answer), source(answer), table(answer))
    if answer.rows.empty:
        return Chart(NAME, None, *words, evidence=answer.evidence)
    shown = _shown(answer)
    tooltips = {_gid(row): f"{row['label']}: told {row['announced_on']:%Y-%m-%d}, {_when(row)}" for row in shown}
    return Chart(NAME, _draw(answer, shown), *words, tooltips, answer.evidence)


def _when(row: Row) -> str:
    return f"held {row['first']:%Y-%m-%d}, {_days(row['lag_days'])} later" if row["held"] else "still open"


def _gid(row: Row) -> str:
    return f"{NAME}-{slug(row['row_id'])}"


@style.look(NAME)
def _draw(answer: Notice, shown: list[Row]) -> Figure:
    heads = grouped(shown, lambda row: row["group"] if row["held"] else OPEN)
    height = sum(HEAD + ROW * len(rows) for rows in heads.values())
    open_too = f" Still open: to {answer.today:%d %B %Y}." if OPEN in heads and answer.today else ""
    own = " Orange: in the article." if any(row["is_article"] for row in shown) else ""
    subtitle = (
        "Days between the public announcement (hollow) and the first day held (filled); thick line = days it lasted; "
        f"figure = days ahead.{open_too}{own} {as_of_words(answer.as_of)}"
    )
    sheet = style.sheet(title(answer), subtitle, height + AXIS, source(answer))
    axes = sheet.rows(LEFT, sheet.top, PLOT, height, (-FARTHEST - 7, AFTER), (0, height))
    axes.set_xticks([-42, -28, -14, 0, 7], ["6 weeks ahead", "4 weeks", "2 weeks", "held", "+1"])
    axes.grid(axis="x", color=style.AREA, lw=0.8)
    axes.set_axisbelow(True)
    y = 0.0
    for head, rows in heads.items():
        sheet.text(LEFT - 0.1, sheet.top + y + HEAD / 2, head, VALUE, BLUE, bold=True, align="right")
        lags = _lags(answer, head)
        if len(lags) >= ENOUGH and head != OPEN and median(lags) <= FARTHEST:
            _median(axes, median(lags), y, y + HEAD + ROW * len(rows))
        y += HEAD
        for row in rows:
            _row(sheet, axes, row, y + ROW / 2)
            y += ROW
    return sheet.figure


def _median(axes: Axes, days: float, top: float, bottom: float) -> None:
    """A dashed line over the group, named in its head."""
    ends = [top + HEAD - 0.02, bottom]
    style.line_on(axes, [-days, -days], ends, color=style.GREY, lw=1.0, ls=(0, (4, 3)), zorder=1)
    style.write_on(axes, (-days, top + HEAD / 2), f"median {number(days)}", align="center")


def _row(sheet: Sheet, axes: Axes, row: Row, y: float) -> None:
    """Name, hollow marks of the announcements, line, filled mark, thick line over the days it lasted, lag."""
    colour = ORANGE if row["is_article"] else BLUE
    url = f"#{source_anchor(row['source_id'])}"
    when = "" if missing(row["first"]) else month_in_words(row["first"], short=True)
    if when and (row["last"] - row["first"]).days > 31 and not row["held"]:
        when = str(row["first"].year)  # only the year was told
    name = f"{when}  {style.shorten(row['label'], 1.75, SMALL, bold=bool(row['is_article']))}".strip()
    sheet.text(LEFT - 0.1, sheet.top + y, name, SMALL, bold=bool(row["is_article"]), align="right", url=url)
    zero = row["first"].date() if row["held"] else None
    lag = int(row["lag_days"])
    edge = -float(min(lag, FARTHEST))
    stroke = "-" if row["held"] else (0, (2, 2))
    style.line_on(axes, [edge, 0], [y, y], color=colour, lw=1.4, ls=stroke, zorder=2)
    if lag > FARTHEST:
        style.line_on(axes, [edge], [y], zorder=3, color=colour, **ARROW)
    marks = [(date.fromisoformat(day) - zero).days for day in row["announcements"]] if zero else [-lag]
    bearer = _mark(axes, row, marks, (edge, y), colour)
    bearer.set(gid=_gid(row), url=url)
    style.write_on(
        axes, (edge, y), str(lag) if row["held"] else f"{lag} so far", SMALL, INK, bold=bool(row["is_article"]),
        align="right", aside=(-7, 0), ground=0.6, zorder=2.5,
    )  # fmt: skip


def _mark(axes: Axes, row: Row, notices: list[int], at: tuple[float, float], colour: str) -> Line2D:
    """Hollow marks where it was told, a filled one where it was held; gives back the one that bears its id."""
    edge, y = at
    early = max(min(notices), -FARTHEST)
    if early < edge:  # told before without a date
        style.line_on(axes, [early, edge], [y, y], color=colour, lw=1.0, ls=":", zorder=2)
    ring = {"ls": "none", "marker": "o", "ms": 6, "mfc": style.WHITE, "mec": colour, "mew": 1.5}
    shown = [place for place in notices if place >= -FARTHEST and (place < 0 or not row["held"])]
    hollow = [style.line_on(axes, [place], [y], zorder=4, **ring) for place in shown]
    if not row["held"]:
        return hollow[-1] if hollow else style.line_on(axes, [edge], [y], zorder=3, color=colour, **ARROW)
    lasted = (row["last"] - row["first"]).days
    if lasted:
        days = [0, min(lasted, AFTER)]
        style.line_on(axes, days, [y, y], color=colour, lw=5, solid_capstyle="butt", zorder=3)
    return style.line_on(axes, [0], [y], ls="none", marker="o", ms=6.5, color=colour, zorder=5)
