"""The parameters of notebooks: what a notebook declares, what a user gives, and whether the two fit.

The cell tagged `parameters` of a notebook is the truth.  It holds one literal a line, each with a comment:
`flood = ""  # id of a flood`.  It is read here without starting a kernel, so that a wrong name or value is refused
before anything runs.
"""

from __future__ import annotations

import ast
import difflib
import io
import json
import re
import tokenize
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nkdata.errors import BadParameter

TYPES = {bool: "true or false", int: "whole number", float: "number", str: "text", list: "list", dict: "mapping"}
TRUTH = {"true": True, "yes": True, "false": False, "no": False}
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
LONGEST = 80  # characters of a wrong value that a message shows


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of a parameters cell: `name = default  # comment`."""

    name: str
    default: Any  # any literal
    comment: str

    @property
    def kind(self) -> str:
        """The type of its values in words."""
        return TYPES.get(type(self.default), "text")


def declared(notebook: Path) -> tuple[Parameter, ...]:
    """The parameters that a notebook declares, in order; none when it has no tagged cell.

    Raises BadParameter when the cell holds anything but literals given to names.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    tagged = [cell for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", ())]
    return _read("".join(tagged[0]["source"]), notebook.name) if tagged else ()


def _read(source: str, where: str) -> tuple[Parameter, ...]:
    """The parameters of a cell's source."""
    remarks = {
        token.start[0]: token.string.lstrip("# ").strip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    found = []
    for line in ast.parse(source).body:
        place = f"{where}, parameters cell, line {line.lineno}"
        match line:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                raise BadParameter(place, ast.unparse(line), "write only `name = value` here")
        try:
            default = ast.literal_eval(value)
        except ValueError:
            remedy = "write a plain value here and compute with it in a later cell"
            raise BadParameter(place, ast.unparse(line), remedy) from None
        found.append(Parameter(name, default, remarks.get(line.end_lineno or line.lineno, "")))
    return tuple(found)


def assigned(
    given: Sequence[tuple[str, str]], notebooks: Mapping[str, Sequence[Parameter]]
) -> dict[str, dict[str, Any]]:
    """For each notebook the values that it gets, in the types that it declares; later ones win.

    `notebooks` maps a notebook's name to what it declares.  Raises BadParameter for a name that no notebook declares, a
    value of another type, and a value that cannot be (see `check_parameters`).
    """
    known = {parameter.name for parameters in notebooks.values() for parameter in parameters}
    for name, _ in given:
        if name not in known or not name.isidentifier():
            near = difflib.get_close_matches(name, sorted(known), 1)
            meant = f"did you mean {near[0]}? " if near else ""
            raise BadParameter(
                f"-p {name[:LONGEST]}", "no notebook has such a parameter", f"{meant}`nkdata report --list` names all"
            )
    values = {
        notebook: {
            parameter.name: _coerced(text, parameter)
            for name, text in given
            for parameter in parameters
            if parameter.name == name
        }
        for notebook, parameters in notebooks.items()
    }
    for held in values.values():
        check_parameters(**held)
    return values


def _coerced(text: str, parameter: Parameter) -> Any:  # the type that the parameter declares
    """A value as written on the command line, in the parameter's type."""
    default = parameter.default
    if default is None or isinstance(default, str):
        return text
    wrong = BadParameter(
        f"-p {parameter.name}", f"{_told(text)} is no {parameter.kind}", f"write it like its default, {default!r}"
    )
    if isinstance(default, bool):
        if text.lower() not in TRUTH:
            raise wrong
        return TRUTH[text.lower()]
    try:
        if isinstance(default, int | float):
            return type(default)(text)
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        raise wrong from None
    if not isinstance(value, type(default)):
        raise wrong
    return value


def check_parameters(**values: Any) -> SimpleNamespace:
    """The parameters of a notebook, checked; an empty text becomes None.

    `as_of`, `since`, `learned` are ISO days, `trade_from` a year, month or day, `data`, `before` existing folders,
    `flood` an id of disasters.csv, `ranked_by` a class of figures; names that have no rule here pass as they are.
    Raises BadParameter.
    """
    checked = {
        name: None if value == "" else RULES[name](name, value) if name in RULES and value is not None else value
        for name, value in values.items()
    }
    first, last = checked.get("since"), checked.get("as_of")
    if first and last and first > last:
        raise BadParameter("since", f"{first} is later than as_of, {last}", "give an earlier day")
    return SimpleNamespace(**checked)


def _told(value: object) -> str:
    """A wrong value as a message shows it: in quotes, a long one cut."""
    told = repr(value)
    if len(told) <= LONGEST:
        return told
    return f"{told[: LONGEST // 2]}…{told[-LONGEST // 2 :]}"  # the end of a path says most


def _iso_day(name: str, value: object) -> str:
    """An ISO day."""
    text = str(value)
    remedy = "write a day like 2020-08-18, or leave it empty"
    if not ISO_DAY.fullmatch(text):
        raise BadParameter(name, f"{_told(text)} is no day", remedy)
    try:
        date.fromisoformat(text)
    except ValueError:
        raise BadParameter(name, f"{text!r} is no day of the calendar", remedy) from None
    return text


def _period(name: str, value: object) -> str:
    """A year, month or day."""
    text = str(value)
    if PERIOD.fullmatch(text):
        _iso_day(name, text + "-01-01"[: 10 - len(text)])
        return text
    raise BadParameter(name, f"{_told(text)} is no year, month or day", "write it like 2017, 2017-05 or 2017-05-01")


def _folder(name: str, value: object) -> str:
    """An existing folder."""
    if not Path(str(value)).is_dir():
        raise BadParameter(
            name, f"{_told(value)} is no folder", "name the data folder of a report, or leave it empty for the seed"
        )
    return str(value)


def _flood(name: str, value: object) -> str:
    """An id of disasters.csv."""
    from nkdata.reference import rows

    known = [row["disaster_id"] for row in rows("disasters")]
    if value not in known:
        near = difflib.get_close_matches(str(value), known, 3, 0.5)
        meant = f"did you mean {' or '.join(near)}?" if near else f"ids look like {known[-1]}"
        raise BadParameter(name, f"{_told(value)} is no disaster of the table disasters.csv", meant)
    return str(value)


def _ranked_by(name: str, value: object) -> str:
    """A class of figures by which floods are ranked."""
    from nkdata.questions.past_floods import RANKED

    if value not in RANKED:
        raise BadParameter(name, f"floods are not ranked by {_told(value)}", f"choose one of {', '.join(RANKED)}")
    return str(value)


RULES: dict[str, Callable[[str, object], str]] = {
    "as_of": _iso_day,
    "since": _iso_day,
    "learned": _iso_day,
    "before_as_of": _iso_day,
    "trade_from": _period,
    "data": _folder,
    "before": _folder,
    "flood": _flood,
    "ranked_by": _ranked_by,
}


def listing(notebooks: Mapping[str, Sequence[Parameter]]) -> str:
    """Each notebook's parameters with type, default and comment, for people to read."""
    lines = []
    for notebook, parameters in notebooks.items():
        lines.append(notebook)
        width = max((len(parameter.name) for parameter in parameters), default=0)
        lines += [
            f"  {one.name:<{width}}  {one.kind}, default {one.default!r}{': ' if one.comment else ''}{one.comment}"
            for one in parameters
        ]
    return "\n".join(lines)
