"""EM-DAT's public table (XLSX): claims of CRED about floods, storms and droughts in North Korea.

Columns and their meaning after EM-DAT's documentation, doc.emdat.be, "EM-DAT Public Table" and "Human Impact
Variables": `Total Deaths` holds the missing too; `Total Affected` is the sum of injured, affected and homeless, homes
multiplied by a size of family; an empty cell says nothing.  Zeros are left out for the same reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nkdata.curating.disasters import disaster, new_disaster
from nkdata.curating.rows import Batch, NewRow, Said, Teller, claim, entered, merged, slug, source
from nkdata.errors import BadParameter, NkdataError, UnreadableArticle
from nkdata.reference.load import Tables

KEY = "disno"
KINDS = {"flood": "flood", "storm": "storm", "drought": "drought", "mass movement (wet)": "storm"}
# column → metric, factor to its unit, how it was counted, note
FIGURES = {
    "totaldeaths": ("people_killed_or_missing", 1, "unknown", "Total Deaths of EM-DAT: the missing are among them"),
    "noinjured": ("people_injured", 1, "unknown", ""),
    "nohomeless": ("people_displaced", 1, "estimate", "No. Homeless of EM-DAT, often homes times a size of family"),
    "totalaffected": ("people_affected", 1, "arithmetic", "Total Affected of EM-DAT: injured, affected and homeless"),
    "totaldamage000us": ("damage_usd", 1000, "estimate", "Total Damage of EM-DAT, not adjusted for prices"),
}
NEEDED = {  # as the publisher prints them
    "disastertype": "Disaster Type", "startyear": "Start Year", "totaldeaths": "Total Deaths",
    "noinjured": "No. Injured", "nohomeless": "No. Homeless", "totalaffected": "Total Affected",
    "totaldamage000us": "Total Damage ('000 US$)",
}  # fmt: skip
OLD = {"totaldamages000us": "totaldamage000us"}  # names before 2023
TITLE = "EM-DAT public table, version {day} (terms: non-commercial use, with credit)"
COUNTRY = "PRK"
NUMBER = re.compile(rf"(\d{{4}}-\d{{4}})(?:-{COUNTRY})?")
BOUNDS = {"year": (1900, 2100), "month": (1, 12), "day": (1, 31)}
MOST = 10**9  # no count in North Korea, nor thousands of dollars, comes near


def find(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> tuple[str, int, list[str]] | None:
    """The sheet of the table, the number of its row of names (from 0) and the names; None where it is no EM-DAT."""
    for title, rows in sheets.items():
        for number, row in enumerate(rows[:20]):
            names = [OLD.get(name, name) for name in map(_name, row)]
            if KEY in names and "iso" in names:
                return title, number, names
    return None


def read(sheets: Mapping[str, Sequence[Sequence[Any]]], where: str, tables: Tables, said: Said) -> Batch:
    """The rows that a workbook holds for the tables.

    Raises UnreadableArticle where it lacks a column, BadParameter where neither it nor the user tells a day.
    """
    found = find(sheets)
    assert found  # whoever calls this has looked
    title, head, names = found
    for needed, printed in {KEY: "DisNo.", "iso": "ISO", **NEEDED}.items():
        if (many := names.count(needed)) != 1:
            found_there = f"column “{printed}” stands there twice" if many else f"no column “{printed}”"
            raise UnreadableArticle(f"{where}: {title}:{head + 1}", found_there, "export the public table")
    version = _version(sheets, said)
    made: dict[str, list[NewRow]] = {}
    refused: list[NkdataError] = []
    others = 0
    for number, cells in enumerate(sheets[title][head + 1 :], head + 2):
        row = dict(zip(names, cells, strict=False))
        kind = KINDS.get(str(row.get("disastertype") or "").strip().casefold())
        if str(row.get("iso") or "").strip().upper() != COUNTRY or kind is None:
            others += any(cell is not None for cell in cells)
            continue
        try:
            place = f"{where}: {title}:{number}"
            begin = f"{_ident(row, place)}-"
            entered(made, begin, list(_entry(row, begin, kind, place, version, tables, said)), place)
        except (UnreadableArticle, BadParameter) as error:
            refused.append(error)
    left = [f"entries of other countries or kinds of disaster: {others:,}"] if others else []
    left += [f"another such table, on sheet “{one}”" for one in sheets if one != title and find({one: sheets[one]})]
    return Batch(merged(row for rows in made.values() for row in rows), tuple(refused), tuple(left), tuple(made))


def _entry(
    row: Mapping[str, Any], begin: str, kind: str, where: str, version: str, tables: Tables, said: Said
) -> Iterator[NewRow]:
    """Source, disaster where it is new, and claims of one entry."""
    day = said.day or _day(row.get("lastupdate")) or version
    if not day:
        raise BadParameter(where, "tells no day of its last update", "say the day of the file: --day DATE")
    source_id = f"emdat-{version or day}"
    first, last = (_date(row, end, where) for end in ("start", "end"))
    if not first:
        raise UnreadableArticle(where, "no year of its start", "mend the cell")
    if last and last < first[: len(last)]:
        raise UnreadableArticle(where, f"it ends on {last}, before its start on {first}", "mend the cells")
    span = (first, max(last or first, first))
    glide = next(iter(re.findall(r"GLIDE:\s*([A-Z]{2}-\d{4}-\d{6})", str(row.get("externalids") or ""))), "")
    ident = disaster(tables, where, kind, span, glide, said.flood)
    yield source(
        "sources_floods", source_id, TITLE.format(day=version or day), "CRED / UCLouvain", version or day,
        "https://www.emdat.be",
    )  # fmt: skip
    if ident is None:
        ident = begin.removesuffix("-")
        name = " ".join(str(row.get("eventname") or "").split())
        where_struck = _provinces(str(row.get("location") or ""), tables)
        glide = f"{glide}-{COUNTRY}" if glide else ""
        yield new_disaster(ident, kind, span, source_id, where_struck, name, glide)
    for column, (metric, factor, basis, note) in FIGURES.items():
        value = _number(row.get(column))
        if value is not None and not (0 <= value < MOST and (factor > 1 or value == int(value))):
            cell = f"“{row[column]}” is no count"
            raise UnreadableArticle(f"{where}: {NEEDED[column]}", cell, "write the bare number, or empty the cell")
        if value:
            teller = Teller("EM-DAT (CRED)", "emdat", source_id, day, basis=basis, note=note)
            yield claim(tables, begin, ident, metric, value * factor, teller)


def _name(cell: Any) -> str:
    """The name of a column without marks: spellings of them changed over the years."""
    return re.sub(r"[^a-z0-9]", "", str(cell or "").casefold())


def _ident(row: Mapping[str, Any], where: str) -> str:
    """The id of an entry: emdat-2020-0358-prk."""
    cell = str(row[KEY] or "").strip()
    if not (found := NUMBER.fullmatch(cell)):
        raise UnreadableArticle(where, f"DisNo. is “{cell}”", f"write its number, as 2020-0358-{COUNTRY}")
    return slug("emdat", found[1], COUNTRY)


def _number(cell: Any) -> float | None:
    """The number in a cell, also where digits stand there as text; None for an empty cell, -1 for anything else."""
    told = str("" if cell is None else cell).strip()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return int(told) if re.fullmatch(r"[0-9]{1,12}", told) else -1 if told else None


def _version(sheets: Mapping[str, Sequence[Sequence[Any]]], said: Said) -> str:
    """The day of the file: what the user said, else the version that its sheet of information tells."""
    if said.day:
        return said.day
    cells = [list(row) for rows in sheets.values() for row in rows[:20]]
    named = [row[1] for row in cells if len(row) > 1 and _name(row[0]) in ("version", "databaseversion")]
    return next(filter(None, map(_day, named)), "")


def _day(cell: Any) -> str:
    """A day as ISO, "" where a cell holds none."""
    if isinstance(cell, dt.date):  # a datetime is one
        return f"{cell:%Y-%m-%d}"
    found = re.match(r"\d{4}-\d{2}-\d{2}", str(cell or "").strip())
    try:
        return f"{dt.date.fromisoformat(found.group()):%Y-%m-%d}" if found else ""
    except ValueError:
        return ""


def _date(row: Mapping[str, Any], end: str, where: str) -> str:
    """Start or end, no finer than known.  Raises UnreadableArticle for a cell that is no part of a date."""
    known: list[int] = []
    for part, (low, high) in BOUNDS.items():
        value = _number(row.get(f"{end}{part}"))
        if not value:
            break
        if not (low <= value <= high and value == int(value)):
            cell = f"“{row[f'{end}{part}']}” is no {part}"
            raise UnreadableArticle(f"{where}: {end} {part}", cell, "write it as a number")
        known.append(int(value))
    told = "-".join(f"{part:02d}" for part in known)
    try:
        dt.date(*[*known, 1, 1, 1][:3])
    except ValueError as error:
        raise UnreadableArticle(where, f"{told} is in no calendar", "mend the cells") from error
    return told


def _provinces(location: str, tables: Tables) -> str:
    """The ids of provinces that the words of a place name; the country where they name none."""
    found = []
    words = location.casefold()
    for row in tables.rows["admin_areas"]:
        spellings = [row.cells["name_en"], *row.cells["name_variants"].split(";")]
        if row.cells["level"] == "province" and any(one and one.casefold() in words for one in spellings):
            found.append(row.cells["admin_id"])
    return ";".join(found) or "KP"
