"""Files, folders and records become articles; what cannot be read is named in one line and the rest goes on."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata import resources
from nkdata.errors import BadParameter, NkdataError, UnreadableArticle
from nkdata.model import Article
from nkdata.reading import Fields, read_articles

STORY = "The dam on the Taeryong held, officials said on Monday, but 12 homes were flooded.\n"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Dam holds - The Example</title>
<meta property="og:title" content="Dam holds">
<meta property="article:published_time" content="2021-07-05T23:10:00+09:00">
</head><body><nav><a href="/">Home</a></nav><article><h1>Dam holds</h1>{"<p>" + STORY * 4 + "</p>"}
<p>Residents of three villages returned to their houses the next day,
the county people's committee said in a notice.</p>
</article><aside>Most read: Another story</aside></body></html>"""


def read(*paths: object, **options: object) -> tuple[list[Article], list[str]]:
    refused: list[NkdataError] = []
    found = list(read_articles([str(path) for path in paths], refused=refused.append, **options))  # type: ignore[arg-type]
    return found, [str(error) for error in refused]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_seed_is_read_byte_for_byte_with_what_its_sidecar_tells() -> None:
    (article,) = read_articles([resources.seed()])
    assert article.text.encode() == resources.seed().read_bytes()
    assert article.id == "000_47f1a0ae3c443b6e"
    assert article.content_hash == hashlib.sha256(resources.seed().read_bytes()).hexdigest()
    assert (article.published, article.published_precision, article.published_how) == ("2020-08-18", "day", "sidecar")
    assert (article.language, article.source) == ("en", None)
    assert article.title == "N Korea to convene key party meeting on economy, military"


def test_the_seed_without_its_sidecar_has_no_day(tmp_path: Path) -> None:
    (article,), refused = read(write(tmp_path, "copy.txt", resources.seed().read_bytes()))
    assert (article.published, article.published_how, refused) == (None, "unknown", [])
    assert article.title == "N Korea to convene key party meeting on economy, military"


def test_a_web_page_gives_its_main_text_day_and_title(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path, "saved", PAGE))
    assert article.text.count("12 homes") == 4
    assert "Most read" not in article.text
    assert (article.title, article.published, article.published_how) == ("Dam holds", "2021-07-05", "metadata")


def test_front_matter_gives_title_and_day_and_the_body_becomes_paragraphs(tmp_path: Path) -> None:
    post = (
        "---\npost_title: >\n  Dam &#8216;holds&#8217;\n  in the north\n"
        "post_date: 2021-07-05 06:18:09\npublished: true\n"
        "permalink: >\n  https://example.org/dam?a=1&#038;b=2\n---\n [ad_1]\n"
        "<br><div><p><span>SEOUL</span> The dam held.</p>"
        '<span id="m"/><p>Twelve homes were flooded &amp; dried.</p><script>x()</script></div>\n<br>[ad_2]\n'
        '<br><a href="https://example.org">Source </a>'
    )
    (article,), _ = read(write(tmp_path, "post.txt", post))
    assert article.text == "SEOUL The dam held.\nTwelve homes were flooded & dried."
    assert article.title == "Dam ‘holds’ in the north"
    assert (article.published, article.url) == ("2021-07-05", "https://example.org/dam?a=1&b=2")


def test_a_body_without_tags_stays_as_written(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path, "a.md", f"---\ntitle: Dam\n---\n\n{STORY}\n  Two *stars*.\n"))
    assert article.text == f"{STORY}\n  Two *stars*.\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"link": "k1", "headline": "Dam", "story_text": STORY, "date": 1625443200000}) + "\n"),
        ("a.json", json.dumps([{"id": "k1", "title": "Dam", "text": STORY, "date": "2021-07-05T10:00:00Z"}])),
        ("a.json", json.dumps({"id": "k1", "title": "Dam", "text": STORY, "date": "5 July 2021"}, indent=2)),
        ("a.csv", f'story,date,index.link,title\n"{STORY}",2021-07-05,k1,Dam\n'),
        ("a.tsv", f"id\ttitle\tdate\ttext\nk1\tDam\t2021-07-05\t{STORY}"),
    ],
)
def test_records_are_read_whatever_their_format(tmp_path: Path, name: str, content: str) -> None:
    (article,), refused = read(write(tmp_path, name, content))
    assert refused == []
    assert (article.id, article.title, article.published) == ("k1", "Dam", "2021-07-05")
    assert article.text.strip() == STORY.strip()
    assert article.published_how == "metadata"


