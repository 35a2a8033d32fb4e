"""What new rows would change, told before it is done; then written into a user's folder, all of them or none."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nkdata.curating.rows import Batch, Cells, NewRow
from nkdata.errors import BadParameter, BadReferenceTable, NotPublished
from nkdata.reference.check import check, faults
from nkdata.reference.load import FOLDER, Tables

TRADE = ("exports_to_dprk_usd", "imports_from_dprk_usd", "total_usd")
FIGURES = {
    "disaster_claims": ("value", "low", "high", "words", "assertion", "disaster_id"),
    "trade_china_dprk": TRADE,
    "trade_russia_dprk": TRADE,
}
DAY = {"disaster_claims": "as_of", "trade_china_dprk": "known_on", "trade_russia_dprk": "known_on"}


@dataclass(frozen=True)
class Difference:
    """What a batch would change: `lines` for people, `rows` to write, counts of new, changed and equal ones."""

    lines: tuple[str, ...]
    rows: tuple[NewRow, ...]
    new: int
    changed: int
    same: int


def opened(folder: Path) -> Tables:
    """The package's tables with a user's own, whose folder is made where there is none.

    Raises BadReferenceTable for the first fault of hers: nothing is added to what is broken.
    """
    if not folder.exists():
        return Tables(FOLDER)
    tables = Tables(FOLDER, folder)
    for fault in check(tables):
        raise fault
    return tables


def difference(batch: Batch, tables: Tables) -> Difference:
    """What the rows of a batch would add to tables: new rows, and new vintages beside the rows that they change.

    Raises BadParameter where a row of the same day says something else: nothing is overwritten.
    """
    compared = [(row, *_compared(row, tables)) for row in batch.rows]
    lines = [line for _, _, line in compared if line]
    rows = [row for row, state, _ in compared if state not in ("same", "held")]
    counts = Counter(state for _, state, _ in compared)
    lines += [f"- {one}: not in this file; the row stays" for one in _gone(batch, tables)]
    cited = {row.cells["source_id"] for row in rows if not row.table.startswith("sources")}
    kept = [row for row in rows if not row.table.startswith("sources") or row.cells["source_id"] in cited]
    return Difference(tuple(lines), tuple(kept), counts["new"], counts["changed"], counts["same"])


def _compared(row: NewRow, tables: Tables) -> tuple[str, str]:
    """What a row is to tables, and a line that says so: `new`, `changed`, `same`; of no series, `held` or `lacking`.

    Raises BadParameter where a row of the same day says something else.
    """
    if not row.series:
        if held(row, tables):
            return "held", ""
        if row.table != "disasters":
            return "lacking", ""
        return "new", f"+ disasters  {row.cells['disaster_id']}, {row.cells['kind']}, {row.cells['start']}"
    before = _vintages(row, tables)
    if not before:
        return "new", f"+ {_shown(row.table, row.cells)}"
    of_day = _of_day(row, before)
    if any(_equal(row.table, one, row.cells) for one in (before[-1], *of_day)):
        return "same", ""
    if of_day:
        found = f"{_figures(row.table, row.cells)}, but {_figures(row.table, of_day[0])} is held"
        raise BadParameter(
            f"{row.series} of {row.cells[DAY[row.table]]}", found, "give the day of this file: --day DATE"
        )
    was = f"{_figures(row.table, before[-1])} of {before[-1][DAY[row.table]] or 'no day'}"
    return "changed", f"~ {_shown(row.table, row.cells)}; was {was}, which stays"


def held(row: NewRow, tables: Tables) -> bool:
    """Whether tables hold a row of the same key."""
    key = tables.schemas[row.table]["primaryKey"]
    wanted = [row.cells.get(name, "") for name in key]
    return any([one.cells[name] for name in key] == wanted for one in tables.rows[row.table])


def take(rows: Sequence[NewRow], folder: Path) -> None:
    """Write rows into a user's folder: sources first, claims last.

    All are held against the schemas before any is written.  Raises BadReferenceTable for a fault, NotPublished where
    the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".adding-") as name:
            trial = Path(name)
            for one in folder.iterdir():
                if one.is_file() and one.suffix in (".csv", ".json"):
                    shutil.copyfile(one, trial / one.name)
            names = sorted(
                {row.table for row in rows}, key=lambda one: (not one.startswith("sources"), one != "disasters")
            )
            for table in names:
                path = trial / f"{table}.csv"
                path.write_text(_with(path, [row.cells for row in rows if row.table == table]), encoding="utf-8")
            for fault in faults(trial):
                where = fault.where.replace(str(trial), str(folder))
                raise BadReferenceTable(where, fault.found, f"{fault.remedy}; nothing was written")
            for table in names:
                (trial / f"{table}.csv").replace(folder / f"{table}.csv")
    except OSError as error:
        raise NotPublished(str(folder), f"cannot be written ({error.strerror})", "name another folder") from error


