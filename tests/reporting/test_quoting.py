import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.collection.foreign import safe_url
from nkdata.questions.evidence import Evidence, Telling
from nkdata.reference import reference
from nkdata.reporting.quoting import LONGEST, Library, merged, passage
from tests import handmade


def library() -> Library:
    return Library(handmade.held().articles, reference().sources())


def test_a_passage_is_the_paragraph_with_the_sentence_and_the_words_apart() -> None:
    found = passage(handmade.TEXT, handmade.telling())
    assert (found.before, found.after) == ("Rivers rose on Sunday. ", " No deaths were reported.")
    assert (found.opening, found.words) == ("State television said ", "730 homes")
    assert found.closing == " were flooded in Unpha county."


WRAPPED = "A headline\n\nThe ministry said that the river\nrose. It fell on\nFriday.\nAnother paragraph."


def test_a_hard_wrapped_paragraph_stays_whole() -> None:
    start = WRAPPED.index("It fell")
    told = handmade.telling(sentence_start=start, sentence_end=start + 18, start=start, end=start + 2)
    found = passage(WRAPPED, told)
    assert found.before == "The ministry said that the river\nrose. "
    assert (found.words, found.closing, found.after) == ("It", " fell on\nFriday.", "")


@given(st.text(alphabet="ab .\n", max_size=4000), st.data())
def test_the_pieces_are_the_text_and_never_much_more_than_the_sentence(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    told = handmade.telling(sentence_start=cuts[0], start=cuts[1], end=cuts[2], sentence_end=cuts[3])
    found = passage(text, told)
    assert found.opening + found.words + found.closing == text[cuts[0] : cuts[3]]
    assert found.before.removeprefix("… ") in text
    assert found.after.removesuffix(" …") in text
    assert len(found.before) + len(found.after) <= LONGEST + 4


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("//example.org", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, safe: str) -> None:
    assert safe_url(url) == safe


def test_an_article_is_linked_to_what_was_read_and_a_row_to_its_source() -> None:
    from_article, from_row = library().shown(handmade.telling()), library().shown(handmade.row())
    assert (from_article.link, from_article.title) == ("#article-rain", "Rain in Unpha")
    assert (from_row.link, from_row.title, from_row.passage) == ("#src-seed-20200818", "Situation report", None)
    assert from_row.url == "https://example.org/report"


def test_an_article_that_the_page_does_not_name_is_not_linked() -> None:
    few = Library(handmade.held().articles, reference().sources(), {"article-other"}).shown(handmade.telling())
    assert (few.link, few.title) == ("", "Rain in Unpha")


def test_a_source_that_no_table_knows_is_not_linked() -> None:
    assert library().shown(handmade.row(source_id="nowhere", source="")).link == ""


def test_evidence_of_two_charts_is_one_with_the_tellings_of_both() -> None:
    one, other = handmade.telling(), handmade.row()
    ways: list[tuple[Telling, ...]] = [(one,), (one, other)]
    assert merged(Evidence("ev-a", "A", way) for way in ways) == (Evidence("ev-a", "A", (one, other)),)
