"""The workbench in a real JupyterLab, as an analyst meets it; nothing outside this machine can be reached."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.laboratory import IDLE, PANEL, READY, explore, laboratory
from tests.conftest import FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.notebooks]
WITHIN = 60_000  # ms: two cores may be shared with other tests


@pytest.fixture(scope="module")
def flags() -> list[str]:
    """Those of every browser test, but this machine itself can be reached: JupyterLab runs on it."""
    return [*FLAGS[:-1], f"{FLAGS[-1]}, EXCLUDE 127.0.0.1, EXCLUDE localhost"]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A JupyterLab on a copy of the notebook that keeps corrections beside it."""
    held = tmp_path_factory.mktemp("lab")
    (held / "kept").mkdir()
    notebook = explore(corrections="kept")
    plain = {**notebook["cells"][-1], "id": "plain", "source": "explore(desk, view, interactive=False)"}
    notebook["cells"].append(plain)
    with laboratory(held, notebook) as address:
        yield address


def run_all(page: Any) -> None:
    page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.locator(".nk-bench .nk-figure svg").wait_for(timeout=WITHIN)
    errors = page.evaluate(
        f"""() => {PANEL}.content.widgets.filter(cell => cell.model.type === 'code')
        .flatMap(cell => cell.model.outputs.toJSON()).filter(output => output.output_type === 'error')
        .map(output => output.ename + ': ' + output.evalue)"""
    )
    assert errors == []


def picture(page: Any, name: str) -> None:
    """A screenshot for people, where NKDATA_PICTURES names a folder."""
    if os.environ.get("NKDATA_PICTURES"):
        page.screenshot(path=Path(os.environ["NKDATA_PICTURES"]) / f"{name}.png")


STOPS = [
    "stance", "place", "claimant", "as of", "told from", "told to", "happened from", "happened to", "flood", "chart",
    "Chart", "Previous (k)", "Next unclear (j)", "Confirm (y)", "Reject (n)", "Undo (u)", "Article", "note",
    "Keep note", "Correct (c)", "Add what was missed", "Compare", "find", "Table", "What", "Says", "homes damaged",
]  # fmt: skip
HERE = """() => { const at = document.activeElement, look = getComputedStyle(at);
  const name = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.textContent;
  return [name.trim().replace(/ [▲▼]$/, ''), look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2]; }"""


def walked(page: Any, upto: str) -> list[str]:
    """The names of what the Tab key stops at, up to this one; each shows that it has the focus."""
    names: list[str] = []
    while upto not in names and len(names) < 80:
        page.keyboard.press("Tab")
        name, seen = page.evaluate(HERE)
        names.append(name)
        assert seen, names[-3:]
    assert upto in names
    return names


