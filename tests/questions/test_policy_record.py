from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from nkdata.questions import policy_record as asked
from nkdata.reference import reference

TABLES = reference()
PLENARY = "2020-08-19-7cc-6th-plenary"


def _by_id(as_of: str | None = None) -> dict[str, asked.Known]:
    return {one.row_id: one for one in asked.record(TABLES, as_of)}


@pytest.mark.parametrize(
    ("row_id", "ordinal", "term"),
    [
        ("2020-08-19-7cc-6th-plenary", 6, 7),
        ("2020-06-23-7cmc-5th-preliminary", 5, 7),
        ("2021-01-05-8th-party-congress", 8, None),
        ("2020-04-12-14th-spa-3rd-session", 3, 14),
        ("2019-03-10-14th-spa-election", None, 14),
        ("2020-04-11-politburo-20200411", None, None),
    ],
)
def test_numbers_are_read_from_the_id(row_id: str, ordinal: int | None, term: int | None) -> None:
    assert asked.numbers(row_id) == (ordinal, term)


def test_an_announcement_is_part_of_the_event_that_it_announces() -> None:
    held = _by_id()
    assert "2020-08-18-6th-plenary-announced" not in held
    assert held[PLENARY].told_ahead == (date(2020, 8, 18),)
    assert held[PLENARY].held


def test_a_held_meeting_that_set_a_later_one_stays_an_event() -> None:
    held = _by_id()
    assert held["2024-05-24-8cc-20th-politburo"].held
    assert date(2024, 5, 25) in held["2024-06-28-8cc-10th-plenary"].told_ahead


def test_a_plan_knows_nothing_of_what_came_of_it() -> None:
    plan = _by_id("2020-08-18")[PLENARY]
    assert not plan.held
    assert plan.status == "announced"
    assert (plan.first, plan.last) == (date(2020, 8, 19), date(2020, 8, 19))
    assert plan.title == "State media announces sixth plenary for 19 August"
    assert plan.source_id == "kbs_155627"
    assert _by_id("2020-08-19")[PLENARY].held is False  # held that day, told the next
    assert _by_id("2020-08-20")[PLENARY].held is True


def test_a_plan_has_the_date_that_was_told_and_not_the_one_it_was_held_on() -> None:
    session = _by_id("2020-04-09")["2020-04-12-14th-spa-3rd-session"]
    assert session.first == date(2020, 4, 10)


@pytest.mark.parametrize("as_of", ["2016-01-01", "2018-06-12", "2020-08-18", "2024-12-31"])
def test_nothing_is_known_before_it_was_told(as_of: str) -> None:
    limit = date.fromisoformat(as_of)
    for one in asked.record(TABLES, as_of):
        assert one.public_on is None or one.public_on <= limit
        assert not one.held or (one.first is not None and one.first <= limit)
        assert all(day <= limit for day in one.told_ahead)


def test_a_later_day_never_knows_fewer_events() -> None:
    days = ["2017-01-01", "2019-01-01", "2020-08-18", "2022-01-01", "2026-01-01"]
    held = [{one.row_id for one in asked.record(TABLES, day) if one.held} for day in days]
    assert all(earlier <= later for earlier, later in pairwise(held))


def test_every_kind_of_the_table_has_a_lane() -> None:
    assert set(TABLES["policy_events"]["kind"]) <= set(asked.KINDS)
    assert {kind.lane for kind in asked.KINDS.values()} == set(asked.LANES)


def test_every_body_is_an_actor() -> None:
    assert {actor for actor in (*asked.BODIES, *asked.BODIES.values()) if actor} <= set(TABLES["actors"]["actor_id"])


def test_a_launch_of_no_stated_type_is_named_as_such() -> None:
    titles = {one.title for one in asked.launch_days(TABLES, ())}
    assert "Test of KN-02" in titles
    assert "Test of a missile of unknown type" in titles
    assert not [title for title in titles if "Test of unknown" in title]


def test_each_kind_of_event_has_a_lane_that_is_drawn() -> None:
    assert {kind.lane for kind in asked.KINDS.values()} <= {*asked.LANES}
    assert all(kind.held for kind in asked.KINDS.values() if kind.notice)
