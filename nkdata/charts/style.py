"""One look for all charts: sizes, colours, marks, and a sheet laid out in inches.

A chart is 7.0 in wide, which at 100 dpi is the 700 px that a reader of the page sees; its height is the sum
of its parts: title, subtitle, body, key, source line.  Nothing is below 8 pt, and colour never speaks alone: shape or
words repeat it.  Figures are made without pyplot, so that drawing leaves no state behind.
Palette: Okabe and Ito, Color Universal Design (2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from nkdata.charts.typeface import DPI, FONT, font, word_width
from nkdata.collection.foreign import visible

WIDTH, MARGIN = 7.0, 0.08  # inches
TEXT_WIDTH = 6.55  # inches; what is measured at 100 dpi runs up to 4 % wider in a browser's own font
PRINT_DPI = 200
TITLE, SUBTITLE, LABEL, VALUE, SMALL = 13.0, 9.0, 9.0, 8.5, 8.0  # points
LEADING = {TITLE: 0.24, SUBTITLE: 0.165, VALUE: 0.155, SMALL: 0.14}  # inches a line
MARK = 7.0  # points
MOST_STAYS = 0.7  # of a text that is cut, for the cut to move back to the end of a word

INK, GREY, STEP, RULE, AREA, HIGHLIGHT = "#222222", "#767676", "#b5b5b5", "#d9d9d9", "#ececec", "#f3ead9"
DARK_GREY, PROVINCE, WHITE, BEYOND = "#555555", "#cfdbe6", "#ffffff", "#f3f3f3"
DARK_ORANGE = "#7a5200"  # orange dark enough to read
ORANGE, SKY, GREEN = "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILION, PINK, BLACK = "#0072B2", "#D55E00", "#CC79A7", "#000000"


@dataclass(frozen=True, slots=True)
class Look:
    """How a group or status is marked: name for the key, colour, matplotlib marker, whether filled, whether crossed."""

    label: str
    colour: str
    marker: str
    filled: bool = True
    crossed: bool = False


CLAIMANT_GROUPS: dict[str, Look] = {
    "state": Look("DPRK state", VERMILION, "o"),
    "un_rc": Look("UN and Red Cross", BLUE, "s"),
    "rok": Look("ROK government", GREEN, "^"),
    "eye": Look("Satellite, crop monitors", PINK, "D"),
    "press": Look("Press, unnamed sources", ORANGE, "v"),
    "gov": Look("Other governments", SKY, "h"),
    "ngo": Look("NGOs", BLACK, "P"),
    "other": Look("Others, not stated", GREY, "X"),
}
STATUSES: dict[str, Look] = {
    "happened": Look("happened", BLUE, "o"),
    "announced": Look("announced", BLUE, "o", filled=False),
    "offered": Look("offered", GREEN, "D", filled=False),
    "conditional": Look("conditional", PINK, "^", filled=False),
    "denied": Look("denied", VERMILION, "x"),
    "cancelled": Look("cancelled", VERMILION, "o", filled=False, crossed=True),
}


@contextmanager
def look(salt: str = "nkdata") -> Iterator[None]:
    """Draw and save inside this: the user's own matplotlib settings neither change a chart nor are changed by it.

    As a decorator it holds for one function.  `salt` makes the ids inside an SVG stable from run to run.
    """
    settings: dict[str, Any] = {
        "svg.hashsalt": salt,
        "svg.fonttype": "none",
        "font.family": FONT,
        "axes.unicode_minus": False,
    }
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(settings)  # type: ignore[arg-type]  # keys are checked by matplotlib itself
        yield


def text_width(text: str, size: float, bold: bool = False, italic: bool = False) -> float:
    """Width of one line in inches, as drawn at 100 dpi: that of its words and blanks, as no font kerns over a blank."""
    words = visible(text).split(" ")
    blanks = (len(words) - 1) * word_width(" ", size, bold, italic)
    return (sum(word_width(word, size, bold, italic) for word in words if word) + blanks) / DPI


def wrap(text: str, width: float = TEXT_WIDTH, size: float = SUBTITLE, bold: bool = False) -> list[str]:
    """Lines that measure at most `width` inches; a single longer word stands alone on its line."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return [line for line in lines if line]


