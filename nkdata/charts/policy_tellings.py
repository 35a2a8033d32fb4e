"""What many articles tell, by kind of event and by what the record says to it: one bar a kind."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.policy_article_words import KEY
from nkdata.charts.style import BLUE, GREY, INK, MARGIN, SMALL, VALUE, VERMILION, WHITE, Look, Sheet
from nkdata.questions.evidence import event_anchor
from nkdata.questions.policy_tellings import VERDICTS, PolicyTellings, group_id
from nkdata.questions.wording import as_of_words, counted, kind_in_words, nothing_read, source_line

NAME = "policy-tellings"
LEFT, PLOT, ROW = 1.72, 4.6, 0.25  # inches
MOST = 30  # kinds drawn; rarer ones stand in the table
LEAST = 0.012  # inches: a lone telling among thousands is still seen
COLOURS = {
    "=": BLUE, "≈": style.pale(BLUE, 0.45), "≠": VERMILION, "?": style.AREA, "○": style.STEP, "–": WHITE,
}  # fmt: skip


def title(answer: PolicyTellings) -> str:
    """The finding: how many of the events told meet the record, differ from it, or are not on it."""
    rows, number = answer.rows, len(answer.rows)
    if not answer.articles:
        return nothing_read(answer.as_of)
    if not number:
        return f"{_articles(answer)} {'tells' if answer.articles == 1 else 'tell'} no event that the record could hold"
    if answer.articles == 1:
        return "One article was read: each of its events stands beside the record by itself"
    counts = {sign: int((rows["verdict"] == sign).sum()) for sign in VERDICTS}
    agree, differ = counts["="], counts["≠"] + counts["≈"]
    said = f"{agree:,} of {counted(number, 'event')} told meet{'s' if agree == 1 else ''} the record"
    others = [
        (differ, "differs", "differ"),
        (counts["?"], "has only a candidate", "have only a candidate"),
        (counts["–"], "is not on it", "are not on it"),
    ]
    more = [f"{many:,} {one if many == 1 else several}" for many, one, several in others if many]
    return f"{said}; {', '.join(more)}" if more else said


def drawn(answer: PolicyTellings) -> bool:
    """Whether there is more to show than the events of one article."""
    return answer.articles > 1 and not answer.rows.empty


def _articles(answer: PolicyTellings) -> str:
    return "The article" if answer.articles == 1 else f"{answer.articles:,} articles"


def alt(answer: PolicyTellings) -> str:
    """The chart in words for those who do not see it."""
    if not drawn(answer):
        return f"No chart. {title(answer)}."
    counts = answer.by_kind
    top = ", ".join(f"{_words(kind)} {int(counts.loc[kind].sum()):,}" for kind in counts.index[:3])
    return (
        f"Stacked bars, one for each of {counted(len(counts), 'kind')} of event that {_articles(answer).lower()} tell, "
        f"by verdict of the record; most told: {top}. {title(answer)}. {as_of_words(answer.as_of)}"
    )


def _words(kind: object) -> str:
    return kind_in_words(str(kind))


def source(answer: PolicyTellings) -> str:
    """The source line: articles, table, what was left out, as of when."""
    parts = [f"Source: {counted(answer.articles, 'article')} as read by machine; policy_events, a curated table."]
    left = []
    if answer.uncovered:
        left.append(f"{counted(answer.uncovered, 'event')} of years without any row on record")
    if answer.statements:
        left.append(f"{counted(answer.statements, 'statement')}, which the record does not list")
    if left:
        parts.append(f"Left out: {'; '.join(left)}.")
    if len(answer.by_kind) > MOST:
        parts.append(f"{len(answer.by_kind) - MOST} rarer kinds are in the table.")
    return source_line(parts, answer.as_of)


def table(answer: PolicyTellings) -> pd.DataFrame:
    """One row a kind and verdict, in drawing order."""
    rows = [
        (
            _words(kind),
            f"{sign} {VERDICTS[sign].replace('-', ' ')}",
            int(number),
            event_anchor(group_id(str(kind), sign)),
        )
        for kind, counts in answer.by_kind.iterrows()
        for sign, number in zip(VERDICTS, counts, strict=True)
        if number
    ]
    return pd.DataFrame(rows, columns=["Kind", "Verdict", "Events told", "anchor"])


def policy_tellings(answer: PolicyTellings) -> Chart:
    """A bar a kind; one sentence instead when the articles tell no event, or one article tells all.

    A part of a bar has the id `policy-tellings-<kind>-<verdict>` and leads to the newest tellings that it counts.
    """
    words = (title(answer), alt(answer), source(answer), table(answer))
    if not drawn(answer):
        return Chart(NAME, None, *words, evidence=answer.evidence)
    tooltips = {
        group_id(
            str(kind), sign
        ): f"{_words(kind)}: {counted(int(number), 'event')}, {VERDICTS[sign].replace('-', ' ')}"
        for kind, counts in answer.by_kind.head(MOST).iterrows()
        for sign, number in zip(VERDICTS, counts, strict=True)
        if number
    }
    return Chart(NAME, _draw(answer), *words, tooltips, answer.evidence)


@style.look(NAME)
def _draw(answer: PolicyTellings) -> Figure:
    counts = answer.by_kind.head(MOST)
    subtitle = (
        "Events told, by kind and by what the record says to each; a telling counts each time. "
        "Linear scale from zero; the number at the right is the sum."
    )
    key = [Look(words, COLOURS[words[0]], "s") for words in KEY[0].split("   ")]
    rows = ROW * len(counts) + 0.15
    height = rows + labels.KEY_ROW * len(labels.key_rows(key))
    sheet = style.sheet(title(answer), subtitle, height, source(answer))
    labels.key(sheet, key, sheet.top + rows, rim=GREY)
    largest = int(counts.sum(axis=1).max())
    for number, (kind, row) in enumerate(counts.iterrows()):
        y = sheet.top + ROW * (number + 0.5)
        sheet.text(LEFT - 0.08, y, _words(kind), VALUE, align="right")
        _bar(sheet, str(kind), {str(sign): int(value) for sign, value in row.items()}, y, largest)
    return sheet.figure


def _bar(sheet: Sheet, kind: str, counts: dict[str, int], y: float, largest: int) -> None:
    """The parts of a bar end to end, each with its sign and number where it has room."""
    x = LEFT
    for sign in VERDICTS:
        number = counts[sign]
        if not number:
            continue
        width = max(PLOT * number / largest, LEAST)
        url = f"#{event_anchor(group_id(kind, sign))}"
        box = sheet.band(y - 0.085, 0.17, COLOURS[sign], x, x + width)
        box.set(edgecolor=GREY, linewidth=0.5, zorder=1, gid=group_id(kind, sign), url=url)
        said = f"{sign} {number:,}"
        if style.text_width(said, SMALL) + 0.06 < width:
            sheet.text(x + width / 2, y, said, SMALL, WHITE if sign in "=≠" else INK, align="center", url=url)
        x += width
    sheet.text(min(x + 0.06, style.WIDTH - MARGIN - 0.3), y, f"{sum(counts.values()):,}", VALUE, bold=True)
