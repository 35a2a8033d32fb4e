"""The whole way with small notebooks: what is published, and what a failure leaves behind."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkdata.errors import BadParameter, Busy, NkdataError, NotPublished, UnreadableArticle
from nkdata.reporting import run
from nkdata.reporting.publish import publish, staged

pytestmark = pytest.mark.notebooks

PARAMETERS = 'data = ""  # a folder\nas_of = ""  # a day\nrows = 3  # how many'
GOOD = """
import pandas as pd
import nkdata
from nkdata.questions.answers import Answer
from nkdata.reporting.panel import show

print("read", flush=True)
print("and asked", flush=True)
snapshot = nkdata.open_snapshot(data)
found = f"{len(snapshot.claims)} claims, {rows} rows, as of {as_of}"
show(Answer("claims", found, "", pd.DataFrame({"a": [1.5]})), snapshot)
"""
SEED = "seeds/000_47f1a0ae3c443b6e.txt"


def write(folder: Path, source: str, name: str = "one") -> Path:
    """A folder with one notebook: parameters, then this cell."""
    code: dict[str, Any] = {"cell_type": "code", "outputs": [], "execution_count": None}
    cells = [
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": ["# Who said what?"]},
        code | {"id": "p", "metadata": {"tags": ["parameters"]}, "source": PARAMETERS},
        code | {"id": "c", "metadata": {}, "source": source.strip()},
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    made = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.ipynb").write_text(json.dumps(made), encoding="utf-8")
    return folder


def no_kernel(*_: object) -> None:
    raise AssertionError("a kernel was started")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put(out: Path) -> dict[str, bytes]:
    """Publish the page of yesterday; its files."""
    with staged(out) as stage:
        (stage / "report.html").write_text("yesterday", encoding="utf-8")
        return files(publish(stage, out, "2020-08-18").resolve())


def test_the_same_inputs_make_the_same_files_and_a_manifest_without_place_or_time(tmp_path: Path) -> None:
    folder = write(tmp_path / "notebooks", GOOD)
    pages = [
        run.report([], out=tmp_path / name, folder=folder, parameters=[("rows", "7")]).resolve() for name in ("a", "b")
    ]
    one, other = (files(page.parent) for page in pages)
    assert pages[0].parent.name == pages[1].parent.name
    assert one == other
    assert {"report.html", "manifest.json", "data/claims.csv", "data/claims.parquet", "notebooks/one.ipynb"} <= set(one)
    assert "claims, 7 rows, as of" in one["report.html"].decode()
    assert one["notebooks/one.ipynb"].count(b'"stream"') == 1, "how fast a kernel prints is part of the file"
    manifest = json.loads(one["manifest.json"])
    assert manifest["parameters"] == {"one": {"rows": 7}}
    assert manifest["articles"][0]["path"] == SEED
    assert not [name for name, data in one.items() if str(tmp_path).encode() in data]
    assert re.match(r"\d{4}-\d\d-\d\dT", (tmp_path / "a" / "run.log").read_text())


@pytest.mark.parametrize(
    ("source", "cell", "told"),
    [
        ("# count\n1 / 0", "1 / 0", "ZeroDivisionError: division by zero"),
        ("import os\nos._exit(9)", "import os", "its kernel died, perhaps for want of memory"),
        ("import time\ntime.sleep(60)", "import time", "it took longer than 5 seconds"),
    ],
)
def test_a_failing_notebook_leaves_the_page_of_yesterday(tmp_path: Path, source: str, cell: str, told: str) -> None:
    out = tmp_path / "reports"
    yesterday = put(out)
    with pytest.raises((NotPublished, Busy)) as raised:
        run.report([], out=out, folder=write(tmp_path / "bad", source, "two"), timeout=5 if "sleep" in source else 60)
    message = str(raised.value)
    assert message.startswith(f"two.ipynb, code cell 2 ({cell}), on {SEED}: {told}; ")
    assert "what was published before stands" in message
    assert "\n" not in message
    assert files((out / "latest").resolve()) == yesterday
    assert (out / "run.log").read_text(encoding="utf-8").endswith(f"  not published: {message}\n")
    assert (out / "failed.ipynb").is_file()
    assert list(out.glob(".staging-*")) == []


@pytest.mark.parametrize(
    ("given", "as_of", "since", "message"),
    [
        ([("row", "1")], None, None, "-p row: no notebook has such a parameter; did you mean rows?"),
        ([("rows", "few")], None, None, "-p rows: 'few' is no whole number"),
        ([("data", "x")], None, None, "-p data: the report sets it itself; name the articles"),
        ([("as_of", "2020-01-01")], None, None, "-p as_of: it concerns the whole page; write --as-of DATE instead"),
        ([], "18 August 2020", None, "as_of: '18 August 2020' is no day"),
        ([], None, "2020-02-31", "since: '2020-02-31' is no day of the calendar"),
        ([], "2020-08-18", "2020-08-19", "since: 2020-08-19 is later than as_of, 2020-08-18"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_before_a_kernel_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[tuple[str, str]], as_of: str | None, since: str | None,
    message: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(run, "_run", no_kernel)
    with pytest.raises(BadParameter) as raised:
        run.report(
            [], as_of=as_of, since=since, out=tmp_path, parameters=given, folder=write(tmp_path / "notebooks", GOOD)
        )
    assert str(raised.value).startswith(message)


def test_nothing_readable_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    refused: list[NkdataError] = []
    with pytest.raises(UnreadableArticle, match="no article could be read"):
        run.report([tmp_path / "empty.txt"], out=tmp_path, refused=refused.append, folder=write(tmp_path / "n", GOOD))
    assert len(refused) == 1


def test_notebooks_come_in_the_order_that_they_ask_for() -> None:
    names = ["whats_new", "briefing", "flood_damage", "sanctions_context", "policy_events", "00_start_here"]
    assert list(run.notebooks()) == names


LIMITED = """
import resource, signal, sys
from pathlib import Path
from nkdata.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
main(["report", "--out", sys.argv[1]])
"""


def test_a_full_disk_is_one_line_and_status_four(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert re.fullmatch(
        r"nkdata: .*File too large; free some space or choose another folder with --out; .*\n", done.stderr
    )
    assert not (tmp_path / "latest").exists()


NOBODY = """
import os, sys
from pathlib import Path
from nkdata.errors import NotPublished
from nkdata.reporting.publish import staged
os.setuid(65534)
try:
    with staged(Path(sys.argv[1])):
        print("written")
