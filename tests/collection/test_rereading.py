"""Originals read again by a mended reader: a new version where the text differs, the old and its corrections kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nkdata.cli import main
from nkdata.collection import open_collection
from nkdata.extracting import pipeline
from nkdata.reading import records, webpage
from nkdata.reading.published import told
from nkdata.reading.record import Record
from tests.collection.stories import BODY

TEXT = BODY.format(dead=10, missing=4, homes="1,200", day="Tuesday")
PAGE = "<html><head><title>Flood</title></head><body><article><p>{}</p></article></body></html>"
MORE = " Seven schools were destroyed."


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[str, str]:
    """What a command prints and says."""
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in words])
    assert ended.value.code == 0
    found = capsys.readouterr()
    return found.out, found.err


def mended(own: Callable[..., Record]) -> Callable[..., Record]:
    """A reader that finds a sentence more, and the day where it found none."""

    def read(*given: object) -> Record:
        made = own(*given)
        return replace(made, text=made.text + MORE, published=made.published or told("2016-08-30"))

    return read


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page, one whose day stands beside it, plain text, and a record."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, text in [("page", TEXT), ("dated", TEXT.replace("Wonsan", "Munchon"))]:
        (folder / f"{name}.html").write_text(PAGE.format(text))
    (folder / "dated.yaml").write_text("published: 2016-09-02\n")
    (folder / "plain.txt").write_text(TEXT.replace("Wonsan", "Anbyon"))
    record = {"text": TEXT.replace("Wonsan", "Kosan"), "date": "2016-09-05", "url": "https://example.org/k"}
    (folder / "list.jsonl").write_text(json.dumps(record) + "\n")
    return folder


def test_a_mended_reader_gives_new_versions(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--collection", tmp_path / "c")
    run(capsys, "ingest", saved, *where, "--jobs", "1")
    assert "nkdata reread" not in run(capsys, "ingest", saved, *where, "--jobs", "1")[1]
    found = open_collection(tmp_path / "c")
    first = found.claims(metric="people_killed")
    monkeypatch.setattr(webpage, "read", mended(webpage.read))
    monkeypatch.setattr(pipeline, "extractor", lambda: "nkdata next")
    said = run(capsys, "ingest", saved, *where, "--jobs", "1")[1]
    assert "1 added (1 later versions, 0 retellings), 3 already there" in said  # its day is found now
    assert "4 articles were read by another version" in said
    monkeypatch.setattr(records, "_record", mended(records._record))
    lines = run(capsys, "reread", *where)[0].splitlines()
    assert sum("sentence came: Seven schools were destroyed." in line for line in lines) == 2
    articles = found.articles().set_index("id")
    newest = articles[articles["version"] == 2]
    assert sorted(newest["published"]) == ["2016-08-30", "2016-09-02", "2016-09-05"]
    assert set(newest["original"]) <= set(articles["original"][articles["version"] == 1])
    assert set(found.claims(metric="people_killed")["id"]) >= set(first["id"])
    assert found.count("articles", current=True) == 4
    monkeypatch.setattr(pipeline, "extractor", lambda: "nkdata after next")
    assert run(capsys, "reread", *where) == (
        "",
        "nkdata: 0 differences\n",
    )  # what was taken in once is not taken in again
    assert "4 already there" in run(capsys, "ingest", saved, *where, "--jobs", "1")[1]


def test_an_original_that_is_gone_leaves_the_text_as_it_is(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "ingest", saved / "page.html", "--collection", tmp_path, "--jobs", "1")
    (original,) = (one for one in (tmp_path / "originals").rglob("*") if one.is_file())
    original.write_bytes(b"other")
    with pytest.raises(SystemExit, match="1"):
        main(["verify", "--collection", str(tmp_path)])
    assert f"1 of 1 not the bytes that were read ({original.name}); copy" in capsys.readouterr().err
    original.unlink()
    with pytest.raises(SystemExit, match="1"):
        main(["verify", "--collection", str(tmp_path)])
    assert "originals: 1 of 1 missing" in capsys.readouterr().err
    monkeypatch.setattr(webpage, "read", mended(webpage.read))
    monkeypatch.setattr(pipeline, "extractor", lambda: "nkdata next")
    assert run(capsys, "reread", "--collection", tmp_path) == ("", "nkdata: 0 differences\n")
