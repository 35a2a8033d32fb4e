"""A report every morning on a collection that grows: seconds, memory, and whether each day's findings are right.

    python -m benchmarks.mornings [DAYS [KILLS]]

Articles of 2011 and 2012 out of the corpora beside the project (else the seed) are read in day by day.  Each
morning the collection is asked and the changes since the morning before are told.  The articles are counted, and the
new claims and events out of what the extraction of the day's articles says, not out of the collection.  The
replay is done twice: the same days must make the same tables.  A process that publishes is killed KILLS times; what
`latest` leads to must be whole each time.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import psutil  # type: ignore[import-untyped]

import nkdata
from nkdata import resources
from nkdata.collection import open_collection
from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.collection.rows import collected
from nkdata.model import Article, Name
from nkdata.questions.answers import Answer
from nkdata.questions.changes import KINDS, State, news
from nkdata.questions.evidence import event_anchor
from nkdata.questions.sourcing import source_statement
from nkdata.reporting.panel import panel

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "kcna_2011_2012"
DAYS, KILLS, SHOWN = 30, 100, 10  # eleven months are 330 days
WRITER = """
import sys
from pathlib import Path
from nkdata.reporting.publish import publish, staged
for number in range(1000000):
    with staged(Path(sys.argv[1])) as folder:
        for name in "abc":
            (folder / name).write_text(str(number) * 9000)
        publish(folder, Path(sys.argv[1]), "x")
        print(number, flush=True)
"""


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


def told(answer: Answer, now: State) -> tuple[int, int, set[tuple[str, int]]]:
    """New claims and new events as the answer has them, and where what it tells as a revision stands."""
    kinds = {words[0]: kind for kind, words in KINDS.items()}
    rows = answer.table.assign(Change=answer.table["Change"].map(kinds))
    anchors = {event_anchor(str(one)) for one in now.snapshot.events["id"]}
    is_event = rows["anchor"].isin([*anchors]) & ~rows["Change"].eq("overdue")
    is_claim = rows["Change"].isin(["claim", "other", "denied"]) & ~rows["anchor"].isin([*anchors])
    beside = {*rows.loc[rows["Change"].isin(["revised", "silence ended"]), "anchor"]}
    places = {(t.article_id, t.start) for one in answer.evidence if one.anchor in beside for t in one.tellings}
    return int(is_claim.sum()), int(is_event.sum()), places


def replay(
    held: Sequence[tuple[str, list[Article]]], folder: Path
) -> Iterator[tuple[str, int, tuple[float, ...], str]]:
    """Each morning: day, articles, CPU seconds of ingest, opening and the questions, digest of the tables."""
    before, tables, total, count = None, nkdata.reference(), 0, Count()
    for day, articles in held:
        begun = time.process_time()
        done = ingest(articles, Folder(folder), at=f"{day}T23:00:00Z", refused=print, jobs=1)
        read, begun = time.process_time() - begun, time.process_time()
        total += done.added
        now = State(open_collection(folder).snapshot(learned=day))
        opened, begun = time.process_time() - begun, time.process_time()
        answers = [news(before, now, tables), source_statement(now.snapshot, tables)]
        made = "".join(panel(one).csv for one in answers)
        asked = time.process_time() - begun
        *found, elsewhere = told(answers[0], now)
        counted = count.new(articles, elsewhere)
        assert before is None or counted == tuple(found), f"{day}: {found} claims and events told, {counted} counted"
        before = now
        known = open_collection(folder).count("articles", learned=day)
        assert known == total, f"{day}: {known} articles, {total} were put in"
        yield day, total, (read, opened, asked), hashlib.sha256(made.encode()).hexdigest()


def killed(times: int, out: Path) -> int:
    """How many of so many kills at random instants left a page that was half there; none may."""
    chance, halves = random.Random(20111217), 0
    for _ in range(times):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(out)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.random() * 0.1)
            writer.kill()
        halves += len({(out / "latest" / name).read_text(encoding="utf-8") for name in "abc"}) != 1
    return halves


def main(most: int = DAYS, kills: int = KILLS) -> None:
    """Print a table of the mornings, then whether a second replay said the same, then the kills."""
    held = days(most)
    print("| day | articles | ingest, s | opening, s | questions, s | memory, MB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        first = []
        for number, (day, total, seconds, digest) in enumerate(replay(held, Path(folder) / "one")):
            first.append(digest)
            if number % max(len(held) // SHOWN, 1) == 0 or number == len(held) - 1:
                memory = psutil.Process().memory_info().rss / 1e6
                taken = " | ".join(f"{one:.2f}" for one in seconds)
                print(f"| {day} | {total:,} | {taken} | {memory:,.0f} |", flush=True)
        again = [digest for *_, digest in replay(held, Path(folder) / "two")]
        print(f"\n{sum(a == b for a, b in zip(first, again, strict=True))} of {len(first)} mornings the same again")
        print(f"{killed(kills, Path(folder) / 'out')} of {kills} kills left half a page")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
