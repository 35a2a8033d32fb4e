"""The briefing on made-up statements beside the real tables, and on the seed."""

from typing import Any

import pytest

import nkdata
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Event, Extraction, Name
from nkdata.questions.answers import Answer
from nkdata.questions.briefing import brief
from nkdata.questions.statements import claims, claims_answer, events_answer
from tests import handmade


def rows(answer: Answer) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in answer.table.drop(columns="anchor").itertuples(index=False)]


def silence(ident: str = "s1", **changed: object) -> Snapshot:
    nothing = {"value": None, "low": None, "high": None, "bound": None, "metric": "people_injured", "unit": "person"}
    return handmade.held(handmade.claim(ident, stance="not_reported", **(nothing | changed)))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "730 homes flooded"),
        ({"bound": "at_least", "high": None}, "≥\N{THIN SPACE}730 homes flooded"),
        ({"value": 1.0, "low": 1.0, "high": 1.0}, "1 home flooded"),
        ({"value": 0.0, "low": 0.0, "high": 0.0}, "no homes flooded"),
        ({"value": None, "low": None, "high": None, "bound": None, "words": "dozens"}, "“dozens” homes flooded"),
        ({"value": None, "low": 12.0, "high": 120.0, "bound": "about", "words": "dozens"}, "“dozens” homes flooded"),
        ({"metric": "other", "text": "730 huts"}, "“730 huts”"),
        (
            {"value": None, "low": None, "high": None, "bound": None, "stance": "withheld"},
            "gave no figure: homes flooded",
        ),
        ({"stance": "denied"}, "denies: 730 homes flooded"),
        ({"metric": "unheard_of", "unit": None}, "730 unheard of"),
    ],
)
def test_a_claim_in_words_says_what_was_told_and_no_more(changed: dict[str, Any], told: str) -> None:
    (one,) = claims(handmade.held(handmade.claim(**changed)), nkdata.reference())
    assert one.what == told
    assert one.evidence.tellings[0].value == told


def test_equal_claims_of_one_claimant_are_one_row_with_both_tellings() -> None:
    held = handmade.held(handmade.claim("a"), handmade.claim("b"), handmade.claim("c", claimant=Name("ifrc", "IFRC")))
    answer = claims_answer(held, nkdata.reference())
    assert [row[3] for row in rows(answer)] == ["State television", "IFRC"]
    assert len(answer.evidence[0].tellings) == 2
    assert answer.title == "2 claims, 0 of them silent on something"


def test_a_relay_is_named_after_its_claimant() -> None:
    held = handmade.held(handmade.claim(via=Name("yonhap", "Yonhap")))
    assert claims(held, nkdata.reference())[0].who == "State television via Yonhap"


def test_a_silence_is_not_said_and_asked_about() -> None:
    answer = brief(silence(), nkdata.reference())
    assert rows(answer.unsaid) == [
        ("Not mentioned: people injured, Unpha", "State television; nobody else found in what was read")
    ]
    assert rows(answer.questions)[0][0] == "Does anyone else speak of people injured in Unpha?"
    assert rows(answer.claimed) == []


def test_a_disputed_claim_is_told_once_with_its_doubter() -> None:
    disputed = handmade.claim("a", disputed_by=Name(None, "outsiders"))
    doubt = handmade.claim("b", stance="doubted", claimant=Name(None, "outsiders"), value=None, low=None, high=None)
    answer = brief(handmade.held(disputed, doubt), nkdata.reference())
    told = [row for row in rows(answer.disputed) if "outsiders" in row[1]]
    assert told == [("730 homes flooded, Unpha", "State television says so; disputed by outsiders")]
    assert [row[1] for row in rows(answer.questions)].count("disputed by outsiders") == 1


