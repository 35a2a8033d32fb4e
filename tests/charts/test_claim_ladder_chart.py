"""The claim ladder drawn: marks that lead somewhere, words that do not collide, one figure to two hundred."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from matplotlib.lines import Line2D

import nkdata
from nkdata.charts.chart import Chart
from nkdata.charts.claim_ladder import claim_ladder as draw
from nkdata.questions.figures import assemble, figures
from nkdata.questions.ladder import claim_ladder
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks
from tests.questions.test_ladder import TABLES, TOLD, dead

FLOODS = ("2006-07-flood", "2007-08-flood", "2012-07-flood", "2016-08-lionrock", "2020-08-flood", "2024-07-flood")


@pytest.fixture(scope="module")
def seed() -> pd.DataFrame:
    return figures(nkdata.open_snapshot(), TABLES)


@pytest.mark.parametrize("flood", FLOODS)
def test_each_figure_that_stands_in_a_panel_has_its_mark(seed: pd.DataFrame, flood: str) -> None:
    answer = claim_ladder(seed, flood)
    chart = draw(answer)
    assert_well_made(chart)
    shown = answer.rows[(answer.rows["panel"] != "") & (answer.rows["why_not"] == "")]
    assert {f"claim-ladder-{ident}" for ident in shown["figure_id"]} == set(marks(chart)) == set(chart.tooltips)
    assert set(chart.table["anchor"]) == {f"ev-{ident}" for ident in answer.rows["figure_id"]}
    assert (chart.table["In the chart"] == "mark only").sum() <= 1


@pytest.mark.parametrize("flood", sorted({one.flood.id for one in TOLD.values() if one.flood}))
def test_every_flood_of_the_tables_is_drawn_or_one_sentence(seed: pd.DataFrame, flood: str) -> None:
    chart = draw(claim_ladder(seed, flood))
    assert_well_made(chart)
    assert "7,410" not in chart.title + chart.alt


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_figures_are_one_sentence(count: int) -> None:
    chart = draw(claim_ladder(assemble([dead(0, 8)][:count]), "2012-07-flood"))
    assert chart.figure is None
    assert "nothing to compare" in chart.title


@pytest.mark.parametrize("count", [2, 10, 200])
def test_two_ten_and_two_hundred_figures(count: int) -> None:
    order = random.Random(20120725)  # the same made-up figures each run
    who = ("kcna", "un", "ifrc", "nis", "good-friends")
    told = [dead(at // 5, round(20 + at * 7 + order.random() * 30), who[at % 5]) for at in range(count)]
    chart = draw(claim_ladder(assemble(told), "2012-07-flood"))
    assert_well_made(chart)
    assert count * 0.9 <= len(marks(chart)) <= count
    assert count_behind(chart) == count
    assert chart.figure is not None
    crowded = any("figures told a day" in text.get_text() for text in chart.figure.texts)
    assert crowded == (count == 200)


def count_behind(chart: Chart) -> int:
    """How many tellings the marks of a chart lead to."""
    evidence = {f"#{one.anchor}": one.tellings for one in chart.evidence}
    return sum(len(evidence[link]) for link in marks(chart).values())


def test_figures_on_one_pixel_share_a_mark_that_leads_to_all_of_them() -> None:
    told = [dead(at % 20, 100_000 + 50 * (at // 20) + at % 20) for at in range(400)]
    chart = draw(claim_ladder(assemble(told), "2012-07-flood"))
    assert_well_made(chart)
    assert len(marks(chart)) < 120
    assert count_behind(chart) == 400
    assert sum("more figures at this mark" in words for words in chart.tooltips.values()) > 10
    assert set(chart.table["In the chart"]) <= {"yes", "mark only"}


def test_hundreds_of_tellings_are_one_mark() -> None:
    again = [dead(0, 8, documents=(f"page {at}",)) for at in range(300)]
    chart = draw(claim_ladder(assemble([*again, dead(4, 80)]), "2012-07-flood"))
    assert len(marks(chart)) == 2
    assert "300 tellings" in " ".join(chart.tooltips.values())


def test_a_doubted_figure_has_a_ring_and_a_month_a_bar() -> None:
    month = dead(20, 90, "nis", precision="month")
    told = [dead(0, 8), dead(3, 30), dead(4, 30, "un", stance="doubted"), month]
    chart = draw(claim_ladder(assemble(told), "2012-07-flood"))
    assert_well_made(chart)
    assert len(marks(chart)) == 4
    assert chart.figure is not None
    assert any("doubted by" in text.get_text() for text in chart.figure.texts)


@pytest.mark.parametrize("column", ["place", "via", "words", "basis", "counting", "also_source_ids", "as_of"])
def test_an_empty_column_is_borne(column: str) -> None:
    tables = dict(reference())
    claims = tables["disaster_claims"]
    own = claims[claims["disaster_id"].isin(["2016-08-lionrock", "2024-07-flood"])]
    tables["disaster_claims"] = own.assign(**{column: pd.Series([pd.NA] * len(own), index=own.index, dtype="str")})
    held = figures(nkdata.open_snapshot(), tables)
    for flood in ("2016-08-lionrock", "2024-07-flood"):
        assert_well_made(draw(claim_ladder(held, flood)))


def places(chart: Chart) -> list[float]:
    """How far right each mark stands, in inches."""
    assert chart.figure
    held = [line for line in chart.figure.findobj(Line2D) if str(line.get_gid()).startswith("claim-ladder-")]
    return [round(float(np.asarray(line.get_xdata()).flat[0]) * chart.figure.get_figwidth(), 3) for line in held]


def test_a_mark_leaves_its_day_only_for_one_that_hides_it() -> None:
    """Marks set aside for others of their day push no mark of a later day away."""
    told = [dead(0, 11, who) for who in ("kcna", "ifrc", "nis", "good-friends", "un")] + [dead(5, 12, "ocha")]
    found = places(draw(claim_ladder(assemble(told), "2012-07-flood")))
    alone = places(draw(claim_ladder(assemble([dead(0, 11), dead(5, 12, "ocha")]), "2012-07-flood")))
    assert len(alone) == 2
    assert set(alone) <= set(found)
    assert len(set(found)) == 6
