"""The publication day of articles that carry none, from what they tell."""

from dataclasses import replace
from typing import Any

import pytest

from nkdata import resources
from nkdata.extracting.pipeline import extract
from nkdata.model import Article

KAESONG = (
    "The North's politburo lifted the lockdown of Kaesong on Thursday, KCNA said on Friday. "
    "Kim Jong Un rejected outside help on Thursday. The town had been locked down on July 24."
)
UNTOLD = (
    "The North's politburo lifted the lockdown of Kaesong last week. Kim Jong Un rejected outside help last week. "
    "The town had been locked down in late July. The party will hold its sixth plenary meeting on Wednesday."
)
OPEN = {
    "too little": "Kim Jong Un visited a farm on Tuesday, KCNA said on Wednesday.",
    "nothing fits together": (
        "The North's politburo lifted the lockdown of Kaesong on Monday. The party held its sixth plenary meeting on "
        "Monday. Kim rejected outside help on Monday."
    ),
    "no relative day": "The North locked down Kaesong. It lifted the lockdown. Kim Jong Un rejected outside help.",
    "missile tests alone": " ".join(
        f"North Korea fired a missile on {day}, Seoul said." for day in ("Monday", "Tuesday")
    ),
}


def undated(text: str) -> Article:
    return Article(id="a", text=text, language="en")


def test_the_seed_alone_is_dated_by_its_weekdays_and_known_events() -> None:
    found = extract(undated(resources.seed().read_text(encoding="utf-8"))).article
    assert (found.published, found.published_precision, found.published_how) == ("2020-08-18", "day", "inferred")
    assert any("“lifted the town’s lockdown” fits" in reason for reason in found.published_evidence)


def test_the_latest_statement_decides_between_neighbouring_days() -> None:
    found = extract(undated(KAESONG)).article
    assert (found.published, found.published_evidence[-1]) == ("2020-08-14", "its latest statement is of Friday")


def test_days_that_do_equally_well_are_told_as_a_range_and_resolve_nothing() -> None:
    found = extract(undated(UNTOLD))
    assert (found.article.published, found.article.published_how) == (None, "unknown")
    assert found.article.published_evidence[0] == "between 2020-08-17 and 2020-08-19"
    assert {event.date_start for event in found.events} == {None}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_with_too_little_the_day_stays_open_and_no_relative_date_is_resolved(text: str) -> None:
    found = extract(undated(text))
    assert (found.article.published, found.article.published_how, found.article.published_evidence) == (
        None, "unknown", (),
    )  # fmt: skip
    assert all(date.first is None for date in found.dates)


@pytest.mark.parametrize(
    "given",
    [
        {"published": "2020-08-20", "published_how": "sidecar", "published_precision": "day"},
        {"published_how": "sidecar", "published_precision": "month", "published_evidence": ("2020-08",)},
    ],
)
def test_what_was_given_goes_before_what_could_be_inferred(given: dict[str, Any]) -> None:
    article = replace(undated(KAESONG), **given)
    assert extract(article).article == article
