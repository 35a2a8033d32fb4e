"""Refined petroleum: what was declared under the cap, what others believe, and where no report is found at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.evidence import Evidence, event_anchor, slug
from nkdata.questions.rows import TRACED, Frames, known_by, table_of, text, typed
from nkdata.questions.sanctions import resolution_number
from nkdata.questions.sanctions_ratchet import Measure, measures_known
from nkdata.questions.tracing import row_tellings, source_titles

PROVING = ("exact", "about", "at_least")  # bounds whose figure above the cap says that the flow was above it
FUEL = TRACED | {
    "year": "int64", "row_type": "str", "months": "str", "gaps": "str", "cap_barrels": "float64", "cap_id": "str",
    "china_barrels": "float64", "russia_barrels": "float64", "total_barrels": "float64", "estimate_barrels": "float64",
    "bound": "str", "estimator": "str", "note": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Petroleum:
    """The answer to: how much fuel was declared, how much do others believe, and where is there no report?

    `rows` (columns `FUEL`), one a record, by year, declared ones first: barrels, NaN = not told; `months` twelve
    characters, 1 = covered by the record, empty = not told; `gaps` likewise, 1 = a supplier reported nothing for that
    month; `cap_id` the measure that set `cap_barrels`.  `caps` are those measures as `(resolution, first day, last
    day)`, `undated` rows left out because no page tells when they became known.
    """

    rows: pd.DataFrame
    caps: tuple[tuple[str, str, str], ...]
    undated: int
    as_of: str
    evidence: tuple[Evidence, ...]

    @cached_property
    def declared(self) -> pd.DataFrame:
        """The records of declarations that hold a figure, zero included."""
        held = self.rows[self.rows["row_type"] == "reported"]
        return held[held[["total_barrels", "china_barrels", "russia_barrels"]].notna().any(axis=1)]

    @cached_property
    def estimates(self) -> pd.DataFrame:
        """The outside estimates."""
        return self.rows[self.rows["estimate_barrels"].notna()]

    @cached_property
    def full_years(self) -> pd.DataFrame:
        """One declared total a year, of the years that have one for all twelve months: a part of a year proves none."""
        held = self.declared
        held = held[(held["months"] == "1" * 12) & held["total_barrels"].notna() & held["cap_barrels"].notna()]
        return held.drop_duplicates("year", keep="last")

    @cached_property
    def breaches(self) -> list[int]:
        """The years in which a declared figure is above the cap, whatever months it covers."""
        held = self.declared
        figures_told = held[["total_barrels", "china_barrels", "russia_barrels"]]
        return sorted(set(held[figures_told.max(axis=1) > held["cap_barrels"]]["year"]))

    @property
    def above_the_cap(self) -> pd.DataFrame:
        """The estimates that put the flow above the cap of their year; "at most" more than it proves nothing."""
        held = self.estimates
        return held[(held["estimate_barrels"] > held["cap_barrels"]) & held["bound"].isin(PROVING)]


def petroleum(reference: Frames, as_of: str | None = None) -> Petroleum:
    """The records of refined petroleum as known on `as_of`, beside the caps adopted by then."""
    known, undated = known_by(table_of(reference, "petroleum_deliveries"), as_of)
    caps = [one for one in measures_known(reference, as_of) if _caps_fuel(one)]
    times = Counter[str]()
    rows: list[Row] = []
    for row in sorted(records(known), key=lambda one: (one["year"], one["row_type"] != "reported")):
        ident = slug(f"{row['year']}-{row['row_type']}-{row['coverage']}")
        times[ident] += 1
        rows.append(_row(row, ident + (f"-{times[ident]}" if times[ident] > 1 else ""), caps))
    applied = {row["cap_id"] for row in rows} - {""}
    used = [one for one in caps if one.measure_id in applied]
    return Petroleum(
        typed(rows, FUEL), tuple((resolution_number(one.resolution), one.start, one.end) for one in used), undated,
        as_of or "", tuple(_evidence(rows, used, reference)),
    )  # fmt: skip


def _caps_fuel(measure: Measure) -> bool:
    return (measure.category, measure.effect, measure.limit_unit) == ("refined_petroleum", "cap", "barrels")


def _row(row: Row, ident: str, caps: Sequence[Measure]) -> dict[str, Any]:
    year, cap = int(row["year"]), float(row["cap_barrels"])
    applying = [
        one
        for one in caps
        if one.start <= f"{year}-12-31" and one.end >= f"{year}-01-01" and float(one.row["limit_value"]) == cap
    ]
    gaps = "".join("01"[f"{year}-{month:02d}" in text(row["months_not_reported"])] for month in range(1, 13))
    return {
        "row_id": ident,
        "year": year,
        "months": _months(year, text(row["period_start"]), text(row["period_end"])),
        "gaps": gaps if "1" in gaps else "",
        "cap_barrels": cap,
        "cap_id": applying[0].measure_id if applying else "",
        "china_barrels": row["reported_china_barrels"],
        "russia_barrels": row["reported_russia_barrels"],
        "total_barrels": row["reported_total_barrels"],
    } | {
        name: row[name] if name == "estimate_barrels" else text(row[name])
        for name in (
            "source_id", "source_id_2", "confidence", "row_type", "estimate_barrels", "bound", "estimator", "note",
            "known_on", "coverage",
        )
    }  # fmt: skip


def _months(year: int, first: str, last: str) -> str:
    """Which months of a year lie between two of `2020-01`; empty where either is not told."""
    if not (first and last):
        return ""
    return "".join("01"[first[:7] <= f"{year}-{month:02d}" <= last[:7]] for month in range(1, 13))


def figures(row: Row) -> list[tuple[str, float]]:
    """The figures of a record by name: `total`, `China`, `Russia`, or `estimate`."""
    names = {"total_barrels": "total", "china_barrels": "China", "russia_barrels": "Russia"}
    return [
        (names.get(name, "estimate"), float(row[name]))
        for name in (*names, "estimate_barrels")
        if not missing(row[name])
    ]


def _evidence(rows: Sequence[Row], caps: Sequence[Measure], reference: Frames) -> Iterator[Evidence]:
    """One anchor a record, then one a cap."""
    sources = source_titles(reference)
    for row in rows:
        said = ", ".join(f"{name} {value:,.0f} barrels" for name, value in figures(row)) or "no figure found"
        kind = "Fuel declared" if row["row_type"] == "reported" else "Fuel as estimated"
        yield Evidence(
            event_anchor(f"sanctions-petroleum-{row['row_id']}"),
            f"{kind}, {row['year']} ({row['coverage'].replace('_', ' ')})",
            row_tellings(
                "petroleum_deliveries", row, sources, day=row["known_on"], value=said, note=row["note"],
                claimant=row["estimator"],
            ),
        )  # fmt: skip
    for cap in caps:
        yield Evidence(
            event_anchor(f"sanctions-petroleum-cap-{cap.measure_id}"),
            f"Cap on refined petroleum, resolution {resolution_number(cap.resolution)}",
            row_tellings(
                "sanctions_measures", {**cap.row, "row_id": cap.measure_id}, sources, day=cap.adopted,
                value=f"{float(cap.row['limit_value']):,.0f} barrels, {cap.limit_period.replace('_', ' ')}",
                note=cap.note, claimant="UN Security Council",
            ),
        )  # fmt: skip
