"""A person's corrections laid over claims: found again by sentence, kept apart, never silently at odds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkdata.collection.opened import typed
from nkdata.collection.rows import kind_rows, tables
from nkdata.extracting.pipeline import extract
from nkdata.model import Article
from nkdata.review.apply import apply, counted, offered, outcomes, standing
from nkdata.review.log import EDITABLE, Entry, merged, said_of, target_of
from tests.collection.stories import told

NIGHT = "2026-11-25T20:00:00Z"


def frame(*articles: Article) -> pd.DataFrame:
    return typed(tables(kind_rows(extract(one)) for one in articles)["claims"][0], "claims")


CLAIMS = frame(told())


def row_of(claims: pd.DataFrame, metric: str) -> pd.Series[Any]:
    return claims.loc[claims["metric"] == metric].iloc[0]


def entry(action: str, metric: str = "people_killed", *, by: str = "kim", at: str = NIGHT, **given: Any) -> Entry:
    row = row_of(CLAIMS, metric).to_dict()
    return Entry(at, by, action, "claim", target_of(row), said=said_of(row), **given)


def test_nothing_said_leaves_all_as_it_was() -> None:
    made = apply(CLAIMS, [])
    assert set(made["reviewed"]) == {"none"}
    pd.testing.assert_frame_equal(made[CLAIMS.columns], CLAIMS)


def test_a_correction_stands_beside_what_the_machine_said() -> None:
    made = apply(CLAIMS, [entry("correct", fields={"value": 12.0, "low": 12.0, "high": 12.0}, note="sic")])
    row = row_of(made, "people_killed")
    assert (row["value"], row["said_value"], row["said_metric"]) == (12, 10, "people_killed")
    assert (row["reviewed"], row["reviewed_by"], row["reviewed_at"]) == ("corrected", "kim", NIGHT)
    assert row["review_note"] == "kim: sic"
    others = made.loc[made["metric"] != "people_killed"]
    assert set(others["reviewed"]) == {"none"}
    assert others["said_value"].isna().all()
    assert row_of(CLAIMS, "people_killed")["value"] == 10, "the frame that was given is untouched"


def test_a_rejected_claim_is_kept_and_can_be_left_out() -> None:
    made = apply(CLAIMS, [entry("reject"), entry("confirm", "people_missing")])
    assert counted(made) == {"confirmed": 1, "rejected": 1}
    assert "people_killed" not in set(standing(made)["metric"])
    assert len(made) == len(CLAIMS)


def test_undo_takes_back_and_undo_of_undo_restores() -> None:
    first = entry("reject")
    back = replace(first, action="undo", undoes=first.id)
    again = replace(first, action="undo", undoes=back.id)
    assert row_of(apply(CLAIMS, [first, back]), "people_killed")["reviewed"] == "none"
    assert row_of(apply(CLAIMS, [first, back, again]), "people_killed")["reviewed"] == "rejected"


def test_corrections_hold_when_the_file_moved_and_a_line_was_put_before() -> None:
    said = entry("correct", fields={"value": 12.0})
    moved = CLAIMS.assign(article_id="other-place-1")
    assert row_of(apply(moved, [said]), "people_killed")["value"] == 12
    later = moved.assign(**{name: CLAIMS[name] + 31 for name in ("start", "end", "sentence_start", "sentence_end")})
    assert row_of(apply(later, [said]), "people_killed")["value"] == 12


def test_corrections_hold_when_newer_rules_name_another_metric_or_find_nothing() -> None:
    said = entry("correct", fields={"value": 12.0})
    renamed = CLAIMS.assign(metric=CLAIMS["metric"].replace("people_killed", "people_casualties"))
    assert row_of(apply(renamed, [said]), "people_casualties")["value"] == 12
    fewer = CLAIMS.loc[CLAIMS["metric"] != "people_killed"]
    lost = row_of(apply(fewer, [said]), "people_killed")
    assert (lost["value"], lost["said_value"], lost["reviewed"], lost["place_id"]) == (
        12, 10, "corrected", row_of(CLAIMS, "people_killed")["place_id"],
    )  # fmt: skip
    assert len(apply(fewer, [entry("reject")])) == len(fewer)
    assert len(apply(fewer, [said], articles=["elsewhere"])) == len(fewer), "an article out of scope adds nothing"


def test_a_repost_is_offered_the_correction_and_not_given_it() -> None:
    repost = replace(told("two", source="Outlet"), text="Reposted by an outlet.\n\n" + told().text)
    both = pd.concat([CLAIMS, frame(repost)], ignore_index=True)
    said = entry("correct", fields={"value": 12.0})
    made = apply(both, [said])
    assert list(made.loc[made["metric"] == "people_killed", "value"]) == [12, 10]
    found = offered(both, [said]).to_dict("records")
    assert [(one["article_id"], one["entry"], one["fields"]) for one in found] == [("two", said.id, {"value": 12.0})]
    assert offered(CLAIMS, [said]).empty


def test_an_added_claim_is_a_row_until_the_rules_find_it() -> None:
    row = row_of(CLAIMS, "people_killed").to_dict()
    target = replace(target_of(row), id="")
    mine = Entry(NIGHT, "kim", "add", "claim", target, fields=said_of(row))
    fewer = CLAIMS.loc[CLAIMS["metric"] != "people_killed"]
    added = row_of(apply(fewer, [mine]), "people_killed")
    assert (added["reviewed"], added["value"], added["article_id"]) == ("added", 10, "one")
    assert added["sentence"] == row["sentence"]
    assert counted(apply(CLAIMS, [mine])) == {"confirmed": 1}
    assert len(apply(CLAIMS.iloc[:0], [mine])) == 0
    assert len(apply(CLAIMS.iloc[:0], [mine], articles=["one"])) == 1


def test_two_people_who_differ_are_shown_and_the_machine_stands() -> None:
    mine, hers = entry("correct", fields={"value": 12.0}), entry("reject", by="lee")
    row = row_of(apply(CLAIMS, merged([mine], [hers])), "people_killed")
    assert (row["reviewed"], row["value"]) == ("disputed", 10)
    assert sorted(row["review_conflict"].split("; ")) == ["kim: corrected value=12.0", "lee: rejected"]
    same = entry("correct", by="lee", fields={"value": 12.0})
    assert row_of(apply(CLAIMS, [mine, same]), "people_killed")["reviewed"] == "corrected"


def test_who_saw_the_other_goes_beyond_it() -> None:
    mine = entry("correct", fields={"value": 12.0})
    known = (mine.id,)
    hers = entry("correct", by="lee", fields={"place_id": "wonsan"}, seen=known)
    row = row_of(apply(CLAIMS, [mine, hers]), "people_killed")
    assert (row["value"], row["place_id"], row["reviewed_by"]) == (12, "wonsan", "lee")
    assert (
        row_of(apply(CLAIMS, [mine, entry("reject", by="lee", seen=known)]), "people_killed")["reviewed"] == "rejected"
    )
    agreed = row_of(apply(CLAIMS, [mine, entry("confirm", by="lee", seen=known)]), "people_killed")
    assert (agreed["reviewed"], agreed["value"]) == ("corrected", 12)


def test_a_note_changes_nothing() -> None:
    (found,) = outcomes([entry("note", note="ask the desk")], CLAIMS)
    assert (found.reviewed, found.notes) == ("none", "kim: ask the desk")


ACTIONS = st.tuples(st.sampled_from(["confirm", "correct", "reject", "note"]), st.sampled_from(["kim", "lee"]))


@settings(max_examples=30)
@given(st.lists(ACTIONS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_entries_is_of_no_matter(actions: list[tuple[str, str]], chance: Any) -> None:
    said: list[Entry] = []
    for number, (action, by) in enumerate(actions):
        fields = {"value": float(number)} if action == "correct" else {}
        known = tuple(one.id for one in said if one.action != "note") if number % 2 else ()
        said.append(entry(action, by=by, at=f"{NIGHT[:-3]}{number:02}Z", fields=fields, seen=known))
    shuffled = list(said)
    chance.shuffle(shuffled)
    pd.testing.assert_frame_equal(apply(CLAIMS, merged(said)), apply(CLAIMS, merged(shuffled)))


@pytest.mark.parametrize("kind", EDITABLE)
def test_every_editable_field_is_a_column(kind: str) -> None:
    rows = kind_rows(extract(told()))["claims" if kind == "claim" else "events"]
    assert all(set(EDITABLE[kind]) <= set(row) for row in rows)