def _with(path: Path, rows: Sequence[Cells]) -> str:
    """The text of a table with rows behind what it holds; columns that it lacks are added."""
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n") if path.is_file() else ""
    held = list(csv.reader(io.StringIO(text, newline="")))
    header = held[0] if held else []
    wanted = list(dict.fromkeys([*header, *(name for row in rows for name, cell in row.items() if cell)]))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if wanted == header:  # her lines stay as she wrote them
        out.write(text if text.endswith("\n") else f"{text}\n")
    else:
        writer.writerow(wanted)
        writer.writerows([*cells, *[""] * (len(wanted) - len(cells))] for cells in held[1:])
    writer.writerows([row.get(name, "") for name in wanted] for row in rows)
    return out.getvalue()


def _vintages(row: NewRow, tables: Tables) -> list[Cells]:
    """The vintages of a row's series that tables hold, oldest first."""
    day = DAY[row.table]
    held = [one.cells for one in tables.rows[row.table] if _series(row.table, one.cells) == row.series]
    return sorted(held, key=lambda cells: cells[day])


def _of_day(row: NewRow, before: Iterable[Cells]) -> list[Cells]:
    """The vintages of a row's own day."""
    day = DAY[row.table]
    return [one for one in before if one[day] == row.cells[day]]


def _series(table: str, cells: Cells) -> str:
    """What a row tells apart from the day on which it was told."""
    if table == "disaster_claims":
        return cells["claim_id"].rpartition(".")[0]
    return f"{cells['period']} {cells['frequency']} {cells['series']}"


def _gone(batch: Batch, tables: Tables) -> list[str]:
    """Series of the entries of a file that it tells no more."""
    here = {row.series for row in batch.rows}
    held = {_series("disaster_claims", row.cells) for row in tables.rows["disaster_claims"]}
    return sorted(one for one in held - here if one.startswith(batch.told or ("\0",)))


def _equal(table: str, one: Cells, other: Cells) -> bool:
    """Whether two rows give the same figures, however they are written."""
    return all(_number(one.get(name, "")) == _number(other.get(name, "")) for name in FIGURES[table])


def _number(cell: str) -> float | str:
    """A cell as a number where it is one."""
    try:
        return float(cell)
    except ValueError:
        return cell


def _figures(table: str, cells: Cells) -> str:
    """The figures of a row in words."""
    unsaid = ("", "announced", cells.get("disaster_id"))
    return " ".join(_grouped(cells[name]) for name in FIGURES[table] if cells.get(name, "") not in unsaid)


def _grouped(cell: str) -> str:
    """A number with commas."""
    number = _number(cell)
    return f"{number:,.10g}" if isinstance(number, float) else cell


def _shown(table: str, cells: Cells) -> str:
    """A row in one line."""
    figures, day = _figures(table, cells), cells[DAY[table]]
    if table == "disaster_claims":
        return f"{cells['disaster_id']}  {cells['metric']} {figures}, by {cells['claimant']}, {day}"
    flows = [f"{name} {_grouped(cells[name])}" for name in TRADE if cells.get(name)]
    return f"{table}  {cells['period']} {', '.join(flows)}, {day}"
