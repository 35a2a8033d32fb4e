"""The articles of a collection that somebody judged, and their rows as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from nkdata.collection import Collection
from nkdata.review.finding import PREFIX
from nkdata.review.log import Target

NAMED = ["id", "published", "source"]
SHORT = (*NAMED, f"left(content_hash, {PREFIX}) AS hash")


class Judged:
    """What was asked of these articles is kept until the collection changes."""

    def __init__(self, held: Collection) -> None:
        self._held = held
        self._found = pd.DataFrame(columns=["id"]), pd.DataFrame()
        self._of: object = None
        self._asked: set[tuple[str, str]] = set()  # ids and hashes of articles
        self._short: tuple[object, pd.DataFrame] = ((), pd.DataFrame())  # all articles in short, and of which batches

    def holds(self, batches: object) -> bool:
        """Whether all articles of these batches are kept in short."""
        return self._short[0] == batches

    def hold(self, held: Collection) -> None:
        """Keep of all articles what is asked here; from a thread of its own with a collection of its own."""
        now = held.listing.batches
        short = held.arrow("articles", only=SHORT, current=True).to_pandas()
        self._short = now, short.sort_values("id", ignore_index=True)

    def __call__(self, table: str, targets: Iterable[Target], as_of: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
        """The articles that these are about, also under another id where a file moved, and their rows as read.

        Of the articles `id`, `published`, `source`; of several versions the newest of the day `as_of`: what was said of
        an older one is of no row that is shown.
        """
        wanted = {(one.article, one.content_hash[:PREFIX]) for one in targets}
        now = (self._held.listing.batches, table, as_of)
        if self._of != now or not self._asked <= wanted:
            self._found, self._of, self._asked = (pd.DataFrame(columns=["id"]), pd.DataFrame()), now, set()
        if new := sorted(wanted - self._asked):
            articles, rows = self._found
            seen: dict[str, Any] = {"current": True} | ({"as_of": as_of} if as_of else {})
            found = self._named([one for one, _ in new], [one for _, one in new], seen)
            found = found.loc[~found["id"].isin(articles["id"])]
            more = self._held.frame(table, article=list(found["id"]), **seen)
            both = ((articles, found), (rows, more)) if len(articles) else ((found,), (more,))
            told, said = (pd.concat(frames, ignore_index=True) for frames in both)
            self._found, self._asked = (told, said), wanted
        return self._found

    def _named(self, ids: list[str], hashes: list[str], seen: Mapping[str, Any]) -> pd.DataFrame:
        """The articles with one of these ids, or whose text has one of these hashes, of those that are `seen`."""
        if self.holds(self._held.listing.batches) and "as_of" not in seen:
            short = self._short[1]
            return short.loc[short["id"].isin(ids) | short["hash"].isin(hashes), NAMED].reset_index(drop=True)
        every = f"SELECT {', '.join(SHORT)} FROM {{articles}}"
        asked = f"{every} WHERE list_contains(?, id) OR list_contains(?, hash) ORDER BY id"
        found: pd.DataFrame = self._held.ask(asked, [ids, hashes]).to_pandas()[NAMED]
        newest = self._held.arrow("articles", only=["id"], article=list(found["id"]), **seen)["id"].to_pylist()
        return found.loc[found["id"].isin(newest)].reset_index(drop=True)


def dated(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows with day and source of their article where a person added them to one without any."""
    told = articles.set_index("id")
    for name in ("published", "source"):
        rows[name] = rows[name].fillna(rows["article_id"].map(told[name]))
    return rows
