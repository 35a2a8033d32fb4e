"""Rain totals: what can be compared, ranks, spells, what was known on a day."""

from __future__ import annotations

import pandas as pd
import pytest

import nkdata
from nkdata.charts.flood import rain as draw
from nkdata.questions import rain as words
from nkdata.questions.figures import assemble, figures
from nkdata.questions.rain import rain
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks

TABLES = reference()
RAIN = TABLES["rainfall"]
NOTHING = assemble([])


def told(**changed: object) -> dict[str, object]:
    """A row of rainfall.csv: 500 mm in two days at Sinuiju."""
    return {
        "disaster_id": "2024-07-flood", "place": "sinuiju", "start": "2024-07-27", "end": "2024-07-28",
        "precision": "day", "rainfall_mm": 500.0, "bound": "exact", "normal_mm": None, "statistic": "total",
        "claimant": "KCNA", "claimant_id": "kcna", "as_of": "2024-07-29", "source_id": "kbs-20240729",
        "confidence": "verified", "note": None,
    } | changed  # fmt: skip


def tables(*rows: dict[str, object]) -> dict[str, pd.DataFrame]:
    """The reference tables with these rows of rain and six of other floods."""
    others = [told(disaster_id="", place="kaesong", rainfall_mm=100.0 * (number + 1)) for number in range(6)]
    return {**TABLES, "rainfall": pd.DataFrame([*rows, *others]).astype(RAIN.dtypes.to_dict())}


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({}, "500 mm in two days at Sinuiju is the second highest of 7 rain totals told since 2024"),
        ({"rainfall_mm": 900.0}, "900 mm in two days at Sinuiju is the highest of 7 rain totals told since 2024"),
        (
            {"statistic": "24h", "bound": "at_least"},
            "More than 500 mm in one day at Sinuiju is the second highest or higher of 7 rain totals told since 2024",
        ),
        (
            {"statistic": "max", "place": "chagang"},
            "500 mm in two days at the wettest gauge of Chagang is the second highest of 7 rain totals told since 2024",
        ),
        (
            {"statistic": "max", "place": "north-pyongan", "bound": "at_least"},
            "More than 500 mm in two days at the wettest gauge of North Pyongan is the second highest or higher of 7 "
            "rain totals told",
        ),
        ({"statistic": "area_mean"}, "No rain total told of July 2024 was found"),
        ({"statistic": "3h"}, "No rain total told of July 2024 was found"),
        ({"precision": "month", "start": "2024-07", "end": "2024-07"}, "No rain total told of July 2024 was found"),
        ({"confidence": "unverified"}, "No rain total told of July 2024 was found"),
    ],
)
def test_titles(changed: dict[str, object], title: str) -> None:
    assert words.title(rain(NOTHING, tables(told(**changed)), "2024-07-flood")) == title


def test_the_flood_of_the_article_has_the_second_highest_total() -> None:
    seed = figures(nkdata.open_snapshot(), TABLES)
    title = words.title(rain(seed, TABLES))
    assert title.startswith("854 mm in six days at Phyonggang is the second highest of ")
    early = rain(seed, TABLES, "2020-08-flood", "2020-08-05")
    assert early.rows["mm"][early.rows["this"]].max() == 733
    assert not any(one.tellings[0].day > "2020-08-05" for one in early.rows["evidence"])


def test_means_and_totals_without_days_are_counted() -> None:
    answer = rain(
        NOTHING, tables(told(), told(statistic="area_mean"), told(end="", precision="month")), "2024-07-flood"
    )
    assert (answer.means, answer.unclear) == (1, 1)
    assert "Left out: 1 area mean or 3-hour value and 1 total without days" in words.source(answer)


@pytest.mark.parametrize("flood", sorted(set(RAIN["disaster_id"].dropna())))
def test_every_flood_with_rain_is_drawn_or_one_sentence(flood: str) -> None:
    answer = rain(NOTHING, TABLES, flood)
    chart = draw(answer)
    assert_well_made(chart)
    assert (chart.figure is not None) == answer.drawable
    if answer.drawable:
        assert set(marks(chart)) == {f"rain-{ident}" for ident in answer.rows["rain_id"]} == set(chart.tooltips)


@pytest.mark.parametrize("count", [0, 1, 2, 10, 200])
def test_none_to_two_hundred_totals_of_one_flood(count: int) -> None:
    towns = TABLES["admin_areas"]["admin_id"].tolist()[1:]
    rows = [
        told(place=towns[number % len(towns)], rainfall_mm=200.0 + number, claimant=f"source {number // len(towns)}")
        for number in range(count)
    ]
    chart = draw(rain(NOTHING, tables(*rows), "2024-07-flood"))
    assert_well_made(chart)
    assert (chart.figure is None) == (count == 0)


def test_too_few_others_are_one_sentence() -> None:
    few = {**TABLES, "rainfall": pd.DataFrame([told()]).astype(RAIN.dtypes.to_dict())}
    chart = draw(rain(NOTHING, few, "2024-07-flood"))
    assert chart.figure is None
    assert chart.title.startswith("Fewer than 5 rain totals of other floods were found")
