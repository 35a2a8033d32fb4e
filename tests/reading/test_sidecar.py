"""Faults in what a person writes beside articles are named with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkdata.reading.sidecar import beside_list, faults, read_list, read_yaml


def yaml_faults(folder: Path, content: str) -> list[str]:
    path = folder / "a.yaml"
    path.write_text(content, encoding="utf-8")
    return [str(fault) for fault in read_yaml(path.read_bytes(), "a.yaml")[1]]


def list_faults(folder: Path, content: str) -> list[str]:
    (folder / "a.txt").write_text("text", encoding="utf-8")
    path = folder / "articles.csv"
    path.write_text(content, encoding="utf-8")
    return [str(fault) for fault in read_list(path.read_bytes(), "articles.csv", beside_list(path))[1]]


DATE = "write the day as 2020-08-18, the month as 2020-08, or leave it empty"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "title: A\npublishd: 2020-08-18\n",
            "a.yaml:2: publishd: no such field; use id, title, published, language, source, url or note",
        ),
        ("published: 2020-13-01\n", f"a.yaml:1: published: '2020-13-01' is not a date; {DATE}"),
        ("published: Tuesday\n", f"a.yaml:1: published: 'Tuesday' is not a date; {DATE}"),
        (
            "language: English\n",
            "a.yaml:1: language: 'English' is not a language tag; write en, ko, es or another BCP 47 tag",
        ),
        ("title: A\ntitle: B\n", "a.yaml:2: title: told twice; keep one of the lines"),
        ("title: [A, B]\n", "a.yaml:1: title: not one value; write one value on the line"),
        ("title: 'A\n", "a.yaml:2: not YAML (found unexpected end of stream); mend that line"),
        ("- a\n", "a.yaml: no `name: value` lines; write id, title, published, language, source, url so"),
    ],
)
def test_each_fault_of_a_sidecar_is_named(tmp_path: Path, content: str, message: str) -> None:
    assert yaml_faults(tmp_path, content) == [message]


def test_check_tells_what_is_kept_but_cannot_be_right(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.yaml").write_text("url: example.org\nretrieved_at: soon\narchived_url: https://example.org/a\n")
    (tmp_path / "alone.yaml").write_text("title: A\n")
    (tmp_path / "articles.csv").write_text("path,url\na.txt,www\n")
    told = [str(one).removeprefix(f"{tmp_path}/") for one in faults(str(tmp_path))]
    assert told == [
        "a.yaml: retrieved_at: 'soon' is not a date; write the day as 2020-08-18, or leave it empty",
        "a.yaml: url: 'example.org' is no address; write it whole, with https://, or leave it empty",
        "alone.yaml: a sidecar without an article of the same name; put the article beside it",
        "articles.csv:2: url: 'www' is no address; write it whole, with https://, or leave it empty",
    ]
    assert not read_yaml((tmp_path / "a.yaml").read_bytes(), "a.yaml")[1]


@pytest.mark.parametrize("content", ["", "# only a remark\n", "title:\nnote: seen in print\n", "published: 2020-08\n"])
def test_a_sparse_sidecar_has_no_fault(tmp_path: Path, content: str) -> None:
    assert yaml_faults(tmp_path, content) == []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(yaml_faults(tmp_path, "published: soon\nlang: en\nlanguage: 7\n")) == 3


FIELDS = "use id, title, published, language, source, url or note"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("path,published\na.txt,soon\n", f"2: published: 'soon' is not a date; {DATE}"),
        ("path,day\na.txt,2020\n", f"2: day: no such field; {FIELDS}"),
        ("path,title\nb.txt,B\n", "2: path: 'b.txt' is no file in this folder; name a file beside the list"),
        ("path,title\n,B\n", "2: path: empty; name a file beside the list"),
        ("path,title\na.txt,B\na.txt,C\n", "3: path: 'a.txt' a second time; keep one of the rows"),
        ("path,title\na.txt,B,C\n", "2: another number of cells than the header; quote cells that hold commas"),
        ("file,title\na.txt,B\n", "1: path: no such column among file, title; name the articles' files in it"),
    ],
)
def test_each_fault_of_a_list_is_named(tmp_path: Path, content: str, message: str) -> None:
    assert list_faults(tmp_path, content) == [f"articles.csv:{message}"]
