from __future__ import annotations

from datetime import date
from statistics import median

import pytest

from nkdata.collection.snapshot import records, snapshot
from nkdata.questions.policy_notice import GROUPS, Notice, label, told_held
from nkdata.questions.policy_record import KINDS, record
from nkdata.reference import reference
from tests.read_by_hand import seed

TABLES = reference()
ALL = told_held(snapshot([]), TABLES)


def lag(row_id: str, answer: Notice = ALL) -> int:
    return next(int(row["lag_days"]) for row in records(answer.rows) if row["row_id"] == row_id)


@pytest.mark.parametrize(
    ("row_id", "expected"),
    [
        ("2020-08-19-7cc-6th-plenary", "6th plenary, 7th CC"),
        ("2020-04-12-14th-spa-3rd-session", "3rd session, 14th SPA"),
        ("2021-01-05-8th-party-congress", "8th Party Congress"),
        ("2018-06-12-singapore-summit", "Singapore summit"),
    ],
)
def test_labels_come_from_the_id(row_id: str, expected: str) -> None:
    assert label(next(one for one in record(TABLES) if one.row_id == row_id)) == expected


@pytest.mark.parametrize(
    ("row_id", "days"),
    [
        ("2020-08-19-7cc-6th-plenary", 1),
        ("2021-01-05-8th-party-congress", 138),
        ("2021-01-17-14th-spa-4th-session", 43),  # for late January first, then for the 17th
        ("2018-06-12-singapore-summit", 33),  # the notice that gave a day, not the first word of a summit
    ],
)
def test_the_lag_starts_with_the_first_notice_that_gave_a_date(row_id: str, days: int) -> None:
    assert lag(row_id) == days


def test_a_meeting_announced_twice_keeps_both_days() -> None:
    row = next(row for row in records(ALL.rows) if row["row_id"] == "2021-01-17-14th-spa-4th-session")
    assert row["announcements"] == ("2020-12-05", "2021-01-13")


def test_plenaries_with_and_without_notice() -> None:
    plenaries = ALL.rows[ALL.rows["group"] == "Party plenary"]
    assert len(plenaries) + ALL.without["Party plenary"] == ALL.held["Party plenary"] == 18
    assert median(plenaries["lag_days"]) == 22


def test_only_notice_of_a_day_or_more_counts() -> None:
    assert (ALL.rows[ALL.rows["held"]]["lag_days"] >= 1).all()


def test_the_articles_own_meeting_is_marked() -> None:
    own = [row for row in records(told_held(seed(), TABLES).rows) if row["is_article"]]
    assert [row["row_id"] for row in own] == ["2020-08-19-7cc-6th-plenary"]
    assert not ALL.rows["is_article"].any()


def test_on_its_day_a_plan_is_still_open_and_stands_first() -> None:
    rows = records(told_held(seed(), TABLES, as_of="2020-08-18").rows)
    assert rows[0]["row_id"] == "2020-08-19-7cc-6th-plenary"
    assert not rows[0]["held"]
    assert rows[0]["lag_days"] == 0
    assert all(row["held"] and row["first"].date() < date(2020, 8, 18) for row in rows[1:])


def test_a_statement_or_an_act_is_never_an_open_plan() -> None:
    assert set(ALL.rows["kind"]) <= set(GROUPS)
    assert {kind for kind, known in KINDS.items() if known.held} == set(GROUPS)
