"""A collection as its user meets it: what went in comes out, narrowed, as of a day, in versions and stories."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkdata.cli import main
from nkdata.collection import Collection, open_collection
from nkdata.collection import ingest as module
from nkdata.collection.export import descriptions, export, read_export
from nkdata.collection.filters import Days, days_enough
from nkdata.collection.folder import Folder
from nkdata.collection.rows import collected
from nkdata.collection.schema import TABLES, schema
from nkdata.collection.search import Index, edge_of, match
from nkdata.collection.snapshot import read_snapshot, snapshot, write_snapshot
from nkdata.collection.stories import told_often
from nkdata.collection.upkeep import remove
from nkdata.collection.versions import changed, difference
from nkdata.errors import BadParameter, UnreadableCollection
from nkdata.extracting.pipeline import extract
from nkdata.reading import read_articles
from nkdata.workbench.state import View, matching
from tests.collection.stories import held, other, put, told


def test_what_went_in_comes_out(tmp_path: Path) -> None:
    article = told()
    found = held(tmp_path, article)
    claims = found.claims()
    deaths = claims[claims["metric"] == "people_killed"].to_dict("records")[0]
    assert deaths["value"] == 10
    assert deaths["claimant_id"] == "kcna"
    assert deaths["sentence"] == article.text[deaths["sentence_start"] : deaths["sentence_end"]]
    text = found.text(deaths["article_id"])
    assert text == article.text
    assert all(text[row["start"] : row["end"]] == row["text"] for row in claims.to_dict("records"))


def test_read_again_adds_nothing(tmp_path: Path) -> None:
    assert put(tmp_path, told(), other("x", "2016-08-01", 3)).added == 2
    again = put(tmp_path, told(), other("x", "2016-08-01", 3), other("y", "2016-08-02", 4))
    assert (again.added, again.known) == (1, 2)


@pytest.fixture(scope="module")
def saved() -> Iterator[list[Path]]:
    """Folders that each hold files of the same two names, some of the same text."""
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place, name) for name in "wxyz"]
        for number, folder in enumerate(folders):
            folder.mkdir()
            for name in ("a.txt", "report-20160830.txt"):
                (folder / name).write_text(told(dead=10 + number % 3).text)
        yield folders


@settings(max_examples=15)
@given(order=st.permutations(range(4)), runs=st.integers(1, 4))
def test_an_article_has_its_id_whatever_was_read_before_it(saved: list[Path], order: list[int], runs: int) -> None:
    paths = [saved[number] for number in order]
    read = [one for some in (paths[:runs], paths[runs:]) for one in (read_articles(some) if some else [])]
    told_of = {(collected(one).id, Path(one.path or "").stem, one.text) for one in read}
    assert len({id for id, _, _ in told_of}) == len({(stem, text) for _, stem, text in told_of}) == len(told_of) == 6


def test_what_an_older_collection_holds_under_other_ids_is_not_added_again(
    tmp_path: Path, saved: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list(read_articles(saved))
    assert sum(one.id not in ("a", "report-20160830") for one in read) == 4
    with monkeypatch.context() as patch:
        patch.setattr(module, "collected", lambda one: replace(one, id=f"{one.id}-0123456789ab"))
        assert put(tmp_path, *read).added == 6
    again = put(tmp_path, *reversed(read))
    assert (again.added, again.known) == (0, 6)
    edited = [replace(one, content_hash="0" * 64) for one in read[:1]]
    assert put(tmp_path, *edited, replace(read[1], title="Another headline")).added == 2


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        ({"metric": "people_killed"}, 2),
        ({"metric": ["people_killed", "people_missing"]}, 4),
        ({"place": "KP"}, 6),  # help from abroad has no place
        ({"claimant": "kcna", "metric": "people_killed"}, 2),
        ({"claimant": "nobody"}, 0),
        ({"told": ("2016-09-01", None), "metric": "people_killed"}, 1),
        ({"as_of": "2016-08-31", "metric": "people_killed"}, 1),
        ({"as_of": "2016-08-01"}, 0),
        ({"learned": "2016-01-01"}, 0),
        ({"metric": "people_killed", "limit": 1}, 1),
    ],
)
def test_questions_narrow_down(tmp_path: Path, filters: dict[str, object], rows: int) -> None:
    found = held(tmp_path, told("one", "2016-08-30"), told("two", "2016-09-02", dead=60, missing=25))
    frame = found.claims(**filters)
    assert len(frame) == rows
    if "limit" not in filters:
        assert found.count("claims", **filters) == len(frame)


def test_a_table_in_memory_answers_alike_until_the_collection_grows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = held(tmp_path, told("one", "2016-08-30"), told("two", "2016-09-02", dead=60, missing=25))
    asked: list[dict[str, Any]] = [{}, {"metric": "people_killed"}, {"told": ("2016-09-01", None), "limit": 2}]
    before = [found.claims(**one) for one in asked]
    found.hold("claims")
    with monkeypatch.context() as patched:
        patched.setattr(found, "_source", lambda *given: pytest.fail("the files were read"))
        for one, frame in zip(asked, before, strict=True):
            pd.testing.assert_frame_equal(found.claims(**one), frame)
    put(tmp_path, told("three", "2016-09-05", dead=70))
    assert len(found.claims()) > len(before[0])


def test_a_place_holds_all_below_it(tmp_path: Path) -> None:
    found = held(tmp_path, told())
    assert len(found.claims(place="kangwon")) == len(found.claims(place=["kangwon", "wonsan"])) > 0


@pytest.mark.parametrize(("place", "rows"), [("wonsan", 1), ("kangwon", 1), ("musan", 1), ("hamhung", 0)])
def test_a_figure_of_several_places_is_found_at_each(tmp_path: Path, place: str, rows: int) -> None:
    text = "Torrents left 12 people dead in Wonsan and Musan, state media said."
    found = held(tmp_path, replace(told(), text=text))
    assert found.claims()["place_id"].tolist() == ["wonsan;musan"]
    assert len(found.claims(place=place)) == len(matching(found.claims(), View(place=place))) == rows


@pytest.mark.parametrize("day", ["2016-13-01", "yesterday", ""])
def test_a_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    with pytest.raises(BadParameter, match="is not a day"):
        held(tmp_path, told()).claims(as_of=day)


def test_a_filter_that_a_table_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="no such column"):
        held(tmp_path, told()).events(metric="people_killed")


def test_arrow_is_handed_on_without_a_copy(many: Collection) -> None:
    table = many.arrow("claims")
    taken = pa.RecordBatchReader.from_stream(table).read_all()  # the C stream, by which polars and DuckDB take it too
    for name in ("value", "text", "article_id"):
        ours, theirs = (
            [one and one.address for chunk in some[name].chunks for one in chunk.buffers()] for some in (table, taken)
        )
        assert ours == theirs
        assert any(ours)


def test_no_collection_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCollection, match="no collection there; make one with `nkdata ingest PATH`"):
        open_collection(tmp_path / "none")


def test_the_same_layout_works_on_an_object_store() -> None:
    address = f"memory://collections/{uuid4().hex}"
    found = held(address, told(), other("x", None, 5))
    put(address, told("later", "2016-09-02", dead=60, missing=25))
    assert found.count("articles") == 3
    assert sorted(found.claims(metric="people_killed")["value"]) == [10, 60]


def test_a_collection_that_was_moved_still_opens(tmp_path: Path) -> None:
    before = held(tmp_path / "here", told()).claims()
    (tmp_path / "here").rename(tmp_path / "there")
    pd.testing.assert_frame_equal(open_collection(tmp_path / "there").claims(), before)


def test_empty_tables_have_their_columns(tmp_path: Path) -> None:
    found = held(tmp_path, replace(told(), text="Nothing.", title=None))
    assert list(found.events().columns) == schema("events").names
    assert str(found.claims()["value"].dtype) == "float64"


def test_a_snapshot_is_what_the_notebooks_know(tmp_path: Path) -> None:
    article = told()
    made = held(tmp_path / "c", article).snapshot()
    id = made.articles["id"].iloc[0]
    write_snapshot(snapshot([extract(replace(article, id=id))]), tmp_path / "s")
    direct = read_snapshot(tmp_path / "s")
    for name in ("claims", "events", "quotes", "dates", "quantities", "mentions"):
        wanted = getattr(direct, name)
        pd.testing.assert_frame_equal(getattr(made, name)[list(wanted.columns)], wanted, check_dtype=True)


# versions and stories


def test_other_text_at_the_same_address_is_a_new_version(tmp_path: Path) -> None:
    address = "https://example.org/flood"
    put(tmp_path, told(url=address), at="2016-09-01T06:00:00Z")
    found = held(tmp_path, told(url=address, dead=60), at="2016-09-02T06:00:00Z")
    articles = found.articles()
    assert list(articles["version"]) == [1, 2]
    assert articles["version_of"].nunique() == 1
    lines = list(difference(found, articles["id"].iloc[1]))
    assert "people_killed 10 asserted" in lines[1]
    assert "-> people_killed 60 asserted" in lines[1]
    assert any("sentence went" in line and "left 10 people" in line for line in lines)
    first = articles["id"].iloc[0]
    assert changed(found) == [first]
    assert changed(found, learned="2016-09-01") == changed(found, as_of="2016-08-29") == []
    assert list(difference(found, first, learned="2016-09-01")) == []
    with Index(found, learned="2016-09-01") as index:
        assert len(index.search("torrents")) == 1
        assert index.search('"60 people"').empty
        assert index.by_month("torrents")[["articles", "of"]].values.tolist() == [[1, 1]]
        assert index.watch(["60 people"])["finding"].tolist() == ["never"]
    with pytest.raises(BadParameter, match="is not a day"):
        Index(found, learned="soon")
    assert list(found.claims(metric="people_killed", current=True)["value"]) == [60]
    assert list(found.claims(metric="people_killed", current=True, learned="2016-09-01")["value"]) == [10]


def test_a_day_page_with_two_stories_has_no_versions(tmp_path: Path) -> None:
    address = "https://example.org/20160830"
    found = held(tmp_path, told(url=address), replace(other("x", "2016-08-30", 9), url=address))
    assert list(found.articles()["version"]) == [1, 1]


def test_reposts_are_one_story_with_one_origin(tmp_path: Path) -> None:
    reposts = [told(f"r{n}", f"2016-09-0{n}", source=f"Paper {n}", url=f"https://p{n}.example/x") for n in range(1, 5)]
    found = held(tmp_path, told("first", "2016-08-30"), *reposts, other("x", "2016-08-30", 8))
    articles = found.articles()
    assert articles["story"].nunique() == 2
    assert articles.loc[articles["first_telling"], "published"].tolist() == ["2016-08-30", "2016-08-30"]
    often = told_often(found).iloc[0]
    assert (often["tellings"], often["outlets"], often["origins"]) == (5, 5, 1)
    assert told_often(found, as_of="2016-08-31").empty
    assert len(found.snapshot().articles) == 2


def test_a_formula_years_apart_is_another_story(tmp_path: Path) -> None:
    found = held(tmp_path, told("a", "2012-07-01"), told("b", "2016-08-30"))
    assert found.articles()["story"].nunique() == 2


# as of a day

DAYS = st.dates(min_value=pd.Timestamp("2016-08-01").date(), max_value=pd.Timestamp("2016-09-30").date()).map(str)


@pytest.fixture(scope="module")
def many() -> Iterator[Collection]:
    """Forty articles of August and September 2016, some undated, some in two versions."""
    days = [f"2016-{8 + n % 2:02}-{n % 28 + 1:02}" if n % 7 else None for n in range(40)]
    plain = [told(f"t{n}", dead=n + 1, homes=f"{n + 2},{n:03}") for n in range(40)]
    articles = [replace(one, published=day) for one, day in zip(plain, days, strict=True)]
    later = [replace(one, text=one.text.replace("roads", "bridges")) for one in articles[::5]]
    with tempfile.TemporaryDirectory() as folder:
        put(folder, *articles, at="2016-09-10T00:00:00Z")
        put(folder, *later, at="2016-09-20T00:00:00Z")
        yield open_collection(folder)


@pytest.mark.parametrize("table", ["articles", "claims"])
@pytest.mark.parametrize("limit", [1, 30, 45, 1000])
def test_the_first_rows_are_the_first_of_all(many: Collection, table: str, limit: int) -> None:
    for told_in in (None, ("2016-09-01", None), (None, "2016-08-10")):
        whole = many.frame(table, told=told_in)
        pd.testing.assert_frame_equal(many.frame(table, told=told_in, limit=limit), whole.head(limit))


@pytest.mark.parametrize(
    ("limit", "told_in", "expected"),
    [
        (2, None, (None, "2016-08-01")),
        (3, None, (None, "2016-08-03")),
        (6, None, None),
        (2, ("2016-08-02", None), ("2016-08-02", "2016-08-03")),
        (4, ("2016-08-02", "2016-08-09"), ("2016-08-02", "2016-08-09")),
        (3, (None, "2016-08-02"), (None, "2016-08-02")),
    ],
)
def test_days_are_enough_once_they_hold_the_rows(limit: int, told_in: Days | None, expected: Days | None) -> None:
    assert days_enough({"": 2, "2016-08-03": 3, "2016-08-01": 2}, limit, told_in) == expected


@settings(max_examples=40)
@given(first=DAYS, second=DAYS, by=st.sampled_from(["as_of", "learned"]), table=st.sampled_from(["claims", "articles"]))
def test_a_later_day_never_loses_a_telling(many: Collection, first: str, second: str, by: str, table: str) -> None:
    early, late = sorted([first, second])
    before, after = many.frame(table, **{by: early}), many.frame(table, **{by: late})
    key = ["id"] if table == "articles" else ["article_id", "id"]
    assert set(before[key].itertuples(index=False)) <= set(after[key].itertuples(index=False))
    assert len(many.frame(table, as_of=late, learned=early)) <= len(before if by == "learned" else after)


# search


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("COVID-19 flood", '"COVID-19" "flood"'),
        ('"natural disaster" OR flood*', '"natural disaster" OR "flood"*'),
        ('NOT "unfinished', 'NOT "unfinished"'),
        ("a (b OR c)", '"a" ( "b" OR "c" )'),
    ],
)
def test_words_become_a_query(words: str, query: str) -> None:
    assert match(words) == query


def test_a_hit_is_a_sentence_with_its_article(tmp_path: Path) -> None:
    found = held(tmp_path, told("a", "2016-08-30"), other("b", "2016-08-31", 3))
    with Index(found) as index:
        hits = index.search('"roads were cut"')
        assert [hit["text"] for hit in hits.to_dict("records")] == [
            "1,200 houses were destroyed and roads were cut in many places."
        ]
        row = hits.iloc[0]
        assert found.text(row["article_id"])[row["start"] : row["end"]] == row["text"]
        assert index.search("roads", as_of="2016-08-29").empty
        assert index.by_month("roads")[["month", "articles", "of", "share"]].values.tolist() == [["2016-08", 1, 2, 0.5]]
        with pytest.raises(BadParameter, match="is no query"):
            index.search("AND OR")
    put(tmp_path, told("c", "2016-09-30", dead=70, source="Paper"))
    with Index(open_collection(tmp_path)) as index:
        assert len(index.search("roads")) == 2


def test_new_and_vanished_wordings_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = replace(told("a", "2012-01-01"), text="They spoke of arduous march and unity.")
    new = replace(told("b", "2016-08-30"), text="They spoke of two hostile states and unity.")
    with Index(held(tmp_path, old, new)) as index:
        told_of = index.watch(["arduous march", "two hostile states", "unity", "detente"])
    assert told_of["finding"].tolist() == ["vanished", "new", "in use", "never"]
    with pytest.raises(SystemExit, match="2"):
        main(["watch", "--collection", str(tmp_path)])
    assert "no wordings to watch; name some, or put them into its nkdata.toml" in capsys.readouterr().err
    Folder(tmp_path).remember("watch", {"words": ["arduous march", "unity"]})
    with pytest.raises(SystemExit, match="0"):
        main(["watch", "--collection", str(tmp_path)])
    lines = [re.sub(r"[ab]-[0-9a-f]{12}", "ID", line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "vanished  arduous march  Agency  1 article, in none of its 1 article since 2016-03-03",
        "  2012-01-01  Agency  ID  They spoke of arduous march and unity.",
        "in use  unity  Agency  2 articles",
        "  2012-01-01  Agency  ID  They spoke of arduous march and unity.",
        "  2016-08-30  Agency  ID  They spoke of two hostile states and unity.",
    ]


DENSE = {f"{year}-{month:02}-15": 40 for year in (2012, 2013) for month in range(1, 13)}


@pytest.mark.parametrize(
    ("days", "edge", "compared"),
    [
        ({}, None, False),
        (DENSE, "2013-06-18", True),
        (DENSE | {"2016-08-30": 1}, "2013-06-18", True),  # one stray later page
        (DENSE | {"2014-01-03": 9, "2014-02-03": 12}, "2013-08-07", True),  # a quarter is enough
        ({"1999-01-01": 1} | dict(list(DENSE.items())[:3]), "2011-09-17", False),  # one stray earlier page
        ({"2012-01-01": 1, "2016-08-30": 1}, "2016-03-03", True),
        ({"2012-01-01": 1, "2013-01-01": 1, "2014-01-01": 1} | {"2016-08-30": 90}, "2016-03-03", False),
    ],
)
def test_an_outlet_ends_with_its_last_usual_month(days: dict[str, int], edge: str | None, compared: bool) -> None:
    assert edge_of(days) == (edge, compared)


def test_an_outlet_is_measured_by_its_own_days(tmp_path: Path) -> None:
    old, late = (replace(told(day, day), text=f"Unity on {day}.") for day in ("2012-01-01", "2012-12-01"))
    stray = replace(told("s", "2016-08-30", source="Paper"), text="Unity on a stray page.")
    undated = replace(told("u", None, source="Mail"), text="Unity on no day.")  # type: ignore[arg-type]
    with Index(held(tmp_path, old, late, stray, undated)) as index:
        found = index.watch(["unity", "stray page", "no day", "2012 01 01"]).set_index(["wording", "source"])
        assert index.search("unity", source="Paper")["text"].tolist() == ["Unity on a stray page."]
    assert found["finding"].to_dict() == {
        ("unity", "Agency"): "in use",
        ("unity", "Mail"): "open",
        ("unity", "Paper"): "open",
        ("stray page", "Paper"): "open",
        ("no day", "Mail"): "open",
        ("2012 01 01", "Agency"): "vanished",
    }


# export and removal


def test_what_was_exported_can_be_read_again(tmp_path: Path) -> None:
    found = held(tmp_path / "c", told(), replace(other("x", None, 4), title="=HYPERLINK(1)"))
    rows = export(found, tmp_path / "out", texts=True)
    again = read_export(tmp_path / "out")
    claims = found.claims()
    assert rows["claims"] == len(claims) == len(again["claims"])
    pd.testing.assert_frame_equal(again["claims"][list(claims.columns)], claims)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    table = pd.read_csv(tmp_path / "out" / "claims.csv")
    described = next(one for one in package["resources"] if one["name"] == "claims")["schema"]["fields"]
    assert [one["name"] for one in described] == list(table.columns)
    assert "'=HYPERLINK(1)" in (tmp_path / "out" / "articles.csv").read_text()


def test_annotations_select_the_words(tmp_path: Path) -> None:
    found = held(tmp_path / "c", told())
    export(found, tmp_path / "out")
    lines = (tmp_path / "out" / "annotations.jsonl").read_text().splitlines()
    text = found.text(found.articles()["id"].iloc[0])
    assert lines
    for line in lines:
        position, quote = json.loads(line)["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_only_known_places_have_points(tmp_path: Path) -> None:
    export(held(tmp_path / "c", told()), tmp_path / "out")
    features = json.loads((tmp_path / "out" / "claims.geojson").read_text())["features"]
    assert {one["properties"]["place_id"] for one in features} <= {"wonsan", "kangwon"}
    assert features


def test_every_column_is_described() -> None:
    columns = {name for table in TABLES if table in ("articles", "claims", "events") for name in schema(table).names}
    assert columns - set(descriptions()) == set()
    assert all(descriptions().values())


def test_an_export_does_not_overwrite(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(BadParameter, match="is there already"):
        export(held(tmp_path / "c", told()), tmp_path / "out")


def test_a_removed_article_is_gone_from_every_file(tmp_path: Path) -> None:
    page = tmp_path / "in" / "secret.txt"
    page.parent.mkdir()
    article = replace(told("secret"), path=str(page), text=told().text.replace("blankets", "unmistakable zither"))
    page.write_text(article.text)
    found = held(tmp_path / "c", article, other("x", "2016-08-01", 2))
    with Index(found) as index:
        assert len(index.search("zither")) == 1
    id = str(index_of(found, "Flood"))
    assert remove(found.folder, id, at="2016-10-01T00:00:00Z", by="desk", why="asked by the publisher") > 3
    with Index(open_collection(tmp_path / "c")) as index:
        assert index.search("zither").empty
    assert found.count("articles") == 1
    assert b"zither" not in b"".join(one.read_bytes() for one in (tmp_path / "c").rglob("*") if one.is_file())
    assert put(tmp_path / "c", article).removed == 1
    assert found.count("articles") == 1


def index_of(found: Collection, title: str) -> str:
    articles = found.articles()
    return str(articles.loc[articles["title"].str.startswith(title), "id"].iloc[0])
