"""Which notebooks need not run again: all that they can read is as it was in the run before.

What a notebook can read is read off its code.  One that asks the package's questions alone, of the data that the report
gives it, reads its parameters, these data and the tables, and nothing else; where it narrows the data to a subject
(`questions.subjects.about`) it reads the rows of that subject.  Any other notebook runs every time.
"""

from __future__ import annotations

import ast
import json
import re
import sysconfig
from collections.abc import Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from nkdata.collection.snapshot import Snapshot
from nkdata.questions.subjects import SUBJECTS, about
from nkdata.reference import reference
from nkdata.reporting.panel import CHART_TYPE
from nkdata.reporting.parameters import declared
from nkdata.reporting.retention import RUNS, Published, Ran

ROOMS = ("nkdata.charts", "nkdata.questions.", "nkdata.reporting.panel", "nkdata.reporting.parameters")
PLAIN = {"abs", "dict", "len", "list", "max", "min", "print", "round", "sorted", "str", "sum"}
WHOLE = "nkdata.open_snapshot(given.data)"
OPENING = {WHOLE, "nkdata.open_snapshot(given.before)", "nkdata.reference()"}
NAMED_ONCE = ("given", "reference", "about")
SHARED = ("code", "rules", "reference", "own_reference", "versions")  # of the manifest: what all notebooks read
EVERYTHING = ""
PLACE = re.compile(r"(notebooks|figures)/[^/]+")


def reads(notebook: Path) -> str | None:
    """The subject whose rows a notebook reads, `EVERYTHING`, or None where its code may read something else."""
    cells = [one for one in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == "code"]
    own = ["".join(one["source"]) for one in cells if "parameters" not in one["metadata"].get("tags", ())]
    try:
        nodes = list(ast.walk(ast.parse("\n".join(own))))
    except SyntaxError:  # a command of the shell or of IPython
        return None
    calls = [ast.unparse(one) for one in nodes if isinstance(one, ast.Call)]
    if calls.count(WHOLE) != 1 or not _asks_alone(nodes, calls, {one.name for one in declared(notebook)}):
        return None
    narrowed = [one for one in SUBJECTS if f"about('{one}', {WHOLE}, reference, given.as_of)" in calls]
    return narrowed[0] if narrowed else EVERYTHING


def _asks_alone(nodes: list[ast.AST], calls: list[str], parameters: set[str]) -> bool:
    """Whether the code names nothing but itself, its parameters, the questions and plain functions."""
    stored = [one.id for one in nodes if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)]
    stored += [one.asname or one.name for one in nodes if isinstance(one, ast.alias)]
    names = [one.id for one in nodes if isinstance(one, ast.Name)]
    return (
        not {*stored} & (parameters | PLAIN)
        and all(stored.count(one) <= 1 for one in NAMED_ONCE)
        and names.count("nkdata") == sum(one in OPENING for one in calls)
        and {*names} <= {*stored} | parameters | PLAIN
        and any(map(_checks_parameters, nodes))
        and all(map(_harmless, nodes))
    )


def _checks_parameters(node: ast.AST) -> bool:
    """Whether it is the line that checks the parameters, each by its own name."""
    match node:
        case ast.Assign([ast.Name("given")], ast.Call(ast.Name("check_parameters"), [], keywords)):
            return all(one.arg == ast.unparse(one.value) for one in keywords)
    return False


def _harmless(node: ast.AST) -> bool:
    """Whether it imports questions alone, makes nothing of its own, and sets or asks nothing hidden."""
    match node:
        case ast.Import(names):
            return [one.name for one in names] == ["nkdata"]
        case ast.ImportFrom(module):
            return str(module).startswith(ROOMS)
        case ast.FunctionDef() | ast.Lambda() | ast.ClassDef():
            return False
        case ast.Attribute(_, name, context):
            return isinstance(context, ast.Load) and not name.startswith("_")
    return True


def inputs(
    held: Mapping[str, Path], values: Mapping[str, dict[str, Any]], read: Snapshot, manifest: Mapping[str, Any],
    pictures: bool,
) -> dict[str, str]:  # fmt: skip
    """Of each notebook that need not run every time a SHA-256 over all that it reads."""
    shared = {name: manifest[name] for name in SHARED} | {"installed": _installed(), "pictures": pictures}
    found = {}
    for name, path in held.items():
        subject = reads(path)
        if subject is None or values[name].get("before"):
            continue
        given = {one.name: one.default for one in declared(path)} | values[name]
        data = manifest["data"] if subject == EVERYTHING else _digest(read, subject, given.get("as_of") or None)
        told = [_sum(path.read_bytes()), given, data, shared]
        found[name] = _sum(json.dumps(told, sort_keys=True).encode())
    return found


def _digest(read: Snapshot, subject: str, as_of: str | None) -> str:
    """SHA-256 over the rows of a subject."""
    total, part = sha256(), about(subject, read, reference(), as_of)
    for one in fields(part):
        held = BytesIO()
        getattr(part, one.name).to_parquet(held, index=False)
        total.update(f"{one.name}\0{held.tell()}\0".encode() + held.getvalue())
    return total.hexdigest()


def _installed() -> list[str]:
    """The packages beside this one, each with its version, as pip names their folders."""
    places = {sysconfig.get_path(one) for one in ("purelib", "platlib")}
    return sorted({path.name for place in places for path in Path(place).glob("*.dist-info")})


def taken_over(out: Path, last: Published | None, wanted: Mapping[str, str], stage: Path) -> dict[str, str]:
    """Put the notebooks that read what they read in the last run, with their pictures, into the new run's folder.

    One whose files were changed there since, or are gone, is left out: it runs again.  Returns the run in which each
    ran, by its name.
    """
    if last is None:
        return {}
    found = {}
    for name, known in last.notebooks.items():
        if wanted.get(name) != known.inputs or not all(PLACE.fullmatch(place) for place in known.files):
            continue
        try:
            held = {place: (out / RUNS / last.name / place).read_bytes() for place in known.files}
        except OSError:
            continue
        if f"notebooks/{name}.ipynb" in held and known.files == {place: _sum(one) for place, one in held.items()}:
            for place, one in held.items():
                (stage / place).write_bytes(one)
            found[name] = known.run or last.name
    return found


def ran(stage: Path, done: Mapping[str, Any], wanted: Mapping[str, str], taken: Mapping[str, str]) -> dict[str, Any]:
    """What the manifest tells of each executed notebook: the fields of `retention.Ran`."""
    return {
        name: asdict(Ran(wanted.get(name, ""), _files(stage, name, executed), taken.get(name, "")))
        for name, executed in done.items()
    }


def _files(stage: Path, name: str, executed: Mapping[str, Any]) -> dict[str, str]:
    """The digests of an executed notebook and of the pictures of its charts, by their places in the run."""
    outputs = [one for cell in executed["cells"] for one in cell.get("outputs", ())]
    charts = [one["data"][CHART_TYPE]["name"] for one in outputs if CHART_TYPE in one.get("data", {})]
    places = [f"notebooks/{name}.ipynb", *(f"figures/{one}.png" for one in charts)]
    return {place: _sum((stage / place).read_bytes()) for place in places if (stage / place).is_file()}


def _sum(held: bytes) -> str:
    return sha256(held).hexdigest()
