"""The notebooks say the same however they are run, and hold nothing but the question and its answer."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nkdata.reporting.parameters import RULES, declared
from nkdata.reporting.run import notebooks
from tests.findings import MARK, executed, findings, text

NAMES = list(notebooks())
SET_BY_THE_REPORT = {"refused"}  # `-p refused` is turned away, so there is nothing to check


def read(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(notebooks()[name].read_text(encoding="utf-8"))
    return held


def code(name: str) -> list[dict[str, Any]]:
    return [cell for cell in read(name)["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_declares_its_parameters_first_and_checks_them_next(name: str) -> None:
    first, second = code(name)[:2]
    assert first["metadata"]["tags"] == ["parameters"]
    parameters = declared(notebooks()[name])
    assert [one.name for one in parameters if not one.comment] == []
    called = next(
        node for node in ast.walk(ast.parse(text(second["source"])))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check_parameters"
    )  # fmt: skip
    assert {keyword.arg for keyword in called.keywords} == {one.name for one in parameters} - SET_BY_THE_REPORT


def test_every_parameter_has_a_rule_or_is_checked_by_its_question() -> None:
    names = {one.name for path in notebooks().values() for one in declared(path)}
    assert names - set(RULES) - SET_BY_THE_REPORT == {
        "article"
    }  # refused by questions.articles.choose when no article has this id


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_stores_only_what_is_compared_and_no_place(name: str) -> None:
    for cell in code(name):
        assert bool(cell["outputs"]) == (MARK in text(cell["source"])), cell["id"]
        assert bool(cell["execution_count"]) == bool(cell["outputs"]), cell["id"]
    ids = [cell["id"] for cell in read(name)["cells"]]
    assert len(ids) == len(set(ids))
    assert re.findall(r"[\"' (]/(?:home|tmp|usr|Users)/", notebooks()[name].read_text(encoding="utf-8")) == []
    assert text(read(name)["cells"][0]["source"]).startswith("# ")


AGAIN = "the findings changed: look at them, then `python -m tests.findings` stores them"


@pytest.mark.notebooks
def test_the_findings_are_the_stored_ones_in_any_folder(tmp_path: Path) -> None:
    assert findings(executed(notebooks()["briefing"], tmp_path)) == findings(read("briefing")), AGAIN


@pytest.mark.notebooks
@pytest.mark.parametrize("name", NAMES)
def test_papermill_finds_the_same(name: str, published: Path) -> None:
    held = json.loads((published / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    assert findings(held) == findings(read(name)), AGAIN


PANELS = """
import ast, hashlib, json
from dataclasses import asdict
from nkdata.reporting import panel, run

panels = []
panel.Displayed.__init__ = lambda self, panel, library: panels.append(panel)
for path in run.notebooks().values():
    space = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code" and "NBVAL" not in "".join(cell["source"]):
            exec("".join(cell["source"]).replace("print(", "str("), space)
print(len(panels), hashlib.sha256(json.dumps([asdict(one) for one in panels]).encode()).hexdigest())
"""


def test_charts_do_not_hang_on_the_order_of_sets() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", PANELS], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert int(told[0].split()[0]) >= 9
