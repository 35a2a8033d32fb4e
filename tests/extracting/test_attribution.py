"""Who said it, on the seed article and on sentences of all kinds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkdata import resources
from nkdata.extracting.attribution.find import find_quotes, responsible
from nkdata.extracting.names.find import Gazetteer, find_names
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Quote, Span
from nkdata.reference import load

GAZETTEER = Gazetteer.from_rows(load.rows("actors"), load.rows("admin_areas"))


@pytest.fixture
def gazetteer() -> Gazetteer:
    return GAZETTEER


def quotes(text: str, gazetteer: Gazetteer) -> tuple[Quote, ...]:
    found = sentences(text)
    return find_quotes(found, find_names(found, gazetteer), text)


SEED = [
    ("39,296 hectares", "kcna", None, "said"),
    ("any deaths", "kcna", None, "silent"),
    ("crucial significance", "kcna", None, "said"),
    ("strict anti-epidemic work", "kim-jong-un", "kcna", "said"),
    ("coronavirus-free", "gov-dprk", None, "claimed"),
    ("a person with COVID-19 symptoms", "gov-dprk", None, "said"),
    ("test results were inconclusive", "gov-dprk", None, "said"),
    ("Seoul remains willing", "mou", None, "said"),
    ("frontal breakthrough", "kim-jong-un", None, "promised"),
    ("derailed some of", None, None, "said"),
]


@pytest.mark.parametrize(("words", "speaker", "via", "kind"), SEED)
def test_the_seed_article_is_attributed(
    words: str, speaker: str | None, via: str | None, kind: str, gazetteer: Gazetteer
) -> None:
    text = resources.seed().read_text(encoding="utf-8")
    start = text.index(words)
    quote = responsible(quotes(text, gazetteer), Span(start, start + len(words)))
    assert quote is not None
    assert quote.speaker is not None
    assert (quote.speaker.id, quote.via.id if quote.via else None, quote.cue_kind) == (speaker, via, kind)


DAYS = ("on Friday", "Aug. 7", "on Aug. 7", "on Aug. 7, 2020", "on Friday, Aug. 7", "on 7 August")


@pytest.mark.parametrize("day", DAYS)
def test_the_day_behind_a_reporting_verb_is_not_what_was_said(day: str, gazetteer: Gazetteer) -> None:
    (quote,) = quotes(f"Floods took 179 homes, the ministry said {day}.", gazetteer)
    assert quote.text == "Floods took 179 homes"


# Text, then for each quote: words said, speaker, relay, kind of cue, hedge.
CASES: list[tuple[str, list[tuple[str, str | None, str | None, str, str | None]]]] = [
    (
        "The ministry said on Friday, Aug. 7, that 179 homes were gone.",
        [("that 179 homes were gone", "ministry", None, "said", None)],
    ),
    (
        "Yonhap quoted a ministry official as saying that KCNA had reported 40 deaths.",
        [
            ("that KCNA had reported 40 deaths", "ministry official", "Yonhap", "said", None),
            ("40 deaths", "KCNA", "ministry official", "said", None),
        ],
    ),
    (
        "A ministry official was quoted by Yonhap as saying 30 homes were lost.",
        [("30 homes were lost", "ministry official", "Yonhap", "said", None)],
    ),
    (
        "Yonhap, citing two lawmakers, reported that the dyke burst.",
        [("that the dyke burst", "two lawmakers", "Yonhap", "said", None)],
    ),
    (
        "Citing satellite images, 38 North said the dam had burst.",
        [("the dam had burst", "38 North", None, "said", None)],
    ),
    (
        "Forty homes were lost, Kim Jong Un said on Monday, according to KCNA.",
        [("Forty homes were lost", "Kim Jong Un", "KCNA", "said", None)],
    ),
    (
        "By the North's own count, at least 40 people died.",
        [("at least 40 people died", "the North", None, "estimated", None)],
    ),
    (
        "The toll, lawmakers said after a briefing, has reached 40.",
        [("The toll, lawmakers said after a briefing, has reached 40", "lawmakers", None, "said", None)],
    ),
    ("KCNA did not mention any deaths.", [("any deaths", "KCNA", None, "silent", None)]),
    ("Seoul declined to confirm the toll.", [("to confirm the toll", "Seoul", None, "withheld", None)]),
    ("Seoul could not confirm the toll.", [("the toll", "Seoul", None, "doubted", None)]),
    ("Pyongyang has denied sending troops.", [("sending troops", "Pyongyang", None, "denied", None)]),
    ("Seoul retracted its figure of 1,500.", [("its figure of 1,500", "Seoul", None, "withdrawn", None)]),
    ("The toll was disputed by Seoul.", [("The toll", "Seoul", None, "doubted", None)]),
    (
        "Experts say the rain likely spoiled the harvest and potentially delayed the sowing.",
        [
            ("the rain likely spoiled the harvest", "Experts", None, "said", "likely"),
            ("potentially delayed the sowing", "Experts", None, "said", "potentially"),
        ],
    ),
    (
        "Forty people are believed to have died.",
        [("Forty people are believed to have died", None, None, "believed", None)],
    ),
    ("It was reported that 40 people had died.", [("that 40 people had died", None, None, "said", None)]),
    ("Floods kill 40: state media", [("Floods kill 40", "state media", None, "said", None)]),
    ("According to data available, 40 people died.", [("40 people died", None, None, "said", None)]),
    (
        "The regime, which rarely admits losses, admitted that 40 people had drowned.",
        [
            ("losses", "regime", None, "confirmed", None),
            ("that 40 people had drowned", "regime", None, "confirmed", None),
        ],
    ),
    ("We reported at noon that 340 people had been airlifted.", []),
    ("The envoy left, and the talks were over.", []),
    ("Member states of the United States Congress met.", []),
    ("Eleven people confirmed dead were buried.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_each_voice_is_told_apart(
    text: str, expected: list[tuple[str, str | None, str | None, str, str | None]], gazetteer: Gazetteer
) -> None:
    found = [
        (one.text, one.speaker and one.speaker.name, one.via and one.via.name, one.cue_kind, one.hedge)
        for one in quotes(text, gazetteer)
    ]
    assert found == expected


PRONOUNS = [
    ("The IFRC gave no figure, it said. It put the loss at 40 homes.", "40 homes", "IFRC"),
    ("“Bags are lighter,” a trader said. She had heard that 40 people died.", "40 people", "trader"),
    ("Oh Jin-kyu, a virologist, said the rate was odd. She assumes that 40 people died.", "40 people", "Oh Jin-kyu"),
]


@pytest.mark.parametrize(("text", "words", "speaker"), PRONOUNS)
def test_a_pronoun_speaks_for_who_spoke_before(text: str, words: str, speaker: str, gazetteer: Gazetteer) -> None:
    start = text.index(words)
    quote = responsible(quotes(text, gazetteer), Span(start, start + len(words)))
    assert quote is not None
    assert quote.speaker is not None
    assert quote.speaker.name == speaker


def test_a_quotation_goes_on_over_sentences_and_paragraphs(gazetteer: Gazetteer) -> None:
    text = (
        "“The rain was heavy. Forty homes fell,” said Ri Yong Ho, the minister. “We need cement.\n\n"
        "“We need rice too,” he added.\n\nThe port is shut."
    )
    first, *rest = quotes(text, gazetteer)
    assert [text[span.start : span.end] for span in first.spans] == [
        "“The rain was heavy. Forty homes fell,”",
        "“We need cement.",
    ]
    assert first.direct
    assert [(one.text, one.speaker and one.speaker.id) for one in rest] == [("“We need rice too,”", "ri-yong-ho")]


def test_a_question_and_its_speaker_are_one_sentence(gazetteer: Gazetteer) -> None:
    (only,) = quotes("“Who counts the dead?” asked the minister.", gazetteer)
    assert (only.text, only.speaker and only.speaker.name) == ("“Who counts the dead?”", "minister")


def test_a_second_actor_ends_what_the_first_said(gazetteer: Gazetteer) -> None:
    text = "Kim Jong Un came. North Korea said the test failed and Kim lifted the lockdown. It rained."
    assert [one.text for one in quotes(text, gazetteer)] == ["the test failed"]


def test_a_claim_called_false_stays_its_owners_claim(gazetteer: Gazetteer) -> None:
    text = "Seoul's claim that 1,500 people died is false, Kim Jong Un said, according to KCNA."
    start = text.index("1,500")
    quote = responsible(quotes(text, gazetteer), Span(start, start + 5))
    assert quote is not None
    assert quote.speaker is not None
    assert quote.speaker.id == "gov-rok"


def test_words_of_praise_are_no_testimony(gazetteer: Gazetteer) -> None:
    text = "KCNA criticised the drill of 40 tanks."
    start = text.index("40 tanks")
    assert responsible(quotes(text, gazetteer), Span(start, start + 8)) is None


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Kim",
                " said ",
                "“",
                "”",
                '"',
                "''",
                ", ",
                ". ",
                "\n\n",
                " that ",
                " according to ",
                "KCNA",
                " and ",
                ": ",
                " was quoted as saying ",
                " by ",
                "it",
                " denied ",
                " (",
                ") ",
                "who ",
                "’s ",
                " citing ",
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300)
@given(HOSTILE)
def test_every_quote_stands_where_it_says(text: str) -> None:
    for one in quotes(text, GAZETTEER):
        assert text[one.start : one.end] == one.text
        assert (one.spans[0].start, one.spans[-1].end) == (one.start, one.end)
        assert all(left.end < right.start for left, right in pairwise(one.spans))
        assert one.cue_span is not None
        assert text[one.cue_span.start : one.cue_span.end] == one.cue