def serious(page: Any) -> list[str]:
    """What axe finds in the workbench that keeps somebody out."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, ".jp-OutputArea .nk-bench", {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response
    return [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")]


def test_ask_read_correct(browser: Any, lab: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(WITHIN)
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.startswith((lab, "data:", "blob:")) else foreign.append(request.url),
    )
    page.goto(f"{lab}/doc/workspaces/auto-test/tree/explore.ipynb?reset&token=open")
    page.wait_for_function(READY, timeout=WITHIN)
    page.wait_for_function(IDLE, timeout=WITHIN)
    run_all(page)
    bench = page.locator(".nk-bench")
    bench.get_by_text(re.compile(r"^\d+ claims$")).first.wait_for()
    bench.locator(".nk-grid tbody tr").first.wait_for()
    bench.scroll_into_view_if_needed()
    picture(page, "open")

    # by keyboard alone: sorted by a heading, which keeps the focus, then down the rows;
    # a mark leads to its sentence, which comes into sight; keys judge and go on
    bench.get_by_role("button", name="Says", exact=True).focus()
    page.keyboard.press("Enter")
    bench.locator(".nk-grid th[aria-sort=ascending] button:focus").wait_for()
    bench.locator(".nk-grid tbody button").first.focus()
    page.keyboard.press("ArrowDown")
    bench.locator(".nk-grid tbody tr:nth-child(2) button:focus").wait_for()
    bench.locator(".nk-figure a[href*='people-injured']").first.focus()
    page.keyboard.press("Enter")
    bench.locator(".nk-pane .nk-chosen").first.wait_for()
    assert bench.locator(".nk-pane .nk-chosen").first.inner_text() == "injuries"
    page.wait_for_function("() => document.activeElement.matches('.nk-pane')")
    assert bench.locator("#nk-chosen").evaluate(
        "mark => { const pane = mark.closest('.nk-pane').getBoundingClientRect();"
        "const at = mark.getBoundingClientRect(); return pane.top <= at.top && at.bottom <= pane.bottom; }"
    )
    for key, told in (
        ("y", "Kept: confirm."),
        ("j", "of 7 unclear"),
        ("n", "Kept: reject."),
        ("u", "Taken back: reject."),
    ):
        page.keyboard.press(key)
        bench.get_by_text(told).first.wait_for()
        page.wait_for_function("() => document.activeElement.matches('.nk-pane')")
    assert page.locator(".jp-OutputArea-output svg a[*|href]").count() > bench.locator("svg a").count()
    assert "Javascript Error" not in page.locator("body").inner_text()
    # what the row says stays in sight; words are selected by key, from the stretch that is read on
    assert bench.locator(".nk-now").inner_text().startswith("covid cases: 0 · North Korea")
    assert bench.locator(".nk-now").evaluate(
        "now => now.getBoundingClientRect().top >= now.closest('.nk-pane').getBoundingClientRect().top"
    )
    for key in ("w", "b", "Shift+W", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight", "a"):
        page.keyboard.press(key)
    words = bench.get_by_label("words", exact=True)
    words.wait_for()
    assert words.input_value() == "is"
    page.wait_for_function("() => document.activeElement.labels?.[0].innerText === 'its metric'")

    # filter, open the row, correct one field, and see the chart change, by keyboard alone
    # (who goes on choosing while a chart is drawn sees the rows of the last choice)
    metric = bench.get_by_label("metric", exact=True)
    for one in ("people_killed", "people_injured"):
        metric.select_option(one)
    metric.focus()
    page.keyboard.press("h")  # one alone begins so: what is typed slowly would begin anew
    bench.locator(".nk-grid tbody:has(tr:only-child) button", has_text="homes damaged").wait_for()
    page.wait_for_function("() => !document.querySelector('.nk-stale')")
    assert bench.locator(".nk-grid tbody tr").count() == 1
    bench.get_by_text("1 claim", exact=True).first.wait_for()
    page.keyboard.press("m")  # to JupyterLab a cell of text
    names = walked(page, "homes damaged")
    assert [one for one in names if one in STOPS] == STOPS, names
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.nk-pane')")
    page.keyboard.press("c")
    page.wait_for_function("() => document.activeElement.labels?.[0].innerText === 'new value'")
    page.keyboard.press("Control+A")
    page.keyboard.type("17,123")
    walked(page, "Save changes")
    page.keyboard.press("Enter")
    bench.get_by_text("Kept: correct.").wait_for()
    page.wait_for_function("() => document.activeElement.matches('.nk-pane')")
    bench.locator(".nk-figure svg").get_by_text("17,123").first.wait_for(state="attached")
    walked(page, "note")
    page.keyboard.type("the plain says so")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    bench.get_by_text("Kept: note.").wait_for()
    bench.locator(".nk-pane").get_by_text("the plain says so").wait_for()
    picture(page, "corrected")
    bench.get_by_role("button", name="Compare").click()
    bench.get_by_label("with", exact=True).wait_for()
    assert serious(page) == []

    # who opens the saved notebook where no kernel holds its widgets sees chart and rows in their place
    kept = page.locator(".nk-kept")
    kept.locator("img").wait_for(state="attached")
    assert not kept.is_visible()
    page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save'); }")
    page.evaluate(f"async () => {{ await {PANEL}.sessionContext.shutdown(); }}")
    page.reload()
    kept.locator("img").wait_for()
    page.get_by_text("model not found").wait_for(state="hidden")
    page.wait_for_function(READY, timeout=WITHIN)
    page.wait_for_function(IDLE, timeout=WITHIN)

    # a new kernel, in the dark: what was corrected is kept
    dark = "window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    page.evaluate(f"async () => {{ await {dark}; }}")
    run_all(page)
    bench.get_by_text("2 judged by hand").first.wait_for()
    bench.locator(".nk-figure a[href*='people-injured']").first.click()
    bench.locator(".nk-pane .nk-chosen").first.wait_for()
    picture(page, "dark")

    # a period drawn along the time axis, over marks, which are not clicked; the table follows; a key takes it back
    bench.get_by_label("chart", exact=True).select_option("how the figures moved")
    edge = bench.locator(".nk-edge").first
    edge.wait_for()
    page.wait_for_function("() => !document.querySelector('.nk-stale')")
    bench.locator(".nk-axis").first.scroll_into_view_if_needed()
    box = bench.locator(".nk-axis").first.bounding_box()
    message = bench.locator(".nk-pane").inner_text()
    page.mouse.move(box["x"] + box["width"] / 10, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    bench.get_by_text("0 claims", exact=True).first.wait_for()
    assert bench.get_by_label("told to", exact=True).input_value() < "2020-08-18"
    page.wait_for_function("() => document.activeElement.matches('.nk-edge') && !document.querySelector('.nk-stale')")
    assert bench.locator(".nk-pane").inner_text() == message
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    bench.get_by_text("8 claims", exact=True).first.wait_for()
    assert bench.get_by_label("told to", exact=True).input_value() == ""
    page.wait_for_function("() => document.activeElement.matches('.nk-edge') && !document.querySelector('.nk-stale')")
    assert bench.get_by_label("told from", exact=True).input_value() != ""
    picture(page, "brushed")
    page.keyboard.press("Escape")
    brushed = "document.querySelector('.nk-brushed')?.dataset.since"
    answers = "document.querySelector('.nk-edge')?.ariaValueText"  # a chart just drawn hears nothing for a frame
    page.wait_for_function(f"() => {answers} && !{brushed}")

    # a day later by key, then all days again by a double click beside the marks
    edge.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {answers} && {brushed}")
    box = bench.locator(".nk-axis").first.bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.9)
    page.wait_for_function("() => [...document.querySelectorAll('.nk-band')].every(band => band.hidden)")
    page.wait_for_function(f"() => document.querySelector('.nk-brushed') && !{brushed}")
    assert bench.get_by_label("told from", exact=True).input_value() == ""
    assert serious(page) == []
    assert foreign == []
    context.close()
