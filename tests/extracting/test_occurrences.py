"""What happened, is due or was put off, and on which day, in the ways in which news agencies tell it."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Extraction


def read(text: str, published: str = "2024-11-20") -> Extraction:
    return extract(Article(id="a", text=text, published=published, language="en"))


@pytest.mark.parametrize(
    ("text", "kind", "status", "day"),
    [
        ("The summit, which had been due on Aug. 28, was postponed.", "summit", "cancelled", "2024-08-28"),
        ("The summit, which had been planned for May, was held on June 3.", "summit", "happened", "2024-06-03"),
        ("A summit with Moon is scheduled for Nov. 27.", "summit", "announced", "2024-11-27"),
        ("The SPA session due on Sept. 25 was put off.", "supreme_assembly", "cancelled", "2024-09-25"),
        ("North Korea shelled Yeonpyeong Island on Tuesday.", "cross_border_incident", "happened", "2024-11-19"),
        ("Kim spoke at a Politburo meeting on Monday.", "politburo_meeting", "happened", "2024-11-18"),
        ("North Korea tested an engine for a missile on Friday.", "engine_test", "happened", "2024-11-15"),
        ("Trains between Dandong and Sinuiju resumed on Monday.", "border_reopening", "happened", "2024-11-18"),
        ("The Security Council adopted Resolution 2375 on Nov. 11.", "sanctions_action", "happened", "2024-11-11"),
        ("A parade is planned for Dec. 10, sources told Kyodo.", "military_parade", "announced", "2024-12-10"),
        ("The plenum of the party ran from Dec. 26 to 30.", "party_plenary", "happened", "2023-12-26"),
        ("It cut off all hotlines at noon on June 9, 2020.", "inter_korean_rupture", "happened", "2020-06-09"),
    ],
)
def test_what_occurred_or_is_due(text: str, kind: str, status: str, day: str) -> None:
    assert [(e.kind, e.status, e.date_start) for e in read(text).events] == [(kind, status, day)]


@pytest.mark.parametrize(
    "text",
    [
        "The North has neither confirmed nor denied that a parade was held.",
        "The war ended in an armistice, not a peace treaty, signed in 1953.",
    ],
)
def test_what_is_not_said_to_have_been_is_no_event(text: str) -> None:
    assert read(text).events == ()


def test_a_meeting_has_its_own_number_and_not_that_of_its_body() -> None:
    (event,) = read("The fifth enlarged meeting of the seventh Central Military Commission was held.").events
    assert event.ordinal == 5


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("In December, a bomb exploded in Seoul.", "2023-12"),
        ("In December, the council was to meet.", "2024-12"),
        ("In December, the ministry said, a bomb will explode.", "2024-12"),
    ],
)
def test_a_month_that_opens_a_sentence_is_over_where_a_deed_is_told_as_done(text: str, month: str) -> None:
    assert read(text).dates[0].value == month


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Dandong, across the river from Sinuiju, 40 homes were flooded.", "Dandong"),
        ("In Changbai, which faces Hyesan, 40 homes were flooded.", "Changbai"),
        ("In a village near Wonsan 40 homes were flooded.", "Wonsan"),
    ],
)
def test_the_town_on_the_other_bank_is_not_where_it_was(text: str, place: str) -> None:
    (claim,) = read(f"Floods hit North Korea.\n\n{text}").claims
    assert claim.place is not None
    assert claim.place.name == place
