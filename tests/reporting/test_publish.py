import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nkdata.errors import Busy, NotPublished
from nkdata.reporting.publish import keep_failed, publish, remove, staged


def put(out: Path, words: str, label: str = "2020-08-18") -> Path:
    with staged(out) as folder:
        (folder / "report.html").write_text(words, encoding="utf-8")
        (folder / "data").mkdir()
        (folder / "data" / "a.csv").write_text("x\n", encoding="utf-8")
        return publish(folder, out, label)


def half(out: Path) -> None:
    with staged(out) as folder:
        (folder / "report.html").write_text(str(1 / 0), encoding="utf-8")


def test_a_published_run_is_what_latest_leads_to(tmp_path: Path) -> None:
    assert put(tmp_path, "one") == tmp_path / "latest"
    put(tmp_path, "two", "2020-08-19")
    assert (tmp_path / "latest" / "report.html").read_text() == "two"
    assert sorted(path.name[:10] for path in (tmp_path / "runs").iterdir()) == ["2020-08-18", "2020-08-19"]
    assert [path.name for path in tmp_path.glob(".staging-*")] == []


def test_the_same_files_are_the_same_run(tmp_path: Path) -> None:
    put(tmp_path, "one")
    put(tmp_path, "one")
    assert len(list((tmp_path / "runs").iterdir())) == 1


def test_a_run_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    put(tmp_path, "one")
    with pytest.raises(ZeroDivisionError):
        half(tmp_path)
    assert (tmp_path / "latest" / "report.html").read_text() == "one"
    assert list(tmp_path.glob(".staging-*")) == []


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="No space left on device; free some space"), staged(tmp_path):
        raise OSError(28, "No space left on device")


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("x", encoding="utf-8")
    with pytest.raises(NotPublished, match="reports: File exists"), staged(tmp_path / "reports"):
        pass


def test_only_one_run_writes_at_a_time(tmp_path: Path) -> None:
    with staged(tmp_path), pytest.raises(Busy, match="another report is being written there"), staged(tmp_path):
        pass


def test_what_a_kill_leaves_of_a_removed_run_is_none_of_the_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "one")
    put(tmp_path, "two", "2020-08-19")

    def killed(folder: Path) -> None:
        (folder / "report.html").unlink()

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", killed)
        remove(first := min((tmp_path / "runs").iterdir()), tmp_path)
    assert len([*(tmp_path / "runs").iterdir()]) == 1
    with staged(tmp_path):
        assert not [*tmp_path.glob(f"**/*{first.name}*")]


def test_a_failed_notebook_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("{}", encoding="utf-8")
    assert keep_failed(tmp_path / "a.ipynb", tmp_path) == tmp_path / "failed.ipynb"
    assert keep_failed(tmp_path / "a.ipynb", tmp_path) is None


WRITER = """
import sys
from pathlib import Path
from nkdata.reporting.publish import publish, staged
out = Path(sys.argv[1])
for number in range(1000000):
    with staged(out) as folder:
        for name in ("a", "b", "c"):
            (folder / name).write_text(str(number) * 1000)
        publish(folder, out, "x")
    if not number:
        print("ready", flush=True)
"""


@pytest.mark.parametrize("instant", range(5))
def test_a_kill_at_any_instant_leaves_a_whole_run_and_a_free_lock(tmp_path: Path, instant: int) -> None:
    for repeat in range(4):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.02 + 0.007 * (4 * instant + repeat))
            os.kill(writer.pid, signal.SIGKILL)
        held = [(tmp_path / "latest" / name).read_text() for name in ("a", "b", "c")]
        assert held[0] == held[1] == held[2]
    put(tmp_path, "after")
    assert (tmp_path / "latest" / "report.html").read_text() == "after"
    assert list(tmp_path.glob(".staging-*")) == []
