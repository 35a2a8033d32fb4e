"""The inks of a chart in the dark theme: text can be read, and who says so is told apart by the colour-blind too."""

import math
import re
from itertools import combinations
from typing import TypeAlias

import pytest

from nkdata.charts import style
from nkdata.workbench import pages

Colour: TypeAlias = tuple[float, ...]
(FILTER,) = re.findall(r"filter: invert\(([\d.]+)\) hue-rotate\(180deg\) brightness\(([\d.]+)\)", pages.STYLE)
INVERTED, BRIGHTER = map(float, FILTER)
GROUND = (0x11 / 255,) * 3  # of JupyterLab's dark theme
# How people without red, green or blue cones see: linear light, Machado, Oliveira and Fernandes (2009).
EYES = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
# The filter's turn of hues by half a circle, as CSS defines it.
TURN = ((-0.574, 1.430, 0.144), (0.426, 0.430, 0.144), (0.426, 1.430, -0.856))
SIGHT = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.0888)


def times(rows: tuple[tuple[float, ...], ...], colour: Colour) -> Colour:
    """The colour after a matrix, cut to what a screen can show."""
    return tuple(min(1.0, max(0.0, sum(map(math.prod, zip(row, colour, strict=True))))) for row in rows)


def in_the_dark(ink: str) -> Colour:
    plain = [int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    turned = times(TURN, tuple(one * (1 - INVERTED) + (1 - one) * INVERTED for one in plain))
    return tuple(min(1.0, one * BRIGHTER) for one in turned)


def light(colour: Colour) -> Colour:
    return tuple(one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)


def contrast(colour: Colour) -> float:
    shone = [0.05 + times(SIGHT, light(one))[1] for one in (colour, GROUND)]
    return max(shone) / min(shone)


def seen(colour: Colour, eyes: str) -> Colour:
    """CIE Lab, in which what looks equally different lies equally far apart."""
    cut = times(EYES[eyes], light(colour))
    x, y, z = (
        (sum(map(math.prod, zip(row, cut, strict=True))) / white) ** (1 / 3)
        for row, white in zip(SIGHT, WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize(
    ("inks", "least"),
    [
        ((style.INK, style.GREY, style.DARK_GREY), 4.5),  # of text
        ((style.VERMILION, style.BLUE, style.GREEN, style.ORANGE), 3.0),  # of marks
    ],
)
def test_inks_stand_out_from_the_ground(inks: tuple[str, ...], least: float) -> None:
    assert {ink: ratio for ink in inks if (ratio := contrast(in_the_dark(ink))) < least} == {}


@pytest.mark.parametrize("eyes", EYES)
def test_who_says_so_is_told_apart(eyes: str) -> None:
    inks = {name: seen(in_the_dark(getattr(style, name)), eyes) for name in ("VERMILION", "BLUE", "GREEN", "ORANGE")}
    near = {pair: apart for pair in combinations(inks, 2) if (apart := math.dist(*(inks[one] for one in pair))) < 12}
    assert near == {}
