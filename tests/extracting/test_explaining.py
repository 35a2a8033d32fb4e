"""Which rows made it, and rows of one's own: in processes of their own, as the command line is used."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nkdata.extracting.explaining import explain
from nkdata.extracting.pipeline import extract
from nkdata.model import Article

ROOT = Path(__file__).parents[2]
CHOLERA = ROOT / "examples" / "cholera"
TEXT = "State media did not mention any deaths. The flood destroyed 40 homes in Anju, KCNA said on Monday."


def nkdata(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nkdata.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def explained(words: str) -> str:
    found = extract(Article(id="a", text=TEXT, published="2020-08-18", language="en"))
    return "\n".join(explain(found, TEXT.index(words)))


def test_a_claim_names_its_rule_and_the_words_that_made_it() -> None:
    told = explained("40 homes")
    assert "claim homes_destroyed, 40 home, asserted: “40 homes”, by KCNA (kcna)" in told
    assert "metric homes_destroyed, unit count, thing home" in told
    assert "“destroyed” is destroyed" in told
    assert "reporting_verbs.csv:2: verb say" in told


def test_a_silence_names_the_cue() -> None:
    assert "“not mention” is not_reported" in explained("deaths") or "is not_reported" in explained("deaths")


def test_a_date_says_what_it_was_read_as() -> None:
    assert "date “Monday”: DATE 2020-08-17, 2020-08-17 to 2020-08-17" in explained("Monday")


def test_nothing_is_said_of_where_nothing_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A quiet day in the valley.\n", encoding="utf-8")
    assert nkdata("explain", path, "--at", 3).stdout == "nothing was read there\n"
    refused = nkdata("explain", path, "--at", 300)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == f"nkdata: --at: 300 is no character of {path}; give one from 0 to 26\n"


def test_a_metric_of_another_field_is_added_by_tables_alone() -> None:
    own = ("--rules", CHOLERA / "rules", "--reference", CHOLERA / "reference")
    found = json.loads(nkdata("extract", CHOLERA / "report.txt", *own).stdout)
    assert {(claim["metric"], claim["value"], claim["unit"]) for claim in found["claims"]} == {
        ("cholera_cases", 1240, "person"), ("cholera_cases", 1900, "person"),
    }  # fmt: skip
    assert {claim["claimant"]["id"] for claim in found["claims"]} == {None, "who"}
    assert (
        "metric_rules.csv:2: metric cholera_cases" in nkdata("explain", CHOLERA / "report.txt", "--at", 80, *own).stdout
    )
    assert nkdata("check", *own).returncode == 0


METRICS = "metric,unit,thing,predicate,context,topic,example\n"
BAD = [
    ("colours.csv", "a,b\n", "own/colours.csv: no such rule table"),
    ("metric_rules.csv", "metric,unit\n", "own/metric_rules.csv:1: columns metric, unit"),
    ("metric_rules.csv", METRICS + "a,b\n", "metric_rules.csv:2: a row with another number of cells than the header"),
    ("metric_rules.csv", METRICS + "yaks_lost,count,yak,,,,\n", "metric_rules.csv:2: example: empty"),
    (
        "metric_rules.csv",
        METRICS + "yaks_lost,count,yak,,,,The flood took 31 yaks.\n",
        "metric_rules.csv:2: example: the example does not lead to yaks_lost",
    ),
]


@pytest.mark.parametrize(("name", "text", "fault"), BAD, ids=[fault for *_, fault in BAD])
def test_a_bad_row_of_ones_own_is_named_with_its_line(name: str, text: str, fault: str, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / name).write_text(text, encoding="utf-8")
    told = nkdata("check", "--rules", own)
    assert told.returncode != 0
    assert fault in told.stdout + told.stderr
    assert "Traceback" not in told.stderr
