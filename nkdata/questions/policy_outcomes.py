"""Outcomes of tests by year: what is known of them, and from when on nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from nkdata.collection.snapshot import Row, records
from nkdata.questions.evidence import Evidence, slug
from nkdata.questions.policy_calendar import evidence_of_tests
from nkdata.questions.rows import TRACED, Frames, known_by, table_of, text, typed

ORDER = ("success", "mixed", "failure", "unknown")
MOSTLY = 0.8  # share of a year's rows from which on its outcomes count as not known
OUTCOMES = TRACED | {
    "day": "datetime64[us]", "year": "int64", "outcome": "str", "system": "str", "site": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Outcomes:
    """The answer to: how did the tests end, as far as anybody knows?

    `rows` (columns `OUTCOMES`): one a test day, system and site, by year and outcome; a salvo is one row.  `undated`
    rows are left out because no page tells when they became known.
    """

    rows: pd.DataFrame
    undated: int
    as_of: str
    evidence: tuple[Evidence, ...]

    def years(self) -> range:
        """Every year from the first to the last with a test or to that of the day looked back from, empty ones too."""
        if self.rows.empty:
            return range(0)
        last = int(self.as_of[:4]) if self.as_of else int(self.rows["year"].max())
        return range(int(self.rows["year"].min()), last + 1)

    def days(self, year: int) -> int:
        """Test days of a year."""
        return int(self._days.get(year, 0))

    @cached_property
    def _days(self) -> dict[Hashable, int]:
        return self.rows.groupby("year")["day"].nunique().to_dict()

    def dark_since(self) -> int | None:
        """The first year from which on each later one with a test has hardly a known outcome; None when none is."""
        since = None
        for year in reversed(self.years()):
            held = self.rows.loc[self.rows["year"] == year, "outcome"]
            if len(held) and (held == "unknown").mean() < MOSTLY:
                break
            since = year if len(held) else since
        return since


def outcomes(reference: Frames, as_of: str | None = None) -> Outcomes:
    """The rows of missile_tests by year and outcome, as known on `as_of`."""
    known, undated = known_by(table_of(reference, "missile_tests"), as_of)
    held = records(known)
    held.sort(key=lambda row: (row["date"][:4], ORDER.index(row["outcome"]), row["date"]))
    rows: list[Row] = []
    times = Counter[str]()
    for row in held:
        ident = slug(row["test_id"])
        times[ident] += 1
        ident += f"-{times[ident]}" if times[ident] > 1 else ""
        rows.append(
            {
                "row_id": ident,
                "day": pd.Timestamp(row["date"]),
                "year": int(row["date"][:4]),
                "system": text(row["missile_type"]),
                "site": text(row["site"]),
            }
            | {name: text(row[name]) for name in ("source_id", "confidence", "outcome")}
        )
    return Outcomes(typed(rows, OUTCOMES), undated, as_of or "", evidence_of_tests(known, reference))
