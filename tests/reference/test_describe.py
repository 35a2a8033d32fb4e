"""`docs/data.md` says what the schemas say."""

from __future__ import annotations

from pathlib import Path

from nkdata.reference import reference, schemas
from nkdata.reference.describe import describe, older, own_terms, terms
from nkdata.reference.load import FOLDER, Tables

TWO = (("disaster_claims", "as_of"), ("rainfall", "end"))
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


def test_the_terms_of_tables_name_each_with_its_newest_day_and_licence_once() -> None:
    held = reference()
    told = terms({"disaster_claims", "rainfall", "no_table"}, held)
    newest = [max(map(str, held[name][column].dropna())) for name, column in TWO]
    assert told == (
        f"Tables of 2026-11-25: disaster_claims (to {newest[0]}), rainfall (to {newest[1]}): "
        "Apache License 2.0. Facts with their source: free to pass on."
    )
    assert terms({"no_table"}, held) == ""


def test_rows_of_ones_own_have_their_day_and_the_licence_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "disaster_claims.csv").write_text("claim_id,as_of\na,2020-08-09\nb,2020-08-11\n", encoding="utf-8")
    used = {"disaster_claims", "rainfall"}
    assert own_terms(used, tmp_path) == "Rows of your own in disaster_claims (to 2020-08-11): no licence named."
    named = '{"resources": [{"name": "disaster_claims", "licenses": [{"title": "CC BY 4.0"}]}]}'
    (tmp_path / "datapackage.json").write_text(named, encoding="utf-8")
    assert own_terms(used, tmp_path).endswith("(to 2020-08-11): CC BY 4.0.")
    assert own_terms({"rainfall"}, tmp_path) == ""
