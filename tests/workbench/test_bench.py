"""The workbench without a browser: what a click or a key sends, what a person says, what then is shown."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pandas as pd
import pytest

from nkdata.errors import BadParameter
from nkdata.reporting.parameters import declared
from nkdata.reporting.run import notebooks
from nkdata.resources import folder
from nkdata.review.log import EDITABLE
from nkdata.workbench import brushing, correcting, pages
from nkdata.workbench.bench import SEPARATOR, Bench
from nkdata.workbench.desk import Desk
from nkdata.workbench.drawing import TIMED, chart, explore
from nkdata.workbench.readings import key_of
from nkdata.workbench.state import View
from nkdata.workbench.stepping import BREATH

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


def keys(bench: Bench) -> list[str]:
    rows = bench.shown.rows
    return [key_of(article, ident) for article, ident in zip(rows["article_id"], rows["id"], strict=True)]


def said(bench: Bench) -> str:
    return re.sub(r"<[^>]*>", "", bench.pane.message.value)


def drawn(bench: Bench) -> str:
    assert bench.drawn is not None
    return bench.drawn.table.to_csv()


def test_a_click_a_correction_a_restart(bench: Bench, tmp_path: Path) -> None:
    key = next(one for one in keys(bench) if "homes" in one)
    bench.heard.value = f"1 row {key}"
    assert bench.pane.chosen == key
    assert 'id="nk-chosen"' in bench.pane.reader.value
    assert "17,123" not in drawn(bench)
    bench.pane.edit["value"].value = "17,123"
    bench.pane.do("correct")
    assert said(bench) == "Kept: correct."
    assert "17,123" in drawn(bench)
    assert "corrected by mina" in bench.pane.reader.value
    again = Bench(Desk(corrections=str(tmp_path)), by="jun", clock=clock())
    assert "17,123" in drawn(again)
    (line,) = (tmp_path / "review.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["said"]["value"] == 16000
    bench.heard.value = "2 do undo"
    assert "17,123" not in drawn(bench)
    assert len((tmp_path / "review.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_in_a_kernel_rows_come_before_the_chart_and_a_chart_asked_anew_is_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def slow(held: pd.DataFrame, *asked: str) -> Any:
        drawn.append(len(held))
        return chart(held, *asked)

    monkeypatch.setattr("nkdata.workbench.bench.chart", slow)

    async def asked() -> list[tuple[str, bool]]:
        bench, seen = Bench(desk, by="mina", clock=clock()), []
        assert "homes damaged" in bench.grid.value
        assert bench.form["metric"].options == ("",)  # what it offers is asked for later
        while len(bench.form["metric"].options) == 1:
            await asyncio.sleep(BREATH)
        assert len(drawn) == 1  # it waits for nothing but the rows
        drawn.clear()
        for metric in ("people_killed", "homes_damaged"):
            bench.form["metric"].value = metric
            seen.append((bench.shown.counted("claims"), "nk-stale" in bench.above._dom_classes))
            assert "homes damaged" in bench.grid.value or metric == "people_killed"
            await asyncio.sleep(BREATH * 1.2)  # its first step is done
        while "nk-stale" in bench.above._dom_classes:
            await asyncio.sleep(BREATH)
        assert bench.drawn is not None
        bench.pane.do("next")
        for act in ("confirm", "reject"):  # who confirms changes no chart
            bench.pane.do(act)
            seen.append((bench.shown.counted("claims"), "nk-stale" in bench.above._dom_classes))
        return seen

    shown = [("1 claim", True), ("1 claim", True), ("1 claim", False), ("1 claim", True)]
    assert asyncio.run(asked()) == shown
    assert len(drawn) == 1


def test_a_chart_under_way_in_another_thread_never_replaces_that_of_a_later_question(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, before, later = Bench(desk), Event(), Event()
    slow: list[Thread] = []

    def drawing(held: pd.DataFrame, *asked: str) -> Any:
        if not before.is_set():
            before.set()
            later.wait(1)  # for what must wait itself
        return chart(held, *asked)

    monkeypatch.setattr(
        "nkdata.workbench.bench.stepwise", lambda steps: slow.append(Thread(target=list, args=(steps,)))
    )
    bench.form["metric"].value = "people_killed"
    monkeypatch.undo()
    monkeypatch.setattr("nkdata.workbench.bench.chart", drawing)
    slow[0].start()
    before.wait(30)
    bench.form["metric"].value = "homes_damaged"
    later.set()
    slow[0].join()
    assert set(bench.told["metric"]) == {"homes_damaged"}
    assert "nk-stale" not in bench.above._dom_classes


def test_a_mark_of_the_chart_leads_to_its_sentence_or_source(bench: Bench) -> None:
    assert bench.drawn is not None
    for number, one in enumerate(bench.drawn.evidence):
        bench.heard.value = f"{number} anchor {one.anchor}"
        told = any(telling.article_id for telling in one.tellings)
        assert ('id="nk-chosen"' in bench.pane.reader.value) == told, one
        assert told or "Table " in bench.pane.reader.value


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No charts: they take their time, and are looked at elsewhere."""
    monkeypatch.setattr(Bench, "_draw", lambda *_: iter(()))


