"""What every chart must hold: ids that lead somewhere, texts that do not collide, words that are not empty."""

from __future__ import annotations

import re
from itertools import combinations

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from nkdata.charts import style
from nkdata.charts.chart import Chart


def marks(chart: Chart) -> dict[str, str]:
    """The link of every mark of the figure by its id."""
    if chart.figure is None:
        return {}
    found = {}
    for artist in chart.figure.findobj(Artist):
        if artist.get_gid():
            found[str(artist.get_gid())] = str(artist.get_url())
    return found


def assert_well_made(chart: Chart) -> None:
    """No text collides, every link of a mark or row has its evidence, ids and anchors are slugs and unique."""
    anchors = [one.anchor for one in chart.evidence]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"(ev|src)-[a-z0-9-]+", anchor) for anchor in anchors)
    assert all(one.tellings for one in chart.evidence)
    assert set(chart.table["anchor"]) <= {*anchors, ""}
    assert chart.title
    assert chart.alt
    if chart.figure is None:
        return
    assert layout_faults(chart.figure) == []
    assert chart.figure.get_figwidth() == style.WIDTH
    held = marks(chart)
    assert held
    assert all(re.fullmatch(rf"{chart.name}-[a-z0-9-]+", gid) for gid in held)
    links = {str(artist.get_url()) for artist in chart.figure.findobj(Artist) if artist.get_url()}
    assert {link.removeprefix("#") for link in links} <= set(anchors)
    assert all(link.startswith("#") for link in held.values())
    assert set(chart.tooltips) <= set(held)
    assert len(chart.alt.split()) <= 110


def layout_faults(figure: Figure) -> list[str]:
    """What is wrong with the texts of a figure: below 8 pt, outside its edges, on one another; empty when well."""
    with style.look():
        figure.canvas.draw()
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]  # untyped there
    shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip() and _drawn(text)]
    boxes = [text.get_window_extent(renderer) for text in shown]
    wide, high = figure.bbox.width, figure.bbox.height
    faults = [f"below 8 pt: {text.get_text()!r}" for text in shown if float(text.get_fontsize()) < style.SMALL]
    faults += [
        f"outside the figure: {text.get_text()!r}"
        for text, box in zip(shown, boxes, strict=True)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > high
    ]
    for (one, box), (other, second) in combinations(zip(shown, boxes, strict=True), 2):
        across = min(box.x1, second.x1) - max(box.x0, second.x0)
        along = min(box.y1, second.y1) - max(box.y0, second.y0)
        if across > 1 and along > 2:  # pixels at 100 dpi; boxes hold the room for descenders
            faults.append(f"overlap: {one.get_text()!r} and {other.get_text()!r}")
    return faults


def _drawn(text: Text) -> bool:
    """Whether a text is really shown: tick labels beyond the limits of their axis are not."""
    if text.axes is None:
        return True
    for axis in (text.axes.xaxis, text.axes.yaxis):
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if text in (tick.label1, tick.label2):
                low, high = sorted(axis.get_view_interval())
                return bool(axis.get_visible() and low <= tick.get_loc() <= high)
    return bool(text.axes.get_visible())
