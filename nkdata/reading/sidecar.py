"""What a person writes beside articles: `<stem>.yaml` for one file, `articles.csv` for a folder."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from nkdata.errors import UnreadableArticle
from nkdata.reading.language import tag
from nkdata.reading.published import Told, coarse, told
from nkdata.reading.record import words

SUFFIXES = (".yaml", ".yml")
LIST = "articles.csv"
FIELDS = ("id", "title", "published", "language", "source", "url")
BESIDES = ("note", "licence", "license", "retrieved_at", "archived_url")  # notes are for people, the rest is kept
ALONE = "a sidecar without an article of the same name"
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+$", re.I)
DAY = "write the day as 2020-08-18, the month as 2020-08, or leave it empty"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is told of an article beside it; `where` names the file, and the line of a list."""

    where: str
    id: str | None = None
    title: str | None = None
    published: Told | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
    archived_url: str | None = None
    retrieved_at: str | None = None
    licence: str | None = None


def beside(path: Path) -> Path | None:
    """The sidecar of an article's file, None where it has none."""
    return next((one for suffix in SUFFIXES if (one := path.with_suffix(suffix)).is_file() and one != path), None)


def is_sidecar(path: Path) -> bool:
    """Whether a YAML file stands beside an article of the same stem."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    return any(one.stem == path.stem and one.suffix.lower() not in SUFFIXES for one in path.parent.iterdir())


def faults(given: str) -> list[UnreadableArticle]:
    """Every fault of a sidecar or list, or of all of them in a folder and below."""
    path = Path(given)
    if not path.exists():
        return [UnreadableArticle(given, "no such file or folder", "name a sidecar, a list or a folder")]
    inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    found: list[UnreadableArticle] = []
    for one in inside:
        if one.suffix.lower() in SUFFIXES and (path == one or is_sidecar(one)):
            told_of, wrong = read_yaml(one.read_bytes(), str(one))
            found += [*wrong, *_doubts(told_of)]
        elif one.suffix.lower() in SUFFIXES:
            found.append(UnreadableArticle(str(one), ALONE, "put the article beside it"))
        elif one.name == LIST and (path == one or is_list(one)):
            rows, wrong = read_list(one.read_bytes(), str(one), beside_list(one))
            found += [*wrong, *(doubt for row in rows.values() for doubt in _doubts(row))]
        elif path == one:
            found.append(UnreadableArticle(given, "neither a sidecar nor a list", f"name a .yaml file or {LIST}"))
    return found


def _doubts(one: Sidecar) -> Iterator[UnreadableArticle]:
    """What is kept as it was told, but cannot be right."""
    seen = told(one.retrieved_at)
    if seen and seen.day is None:
        remedy = "write the day as 2020-08-18, or leave it empty"
        yield _fault(f"{one.where}: retrieved_at", f"{seen.words!r} is not a date", remedy)
    for name, address in (("url", one.url), ("archived_url", one.archived_url)):
        if address and not ADDRESS.match(address):
            remedy = "write it whole, with https://, or leave it empty"
            yield _fault(f"{one.where}: {name}", f"{address!r} is no address", remedy)


def is_list(path: Path) -> bool:
    """Whether an `articles.csv` lists files rather than holding articles."""
    with path.open("rb") as lines:
        return lists(lines.readline(10_000))


def lists(data: bytes) -> bool:
    """Whether bytes open with the head of a list of files."""
    head = data.partition(b"\n")[0].lower().replace(b'"', b"").removeprefix(b"\xef\xbb\xbf")
    return b"path" in head.strip().split(b",")


def beside_list(path: Path) -> Callable[[str], bool]:
    """Whether a name is that of a file beside a list."""
    return lambda name: (path.parent / name).is_file()


@dataclass(frozen=True, slots=True)
class Inside:
    """What sidecars and lists in an archive tell, by member; `files` are their own names."""

    told: Mapping[str, Sidecar]
    files: frozenset[str]
    faults: tuple[UnreadableArticle, ...]


def told_by_name(name: str) -> bool:
    """Whether a member's name is that of a sidecar or, perhaps, a list."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES or PurePosixPath(name).name == LIST


def inside(names: Iterable[str], found: Iterable[tuple[str, bytes]], where: str) -> Inside:
    """What the sidecars and lists among the members of an archive tell of its other members.

    `names` are all members, `found` the files whose names fit.  As in a folder a sidecar goes before a list.
    """
    articles = [name for name in names if PurePosixPath(name).suffix.lower() not in SUFFIXES]
    stems = {str(PurePosixPath(name).with_suffix("")): name for name in articles}
    told: dict[str, Sidecar] = {}
    files, faults = set(), []
    for name, data in sorted(found, key=lambda one: PurePosixPath(one[0]).name != LIST):
        folder = PurePosixPath(name).parent
        if PurePosixPath(name).name != LIST:
            own = stems.get(str(PurePosixPath(name).with_suffix("")))
            one, wrong = read_yaml(data, f"{where}!{name}")
            told |= {own: one} if own else {}
            if own is None:
                wrong = [UnreadableArticle(f"{where}!{name}", ALONE, "put the article beside it")]
        elif lists(data):
            below = [one for one in map(PurePosixPath, articles) if one.is_relative_to(folder)]
            held = {str(one.relative_to(folder)) for one in below}
            rows, wrong = read_list(data, f"{where}!{name}", held.__contains__)
            told |= {str(folder / row): one for row, one in rows.items()}
        else:
            continue
        files.add(name)
        faults += wrong
    return Inside(told, frozenset(files), tuple(faults))


