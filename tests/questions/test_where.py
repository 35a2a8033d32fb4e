"""Which places the figures cover: three precisions, no point for the country, none lost."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import nkdata
from nkdata.charts.flood import where as draw
from nkdata.questions import where as words
from nkdata.questions.figures import assemble, figures
from nkdata.questions.tellings import Told
from nkdata.questions.where import NO_COORDINATES, PROVINCE, TOWN, where
from nkdata.reference import reference
from tests.chart_marks import assert_well_made, marks
from tests.questions.test_ladder import TABLES, TOLD, dead

SHAPES = reference().shapes()
AREAS = TABLES["admin_areas"]


@pytest.fixture(scope="module")
def seed() -> pd.DataFrame:
    return figures(nkdata.open_snapshot(), TABLES)


@pytest.mark.parametrize(
    ("flood", "title"),
    [
        (
            "",
            "Most figures of August 2020 are for the whole country; the only place within it with counts is Unpha",
        ),
        ("2024-07-flood", "Counts of July 2024 cover North Pyongan, Sinuiju, Uiju and Songgan"),
        ("2016-08-lionrock", "Counts of Lionrock 2016 cover North Hamgyong, Hoeryong and 3 more places"),
        ("2020-08-bavi", "No place in Bavi 2020 has a count"),
        ("1995-07-flood", "Both claims on July 1995 are for the whole country"),
        ("1900-01-none", "No figure or silence about this flood was found"),
    ],
)
def test_titles(seed: pd.DataFrame, flood: str, title: str) -> None:
    assert words.title(where(seed, TABLES, flood)) == title


def test_a_title_names_as_many_places_as_two_lines_hold() -> None:
    names = ["South Hwanghae", "North Hwanghae", "Chongdan", "Kaesong"]
    long = "Most figures of Summer 2011 are for the whole country; counts within it: South Hwanghae, "
    assert words.title_of("Summer 2011", True, names) == f"{long}North Hwanghae and 2 more places"
    assert words.title_of("July 2024", False, names).endswith(
        "cover South Hwanghae, North Hwanghae, Chongdan and Kaesong"
    )


def test_the_article_alone_is_one_sentence() -> None:
    tables = {**TABLES, "disaster_claims": TABLES["disaster_claims"].iloc[:0]}
    chart = draw(where(figures(nkdata.open_snapshot(), tables), TABLES), SHAPES)
    assert chart.figure is None
    assert chart.title == "All 4 claims on August 2020 are for the whole country"


def test_how_exactly_a_place_is_known(seed: pd.DataFrame) -> None:
    looks = {spot.area: spot.look for spot in where(seed, TABLES, "2024-07-flood").spots}
    assert (looks["chagang"], looks["sinuiju"], looks["songgan"]) == (PROVINCE, TOWN, NO_COORDINATES)
    assert "KP" not in looks
    notes = {entry.name: entry.note for entry in where(seed, TABLES, "2024-07-flood").entries}
    assert notes["Songgan"] == "in Chagang, no coordinates"
    assert notes["Sinuiju and Uiju"] == ""


def test_a_figure_for_several_places_is_one_entry_with_its_number_at_each(seed: pd.DataFrame) -> None:
    answer = where(seed, TABLES, "2024-07-flood")
    entry = next(entry for entry in answer.entries if entry.name == "Manpo, Sinuiju and Uiju")
    assert {spot.area for spot in answer.spots if entry.number in spot.numbers} == {"manpo", "sinuiju", "uiju"}


def test_numbers_come_before_words_and_words_before_silence(seed: pd.DataFrame) -> None:
    for flood in ("2020-08-flood", "2024-07-flood"):
        for entry in where(seed, TABLES, flood).entries:
            kinds = [
                2 if row["stance"] == "not_reported" else int("“" in row["text"])
                for row in entry.rows
                if row["stance"] != "denied"
            ]
            assert kinds == sorted(kinds)


@pytest.mark.parametrize("flood", sorted({one.flood.id for one in TOLD.values() if one.flood}))
def test_every_flood_of_the_tables_is_drawn_or_one_sentence(seed: pd.DataFrame, flood: str) -> None:
    answer = where(seed, TABLES, flood)
    chart = draw(answer, SHAPES)
    assert_well_made(chart)
    assert (chart.figure is not None) == answer.drawable
    listed = {f"where-{row['figure_id']}" for entry in answer.entries for row in entry.rows[: entry.shown]}
    if chart.figure is not None:
        assert set(marks(chart)) == listed | {f"where-at-{spot.area}" for spot in answer.spots}
        assert all(124 < spot.lon < 131 and 37 < spot.lat < 44 for spot in answer.spots)


def at(area: str, number: int) -> Told:
    """A number of dead of July 2012 at one area."""
    lineage = {area, str(AREAS.set_index("admin_id").loc[area, "parent"]), "KP"}
    name = str(AREAS.set_index("admin_id").loc[area, "name_en"])
    told = dead(0, 8 + number, documents=(f"{area}-{number}",))
    return replace(told, places=(area,), place=name, place_rank=2, lineages=(frozenset(lineage),))


@pytest.mark.parametrize("count", [1, 2, 10, 60])
def test_one_place_to_sixty(count: int) -> None:
    towns = AREAS[~AREAS["level"].isin(["country", "province"]) & (AREAS["parent"] != "")]["admin_id"]
    told = [at(str(area), number) for number, area in enumerate(towns[:count])]
    answer = where(assemble(told), TABLES, "2012-07-flood")
    chart = draw(answer, SHAPES)
    assert_well_made(chart)
    assert len(answer.entries) == min(count, 12)
    assert len({row["place_ids"] for row in answer.folded}) == max(0, count - 12)


def test_two_hundred_figures_for_one_place_fold() -> None:
    voice = replace(dead(0, 1).claimant, group="ngo", medium=False)
    told = [replace(at("sinuiju", number), claimant=replace(voice, id=f"c{number}")) for number in range(200)]
    chart = draw(where(assemble(told), TABLES, "2012-07-flood"), SHAPES)
    assert_well_made(chart)
    assert chart.figure is not None
    assert any(text.get_text() == "+ 195 more" for text in chart.figure.texts)


def test_nothing_later_than_the_day_asked_for(seed: pd.DataFrame) -> None:
    answer = where(seed, TABLES, "2024-07-flood", "2024-07-31")
    assert "Songgan" not in {entry.name for entry in answer.entries}
    assert words.subtitle(answer).endswith("As of 31 July 2024.")
