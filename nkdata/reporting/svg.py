"""A chart's figure as SVG that stands inside a page: links, tooltips, a description, no outside reference.

What matplotlib writes is made fit: its rule for all elements of a page becomes attributes of the one drawing, ids get
the chart's name in front so that two charts never share one, links stay in the page.  Same figure, same bytes.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from nkdata.charts.chart import Chart
from nkdata.charts.style import look
from nkdata.collection.foreign import visible

MOST_LINES = 4  # of a drawn title
MANY_MARKS = 25  # beyond these, marks are left out of the tab order: the table's rows lead to the same places
NAMESPACE = re.compile(r"^\{[^}]*\}")
REFERENCE = re.compile(r"url\(#([^)]+)\)")
MEASURED = ("d", "x", "y", "width", "height", "transform", "points", "viewBox")
LONG_NUMBER = re.compile(r"-?\d+\.\d+")
UNTURNED = re.compile(r"rotate\(-?0(\.0+)? [^)]*\) ?")
SAID_AGAIN = re.compile(r"(?<=[ML])((?: -?[\d.]+){2})((?: L(?: -?[\d.]+){2})+)")
LOOK = re.compile(r' style="([^"]*)"( pointer-events="none")?')
NAMED = re.compile(r'^(<svg role="group" aria-label=")[^"]*')
TO_THE_PAGE = re.compile(r'(<a\b[^>]*?href=")#')
LINK = re.compile(r"(<a\b[^>]*? )(?=href=)")
METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def inline_svg(chart: Chart) -> str:
    """The chart's figure as an `<svg>` element for HTML; empty when it has none.

    Each id of `chart.tooltips` becomes the tooltip of the mark with this gid.  Fonts stay text in `DejaVu Sans`.
    """
    if chart.figure is None:
        return ""
    written = io.BytesIO()
    with look(salt=chart.name):
        chart.figure.savefig(written, format="svg", metadata=METADATA)
    root = ElementTree.fromstring(written.getvalue())
    _plain_names(root)
    _short_numbers(root)
    _own_rules(root)
    _own_ids(root, chart)
    _tooltips(root, chart)
    _names(root, chart)
    _links(root)
    _let_through(root)
    _description(root, chart)
    _without_bare_groups(root)
    return visible(ElementTree.tostring(root, encoding="unicode", short_empty_elements=True))


def texts(svg: str) -> str:
    """All text that an SVG draws, for choosing glyphs."""
    return "".join("".join(node.itertext()) for node in _tree(svg).iter("text"))


def links(svg: str) -> list[str]:
    """The targets of all links in an SVG, in order."""
    return [node.get("href", "") for node in _tree(svg).iter("a")]


def without_links(svg: str, targets: set[str]) -> str:
    """The SVG with the links to these targets made plain groups."""
    root = _tree(svg)
    for node in list(root.iter("a")):
        if node.get("href") in targets:
            node.tag = "g"
            for name in ("href", "tabindex", "aria-label"):
                node.attrib.pop(name, None)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def share_looks(drawings: Sequence[str]) -> tuple[list[str], str]:
    """Drawings of one page with a class in place of each look, and the rules of these classes."""
    rules: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        said = found[1] + (";pointer-events:none" if found[2] else "")
        return f' class="{rules.setdefault(said, f"l{len(rules)}")}"'

    shared = [LOOK.sub(named, drawn) for drawn in drawings]
    return shared, "".join(f".{name}{{{said}}}" for said, name in rules.items())


def below_heading(svg: str) -> str:
    """The drawing under a heading that says the finding: its own name need not say it again.

    `--drawn` is the number of lines of the drawn title, by which a narrow page moves them out of sight.
    """
    lines = svg.count(' aria-hidden="true"')
    return NAMED.sub(r"\1Chart", svg, count=1).replace(' style="', f' style="--drawn:{lines};', 1)


def standing_alone(svg: str, faces: str) -> str:
    """A drawing as a file of its own: with its glyphs, its size, and links that lead to the page a folder above."""
    width, height = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0]
    linked = TO_THE_PAGE.sub(r"\1../report.html#", svg)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
    return linked.replace("<svg", head, 1).replace(">", f"><style>{faces}</style>", 1) + "\n"


def in_notebooks(svg: str) -> str:
    """A drawing for JupyterLab, which sets a property of all that has a `href`: an SVG link has none to be set."""
    return LINK.sub(r"\1xlink:", svg)


def _tree(svg: str) -> Element:
    """A drawing as elements; no drawing has none."""
    return ElementTree.fromstring(svg or "<svg/>")


def _plain_names(root: Element) -> None:
    """Elements and attributes without namespaces, as HTML wants them; no metadata."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith("}metadata") or child.tag.endswith("}style"):
                parent.remove(child)
    for node in root.iter():
        node.tag = NAMESPACE.sub("", node.tag)
        node.attrib = {NAMESPACE.sub("", name): value for name, value in node.attrib.items()}
        if node.tag != "text" and not (node.text or "").strip():
            node.text = None
        node.tail = None