def test_named_fields_are_read(tmp_path: Path) -> None:
    row = {"nr": 7, "kopf": "Dam", "inhalt": STORY, "tag": "20210705", "text": "not this"}
    (article,), _ = read(
        write(tmp_path, "a.jsonl", json.dumps(row)), fields=Fields(id="nr", text="inhalt", title="kopf", date="tag")
    )
    assert (article.id, article.text, article.title, article.published) == ("7", STORY, "Dam", "2021-07-05")


def test_standard_input_holds_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = json.dumps({"id": "a", "text": STORY}).encode() + b"\nno\n" + json.dumps({"id": "b", "text": "Ja"}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    found, refused = read("-")
    assert [(article.id, article.path) for article in found] == [("a", "-"), ("b", "-")]
    assert refused == ["-:2: not JSON (Expecting value); put one JSON object on a line"]


def test_a_folder_is_read_in_order_with_its_list_and_sidecars(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", STORY)
    write(tmp_path, "a.txt", STORY + "Another.")
    write(tmp_path, "a.yaml", "published: 2021-07-06\nsource: The Example\n")
    write(tmp_path, "sub/c.txt", STORY + "A third.")
    write(tmp_path, ".hidden", "x")
    write(tmp_path, "articles.csv", "path,title,published,language,source,url\nb.txt,Dam,2021-07-05,en,The Sample,\n")
    found, refused = read(tmp_path)
    assert refused == []
    assert [(a.id, a.published, a.published_how, a.source) for a in found] == [
        ("a", "2021-07-06", "sidecar", "The Example"),
        ("b", "2021-07-05", "sidecar", "The Sample"),
        ("c", None, "unknown", None),
    ]
    assert [a.path for a in found] == [str(tmp_path / name) for name in ("a.txt", "b.txt", "sub/c.txt")]


def test_one_bad_file_among_good_ones_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "b.txt", b"\x89PNG\r\n\x1a\n\0\0")
    write(tmp_path, "c.txt", STORY + "More.")
    found, refused = read(tmp_path)
    assert [article.id for article in found] == ["a", "c"]
    assert refused == [f"{tmp_path}/b.txt: a PNG picture, not text; save its text as a .txt file in UTF-8"]


def test_without_a_place_to_report_the_first_bad_file_raises(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match="the file is empty"):
        list(read_articles([write(tmp_path, "a.txt", "")]))


def test_an_article_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY)
    assert len(read(path, tmp_path, path)[0]) == 1


def test_two_articles_of_one_name_keep_apart(tmp_path: Path) -> None:
    found, _ = read(write(tmp_path, "x/a.txt", STORY), write(tmp_path, "y/a.txt", STORY + "More."))
    first, second = (article.id for article in found)
    assert first == "a"
    assert second.startswith("a-")
    assert len(second) == 10


def test_the_option_goes_before_sidecar_and_document_and_their_word_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", f"---\ndate: 2021-07-04\n---\n{STORY}")
    write(tmp_path, "a.yml", "published: 2021-07-05")
    (article,), _ = read(path, published="2021-07-06")
    assert (article.published, article.published_how) == ("2021-07-06", "argument")
    assert article.published_evidence == (f"{tmp_path}/a.yml says 2021-07-05", "the document says 2021-07-04")
    (article,), _ = read(path)
    assert (article.published, article.published_how) == ("2021-07-05", "sidecar")


def test_a_month_is_never_completed_to_a_day(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY)
    write(tmp_path, "a.yaml", "published: 2021-07")
    (article,), _ = read(path)
    assert (article.published, article.published_how) == (None, "unknown")
    assert article.published_evidence == (f"{tmp_path}/a.yaml says 2021-07, which is not a day",)


@pytest.mark.parametrize("day", ["2021-02-30", "Tuesday", "2021-07", "2021"])
def test_an_option_that_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(BadParameter, match=f"--published: '{day}' is not a day; write it as 2020-08-18"):
        read_articles(["a.txt"], published=day)


