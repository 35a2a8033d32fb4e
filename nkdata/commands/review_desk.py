"""What the commands of a review share: the collection with its log, and how a row is told."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkdata.commands.line import say, tell
from nkdata.errors import BadParameter

if TYPE_CHECKING:
    import pandas as pd

    from nkdata.collection.opened import Collection
    from nkdata.model import Article
    from nkdata.review.log import Entry

SHOWN = ("metric", "kind", "value", "low", "high", "unit", "bound", "words", "scope", "basis", "stance", "status")


class Desk:
    """A collection with its log: what every command here works on."""

    def __init__(self, collection: str | None) -> None:
        from nkdata.collection.opened import open_collection
        from nkdata.review import log

        self.held: Collection = open_collection(collection)
        read = log.read(self.held.folder)
        self.entries = read.entries
        for fault in read.faults:
            say(fault)

    @cached_property
    def present(self) -> list[str]:
        """The ids of all articles."""
        return [str(one) for one in self.held.ask("SELECT id FROM {articles}")["id"].to_pylist()]

    def reviewed(self, kind: str, articles: list[str] | None = None) -> pd.DataFrame:
        """All claims or events of some articles, or of the newest version of each, as people have them now."""
        from nkdata.review.apply import apply

        filters: dict[str, Any] = {"article": articles} if articles else {"current": True}
        frame = self.held.frame(f"{kind}s", **filters)
        return apply(frame, self.entries, kind, articles or self.present, self.present)

    def row(self, ident: str) -> tuple[str, dict[str, Any]]:
        """The kind and row that an id names.  Raises BadParameter where it names none or several."""
        article, _, own = ident.rpartition(":")
        article, own = (article, own) if article else ("", ident)
        for kind in ("claim", "event"):
            reviewed = self.reviewed(kind, [article] if article else self._articles(own, kind))
            found = reviewed.loc[reviewed["id"] == own]
            if len(found) > 1:
                names = ", ".join(f"{one}:{own}" for one in found["article_id"][:3])
                raise BadParameter(ident, f"stands in {len(found)} articles", f"name one of them: {names}")
            if len(found):
                return kind, {str(name): value for name, value in found.iloc[0].items()}
        raise BadParameter(ident, "no such claim or event", "`nkdata review list` names them")

    def _articles(self, ident: str, kind: str) -> list[str]:
        """The articles that hold a row of this id, or of which a person said something."""
        found = self.held.ask(f"SELECT DISTINCT article_id FROM {{{kind}s}} WHERE id = ?", [ident])
        return sorted({*found["article_id"].to_pylist(), *(one.target.article for one in self.entries)})

    def article(self, named: str) -> Article:
        """The article of an id, or the one that was read from a file.  Raises BadParameter where it is not held."""
        from nkdata.collection.rereading import as_article
        from nkdata.reading import read_articles

        column, value = "id", named
        if named not in self.present and Path(named).is_file():
            column, value = "content_hash", next(iter(read_articles([named]))).content_hash
        rows = self.held.ask(f"SELECT * FROM {{articles}} WHERE {column} = ? ORDER BY id LIMIT 1", [value]).to_pylist()
        if not rows:
            raise BadParameter(named, "not in this collection", "`nkdata ingest` it, or name an id of `nkdata search`")
        return as_article(rows[0])

    def disputed(self) -> int:
        """Tell each row of which people say different things; returns how many there are."""
        told = 0
        for kind in ("claim", "event"):
            reviewed = self.reviewed(kind)
            for row in reviewed.loc[reviewed["reviewed"] == "disputed"].to_dict("records"):
                tell(f"{row['id']}  {row['review_conflict']}")
                told += 1
        return told

    def add(self, entry: Entry) -> None:
        """Keep an entry, and say its id: `undo` takes it."""
        from nkdata.review.log import append

        append(self.held.folder, entry)
        say(f"{entry.action} {entry.id} by {entry.by}: {entry.target.id or entry.target.text}")


def login(by: str | None) -> str:
    """The person's name: as given, else her login.  Raises BadParameter without either."""
    try:
        name = by or getpass.getuser()
    except (OSError, KeyError):
        name = ""
    if not name.strip():
        raise BadParameter("--by", "nobody is logged in by name", "say who you are: --by NAME")
    return name.strip()


def short(row: Mapping[Any, Any]) -> str:
    """A claim or event in one line."""
    subject, figure = row.get("metric") or row.get("kind"), cell(row.get("value", row.get("status")))
    told = f"{subject} {figure or cell(row.get('words'))}".strip()
    return f"{told}, {cell(row['place_name']) or 'no place'}, {cell(row['claimant_name']) or 'nobody named'}"


def columns(row: Mapping[str, Any]) -> list[str]:
    """The columns of a row worth showing."""
    more = [name for name in row if name.startswith(("place_", "claimant_", "via_", "date_"))]
    return [name for name in (*SHOWN, *more) if name in row and (cell(row[name]) or differ(row, name))]


def differ(row: Mapping[str, Any], name: str) -> bool:
    """Whether a person changed a field."""
    return row["reviewed"] == "corrected" and cell(row.get(f"said_{name}")) != cell(row[name])


def missing(value: object) -> bool:
    """Whether a cell is empty."""
    return value is None or value != value


def cell(value: object) -> str:
    """A cell for people."""
    if missing(value):
        return ""
    return f"{value:,.10g}" if isinstance(value, float) else str(value)
