"""Every row of an extraction quotes its article to the letter, whatever the text."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Extraction

TELLING = [
    "Floods destroyed 39 hectares (96 acres) of crops and more than 1,600 homes, KCNA said on Friday.",
    "“There were no deaths in Anju,” Kim Jong Un said, “and 40 homes fell.”",
    "The ministry declined to give a figure.",
    "The ruling party will hold its sixth plenary meeting on Wednesday amid UN sanctions.",
    "PYONGYANG, July 30 (KCNA) -- Rain fell in late July.",
    "North Korea denied that 1,100 to 1,500 people had died, a toll doubted by experts.",
    "Roads (km) | Homes destroyed\nAnju | 31\nUiju | 12 030\n",
]
HOSTILE = [
    "\u200d", "\u00a0", "\u202e", "e\u0301", "\U0001f30a", "\ufeff", "한국", "\r\n", "\n\n", "\t", "’", "”", "“", "(",
    ")", "…", "½", "²", "\u2028", "İ", "ß", "ﬁ", "\x00", "1,", "1 000 ", ". ", "; ", "Kim ", "said ", "on Monday ",
]  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(TELLING), st.sampled_from(HOSTILE), st.text(max_size=6)), max_size=14
).map("".join)  # fmt: skip


def quoted(extraction: Extraction) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of every row that has them."""
    rows = (extraction.dates, extraction.quantities, extraction.quotes, extraction.mentions, extraction.claims)
    for group in (*rows, extraction.events):
        for row in group:
            yield row.start, row.end, row.text


def spans(extraction: Extraction) -> Iterator[tuple[int, int]]:
    """Start and end of what has no text of its own."""
    yield from ((claim.sentence_start, claim.sentence_end) for claim in extraction.claims)
    yield from ((event.sentence_start, event.sentence_end) for event in extraction.events)
    for claim in extraction.claims:
        yield from ((telling.start, telling.end) for telling in claim.reported)
    for quote in extraction.quotes:
        yield from (
            (span.start, span.end) for span in (*quote.spans, *([quote.speaker_span] if quote.speaker_span else []))
        )


@settings(max_examples=150)
@given(texts, st.sampled_from(["2020-08-18", None]))
def test_every_row_stands_where_it_says(text: str, published: str | None) -> None:
    found = extract(Article(id="a", text=text, published=published, language="en"))
    for start, end, words in quoted(found):
        assert text[start:end] == words
        assert words
    for start, end in spans(found):
        assert 0 <= start < end <= len(text)
    for claim in found.claims:
        assert claim.sentence_start <= claim.start
        assert claim.end <= claim.sentence_end


@settings(max_examples=20)
@given(texts)
def test_the_same_text_has_the_same_ids(text: str) -> None:
    one, two = (extract(Article(id="a", text=text, published="2020-08-18", language="en")) for _ in range(2))
    assert one == two
    ids = [*(claim.id for claim in one.claims), *(event.id for event in one.events)]
    assert len(set(ids)) == len(ids)
