"""Spreadsheets, feeds, mail and PDF: an article each with its title, day and origin; what is not read is named."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from nkdata.errors import NkdataError
from nkdata.model import Article
from nkdata.reading import Fields, read_articles
from tests.reading.writing import ATOM, FEED, STORY, mail, pdf, spreadsheet, zipped

HEADER: list[object] = ["Title", "Date", "Text", "URL", "Licence"]
ROW: list[object] = ["Dam", dt.date(2021, 7, 5), STORY, "https://example.org/dam", "CC0"]


def read(folder: Path, content: bytes | str, **options: object) -> tuple[list[Article], list[str]]:
    path = folder / "a.any"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    refused: list[NkdataError] = []
    found = list(read_articles([path], refused=refused.append, **options))  # type: ignore[arg-type]
    return found, [str(error).removeprefix(f"{folder}/") for error in refused]


def test_each_row_of_a_spreadsheet_is_an_article(tmp_path: Path) -> None:
    book: dict[str, list[list[object]]] = {
        "Notes": [["for", "people"]],
        "Saved": [["My archive"], HEADER, ROW, [], ["Road", None, "A road."]],
    }
    found, refused = read(tmp_path, spreadsheet(book))
    assert refused == []
    assert [(one.title, one.published, one.text.strip(), one.reader) for one in found] == [
        ("Dam", "2021-07-05", STORY.strip(), "xlsx"),
        ("Road", None, "A road.", "xlsx"),
    ]
    assert (found[0].url, found[0].licence, found[0].published_how) == ("https://example.org/dam", "CC0", "metadata")


def test_foreign_columns_of_a_spreadsheet_are_named(tmp_path: Path) -> None:
    rows = [["kopf", "inhalt", "blatt"], ["Dam", STORY, "The Example"]]
    fields = Fields(text="inhalt", title="kopf", source="blatt")
    (article,), _ = read(tmp_path, spreadsheet({"A": rows}), fields=fields)
    assert (article.title, article.text, article.source) == ("Dam", STORY, "The Example")


def test_rows_without_text_and_sheets_of_links_are_told(tmp_path: Path) -> None:
    _, refused = read(tmp_path, spreadsheet({"A": [HEADER, ROW, ["Picture", None, None, "https://example.org/p"]]}))
    assert refused == ["a.any: A: 1 without text (3); they hold nothing to read; leave them out to be rid of this line"]
    _, refused = read(tmp_path, spreadsheet({"A": [["link", "seen"], ["https://example.org", "yes"]]}))
    assert refused == [
        "a.any: a spreadsheet without a column of text; "
        "name the column of the text in the first row, or name the field with --text"
    ]


def test_a_feed_gives_full_text_before_summary(tmp_path: Path) -> None:
    found, refused = read(tmp_path, FEED)
    assert [(one.title, one.published, one.text) for one in found] == [
        ("Dam & homes", "2021-07-05", "The dam held.\nTwelve homes were flooded."),
        ("Road", None, "A road was cut."),
    ]
    assert {(one.source, one.language, one.licence, one.reader) for one in found} == {
        ("The Example", "en", "CC BY 4.0", "feed")
    }
    assert [one.url for one in found] == ["https://example.org/dam", "https://example.org/road"]
    assert refused == ["a.any: 1 entries without text (3); save their pages instead"]


def test_an_atom_feed_and_one_in_another_encoding(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, ATOM)
    assert (article.text, article.published, article.source) == ("The dam held.", "2021-07-05", "The Sample")
    korean = FEED.replace("UTF-8", "EUC-KR").replace("A road was cut.", "길이 끊겼다.").encode("euc-kr")
    assert read(tmp_path, korean)[0][1].text == "길이 끊겼다."


def test_a_mail_gives_its_plain_part_and_names_what_is_attached(tmp_path: Path) -> None:
    (article,), refused = read(tmp_path, mail(marked=f"<p>{STORY}</p>", attached=["table.pdf"]))
    assert article.text.strip() == STORY.strip()
    assert (article.title, article.published, article.source) == ("Dam – holds", "2021-07-05", "The Example")
    assert (article.id, article.reader) == ("dam-1@example.org", "mail")
    assert refused == ["a.any: 1 attachments not read (table.pdf); save them as files of their own"]


@pytest.mark.parametrize("plain", [None, "Read this in your browser.\n"])
def test_a_mail_whose_plain_part_is_a_mere_notice_gives_the_other(tmp_path: Path, plain: str | None) -> None:
    (article,), _ = read(tmp_path, mail(plain, f"<html><body><p>{STORY * 2}</p><p>A road was cut.</p></body></html>"))
    assert article.text.endswith("homes were flooded.\nA road was cut.")


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_each_mail_of_a_mailbox_is_an_article(tmp_path: Path, ends: bytes) -> None:
    head = b"From a@example.org Mon Jul  5 23:10:00 2021\n"
    kept = f"{STORY}\n\n>From Anju nothing was heard in 2021\nNote: it was dark.\n"
    other = mail(kept).replace(b"dam-1", b"dam-2")
    box = b"".join(head + one + b"\n" for one in (mail(), mail(None, "<img src='cid:x'>"), other))
    found, refused = read(tmp_path, box.replace(b"\n", ends))
    assert [one.id for one in found] == ["dam-1@example.org", "dam-2@example.org"]
    assert "\n\nFrom Anju nothing was heard in 2021\nNote: it was dark." in found[1].text
    assert {(one.published, one.source) for one in found} == {("2021-07-05", "The Example")}
    assert refused == ["a.any: mail 2: a mail without text; save what it holds as files of their own"]


def test_a_mail_in_a_character_set_that_it_does_not_name_rightly(tmp_path: Path) -> None:
    content = mail("Seoul – “quiet”, it said; homes were flooded and a road was cut.\n")
    head = content.partition(b"\n\n")[0].replace(b"Content-Transfer-Encoding: 8bit", b"X: y")
    body = "Seoul – “quiet”, it said; homes were flooded and a road was cut.\n".encode("cp1252")
    (article,), _ = read(tmp_path, head.replace(b"utf-8", b"us-ascii") + b"\n\n" + body)
    assert article.text.startswith("Seoul – “quiet”")


@pytest.mark.parametrize(
    ("heading", "title"),
    [("Dam held &amp; road cut", "Dam held & road cut"), ("All news", "The Example - Latest News")],
)
def test_a_page_is_called_what_its_title_and_its_heading_both_say(tmp_path: Path, heading: str, title: str) -> None:
    head = '<title>Dam held &amp; road cut</title><meta property="og:title" content="The Example - Latest News">'
    page = f"<!DOCTYPE html><html><head>{head}</head><body><h1 class='a'>{heading}</h1><p>{STORY * 4}</p></body></html>"
    (article,), _ = read(tmp_path, page)
    assert article.title == title


@pytest.mark.parametrize(
    ("named", "title"),
    [("Dam held - The Example", "Dam held"), ("The Example", "The Example"), ("Dam held - The Samples", None)],
)
def test_a_title_ends_without_the_name_of_its_site(tmp_path: Path, named: str, title: str | None) -> None:
    head = f'<meta property="og:title" content="{named}"><meta property="og:site_name" content="The Example">'
    page = f"<!DOCTYPE html><html><head>{head}</head><body><p>{STORY * 4}</p></body></html>"
    (article,), _ = read(tmp_path, page)
    assert (article.title, article.source) == (title or named, "The Example")


def test_a_page_saved_as_one_file_keeps_where_and_when(tmp_path: Path) -> None:
    page = f'<!DOCTYPE html><html lang="en"><head><title>Dam</title></head><body><p>{STORY * 4}</p></body></html>'
    content = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/dam\nSubject: Dam\n"
        "Date: Fri, 9 Jul 2021 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"; type="text/html"\n\n'
        f"--b\nContent-Type: text/html\nContent-Location: https://example.org/dam\n\n{page}\n--b--\n"
    )
    (article,), refused = read(tmp_path, content)
    assert article.text.count("12 homes") == 4
    assert (article.url, article.retrieved_at, article.published) == ("https://example.org/dam", "2021-07-09", None)
    assert (article.reader, refused) == ("mhtml", [])


def test_the_text_of_a_pdf_is_joined_to_sentences(tmp_path: Path) -> None:
    lines = [
        "The dam on the Taeryong held, officials said on",
        "Monday.",
        "But 12 homes were flooded and a bridge",
        "fell.",
    ]
    (article,), refused = read(tmp_path, pdf(lines))
    assert article.text == f"{lines[0]} {lines[1]}\n{lines[2]} {lines[3]}\n"
    assert (article.title, article.published, article.reader, refused) == ("Dam holds", None, "pdf", [])


@pytest.mark.parametrize(
    ("module", "extra", "content"),
    [
        ("pypdf", "pdf", pdf(["The dam held."])),
        ("openpyxl", "collection", spreadsheet({"A": [HEADER, ROW]})),
        ("feedparser", "collection", FEED.encode()),
    ],
)
def test_a_missing_reader_is_named_with_the_extra_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, extra: str, content: bytes
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    found, refused = read(tmp_path, content)
    assert found == []
    assert len(refused) == 1
    assert f"which {module} reads, and that is not installed; pip install 'nkdata[{extra}]'" in refused[0]


BOMB = "<!DOCTYPE rss [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
BAD = [
    (pdf([]), "a PDF without text, perhaps of scanned pages; copy its text into a .txt file"),
    (zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "an office document, not a spreadsheet; "),
    (
        zipped({"[Content_Types].xml": f'<?xml version="1.0"?>{BOMB}<x/>', "xl/workbook.xml": "<x/>"}),
        "XML that defines entities; save it again as XLSX",
    ),
    (
        zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>", "xl/a.xml": b" " * 10_000_000}),
        "a.any!xl/a.xml: more than 200 times larger than packed, as no text is; save the spreadsheet again as XLSX",
    ),
    (zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "not a readable spreadsheet ("),
    (f'<?xml version="1.0"?>{BOMB}<rss><channel><item><title>&a11;</title></item></channel></rss>', "defines entities"),
    ("<rss><channel><title>The Example</title></channel></rss>", "a feed without entries; fetch it again"),
    ('<?xml version="1.0"?><urlset><url/></urlset>', "XML that is neither a web page nor a feed; "),
    (mail(None, "<img src='cid:x'>"), "a mail without text; save what it holds as files of their own"),
]


@pytest.mark.parametrize(("content", "message"), BAD)
def test_each_unreadable_document_has_its_line(tmp_path: Path, content: bytes | str, message: str) -> None:
    found, refused = read(tmp_path, content)
    assert (found, len(refused)) == ([], 1)
    assert message in refused[0]
    assert "\n" not in refused[0]


def test_a_feed_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    found, refused = read(tmp_path, FEED[: FEED.index("<item><title>Picture")])
    assert [one.title for one in found] == ["Dam & homes", "Road"]
    assert [line.split(" (")[0] for line in refused] == ["a.any: not well-formed"]


def test_a_text_with_names_and_colons_is_no_mail(tmp_path: Path) -> None:
    text = "To: be\nOr: not\n\nThat was the question, officials said.\n"
    assert read(tmp_path, text)[0][0].text == text
