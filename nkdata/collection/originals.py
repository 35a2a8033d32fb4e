"""The bytes that a collection kept, read again by the readers of today."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from nkdata.collection.folder import ORIGINALS, SETTINGS, Folder
from nkdata.collection.opened import Collection
from nkdata.collection.rows import collected, told_again
from nkdata.errors import UnreadableCollection
from nkdata.model import Article
from nkdata.reading import Fields, read_articles

Key = str | int
SHOWN = 3  # digests that a fault names


def faults(held: Collection) -> list[UnreadableCollection]:
    """What of the originals that articles were read from is missing, and what is not what was kept: one fault each."""
    missing, changed = [], []
    asked = "SELECT DISTINCT original FROM {articles} WHERE original IS NOT NULL ORDER BY 1"
    kept = held.ask(asked)["original"].to_pylist()
    for digest in kept:
        try:
            if hashlib.sha256(held.folder.read(ORIGINALS, digest[:2], digest)).hexdigest() != digest:
                changed.append(digest)
        except OSError:
            missing.append(digest)
    remedy = "copy that folder again; all questions are answered without it, `nkdata reread` leaves these texts alone"
    return [
        UnreadableCollection(
            f"{held.path}: {ORIGINALS}",
            f"{len(some):,} of {len(kept):,} {what} ({', '.join(some[:SHOWN])}{', …' if len(some) > SHOWN else ''})",
            remedy,
        )
        for some, what in ((missing, "missing"), (changed, "not the bytes that were read"))
        if some
    ]


class Originals:
    """What each original gives today; the last one read is remembered, so ask in their order."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._fields = Fields.told(folder.settings().get("fields", {}), folder.at(SETTINGS))
        self._read: tuple[str, dict[Key, Article]] = ("", {})

    def article(self, row: dict[str, Any]) -> Article | None:
        """The article of a row of the articles as its original gives it; None where it is not held or not readable.

        It is found by its bytes; an article that stood in a record also by name, address and headline, as its bytes are
        what the reader made of them.
        """
        digest = row["original"]
        if not digest:
            return None
        if digest != self._read[0]:
            self._read = (digest, self._articles(digest))
        found = self._read[1]
        by_name = None if self._fields.text else found.get(told_again(row["id"], row["url"], row["title"]))
        return found.get(row["content_hash"]) or by_name  # which field held the text of a record may have changed since

    def _articles(self, digest: str) -> dict[Key, Article]:
        """All articles of one original, by all that they are known by."""
        place = (ORIGINALS, digest[:2], digest)
        if not self.folder.exists(*place):
            return {}
        if self.folder.local:
            return self._known(self.folder.at(*place))
        with tempfile.TemporaryDirectory() as spare:
            copy = Path(spare, digest)
            copy.write_bytes(self.folder.read(*place))
            return self._known(str(copy))

    def _known(self, path: str) -> dict[Key, Article]:
        """The articles of a file; what of it cannot be read was told when it was put in."""
        found: dict[Key, Article] = {}
        for one in read_articles([path], fields=self._fields, refused=lambda error: None):
            found[one.content_hash] = one
            found[told_again(collected(one).id, one.url, one.title)] = one
        return found
