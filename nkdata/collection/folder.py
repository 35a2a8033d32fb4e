"""The rim: the folder of a collection on a disk or an object store, its lock, settings, originals, small logs.

Layout:
    nkdata.toml        settings: names of fields, folders of rules and reference rows
    originals/ab/…     bytes as read, named by their SHA-256
    batches/<name>/    one Parquet file a table, and `batch.json`, which is written last and makes the batch count
    review.jsonl       what a person corrected; removed.jsonl what was taken out on request
    candidates.jsonl   what other readers said, judged; counts only when a person takes it over
    index/             derived: may be deleted at any time
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec

from nkdata.errors import BadParameter, Busy, UnreadableCollection

SETTINGS, BATCHES, ORIGINALS, REMOVED, REVIEW = "nkdata.toml", "batches", "originals", "removed.jsonl", "review.jsonl"
CANDIDATES = "candidates.jsonl"
LOCK, REVIEW_LOCK = ".lock", ".review.lock"  # a person corrects while a long run writes
LAYOUT = 1
LEADS_OUT = re.compile(r"[/\\\x00]|^\.{0,2}$")
PATIENCE = 30  # seconds that a writer waits for another


class Folder:
    """One collection's files.  `path` as the user gave it: a folder, or an address that fsspec opens."""

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        try:
            self.files, self.root = fsspec.core.url_to_fs(self.path)
        except (ImportError, ValueError) as error:
            raise BadParameter("--collection", f"{path} cannot be opened ({error})", "name a folder") from error
        self.local = Path(self.root) if "file" in _names(self.files) else None

    def at(self, *parts: str) -> str:
        """The full name of a file inside.

        Raises UnreadableCollection for a name that leads out of it: names come out of files of whoever made it.
        """
        for part in parts:
            if LEADS_OUT.search(part):
                remedy = "ask whoever made this collection; nothing was touched"
                raise UnreadableCollection(self.path, f"names a file outside of itself ({part[:60]!r})", remedy)
        return "/".join([self.root.rstrip("/"), *parts])

    def address(self, *parts: str) -> str:
        """The same as an address that DuckDB opens."""
        return self.at(*parts) if self.local else f"{_names(self.files)[0]}://{self.at(*parts)}"

    def exists(self, *parts: str) -> bool:
        """Whether there is such a file or folder."""
        return bool(self.files.exists(self.at(*parts)))

    def size(self, *parts: str) -> int | None:
        """Bytes of a file, None where there is none."""
        try:
            return int(self.files.size(self.at(*parts)))
        except FileNotFoundError:
            return None

    def names(self, *parts: str) -> list[str]:
        """Sorted names of what lies in a folder; empty where there is none."""
        self.files.invalidate_cache()
        try:
            inside = self.files.ls(self.at(*parts), detail=False)
        except FileNotFoundError:
            return []
        return sorted(str(one).rstrip("/").rpartition("/")[2] for one in inside)

    def read(self, *parts: str) -> bytes:
        """The bytes of a file."""
        return bytes(self.files.cat_file(self.at(*parts)))

    def write(self, data: bytes, *parts: str) -> None:
        """Write a file whole or not at all: on a disk by rename, elsewhere in one piece."""
        target = self.at(*parts)
        self.files.makedirs(target.rpartition("/")[0], exist_ok=True)
        if self.local is None:
            self.files.pipe_file(target, data)
            return
        staged = f"{target}.{uuid.uuid4().hex[:8]}.part"
        try:
            with Path(staged).open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(staged).replace(target)
        finally:
            Path(staged).unlink(missing_ok=True)
        settle(Path(target).parent)

    def append(self, line: dict[str, Any], *parts: str) -> None:
        """Add one JSON line to a log; what was there is never rewritten on a disk."""
        data = (json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n").encode()
        if self.local is None:
            before = self.read(*parts) if self.exists(*parts) else b""
            self.files.pipe_file(self.at(*parts), before + data)
            return
        path = Path(self.at(*parts))
        with path.open("a+b") as out:
            if out.tell():
                out.seek(-1, os.SEEK_END)
                if out.read(1) != b"\n":  # a killed writer left half a line: keep clear of it
                    data = b"\n" + data
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        settle(path.parent)

    def lines(self, *parts: str) -> list[dict[str, Any]]:
        """The whole lines of a log; one that a killed writer left half is passed over."""
        if not self.exists(*parts):
            return []
        found = []
        for line in self.read(*parts).splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return [one for one in found if isinstance(one, dict)]

    def remove(self, *parts: str) -> None:
        """Remove a file or folder with all in it; nothing where there is none."""
        if self.exists(*parts):
            self.files.rm(self.at(*parts), recursive=True)

    def keep(self, data: bytes) -> str:
        """Keep bytes as read under their SHA-256, which is returned."""
        digest = hashlib.sha256(data).hexdigest()
        if self.size(ORIGINALS, digest[:2], digest) != len(data):
            self.write(data, ORIGINALS, digest[:2], digest)
        return digest

    @contextmanager
    def writing(self, lock: str = LOCK) -> Iterator[None]:
        """Be the only writer.  Raises Busy when another one does not finish, BadParameter without permission.

        On an object store nothing can be locked: there one writer at a time is the user's duty.
        """
        if self.local is None:
            yield
            return
        from filelock import FileLock, Timeout

        try:
            self.local.mkdir(parents=True, exist_ok=True)
            with FileLock(self.local / lock, timeout=PATIENCE):
                yield
        except Timeout:
            raise Busy(self.path, "another run writes to this collection", "wait for it to end") from None
        except PermissionError as error:
            remedy = "mend its permissions, or name another --collection"
            raise BadParameter(str(error.filename or self.path), "may not be written", remedy) from error

    def settings(self) -> dict[str, Any]:
        """What `nkdata.toml` says.  Raises UnreadableCollection where it is none of ours."""
        import tomllib

        if not self.exists(SETTINGS):
            return {}
        try:
            found = tomllib.loads(self.read(SETTINGS).decode("utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UnreadableCollection(self.at(SETTINGS), f"not TOML ({error})", "mend that line") from error
        if found.get("layout", LAYOUT) != LAYOUT:
            remedy = "open it with the version of nkdata that wrote it"
            raise UnreadableCollection(self.at(SETTINGS), f"layout {found['layout']}, not {LAYOUT}", remedy)
        return found

    def remember(self, section: str, values: dict[str, Any]) -> None:
        """Set values in a section of `nkdata.toml`, the person's own lines and comments untouched."""
        import tomlkit

        text = self.read(SETTINGS).decode("utf-8") if self.exists(SETTINGS) else ""
        held = tomlkit.parse(text)
        held.setdefault("layout", LAYOUT)
        table = held.setdefault(section, tomlkit.table()) if values else {}
        for name, value in values.items():
            table[name] = value
        if tomlkit.dumps(held) != text:
            self.write(tomlkit.dumps(held).encode(), SETTINGS)


def _names(files: Any) -> tuple[str, ...]:  # an fsspec file system
    """The names that a file system goes by."""
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def settle(path: Path) -> None:
    """Let a file, or the renames in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
