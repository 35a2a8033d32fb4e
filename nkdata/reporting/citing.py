"""How a chart is cited: as text, BibTeX and CSL-JSON, and the files that make it ready to be pasted elsewhere."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from nkdata.questions.wording import quoted
from nkdata.reporting.panel import Panel
from nkdata.reporting.svg import standing_alone

BIBTEX_MARKS = re.compile(r"[\\{}%&#_$~^]")
CSL_TYPES = {"Chart": "figure", "Table": "dataset"}


@dataclass(frozen=True, slots=True)
class Edition:
    """The page that a chart stands in: its title, the day of its knowledge, what read it, the digest of its inputs."""

    title: str
    day: str
    extractor: str
    inputs: str = ""

    @property
    def version(self) -> str:
        """What made it: `nkdata 0.1.0 rules e26c, inputs 2f9a`."""
        return self.extractor + (f", inputs {self.inputs[:12]}" if self.inputs else "")


def citation(panel: Panel, label: str, edition: Edition) -> str:
    """The one line that cites a chart: `“Title.” Chart 3 in “Report on …”, as of 2020-08-22. Made by nkdata …`."""
    day = f"as of {edition.day}" if edition.day else "undated"
    return f"{quoted(f'{panel.title}.')} {label} in {quoted(edition.title)}, {day}. Made by {edition.version}."


def key(panel: Panel, edition: Edition) -> str:
    """The name under which it is cited, in both files: `nkdata-where-2020-08-22`."""
    return "-".join(filter(None, ("nkdata", panel.name, edition.day)))


def bibtex(panels: Iterable[Panel], labels: Mapping[str, str], edition: Edition) -> str:
    """One `@misc` a chart; what BibTeX would obey is written as words."""
    entries = []
    for panel in panels:
        fields = {
            "title": f"{{{_plain(panel.title)}}}",
            "howpublished": _plain(f"{labels[panel.name]} in {quoted(edition.title)}"),
            "note": _plain(f"As of {edition.day or 'no day'}; made by {edition.version}"),
            "year": edition.day[:4],
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        entries.append("\n".join([f"@misc{{{key(panel, edition)},", *lines, "}"]))
    return "\n\n".join(entries) + "\n"


def _plain(text: str) -> str:
    """A text with BibTeX's own marks escaped."""
    words = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return BIBTEX_MARKS.sub(lambda mark: words.get(mark[0], f"\\{mark[0]}"), text)


def csl(panels: Iterable[Panel], labels: Mapping[str, str], edition: Edition) -> list[dict[str, Any]]:
    """One item a chart, by the schema of CSL-JSON 1.0.2."""
    parts = [int(part) for part in edition.day.split("-") if part]
    issued = {"issued": {"date-parts": [parts]}} if parts else {}
    return [
        {
            "id": key(panel, edition),
            "type": CSL_TYPES[labels[panel.name].split()[0]],
            "title": panel.title,
            "container-title": edition.title,
            "number": labels[panel.name],
            "version": edition.version,
            "note": panel.source,
        }
        | issued
        for panel in panels
    ]


def files(panels: Sequence[Panel], labels: Mapping[str, str], edition: Edition, faces: str) -> dict[str, str]:
    """All files beside a page, by path: rows and what they are, drawings with their footnotes, citations.

    `faces` are the glyphs of the page, as CSS.
    """
    found = {"citations.bib": bibtex(panels, labels, edition), "citations.json": _json(csl(panels, labels, edition))}
    for panel in panels:
        cited = citation(panel, labels[panel.name], edition)
        found[f"data/{panel.name}.csv"] = panel.csv
        found[f"data/{panel.name}.json"] = _json(_described(panel, labels[panel.name], edition, cited))
        if panel.svg:
            found[f"figures/{panel.name}.svg"] = standing_alone(panel.svg, faces)
            found[f"figures/{panel.name}.txt"] = "\n".join(filter(None, (cited, panel.source, panel.terms))) + "\n"
    return found


def _described(panel: Panel, label: str, edition: Edition, cited: str) -> dict[str, Any]:
    """What the rows of a chart are."""
    return {
        "name": panel.name,
        "label": label,
        "title": panel.title,
        "description": panel.alt,
        "source": panel.source,
        "terms": panel.terms,
        "as_of": edition.day,
        "version": edition.version,
        "cite": cited,
        "file": f"{panel.name}.csv",
        "columns": next(csv.reader(panel.csv.splitlines()), []),
        "sha256": sha256(panel.csv.encode()).hexdigest(),
    }


def _json(held: object) -> str:
    return json.dumps(held, indent=1, ensure_ascii=False) + "\n"
