"""What the articles say of sanctions, each mention in its sentence, beside what was in force on their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from nkdata.charts import passages, sanctions_periods, style
from nkdata.charts.chart import Chart
from nkdata.charts.sanctions_periods import NAME
from nkdata.charts.style import INK, LABEL, MARGIN, SMALL, VALUE, Look, Sheet
from nkdata.collection.snapshot import Row, records
from nkdata.questions.evidence import event_anchor, slug
from nkdata.questions.sanctions import (
    DIRECTIONS,
    MOST,
    Beside,
    category,
    list_anchor,
    named,
)
from nkdata.questions.sanctions_by_period import by_period, period_in_words, period_unit
from nkdata.questions.wording import as_of_words, counted, day_in_words, listed, nothing_read, source_line, times

SENTENCE, LEADING, HEAD = 3.05, 0.19, 0.3  # inches
CIRCLES = (3.42, 3.83, 4.24)
BARS, BAR_END, BAR_ROW = 5.72, 6.5, 0.27
DIRECTION_LABELS = {"export_from_dprk": "not to sell", "import_to_dprk": "not to buy", "other": "services etc."}
NAMED, UNNAMED = Look("named", INK, "o"), Look("not named", style.GREY, "o", filled=False)


def _counted(answer: Beside) -> bool:
    """Whether the mentions are counted by period instead of shown one by one; measures then stand in the table only."""
    return len(answer.mentions) > MOST and bool(answer.mentions["first"].notna().any())


def _what_they_name(rows: pd.DataFrame) -> str:
    """`no resolution and no goods`, `resolution 2397 and coal`, `2 resolutions`."""
    resolutions = [one for one in dict.fromkeys(rows["resolution"]) if one]
    goods = [category(one) for one in dict.fromkeys(rows["measure_category"]) if one]
    said = []
    if resolutions:
        said.append(f"resolution {resolutions[0]}" if len(resolutions) == 1 else f"{len(resolutions)} resolutions")
    if goods:
        said.append(goods[0] if len(goods) == 1 else f"{len(goods)} kinds of goods")
    return listed(said) or "no resolution and no goods"


def title(answer: Beside) -> str:
    """The finding: how often sanctions are spoken of, what is named, how many measures were in force."""
    rows, many = answer.mentions, len(answer.articles) > 1
    if not answer.articles:
        return nothing_read(answer.as_of)
    if rows.empty:
        said = "None of the articles mentions sanctions" if many else "The article does not mention sanctions"
        on = f"on {day_in_words(answer.day)}" if answer.day else ""
    else:
        subject = f"{len(answer.articles):,} articles speak" if many else "The article speaks"
        naming = int(((rows["resolution"] != "") | (rows["measure_category"] != "")).sum())
        name = f"names {_what_they_name(rows)}"
        if many:
            name = f"{times(naming)} name a resolution or goods" if naming else "name no resolution and no goods"
        said = f"{subject} of sanctions {times(len(rows))} and {name}"
        on = "that day" if not many else f"on {day_in_words(answer.day)}" if answer.day else ""
    if _counted(answer):
        return said
    if answer.day is None:
        return f"{said}; {'their days are' if many else 'its day is'} not known, so no measures are shown"
    number = int(answer.measures["counted"].sum())
    held = "no UN measure was" if not number else f"{counted(number, 'UN measure')} {'was' if number == 1 else 'were'}"
    return f"{said}; {held} in force {on}"


def alt(answer: Beside) -> str:
    """The chart in words for those who do not see it."""
    rows = answer.mentions
    if rows.empty:
        return f"No chart. {title(answer)}."
    kind = f"Bars of shares by {period_unit(answer.mentions)}" if _counted(answer) else "Table-like chart"
    where = answer.articles[0].title or answer.articles[0].id if len(answer.articles) == 1 else "these articles"
    names = {name: int((rows[name] != "").sum()) for name in ("imposer", "resolution", "measure_category")}
    text = (
        f"{kind}. {counted(len(rows), 'mention')} of sanctions in {where}; {names['imposer']:,} name an "
        f"imposer, {names['resolution']:,} a resolution, {names['measure_category']:,} goods. "
    )
    if answer.day is None:
        return text + "The day of the article is not known, so no measures are shown beside it."
    counts = _directions(answer)
    where = "Beside it bars:" if kind == "Table-like chart" else "In the table:"
    return (
        f"{text}{where} {counts['export_from_dprk']} export, {counts['import_to_dprk']} import, "
        f"{counts['other']} other UN measures in force on {day_in_words(answer.day)}, and {len(answer.acts)} acts of "
        f"states by then, which are no count of what was in force. {title(answer)}. {as_of_words(answer.as_of)}"
    )


def _subtitle(answer: Beside) -> str:
    left = "Left: each mention in its sentence, in reading order, and what it names (filled)."
    if answer.day is None:
        return left
    return f"{left} Right: UN measures in force on {day_in_words(answer.day)}, and acts of states by then."


def source(answer: Beside) -> str:
    """The source line: articles, tables, what was left out, as of when."""
    credits = [one.credit for one in answer.articles[:3]]
    if _counted(answer) and len(answer.articles) > len(credits):
        credits = [f"{len(answer.articles):,} articles as read by machine"]
    more = 0 if _counted(answer) else len(answer.articles) - len(credits)
    tables = ["sanctions_measures", "sanctions_unilateral"] if answer.day else []
    tables = ["sanctions_unsc"] if _counted(answer) else tables
    parts = [f"Source: {'; '.join([*credits, *([f'{more} more articles'] if more > 0 else []), *tables])}."]
    if answer.day and not _counted(answer):
        parts.append(
            "A limit told in two units counts once; exemptions do not count. States’ acts: renewals and those known to "
            "have ended left out; most have no end on record, so they are no count in force."
        )
    undated = int(answer.mentions["first"].isna().sum())
    if len(answer.mentions) > MOST:
        if undated == len(answer.mentions):
            parts.append(f"{undated - MOST} more mentions are in the table.")
        elif undated:
            parts.append(f"{counted(undated, 'mention')} in undated articles left out.")
    if answer.left_out:
        parts.append(f"{counted(answer.left_out, 'article')} later or undated left out.")
    return source_line(parts, answer.as_of)


def _directions(answer: Beside) -> dict[str, int]:
    held = answer.measures[answer.measures["counted"]]["direction"].value_counts()
    return {direction: int(held.get(direction, 0)) for direction in DIRECTIONS}


def table(answer: Beside) -> pd.DataFrame:
    """The rows in drawing order: mentions, then one row a bar."""
    titles = {one.id: one.title or one.id for one in answer.articles}
    rows: list[Row] = [
        {
            "What": str(row["text"]),
            "Sentence": str(row["sentence"]),
            "Who": row["imposer_name"] or "not named",
            "Resolution": row["resolution"] or "not named",
            "Goods": category(row["measure_category"]) or "not named",
            "Article": titles.get(row["article_id"], ""),
            "Measures": "",
            "anchor": event_anchor(row["row_id"]),
        }
        for row in records(answer.mentions)
    ]
    for bar in _bars(answer):
        what = f"UN measures: {DIRECTIONS[bar.group]}" if bar.group in DIRECTIONS else f"Acts of {bar.group}"
        empty = dict.fromkeys(("Sentence", "Who", "Resolution", "Goods", "Article"), "")
        rows.append({"What": what, **empty, "Measures": str(bar.number), "anchor": list_anchor(bar.group)})
    columns = ["What", "Sentence", "Who", "Resolution", "Goods", "Article", "Measures", "anchor"]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class Bar:
    """One bar at the right: how many measures of a direction, or acts of a state."""

    group: str
    label: str
    number: int
    colour: str


def _bars(answer: Beside) -> list[Bar]:
    """The UN's by direction, then the states', most acts first."""
    if answer.day is None:
        return []
    found = [Bar(key, DIRECTION_LABELS[key], n, style.BLUE) for key, n in _directions(answer).items() if n]
    acts = answer.acts["imposed_by"].value_counts()
    states = sorted(acts.items(), key=lambda one: (-one[1], str(one[0])))
    return found + [Bar(str(state), str(state), int(number), style.GREY) for state, number in states]


def beside(answer: Beside) -> Chart:
    """The mentions as rows and the measures as bars; one sentence instead when nothing is mentioned.

    A mention has the id `sanctions-beside-<row_id>` and leads to its sentence, a bar to the list of its measures.
    """
    words = (title(answer), alt(answer), source(answer), table(answer))
    if answer.mentions.empty:
        return Chart(NAME, None, *words, evidence=answer.evidence)
    if _counted(answer):
        tips = {
            sanctions_periods.gid(
                row
            ): f"{period_in_words(row['first'], row['last'])}: {counted(row['number'], 'mention')} that "
            f"{'name' if row['number'] > 1 else 'names'} {sanctions_periods.WORDS[row['names']]}"
            for row in records(by_period(answer.mentions))
        }
        return Chart(NAME, sanctions_periods.draw(answer, words[0], words[2]), *words, tips, answer.evidence)
    tooltips = {_gid(row): f"“{row['text']}” {named(row)}" for row in records(answer.mentions.head(MOST))}
    tooltips |= {_bar_gid(bar): f"{bar.label}: {bar.number}" for bar in _bars(answer)}
    return Chart(NAME, _draw(answer), *words, tooltips, answer.evidence)


def _gid(row: Row) -> str:
    return f"{NAME}-{row['row_id']}"


def _bar_gid(bar: Bar) -> str:
    return f"{NAME}-{slug(bar.group)}"


@style.look(NAME)
def _draw(answer: Beside) -> Figure:
    rows = records(answer.mentions.head(MOST))
    held = [_passage(row) for row in rows]
    heads = [
        len(answer.articles) > 1 and (not n or rows[n - 1]["article_id"] != row["article_id"])
        for n, row in enumerate(rows)
    ]
    left_height = HEAD + sum(
        0.17 + LEADING * len(one) + (0.24 if head else 0) for one, head in zip(held, heads, strict=True)
    )
    bars = _bars(answer)
    groups = [[bar for bar in bars if bar.colour == colour] for colour in (style.BLUE, style.GREY)]
    right_height = sum(0.42 + BAR_ROW * len(group) for group in groups if group)
    sheet = style.sheet(title(answer), _subtitle(answer), max(left_height, right_height), source(answer))
    for text, x in zip(("who", "resol.", "goods"), CIRCLES, strict=True):
        sheet.text(x, sheet.top + 0.1, text, SMALL, style.DARK_GREY, align="center")
    sheet.text(MARGIN, sheet.top + 0.1, "the mention", SMALL, style.DARK_GREY)
    titles = {one.id: f"{one.title or one.id}, {one.day}" for one in answer.articles}
    y = sheet.top + HEAD
    for row, lines, head in zip(rows, held, heads, strict=True):
        if head:
            label = style.shorten(passages.drawable(titles[row["article_id"]]), 4.2, VALUE, bold=True)
            sheet.text(MARGIN, y + 0.06, label, VALUE, bold=True)
            y += 0.24
        _mention(sheet, row, lines, y)
        y += 0.17 + LEADING * len(lines)
        sheet.rule(y - 0.1, right=CIRCLES[-1] + 0.2)
    _draw_bars(sheet, groups)
    return sheet.figure


def _passage(row: Row) -> list[list[passages.Word]]:
    start = int(row["start"]) - int(row["sentence_start"])
    length = int(row["end"]) - int(row["start"])
    return passages.passage(passages.words(str(row["sentence"]), start, start + length), SENTENCE, LABEL)


def _mention(sheet: Sheet, row: Row, lines: list[list[passages.Word]], top: float) -> None:
    url = f"#{event_anchor(row['row_id'])}"
    passages.draw(sheet, MARGIN, top, lines, LABEL, LEADING, url)
    for number, (x, key) in enumerate(zip(CIRCLES, ("imposer", "resolution", "measure_category"), strict=True)):
        gid = _gid(row) if number == 0 else f"{_gid(row)}-{slug(key)}"
        sheet.mark(x, top + 0.1, NAMED if row[key] else UNNAMED, 8.5, INK, gid=gid, url=url)


def _draw_bars(sheet: Sheet, groups: Sequence[Sequence[Bar]]) -> None:
    """Both groups to one scale from zero."""
    largest = max((bar.number for group in groups for bar in group), default=1)
    y = sheet.top + 0.1
    for group, heading, colour in zip(
        groups, ("UN measures in force", "acts of states by then"), (style.BLUE, style.DARK_GREY), strict=True
    ):
        if not group:
            continue
        sheet.text(BARS - 1.05, y, heading, VALUE, colour, bold=True)
        for bar in group:
            y += BAR_ROW
            end = BARS + (BAR_END - BARS) * bar.number / largest
            url = f"#{list_anchor(bar.group)}"
            sheet.text(BARS - 0.06, y, bar.label, SMALL, align="right", url=url)
            box = sheet.band(y - 0.09, 0.18, bar.colour, BARS, end)
            box.set(gid=_bar_gid(bar), url=url)
            sheet.text(end + 0.05, y, str(bar.number), VALUE, url=url)
        y += 0.42
