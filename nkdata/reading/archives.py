"""Archives: the files in a ZIP, tar or gzip, one at a time and in memory, within bounds that hold against any of them.

Nothing is written to disk.  Links, paths that lead out, encrypted members and archives inside are refused by name.
"""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from nkdata.errors import UnreadableArticle
from nkdata.reading.record import Refuse

LARGEST = 256_000_000  # bytes of one file, packed or not
UNPACKED = 2_000_000_000  # bytes of all files of one archive
MEMBERS = 50_000  # files of one archive
DIRECTORY = 32_000_000  # bytes of a ZIP's list of files
HEADER = 1_000_000  # bytes of one entry's head in a tar
RATIO, RATIO_FROM = 200, 1_000_000  # text packs to a third or a tenth; a larger file that packs so well is a bomb
CHUNK = 65_536
OFFICE = ("[Content_Types].xml", "_rels/", "docProps/", "xl/", "word/", "ppt/", "mimetype")  # first names inside
LINK = 0o120000  # of a file's mode on Unix
UNPACK = "unpack it and name what is inside"
DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError, struct.error, ValueError)


def kind(data: bytes) -> str | None:
    """`zip`, `tar` or `gzip` by the first bytes; None for anything else, office files included."""
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None if is_office(data) else "zip"
    return "tar" if data[257:262] == b"ustar" else None


def is_office(data: bytes) -> bool:
    """Whether a ZIP is a document of an office program."""
    length = int.from_bytes(data[26:28], "little")
    return data.startswith(b"PK\x03\x04") and data[30 : 30 + length].decode("latin-1").startswith(OFFICE)


def members(
    data: bytes, where: str, refuse: Refuse, wanted: Callable[[str], bool] = lambda name: True
) -> Iterator[tuple[str, bytes]]:
    """The files inside with their paths, in the archive's order; hidden ones and folders are passed over.

    Those whose path is not `wanted` are passed over unread.
    Raises UnreadableArticle where the archive is damaged or goes beyond a bound; a single bad member is handed to
    `refuse` and the rest goes on.
    """
    found = {"zip": _zip, "tar": _tar, "gzip": _gzip}[kind(data) or "zip"](data, where, refuse, wanted)
    try:
        for name, inside in found:
            if kind(inside):
                refuse(UnreadableArticle(f"{where}!{name}", "an archive within an archive", UNPACK))
            else:
                yield name, inside
    except DAMAGED as error:
        told = str(error) or type(error).__name__
        raise UnreadableArticle(where, f"a damaged archive ({told})", "fetch or pack it again") from error


def opened_zip(data: bytes, where: str, unpacked: int = UNPACKED) -> zipfile.ZipFile:
    """A ZIP whose list of files is within bounds; raises UnreadableArticle where it is not."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise UnreadableArticle(where, "a damaged archive (its list of files is missing)", "fetch or pack it again")
    (count,), (size,) = struct.unpack_from("<H", data, end + 10), struct.unpack_from("<I", data, end + 12)
    if count > MEMBERS or size > DIRECTORY:
        raise _beyond(where, f"more than {MEMBERS:,} files")
    archive = zipfile.ZipFile(io.BytesIO(data))
    infos = archive.infolist()
    if len(infos) > MEMBERS:
        raise _beyond(where, f"more than {MEMBERS:,} files")
    if sum(info.file_size for info in infos) > unpacked:
        raise _beyond(where, f"more than {unpacked // 1_000_000:,} MB when unpacked")
    return archive


def fault_of(info: zipfile.ZipInfo) -> str | None:
    """What keeps a member of a ZIP from being read."""
    if info.external_attr >> 16 & 0o170000 == LINK:
        return "a link"
    if info.flag_bits & 1:
        return "encrypted"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in an unusual way"
    return _too_large(info.file_size, info.compress_size)


def _zip(data: bytes, where: str, refuse: Refuse, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The files of a ZIP."""
    with opened_zip(data, where) as archive:
        for info in archive.infolist():
            name = _name(info)
            if info.is_dir() or _hidden(name) or not wanted(name):
                continue
            if fault := _leads_out(name) or fault_of(info):
                refuse(UnreadableArticle(f"{where}!{name}", fault, UNPACK))
                continue
            try:
                inside = archive.read(info)
            except DAMAGED as error:
                refuse(UnreadableArticle(f"{where}!{name}", f"damaged ({error})", "fetch or pack the archive again"))
                continue
            yield name, inside


