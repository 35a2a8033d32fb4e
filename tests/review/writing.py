"""Writers of a review log that can be killed: each entry is acknowledged when it is on disk."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing.connection import Connection

from nkdata.collection.folder import Folder
from nkdata.review.log import Entry, Target, append

SENTENCE = "Torrents left 10 people dead — 홍수 — in Wonsan."
TARGET = Target("one", "abcdef0123", 5, 55, SENTENCE, 19, 28, "10 people", "people_killed", "abcdef0123-5-55-k-1")
ENTRY = Entry("2026-11-25T20:00:00Z", "kim", "correct", "claim", TARGET, {"value": 12.0}, {"value": 10.0}, "sic")


def numbered(number: int, by: str = "kim") -> Entry:
    """An entry like no other of its writer."""
    return replace(ENTRY, by=by, at=f"2026-11-25T20:{number // 60:02}:{number % 60:02}Z", note=f"n{number} " * 40)


def write(path: str, start: int, count: int, by: str, pipe: Connection | None) -> None:
    """Append entries, one by one."""
    for number in range(start, start + count):
        append(Folder(path), numbered(number, by))
        if pipe is not None:
            pipe.send(numbered(number, by).id)
