"""The page of a report: parts out of notebooks, then all evidence and sources, in one file that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import quote

import pandas as pd

from nkdata.collection.foreign import safe_url, visible
from nkdata.collection.snapshot import Snapshot
from nkdata.errors import NotPublished
from nkdata.questions.articles import appeared
from nkdata.questions.evidence import slug
from nkdata.questions.wording import counted, day_in_words
from nkdata.reporting.citing import Edition, citation, files
from nkdata.reporting.folding import by_year, folded
from nkdata.reporting.fonts import font_faces
from nkdata.reporting.panel import CHART_TYPE, TEMPLATES, Panel, as_csv, from_data, style, templates
from nkdata.reporting.prose import heading, prose
from nkdata.reporting.quoting import HOW_DATED, Cited, Library, Passage, article_anchor, merged
from nkdata.reporting.svg import below_heading, links, share_looks, texts, without_links

LEFT_OUT = "not-in-report"  # tag of a cell that only makes sense in JupyterLab
NAMED = 5  # places that a source is behind, named in the list of sources
QUOTED = re.compile(r"[%#\"'&<>\r\n\t]")  # what of a table's text an address in a page cannot hold as it is
TOLD = 8  # tellings below one heading; all stand in the table beside the page
LARGE = (
    300  # pieces of evidence told by articles, above which a page shows one telling of each, of an article before a row
)
TELLINGS = "data/evidence.csv"
LISTED = 80  # articles named on the page, the newest; all stand in the data beside it


@dataclass(frozen=True)
class Block:
    """A piece of a part: words as HTML, or a panel with the level of its heading."""

    html: str = ""
    panel: Panel | None = None
    level: int = 3


@dataclass(frozen=True)
class Part:
    """What one notebook gives to the page."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Its charts and tables in order."""
        return tuple(block.panel for block in self.blocks if block.panel)


@dataclass(frozen=True)
class Page:
    """The page, the files beside it by path, links that led nowhere and were taken out, the newest day, the title."""

    html: str
    files: Mapping[str, str]
    broken: tuple[str, ...]
    newest: str
    title: str


def part(notebook: Mapping[str, Any], name: str, notebooks: Sequence[str]) -> Part:
    """The part of an executed notebook, given as JSON: its words and its panels, without code."""
    blocks: list[Block] = []
    title, level = "", 2
    for cell in notebook["cells"]:
        if LEFT_OUT in cell["metadata"].get("tags", ()):
            continue
        if cell["cell_type"] == "markdown":
            words = "".join(cell["source"])
            html, level = prose(words, notebooks)
            title = title or heading(words)
            blocks.append(Block(html=html))
        shown = (output.get("data", {}).get(CHART_TYPE) for output in cell.get("outputs", ()))
        blocks += [Block(panel=from_data(data), level=level + 1) for data in shown if data]
    return Part(slug(name), title or name, tuple(blocks))


