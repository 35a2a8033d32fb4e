"""Where a text speaks of sanctions, trade, nuclear talks or food."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkdata import resources
from nkdata.extracting.names.mentions import find_mentions
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Mention


def mentions(text: str) -> tuple[Mention, ...]:
    return find_mentions(sentences(text))


def test_the_seed_article_speaks_of_sanctions_four_times() -> None:
    found = [one for one in mentions(resources.seed().read_text(encoding="utf-8")) if one.topic == "sanctions"]
    assert [(one.text, one.imposer) for one in found] == [
        ("international sanctions", None),
        ("sanctions relief", None),
        ("US-led sanctions", "gov-us"),
        ("tightening sanctions", None),
    ]


CASES = [
    ("UN sanctions cut the trade in coal.", "UN sanctions", "un", None, None),
    ("U.N. Security Council sanctions bite.", "U.N. Security Council sanctions", "un", None, None),
    ("South Korea's unilateral sanctions stay.", "South Korea's unilateral sanctions", "gov-rok", None, None),
    ("Sanctions imposed by the United States stay.", "Sanctions", "gov-us", None, None),
    ("US and Japanese sanctions stay.", "Japanese sanctions", "gov-jp", None, None),
    ("It broke sanctions on seafood.", "sanctions", None, None, "seafood"),
    ("It broke sanctions on coal and seafood.", "sanctions", None, None, None),
    ("The sanctions were eased.", "sanctions", None, None, None),
    ("It broke Security Council resolution 2397.", "resolution 2397", "un", "S/RES/2397", None),
    ("Resolution 1701 is about another country.", None, None, None, None),
    ("The 1718 Committee met.", None, None, None, None),
]


@pytest.mark.parametrize(("text", "words", "imposer", "resolution", "category"), CASES)
def test_a_mention_names_only_what_its_words_single_out(
    text: str, words: str | None, imposer: str | None, resolution: str | None, category: str | None
) -> None:
    found = [one for one in mentions(text) if one.topic == "sanctions"]
    got = [(one.text, one.imposer, one.resolution, one.measure_category) for one in found[:1]]
    assert got == ([(words, imposer, resolution, category)] if words else [])


@pytest.mark.parametrize("row", ruletables.rows("topic_terms"), ids=lambda row: f"{row['topic']} {row['role']}")
def test_each_topic_is_found_in_its_example(row: dict[str, str]) -> None:
    found = mentions(row["example"])
    assert [one.topic for one in found] == [row["topic"]]
    assert any(word in found[0].text.lower() for word in row["words"].lower().split("|"))


@pytest.mark.parametrize("row", ruletables.rows("sanctions_words"), ids=lambda row: row["words"].split("|")[0])
def test_each_word_singles_out_its_value(row: dict[str, str]) -> None:
    found = mentions(row["example"])[0]
    value = {"imposer": found.imposer, "category": found.measure_category, "resolution": found.resolution}[row["field"]]
    assert (value or "").startswith(row["value"])


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(st.sampled_from(["sanctions ", "UN ", "on coal ", "’s ", "resolution 2397 "]), st.text(max_size=5))
    )
)
def test_every_mention_stands_where_it_says(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = mentions(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.sentence_start <= one.start < one.end <= one.sentence_end for one in found)
