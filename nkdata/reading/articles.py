"""Files, folders and standard input to articles."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from nkdata.errors import BadParameter, NkdataError, UnreadableArticle
from nkdata.model import Article
from nkdata.reading import archives, endings, formats, records, sidecar
from nkdata.reading.archives import LARGEST
from nkdata.reading.language import spoken
from nkdata.reading.published import Told, told
from nkdata.reading.record import NO_TEXT, Fields, Record, Refuse
from nkdata.reading.sidecar import Sidecar

COLLECTION = "nkdata.toml"  # a folder with this file is a collection: what it keeps was read before
PACKAGE, EXPORT = "datapackage.json", "nkdata-export"  # the data package of a collection's export, and its name


def read_articles(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    fields: Fields | None = None,
    refused: Refuse | None = None,
    repeated: Callable[[str], None] = lambda path: None,
) -> Iterator[Article]:
    """The articles in these files and folders, in order, each as soon as it is read.

    A folder stands for all files in it and below, sorted; `-` for JSON lines on standard input.  Formats are found by
    content: plain text, Markdown with front matter, web pages, JSON lines, JSON arrays, CSV, TSV, XLSX, RSS and Atom,
    mail, PDF, and ZIP, tar and gzip around them.  `published`, an ISO day, goes before what sidecars and documents
    say; `fields` names the fields of foreign records.  What cannot be read
    is handed to `refused`, one error each, and the rest goes on; without it the first such error is raised.  `repeated`
    is told the place of each article that is left out as its name, headline and text were read before.

    Raises BadParameter where `published` is no day, UnreadableArticle as told.
    """
    day = told(published) if published else None
    if published and (day is None or day.day is None):
        raise BadParameter("--published", f"{published!r} is not a day", "write it as 2020-08-18")
    return _Run(day, fields or Fields(), refused or _raise, repeated).articles([str(path) for path in paths])


def _raise(error: NkdataError) -> None:
    """Refuse by raising."""
    raise error


class _Run:
    """One call of `read_articles`: its options, and what it has met so far."""

    def __init__(self, published: Told | None, fields: Fields, refuse: Refuse, repeated: Callable[[str], None]) -> None:
        self.published, self.fields, self.refuse, self.repeated = published, fields, refuse, repeated
        self._ids: dict[str, set[str]] = {}
        self._files: set[Path] = set()
        self._lists: dict[Path, dict[str, Sidecar]] = {}

    def articles(self, paths: list[str]) -> Iterator[Article]:
        """All articles of all paths."""
        for given in paths:
            if given == "-":
                yield from self._guarded(self._standard_input(), "-")
                continue
            for path in self._listed(given):
                yield from self._guarded(self._file(path), str(path))

    def _standard_input(self) -> Iterator[Article]:
        """The articles of JSON lines as they come."""
        for record in records.read_lines(_lines(sys.stdin.buffer), "-", self.fields, self.refuse):
            yield from self._article(record, "-", None, None, None)

    def _listed(self, given: str) -> Iterator[Path]:
        """The article files that a path stands for, each once."""
        path = Path(given)
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            held = {one.parent for one in inside if one.name == COLLECTION or is_export(one.parent, one.name)}
            visible = [one for one in inside if not any(part.startswith(".") for part in one.relative_to(path).parts)]
            files = [one for one in visible if held.isdisjoint(one.parents)]
            if not files:
                found = "nothing but a collection or an export of one" if held else "an empty folder"
                self.refuse(UnreadableArticle(given, found, "put articles into it"))
        elif is_export(path.parent):
            remedy = f"`nkdata ingest {path.parent} --collection NEW` puts the whole export back"
            self.refuse(UnreadableArticle(given, "part of an export of a collection, no articles", remedy))
            return
        else:
            files = [path]
        for file in files:
            if file.resolve() in self._files or (file.name == sidecar.LIST and sidecar.is_list(file)):
                continue
            self._files.add(file.resolve())
            if not (file.exists() and sidecar.is_sidecar(file)):
                yield file

    def _file(self, path: Path) -> Iterator[Article]:
        """The article or articles of one file."""
        where = str(path)
        if not path.exists():
            raise UnreadableArticle(
                where, "no such file or folder", "name an article's file, a folder, or - for JSON lines"
            )
        if not path.is_file():
            raise UnreadableArticle(where, "neither a file nor a folder", "name an article's file or a folder")
        if NO_TEXT.search(where):
            raise UnreadableArticle(where, "a name that is no text (not UTF-8, or with control codes)", "rename it")
        if path.suffix.lower() in sidecar.SUFFIXES:
            raise UnreadableArticle(where, sidecar.ALONE, "put the article beside it")
        if path.stat().st_size > LARGEST:
            raise UnreadableArticle(where, f"larger than {LARGEST // 1_000_000} MB", "split it")
        data = path.read_bytes()
        beside = self._sidecar(path)
        if archives.kind(data) is None:
            yield from self._document(data, where, path.stem, beside)
            return
        yield from self._archive(data, where, beside)

    def _archive(self, data: bytes, where: str, beside: Sidecar | None) -> Iterator[Article]:
        """The articles in an archive; what is told of one of them inside goes before what is told of all beside it."""
        names: list[str] = []

        def tells(name: str) -> bool:
            names.append(name)
            return sidecar.told_by_name(name)

        found = list(archives.members(data, where, lambda error: None, tells))  # what is wrong is told further down
        inside = sidecar.inside(names, found, where)
        for fault in inside.faults:
            self.refuse(fault)
        for name, content in archives.members(data, where, self.refuse, lambda name: name not in inside.files):
            own, at = inside.told.get(name), f"{where}!{name}"
            stem = PurePosixPath(name).stem if own else None
            yield from self._guarded(self._document(content, at, stem, own or beside), at)

    def _document(self, data: bytes, where: str, stem: str | None, beside: Sidecar | None) -> Iterator[Article]:
        """The article or articles of one document; `stem` where it is a file of its own."""
        one, found = formats.read(data, where, self.fields, self.refuse)
        digest = hashlib.sha256(data).hexdigest() if one else None
        for record in found:
            yield from self._article(record, where, stem if one else None, digest, beside)

    def _guarded(self, found: Iterator[Article], where: str) -> Iterator[Article]:
        """The articles as long as they can be read; then what keeps them from it is handed to `refuse`."""
        try:
            yield from found
        except NkdataError as error:
            self.refuse(error)
        except OSError as error:
            problem = f"cannot be read ({error.strerror})"
            self.refuse(UnreadableArticle(where, problem, "mend its permissions or leave it out"))

    def _sidecar(self, path: Path) -> Sidecar | None:
        """What is told of a file beside it: its own sidecar, else its row in the folder's list."""
        own = sidecar.beside(path)
        if own is not None:
            found, faults = sidecar.read_yaml(own.read_bytes(), str(own))
            if faults:
                raise faults[0]
            return found
        listing = path.parent / sidecar.LIST
        if listing not in self._lists:
            rows: dict[str, Sidecar] = {}
            if listing.is_file() and sidecar.is_list(listing):
                rows, faults = sidecar.read_list(listing.read_bytes(), str(listing), sidecar.beside_list(listing))
                self._lists[listing] = rows
                for fault in faults:
                    self.refuse(fault)
            self._lists[listing] = rows
        return self._lists[listing].get(path.name)

    def _article(
        self, record: Record, path: str, stem: str | None, digest: str | None, beside: Sidecar | None
    ) -> Iterator[Article]:
        """A record as an article, unless the very same was read before; `stem` and `digest` where a file is one."""
        told_beside = beside or Sidecar("")
        text = record.text if record.reader == "text" else endings.cut(record.text)
        digest = digest or hashlib.sha256(record.text.encode("utf-8")).hexdigest()
        id = (told_beside.id if stem else None) or record.id or stem or _stem(path)
        title = (told_beside.title if stem else None) or record.title
        own = distinction(title, text)
        known = self._ids.setdefault(id, set())
        if own in known:
            self.repeated(path)
            return
        known.add(own)
        first, second = (told_beside, record) if stem else (record, told_beside)
        day, how, evidence = self._published(record, told_beside, own_first=stem is None)
        yield Article(
            id=id if len(known) == 1 else f"{id}-{own}",
            text=text,
            title=title,
            published=day,
            published_precision="day" if day else None,
            published_how=how,
            published_evidence=evidence,
            source=first.source or second.source,
            language=spoken(record.text, first.language or second.language),
            path=path,
            url=(told_beside.url if stem else None) or record.url,
            content_hash=digest,
            archived_url=first.archived_url or second.archived_url,
            retrieved_at=first.retrieved_at or second.retrieved_at,
            licence=first.licence or second.licence,
            reader=record.reader,
        )

    def _published(
        self, record: Record, beside: Sidecar, *, own_first: bool
    ) -> tuple[str | None, str, tuple[str, ...]]:
        """Day, how it is known, and what was told; tellings that say another day stay in the evidence."""
        tellings = [
            ("argument", "the option --published says", self.published),
            ("sidecar", f"{beside.where} says", beside.published),
            ("metadata", "the document says", record.published),
        ]
        if own_first:
            tellings[1], tellings[2] = tellings[2], tellings[1]
        given = [(how, words, one) for how, words, one in tellings if one is not None]
        day, chosen = next(((one.day, how) for how, _, one in given if one.day), (None, "unknown"))
        others = [
            f"{words} {one.words}" + ("" if one.day else ", which is not a day")
            for _, words, one in given
            if one.day != day or one.day is None
        ]
        return day, chosen, tuple(others)


def is_export(folder: Path, name: str = PACKAGE) -> bool:
    """Whether a folder is an export of a collection; `name` a file in it that may tell so."""
    if name != PACKAGE or not (folder / PACKAGE).is_file():
        return False
    with (folder / PACKAGE).open("rb") as told:
        return f'"name": "{EXPORT}"'.encode() in told.read(200)


def distinction(title: str | None, text: str) -> str:
    """What is set behind the id of a second article of one name: digits that its headline and text give."""
    return hashlib.sha256(f"{title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; one without end is refused before memory is full."""
    while line := stream.readline(LARGEST):
        if len(line) == LARGEST and not line.endswith(b"\n"):
            raise UnreadableArticle(
                "-", f"a line larger than {LARGEST // 1_000_000} MB", "put one JSON object on a line"
            )
        yield line


def _stem(path: str) -> str:
    """The name of a file, or of an archive's member, without what its format adds."""
    return Path(path.rpartition("!")[2]).stem.strip("-") or "article"
