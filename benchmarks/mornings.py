"""A report every morning on a collection that grows: seconds, memory, and whether each day's findings are right.

    python -m benchmarks.mornings [DAYS [KERNELS [KILLS]]]

Articles of 2011 and 2012 out of the corpora beside the project (else the seed) are read in day by day.  Each
morning the collection is asked, the changes since the morning before are told, and a page is built of them.  The
articles are counted, and the new claims and events out of what the extraction of the day's articles says, not out of
the collection.  On KERNELS mornings, spread over the whole, `nkdata report` publishes with all its notebooks.  A second
process does the same replay beside: the same days must make the same pages.  Last, a report is
killed KILLS times (`benchmarks.killed_reports`).
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby, pairwise
from pathlib import Path

import pandas as pd
import psutil  # type: ignore[import-untyped]

import nkdata
from benchmarks import killed_reports
from nkdata import resources
from nkdata.collection import open_collection
from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.collection.rows import collected
from nkdata.model import Article, Name
from nkdata.questions.answers import Answer
from nkdata.questions.changes import State, changes, news
from nkdata.questions.evidence import event_anchor
from nkdata.questions.sourcing import source_statement
from nkdata.reporting.page import Block, Part, page
from nkdata.reporting.panel import panel

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "kcna_2011_2012"
DAYS, KERNELS, KILLS = 30, 2, 100  # eleven months are 330 days
STEPS = "ingest", "opening", "questions", "page", "report"
# a process counts as its own the memory of the one that started it, so a small one does
MEASURED = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"status": status, "seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1e3}))
"""
AGAIN = "again"  # the first argument of the process that replays beside


def days(most: int) -> list[tuple[str, list[Article]]]:
    """The articles of each day, oldest first."""
    paths = [CORPUS if CORPUS.is_dir() else resources.folder("seeds")]
    found = nkdata.read_articles(paths, refused=lambda error: None)
    dated = sorted((one for one in found if one.published), key=lambda one: (str(one.published), one.id))
    return [(day, list(held)) for day, held in groupby(dated, key=lambda one: str(one.published))][:most]


class Count:
    """What had not been told before, counted from extractions alone."""

    def __init__(self) -> None:
        self.claims: set[tuple[object, ...]] = set()
        self.events: set[tuple[object, ...]] = set()

    def new(self, articles: Sequence[Article], elsewhere: set[tuple[str, int]]) -> tuple[int, int]:
        """New claims, those `elsewhere` (article and start, told as a revision) apart, and new events."""
        read = [nkdata.extract(collected(one)) for one in articles]
        claims: dict[tuple[object, ...], tuple[str, int]] = {}
        events: dict[tuple[object, ...], tuple[object, ...]] = {}
        for one in read:
            for c in one.claims:
                who, where = _who(c.claimant), c.place.name if c.place else None
                key = (c.metric, c.value, c.low, c.high, c.words or None, where, who, c.stance, c.scope)
                claims[key] = min(claims.get(key, ("~", 0)), (one.article.id, c.start))
            for e in one.events:
                who, told = _who(e.claimant), " ".join(e.text.split())
                events.setdefault((e.known_event or e.id, e.kind, e.status, who), (
                    e.known_event or told, e.kind, e.status, who,
                ))  # fmt: skip
        fresh = sum(key not in self.claims and first not in elsewhere for key, first in claims.items())
        happened = sum(key not in self.events for key in events.values())
        self.claims |= {*claims}
        self.events |= {*events.values()}
        return fresh, happened


def _who(claimant: Name | None) -> str:
    return (claimant.id or claimant.name) if claimant else ""


def told(rows: pd.DataFrame, answer: Answer, now: State) -> tuple[int, int, set[tuple[str, int]]]:
    """New claims and new events as the changes have them, and where what the answer tells as a revision stands."""
    anchors = {event_anchor(str(one)) for one in now.snapshot.events["id"]}
    is_event = rows["anchor"].isin([*anchors]) & ~rows["change"].eq("overdue")
    is_claim = rows["change"].isin(["claim", "other", "denied"]) & ~rows["anchor"].isin([*anchors])
    beside = {*rows.loc[rows["change"].isin(["revised", "silence ended"]), "anchor"]}
    places = {(t.article_id, t.start) for one in answer.evidence if one.anchor in beside for t in one.tellings}
    return int(is_claim.sum()), int(is_event.sum()), places


@dataclass(frozen=True)
class Morning:
    """Day, articles held, CPU seconds by step (`STEPS`) and memory in MB of this process and of its largest kernel,
    size of the whole page in MB, digest of what was built, what its findings and a direct count differ in; 0 where no
    report was published."""

    day: str
    articles: int
    seconds: list[float]
    memory: list[float]
    size: float
    digest: str
    wrong: str