@pytest.mark.parametrize(
    ("stance", "how", "asked"),
    [
        ("denied", "State television denied it", "What does the denial of “730 homes” rest on?"),
        ("doubted", "State television doubted it", "What does the doubt about “730 homes” rest on?"),
        ("withdrawn", "State television withdrew it", "What is told in place of “730 homes”?"),
    ],
)
def test_what_is_taken_back_is_not_asked_about_as_a_doubt(stance: str, how: str, asked: str) -> None:
    answer = brief(handmade.held(handmade.claim(stance=stance)), nkdata.reference())
    assert rows(answer.disputed)[0] == ("730 homes flooded, Unpha", how)
    assert (asked, how) in rows(answer.questions)


def test_bounds_ask_for_a_count_once_for_all() -> None:
    bound = {"bound": "at_least", "high": None}
    held = [
        handmade.claim(str(n), value=700.0 + n, low=700.0 + n, text=f"over {700 + n} homes", **bound) for n in range(5)
    ]
    answer = brief(handmade.held(*held), nkdata.reference())
    (asked,) = [row for row in rows(answer.questions) if "exact count" in row[0]]
    assert asked[0].endswith("and 2 more?")
    (behind,) = [one for one in answer.questions.evidence if "Bounds" in one.heading]
    assert len(behind.tellings) == len(held)


def test_many_events_without_a_day_are_one_row_beside_which_a_silence_is_seen() -> None:
    start = handmade.TEXT.index("730 homes")
    undated = [
        Event(
            f"e{n}", start + n, start + n + 3, f"event {n}", handmade.START, start + 9, "talks", (), None, None, None,
            None, "happened", None, None, None, None, None,
        )
        for n in range(6)
    ]  # fmt: skip
    told = handmade.claim(stance="not_reported", value=None, low=None, high=None, bound=None)
    held = snapshot([Extraction(handmade.article(), "0.1.0+test", claims=(told,), events=tuple(undated))])
    answer = brief(held, nkdata.reference())
    assert rows(answer.unsaid)[1:] == [
        ("The days of 6 events: “event 0”, “event 1”, “event 2” and 3 more", "the texts give none")
    ]
    (behind,) = [one for one in answer.unsaid.evidence if one.heading == "The days of 6 events"]
    assert len(behind.tellings) == len(undated)


def test_figures_that_differ_are_one_row_a_thing_with_every_voice() -> None:
    answer = brief(nkdata.open_snapshot(), nkdata.reference())
    (homes,) = [row for row in rows(answer.disputed) if row[0] == "Homes damaged"]
    assert "16,680 (Korean Central News Agency, 14 August 2020)" in homes[1]
    assert "8,256 (Red Cross Society of the DPRK through IFRC, 14 August 2020)" in homes[1]


def test_before_the_article_there_is_nothing() -> None:
    answer = brief(silence(), nkdata.reference(), "2020-08-06")
    titles = [one.title for one in (answer.claimed, answer.disputed, answer.unsaid, answer.questions)]
    assert titles == [
        "No article had appeared", "Nothing is disputed or told otherwise", "Nothing is pointedly or plainly not said",
        "Nothing is left to ask",
    ]  # fmt: skip
    assert events_answer(silence(), "2020-08-06").title == "No event was found"


def test_every_row_of_the_seeds_briefing_leads_to_evidence() -> None:
    answer = brief(nkdata.open_snapshot(), nkdata.reference())
    for one in (answer.claimed, answer.disputed, answer.unsaid, answer.questions):
        assert len(one.table) > 0
        assert set(one.table["anchor"]) <= {held.anchor for held in one.evidence}


def test_the_seed_is_silent_on_deaths_and_the_briefing_says_who_is_not() -> None:
    answer = brief(nkdata.open_snapshot(), nkdata.reference())
    (deaths,) = [row for row in rows(answer.unsaid) if row[0].startswith("Not mentioned: deaths")]
    assert "22 deaths" in deaths[1]
    early = brief(nkdata.open_snapshot(), nkdata.reference(), "2020-08-18")
    assert "22 deaths, 14 August 2020" in str(rows(early.unsaid))
