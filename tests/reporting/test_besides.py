from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from nkdata.errors import BadParameter
from nkdata.reporting.besides import browser, check, paper, workbook
from nkdata.reporting.panel import PICTURES, show
from tests import handmade


@pytest.mark.parametrize("begun", ["=", "+", "-", "@", "=HYPERLINK(1)\x07"])
def test_a_workbook_holds_claims_with_sentence_and_source_and_no_formula(tmp_path: Path, begun: str) -> None:
    read = handmade.article(title=f"{begun}1+1", url="https://example.org/rain")
    workbook(handmade.held(read=read), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["claims", "events", "articles"]
    head, row = list(book["claims"].rows)
    cells = dict(zip((cell.value for cell in head), row, strict=True))
    assert cells["source"].value == f"{begun}1+1".replace("\x07", "")
    assert cells["source"].hyperlink.target.startswith("https://example.org/rain#:~:text=State%20television")
    assert cells["sentence"].value == handmade.SENTENCE
    assert book["claims"].column_dimensions[cells["sentence"].column_letter].width >= len(handmade.SENTENCE)
    assert (cells["value"].value, cells["metric"].value, cells["via_id"].value) == (730, "homes_flooded", None)
    assert all(cell.data_type != "f" for sheet in book for line in sheet.rows for cell in line)
    assert "text" not in {cell.value for cell in next(book["articles"].rows)}


def test_a_text_longer_than_a_cell_is_cut_and_stays_text(tmp_path: Path) -> None:
    workbook(handmade.held(read=handmade.article(title="=" * 40_000)), tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["claims"]["A2"]
    assert (cell.value, cell.data_type) == ("=" * 32_767, "s")


def test_an_address_that_is_none_is_no_link_and_the_same_tables_make_the_same_bytes(tmp_path: Path) -> None:
    held = handmade.held(read=handmade.article(url="javascript:alert(1)"))
    for name in ("a.xlsx", "b.xlsx"):
        workbook(held, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert not [cell for sheet in book for line in sheet.rows for cell in line if cell.hyperlink]


def test_a_format_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadParameter, match="'docx' is no format; choose from pdf, png, xlsx"):
        check(["png", "docx"])
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("NKDATA_CHROMIUM", raising=False)
    check(["png", "xlsx"])
    with pytest.raises(BadParameter, match="no Chromium was found"):
        check(["pdf"])


def test_a_chart_is_put_beside_as_a_picture_where_one_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = handmade.chart()
    assert chart.figure is not None
    monkeypatch.setenv(PICTURES, str(tmp_path))
    show(chart, handmade.held())
    show(replace(chart, name="none", figure=None), handmade.held())
    (picture,) = tmp_path.iterdir()
    head = picture.read_bytes()[:24]
    assert (picture.name, head[:8]) == ("demo.png", b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(head[16:20], "big") == round(200 * chart.figure.get_figwidth())
    with Image.open(picture) as opened:
        assert (opened.text["Title"], opened.text["Description"]) == (chart.title, chart.alt)  # type: ignore[attr-defined]  # a PNG's


@pytest.mark.browser
def test_paper_holds_no_time(tmp_path: Path) -> None:
    if browser() is None:
        pytest.skip("no Chromium: install it (Debian: chromium) or name one in NKDATA_CHROMIUM")
    (tmp_path / "a.html").write_text("<!DOCTYPE html><title>Rain</title><p>730 homes", encoding="utf-8")
    paper(tmp_path / "a.html", tmp_path / "a.pdf")
    made = (tmp_path / "a.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    assert b"/CreationDate (D:19800101000000" in made
    assert made.rstrip().endswith(b"%%EOF")
