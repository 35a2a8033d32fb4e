"""A report on a collection: cut at the day asked for, and refused in one line where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nkdata.cli import app
from nkdata.collection import open_collection
from nkdata.collection.folder import Folder
from nkdata.collection.snapshot import read_snapshot
from nkdata.errors import BadParameter, UnreadableCollection
from nkdata.questions.sourcing import source_statement
from nkdata.questions.statements import claims
from nkdata.reference import reference
from nkdata.reporting import run
from nkdata.reporting.inputs import from_collection
from nkdata.review.log import Entry, append, target_of
from tests.collection.stories import put, told
from tests.reporting.test_run import GOOD, write


@pytest.fixture
def floods(tmp_path: Path) -> Path:
    """Two days of a flood, the second read a day later."""
    folder = tmp_path / "floods"
    put(folder, told("one", "2016-08-30", dead=10), at="2016-08-30T06:00:00Z")
    put(folder, told("two", "2016-09-02", dead=60, homes="9,500"), at="2016-09-03T06:00:00Z")
    return folder


@pytest.mark.notebooks
def test_the_page_is_made_of_what_the_collection_had_read(tmp_path: Path, floods: Path) -> None:
    out, folder = tmp_path / "reports", write(tmp_path / "notebooks", GOOD)
    made = run.report([], collection=floods, out=out, folder=folder).resolve()
    data = read_snapshot(made.parent / "data")
    assert sorted(data.articles["published"]) == ["2016-08-30", "2016-09-02"]
    assert {10, 60} <= set(data.claims["value"].dropna())
    manifest = json.loads((made.parent / "manifest.json").read_text())
    assert [one["published"] for one in manifest["articles"]] == ["2016-08-30", "2016-09-02"]


def test_articles_told_or_read_later_are_no_part_of_it(floods: Path) -> None:
    learned = from_collection(floods, None, "2016-09-01", None)()
    as_of = from_collection(floods, "2016-09-01", None, None)()
    for cut in (learned, as_of):
        assert list(cut.articles["published"]) == ["2016-08-30"]
        assert set(cut.claims["article_id"]) == set(cut.articles["id"])
        assert 60 not in set(cut.claims["value"].dropna())
        assert not {"read_at", "signature", "original"} & set(cut.articles)


def test_what_a_person_corrected_stands_corrected_and_is_told(floods: Path) -> None:
    made = open_collection(floods).claims(metric="people_killed").to_dict("records")
    first, second = sorted(made, key=lambda row: row["value"])
    append(
        Folder(floods),
        Entry("2016-09-04T06:00:00Z", "Ana", "correct", "claim", target_of(first), fields={"value": 12}),
        Entry("2016-09-05T06:00:00Z", "Ana", "reject", "claim", target_of(second)),
    )
    found = from_collection(floods, None, None, None)()
    killed = found.claims.loc[found.claims["metric"] == "people_killed"]
    assert list(killed["value"]) == [12]
    table = source_statement(found, reference()).table
    assert "1" in list(table.loc[table["Of"] == "Claims that a person looked at", "How many"])
    extractors = {each.extractor for one in claims(found, reference()) for each in one.evidence.tellings}
    assert any(one.endswith("; corrected by Ana") for one in extractors)
    earlier = from_collection(floods, None, "2016-09-04", None)()
    assert set(earlier.claims.loc[earlier.claims["metric"] == "people_killed", "value"]) == {12, 60}


def test_what_cannot_be_is_refused_in_one_line(tmp_path: Path, floods: Path) -> None:
    folder = write(tmp_path / "notebooks", GOOD)
    for paths, given, message in (
        (["a.txt"], {"collection": floods}, "--collection: a.txt is named beside it; `nkdata ingest a.txt` puts it in"),
        ([], {"learned": "2016-09-01"}, "--learned: files know no day on which they were read"),
        ([], {"collection": floods, "learned": "2016-08-01"}, "it had read no article by 2016-08-01"),
        ([], {"collection": floods, "learned": "1 August"}, "learned: '1 August' is no day"),
    ):
        with pytest.raises(BadParameter) as raised:
            run.report(paths, out=tmp_path / "out", folder=folder, **given)
        assert message in str(raised.value)
    with pytest.raises(UnreadableCollection, match="no collection there"):
        run.report([], collection=tmp_path / "nowhere", out=tmp_path / "out", folder=folder)
    assert not (tmp_path / "out").exists()


def test_the_command_names_a_collection_that_is_none(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["report", "--collection", str(tmp_path / "nowhere"), "--out", str(tmp_path / "o")])
    assert done.exit_code != 0
    assert not (tmp_path / "o").exists()
