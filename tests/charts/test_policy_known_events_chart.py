from __future__ import annotations

from dataclasses import replace

import pytest

from nkdata.charts import policy
from nkdata.charts.policy_known_events import MOST
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Extraction
from nkdata.questions.policy_tellings import policy_tellings
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks
from tests.questions.test_policy_tellings import many
from tests.read_by_hand import SEED, SEED_EVENTS

TABLES = reference()
PLAN, REFUSAL = SEED_EVENTS[0], SEED_EVENTS[1]
NOT_HELD = replace(REFUSAL, kind="party_congress", date_start="2020-03-01", date_end="2020-03-31", actors=())


def on_days(*days: str | None, story: bool = False) -> Snapshot:
    """The refusal of 13 August 2020 in an article of each of these days, all one story or each its own."""
    held = snapshot(
        [
            Extraction(
                replace(SEED, id=f"a{number}", published=day, published_precision="day" if day else None), "by hand",
                events=(replace(REFUSAL, id=f"a{number}-e"),),
            )
            for number, day in enumerate(days)
        ]
    )  # fmt: skip
    return replace(held, articles=held.articles.assign(story="one")) if story else held


@pytest.mark.parametrize(
    ("held", "title", "drawn"),
    [
        (snapshot([]), "No article was read", False),
        (many(1), "One article was read: no event on record is told by several", False),
        (many(2, NOT_HELD), "Nothing that 2 articles tell meets an event on record by its day", False),
        (many(2, REFUSAL), "One event on record is told 2 times, each time as recorded", True),
        (many(2, PLAN), "One event on record is told 2 times, never as recorded", True),
        (many(3, PLAN, REFUSAL), "Two events on record are told 6 times, 3 times as recorded", True),
    ],
)
def test_title(held: Snapshot, title: str, drawn: bool) -> None:
    chart = policy.known_events(policy_tellings(held, TABLES))
    assert chart.title == title
    assert (chart.figure is not None) == drawn
    assert chart.table.empty == (not drawn)
    assert_well_made(chart)


def test_a_mark_is_a_day_of_telling_and_leads_to_its_sentences() -> None:
    chart = policy.known_events(policy_tellings(on_days("2020-08-14", "2020-08-14", "2020-08-20", None), TABLES))
    assert_well_made(chart)
    assert [said.split(": ")[1] for said in chart.tooltips.values()] == [
        "happened, told 2 times, 1 day after it", "happened, told 1 time, 7 days after it",
    ]  # fmt: skip
    assert "1 telling without a day" in chart.source
    assert set(marks(chart).values()) == {f"#{chart.evidence[0].anchor}"}
    assert {told.article_id for told in chart.evidence[0].tellings} == {"", "a0", "a1", "a2", "a3"}
    assert chart.table[["Told", "Verdicts", "First told", "Last told"]].values.tolist() == [
        [4, "4 =", "2020-08-14", "2020-08-20"]
    ]


def test_a_story_that_is_told_again_counts_once() -> None:
    days = ("2020-08-14", "2020-08-15", "2020-08-16")
    told = [len(policy_tellings(on_days(*days, story=story), TABLES).met) for story in (False, True)]
    assert told == [3, 1]


def test_of_many_events_those_told_most_are_drawn_and_all_stand_in_the_table() -> None:
    table = TABLES["policy_events"]
    held = table[table["status"].eq("happened") & table["start"].str.len().eq(10) & table["start"].ge("2018")].head(60)
    told = [
        replace(REFUSAL, kind=kind, actors=(), place=None, date_start=day, date_end=day)
        for kind, day in zip(held["kind"], held["start"], strict=True)
    ]
    chart = policy.known_events(policy_tellings(many(2, *told), TABLES))
    assert_well_made(chart)
    assert len(chart.table) > MOST
    assert f"{len(chart.table) - MOST} event" in chart.source
    assert len([gid for gid in marks(chart) if gid not in chart.tooltips]) == MOST
