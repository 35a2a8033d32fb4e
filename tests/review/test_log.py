"""The log of corrections: only added to, merged by content, told where damaged, never losing what was acknowledged."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from nkdata.collection.folder import REVIEW, Folder
from nkdata.collection.upkeep import remove
from nkdata.errors import BadParameter
from nkdata.review.candidates import Candidate, Judgement, keep, kept
from nkdata.review.log import append, as_json, live, merged, parsed, read, read_file
from tests.collection.stories import held, told
from tests.review.writing import ENTRY, TARGET, numbered, write

PROCESSES = get_context("forkserver")  # imports once, so that a writer starts in no time
PROCESSES.set_forkserver_preload(["tests.review.writing"])


def test_an_entry_comes_back_as_it_went(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    undo = replace(ENTRY, action="undo", undoes=ENTRY.id, at="2026-11-25T20:00:01Z", fields={}, seen=(ENTRY.id,))
    assert append(folder, ENTRY) == (ENTRY,)
    assert append(folder, ENTRY, undo) == (undo,), "what is there is not added again"
    log = read(folder)
    assert (log.entries, log.faults) == ((ENTRY, undo), ())
    assert len((tmp_path / REVIEW).read_text(encoding="utf-8").splitlines()) == 2
    assert live(log.entries) == ()


def test_nobody_has_reviewed_yet(tmp_path: Path) -> None:
    assert read(Folder(tmp_path)).entries == ()


def test_an_object_store_holds_a_log_too() -> None:
    folder = Folder("memory://review-log")
    append(folder, ENTRY)
    append(folder, numbered(1))
    assert read(folder).entries == (ENTRY, numbered(1))


def test_a_half_line_is_told_and_the_next_entry_keeps_clear_of_it(tmp_path: Path) -> None:
    folder, path = Folder(tmp_path), tmp_path / REVIEW
    append(folder, numbered(0), numbered(1))
    whole = path.read_bytes()
    for cut in (1, 30, len(whole) // 2 - 3):
        path.write_bytes(whole[:-cut])
        append(folder, numbered(2))
        log = read(folder)
        assert log.entries == (numbered(0), *([numbered(1)] if cut == 1 else []), numbered(2))
        assert [one.where for one in log.faults] == ([] if cut == 1 else [f"{REVIEW}:2"])


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda line: line.replace(b"12.0", b"13.0"), "changed by hand"),
        (lambda line: line.replace(b'"correct"', b'"delete"'), "action 'delete'"),
        (lambda line: line.replace(b'"by"', b'"whom"'), "no entry of a review"),
        (lambda line: b"[1]\n", "no entry of a review"),
        (lambda line: b"\xff\xfe\n", "half a line"),
        (lambda line: b"null\n", "no entry of a review"),
    ],
)
def test_a_line_that_is_none_of_ours_is_told_and_the_others_count(tmp_path: Path, change: object, found: str) -> None:
    folder, path = Folder(tmp_path), tmp_path / REVIEW
    append(folder, ENTRY)
    line = path.read_bytes()
    path.write_bytes(change(line))  # type: ignore[operator]  # a function of the table above
    append(folder, numbered(1))
    log = read(folder)
    assert log.entries == (numbered(1),)
    (fault,) = log.faults
    assert found in str(fault)
    assert fault.where == f"{REVIEW}:1"


def test_an_undo_of_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="no such entry"):
        append(Folder(tmp_path), replace(ENTRY, action="undo", undoes="0" * 16))
    assert read(Folder(tmp_path)).entries == ()


def test_logs_merge_to_the_same_whichever_comes_first(tmp_path: Path) -> None:
    mine, hers = [numbered(n) for n in range(4)], [numbered(n, "lee") for n in range(3)]
    both = merged(mine, hers, mine)
    assert both == merged(hers, mine)
    assert len(both) == 7
    assert [one.at for one in both] == sorted(one.at for one in both)
    path = tmp_path / "hers.jsonl"
    append(Folder(tmp_path / "b"), *hers)
    (tmp_path / "b" / REVIEW).rename(path)
    assert append(Folder(tmp_path / "a"), *read_file(path).entries) == tuple(hers)
    with pytest.raises(BadParameter, match="cannot be read"):
        read_file(tmp_path / "none.jsonl")


def test_the_log_forgets_an_article_that_is_removed(tmp_path: Path) -> None:
    opened = held(tmp_path, told(), told("two", day="2016-09-30", dead=99))
    first, second = opened.articles()["id"]
    for ident in (first, second):
        append(opened.folder, replace(ENTRY, target=replace(TARGET, article=ident)))
        keep(opened.folder, ident, [(Candidate("x"), Judgement("not_found", "no"))], at=ENTRY.at, by="kim")
    remove(opened.folder, first, at=ENTRY.at, by="desk", why="asked for")
    assert [one.target.article for one in read(opened.folder).entries] == [second]
    assert [line["article"] for line in kept(opened.folder).values()] == [second]


def test_killed_at_twenty_instants_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    chance = random.Random(20200818)
    acknowledged: set[str] = set()
    for number in range(20):
        mine, its = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=write, args=(str(tmp_path), number * 100, 100, "kim", its))
        process.start()
        its.close()
        acknowledged.add(mine.recv())
        time.sleep(chance.random() * 0.02)
        process.kill()
        try:
            while True:
                acknowledged.add(mine.recv())
        except EOFError:
            process.join(60)
        assert acknowledged <= {one.id for one in read(Folder(tmp_path)).entries}
    append(Folder(tmp_path), ENTRY)
    log = read(Folder(tmp_path))
    assert ENTRY in log.entries
    assert len(acknowledged) >= 20
    assert parsed((tmp_path / REVIEW).read_bytes(), REVIEW) == log
    assert {as_json(one)["id"] for one in log.entries} >= acknowledged


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [PROCESSES.Process(target=write, args=(str(tmp_path), 0, 10, by, None)) for by in ("kim", "lee")]
    for one in writers:
        one.start()
    for one in writers:
        one.join(60)
    assert len(read(Folder(tmp_path)).entries) == 20
    assert read(Folder(tmp_path)).faults == ()


@pytest.mark.parametrize("hour", ["20:00:00Z", "20:00:00.5Z"])
def test_entries_of_one_second_stand_in_the_order_in_which_they_were_written(tmp_path: Path, hour: str) -> None:
    said = [replace(ENTRY, at="2026-11-25T20:00:00Z", note=str(n)) for n in range(20)]
    said += [replace(one, at=f"2026-11-25T{hour}", by="lee") for one in said]
    assert append(Folder(tmp_path), *said[:20]) + append(Folder(tmp_path), *said[20:]) == tuple(said)
    assert read(Folder(tmp_path)).entries == tuple(said)
