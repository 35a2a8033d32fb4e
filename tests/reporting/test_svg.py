import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from nkdata.reporting import svg
from tests import handmade


def root(marks: int = 2) -> ElementTree.Element:
    return ElementTree.fromstring(svg.inline_svg(handmade.chart(marks=marks)))


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert svg.inline_svg(handmade.chart()) == svg.inline_svg(handmade.chart())


def test_it_names_itself_and_keeps_its_links_in_reach_of_screen_readers() -> None:
    drawing = root()
    assert (drawing.tag, drawing.get("role"), drawing.get("aria-label")) == ("svg", "group", "One source counted homes")
    assert drawing.findtext("desc") == "Two marks, both 730 homes."
    assert drawing.get("aria-describedby") == drawing.find("desc").get("id")  # type: ignore[union-attr]


def test_a_drawn_title_is_not_heard_again() -> None:
    chart = replace(handmade.chart(), title="One source counted homes Flood of August 2020")  # drawn in two lines
    drawing = ElementTree.fromstring(svg.inline_svg(chart))
    hidden = ["".join(one.itertext()) for one in drawing.iter("text") if one.get("aria-hidden")]
    assert hidden == ["One source counted homes", "Flood of August 2020"]
    below = ElementTree.fromstring(svg.below_heading(svg.inline_svg(chart)))
    assert below.get("aria-label") == "Chart"
    assert str(below.get("style")).startswith("--drawn:2;")


def test_nothing_of_it_reaches_outside_or_styles_the_page() -> None:
    written = svg.inline_svg(handmade.chart())
    for wrong in ("_blank", "<style", "http://", "https://", "xlink", "<metadata", "DOCTYPE"):
        assert wrong not in written


def test_a_mark_tells_its_words_on_hover_and_to_the_ear() -> None:
    mark = next(node for node in root().iter("g") if node.get("id") == "demo-c1")
    assert mark.findtext("title") == "State television: 730 homes <1>"
    assert [link.get("aria-label") for link in mark.iter("a")] == ["State television: 730 homes <1>"]


@pytest.mark.parametrize(
    ("words", "name"), [("no day", "undated: no day"), ("undated in the text", "undated in the text")]
)
def test_a_link_with_words_in_it_is_called_by_them(words: str, name: str) -> None:
    chart = handmade.chart()
    assert chart.figure
    chart.figure.text(0.5, 0.5, "undated", url="#ev-c0").set_gid("demo-words")
    drawing = ElementTree.fromstring(svg.inline_svg(replace(chart, tooltips={"demo-words": words})))
    mark = next(node for node in drawing.iter("g") if node.get("id") == "demo-words")
    assert [link.get("aria-label") for link in mark.iter("a")] == [name]


@pytest.mark.parametrize(("marks", "stops"), [(1, 1), (2, 2), (25, 25), (26, 0)])
def test_few_marks_stop_the_tab_key_and_many_none(marks: int, stops: int) -> None:
    links = list(root(marks).iter("a"))
    assert len(links) == 2 * marks
    assert sum(link.get("tabindex") is None for link in links) == stops


def test_ids_of_two_charts_never_meet_and_all_references_resolve() -> None:
    one, other = (ElementTree.fromstring(svg.inline_svg(handmade.chart(name))) for name in ("demo", "other"))
    ids, others = ([node.attrib["id"] for node in drawing.iter() if "id" in node.attrib] for drawing in (one, other))
    assert len(ids) == len(set(ids))
    assert not set(ids) & set(others)
    assert {node.attrib["href"][1:] for node in one.iter("use")} <= set(ids)


def test_a_link_that_leads_nowhere_can_be_made_plain() -> None:
    written = svg.without_links(svg.inline_svg(handmade.chart()), {"#ev-c0"})
    assert set(svg.links(written)) == {"#ev-c1"}


def test_in_notebooks_no_link_has_the_property_that_jupyterlab_sets() -> None:
    written = svg.inline_svg(handmade.chart())
    shown = svg.in_notebooks(written)
    assert re.findall(r"<a [^>]*?(\S*href=)", shown) == ["xlink:href="] * len(svg.links(written))
    assert shown.replace("xlink:href", "href") == written


def test_a_hollow_mark_is_met_within() -> None:
    chart = handmade.chart()
    assert chart.figure
    chart.figure.add_artist(Rectangle((0.5, 0.5), 0.01, 0.1, fill=False, url="#ev-c0", gid="demo-hollow"))
    drawing = ElementTree.fromstring(svg.inline_svg(replace(chart, tooltips={"demo-hollow": "a plan"})))
    (shape,) = next(node for node in drawing.iter("g") if node.get("id") == "demo-hollow").iter("path")
    assert shape.get("pointer-events") == "all"


def test_nothing_without_a_link_covers_a_mark() -> None:
    chart = handmade.chart(marks=1)
    assert chart.figure is not None
    (marked,) = [line for line in chart.figure.findobj(Line2D) if line.get_gid() == "demo-c0"]
    chart.figure.add_artist(Line2D(marked.get_xdata(), marked.get_ydata(), marker="o", color="white"))
    drawing = ElementTree.fromstring(svg.inline_svg(chart))
    marks = [node for node in drawing.iter("g") if node.find("title") is not None] + list(drawing.iter("a"))
    linked = {node for mark in marks for node in mark.iter()}
    shapes = [node for node in drawing.iter() if node.tag in ("use", "path") and node not in linked]
    assert len(shapes) >= 2
    assert {node.get("pointer-events") for node in shapes} == {"none"}


def test_no_figure_gives_no_drawing() -> None:
    chart = handmade.chart()
    assert svg.inline_svg(type(chart)(chart.name, None, "Nothing found.", "", "", chart.table)) == ""