def _short_numbers(root: Element) -> None:
    """Lengths to a hundredth of a point, far below what a screen or paper shows; `L` once for a line of many points."""
    for node in root.iter():
        for name in MEASURED:
            if (written := node.attrib.get(name)) and "scale" not in written:
                short = LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), written)
                node.set(name, UNTURNED.sub("", " ".join(short.split())))
        if "d" in node.attrib:
            node.set("d", SAID_AGAIN.sub(lambda found: found[1] + found[2].replace(" L", ""), node.attrib["d"]))
        if "style" in node.attrib:
            node.set("style", node.attrib["style"].replace(": ", ":").replace("; ", ";"))
        if not node.attrib.get("transform", "some"):
            del node.attrib["transform"]


def _without_bare_groups(node: Element) -> None:
    """Groups that carry neither id nor link nor look give way to what they hold."""
    for child in list(node):
        _without_bare_groups(child)
    held = [inner for child in node for inner in (child if child.tag == "g" and not child.attrib else [child])]
    node[:] = held


def _own_rules(root: Element) -> None:
    """What matplotlib's style sheet says of all elements, said of this drawing alone; its size left to the page."""
    root.set("style", "stroke-linejoin:round;stroke-linecap:butt")
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)


def _own_ids(root: Element, chart: Chart) -> None:
    """Keep the ids of marks and of what is referred to, unique in a page; drop the others."""
    named = {
        found for node in root.iter() for value in node.attrib.values() for found in REFERENCE.findall(str(value))
    } | {node.get("href", "#")[1:] for node in root.iter("use")}
    order = [ident for node in root.iter() if (ident := node.get("id", "")) in named]
    used = {ident: f"x{number}" for number, ident in enumerate(order)}
    prefix, seen = f"{chart.name}-", Counter[str]()
    for node in root.iter():
        ident = node.attrib.pop("id", "")
        if ident in used:
            node.set("id", f"{prefix}{used[ident]}")
        elif ident.startswith(prefix):
            seen[ident] += 1
            node.set("id", ident if seen[ident] == 1 else f"{ident}-again{seen[ident]}")
        for name, value in node.attrib.items():
            if "url(#" in value:
                node.set(name, REFERENCE.sub(lambda found: f"url(#{prefix}{used[found[1]]})", value))
        if node.tag == "use":
            node.set("href", f"#{prefix}{used[node.get('href', '#')[1:]]}")


def _tooltips(root: Element, chart: Chart) -> None:
    """Give each mark its words: shown on hover, and the name of its link for those who hear the page.

    Words that stand in the link come first in its name: who speaks to the page says what she sees.
    """
    for node in list(root.iter("g")):
        words = chart.tooltips.get(re.sub(r"-again\d+$", "", node.get("id", "")))
        if not words:
            continue
        title = Element("title")
        title.text = words
        node.insert(0, title)
        for link in node.iter("a"):
            seen = " ".join("".join(text.itertext()).strip() for text in link.iter("text"))
            link.set("aria-label", words if seen in words else f"{seen}: {words}")


def _names(root: Element, chart: Chart) -> None:
    """Give a link that is a part of a mark, a tail or a band, the words of the mark or of what it leads to."""
    links = list(root.iter("a"))
    words = {one.anchor: one.heading for one in chart.evidence}
    words |= {link.get("href", "#")[1:]: name for link in links if (name := link.get("aria-label"))}
    for link in links:
        if link.get("aria-label") or "".join(link.itertext()).strip():
            continue
        title = Element("title")
        title.text = words.get(link.get("href", "#")[1:], "source")
        link.set("aria-label", title.text)
        link.insert(0, title)


def _links(root: Element) -> None:
    """Links stay in this page; of many marks none stops the tab key; a mark's several links are one stop.

    A hollow mark is met within as on its edge.
    """
    marks = list(root.iter("a"))
    first = {link.get("href", ""): link for link in reversed(marks)}.values()  # to each target
    for link in marks:
        link.attrib.pop("target", None)
        if len(first) > MANY_MARKS or link not in first:
            link.set("tabindex", "-1")
        for shape in link.iter("path"):
            if "fill:none" in shape.get("style", "") and shape.get("d", "").rstrip().endswith("z"):
                shape.set("pointer-events", "all")


def _let_through(node: Element) -> None:
    """Shapes without link or tooltip never lie between a pointer and a mark below them; text stays selectable."""
    for child in node:
        if child.tag == "a" or child.find("title") is not None:
            continue
        if child.tag in ("path", "use", "rect", "polygon"):
            child.set("pointer-events", "none")
        _let_through(child)


def _description(root: Element, chart: Chart) -> None:
    """A group with a name and a description; role img would hide the links inside.

    The finding is the name: where it is drawn or described again, it is not heard again.
    """
    root.attrib = {"role": "group", "aria-label": chart.title, **root.attrib}
    described = Element("desc", {"id": f"{chart.name}-desc"})
    described.text = chart.alt.replace(f"{chart.title}. ", "", 1)
    root.set("aria-describedby", f"{chart.name}-desc")
    root.insert(0, described)
    lines = list(root.iter("text"))
    for first in range(len(lines)):
        for last in range(first + 1, min(first + MOST_LINES, len(lines)) + 1):
            if " ".join("".join(one.itertext()) for one in lines[first:last]) == visible(chart.title):
                for one in lines[first:last]:
                    one.set("aria-hidden", "true")
                return
