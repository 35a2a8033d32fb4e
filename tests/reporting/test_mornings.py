"""Morning after morning: what is new since the last report, nothing published twice, old runs gone."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from nkdata import resources
from nkdata.reporting import run
from nkdata.reporting.retention import Published, aged, last_published, with_before
from nkdata.reporting.shelf import runs
from tests.collection.stories import put
from tests.questions.test_changes import article


@pytest.mark.notebooks
def test_each_morning_tells_what_the_one_before_did_not(tmp_path: Path) -> None:
    folder, held, out = tmp_path / "notebooks", tmp_path / "floods", tmp_path / "reports"
    folder.mkdir()
    shutil.copy(resources.folder("notebooks") / "whats_new.ipynb", folder)
    put(held, article("a", "2016-09-01", "10 people were killed"), at="2016-09-01T06:00:00Z")
    first = run.report([], collection=held, out=out, folder=folder).resolve()
    assert "There is no earlier report to compare with" in first.read_text(encoding="utf-8")
    (out / "index.html").unlink()  # killed between the page and the list
    again = run.report([], collection=held, out=out, folder=folder).resolve()
    assert again == first
    assert f"runs/{first.parent.name}/report.html" in (out / "index.html").read_text(encoding="utf-8")
    assert (out / "run.log").read_text(encoding="utf-8").rstrip().endswith("nothing published")
    put(held, article("b", "2016-09-04", "60 people were killed"), at="2016-09-04T06:00:00Z")
    second = run.report([], collection=held, out=out, folder=folder).resolve()
    page = second.read_text(encoding="utf-8")
    assert "New since 1 September 2016: 1 revised figure" in page
    assert "10 (1 September 2016) → 60 (4 September 2016)" in page
    assert "60 people were killed" in re.sub(r"<[^>]+>", "", page)
    assert len(list((out / "runs").iterdir())) == 2
    assert json.loads((second.parent / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    in_a_year = time.time() + 366 * 86_400
    os.utime(second.parent, (in_a_year, in_a_year))  # a clock that stood a year ahead
    put(held, article("c", "2016-09-05", "the weather was fine"), at="2016-09-05T06:00:00Z")
    third = run.report([], collection=held, out=out, folder=folder, keep_days=60).resolve()
    assert len(list((out / "runs").iterdir())) == 3, "one wrong clock removes no run"
    assert runs(out)[0].name == third.parent.name
    said = [line[32:] for line in (out / "run.log").read_text(encoding="utf-8").splitlines()]
    assert f"what is new is told since {second.parent.name}" in said
    assert f"the clock is wrong, or was: {second.parent.name} was put in place at a later time than now" in said


def test_the_last_report_is_known_by_its_inputs_or_not_at_all(tmp_path: Path) -> None:
    assert last_published(tmp_path) is None
    one = tmp_path / "runs" / "one"
    one.mkdir(parents=True)
    (tmp_path / "latest").symlink_to("runs/one")
    (one / "manifest.json").write_text('{"as_of": null}', encoding="utf-8")
    assert last_published(tmp_path) is None
    (one / "manifest.json").write_text('{"as_of": "2016-09-01", "learned": null, "inputs": "abc"}', encoding="utf-8")
    assert last_published(tmp_path) == Published("one", "abc", "2016-09-01")


def test_only_notebooks_that_ask_for_it_get_the_report_before() -> None:
    declared = run.parameters_of(run.notebooks())
    values = with_before({name: {} for name in declared}, declared, Published("one", "abc", ""))
    assert values["whats_new"] == {"before": "../../runs/one/data", "before_as_of": ""}
    assert values["briefing"] == {}
    by_day = with_before({"whats_new": {"since": "2016-09-01"}}, declared, Published("one", "abc", ""))
    assert by_day == {"whats_new": {"since": "2016-09-01"}}


def stay(out: Path, **kept: int) -> str:
    return "".join(sorted({one.name for one in (out / "runs").iterdir()} - {one.name for one in aged(out, **kept)}))


@pytest.mark.parametrize(("keep", "left"), [(1, "d"), (2, "cd"), (3, "bcd"), (9, "abcd")])
def test_the_oldest_runs_go_and_the_latest_stays(tmp_path: Path, keep: int, left: str) -> None:
    for at, name in enumerate("abcd"):
        (tmp_path / "runs" / name).mkdir(parents=True)
        os.utime(tmp_path / "runs" / name, (at, at))
    (tmp_path / "latest").symlink_to("runs/d")
    assert stay(tmp_path, keep=keep) == left


@pytest.mark.parametrize(("days", "left"), [(1, "cd"), (3, "bcd"), (4, "abcd")])
def test_runs_much_older_than_the_newest_go(tmp_path: Path, days: int, left: str) -> None:
    for at, name in enumerate("abcd"):
        (tmp_path / "runs" / name).mkdir(parents=True)
        os.utime(tmp_path / "runs" / name, (at * at * 86_400, at * at * 86_400))  # days 0, 1, 4, 9
    (tmp_path / "latest").symlink_to("runs/d")
    assert stay(tmp_path, days=days) == left


def test_the_latest_stays_though_it_is_the_oldest(tmp_path: Path) -> None:
    for at, name in enumerate("abc"):
        (tmp_path / "runs" / name).mkdir(parents=True)
        os.utime(tmp_path / "runs" / name, (at, at))
    (tmp_path / "latest").symlink_to("runs/a")
    assert stay(tmp_path, keep=1) == "a"


@pytest.mark.parametrize(
    ("before", "now", "comparable"),
    [
        (("", ""), (None, None), True),
        (("2016-09-01", ""), (None, None), True),
        (("2016-09-01", ""), ("2016-09-04", None), True),
        (("", ""), ("2016-09-04", None), False),
        (("2016-09-11", ""), ("2016-09-04", None), False),
        (("", ""), (None, "2016-09-04"), False),
        (("", "2016-09-01"), (None, "2016-09-04"), True),
    ],
)
def test_a_run_cut_earlier_is_not_set_against_a_later_one(
    before: tuple[str, str], now: tuple[str | None, str | None], comparable: bool
) -> None:
    assert bool(Published("one", "abc", *before).comes_before(*now)) is comparable


def test_a_run_on_files_is_not_set_against_one_on_a_collection() -> None:
    assert not Published("one", "abc", "").comes_before(None, None, collection=True)
    assert Published("one", "abc", "", collection=True).comes_before(None, None, collection=True)