BAD = [
    ("a.txt", b"", "a.txt: the file is empty; put the article's text into it or leave it out"),
    ("a.txt", b"\n \n", "a.txt: the file is empty; put the article's text into it or leave it out"),
    ("a.txt", "\ufeff".encode(), "a.txt: the file is empty; put the article's text into it or leave it out"),
    (
        "a.txt",
        b"%PDF-1.7\n\xff",
        "a.txt: not a readable PDF (Stream has ended unexpectedly); save its text as a .txt file",
    ),
    ("a.txt", b"abc\0def", "a.txt: binary data, not text; if it is text, save it as UTF-8"),
    ("a.txt", b"\xff\xfea\0\0", "a.txt: begins as UTF-16-LE but is not, from byte 4 on; save it as UTF-8"),
    ("a.json", b'[{"text": "x"},\n', "a.json:2: not JSON (Expecting value); mend the export"),
    (
        "a.jsonl",
        b'{"a": 1, "b": 2}',
        "a.jsonl: item 1: no field with the article's text; its fields are a, b; name the field with --text",
    ),
    (
        "a.jsonl",
        b'{"text": "One day."}\n[1]',
        "a.jsonl:2: not a JSON object; put one object with the article's fields there",
    ),
    (
        "a.jsonl",
        b'{"text": ""}\n{"text": null}\n',
        "a.jsonl: 2 without text (1, 2); they hold nothing to read; leave them out to be rid of this line",
    ),
    (
        "a.jsonl",
        b'{"text": "\\ud83d \xc3\xa9"}',
        "a.jsonl: item 1: half a character (a lone surrogate) in the text; mend the export",
    ),
    (
        "a.csv",
        b"date,text\n2021-07-05,NA\n",
        "a.csv: 1 without text (2); they hold nothing to read; leave them out to be rid of this line",
    ),
    (
        "a.md",
        b"---\ntitle: [a\n---\nText",
        "a.md:3: front matter is not YAML (expected ',' or ']', but got '<stream end>'); mend that line",
    ),
    (
        "a.md",
        b"---\ntitle: a\n---\n\n",
        "a.md: nothing below the front matter; put the article's text there or leave it out",
    ),
    (
        "a.html",
        b"<html><body><script>go()</script></body></html>",
        "a.html: a web page without running text; copy the text from the browser into a .txt file",
    ),
    (
        "a.yaml",
        b"published: 2021-07-05",
        "a.yaml: a sidecar without an article of the same name; put the article beside it",
    ),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_each_bad_input_has_its_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    _, refused = read(write(tmp_path, name, content))
    assert [line.removeprefix(f"{tmp_path}/") for line in refused] == [message]


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    _, refused = read(tmp_path / "no.txt", tmp_path)
    assert refused == [
        f"{tmp_path}/no.txt: no such file or folder; name an article's file, a folder, or - for JSON lines",
        f"{tmp_path}: an empty folder; put articles into it",
    ]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_a_text_in_a_record_comes_back_whole(text: str) -> None:
    lines = json.dumps({"text": text}).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
        found, refused = read("-")
    if text.strip():
        assert found[0].text == text.replace("\r\n", "\n").replace("\r", "\n")
    else:
        assert len(refused) == 1


KEPT = {"url": "https://example.org/dam", "archived_url": "https://web.example/1", "licence": "CC BY 4.0"}


@pytest.mark.parametrize("reader", ["text", "markdown", "json", "json lines", "csv", "tsv"])
def test_where_from_when_fetched_under_which_licence_and_how_read_is_kept(tmp_path: Path, reader: str) -> None:
    told = KEPT | {"retrieved_at": "2021-07-09"}
    lines = "".join(f"{name}: {value}\n" for name, value in told.items())
    row = told | {"text": STORY.strip()}
    content = {
        "text": STORY,
        "markdown": f"---\n{lines}---\n{STORY}",
        "json": json.dumps([row]),
        "json lines": json.dumps(row) + "\n" + json.dumps(row | {"text": "Another."}),
        "csv": ",".join(row) + "\n" + ",".join(f'"{one}"' for one in row.values()),
        "tsv": "\t".join(row) + "\n" + "\t".join(row.values()),
    }[reader]
    path = write(tmp_path, "a.any", content)
    if reader == "text":
        write(tmp_path, "a.yaml", lines)
    article = read(path)[0][0]
    assert {name: getattr(article, name) for name in told} == told
    assert article.reader == reader


def test_a_collection_among_the_articles_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "held/nkdata.toml", "layout = 1\n")
    write(tmp_path, "held/originals/ab/abc", STORY + "More.")
    assert [article.id for article in read(tmp_path)[0]] == ["a"]
    assert read(tmp_path / "held") == (
        [],
        [f"{tmp_path}/held: nothing but a collection or an export of one; put articles into it"],
    )


def test_a_line_without_end_on_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = json.dumps({"id": "a", "text": STORY}).encode() + b"\n" + b"x" * 1000
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    monkeypatch.setattr("nkdata.reading.articles.LARGEST", 500)
    found, refused = read("-")
    assert [article.id for article in found] == ["a"]
    assert refused == ["-: a line larger than 0 MB; put one JSON object on a line"]
