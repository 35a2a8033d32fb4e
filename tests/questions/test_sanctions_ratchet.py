from __future__ import annotations

import pandas as pd
import pytest

from nkdata.questions.sanctions import in_force
from nkdata.questions.sanctions_ratchet import ratchet
from nkdata.reference import reference

TABLES = reference()
STEPS = ratchet(TABLES).steps


def level(direction: str, goods: str, resolution: str, steps: pd.DataFrame = STEPS) -> str:
    row = steps[(steps["direction"] == direction) & (steps["category"] == goods) & (steps["resolution"] == resolution)]
    return str(row["level"].iloc[0])


@pytest.mark.parametrize(
    ("direction", "goods", "resolution", "expected"),
    [
        ("export_from_dprk", "coal", "2094", "none"),
        ("export_from_dprk", "coal", "2270", "ban"),
        ("export_from_dprk", "coal", "2321", "cap"),  # the cap measures out the livelihood exception of the ban
        ("export_from_dprk", "coal", "2371", "ban"),
        ("import_to_dprk", "refined_petroleum", "2371", "none"),
        ("import_to_dprk", "refined_petroleum", "2375", "cap"),
        ("other", "shipping", "1718", "duty"),
        ("other", "shipping", "1874", "ban"),
        ("other", "overseas_labour", "2371", "cap"),
        ("other", "overseas_labour", "2397", "ban"),
    ],
)
def test_the_strictest_effect_in_force_after_a_vote(direction: str, goods: str, resolution: str, expected: str) -> None:
    assert level(direction, goods, resolution) == expected


def test_passage_of_other_countries_coal_leaves_the_ban_whole() -> None:
    coal = STEPS[(STEPS["category"] == "coal") & STEPS["resolution"].isin(["2371", "2397", "2664"])]
    assert not coal["has_exemption"].any()
    assert STEPS[STEPS["has_exemption"]].groupby("category")["resolution"].agg(list).to_dict() == {
        "arms": ["1874", "2087", "2094"],
        "coal": ["2270"],
        "iron": ["2270", "2321", "2356"],
        "travel_asset_freeze": ["2664"],
    }


def test_only_yearly_caps_have_a_figure() -> None:
    held = STEPS[STEPS["limit_value"].notna()].drop_duplicates(["category", "limit_value"])
    assert held.set_index("category")["limit_value"].to_dict() == {
        "coal": 7_500_000, "crude_oil": 4_000_000, "refined_petroleum": 500_000,
    }  # fmt: skip
    assert set(held["limit_unit"]) == {"t", "barrels"}


def test_an_end_is_known_only_with_the_vote_that_set_it() -> None:
    then = ratchet(TABLES, "2017-08-04").steps
    assert set(then["resolution"]) == {"1695", "1718", "1874", "2087", "2094", "2270", "2321", "2356"}
    assert level("export_from_dprk", "coal", "2356", then) == "cap"
    assert level("export_from_dprk", "coal", "2270", ratchet(TABLES, "2016-03-03").steps) == "ban"


def test_a_cap_that_begins_after_the_day_is_not_yet_there() -> None:
    before, after = (ratchet(TABLES, day).steps for day in ("2017-12-25", "2018-01-02"))
    petroleum = [
        steps[(steps["category"] == "refined_petroleum") & (steps["resolution"] == "2397")] for steps in (before, after)
    ]
    assert [bool(part["limit_value"].notna().iloc[0]) for part in petroleum] == [False, True]


@pytest.mark.parametrize("day", ["2006-07-20", "2016-12-01", "2020-08-18"])
def test_the_count_is_that_of_the_measures_in_force(day: str) -> None:
    assert ratchet(TABLES, day).in_force == in_force(TABLES, day)["counted"].sum()


def test_each_stretch_lists_its_measures() -> None:
    answer = ratchet(TABLES)
    lists = {one.anchor.removeprefix("ev-"): {told.row_id for told in one.tellings} for one in answer.evidence}
    for row in answer.steps[answer.steps["level"] != "none"].to_dict("records"):
        assert lists[row["run"]] == set(row["measure_ids"])


def test_before_the_first_vote_there_is_nothing() -> None:
    answer = ratchet(TABLES, "2006-01-01")
    assert answer.steps.empty
    assert answer.in_force == 0
