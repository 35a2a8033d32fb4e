"""The schedules that come along: read by the tools that read them, and tried with a command that answers as told."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from nkdata.cli import app

SCHEDULES = Path(__file__).parent.parent / "examples" / "schedules"


def morning(folder: Path, read: int, reported: int) -> tuple[int, list[str]]:
    """The status of morning.sh where `nkdata ingest` and `nkdata report` end like this, and what it called."""
    shutil.copy(SCHEDULES / "morning.sh", folder)
    command = folder / "nkdata"
    called = folder / "called"
    command.write_text(
        f'#!/bin/sh\necho "$1" >> "{called}"\ntest "$1" = ingest && exit {read}\nexit {reported}\n', encoding="utf-8"
    )
    command.chmod(0o755)
    done = subprocess.run(
        ["sh", str(folder / "morning.sh")], env={"PATH": f"{folder}:/usr/bin:/bin"}, check=False, timeout=20
    )
    return done.returncode, called.read_text(encoding="utf-8").split()


@pytest.mark.parametrize(
    ("read", "reported", "status", "called"),
    [
        (0, 0, 0, ["ingest", "report"]),
        (1, 0, 1, ["ingest", "report"]),
        (1, 4, 4, ["ingest", "report"]),
        (0, 4, 4, ["ingest", "report"]),
        (0, 5, 5, ["ingest", "report"]),
        (3, 0, 3, ["ingest"]),
        (5, 0, 5, ["ingest"]),
    ],
)
def test_a_morning_ends_with_the_status_that_matters(
    tmp_path: Path, read: int, reported: int, status: int, called: list[str]
) -> None:
    assert morning(tmp_path, read, reported) == (status, called)


def test_every_option_of_the_schedules_exists() -> None:
    for path in ("morning.sh", "github-actions.yml"):
        for command, given in re.findall(r"nkdata (\w+) (.*)", (SCHEDULES / path).read_text(encoding="utf-8")):
            known = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).output
            for option in re.findall(r"--[a-z-]+", given):
                assert option in known, f"{path}: nkdata {command} has no {option}"


def test_the_workflow_lets_one_run_at_a_time() -> None:
    held = yaml.safe_load((SCHEDULES / "github-actions.yml").read_text(encoding="utf-8"))
    assert held["concurrency"] == {"group": "report", "cancel-in-progress": False}
    assert held["permissions"] == {"contents": "read"}
    assert held["jobs"]["report"]["timeout-minutes"] == 30


@pytest.mark.skipif(shutil.which("flock") is None, reason="flock is not on this machine")
def test_the_second_run_of_cron_gives_way_at_once(tmp_path: Path) -> None:
    lock = str(tmp_path / ".lock")
    assert "flock -n -E 5 " in (SCHEDULES / "crontab").read_text(encoding="utf-8")
    inner = f"flock -n -E 5 {lock} true; exit $?"
    done = subprocess.run(["flock", "-n", "-E", "5", lock, "sh", "-c", inner], check=False, timeout=20)
    assert done.returncode == 5


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    names = ["nkdata-report.service", "nkdata-report.timer"]
    for name in names:
        shutil.copy(SCHEDULES / name, tmp_path)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in names)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert [line for line in done.stderr.splitlines() if "nkdata-report" in line] == []
    assert done.returncode == 0, done.stderr
