"""Which row an entry of a review is about: by article and sentence, then by the stretch of text inside the sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pandas as pd

from nkdata.review.log import SUBJECT, Entry, Target

PREFIX = 10  # digits of the content hash at the head of an id


class Index:
    """Where the rows that entries may be about stand, by article and by sentence."""

    def __init__(
        self,
        frame: pd.DataFrame,
        kind: str,
        entries: Iterable[Entry],
        present: Collection[str] = (),
        *,
        sentences: bool = False,
    ) -> None:
        self.frame = frame
        self._present = set(present)
        self._by_article: dict[str, list[int]] = {}
        self._by_hash: dict[str, list[int]] = {}
        self._by_sentence: dict[str, list[int]] = {}
        self._rows: dict[int, tuple[int, int, int, int, str, str]] = {}
        self._sentences: dict[int, str] = {}
        targets = [one.target for one in entries]
        near = frame["article_id"].isin([one.article for one in targets])
        near |= frame["id"].str.slice(0, PREFIX).isin([one.content_hash[:PREFIX] for one in targets])
        if sentences:
            near |= frame["sentence"].str.split().str.join(" ").isin([plain(one.sentence) for one in targets])
        names = ["article_id", "id", "sentence_start", "sentence_end", "start", "end", "text", SUBJECT[kind]]
        some = frame.loc[near]
        told = some["sentence"] if "sentence" in some else [""] * len(some)
        for place, sentence, row in zip(some.index, told, some[names].itertuples(index=False), strict=True):
            self._by_article.setdefault(row[0], []).append(place)
            self._by_hash.setdefault(row[1].partition("-")[0], []).append(place)
            self._sentences[place] = plain(sentence)
            self._by_sentence.setdefault(self._sentences[place], []).append(place)
            self._rows[place] = row[2:]

    def own(self, target: Target) -> Sequence[int]:
        """Rows of the target's article: under its id, else read from the same bytes."""
        found = self._by_article.get(target.article, ())
        moved = not found and target.article not in self._present
        return self._by_hash.get(target.content_hash[:PREFIX], ()) if moved else found

    def same_sentence(self, target: Target) -> Sequence[int]:
        """Rows of any article whose sentence has the target's words."""
        return self._by_sentence.get(plain(target.sentence), ())

    def fits(self, place: int, target: Target) -> bool:
        """Whether a row is about the same stretch of its sentence and the same subject."""
        sentence_start, _, start, _, text, subject = self._rows[place]
        return (subject, start - sentence_start, text) == (
            target.subject,
            target.start - target.sentence_start,
            target.text,
        )

    def find(self, target: Target) -> int | None:
        """The row that a target is; None where there is none any more."""
        ids = self.frame["id"]
        found = [
            (rank[0], ids.at[place] != target.id, rank[1], place)  # one stretch may hold two claims on one metric
            for place in self.own(target)
            if (rank := self._rank(place, target)) is not None
        ]
        return min(found)[-1] if found else None

    def _rank(self, place: int, target: Target) -> tuple[int, int] | None:
        """How well a row fits a target, small is well; None where it is about something else."""
        sentence_start, sentence_end, start, end, text, subject = self._rows[place]
        moved = abs(sentence_start - target.sentence_start)  # a sentence may stand twice: the nearer one
        if self._sentences[place]:
            same = self._sentences[place] == plain(target.sentence)
        else:
            same = (sentence_start, sentence_end) == (target.sentence_start, target.sentence_end)
        shift = sentence_start - target.sentence_start if same else 0
        first, last = target.start + shift, target.end + shift
        if same and subject == target.subject and start < last and first < end:
            return (0 if (start, end) == (first, last) else 1, moved)
        if (start, end, text) == (first, last, target.text):  # another metric, or sentences cut elsewhere
            return (2 if same else 3, moved)
        return None


def plain(sentence: str) -> str:
    """A sentence without its line breaks, which a repost sets anew."""
    return " ".join(sentence.split())
