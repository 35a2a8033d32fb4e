"""A report killed at random instants: never half a page, and what was published stays."""

from __future__ import annotations

import hashlib
import random
import time
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest

from nkdata.reporting import run
from tests.reporting.reports import publish_twice
from tests.reporting.test_run import GOOD, write

pytestmark = pytest.mark.notebooks
PROCESSES = get_context("forkserver")  # imports once, so that a report starts in no time
PROCESSES.set_forkserver_preload(["tests.reporting.reports", "nkdata.reporting.page", "nkdata.extracting.pipeline"])
LONGEST = 1.5  # seconds within which a report is killed; a whole one takes about as long


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each published file."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_killed_at_twenty_instants_there_is_never_half_a_page(tmp_path: Path) -> None:
    notebooks, out = write(tmp_path / "notebooks", GOOD), tmp_path / "reports"
    executed = run.report([], out=out, folder=notebooks).resolve().parent / "notebooks" / "one.ipynb"
    whole = {name.name: digests(name) for name in (out / "runs").iterdir()}
    chance, published = random.Random(20200818), 0
    for _ in range(20):
        mine, its = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(
            target=publish_twice, args=(str(notebooks), str(out), str(executed), its), daemon=True
        )
        process.start()
        its.close()
        assert mine.recv() == "begun"
        time.sleep(chance.random() * LONGEST)
        process.kill()
        process.join()
        with suppress(EOFError):
            while mine.recv():
                published += 1
        assert (out / "latest" / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
        for folder in (out / "runs").iterdir():
            found = digests(folder)
            assert whole.setdefault(folder.name, found) == found, "a published run changed, or was published half"
            assert {"report.html", "manifest.json", "data/claims.parquet"} <= set(found)
    run.report([], out=out, folder=notebooks, as_of="2020-08-31")
    for name, before in whole.items():
        assert digests(out / "runs" / name) == before
    assert list(out.glob(".staging-*")) == []
    assert "the run before this one was cut off" in (out / "run.log").read_text(encoding="utf-8")
    assert published < 40, "no kill fell into a report"
