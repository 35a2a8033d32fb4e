from __future__ import annotations

from dataclasses import replace

import pytest

from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Event, Extraction
from nkdata.questions.policy import article_record
from nkdata.questions.policy_tellings import LISTED, VERDICTS, group_id, policy_tellings
from nkdata.reference import reference
from tests.read_by_hand import SEED, SEED_EVENTS, seed

TABLES = reference()


def many(articles: int, *events: Event) -> Snapshot:
    """The seed as so many articles, each telling these events, by default its own."""
    held = events or SEED_EVENTS
    return snapshot(
        [
            Extraction(
                replace(SEED, id=f"a{number}"), "by hand",
                events=tuple(replace(one, id=f"a{number}-e{place}") for place, one in enumerate(held)),
            )
            for number in range(articles)
        ]
    )  # fmt: skip


def test_one_article_has_the_verdicts_that_it_has_beside_the_record() -> None:
    alone = article_record(seed(), TABLES).rows.set_index("row_id")["verdict"].to_dict()
    held = policy_tellings(seed(), TABLES)
    assert held.rows.set_index("row_id")["verdict"].to_dict() == {key: alone[key] for key in held.rows["row_id"]}
    assert len(held.rows) + held.uncovered + held.statements == len(alone)


@pytest.mark.parametrize("articles", [1, 2, 30])
def test_every_telling_of_every_article_counts(articles: int) -> None:
    once, held = policy_tellings(many(1), TABLES), policy_tellings(many(articles), TABLES)
    assert len(held.rows) == articles * len(once.rows)
    assert (held.by_kind == articles * once.by_kind.loc[held.by_kind.index]).all(axis=None)
    assert int(held.by_kind.to_numpy().sum()) == len(held.rows)


def test_a_bar_lists_the_newest_of_what_it_counts() -> None:
    held = policy_tellings(many(30), TABLES)
    lists = {one.anchor: one.tellings for one in held.evidence}
    for kind, counts in held.by_kind.iterrows():
        for sign, number in zip(VERDICTS, counts, strict=True):
            anchor = f"ev-{group_id(str(kind), sign)}"
            assert len(lists.get(anchor, ())) == min(int(number), LISTED)


def test_an_event_of_a_year_without_any_row_is_left_out_and_counted() -> None:
    old = replace(SEED_EVENTS[1], date_start="2011-03-01", date_end="2011-03-01")
    held = policy_tellings(many(2, old), TABLES)
    assert held.rows.empty
    assert (held.uncovered, held.articles) == (2, 2)
    assert held.by_kind.empty


def test_a_statement_that_is_no_event_on_record_is_left_out_and_counted() -> None:
    said = replace(SEED_EVENTS[1], kind="statement", actors=(), date_start="2020-03-05", date_end="2020-03-05")
    assert policy_tellings(many(3, said), TABLES).statements == 3


def test_articles_of_later_days_do_not_exist() -> None:
    held = policy_tellings(many(3), TABLES, "2020-01-01")
    assert held.rows.empty
    assert held.articles == 0
