"""What a report is made of: articles from files, or what a collection had read by a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nkdata import resources
from nkdata.errors import BadParameter, NkdataError, UnreadableArticle

if TYPE_CHECKING:
    from nkdata.collection.snapshot import Snapshot
    from nkdata.review.log import Entry

LOGGED = ("said_", "review_", "reviewed_at")  # columns that stay with the review log
# What a collection keeps of an article for itself; `read_at` is a time, and the same inputs make the same page.
KEPT_BACK = ["signature", "original", "notes", "read_at"]


def from_files(paths: Sequence[str | Path], refused: Callable[[NkdataError], None] | None) -> Callable[[], Snapshot]:
    """Read these files (default: the seed); what is given back extracts them.

    Raises UnreadableArticle when no article is left.
    """
    from nkdata.collection.snapshot import snapshot
    from nkdata.extracting.pipeline import extract
    from nkdata.reading import read_articles

    found = list(read_articles([str(path) for path in paths] or [str(resources.seed())], refused=refused))
    if not paths:  # where the package lies is no part of the report
        found = [replace(article, path=f"seeds/{resources.seed().name}") for article in found]
    if not found:
        raise UnreadableArticle(
            ", ".join(map(str, paths)), "no article could be read", "see what each file was refused for"
        )
    return lambda: snapshot(extract(article) for article in found)


def from_collection(
    folder: str | Path, as_of: str | None, learned: str | None, refused: Callable[[NkdataError], None] | None
) -> Callable[[], Snapshot]:
    """Open a collection; what is given back are its articles told by `as_of` and read by `learned`.

    `refused` is told what of it is damaged (without it the first fault raises).  Raises UnreadableCollection where
    there is none, BadParameter when it had read nothing by then.  What people corrected by then stands corrected.
    """
    from nkdata.collection import open_collection
    from nkdata.review.log import read

    held = open_collection(folder)
    for fault in held.faults:
        if refused is None:
            raise fault
        refused(fault)
    if not held.count("articles", learned=learned):
        when = f" by {learned}" if learned else ""
        raise BadParameter(str(folder), f"it had read no article{when}", "put some in with `nkdata ingest PATH`")

    log = read(held.folder)
    for broken in log.faults:
        if refused is None:
            raise broken
        refused(broken)
    entries = [one for one in log.entries if learned is None or one.at[:10] <= learned]

    def cut() -> Snapshot:
        found = _corrected(held.snapshot(as_of=as_of, learned=learned), entries)
        frames = {
            kind: getattr(found, kind).drop(columns=KEPT_BACK, errors="ignore")
            for kind in (one.name for one in fields(found))
        }
        return replace(found, **frames)

    return cut


def _corrected(found: Snapshot, entries: Sequence[Entry]) -> Snapshot:
    """The articles with what people said of their claims and events; rejected rows are gone."""
    from nkdata.review.apply import apply, standing

    if not entries:
        return found
    articles = set(found.articles["id"])
    frames = {}
    for table, kind in (("claims", "claim"), ("events", "event")):
        made = standing(apply(getattr(found, table), entries, kind, articles))
        frames[table] = made.drop(columns=[name for name in made if str(name).startswith(LOGGED)])
    return replace(found, **frames)
