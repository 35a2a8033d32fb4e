"""What a question asks for, as the condition of a query.  Pure: names of columns and values in, SQL out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nkdata.errors import BadParameter

Days = tuple[str | None, str | None]  # first and last, both included; None: open


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that a question may narrow down; None: no matter.

    `metric`, `kind`, `stance`, `topic`, `story`, `article`, `source`, `language` hold one value or several; `place` an
    id of admin_areas (all below it counts) or a name; `claimant` an id of actors or a name; `told` and `happened`
    first and last day; `as_of` keeps what had been told by that day (undated articles count), `learned` what the
    collection had read by then; `current` keeps the newest version of each article alone; `limit` cuts.
    """

    metric: str | Sequence[str] | None = None
    kind: str | Sequence[str] | None = None
    stance: str | Sequence[str] | None = None
    status: str | Sequence[str] | None = None
    topic: str | Sequence[str] | None = None
    story: str | Sequence[str] | None = None
    article: str | Sequence[str] | None = None
    source: str | Sequence[str] | None = None
    language: str | Sequence[str] | None = None
    place: str | Sequence[str] | None = None
    claimant: str | Sequence[str] | None = None
    told: Days | None = None
    happened: Days | None = None
    as_of: str | None = None
    learned: str | None = None
    current: bool = False
    limit: int | None = None


# filter → column that must equal one of its values, in the tables that have the column
EQUAL = {
    "metric": ("metric",),
    "kind": ("kind",),
    "stance": ("stance",),
    "status": ("status",),
    "topic": ("topic",),
    "story": ("story",),
    "article": ("article_id", "id"),
    "source": ("source",),
    "language": ("language",),
}
NAMED = {"place": ("place_id", "place_name"), "claimant": ("claimant_id", "claimant_name")}
DAYS = {"told": ("published", "published"), "happened": ("date_start", "coalesce(date_end, date_start)")}


def checked(filters: Filters) -> Filters:
    """The same filters.  Raises BadParameter where a day is none."""
    given = [("as_of", filters.as_of), ("learned", filters.learned)]
    for name in DAYS:
        given += [(name, day) for day in getattr(filters, name) or ()]
    for name, day in given:
        try:
            if day is not None:
                date.fromisoformat(day)
        except (ValueError, TypeError):
            raise BadParameter(name, f"{day!r} is not a day", "write it as 2020-08-18") from None
    return filters


def days_enough(days: Mapping[str, int], limit: int, told: Days | None = None) -> Days | None:
    """The period `told`, ended by the first day by which so many rows were told: what lies later need not be read.

    `days` are rows by day of telling, those of no day under "", which come last.
    """
    first, last = told or (None, None)
    count = 0
    for day in sorted(day for day in days if day and (first or day) <= day <= (last or day)):
        count += days[day]
        if count >= limit:
            return first, day
    return told


def below(filters: Filters, parents: dict[str, str | None]) -> Filters:
    """The filters with every admin area below the asked ones; `parents` of each area."""
    if filters.place is None:
        return filters
    wanted = set(_several(filters.place))
    grown = True
    while grown:
        more = {area for area, parent in parents.items() if parent in wanted} - wanted
        wanted |= more
        grown = bool(more)
    return replace(filters, place=sorted(wanted))


Part = tuple[str, list[object]]


def seen(columns: Iterable[str], as_of: str | None, learned: str | None) -> Part:
    """The condition of what had been told by one day and read by another.  Raises BadParameter where one is no day."""
    return condition(checked(Filters(as_of=as_of, learned=learned)), columns)


def condition(filters: Filters, columns: Iterable[str]) -> Part:
    """The WHERE part of a query over a table with these columns, and its values.

    Raises BadParameter where the table lacks what a filter needs.
    """
    parts = [*_equal(filters, set(columns)), *_named(filters, set(columns)), *_days(filters, set(columns))]
    if filters.as_of is not None:
        parts.append(("(published IS NULL OR published <= ?)", [filters.as_of]))
    if filters.learned is not None:
        parts.append(("left(read_at, 10) <= ?", [filters.learned]))
    return " AND ".join(words for words, _ in parts) or "true", [one for _, values in parts for one in values]


def _equal(filters: Filters, columns: set[str]) -> Iterator[Part]:
    """Columns that must hold one of several values."""
    for name, choices in EQUAL.items():
        asked = getattr(filters, name)
        if asked is not None:
            column = next((one for one in choices if one in columns), None)
            yield f"{_there(column, name)} IN (SELECT unnest(?))", [_several(asked)]


def _named(filters: Filters, columns: set[str]) -> Iterator[Part]:
    """Places and claimants, by id or name."""
    for name, (id_column, name_column) in NAMED.items():
        asked = getattr(filters, name)
        if asked is not None:
            column = _there(id_column if id_column in columns else None, name)
            values: list[object] = [_several(asked), _several(asked)]
            words = f"{column} IN (SELECT unnest(?)) OR lower({name_column}) IN (SELECT lower(unnest(?)))"
            if name == "place":  # a figure of several places has all their ids
                words += f" OR (contains({column}, ';') AND list_has_any(string_split({column}, ';'), ?))"
                values.append(_several(asked))
            yield f"({words})", values


def _days(filters: Filters, columns: set[str]) -> Iterator[Part]:
    """Spans of days that must be touched."""
    for name, (start, end) in DAYS.items():
        first, last = getattr(filters, name) or (None, None)
        if first is not None or last is not None:
            _there(start if start in columns else None, name)
        if first is not None:
            yield f"{end} >= ?", [first]
        if last is not None:
            yield f"{start} <= ?", [last]


def _there(column: str | None, name: str) -> str:
    """The column.  Raises BadParameter without one."""
    if column is None:
        raise BadParameter(name, "this table has no such column", f"leave {name} out")
    return column


def _several(asked: str | Sequence[str]) -> list[str]:
    """One value or several as a list."""
    return [asked] if isinstance(asked, str) else list(asked)
