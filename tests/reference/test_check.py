"""The package passes its own check; each kind of broken input has its line."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nkdata.reference import rows, schemas
from nkdata.reference.check import faults
from nkdata.reference.load import FOLDER

SHARED = Path(__file__).resolve().parents[3] / "shared" / "reference" / "check.py"


def test_the_package_has_no_fault() -> None:
    assert [str(fault) for fault in faults()] == []


@pytest.mark.skipif(not SHARED.is_file(), reason="the curators' own checker is not beside this checkout")
def test_the_curators_checker_finds_no_fault_either() -> None:
    done = subprocess.run([sys.executable, SHARED, FOLDER], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


# what a broken row needs beside its fault, to have no other
FRESH = {
    "actors": {"actor_id": "a-{n}", "short_name": "Broken {n}", "parent": ""},
    "disaster_claims": {"claim_id": "c-{n}", "repeats": "", "also_source_ids": "", "note": ""},
    "policy_events": {"event_id": "e-{n}", "announces": "", "announced_on": "", "reported_on": ""},
    "sanctions_measures": {"measure_id": "m-{n}", "replaced_by": "", "effective_to": ""},
}
with (Path(__file__).parent / "broken_rows.csv").open(encoding="utf-8", newline="") as lines:
    BROKEN = list(csv.DictReader(lines))  # table, cells that differ from its first row, what is said of the row


def changed(number: int) -> dict[str, str]:
    """The cells of a broken row that differ from its table's first row."""
    case = BROKEN[number]
    changes = dict(one.split("=", 1) for one in case["changes"].split("|"))
    return {
        name: cell.replace("{n}", str(number)) for name, cell in {**FRESH.get(case["table"], {}), **changes}.items()
    }


def copy_of_the_package(folder: Path) -> Path:
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return copy_of_the_package(tmp_path / "reference")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, set[str]]]:
    """For each broken row where it stands, and all that is said of it."""
    folder = copy_of_the_package(tmp_path_factory.mktemp("package") / "reference")
    places = []
    for number, case in enumerate(BROKEN):
        table = case["table"]
        path = folder / f"{table}.csv"
        cells = rows(table)[0] | changed(number)
        line = path.read_text(encoding="utf-8").count("\n") + 1
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow(cells.values())
        with path.open("a", encoding="utf-8") as lines:
            lines.write(out.getvalue())
        places.append(f"{table}.csv:{line}: ")
    said = [str(fault) for fault in faults(package=folder)]
    return [(place, {one.removeprefix(place) for one in said if one.startswith(place)}) for place in places]


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[f"{case['table']}: {case['changes']}" for case in BROKEN])
def test_each_broken_row_has_its_line(broken: list[tuple[str, set[str]]], number: int) -> None:
    length = str(len(changed(number).get("short_name", "")))
    assert broken[number][1] == {BROKEN[number]["message"].replace("{n}", str(number)).replace("{length}", length)}


FILE = "statement_forms.csv"
COLUMNS = "form, rank, name_en, cues, source_id, confidence"
Change = Callable[[bytes], bytes]
FILES: list[tuple[Change, str]] = [
    (lambda data: data.replace(b"\n", b"\r\n", 1), "1: -: a carriage return, expected LF as line end"),
    (lambda data: b"\xef\xbb\xbf" + data, "1: -: a byte order mark"),
    (lambda data: data.rstrip(b"\n"), "11: -: no line end after the last row"),
    (lambda data: data + "한글,1\n".encode("cp949"), "12: -: not UTF-8"),
    (lambda data: data + b"a,b\n", "12: -: 2 cells, expected 6"),
    (lambda data: data + b'"a\n', "12: -: not CSV (unexpected end of data)"),
    (lambda data: data.replace(b"rank", b"weight", 1), f"1: weight: no such column, expected {COLUMNS}"),
    (lambda data: data.replace(b"rank", b"weight", 1), "1: rank: the column is missing"),
    (lambda data: data.replace(b"rank", b"form", 1), "1: form: the column stands twice"),
    (lambda data: data.replace(b"speech", b"/tmp/speech", 1), "2: -: a path of one machine (/tmp/)"),
]


@pytest.mark.parametrize(("change", "message"), FILES, ids=[message for _, message in FILES])
def test_each_broken_file_has_its_line(package: Path, change: Change, message: str) -> None:
    path = package / FILE
    path.write_bytes(change(path.read_bytes()))
    said = [fault for fault in faults(package=package) if f"{fault.where}: {fault.found}" == f"{FILE}:{message}"]
    assert len(said) == 1
    assert said[0].remedy


def test_a_missing_file_a_table_without_schema_and_a_broken_polygon_are_named(package: Path) -> None:
    (package / FILE).unlink()
    (package / "extra.csv").write_text("a\n1\n", encoding="utf-8")
    (package / "kp_admin1.geojson").write_text("{", encoding="utf-8")
    said = [str(fault) for fault in faults(package=package)]
    assert f"{FILE}:0: -: the file is missing; restore it" in said
    assert "extra.csv:0: -: no schema describes this table; describe it in datapackage.json" in said
    assert "kp_admin1.geojson:1: -: cannot be read (JSONDecodeError); restore it from the package" in said


def test_every_column_is_described() -> None:
    for name, schema in schemas().items():
        assert [field["name"] for field in schema["fields"] if not field.get("description")] == [], name
