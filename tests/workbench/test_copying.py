"""What is copied out of the workbench makes, in a process of its own and another folder, the rows that it shows."""

import html
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.model import Article
from nkdata.review.apply import standing
from nkdata.workbench.bench import Bench
from nkdata.workbench.desk import Desk
from nkdata.workbench.state import View

TEXT = (
    "SEOUL - KCNA said that floods killed 12 people in Anju on Monday.\n\n"
    "The Red Cross said that floods damaged more than 300 homes in Unpha County.\n\n"
    "State media did not mention any injuries.\n\nNorth Korea fired two missiles on Tuesday."
)
FIRST = Article(
    "first", TEXT, "Floods", "2020-08-04", "day", "argument", language="en", content_hash="a" * 64,
    url="https://lamp.example/floods", source="Lamp",
)  # fmt: skip
SECOND = replace(FIRST, text=TEXT.replace("12", "15"), published="2020-08-06", content_hash="b" * 64)
OTHER = replace(FIRST, url="https://mirror.example/1", source="Mirror", content_hash="c" * 64, title="More floods")
OTHER = replace(OTHER, text="SEOUL - Korean Central News Agency said that floods killed 4 people in Kaesong.")
SAYS: dict[str, Any] = {"at": "2020-09-02T00:00:00Z", "by": "mina"}
RUN = """
import json, sys
for code in json.load(sys.stdin):
    space = {}
    exec(code, space)
    rows = space["rows"]
    said = rows["value"] if "value" in rows else rows["status"]
    print(json.dumps([[*one] for one in zip(rows["article_id"], rows["id"], said.astype("str").fillna(""))]))
"""
# what the form says, and how many rows then stand
ASKED: dict[str, tuple[dict[str, str], int]] = {
    "all": ({}, 4),
    "a claimant by one of its names": ({"claimant": "KCNA"}, 2),
    "what a correction took away": ({"metric": "people_killed"}, 2),
    "a place that a correction gave": ({"place": "Kaesong"}, 2),
    "as of a day, the version of then": ({"as_of": "2020-08-05"}, 5),
    "told in a period": ({"told from": "2020-08-05", "told to": "2020-08-06"}, 3),
    "nothing": ({"place": "Nowhere"}, 0),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of two articles, one in two versions."""
    where = tmp_path_factory.mktemp("held")
    for number, article in enumerate((FIRST, SECOND, OTHER)):
        at = f"2020-09-01T00:00:0{number}Z"
        ingest([replace(article, id=str(number))], Folder(where), at=at, jobs=1, refused=print)
    return where


def corrected(desk: Desk) -> None:
    """One row corrected, one rejected, one judged in a version that is not the newest."""
    first = View(metric=("people_killed",), as_of="2020-08-05")
    for view, action, fields in (
        (View(metric=("homes_damaged",)), "correct", {"place_id": "kaesong", "place_name": "Kaesong"}),
        (View(metric=("people_injured",)), "reject", {}),
        (first, "confirm", {}),
    ):
        row = desk.rows(view).rows.to_dict("records")[0]
        desk.act({str(name): cell for name, cell in row.items()}, view.table, action, fields=fields, **SAYS)


def shown(bench: Bench) -> list[list[str]]:
    rows = standing(bench.shown.rows)
    said = rows["value"] if "value" in rows else rows["status"]
    return [list(one) for one in zip(rows["article_id"], rows["id"], said.astype("str").fillna(""), strict=True)]


def copied(bench: Bench) -> str:
    (found,) = re.findall(r"<pre[^>]*>(.*)</pre>", bench.code.value, re.DOTALL)
    return html.unescape(found)


def python_of(code: str) -> str:
    return "\n".join(line for line in code.splitlines() if not line.startswith("nkdata "))


def test_copied_code_makes_the_rows_shown(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bench, "_draw", lambda *_: iter(()))
    (tmp_path / "log").mkdir()
    monkeypatch.chdir(tmp_path)  # the folders are named as an analyst names them
    given = {"collection": os.path.relpath(place), "corrections": "log"}
    codes, expected = [], []
    plain = Bench(Desk(collection=given["collection"]))
    events = Bench(Desk(collection=given["collection"]), View("events", status=("happened",)))
    seed = Bench(Desk(), View("events"))
    for bench in (plain, events, seed):
        assert len(bench.shown.rows)
        codes.append(python_of(copied(bench)))
        expected.append(shown(bench))
    desk = Desk(**given)
    corrected(desk)
    for asked, count in ASKED.values():
        bench = Bench(desk)
        for name, value in asked.items():
            bench.form[name].options = [*getattr(bench.form[name], "options", ()), value]
            bench.form[name].value = value
        assert len(shown(bench)) == count, asked
        codes.append(python_of(copied(bench)))
        expected.append(shown(bench))
    made = subprocess.run(
        [sys.executable, "-c", RUN], input=json.dumps(codes), cwd="/", capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert [json.loads(line) for line in made.stdout.splitlines()] == expected


def test_the_command_names_the_collection_and_nothing_is_promised_of_what_is_not_kept(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bench, "_draw", lambda *_: iter(()))
    bench = Bench(Desk(collection=str(place)), View(as_of="2020-08-05"))
    assert copied(bench).endswith(f"nkdata report --collection {place} --as-of 2020-08-05\n")
    bench = Bench(Desk(), by="mina")
    assert "kept in no folder" not in copied(bench)
    bench.pane.do("next")
    bench.pane.do("reject")
    assert copied(bench).startswith("# What you corrected is kept in no folder")
