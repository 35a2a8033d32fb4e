"""Test days: is it quiet, and would it be quiet anyway at this time of year?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

import pandas as pd

from nkdata.collection.snapshot import Row, grouped, missing, records
from nkdata.questions.evidence import Evidence, Telling, event_anchor
from nkdata.questions.rows import TRACED, Frames, known_by, table_of, text, typed
from nkdata.questions.tracing import Sources, row_tellings, source_titles

WINDOW = timedelta(days=90)
TEST_DAYS = TRACED | {
    "day": "datetime64[us]", "outcome": "str", "rows": "int64", "launches": "str", "row_ids": "object",
}  # fmt: skip


@dataclass(frozen=True)
class Calendar:
    """The answer to: how many test days were there lately, and in the same days of earlier years?

    `days` (columns `TEST_DAYS`): one row a Korean day; `end` the last day of the 90 looked at; `begins` where the table
    begins; `undated` rows left out because no page tells when they became known.
    """

    days: pd.DataFrame
    end: date
    begins: date
    undated: int
    as_of: str
    evidence: tuple[Evidence, ...]

    def years(self) -> range:
        """Every year from the table's first to the one of `end` or of the last test, the later; also empty ones."""
        last = max([self.end.year, *(day.year for day in self._held)])
        return range(self.begins.year, last + 1)

    def ends_in(self, year: int) -> date:
        """The last of the 90 days in a year; 29 February becomes the 28th where there is none."""
        try:
            return self.end.replace(year=year)
        except ValueError:
            return self.end.replace(year=year, day=28)

    def in_window(self, year: int) -> int:
        """Test days in the 90 days that end on the same day of that year."""
        last = self.ends_in(year)
        return sum(last - WINDOW < day <= last for day in self._held)

    def in_year(self, year: int) -> int:
        """Test days of a year."""
        return sum(day.year == year for day in self._held)

    @cached_property
    def _held(self) -> list[date]:
        return [day.date() for day in self.days["day"]]

    def pause(self) -> tuple[date, date] | None:
        """The two test days with the longest pause between them; None for fewer than three, with one pause or none."""
        pauses = [*pairwise(self._held)]
        return max(pauses, key=lambda two: two[1] - two[0]) if len(pauses) > 1 else None


def calendar(reference: Frames, as_of: str | None = None, end: date | str | None = None) -> Calendar:
    """The days with a missile, rocket or satellite-launcher test, as known on `as_of`.

    `end` is the last of the 90 days looked at: an article's day, else `as_of`, else the newest day of telling.
    """
    table = table_of(reference, "missile_tests")
    held, undated = known_by(table, as_of)
    begins = date.fromisoformat(str(table["date"].min()))
    newest = as_of or str(table["known_on"].fillna(table["date"]).max())
    last = date.fromisoformat(str(end or newest)[:10])
    if as_of:
        last = min(last, date.fromisoformat(as_of))
    rows: list[Row] = []
    for day, tests in _by_day(held):
        rows.append(
            {
                "row_id": day,
                "day": pd.Timestamp(day),
                "outcome": _outcome({test["outcome"] for test in tests}),
                "rows": len(tests),
                "launches": ", ".join(_launches(test) for test in tests),
                "row_ids": tuple(test["test_id"] for test in tests),
            }
            | {name: tests[0][name] for name in ("source_id", "confidence")}
        )
    return Calendar(typed(rows, TEST_DAYS), last, begins, undated, as_of or "", evidence_of_tests(held, reference))


def _by_day(held: pd.DataFrame) -> list[tuple[str, list[Row]]]:
    """The tests of each day, by day."""
    return sorted(grouped(records(held), itemgetter("date")).items())


def anchor_of_tests(day: pd.Timestamp) -> str:
    """The anchor of the tests of a day, to which all charts of tests lead."""
    return event_anchor(f"tests-{day:%Y-%m-%d}")


def evidence_of_tests(held: pd.DataFrame, reference: Frames) -> tuple[Evidence, ...]:
    """One anchor a day with a test, with the rows of missile_tests behind it."""
    sources = source_titles(reference)
    return tuple(
        Evidence(
            anchor_of_tests(pd.Timestamp(day)),
            f"Tests of {day}",
            tuple(telling for test in tests for telling in _tellings(test, sources)),
        )
        for day, tests in _by_day(held)
    )


def _tellings(test: Mapping[str, object], sources: Sources) -> tuple[Telling, ...]:
    parts = [text(test["missile_class"]), text(test["site"]), f"outcome {text(test['outcome'])}"]
    return row_tellings(
        "missile_tests", {**test, "row_id": test["test_id"]}, sources, day=text(test["known_on"]),
        value=_launches(test), note=", ".join(filter(None, parts)),
    )  # fmt: skip


def _outcome(outcomes: set[str]) -> str:
    """One outcome a day: mixed when known ones differ, not known when one of them is not."""
    if len(outcomes) == 1:
        return outcomes.pop()
    return "unknown" if outcomes - {"unknown"} in ({"success"}, {"failure"}) else "mixed"


def _launches(test: Mapping[str, object]) -> str:
    """`2 × KN-23`, or the name alone where the number is not told."""
    number = test["launches"]
    return str(test["missile_type"]) if missing(number) else f"{number} × {test['missile_type']}"
