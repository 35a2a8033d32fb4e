"""Processes that can be killed: a writer of 60 short articles in batches of five, each acknowledged when it is on disk;
the scheduler and the workers of a Dask cluster."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

import distributed

from nkdata.collection import ingest as module
from nkdata.collection import upkeep
from nkdata.collection.batches import Batch, write_batch
from nkdata.collection.folder import Folder
from nkdata.errors import NkdataError
from nkdata.extracting import pipeline
from tests.collection.stories import other

pipeline.extract(other("first", None, 0))  # rules are loaded once, by the server that all these are forked from


def write(folder: str, pipe: Connection) -> None:
    """Write, and say after each batch that it is there; at the end `done`."""
    module.BATCH, module.CHUNK, upkeep.TIER, upkeep.SMALLEST = 5, 5, 3, 5

    def told(*given: Any, **named: Any) -> Batch:
        made = write_batch(*given, **named)
        pipe.send(made.name)
        return made

    def refuse(error: NkdataError) -> None:
        raise error

    module.__dict__["write_batch"] = told
    articles: Sequence[Any] = [other(f"k{n}", None, n) for n in range(60)]
    module.ingest(articles, Folder(folder), at="2016-09-20T00:00:00Z", refused=refuse, jobs=1)
    pipe.send("done")


def schedule(pipe: Connection) -> None:
    """Be a scheduler on this machine alone, and say where."""
    asyncio.run(_serve(distributed.Scheduler, pipe, port=0))


def work(address: str, folder: str, pipe: Connection) -> None:
    """Be a worker of a scheduler, and say so."""
    asyncio.run(_serve(distributed.Worker, pipe, address, nthreads=1, local_directory=folder))


async def _serve(kind: Any, pipe: Connection, *given: str, **options: Any) -> None:
    """Be a server of Dask until killed."""
    logging.getLogger("distributed").setLevel(logging.ERROR)
    async with kind(*given, host="127.0.0.1", dashboard=False, **options) as server:
        pipe.send(server.address)
        await server.finished()
