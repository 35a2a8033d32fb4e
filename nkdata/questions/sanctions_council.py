"""Tests and the Security Council: how fast it answered, and what it has done since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, grouped, records
from nkdata.questions.evidence import Evidence, event_anchor, slug
from nkdata.questions.policy_calendar import calendar
from nkdata.questions.rows import TRACED, Frames, table_of, text, typed
from nkdata.questions.sanctions import resolution_number
from nkdata.questions.tracing import row_tellings, source_titles

KINDS = {
    "sanctions": "new sanctions",
    "condemnation": "condemnation",
    "mandate_renewal": "Panel renewed",
    "exemption": "exemption",
    "veto": "vetoed draft",
}
ADOPTED = ("sanctions", "condemnation")
ANSWERS = TRACED | {
    "name": "str", "trigger_label": "str", "trigger": "datetime64[us]", "voted": "datetime64[us]", "lag_days": "Int64",
    "kind": "str",
}  # fmt: skip
YEARS = {"row_id": "str", "year": "int64", "test_days": "Int64"} | dict.fromkeys(KINDS, "int64")


@dataclass(frozen=True)
class Council:
    """The answer to: how fast did the Council answer tests, and does it still?

    `answers` (columns `ANSWERS`), one a vote on a test: `lag_days` from the Korean day of the test to the New York day
    of the vote, NA for a vote on a period that an earlier vote had answered.  `votes` (the same columns) holds all
    votes, renewals included.  `years` (columns `YEARS`), one a year from the first vote to the last day known: days
    with a missile test, NA before `begins` where the table of tests begins, and votes by kind.  `end` is the last day
    known; `undated` tests are left out because no page tells when they became known; `since` the test days after the
    last sanctions, None where the table of tests does not reach back to them.
    """

    answers: pd.DataFrame
    votes: pd.DataFrame
    years: pd.DataFrame
    begins: date
    end: date
    since: int | None
    undated: int
    as_of: str
    evidence: tuple[Evidence, ...]

    def adopted(self) -> pd.DataFrame:
        """The answers that were adopted and have a lag, sanctions and condemnations."""
        held = self.answers
        return held[held["kind"].isin(ADOPTED) & held["lag_days"].notna()]


def council(reference: Frames, as_of: str | None = None) -> Council:
    """The votes of the Security Council on North Korea beside the days with a missile test, as known on `as_of`.

    A vote without the day of a trigger answers nothing; a condemnation without one is about no event of this country.
    """
    table = table_of(reference, "sanctions_unsc")
    held = records(table[table["adopted"] <= as_of] if as_of else table)
    held = sorted(held, key=lambda row: row["adopted"])
    answered: set[str] = set()
    rows = []
    for row in held:
        trigger = text(row["trigger_date"])
        if row["kind"] == "condemnation" and not trigger:
            continue
        rows.append(_vote(row, trigger, answered))
        if row["kind"] in ADOPTED:
            answered.add(trigger)
    tests = calendar(reference, as_of)
    votes = typed(rows, ANSWERS)
    last = max((row["voted"] for row in rows if row["kind"] == "sanctions"), default=None)
    reached = last is not None and last.date() >= tests.begins
    of_votes = list(_of_votes(held, {row["row_id"] for row in rows}, reference))
    years = _years(rows, tests.days, tests.begins, tests.end)
    evidence = [*of_votes, *_of_kinds(rows, of_votes), *_of_years(tests.evidence)]
    return Council(
        votes[votes["trigger"].notna()].reset_index(drop=True), votes, years,
        tests.begins, tests.end, int((tests.days["day"] > last).sum()) if reached else None, tests.undated, as_of or "",
        tuple(evidence),
    )  # fmt: skip


def _vote(row: Row, trigger: str, answered: set[str]) -> dict[str, Any]:
    voted = pd.Timestamp(row["adopted"])
    begun = pd.Timestamp(trigger) if trigger else None
    lag = (voted - begun).days if begun is not None and trigger not in answered else None
    name = resolution_number(row["resolution"])
    return {
        "row_id": slug(name),
        "name": name if name.isdigit() else "draft",
        "trigger_label": text(row["trigger"]),
        "trigger": begun,
        "voted": voted,
        "lag_days": lag,
    } | {column: text(row[column]) for column in ("source_id", "confidence", "kind")}


def _years(rows: list[Row], days: pd.DataFrame, begins: date, end: date) -> pd.DataFrame:
    """Each year from the first vote to the end."""
    found = []
    for year in range(rows[0]["voted"].year, max(end.year, rows[-1]["voted"].year) + 1) if rows else ():
        number = int((days["day"].dt.year == year).sum())
        counts = {kind: sum(row["kind"] == kind and row["voted"].year == year for row in rows) for kind in KINDS}
        covered = begins.year <= year <= end.year
        found.append({"row_id": str(year), "year": year, "test_days": number if covered else None} | counts)
    return typed(found, YEARS)


def _of_votes(held: list[Row], shown: set[str], reference: Frames) -> Iterator[Evidence]:
    """One anchor a vote."""
    sources = source_titles(reference)
    for row in held:
        name = resolution_number(row["resolution"])
        if slug(name) not in shown:
            continue
        votes = f"{row['votes_yes']} for, {row['votes_no']} against, {row['votes_abstain']} abstained"
        heading = f"Resolution {name}" if name.isdigit() else f"Draft of {row['adopted']}, vetoed"
        yield Evidence(
            event_anchor(f"sanctions-council-{slug(name)}"),
            f"{heading}: {text(row['trigger'])}",
            row_tellings(
                "sanctions_unsc", {**row, "row_id": row["resolution"]}, sources, day=row["adopted"], value=votes,
                note=text(row["summary"]), claimant="UN Security Council",
            ),
        )  # fmt: skip


def _of_kinds(rows: list[Row], of_votes: list[Evidence]) -> Iterator[Evidence]:
    """One anchor for each year and kind of vote, with those votes."""
    by_anchor = {one.anchor: one.tellings for one in of_votes}
    for (year, kind), votes in grouped(rows, lambda row: (row["voted"].year, row["kind"])).items():
        anchors = (event_anchor(f"sanctions-council-{vote['row_id']}") for vote in votes)
        told = tuple(telling for anchor in anchors for telling in by_anchor[anchor])
        yield Evidence(event_anchor(f"sanctions-council-{year}-{kind}"), f"The Council in {year}: {KINDS[kind]}", told)


def _of_years(of_days: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """One anchor a year with its tests, from those of the days."""
    for year, held in grouped(of_days, lambda one: one.heading.removeprefix("Tests of ")[:4]).items():
        tellings = tuple(telling for one in held for telling in one.tellings)
        yield Evidence(event_anchor(f"sanctions-council-days-{year}"), f"Days with a missile test in {year}", tellings)
