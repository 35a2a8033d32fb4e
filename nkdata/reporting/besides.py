"""What a report can be had as besides the page: pictures (PNG), a workbook (XLSX), paper (PDF).

Each costs time, so each is asked for by name.  The same inputs give the same bytes: days of making are taken out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkdata.errors import BadParameter, NotPublished

if TYPE_CHECKING:
    import pandas as pd

    from nkdata.collection.snapshot import Snapshot

FORMATS = ("pdf", "png", "xlsx")
WIDTHS = {"source": 36, "sentence": 90, "title": 60, "text": 36}  # characters, of columns with longer cells
WORKBOOK, PAPER = "tables.xlsx", "report.pdf"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LONGEST_CELL = 32_767  # characters that a cell may hold (ECMA-376)
MOST_LINKS = 65_000  # links of a sheet; Excel opens no more than 65,530
MOST_ROWS = 1_048_575  # rows of a sheet below its head
UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MADE_ON = re.compile(rb"\(D:\d{14}")
NO_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - the first that a zip file can hold, in no zone
PRINTING = 300  # seconds


def check(formats: Sequence[str]) -> None:
    """Raises BadParameter for a format that is none, or that lacks what makes it."""
    for one in formats:
        if one not in FORMATS:
            raise BadParameter("--also", f"{one!r} is no format", f"choose from {', '.join(FORMATS)}")
    if "xlsx" in formats and not find_spec("openpyxl"):
        raise BadParameter("--also xlsx", "openpyxl is missing", "pip install 'nkdata[collection]'")
    if "pdf" in formats and not browser():
        raise BadParameter(
            "--also pdf", "no Chromium was found", "install it (Debian: chromium) or name one in NKDATA_CHROMIUM"
        )


def browser() -> str | None:
    """Where Chromium is: the one named in NKDATA_CHROMIUM, else the one on the path."""
    return os.environ.get("NKDATA_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def paper(page: Path, target: Path) -> None:
    """The page as PDF, in its style for print.  Raises NotPublished when Chromium does not make it."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as profile:
        command = [
            str(browser()), "--headless", "--disable-gpu", "--disable-dev-shm-usage", *root, "--no-pdf-header-footer",
            f"--user-data-dir={profile}", f"--print-to-pdf={target}", page.resolve().as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PRINTING)
            target.write_bytes(MADE_ON.sub(b"(D:19800101000000", target.read_bytes()))
        except (OSError, subprocess.SubprocessError) as error:
            raise NotPublished("--also pdf", f"Chromium made none ({type(error).__name__})", "leave it out") from error


def workbook(snapshot: Snapshot, target: Path) -> None:
    """Claims, events and articles, a sheet each; `source` leads to the sentence.  No cell is ever a formula.

    Columns are those of the snapshot, articles without their texts; claims and events have `sentence` and `source`.
    """
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    articles = snapshot.articles.set_index("id")
    for name, frame in (("claims", snapshot.claims), ("events", snapshot.events)):
        _sheet(made, name, _with_sentence(frame, articles), articles)
    _sheet(made, "articles", snapshot.articles.drop(columns="text"), articles)
    made.properties.created = NO_DAY
    held = BytesIO()
    made.save(held)
    _timeless(held, target)


def _with_sentence(frame: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows with their sentences and what they come from in front."""
    texts, titles = articles["text"].to_dict(), articles["title"].to_dict()
    spans = zip(frame["article_id"], frame["sentence_start"], frame["sentence_end"], strict=True)
    told = frame.drop(columns=["source", "sentence"], errors="ignore")
    told.insert(0, "sentence", [texts[ident][start:end] for ident, start, end in spans])
    told.insert(0, "source", [titles[one] if isinstance(titles[one], str) else one for one in frame["article_id"]])
    return told


def _sheet(made: Any, name: str, frame: pd.DataFrame, articles: pd.DataFrame) -> None:
    """One table; its column `source`, or `url` of an article, is a link."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    from nkdata.collection.foreign import safe_url
    from nkdata.reporting.quoting import at_sentence

    def cell(value: object, url: str = "") -> Any:
        shown = WriteOnlyCell(sheet, value=_plain(value))
        if isinstance(shown.value, str):
            shown.data_type = "s"  # else a text that begins with = would be one
        if url:
            shown.hyperlink = url
        return shown

    sheet = made.create_sheet(name)
    sheet.freeze_panes = "A2"
    names = [str(column) for column in frame.columns]
    for letter, column in zip(map(get_column_letter, count(1)), names, strict=False):
        sheet.column_dimensions[letter].width = WIDTHS.get(column, max(10, len(column) + 2))
    sheet.append([cell(one) for one in names])
    urls = {ident: safe_url(url) if isinstance(url, str) else "" for ident, url in articles["url"].items()}
    for number, row in enumerate(frame.head(MOST_ROWS).itertuples(index=False)):
        held = dict(zip(names, row, strict=True))
        url = urls.get(str(held.get("article_id", held.get("id"))), "") if number < MOST_LINKS else ""
        linked = "source" if "sentence" in held else "url"
        address = at_sentence(url, str(held.get("sentence", "")))
        sheet.append([cell(value, address if column == linked else "") for column, value in held.items()])


def _plain(value: Any) -> str | int | float | bool | None:
    """A value as a cell takes it: lists joined, text without what a workbook cannot hold."""
    import pandas as pd

    if isinstance(value, Iterable) and not isinstance(value, str):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        return UNPRINTED.sub("", value)[:LONGEST_CELL]
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else str(value) if not isinstance(value, int | float) else value


def _timeless(held: BytesIO, target: Path) -> None:
    """Write the workbook without the time at which it was made."""
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for one in made.infolist():
            written = made.read(one)
            if one.filename == "docProps/core.xml":
                written = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"1980-01-01T00:00:00Z", written)
            kept.writestr(zipfile.ZipInfo(one.filename), written, zipfile.ZIP_DEFLATED)
