"""Putting a finished report in its place: whole or not at all.

A run is written into a hidden folder beside the published ones, then renamed to `runs/<name>`; `latest` is a link that
is swapped by one rename.  What is removed is renamed first, too.  A reader, or a power cut, never meets half a report.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nkdata.collection.folder import settle
from nkdata.errors import Busy, NotPublished

STAGING, GOING = ".staging-", ".going-"
LATEST = "latest"


@contextmanager
def staged(out: Path, tell: Callable[[str], None] | None = None) -> Iterator[Path]:
    """An empty folder inside `out` to write a run into; gone afterwards unless it was published.

    Only one run at a time: raises Busy when another holds the folder.  What a killed run left behind is removed, and
    `tell` is told of it, as that run could not say so itself.  A full disk or a missing permission raises NotPublished.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (out / ".lock").open("w") as lock:
            _take(lock.fileno(), out)
            for left in out.glob(f"{GOING}*"):
                shutil.rmtree(left, ignore_errors=True)
            for left in out.glob(f"{STAGING}*"):
                shutil.rmtree(left, ignore_errors=True)
                if tell is not None:
                    tell("the run before this one was cut off and published nothing; this one begins anew")
            folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=out))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise NotPublished(
            str(error.filename or out),
            error.strerror or str(error),
            "free some space or choose another folder with --out; what was published before stands",
        ) from error


def _take(lock: int, out: Path) -> None:
    """Hold the lock; the system frees it when this process ends, however it ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy(
            str(out), "another report is being written there", "wait for it, or choose another folder with --out"
        ) from None


def publish(folder: Path, out: Path, label: str) -> Path:
    """Publish a staged run as `runs/<label>-<digest of its files>` and let `latest` lead to it; returns `out/latest`.

    A run with the same files as an earlier one is the same run.
    """
    target = out / "runs" / f"{label}-{digest(folder)[:12]}"
    target.parent.mkdir(exist_ok=True)
    if not target.is_dir():
        folder.chmod(0o755)
        for path in (*folder.rglob("*"), folder):
            settle(path)
        folder.rename(target)
        settle(target.parent)
    latest, fresh = out / LATEST, out / f".{LATEST}"
    with suppress(FileNotFoundError):
        fresh.unlink()
    fresh.symlink_to(target.relative_to(out))
    fresh.replace(latest)
    settle(out)
    return latest


def remove(run: Path, out: Path) -> None:
    """Remove a published run at once: what a kill leaves of it is no longer among the runs."""
    going = out / f"{GOING}{run.name}"
    run.rename(going)
    shutil.rmtree(going)


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of all files in a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def keep_failed(notebook: Path, out: Path) -> Path | None:
    """Keep a notebook that failed, as far as it ran, as `failed.ipynb`; None when nothing was written."""
    kept = out / "failed.ipynb"
    try:
        notebook.replace(kept)
    except OSError:
        return None
    return kept
