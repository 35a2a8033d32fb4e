"""The extracted tables of one run: articles, dates, quantities, quotes, mentions, claims, events.

One frame a kind of record, columns made from the records of `nkdata.model`, never written twice.  A field
that holds a name becomes two columns (`claimant_id`, `claimant_name`), a list of names `actors_ids` and `actors_names`
(lists), a span `number_start` and `number_end`; every row carries its `article_id`.  On disk a snapshot is a folder of
Parquet files.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pandas as pd

from nkdata import resources
from nkdata.errors import EmptyColumn, UnreadableArticle
from nkdata.model import Article, Claim, DateExpression, Event, Extraction, Mention, Name, Quantity, Quote, Span

KINDS: dict[str, type] = {
    "dates": DateExpression,
    "quantities": Quantity,
    "quotes": Quote,
    "mentions": Mention,
    "claims": Claim,
    "events": Event,
}
PLAIN = {str: "str", int: "Int64", float: "float64", bool: "bool"}
SURE = ("names", "list", *PLAIN.values())
Row: TypeAlias = dict[str, Any]  # of a frame: its cells by column
Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The frames of one run; see the module for their columns."""

    articles: pd.DataFrame
    dates: pd.DataFrame
    quantities: pd.DataFrame
    quotes: pd.DataFrame
    mentions: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame

    def __post_init__(self) -> None:
        """Raises EmptyColumn for a field that every record has and that is empty in every row of its frame."""
        for kind, record in KINDS.items():
            frame: pd.DataFrame = getattr(self, kind)
            held = [name for name in _always(record) if name in frame]
            filled(frame, kind, held, "extract the articles anew with `nkdata extract` or `nkdata ingest`")

    @cached_property
    def article_rows(self) -> list[Row]:
        """The articles as plain rows, made once: questions ask for them again and again."""
        return records(self.articles)

    def text(self, article_id: str) -> str:
        """The text of an article; offsets of all frames count its characters."""
        return str(self.articles.set_index("id").at[article_id, "text"])


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame as dictionaries by column name, a missing whole number as None."""
    columns = [_cells(column) for _, column in frame.items()]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def plain(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame, a missing cell as ""."""
    return records(frame.astype(object).where(frame.notna(), ""))


def missing(cell: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or NA."""
    return bool(pd.isna(cell))  # type: ignore[call-overload]  # any cell


def grouped(rows: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Rows by what `key` says of each; groups, and rows in them, in the order in which they are met."""
    found: dict[Key, list[Item]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def filled(frame: pd.DataFrame, name: str, needed: Iterable[str], remedy: str) -> pd.DataFrame:
    """The frame called `name` as it is.

    Raises EmptyColumn where it has rows and one of the `needed` columns is missing or empty in all of them.
    """
    for column in needed if len(frame) else ():
        if column not in frame:
            raise EmptyColumn(f"{name}: column {column}", "missing, expected a value in each row", remedy)
        if frame[column].head(1).isna().all() and frame[column].isna().all():
            found = f"empty in all {len(frame):,} rows, expected a value in each"
            raise EmptyColumn(f"{name}: column {column}", found, remedy)
    return frame


def _cells(column: pd.Series[Any]) -> list[Any]:
    held = column.tolist()
    whole = pd.api.types.is_integer_dtype(column.dtype)
    return [None if cell is pd.NA else cell for cell in held] if whole else held


@cache
def _shapes(record: type) -> dict[str, str]:
    """How each field of a record is laid out: `names`, `list`, `name`, `span` or a pandas type."""
    found = {}
    for name, hint in typing.get_type_hints(record).items():
        kinds = [kind for kind in typing.get_args(hint) or (hint,) if kind is not type(None)]
        if typing.get_origin(hint) is tuple:
            found[name] = "names" if kinds[0] is Name else "list"
        else:
            found[name] = {Name: "name", Span: "span"}.get(kinds[0]) or PLAIN[kinds[0]]
    return found


@cache
def _always(record: type) -> tuple[str, ...]:
    """The columns of the fields that no record of the kind lacks; lists may be empty, but are there."""
    hints = typing.get_type_hints(record)
    names = [name for name, hint in hints.items() if type(None) not in typing.get_args(hint)]
    shapes = _shapes(record)
    return tuple(f"{name}_ids" if shapes[name] == "names" else name for name in names if shapes[name] in SURE)


def columns(record: type) -> dict[str, str]:
    """The columns and pandas dtypes that a record's fields become."""
    found: dict[str, str] = {}
    for name, shape in _shapes(record).items():
        if shape == "names":
            found |= {f"{name}_ids": "object", f"{name}_names": "object"}
        elif shape == "name":
            found |= {f"{name}_id": "str", f"{name}_name": "str"}
        elif shape == "span":
            found |= {f"{name}_start": "Int64", f"{name}_end": "Int64"}
        else:
            found[name] = "object" if shape == "list" else shape
    return found


def flat(record: Any) -> Row:  # a dataclass of nkdata.model
    """A record as one row."""
    row: Row = {}
    kind: type = type(record)
    for name, shape in _shapes(kind).items():
        value = getattr(record, name)
        if shape == "names":
            row |= {f"{name}_ids": [v.id for v in value], f"{name}_names": [v.name for v in value]}
        elif shape == "name":
            row |= {f"{name}_id": value.id if value else None, f"{name}_name": value.name if value else None}
        elif shape == "span":
            row |= {f"{name}_start": value.start if value else None, f"{name}_end": value.end if value else None}
        elif shape == "list":
            row[name] = [asdict(v) if is_dataclass(v) and not isinstance(v, type) else v for v in value]
        else:
            row[name] = value
    return row


def framed(rows: Sequence[Mapping[str, Any]], dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame with exactly these columns, also when there are none."""
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in dtypes.items()})


def snapshot(extractions: Iterable[Extraction]) -> Snapshot:
    """The frames of these extractions, in their order."""
    held = list(extractions)
    articles = [flat(one.article) | {"extractor": one.extractor} for one in held]
    frames = {"articles": framed(articles, columns(Article) | {"extractor": "str"})}
    for kind, record in KINDS.items():
        rows = [{"article_id": one.article.id} | flat(item) for one in held for item in getattr(one, kind)]
        frames[kind] = framed(rows, {"article_id": "str"} | columns(record))
    return Snapshot(**frames)


def write_snapshot(held: Snapshot, folder: Path) -> None:
    """Write each frame as `<kind>.parquet` into a folder, which is made when missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for item in fields(held):
        getattr(held, item.name).to_parquet(folder / f"{item.name}.parquet", index=False)


def read_snapshot(folder: Path) -> Snapshot:
    """Read what `write_snapshot` wrote.

    Raises UnreadableArticle when the folder lacks one of the files.
    """
    frames = {}
    for item in fields(Snapshot):
        path = folder / f"{item.name}.parquet"
        if not path.is_file():
            raise UnreadableArticle(
                str(folder),
                f"no {path.name}",
                "name the data folder of a run of `nkdata report`, or leave it empty for the seed",
            )
        frames[item.name] = pd.read_parquet(path)
    return Snapshot(**frames)


def open_snapshot(folder: str | Path | None = None) -> Snapshot:
    """The snapshot in a folder; without one, the seed article is read and extracted."""
    if folder:
        return read_snapshot(Path(folder))
    from nkdata.extracting.pipeline import extract
    from nkdata.reading import read_articles

    read: Callable[..., Iterable[Article]] = read_articles
    return snapshot(extract(article) for article in read([resources.seed()]))
