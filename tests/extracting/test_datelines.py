"""Datelines are no part of what a text tells, and name its voice."""

import pytest

from nkdata.extracting.datelines import dateline
from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Claim

CASES = [
    ("PYONGYANG, July 30 (KCNA) -- Rain fell.", "Rain fell.", "KCNA"),
    ("Pyongyang, July 30 Juche 101 (KCNA) -- Rain fell.", "Rain fell.", "KCNA"),
    ("SEOUL, July 30 (Yonhap) — Rain fell.", "Rain fell.", "Yonhap"),
    ("July 30 (UPI) -- Rain fell.", "Rain fell.", "UPI"),
    ("GENEVA - Rain fell.", "Rain fell.", ""),
    ("SEOUL North Korea said so.", " North Korea said so.", ""),
]


@pytest.mark.parametrize(("sentence", "rest", "outlet"), CASES, ids=[case[0] for case in CASES])
def test_a_dateline_ends_where_the_telling_begins(sentence: str, rest: str, outlet: str) -> None:
    found = dateline(sentence)
    assert found is not None
    assert (sentence[found.end :], found.outlet) == (rest, outlet)


@pytest.mark.parametrize(
    "sentence",
    ["Floods killed 40 people - many of them old - in Anju.", "The dyke (a poor one) broke.", "Rain fell in Anju."],
)
def test_a_dash_alone_is_no_dateline(sentence: str) -> None:
    assert dateline(sentence) is None


def claims(text: str, source: str | None = None) -> tuple[Claim, ...]:
    return extract(Article(id="a", text=text, published="2012-07-30", language="en", source=source)).claims


def test_the_day_of_filing_is_no_day_of_the_event() -> None:
    (told,) = claims("PYONGYANG, July 29 (KCNA) -- Floods killed 40 people in Anju.")
    assert (told.date_start, told.place and told.place.id) == (None, "anju")


@pytest.mark.parametrize(
    ("text", "source", "claimant"),
    [
        ("PYONGYANG, July 29 (KCNA) -- Floods killed 40 people in Anju.", None, "kcna"),
        ("PYONGYANG, July 29 (KCNA) -- Floods killed 40 people in Anju.", "Yonhap", "kcna"),
        ("Floods killed 40 people in Anju.", "Yonhap", "yonhap"),
        ("SEOUL, July 29 (Yonhap) -- Floods killed 40 people in Anju, KCNA said.", None, "kcna"),
        ("Floods killed 40 people in Anju.", None, None),
    ],
)
def test_what_nobody_is_named_for_is_the_publishers_own(text: str, source: str | None, claimant: str | None) -> None:
    (told,) = claims(text, source)
    assert (told.claimant.id if told.claimant else None) == claimant
