"""A notebook is taken over from the last run where all that it can read is as it was, and only there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import nkdata
from nkdata.collection.snapshot import snapshot
from nkdata.model import Article
from nkdata.reporting import reusing, run
from nkdata.reporting.retention import Published, Ran
from tests.collection.stories import other, put
from tests.questions.test_changes import article
from tests.reporting.test_run import files, write

IMPORTS = "import nkdata\nfrom nkdata.questions.subjects import about\nfrom nkdata.reporting.panel import show\n"
GIVEN = """from nkdata.questions.statements import claims_answer
from nkdata.reporting.parameters import check_parameters

given = check_parameters(data=data, as_of=as_of, rows=rows)
reference = nkdata.reference()
"""
FLOODS = 'snapshot = about("floods", nkdata.open_snapshot(given.data), reference, given.as_of)\n'
ALL = "snapshot = nkdata.open_snapshot(given.data)\n"
SHOWN = "claims = claims_answer(snapshot, reference, given.as_of)\nshow(claims, snapshot)\n"
OF_FLOODS = IMPORTS + GIVEN + FLOODS + SHOWN
DRAWN = """
from nkdata.charts import flood as draw
from nkdata.questions.damage import who_said_what
from nkdata.questions.figures import figures

show(draw.who_said_what(who_said_what(figures(snapshot, reference), "", given.as_of)), snapshot)
"""


@pytest.mark.parametrize(
    ("source", "read"),
    [
        (OF_FLOODS, "floods"),
        (IMPORTS + GIVEN + ALL + SHOWN, reusing.EVERYTHING),
        (IMPORTS + GIVEN + FLOODS + ALL + SHOWN, None),  # the whole beside the part
        (OF_FLOODS.replace("given.as_of)\nclaims", '"2020-08-31")\nclaims'), reusing.EVERYTHING),  # another day
        (OF_FLOODS + "about = 1\n", None),
        (OF_FLOODS + "as_of = 1\n", None),
        (OF_FLOODS + "given.as_of = 1\n", None),
        (OF_FLOODS + "import pandas as pd\n", None),
        (OF_FLOODS + "from pathlib import Path\n", None),
        (OF_FLOODS + "from nkdata.collection import open_collection\n", None),
        (OF_FLOODS + "print(open('mine.csv').read())\n", None),
        (OF_FLOODS + "nkdata.read_articles(['mine.txt'])\n", None),
        (OF_FLOODS + "nkdata.open_snapshot('../other')\n", None),
        (OF_FLOODS + "whole = nkdata.open_snapshot\n", None),
        (OF_FLOODS + "show.__globals__\n", None),
        (OF_FLOODS + "!cat mine.csv\n", None),
        (OF_FLOODS.replace("rows=rows", "rows=7"), None),
        ("1 + 1", None),
    ],
)
def test_what_a_notebook_reads_is_read_off_its_code(tmp_path: Path, source: str, read: str | None) -> None:
    assert reusing.reads(write(tmp_path, source) / "one.ipynb") == read


def test_the_notebooks_that_come_along_can_all_be_taken_over() -> None:
    found = {name: reusing.reads(path) for name, path in run.notebooks().items()}
    narrowed = {"flood_damage": "floods", "sanctions_context": "sanctions"}
    assert found == dict.fromkeys(found, reusing.EVERYTHING) | narrowed


FLOOD, FLOOD_AGAIN = (article(one, "2016-09-01", "10 people were killed") for one in "ab")
FACTORY = other("factory", "2016-09-02", 7)
MANIFEST: dict[str, Any] = dict.fromkeys(reusing.SHARED, "as it is")


@pytest.mark.parametrize(
    ("values", "changed", "articles", "same"),
    [
        ({}, {}, [FLOOD], {"floods", "all"}),
        ({"rows": 7}, {}, [FLOOD], {"all"}),
        ({"as_of": "2016-09-30"}, {}, [FLOOD], {"all"}),
        ({"before": "../../runs/one/data"}, {}, [FLOOD], {"all"}),
        ({}, {}, [FLOOD, FACTORY], {"floods"}),
        ({}, {}, [FLOOD, FLOOD_AGAIN], set()),
        *(({}, {name: "new"}, [FLOOD], set()) for name in reusing.SHARED),
    ],
)
def test_only_what_is_read_counts(
    tmp_path: Path, values: dict[str, Any], changed: dict[str, Any], articles: list[Article], same: set[str]
) -> None:
    folder = write(tmp_path, OF_FLOODS, "floods")
    held = run.notebooks(write(folder, IMPORTS + GIVEN + ALL + SHOWN, "all"))

    def digests(values: dict[str, Any], changed: dict[str, Any], articles: list[Article]) -> dict[str, str]:
        told = MANIFEST | {"data": [one.id for one in articles]} | changed
        read = snapshot(map(nkdata.extract, articles))
        return reusing.inputs(held, {"floods": values, "all": {}}, read, told, pictures=False)

    before, now = digests({}, {}, [FLOOD]), digests(values, changed, articles)
    assert {name for name in before if now.get(name) == before[name]} == same


@pytest.mark.parametrize(
    ("digest", "left", "files_told"),
    [
        ("same", "as it ran", None),
        ("new", "as it ran", {}),
        ("same", "run again by hand", {}),
        ("same", None, {}),
    ],
)
def test_a_notebook_whose_inputs_or_file_changed_is_not_taken_over(
    tmp_path: Path, digest: str, left: str | None, files_told: dict[str, str] | None
) -> None:
    place, stage = tmp_path / "runs" / "one" / "notebooks", tmp_path / "stage"
    for folder in (place, stage / "notebooks"):
        folder.mkdir(parents=True)
    if left is not None:
        (place / "a.ipynb").write_text(left, encoding="utf-8")
    known = Ran("same", {"notebooks/a.ipynb": reusing._sum(b"as it ran")})
    last = Published("one", "", "", notebooks={"a": known, "b": Ran("", {})})
    found = reusing.taken_over(tmp_path, last, {"a": digest}, stage)
    assert found == ({"a": "one"} if files_told is None else files_told)
    assert (stage / "notebooks" / "a.ipynb").exists() == bool(found)


@pytest.mark.parametrize("place", ["../../../secret", "notebooks/../secret", "/secret", "notebooks/../../secret"])
def test_no_manifest_leads_out_of_its_run(tmp_path: Path, place: str) -> None:
    (tmp_path / "secret").write_text("kept", encoding="utf-8")
    known = Ran("same", {place: reusing._sum(b"kept")})
    last = Published("one", "", "", notebooks={"a": known})
    assert reusing.taken_over(tmp_path, last, {"a": "same"}, tmp_path / "stage") == {}


@pytest.mark.notebooks
def test_a_page_with_a_notebook_taken_over_is_that_of_a_full_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a user names folders from where she stands
    held, folder = Path("held"), write(Path("notebooks"), OF_FLOODS + DRAWN, "floods")
    put(held, article("a", "2016-09-01", "10 people were killed"), at="2016-09-01T06:00:00Z")
    out = Path("reports")
    first = run.report([], collection=held, out=out, folder=folder, also=["png"]).resolve().parent
    put(held, other("factory", "2016-09-02", 7), at="2016-09-02T06:00:00Z")
    second = run.report([], collection=held, out=out, folder=folder, also=["png"]).resolve().parent
    full = run.report([], collection=held, out=Path("anew"), folder=folder, also=["png"]).resolve().parent
    told = {"manifest.json", "ro-crate-metadata.json"}
    one, same = ({name: data for name, data in files(made).items() if name not in told} for made in (second, full))
    assert one == same
    assert "figures/who-said-what.png" in one
    assert (first / "report.html").read_bytes() != one["report.html"]
    assert f"took over floods, which ran in {first.name}" in (out / "run.log").read_text(encoding="utf-8")
    crate = json.loads((second / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    actions = {one["name"]: one["result"] for one in crate if one["@type"] == "CreateAction"}
    places = ("notebooks/floods.ipynb", "figures/who-said-what.png")
    assert actions[f"The report {first.name} was made"] == [{"@id": one} for one in places]
    assert {"@id": "notebooks/floods.ipynb"} not in actions["The report was made"]
    assert (
        json.loads((second / "manifest.json").read_text(encoding="utf-8"))["notebooks"]["floods"]["run"] == first.name
    )
