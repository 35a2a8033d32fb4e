from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from nkdata.charts import sanctions
from nkdata.questions.sanctions_petroleum import petroleum
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks
from tests.questions.test_sanctions_petroleum import with_rows

TABLES = reference()
ALL = petroleum(TABLES)


@pytest.mark.parametrize(
    ("as_of", "title", "drawn"),
    [
        (None, "Declared fuel stayed below the 500,000-barrel cap in all 4 years with a yearly total; "
               "6 of 8 outside estimates exceed it", True),
        ("2020-08-18", "Declared fuel stayed below the 500,000-barrel cap in 2019, the one year with a total; "
                       "2 of 3 outside estimates exceed it", True),
        ("2018-01-01", "The US Mission to the UN put deliveries in 2016 at about 4,500,000 barrels; "
                       "no declared total is known", True),
        ("2017-10-01", "No delivery had been notified by 1 October 2017", False),
    ],
)  # fmt: skip
def test_title(as_of: str | None, title: str, drawn: bool) -> None:
    chart = sanctions.petroleum(petroleum(TABLES, as_of))
    assert chart.title == title
    assert (chart.figure is not None) == drawn
    assert_well_made(chart)


def test_without_estimates_the_words_stand_beside_the_cap() -> None:
    table = TABLES["petroleum_deliveries"]
    chart = sanctions.petroleum(petroleum({**TABLES, "petroleum_deliveries": table[table["row_type"] == "reported"]}))
    assert chart.title.endswith("; no outside estimate is known")
    assert_well_made(chart)


@pytest.mark.parametrize(
    ("ident", "title"),
    [
        ("2025-reported-china-jan-feb",
         "China declared 19,904 barrels for January and February 2025; no outside estimate is known"),
        ("2020-reported-full-year", "About 149,000 barrels were declared in 2020; no outside estimate is known"),
        ("2024-estimate-mar-nov", "The Open Source Centre put deliveries for March to November 2024 at no less than "
                                  "1,000,000 barrels; no declared total is known"),
        ("2016-estimate-full-year", "The US Mission to the UN put deliveries in 2016 at about 4,500,000 barrels; no "
         "declared total is known"),
        ("2020-estimate-jan-may", "43 UN member states put deliveries for January to May 2020 at no less than "
         "1,600,000 barrels; no declared total is known"),
        ("2018-reported-full-year", "Russia declared 241,114 barrels in 2018; no outside estimate is known"),
    ],
)  # fmt: skip
def test_one_record(ident: str, title: str) -> None:
    chart = sanctions.petroleum(replace(ALL, rows=ALL.rows[ALL.rows["row_id"] == ident]))
    assert chart.title == title
    assert_well_made(chart)


def test_no_record_at_all() -> None:
    assert sanctions.petroleum(replace(ALL, rows=ALL.rows.iloc[:0])).title == (
        "No delivery of refined petroleum is on record"
    )


def test_what_is_declared_above_the_cap_is_said_first() -> None:
    row = {"year": 2021, "period_start": "2021-01", "period_end": "2021-03", "reported_total_barrels": 600_000}
    other = {"row_type": "estimate", "year": 2021, "bound": "at_most", "estimate_barrels": 900_000.0, "coverage": "e"}
    chart = sanctions.petroleum(petroleum(with_rows(row, other)))
    assert chart.title == (
        "Declared fuel passed the 500,000-barrel cap in 2021; the one outside estimate proves no more"
    )


def test_every_record_has_a_mark_and_nothing_found_is_said_in_words() -> None:
    chart = sanctions.petroleum(ALL)
    assert {f"sanctions-petroleum-{ident}" for ident in ALL.rows["row_id"]} <= set(marks(chart))
    assert "nothing found, not zero" in set(chart.table["Barrels"])
    assert "Nothing found for 2017" in chart.alt


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ({"reported_total_barrels": 100.0, "reported_china_barrels": 60.0, "reported_russia_barrels": 40.0}, "100"),
        ({"reported_total_barrels": 100.0, "reported_russia_barrels": 70.0}, "100 (Russia 70, told on another base)"),
        ({"reported_total_barrels": 0.0}, "0 declared"),
        ({"reported_total_barrels": 9.0, "reported_china_barrels": 9.0, "reported_russia_barrels": 0.0}, "9, Russia 0"),
        ({"reported_china_barrels": 9.0}, "9 China; no barrels told for Russia"),
        ({}, "nothing found, not zero"),
    ],
)
def test_parts_are_never_had_by_difference(told: dict[str, float], label: str) -> None:
    rows = {"year": 2021, "period_start": "2021-01", "period_end": "2021-12"}
    assert list(sanctions.petroleum(petroleum(with_rows({**rows, **told}))).table["Barrels"]) == [label]


@pytest.mark.parametrize("times", [1, 2, 3, 16])
def test_many_records_fold_into_a_row_a_year(times: int) -> None:
    told = TABLES["petroleum_deliveries"]  # one note each: a row that stands twice is one
    table = pd.concat([told.assign(note=f"copy {n}") for n in range(times)], ignore_index=True)
    chart = sanctions.petroleum(petroleum({**TABLES, "petroleum_deliveries": table}))
    assert_well_made(chart)
    assert chart.figure is not None
    assert chart.figure.get_figheight() < 13
    assert len(chart.table) == 19 * times


def test_monthly_notifications_become_cells() -> None:
    rows = [
        {"year": year, "period_start": f"{year}-{month:02d}", "period_end": f"{year}-{month:02d}",
         "coverage": f"m{month}", "reported_total_barrels": 1000.0 * month}
        for year in range(2018, 2026)
        for month in range(1, 13)
    ]  # fmt: skip
    chart = sanctions.petroleum(petroleum(with_rows(*rows)))
    assert_well_made(chart)
    assert len(marks(chart)) == len(rows)
    assert chart.figure is not None
    assert "12.0" in {text.get_text() for text in chart.figure.texts}
