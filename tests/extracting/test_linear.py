"""Every step's work grows with the length of the text and no faster: counted in calls, without a clock.

A regular expression that backtracks badly makes no calls: `benchmarks/linear.py` times what is counted here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from benchmarks.linear import PIECES, STEPS
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Sentence

SMALL, TIMES = 3_000, 8
SLACK = 1.5  # first texts fill caches


def work(step: Callable[[tuple[Sentence, ...]], object], text: str) -> int:
    """How many calls, Python's and C's, a step makes for a text."""
    told, count = sentences(text), 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        step(told)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    ("name", "piece"), [(name, piece) for name, pieces in PIECES.items() for piece in pieces], ids=repr
)
def test_work_grows_with_the_length(name: str, piece: str) -> None:
    one, eight = (piece * (size // len(piece)) for size in (SMALL, SMALL * TIMES))
    work(STEPS[name], one)
    assert work(STEPS[name], eight) < SLACK * TIMES * max(work(STEPS[name], one), 1000)
