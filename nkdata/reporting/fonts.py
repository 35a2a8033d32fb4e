"""The glyphs that the charts use, carried in the page: what was measured when drawing is what a reader sees."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont

FACES = {
    "DejaVuSans.ttf": ("normal", 400),
    "DejaVuSans-Bold.ttf": ("normal", 700),
    "DejaVuSans-Oblique.ttf": ("italic", 400),
}


def font_faces(text: str) -> str:
    """CSS that embeds the characters of a text in DejaVu Sans, as matplotlib brings it; same text, same bytes."""
    return "\n".join(_face(name, *looks, text) for name, looks in FACES.items()) if text else ""


def _face(name: str, slope: str, weight: int, text: str) -> str:
    """One `@font-face` rule."""
    options = subset.Options(flavor="woff", hinting=False, layout_features=["kern"], notdef_outline=True)
    options.drop_tables += ["FFTM"]  # holds the time at which the font was made
    font = TTFont(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name, recalcTimestamp=False)
    cut = subset.Subsetter(options)
    cut.populate(text="".join(sorted(set(text))))
    cut.subset(font)
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    data = base64.b64encode(written.getvalue()).decode("ascii")
    return (
        f"@font-face{{font-family:'DejaVu Sans';font-style:{slope};font-weight:{weight};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )
