"""The articles of a collection that somebody judged, and their rows as they were read."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from nkdata.collection import Collection
from nkdata.review.finding import PREFIX
from nkdata.review.log import Target


class Judged:
    """What was asked of these articles is kept until the collection changes."""

    def __init__(self, held: Collection) -> None:
        self._held = held
        self._found = pd.DataFrame(columns=["id"]), pd.DataFrame()
        self._of: object = None
        self._asked: set[tuple[str, str]] = set()  # ids and hashes of articles

    def __call__(self, table: str, targets: Iterable[Target]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The articles that these are about, also under another id where a file moved, and their rows as read.

        Of the articles `id`, `published`, `source`.
        """
        wanted = {(one.article, one.content_hash[:PREFIX]) for one in targets}
        now = (self._held.listing.batches, table)
        if self._of != now or not self._asked <= wanted:
            self._found, self._of, self._asked = (pd.DataFrame(columns=["id"]), pd.DataFrame()), now, set()
        if new := sorted(wanted - self._asked):
            asked = (
                "SELECT id, published, source FROM {articles} "
                f"WHERE list_contains(?, id) OR list_contains(?, left(content_hash, {PREFIX})) ORDER BY id"
            )
            articles, rows = self._found
            found = self._held.ask(asked, [[one for one, _ in new], [one for _, one in new]]).to_pandas()
            found = found.loc[~found["id"].isin(articles["id"])]
            more = self._held.frame(table, current=True, article=list(found["id"]))
            both = ((articles, found), (rows, more)) if len(articles) else ((found,), (more,))
            told, said = (pd.concat(frames, ignore_index=True) for frames in both)
            self._found, self._asked = (told, said), wanted
        return self._found
