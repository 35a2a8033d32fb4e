from __future__ import annotations

import pytest
from matplotlib.patches import Rectangle

from nkdata.charts import passages, sanctions, style
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.questions.sanctions import MOST, beside
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks
from tests.read_by_hand import made_up, seed

TABLES = reference()
DAY = "18 August 2020"


@pytest.mark.parametrize(
    ("held", "as_of", "title"),
    [
        (seed(), None, "The article speaks of sanctions 4 times and names no resolution and no goods; "
                       "54 UN measures were in force that day"),
        (snapshot([made_up(1)]), None, "The article speaks of sanctions once and names resolution 2397; "
                                       "54 UN measures were in force that day"),
        (snapshot([made_up(0)]), None,
         f"The article does not mention sanctions; 54 UN measures were in force on {DAY}"),
        (seed(None), None, "The article speaks of sanctions 4 times and names no resolution and no goods; "
                           "its day is not known, so no measures are shown"),
        (seed(), "2020-08-17", "No article had appeared by then"),
        (snapshot([]), None, "No article was read"),
        (snapshot([made_up(1, "2006-01-01")]), None, "The article speaks of sanctions once and names resolution 2397; "
                                                     "no UN measure was in force that day"),
        (snapshot([made_up(2, "2016-12-01", "a1"), made_up(2, ident="a2")]), None,
         "2 articles speak of sanctions 4 times and 2 times name a resolution or goods; "
         f"54 UN measures were in force on {DAY}"),
    ],
)  # fmt: skip
def test_title(held: Snapshot, as_of: str | None, title: str) -> None:
    chart = sanctions.beside(beside(held, TABLES, as_of=as_of))
    assert chart.title == title
    assert_well_made(chart)


@pytest.mark.parametrize("count", [0, 1, 2, 10, 200])
def test_any_number_of_mentions_is_drawn_well(count: int) -> None:
    chart = sanctions.beside(beside(snapshot([made_up(count)]), TABLES))
    assert (chart.figure is None) == (count == 0)
    assert_well_made(chart)
    held = marks(chart)
    drawn = [gid for gid, link in held.items() if "-m" in link and not gid.endswith(("resolution", "category"))]
    assert len(drawn) == (count if count <= MOST else 0)
    by_month = {"sanctions-beside-2020-08-resolution", "sanctions-beside-2020-08-nothing"}
    assert set(held) == by_month if count > MOST else not set(held) & by_month
    assert (chart.table["Sentence"] != "").sum() == count


def test_many_mentions_are_counted_by_month_and_few_are_no_share() -> None:
    held = [made_up(2 if number % 3 else 7, f"2016-{number + 1:02d}-15", f"a{number}") for number in range(12)]
    chart = sanctions.beside(beside(snapshot([*held, made_up(2, None, "undated")]), TABLES))
    assert_well_made(chart)
    assert chart.figure
    bars = [patch for patch in chart.figure.axes[0].patches if isinstance(patch, Rectangle) and patch.get_gid()]
    assert len(bars) == 8  # four months with seven mentions, of which three name a resolution
    assert bars[0].get_height() == pytest.approx(3 / 7)
    lists = {one.anchor: len(one.tellings) for one in chart.evidence}
    assert lists["ev-sanctions-beside-2016-01-resolution"] == 3
    assert "2 mentions in undated articles left out" in chart.source


@pytest.mark.parametrize(
    ("last", "unit", "words"),
    [
        ("2015-12-15", "month", ["January 2012", "December 2015"]),
        ("2016-01-15", "quarter", ["January–March 2012", "January–March 2016"]),
        ("2023-12-31", "quarter", ["January–March 2012", "October–December 2023"]),
        ("2024-01-01", "year", ["2012", "2024"]),
    ],
)
def test_over_a_long_time_the_bars_are_of_quarters_or_years(last: str, unit: str, words: list[str]) -> None:
    chart = sanctions.beside(beside(snapshot([made_up(9, "2012-01-15", "a"), made_up(9, last, "b")]), TABLES))
    assert_well_made(chart)
    assert chart.alt.startswith(f"Bars of shares by {unit}.")
    assert list(dict.fromkeys(said.split(":")[0] for said in chart.tooltips.values())) == words
    assert chart.figure
    bars = [patch for patch in chart.figure.axes[0].patches if isinstance(patch, Rectangle) and patch.get_gid()]
    low, high = chart.figure.axes[0].get_xlim()
    assert all(bar.get_width() / (high - low) > 1 / 60 for bar in bars)


def test_many_undated_mentions_are_rows_and_the_rest_is_counted() -> None:
    chart = sanctions.beside(beside(snapshot([made_up(30, None)]), TABLES))
    assert_well_made(chart)
    assert f"{30 - MOST} more mentions are in the table" in chart.source


def test_bars_count_what_their_lists_hold() -> None:
    chart = sanctions.beside(beside(seed(), TABLES))
    bars = chart.table[chart.table["Measures"] != ""]
    assert list(bars["Measures"])[:3] == ["16", "14", "24"]
    lists = {one.anchor: {told.row_id for told in one.tellings} for one in chart.evidence}
    acts = bars.iloc[3:]
    assert [len(lists[anchor]) for anchor in acts["anchor"]] == [int(number) for number in acts["Measures"]]
    assert len(lists[bars["anchor"].iloc[1]]) == 15  # one limit is told in two units


def test_alt_text_says_what_is_shown_and_what_is_not() -> None:
    alt = sanctions.beside(beside(seed(), TABLES)).alt
    assert "4 mentions" in alt
    assert "2 name an imposer, 0 a resolution, 0 goods" in alt
    assert "16 export, 14 import, 24 other" in alt
    assert 40 <= len(alt.split()) <= 100


def test_a_passage_keeps_the_mention_whole_and_says_where_it_was_cut() -> None:
    sentence = "Word " * 60 + "amid harsh new sanctions " + "word " * 60
    start = sentence.index("harsh")
    held = passages.passage(passages.words(sentence, start, start + len("harsh new sanctions")), 3.0, style.LABEL)
    flat = [word for line in held for word in line]
    assert " ".join(word.text for word in flat if word.marked) == "harsh new sanctions"
    assert flat[0].text == flat[-1].text == "…"
    assert len(held) <= 3


def test_what_the_typeface_lacks_is_left_out_and_said() -> None:
    assert passages.drawable("The word 제재 means sanctions") == "The word […] means sanctions"
    assert [word.text for word in passages.words("대북 제재 (sanctions)", 6, 17)] == ["[…]", "(sanctions)"]
