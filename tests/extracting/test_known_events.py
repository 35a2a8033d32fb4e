"""Which row of the policy table an event may be."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article

CASES = [
    ("Moscow offered medicine to North Korea last week.", "2020-08-15", None),
    ("Seoul offered aid to North Korea on August 6.", "2020-08-15", "2020-08-06-rok-10m-wfp"),
    ("The ruling party held its sixth plenary meeting on Wednesday.", "2020-08-20", "2020-08-19-7cc-6th-plenary"),
    ("The ruling party held its seventh plenary meeting on Wednesday.", "2020-08-27", None),
    ("Kim Jong Un lifted the lockdown of Kaesong last week.", "2020-08-18", "2020-08-13-kaesong-lockdown-lifted"),
    ("Kim Jong Un lifted the lockdown of Kaesong.", "2020-08-18", None),
]


@pytest.mark.parametrize(("text", "published", "known"), CASES, ids=[text for text, *_ in CASES])
def test_an_event_meets_its_row_by_days_kind_place_and_country(text: str, published: str, known: str | None) -> None:
    (event,) = extract(Article(id="a", text=text, published=published, language="en")).events
    assert event.known_event == known
