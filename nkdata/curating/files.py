"""A publisher's file, known by what it holds: EM-DAT, IFRC GO, UN Comtrade, an outline of flooded land."""

from __future__ import annotations

import json
from pathlib import Path

from nkdata.curating import comtrade, emdat, ifrc_go, outline
from nkdata.curating.rows import Batch, Said
from nkdata.errors import UnreadableArticle
from nkdata.reading import spreadsheet
from nkdata.reference.load import Tables

KNOWN = "EM-DAT's XLSX, IFRC GO's field reports (JSON), UN Comtrade's CSV, GeoJSON of flooded land"
LARGEST = 64_000_000  # bytes


def read(path: Path, tables: Tables, said: Said) -> Batch:
    """What a file holds for the tables.

    Raises UnreadableArticle where it is none of the known kinds or not whole, BadParameter where the user must say
    more (see `Said`).
    """
    where = str(path)
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableArticle(where, f"cannot be read ({error.strerror})", "name a file") from error
    if len(data) > LARGEST:
        raise UnreadableArticle(where, f"more than {LARGEST:,} bytes", "export North Korea alone")
    if spreadsheet.is_spreadsheet(data):
        sheets = spreadsheet.sheets(data, where)
        if emdat.find(sheets):
            return emdat.read(sheets, where, tables, said)
        raise UnreadableArticle(where, "a spreadsheet without EM-DAT's columns DisNo. and ISO", f"known are {KNOWN}")
    text = _text(data, where)
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, where, tables, said)
    if comtrade.is_head(text.partition("\n")[0]):
        return comtrade.read(text, where, tables, said)
    raise UnreadableArticle(where, "no kind of file that is known", f"known are {KNOWN}")


def _text(data: bytes, where: str) -> str:
    """The text of a file: UTF-8, else what Windows writes in the West."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableArticle(where, "no kind of file that is known", f"known are {KNOWN}")


def _json(text: str, where: str, tables: Tables, said: Said) -> Batch:
    """Field reports or an outline."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableArticle(where, f"not JSON ({error})", "download the file again") from error
    if outline.is_outline(found):
        return outline.read(found, where, tables, said)
    reports = found["results"] if isinstance(found, dict) and isinstance(found.get("results"), list) else found
    reports = reports if isinstance(reports, list) else [reports]
    if reports and all(map(ifrc_go.is_report, reports)):
        return ifrc_go.read(reports, where, tables, said)
    raise UnreadableArticle(where, "JSON of no kind that is known", f"known are {KNOWN}")
