from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from nkdata.charts import policy
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.questions.policy_record import KINDS
from nkdata.questions.policy_tellings import VERDICTS, policy_tellings
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, layout_faults, marks
from tests.questions.test_policy_tellings import many
from tests.read_by_hand import SEED_EVENTS

TABLES = reference()
CONGRESS = replace(SEED_EVENTS[1], kind="party_congress", date_start="2020-03-01", date_end="2020-03-31", actors=())


@pytest.mark.parametrize(
    ("held", "title", "drawn"),
    [
        (snapshot([]), "No article was read", False),
        (many(1), "One article was read: each of its events stands beside the record by itself", False),
        (many(2, replace(CONGRESS, date_start="2011-03-01", date_end="2011-03-02")),
         "2 articles tell no event that the record could hold", False),
        (many(2, CONGRESS), "0 of 2 events told meet the record; 2 are not on it", True),
        (many(2, SEED_EVENTS[1]), "2 of 2 events told meet the record", True),
        (many(2, SEED_EVENTS[0], SEED_EVENTS[1]), "2 of 4 events told meet the record; 2 differ", True),
    ],
)  # fmt: skip
def test_title(held: Snapshot, title: str, drawn: bool) -> None:
    chart = policy.tellings(policy_tellings(held, TABLES))
    assert chart.title == title
    assert (chart.figure is not None) == drawn
    assert_well_made(chart)


def test_each_part_of_a_bar_is_a_row_of_the_table() -> None:
    chart = policy.tellings(policy_tellings(many(3), TABLES))
    assert {f"ev-{gid}" for gid in marks(chart)} == set(chart.table["anchor"])


@pytest.mark.parametrize("times", [1, 9, 400])
def test_every_kind_with_every_verdict_is_drawn_well(times: int) -> None:
    answer = policy_tellings(many(2), TABLES)
    first = answer.rows.iloc[[0]]
    parts = [first.assign(kind=kind, verdict=sign) for kind in KINDS for sign in VERDICTS]
    rows = pd.concat([*parts, *parts[:1] * times], ignore_index=True)
    chart = policy.tellings(replace(answer, rows=rows))
    assert chart.figure is not None
    assert layout_faults(chart.figure) == []
    assert "rarer kinds are in the table" in chart.source
    assert len(chart.table) == len(KINDS) * len(VERDICTS)
