"""Spreadsheets (XLSX): each row below the names of the columns an article, every sheet that has a column of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nkdata.errors import UnreadableArticle
from nkdata.reading import archives, records
from nkdata.reading.record import Fields, Record, Refuse, optional, usual

UNPACKED = 256_000_000  # bytes of all its parts
COLUMNS = 200  # looked at in a row
SEARCHED = 20  # rows in which the names of the columns are looked for


def is_spreadsheet(data: bytes) -> bool:
    """Whether bytes are an office document; `read` refuses those that are no spreadsheet."""
    return archives.is_office(data)


def read(data: bytes, where: str, fields: Fields, refuse: Refuse) -> Iterator[Record]:
    """The articles of all sheets; a row without text is told, a sheet without a column of text passed over.

    Raises UnreadableArticle where it is no XLSX, holds no such sheet, or is made to harm.
    """
    _checked(data, where)
    openpyxl = optional("openpyxl", "collection", where, "a spreadsheet")
    found = 0
    try:
        from io import BytesIO

        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = ((n, row[:COLUMNS]) for n, row in enumerate(sheet.iter_rows(values_only=True), 1))
            names = next((names for n, row in rows if n > SEARCHED or (names := _names(row, fields))), [])
            if names:
                found += 1
                place = f"{where}: {sheet.title}"
                items = ((f"{place}:{n}", dict(zip(names, row, strict=False))) for n, row in rows if _filled(row))
                yield from records.from_items(items, place, fields, refuse, "xlsx")
    except UnreadableArticle:
        raise
    except Exception as error:  # openpyxl lets whatever the XML provokes through
        raise UnreadableArticle(where, f"not a readable spreadsheet ({error})", "save it again as XLSX") from error
    if not found:
        remedy = f"name the column of the text in the first row, or {records.NAME_THE_FIELD}"
        raise UnreadableArticle(where, "a spreadsheet without a column of text", remedy)


def sheets(data: bytes, where: str) -> dict[str, list[tuple[Any, ...]]]:
    """All cells of a workbook's sheets, by their titles.  Raises UnreadableArticle as `read` does."""
    _checked(data, where)
    openpyxl = optional("openpyxl", "collection", where, "a spreadsheet")
    try:
        from io import BytesIO

        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        found = {}
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            found[sheet.title] = [row[:COLUMNS] for row in sheet.iter_rows(values_only=True)]
    except Exception as error:  # as in `read`
        raise UnreadableArticle(where, f"not a readable spreadsheet ({error})", "save it again as XLSX") from error
    return found


def _checked(data: bytes, where: str) -> None:
    """Hold the parts against the bounds of archives, and their XML against definitions of entities."""
    try:
        with archives.opened_zip(data, where, UNPACKED) as parts:
            if "xl/workbook.xml" not in parts.namelist():
                raise UnreadableArticle(where, "an office document, not a spreadsheet", "save its text as a .txt file")
            for part in parts.infolist():
                if fault := archives.fault_of(part):
                    raise UnreadableArticle(f"{where}!{part.filename}", fault, "save the spreadsheet again as XLSX")
                with parts.open(part) as opened:
                    if b"<!" in opened.read(2000) and part.filename.endswith((".xml", ".rels")):
                        raise UnreadableArticle(where, "XML that defines entities", "save it again as XLSX")
    except archives.DAMAGED as error:
        raise UnreadableArticle(where, f"a damaged spreadsheet ({error})", "save it again as XLSX") from error


def _names(row: Sequence[Any], fields: Fields) -> list[str]:
    """The names of the columns, where a row is that of the names."""
    names = [str(cell).strip() if cell is not None else "" for cell in row]
    return names if (fields.text in names if fields.text else usual(names, "text")) else []


def _filled(row: Sequence[Any]) -> bool:
    """Whether a row holds anything."""
    return any(cell is not None for cell in row)
