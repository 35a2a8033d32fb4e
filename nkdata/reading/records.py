"""Articles kept as records: JSON lines, a JSON array or object, CSV; whatever their fields are called."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping

from nkdata.errors import UnreadableArticle
from nkdata.reading import markup, wrapped
from nkdata.reading.language import tag
from nkdata.reading.published import told
from nkdata.reading.record import Fields, Record, Refuse, pick, usual, words

NAME_THE_FIELD = "name the field with --text"
DELIMITERS = (",", "\t", ";")
JSON = re.compile(r"""\s*(?:\{\s*["}]|\[\s*\{)""")
LONGEST_NAME = 60  # of a column: a longer "name" is prose


def is_json(text: str) -> bool:
    """Whether a text is a JSON object, JSON lines or an array of objects."""
    return JSON.match(text) is not None


def delimiter(text: str, fields: Fields) -> str | None:
    """What parts the columns of a CSV whose header names the article's text; None where the text is no such CSV."""
    for mark in DELIMITERS:
        sample = list(_take(csv.reader(io.StringIO(text[:200_000]), delimiter=mark), 3))
        if len(sample) < 2 or len(sample[0]) < 2 or any(len(row) != len(sample[0]) for row in sample[1:2]):
            continue
        header = [name.strip() for name in sample[0]]
        named = fields.text in header if fields.text else usual(header, "text")
        if named and all(0 < len(name) <= LONGEST_NAME for name in header):
            return mark
    return None


def _take(rows: Iterator[list[str]], count: int) -> Iterator[list[str]]:
    """The first rows, as far as they can be read."""
    try:
        for _, row in zip(range(count), rows, strict=False):
            yield row
    except csv.Error:
        return


def read_json(text: str, where: str, fields: Fields, refuse: Refuse) -> Iterator[Record]:
    """The articles of a JSON text; a line or item that holds none is refused by its number.

    Raises UnreadableArticle where the text is neither one JSON value nor one a line.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if not any(line.startswith("{") and line.endswith("}") for line in lines[:3]):
            line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            raise UnreadableArticle(f"{where}{line}", f"not JSON ({_problem(error)})", "mend the export") from error
        yield from read_lines(text.split("\n"), where, fields, refuse)
        return
    placed = ((f"{where}: item {n}", item) for n, item in enumerate(wrapped.rows(whole, fields.text), 1))
    yield from from_items(placed, where, fields, refuse, "json")


def read_lines(lines: Iterable[str | bytes], where: str, fields: Fields, refuse: Refuse) -> Iterator[Record]:
    """The articles of JSON lines, read as they come; bytes are taken as UTF-8."""

    def items() -> Iterator[tuple[str, object]]:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield f"{where}:{number}", json.loads(line)
            except (ValueError, RecursionError) as error:
                found = f"not JSON ({_problem(error)})"
                refuse(UnreadableArticle(f"{where}:{number}", found, "put one JSON object on a line"))

    yield from from_items(items(), where, fields, refuse, "json lines")


def _problem(error: Exception) -> str:
    """What the JSON reader met, without its line and column."""
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else "nested too deeply"


def read_csv(text: str, where: str, fields: Fields, refuse: Refuse, mark: str = ",") -> Iterator[Record]:
    """The articles of a CSV whose first row names the columns; R's `NA` is a missing cell."""

    def items() -> Iterator[tuple[str, object]]:
        before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        try:
            reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, restkey="")
            for row in reader:
                yield f"{where}:{reader.line_num}", {k.strip(): "" if v == "NA" else v for k, v in row.items() if k}
        except csv.Error as error:
            refuse(UnreadableArticle(where, f"not CSV ({error})", "save the table again as CSV in UTF-8"))
        finally:
            csv.field_size_limit(before)

    yield from from_items(items(), where, fields, refuse, "tsv" if mark == "\t" else "csv")


def from_items(
    items: Iterable[tuple[str, object]], where: str, fields: Fields, refuse: Refuse, reader: str
) -> Iterator[Record]:
    """Items, each with its place, as records; those that have the field but no text are told together, at the end."""
    empty: list[str] = []
    for place, item in items:
        if not isinstance(item, Mapping):
            refuse(UnreadableArticle(place, "not a JSON object", "put one object with the article's fields there"))
            continue
        item = wrapped.flat(item, fields.text)
        text = pick(item, "text", fields.text)
        if fields.text not in item if fields.text else not usual(item, "text"):
            names = ", ".join(str(name) for name in item) or "none"
            missing = f"no field {fields.text!r}" if fields.text else "no field with the article's text"
            refuse(UnreadableArticle(place, f"{missing}; its fields are {names}", NAME_THE_FIELD))
        elif not isinstance(text, str) or not text.strip():
            empty.append(place)
        elif not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
            refuse(UnreadableArticle(place, "half a character (a lone surrogate) in the text", "mend the export"))
        else:
            yield _record(item, text, fields, reader)
    if empty:
        shown = ", ".join(place.removeprefix(where).strip(": ") for place in empty[:3])
        more = ", …" if len(empty) > 3 else ""
        found = f"{len(empty)} without text ({shown}{more})"
        refuse(UnreadableArticle(where, found, "they hold nothing to read; leave them out to be rid of this line"))


def _record(item: Mapping[str, object], text: str, fields: Fields, reader: str) -> Record:
    """One item as a record."""
    title = words(pick(item, "title", fields.title))
    plain = markup.text_of(text) if markup.looks_marked_up(text) else text
    return Record(
        text=plain.replace("\r\n", "\n").replace("\r", "\n"),
        id=words(pick(item, "id", fields.id)),
        title=html.unescape(title) if title else None,
        published=told(pick(item, "date", fields.date)),
        source=words(pick(item, "source", fields.source)),
        language=tag(words(pick(item, "language", fields.language))),
        url=words(pick(item, "url", fields.url)),
        archived_url=words(pick(item, "archived_url", fields.archived_url)),
        retrieved_at=words(pick(item, "retrieved_at", fields.retrieved_at)),
        licence=words(pick(item, "licence", fields.licence)),
        reader=reader,
    )
