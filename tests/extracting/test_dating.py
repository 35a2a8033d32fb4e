"""The publication day of articles that carry none, from what they tell."""

from dataclasses import replace
from typing import Any

import pytest

from nkdata import resources
from nkdata.extracting.anniversaries import anniversaries
from nkdata.extracting.extractionresources import default_resources
from nkdata.extracting.pipeline import extract, read
from nkdata.extracting.wording import ruletables
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


@pytest.mark.parametrize("row", ruletables.rows("anniversaries"), ids=lambda row: row["words"][:30])
def test_each_anniversary_of_the_table_is_read_in_its_example(row: dict[str, str]) -> None:
    (found,) = anniversaries(read(undated(row["example"]), default_resources()))
    assert found.day.isoformat() == f"{int(row['day'][:4]) + found.number}{row['day'][4:]}"


FILED = [
    ("Pyongyang, July 26, 2024 (KCNA) -- Rain fell.", "2024-07-26"),
    ("Pyongyang, July 26 (KCNA) -- They marked the 71st anniversary of the victory in the war.", "2024-07-26"),
    ("Pyongyang, January 3 (KCNA) --Rain fell on the 7th anniversary of the demise of Kim Jong Il.", "2019-01-03"),
    ("SEOUL, July 26 (Yonhap) -- Rain fell after the notice of June 30, 2024.", "2024-07-26"),
]
WITHOUT_YEAR = [
    "Pyongyang, July 26 (KCNA) -- Rain fell.",
    "Pyongyang, July 26 (KCNA) -- Rain fell as on July 26, 2013.",
    "Pyongyang, March 1 (KCNA) -- They marked the 71st anniversary of the victory in the war.",
    "Pyongyang, July 26 (KCNA) -- They marked the 71st anniversary of the victory in the war in 1993.",
    "Pyongyang, July 26 (KCNA) -- The 71st anniversary of the victory in the war and the 70th of it, the 72nd "
    "anniversary of the victory in the war.",
    "Pyongyang, July 26 (KCNA) -- They marked the 71st anniversary of the victory in the match.",
    "Pyongyang, July 26 (KCNA) -- They marked the 69th anniversary of the victory in the war. It rained in 2023.",
]


@pytest.mark.parametrize(("text", "day"), FILED, ids=[text[:60] for text, _ in FILED])
def test_a_dateline_has_the_year_of_anniversaries_and_full_dates(text: str, day: str) -> None:
    found = extract(undated(text)).article
    assert (found.published, found.published_how) == (day, "inferred")
    assert found.published_evidence[0].startswith("its dateline has")


@pytest.mark.parametrize("text", WITHOUT_YEAR, ids=WITHOUT_YEAR)
def test_a_dateline_whose_year_nothing_tells_or_two_things_tell_stays_without(text: str) -> None:
    found = extract(undated(text)).article
    date = text.split("(")[0].split(", ")[1].strip()
    assert (found.published, found.published_evidence) == (None, (f"its dateline has “{date}”; its year is not told",))


def test_an_anniversary_alone_tells_a_range_and_a_round_one_nothing() -> None:
    text = "Rain fell before the {} anniversary of Korea's liberation."
    told = extract(undated(text.format("79th"))).article
    assert (told.published, told.published_evidence[0]) == (None, "between 2024-05-17 and 2024-10-14")
    assert extract(undated(text.format("80th"))).article.published_evidence == ()


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("By Jo Ri - 2024.08.07 4:05pm", "2024-08-07"),
        ("Published: Aug. 7, 2024", "2024-08-07"),
        ("Wednesday, 7 August 2024 | 09:15 KST", "2024-08-07"),
        ("7 August 2024, 10:00 (UTC+9)", "2024-08-07"),
        ("August 7, 2024\n\nSEOUL, Aug. 6 (Example) --", "2024-08-07"),
        ("August 7, 2024\n\nSEOUL, June 6 (Example) --", None),
        ("Updated: 7 Aug 2024, 4:05 PM", None),
        ("Published: Aug. 7, 2024 Updated: Aug. 9, 2024", None),
        ("August 7, 2024\n\nAugust 9, 2024", None),
        ("On August 7, 2024 the rain began.", None),
        ("32 August 2024", None),
    ],
)
def test_a_full_date_alone_above_the_text_is_the_day(above: str, day: str | None) -> None:
    found = extract(undated(f"Flood toll hidden\n\n{above}\n\nAt least 80 people died, a source said.")).article
    assert found.published == day
    assert day is None or found.published_evidence[0].startswith("a line above its text has")


@pytest.mark.parametrize("year", [", Juche 111 (2022)", " Juche 111(2022)", ", 2022"])
def test_a_dateline_with_a_year_is_the_day(year: str) -> None:
    found = extract(undated(f"Pyongyang, September 9{year} (KCNA) -- A flood hit Anju on September 7, the paper said."))
    assert (found.article.published, found.dates[1].first) == ("2022-09-09", "2022-09-07")
