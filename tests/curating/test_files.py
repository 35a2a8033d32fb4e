"""What publishers' files bring into a user's tables, and what of them is refused."""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkdata.curating import comtrade, emdat, ifrc_go, outline, vintages
from nkdata.curating.disasters import disaster
from nkdata.curating.files import read
from nkdata.curating.rows import Batch, Said, group
from nkdata.errors import BadParameter, UnreadableArticle
from nkdata.reading import spreadsheet
from nkdata.reference import rows
from nkdata.reference.load import FOLDER, Tables
from tests.curating import published_files as ours


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables(FOLDER)


def told(batch: Batch, *columns: str, table: str = "disaster_claims") -> set[tuple[str, ...]]:
    """Some cells of all rows for a table."""
    return {tuple(row.cells.get(name, "") for name in columns) for row in batch.rows if row.table == table}


def from_emdat(path: Path, tables: Tables, *entries: dict[str, object]) -> Batch:
    file = ours.emdat(path / "emdat.xlsx", *entries)
    return read(file, tables, Said())


def test_an_entry_of_emdat_is_one_claimants_claims_about_the_flood_of_its_number(
    tmp_path: Path, tables: Tables
) -> None:
    batch = from_emdat(tmp_path, tables, ours.KNOWN, {**ours.KNOWN, "ISO": "CHN"})
    assert told(batch, "disaster_id", "metric", "value", "claimant_id", "as_of", "basis") == {
        ("2016-08-lionrock", "people_killed_or_missing", "50", "emdat", "2023-09-25", "unknown"),
        ("2016-08-lionrock", "people_affected", "600", "emdat", "2023-09-25", "arithmetic"),
        ("2016-08-lionrock", "damage_usd", "7000", "emdat", "2023-09-25", "estimate"),
    }
    assert batch.left_out == ("entries of other countries or kinds of disaster: 1",)
    assert told(batch, "source_id", "published", table="sources_floods") == {("emdat-2031-09-01", "2031-09-01")}


def test_an_entry_that_no_table_knows_is_a_new_disaster(tmp_path: Path, tables: Tables) -> None:
    batch = from_emdat(tmp_path, tables, ours.UNKNOWN)
    columns = ("disaster_id", "kind", "name", "start", "end", "precision", "provinces")
    assert told(batch, *columns, table="disasters") == {
        ("emdat-2031-9902-prk", "storm", "Testa", "2031-07", "2031-07", "month", "kangwon;south-hamgyong")
    }


