"""Tables in running text: lines of cells between `|` or tabs, a heading above, a place at the left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkdata.extracting.claims import metrics
from nkdata.extracting.claims.deeds import deeds_of
from nkdata.extracting.claims.metrics import Counted, MetricRule
from nkdata.extracting.quantities.units import unit_entries
from nkdata.extracting.scenes import Scene, hits
from nkdata.extracting.wording.sentences import tokens
from nkdata.model import Mentioned, Name, Quantity, Reading, Sentence, Span

ROW = re.compile(r"[^\n]*[|\t][^\n]*")
RULER = re.compile(r"[\s|:+\-]+$")
UNIT = re.compile(r"\(([^()]{1,12})\)")
TOTALS = frozenset({"total", "totals", "all", "sum"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table: its row as a sentence, the rule that its heading names, the unit, and the row's place."""

    quantity: Quantity
    row: Sentence
    rule: MetricRule
    unit: str | None
    place: Name | None


def find_cells(reading: Reading) -> tuple[Cell, ...]:
    """The numbers of all tables whose headings name a metric, in text order."""
    found: list[Cell] = []
    numbers = sorted(reading.quantities, key=lambda q: q.number.start)
    for table in _tables(reading.article.text):
        found += _cells(reading, table, numbers)
    return tuple(found)


def _tables(text: str) -> Iterator[list[Span]]:
    """Blocks of at least two neighbouring lines with equally many cells."""
    if "|" not in text and "\t" not in text:
        return
    block: list[Span] = []
    width, last = 0, -2
    for match in ROW.finditer(text):
        cells = len(re.split(r"[|\t]", match.group().strip("| \t")))
        if match.start() != last + 1 or cells != width:
            if len(block) > 1:
                yield block
            block, width = [], cells
        if not RULER.match(match.group()) and cells > 1:
            block.append(Span(match.start(), match.end()))
        last = match.end()
    if len(block) > 1:
        yield block


def _split(text: str, row: Span) -> list[Span]:
    """The cells of a row, without their outer blanks; a border at the left or right makes no cell."""
    cells: list[Span] = []
    start = row.start
    for mark in [*re.finditer(r"[|\t]", text[row.start : row.end]), None]:
        end = row.start + mark.start() if mark else row.end
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        cells.append(Span(left, max(left, start + len(piece.rstrip()))))
        start = end + 1
    while cells and cells[0].start == cells[0].end:
        cells.pop(0)
    while cells and cells[-1].start == cells[-1].end:
        cells.pop()
    return cells


def _cells(reading: Reading, table: Sequence[Span], numbers: Sequence[Quantity]) -> Iterator[Cell]:
    """The cells of one table that count something."""
    text = reading.article.text
    headings = [_heading(text[cell.start : cell.end]) for cell in _split(text, table[0])]
    places = [m for m in reading.mentioned if m.kind == "place"]
    for row in table[1:]:
        cells = _split(text, row)
        if len(cells) != len(headings):
            continue
        line = text[row.start : row.end].rstrip()
        sentence = Sentence(row.start, row.start + len(line), line, tokens(line, row.start), -1)
        place = _place(text, cells[0], places)
        for cell, heading in zip(cells[1:], headings[1:], strict=True):
            quantity = next((q for q in numbers if cell.start <= q.number.start and q.number.end <= cell.end), None)
            if quantity is not None and heading is not None:
                yield Cell(quantity, sentence, heading[0], heading[1], place)


def _heading(text: str) -> tuple[MetricRule, str | None] | None:
    """The rule and unit that a heading names ("Roads (km)", "Houses destroyed")."""
    words = tokens(text)
    sentence = Sentence(0, len(text), text, words, 0)
    found = hits(sentence)
    classes = frozenset().union(*(h.classes for h in found)) | {"disaster"}
    scene = Scene(
        sentence, found, (), (), (), (), classes, classes, frozenset(), {h.first: h for h in found},
    )  # fmt: skip
    things = tuple(h.classes for h in found if "thing" in h.kinds)
    named = UNIT.search(text)
    unit = named.group(1).strip().lower() if named else None
    unit = unit if unit in unit_entries() else None
    if not things:
        things = (frozenset({"bare"}),)
    rule = metrics.choose(scene, Counted(things, unit, len(words), len(words)), deeds_of(scene))
    return (rule, unit) if rule is not None else None


def _place(text: str, cell: Span, places: Sequence[Mentioned]) -> Name | None:
    """The place that a row is of; a total has none of its own, a name that no table knows is kept."""
    label = text[cell.start : cell.end]
    known = next((m for m in places if cell.start <= m.start < cell.end), None)
    if known is not None:
        return known.name
    return None if label.strip().casefold() in TOTALS or not label.strip() else Name(None, label)
