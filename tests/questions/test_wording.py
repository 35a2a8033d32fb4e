from __future__ import annotations

import re
from datetime import date
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.questions import wording


@pytest.mark.parametrize(
    ("value", "low", "high", "bound", "sign", "words"),
    [
        (39296.0, 39296.0, 39296.0, "exact", "39,296", "39,296"),
        (16000.0, 16000.0, nan, "at_least", "≥\N{THIN SPACE}16,000", "more than 16,000"),
        (3000.0, nan, 3000.0, "at_most", "≤\N{THIN SPACE}3,000", "up to 3,000"),
        (44000.0, nan, nan, "about", "~44,000", "about 44,000"),
        (nan, 1100.0, 1500.0, "range", "1,100–1,500", "1,100 to 1,500"),
        (nan, 1000.0, nan, "", "≥\N{THIN SPACE}1,000", "more than 1,000"),
        (nan, nan, nan, "", "", ""),
        (6.8, 6.8, 6.8, "exact", "6.8", "6.8"),
    ],
)
def test_bounds(value: float, low: float, high: float, bound: str, sign: str, words: str) -> None:
    assert wording.bounded(value, low, high, bound) == sign
    assert wording.bounded_in_words(value, low, high, bound) == words


@pytest.mark.parametrize(
    ("rank", "digits", "word"),
    [(1, "1st", "first"), (2, "2nd", "second"), (10, "10th", "tenth"), (11, "11th", "11th"), (13, "13th", "13th"),
     (22, "22nd", "22nd"), (101, "101st", "101st"), (111, "111th", "111th")],
)  # fmt: skip
def test_ordinals(rank: int, digits: str, word: str) -> None:
    assert (wording.ordinal(rank), wording.ordinal_word(rank)) == (digits, word)


def test_singular_and_plural() -> None:
    assert wording.counted(1, "figure") == "1 figure"
    assert wording.counted(2, "body", "bodies") == "2 bodies"


def test_lists_and_days() -> None:
    assert [wording.listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert wording.day_in_words(date(2020, 8, 18)) == "18 August 2020"
    assert wording.month_in_words(date(2020, 8, 18), short=True) == "Aug 2020"


@given(st.integers(min_value=0, max_value=10**9))
def test_whole_numbers_come_back(value: int) -> None:
    assert int(wording.number(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2020, 8, 13), date(2020, 8, 13), "2020-08-13"),
        (date(2020, 8, 10), date(2020, 8, 16), "2020-08-10 to 2020-08-16"),
        (None, date(2020, 8, 18), "to 2020-08-18"),
        (date(2020, 8, 10), None, "from 2020-08-10"),
        (None, None, ""),
    ],
)
def test_span_in_digits(first: date | None, last: date | None, expected: str) -> None:
    assert wording.span_in_digits(first, last) == expected


def test_as_of_words() -> None:
    assert wording.as_of_words("2020-08-18") == "As of 2020-08-18."
    assert wording.as_of_words("") == "All that is known."
    assert wording.known_words("2020-08-18") == "As of 2020-08-18."
    assert re.fullmatch(r"All that is known to the tables of \d+ [A-Z][a-z]+ 20\d\d[.]", wording.known_words(""))


@pytest.mark.parametrize(
    ("items", "told"), [([], []), (["a", "b"], ["a", "b"]), (["a", "b", "c", "d"], ["a", "b", "2 more"])]
)
def test_of_many_the_first_are_told_and_the_rest_counted(items: list[str], told: list[str]) -> None:
    assert wording.some(items, 2) == told


@pytest.mark.parametrize(("count", "said"), [(1, "once"), (2, "2 times"), (1200, "1,200 times")])
def test_times_are_told(count: int, said: str) -> None:
    assert wording.times(count) == said


def test_a_day_that_is_not_known_is_no_word() -> None:
    assert wording.iso_day(date(2020, 8, 18)) == "2020-08-18"
    assert wording.iso_day(None) == ""
