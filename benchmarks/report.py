"""What the report costs above its floor.

The floor: as many notebooks as the report runs, each holding only `import pandas, matplotlib.pyplot`, executed one
after another in one process and converted once.  Report and floor take turns; the figures are medians of three.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nkdata.reporting.run import notebooks

RUNS = 3
FLOOR = """
import sys
from pathlib import Path

import nbformat
import papermill
from nbconvert import HTMLExporter

folder, count = Path(sys.argv[1]), int(sys.argv[2])
cells = [nbformat.v4.new_code_cell("import pandas, matplotlib.pyplot")]
made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
joined = nbformat.v4.new_notebook()
for number in range(count):
    source, target = folder / f"in{number}.ipynb", folder / f"out{number}.ipynb"
    nbformat.write(made, source)
    joined.cells += papermill.execute_notebook(source, target, progress_bar=False).cells
page, _ = HTMLExporter().from_notebook_node(joined)
(folder / "page.html").write_text(page, encoding="utf-8")
"""


def run(command: list[str]) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of the children, of one command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def main() -> None:
    """Print the table."""
    count = len(notebooks())
    taken: dict[str, list[tuple[float, float]]] = {"floor": [], "report": []}
    with tempfile.TemporaryDirectory() as name:
        for number in range(RUNS):
            folder = Path(name) / str(number)
            folder.mkdir()
            taken["floor"].append(run([sys.executable, "-c", FLOOR, str(folder), str(count)]))
            taken["report"].append(
                run([sys.executable, "-m", "nkdata.cli", "report", "--out", str(folder / "reports")])
            )
        size = max((path.stat().st_size for path in Path(name).rglob("reports/**/*.html")), default=0)
    print(f"{count} notebooks")
    print(f"{'':<12}{'wall s':>10}{'CPU s':>10}")
    medians = {what: [statistics.median(column) for column in zip(*runs, strict=True)] for what, runs in taken.items()}
    for what, (wall, cpu) in medians.items():
        print(f"{what:<12}{wall:>10.1f}{cpu:>10.1f}")
    ratios = [report / floor for report, floor in zip(medians["report"], medians["floor"], strict=True)]
    print(f"{'ratio':<12}{ratios[0]:>10.2f}{ratios[1]:>10.2f}")
    print(f"size of the page: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
