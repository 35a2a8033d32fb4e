"""What a collection loses when its writer is killed: SIGKILL at random instants of each kind of writing.

    python -m benchmarks.kills [KILLS [KIND ...]]

Each kind of writing runs once undisturbed: that gives the rows before and after it, and its time.  Then it starts again
and again on a copy of the same collection, is killed at a random instant of that time, looked at, run to its end and
looked at again.  Prints a row a kind; all behind `acknowledged` ought to be 0.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from nkdata.collection import Collection, batches, ingest, open_collection, rereading, upkeep
from nkdata.collection.folder import Folder
from nkdata.collection.rows import collected
from nkdata.collection.snapshot import KINDS
from nkdata.errors import UnreadableCollection
from nkdata.extracting import pipeline
from nkdata.model import Article
from nkdata.review.log import Entry, append, read, target_of

AT = "2016-09-20T06:00:00Z"
HELD, PART = 45, 5  # articles of the collection that writing starts from, in batches of PART
SOME = 15  # articles or entries that a run puts in or takes out
TEXT = (
    "Torrents of rain left {n} people dead and {more} missing in Wonsan, KCNA said. Team {a} of shop {b} carried {c} "
    "sacks. Line {d} of the works stood still, and {more} houses were destroyed."
)
PROCESSES = get_context("forkserver")
COUNTS = ("kills", "ended before", "acknowledged", "of these lost", "half seen", "faults", "not mended")
State = dict[str, str]  # all that is held of an article or entry, by its id
Acknowledge = Callable[[str], None]


def article(n: int) -> Article:
    """An article like no other."""
    text = TEXT.format(n=n + 2, more=n + 300, a=n * 31, b=n * 17, c=n * 101, d=n * 13)
    return Article(f"k{n}", text, f"Rain {n}", None, None, "unknown", source="Agency", language="en")


def put(folder: Folder, first: int, last: int) -> None:
    """Ingest some articles."""
    ingest.ingest(map(article, range(first, last)), folder, at=AT, refused=print, jobs=1)


def merging(folder: Folder) -> None:
    """Merge what there is."""
    with folder.writing():
        upkeep.tidy(folder, at=AT)


def reread(folder: Folder) -> None:
    """Read all anew, by rules that call themselves newer."""
    pipeline.__dict__["extractor"] = lambda: "nkdata next"
    list(rereading.reread(Collection(folder), at=AT))


def removing(folder: Folder, acknowledge: Acknowledge) -> None:
    """Take some articles out."""
    for n in range(SOME):
        id = collected(article(n)).id
        with suppress(UnreadableCollection):  # it went in the run before
            upkeep.remove(folder, id, at=AT, by="desk", why="asked")
        acknowledge(id)


def reviewing(folder: Folder, acknowledge: Acknowledge) -> None:
    """Confirm some claims."""
    for row in Collection(folder).claims(limit=SOME).to_dict("records"):
        entry = Entry(AT, "desk", "confirm", "claim", target_of(row))
        append(folder, entry)
        acknowledge(entry.id)


WRITING: dict[str, Callable[[Folder, Acknowledge], None]] = {
    "ingest": lambda folder, acknowledge: put(folder, HELD, HELD + SOME),
    "merge": lambda folder, acknowledge: merging(folder),
    "reread": lambda folder, acknowledge: reread(folder),
    "remove": removing,
    "review": reviewing,
}


def write(kind: str, path: str, pipe: Connection) -> None:
    """Be the process that writes; it acknowledges each article of a batch, removal and entry that is on disk."""
    ingest.BATCH = ingest.CHUNK = rereading.CHUNK = upkeep.SMALLEST = PART
    upkeep.TIER = 3 if kind in ("ingest", "merge") else 1000
    own = batches.write_batch

    def told(folder: Folder, tables: Any, *given: Any, **named: Any) -> batches.Batch:
        made = own(folder, tables, *given, **named)
        for name, key in (("articles", "id"), ("extracted", "article_id")):
            for one in (one for table in tables.get(name, ()) for one in table[key].to_pylist()):
                pipe.send(one)
        return made

    ingest.__dict__["write_batch"] = rereading.__dict__["write_batch"] = told
    pipe.send("")
    WRITING[kind](Folder(path), pipe.send)


def started(kind: str, path: Path) -> tuple[BaseProcess, Connection]:
    """A process that begins to write now."""
    mine, its = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=write, args=(kind, str(path), its))
    process.start()
    its.close()
    mine.recv()
    return process, mine


def ended(process: BaseProcess, pipe: Connection) -> list[str]:
    """What a process acknowledges until it has ended."""
    told = []
    with suppress(EOFError):
        while True:
            told.append(pipe.recv())
    process.join()
    return told


def state(path: Path) -> State:
    """Everything that a reader sees, by article and entry."""
    held, found = open_collection(path), {one.id: "entry" for one in read(Folder(path)).entries}
    for table in ("articles", *KINDS):
        key = "id" if table == "articles" else "article_id"
        for row in held.ask(f"SELECT * FROM {{{table}}} ORDER BY ALL").to_pylist():
            found[row[key]] = found.get(row[key], "") + f"{table}{row}"
    return found


def killed(kind: str, base: Path, work: Path, kills: int) -> Counter[str]:
    """Kill one kind of writing so often, and count what was found."""
    before, whole, chance = state(base), work / "whole", random.Random(kind)
    shutil.copytree(base, whole)
    writer, start = started(kind, whole), time.perf_counter()
    ended(*writer)
    lasted, after, counts = time.perf_counter() - start, state(whole), Counter({"kills": kills})
    for number in range(kills):
        path = work / str(number)
        shutil.copytree(base, path)
        process, pipe = started(kind, path)
        time.sleep(chance.random() * lasted)
        process.kill()
        told = ended(process, pipe)
        seen = state(path)
        counts["ended before"] += process.exitcode == 0
        counts["acknowledged"] += len(told)
        lost = {one for one in told if seen.get(one) != after.get(one)}
        lost |= {one for one in before if one not in seen and one in after}
        counts["of these lost"] += len(lost)
        counts["half seen"] += sum(held not in (before.get(one), after.get(one)) for one, held in seen.items())
        counts["faults"] += len(open_collection(path).faults) + len(read(Folder(path)).faults)
        ended(*started(kind, path))
        counts["not mended"] += state(path) != after
        shutil.rmtree(path)
    return counts


def prepared(place: Path, articles: int = HELD) -> dict[str, Path]:
    """The collection that each kind of writing starts from: of articles read twice for removal and review."""
    plain, again = place / "plain", place / "again"
    for first in range(0, articles, PART):
        put(Folder(plain), first, first + PART)
    shutil.copytree(plain, again)
    ended(*started("reread", again))
    return {kind: again if kind in ("remove", "review") else plain for kind in WRITING}


def main() -> None:
    """Print the table."""
    kills, kinds = int((sys.argv[1:] or ["200"])[0]), sys.argv[2:] or list(WRITING)
    PROCESSES.set_forkserver_preload(["nkdata.collection.search", "nkdata.extracting.pipeline"])
    print(f"{'writing':<10}" + "".join(f"{name:>15}" for name in COUNTS), flush=True)
    with tempfile.TemporaryDirectory() as place:
        upkeep.TIER = 1000
        bases = prepared(Path(place))
        for number, kind in enumerate(kinds):
            some = kills // len(kinds) + (number < kills % len(kinds))
            counts = killed(kind, bases[kind], Path(place) / kind, some)
            print(f"{kind:<10}" + "".join(f"{counts[name]:>15,}" for name in COUNTS), flush=True)


if __name__ == "__main__":
    main()
