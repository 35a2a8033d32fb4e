"""The articles of a collection that somebody judged, and their rows as they were read."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from nkdata.collection import Collection
from nkdata.review.finding import PREFIX
from nkdata.review.log import Target

NAMED = ["id", "published", "source"]
SHORT = f"{', '.join(NAMED)}, left(content_hash, {PREFIX}) AS hash"


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
        self._short = now, held.ask(f"SELECT {SHORT} FROM {{articles}} ORDER BY id").to_pandas()

    def __call__(self, table: str, targets: Iterable[Target]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The articles that these are about, also under another id where a file moved, and their rows as read.

        Of the articles `id`, `published`, `source`.
        """
        wanted = {(one.article, one.content_hash[:PREFIX]) for one in targets}
        now = (self._held.listing.batches, table)
        if self._of != now or not self._asked <= wanted:
            self._found, self._of, self._asked = (pd.DataFrame(columns=["id"]), pd.DataFrame()), now, set()
        if new := sorted(wanted - self._asked):
            articles, rows = self._found
            found = self._named([one for one, _ in new], [one for _, one in new])
            found = found.loc[~found["id"].isin(articles["id"])]
            more = self._held.frame(table, current=True, article=list(found["id"]))
            both = ((articles, found), (rows, more)) if len(articles) else ((found,), (more,))
            told, said = (pd.concat(frames, ignore_index=True) for frames in both)
            self._found, self._asked = (told, said), wanted
        return self._found

    def _named(self, ids: list[str], hashes: list[str]) -> pd.DataFrame:
        """The articles with one of these ids, or whose text has one of these hashes."""
        if self.holds(self._held.listing.batches):
            short = self._short[1]
            return short.loc[short["id"].isin(ids) | short["hash"].isin(hashes), NAMED].reset_index(drop=True)
        asked = f"SELECT {SHORT} FROM {{articles}} WHERE list_contains(?, id) OR list_contains(?, hash) ORDER BY id"
        found: pd.DataFrame = self._held.ask(asked, [ids, hashes]).to_pandas()[NAMED]
        return found
