"""What a notebook shows of a chart: the figure, its rows as a table, the sentences behind them.

In JupyterLab the HTML is enough by itself.  Beside it stands the same as data under `CHART_TYPE`, from which the page
of the report is built, so that evidence is shown once however many charts and notebooks lead to it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nkdata.charts.chart import Chart
from nkdata.charts.style import PRINT_DPI, look
from nkdata.collection.foreign import plain_cell
from nkdata.collection.snapshot import Snapshot
from nkdata.questions.answers import Answer
from nkdata.questions.evidence import Evidence, Telling
from nkdata.questions.wording import number
from nkdata.reference import reference
from nkdata.reference.describe import own_terms, terms
from nkdata.reference.load import own_folder
from nkdata.reporting.quoting import Library
from nkdata.reporting.svg import in_notebooks, inline_svg, links

CHART_TYPE = "application/vnd.nkdata.chart+json"
PICTURES = "NKDATA_PICTURES"
TEMPLATES = Path(__file__).parent / "templates"
MOST_ROWS = 50  # of a table that no marks lead into; the rest stands in its CSV
MOST_DRAWN = 250  # of a table below a figure, whose marks lead to the same places
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
LONG = 10_000  # whole numbers from here on get commas; years never
OPEN_ROWS = 12  # a longer table is folded below its figure


@cache
def templates() -> Environment:
    """The templates of page and panel; everything put into them is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["whole_days"] = whole_days
    return made


def whole_days(escaped: str) -> str:
    """A cell whose days are not broken at their hyphens: `… to 2020-08-18 (vague)`.  Takes and gives escaped text."""
    return DAY.sub(r'<span class="nk-day">\g<0></span>', str(escaped))  # markup would escape what is put in


@dataclass(frozen=True)
class Panel:
    """A chart or table as plain data, as the page takes it.

    `rows` are the cells as shown, `anchors` the evidence of each row or "", `csv` the same rows as data.
    """

    name: str
    title: str
    alt: str
    source: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    anchors: tuple[str, ...]
    csv: str
    evidence: tuple[Evidence, ...]
    cut: str = ""  # what is not shown, in words
    terms: str = ""  # day, licence and terms of the reference tables behind it

    @property
    def folded(self) -> bool:
        """Whether the table stands folded below a figure."""
        return bool(self.svg) and len(self.rows) > OPEN_ROWS


class Displayed:
    """A panel that Jupyter can show."""

    def __init__(self, panel: Panel, library: Library) -> None:
        self.panel = panel
        self._library = library

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        cited = [self._library.cited(one) for one in self.panel.evidence]
        shown = replace(self.panel, svg=in_notebooks(self.panel.svg))
        html = templates().get_template("panel.html.j2").render(panel=shown, cited=cited, style=style())
        return {"text/plain": self.panel.title, "text/html": html, CHART_TYPE: asdict(self.panel)}


def show(shown: Chart | Answer, snapshot: Snapshot) -> Displayed:
    """A chart or an answer in a notebook, with its rows and the sentences behind them.

    `snapshot` holds the articles that the evidence points to.  Where `PICTURES` names a folder in the environment, as
    `nkdata report --also png` does, a chart is put there as a PNG of 200 dpi with title and alt text
    in its metadata.
    """
    if isinstance(shown, Chart) and shown.figure is not None and (folder := os.environ.get(PICTURES)):
        words = {"Software": None, "Title": shown.title, "Description": shown.alt}
        with look():
            shown.figure.savefig(Path(folder) / f"{shown.name}.png", dpi=PRINT_DPI, metadata=words)
    return Displayed(panel(shown), _library(snapshot, own_folder()))


@lru_cache(maxsize=1)
def _library(snapshot: Snapshot, own: Path | None) -> Library:
    """What all charts of a notebook point into, made once; `own` is the folder of the user's own tables."""
    return Library(snapshot.articles, reference().sources())


