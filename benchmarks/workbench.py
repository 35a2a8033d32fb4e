"""What an analyst waits for in the workbench: `explore.ipynb` in a real JupyterLab, by the clock of the browser.

    python -m benchmarks.workbench [COLLECTION [RUNS]]

Without a collection one of some 103,000 claims is made first (a quarter of an hour), as `benchmarks.scale` makes it.
Each run is a new kernel and a new page.  Corrections go into a folder of their own.  Needs Chromium; nothing else on
this machine should be at work: the load is printed beside.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.laboratory import IDLE, READY, explore, laboratory
from benchmarks.scale import ingested
from nkdata.collection import open_collection

ARTICLES = 190_000
WITHIN = 120_000  # ms
FRESH = "!document.querySelector('.nk-stale') && document.querySelector('.nk-figure svg')"
COUNTED = "document.querySelector('.nk-bench b')?.textContent"
JUDGE = "document.querySelector('.nk-pane').focus(); press('{}')"
# milliseconds from ACT until each of SEEN holds, looked at at every frame
WAITED = """async () => {
  const press = key => document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  const choose = (label, value) => { const box = [...document.querySelectorAll('.nk-bench .widget-dropdown')]
    .find(one => one.querySelector('label').textContent === label).querySelector('select');
    box.selectedIndex = [...box.options].findIndex(one => one.text === value);
    box.dispatchEvent(new Event('change', {bubbles: true})); };
  const was = {row: document.querySelector('.nk-pane')?.dataset.row, count: COUNTED,
    said: document.querySelector('.nk-bench [role=status]')?.textContent};
  const start = performance.now();
  ACT;
  const found = [];
  for (const seen of SEEN) {
    while (!seen(was))
      await new Promise(next => { requestAnimationFrame(() => next()); setTimeout(() => next(), 20); });
    found.push(performance.now() - start);
  }
  return found;
}"""
RUN = "window.jupyterapp.commands.execute('notebook:run-all-cells')"
ROWS = "() => document.querySelector('.nk-grid tbody tr')"
OPEN = "document.querySelectorAll('.nk-grid tbody button')[{}].click()"
ARTICLE = "() => document.querySelector('.nk-pane .nk-chosen')"
OTHER = "was => document.querySelector('.nk-pane').dataset.row !== was.row"
CHANGED = f"was => {COUNTED} !== was.count"
DRAWN = f"() => {FRESH}"
SAID = "was => ![undefined, '', was.said].includes(document.querySelector('.nk-bench [role=status]')?.textContent)"
STEPS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("all cells", RUN, (("first rows", ROWS), ("first chart", DRAWN))),
    ("filter", "choose('metric', 'people_killed')", (("a filter's rows", CHANGED), ("its chart", DRAWN))),
    ("open", OPEN.format(0), (("first row opened", ARTICLE),)),
    ("another", OPEN.format(40), (("another row opened", OTHER),)),
    ("next", JUDGE.format("j"), (("next unclear claim (j)", SAID),)),
    ("confirm", JUDGE.format("y"), (("confirmed (y)", SAID), ("its chart", DRAWN))),
    ("undo", JUDGE.format("u"), (("taken back (u)", SAID), ("its chart", DRAWN))),
    ("reject", JUDGE.format("n"), (("rejected (n)", SAID), ("its chart", DRAWN))),
    ("sort", "[...document.querySelectorAll('.nk-grid th button')][1].click()",
     (("sorted", "() => document.querySelector('.nk-grid th[aria-sort]')"),)),
    ("stance", "choose('metric', 'homes_damaged')", (("another filter's rows", CHANGED), ("its chart", DRAWN))),
    ("again", "choose('metric', 'people_killed')", (("a filter asked before", CHANGED), ("its chart", DRAWN))),
    ("all", "choose('metric', '')", (("all rows again", CHANGED), ("its chart", DRAWN))),
)  # fmt: skip


def timed(page: Any, address: str) -> dict[str, float]:
    """Seconds of each step in a new page and a new kernel."""
    page.goto(f"{address}/doc/workspaces/auto-{time.time_ns()}/tree/explore.ipynb?reset&token=open")
    page.wait_for_function(READY, timeout=WITHIN)
    page.wait_for_function(IDLE, timeout=WITHIN)
    assert not page.locator(".nk-bench").count()  # of what was saved nothing is shown
    page.wait_for_timeout(2000)
    taken: dict[str, float] = {}
    for name, act, seen in STEPS:
        asked = (
            WAITED.replace("COUNTED", COUNTED).replace("ACT", act).replace("SEEN", f"[{','.join(s for _, s in seen)}]")
        )
        for (what, _), found in zip(seen, page.evaluate(asked), strict=True):
            taken[f"{name}: {what}"] = found / 1000
        page.wait_for_timeout(3000 if name == "all cells" else 700)  # as long as a person looks at least
    return taken


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as spare:
        if len(sys.argv) > 1:
            collection = Path(sys.argv[1]).resolve()
        else:
            collection = Path(spare) / "articles"
            ingested(ARTICLES, collection)
        held = open_collection(collection)
        print(f"{held.count('claims'):,} claims of {held.count('articles'):,} articles")
        found: dict[str, list[float]] = {}
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            for run in range(runs):
                place = Path(spare) / f"lab{run}"
                (place / "kept").mkdir(parents=True)
                with laboratory(place, explore(collection=str(collection), corrections="kept")) as address:
                    page = browser.new_page(viewport={"width": 1280, "height": 1000})
                    for name, one in timed(page, address).items():
                        found.setdefault(name, []).append(one)
                    page.close()
                print(f"run {run + 1}, load {os.getloadavg()[0]:.1f}", flush=True)
            browser.close()
    print(f"{'seconds by the clock':<44}{'median':>8}{'least':>8}{'most':>8}")
    for name, seconds in found.items():
        print(f"{name:<44}{statistics.median(seconds):>8.2f}{min(seconds):>8.2f}{max(seconds):>8.2f}")


if __name__ == "__main__":
    main()
