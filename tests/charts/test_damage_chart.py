"""The flood charts drawn: marks that lead somewhere, texts that do not collide, whatever is missing."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import nkdata
from nkdata.charts import flood as charts
from nkdata.charts.chart import Chart
from nkdata.collection.snapshot import snapshot
from nkdata.questions.damage import who_said_what
from nkdata.questions.figures import assemble, figures
from nkdata.questions.ladder import claim_ladder
from nkdata.questions.past_floods import past_floods
from nkdata.questions.tellings import Told, tellings
from nkdata.reference import reference
from nkdata.reference.load import schemas
from tests.chart_marks import assert_well_made, marks
from tests.handmade import claim, held

FLOODS = ("2006-07-flood", "2012-07-flood", "2016-08-lionrock", "2020-08-flood", "2024-07-flood")
TABLES = reference()
TOLD = tellings(snapshot([]), TABLES)
REQUIRED = [
    field["name"] for field in schemas()["disaster_claims"]["fields"] if field.get("constraints", {}).get("required")
]


@pytest.fixture(scope="module")
def seed() -> pd.DataFrame:
    return figures(nkdata.open_snapshot(), TABLES)


def texts(chart: Chart) -> str:
    """All words of the figure."""
    assert chart.figure is not None
    return " ".join(text.get_text() for text in chart.figure.texts)


@pytest.mark.parametrize("flood", FLOODS)
def test_who_said_what_is_well_made(seed: pd.DataFrame, flood: str) -> None:
    answer = who_said_what(seed, flood)
    chart = charts.who_said_what(answer)
    assert_well_made(chart)
    drawn = chart.table[chart.table["In the chart"] == "yes"]
    assert {f"#{anchor}" for anchor in drawn["anchor"]} == set(marks(chart).values())
    assert len(chart.table) == len(answer.rows)
    assert set(chart.tooltips) == set(marks(chart))


def test_no_place_is_cut_short(seed: pd.DataFrame) -> None:
    chart = charts.who_said_what(who_said_what(seed, "2020-08-flood"))
    assert "…" not in texts(chart)
    assert "derived, in North Hwanghae" in texts(chart)
    assert "…" not in texts(charts.claim_ladder(claim_ladder(seed, "2020-08-flood")))


@pytest.mark.parametrize("flood", FLOODS)
def test_strips_are_well_made_and_cut_no_rank(seed: pd.DataFrame, flood: str) -> None:
    chart = charts.past_floods(past_floods(seed, TABLES, flood), seed)
    assert_well_made(chart)
    assert "…" not in texts(chart)


@pytest.mark.parametrize(
    ("flood", "kind"),
    [("2020-08-flood", "cropland"), ("2012-07-flood", "killed"), ("2024-07-flood", "homes"), ("", "displaced")],
)
def test_ranked_lists_are_well_made(seed: pd.DataFrame, flood: str, kind: str) -> None:
    chart = charts.ranked_floods(past_floods(seed, TABLES, flood), kind, seed)
    assert_well_made(chart)
    assert chart.name == f"past-floods-{kind}"


def test_only_what_the_article_told_has_a_black_rim(seed: pd.DataFrame) -> None:
    rows = past_floods(seed, TABLES, "2020-08-flood").rows
    cropland = rows[rows["this"] & (rows["metric_class"] == "cropland")].iloc[0]
    assert cropland["in_article"]
    assert not cropland["low_in_article"]  # 22,000 stands in a table alone


def test_the_denial_is_drawn_and_the_misprint_is_not(seed: pd.DataFrame) -> None:
    chart = charts.who_said_what(who_said_what(seed, "2024-07-flood"))
    denial = seed[(seed["disaster_id"] == "2024-07-flood") & (seed["stance"] == "denied")]["figure_id"].iloc[0]
    assert f"who-said-what-{denial}" in marks(chart)
    assert "Crossed: rejects the figure." in texts(chart)
    for one in (chart, charts.past_floods(past_floods(seed, TABLES, "2024-07-flood"), seed)):
        assert "7,410" not in texts(one) + one.title + one.alt


@pytest.mark.parametrize("day", ["2016-08-31", "2016-09-05", "2016-09-20"])
def test_charts_as_of_a_day_are_well_made(seed: pd.DataFrame, day: str) -> None:
    chart = charts.who_said_what(who_said_what(seed, "2016-08-lionrock", day))
    if chart.figure is not None:
        assert_well_made(chart)
    assert not any(told.day[:10] > day for one in chart.evidence for told in one.tellings)
    strips = charts.past_floods(past_floods(seed, TABLES, "2016-08-lionrock", day), seed)
    assert "133" not in strips.title


@pytest.mark.parametrize("frame", [assemble([]), assemble(TOLD[:1])], ids=["no rows", "another flood's row"])
def test_nothing_known_is_one_sentence(frame: pd.DataFrame) -> None:
    chart = charts.who_said_what(who_said_what(frame, "2020-08-flood"))
    assert chart.figure is None
    assert chart.title == chart.alt == "No figure or silence about this flood was found"
    strips = charts.past_floods(past_floods(frame, TABLES, "2020-08-flood"), frame)
    assert strips.figure is None
    assert strips.title
    assert charts.ranked_floods(past_floods(frame, TABLES, "2020-08-flood"), "killed", frame).figure is None


def of_flood(flood: str) -> list[Told]:
    return [one for one in TOLD if one.flood and one.flood.id == flood]


@pytest.mark.parametrize("flood", FLOODS)
def test_one_row_is_drawn(flood: str) -> None:
    chart = charts.who_said_what(who_said_what(assemble(of_flood(flood)[:1]), flood))
    assert_well_made(chart)
    assert len(marks(chart)) == 1


def test_the_article_alone_is_drawn_beside_its_words() -> None:
    tables = dict(TABLES)
    tables["disaster_claims"] = tables["disaster_claims"].iloc[:0]
    chart = charts.who_said_what(who_said_what(figures(nkdata.open_snapshot(), tables)))
    assert_well_made(chart)
    assert "In the article’s words" in texts(chart)


def test_a_doubled_table_draws_the_same_marks() -> None:
    once = charts.who_said_what(who_said_what(assemble(of_flood("2024-07-flood")), "2024-07-flood"))
    tables = dict(TABLES)
    claims = tables["disaster_claims"]
    own = claims[claims["disaster_id"] == "2024-07-flood"]
    again = own.assign(claim_id=own["claim_id"] + "-again", repeats=own["claim_id"])
    tables["disaster_claims"] = pd.concat([own, again], ignore_index=True)
    twice = charts.who_said_what(who_said_what(figures(snapshot([]), tables), "2024-07-flood"))
    assert len(marks(twice)) == len(marks(once))
    assert_well_made(twice)


def test_many_articles_on_one_figure_are_one_mark() -> None:
    claims = [claim(f"c{number}") for number in range(30)]
    chart = charts.who_said_what(who_said_what(figures(held(*claims), {**TABLES}), "2020-08-flood"))
    assert_well_made(chart)


@pytest.mark.parametrize("column", [name for name in TABLES["disaster_claims"].columns if name not in REQUIRED])
def test_an_empty_column_of_the_table_leaves_a_chart(column: str) -> None:
    tables = dict(TABLES)
    claims = tables["disaster_claims"]
    own = claims[claims["disaster_id"] == "2024-07-flood"].copy()
    own[column] = float("nan") if own[column].dtype == "float64" else pd.NA
    tables["disaster_claims"] = own
    frame = figures(snapshot([]), tables)
    chart = charts.who_said_what(who_said_what(frame, "2024-07-flood"))
    assert_well_made(chart)
    assert not re.search(r"\bnan\b|<NA>", texts(chart) + chart.title + chart.alt)
