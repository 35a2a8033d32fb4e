"""Two states of what was read, to be compared: what each holds, and what one holds that the other does not.

Of two long archives little differs: it is found by keys, so that what is new costs by the day, not by the archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from nkdata.collection.snapshot import Snapshot
from nkdata.questions.articles import appeared, of_a_day
from nkdata.questions.evidence import Evidence
from nkdata.questions.statements import claim_keys


@dataclass(frozen=True)
class State:
    """What was known at one time: what had been read, and the day at which it is cut, if any."""

    snapshot: Snapshot
    as_of: str | None = None

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles that had appeared by then."""
        return appeared(self.snapshot, self.as_of)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Their claims."""
        return self._of(self.snapshot.claims)

    @cached_property
    def claim_keys(self) -> list[tuple[object, ...]]:
        """What makes each of them the same claim as another."""
        return claim_keys(self.claims)

    @cached_property
    def events(self) -> pd.DataFrame:
        """Their events."""
        return self._of(self.snapshot.events)

    def _of(self, frame: pd.DataFrame) -> pd.DataFrame:
        whole = len(self.articles) == len(self.snapshot.articles)
        return frame if whole else frame[frame["article_id"].isin(self.articles["id"])]

    @cached_property
    def day(self) -> str:
        """The day it stands for: that of the cut, else of its newest article; "" when none is dated."""
        days = self.articles.loc[of_a_day(self.articles), "published"]
        return self.as_of or str(days.max() if len(days) else "")

    def narrowed(self, articles: Iterable[str]) -> State:
        """The same, had it these articles alone and no tables but theirs of claims and events."""
        held = self.articles[self.articles["id"].isin([*articles])]
        claims, events = (frame[frame["article_id"].isin(held["id"])] for frame in (self.claims, self.events))
        return State(replace(self.snapshot, articles=held, claims=claims, events=events), self.as_of)


@dataclass(frozen=True)
class Change:
    """One thing that is new."""

    kind: str
    what: str
    detail: str
    day: str
    evidence: Evidence


def articles_apart(before: State, now: State) -> set[str]:
    """The ids of articles that one state has and the other has not, or of which the two claim otherwise."""
    one, other = _claimed(before), _claimed(now)
    return {str(ident) for ident, *_ in {*one} ^ {*other}}


def _claimed(state: State) -> list[tuple[object, ...]]:
    """Each article with its text, title and day; each claim with its article and what it says."""
    columns = (state.articles[name].fillna("") for name in ("id", "text", "title", "published"))
    claimed = zip(*(state.claims[name].tolist() for name in ("article_id", "id")), state.claim_keys, strict=True)
    return [*zip(*(one.tolist() for one in columns), strict=True), *claimed]
