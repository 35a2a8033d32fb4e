from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice

import pytest

from nkdata.charts import policy
from nkdata.charts.days_axis import squeezed
from nkdata.charts.policy_article_record import MOST
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Extraction
from nkdata.questions.policy import article_record
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks
from tests.read_by_hand import SEED, SEED_EVENTS, seed

TABLES = reference()


def telling(count: int, *only: int) -> Snapshot:
    """The seed with `count` events: its own, or those at these places, over and over."""
    held = [SEED_EVENTS[place] for place in only] or list(SEED_EVENTS)
    events = tuple(replace(one, id=f"e{number}") for number, one in enumerate(islice(cycle(held), count)))
    return snapshot([Extraction(SEED, "by hand", events=events)])


def unknown(count: int) -> Snapshot:
    """Party congresses in a month without any."""
    one = replace(SEED_EVENTS[1], kind="party_congress", date_start="2020-03-01", date_end="2020-03-31", actors=())
    events = tuple(replace(one, id=f"u{number}") for number in range(count))
    return snapshot([Extraction(SEED, "by hand", events=events)])


@pytest.mark.parametrize(
    ("held", "title"),
    [
        (seed(), "5 of 10 events told meet the record; one names another body, one is off by a day"),
        (telling(1, 1), "The one event told meets the record"),
        (telling(1, 0), "The one event told names another body"),
        (telling(1, 5), "The one event told cannot be checked"),
        (telling(2, 1, 3), "Both events told meet the record"),
        (telling(3, 1, 3, 4), "All 3 events told meet the record"),
        (telling(2, 0, 1), "1 of 2 events told meets the record; one names another body"),
        (unknown(3), "None of the 3 events told is on record; the table has 62 rows for 2020"),
        (unknown(1), "The one event told is not on record; the table has 62 rows for 2020"),
        (telling(2, 5, 9), "None of the 2 events told meets the record; two cannot be checked"),
        (telling(0), "The article tells no policy event"),
        (snapshot([]), "No article was read"),
    ],
)
def test_title(held: Snapshot, title: str) -> None:
    chart = policy.article_record(article_record(held, TABLES))
    assert chart.title == title
    assert_well_made(chart)


def test_the_article_shown_is_the_one_that_tells_most_of_what_may_be_on_record() -> None:
    def article(name: str, *known: str | None) -> Extraction:
        events = [replace(SEED_EVENTS[1], id=f"{name}{number}", known_event=one) for number, one in enumerate(known)]
        return Extraction(replace(SEED, id=name), "by hand", events=tuple(events))

    plenary = "2020-08-19-7cc-6th-plenary"
    many, one, two = article("many", *[None] * 5), article("one", plenary), article("two", plenary, None)
    for held, shown in (([many, one, two], "two"), ([two, one], "two"), ([many, one], "one"), ([one, many], "one")):
        found = article_record(snapshot(held), TABLES)
        assert found.article
        assert found.article.id == shown


@pytest.mark.parametrize("count", [0, 1, 2, 10, 200])
def test_any_number_of_events_is_drawn_well(count: int) -> None:
    chart = policy.article_record(article_record(telling(count), TABLES))
    assert (chart.figure is None) == (count == 0)
    assert_well_made(chart)
    assert len(chart.table) == count
    assert len([gid for gid in marks(chart) if not gid.endswith("-record")]) == min(count, MOST)


def test_an_undated_article_has_no_axis() -> None:
    chart = policy.article_record(article_record(seed(None), TABLES))
    assert chart.figure
    assert chart.figure.axes == []
    assert_well_made(chart)


def test_as_of_the_articles_day_nothing_later_is_filled() -> None:
    chart = policy.article_record(article_record(seed(), TABLES, as_of="2020-08-18"))
    assert_well_made(chart)
    assert "Held after" not in chart.source
    assert "admits failed goals" not in " ".join(chart.table["On record"])
    now = policy.article_record(article_record(seed(), TABLES))
    assert "Held after the article was written: no. 1." in now.source


def test_before_the_article_there_is_nothing_to_show() -> None:
    chart = policy.article_record(article_record(seed(), TABLES, as_of="2020-08-17"))
    assert chart.figure is None
    assert chart.title == "No article had appeared by then"


def test_alt_text_names_the_differences() -> None:
    alt = policy.article_record(article_record(seed(), TABLES)).alt
    assert "5 agree, 2 differ: 1: held 19 Aug, by the Central Committee" in alt
    assert "3 cannot be checked" in alt


def test_the_axis_keeps_order_and_gives_a_day_some_width() -> None:
    days = [-4000, -365, -30, -1, -0.5, 0, 0.5, 1, 40]
    places = [squeezed(day) for day in days]
    assert places == sorted(places)
    assert squeezed(0.5) - squeezed(-0.5) > 0.2
