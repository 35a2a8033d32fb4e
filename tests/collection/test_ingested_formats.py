"""A spreadsheet, a feed, a mail and an archive go through `nkdata ingest` into one collection."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pandas as pd
import pytest

from nkdata import cli
from nkdata.collection import Collection, open_collection
from tests.reading.writing import FEED, mail, pdf, spreadsheet, tarred, zipped

TOLD = "Flooding killed 23 people in Kimhyonggwon County on August 5, 2020, state media said. "
HEADER = ["Title", "Date", "Text", "Source", "URL", "Archive_URL", "Retrieved", "Licence"]
ROW = [
    "Flood",
    "2020-08-07",
    TOLD,
    "The Example",
    "https://example.org/f",
    "https://web.example/f",
    "2020-08-09",
    "CC0",
]


def ingest(*given: object, code: int = 0) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["ingest", *map(str, given), "--jobs", "1"])
    assert ended.value.code == code


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("saved")
    contents: dict[str, bytes] = {
        "book.xlsx": spreadsheet({"Saved": [HEADER, ROW]}),
        "feed.xml": FEED.encode(),
        "note.eml": mail(TOLD + "It was raining."),
        "kept.zip": zipped({"in/a.txt": TOLD + "A bridge fell.", "up/../b.txt": TOLD}),
        "kept!.tar": tarred({"x/b!.txt": (TOLD + "Homes were lost.").encode()}),
        "paper.pdf": pdf([TOLD + "A road", "was cut."]),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    ingest(folder, "--collection", folder / "held", code=1)
    return open_collection(folder / "held")


def test_each_format_is_held_with_what_was_given_of_it(held: Collection) -> None:
    articles = held.articles().set_index("reader")
    assert articles.index.value_counts().to_dict() == {"xlsx": 1, "feed": 2, "mail": 1, "text": 2, "pdf": 1}
    row = articles.loc["xlsx"]
    assert [row[name] for name in ("url", "archived_url", "retrieved_at", "licence")] == ROW[4:]
    assert row["published"] == ROW[1]
    paths = [str(path) for path in articles["path"] if "!" in str(path)]
    members = sorted(path.rpartition("/kept")[2] for path in paths)
    assert members == ["!.tar!x/b!.txt", ".zip!in/a.txt"]


def test_each_format_gives_claims_and_keeps_its_bytes(held: Collection) -> None:
    killed = held.claims(metric="people_killed")
    articles = held.articles().set_index("id")
    readers = articles.loc[killed["article_id"], "reader"]
    assert sorted(readers) == ["mail", "pdf", "text", "text", "xlsx"]
    assert set(killed["value"]) == {23}
    for original in articles["original"]:
        assert not pd.isna(original)
        assert list(Path(held.folder.path).glob(f"originals/**/{original}*"))


def test_read_again_nothing_is_added(held: Collection, capsys: pytest.CaptureFixture[str]) -> None:
    ingest(Path(held.folder.path).parent / "note.eml", "--collection", held.folder.path)
    assert "0 added" in capsys.readouterr().err


def test_fields_named_in_the_settings_are_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "held").mkdir()
    settings = tmp_path / "held" / "nkdata.toml"
    (tmp_path / "a.jsonl").write_text(json.dumps({"inhalt": TOLD, "blatt": "The Example", "recht": "CC0"}))
    settings.write_text('layout = 1\n[fields]\ntext = "inhalt"\nsource = "blatt"\nlicence = "recht"\n')
    ingest(tmp_path / "a.jsonl", "--collection", tmp_path / "held")
    (row,) = open_collection(tmp_path / "held").articles().to_dict("records")
    assert (row["source"], row["licence"], row["reader"]) == ("The Example", "CC0", "json")
    settings.write_text('layout = 1\n[fields]\ninhalt = "text"\n')
    ingest(tmp_path / "a.jsonl", "--collection", tmp_path / "held", code=2)
    assert "nkdata.toml: inhalt: no field of an article; use id, text, title" in capsys.readouterr().err


GUIDE = Path(__file__).resolve().parents[2] / "docs" / "collections.md"


def test_every_command_of_the_guide_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saved").mkdir()
    row = {"id": "a", "date": "2020-08-07", "url": "https://example.org/a", "title": "Flooding in Kimhyonggwon"}
    row["text"] = TOLD + "Soldiers were sent to mend the road. It was the first natural disaster of the summer there."
    (tmp_path / "saved" / "a.json").write_text(json.dumps(row | {"source": "The Example"}))
    (tmp_path / "later.jsonl").write_text(
        json.dumps(row | {"text": row["text"].replace("23", "26"), "source": "The Example"})
    )
    lines = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("nkdata ")]
    assert len(lines) >= 10
    for line in lines:
        if line.startswith("nkdata report"):  # minutes of notebooks: tests/reporting runs it
            continue
        held = open_collection(tmp_path / "floods").articles() if "ID" in line else None
        words = shlex.split(line if held is None else line.replace("ID", str(held["id"].iloc[0])))
        with pytest.raises(SystemExit) as ended:
            cli.main(words[1:] + (["--jobs", "1"] if words[1] == "ingest" else []))
        assert ended.value.code == 0, line
    assert "26 asserted" in capsys.readouterr().out