def page(
    parts: Sequence[Part], snapshot: Snapshot, sources: pd.DataFrame, as_of: str | None = None,
    inputs: str = "",
) -> Page:  # fmt: skip
    """One self-contained page, and what lies beside it.

    `sources` are those of the reference tables (index `source_id`), `inputs` a digest of what the page is
    made of.  Raises NotPublished when two charts have one name.
    """
    panels = [panel for one in parts for panel in one.panels]
    _no_name_twice(panels, {one.anchor for one in parts})
    there = appeared(snapshot, as_of)
    articles = _listed(snapshot, _newest_articles(there))
    leads = {told.article_id for panel in panels for one in panel.evidence for told in one.tellings}
    led_to = snapshot.articles[snapshot.articles["id"].isin([*leads])]
    library = Library(led_to, sources, {article["anchor"] for article in articles})
    numbers = numbered(panels)
    cited = _cited(panels, numbers, library)
    known = {one.anchor for one in cited}
    wanted = {target[1:] for panel in panels for target in _targets(panel)}
    wanted |= {shown.link[1:] for one in cited for shown in one.shown if shown.link.startswith("#src-")}
    named = [library.sources[anchor] for anchor in sorted(wanted & set(library.sources))]
    known |= {str(source["anchor"]) for source in named}
    known |= {panel.name for panel in panels}
    broken = tuple(sorted(wanted - known - {""}))
    parts = [_without(one, set(broken)) for one in parts]
    panels = [panel for one in parts for panel in one.panels]
    days = [day for day in there["published"].dropna() if len(day) == 10]
    newest = _newest(cited, days)
    edition = Edition(
        _title(articles, len(there), days),
        as_of or newest,
        "; ".join(sorted(set(snapshot.articles["extractor"]))),
        inputs,
    )
    shown = [one for one in cited if not _is_source(one.anchor)]
    large = sum(one.has_passage for one in shown) > LARGE
    most = 1 if large else TOLD
    if large:
        shown = [replace(one, shown=tuple(sorted(one.shown, key=lambda told: told.passage is None))) for one in shown]
    faces = font_faces("".join(texts(panel.svg) for panel in panels))
    parts, looks = _sharing_looks(parts)
    html = templates().get_template("page.html.j2").render(
        title=edition.title, extractor=edition.extractor,
        newest=day_in_words(pd.Timestamp(newest).date()) if newest else "",
        as_of=as_of, parts=parts, articles=articles, unlisted=len(there) - len(articles),
        later=len(snapshot.articles) - len(there), evidence=folded(shown),
        recorded=sum(not one.has_passage for one in shown),
        sources=len(named), folds=by_year(_sources(named, cited, 1 if large else NAMED)),
        style=style() + (TEMPLATES / "page.css").read_text(encoding="utf-8") + looks,
        fonts=faces, most=most, download=partial(_download, large=large),
        cite=lambda panel: citation(panel, numbers[panel.name], edition),
    )  # fmt: skip
    beside = files(panels, numbers, edition, faces)
    if any(len(one.shown) > most for one in shown):
        beside[TELLINGS] = _all_told(shown)
    return Page(visible(html), beside, broken, newest, edition.title)


def _all_told(cited: Iterable[Cited]) -> str:
    """Every telling of each piece of evidence as CSV: `anchor`, `heading`, who told what where, and the sentence."""
    rows = [
        (one.anchor, one.heading, told.claimant, told.via, told.stance, told.value, told.day, shown.title, shown.url,
         told.article_id, told.table, told.row_id, _sentence(shown.passage))
        for one in cited for shown in one.shown for told in [shown.telling]
    ]  # fmt: skip
    columns = "anchor heading claimant via stance value day source url article_id table row_id sentence".split()
    return as_csv(pd.DataFrame(rows, columns=columns, dtype="object"))


def _sentence(shown: Passage | None) -> str:
    return " ".join(f"{shown.opening}{shown.words}{shown.closing}".split()) if shown else ""


def _no_name_twice(panels: Iterable[Panel], sections: set[str]) -> None:
    """Names are ids: each may stand in the page once, as a chart or as a notebook's section."""
    seen = set(sections)
    for panel in panels:
        if panel.name in seen:
            both = "a chart and a notebook" if panel.name in sections else "two charts"
            raise NotPublished(
                "report", f"{both} are called {panel.name}", "give each chart of the notebooks a name of its own"
            )
        seen.add(panel.name)


def numbered(panels: Sequence[Panel]) -> dict[str, str]:
    """What each chart or table of a page is called for short, by its name: `Chart 3`, `Table 4`."""
    return {one.name: f"{'Chart' if one.svg else 'Table'} {count}" for count, one in enumerate(panels, start=1)}


def _cited(panels: Sequence[Panel], numbers: Mapping[str, str], library: Library) -> list[Cited]:
    """All evidence of all charts, each with the charts that lead to it."""
    charts: dict[str, dict[str, str]] = {}
    for panel in panels:
        for target in _targets(panel):
            charts.setdefault(target[1:], {})[panel.name] = numbers[panel.name]
    evidence = merged(one for panel in panels for one in panel.evidence)
    return [library.cited(one, charts.get(one.anchor, {}).items()) for one in evidence]


def _targets(panel: Panel) -> Iterator[str]:
    """Where the marks and rows of a panel lead, with `#`."""
    yield from links(panel.svg)
    yield from (f"#{anchor}" for anchor in panel.anchors if anchor)


def _without(one: Part, broken: set[str]) -> Part:
    """A part whose broken links are gone: an honest gap instead of a link to nowhere."""
    if not broken:
        return one
    blocks = []
    for block in one.blocks:
        if block.panel is None:
            blocks.append(block)
            continue
        anchors = tuple("" if anchor in broken else anchor for anchor in block.panel.anchors)
        svg = block.panel.svg and without_links(block.panel.svg, {f"#{anchor}" for anchor in broken})
        blocks.append(replace(block, panel=replace(block.panel, anchors=anchors, svg=svg)))
    return replace(one, blocks=tuple(blocks))


