"""What a person may write into `nkdata.toml`, looked through before a run meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nkdata.collection.folder import SETTINGS, Folder
from nkdata.errors import BadParameter, NkdataError, UnreadableCollection
from nkdata.reading import Fields

SECTIONS = ("collection", "fields", "watch", "folders")
FOLDERS = ("reference", "rules")


def faults(path: Path) -> list[NkdataError]:
    """Every fault of a `nkdata.toml`, or of all of them in a folder and below."""
    inside = sorted(path.rglob(SETTINGS)) if path.is_dir() else [path] if path.name == SETTINGS else []
    return [fault for one in inside for fault in _faults(one)]


def _faults(path: Path) -> Iterator[NkdataError]:
    """The faults of one file, as TOML and then section by section."""
    try:
        told = Folder(path.parent).settings()
    except (UnreadableCollection, OSError) as error:
        yield error if isinstance(error, NkdataError) else UnreadableCollection(str(path), str(error), "mend it")
        return
    for name, section in told.items():
        if name == "layout":
            continue
        if name not in SECTIONS or not isinstance(section, dict):
            yield BadParameter(f"{path}: {name}", "no such section", f"use [{'], ['.join(SECTIONS[1:])}]")
            continue
        for key, value in section.items():
            yield from _entry(path, name, key, value)


def _entry(path: Path, section: str, key: str, value: Any) -> Iterator[NkdataError]:  # any value that TOML knows
    """What is wrong with one line."""
    where = f"{path}: {section}.{key}"
    if section == "fields":
        try:
            Fields.told({key: value}, str(path))
        except BadParameter as error:
            yield error
    elif section == "watch":
        if key != "words":
            yield BadParameter(where, "no such setting", "use words")
        elif not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            yield BadParameter(where, "no list of wordings", 'write words = ["arduous march"]')
    elif section == "folders":
        if key not in FOLDERS:
            yield BadParameter(where, "no such setting", f"use {' or '.join(FOLDERS)}")
        elif not isinstance(value, str) or not (path.parent / value).is_dir():
            yield BadParameter(where, f"{value!r} is no folder", "name it as it lies from the collection")
