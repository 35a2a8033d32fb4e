"""The first word on the dead drawn: a row a flood, days from its first day."""

from __future__ import annotations

import pandas as pd

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.style import BLUE, DARK_GREY, INK, SMALL, VERMILION, WHITE, Look, Sheet
from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions import first_word as words
from nkdata.questions.evidence import event_anchor
from nkdata.questions.figures import evidence_of
from nkdata.questions.first_word import FEWEST, KINDS, FirstWord
from nkdata.questions.wording import counted

NAME = "first-word"
MOST_ROWS, DAYS = 30, 30
ROW, HEAD, LEFT, DAY = 0.215, 0.22, 1.3, 0.138  # inches
LATER = LEFT + DAYS * DAY + 0.12
STEP = 0.36  # a later mark with its days
FAN = 8 / 72
LOOKS = {
    "state_damage": Look(KINDS["state_damage"], VERMILION, "|", filled=False),
    "state_number": Look(KINDS["state_number"], VERMILION, "o"),
    "state_words": Look(KINDS["state_words"], VERMILION, "o", filled=False),
    "state_silent": Look(KINDS["state_silent"], VERMILION, "X", filled=False),
    "un_rc_number": Look(KINDS["un_rc_number"], BLUE, "s"),
}


def first_word_on_the_dead(answer: FirstWord, figures: pd.DataFrame) -> Chart:
    """Marks from the first day of each flood; beyond thirty floods the last thirty and the one asked about.

    Marks have the id `first-word-<disaster_id>-<kind>`; `figures` gives the evidence.  With fewer than three floods
    one sentence.
    """
    said = (words.title(answer), words.alt(answer), words.source(answer), words.table(answer))
    rows = answer.floods
    named = {row[f"{kind}_figure"] for row in rows for kind in KINDS}
    evidence = evidence_of(records(figures[figures["figure_id"].isin(named)]))
    if len(rows) < FEWEST:
        return Chart(NAME, None, *said, {}, evidence)
    drawn = [row for at, row in enumerate(rows) if at >= len(rows) - MOST_ROWS or row["this"]]
    tooltips = {
        f"{NAME}-{row['disaster_id']}-{kind.replace('_', '-')}": f"{row['flood']}, {what}: day {row[kind]}"
        for row in drawn
        for kind, what in KINDS.items()
        if not missing(row[kind])
    }
    subtitle = words.subtitle(answer)
    if len(drawn) < len(rows):
        subtitle += f" {counted(len(rows) - len(drawn), 'older flood')} in the table only."
    rim = any(row[f"{kind}_told_here"] for row in drawn for kind in KINDS)
    key = labels.meanings({"Grey bar: days of the flood.": True, labels.RIM: rim})
    shown = [look for kind, look in LOOKS.items() if any(not missing(row[kind]) for row in drawn)]
    body = HEAD + ROW * len(drawn) + labels.KEY_ROW * len(labels.key_rows(shown)) + 0.12
    with style.look(NAME):
        sheet = style.sheet(said[0], subtitle, body, said[2], key)
        _scale(sheet, len(drawn))
        for at, row in enumerate(drawn):
            _flood(sheet, row, sheet.top + HEAD + ROW * (at + 0.5))
        labels.key(sheet, shown, sheet.top + HEAD + ROW * len(drawn) + 0.15)
    return Chart(NAME, sheet.figure, *said, tooltips, evidence)


def _scale(sheet: Sheet, rows: int) -> None:
    """Weeks above and as faint lines; a dotted line before what came later."""
    top, bottom = sheet.top + HEAD, sheet.top + HEAD + ROW * rows
    for week, label in enumerate(("first day", "1 week", "2 weeks", "3 weeks", "4 weeks")):
        x = LEFT + DAY * 7 * week
        labels.line(sheet, [(x, top), (x, bottom)], style.AREA, 0.8)
        sheet.text(x, sheet.top + 0.08, label, SMALL, DARK_GREY, align="center")
    labels.line(sheet, [(LATER - 0.06, top), (LATER - 0.06, bottom)], style.STEP, 1, dotted=True)
    sheet.text(LATER, sheet.top + 0.08, "later, on day", SMALL, DARK_GREY)


def _flood(sheet: Sheet, row: Row, y: float) -> None:
    """One flood: name, grey bar of its days, its marks side by side where they fall on one day."""
    if row["this"]:
        sheet.band(y - ROW / 2, ROW)
    lasted = min((row["end"] - row["start"]).days + 1, DAYS + 0.4)
    sheet.band(y - 0.035, 0.07, style.RULE, LEFT, LEFT + DAY * lasted).set_zorder(-0.5)
    sheet.text(LEFT - 0.1, y, row["flood"], style.LABEL, bold=row["this"], align="right")
    right, later = 0.0, LATER + 0.06
    for kind in sorted((kind for kind in KINDS if not missing(row[kind])), key=lambda kind: int(row[kind])):
        days = int(row[kind])
        x = max(LEFT + DAY * max(days, 0.5), right + FAN if right else 0.0)
        if days > DAYS:
            if later + STEP > style.WIDTH:
                continue
            x, later = later, later + STEP
            sheet.text(x + 0.07, y, str(days), SMALL)
        else:
            right = x
        here, url = row[f"{kind}_told_here"], f"#{event_anchor(row[f'{kind}_figure'])}"
        gid = f"{NAME}-{row['disaster_id']}-{kind.replace('_', '-')}"
        if kind in ("state_words", "state_silent"):
            labels.open_mark(sheet, LOOKS[kind], (x, y), here, gid, url)
        else:
            size = 9 if kind == "state_damage" else style.MARK
            sheet.mark(x, y, LOOKS[kind], size, INK if here else WHITE, gid=gid, url=url)
