"""The one typeface of all charts, and how wide its words are.

A word is measured glyph by glyph, with kerning, each glyph and pair once: to shape every word anew costs ten times as
much.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import Kerning

FONT, DPI = "DejaVu Sans", 100
GLYPHS = re.compile(r"ffi|ffl|ff|fi|fl|.", re.DOTALL)  # ligatures of the typeface, else a letter each
SUBPIXELS = 64  # in which a font file counts kerning


@lru_cache(maxsize=64)
def font(size: float, bold: bool = False, italic: bool = False) -> FontProperties:
    """The one typeface in a size (points)."""
    return FontProperties(
        family=FONT, size=size, weight="bold" if bold else "normal", style="italic" if italic else "normal"
    )


@lru_cache(maxsize=8192)  # lines are tried word by word, and charts share their words
def word_width(word: str, size: float, bold: bool, italic: bool) -> float:
    """Width of a word in pixels at 100 dpi, as matplotlib draws it."""
    glyphs = GLYPHS.findall(word)
    kerned = (_kerning(one[-1], after[0], size, bold, italic) for one, after in pairwise(glyphs))
    return sum(_glyph(one, size, bold, italic) for one in glyphs) + sum(kerned)


@lru_cache(maxsize=1)
def _ruler() -> Any:  # RendererAgg, which matplotlib leaves untyped
    """A renderer of its own at 100 dpi, for measuring only."""
    return FigureCanvasAgg(Figure(figsize=(1, 1), dpi=DPI)).get_renderer()  # type: ignore[no-untyped-call]


@lru_cache(maxsize=4096)
def _glyph(glyph: str, size: float, bold: bool, italic: bool) -> float:
    return float(_ruler().get_text_width_height_descent(glyph, font(size, bold, italic), ismath=False)[0])


@lru_cache(maxsize=4)
def _file(bold: bool, italic: bool) -> str:
    return findfont(font(SUBPIXELS, bold, italic))


@lru_cache(maxsize=8192)
def _kerning(before: str, after: str, size: float, bold: bool, italic: bool) -> float:
    face = get_font(_file(bold, italic))
    face.set_size(size, DPI)
    pair = (face.get_char_index(ord(before)), face.get_char_index(ord(after)))
    return face.get_kerning(*pair, Kerning.UNFITTED) / SUBPIXELS
