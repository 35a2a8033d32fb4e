"""A claim or event of a collection, confirmed by a person, as a row of her own tables, its article the source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nkdata.curating.rows import Cells, NewRow, group, metric_of, plain, source
from nkdata.errors import BadParameter
from nkdata.model import Article
from nkdata.reference.load import Tables

JUDGED = ("confirmed", "corrected", "added")
ASSERTIONS = {"asserted": "announced", "denied": "denied", "withdrawn": "withdrawn",
              "not_reported": "not_reported", "withheld": "withheld"}  # fmt: skip
SILENT = ("not_reported", "withheld")


def rows_of(kind: str, row: Mapping[str, Any], article: Article, tables: Tables, flood: str = "") -> list[NewRow]:
    """The source and the row that a reviewed claim (`flood`: the id of its disaster) or event makes.

    Raises BadParameter where no person confirmed it, or it lacks what a row needs.
    """
    ident = str(row["id"])
    if row["reviewed"] not in JUDGED:
        state = "nobody has confirmed it" if row["reviewed"] == "none" else f"it is {row['reviewed']}"
        raise BadParameter(ident, state, f"`nkdata review confirm {ident}`, or correct it, first")
    if not article.published:
        raise BadParameter(ident, "its article has no day", "tell the day beside the article and ingest it again")
    table = "sources_floods" if kind == "claim" else "sources_policy"
    told = source(
        table, f"article-{re.sub(r'[^0-9A-Za-z.-]+', '-', article.id)}", article.title or f"Article {article.id}",
        article.source or "", article.published, article.url or "", "C",
    )  # fmt: skip
    made = _claim(ident, row, told.cells, tables, flood) if kind == "claim" else _event(ident, row, told.cells)
    return [told, made]


def _claim(ident: str, row: Mapping[str, Any], told: Cells, tables: Tables, flood: str) -> NewRow:
    """A row of disaster_claims."""
    if flood not in tables.values("disasters", "disaster_id"):
        found = f"{flood!r} is no disaster of the tables" if flood else "a claim needs its disaster"
        raise BadParameter("--flood", found, "name an id of disasters.csv: --flood ID")
    assertion = ASSERTIONS.get(str(row["stance"]))
    if assertion is None:
        raise BadParameter(ident, f"its stance is {row['stance']}", "a table holds what is asserted, denied or silent")
    metric = metric_of(tables, _text(row["metric"]))
    numbers, bound = ({}, "") if assertion in SILENT else _numbers(row, denied=assertion in ("denied", "withdrawn"))
    words = _text(row["words"]) if assertion == "announced" and not numbers else ""
    cells = {
        "claim_id": f"own-{ident}",
        "disaster_id": flood,
        "metric": metric["metric"],
        **numbers,
        "bound": bound,
        "unit": metric["unit"],
        "place": _needed(ident, row, "place_id"),
        "claimant": _text(row["claimant_name"]) or "nobody named",
        "claimant_id": _text(row["claimant_id"]),
        "via": _text(row["via_name"]),
        "as_of": told["published"],
        "source_id": told["source_id"],
        "confidence": "single_source",
        "metric_group": group(metric),
        "assertion": "unquantified" if words else assertion,
        "counting": _text(row["scope"]),
        "words": words,
        "basis": _text(row["basis"]),
        "note": f"{row['reviewed']} by {row['reviewed_by']}, characters {row['start']} to {row['end']}",
    }
    return NewRow("disaster_claims", cells)


def _numbers(row: Mapping[str, Any], *, denied: bool) -> tuple[Cells, str]:
    """Value or ends with their bound, as the table holds them; a figure denied stands in all three."""
    cells = {name: plain(float(row[name])) for name in ("value", "low", "high") if _text(row[name])}
    bound = _text(row["bound"])
    if bound == "range":
        return {name: cells[name] for name in ("low", "high")}, bound
    value = cells.get("value")
    if value is None:
        return {}, ""
    return {"value": value} | ({"low": value, "high": value} if denied else {}), bound


def _event(ident: str, row: Mapping[str, Any], told: Cells) -> NewRow:
    """A row of policy_events; what is announced stands on the day of its telling, the day that it names beside it."""
    kind, status, published = str(row["kind"]), str(row["status"]), told["published"]
    plan = status in ("announced", "offered", "conditional")
    first, last = (_text(row[name]) for name in ("date_start", "date_end"))
    if not plan and not first:
        raise BadParameter(ident, "it tells no day", f"`nkdata review correct {ident} date_start=… date_end=…` first")
    days = _span(first, last or first, str(row["precision"]))
    start, end, precision = (published, published, "day") if plan else days
    place = _text(row["place_id"])
    cells = {
        "event_id": f"own-{ident}",
        "kind": kind,
        "start": start,
        "end": end,
        "precision": precision,
        "title": ", ".join(filter(None, [kind.replace("_", " ").capitalize(), status, _text(row["place_name"])])),
        "actors": ";".join(dict.fromkeys(str(one) for one in row["actors_ids"] if one)),
        "place": place,
        "status": status,
        "claimant": _text(row["claimant_id"]),
        "announced_on": "" if plan else _text(row["announced_on"]),
        "reported_on": published,
        "announced_for": first if plan else "",
        "source_id": told["source_id"],
        "confidence": "single_source",
    }
    return NewRow("policy_events", cells)


def _span(first: str, last: str, precision: str) -> tuple[str, str, str]:
    """Days no finer than told: a week or a season within a month or year is told by that."""
    if precision == "day":
        return first, last, "day"
    if precision != "year" and first[:7] == last[:7]:
        return first[:7], last[:7], "month"
    return first[:4], last[:4], "year"


def _needed(ident: str, row: Mapping[str, Any], name: str) -> str:
    """A cell that must not be empty."""
    if text := _text(row[name]):
        return text
    field = name.removesuffix("_id")
    raise BadParameter(ident, f"it has no {field}", f"`nkdata review correct {ident} {field}=…` first")


def _text(value: Any) -> str:
    """A cell as text, "" where it is missing."""
    return "" if value is None or value != value else str(value)