def test_an_entry_whose_days_fit_several_disasters_is_refused_and_the_others_go_on(
    tmp_path: Path, tables: Tables
) -> None:
    vague = {**ours.KNOWN, "DisNo.": "2020-9903-PRK", "External IDs": "", "Start Year": 2020, "Start Month": 8,
             "Start Day": None, "End Year": 2020}  # fmt: skip
    batch = from_emdat(tmp_path, tables, vague, ours.UNKNOWN)
    (refused,) = batch.refused
    assert "2020-08-flood, 2020-08-bavi" in refused.found
    assert "--flood" in refused.remedy
    assert len(told(batch, "metric")) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"Total Deaths": "many"}, "'many' is no count"),
        ({"Total Deaths": -3}, "-3 is no count"),
        ({"Start Year": None}, "no year of its start"),
        ({"Start Month": 13}, "month"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_row(
    changes: dict[str, object], message: str, tables: Tables
) -> None:
    sheet: list[list[Any]] = [ours.EMDAT, [{**ours.UNKNOWN, **changes}.get(name) for name in ours.EMDAT]]
    batch = emdat.read({"EM-DAT Data": sheet}, "e.xlsx", tables, Said())
    (refused,) = batch.refused
    assert message in f"{refused.found}"
    assert refused.where.startswith("e.xlsx: EM-DAT Data:2")
    assert not batch.rows


def test_a_table_of_emdat_without_its_columns_is_named() -> None:
    with pytest.raises(UnreadableArticle, match="no column “Disaster Type”"):
        emdat.read({"s": [["DisNo.", "ISO"]]}, "e.xlsx", Tables(FOLDER), Said())


def test_the_red_cross_the_government_and_others_are_three_claimants(tables: Tables) -> None:
    batch = ifrc_go.read(
        [ours.field_report(), ours.field_report(id=7, countries=[{"iso3": "CHN"}])], "g", tables, Said()
    )
    assert told(batch, "disaster_id", "metric", "value", "claimant_id", "via", "as_of") == {
        ("2016-08-lionrock", "people_killed", "11", "dprk-rcs", "IFRC GO", "2016-09-12"),
        ("2016-08-lionrock", "people_killed", "22", "gov-dprk", "IFRC GO", "2016-09-12"),
        ("2016-08-lionrock", "people_killed", "33", "", "IFRC GO", "2016-09-12"),
    }
    assert batch.left_out == ("reports of other countries or kinds of disaster: 1",)


@pytest.mark.parametrize(
    "changes",
    [{"num_dead": "11"}, {"num_dead": -1}, {"updated_at": "soon"}, {"id": None}, {"start_date": 5, "created_at": None}],
)
def test_a_report_that_cannot_be_is_refused_by_its_number(changes: dict[str, object], tables: Tables) -> None:
    batch = ifrc_go.read([ours.field_report(**changes)], "go.json", tables, Said())
    assert len(batch.refused) == 1
    assert batch.refused[0].where.startswith("go.json: report ")


def test_both_flows_of_chinas_trade_are_kept_apart_and_nothing_is_summed(tables: Tables) -> None:
    text = ours.comtrade(("203001", "X", "150.5"), ("203001", "M", "30"), ("2024", "X", "9"))
    batch = comtrade.read(text, "c.csv", tables, Said(day="2030-03-01"))
    columns = (
        "period",
        "frequency",
        "preferred",
        "exports_to_dprk_usd",
        "imports_from_dprk_usd",
        "total_usd",
        "known_on",
    )
    assert told(batch, *columns, table="trade_china_dprk") == {
        ("2030-01", "monthly", "yes", "150.5", "30", "", "2030-03-01"),
        ("2024", "annual", "no", "9", "", "", "2030-03-01"),  # the customs' own figure of 2024 is drawn
    }


@pytest.mark.parametrize(
    "text",
    [
        ours.comtrade(("2024", "X", "9"), goods="27"),
        ours.comtrade(("2024", "X", "9"), partner="410"),
        ours.comtrade(("2024", "RX", "9")),
        ours.comtrade(("2024", "X", "9"), reporter="392"),
    ],
)
def test_what_is_no_total_of_the_trade_is_left_out(text: str, tables: Tables) -> None:
    batch = comtrade.read(text, "c.csv", tables, Said(day="2030-03-01"))
    assert (batch.rows, len(batch.left_out)) == ((), 1)


def test_two_totals_of_one_flow_are_refused(tables: Tables) -> None:
    with pytest.raises(UnreadableArticle, match=r"c\.csv:3: another total"):
        comtrade.read(ours.comtrade(("2024", "X", "9"), ("2024", "X", "8")), "c.csv", tables, Said(day="2030-03-01"))


def test_the_whole_earth_and_one_cell_have_their_known_areas() -> None:
    """The surface of the WGS 84 ellipsoid is 510,065,621.7 km²; a cell of a degree is summed from strips."""
    world = [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]
    assert outline.area(world) / 1e6 == pytest.approx(510_065_621.7, abs=0.1)
    square = outline.ECCENTRICITY**2
    strips = 0.0
    for step in range(1000):
        latitude = radians(40 + (step + 0.5) / 1000)
        meridian = outline.AXIS * (1 - square) / sqrt(1 - square * sin(latitude) ** 2) ** 3
        parallel = outline.AXIS * cos(latitude) / sqrt(1 - square * sin(latitude) ** 2)
        strips += meridian * radians(0.001) * parallel * radians(1)
    assert outline.area([[[124, 40], [125, 40], [125, 41], [124, 41], [124, 40]]]) == pytest.approx(strips, rel=1e-7)


def test_an_outline_is_hectares_said_by_who_drew_it_and_holes_are_dry(tmp_path: Path, tables: Tables) -> None:
    said = Said("2024-08-02", "2024-07-flood", "unosat", "sinuiju")
    hole = [[124.31, 40.01], [124.32, 40.01], [124.32, 40.02], [124.31, 40.02], [124.31, 40.01]]
    file = tmp_path / "flood.geojson"
    values = []
    for rings in ([ours.SQUARE], [ours.SQUARE, hole]):
        file.write_text(ours.outline(*rings), encoding="utf-8")
        batch = read(file, tables, said)
        ((value, *others),) = told(batch, "value", "metric", "bound", "basis", "claimant_id", "place", "unit")
        assert others == ["land_flooded_ha", "about", "image", "unosat", "sinuiju", "ha"]
        values.append(float(value))
    assert values[0] == pytest.approx(4739.1)
    assert values[1] == pytest.approx(values[0] - 94.8, abs=0.2)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=3), lambda one: st.lists(one, max_size=3), max_leaves=5
)


