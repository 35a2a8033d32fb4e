"""The findings that notebooks store: `python -m tests.findings` runs the notebooks and stores them anew.

Only cells marked `NBVAL_CHECK_OUTPUT` keep their output, so that a change of a finding shows in the history and nothing
else does.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from nkdata.reporting.run import notebooks

MARK = "NBVAL_CHECK_OUTPUT"


def executed(path: Path, folder: Path) -> dict[str, Any]:
    """A notebook run by nbclient in this folder, as JSON."""
    node = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]  # untyped there
    NotebookClient(node, resources={"metadata": {"path": str(folder)}}, timeout=300).execute()
    held: dict[str, Any] = json.loads(nbformat.writes(node))  # type: ignore[no-untyped-call]  # untyped there
    return held


def text(source: str | list[str]) -> str:
    """A text of a notebook, which may be kept as lines."""
    return source if isinstance(source, str) else "".join(source)


def findings(notebook: dict[str, Any]) -> dict[str, str]:
    """The text printed by each marked cell, by the cell's id."""
    marked = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and MARK in text(cell["source"])]
    return {cell["id"]: "".join(text(output["text"]) for output in cell["outputs"]) for cell in marked}


def store(path: Path) -> None:
    """Run a notebook and store what its marked cells print."""
    held = json.loads(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        told = findings(executed(path, Path(folder)))
    for number, cell in enumerate((cell for cell in held["cells"] if cell["cell_type"] == "code"), start=1):
        lines = told.get(cell["id"], "").splitlines(keepends=True)
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": lines}] if lines else []
        cell["execution_count"] = number if lines else None  # nbval takes an output without a number for stale
    path.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for notebook in notebooks().values():
        store(notebook)