def test_keys_go_through_what_nobody_has_judged(desk: Desk, undrawn: None) -> None:
    bench = Bench(desk, by="mina", clock=clock())
    seen = []
    for number in range(len(bench.shown.rows)):
        bench.heard.value = f"{number} do next"
        seen.append(bench.pane.chosen)
        bench.heard.value = f"{number} do {'confirm' if number % 2 else 'reject'}"
    assert sorted(seen) == sorted(keys(bench))
    assert set(bench.shown.rows["reviewed"]) == {"confirmed", "rejected"}
    bench.heard.value = "99 do next"
    assert said(bench) == "Every row shown is judged."


def test_keys_pressed_faster_than_the_kernel_answers_are_all_heard_and_judge_no_row_unseen(
    desk: Desk, undrawn: None
) -> None:
    bench = Bench(desk, by="mina", clock=clock())
    bench.heard.value = "1 do next"
    first = bench.pane.chosen
    lines = ["1 do next", f"2 do confirm {first}", f"3 do next {first}", f"4 do reject {first}"]
    bench.heard.value = SEPARATOR.join(lines)
    second = bench.pane.chosen
    assert first != second
    assert said(bench) == "reject: another row was opened meanwhile; look at it, then press again"
    bench.heard.value = SEPARATOR.join([*lines, f"5 do reject {second}"])
    judged = bench.shown.rows.loc[bench.shown.rows["reviewed"] != "none"]
    assert sorted(judged["reviewed"]) == ["confirmed", "rejected"]


def test_a_mistake_is_said_in_its_place(bench: Bench) -> None:
    for act in ("confirm", "note"):
        bench.pane.do(act)
        assert said(bench) == f"{act}: no claim is open; click a mark, or press j for the next unclear one"
    bench.form["as_of"].value = "soon"
    assert "as of: &#x27;soon&#x27; is not a day" in bench.count.value


