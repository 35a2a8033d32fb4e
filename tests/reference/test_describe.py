"""`docs/data.md` says what the schemas say."""

from __future__ import annotations

from pathlib import Path

from nkdata.reference import schemas
from nkdata.reference.describe import describe, older
from nkdata.reference.load import FOLDER, Tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe(), "run: python -m nkdata.reference.describe > docs/data.md"


def test_every_table_and_column_has_its_line() -> None:
    sections = dict(section.split("\n", 1) for section in describe().split("\n## ")[1:])
    for name, schema in schemas().items():
        for field in schema["fields"]:
            assert f"\n| `{field['name']}`" in sections[name], (name, field["name"])


def test_a_table_is_older_than_a_day_that_its_newest_row_does_not_reach() -> None:
    tables = Tables(FOLDER)
    newest = max(tables.values("trade_china_dprk", "period"))
    assert newest == "2025-12"
    assert "trade_china_dprk" not in older(tables, "2025-12-31")
    assert older(tables, "2026-01-01")["trade_china_dprk"] == ("period", "2025-12")
