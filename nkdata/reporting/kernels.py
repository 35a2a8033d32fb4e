"""Notebooks in kernels that are forked from one process, in which all that notebooks import is loaded once.

Most of what a small notebook costs is the start of its kernel.  Here one process per report loads libraries and tables
and runs nothing; each notebook then gets a process forked from it, and that one a kernel of its own: what a notebook
does no other one sees.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from threading import Thread
from typing import Any

from nkdata.errors import Busy, NkdataError, NotPublished

AT_ONCE = 2  # notebooks that run at the same time
LIBRARIES = (
    "ipykernel.kernelapp",
    "matplotlib_inline.backend_inline",
    "pyarrow.parquet",
    "nkdata.reporting.execute",
    "nkdata.reporting.forked",
)
IMPORTED = re.compile(r"\bfrom (nkdata[\w.]*) import (\w+)")
GONE = 5  # seconds in which the processes of a report that fails end
KILLED = (
    "report",
    "a process that ran its notebooks was killed, perhaps for want of memory",
    "what was published before stands",
)


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to be run, where to write it, what it is given, and the longest that a cell may take, in seconds.

    `named` is what it reads in a few words, for messages; a failed notebook is kept in `out`; with `pictures` its
    charts are put into the folder `figures` beside the notebooks, too.
    """

    notebook: Path
    target: Path
    values: Mapping[str, Any]
    timeout: int
    named: str
    out: Path
    pictures: bool


def executed(jobs: Mapping[str, Job]) -> Iterator[str]:
    """Run notebooks, a few at a time; gives the name of each as it is done.

    Raises NotPublished or Busy for the first that fails, or when a process is killed.  All processes end with this one,
    or as soon as nobody waits for them.
    """
    if not jobs:
        return
    context = get_context("spawn")
    heard, held_open = context.Pipe(duplex=False)
    answers, answer = context.Pipe(duplex=False)
    server = context.Process(target=_serve, args=(heard, answer, dict(jobs)))
    server.start()
    answer.close()
    try:
        for _ in jobs:
            if answers not in wait([answers, server.sentinel]):
                raise NotPublished(*KILLED)
            name, error = answers.recv()
            if error is not None:
                raise error
            yield name
    finally:  # also when one failed or the reader interrupts: nobody waits for the others
        held_open.close()
        server.terminate()
        server.join()
        with suppress(EOFError):  # the last process that could answer is gone
            while answers.poll(GONE):
                answers.recv()


def _serve(heard: Connection, answer: Connection, jobs: dict[str, Job]) -> None:
    """Load what the notebooks import, then fork a process for each; its answers are (name, error or None)."""
    _load([one.notebook for one in jobs.values()])
    context = get_context("fork")
    waiting = list(jobs.items())
    running: dict[Connection, tuple[str, ForkProcess]] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            name, job = waiting.pop(0)
            told, tell = context.Pipe(duplex=False)
            process = context.Process(target=_run, args=(heard, tell, job))
            process.start()
            tell.close()
            running[told] = (name, process)
        ready = wait([heard, *running])
        if heard in ready:
            os._exit(1)
        for told in [one for one in running if one in ready]:
            name, process = running.pop(told)
            try:
                error = told.recv()
            except EOFError:
                error = NotPublished(*KILLED)
            process.join()
            answer.send((name, error))


def _load(notebooks: Sequence[Path]) -> None:
    """Import what kernels, papermill and these notebooks import, and read the tables."""
    # by it jsonschema checks international addresses, which no notebook's schema holds; it takes a second to load
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None: there is none
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as a kernel sets it
    for one in LIBRARIES:
        import_module(one)
    for path in notebooks:
        for module, name in IMPORTED.findall(path.read_text(encoding="utf-8")):
            for one in (module, f"{module}.{name}"):
                with suppress(ImportError):  # the notebook itself tells of it
                    import_module(one)
    from nkdata.reference import reference

    with suppress(NkdataError):
        tables = reference()
        for name in tables:
            tables[name]


def _run(heard: Connection, tell: Connection, job: Job) -> None:
    """Run one notebook; a failure names the input too, and leaves the notebook as far as it ran."""
    from nkdata.reporting.execute import execute
    from nkdata.reporting.forked import Kernel, be_default
    from nkdata.reporting.panel import PICTURES
    from nkdata.reporting.publish import keep_failed

    if job.pictures:
        os.environ[PICTURES] = str((job.target.parents[1] / "figures").absolute())
    be_default(Kernel())  # before anything else runs beside it
    Thread(target=_follow, args=(heard,), daemon=True).start()
    error: Exception | None = None
    try:
        execute(job.notebook, job.target, job.values, job.timeout)
    except (NotPublished, Busy) as failed:
        kept = keep_failed(job.target, job.out)
        seen = f"; the notebook as far as it ran is {kept}" if kept else ""
        error = type(failed)(f"{failed.where}, on {job.named}", failed.found, f"{failed.remedy}{seen}")
    except OSError as failed:  # a full disk
        error = failed
    tell.send(error)


def _follow(heard: Connection) -> None:
    """End as soon as the report closes its end of the pipe, or is killed."""
    with suppress(EOFError):
        heard.recv()
    os._exit(1)
