"""What publishers' files bring into a user's tables, and what of them is refused."""

from __future__ import annotations

import re
from datetime import date
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
        ({"Total Deaths": "many"}, "“many” is no count"),
        ({"Total Deaths": "#REF!"}, "“#REF!” is no count"),
        ({"Total Deaths": "1,200"}, "“1,200” is no count"),
        ({"Total Deaths": -3}, "“-3” is no count"),
        ({"Total Deaths": 3.5}, "“3.5” is no count"),
        ({"Total Deaths": float("inf")}, "“inf” is no count"),
        ({"Total Deaths": float("nan")}, "“nan” is no count"),
        ({"Total Deaths": True}, "“True” is no count"),
        ({"Total Deaths": date(2031, 7, 1)}, "“2031-07-01” is no count"),
        ({"Start Year": None}, "no year of its start"),
        ({"Start Year": " "}, "no year of its start"),
        ({"Start Year": date(2031, 7, 1)}, "“2031-07-01” is no year"),
        ({"Start Year": 31}, "“31” is no year"),
        ({"Start Month": 13}, "“13” is no month"),
        ({"Start Month": "July"}, "“July” is no month"),
        ({"Start Day": 32}, "“32” is no day"),
        ({"Start Month": 2, "Start Day": 30}, "2031-02-30 is in no calendar"),
        ({"End Year": 2030}, "it ends on 2030, before its start on 2031-07"),
        ({"DisNo.": None}, "DisNo. is “”"),
        ({"DisNo.": "2031-9902-CHN"}, "DisNo. is “2031-9902-CHN”"),
        ({"Last Update": "1/8/2031"}, "tells no day of its last update"),
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


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (["DisNo.", "ISO"], "no column “Disaster Type”"),
        ([*ours.EMDAT, "Total Deaths"], "column “Total Deaths” stands there twice"),
        ([*ours.EMDAT, "Total Damages ('000 US$)"], "column “Total Damage ('000 US$)” stands there twice"),
        ([*ours.EMDAT, "Dis No"], "column “DisNo.” stands there twice"),
    ],
)
def test_a_table_of_emdat_without_its_columns_or_with_one_twice_is_named(
    head: list[str], message: str, tables: Tables
) -> None:
    with pytest.raises(UnreadableArticle, match=re.escape(message)):
        emdat.read({"s": [head]}, "e.xlsx", tables, Said())


def test_columns_in_other_order_and_spelling_on_another_sheet_below_a_title_say_the_same(tables: Tables) -> None:
    """Sheets in another order, names as before 2023, digits as text, blanks: the same rows."""
    entry = {**ours.KNOWN, "Total Deaths": " 50 ", "Start Year": "2016", "No. Homeless": " ", "Start Month": 8.0}
    spelt = {"DisNo.": "Dis No", "Total Damage ('000 US$)": "Total Damages ('000 US$)", "ISO": "iso"}
    backward: list[list[Any]] = [
        ["A title"], [], [spelt.get(name, name.upper()) for name in reversed(ours.EMDAT)],
        [entry.get(name) for name in reversed(ours.EMDAT)], [None], [],
    ]  # fmt: skip
    plain: list[list[Any]] = [ours.EMDAT, [ours.KNOWN.get(name) for name in ours.EMDAT]]
    about: list[list[Any]] = [["Source:", "x"], ["Version:", "2031-09-01"]]
    books: list[dict[str, list[list[Any]]]] = [
        {"Data": plain, "Info": about}, {"Info": about, "Data": backward, "Copy": plain},
    ]  # fmt: skip
    made = [emdat.read(sheets, "e.xlsx", tables, Said()) for sheets in books]
    assert made[0].rows == made[1].rows
    assert made[1].left_out == ("another such table, on sheet “Copy”",)
    assert len(made[0].rows) == 4


def test_an_entry_that_stands_twice_with_other_figures_is_refused(tmp_path: Path, tables: Tables) -> None:
    batch = from_emdat(tmp_path, tables, ours.UNKNOWN, ours.UNKNOWN, {**ours.UNKNOWN, "Total Deaths": 4})
    assert [one.found for one in batch.refused] == ["its number stands in this file before, with something else"]
    assert told(batch, "value") == {("3",)}
    reports = [ours.field_report(), ours.field_report(num_dead=12)]
    assert len(ifrc_go.read(reports, "go.json", tables, Said()).refused) == 1


def test_an_entry_that_is_refused_is_not_told_to_be_gone(tmp_path: Path, tables: Tables) -> None:
    assert from_emdat(tmp_path, tables, {**ours.KNOWN, "Total Deaths": "many"}).told == ()


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
    [
        {"num_dead": "11"}, {"num_dead": -1}, {"num_dead": 10**30}, {"updated_at": "soon"}, {"id": None},
        {"id": 9.5}, {"id": float("inf")}, {"start_date": 5, "created_at": None}, {"start_date": "0001-01-01"},
        {"countries": 5}, {"countries": [123]}, {"countries": {"iso3": "PRK"}}, {"dtype": 12},
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_is_refused_by_its_number(changes: dict[str, object], tables: Tables) -> None:
    batch = ifrc_go.read([ours.field_report(**changes)], "go.json", tables, Said())
    (refused,) = batch.refused
    assert refused.where.startswith("go.json: report ")
    assert "Error(" not in refused.found
    assert len(str(refused)) < 200


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


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("203001,", "20301,"), "c.csv:2: period “20301”, value “9”"),
        (("203001,", "000001,"), "c.csv:2: period “000001”"),
        ((",9\n", ",\n"), "value “”"),
        ((",9\n", ",1.2e9\n"), "value “1.2e9”"),
        ((",9\n", f",{'9' * 400}\n"), "value “9999999999"),
        ((",9\n", f",{'9' * 200_000}\n"), "c.csv:1: no CSV (field larger than"),
        (("typeCode", "period"), "c.csv:1: column “period” stands there twice"),
    ],
)
def test_a_cell_of_comtrade_that_cannot_be_is_refused_with_its_line(
    change: tuple[str, str], message: str, tables: Tables
) -> None:
    text = ours.comtrade(("203001", "X", "9")).replace(*change)
    with pytest.raises(UnreadableArticle) as raised:
        comtrade.read(text, "c.csv", tables, Said(day="2030-03-01"))
    assert message in str(raised.value)
    assert len(str(raised.value)) < 200


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


def test_a_hole_larger_than_its_area_and_a_shape_without_end_are_refused(tables: Tables) -> None:
    said = Said("2024-08-02", "2024-07-flood", "unosat", "sinuiju")
    wide = [[120.0, 39.0], [128.0, 39.0], [128.0, 42.0], [120.0, 42.0], [120.0, 39.0]]
    nested: dict[str, Any] = {"type": "Polygon", "coordinates": [ours.SQUARE]}
    for _ in range(5000):
        nested = {"type": "Feature", "geometry": nested}
    for found, message in (({"type": "Polygon", "coordinates": [ours.SQUARE, wide]}, "hole"), (nested, "not GeoJSON")):
        with pytest.raises(UnreadableArticle, match=message):
            outline.read(found, "x.json", tables, said)


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
