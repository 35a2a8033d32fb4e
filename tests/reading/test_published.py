"""A day is read as written, never completed, never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.reading.published import told

DAYS = st.dates(dt.date(1946, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-08-18", "2020-08-18"),
        ("2020-08-18T23:59:00-09:00", "2020-08-18"),
        ("2020-08-18 06:18:09", "2020-08-18"),
        ("2020/8/18", "2020-08-18"),
        ("2020.08.18", "2020-08-18"),
        ("20200818", "2020-08-18"),
        (20200818, "2020-08-18"),
        ("18 August 2020", "2020-08-18"),
        ("Tue, 18 Aug 2020 10:00:00 GMT", "2020-08-18"),
        ("August 18, 2020", "2020-08-18"),
        ("Sept. 3, 2017", "2017-09-03"),
        ("Tuesday, August 18, 2020", "2020-08-18"),
        (1704067200000, "2024-01-01"),
        (1704067200, "2024-01-01"),
        ("1704067200000", "2024-01-01"),
        (dt.date(2020, 8, 18), "2020-08-18"),
        (dt.datetime(2020, 8, 18, 6, 18, 9, tzinfo=dt.UTC), "2020-08-18"),
        ("2020-08", None),
        ("2020", None),
        (2020, None),
        ("2020-02-30", None),
        ("2020-08-181", None),
        ("Tuesday", None),
        ("8/18/2020", "2020-08-18"),
        ("18.8.2020", "2020-08-18"),
        ("18-08-2020 09:00", "2020-08-18"),
        ("8/8/2020", "2020-08-08"),
        ("3/4/2020", None),  # month or day first: not told
        ("18/13/2020", None),
        ("18 Aug 20", None),
        ("18 Foo 2020", None),
        ("last week", None),
    ],
)
def test_days_are_read(value: object, day: str | None) -> None:
    found = told(value)
    assert found is not None
    assert found.day == day
    assert found.words


@pytest.mark.parametrize("value", [None, "", "  ", True, False])
def test_nothing_told_is_nothing(value: object) -> None:
    assert told(value) is None


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 00:00:00 +0900"]))
def test_a_written_day_reads_back(day: dt.date, form: str) -> None:
    found = told(day.strftime(form))
    assert found is not None
    assert found.day == day.isoformat()


@given(st.text(max_size=30))
def test_any_text_gives_a_day_that_exists_or_none(text: str) -> None:
    found = told(text)
    if found is not None and found.day is not None:
        dt.date.fromisoformat(found.day)
