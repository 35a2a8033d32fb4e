"""The events on record that many articles tell: each telling by its day, and how the tellings agree with the record."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from math import log10
from operator import itemgetter

import pandas as pd
from matplotlib.figure import Figure

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.days_axis import DaysAxis
from nkdata.charts.policy_article_record import SIGNS
from nkdata.charts.policy_article_words import KEY
from nkdata.charts.style import MARGIN, SMALL, STATUSES
from nkdata.collection.snapshot import Row, grouped, missing, records
from nkdata.questions.evidence import slug
from nkdata.questions.policy_tellings import MET, PolicyTellings, known_anchor
from nkdata.questions.wording import as_of_words, count_word, counted, nothing_read, source_line, times

NAME = "policy-known-events"
LEFT, PLOT, ROW, AXIS = 3.95, 1.95, 0.22, 0.32  # inches
MOST = 30  # events drawn: those told most often
DAY_HELD = date(2000, 1, 1)  # stands for the day of each event: all are aligned on it


def drawn(answer: PolicyTellings) -> bool:
    """Whether several articles tell an event on record."""
    return answer.articles > 1 and not answer.met.empty


def title(answer: PolicyTellings) -> str:
    """The finding: how many events on record are told, how often, and how often as recorded."""
    met = answer.met
    if not answer.articles:
        return nothing_read(answer.as_of)
    if answer.articles == 1:
        return "One article was read: no event on record is told by several"
    if met.empty:
        return f"Nothing that {answer.articles:,} articles tell meets an event on record by its day"
    events, agree = met["known_id"].nunique(), int((met["verdict"] == "=").sum())
    told = "One event on record is" if events == 1 else f"{count_word(events).capitalize()} events on record are"
    if agree in (0, len(met)):
        return f"{told} told {times(len(met))}, {'each time as recorded' if agree else 'never as recorded'}"
    return f"{told} told {times(len(met))}, {times(agree)} as recorded"


def alt(answer: PolicyTellings) -> str:
    """The chart in words for those who do not see it."""
    if not drawn(answer):
        return f"No chart. {title(answer)}."
    met = answer.met
    most = met["known_title"].value_counts()
    told = ", ".join(f"{name} {number}" for name, number in most.head(3).items())
    split = "; ".join(f"{sign} {int((met['verdict'] == sign).sum())}" for sign in MET)
    return (
        f"Row chart of {counted(met['known_id'].nunique(), 'event')} on record; each mark is a day on which articles "
        f"tell the event, by days before and after it. Told most: {told}. Verdicts: {split}. {title(answer)}. "
        f"{as_of_words(answer.as_of)}"
    )


def source(answer: PolicyTellings) -> str:
    """The source line: articles, table, what is not drawn, as of when."""
    met = answer.met
    parts = [f"Source: {counted(answer.articles, 'article')} as read by machine; policy_events and missile_tests."]
    unmet = len(answer.rows) - int(answer.rows["verdict"].isin(MET).sum())
    if unmet:
        parts.append(
            f"{counted(unmet, 'telling')} that {'meets' if unmet == 1 else 'meet'} no row by its day left out."
        )
    undated = int((met["told"].isna() | met["known_first"].isna()).sum())
    if undated:
        parts.append(f"{counted(undated, 'telling')} without a day, counted at the right only.")
    if (more := met["known_id"].nunique() - MOST) > 0:
        parts.append(f"{counted(more, 'event')} told less often in the table.")
    return source_line(parts, answer.as_of)


def _events(rows: pd.DataFrame) -> list[list[Row]]:
    """The tellings of each event on record, in the order of `rows`."""
    return [*grouped(records(rows), itemgetter("known_id")).values()]


def _split(part: list[Row]) -> str:
    """`31 =, 2 ≠`: the verdicts of an event's tellings, most first."""
    counts = Counter(row["verdict"] for row in part)
    return ", ".join(f"{number} {sign}" for sign, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def table(answer: PolicyTellings) -> pd.DataFrame:
    """One row an event on record, by its day; none where nothing is drawn."""
    rows = [
        (_iso(part[0]["known_first"]), part[0]["known_title"], len(part), _split(part), _iso(*told),
         _iso(*reversed(told)), known_anchor(part[0]["known_id"]))
        for part in (_events(answer.met) if drawn(answer) else ())
        for told in [[row["told"] for row in part]]
    ]  # fmt: skip
    columns = ["Day", "Event on record", "Told", "Verdicts", "First told", "Last told", "anchor"]
    return pd.DataFrame(rows, columns=columns)


def _iso(*days: pd.Timestamp) -> str:
    """The first known of some days."""
    return next((f"{day:%Y-%m-%d}" for day in days if not missing(day)), "")


def known_events(answer: PolicyTellings) -> Chart:
    """A row an event on record, by its day; one sentence instead when fewer than two articles tell any.

    A name has the id `policy-known-events-<row_id>`, a mark `…-<row_id>-<days after>-<status>`; both lead to the
    tellings.
    """
    words = (title(answer), alt(answer), source(answer), table(answer))
    if not drawn(answer):
        return Chart(NAME, None, *words)
    met = answer.met
    often = met["known_id"].value_counts().head(MOST)
    shown = _events(met[met["known_id"].isin(often.index)])
    marks = _marks(shown)
    tips = {
        mark["gid"]: f"{mark['title']}: {mark['status']}, told {counted(mark['number'], 'time')}, {mark['after']}"
        for mark in marks
    }  # fmt: skip
    return Chart(NAME, _draw(answer, shown, marks), *words, tips, answer.known_evidence)


def _after(days: int) -> str:
    return "on the day" if not days else f"{counted(abs(days), 'day')} {'after' if days > 0 else 'before'} it"


def _marks(events: list[list[Row]]) -> list[Row]:
    """One mark for the tellings of one status on one day, with their number."""
    marks: dict[str, Row] = {}
    for row in (row for part in events for row in part):
        after = row["told"] - row["known_first"]
        if missing(after):
            continue
        away = int(after.days)
        side = "before" if away < 0 else "after"
        gid = f"{NAME}-{slug(row['known_id'])}-{abs(away)}-{side}-{row['status']}"
        mark = {**row, "gid": gid, "days": away, "number": 0, "title": row["known_title"], "after": _after(away)}
        marks.setdefault(gid, mark)["number"] += 1
    return list(marks.values())


@style.look(NAME)
def _draw(answer: PolicyTellings, events: list[list[Row]], marks: list[Row]) -> Figure:
    subtitle = (
        "Events on record that the articles tell, by day; each mark is a day on which one is told, larger where many "
        "tell it. Days before and after the event, log-like scale. Right: tellings by verdict of the record."
    )
    found = {mark["status"] for mark in marks}
    key = [look for status, look in STATUSES.items() if status in found]
    height = ROW * len(events)
    body = height + AXIS + labels.KEY_ROW * len(labels.key_rows(key))
    verdicts = {row["verdict"] for part in events for row in part}
    signs = [said for said in KEY[0].split("   ") if said[0] in verdicts]
    sheet = style.sheet(title(answer), subtitle, body, source(answer), style.flow(signs))
    labels.key(sheet, key, sheet.top + height + AXIS)
    scale = DaysAxis.around(DAY_HELD, [DAY_HELD + timedelta(days=mark["days"]) for mark in marks])
    axes = scale.axes(sheet, LEFT, PLOT, ROW, len(events), "its day")
    places = {}
    for number, part in enumerate(events):
        places[part[0]["known_id"]] = number + 0.5
        _row(sheet, part, sheet.top + ROW * (number + 0.5), f"#{known_anchor(part[0]['known_id'])}")
    for mark in marks:
        x, size = scale.place(DAY_HELD + timedelta(days=mark["days"])), min(5.5 + 2.2 * log10(mark["number"]), 10)
        look, url = STATUSES.get(mark["status"], STATUSES["happened"]), f"#{known_anchor(mark['known_id'])}"
        style.mark_on(axes, x, places[mark["known_id"]], look, size, zorder=3, gid=mark["gid"], url=url)
    return sheet.figure


def _row(sheet: style.Sheet, part: list[Row], y: float, url: str) -> None:
    """Day and name of the event at the left, its tellings by verdict at the right."""
    row = part[0]
    first: pd.Timestamp = row["known_first"]
    day = "no day" if missing(first) else f"{first.day} {first:%b %Y}"
    name = style.shorten(str(row["known_title"]), LEFT - MARGIN - 1.0, SMALL)
    sheet.text(MARGIN + 0.78, y, day, SMALL, style.DARK_GREY, align="right")
    sheet.text(MARGIN + 0.86, y, name, SMALL, url=url, gid=f"{NAME}-{slug(row['known_id'])}")
    split = _split(part)
    sheet.text(LEFT + PLOT + 0.12, y, style.shorten(split, 0.9, SMALL), SMALL, SIGNS[split.split(" ")[1][0]], bold=True)
