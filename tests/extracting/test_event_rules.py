"""Every row of the tables on events, tried on the sentence that stands beside it."""

from collections.abc import Mapping

import pytest

from nkdata.extracting.events.matching import event_words
from nkdata.extracting.pipeline import extract
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Article, Event

RULES = list(enumerate(ruletables.rows("event_rules"), start=2))
# A meeting of no named body is told only beside the body that meets; `not` tells that there is no event.
FOLLOWED = {"meeting": "The ruling party will hold a key meeting on Friday. The Politburo will gather for a plenary."}


def events(text: str, published: str = "2020-08-18") -> tuple[Event, ...]:
    return extract(Article(id="a", text=text, published=published, language="en")).events


@pytest.mark.parametrize(("number", "row"), RULES, ids=[f"{n}-{row['kind']}" for n, row in RULES])
def test_a_rule_finds_the_event_of_its_example(number: int, row: Mapping[str, str]) -> None:
    found = events(row["example"])
    if row["kind"] == "meeting":
        assert found == ()
        assert [event.kind for event in events(FOLLOWED["meeting"])] == ["politburo_meeting"]
    else:
        assert f"event_rules.csv:{number}" in {event.rule for event in found}


@pytest.mark.parametrize("row", ruletables.rows("event_status"), ids=lambda row: f"{row['status']}-{row['place']}")
def test_words_beside_the_verb_set_the_status(row: Mapping[str, str]) -> None:
    statuses = {event.status for event in events(row["example"])}
    assert statuses == (set() if row["status"] == "not" else {row["status"]})


@pytest.mark.parametrize("row", ruletables.rows("event_words"), ids=lambda row: row["class"])
def test_a_word_is_found_in_its_example(row: Mapping[str, str]) -> None:
    found = {
        name for one in sentences(row["example"]) for match in event_words().find(one.tokens) for name in match.values
    }
    assert row["class"] in found


# What happened, was planned, offered, asked for, denied or called off: the same deed in other words.
STATUS = [
    ("The party held a plenary meeting on Monday.", "party_plenary", "happened"),
    ("The party will hold a plenary meeting on Friday.", "party_plenary", "announced"),
    ("The party plans to convene its plenary meeting on Friday.", "party_plenary", "announced"),
    ("A plenary meeting of the party is to be held on Friday.", "party_plenary", "announced"),
    ("The party may hold a plenary meeting in spring.", "party_plenary", "conditional"),
    ("The plenary meeting planned for Friday was called off.", "party_plenary", "cancelled"),
    ("The North denied that it had fired a missile on Monday.", "missile_test", "denied"),
    ("The North fired a missile on Monday.", "missile_test", "happened"),
    ("The North is expected to launch a satellite in October.", "satellite_launch", "announced"),
    ("The North could conduct a nuclear test next month.", "nuclear_test", "conditional"),
    ("Seoul offered aid to the flood victims on Monday.", "aid_offer", "offered"),
    ("Seoul is willing to provide humanitarian aid to the North.", "aid_offer", "offered"),
    ("The Red Cross delivered aid to the valley on Monday.", "aid_delivery", "happened"),
    ("Kim Jong Un rejected outside help on Monday.", "aid_refusal", "happened"),
    ("Kim decided not to accept foreign aid.", "aid_refusal", "happened"),
    ("Seoul's offer of 50,000 tons of rice was rejected by the North.", "aid_refusal", "happened"),
    ("The North will reopen its border in September.", "border_reopening", "announced"),
    ("The North has shut its border with China.", "border_closure", "happened"),
    ("The leader vowed to raise living standards.", "policy_pledge", "happened"),
]


@pytest.mark.parametrize(("text", "kind", "status"), STATUS, ids=[text for text, *_ in STATUS])
def test_a_plan_is_not_done_and_a_denial_is_not_a_deed(text: str, kind: str, status: str) -> None:
    assert [(event.kind, event.status) for event in events(text)] == [(kind, status)]


NOTHING = [
    "The North did not fire a missile on Monday.",
    "A plenary meeting has not been held this year.",
    "Kim Jong Un has yet to visit Seoul.",
    "Experts spoke of missiles, sanctions and the border.",
    "He shut the door and opened the meeting room.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_was_not_so_is_no_event(text: str) -> None:
    assert events(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Seoul offered flour, but the North turned down the offer.", ["aid_offer", "aid_refusal"]),
        ("The North has not refused foreign aid.", []),
    ],
)
def test_an_offer_turned_down_and_one_not_turned_down(text: str, told: list[str]) -> None:
    assert [event.kind for event in extract(Article(id="a", text=text, language="en")).events] == told
