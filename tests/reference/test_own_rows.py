"""A user's own rows stand beside the package's; clashes are named; the package stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nkdata.errors import BadReferenceTable
from nkdata.reference import ids, reference, rows
from nkdata.reference.check import cell_faults, faults
from nkdata.reference.descriptor import faults_of
from nkdata.reference.load import FOLDER, Tables


def write(folder: Path, table: str, *lines: str) -> None:
    (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def said(folder: Path) -> list[str]:
    return [str(fault).removeprefix(f"{folder}/") for fault in faults(folder)]


def test_a_new_flood_stands_beside_the_others(tmp_path: Path) -> None:
    write(tmp_path, "sources_floods", "source_id,title,accessed_via,reliability", "mine,A page of mine,own copy,C")
    write(
        tmp_path,
        "disasters",
        "disaster_id,kind,start,end,precision,provinces,source_id,confidence",
        "2030-07-flood,flood,2030-07-01,2030-07-03,day,kangwon,mine,single_source",
    )
    tables = reference(tmp_path)
    added = tables["disasters"].set_index("disaster_id").loc["2030-07-flood"]
    assert (added["kind"], added["provinces"]) == ("flood", "kangwon")
    assert len(tables["disasters"]) == len(rows("disasters")) + 1
    assert "mine" in tables.sources().index
    assert len(reference()["disasters"]) == len(rows("disasters"))


def test_an_actors_other_spelling_is_added_to_the_list(tmp_path: Path) -> None:
    write(tmp_path, "actors", "actor_id,aliases", "kcna,Agence centrale coréenne;KCNA")
    before = next(row for row in rows("actors") if row["actor_id"] == "kcna")
    after = reference(tmp_path)["actors"].set_index("actor_id").loc["kcna"]
    assert ids(after["aliases"]) == (*ids(before["aliases"]), "Agence centrale coréenne")
    assert after["name_en"] == before["name_en"]
    assert said(tmp_path) == []


def test_an_empty_cell_is_filled_and_a_told_one_clashes(tmp_path: Path) -> None:
    write(tmp_path, "admin_areas", "admin_id,pcode,level", "pyongyang,KP01,city")
    assert reference(tmp_path)["admin_areas"].set_index("admin_id").at["pyongyang", "pcode"] == "KP01"
    write(tmp_path, "admin_areas", "admin_id,pcode,level", "pyongyang,KP01,province")
    clash = (
        "admin_areas.csv:2: level: 'province' clashes with 'city' of the row pyongyang of the package; "
        "leave the cell empty, or give the row a key of its own"
    )
    assert said(tmp_path) == [clash]
    with pytest.raises(BadReferenceTable, match="clashes with 'city'"):
        reference(tmp_path)


@pytest.mark.parametrize(
    ("table", "lines", "message"),
    [
        (
            "disasters",
            (
                "disaster_id,kind,start,precision,provinces,source_id,confidence",
                "x,flod,2030,year,KP,dha-19950912,verified",
            ),
            "disasters.csv:2: kind: 'flod', expected one of flood, typhoon, drought, storm; use one of them",
        ),
        (
            "actors",
            ("actor_id,alias", "kcna,A"),
            "actors.csv:1: alias: no such column, expected actor_id, name_en, name_ko, kind, aliases, role, country, "
            "from, to, parent, group, short_name, audience; rename or remove it",
        ),
        (
            "actors",
            ("actor_id,aliases", "kcna,A", "kcna,B"),
            None,
        ),
        ("actor", ("a,b", "1,2"), None),
    ],
)
def test_wrong_rows_are_named_where_the_user_wrote_them(
    tmp_path: Path, table: str, lines: tuple[str, ...], message: str | None
) -> None:
    write(tmp_path, table, *lines)
    found = said(tmp_path)
    assert found
    assert all(line.startswith(f"{table}.csv:") for line in found)
    if message:
        assert found == [message]


def test_the_first_fault_is_raised_and_the_others_counted(tmp_path: Path) -> None:
    write(tmp_path, "metrics", "metric,class,label,unit,core", "x,joy,a,person,no")
    with pytest.raises(BadReferenceTable, match=r"class: 'joy'.*\(2 more: see nkdata check --reference "):
        reference(tmp_path)


def test_a_table_of_ones_own_needs_its_schema(tmp_path: Path) -> None:
    write(tmp_path, "prices", "day,rice_kpw", "2030-01-01,5000")
    assert said(tmp_path)[0].startswith("prices.csv:1: -: no table of this name, expected one of actors,")
    fields = [{"name": "day", "type": "string"}, {"name": "rice_kpw", "type": "number"}]
    package = {"resources": [{"name": "prices", "schema": {"fields": fields, "primaryKey": ["day"]}}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert said(tmp_path) == []
    assert list(reference(tmp_path)["prices"]["rice_kpw"]) == [5000.0]
    write(tmp_path, "prices", "day,rice_kpw", "2030-01-01,5 000")
    assert said(tmp_path) == [
        "prices.csv:2: rice_kpw: '5 000', expected a number such as 12 or 0.5, without commas or units; "
        "write the bare number"
    ]


def test_a_folder_that_is_none_and_a_package_that_is_none_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadReferenceTable, match="no such folder; name a folder with your own CSV tables"):
        reference(tmp_path / "no")
    (tmp_path / "datapackage.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BadReferenceTable, match=r"datapackage\.json:1: resources: missing or no list, expected a list"):
        reference(tmp_path)


DAY = {"name": "day", "type": "string"}
KEYED = {"fields": [DAY], "primaryKey": ["day"]}
DESCRIPTIONS: list[tuple[object, str]] = [
    ([1], "schema: a list, expected an object with fields and primaryKey"),
    ("prices.json", "schema: a text, expected an object with fields and primaryKey"),
    ({}, "schema.fields: missing or empty, expected a list of columns, each with name and type"),
    ({"fields": {"day": "string"}}, "schema.fields: an object ({'day': 'string'}), expected a list"),
    ({"fields": ["day"]}, "schema.fields[0]: a text, expected an object with name and type"),
    ({"fields": [DAY, DAY], "primaryKey": ["day"]}, "schema.fields: 'day' stands twice, expected each column once"),
    ({"fields": [DAY]}, "schema.primaryKey: missing or empty, expected a list of the columns that tell rows apart"),
    (KEYED | {"primaryKey": "day"}, "schema.primaryKey: a text ('day'), expected a list"),
    (KEYED | {"primaryKey": ["x"]}, "schema.primaryKey: 'x' is no column, expected one of day"),
    (KEYED | {"ordered": ["day"]}, "schema.ordered[0]: 'day', expected two columns, the earlier or lower first"),
    (KEYED | {"precision": {}}, 'schema.precision: {}, expected {"field": COLUMN, "of": [COLUMN, …]}'),
    (
        KEYED | {"foreignKeys": [{"fields": "day"}]},
        "schema.foreignKeys[0]: not of that form, or no column of the table, expected "
        '{"fields": COLUMN, "reference": {"resource": TABLE, "fields": COLUMN}}',
    ),
]
COLUMNS: list[tuple[dict[str, object], str]] = [
    ({"type": "colour"}, ".type: 'colour', expected one of string, integer, year, number"),
    ({"name": ""}, ".name: missing, expected the column's name"),
    ({"separator": 1}, ".separator: a whole number (1), expected a text"),
    ({"alsoAllowed": "KP"}, ".alsoAllowed: a text ('KP'), expected a list"),
    ({"constraints": ["required"]}, ".constraints: a list (['required']), expected an object"),
    ({"constraints": {"enum": "a;b"}}, ".constraints.enum: a text ('a;b'), expected a list"),
    ({"constraints": {"maxLength": True}}, ".constraints.maxLength: true or false (True), expected a whole number"),
    ({"constraints": {"pattern": "["}}, ".constraints.pattern: '[', expected a regular expression (unterminated "
     "character set at position 0)"),
]  # fmt: skip
DESCRIPTIONS += [
    ({"fields": [DAY | change], "primaryKey": ["day"]}, f"schema.fields[0]{message}") for change, message in COLUMNS
]


@pytest.mark.parametrize(("schema", "message"), DESCRIPTIONS, ids=[message for _, message in DESCRIPTIONS])
def test_each_fault_of_a_description_has_its_line_and_key(schema: object, message: str) -> None:
    package = {"resources": [{"name": "prices", "schema": schema}]}
    said = [f"{name}.{key}: {found}, expected {expected}" for name, key, found, expected in faults_of(package)]
    assert f"prices.{message}" in said


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "datapackage.json",
            '{"resources": [\n\n{"name": "prices",\n"schema": []}]}',
            "3: prices.schema: a list, expected",
        ),
        ("datapackage.json", '{"resources":\n[}', "2: -: not JSON (Expecting value"),
        ("datapackage.json", '{"resources": [{"schema": {}}]}', "1: resources[0].name: missing or no text, expected"),
        ("datapackage.json", '{"resources": [{"name": "a"}, {"name": "a"}]}', "1: a.name: 'a' stands twice"),
        ("datapackage.json", "[" * 100_000, "1: -: not JSON (maximum recursion depth"),
        ("actors.csv", "", "1: -: empty, expected a row with the names of columns"),
        ("actors.csv", "\n\n", "1: -: empty, expected a row with the names of columns"),
        ("actors.csv", "aliases\nA\n", "1: actor_id: the column of the key is missing; add it"),
        (
            "actors.csv",
            "actor_id;aliases\nkcna;A\n",
            "1: actor_id: the column of the key is missing; separate cells by",
        ),
        ("Actors.CSV", "actor_id\n", "0: -: not read; save it as CSV by the name actors.csv"),
        ("actors.xlsx", "", "0: -: not read; save it as CSV by the name actors.csv"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = [str(fault).removeprefix(f"{tmp_path}/") for fault in Tables(FOLDER, tmp_path).faults]
    assert [line for line in said if line.startswith(f"{name}:{message}")]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("A; B", "'A; B' has an empty value, or a space beside ';'"),
        ("A;;B", "'A;;B' has an empty value, or a space beside ';'"),
        ("a\0b", "'a\\x00b' has a space at an end, a line break or another mark that nobody sees"),
        ("a\u200bb", "'a\\u200bb' has a space at an end, a line break or another mark that nobody sees"),
        ("A;B", ""),
    ],
)
def test_a_list_is_held_value_by_value(cell: str, message: str) -> None:
    field = {"name": "aliases", "type": "string", "separator": ";"}
    assert [found for found, _ in cell_faults(cell, field)] == [message] * bool(message)


def test_line_ends_and_mark_of_a_spreadsheet_are_taken(tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_bytes(b"\xef\xbb\xbfactor_id,aliases\r\nkcna,Agency K\r\n")
    assert said(tmp_path) == []
    assert "Agency K" in ids(reference(tmp_path)["actors"].set_index("actor_id").at["kcna", "aliases"])


def test_the_package_laid_over_itself_changes_nothing() -> None:
    for name, frame in reference(FOLDER).items():
        assert frame.equals(reference()[name]), name