def read_yaml(data: bytes, where: str) -> tuple[Sidecar, list[UnreadableArticle]]:
    """A sidecar and all its faults; what a fault touches stays None."""
    try:
        node = yaml.compose(data.decode("utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        return Sidecar(where), [UnreadableArticle(where, "not UTF-8", "save it as UTF-8")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "unreadable"
        return Sidecar(where), [UnreadableArticle(f"{where}{line}", f"not YAML ({problem})", "mend that line")]
    if node is None:
        return Sidecar(where), []
    if not isinstance(node, yaml.MappingNode):
        return Sidecar(where), [UnreadableArticle(where, "no `name: value` lines", f"write {', '.join(FIELDS)} so")]
    cells: dict[str, str] = {}
    faults: list[UnreadableArticle] = []
    lines: dict[str, int] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if not isinstance(value, yaml.ScalarNode):
            faults.append(UnreadableArticle(f"{where}:{line}: {name}", "not one value", "write one value on the line"))
        elif name in cells:
            faults.append(UnreadableArticle(f"{where}:{line}: {name}", "told twice", "keep one of the lines"))
        else:
            cells[name] = "" if value.tag.endswith(":null") else value.value
            lines[name] = line
    found, wrong = _sidecar(cells, where)
    faults += [_fault(f"{where}:{lines[name]}: {name}", what, remedy) for name, what, remedy in wrong]
    return found, faults


def read_list(
    data: bytes, where: str, there: Callable[[str], bool]
) -> tuple[dict[str, Sidecar], list[UnreadableArticle]]:
    """The rows of `articles.csv` by their path (relative to its folder, with "/"), and all faults.

    `there` tells whether a path is that of a file in the list's folder.
    """
    found: dict[str, Sidecar] = {}
    faults: list[UnreadableArticle] = []
    try:
        reader = csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True), strict=True)
        if "path" not in (reader.fieldnames or ()):
            names = ", ".join(reader.fieldnames or ()) or "none"
            return {}, [_fault(f"{where}:1: path", f"no such column among {names}", "name the articles' files in it")]
        for row in reader:
            if None in row or None in row.values():
                what = "another number of cells than the header"
                faults.append(_fault(f"{where}:{reader.line_num}", what, "quote cells that hold commas"))
                continue
            line, name = f"{where}:{reader.line_num}", row.pop("path").strip()
            if name in found:
                faults.append(_fault(f"{line}: path", f"{name!r} a second time", "keep one of the rows"))
            elif not name or not there(name):
                what = f"{name!r} is no file in this folder" if name else "empty"
                faults.append(_fault(f"{line}: path", what, "name a file beside the list"))
            found[name], wrong = _sidecar(row, line)
            faults += [_fault(f"{line}: {column}", what, remedy) for column, what, remedy in wrong]
    except UnicodeDecodeError:
        faults.append(_fault(where, "not UTF-8", "save it as UTF-8"))
    except csv.Error as error:
        faults.append(_fault(where, f"not CSV ({error})", "save the table again as CSV in UTF-8"))
    return found, faults


def _sidecar(cells: Mapping[str, str], where: str) -> tuple[Sidecar, list[tuple[str, str, str]]]:
    """The values, and what is wrong as (column, found, remedy)."""
    held = {name: line for name, value in cells.items() if (line := words(value))}
    faults = list(_wrong(cells, held))
    return (
        Sidecar(
            where,
            id=held.get("id"),
            title=held.get("title"),
            published=told(held.get("published")),
            language=tag(held.get("language")),
            source=held.get("source"),
            url=held.get("url"),
            archived_url=held.get("archived_url"),
            retrieved_at=held.get("retrieved_at"),
            licence=held.get("licence") or held.get("license"),
        ),
        faults,
    )


def _wrong(cells: Mapping[str, str], held: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong as (column, found, remedy)."""
    for name in cells:
        if name not in (*FIELDS, *BESIDES):
            yield name, "no such field", f"use {', '.join(FIELDS)} or note"
    day = told(held.get("published"))
    if day and day.day is None and not coarse(day.words):
        yield "published", f"{day.words!r} is not a date", DAY
    if "language" in held and tag(held["language"]) is None:
        yield "language", f"{held['language']!r} is not a language tag", "write en, ko, es or another BCP 47 tag"


def _fault(where: str, found: str, remedy: str) -> UnreadableArticle:
    """One fault."""
    return UnreadableArticle(where, found, remedy)
