"""All charts in the states of the gallery: nothing collides, ids are unique, the same chart is the same bytes."""

from __future__ import annotations

import re
import warnings
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations

import pytest
from colorspacious import cspace_convert
from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from benchmarks.gallery import STATES, Shown, gallery
from nkdata.charts import style
from nkdata.charts.chart import Chart
from nkdata.reporting.svg import inline_svg
from tests.chart_marks import assert_well_made

MANY = 100  # made-up articles: enough for every rule of crowding
DEFICIENCIES = ("deuteranomaly", "protanomaly", "tritanomaly", "grey")
WORDED = {"sanctions-beside"}  # its two groups of bars stand each below words of their own
LARGEST = 150_000  # bytes of a chart in the page


@pytest.fixture(scope="module")
def shown() -> list[tuple[str, Shown]]:
    return list(gallery(MANY))


@pytest.fixture(scope="module")
def written(shown: list[tuple[str, Shown]]) -> dict[tuple[str, str], str]:
    """Each chart as SVG, by name and state; a glyph that the font lacks is an error."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        return {(name, one.state): inline_svg(one.chart) for name, one in shown if one.chart.figure is not None}


def drawn(shown: list[tuple[str, Shown]], state: str) -> list[Chart]:
    return [one.chart for _, one in shown if one.state == state and one.chart.figure is not None]


def test_nothing_known_draws_nothing_and_the_seed_draws_all_that_one_article_can(
    shown: list[tuple[str, Shown]],
) -> None:
    counts = {state: len(drawn(shown, state)) for state in STATES}
    names = {name for name, _ in shown}
    assert counts["none"] == 0
    of_many = {"policy-known-events", "policy-tellings"}  # one article's events stand beside the record by themselves
    assert {name for name, one in shown if one.state == "seed" and one.chart.figure is not None} == names - of_many
    assert counts["thousands"] == len(names)


@pytest.mark.parametrize("state", STATES)
def test_each_is_well_made(shown: list[tuple[str, Shown]], state: str) -> None:
    for _, one in shown:
        if one.state == state:
            assert_well_made(one.chart)


@pytest.mark.parametrize("state", STATES)
def test_no_id_stands_twice_in_a_page_and_no_chart_is_heavy(written: dict[tuple[str, str], str], state: str) -> None:
    page = {name: svg for (name, of), svg in written.items() if of == state}
    ids = Counter(ident for svg in page.values() for ident in re.findall(r'\bid="([^"]+)"', svg))
    assert [ident for ident, times in ids.items() if times > 1] == []
    assert {name: len(svg) for name, svg in page.items() if len(svg.encode()) > LARGEST} == {}
    for svg in page.values():
        assert "<title" in svg
        assert not re.search(r"<script|target=", svg)


def test_the_same_chart_is_the_same_bytes(shown: list[tuple[str, Shown]], written: dict[tuple[str, str], str]) -> None:
    again = {
        (name, one.state): inline_svg(one.chart) for name, one in shown if one.state == "seed" and one.chart.figure
    }
    assert again == {key: svg for key, svg in written.items() if key[1] == "seed"}


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_colours_that_cannot_be_told_apart_have_shapes_that_can(deficiency: str) -> None:
    groups = list(style.CLAIMANT_GROUPS.values())
    for one in groups:
        for other in groups:
            if one is not other and _distance(one.colour, other.colour, deficiency) < 12:
                assert one.marker != other.marker
    assert _distance(style.INK, style.WHITE, deficiency) > 60
    assert _distance(style.GREY, style.WHITE, deficiency) > 35


def test_no_two_marks_of_a_chart_differ_in_colour_alone(shown: list[tuple[str, Shown]]) -> None:
    alike = set()
    for name, one in shown:
        if one.chart.figure is None or one.state not in ("seed", "thousands") or name in WORDED:
            continue
        for colours in _colours(one.chart).values():
            alike |= {
                (name, deficiency, pair)
                for pair in combinations(sorted(colours), 2)
                for deficiency in DEFICIENCIES
                if _distance(*pair, deficiency) < 12
            }
    assert alike == set()


def _colours(chart: Chart) -> dict[tuple[object, ...], set[str]]:
    """The colours of the marks of a chart by what else tells them apart: shape and filling, hatch and thickness."""
    found: dict[tuple[object, ...], set[str]] = defaultdict(set)
    assert chart.figure is not None
    for artist in chart.figure.findobj(lambda one: bool(one.get_gid())):
        if isinstance(artist, Line2D):
            bare = artist.get_marker() in ("x", "|", "_") or to_hex(artist.get_markerfacecolor()) == style.WHITE
            colour = artist.get_markeredgecolor() if bare else artist.get_markerfacecolor()
            found[str(artist.get_marker()), bare].add(to_hex(colour))
        elif isinstance(artist, Patch) and artist.get_fill():
            box = artist.get_window_extent()
            found[artist.get_hatch(), round(min(box.width, box.height))].add(to_hex(artist.get_facecolor()))
    return found


@cache
def _distance(one: str, other: str, deficiency: str) -> float:
    """How far apart two colours look (CAM02-UCS), in grey by lightness alone."""
    seen = []
    for colour in (one, other):
        rgb = to_rgb(colour)
        if deficiency == "grey":
            lightness = cspace_convert(rgb, "sRGB1", "JCh")[0]
            seen.append((lightness, 0.0, 0.0))
            continue
        space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}
        seen.append(tuple(cspace_convert(cspace_convert(rgb, space, "sRGB1").clip(0, 1), "sRGB1", "CAM02-UCS")))
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)