@settings(max_examples=40)
@given(
    found=st.lists(JSON | st.fixed_dictionaries({"type": st.sampled_from(["Feature", "Polygon"]), "coordinates": JSON}))
)
def test_no_shape_ends_in_anything_but_a_refusal(found: object, tables: Tables) -> None:
    said = Said("2024-08-02", "2024-07-flood", "unosat", "sinuiju")
    with pytest.raises(UnreadableArticle):
        outline.read({"type": "FeatureCollection", "features": found}, "x.json", tables, said)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.csv", None, "cannot be read"),
        ("a.csv", b"a,b\n1,2\n", "no kind of file that is known"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[]", "JSON of no kind"),
        ("a.json", b'{"results": [{"id": 1}]}', "JSON of no kind"),
        ("a.geojson", b'{"type": "Polygon", "coordinates": []}', "tells no flood"),
    ],
)
def test_a_file_of_another_kind_is_named(
    tmp_path: Path, tables: Tables, name: str, data: bytes | None, message: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises((UnreadableArticle, BadParameter), match=message):
        read(tmp_path / name, tables, Said())


@pytest.mark.parametrize(
    ("kind", "span", "found"),
    [
        ("flood", ("2016-08-27", "2016-08-27"), "2016-08-lionrock"),  # three days off
        ("flood", ("2016-08-25", "2016-08-25"), None),
        ("drought", ("2016-08-29", "2016-08-29"), None),
    ],
)
def test_days_tell_a_disaster_within_three_days(
    kind: str, span: tuple[str, str], found: str | None, tables: Tables
) -> None:
    assert disaster(tables, "x", kind, span) == found


def test_the_family_of_a_metric_is_that_of_the_tables(tables: Tables) -> None:
    metrics = {row["metric"]: row for row in rows("metrics")}
    held = {(row["metric"], row["metric_group"]) for row in rows("disaster_claims")}
    assert {one for one in held if group(metrics[one[0]]) != one[1]} == set()


def test_all_sheets_of_a_workbook_are_read_and_a_broken_one_is_named(tmp_path: Path) -> None:
    file = ours.emdat(tmp_path / "e.xlsx", ours.KNOWN)
    assert list(spreadsheet.sheets(file.read_bytes(), "e.xlsx")) == ["EM-DAT Data", "EM-DAT Info"]
    with pytest.raises(UnreadableArticle, match=r"e\.xlsx"):
        spreadsheet.sheets(file.read_bytes()[:-300], "e.xlsx")


def test_nothing_is_written_by_looking(tables: Tables) -> None:
    batch = ifrc_go.read([ours.field_report()], "g", tables, Said())
    found = vintages.difference(batch, tables)
    assert (found.new, found.changed, found.same) == (3, 0, 0)
    assert found.lines[0] == "+ 2016-08-lionrock  people_killed 11, by DPRK Red Cross, 2016-09-12"
