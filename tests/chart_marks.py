"""What every chart must hold: ids that lead somewhere, texts that do not collide, words that are not empty."""

from __future__ import annotations

import re

from matplotlib.artist import Artist

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
    assert style.check_layout(chart.figure) == []
    assert chart.figure.get_figwidth() == style.WIDTH
    held = marks(chart)
    assert held
    assert all(re.fullmatch(rf"{chart.name}-[a-z0-9-]+", gid) for gid in held)
    links = {str(artist.get_url()) for artist in chart.figure.findobj(Artist) if artist.get_url()}
    assert {link.removeprefix("#") for link in links} <= set(anchors)
    assert all(link.startswith("#") for link in held.values())
    assert set(chart.tooltips) <= set(held)
    assert len(chart.alt.split()) <= 110
