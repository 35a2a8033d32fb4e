from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.extracting.wording.sentences import sentences, tokens

ROOT = Path(__file__).parents[2]
HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab12.,:;-–—()[]\"'“”‘’!?…。\n\t \u00a0\u2009\u200b\u202e\ufeff\ue000ßİŉ²٣½"), st.characters()
    )
)


def told(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Pak met Mr. Ri on Aug. 18. Then he left.", 2),
        ("N. Korea's envoy left at 9 a.m. Friday from the port.", 1),
        ("The envoy left the U.S. He was home by May.", 2),
        ("The U.S. Army saw a launch.", 1),
        ("Trade fell 1.5 percent. It rose later!", 2),
        ("He asked: “Is the bridge open?” Nobody knew.", 2),
        ("The flood left 40 dead., ,  It ruined 12 030 houses., , ,  , , ,", 2),
        ("BRIDGE SWEPT AWAY\n\nThe bridge at Anju was swept away on Monday.", 2),
        ("BRIDGE SWEPT AWAY\nThe bridge at Anju was swept away on Monday.", 2),
        ("The river rose so fast on Monday that the\nvillagers had no time to save their cattle.", 1),
        ("", 0),
        (" \n\n \t", 0),
    ],
)
def test_a_text_has_so_many_sentences(text: str, count: int) -> None:
    assert len(told(text)) == count, told(text)


def test_hard_wrapped_text_is_joined_where_lines_end_without_a_mark() -> None:
    text = (
        "The ministry said on Monday that floods along the Taedong\nRiver had cut the railway to Sunchon and had left\n"
        "the Kangdong district without power for three days. Trains\nwill run again in September."
    )
    assert len(told(text)) == 2


def test_paragraphs_are_counted_and_headlines_stand_alone() -> None:
    found = sentences("Dam holds\n\nThe dam held. The town was safe.\n\nRain goes on.")
    assert [sentence.paragraph for sentence in found] == [0, 1, 1, 2]


def test_the_seed_has_its_headline_and_sixteen_sentences() -> None:
    found = told((ROOT / "seeds" / "000_47f1a0ae3c443b6e.txt").read_text(encoding="utf-8"))
    assert found[0] == "N Korea to convene key party meeting on economy, military"
    assert len(found) == 16


@given(HOSTILE)
def test_sentences_and_tokens_are_slices_of_the_text(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert sentence.start >= end
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
        end = sentence.end


@given(HOSTILE)
def test_nothing_but_blanks_and_paragraph_commas_is_left_out(text: str) -> None:
    kept = "".join(sentence.text for sentence in sentences(text))
    assert sorted(c for c in text if c.isalnum()) == sorted(c for c in kept if c.isalnum())


def test_tokens_keep_numbers_whole_and_fold_apostrophes() -> None:
    assert [token.lower for token in tokens("Kim’s 39,296 ha (1.5%)")] == [
        "kim's",
        "39,296",
        "ha",
        "(",
        "1.5",
        "%",
        ")",
    ]
