"""An export put back: the same articles, ids, readings and corrections, or a reason why not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nkdata.cli import main
from nkdata.collection import open_collection
from nkdata.collection.folder import Folder
from nkdata.collection.rereading import reread
from nkdata.collection.schema import TABLES
from nkdata.extracting import pipeline
from nkdata.review.log import Entry, append, read, target_of
from tests.collection.stories import held, other, put, told

AT = "2016-09-21T06:00:00Z"
URL = "https://example.org/flood"


def run(capsys: pytest.CaptureFixture[str], code: int, *words: object) -> str:
    """What a command says on standard error."""
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in words])
    said = capsys.readouterr().err
    assert ended.value.code == code, said
    return said


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of one article and a repost, read anew once, corrected by hand, and an article without claims."""
    folder = tmp_path_factory.mktemp("made") / "c"
    put(folder, told(url=URL), told("r", "2016-08-31", source="Paper"))
    quiet = told("q", source=None).text.partition("Torrents")[0]
    found = held(folder, told(url=URL, dead=60), other("x", None, 4), replace(told("q"), text=quiet), at=AT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "extractor", lambda: "nkdata next")
        list(reread(found, at=AT))
    rows = found.claims().to_dict("records")
    said: list[tuple[int, str, dict[str, Any]]] = [
        (0, "correct", {"value": 12.0, "metric": "people_missing"}),
        (1, "reject", {}),
        (2, "add", {"value": 3.0}),
    ]
    for place, action, fields in said:
        append(Folder(folder), Entry(AT, "kim", action, "claim", target_of(rows[place]), fields))
    sentence = "Soldiers carried rice and blankets to the people of the valley."
    at = found.text(rows[0]["article_id"]).index(sentence)
    by_hand = replace(
        target_of(rows[0]), sentence=sentence, sentence_start=at, sentence_end=at + len(sentence),
        start=at, end=at + 8, text="Soldiers", id="",
    )  # fmt: skip
    append(Folder(folder), Entry(AT, "lee", "add", "claim", by_hand, {"value": 1.0}))
    return folder


def test_an_export_put_back_is_the_same_collection(
    collection: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, 0, "export", tmp_path / "out", "--texts", "--collection", collection)
    said = run(capsys, 0, "ingest", tmp_path / "out", "--collection", tmp_path / "new")
    assert "5 put back, 0 already there, 4 corrections" in said
    before, after = open_collection(collection), open_collection(tmp_path / "new")
    assert before.count("claims") > 3
    for table in TABLES:
        frames = [one.ask(f"SELECT * FROM {{{table}}} ORDER BY ALL").to_pandas() for one in (before, after)]
        if table == "claims":
            assert set(frames[0]["generation"]) == {1}
        pd.testing.assert_frame_equal(*frames)
    assert read(before.folder).entries == read(after.folder).entries
    said = run(capsys, 0, "ingest", tmp_path / "out", "--collection", tmp_path / "new")
    assert "0 put back, 5 already there, 0 corrections" in said
    put(tmp_path / "new", told(url=URL, dead=70))
    assert sorted(open_collection(tmp_path / "new").articles(article=None)["version"]) == [1, 1, 1, 1, 2, 3]


def test_what_people_said_is_in_the_tables(
    collection: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, 0, "export", tmp_path / "out", "--metric", "people_missing", "--collection", collection)
    table = pd.read_csv(tmp_path / "out" / "claims.csv").set_index("reviewed")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert not package["nkdata"]["whole"]
    assert set(table["metric"]) == {"people_missing"}
    corrected = table.loc["corrected"]
    assert (corrected["value"], corrected["said_metric"]) == (12, "people_killed")
    assert (tmp_path / "out" / "review.jsonl").is_file()


def groups(path: Path, column: str) -> set[frozenset[str]]:
    """Which articles a collection holds together."""
    return {frozenset(some) for _, some in open_collection(path).articles().groupby(column)["id"]}


def test_an_export_joins_what_another_collection_holds(
    collection: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, later = tmp_path / "own", "2016-09-25T06:00:00Z"
    put(own, told(url=URL), told("p", "2016-08-29", source="Post"), other("y", None, 9))
    put(own, told(url=URL, dead=80), at=later)
    hers = shutil.copytree(collection, tmp_path / "hers")
    target = target_of(open_collection(hers).claims(source="Paper", metric="people_killed").to_dict("records")[0])
    for folder, by, value in ((hers, "kim", 12.0), (own, "ann", 11.0)):
        append(Folder(folder), Entry(AT, by, "correct", "claim", target, {"value": value}))
    run(capsys, 0, "export", tmp_path / "out", "--texts", "--collection", hers)
    with pytest.raises(SystemExit):
        main(["ingest", str(tmp_path / "out"), "--collection", str(own)])
    said = capsys.readouterr()
    assert "4 put back (1 later versions, 1 retellings), 1 already there, 5 corrections, 1 conflicts" in said.err
    assert "ann" in said.out, "the conflict itself is listed"
    assert "kim" in said.out, "the conflict itself is listed"

    together = tmp_path / "together"
    shutil.copytree(collection, together)
    put(together, told("p", "2016-08-29", source="Post"), other("y", None, 9), told(url=URL, dead=80), at=later)
    for column in ("version_of", "story"):
        assert groups(own, column) == groups(together, column)
    merged = open_collection(own)
    for table in ("claims", "quotes", "dates"):
        ours, all_in_one = (one.frame(table)["article_id"].tolist() for one in (merged, open_collection(together)))
        assert sorted(ours) == sorted(all_in_one)
    versions = merged.articles(source="Agency").query("url == @URL")
    assert sorted(versions["version"]) == [1, 2, 3]
    assert (
        dict(zip(merged.claims()["article_id"], merged.claims()["version"], strict=True)).items()
        >= dict(zip(versions["id"], versions["version"], strict=True)).items()
    )
    (newest,) = merged.claims(current=True, source="Agency", metric="people_killed", as_of="2016-08-30")["value"]
    assert newest == 80, "what was read last is newest, whichever collection came first"
    assert "0 put back, 5 already there, 0 corrections" in run(
        capsys, 0, "ingest", tmp_path / "out", "--collection", own
    )


def test_what_cannot_be_put_back_says_why(collection: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, 0, "export", tmp_path / "bare", "--collection", collection)
    run(capsys, 0, "export", tmp_path / "all", "--texts", "--collection", collection)
    shutil.copytree(tmp_path / "all", tmp_path / "half")
    (tmp_path / "half" / "quotes.parquet").unlink()
    (tmp_path / "half" / "dates.parquet").write_bytes(b"PAR1")
    new = ("--collection", tmp_path / "new")
    cases: list[tuple[int, str, tuple[object, ...]]] = [
        (2, "export with --texts and without --metric", (tmp_path / "bare", *new)),
        (2, "an export of a collection; put it in alone", (tmp_path / "all", tmp_path / "bare", *new)),
        (3, "part of an export of a collection", (tmp_path / "all" / "articles.csv", *new)),
        (3, "nothing but a collection or an export of one", (tmp_path, *new)),
        (3, "dates.parquet: cannot be read", (tmp_path / "half", *new)),
    ]
    for code, words, given in cases:
        assert words in run(capsys, code, "ingest", *given), given
        assert not list((tmp_path / "new").glob("batches/*"))
