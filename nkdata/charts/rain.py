"""Rain drawn: totals by the length of the spell, those of one flood in colour."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.labels import Box
from nkdata.charts.style import CLAIMANT_GROUPS, GREY, INK, SMALL, STEP, VALUE, WIDTH, Look, Sheet
from nkdata.collection.snapshot import Row, records
from nkdata.questions import rain as words
from nkdata.questions.rain import Rain

NAME = "rain"
LEFT, RIGHT, PLOT, FOOT = 0.75, WIDTH - 0.15, 2.65, 0.48  # inches
MOST_OWN = 12
LABELLED = 0.85  # quantile of the other events' totals, above which they are named


def rain(answer: Rain) -> Chart:
    """Totals as marks, filled where the place is the gauge's; one sentence with none of this flood or few others.

    Marks have the id `rain-<rain_id>`.  Labels that find no room stand in the table alone.
    """
    said = (words.title(answer), words.alt(answer), words.source(answer), words.table(answer))
    evidence = tuple(answer.rows["evidence"])
    if not answer.drawable:
        return Chart(NAME, None, *said, {}, evidence)
    rows = records(answer.rows)
    tooltips = {f"{NAME}-{row['rain_id']}": f"{row['evidence'].heading}, from {row['start']:%Y-%m-%d}" for row in rows}
    return Chart(NAME, _draw(answer, rows), *said, tooltips, evidence)


@style.look(NAME)
def _draw(answer: Rain, rows: list[Row]) -> Figure:
    own = [row for row in rows if row["this"]]
    looks = labels.of_groups(row["claimant_group"] for row in own)
    key = [Look(f"this flood, {look.label}", look.colour, look.marker) for look in looks]
    key.append(Look("other events", STEP, "o"))
    if any(row["statistic"] == "max" for row in rows):
        key.append(Look("open: highest of an area", GREY, "o", filled=False))
    body = PLOT + FOOT + labels.KEY_ROW * len(labels.key_rows(key))
    sheet = style.sheet(words.title(answer), words.subtitle(answer), body, words.source(answer))
    axes = sheet.axes(LEFT, sheet.top + 0.1, RIGHT - LEFT, PLOT)
    most_days, most = max(row["days"] for row in rows) + 0.9, max(row["mm"] for row in rows) * 1.12
    axes.set_xlim(0.4, most_days)
    axes.set_ylim(0, most)
    axes.set_xticks(range(1, int(most_days) + 1, int(most_days) // 12 + 1))
    labels.value_axis(axes, MaxNLocator(5).tick_values(0, most), " mm")
    bottom = sheet.top + 0.1 + PLOT
    sheet.text((LEFT + RIGHT) / 2, bottom + 0.3, "whole days of rain", SMALL, style.DARK_GREY, align="center")
    spots = {
        row["rain_id"]: (
            LEFT + (RIGHT - LEFT) * (row["days"] - 0.4) / (most_days - 0.4), bottom - PLOT * row["mm"] / most,
        )
        for row in rows
    }  # fmt: skip
    for row in sorted(rows, key=lambda row: row["this"]):
        look = CLAIMANT_GROUPS[row["claimant_group"]] if row["this"] else Look("", STEP, "o")
        shown = Look("", look.colour, look.marker, filled=row["statistic"] != "max")
        url, size = f"#{row['evidence'].anchor}", 8 if row["this"] else 6
        sheet.mark(*spots[row["rain_id"]], shown, size, gid=f"{NAME}-{row['rain_id']}", url=url)
    _labels(sheet, answer, rows, spots, bottom)
    labels.key(sheet, key, bottom + FOOT + 0.02)
    return sheet.figure


def _labels(sheet: Sheet, answer: Rain, rows: list[Row], spots: dict[str, tuple[float, float]], bottom: float) -> None:
    """The words of this flood's marks and of the highest others, where they find room."""
    bounds = Box(LEFT, sheet.top, WIDTH - 0.06, bottom - 0.02)
    taken = [labels.around(*spot) for spot in spots.values()]
    own = [row for row in rows if row["this"]]
    told = [spots[row["rain_id"]] for row in own]
    high = answer.rows.loc[~answer.rows["this"].astype(bool), "mm"].quantile(LABELLED)
    for row in own[:MOST_OWN] + [row for row in rows if not row["this"] and row["mm"] >= high]:
        spot, full = spots[row["rain_id"]], words.label(row)
        rest = [box for box in taken if box != labels.around(*spot)]
        ways = (full, full.partition(" ")[0]) if row["this"] else (full,)
        # ink words may stand near a grey mark: they are read as those of a coloured one
        near = (list(spots.values()), told) if row["this"] else (list(spots.values()),)
        found = ((text, labels.find_room(text, spot, bounds, marks, rest)) for text in ways for marks in near)
        text, box = next(((text, box) for text, box in found if box), ("", None))
        if box:
            taken.append(box)
            colour, url = INK if row["this"] else GREY, f"#{row['evidence'].anchor}"
            sheet.text(box.left + 0.01, (box.top + box.bottom) / 2, text, VALUE, colour, url=url)
