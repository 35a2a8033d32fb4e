"""What a collection costs as it grows: CPU time and memory of `ingest`, and seconds of each question.

    python -m benchmarks.scale [ARTICLES [CLAIMS [FOLDER]]]

Articles are those of the corpora beside the project (else the seed) again and again, each time with other numbers and
names and two months later.  Claims are written by the collection's own writer, 20 an article, their values changed.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pyarrow as pa
import pyarrow.compute as pc

import nkdata
from nkdata import resources
from nkdata.collection import Collection, open_collection
from nkdata.collection.batches import write_batch
from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.collection.search import Index
from nkdata.collection.snapshot import Snapshot
from nkdata.collection.stories import told_often
from nkdata.collection.upkeep import tidy
from nkdata.collection.versions import changed
from nkdata.model import Article
from nkdata.workbench.desk import Desk
from nkdata.workbench.state import View

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
JOBS = 2
STEP = 1000  # articles between two measurements, and of a batch of claims
DENSE = 20  # claims of an article
APART = 61  # days that each copy of an article lies after the one before
NUMBER = re.compile(r"\b\d{2,}\b")
NAMES = re.compile(r"\b(?:Kangwon|Jagang|Ryanggang|Hamgyong|Phyongan|Hwanghae|Wonsan|Hamhung|Sinuiju|Kaesong|Nampho)\b")
PLACES = ("Kangwon", "Jagang", "Wonsan", "Hamhung", "Sinuiju", "Kaesong", "Nampho", "Haeju", "Kanggye", "Sariwon")
AT = "2026-01-01T00:00:00Z"
DESK: dict[str, dict[str, Any]] = {
    "all": {},
    "one metric": {"metric": ("people_killed",)},
    "one place": {"place": "hamhung"},
    "the country": {"place": "KP"},
    "one claimant": {"claimant": "kcna"},
    "two months": {"told": ("2012-07-01", "2012-08-31")},
}


def copies() -> Iterator[Article]:
    """Articles without end, no two alike, of all corpora in a random order."""
    paths = [CORPORA] if CORPORA.is_dir() else [resources.seed()]
    own = [one for one in nkdata.read_articles(paths, refused=lambda error: None) if one.language == "en"]
    random.Random(0).shuffle(own)
    for number in count():
        yield from (_other(one, number) for one in own)


def _other(article: Article, number: int) -> Article:
    """An article with other numbers and names, some months later."""
    chance = random.Random(f"{article.id} {number}")
    text = NUMBER.sub(lambda told: str(int(told[0]) % 10**9 + chance.randrange(1, 90)), article.text)
    text = NAMES.sub(lambda told: chance.choice(PLACES), text)
    day = article.published
    later = str(date.fromisoformat(day) + timedelta(days=APART * number)) if day else None
    return replace(article, id=f"{article.id}-{number}", text=text, published=later, path=None, url=None)


class Meter:
    """CPU seconds and memory of this process and all that it started; prints a line every STEP articles."""

    def __init__(self) -> None:
        self.read, self.peak = 0, 0
        self.spent: dict[int, float] = {}
        self.start = self.last = self.first = 0.0
        self.look()
        self.start = self.last = sum(self.spent.values())
        print(f"{'articles':>12}{'CPU ms an article':>20}{'of the first':>14}{'peak MB':>10}", flush=True)

    def __call__(self, article: Article) -> None:
        """One more article was read."""
        self.read += 1
        if self.read % (STEP // 5) == 0:
            self.look()
        if self.read % STEP == 0:
            now = sum(self.spent.values())
            cost, self.last = 1000 * (now - self.last) / STEP, now
            self.first = self.first or cost
            print(f"{self.read:>12,}{cost:>20.2f}{cost / self.first:>14.2f}{self.peak / 1e6:>10,.0f}", flush=True)

    def look(self) -> None:
        """Take the measures; what a process spent is kept when it has ended."""
        memory = 0
        for one in [psutil.Process(), *psutil.Process().children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                memory += one.memory_full_info().pss
                times = one.cpu_times()
                self.spent[one.pid] = times.user + times.system
        self.peak = max(self.peak, memory)


def ingested(articles: int, folder: Path) -> None:
    """Print what ingesting costs, by the thousand."""
    made = copies()
    first = next(made)  # the corpora are read before the meter runs
    rest = (one for some in ([first], islice(made, articles - 1)) for one in some)
    meter, start = Meter(), time.perf_counter()
    ingest(rest, Folder(folder), at=AT, refused=print, jobs=JOBS, progress=meter)
    meter.look()
    total = sum(meter.spent.values()) - meter.start
    size = sum(one.stat().st_size for one in folder.rglob("*.parquet"))
    print(
        f"all: {total:,.0f} CPU s, {time.perf_counter() - start:,.0f} s, {1000 * total / articles:.2f} CPU ms and "
        f"{size / articles:,.0f} bytes an article, peak {meter.peak / 1e6:,.0f} MB\n"
    )


def multiplied(claims: int, source: Collection, folder: Folder) -> None:
    """Write so many claims, DENSE an article, all made from those of a collection."""
    articles, some = (source.arrow(table, limit=STEP * DENSE) for table in ("articles", "claims"))
    articles = articles.drop_columns(["first_telling"])
    for number in range(-(-claims // (STEP * DENSE))):
        ids = [f"a{number * STEP + n:07d}" for n in range(STEP)]
        days = [str(date(2000, 1, 1) + timedelta(days=(number * 7 + n * 37) % 9000)) for n in range(STEP)]
        own = articles.take([n % articles.num_rows for n in range(STEP)])
        rows = some.take([n % some.num_rows for n in range(STEP * DENSE)])
        told = {"published": pa.array(days), "story": pa.array(ids), "version_of": pa.array(ids)}
        spread = [n // DENSE for n in range(STEP * DENSE)]
        values = pc.add(rows["value"], number)
        texts = pc.binary_join_element_wise(own["text"], pa.array(ids), " ")  # a text met twice would be left out
        made = {
            "articles": [_set(own, told | {"id": pa.array(ids), "text": texts})],
            "claims": [
                _set(
                    rows,
                    {name: one.take(spread) for name, one in told.items()}
                    | {"article_id": pa.array(ids).take(spread), "value": values},
                )
            ],
        }
        write_batch(folder, made, number + 1, at=AT)
        tidy(folder, at=AT)


def _set(table: pa.Table, columns: dict[str, pa.Array]) -> pa.Table:
    """A table with some columns put in place of its own."""
    for name, one in columns.items():
        table = table.set_column(table.column_names.index(name), name, one)
    return table


def asked(held: Collection) -> None:
    """Print what each question takes that a notebook or a command asks."""
    article = held.arrow("articles", limit=1)["id"][0].as_py()
    shown = list(dict.fromkeys(held.arrow("claims", metric="people_killed", limit=2000)["article_id"].to_pylist()))
    months = ("2012-07-01", "2012-08-31")
    questions: dict[str, Callable[[], object]] = {
        "count of all claims": lambda: held.count("claims", current=True),
        "first 2,000 claims": lambda: held.claims(current=True, limit=2000),
        "first 2,000 of one metric": lambda: held.claims(metric="people_killed", current=True, limit=2000),
        "claims of one place, as of a day": lambda: held.claims(place="hamhung", as_of="2010-01-01", limit=2000),
        "claims of one claimant in two months": lambda: held.claims(claimant="kcna", told=months),
        "articles of what is shown, with all rows": lambda: held.snapshot(article=shown),
        "all rows of two months": lambda: held.snapshot(told=months),
        "one article's text": lambda: held.text(article),
        "stories told often": lambda: told_often(held),
        "articles that changed": lambda: changed(held),
        "what is damaged": lambda: held.faults,
        **{f"workbench: {name}": partial(_at_the_desk, held.path, **view) for name, view in DESK.items()},
        "workbench: choices": lambda: Desk(collection=held.path).choices("claims"),
        "all rows of all articles": held.snapshot,
    }
    print(f"{held.count('claims'):,} claims of {held.count('articles'):,} articles, "
          f"{len(held.listing.batches)} batches\n{'question':<44}{'rows':>12}{'s':>8}{'CPU s':>8}")  # fmt: skip
    for name, ask in questions.items():
        ask()
        start, spent = time.perf_counter(), time.process_time()
        found: Any = ask()
        rows = len(found.claims) if isinstance(found, Snapshot) else found if isinstance(found, int) else len(found)
        wall, cpu = time.perf_counter() - start, time.process_time() - spent
        print(f"{name:<44}{rows:>12,}{wall:>8.2f}{cpu:>8.2f}", flush=True)


def _at_the_desk(path: str, **view: Any) -> int:
    """How many rows a workbench that has nothing in memory finds, the first of them read and all counted by day."""
    return Desk(collection=path).rows(View(**view)).total


def searched(held: Collection) -> None:
    """Print what the index and a search in it take."""
    start = time.process_time()
    with Index(held) as index:
        print(f"search index of {held.count('articles'):,} articles: {time.process_time() - start:.1f} CPU s")
        for words in ('"natural disaster"', "flood*", "the"):
            start = time.process_time()
            hits, months = len(index.search(words)), len(index.by_month(words))
            spent = time.process_time() - start
            print(f"search for {words:<20}{hits:>8} sentences{months:>8} months and outlets{spent:>8.2f} CPU s")
    print()


def main() -> None:
    """Print the tables."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    claims = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as spare:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else spare)
        ingested(articles, folder / "articles")
        held = open_collection(folder / "articles")
        searched(held)
        asked(held)
        multiplied(claims, held, Folder(folder / "claims"))
        asked(open_collection(folder / "claims"))


if __name__ == "__main__":
    main()
