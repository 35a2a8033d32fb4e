from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nkdata.questions import policy
from nkdata.questions.places import Places
from nkdata.questions.policy_record import record
from nkdata.questions.policy_verdicts import Judge, Told
from nkdata.reference import reference
from tests.read_by_hand import seed

TABLES = reference()
EVENT = Told(1, "", "party_plenary", "happened", None, None, "day", (), "KP", None, None, "")


def judged(words: str, kind: str, first: str | None, last: str | None, published: str | None, **more: object) -> str:
    """The verdict on an event as `sign note`."""
    ends = [date.fromisoformat(day) if day else None for day in (first, last)]
    told = replace(EVENT, text=words, kind=kind, first=ends[0], last=ends[1], **more)  # type: ignore[arg-type]  # a test's table
    day = date.fromisoformat(published) if published else None
    verdict = Judge(record(TABLES), Places(TABLES["admin_areas"]), day).all([told])[0]
    return f"{verdict.sign} {verdict.note}"


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ("= 13 Aug, told 14 Aug",
         judged("refused help", "aid_refusal", "2020-08-10", "2020-08-16", "2020-08-18")),
        ("= 28–31 Dec 2019",
         judged("ended its plenary", "party_plenary", "2019-12-28", "2019-12-31", "2020-01-05")),
        ("= 28–31 Dec",
         judged("held a plenary", "party_plenary", "2019-12-01", "2019-12-31", "2019-12-31")),
        ("≠ held 19 Aug, by the Central Committee",
         judged("politburo met", "politburo_meeting", "2020-08-19", "2020-08-19", "2020-08-21",
                actors=("wpk-politburo",))),
        ("≠ held 19 Aug: the sixth",
         judged("its fifth plenary", "party_plenary", "2020-08-19", "2020-08-19", "2020-08-21", ordinal=5)),
        ("≠ held 24 Jul, at Kaesong",
         judged("locked down Sinuiju", "lockdown", "2020-07-24", "2020-07-24", "2020-07-30", place="sinuiju")),
        ("≠ on record as happened, 19 Aug",
         judged("plenary cancelled", "party_plenary", "2020-08-19", "2020-08-19", "2020-08-21", status="cancelled")),
        ("– none among 62 rows of 2020",  # a commission's meeting of three days before is another meeting
         judged("held a plenary", "party_plenary", "2020-06-26", "2020-06-26", "2020-08-14")),
        ("≠ held 19 Aug, by the Central Committee",
         judged("the politburo's sixth plenary", "politburo_meeting", "2020-08-21", "2020-08-21", "2020-08-25",
                actors=("wpk-politburo",), ordinal=6)),
        ("≈ 19 Aug, two days before the days told",
         judged("held a plenary", "party_plenary", "2020-08-21", "2020-08-21", "2020-08-25")),
        ("? no date; nearest: 13 Aug", judged("refused help", "aid_refusal", None, None, "2020-08-18")),
        ("? vague; nearest: 13 Aug",
         judged("has refused help", "aid_refusal", None, "2020-08-18", "2020-08-18", precision="vague")),
        ("? no date; nor has the article", judged("refused help", "aid_refusal", None, None, None)),
        ("? only the kind fits: 12 Aug 2020",
         judged("offered something", "aid_offer", "2020-08-01", "2020-08-12", "2021-01-18", place="")),
        ("– none among 62 rows of 2020",
         judged("held a congress", "party_congress", "2020-03-01", "2020-03-31", "2020-08-18")),
        ("– the record has no row of then",
         judged("held a congress", "party_congress", "1980-10-10", "1980-10-14", "2020-08-18")),
        ("– the record lists no statements",
         judged("said so", "statement", "2020-08-13", "2020-08-13", "2020-08-18", actors=("kim-jong-un",),
                sentence="The nation must be loyal, he said.")),
        ("= 13 Aug",
         judged("said so", "statement", "2020-08-13", "2020-08-13", "2020-08-18", actors=("kim-jong-un",),
                sentence="No outside aid for the flood damage will be taken, he said.")),
        ("– the record lists no statements",
         judged("said so", "statement", "2020-08-13", "2020-08-13", "2020-08-18", actors=("mou",),
                sentence="No outside aid for the flood damage will be taken, he said.")),
        ("– no date; none of its kind on record", judged("a blast", "nuclear_test", None, None, "2016-01-01")),
    ],
)  # fmt: skip
def test_verdict(expected: str, told: str) -> None:
    assert told == expected


def test_a_past_event_is_never_one_that_was_held_after_the_article() -> None:
    assert judged("held a plenary", "party_plenary", "2020-08-17", "2020-08-18", "2020-08-18").startswith("–")


def test_a_different_town_in_a_wide_span_is_another_event_and_no_difference() -> None:
    assert judged("locked down", "lockdown", "2020-07-01", "2020-07-31", "2020-08-18", place="sinuiju")[0] == "–"


def test_the_seed_beside_the_record() -> None:
    rows = policy.matches(seed(), TABLES).set_index("order")
    assert list(rows["verdict"]) == ["≠", "=", "=", "=", "=", "?", "?", "=", "≈", "?"]
    assert rows.loc[1, "known_id"] == "2020-08-19-7cc-6th-plenary"
    assert rows.loc[1, "difference"] == "body"
    assert rows.loc[3, "note"] == "same event as 2"
    assert rows.loc[4, "known_id"] == "2020-07-24-kaesong-lockdown"
    assert rows.loc[8, "known_id"] == "2020-06-16-liaison-office-demolished"
    assert rows.loc[9, "note"] == "1 Jan 2020, a day after the days told"
    assert list(rows[rows["candidate"]].index) == [6, 7, 10]


def test_on_the_articles_day_the_meeting_is_a_plan() -> None:
    row = policy.matches(seed(), TABLES, as_of="2020-08-18").iloc[0]
    assert row["note"] == "not yet held; of the Central Committee"
    assert not row["known_held"]
    assert row["known_title"] == "State media announces sixth plenary for 19 August"


def test_the_day_that_looks_back_changes_no_candidate() -> None:
    now, then = (list(policy.matches(seed(), TABLES, as_of=day)["known_id"]) for day in (None, "2020-08-18"))
    assert now == then


def test_a_record_that_rests_on_the_article_confirms_nothing() -> None:
    held = [
        replace(one, source_id="s1", source_id_2="") if one.row_id == "2020-08-13-flood-aid-refusal" else one
        for one in record(TABLES)
    ]
    told = replace(EVENT, kind="aid_refusal", first=date(2020, 8, 13), last=date(2020, 8, 13))
    judge = Judge(held, Places(TABLES["admin_areas"]), date(2020, 8, 18), own_sources=frozenset({"s1"}))
    assert judge.all([told])[0].sign == "○"


def test_event_offsets_are_the_evidence() -> None:
    answer = policy.article_record(seed(), TABLES)
    assert answer.article
    for row in answer.rows.to_dict("records"):
        start, end = map(int, row["evidence"].rpartition("#")[2].split("-"))
        assert " ".join(answer.article.text[start:end].split()) == row["text"]
