"""What a person writes is held against the rules of the tables; limits and units follow."""

from __future__ import annotations

from typing import Any

import pytest

from nkdata.errors import BadParameter
from nkdata.review.fields import checked, whole
from nkdata.review.log import EDITABLE

SAID: dict[str, Any] = dict.fromkeys(EDITABLE["claim"]) | {
    "metric": "people_killed", "value": 10.0, "low": 10.0, "high": 10.0, "unit": "person", "bound": "exact",
    "stance": "asserted", "scope": "total", "basis": "unknown", "date_start": "2016-08-29", "date_end": "2016-08-30",
}  # fmt: skip
EVENT: dict[str, Any] = dict.fromkeys(EDITABLE["event"]) | {"kind": "summit", "status": "happened"}


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"value": "12"}, {"value": 12.0, "low": 12.0, "high": 12.0}),
        ({"value": "12", "bound": "at_least"}, {"value": 12.0, "low": 12.0, "high": None, "bound": "at_least"}),
        ({"bound": "about"}, {"bound": "about", "low": None, "high": None}),
        ({"bound": "at_most"}, {"bound": "at_most", "low": None}),
        ({"bound": "range", "low": "8", "high": "12"}, {"bound": "range", "low": 8.0, "high": 12.0}),
        ({"value": "", "words": "dozens"}, dict.fromkeys(("value", "low", "high", "bound")) | {"words": "dozens"}),
        ({"metric": "homes_destroyed"}, {"metric": "homes_destroyed", "unit": "home"}),
        ({"metric": "other"}, {"metric": "other"}),
        ({"place": "nampo"}, {"place_id": "nampo", "place_name": "Nampo"}),
        ({"place": "Namp'o"}, {"place_id": "nampo", "place_name": "Namp'o"}),
        ({"place_name": "Seoul"}, {"place_name": "Seoul"}),
        ({"claimant": "kim jong un"}, {"claimant_id": "kim-jong-un", "claimant_name": "kim jong un"}),
        ({"date_end": "2016-09-02"}, {"date_end": "2016-09-02"}),
        ({"stance": "denied"}, {"stance": "denied"}),
        ({"value": "10"}, {}),
    ],
)  # fmt: skip
def test_what_a_person_writes_fills_the_columns(given: dict[str, str], made: dict[str, Any]) -> None:
    assert checked("claim", given, SAID) == made


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"value": "12 people"}, "value"),
        ({"value": "1,200"}, "value"),
        ({"value": "nan"}, "value"),
        ({"bound": "roughly"}, "bound"),
        ({"bound": "range"}, "bound"),
        ({"bound": "range", "low": "12", "high": "8"}, "high"),
        ({"metric": "people_kiled"}, "metric"),
        ({"metric": ""}, "metric"),
        ({"unit": "ha"}, "unit"),
        ({"place": "Atlantis"}, "place"),
        ({"claimant": "the man in the moon"}, "claimant"),
        ({"date_start": "2016-02-30"}, "date_start"),
        ({"date_start": "2016-08"}, "date_start"),
        ({"date_start": "2016-09-30"}, "date_end"),
        ({"stance": "claimed"}, "stance"),
        ({"precision": "minute"}, "precision"),
        ({"scope": "all"}, "scope"),
        ({"colour": "red"}, "colour"),
        ({"kind": "summit"}, "kind"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(given: dict[str, str], where: str) -> None:
    with pytest.raises(BadParameter) as refused:
        checked("claim", given, SAID)
    assert refused.value.where == where


def test_a_slip_is_met_with_what_was_meant() -> None:
    with pytest.raises(BadParameter, match="people_killed"):
        checked("claim", {"metric": "people_kiled"}, SAID)
    with pytest.raises(BadParameter, match="nampo"):
        checked("claim", {"place": "Nampho Cty"}, SAID)


def test_events_are_held_against_their_own_lists() -> None:
    assert checked("event", {"status": "denied"}, EVENT) == {"status": "denied"}
    with pytest.raises(BadParameter, match="expected one of"):
        checked("event", {"kind": "tea_party"}, EVENT)
    with pytest.raises(BadParameter, match="not a field of an event"):
        checked("event", {"value": "3"}, EVENT)


def test_an_added_claim_says_what_is_not_known() -> None:
    made = whole({"metric": "people_killed", "value": 3.0}, "claim")
    assert set(made) == set(EDITABLE["claim"])
    assert (made["scope"], made["stance"], made["place_id"]) == ("unknown", "asserted", None)