def _sharing_looks(parts: Sequence[Part]) -> tuple[list[Part], str]:
    """The parts with the looks of their drawings said once, and the rules that say them."""
    drawn, rules = share_looks([below_heading(panel.svg) for one in parts for panel in one.panels])
    svgs = iter(drawn)
    shared = [
        replace(one, blocks=tuple(
            replace(block, panel=replace(block.panel, svg=next(svgs))) if block.panel else block for block in one.blocks
        ))
        for one in parts
    ]  # fmt: skip
    return shared, rules


def _is_source(anchor: str) -> bool:
    return anchor.startswith("src-")


def _sources(named: Iterable[Mapping[str, Any]], cited: Sequence[Cited], most: int) -> list[dict[str, Any]]:
    """Each source that the page leads to, with the rows that rest on it and what it is behind."""
    resting = {one.anchor: one for one in cited if _is_source(one.anchor)}
    known = {str(source["anchor"]): dict(source) for source in named}
    nameless = {"publisher": "", "published": "", "url": "", "accessed_via": "", "reliability": ""}
    for anchor, one in resting.items():
        known.setdefault(anchor, {"anchor": anchor, "title": one.heading, **nameless})
    behind: dict[str, dict[str, str]] = {anchor: dict(one.charts) for anchor, one in resting.items()}
    for one in cited:
        for link in (shown.link[1:] for shown in one.shown if not _is_source(one.anchor)):
            behind.setdefault(link, {})[one.anchor] = one.heading
    return [
        source
        | {
            "cited": resting.get(anchor),
            "behind": list(behind.get(anchor, {}).items())[:most],
            "more": max(len(behind.get(anchor, {})) - most, 0),
        }
        for anchor, source in sorted(known.items())
    ]


def _newest_articles(there: pd.DataFrame) -> pd.DataFrame:
    """As many of these articles as a page names: the newest, in the order in which they came."""
    return there.loc[there["published"].fillna("").sort_values(kind="stable").index[-LISTED:].sort_values()]


def _listed(snapshot: Snapshot, there: pd.DataFrame) -> list[dict[str, Any]]:
    """These articles as the page lists them."""
    claims = snapshot.claims["article_id"].value_counts()
    events = snapshot.events["article_id"].value_counts()
    return [
        {
            "anchor": article_anchor(str(row["id"])),
            "title": row["title"] if isinstance(row["title"], str) else row["id"],
            "source": row["source"] if isinstance(row["source"], str) else "publisher not known",
            "published": row["published"] if isinstance(row["published"], str) else "",
            "how": HOW_DATED.get(row["published_how"], row["published_how"]),
            "reasons": list(row["published_evidence"]),
            "language": row["language"],
            "url": safe_url(row["url"]) if isinstance(row["url"], str) else "",
            "found": f"{counted(int(claims.get(row['id'], 0)), 'claim')}, "
            f"{counted(int(events.get(row['id'], 0)), 'event')}",
        }
        for row in there.to_dict("records")
    ]


def _newest(cited: Iterable[Cited], days: Sequence[str]) -> str:
    """The newest day of knowledge in what the page shows, articles of these days; "" when nothing on it has a day."""
    told = [shown.telling.day for one in cited for shown in one.shown]
    return max((day for day in [*told, *days] if len(day) == 10), default="")


def _title(articles: Sequence[Mapping[str, Any]], count: int, days: Sequence[str]) -> str:
    """What the report is on: so many articles, of these days."""
    if count == 1:
        return f"Report on “{articles[0]['title']}”"
    if not count:
        return "Report on the reference tables alone"
    last = day_in_words(pd.Timestamp(max(days)).date()) if days else ""
    return f"Report on {counted(count, 'article')}{f' to {last}' if last else ''}"


def _download(panel: Panel, large: bool = False) -> str:
    """Where the rows of a panel are: in the address itself, or, where they are many, in the file beside the page.

    On a `large` page all are beside it.
    """
    if panel.cut or large:
        return f"data/{panel.name}.csv"
    return f"data:text/csv;charset=utf-8,{QUOTED.sub(lambda one: quote(one[0]), panel.csv)}"