def panel(shown: Chart | Answer) -> Panel:
    """A chart or answer as plain data."""
    rows, evidence, cut = shown.table, tuple(shown.evidence), ""
    svg = inline_svg(shown) if isinstance(shown, Chart) else ""
    marked = {link[1:] for link in links(svg)}
    unmarked = {*rows["anchor"]} - marked if svg else rows.index
    if len(rows) > MOST_DRAWN or len(unmarked) > MOST_ROWS:
        newest = isinstance(shown, Answer) and shown.newest_last
        rows = rows.tail(MOST_ROWS)[::-1] if newest else rows.head(MOST_ROWS)
        wanted = {*rows.get("anchor", ()), *marked}
        evidence = tuple(one for one in evidence if one.anchor in wanted)
        which = "newest" if newest else "first"
        cut = f"The {which} {MOST_ROWS} of {len(shown.table):,} rows; all stand in {shown.name}.csv."
    table = rows.drop(columns="anchor", errors="ignore")
    anchors = rows.get("anchor", pd.Series([""] * len(table)))
    return Panel(
        name=shown.name,
        title=shown.title,
        alt=shown.alt if isinstance(shown, Chart) else "",
        source=shown.source,
        svg=svg,
        columns=tuple(map(str, table.columns)),
        rows=tuple(tuple(map(cell, row)) for row in table.itertuples(index=False)),
        anchors=tuple(cell(anchor) for anchor in anchors),
        csv=as_csv(shown.table),
        evidence=evidence,
        cut=cut,
        terms=_terms(shown),
    )


def as_csv(table: pd.DataFrame) -> str:
    """Rows as CSV, in which no text is a formula."""
    texts = {name: [plain_cell(one) for one in column] for name, column in table.items() if column.dtype.kind == "O"}
    named = table.assign(**{str(name): cells for name, cells in texts.items()})
    return named.rename(columns=plain_cell).to_csv(index=False, lineterminator="\n")


def _terms(shown: Chart | Answer) -> str:
    """Day, licence and terms of the tables that its evidence or its source line names, a user's own rows apart."""
    behind = {telling.table for one in shown.evidence for telling in one.tellings if telling.table}
    named = behind | set(re.findall(r"[a-z]+_\w+", shown.source))
    own = own_folder()
    return " ".join(filter(None, (terms(named, reference()), own_terms(named, own) if own else "")))


def from_data(data: Mapping[str, Any]) -> Panel:
    """The panel that was stored in a notebook's output."""
    evidence = tuple(
        Evidence(one["anchor"], one["heading"], tuple(Telling(**telling) for telling in one["tellings"]))
        for one in data["evidence"]
    )
    rows = tuple(tuple(row) for row in data["rows"])
    listed = {"columns": tuple(data["columns"]), "anchors": tuple(data["anchors"])}
    return Panel(**{**data, **listed, "rows": rows, "evidence": evidence})


def in_words(shown: Chart | Answer) -> str:
    """The finding and its rows as plain text: for reading aloud, mailing, and comparing two runs."""
    table = shown.table.drop(columns="anchor", errors="ignore")
    lines = [list(map(str, table.columns)), *(list(map(cell, row)) for row in table.itertuples(index=False))]
    return "\n".join([shown.title, *(" | ".join(line) for line in lines if len(table))]) + "\n"


def cell(value: object) -> str:
    """A cell of a table as text: nothing for missing, numbers with thousands commas, days as ISO."""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(cell(one) for one in value)
    if value is None or pd.isna(value):  # type: ignore[call-overload]  # pandas-stubs know no plain object
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, int | np.integer) and abs(int(value)) >= LONG:
        return f"{value:,}"
    return number(value) if isinstance(value, float) else str(value)


@cache
def style() -> str:
    """The style sheet of panels, for notebooks and the page alike."""
    return (TEMPLATES / "panel.css").read_text(encoding="utf-8")
