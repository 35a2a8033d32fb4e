"""Rows on their way into a user's own reference tables, and the claims and sources that importers make of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nkdata.errors import BadParameter, NkdataError, UnreadableArticle
from nkdata.reference.load import Tables

Cells = dict[str, str]  # column → cell as written


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row for a table; `series` names what it tells apart from the day on which it was told, "" for other rows.

    Two rows of one series with different figures are two vintages of it.
    """

    table: str
    cells: Cells
    series: str = ""


@dataclass(frozen=True)
class Batch:
    """What one file holds for the tables: rows, refusals of single entries, and counts of what was left out, in words.

    `told` are the beginnings of the series that the file speaks of: a series that it tells no more is noticed by them.
    """

    rows: tuple[NewRow, ...]
    refused: tuple[NkdataError, ...] = ()
    left_out: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a user says of a file that does not say it itself: day (ISO), ids of flood, claimant and place."""

    day: str = ""
    flood: str = ""
    claimant: str = ""
    place: str = ""

    def needed(self, where: str, *names: str) -> None:
        """Raise BadParameter for the first of some that was not said."""
        for name in names:
            if not getattr(self, name):
                shown = "DATE" if name == "day" else "ID"
                raise BadParameter(where, f"tells no {name}", f"say it: --{name} {shown}")


@dataclass(frozen=True)
class Teller:
    """Who tells the figures of one series of claims, on which day, in which source."""

    claimant: str
    claimant_id: str
    source_id: str
    day: str
    via: str = ""
    basis: str = "unknown"
    confidence: str = "single_source"
    note: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


def claim(
    tables: Tables, begin: str, disaster: str, metric: str, value: float, told: Teller, place: str = "KP"
) -> NewRow:
    """A row of disaster_claims: one announced total.  `begin` is the part of its series that its file gives."""
    series = f"{begin}{metric}"
    known = metric_of(tables, metric)
    cells = {
        "claim_id": f"{series}.{told.day}",
        "disaster_id": disaster,
        "metric": metric,
        "value": plain(value),
        "bound": "exact",
        "unit": known["unit"],
        "place": place,
        "claimant": told.claimant,
        "claimant_id": told.claimant_id,
        "via": told.via,
        "as_of": told.day,
        "source_id": told.source_id,
        "confidence": told.confidence,
        "metric_group": group(known),
        "assertion": "announced",
        "counting": "total",
        "basis": told.basis,
        "note": told.note,
    }
    return NewRow("disaster_claims", cells | dict(told.more), series)


def source(
    table: str, ident: str, title: str, publisher: str, published: str, url: str = "", reliability: str = "B"
) -> NewRow:
    """A row of a table of sources."""
    cells = {
        "source_id": ident,
        "title": " ".join(title.split()),
        "publisher": publisher,
        "published": published,
        "url": url,
        "accessed_via": "own copy",
        "reliability": reliability,
    }
    return NewRow(table, cells)


def metric_of(tables: Tables, metric: str) -> Cells:
    """The row of a metric.  Raises BadParameter where no table knows it."""
    for row in tables.rows["metrics"]:
        if row.cells["metric"] == metric:
            return row.cells
    raise BadParameter(metric, "not a metric of the tables", "add it to metrics.csv of your own, or correct the claim")


def group(metric: Cells) -> str:
    """The family (`disaster_claims.metric_group`) of a metric."""
    kind, unit, name = metric["class"], metric["unit"], metric["metric"]
    if kind in ("cropland", "land"):
        return "land"
    if kind in ("homes", "rain"):
        return kind
    if name.startswith("homes_"):
        return "homes"
    if unit in ("person", "household"):
        return "people"
    if unit in ("usd", "chf", "krw", "kpw"):
        return "money"
    return "crops" if name.startswith("crop_") else "infrastructure"


def entered(made: dict[str, list[NewRow]], begin: str, rows: list[NewRow], where: str) -> None:
    """Note the rows of an entry by the beginning of its series.

    Raises UnreadableArticle where the file told it otherwise before.
    """
    if made.setdefault(begin, rows) != rows:
        raise UnreadableArticle(where, "its number stands in this file before, with something else", "keep one of them")


def plain(value: float) -> str:
    """A number as tables hold it: 22, 0.5."""
    return str(int(value)) if value == int(value) else f"{value:.10f}".rstrip("0")


def slug(*parts: object) -> str:
    """Words as an id: small letters and digits joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(map(str, parts)).casefold()))


def merged(batches: Iterable[NewRow]) -> tuple[NewRow, ...]:
    """Rows, each once."""
    found: dict[tuple[str, str], NewRow] = {}
    for row in batches:
        found.setdefault((row.table, str(sorted(row.cells.items()))), row)
    return tuple(found.values())