FORM = {
    "value": "16680", "bound": "exact", "metric": "homes_damaged", "place": "", "claimant": "Red Cross", "via": "",
    "stance": "asserted", "date_start": "", "date_end": "2020-08-18",
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"value": "17,000"}, {"value": 17000.0, "low": 17000.0, "high": 17000.0}),
        ({"bound": "at_least"}, {"low": 16680.0, "bound": "at_least"}),
        ({"value": ""}, {"value": None, "bound": None}),
        ({"place": "Kaesong"}, {"place_id": "kaesong", "place_name": "Kaesong"}),
        ({"place": "kaesong"}, {"place_id": "kaesong", "place_name": "Kaesong"}),
        ({"claimant": "A fisherman"}, {"claimant_name": "A fisherman"}),
        ({"stance": "denied", "date_end": ""}, {"stance": "denied", "date_end": None}),
        ({}, {}),
    ],
)
def test_a_form_makes_the_fields_of_an_entry(form: dict[str, str], fields: dict[str, Any]) -> None:
    assert correcting.changed(_row(), FORM | form, "claim") == fields


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"value": "many"}, "value: 'many', expected a number such as 12 or 0.5"),
        ({"value": "-3"}, "value: '-3' is below 0; write how many there are"),
        ({"stance": "sure"}, "stance: 'sure' is no stance; use one such as asserted"),
        ({"metric": "homes"}, "metric: 'homes' is no metric; use one such as homes_damaged"),
        ({"date_end": "18 August"}, "date_end: '18 August' is no day; write it as 2020-08-18"),
        ({"date_start": "2020-09-01"}, "date_end: 2020-08-18 is before or below date_start 2020-09-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line(form: dict[str, str], told: str) -> None:
    with pytest.raises(BadParameter) as error:
        correcting.changed(_row(), FORM | form, "claim")
    assert told.partition(";")[0] in str(error.value)
    assert "\n" not in str(error.value)


def _row() -> dict[str, Any]:
    row = dict.fromkeys(EDITABLE["claim"]) | {"claimant_name": "Red Cross", "date_end": "2020-08-18", "unit": "home"}
    return row | {"value": 16680.0, "bound": "exact", "metric": "homes_damaged", "stance": "asserted"}


def test_two_tabs_agree_and_neither_goes_beyond_what_it_did_not_see(tmp_path: Path, undrawn: None) -> None:
    here, there = (Bench(Desk(corrections=str(tmp_path)), by=name, clock=clock()) for name in ("mina", "jun"))
    key = next(one for one in keys(here) if "homes" in one)
    here.pane.read(key)
    there.pane.read(key)
    there.pane.edit["value"].value = "17123"
    there.pane.do("correct")
    here.pane.do("confirm")
    assert said(here) == "confirm: judged by jun meanwhile; it is shown as it now stands; judge it again"
    assert "corrected by jun" in here.pane.reader.value
    here.pane.do("confirm")
    there.heard.value = "1 look"
    assert list(here.shown.rows["reviewed_by"]) == list(there.shown.rows["reviewed_by"])
    assert set(there.shown.rows["reviewed"]) == {"none", "corrected"}


def test_what_was_missed_is_added_at_the_words_selected(desk: Desk, undrawn: None) -> None:
    bench = Bench(desk, by="mina", clock=clock())
    bench.heard.value = f"1 row {keys(bench)[0]}"
    text = bench.pane.reading.text if bench.pane.reading else ""
    start = text.index("flood")
    bench.heard.value = f"2 select {start} {start + 5}"
    bench.pane.do("add")
    assert said(bench) == "metric: empty; choose what the words are about"
    bench.pane.adding["metric"].value, bench.pane.adding["value"].value = "people_killed", "7"
    bench.pane.do("add")
    assert said(bench) == "Kept: add."
    (row,) = bench.shown.rows.loc[bench.shown.rows["reviewed"] == "added"].to_dict("records")
    assert (row["text"], row["value"], row["published"]) == ("flood", 7, "2020-08-18")
    assert text[row["sentence_start"] : row["sentence_end"]] == row["sentence"]
    bench.pane.words.value = "words that stand nowhere"
    bench.pane.adding["metric"].value = "people_killed"
    bench.pane.do("add")
    assert said(bench).startswith("words: they do not stand in this article")


def test_a_table_is_paged_sorted_and_searched(desk: Desk, undrawn: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 3)
    bench = Bench(desk)
    every = bench.shown.rows

    def first_rows() -> list[str]:
        return re.findall(r'data-send="row ([^"]*)"', bench.grid.value)

    pages_of = [f"{start}" for start in range(0, len(every), 3)]
    seen = []
    for number, start in enumerate(pages_of):
        bench.heard.value = f"{number} page {start}"
        seen += first_rows()
    assert seen == [key.replace("&", "&amp;") for key in keys(bench)]
    most = every.sort_values(["value", "low"], ascending=False)["id"].iloc[0]
    for number, way in enumerate(("ascending", "descending", "ascending")):
        bench.heard.value = f"{number} sort Says"
        assert f'aria-sort="{way}"' in bench.grid.value
        assert (first_rows()[0].endswith(most)) == (way == "descending")
    bench.find.value = "HOMES damaged"
    assert [one for one in first_rows() if "homes" not in one] == []
    bench.find.value = "no such words"
    assert bench.grid.value == "<p>No row holds these words.</p>"
    bench.form["place"].value = "Nowhere"
    assert bench.grid.value == "<p>No claims match what stands under place.</p>"


def test_a_brushed_period_narrows_the_rows(desk: Desk, undrawn: None) -> None:
    bench = Bench(desk)
    for period, count in (("2020-08 2020-08", 8), ("2019 2020", 8), ("2021-02 2021-02", 0), ("", 8)):
        bench.heard.value = f"1 told {period}"
        assert len(bench.shown.rows) == count, period
    bench.heard.value = "1 told 2021-02 2021-02"
    assert bench.view.told == ("2021-02-01", "2021-02-28")


def test_a_period_brushed_along_the_axis_of_a_chart_is_marked_there_and_the_chart_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(desk, name=TIMED[0])
    monkeypatch.setattr("nkdata.workbench.bench.chart", None)  # is not drawn again
    bench.heard.value = "1 since 2020-08-05 2020-08-17"
    assert bench.shown.rows.empty
    assert bench.view.told == ("2020-08-05", "2020-08-17")
    assert (f'data-since="{18479}"' in bench.picture.value, f'data-until="{18491}"' in bench.picture.value) == (
        True,
        True,
    )
    bench.heard.value = "2 until 2020-08-05 open"
    assert (len(bench.shown.rows), bench.view.told) == (8, ("2020-08-05", ""))
    assert "data-until=" not in bench.picture.value
    bench.heard.value = "3 since open open"
    assert "data-since=" not in bench.picture.value
    assert bench.drawn is not None
    (first, *_) = brushing.axes_of(bench.drawn)
    assert pd.Timestamp("2020-08-01") > pd.to_datetime(first.low, unit="D") > pd.Timestamp("2020-07-25")
    assert re.findall(r'style="left:([\d.]+)%', bench.picture.value)[0] == f"{first.left:.3f}"


@pytest.mark.parametrize(
    ("days", "bars", "pressed"),
    [
        (["2020-08-18"], 0, 0),
        (["", "2020-08-18", "2020-08-20"], 3, 1),  # a day without any is a gap
        ([f"2020-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)], 12, 1),
        ([f"{year}-{month:02}-01" for year in range(1995, 2025) for month in range(1, 13)], 30, 1),
    ],
)
def test_a_strip_has_bars_of_days_months_or_years(days: list[str], bars: int, pressed: int) -> None:
    made = brushing.strip(dict.fromkeys(days, 3), ("2020-08-18", "2020-08-18"))
    assert made.count("data-day=") == bars
    assert made.count('aria-pressed="true"') == pressed
    assert ("3 undated" in made) == ("" in days)


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
    made = pages.grid(pd.DataFrame([row]), "claims") + pages.judged(row | {"claimant_name": "<script>"})
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


@pytest.mark.parametrize("kept", [True, False])
def test_undo_takes_back_the_last_of_what_was_done_within_one_second(tmp_path: Path, *, kept: bool) -> None:
    bench = Bench(Desk(corrections=str(tmp_path) if kept else ""), by="mina", clock=lambda: "2026-11-30T08:00:00Z")
    for key, act in zip(keys(bench), ("confirm", "reject", "confirm", "reject"), strict=False):
        bench.pane.read(key)
        bench.pane.do(act)
    back = []
    for _ in range(4):
        bench.pane.do("undo")
        back.append(said(bench))
    assert back == ["Taken back: reject.", "Taken back: confirm."] * 2
