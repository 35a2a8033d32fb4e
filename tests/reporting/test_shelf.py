import json
import os
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest

from nkdata.collection.snapshot import Snapshot
from nkdata.errors import BadParameter
from nkdata.questions.sourcing import source_statement
from nkdata.reference import reference
from nkdata.reporting.crate import crate
from nkdata.reporting.shelf import list_runs, runs, take
from tests import handmade


def shelf(out: Path) -> None:
    for at, (name, title) in enumerate([("a", "Report on “Rain & <wind>”"), ("b", "Report on 2 articles")]):
        folder = out / "runs" / name
        folder.mkdir(parents=True)
        told = {"title": title, "newest": "2020-08-18"} if name == "a" else {"title": title, "newest": ""}
        (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
        os.utime(folder, (at * 86_400, at * 86_400))


def test_a_feed_and_a_page_tell_of_all_runs_newest_first(tmp_path: Path) -> None:
    shelf(tmp_path)
    list_runs(tmp_path)
    found = feedparser.parse((tmp_path / "feed.xml").read_text(encoding="utf-8"))
    assert not found.bozo
    assert [(one.title, one.link, one.updated) for one in found.entries] == [
        ("Report on 2 articles", "runs/b/report.html", "1970-01-02T00:00:00Z"),
        ("Report on “Rain & <wind>”", "runs/a/report.html", "1970-01-01T00:00:00Z"),
    ]
    assert found.feed.updated == "1970-01-02T00:00:00Z"
    assert len({found.feed.id, *(one.id for one in found.entries)}) == 3
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    links: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: links.append(str(dict(attrs).get("href")))  # type: ignore[method-assign]
    parser.feed(page)
    assert [link for link in links if link.startswith("runs/")] == ["runs/b/report.html", "runs/a/report.html"]
    assert "<wind>" not in page
    assert not [left for left in tmp_path.iterdir() if left.name.startswith(".")]


def test_runs_of_one_second_stand_in_the_order_in_which_they_were_put_in_place(tmp_path: Path) -> None:
    for at, name in enumerate("cab"):
        (tmp_path / "runs" / name).mkdir(parents=True)
        os.utime(tmp_path / "runs" / name, ns=(at, at))
    assert "".join(one.name for one in runs(tmp_path)) == "bac"


def test_a_folder_holds_reports_on_one_collection(tmp_path: Path) -> None:
    take(tmp_path, tmp_path / "floods")
    take(tmp_path, tmp_path / "floods")
    take(tmp_path, None)
    assert [one.name for one in tmp_path.iterdir()] == [".collection"]
    with pytest.raises(BadParameter, match=r"reports on the collection .*floods; choose"):
        take(tmp_path, tmp_path / "missiles")
    (tmp_path / ".collection").write_text("", encoding="utf-8")  # cut off while it was written
    take(tmp_path, tmp_path / "missiles")
    with pytest.raises(BadParameter, match=r"reports on the collection .*missiles"):
        take(tmp_path, tmp_path / "floods")


def test_what_was_refused_stands_in_what_the_page_rests_on() -> None:
    held: Snapshot = handmade.held()
    told = source_statement(held, reference(), refused=[f"{number}.pdf: no text" for number in range(7)]).table
    (row,) = told[told["Of"] == "Inputs refused"].to_dict("records")
    assert row["How many"] == "7"
    assert row["Which"].endswith("4.pdf: no text; 2 more")
    assert "Inputs refused" not in set(source_statement(held, reference()).table["Of"])


def test_a_run_is_a_crate_of_inputs_parameters_versions_and_results(published: Path) -> None:
    told = json.loads((published / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    held = {one["@id"]: one for one in told["@graph"]}
    assert len(held) == len(told["@graph"])
    assert held["ro-crate-metadata.json"]["conformsTo"]["@id"] == "https://w3id.org/ro/crate/1.1"
    files = {path.relative_to(published).as_posix() for path in published.rglob("*") if path.is_file()}
    parts = {one["@id"] for one in held["./"]["hasPart"]}
    assert parts == files - {"ro-crate-metadata.json"}
    assert held["report.html"]["sha256"] == sha256((published / "report.html").read_bytes()).hexdigest()
    (run,) = [held[one["@id"]] for one in held["./"]["mentions"]]
    referred = [one["@id"] for kind in ("instrument", "object", "result") for one in run[kind]]
    assert set(referred) <= set(held)
    assert {held[one]["@type"] for one in referred} >= {"CreativeWork", "Dataset", "SoftwareApplication", "File"}


def test_a_parameter_of_a_run_stands_in_its_crate(tmp_path: Path) -> None:
    manifest = {
        "title": "Report", "newest": "", "articles": [], "reference": {}, "own_reference": {}, "nkdata": "0.1.0",
        "versions": {"pandas": "3.0"}, "parameters": {"flood_damage": {"flood": "2020-08-flood"}}, "notebooks": {},
    }  # fmt: skip
    held = {one["@id"]: one for one in json.loads(crate(tmp_path, manifest))["@graph"]}
    assert held["#parameter-flood_damage-flood"]["value"] == "2020-08-flood"
    assert held["#run"]["object"] == [{"@id": "#parameter-flood_damage-flood"}]
