"""The log of a person's corrections: `review.jsonl` of a collection, one JSON object a line, only ever added to.

An entry names the sentence that it is about (its article and its text), not a row: so it holds when the rules change
or the file moves.  Two people's logs merge by the ids of their entries, which are digests of what they hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from nkdata.collection.folder import REVIEW, REVIEW_LOCK, Folder
from nkdata.errors import BadParameter, NkdataError, UnreadableCollection, shown

ACTIONS = ("add", "confirm", "correct", "reject", "note", "undo")
SUBJECT = {"claim": "metric", "event": "kind"}  # the field that says what a record is about
REMEDY = "the other lines count; enter it again if it was yours"
NAMES = ("place", "claimant", "via")
# What a person may change, by kind of record; columns of `nkdata.collection.snapshot`.
EDITABLE: dict[str, tuple[str, ...]] = {
    "claim": (
        "metric", "value", "low", "high", "unit", "bound", "words", "scope", "basis", "place_id", "place_name",
        "date_start", "date_end", "precision", "claimant_id", "claimant_name", "via_id", "via_name", "stance", "hedge",
    ),
    "event": (
        "kind", "status", "place_id", "place_name", "date_start", "date_end", "precision", "claimant_id",
        "claimant_name", "via_id", "via_name", "announced_on",
    ),
}  # fmt: skip


class _Unknown(Exception):
    """A whole line that is no entry which this version can take."""


@dataclass(frozen=True, slots=True)
class Target:
    """The sentence and stretch of text that an entry is about.

    `article` is the id in the collection, `content_hash` that of the bytes as read (at least its first ten digits);
    offsets count characters of the article's text.  `subject` is the metric or kind of event that the machine had,
    `id` that of its claim or event, empty where it had none.
    """

    article: str
    content_hash: str
    sentence_start: int
    sentence_end: int
    sentence: str
    start: int
    end: int
    text: str
    subject: str
    id: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing that a person did.

    `at` is when (ISO, UTC), `by` whose; `action` one of ACTIONS, `kind` claim or event; `fields` what the person says,
    `said` what the machine said then; `undoes` the id of the entry that an undo takes back; `seen` the entries on the
    same target that the person knew, which this one therefore goes beyond.
    """

    at: str
    by: str
    action: str
    kind: str
    target: Target
    fields: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    undoes: str = ""
    seen: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """A digest of all that it holds: sixteen hexadecimal digits."""
        told = json.dumps(_body(self), ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds, ordered by time and then as written, and the lines that could not be read."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[NkdataError, ...] = ()


def target_of(row: Mapping[Any, Any], kind: str = "claim") -> Target:
    """The target that a row of the claims or events of a collection is."""
    return Target(
        article=str(row["article_id"]),
        content_hash=str(row["id"]).partition("-")[0],
        sentence_start=int(row["sentence_start"]),
        sentence_end=int(row["sentence_end"]),
        sentence=str(row["sentence"]),
        start=int(row["start"]),
        end=int(row["end"]),
        text=str(row["text"]),
        subject=str(row[SUBJECT[kind]]),
        id=str(row["id"]),
    )


def said_of(row: Mapping[Any, Any], kind: str = "claim") -> dict[str, Any]:
    """What the machine said in a row: its editable fields, None where it is silent."""
    return {name: None if pd.isna(row[name]) else row[name] for name in EDITABLE[kind]}


def entry_on(
    row: Mapping[str, Any], kind: str, entries: Iterable[Entry], action: str, *, at: str, by: str,
    fields: Mapping[str, Any] | None = None, note: str = "",
) -> Entry:  # fmt: skip
    """An entry on a row that `nkdata.review.apply.apply` returned: it goes beyond those that the row was shown with."""
    known = tuple(str(row["review_entries"]).split())
    target = next((one.target for one in entries if one.id in known), None) or target_of(row, kind)
    machine = {name: row[f"said_{name}" if row["reviewed"] == "corrected" else name] for name in EDITABLE[kind]}
    seen = () if action == "note" else known
    return Entry(at, by, action, kind, target, fields or {}, said_of(machine, kind), note, seen=seen)


def read(folder: Folder) -> Log:
    """The log of a collection; empty where nobody has reviewed yet."""
    if not folder.exists(REVIEW):
        return Log()
    return parsed(folder.read(REVIEW), REVIEW)


def read_file(path: Path) -> Log:
    """A log that lies anywhere, such as another person's.  Raises BadParameter when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadParameter(str(path), f"cannot be read ({error.strerror})", "name a review.jsonl") from error
    return parsed(data, str(path))


def faults(path: Path) -> list[NkdataError]:
    """The faults of a log, or of all logs in a folder and below."""
    logs = sorted(path.rglob(REVIEW)) if path.is_dir() else [path] if path.name == REVIEW else []
    return [fault for one in logs for fault in read_file(one).faults]


def parsed(data: bytes, where: str) -> Log:
    """The entries of a log's bytes, each id once; a line that is half, or was changed by hand, is told and skipped."""
    entries: dict[str, Entry] = {}
    faults: list[NkdataError] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            entry = _entry(json.loads(line))
        except _Unknown as error:
            faults.append(UnreadableCollection(f"{where}:{number}", str(error), REMEDY))
            continue
        except (ValueError, TypeError, KeyError, AttributeError):
            faults.append(UnreadableCollection(f"{where}:{number}", "half a line, or no entry of a review", REMEDY))
            continue
        entries[entry.id] = entry
    return Log(_by_time(entries.values()), tuple(faults))


def _by_time(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries by time; those of one second in the order in which they were written, which undo goes back along."""
    return tuple(sorted(entries, key=lambda one: one.at.rstrip("Z")))


def merged(*logs: Iterable[Entry]) -> tuple[Entry, ...]:
    """All entries of several logs, each once, by time and then id: the same whichever log comes first."""
    found = {one.id: one for log in logs for one in log}
    return _by_time(sorted(found.values(), key=lambda one: one.id))


def append(folder: Folder, *entries: Entry) -> tuple[Entry, ...]:
    """Add entries to a collection's log and return those that it did not hold; on disk when this returns.

    Raises BadParameter for an undo of what is not there, or without permission; Busy when another writer hangs.
    """
    with folder.writing(REVIEW_LOCK):
        known = {one.id for one in read(folder).entries}
        new = _by_time({one.id: one for one in entries if one.id not in known}.values())
        known |= {one.id for one in new}
        for one in new:
            if one.undoes and one.undoes not in known:
                raise BadParameter(one.undoes, "no such entry in the log", "`nkdata review log` lists them")
            if any("\ud800" <= char <= "\udfff" for char in json.dumps(as_json(one), ensure_ascii=False)):
                raise BadParameter(shown(one.by), "half a character (not UTF-8) in what it says", "type it again")
        for one in new:
            folder.append(as_json(one), REVIEW)
    return new


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry as its line holds it."""
    return {"id": entry.id} | _body(entry)


def live(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that nobody took back, undo entries left out; an undo that was itself undone does nothing."""
    held = list(entries)
    undoing: dict[str, list[str]] = {}
    for one in held:
        if one.action == "undo":
            undoing.setdefault(one.undoes, []).append(one.id)

    def stands(ident: str) -> bool:  # ends: an entry names digests of what was there before it
        return not any(stands(one) for one in undoing.get(ident, ()))

    return tuple(one for one in held if one.action != "undo" and stands(one.id))


def _body(entry: Entry) -> dict[str, Any]:
    """All that an entry holds, what is empty left out."""
    held = {item.name: getattr(entry, item.name) for item in fields(entry)}
    held |= {
        "target": {item.name: getattr(entry.target, item.name) for item in fields(Target)},
        "fields": dict(entry.fields),
        "said": dict(entry.said),
    }
    held["seen"] = list(entry.seen)
    return {name: value for name, value in held.items() if value not in ("", {}, [])}


def _entry(line: dict[str, Any]) -> Entry:
    """A line as an entry.  Raises _Unknown, ValueError, TypeError, KeyError or AttributeError where it is none."""
    given = dict(line)
    ident = given.pop("id")
    entry = Entry(**given | {"target": Target(**given["target"]), "seen": tuple(given.get("seen", ()))})
    if entry.action not in ACTIONS or entry.kind not in EDITABLE:
        raise _Unknown(f"action {entry.action!r} of {entry.kind!r}, which this version does not know")
    if entry.id != ident:
        raise _Unknown(f"entry {ident} was changed by hand")
    return entry
