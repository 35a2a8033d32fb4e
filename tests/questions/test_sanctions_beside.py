from __future__ import annotations

import pytest

from nkdata.collection.snapshot import snapshot
from nkdata.errors import BadParameter
from nkdata.questions import sanctions
from nkdata.reference import reference
from tests.read_by_hand import SEED_TEXT, made_up, seed

TABLES = reference()


@pytest.mark.parametrize(
    ("day", "measures"),
    [
        ("2006-01-01", 0),
        ("2006-07-20", 2),  # resolution 1695
        ("2020-08-18", 54),  # crude oil told in barrels and tons counts once; the clause on a next test is no measure
    ],
)
def test_measures_in_force_on_a_day(day: str, measures: int) -> None:
    held = sanctions.in_force(TABLES, day)
    assert held["counted"].sum() == measures
    assert (held["first"] <= day).all()
    assert not (held["last"] < day).any()


def test_measures_by_direction_on_the_seeds_day() -> None:
    held = sanctions.in_force(TABLES, "2020-08-18")
    counts = held[held["counted"]]["direction"].value_counts().to_dict()
    assert counts == {"export_from_dprk": 16, "import_to_dprk": 14, "other": 24}


def test_no_exemption_and_no_intent_is_a_measure() -> None:
    for day in ("2016-12-01", "2017-09-01", "2023-01-01"):
        assert not set(sanctions.in_force(TABLES, day)["effect"]) & {"exempt", "intent"}


def test_a_measure_ends_on_the_day_when_another_took_its_place() -> None:
    assert "2270-coal" in set(sanctions.in_force(TABLES, "2017-08-04")["row_id"])
    coal = sanctions.in_force(TABLES, "2017-08-05")
    assert set(coal[coal["category"] == "coal"]["row_id"]) == {"2371-coal"}


def test_acts_of_states_leave_out_renewals_and_what_has_ended() -> None:
    acts = sanctions.states_acts(TABLES, "2020-08-18")
    assert not {"renewal", "monitoring"} & set(acts["category"])
    names = set(acts["name"])
    assert "Final rule against Banco Delta Asia" not in names  # ended on 10 August 2020
    assert "Final rule against Banco Delta Asia" in set(sanctions.states_acts(TABLES, "2020-08-09")["name"])
    assert "MOFCOM Announcement No. 11 of 2016" not in names


def test_an_end_counts_only_once_it_is_known() -> None:
    name = "Entry proclamation including DPRK nationals"  # revoked on 20 January 2021
    assert name in set(sanctions.states_acts(TABLES, "2021-02-01", as_of="2021-01-01")["name"])
    assert name not in set(sanctions.states_acts(TABLES, "2021-02-01")["name"])


def test_mentions_stand_where_the_text_has_them() -> None:
    found = sanctions.mentions(seed(), TABLES)
    assert len(found) == 4
    assert found["start"].is_monotonic_increasing
    for row in found.to_dict("records"):
        assert SEED_TEXT[row["start"] : row["end"]] == row["text"]
        assert row["text"] in row["sentence"]
        assert row["row_id"] == f"seed-m{row['start']}"
    assert list(found["imposer"]) == ["un", "", "gov-us", ""]
    assert list(found["imposer_name"])[2] == "Government of the United States"


def test_an_undated_article_has_no_state_of_measures() -> None:
    answer = sanctions.beside(seed(None), TABLES)
    assert answer.day is None
    assert answer.measures.empty
    assert answer.acts.empty
    assert len(answer.mentions) == 4


def test_before_its_day_an_article_is_not_there() -> None:
    answer = sanctions.beside(seed(), TABLES, as_of="2020-08-17")
    assert answer.articles == ()
    assert answer.mentions.empty
    assert answer.left_out == 1


def test_undated_articles_are_left_out_of_an_as_of_view() -> None:
    assert sanctions.mentions(seed(None), TABLES, as_of="2026-01-01").empty


def test_the_day_is_that_of_the_newest_article_with_a_mention() -> None:
    held = snapshot([made_up(2, "2016-12-01", "a1"), made_up(2, "2020-08-18", "a2"), made_up(0, "2021-01-01", "a3")])
    answer = sanctions.beside(held, TABLES)
    assert str(answer.day) == "2020-08-18"
    assert [one.id for one in answer.articles] == ["a1", "a2"]
    assert str(sanctions.beside(held, TABLES, "a1").day) == "2016-12-01"


def test_an_unknown_article_is_refused() -> None:
    with pytest.raises(BadParameter, match="no article 'a9'; the articles are a1"):
        sanctions.beside(snapshot([made_up()]), TABLES, "a9")


def test_every_measure_of_a_bar_is_in_its_list() -> None:
    answer = sanctions.beside(seed(), TABLES)
    lists = {one.anchor: one for one in answer.evidence}
    told = {telling.row_id for telling in lists["ev-sanctions-beside-export-from-dprk"].tellings}
    assert told == set(answer.measures[answer.measures["direction"] == "export_from_dprk"]["row_id"])
    assert all(telling.source_id and telling.source for telling in lists["ev-sanctions-beside-us"].tellings)
