"""The workbench without a browser: what a click or a key sends, what a person says, what then is shown."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nkdata.errors import BadParameter
from nkdata.reporting.parameters import declared
from nkdata.reporting.run import notebooks
from nkdata.resources import folder
from nkdata.workbench import correcting, pages
from nkdata.workbench.bench import Bench
from nkdata.workbench.desk import Desk
from nkdata.workbench.drawing import explore
from nkdata.workbench.state import View

HOMES = View(metric=("homes_damaged",))


def clock() -> Callable[[], str]:
    times: Iterator[int] = iter(range(60))
    return lambda: f"2020-09-01T00:00:{next(times):02}Z"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(corrections=str(tmp_path))


@pytest.fixture
def bench(desk: Desk) -> Bench:
    return Bench(desk, by="mina", clock=clock())


def drawn(bench: Bench) -> str:
    assert bench.drawn is not None
    return bench.drawn.table.to_csv()


def test_a_click_a_correction_a_restart(bench: Bench, tmp_path: Path) -> None:
    ident = next(one for one in bench.shown.rows["id"] if "homes" in one)
    bench.heard.value = f"1 row {ident}"
    assert bench.chosen == ident
    assert 'id="nk-chosen"' in bench.reader.value
    assert "17,123" not in drawn(bench)
    bench.edit["value"].value = "17,123"
    bench.do("correct")
    assert bench.message.value == "<p>Kept: correct.</p>"
    assert "17,123" in drawn(bench)
    assert "corrected by mina" in bench.reader.value
    again = Bench(Desk(corrections=str(tmp_path)), by="jun", clock=clock())
    assert "17,123" in drawn(again)
    (line,) = (tmp_path / "review.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["said"]["value"] == 16000
    bench.heard.value = "2 do undo"
    assert "17,123" not in drawn(bench)
    assert len((tmp_path / "review.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_mark_of_the_chart_leads_to_its_sentence_or_source(bench: Bench) -> None:
    assert bench.drawn is not None
    for number, one in enumerate(bench.drawn.evidence):
        bench.heard.value = f"{number} anchor {one.anchor}"
        told = any(telling.article_id for telling in one.tellings)
        assert ('id="nk-chosen"' in bench.reader.value) == told, one
        assert told or "Table " in bench.reader.value


def test_keys_go_through_what_nobody_has_judged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bench, "_draw", lambda *_: None)  # a second a chart, and charts are looked at elsewhere
    bench = Bench(desk, by="mina", clock=clock())
    seen = []
    for number in range(len(bench.shown.rows)):
        bench.heard.value = f"{number} do next"
        seen.append(bench.chosen)
        bench.heard.value = f"{number} do {'confirm' if number % 2 else 'reject'}"
    assert sorted(seen) == sorted(bench.shown.rows["id"])
    assert set(bench.shown.rows["reviewed"]) == {"confirmed", "rejected"}
    bench.heard.value = "99 do next"
    assert bench.message.value == "<p>Every row shown is judged.</p>"


def test_a_mistake_is_said_in_its_place(bench: Bench) -> None:
    for act in ("confirm", "note"):
        bench.do(act)
        assert f"{act}: no claim is open; click a mark, or press j for the next unclear one" in bench.message.value
    bench.form["as_of"].value = "soon"
    assert "as_of: &#x27;soon&#x27; is not a day" in bench.count.value


FORM = {
    "value": "16680", "bound": "exact", "metric": "homes_damaged", "place": "", "claimant": "Red Cross", "via": "",
    "stance": "asserted", "date_start": "", "date_end": "2020-08-18",
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"value": "17,000"}, {"value": 17000.0, "low": 17000.0, "high": 17000.0, "bound": "exact"}),
        ({"bound": "at_least"}, {"value": 16680.0, "low": 16680.0, "high": None, "bound": "at_least"}),
        ({"value": ""}, {"value": None, "low": None, "high": None, "bound": None}),
        ({"metric": "cropland_flooded"}, None),
        ({"place": "Kaesong"}, {"place_id": "kaesong", "place_name": "Kaesong"}),
        ({"place": "kaesong"}, {"place_id": "kaesong", "place_name": "Kaesong"}),
        ({"claimant": "A fisherman"}, {"claimant_id": None, "claimant_name": "A fisherman"}),
        ({"stance": "denied", "date_end": ""}, {"stance": "denied", "date_end": None}),
        ({}, {}),
    ],
)
def test_a_form_makes_the_fields_of_an_entry(form: dict[str, str], fields: dict[str, Any] | None) -> None:
    if fields is None:
        with pytest.raises(BadParameter, match=r"no metric of metrics\.csv"):
            correcting.changed(_row(), FORM | form, "claim")
        return
    assert correcting.changed(_row(), FORM | form, "claim") == fields


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"value": "many"}, "value: 'many' is no number; write it like 16,680 or 6.8"),
        ({"value": "-3"}, "value: '-3'; write a number from 0 on, in the unit of the metric"),
        ({"stance": "sure"}, "stance: 'sure'; choose one of " + ", ".join(correcting.STANCES)),
        ({"date_end": "18 August"}, "date_end: '18 August' is no day; write it as 2020-08-18, or leave it empty"),
        (
            {"date_start": "2020-09-01"},
            "date_start: 2020-09-01 is later than date_end, 2020-08-18; give an earlier first day",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(form: dict[str, str], told: str) -> None:
    with pytest.raises(BadParameter) as error:
        correcting.changed(_row(), FORM | form, "claim")
    assert str(error.value) == told


def _row() -> dict[str, Any]:
    names = {"place_name": None, "claimant_name": "Red Cross", "via_name": None}
    days = {"date_start": None, "date_end": "2020-08-18"}
    return {"value": 16680.0, "bound": "exact", "metric": "homes_damaged", "stance": "asserted"} | names | days


def test_the_queue_begins_with_what_is_contested_and_then_stands_alone() -> None:
    rows = pd.DataFrame(
        {
            "id": ["shared", "alone", "silent", "low", "high", "judged", "shared2"],
            "article_id": ["a", "a", "a", "a", "b", "a", "b"],
            "metric": ["homes", "roads", "deaths", "fields", "fields", "dams", "homes"],
            "place_name": [None] * 7,
            "value": [5.0, 7.0, None, 1.0, 2.0, 9.0, 5.0],
            "disputed_by_name": [None] * 7,
            "reviewed": ["none"] * 5 + ["confirmed", "none"],
        }
    )
    assert correcting.queue(rows, "claims") == ["low", "high", "alone", "shared", "silent", "shared2"]


def test_comparison_shows_differences_first(desk: Desk) -> None:
    rows = desk.rows(View()).rows
    other = rows.assign(value=rows["value"].where(rows.index != 3, 1.0))
    other["low"], other["high"] = other["value"], other["value"]
    same = correcting.differing(rows, rows)
    assert same["same"].all()
    changed = correcting.differing(rows, other)
    assert list(changed["same"]) == sorted(changed["same"])
    assert not changed["same"].all()


def test_marks_keep_every_character_and_escape_it() -> None:
    text = "A <b>𝔸</b> & “one”"
    html = pages.marked(text, [(2, 8, "claim", "x"), (5, 12, "quote", ""), (0, 3, "date", "")], (6, 9))
    plain = re.sub(r"<[^>]*>", "", html)
    assert plain == "A &lt;b&gt;𝔸&lt;/b&gt; &amp; “one”"
    assert html.count('id="nk-chosen"') == 1


def test_an_article_cannot_act_in_the_page(desk: Desk) -> None:
    (first, *_) = desk.rows(View()).rows.to_dict("records")
    row = {str(name): cell for name, cell in first.items()} | {"claimant_name": "<img src=x onerror=alert(1)>"}
    made = pages.grid(pd.DataFrame([row]), "claims").to_csv() + pages.judged(row | {"claimant_name": "<script>"})
    assert "<img" not in made
    assert "<script" not in made


def test_without_widgets_the_same_view_stands_as_chart_and_table(desk: Desk) -> None:
    made = explore(desk, HOMES, interactive=False)._repr_mimebundle_()
    assert "<svg" in made["text/html"]
    assert made["text/plain"].endswith("\n1 claim")


def test_the_notebook_is_no_part_of_the_report_and_declares_every_choice() -> None:
    assert "explore" not in notebooks()
    path = folder("notebooks") / "explore.ipynb"
    assert [one.name for one in declared(path) if not one.comment] == []
    held = json.loads(path.read_text(encoding="utf-8"))
    assert [cell["outputs"] for cell in held["cells"] if cell["cell_type"] == "code" and cell["outputs"]] == []
