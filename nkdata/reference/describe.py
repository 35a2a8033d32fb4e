"""What tables are, out of the data package: `docs/data.md`, the terms below a chart, and which are older than a day."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkdata.reference.load import FOLDER, Reference, Tables, reference

if TYPE_CHECKING:
    import pandas as pd

HEAD = """# The reference tables

Made from `nkdata/reference/datapackage.json`; edit that file, then write this one again with
`python -m nkdata.reference.describe > docs/data.md`.

{description}

**Passing on.** {redistribution}

**Credit.** {credit}.

Cells: text in UTF-8; an empty cell is missing; a date is written no finer than known (2020, 2020-08, 2020-08-18); a
list joins its values by `;`. `nkdata check` holds every rule below. Rows of your own go into a folder named with
`--reference` (or the environment variable `NKDATA_REFERENCE`): a file named as the table, with the key and what is new.
"""


def describe() -> str:
    """All tables and columns in Markdown."""
    package = _package()
    held = reference()
    head = HEAD.format(
        description=package["description"],
        redistribution=package["redistribution"],
        credit="; ".join(package["credit"]),
    )
    return "\n".join([head, _contents(package["resources"]), *(_table(one, held) for one in package["resources"])])


@cache
def _package() -> dict[str, Any]:
    """The description of the package's tables."""
    found: dict[str, Any] = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return found


def day_of_tables() -> str:
    """The ISO day of the package's tables: nothing in them was learned later."""
    return str(_package()["version"])


def terms(used: Collection[str], held: Mapping[str, pd.DataFrame]) -> str:
    """Of some tables, in words: their newest day, licence and terms of passing on; "" where the package has none.

    Rows of a user's own have the terms that she names: see `own_terms`.
    """
    alike: dict[str, list[str]] = {}
    for one in _package()["resources"]:
        if one["name"] in used:
            cells = held[one["name"]][one["newestOf"]].dropna() if "newestOf" in one else ()
            newest = max(map(str, cells), default="")
            licence = ", ".join(each["title"] for each in one["licenses"])
            said = f"{licence}. {one['redistribution']}".rstrip(".")
            alike.setdefault(said, []).append(f"{one['name']} (to {newest})" if newest else one["name"])
    told = "; ".join(f"{', '.join(names)}: {said}" for said, names in alike.items())
    return f"Tables of {_package()['version']}: {told}." if told else ""


def own_terms(used: Collection[str], own: Path) -> str:
    """Of the tables for which a folder holds rows of a user's own: their newest day and the licence that she names.

    The licence is that of the table in the folder's `datapackage.json`, else that of the whole package there.
    """
    path = own / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
    newest_of = {one["name"]: one.get("newestOf") for one in _package()["resources"]}
    told = []
    for name in sorted(one for one in used if (own / f"{one}.csv").is_file()):
        named: dict[str, Any] = next((one for one in package.get("resources", ()) if one["name"] == name), {})
        held = named.get("licenses") or package.get("licenses")
        held = [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
        licence = ", ".join(str(one.get("title") or one.get("name")) for one in held) or "no licence named"
        column = newest_of.get(name) or named.get("newestOf")
        with (own / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
            newest = max((row.get(column) or "" for row in csv.DictReader(lines)), default="")
        told.append(f"{name} ({f'to {newest}' if newest else 'undated'}): {licence}")
    return f"Rows of your own in {'; '.join(told)}." if told else ""


def older(tables: Tables, asked: str) -> dict[str, tuple[str, str]]:
    """Of each table whose newest row is of before a day: the column that tells it, and its newest cell."""
    package = _package()
    columns = {one["name"]: one["newestOf"] for one in package["resources"] if "newestOf" in one}
    newest = {name: (column, max(tables.values(name, column), default="")) for name, column in columns.items()}
    return {name: (column, cell) for name, (column, cell) in newest.items() if cell < asked[: len(cell) or 1]}


def _contents(resources: list[dict[str, Any]]) -> str:
    """The list of tables."""
    lines = [f"| [{one['name']}](#{one['name']}) | {one['title']} |" for one in resources]
    return "\n".join(["| table | |", "| --- | --- |", *lines, ""])


def _table(resource: dict[str, Any], held: Reference) -> str:
    """One table: what it holds, its terms, its columns."""
    licences = ", ".join(one["title"] for one in resource["licenses"])
    lines = [f"## {resource['name']}", "", f"**{resource['title']}.** {resource['description']}", ""]
    facts = [f"licence: {licences}", f"passing on: {resource['redistribution'].rstrip('.')}"]
    if "credit" in resource:
        facts.append(f"credit: {resource['credit']}")
    if "schema" not in resource:
        return "\n".join([*lines, *(f"- {fact}" for fact in facts), ""])
    frame = held[resource["name"]]
    key = " + ".join(f"`{column}`" for column in resource["schema"]["primaryKey"])
    facts = [f"{len(frame)} rows; key {key}", *facts]
    if "newestOf" in resource:
        newest = max(str(one) for one in frame[resource["newestOf"]].dropna())
        facts.append(f"newest `{resource['newestOf']}`: {newest}")
    columns = [_column(field, resource) for field in resource["schema"]["fields"]]
    return "\n".join(
        [
            *lines,
            *(f"- {fact}" for fact in facts),
            "",
            "| column | type | meaning |",
            "| --- | --- | --- |",
            *columns,
            "",
        ]
    )


def _column(field: dict[str, Any], resource: dict[str, Any]) -> str:
    """One row of a table of columns."""
    rules, kind = field.get("constraints", {}), field["type"]
    kind = "date" if field.get("prefixDate") else f"list of {kind}s" if "separator" in field else kind
    meaning = [field["description"]]
    if "enum" in rules:
        meaning.append(f"One of {', '.join(f'`{one}`' for one in rules['enum'])}.")
    target = field.get("listOf") or field.get("shapeOf") or _foreign(field["name"], resource)
    if target:
        meaning.append(
            f"In `{target}`" + (f" or {', '.join(field['alsoAllowed'])}." if "alsoAllowed" in field else ".")
        )
    return f"| `{field['name']}`{'' if rules.get('required') else ' (may be empty)'} | {kind} | {' '.join(meaning)} |"


def _foreign(column: str, resource: dict[str, Any]) -> str | None:
    """The column that this one must be found in."""
    for one in resource["schema"].get("foreignKeys", []):
        if one["fields"] == column:
            return f"{one['reference']['resource'] or resource['name']}.{one['reference']['fields']}"
    return None


if __name__ == "__main__":
    print(describe(), end="")  # noqa: T201 - the one thing that this module does as a program
