from __future__ import annotations

import pandas as pd
import pytest

from nkdata.questions.policy_calendar import calendar
from nkdata.questions.sanctions_council import KINDS, council
from nkdata.reference import reference

TABLES = reference()
ALL = council(TABLES)


@pytest.mark.parametrize(
    ("name", "lag"),
    [("1695", 10), ("1718", 5), ("2087", 41), ("2321", 82), ("2397", 23), ("draft", 63), ("2356", None)],
)
def test_days_from_the_test_to_the_vote(name: str, lag: int | None) -> None:
    held = ALL.answers[ALL.answers["name"] == name]["lag_days"]
    assert list(held.isna()) == [lag is None]
    assert lag is None or list(held) == [lag]


@pytest.mark.parametrize("name", ["1887", "1928", "2664", "2680"])
def test_renewals_and_votes_on_no_event_of_this_country_answer_nothing(name: str) -> None:
    assert name not in set(ALL.answers["name"])


def test_a_thematic_condemnation_is_no_vote_on_the_country() -> None:
    assert "1887" not in set(ALL.votes["name"])
    assert "1695" in set(ALL.votes["name"])


def test_every_vote_is_counted_once_in_its_year() -> None:
    assert int(ALL.years[list(KINDS)].to_numpy().sum()) == len(ALL.votes)
    assert ALL.years.set_index("year")["sanctions"].to_dict()[2017] == 4


def test_test_days_are_those_of_the_calendar_and_not_known_before_it_begins() -> None:
    days = calendar(TABLES)
    told = ALL.years.set_index("year")["test_days"]
    assert told.loc[:2011].isna().all()
    assert {year: int(told[year]) for year in days.years()} == {year: days.in_year(year) for year in days.years()}
    assert told[2018] == 0


def test_days_since_the_last_sanctions() -> None:
    days = calendar(TABLES).days["day"]
    assert ALL.since == int((days > pd.Timestamp("2017-12-22")).sum())
    assert council(TABLES, "2009-12-01").since is None  # the table of tests begins later


@pytest.mark.parametrize("as_of", ["2006-07-14", "2006-07-15", "2013-02-01", "2020-08-18"])
def test_nothing_lies_after_the_day_that_looks_back(as_of: str) -> None:
    answer = council(TABLES, as_of)
    assert (answer.votes["voted"] <= pd.Timestamp(as_of)).all()
    assert answer.years.empty == (as_of < "2006-07-15")
    assert (answer.years["year"] <= int(as_of[:4])).all()
    assert str(answer.end) == as_of


def test_a_second_vote_on_one_test_has_no_lag_and_a_failed_one_leaves_it_unanswered() -> None:
    table = TABLES["sanctions_unsc"].head(3).copy()
    table["trigger_date"] = "2006-07-05"
    table["kind"] = ["veto", "sanctions", "sanctions"]
    held = council({**TABLES, "sanctions_unsc": table}).answers
    assert list(held["lag_days"].isna()) == [False, False, True]
