"""A Dask cluster extracts as processes of this machine do; a killed worker's part is done again, nothing twice."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import pandas as pd
import pytest

from nkdata.collection import ingest as module
from nkdata.collection import open_collection
from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.errors import BadParameter, NkdataError
from nkdata.model import Article
from tests.collection.stories import other, put, told
from tests.collection.writing import schedule, work

ARTICLES = [told("flood"), *(other(f"c{n}", "2016-08-30", n) for n in range(23))]
AT = "2016-09-20T06:00:00Z"
PATIENCE = 120  # seconds until a killed process is gone; never reached
PROCESSES = get_context("forkserver")  # imports once
PROCESSES.set_forkserver_preload(["tests.collection.writing"])


def started(be: Callable[..., None], *given: str) -> tuple[BaseProcess, str]:
    """A process of the cluster, and its address."""
    mine, its = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=be, args=(*given, its))
    process.start()
    its.close()
    return process, mine.recv()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, BaseProcess]]:
    """The address of a scheduler with two workers, and one of these."""
    scheduler, address = started(schedule)
    processes = [scheduler, *(started(work, address, str(tmp_path))[0] for _ in range(2))]
    yield address, processes[1]
    for one in processes:
        one.kill()
        one.join(PATIENCE)


def refuse(error: NkdataError) -> None:
    raise error


def test_a_cluster_gives_the_same_rows_though_a_worker_is_killed(
    tmp_path: Path, cluster: tuple[str, BaseProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, worker = cluster
    monkeypatch.setattr(module, "CHUNK", 4)
    read: list[Article] = []

    def progress(article: Article) -> None:
        read.append(article)
        if len(read) == len(ARTICLES) // 2:
            worker.kill()

    done = ingest(ARTICLES, Folder(tmp_path / "far"), at=AT, refused=refuse, cluster=address, progress=progress)
    assert worker.exitcode == -signal.SIGKILL
    assert done.added == len(ARTICLES)
    put(tmp_path / "near", *ARTICLES, at=AT)
    far, near = open_collection(tmp_path / "far"), open_collection(tmp_path / "near")
    for table in ("articles", "claims", "quantities"):
        pd.testing.assert_frame_equal(far.frame(table), near.frame(table))
    assert far.count("claims") > 0


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere://x"])
def test_a_cluster_that_does_not_answer_is_told_in_one_line(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkdata.collection.workers.PATIENCE", 0.2)
    with pytest.raises(BadParameter, match=f"^--cluster: no scheduler answers at {address}; name a running scheduler"):
        ingest(ARTICLES, Folder(tmp_path), at=AT, refused=refuse, cluster=address)


def test_a_missing_dask_is_named_with_the_extra_that_brings_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadParameter, match=r"needs Dask, which is not installed; pip install 'nkdata\[cluster\]'"):
        ingest(ARTICLES, Folder(tmp_path), at=AT, refused=refuse, cluster="tcp://127.0.0.1:1")
