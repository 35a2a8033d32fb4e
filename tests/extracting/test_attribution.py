"""Who said it, on the seed article and on sentences of all kinds."""

from __future__ import annotations

import pytest

from nkdata import resources
from nkdata.extracting.attribution import find_quotes, responsible
from nkdata.extracting.names import Gazetteer, find_names
from nkdata.extracting.sentences import sentences
from nkdata.model import Quote, Span
from nkdata.reference import load


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_rows(load.rows("actors"), load.rows("admin_areas"))


def quotes(text: str, gazetteer: Gazetteer) -> tuple[Quote, ...]:
    found = sentences(text)
    return find_quotes(found, find_names(found, gazetteer))


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
