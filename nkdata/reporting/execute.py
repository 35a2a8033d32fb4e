"""Running one notebook in a kernel of its own, and saying in one line what went wrong."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines
from traitlets.config import Config

from nkdata.errors import Busy, NotPublished

START_WITHIN = 120  # seconds until a kernel must answer
QUIET = ["--log-level=CRITICAL"]
INJECTED = "injected-parameters"  # the tag of the cell that papermill adds
BEFORE = "what was published before stands"


class SavedOnce(NBClientEngine):  # type: ignore[misc]  # untyped there
    """Papermill's own engine, but that it writes no notebook as each cell begins and ends: charts are large."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        """Run the cells.  Where that ends early the notebook is written as far as it ran; else papermill does so."""
        target, nb_man.output_path = nb_man.output_path, None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except BaseException:
            nb_man.output_path = target
            raise


papermill_engines.register(SavedOnce.__name__, SavedOnce)


def execute(notebook: Path, target: Path, values: Mapping[str, Any], timeout: int) -> dict[str, Any]:
    """Run a notebook with these parameters in the target's folder; write the executed one, and give it back as JSON.

    What differs from run to run (times, random ids) is taken out.  Raises NotPublished when a cell fails or the kernel
    dies, Busy when a cell takes longer than `timeout` seconds; the target then holds the notebook as far as it ran.
    """
    try:
        with _silent():
            papermill.execute_notebook(
                notebook, target, dict(values), progress_bar=False, cwd=target.parent, execution_timeout=timeout,
                start_timeout=START_WITHIN, config=_kernel(notebook.stem), extra_arguments=QUIET, coalesce_streams=True,
                engine_name=SavedOnce.__name__,
            )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        raise NotPublished(_cell(notebook, target), f"{error.ename}: {error.evalue}", BEFORE) from error
    except DeadKernelError as error:
        raise NotPublished(_cell(notebook, target), "its kernel died, perhaps for want of memory", BEFORE) from error
    except CellTimeoutError as error:
        raise Busy(_cell(notebook, target), f"it took longer than {timeout} seconds", BEFORE) from error
    done: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    _forget_times(done)
    target.write_text(json.dumps(done, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return done


def _kernel(name: str) -> Config:
    """Sockets in files of this name: no port to clash over, and no warning of unencrypted TCP in every run."""
    return Config({"KernelManager": {"transport": "ipc", "ip": f"{name}-ipc"}})


@contextmanager
def _silent() -> Iterator[None]:
    """Keep papermill from writing its own lines beside ours."""
    logger, handler = logging.getLogger("papermill"), logging.NullHandler()
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = before
        logger.removeHandler(handler)


def _cell(notebook: Path, target: Path) -> str:
    """Which cell did not end well: `flood_damage.ipynb, code cell 4 (chart = …)`."""
    try:
        cells = json.loads(target.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError):
        return notebook.name
    own = [cell for cell in cells if cell["cell_type"] == "code" and INJECTED not in cell["metadata"].get("tags", ())]
    for number, cell in enumerate(own, start=1):
        replied = "shell.execute_reply" in cell["metadata"].get("execution", {})
        if not replied or cell["metadata"].get("papermill", {}).get("exception"):
            lines = [line.strip() for line in cell["source"] if line.strip() and not line.startswith("#")]
            return f"{notebook.name}, code cell {number} ({lines[0][:60] if lines else 'empty'})"
    return notebook.name


def _forget_times(done: dict[str, Any]) -> None:
    """Take out what papermill notes of this run alone."""
    done["metadata"].pop("papermill", None)
    for cell in done["cells"]:
        for name in ("papermill", "execution"):
            cell["metadata"].pop(name, None)
        if INJECTED in cell["metadata"].get("tags", ()):
            cell["id"] = INJECTED
