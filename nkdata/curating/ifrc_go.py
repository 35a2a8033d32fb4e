"""Field reports of IFRC GO (JSON of `goadmin.ifrc.org/api/v2/field-report/`): each toll by who gave it.

Field names after the public model of the service (github.com/IFRCGo/go-api, `api/models.py`, FieldReport): figures
without a prefix are the Red Cross', `gov_` the government's, `other_` those of others.  The three are three claimants
and are never added up.  Zeros are left out: the form holds them also where nothing is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from nkdata.curating.disasters import disaster, new_disaster
from nkdata.curating.rows import Batch, NewRow, Said, Teller, claim, entered, merged, source
from nkdata.errors import BadParameter, NkdataError, UnreadableArticle
from nkdata.reference.load import Tables

METRICS = {
    "num_dead": "people_killed",
    "num_missing": "people_missing",
    "num_injured": "people_injured",
    "num_affected": "people_affected",
    "num_displaced": "people_displaced",
}
# prefix of the field → claimant in words, id of the actor
CLAIMANTS = {
    "": ("DPRK Red Cross", "dprk-rcs"),
    "gov_": ("DPRK government", "gov-dprk"),
    "other_": ("Others, in a Red Cross field report", ""),
}
KINDS = {"flood": "flood", "flash flood": "flood", "pluvial/flash flood": "flood", "cyclone": "storm",
         "storm surge": "storm", "drought": "drought", "landslide": "storm"}  # fmt: skip
MOST = 10**9  # no count in North Korea comes near
LONGEST = 40  # characters of a value in a message
OLDEST = 1900  # the year of a start before which it is a slip


def is_report(found: Any) -> bool:
    """Whether JSON is one field report."""
    return isinstance(found, dict) and "gov_num_dead" in found and "num_dead" in found


def read(reports: list[Any], where: str, tables: Tables, said: Said) -> Batch:
    """The rows that field reports hold for the tables; those of other countries and kinds are counted."""
    made: dict[str, list[NewRow]] = {}
    refused: list[NkdataError] = []
    others = 0
    for number, report in enumerate(reports, 1):
        ident = report.get("id")
        place = f"{where}: report {ident if _is_count(ident) else f'at place {number}'}"
        try:
            kind = KINDS.get(_name(report, "dtype", place).casefold())
            if not _countries(report, place) & {"PRK", "KP"} or kind is None:
                others += 1
                continue
            if not _is_count(ident):
                raise UnreadableArticle(place, "it has no number", "fetch it again")
            begin = f"ifrc-go-{ident}-"
            entered(made, begin, list(_report(report, begin, kind, place, tables, said)), place)
        except (UnreadableArticle, BadParameter) as error:
            refused.append(error)
    left = [f"reports of other countries or kinds of disaster: {others:,}"] if others else []
    return Batch(merged(row for rows in made.values() for row in rows), tuple(refused), tuple(left), tuple(made))


def _name(report: Mapping[str, Any], field: str, where: str) -> str:
    """The name of an object in a report, "" where there is none.  Raises UnreadableArticle for a bare number of it."""
    if isinstance(report.get(field), int):
        found = f"{field} is a number, without its name"
        raise UnreadableArticle(where, found, "fetch the field reports as the service lists them")
    return _text(report.get(field), "name")


def _countries(report: Mapping[str, Any], where: str) -> set[str]:
    """The codes of its countries.  Raises UnreadableArticle where they are not told by code."""
    found = report.get("countries") or []
    if not isinstance(found, list) or any(not isinstance(one, dict) for one in found):
        raise UnreadableArticle(
            where, "countries without their codes", "fetch the field reports as the service lists them"
        )
    return {str(one.get("iso3") or one.get("iso")).upper() for one in found}


def _is_count(found: Any) -> bool:
    """Whether it is a whole number, 0 or more, that a count or number of a report can be."""
    return isinstance(found, int) and not isinstance(found, bool) and 0 <= found < MOST


def _report(
    report: Mapping[str, Any], begin: str, kind: str, where: str, tables: Tables, said: Said
) -> Iterator[NewRow]:
    """Source, disaster where it is new, and the claims of one report."""
    day = said.day or _day(report, where, "updated_at", "created_at", "report_date")
    start = _day(report, where, "start_date", "report_date", "created_at")
    if not day or not start:
        raise UnreadableArticle(where, "tells no day", "say the day of the file: --day DATE")
    glide = _text(report.get("event"), "glide")
    ident = disaster(tables, where, kind, (start, start), glide, said.flood)
    source_id = f"{begin}{day}"
    name = _text(report, "title") or _text(report, "summary") or f"Field report {report['id']}"
    url = f"https://go.ifrc.org/field-reports/{report['id']}"
    yield source("sources_floods", source_id, f"IFRC GO field report: {name}", "IFRC", day, url)
    if ident is None:
        ident = begin.removesuffix("-")
        yield new_disaster(ident, kind, (start, start), source_id, "KP", "", glide)
    for prefix, (claimant, claimant_id) in CLAIMANTS.items():
        for field, metric in METRICS.items():
            value = report.get(f"{prefix}{field}")
            if value is not None and not _is_count(value):
                found = f"{str(value)[:LONGEST]!r} is no count"
                raise UnreadableArticle(f"{where}: {prefix}{field}", found, "fetch the report again")
            if value:
                more = _text(report, "other_sources") if prefix == "other_" else ""
                teller = Teller(claimant, claimant_id, source_id, day, via="IFRC GO", note=more)
                yield claim(tables, f"{begin}{prefix.replace('_', '-')}", ident, metric, value, teller)


def _text(found: Any, name: str) -> str:
    """A text of an object, "" where there is none."""
    value = found.get(name) if isinstance(found, dict) else None
    return " ".join(value.split()) if isinstance(value, str) else ""


def _day(report: Mapping[str, Any], where: str, *names: str) -> str:
    """The first of some moments that is told, as its day.  Raises UnreadableArticle where it is none."""
    for name in names:
        if text := _text(report, name)[:10]:
            try:
                day = dt.date.fromisoformat(text)
            except ValueError:
                day = dt.date.min
            if day.year < OLDEST:
                raise UnreadableArticle(f"{where}: {name}", f"“{text}” is no day", "fetch the report again")
            return f"{day:%Y-%m-%d}"
    return ""
