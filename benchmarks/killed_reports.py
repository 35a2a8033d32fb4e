"""What a reader finds when a report is killed: SIGKILL at random instants of its life, early and late alike.

    python -m benchmarks.killed_reports [KILLS [WITH_KERNELS]]

A folder holds the reports of two days.  That of a third is published, and the first removed, by a process that is
killed: KILLS times one whose notebooks lie executed, all else being as ever, WITH_KERNELS times `nkdata report` as a
scheduler starts it.  After each kill the folder is looked at, then the next run does the same undisturbed, and the
folder is looked at again.  Prints a row a kind; all behind `had published` ought to be 0.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.model import Article
from nkdata.reporting import run
from nkdata.reporting.kernels import Job
from nkdata.reporting.publish import digest

KEEP = 2
LED_TO = re.compile(r'href="((?:runs|latest|data|figures|notebooks)/[^"#?]+)"')
GONE = 15  # seconds after which a process of a killed report ought to have ended
COUNTS = ("kills", "had published", "half", "dead links", "not listed", "living on", "not mended")
PROCESSES = get_context("forkserver")  # imports once, so that a report starts in no time


def published(folder: Path, day: str) -> None:
    """`nkdata report` as of a day, with all notebooks."""
    assert subprocess.run(command(folder, day), stdout=subprocess.DEVNULL, check=False).returncode in (0, 1)


def command(folder: Path, day: str) -> list[str]:
    """How a scheduler starts it."""
    where = ["--collection", str(folder / "c"), "--out", str(folder / "r"), "--as-of", day, "--keep", str(KEEP)]
    return [sys.executable, "-m", "nkdata.cli", "report", *where]


def publish(folder: Path, executed: Path, day: str, pipe: Connection | None = None) -> None:
    """The same without kernels: the notebooks lie `executed`."""

    def ready(jobs: Mapping[str, Job]) -> Iterator[str]:
        for name, job in jobs.items():
            shutil.copyfile(executed / f"{name}.ipynb", job.target)
            yield name

    run.__dict__["executed"] = ready
    if pipe:
        pipe.send("begun")
    run.report([], collection=str(folder / "c"), out=folder / "r", as_of=day, keep=KEEP)


def begun(*given: object) -> BaseProcess:
    """A process that begins to `publish` now."""
    mine, its = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=publish, args=(*given, its))
    process.start()
    its.close()
    mine.recv()
    return process


def without_kernels(*given: object) -> tuple[float, Callable[[float], list[psutil.Process]]]:
    """How long a report lasts, and what kills one after so many seconds; no process of its own."""

    def kill(after: float) -> list[psutil.Process]:
        process = begun(*given)
        process.join(after)
        process.kill()
        process.join()
        return []

    start = time.perf_counter()
    begun(*given).join()
    return time.perf_counter() - start, kill


def with_kernels(folder: Path, day: str) -> tuple[float, Callable[[float], list[psutil.Process]]]:
    """The same for `nkdata report`, with the processes that it had started."""

    def kill(after: float) -> list[psutil.Process]:
        with subprocess.Popen(command(folder, day), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(after)
            beside: list[psutil.Process] = []
            if process.poll() is None:
                beside = psutil.Process(process.pid).children(recursive=True)
                process.kill()
        return beside

    start = time.perf_counter()
    published(folder, day)
    return time.perf_counter() - start, kill


def faults(out: Path, whole: Mapping[str, str]) -> Counter[str]:
    """What a reader finds amiss: `whole` are the digests of all runs there may be, by name."""
    found: Counter[str] = Counter()
    page = (out / "latest" / "report.html").read_text(encoding="utf-8")
    ends = page.rstrip().endswith("</html>")
    there = all((out / "latest" / path).is_file() for path in LED_TO.findall(page))
    found["half"] += not (ends and there)
    found["half"] += sum(digest(one) != whole.get(one.name) for one in (out / "runs").iterdir())
    for name in ("index.html", "feed.xml"):
        found["dead links"] += sum(
            not (out / path).is_file() for path in LED_TO.findall((out / name).read_text(encoding="utf-8"))
        )
    return found


def killed(
    folder: Path, base: Path, whole: Mapping[str, str], times: int,
    way: tuple[float, Callable[[float], list[psutil.Process]]], again: Callable[[], None],
) -> Counter[str]:  # fmt: skip
    """Kill a report so often, in as many equal stretches of its life once each, and count what was found."""
    (lasts, kill), out, chance = way, folder / "r", random.Random(20111217)
    last, counts = max(whole), Counter({"kills": times})
    for number in range(times):
        shutil.rmtree(out)
        shutil.copytree(base, out, symlinks=True)
        beside = kill((number + chance.random()) / times * lasts)
        counts["had published"] += (out / "latest").resolve().name == last
        counts += faults(out, whole)
        counts["living on"] += len(psutil.wait_procs(beside, GONE)[1])
        again()
        counts += faults(out, whole)
        runs = sorted(one.name for one in (out / "runs").iterdir())
        left = {one.name for one in out.iterdir() if one.name.startswith(".")} - {".lock", ".collection"}
        counts["not mended"] += runs != sorted(whole)[-KEEP:] or (out / "latest").resolve().name != last or bool(left)
        index = (out / "index.html").read_text(encoding="utf-8")
        counts["not listed"] += sum(f"runs/{one}/" not in index for one in runs)
    return counts


def kills(times: int, real: int, held: Sequence[tuple[str, list[Article]]], folder: Path) -> None:
    """Print the table: of the first three days of `held`."""
    PROCESSES.set_forkserver_preload(["nkdata.reporting.run", "nkdata.reporting.page", "nkdata.extracting.pipeline"])
    out, base, days = folder / "r", folder / "base", [day for day, _ in held[:3]]
    for day, articles in held[:3]:
        ingest(articles, Folder(folder / "c"), at=f"{day}T23:00:00Z", refused=print, jobs=1)
    published(folder, days[0])
    begun(folder, out / "latest" / "notebooks", days[1]).join()
    shutil.copytree(out, base, symlinks=True)
    way = with_kernels(folder, days[2])
    shutil.copytree((out / "latest").resolve() / "notebooks", executed := folder / "executed")
    whole = {one.name: digest(one) for shelf in (base, out) for one in (shelf / "runs").iterdir()}
    assert len(whole) == len(days), "not every report was published"
    shutil.rmtree(out)
    shutil.copytree(base, out, symlinks=True)
    given = folder, executed, days[2]
    ways = {"without kernels": (times, without_kernels(*given)), "with kernels": (real, way)}
    print(f"{'report':<16}" + "".join(f"{name:>15}" for name in COUNTS), flush=True)
    for name, (some, one) in ways.items():
        counts = killed(folder, base, whole, some, one, lambda: begun(*given).join())
        print(f"{name:<16}" + "".join(f"{counts[column]:>15,}" for column in COUNTS), flush=True)


def main() -> None:
    """Kill reports on the articles of three days."""
    from benchmarks.mornings import days

    times, real = (*map(int, sys.argv[1:]), *(90, 10)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as name:
        kills(times, real, days(3), Path(name))


if __name__ == "__main__":
    main()
