"""Nothing acknowledged is lost, nothing half is seen: kills, damage, two writers, a full disk, no permission."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from benchmarks.kills import killed, prepared
from nkdata.collection import batches, open_collection, upkeep
from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.collection.rereading import reread
from nkdata.collection.schema import TABLES
from nkdata.collection.search import Index
from nkdata.collection.upkeep import merge, remove, tidy
from nkdata.errors import Busy, UnreadableCollection
from nkdata.extracting import pipeline
from nkdata.model import Article, Extraction
from tests.collection.stories import held, other, put, told
from tests.collection.writing import write

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds that a started process may take; never reached
PROCESSES = get_context("forkserver")  # imports once, so that a writer starts in no time
PROCESSES.set_forkserver_preload(["tests.collection.writing"])


def writer(folder: Path) -> tuple[BaseProcess, Connection]:
    """A process that writes, and the end of a pipe where it acknowledges each batch."""
    mine, its = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=write, args=(str(folder), its))
    process.start()
    its.close()
    return process, mine


def acknowledged(pipe: Connection) -> Iterator[str]:
    """What a writer has acknowledged, until it ends."""
    with suppress(EOFError):
        while True:
            yield pipe.recv()


def test_killed_at_ten_instants_of_ingest_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    chance = random.Random(20160830)
    there: set[str] = set()
    for number in range(10):
        process, pipe = writer(tmp_path / str(number // 5))
        lines = list(islice(acknowledged(pipe), chance.randrange(1, 3)))
        time.sleep(chance.random() * 0.05)
        process.kill()
        lines += acknowledged(pipe)
        process.join(PATIENCE)
        found = open_collection(tmp_path / str(number // 5))
        assert found.faults == ()
        ids = found.ask("SELECT id FROM {articles}")["id"].to_pylist()
        assert len(ids) == len(set(ids)), "an article is there twice"
        there = there if number % 5 else set()
        assert there <= set(ids), "an acknowledged article is lost"
        assert len(ids) >= min(60, 5 * len([line for line in lines if line != "done"])), "an acknowledged batch is lost"
        assert len(ids) % 5 == 0, "half a batch is seen"
        there = set(ids)
    process, pipe = writer(tmp_path / "1")
    assert list(acknowledged(pipe))[-1] == "done"
    assert not list((tmp_path / "1" / "index").iterdir()), "what a killed writer left is still there"
    assert open_collection(tmp_path / "1").count("articles") == 60


@pytest.fixture(scope="module")
def bases() -> Iterator[dict[str, Path]]:
    """Collections of ten articles, some of them read twice, by what is to be done with them."""
    with tempfile.TemporaryDirectory() as place:
        yield prepared(Path(place), 10)


@pytest.mark.parametrize(("kind", "kills"), [("reread", 4), ("remove", 3), ("review", 3)])
def test_killed_at_ten_instants_of_other_writing_nothing_is_lost(
    bases: dict[str, Path], tmp_path: Path, kind: str, kills: int
) -> None:
    counts = killed(kind, bases[kind], tmp_path, kills)
    assert [counts[name] for name in ("of these lost", "half seen", "faults", "not mended")] == [0, 0, 0, 0]


def test_two_writers_and_a_reader_at_once(tmp_path: Path) -> None:
    put(tmp_path, told())
    both = [writer(tmp_path), writer(tmp_path)]
    seen = [1]
    while any(process.is_alive() for process, _ in both):
        count = open_collection(tmp_path).count("articles")
        assert count >= seen[-1], "a reader lost what it had seen"
        seen.append(count)
    assert [process.exitcode for process, _ in both] == [0, 0]
    assert open_collection(tmp_path).count("articles") == 61


def test_a_batch_that_is_taken_away_while_it_is_read_is_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, told())
    put(tmp_path, other("b", None, 3))
    read, batches = Folder.read, tmp_path / "batches"
    (*_, newest) = sorted(one.name for one in batches.iterdir())

    def late(self: Folder, *parts: str) -> bytes:
        if newest in parts and (batches / newest).exists():
            shutil.rmtree(batches / newest)
        return read(self, *parts)

    monkeypatch.setattr(Folder, "read", late)
    found = open_collection(tmp_path)
    assert (found.count("articles"), found.faults) == (1, ())


def test_a_writer_that_waits_in_vain_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nkdata.collection.folder.PATIENCE", 0.1)
    with Folder(tmp_path).writing(), pytest.raises(Busy, match="another run writes"):
        ingest([told()], Folder(tmp_path), at="2016-09-20T00:00:00Z", refused=print, jobs=1)


# damage


def some(tmp_path: Path) -> Path:
    for number in range(4):
        put(tmp_path, *[other(f"b{number}-{n}", None, number * 10 + n) for n in range(3)])
    return tmp_path


def test_a_truncated_file_is_named_and_the_rest_opens(tmp_path: Path) -> None:
    broken = sorted((some(tmp_path) / "batches").glob("*/claims.parquet"))[1]
    broken.write_bytes(broken.read_bytes()[:-20])
    found = open_collection(tmp_path)
    (fault,) = found.faults
    assert f"batch {broken.parent.name}: claims.parquet has" in str(fault)
    assert found.count("articles") == 9
    refused: list[Exception] = []
    done = ingest([told()], Folder(tmp_path), at="2016-09-21T00:00:00Z", refused=refused.append, jobs=1)
    assert (done.added, len(refused)) == (1, 1)


@pytest.mark.parametrize("what", ["batch", "file", "seal"])
def test_a_half_copied_collection_shows(tmp_path: Path, what: str) -> None:
    folder = sorted((some(tmp_path) / "batches").iterdir())[1]
    if what == "batch":
        shutil.rmtree(folder)
    elif what == "file":
        (folder / "bands.parquet").unlink()
    else:
        (folder / "batch.json").write_text("{")
    found = open_collection(tmp_path)
    assert "batch 000002" in str(found.faults[0])
    assert found.count("articles") == 9


def test_a_batch_without_a_seal_was_never_there(tmp_path: Path) -> None:
    folder = sorted((some(tmp_path) / "batches").iterdir())[-1]
    (folder / "batch.json").unlink()
    found = open_collection(tmp_path)
    assert (found.count("articles"), found.faults) == (9, ())
    put(tmp_path, told())
    assert not folder.exists()
    assert open_collection(tmp_path).faults == ()


def test_settings_that_are_not_toml_are_named(tmp_path: Path) -> None:
    put(tmp_path, told())
    (tmp_path / "nkdata.toml").write_text("layout = ")
    with pytest.raises(UnreadableCollection, match=r"nkdata\.toml: not TOML"):
        open_collection(tmp_path)
    (tmp_path / "nkdata.toml").write_text("layout = 9")
    with pytest.raises(UnreadableCollection, match="layout 9, not 1"):
        open_collection(tmp_path)


def test_names_in_a_strangers_collection_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside" / "x"
    outside.mkdir(parents=True)
    found = held(tmp_path / "c", told(), other("x", None, 3))
    for part in ("..", "../outside", "", ".", "a/b", "a\\b", "\x00"):
        with pytest.raises(UnreadableCollection, match="names a file outside of itself"):
            found.folder.remove(part, "x")
    (batch,) = (tmp_path / "c" / "batches").iterdir()
    seal = json.loads((batch / "batch.json").read_text())
    (batch / "batch.json").write_text(json.dumps(seal | {"name": "../../outside"}))
    (fault,) = open_collection(tmp_path / "c").faults
    assert "its batch.json is damaged" in str(fault)
    assert outside.is_dir()


# merging and rereading


def test_small_batches_are_merged_without_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nkdata.collection.upkeep.SMALLEST", 1)
    monkeypatch.setattr("nkdata.collection.upkeep.TIER", 3)
    reader = held(tmp_path, other("first", None, 99))
    assert reader.count("articles") == 1
    for number in range(20):
        put(tmp_path, other(f"m{number}", f"2016-08-{28 - number}" if number % 6 else None, number))
    names = [one.name for one in (tmp_path / "batches").iterdir()]
    assert len(names) < 9
    assert reader.count("articles") == 21
    assert reader.faults == ()
    largest = max((tmp_path / "batches").glob("*/articles.parquet"), key=lambda one: one.stat().st_size)
    days = [day or "9999" for day in pq.read_table(largest)["published"].to_pylist()]
    assert days == sorted(days), "rows of a merged batch lie by day of telling, so that a question reads few of them"
    assert len(days) > 3


def test_merging_killed_before_the_old_files_go_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some(tmp_path)
    monkeypatch.setattr("nkdata.collection.upkeep.TIER", 3)
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "remove", lambda self, *parts: None)
        group = batches.listing(Folder(tmp_path)).batches[:3]
        merge(Folder(tmp_path), group, at="2016-09-21T00:00:00Z")
    found = open_collection(tmp_path)
    assert (found.count("articles"), found.faults) == (12, ())
    tidy(Folder(tmp_path), at="2016-09-21T00:00:00Z")
    assert {one.name for one in group} & {one.name for one in (tmp_path / "batches").iterdir()} == set()
    assert open_collection(tmp_path).count("articles") == 12


def test_a_newer_reading_stands_beside_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = held(tmp_path, told(), other("x", None, 3))
    before = found.count("claims")
    assert list(reread(found, at="2016-10-01T00:00:00Z")) == []
    own = pipeline.extract

    def without_deaths(article: Article) -> Extraction:
        made = own(article)
        claims = tuple(one for one in made.claims if one.metric != "people_killed")
        return replace(made, claims=claims, extractor="nkdata next")

    monkeypatch.setattr(pipeline, "extract", without_deaths)
    monkeypatch.setattr(pipeline, "extractor", lambda: "nkdata next")
    lines = list(reread(found, at="2016-10-01T00:00:00Z"))
    assert len(lines) == 1
    assert "claim went: people_killed 10" in lines[0]
    assert found.count("claims") == before - 1
    assert list(reread(found, at="2016-10-02T00:00:00Z")) == []
    held_still = found.ask(
        "SELECT count(*) AS n FROM read_parquet(?)", [found.listing.addresses(found.folder, "claims")]
    )
    assert held_still["n"][0].as_py() == 2 * before - 1


def test_a_removal_killed_half_way_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = held(tmp_path, told(), other("x", None, 3))
    monkeypatch.setattr(pipeline, "extractor", lambda: "nkdata next")
    list(reread(found, at="2016-10-01T00:00:00Z"))
    gone, stays = found.articles().sort_values("title", ascending=False)["id"]

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    def read_meanwhile(*given: Any) -> None:
        with Index(found) as index:
            assert len(index.search("roads")) == 1
        own(*given)

    own = upkeep._replace
    monkeypatch.setattr(upkeep, "_replace", killed)
    with pytest.raises(KeyboardInterrupt):
        remove(found.folder, gone, at="2016-10-02T00:00:00Z", by="desk", why="asked")
    monkeypatch.setattr(upkeep, "_replace", read_meanwhile)
    remove(found.folder, gone, at="2016-10-02T00:00:00Z", by="desk", why="asked")
    left = [Path(one) for table in TABLES for one in found.listing.addresses(found.folder, table)]
    assert not [one for one in left if gone.encode() in one.read_bytes() or gone in str(pq.read_table(one).to_pylist())]
    assert found.articles()["id"].tolist() == [stays]
    with Index(found) as index:
        assert index.search("roads").empty


# disk and permissions


# All is done once elsewhere before privileges go: the interpreter itself may lie where nobody else may look.
NOBODY = """
import os, sys
from contextlib import suppress
from nkdata.cli import main
from nkdata.collection import open_collection
from nkdata.collection.search import Index
for number, folder in enumerate(sys.argv[1:]):
    if number:
        os.setuid(65534)
        with Index(open_collection(folder)) as index:
            print(len(index.search("roads")))
    with suppress(SystemExit) if not number else suppress():
        main(["ingest", "seeds", "--collection", folder, "--jobs", "1"])
        Index(open_collection(folder)).search("rain")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_that_may_not_be_written_is_said_and_still_read() -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own lies where nobody else may look
        Path(folder).chmod(0o755)
        put(folder, told())
        before = put(f"{folder}/before", told()).added
        command = [sys.executable, "-c", NOBODY, f"{folder}/before", folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert before == 1
    assert done.stdout == "1\n"
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert re.fullmatch(r"nkdata: .*: may not be written; mend its permissions, or name another --collection", last)


def run(folder: Path, prepare: Callable[[], None] | None) -> subprocess.CompletedProcess[str]:
    """`nkdata ingest` of the seed in a process prepared so."""
    command = [sys.executable, "-m", "nkdata.cli", "ingest", "seeds", "--collection", str(folder), "--jobs", "1"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=prepare, timeout=PATIENCE)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    put(tmp_path, told())
    done = run(tmp_path, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)))
    assert done.returncode != 0
    (line,) = done.stderr.splitlines()
    assert line.endswith("no room to write (File too large); make room on that disk, then run the same again")
    found = open_collection(tmp_path)
    assert (found.count("articles"), found.faults) == (1, ())
    assert run(tmp_path, None).returncode == 0
    assert found.count("articles") == 2