def _name(info: zipfile.ZipInfo) -> str:
    """A member's path; where the ZIP does not say that it is UTF-8, by the encoding that it is in."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return _text(info.filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


def _text(name: bytes) -> str:
    """The words of a path in UTF-8 or, as Korean systems write it, CP949."""
    for encoding in ("utf-8", "cp949"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")


def _gzip(data: bytes, where: str, refuse: Refuse, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The one file in a gzip, or the files of the tar in it."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        head = stream.read(512)
        if head[257:262] == b"ustar":
            yield from _tar(data, where, refuse, wanted)
            return
        name = Path(where).name.removesuffix(".gz")
        if not wanted(name):
            return
        inside = bytearray(head)
        while chunk := stream.read(CHUNK):
            inside += chunk
            if fault := _too_large(len(inside), len(data)):
                raise UnreadableArticle(where, fault, UNPACK)
    yield name, bytes(inside)


def _tar(data: bytes, where: str, refuse: Refuse, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The files of a tar, packed by gzip or not; looked through once for its bounds before the first is handed out."""
    total = 0
    for count, (_, info) in enumerate(_entries(data, where), 1):
        total += info.size if info.isreg() else 0
        if count > MEMBERS:
            raise _beyond(where, f"more than {MEMBERS:,} files")
        if total > UNPACKED:
            raise _beyond(where, f"more than {UNPACKED // 1_000_000:,} MB when unpacked")
    for archive, info in _entries(data, where):
        name = _text(info.name.encode("utf-8", "surrogateescape"))
        if info.isdir() or _hidden(name) or not wanted(name):
            continue
        odd = None if info.isreg() and not info.issparse() else "a link" if info.islnk() or info.issym() else "no file"
        if fault := _leads_out(name) or odd or _too_large(info.size, len(data)):
            refuse(UnreadableArticle(f"{where}!{name}", fault, UNPACK))
            continue
        stream = archive.extractfile(info)
        yield name, b"".join(iter(lambda: stream.read(CHUNK) if stream else b"", b""))  # noqa: B023 - read at once


def _entries(data: bytes, where: str) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """The entries of a tar, none of them kept."""
    packed: IO[bytes] = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        packed = io.BufferedReader(gzip.GzipFile(fileobj=packed), 2 * CHUNK)
    with tarfile.TarFile(fileobj=_Bounded(packed, where)) as archive:  # type: ignore[arg-type]  # all that it asks for
        while (info := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined]  # its list of what was seen would grow
            yield archive, info


class _Bounded:
    """A stream that refuses what only a tar made to harm asks for: a huge head, or a place beyond all bounds."""

    def __init__(self, stream: IO[bytes], where: str) -> None:
        self._stream, self._where = stream, where

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if not 0 <= size <= HEADER:
            raise _beyond(self._where, f"an entry with a head of more than {HEADER // 1_000_000} MB")
        return self._stream.read(size)

    def seek(self, place: int) -> int:
        """Go there."""
        if place > 2 * UNPACKED:
            raise _beyond(self._where, f"more than {UNPACKED // 1_000_000:,} MB when unpacked")
        return self._stream.seek(place)

    def tell(self) -> int:
        """Where it stands."""
        return self._stream.tell()


def _too_large(size: int, packed: int) -> str | None:
    """What is wrong with the size of a file."""
    if size > LARGEST:
        return f"larger than {LARGEST // 1_000_000} MB"
    if size > RATIO_FROM and size > RATIO * max(packed, 1):
        return f"more than {RATIO} times larger than packed, as no text is"
    return None


def _leads_out(name: str) -> str | None:
    """Whether a path points out of the archive."""
    parts = name.replace("\\", "/").split("/")
    return "a path that leads out of the archive" if parts[0] == "" or ".." in parts or parts[0][1:2] == ":" else None


def _hidden(name: str) -> bool:
    """Whether a file is one that systems leave behind."""
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


def _beyond(where: str, found: str) -> UnreadableArticle:
    """An archive beyond a bound."""
    return UnreadableArticle(
        where, f"an archive that holds {found}", "unpack it, look at it, and name what is to be read"
    )
