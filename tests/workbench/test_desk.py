"""The workbench on a collection: corrections, the same sentence elsewhere, versions and other readers."""

import shutil
import time
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pandas as pd
import pytest

from nkdata.collection import Collection
from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.errors import BadParameter, UnreadableCollection
from nkdata.model import Article
from nkdata.review.candidates import Candidate, Judgement, keep
from nkdata.workbench import correcting, pages
from nkdata.workbench.bench import Bench
from nkdata.workbench.desk import Desk
from nkdata.workbench.pane import COMPARE
from nkdata.workbench.readings import key_of
from nkdata.workbench.state import View

SENTENCE = "Floods killed 12 people in Anju, the Red Cross said."
REPOST = (
    "Readers sent in this report.\n\n" + SENTENCE + "\n\nThe mayor of the town was not to be reached for a comment."
)
FIRST = Article(
    "first", "ANJU, Aug. 4 (Lamp) - Rain fell.\n\n" + SENTENCE, "Floods", "2020-08-04", "day", "argument",
    language="en", content_hash="a" * 64, url="https://lamp.example/floods", source="Lamp",
)  # fmt: skip
SAYS: dict[str, Any] = {"at": "2020-09-02T00:00:00Z", "by": "mina"}
MIRROR: dict[str, Any] = {"published": "2020-09-01", "source": "Mirror", "title": "Told"}
ARTICLES = {
    "first": FIRST,
    "later": replace(FIRST, text=FIRST.text.replace("12", "15"), published="2020-08-05", content_hash="b" * 64),
    "repost": replace(FIRST, text=REPOST, url="https://mirror.example/1", content_hash="c" * 64, **MIRROR),
    "again": replace(FIRST, text=f"{REPOST} So.", url="https://mirror.example/2", content_hash="d" * 64, **MIRROR),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("held")
    for number, (name, article) in enumerate(ARTICLES.items()):
        refused: list[Any] = []
        at = f"2020-09-01T00:00:0{number}Z"
        ingest([replace(article, id=name)], Folder(where), at=at, jobs=1, refused=refused.append)
        assert refused == []
    return where


@pytest.fixture
def desk(place: Path, tmp_path: Path) -> Desk:
    return Desk(collection=str(place), corrections=str(tmp_path))


def ident(desk: Desk, name: str) -> str:
    """The id under which the collection holds an article."""
    assert desk.held is not None
    return str(
        desk.held.ask("SELECT id FROM {articles} WHERE content_hash = ?", [ARTICLES[name].content_hash])["id"][0]
    )


def killed(desk: Desk, article: str) -> dict[str, Any]:
    rows = desk.rows(View(metric=("people_killed",))).rows
    (row,) = rows.loc[rows["article_id"] == ident(desk, article)].to_dict("records")
    return {str(name): cell for name, cell in row.items()}


def test_rows_are_the_newest_versions_counted_by_day(desk: Desk) -> None:
    shown = desk.rows(View(metric=("people_killed",)))
    assert list(shown.rows["value"]) == [15, 12, 12]
    assert (shown.total, shown.days) == (3, {"2020-08-05": 1, "2020-09-01": 2})
    for told, total in ((("2020-08-05", "2020-08-31"), 1), (("", "2020-08-04"), 0), (("2020-08-06", ""), 2)):
        narrowed = desk.rows(View(metric=("people_killed",), told=told))
        assert (narrowed.total, len(narrowed.rows), narrowed.days) == (total, total, shown.days)


def test_as_of_a_day_the_version_of_then_is_the_newest(desk: Desk) -> None:
    then = desk.rows(View(metric=("people_killed",), as_of="2020-08-04"))
    assert (list(then.rows["value"]), then.total) == ([12], 1)


def test_what_was_said_of_an_older_version_is_of_no_row_shown(desk: Desk, place: Path) -> None:
    then = View(metric=("people_killed",), as_of="2020-08-04")
    (row,) = desk.rows(then).rows.to_dict("records")
    desk.act({str(name): cell for name, cell in row.items()}, "claims", "confirm", **SAYS)
    for held in (desk, Desk(collection=str(place), corrections=desk.corrections)):
        old = held.rows(then)
        assert (list(old.rows["value"]), list(old.rows["reviewed"]), old.total) == ([12], ["confirmed"], 1)
        assert list(held.rows(View(metric=("people_killed",))).rows["value"]) == [15, 12, 12]
        held.hold()
        assert held.rows(then).total == 1
        assert list(held.rows(View(metric=("people_killed",))).rows["value"]) == [15, 12, 12]


def test_the_form_offers_what_stands_beyond_the_rows_shown_and_what_people_said(desk: Desk) -> None:
    assert desk.rows(View(), 0).rows.empty
    assert desk.choices("claims")["metric"] == ["people_killed"]
    desk.act(killed(desk, "later"), "claims", "correct", fields={"metric": "people_missing"}, **SAYS)
    assert desk.choices("claims")["metric"] == ["people_killed", "people_missing"]


def test_what_is_kept_of_judged_articles_shows_what_a_new_desk_shows(desk: Desk, place: Path) -> None:
    for article, action in (("later", "confirm"), ("repost", "reject"), ("later", "reject")):
        desk.act(killed(desk, article), "claims", action, **SAYS)
        new = Desk(collection=str(place), corrections=desk.corrections)
        for view in (View(), View(metric=("people_killed",), told=("2020-09-01", ""))):
            (kept, made) = (one.rows(view) for one in (desk, new))
            pd.testing.assert_frame_equal(kept.rows, made.rows)
            assert kept.total == made.total == len(made.rows)


def test_articles_of_the_chart_before_are_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = desk.rows(View())
    drawn = desk.snapshot(shown, View()).articles
    monkeypatch.setattr(Collection, "frame", None)
    narrow = replace(shown, rows=shown.rows.head(1))
    pd.testing.assert_frame_equal(desk.snapshot(narrow, View()).articles, drawn.head(1))


def test_what_is_held_in_memory_answers_alike_until_the_collection_grows(
    desk: Desk, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown = shutil.copytree(place, tmp_path / "grown")
    on_disk, held = (Desk(collection=str(grown), corrections=desk.corrections) for _ in range(2))
    desk.act(killed(desk, "later"), "claims", "confirm", **SAYS)
    assert held.rows(View()).total  # which versions there are is known from here on
    held.hold()
    desk.act(killed(desk, "repost"), "claims", "reject", **SAYS)
    expected = on_disk.rows(View()), on_disk.snapshot(on_disk.rows(View()), View()).articles
    reading = on_disk.reading(ident(desk, "later"))
    with monkeypatch.context() as patched:
        patched.setattr(Collection, "_source", lambda *given: pytest.fail("the files were read"))
        shown = held.rows(View())
        pd.testing.assert_frame_equal(shown.rows, expected[0].rows)
        pd.testing.assert_frame_equal(held.snapshot(shown, View()).articles, expected[1])
    assert held.reading(ident(desk, "later")) == reading
    assert ident(desk, "first") not in set(expected[1]["id"])  # the older version
    one = replace(FIRST, id="more", text=f"{FIRST.text} More.", url="https://lamp.example/more", content_hash="e" * 64)
    ingest([one], Folder(grown), at="2020-09-03T00:00:00Z", jobs=1, refused=lambda error: pytest.fail(str(error)))
    shown = held.rows(View())
    assert shown.total == expected[0].total + 1
    assert len(held.snapshot(shown, View()).articles) == len(expected[1]) + 1


def test_a_correction_is_offered_to_the_same_sentence_elsewhere(desk: Desk) -> None:
    assert desk.offers(killed(desk, "again"), "claims") == []
    desk.act(killed(desk, "repost"), "claims", "correct", fields={"value": 13.0, "low": 13.0, "high": 13.0}, **SAYS)
    assert killed(desk, "repost")["value"] == 13
    (offer,) = desk.offers(killed(desk, "again"), "claims")
    assert (offer["action"], offer["by"], offer["fields"]["value"]) == ("correct", "mina", 13)
    assert f"do take {offer['entry']}" in pages.offer(offer)
    assert desk.offers(killed(desk, "repost"), "claims") == []
    assert desk.offers(killed(desk, "later"), "claims") == []


def test_two_versions_and_another_reader_stand_beside_each_other(desk: Desk, tmp_path: Path) -> None:
    (ours,) = desk.beside(ident(desk, "later"), "claims")["version 2"].to_dict("records")
    contradicted = Judgement("contradicted", "", ids=(ours["id"],))
    lines = [
        (Candidate("killed 15 people", states={"class": "deaths", "value": "50"}), contradicted),
        (Candidate("in Anju", states={"class": "homes_damaged", "value": "many"}), Judgement("undecided", "")),
        (Candidate("no dam", states={"metric": "dams_failed"}), replace(contradicted, verdict="undecided")),
        (Candidate("15", states={"metric": "people_killed", "value": "15", "place": "Unpha"}), contradicted),
    ]  # fmt: skip
    keep(Folder(tmp_path), ident(desk, "later"), lines, at="2020-09-01T00:00:00Z", by="parrot")
    held = desk.beside(ident(desk, "later"), "claims")
    assert list(held) == ["version 1", "version 2", "reader parrot"]
    sides = {
        other: correcting.differing(held["version 2"], held[other])[["subject", "one", "other"]].values.tolist()
        for other in ("version 1", "reader parrot")
    }
    assert sides == {
        "version 1": [["people_killed", "15", "12"]],
        "reader parrot": [
            ["people_killed", "15", "50"], ["homes_damaged", "–", "many"], ["dams_failed", "–", "no figure"],
            ["people_killed", "–", "15"],
        ],
    }  # fmt: skip


def test_a_comparison_begins_with_what_is_there_and_leads_to_sentences(desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr(Bench, "_draw", lambda *_: iter(()))
    pane = Bench(desk, by="mina").pane
    side = pane.comparison
    pane.unfold(COMPARE)
    assert [side.one.value, side.other.value] == ["2020-09-01", "2020-08-05"]  # one claimant, so days
    key = key_of(ident(desk, "later"), killed(desk, "later")["id"])
    side.one.value = "nobody"
    assert "compare: &#x27;nobody&#x27; is not there; choose one such as" in side.compared.value
    pane.read(key)
    assert [side.one.value, side.other.value] == ["version 1", "version 2"]
    assert "<p>1 differs.</p>" in side.compared.value
    assert f'<tr><td><button data-send="row {key}">people killed</button></td><td>Anju</td>' in side.compared.value
    assert (
        "<td>12 (Red Cross (which body not said))</td><td>15 (Red Cross (which body not said))</td>"
        in side.compared.value
    )
    side.one.value = "version 2"
    assert "<p>1 the same.</p>" in side.compared.value


def test_what_was_added_to_an_article_without_claims_has_its_day(desk: Desk) -> None:
    reading = desk.reading(ident(desk, "later"))
    span = correcting.stretch(reading.text, "Rain fell")
    fields = correcting.added({"metric": "rainfall_mm", "value": "1,200"}, "claim")
    target = correcting.target(reading.id, reading.text, reading.content_hash, span, "rainfall_mm")
    desk.add(target, "claims", fields, **SAYS)
    (row,) = desk.rows(View(metric=("rainfall_mm",), told=("2020-08-05", ""))).rows.to_dict("records")
    assert (row["value"], row["sentence"], row["source"]) == (1200, "ANJU, Aug. 4 (Lamp) - Rain fell.", "Lamp")
    assert desk.rows(View(metric=("rainfall_mm",))).total == 1


def test_one_line_tells_of_a_row_judged_meanwhile(desk: Desk) -> None:
    row = killed(desk, "later")
    desk.act(row, "claims", "reject", **SAYS)
    with pytest.raises(BadParameter, match="confirm: judged by mina meanwhile"):
        desk.act(row, "claims", "confirm", at="2020-09-03T00:00:00Z", by="jun")


def test_a_collection_taken_away_is_said_and_no_empty_one(desk: Desk, place: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(Bench, "_draw", lambda *_: iter(()))
    bench = Bench(desk, by="mina")
    count, key = bench.count.value, key_of(*bench.shown.rows[["article_id", "id"]].iloc[0])
    away = place.rename(place.with_name("away"))
    bench.form["metric"].value = "people_killed"
    assert "it is there no longer; put it back" in bench.count.value
    assert "nk-stale" in bench.below._dom_classes
    for number, said in enumerate((f"row {key}", "do next", "look")):
        bench.heard.value = f"{number} {said}"
        assert "it is there no longer" in bench.pane.message.value, said
    away.rename(place)
    bench.form["metric"].value = ""
    assert bench.count.value == count
    assert "nk-stale" not in bench.below._dom_classes
    bench.desk.act = lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied", "review.jsonl"))  # type: ignore[method-assign]
    bench.heard.value = f"7 row {key}"
    bench.heard.value = "8 do confirm"
    assert "review.jsonl: Permission denied" in bench.pane.message.value


def test_while_articles_come_in_all_that_is_complete_is_shown_and_a_correction_kept(
    place: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(Bench, "_draw", lambda *_: iter(()))
    held = shutil.copytree(place, tmp_path / "growing")
    bench = Bench(Desk(collection=str(held)), by="mina")
    bench.pane.read(key_of(*bench.shown.rows[["article_id", "id"]].iloc[0]))
    before, seen = len(bench.shown.rows), []

    def coming() -> None:
        for number in range(3):
            made = replace(
                FIRST, id=f"more{number}", content_hash=f"{number}" * 64, url=f"https://lamp.example/{number}"
            )
            ingest(
                [made], Folder(held), at=f"2020-09-02T00:00:0{number}Z", jobs=1, refused=lambda error: seen.append(-1)
            )

    writer = Thread(target=coming)
    writer.start()
    bench.pane.do("confirm")
    while writer.is_alive():
        bench.heard.value = f"{time.monotonic()} look"
        seen.append(len(bench.shown.rows))
    bench.heard.value = "last look"
    assert seen == sorted(seen)
    assert {*seen} <= {*range(before, before + 4)}
    assert len(bench.shown.rows) == before + 3
    assert (bench.shown.rows["reviewed"] == "confirmed").sum() == 1


def test_a_damaged_file_is_named_in_one_line(place: Path, tmp_path: Path) -> None:
    held = shutil.copytree(place, tmp_path / "copy")
    for path in held.glob("batches/*/claims.parquet"):
        path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(UnreadableCollection, match=r"a file is damaged .*claims\.parquet.*; copy that batch again"):
        Desk(collection=str(held)).rows(View())