def flow(items: Sequence[str], width: float = WIDTH - 2 * MARGIN - 0.1, size: float = SMALL) -> list[str]:
    """Items of a key set side by side, broken between items only; each line at most `width` inches."""
    lines: list[str] = []
    for item in items:
        joined = f"{lines[-1]}   {item}" if lines else item
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(item)
    return lines


def shorten(text: str, width: float, size: float, bold: bool = False, italic: bool = False) -> str:
    """The text, cut with an ellipsis when it measures more than `width` inches: after a word where most then stays."""
    if text_width(text, size, bold, italic) <= width:
        return text
    cut = text
    while cut and text_width(cut + "…", size, bold, italic) > width:
        cut = cut[:-1]
    at_word = cut.rfind(" ") if not text[len(cut) : len(cut) + 1].isspace() else -1
    cut = cut[:at_word] if at_word >= MOST_STAYS * len(cut) else cut
    return cut.rstrip(" ,;") + "…"


def pale(colour: str, share: float = 0.55) -> str:
    """A colour mixed with white: what was replaced later.  Alpha would lie where marks overlap."""
    red, green, blue = (share + (1 - share) * part for part in to_rgb(colour))
    return to_hex((red, green, blue))


@dataclass(frozen=True)
class Sheet:
    """A figure with its head and foot set; positions are inches from the left and from the *top* edge.

    The body lies between `top` and `bottom`.
    """

    figure: Figure
    height: float
    top: float
    bottom: float

    def text(
        self, x: float, y: float, text: str, size: float = VALUE, colour: str = INK, *, bold: bool = False,
        italic: bool = False, align: str = "left", valign: str = "center", url: str | None = None,
        gid: str | None = None,
    ) -> Text:  # fmt: skip
        """Words at a place; `url` makes them a link."""
        made = self.figure.text(
            x / WIDTH,
            1 - y / self.height,
            visible(text),
            color=colour,
            ha=align,
            va=valign,
            fontproperties=font(size, bold, italic),
        )
        made.set_parse_math(False)
        made.set_url(url)
        made.set_gid(gid)
        return made

    def rule(
        self, y: float, colour: str = AREA, width: float = 0.8, left: float = MARGIN, right: float = 0.0
    ) -> Line2D:
        """A horizontal line across the sheet; `width` in points."""
        right = right or WIDTH - MARGIN
        line = Line2D(
            [left / WIDTH, right / WIDTH],
            [1 - y / self.height] * 2,
            color=colour,
            lw=width,
            transform=self.figure.transFigure,
        )
        return self.figure.add_artist(line)  # type: ignore[return-value]  # typed as Artist, returns what it was given

    def band(
        self, y: float, height: float, colour: str = HIGHLIGHT, left: float = 0.0, right: float = WIDTH
    ) -> Rectangle:
        """A filled strip from `y` downward, behind everything."""
        box = Rectangle(
            (left / WIDTH, 1 - (y + height) / self.height), (right - left) / WIDTH, height / self.height,
            color=colour, lw=0, zorder=-1, transform=self.figure.transFigure,
        )  # fmt: skip
        self.figure.add_artist(box)
        return box

    def mark(
        self, x: float, y: float, shown: Look, size: float = MARK, rim: str = WHITE, *, gid: str | None = None,
        url: str | None = None,
    ) -> Line2D:  # fmt: skip
        """One marker at a place, in the look of its group or status; `rim` is the colour of its edge when filled."""
        line = _marker(x / WIDTH, 1 - y / self.height, shown, size, rim, transform=self.figure.transFigure)
        line.set_gid(gid)
        line.set_url(url)
        self.figure.add_artist(line)
        return line

    def axes(self, left: float, y: float, width: float, height: float) -> Axes:
        """Axes whose box starts at `left` and `y` and runs right and down; frame and ticks plain."""
        made = self.figure.add_axes((left / WIDTH, 1 - (y + height) / self.height, width / WIDTH, height / self.height))
        made.set_facecolor("none")
        for side in ("top", "right"):
            made.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            made.spines[side].set_color(GREY)
        made.tick_params(labelsize=SMALL, labelcolor=DARK_GREY, color=GREY, length=3, labelfontfamily=FONT)
        return made

    def rows(
        self, left: float, y: float, width: float, height: float, across: tuple[float, float],
        down: tuple[float, float],
    ) -> Axes:  # fmt: skip
        """Axes whose heights are only places: no scale at their side.

        `across` are the ends from left to right, `down` those from top to bottom.
        """
        made = self.axes(left, y, width, height)
        made.set_xlim(*across)
        made.set_ylim(*reversed(down))
        made.set_yticks([])
        made.spines["left"].set_visible(False)
        return made


