"""Which disaster of the tables an entry of a publisher's file speaks of."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from nkdata.curating.rows import NewRow
from nkdata.errors import BadParameter, UnreadableArticle
from nkdata.reference.load import Tables

SLACK = dt.timedelta(days=3)  # two publishers' first days of one flood
KINDS = {
    "flood": ("flood", "typhoon", "storm"),
    "storm": ("typhoon", "storm", "flood"),
    "drought": ("drought",),
}


def disaster(
    tables: Tables, where: str, kind: str, span: tuple[str, str], glide: str = "", said: str = "",
) -> str | None:  # fmt: skip
    """The id of the disaster of a kind, days (no finer than known) and GLIDE number; None where the tables have none.

    The number decides, then what the user said, then the days: they may miss a disaster's by three days.  Raises
    BadParameter where what was said is no disaster, UnreadableArticle where the days fit several.
    """
    rows = [row.cells for row in tables.rows["disasters"]]
    if glide:
        for row in rows:
            if _number(row["glide"]) == _number(glide):
                return row["disaster_id"]
    if said:
        if said not in {row["disaster_id"] for row in rows}:
            raise BadParameter("--flood", f"{said!r} is no disaster of the tables", "name an id of disasters.csv")
        return said
    first, last = _days(span[0])[0] - SLACK, _days(span[1])[1] + SLACK
    fitting = [
        row["disaster_id"]
        for row in rows
        if row["kind"] in KINDS[kind]
        and _days(row["start"])[0] <= last
        and first <= _days(row["end"] or row["start"])[1]
    ]
    if len(fitting) > 1:
        found = f"its days fit {', '.join(fitting)}"
        raise UnreadableArticle(where, found, "write its GLIDE number into disasters.csv of your own, or give --flood")
    return fitting[0] if fitting else None


def new_disaster(
    ident: str, kind: str, span: tuple[str, str], source_id: str, provinces: str, name: str, glide: str
) -> NewRow:
    """A row of disasters for one that the tables do not know."""
    length = min(map(len, span))
    precision = {10: "day", 7: "month", 4: "year"}[length]
    cells = {
        "disaster_id": ident,
        "kind": kind,
        "name": name,
        "glide": glide,
        "start": span[0][:length],
        "end": span[1][:length],
        "precision": precision,
        "provinces": provinces,
        "source_id": source_id,
        "confidence": "single_source",
    }
    return NewRow("disasters", cells)


def _days(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of a date no finer than known."""
    year, month, day = (int(part) for part in [*text.split("-"), "0", "0"][:3])
    last = dt.date(year, month or 12, day or monthrange(year, month or 12)[1])
    return dt.date(year, month or 1, day or 1), last


def _number(glide: str) -> tuple[str, ...]:
    """A GLIDE number without the country, which some leave out."""
    return tuple(glide.split("-")[:3])
