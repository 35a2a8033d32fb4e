"""The command line: data on standard output, one line a fault on standard error, the exit status that is promised."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from nkdata import __version__, errors, resources
from nkdata.cli import main

STORY = (
    "Heavy rain flooded 1,250 hectares of cropland in Kangwon province, the Choson Relief Agency said on Monday. "
    "The Choson Relief Agency reported 14 deaths.\n"
)


def run(*arguments: object, code: int, capsys: pytest.CaptureFixture[str]) -> tuple[str, list[str]]:
    with pytest.raises(SystemExit) as left:
        main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    assert left.value.code == code, err
    assert "Traceback" not in err
    return out, [line.removeprefix("nkdata: ") for line in err.splitlines()]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_an_extraction_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    out, said = run("extract", resources.seed(), code=0, capsys=capsys)
    assert said == []
    (line,) = out.splitlines()
    found = json.loads(line)
    text = resources.seed().read_text(encoding="utf-8")
    assert found["article"]["published_how"] == "sidecar"
    spans = [row for kind in ("dates", "quantities", "quotes", "mentions", "claims", "events") for row in found[kind]]
    assert spans
    assert all(text[row["start"] : row["end"]] == row["text"] for row in spans)


def test_some_refused_is_one_and_none_usable_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = write(tmp_path, "a.txt", STORY), write(tmp_path, "b.txt", b"")
    message = f"{bad}: the file is empty; put the article's text into it or leave it out"
    out, said = run("extract", good, bad, code=1, capsys=capsys)
    assert (len(out.splitlines()), said) == (1, [message])
    out, said = run("extract", bad, code=3, capsys=capsys)
    assert (out, said) == ("", [message])


def test_an_article_that_cannot_be_extracted_leaves_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from nkdata.extracting import pipeline

    whole = pipeline.extract

    def fails_on_b(article: object) -> object:
        if getattr(article, "id", "") == "b":
            raise ValueError("of a kind")
        return whole(article)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extract", fails_on_b)
    paths = [write(tmp_path, f"{name}.txt", STORY + name) for name in "abc"]
    out, said = run("extract", *paths, code=1, capsys=capsys)
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["a", "c"]
    assert said == [
        f"{paths[1]}: article b: could not be extracted (ValueError: of a kind); "
        "this is a fault of nkdata: add --debug and report what it shows"
    ]


USAGE = "`nkdata COMMAND --help` shows how it is used"
WRONG = [
    ([], f"Missing command; {USAGE}"),
    (["frob"], f"No such command 'frob'; {USAGE}"),
    (["extract"], f"Missing argument 'PATH'; {USAGE}"),
    (["extract", "--frob", "a.txt"], f"No such option: --frob; {USAGE}"),
    (["extract", "a.txt", "--published", "soon"], "--published: 'soon' is not a day; write it as 2020-08-18"),
    (["report", "-p"], "-p: needs a name and a value; write -p NAME VALUE"),
    (["report", "-p", "flood"], "-p flood: needs a name and a value; write -p NAME VALUE"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_wrong_usage_is_two_and_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, said = run(*arguments, code=2, capsys=capsys)
    assert (out, said) == ("", [message])


def test_debug_shows_the_traceback_wherever_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["extract", "a.txt", "--published", "soon", "--debug"])
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert err.endswith("nkdata: --published: 'soon' is not a day; write it as 2020-08-18\n")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version", code=0, capsys=capsys) == (f"nkdata {__version__}\n", [])


@pytest.mark.parametrize("command", ["extract", "report", "check"])
def test_help_shows_a_real_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run(command, "--help", code=0, capsys=capsys)
    assert f"Example: nkdata {command} " in out


def test_records_come_from_standard_input_under_their_own_names(tmp_path: Path) -> None:
    rows = [{"nr": "x1", "inhalt": STORY, "tag": "2021-07-06"}, {"nr": "x2", "inhalt": ""}]
    lines = "\n".join(json.dumps(row) for row in rows)
    options = ["--id", "nr", "--text", "inhalt", "--date", "tag"]
    done = subprocess.run(
        [sys.executable, "-m", "nkdata.cli", "extract", "-", *options], input=lines, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "nkdata: -: 1 without text (2); they hold nothing to read; leave them out to be rid of this line\n"
    )
    article = json.loads(done.stdout)["article"]
    assert (article["id"], article["published"], article["published_how"]) == ("x1", "2021-07-06", "metadata")


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    for number in range(40):
        write(tmp_path, f"{number:02}.txt", STORY * 30 + str(number))
    command = f"{sys.executable} -m nkdata.cli extract {tmp_path} | head -c 10"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (len(done.stdout), done.stderr) == (10, "")


def test_check_finds_no_fault_in_what_comes_along(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", resources.folder("seeds"), code=0, capsys=capsys) == ("", ["0 faults"])


def test_check_names_each_fault_of_sidecars_lists_and_own_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, tables = tmp_path / "texts", tmp_path / "tables"
    texts.mkdir()
    tables.mkdir()
    write(texts, "a.txt", STORY)
    write(texts, "a.yaml", "published: soon\n")
    write(texts, "articles.csv", "path,language\na.txt,Korean\n")
    write(texts, "review.jsonl", '\n{"id": "half\n')
    write(tables, "actors.csv", "actor_id,kind\nkcna,person\n")
    out, said = run("check", texts, "--reference", tables, code=1, capsys=capsys)
    day = "write the day as 2020-08-18, the month as 2020-08, or leave it empty"
    assert out.splitlines() == [
        f"{tables}/actors.csv:2: kind: 'person' clashes with 'media' of the row kcna of the package; "
        "leave the cell empty, or give the row a key of its own",
        f"{texts}/a.yaml:1: published: 'soon' is not a date; {day}",
        f"{texts}/articles.csv:2: language: 'Korean' is not a language tag; write en, ko, es or another BCP 47 tag",
        f"{texts}/review.jsonl:2: half a line, or no entry of a review; "
        "the other lines count; enter it again if it was yours",
    ]
    assert said == ["4 faults"]
    _, said = run("check", tmp_path / "no", texts / "a.txt", code=1, capsys=capsys)
    assert said == ["2 faults"]


def extracted(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "NKDATA_REFERENCE"}
    command = [sys.executable, "-m", "nkdata.cli", "extract", str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_an_actors_other_spelling_is_found_in_articles(tmp_path: Path) -> None:
    story = write(tmp_path, "a.txt", STORY)
    own = tmp_path / "own"
    own.mkdir()
    write(own, "actors.csv", "actor_id,aliases\nkcna,Choson Relief Agency\n")
    without, given = (json.loads(extracted(story, *options).stdout) for options in ([], ["--reference", str(own)]))
    told = [
        {claim["metric"]: claim["claimant"]["id"] for claim in found["claims"] if claim["claimant"]}
        for found in (without, given)
    ]
    assert "kcna" not in told[0].values()
    assert told[1]["people_killed"] == "kcna"
    write(own, "actors.csv", "actor_id,kind\nkcna,person\n")
    done = extracted(story, "--reference", str(own))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"nkdata: {own}/actors.csv:2: kind: 'person' clashes with 'media'")


@pytest.mark.parametrize(
    ("kind", "code"),
    [(errors.BadParameter, 2), (errors.UnreadableArticle, 3), (errors.NotPublished, 4), (errors.Busy, 5)],
)
def test_how_a_report_ended_is_a_status_and_one_line(
    kind: type[errors.NkdataError], code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from nkdata.reporting import run as reporting

    given: list[int] = []

    def ends(paths: object, *, timeout: int, **options: object) -> None:
        given.append(timeout)
        raise kind("one.ipynb, code cell 2", "it took longer than 3 seconds", "what was published before stands")

    monkeypatch.setattr(reporting, "report", ends)
    out, said = run("report", "--time-limit", 3, code=code, capsys=capsys)
    assert (out, given) == ("", [3])
    assert said == ["one.ipynb, code cell 2: it took longer than 3 seconds; what was published before stands"]


def test_an_error_comes_whole_out_of_another_process() -> None:
    error = errors.NotPublished("a.ipynb, code cell 2", "it failed", "mend it")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.remedy) == (errors.NotPublished, str(error), "mend it")
