"""Who extracts: processes of this machine, or the workers of a Dask cluster; both run the same function over parts.

A part whose worker was killed is done again by another; what comes back is written once, by the one that asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context

from nkdata.errors import BadParameter, NkdataError

TRIES = 3  # of a part after its first
PATIENCE = 10  # seconds until a scheduler that does not answer is given up
GO_ON = "run again: it goes on where it stopped"
SCRIPT = "a script of your own calls it below `if __name__ == '__main__':`"  # each process imports that script


@contextmanager
def workers(jobs: int, cluster: str | None = None) -> Iterator[tuple[Executor, int]]:
    """What takes parts to extract, and how many it does at a time: `jobs` processes, or all of a cluster's workers.

    `cluster` is the address of a Dask scheduler.  Raises BadParameter where it cannot be used, NkdataError when it or a
    process is lost on the way.
    """
    if cluster is not None:
        yield from _of_cluster(cluster)
        return
    pool = ProcessPoolExecutor(jobs, get_context("forkserver"))
    try:
        yield pool, jobs
    except BrokenProcessPool as error:
        raise NkdataError("ingest", "a process that extracts was ended from outside", f"{GO_ON}; {SCRIPT}") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _of_cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a cluster that read as this process does."""
    from nkdata.extracting.pipeline import extractor

    try:
        dask = import_module("distributed")
    except ImportError as error:
        raise BadParameter(
            "--cluster", "needs Dask, which is not installed", "pip install 'nkdata[cluster]'"
        ) from error
    try:
        client = dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        remedy = "name a running scheduler, such as tcp://10.0.0.5:8786"
        raise BadParameter("--cluster", f"no scheduler answers at {address}", remedy) from error
    with client:
        try:
            read_by = set(client.run(extractor).values())
        except ModuleNotFoundError as error:
            raise BadParameter("--cluster", "its workers have no nkdata", "install it there") from error
        if not read_by:
            raise BadParameter("--cluster", f"{address} has no workers", f"start some: dask worker {address}")
        if read_by != {extractor()}:
            found = f"its workers read by {', '.join(sorted(read_by))}, not {extractor()}"
            raise BadParameter("--cluster", found, "start them with the same nkdata, NKDATA_RULES and NKDATA_REFERENCE")
        try:
            yield client.get_executor(pure=False, retries=TRIES), sum(client.nthreads().values())
        except (dask.KilledWorker, CancelledError, dask.comm.CommClosedError) as error:
            raise NkdataError(address, f"the cluster was lost ({type(error).__name__})", GO_ON) from error