def replay(held: Sequence[tuple[str, list[Article]]], folder: Path, kernels: int, check: bool) -> Iterator[Morning]:
    """Each morning in turn; with `check` its findings against a direct count."""
    before, tables, total, count = None, nkdata.reference(), 0, Count()
    published = {round((number + 1) * len(held) / kernels) - 1 for number in range(kernels)}
    for number, (day, articles) in enumerate(held):
        clock, wrong = [time.process_time()], ""
        total += ingest(articles, Folder(folder / "c"), at=f"{day}T23:00:00Z", refused=print, jobs=1).added
        clock.append(time.process_time())
        now = State(open_collection(folder / "c").snapshot(learned=day))
        clock.append(time.process_time())
        answers = [news(before, now, tables), source_statement(now.snapshot, tables)]
        clock.append(time.process_time())
        part = Part("new", "What is new", tuple(Block(panel=panel(one)) for one in answers))
        made = page([part], now.snapshot, nkdata.reference().sources())
        clock.append(time.process_time())
        if check:
            rows = pd.DataFrame(columns=["change", "anchor"]) if before is None else changes(before, now, tables)
            *found, elsewhere = told(rows, answers[0], now)
            counted = count.new(articles, elsewhere)
            if before is not None and counted != tuple(found):
                wrong = f"{found} claims and events told, {counted} counted"
        before = now
        known = open_collection(folder / "c").count("articles", learned=day)
        if known != total:
            wrong += f" {known} articles, {total} were put in"
        built = hashlib.sha256("".join([made.html, *made.files.values()]).encode()).hexdigest()
        report, largest, size = 0.0, 0.0, 0.0
        if number in published:
            report, largest, size, name = published_by_kernels(folder)
            built += name
        seconds = [*(after - first for first, after in pairwise(clock)), report]
        yield Morning(day, total, seconds, [psutil.Process().memory_info().rss / 1e6, largest], size, built, wrong)


def published_by_kernels(folder: Path) -> tuple[float, float, float, str]:
    """CPU seconds and MB of the largest process of `nkdata report`, MB of its page, the name that digests its run."""
    where = ["--collection", str(folder / "c"), "--out", str(folder / "r")]
    command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "nkdata.cli", "report", *where]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1])
    assert told["status"] in (0, 1), f"nkdata report ended with {told['status']}"
    latest = folder / "r" / "latest"
    size = (latest / "report.html").stat().st_size / 1e6
    return told["seconds"], told["memory"], size, latest.resolve().name


def row(one: Morning, again: Morning) -> str:
    """A morning as a row of the table, and what was not as it should be."""
    seconds = " | ".join(f"{taken:.2f}" for taken in one.seconds)
    memory = " | ".join(f"{held:,.0f}" for held in one.memory)
    unlike = "" if again.digest == one.digest else " another page in the second replay"
    return f"| {one.day} | {one.articles:,} | {seconds} | {memory} | {one.size:.2f} |{unlike} {one.wrong}".rstrip()


def main(most: int = DAYS, kernels: int = KERNELS, kills: int = KILLS) -> None:
    """Print a row for each morning as it is done, how many were alike and right, then the kills."""
    held = days(most)
    columns = *(f"{one}, s" for one in STEPS), "memory, MB", "largest process, MB", "page, MB"
    print(f"| day | articles | {' | '.join(columns)} |\n{'|---' * (len(columns) + 2)}|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        again = [sys.executable, "-m", "benchmarks.mornings", AGAIN, str(folder / "two"), str(most), str(kernels)]
        with subprocess.Popen(again, stdout=subprocess.PIPE, text=True) as second:
            assert second.stdout is not None
            same = right = 0
            for one in replay(held, folder / "one", kernels, True):
                other = Morning(**json.loads(second.stdout.readline()))
                same, right = same + (other.digest == one.digest), right + (not one.wrong)
                print(row(one, other), flush=True)
        print(f"\nof {len(held)} mornings {same} were the same again, {right} as counted directly", flush=True)
        if kills:
            killed_reports.kills(kills - kills // 10, kills // 10, held, folder / "three")


if __name__ == "__main__":
    if sys.argv[1:2] == [AGAIN]:
        for one in replay(days(int(sys.argv[3])), Path(sys.argv[2]), int(sys.argv[4]), False):
            print(json.dumps(asdict(one)), flush=True)
    else:
        main(*map(int, sys.argv[1:]))
