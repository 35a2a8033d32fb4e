from __future__ import annotations

import pytest

from nkdata.charts import sanctions
from nkdata.questions.sanctions_ratchet import ratchet
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks

TABLES = reference()
FULL = "20 of 28 goods and activities came under UN measures in 2016–17; none has been added since December 2017"


@pytest.mark.parametrize(
    ("as_of", "title", "drawn"),
    [
        (None, FULL, True),
        ("2020-08-18", FULL, True),
        ("2016-12-01", "7 of 15 goods and activities came under UN measures in 2016; "
                       "none has been added since November 2016", True),
        ("2009-12-01", "7 of 8 goods and activities came under UN measures in 2006; the newest in June 2009", True),
        ("2006-07-20", "2 goods and activities are under UN measures, both since July 2006", False),
        ("2006-01-01", "No UN measure against North Korea was in force on 1 January 2006", False),
    ],
)  # fmt: skip
def test_title(as_of: str | None, title: str, drawn: bool) -> None:
    chart = sanctions.ratchet(ratchet(TABLES, as_of))
    assert chart.title == title
    assert (chart.figure is not None) == drawn
    assert_well_made(chart)


def test_votes_after_the_day_have_no_mark() -> None:
    chart = sanctions.ratchet(ratchet(TABLES, "2016-12-01"))
    assert not [gid for gid in marks(chart) if gid.removesuffix("-dot").endswith(("2356", "2371", "2397", "2664"))]
    assert "2371" not in " ".join(chart.table["After resolution"])


def test_a_dot_for_every_vote_that_set_a_measure() -> None:
    answer = ratchet(TABLES)
    dots = [gid for gid in marks(sanctions.ratchet(answer)) if gid.endswith("-dot")]
    assert len(dots) == int(answer.steps["set_here"].sum())


def test_the_articles_day_is_named_and_never_beyond_the_as_of() -> None:
    shown = sanctions.ratchet(ratchet(TABLES, day="2020-08-18"))
    later = sanctions.ratchet(ratchet(TABLES, as_of="2017-12-31", day="2020-08-18"))
    texts = [{text.get_text() for text in chart.figure.texts} if chart.figure else set() for chart in (shown, later)]
    assert ["article, 18 August 2020" in one for one in texts] == [True, False]
    assert_well_made(shown)


def test_alt_text_names_the_caps() -> None:
    alt = sanctions.ratchet(ratchet(TABLES)).alt
    assert "coal 7.5 m tons a year (2321), crude oil 4 m barrels a year (2397)" in alt
    assert "54 measures in force" in alt