except NotPublished as error:
    print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_that_may_not_be_written_is_one_line() -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own lies where nobody else may look
        Path(folder).chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", NOBODY, f"{folder}/reports"], capture_output=True, text=True, check=True
        )
    assert re.fullmatch(r".*/reports: Permission denied; free some space or choose another folder .*\n", done.stdout)


BUSY = """
import os, time
from pathlib import Path
Path(data, "..", "..", "at_work").write_text(f"{os.getppid()} {os.getpid()}")
time.sleep(60)
"""
# an interrupt is ignored by what a shell starts in the background, and by all that it starts in turn
REPORT = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
from nkdata.cli import main
from nkdata.reporting import run
if __name__ == "__main__":
    held = {"one": Path(sys.argv[1]) / "one.ipynb"}
    run.notebooks = lambda folder=None: held
    main(["report", "--out", sys.argv[2]])
"""
KILLED = (
    "report: a process that ran its notebooks was killed, perhaps for want of memory; what was published before stands"
)


@pytest.mark.parametrize(
    ("whom", "how", "status", "said"),
    [
        ("report", signal.SIGKILL, -signal.SIGKILL, ""),
        ("report", signal.SIGINT, 130, "nkdata: interrupted\n"),
        ("worker", signal.SIGKILL, 4, f"nkdata: {KILLED}\n"),
    ],
)
def test_a_report_that_is_ended_leaves_no_process_and_the_page_of_yesterday(
    tmp_path: Path, whom: str, how: signal.Signals, status: int, said: str
) -> None:
    out, at_work = tmp_path / "reports", tmp_path / "reports" / "at_work"
    yesterday = put(out)
    command = [sys.executable, "-c", REPORT, str(write(tmp_path / "notebooks", BUSY)), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as report:
        until(lambda: at_work.is_file() and len(at_work.read_text().split()) == 2)
        worker, kernel = map(int, at_work.read_text().split())
        os.kill({"report": report.pid, "worker": worker}[whom], how)
        written, told = report.communicate(timeout=60)
    assert (report.returncode, written, without_warning(told)) == (status, "", said)
    until(lambda: not lives(worker) and not lives(kernel))
    assert files((out / "latest").resolve()) == yesterday
    with staged(out) as stage:
        assert list(out.glob(".staging-*")) == [stage]


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def without_warning(told: str) -> str:
    """What was said, but for Python's own words on semaphores of a process that was killed."""
    return "" if "resource_tracker" in told else told


def until(done: Callable[[], bool]) -> None:
    """Wait for something to be so, at most a minute."""
    for _ in range(600):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about in a minute")
