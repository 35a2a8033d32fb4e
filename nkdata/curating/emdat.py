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
from nkdata.curating.rows import Batch, NewRow, Said, Teller, claim, merged, slug, source
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
    for needed, printed in NEEDED.items():
        if needed not in names:
            raise UnreadableArticle(f"{where}: {title}:{head + 1}", f"no column “{printed}”", "export the public table")
    version = _version(sheets, said)
    rows: list[NewRow] = []
    refused: list[NkdataError] = []
    told: list[str] = []
    others = 0
    for number, cells in enumerate(sheets[title][head + 1 :], head + 2):
        row = dict(zip(names, cells, strict=False))
        kind = KINDS.get(str(row.get("disastertype") or "").strip().casefold())
        if str(row.get("iso") or "").strip().upper() != COUNTRY or kind is None:
            others += any(cell is not None for cell in cells)
            continue
        try:
            told.append(begin := f"{_ident(row)}-")
            rows += list(_entry(row, begin, kind, f"{where}: {title}:{number}", version, tables, said))
        except (UnreadableArticle, BadParameter) as error:
            refused.append(error)
        except ValueError as error:
            refused.append(UnreadableArticle(f"{where}: {title}:{number}", f"no date ({error})", "mend the cells"))
    left = [f"entries of other countries or kinds of disaster: {others:,}"] if others else []
    return Batch(merged(rows), tuple(refused), tuple(left), tuple(told))


def _entry(
    row: Mapping[str, Any], begin: str, kind: str, where: str, version: str, tables: Tables, said: Said
) -> Iterator[NewRow]:
    """Source, disaster where it is new, and claims of one entry."""
    day = said.day or _day(row.get("lastupdate")) or version
    if not day:
        raise BadParameter(where, "tells no day of its last update", "say the day of the file: --day DATE")
    source_id = f"emdat-{version or day}"
    first = _date(row, "start")
    if not first:
        raise UnreadableArticle(where, "no year of its start", "mend the cell")
    span = (first, max(_date(row, "end") or first, first))
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
        value = row.get(column)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise UnreadableArticle(f"{where}: {column}", f"{value!r} is no count", "write the bare number")
        if value:
            teller = Teller("EM-DAT (CRED)", "emdat", source_id, day, basis=basis, note=note)
            yield claim(tables, begin, ident, metric, value * factor, teller)


def _name(cell: Any) -> str:
    """The name of a column without marks: spellings of them changed over the years."""
    return re.sub(r"[^a-z0-9]", "", str(cell or "").casefold())


def _ident(row: Mapping[str, Any]) -> str:
    """The id of an entry: emdat-2020-0358-prk."""
    return slug("emdat", str(row[KEY]).removesuffix(f"-{COUNTRY}"), COUNTRY)


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


def _date(row: Mapping[str, Any], end: str) -> str:
    """Start or end, no finer than known."""
    parts = [row.get(f"{end}{part}") for part in ("year", "month", "day")]
    known: list[int] = []
    for part in parts:
        if not part:
            break
        known.append(int(part))
    if known:
        dt.date(known[0], *[*known[1:], 1, 1][:2])  # ValueError where it is not in the calendar
    return "-".join(f"{part:02d}" for part in known)


def _provinces(location: str, tables: Tables) -> str:
    """The ids of provinces that the words of a place name; the country where they name none."""
    found = []
    words = location.casefold()
    for row in tables.rows["admin_areas"]:
        spellings = [row.cells["name_en"], *row.cells["name_variants"].split(";")]
        if row.cells["level"] == "province" and any(one and one.casefold() in words for one in spellings):
            found.append(row.cells["admin_id"])
    return ";".join(found) or "KP"
