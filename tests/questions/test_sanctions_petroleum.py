from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from nkdata.questions.sanctions_petroleum import petroleum
from nkdata.reference import reference

TABLES = reference()
ALL = petroleum(TABLES)
BLANK = dict.fromkeys(TABLES["petroleum_deliveries"])


def with_rows(*rows: Mapping[str, object]) -> dict[str, pd.DataFrame]:
    """The tables with these records of petroleum alone; the cap is 500,000 barrels unless a row says otherwise."""
    fixed = {"cap_barrels": 500_000.0, "known_on": "2020-01-01", "source_id": "usun_2397", "coverage": "c"}
    fixed |= {"estimator": "1718 Committee notifications", "confidence": "verified"}
    held = pd.DataFrame([{**BLANK, "row_type": "reported", **fixed, **row} for row in rows])
    table = TABLES["petroleum_deliveries"]
    return {**TABLES, "petroleum_deliveries": held.astype({name: table[name].dtype for name in table})}


def test_every_record_is_a_row_with_an_anchor_of_its_own() -> None:
    assert len(ALL.rows) == len(TABLES["petroleum_deliveries"])
    assert ALL.rows["row_id"].is_unique
    anchors = {one.anchor for one in ALL.evidence}
    assert {f"ev-sanctions-petroleum-{ident}" for ident in ALL.rows["row_id"]} <= anchors


@pytest.mark.parametrize(
    ("year", "kind", "months", "gaps"),
    [
        (2017, "reported", "000000000111", ""),
        (2020, "reported", "111111111111", "000000000111"),
        (2019, "estimate", "", ""),  # months not told
        (2025, "reported", "110000000000", "110000000000"),
    ],
)
def test_months_covered_and_months_of_which_a_supplier_reported_nothing(
    year: int, kind: str, months: str, gaps: str
) -> None:
    row = ALL.rows[(ALL.rows["year"] == year) & (ALL.rows["row_type"] == kind)].iloc[0]
    assert (row["months"], row["gaps"]) == (months, gaps)


def test_each_year_has_the_cap_of_its_own_vote() -> None:
    held = ALL.rows.drop_duplicates("year").set_index("year")["cap_id"].to_dict()
    assert (held[2016], held[2017], held[2018], held[2025]) == ("", "2375-refined-2017", "2397-refined", "2397-refined")


@pytest.mark.parametrize(
    ("bound", "value", "proves"),
    [
        ("exact", 500_001, True), ("about", 600_000, True), ("at_least", 500_001, True),
        ("at_most", 3_000_000, False), ("exact", 500_000, False), ("at_least", 165_000, False),
    ],
)  # fmt: skip
def test_only_what_is_at_least_above_the_cap_proves_more(bound: str, value: float, proves: bool) -> None:
    row = {"row_type": "estimate", "year": 2018, "bound": bound, "estimate_barrels": value}
    assert len(petroleum(with_rows(row)).above_the_cap) == proves


def test_a_year_before_any_cap_exceeds_none() -> None:
    row = {"row_type": "estimate", "year": 2016, "bound": "exact", "estimate_barrels": 4e6, "cap_barrels": None}
    assert petroleum(with_rows(row)).above_the_cap.empty


@pytest.mark.parametrize(
    ("first", "last", "total", "kept"),
    [("2021-01", "2021-12", 90_000, 1), ("2021-01", "2021-11", 90_000, 0), ("2021-01", "2021-12", None, 0)],
)
def test_only_a_total_of_twelve_months_keeps_a_cap(first: str, last: str, total: float | None, kept: int) -> None:
    row = {"year": 2021, "period_start": first, "period_end": last, "reported_total_barrels": total}
    assert len(petroleum(with_rows({**row, "reported_china_barrels": 90_000})).full_years) == kept


def test_a_part_of_a_year_above_the_cap_breaks_it() -> None:
    row = {"year": 2021, "period_start": "2021-01", "period_end": "2021-03", "reported_total_barrels": 600_000}
    assert petroleum(with_rows(row)).breaches == [2021]
    assert ALL.breaches == []


@pytest.mark.parametrize(
    ("as_of", "rows", "undated"), [("2020-08-18", 6, 4), ("2017-10-01", 1, 4), ("2016-01-01", 0, 4)]
)
def test_nothing_told_later_and_what_has_no_day_is_counted(as_of: str, rows: int, undated: int) -> None:
    answer = petroleum(TABLES, as_of)
    assert (len(answer.rows), answer.undated) == (rows, undated)
    told = [telling.day for one in answer.evidence for telling in one.tellings]
    assert all(day <= as_of for day in told)
