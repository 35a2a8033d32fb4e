"""What a collection stores: one Arrow schema a table, made from the records of `nkdata.model`.

Every table has the columns of `nkdata.collection.snapshot`.  Articles carry besides what a collection knows of them
(`HELD`); claims, events and quotes carry what questions filter by (`CARRIED`), so that no question needs a join.
"""

from __future__ import annotations

import typing
from dataclasses import fields, is_dataclass
from typing import Any

import pyarrow as pa

from nkdata.collection.snapshot import KINDS, columns
from nkdata.model import Article, Name

TABLES = ("articles", *KINDS, "bands", "extracted")
# What a collection knows of an article: its version and story, when it was read, the bytes that it was read from.
HELD = pa.schema(
    [
        ("extractor", pa.string()),
        ("version_of", pa.string()),
        ("version", pa.int64()),
        ("story", pa.string()),
        ("read_at", pa.string()),
        ("original", pa.string()),
        ("notes", pa.list_(pa.string())),
        ("signature", pa.list_(pa.uint32())),
    ]
)
CARRIED = pa.schema(
    [
        ("published", pa.string()),
        ("read_at", pa.string()),
        ("source", pa.string()),
        ("story", pa.string()),
        ("version_of", pa.string()),
        ("version", pa.int64()),
        ("extractor", pa.string()),
    ]
)
SENTENCE = pa.schema([("sentence", pa.string())])
# How often an article was read anew before these rows were made; the newest reading is the one that counts.
GENERATION = pa.schema([("generation", pa.int64())])
EXTRACTED = pa.schema([("article_id", pa.string()), ("extractor", pa.string()), *GENERATION])
BANDS = pa.schema([("id", pa.string()), ("band", pa.uint8()), ("hash", pa.uint64())])
ARROW = {"str": pa.string(), "Int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def _struct(record: Any) -> pa.StructType:
    """The Arrow type of a small record inside a list."""
    hints = typing.get_type_hints(record)
    kinds = {name: next(k for k in typing.get_args(hint) or (hint,) if k in PLAIN) for name, hint in hints.items()}
    return pa.struct([(item.name, PLAIN[kinds[item.name]]) for item in fields(record)])


def _listed(record: type, column: str) -> pa.DataType:
    """The Arrow type of a column that holds a list."""
    hints = typing.get_type_hints(record)
    if column not in hints:  # ids or names of a tuple of names
        return pa.list_(pa.string())
    inner = typing.get_args(hints[column])[0]
    return pa.list_(_struct(inner) if is_dataclass(inner) and inner is not Name else PLAIN[inner])


def _fields(record: type) -> list[tuple[str, pa.DataType]]:
    """Columns of a record with their Arrow types."""
    return [
        (name, _listed(record, name) if dtype == "object" else ARROW[dtype]) for name, dtype in columns(record).items()
    ]


def schema(table: str) -> pa.Schema:
    """The schema of a stored table."""
    if table == "articles":
        return pa.schema([*_fields(Article), *HELD])
    if table == "bands":
        return BANDS
    if table == "extracted":
        return EXTRACTED
    carried = [*CARRIED] if table in ("claims", "events", "quotes") else []
    sentence = [*SENTENCE] if table in ("claims", "events") else []
    return pa.schema([("article_id", pa.string()), *_fields(KINDS[table]), *carried, *sentence, *GENERATION])


def as_stored(found: pa.Table, table: str) -> pa.Table:
    """Rows that an older version wrote, with today's columns and types; what it did not know of is missing."""
    wanted = schema(table)
    for item in wanted:
        if item.name not in found.column_names:
            found = found.append_column(item, pa.nulls(found.num_rows, item.type))
    return found.select(wanted.names).cast(wanted)


def dtypes(table: str) -> dict[str, Any]:  # pandas names of types
    """The pandas type of each column, as `nkdata.collection.snapshot` has it."""
    back = {arrow: name for name, arrow in ARROW.items()}
    return {item.name: back.get(item.type, "object") for item in schema(table)}
