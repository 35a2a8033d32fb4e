from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from benchmarks.gallery import made_up
from nkdata.collection.snapshot import snapshot
from nkdata.questions.policy_density import MANY, density
from nkdata.questions.policy_lanes import lanes
from nkdata.questions.policy_record import LANES
from nkdata.reference import reference
from tests.read_by_hand import seed

TABLES = reference()


def test_a_year_either_side_of_the_article() -> None:
    answer = lanes(seed(), TABLES)
    assert answer.window == (date(2019, 8, 19), date(2021, 8, 18))
    held = answer.rows[answer.rows["origin"] == "record"]
    assert (held["last"] >= "2019-08-19").all()
    begins = held["announced_on"].fillna(held["first"])
    assert (begins <= "2021-08-18").all()


def test_an_announcement_is_drawn_once_as_the_hollow_end() -> None:
    rows = lanes(seed(), TABLES).rows.set_index("row_id")
    assert "2020-08-18-6th-plenary-announced" not in rows.index
    assert rows.loc["2020-08-19-7cc-6th-plenary", "announced_on"] == pd.Timestamp("2020-08-18")


def test_the_articles_events_stand_in_the_lanes_of_their_kinds() -> None:
    rows = lanes(seed(), TABLES).rows
    own = rows[rows["origin"] == "article"].set_index("order")
    assert list(own["lane"]) == [
        "party", "disaster, aid", "disaster, aid", "border, health", "border, health", "disaster, aid", "inter-Korean",
        "inter-Korean", "state, law", "border, health",
    ]  # fmt: skip
    assert own.loc[8, "known_id"] == "2020-06-16-liaison-office-demolished"
    assert own.loc[7, "known_id"] == ""  # only a candidate


@pytest.mark.parametrize("as_of", ["2020-08-18", "2020-09-30"])
def test_nothing_held_lies_after_the_day_that_looks_back(as_of: str) -> None:
    rows = lanes(seed(), TABLES, as_of=as_of).rows
    held = rows[(rows["origin"] == "record") & rows["held"]]
    assert (held["first"] <= as_of).all()


def test_the_60_days_before_the_article() -> None:
    before = lanes(seed(), TABLES).before()
    assert before["first"].min() > pd.Timestamp("2020-06-19")
    assert before["first"].max() <= pd.Timestamp("2020-08-18")
    assert len(before) == len(lanes(seed(), TABLES, as_of="2020-08-18").before())


def test_without_a_dated_article_all_years_are_shown() -> None:
    for held in (snapshot([]), seed(None)):
        answer = lanes(held, TABLES)
        assert answer.day is None
        assert set(answer.rows["origin"]) == {"record"}
        assert set(answer.rows["lane"]) == set(LANES)
        assert answer.window[0] == date(2016, 1, 6)


def test_the_events_of_many_articles_are_counted_by_field_and_period() -> None:
    answer = lanes(made_up(40), TABLES)
    assert answer.told
    assert answer.article is None
    bars = answer.told.bars
    assert int(bars["number"].sum()) + answer.told.left_out == 40
    assert answer.told.unit in ("week", "month")
    assert set(bars["lane"]) == {"party", "weapons", "diplomacy", "sanctions", "disaster, aid"}
    anchors = {one.anchor: one for one in answer.evidence}
    assert all(anchors[f"ev-{row}"].tellings for row in bars["row_id"])
    assert answer.rows["first"].between(pd.Timestamp(answer.window[0]), pd.Timestamp(answer.window[1])).all()


def test_few_articles_or_a_named_one_are_shown_with_their_own_events() -> None:
    assert lanes(made_up(MANY), TABLES).told is None
    assert lanes(made_up(40), TABLES, "made-7").told is None


def test_of_many_articles_those_of_later_days_do_not_count_and_a_story_counts_once() -> None:
    held = made_up(40)
    told = density(held, "2020-08-30")
    assert told
    assert told.articles == 24
    events = held.events.assign(kind="talks", date_start="2020-08-01", date_end="2020-08-01")
    for story, number in ((held.articles["id"], 40), ("one and the same", 1)):
        told = density(replace(held, events=events, articles=held.articles.assign(story=story)))
        assert told
        assert told.bars["number"].sum() == number
