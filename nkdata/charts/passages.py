"""A stretch of an article inside its sentence: cut to a few lines, the stretch itself set apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matplotlib.font_manager import findfont, get_font

from nkdata.charts import style
from nkdata.charts.style import Sheet
from nkdata.charts.typeface import font

GROUND = "#f9dfa6"  # orange mixed with white: what the article says
GAP = 0.045  # inches between words


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentence; `marked` when it belongs to the stretch."""

    text: str
    marked: bool

    def width(self, size: float) -> float:
        """In inches."""
        return style.text_width(self.text, size, bold=self.marked)


@cache
def _glyphs() -> frozenset[int]:
    """The characters that the charts' typeface has."""
    return frozenset(get_font(findfont(font(10.0))).get_charmap())


def drawable(text: str) -> str:
    """The text as the typeface can draw it: a word with characters that it lacks becomes `[…]`."""
    shown = [word if all(ord(char) in _glyphs() for char in word) else "[…]" for word in text.split()]
    return " ".join(word for number, word in enumerate(shown) if word != "[…]" or shown[number - 1 : number] != ["[…]"])


def words(sentence: str, start: int, end: int) -> list[Word]:
    """The words of a sentence, those touching `start:end` (offsets in the sentence) marked."""
    found: list[Word] = []
    position = 0
    for part in sentence.split():
        position = sentence.index(part, position)
        marked = position < end and start < position + len(part)
        shown = drawable(part)
        if not (found and shown == "[…]" and found[-1] == Word(shown, marked)):
            found.append(Word(shown, marked))
        position += len(part)
    return found


def lines(held: list[Word], width: float, size: float) -> list[list[Word]]:
    """The words over lines of at most `width` inches."""
    found: list[list[Word]] = [[]]
    room = width
    for word in held:
        need = word.width(size) + (GAP if found[-1] else 0)
        if found[-1] and need > room:
            found.append([])
            room, need = width, word.width(size)
        found[-1].append(word)
        room -= need
    return found


def passage(held: list[Word], width: float, size: float, most: int = 3) -> list[list[Word]]:
    """At most `most` lines around the marked words, cut ends shown by an ellipsis."""
    marks = [number for number, word in enumerate(held) if word.marked]
    if not marks:
        return []
    first, last = marks[0], marks[-1]
    fitted = lines(_cut(held, first, last), width, size)
    while True:
        before = (first, last)
        for left, right in ((1, 0), (0, 1)):
            wider = (first - left, last + right)
            if wider[0] < 0 or wider[1] >= len(held):
                continue
            tried = lines(_cut(held, *wider), width, size)
            if len(tried) <= most:
                (first, last), fitted = wider, tried
        if (first, last) == before:
            break
    return fitted[:most]


def _cut(held: list[Word], first: int, last: int) -> list[Word]:
    before = [Word("…", False)] if first else []
    after = [Word("…", False)] if last + 1 < len(held) else []
    return [*before, *held[first : last + 1], *after]


def draw(sheet: Sheet, left: float, top: float, held: list[list[Word]], size: float, leading: float, url: str) -> None:
    """Set the lines from `top` downward (inches), the marked words bold on an orange ground, each word a link."""
    for number, line in enumerate(held):
        x, base = left, top + leading * (number + 0.75)
        for position, word in enumerate(line):
            width = word.width(size)
            if word.marked:
                joined = position + 1 < len(line) and line[position + 1].marked
                box = sheet.band(base - 0.125, 0.165, GROUND, x - 0.015, x + width + (GAP if joined else 0.015))
                box.set_url(url)
            sheet.text(x, base, word.text, size, bold=word.marked, valign="baseline", url=url if word.marked else None)
            x += width + GAP
