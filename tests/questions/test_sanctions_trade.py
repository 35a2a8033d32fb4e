from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import isnan

import pandas as pd
import pytest

from nkdata.collection.snapshot import missing, records
from nkdata.questions.sanctions_trade import change, trade
from nkdata.reference import reference

TABLES = reference()


def test_by_month_where_most_months_are_known_else_by_year() -> None:
    assert trade(TABLES).frequency == "month"
    assert trade(TABLES, since="2010").frequency == "year"


def test_a_month_is_never_its_first_day() -> None:
    flows = trade(TABLES).flows
    february = flows[flows["period"] == "2021-02"].iloc[0]
    assert (february["first"], february["last"]) == (pd.Timestamp("2021-02-01"), pd.Timestamp("2021-02-28"))
    assert february["precision"] == "month"


def test_the_least_is_what_customs_told() -> None:
    flows = trade(TABLES).flows
    sells = flows[flows["flow"] == "sells"]
    least = min(records(sells), key=lambda row: float(row["usd"]))
    assert (least["period"], least["usd"]) == ("2021-02", 3000)


def test_a_total_is_drawn_only_where_no_flow_is_known() -> None:
    flows = trade(TABLES).flows
    with_total = set(flows[flows["flow"] == "total"]["period"])
    assert with_total
    assert not with_total & set(flows[flows["flow"] != "total"]["period"])


def test_a_flow_by_difference_is_the_total_less_the_other() -> None:
    flows = trade(TABLES).flows
    table = TABLES["trade_china_dprk"]
    row = flows[flows["basis"] == "by_difference"].iloc[0]
    told = table[(table["period"] == row["period"]) & (table["preferred"] == "yes")].iloc[0]
    other = told["imports_from_dprk_usd"] if row["flow"] == "sells" else told["exports_to_dprk_usd"]
    assert row["usd"] == told["total_usd"] - other


def test_one_preferred_figure_a_period_and_flow() -> None:
    for since in ("2017", "2000"):
        flows = trade(TABLES, since=since).flows
        assert not flows.duplicated(["period", "flow"]).any()
        assert flows["row_id"].is_unique


@pytest.mark.parametrize("as_of", ["2018-06-01", "2020-08-18", "2023-01-01"])
def test_nothing_is_drawn_before_it_was_known(as_of: str) -> None:
    answer = trade(TABLES, as_of)
    known = TABLES["trade_china_dprk"].set_index("period")["known_on"]
    assert all(str(known[period]) <= as_of for period in answer.flows["period"])
    assert (answer.bands["first"] <= as_of).all()
    assert answer.undated > 0


def test_a_later_day_never_knows_less() -> None:
    days = ["2017-06-01", "2019-01-01", "2020-08-18", "2024-01-01", "2026-08-31"]
    rows = [set(trade(TABLES, day).flows["row_id"]) for day in days]
    assert all(earlier <= later for earlier, later in pairwise(rows))


def test_the_border_band_is_open_until_its_end_was_told() -> None:
    then, now = (records(trade(TABLES, day).bands)[-1] for day in ("2020-08-18", None))
    assert missing(then["last"])
    assert then["label"] == "border closed"
    assert now["last"] == pd.Timestamp("2023-08-26")


def test_sums_that_miss_the_total_are_named() -> None:
    assert trade(TABLES, since="2010").off_sum == ("2010", "2016")


def test_change_against_the_year_before() -> None:
    flows = trade(TABLES, since="2010").flows
    assert change(flows, "buys", 2018) == pytest.approx(213 / 1720 - 1, abs=0.001)
    assert isnan(change(flows, "sells", 2016))  # of 2015 only the total is known


def test_the_window_and_what_is_missing_in_it() -> None:
    answer = trade(TABLES)
    assert answer.window == (date(2017, 1, 1), date(2025, 12, 31))
    assert len(answer.missing) + answer.flows["period"].nunique() == 108
