from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nkdata.charts import sanctions
from nkdata.charts.sanctions_trade_words import money
from nkdata.questions.sanctions_trade import trade
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks

TABLES = reference()


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({"day": "2020-08-18"},
         "In February 2021 China sold North Korea goods worth 3,000 dollars, the least of the 79 months found"),
        ({"as_of": "2020-08-18", "day": "2020-08-18"},
         "In February 2020 China sold North Korea goods worth 10.3 million dollars, the least of the 28 months found"),
        ({"since": "2010", "day": "2020-08-18"},
         "China bought 88% less in 2018, after the goods bans; in 2020, with the border closed, it also sold 81% less"),
        ({"since": "2020-01", "until": "2020-01"},
         "China sold goods worth 186.9 million dollars in January 2020, the only month found"),
        ({"since": "2020-01", "until": "2020-02"},
         "In February 2020 China sold North Korea goods worth 10.3 million dollars, the least of the 2 months found"),
        ({"since": "2005", "as_of": "2016-06-01"},
         "In 2005 China sold North Korea goods worth 1.1 billion dollars, the least of the 6 years found"),
        ({"since": "2020-06", "until": "2020-08", "as_of": "2020-08-18"},
         "No trade figure for June–August 2020 was known by 18 August 2020"),
        ({"as_of": "2017-01-15"}, "No trade figure for January 2017 was known by 15 January 2017"),
    ],
)  # fmt: skip
def test_title(asked: dict[str, str], title: str) -> None:
    chart = sanctions.trade(trade(TABLES, **asked))
    assert chart.title == title
    assert_well_made(chart)


def test_every_figure_is_a_mark_and_a_row() -> None:
    answer = trade(TABLES)
    chart = sanctions.trade(answer)
    held = marks(chart)
    assert {f"sanctions-trade-{ident}" for ident in answer.flows["row_id"]} <= set(held)
    assert len(chart.table) == len(answer.flows)
    assert len([gid for gid in held if "border-closed" in gid or "goods-bans" in gid]) == 4


@pytest.mark.parametrize(
    ("since", "until", "frequency"),
    [("2020-01", "2020-01", "month"), ("2020-01", "2020-04", "month"), ("2010", "", "year")],
)
def test_a_mark_stands_above_the_name_of_its_period(since: str, until: str, frequency: str) -> None:
    answer = trade(TABLES, since=since, **({"until": until} if until else {}))
    assert answer.frequency == frequency
    figure = sanctions.trade(answer).figure
    assert figure
    axes = figure.axes[0]
    left, right = axes.get_xlim()
    drawn = [float(np.asarray(line.get_xdata()).flat[0]) for line in axes.lines if "-sells" in str(line.get_gid())]
    assert drawn
    off = max(min(abs(place - tick) for tick in axes.get_xticks()) for place in drawn[:1])
    assert off < 0.02 * (right - left)


def test_nothing_lies_after_the_day_that_looks_back() -> None:
    chart = sanctions.trade(trade(TABLES, "2020-08-18"))
    assert not [gid for gid in marks(chart) if "-2021-" in gid or "-2020-07" in gid]
    assert "Aug 2023" not in chart.alt + chart.source


def test_a_reported_zero_stands_on_the_floor_with_its_word() -> None:
    answer = trade(TABLES, since="2020-01", until="2020-04")
    flows = answer.flows.copy()
    flows.loc[flows.index[0], "usd"] = 0.0
    chart = sanctions.trade(replace(answer, flows=flows))
    assert chart.figure
    assert "zero" in {text.get_text() for text in chart.figure.axes[0].texts}
    assert_well_made(chart)


@pytest.mark.parametrize(
    ("usd", "words"),
    [(3000, "3,000 dollars"), (186_900_000, "186.9 million dollars"), (2_218_000_000, "2.2 billion dollars")],
)
def test_money_in_words(usd: float, words: str) -> None:
    assert money(usd) == words
