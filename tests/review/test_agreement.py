"""Agreement and accuracy against figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from nkdata.review.agreement import accuracy, agreement, wilson
from nkdata.review.log import Entry
from tests.review.test_apply import CLAIMS
from tests.review.writing import ENTRY


def judged(by: str, *verdicts: str, seen: tuple[str, ...] = ()) -> list[Entry]:
    targets = [replace(ENTRY.target, article="x", content_hash="0" * 10, start=n, text=f"t{n}") for n in range(9)]
    fields: dict[str, dict[str, Any]] = {"correct": {"value": 12.0}}
    return [
        replace(ENTRY, by=by, action=verdict, target=targets[n], fields=fields.get(verdict, {}), note="", seen=seen)
        for n, verdict in enumerate(verdicts)
    ]


def test_kappa_as_worked_out_by_hand() -> None:
    kim = judged("kim", "confirm", "confirm", "confirm", "reject", "correct", "reject")
    lee = judged("lee", "confirm", "confirm", "reject", "reject", "correct")
    found = agreement([*kim, *lee], CLAIMS, "kim", "lee")
    # five judged by both, four alike; chance (3·2 + 1·2 + 1·1) / 25 = 0.36
    assert found.judged == 5
    assert found.raw == pytest.approx(0.8)
    assert found.kappa == pytest.approx((0.8 - 0.36) / 0.64)
    assert [(one.reviewed, other.reviewed) for one, other in found.differing] == [("confirmed", "rejected")]


def test_who_confirms_a_correction_agrees_with_it() -> None:
    kim = judged("kim", "correct")
    lee = judged("lee", "confirm", seen=(kim[0].id,))
    assert agreement([*kim, *lee], CLAIMS, "kim", "lee").raw == 1
    blind = judged("lee", "confirm")
    assert agreement([*kim, *blind], CLAIMS, "kim", "lee").raw == 0


def test_agreement_without_meaning_has_no_kappa() -> None:
    assert agreement([], CLAIMS, "kim", "lee").raw is None
    same = [*judged("kim", "confirm", "confirm"), *judged("lee", "confirm", "confirm")]
    assert agreement(same, CLAIMS, "kim", "lee").kappa is None


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(8, 10, 0.490162, 0.943318), (0, 10, 0.0, 0.277533), (10, 10, 0.722467, 1.0), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_that_of_wilson(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=1e-5)


def test_what_was_missed_enters_no_share() -> None:
    found = accuracy(pd.DataFrame({"reviewed": ["confirmed", "rejected", "added", "none", "disputed"]}))
    assert (found["judged"], found["right"], found["missed"]) == (2, 1, 1)