def _marker(x: float, y: float, shown: Look, size: float, rim: str, **settings: Any) -> Line2D:
    """A marker in the look of a group or status; an ink `rim` means: told in the user's articles."""
    open_mark = not shown.filled or shown.marker == "x"
    return Line2D(
        [x], [y], linestyle="none", marker=shown.marker, markersize=size,
        markerfacecolor=WHITE if open_mark else shown.colour, markeredgecolor=shown.colour if open_mark else rim,
        markeredgewidth=1.5 if open_mark else 1.3 if rim == INK else 0.7, **settings,
    )  # fmt: skip


def mark_on(
    axes: Axes, x: float, y: float, shown: Look, size: float = MARK, rim: str = WHITE, **settings: Any
) -> Line2D:
    """One marker at a place of axes whose limits are set, as `Sheet.mark`; `settings` are matplotlib's: gid, url."""
    line = _marker(x, y, shown, size, rim, **settings)
    axes.add_artist(line)
    return line


def line_on(axes: Axes, xs: Sequence[float], ys: Sequence[float], **settings: Any) -> Line2D:
    """A line through places of axes whose limits are set: what `Axes.plot` also looks for costs ten times the line."""
    line = Line2D(xs, ys, **settings)
    axes.add_artist(line)
    return line


def box_on(axes: Axes, corner: tuple[float, float], width: float, height: float, **settings: Any) -> Rectangle:
    """A box from a corner at a place of axes whose limits are set; `settings` are matplotlib's: gid, url."""
    box = Rectangle(corner, width, height, **settings)
    axes.add_artist(box)
    return box


def write_on(
    axes: Axes, at: tuple[float, float], text: str, size: float = SMALL, colour: str = DARK_GREY, *, bold: bool = False,
    italic: bool = False, align: str = "left", aside: tuple[float, float] | None = None, ground: float | None = None,
    **settings: Any,
) -> Text:  # fmt: skip
    """Words at the height of a place of axes, or `aside` of it by points; on white with a rim of `ground` points.

    `settings` are matplotlib's: gid, url, zorder, va.
    """
    white = None if ground is None else {"facecolor": WHITE, "edgecolor": "none", "pad": ground}
    settings = {"color": colour, "ha": align, "va": "center", "bbox": white} | settings
    settings["fontproperties"] = font(size, bold, italic)
    if aside is None:
        return axes.text(*at, text, **settings)
    return axes.annotate(text, at, aside, textcoords="offset points", **settings)


def sheet(title: str, subtitle: str, body: float, source: str, key: Sequence[str] = ()) -> Sheet:
    """A figure with title, subtitle, key lines and source line around a body of `body` inches.

    Texts are wrapped by their measured width, and the height follows; an empty text takes no room.
    Call inside `look()`.
    """
    titles = wrap(title, size=TITLE, bold=True)
    subtitles = wrap(subtitle, size=SUBTITLE)
    keys = [line for entry in key for line in wrap(entry, WIDTH - 2 * MARGIN, size=SMALL)]
    sources = wrap(source, size=SMALL)
    top = 0.08 + LEADING[TITLE] * len(titles) + 0.06 + LEADING[SUBTITLE] * len(subtitles) + 0.12
    foot = 0.08 + LEADING[SMALL] * 1.1 * len(keys) + (0.08 if keys else 0) + LEADING[SMALL] * 1.1 * len(sources) + 0.08
    height = top + body + foot
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=WHITE)
    FigureCanvasAgg(figure)
    made = Sheet(figure, height, top, top + body)
    y = 0.08
    for lines, size, colour in ((titles, TITLE, INK), (subtitles, SUBTITLE, DARK_GREY)):
        for line in lines:
            y += LEADING[size]
            made.text(MARGIN, y - LEADING[size] / 2, line, size, colour, bold=size == TITLE)
        y += 0.06
    y = made.bottom + 0.08
    for lines, colour in ((keys, DARK_GREY), (sources, GREY)):
        for line in lines:
            y += LEADING[SMALL] * 1.1
            made.text(MARGIN, y - LEADING[SMALL] / 2, line, SMALL, colour)
        y += 0.08 if lines else 0
    return made
