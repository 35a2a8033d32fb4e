"""The folder that runs are put into: whose reports it holds, a page that lists them, a feed that tells of new ones.

All of it lies beside the runs: it holds times and paths of this machine, which a run never does.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from nkdata.errors import BadParameter
from nkdata.reporting.panel import templates
from nkdata.reporting.publish import LATEST
from nkdata.reporting.retention import MANIFEST, RUNS

OWNER = ".collection"
INDEX, FEED = "index.html", "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"  # RFC 4287
IN_FEED = 50  # entries; the page lists all


@dataclass(frozen=True, slots=True)
class Run:
    """A published run: its folder's name, the page's title, the newest day on it, when it was put in place (UTC)."""

    name: str
    title: str
    newest: str
    at: str


def take(out: Path, collection: Path | None) -> None:
    """Let a folder hold reports on this collection alone: set against another's, all would seem to be gone.

    Raises BadParameter when it holds those of another.
    """
    if collection is None:
        return
    owner, ours = out / OWNER, str(collection.resolve())
    theirs = owner.read_text(encoding="utf-8").strip() if owner.is_file() else ""
    if theirs and theirs != ours:
        raise BadParameter(str(out), f"it holds reports on the collection {theirs}", "choose another folder with --out")
    if not theirs:
        _swap(owner, ours + "\n")


def runs(out: Path, but: Collection[Path] = ()) -> list[Run]:
    """The published runs but some, newest first: before all others that of `latest`, whatever the clock said."""
    found, latest = [], (out / LATEST).resolve().name
    placed = {one: one.stat().st_mtime_ns for one in (out / RUNS).iterdir() if one not in but}
    for folder in sorted(placed, key=lambda one: (one.name == latest, placed[one], one.name), reverse=True):
        try:
            told: Mapping[str, object] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = {}
        at = datetime.fromtimestamp(placed[folder] // 10**9, UTC)
        title, newest = str(told.get("title") or folder.name), str(told.get("newest") or "")
        found.append(Run(folder.name, title, newest, f"{at:%Y-%m-%dT%H:%M:%SZ}"))
    return found


def list_runs(out: Path, but: Collection[Path] = ()) -> None:
    """Write the page and the feed anew, of all runs but some, each swapped in whole."""
    held = runs(out, but)
    page = templates().get_template("index.html.j2").render(runs=held, feed=FEED)
    for name, written in ((INDEX, page), (FEED, feed(held, str(out.resolve())))):
        _swap(out / name, written)


def _swap(path: Path, words: str) -> None:
    """Write a file whole or not at all."""
    fresh = path.with_name(f".{path.name.lstrip('.')}.new")
    fresh.write_text(words, encoding="utf-8")
    fresh.replace(path)


def feed(held: Sequence[Run], shelf: str) -> str:
    """An Atom feed of the newest runs; `shelf` tells it from other feeds."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _entry(root, shelf, "Reports by nkdata", held[0].at if held else "1970-01-01T00:00:00Z", INDEX)
    SubElement(SubElement(root, "author"), "name").text = "nkdata"
    SubElement(root, "link", {"rel": "self", "href": FEED})
    for run in held[:IN_FEED]:
        one = SubElement(root, "entry")
        _entry(one, f"{shelf}/{run.name}", run.title, run.at, f"{RUNS}/{run.name}/report.html")
        SubElement(one, "summary").text = f"Newest knowledge on this page: {run.newest or 'no day is known'}."
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _entry(node: Element, name: str, title: str, at: str, link: str) -> None:
    """What feed and entry both have."""
    SubElement(node, "id").text = uuid.uuid5(uuid.NAMESPACE_URL, name).urn
    SubElement(node, "title").text = "".join(one for one in title if one.isprintable())
    SubElement(node, "updated").text = at
    SubElement(node, "link", {"href": link})
