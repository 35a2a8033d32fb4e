"""Flood damage drawn: who gave which figure and who was silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.style import CLAIMANT_GROUPS, INK, MARGIN, SMALL, VALUE, WIDTH, Look, Sheet
from nkdata.collection.snapshot import Row
from nkdata.questions import damage_table, damage_words
from nkdata.questions.damage import CLASS_LABELS, WhoSaidWhat
from nkdata.questions.evidence import event_anchor
from nkdata.questions.figures import evidence_of, evidence_of_several, what
from nkdata.questions.hedges import ASIDES
from nkdata.questions.tellings import CLASSES
from nkdata.questions.voices import Voice

NAME = "who-said-what"
MOST_LINES = 4
LINE, PADDING = 0.17, 0.15  # inches
LABELS, COLUMN, WIDE_COLUMN = 1.38, 1.375, 1.75  # widths in inches
AFTER_MARK = 0.15
HEAD = 0.36


@dataclass(frozen=True)
class Line:
    """One line in a cell; with `row` it begins a figure and bears its mark."""

    text: str
    url: str
    grey: bool = False
    italic: bool = False
    row: Row | None = None


@dataclass(frozen=True)
class Cell:
    """What stands in one cell, and the figures that found no room."""

    lines: tuple[Line, ...]
    folded: tuple[Row, ...]
    more: str


def who_said_what(answer: WhoSaidWhat) -> Chart:
    """The grid of metric classes by claimants; one sentence instead when nothing is known.

    Marks have the id `who-said-what-<figure_id>` and lead to `#ev-<figure_id>`; a "+ n more" leads to the list of what
    it stands for.  The table holds every figure, drawn or not.
    """
    title, alt, source = damage_words.title(answer), damage_words.alt(answer), damage_words.source(answer)
    table = damage_table.table(answer.figures)
    if answer.rows.empty:
        return Chart(NAME, None, title, alt, source, table)
    rows = [row for row in answer.figures if row["shown"]]
    quoted = len(answer.voices) <= 2 and any(row["origin"] != "reference" for row in rows)
    width = WIDE_COLUMN if len(answer.voices) <= 3 else COLUMN
    classes = [one for one in CLASSES if any(row["metric_class"] == one for row in rows)]
    cells = {
        (kind, voice.key): _cell(
            [row for row in rows if row["metric_class"] == kind and row["voice"] == voice.key],
            width - AFTER_MARK - 0.04,
            f"{NAME}-{kind}-{voice.key}",
        )
        for kind in classes
        for voice in answer.voices
    }
    folded = {row["figure_id"] for cell in cells.values() for row in cell.folded}
    if not table.empty:
        hidden = answer.rows["figure_id"].isin(folded).to_numpy()
        table.loc[hidden, "In the chart"] = "folded"
    lists = tuple(evidence_of_several(cell.more, cell.folded) for cell in cells.values() if cell.folded)
    tooltips = {f"{NAME}-{row['figure_id']}": tooltip(row) for row in rows if row["figure_id"] not in folded}
    figure = _draw(answer, title, source, classes, cells, width, quoted)
    return Chart(NAME, figure, title, alt, source, table, tooltips, (*evidence_of(answer.figures), *lists))


def tooltip(row: Row) -> str:
    """A mark in words: claimant, relay, day, figure, place, number of tellings."""
    relay = f" via {row['relay']}" if row["relay_of_state"] else ""
    tellings = f"; {row['n_tellings']} tellings" if row["n_tellings"] > 1 else ""
    day = damage_words.told_day(dict(row))
    return f"{row['claimant']}{relay}, {day}: {what(row)}{tellings}"


def _cell(rows: list[Row], width: float, more: str) -> Cell:
    """The figures of a cell as at most four lines and a count of the rest; `width` in inches.

    A place note has up to three lines where that pushes out no figure; where it would be cut, a cell has a line more.
    """
    laid = [_laid(rows, width, more, lines, MOST_LINES) for lines in (3, 2, 1)]
    best = min(laid, key=lambda one: len(one.folded))  # of equals the first
    whole = _laid(rows, width, more, 2, MOST_LINES + 1)
    return whole if _cut(best) and not _cut(whole) and len(whole.folded) <= len(best.folded) else best


def _cut(cell: Cell) -> bool:
    """Whether a place is cut short in it."""
    return any(line.grey and line.text.endswith("…") for line in cell.lines)


def _laid(rows: list[Row], width: float, more: str, note_lines: int, most: int) -> Cell:
    lines: list[Line] = []
    for number, row in enumerate(rows):
        own = _figure_lines(row, width, note_lines)
        last = number == len(rows) - 1
        if lines and len(lines) + len(own) > (most if last else most - 1):
            rest = rows[number:]
            anchor = event_anchor(more)
            return Cell((*lines, Line(f"+ {len(rest)} more", f"#{anchor}", grey=True)), tuple(rest), anchor)
        lines += own
    return Cell(tuple(lines), (), "")


def _figure_lines(row: Row, width: float, note_lines: int) -> list[Line]:
    """One figure: its text over as many lines as it needs, the place in grey on at most `note_lines` below."""
    url = f"#{event_anchor(row['figure_id'])}"
    italic = row["stance"] == "not_reported"
    text, note = row["text"], row["place_note"]
    aside = ASIDES.get(row["basis"], "")
    if aside and aside in text and style.text_width(text, VALUE) > width:
        text, note = text.replace(aside, ""), ", ".join(part for part in (aside.strip(" ()"), note) if part)
    counted = f"{text} ×{row['n_tellings']}"
    if row["n_tellings"] > 1 and style.text_width(counted, VALUE, italic=italic) <= width:
        text = counted
    wrapped = style.wrap(text, width, VALUE)
    lines = [Line(style.shorten(part, width, VALUE, italic=italic), url, italic=italic) for part in wrapped[:3]]
    lines[0] = Line(lines[0].text, url, italic=italic, row=row)
    if note:
        parts = style.wrap(note, width, SMALL)
        parts = parts if len(parts) <= note_lines else style.wrap(labels.abbreviated(note), width, SMALL)
        parts = [*parts[: note_lines - 1], " ".join(parts[note_lines - 1 :])]
        short = [part if style.text_width(part, SMALL) <= width else labels.abbreviated(part) for part in parts]
        lines += [Line(style.shorten(part, width, SMALL), url, grey=True) for part in short if part]
    return lines


def _key(rows: list[Row], texts: str, empty: bool) -> list[str]:
    """What the marks mean, only as far as they occur; `texts` are all lines drawn."""
    return labels.meanings(
        {
            "Filled: a figure.": True,
            "Open: words only, or not mentioned.": any(
                row["stance"] == "not_reported" or row["text"].startswith("“") for row in rows
            ),
            "Crossed: rejects the figure.": any(row["stance"] == "denied" for row in rows),
            "· nothing found in what was read.": empty,
            labels.RIM: any(row["origin"] != "reference" for row in rows),
            "† passes on a figure of the DPRK government or Red Cross": "†" in texts,
            "≥ “more than”": "≥" in texts,
            "≤ “up to, nearly”": "≤" in texts,
            "~ “about”": "~" in texts,
            "×2 told twice": "×" in texts,
            "(new) since the figure before, no total": "(new)" in texts,
        }
    )


@style.look(NAME)
def _draw(
    answer: WhoSaidWhat,
    title: str,
    source: str,
    classes: list[str],
    cells: Mapping[tuple[str, str], Cell],
    width: float,
    quoted: bool,
) -> Any:  # matplotlib Figure
    """The grid on its sheet."""
    rows = [row for row in answer.figures if row["shown"]]
    lines = {kind: max(1, *(len(cells[kind, voice.key].lines) for voice in answer.voices)) for kind in classes}
    quote_left = MARGIN + LABELS + width * len(answer.voices)
    room = WIDTH - MARGIN - quote_left - 0.05
    quotes = {kind: _quotes(rows, kind, room) if quoted else [] for kind in classes}
    heights = {kind: PADDING + LINE * max(lines[kind], len(quotes[kind])) for kind in classes}
    empty = any(not cell.lines for cell in cells.values())
    key = _key(rows, " ".join(line.text for cell in cells.values() for line in cell.lines), empty)
    sheet = style.sheet(title, damage_words.subtitle(answer), HEAD + sum(heights.values()), source, key)
    lefts = {voice.key: MARGIN + LABELS + width * number for number, voice in enumerate(answer.voices)}
    for voice in answer.voices:
        _heading(sheet, voice, lefts[voice.key], width)
    if quoted:
        sheet.text(quote_left, sheet.top + HEAD / 2, "In the article’s words", VALUE, bold=True)
    sheet.rule(sheet.top + HEAD, INK, 1.0)
    y = sheet.top + HEAD
    for kind in classes:
        first = y + PADDING / 2 + LINE / 2
        sheet.text(MARGIN, first, CLASS_LABELS[kind], style.LABEL)
        for voice in answer.voices:
            _fill(sheet, cells[kind, voice.key], CLAIMANT_GROUPS[voice.group], lefts[voice.key], first)
        for number, (text, url) in enumerate(quotes[kind]):
            sheet.text(quote_left, first + LINE * number, text, VALUE, url=url)
        y += heights[kind]
        sheet.rule(y)
    return sheet.figure


def _quotes(rows: list[Row], kind: str, width: float) -> list[tuple[str, str]]:
    """The words of the first article telling of each figure of a class, wrapped, with links; at most four lines."""
    found: list[tuple[str, str]] = []
    for row in rows:
        told = row["tellings"][0]
        if row["metric_class"] == kind and told.excerpt:
            url = f"#{event_anchor(row['figure_id'])}"
            found += [(line, url) for line in style.wrap(f"“{told.excerpt}”", width, VALUE)]
    return found[:MOST_LINES]


def _heading(sheet: Sheet, voice: Voice, left: float, width: float) -> None:
    """A column's head: the group's mark and the name in at most two lines; a second name goes where it has no room."""
    sheet.mark(left + 0.05, sheet.top + HEAD / 2, CLAIMANT_GROUPS[voice.group])
    room = width - AFTER_MARK - 0.04
    ways = [(name, size) for name in (voice.label, voice.label.partition(" / ")[0]) for size in (VALUE, SMALL)]
    fitting = (way for way in ways if _fits(style.wrap(way[0], room, way[1], bold=True), room, way[1]))
    name, size = next(fitting, ways[-1])
    lines = style.wrap(name, room, size, bold=True)
    lines = [style.shorten(line, room, size, bold=True) for line in (lines[0], " ".join(lines[1:])) if line]
    for number, line in enumerate(lines):
        y = sheet.top + HEAD / 2 + (number - (len(lines) - 1) / 2) * 0.145
        sheet.text(left + AFTER_MARK, y, line, size, bold=True)


def _fits(lines: list[str], room: float, size: float) -> bool:
    return len(lines) <= 2 and all(style.text_width(line, size, bold=True) <= room for line in lines)


def _fill(sheet: Sheet, cell: Cell, look: Look, left: float, first: float) -> None:
    """Marks and lines of one cell; a grey dot where nothing was found."""
    if not cell.lines:
        sheet.text(left + 0.05, first, "·", 11.0, style.GREY, bold=True, align="center")
    for number, line in enumerate(cell.lines):
        y = first + LINE * number
        if line.row is not None:
            labels.figure_mark(sheet, line.row, look, (left + 0.05, y), NAME)
        size, colour = (SMALL, style.GREY) if line.grey else (VALUE, INK)
        sheet.text(left + AFTER_MARK, y, line.text, size, colour, italic=line.italic, url=line.url)
