"""Corrections by hand: what a person may write into a claim, and in which order claims are worth her time.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from nkdata.errors import BadParameter
from nkdata.reference import load

STANCES = ("asserted", "denied", "doubted", "not_reported", "withheld", "withdrawn")
BOUNDS = ("exact", "about", "at_least", "at_most")
STATUSES = ("announced", "happened", "offered", "denied", "cancelled", "conditional")
# What the pane lets a person change, in the order of its form.
FORMS = {
    "claim": ("value", "bound", "metric", "place", "claimant", "via", "stance", "date_start", "date_end"),
    "event": ("kind", "status", "place", "claimant", "via", "date_start", "date_end"),
}
OFFERED = {"stance": STANCES, "bound": BOUNDS, "status": STATUSES}
# Table, its key and its column of further spellings, for fields that hold a name.
NAMED = {
    "place": ("admin_areas", "admin_id", "name_variants"),
    "claimant": ("actors", "actor_id", "aliases"),
    "via": ("actors", "actor_id", "aliases"),
}


def written(row: Mapping[str, Any], kind: str) -> dict[str, str]:
    """What a form shows of a row: each field as text, empty where the row is silent."""
    columns = {name: f"{name}_name" if name in NAMED else name for name in FORMS[kind]}
    cells = {name: row[column] for name, column in columns.items()}
    return {
        name: "" if pd.isna(cell) else f"{cell:.15g}" if isinstance(cell, float) else str(cell)
        for name, cell in cells.items()
    }


def changed(row: Mapping[str, Any], form: Mapping[str, str], kind: str) -> dict[str, Any]:
    """The fields of a review entry that a filled-in form makes: those alone that differ from the row.

    A new value or bound moves the limits along, a new metric the unit.  Raises BadParameter for what cannot be.
    """
    before = written(row, kind)
    new = {name: form[name].strip() for name in FORMS[kind] if form[name].strip() != before[name]}
    found: dict[str, Any] = {}
    for name, text in new.items():
        if name in NAMED:
            found |= _named(name, text)
        elif name in ("date_start", "date_end"):
            found[name] = _day(name, text)
        elif name == "metric":
            found |= _metric(text)
        elif name in OFFERED and text not in OFFERED[name]:
            raise BadParameter(name, f"{text!r}", f"choose one of {', '.join(OFFERED[name])}")
        elif name not in ("value", "bound"):
            found[name] = text
    if "value" in new or "bound" in new:
        found |= _figure(form["value"].strip(), form["bound"].strip() or "exact")
    first, last = (found.get(name, row[name]) for name in ("date_start", "date_end"))
    if not pd.isna(first) and not pd.isna(last) and str(first) > str(last):
        raise BadParameter("date_start", f"{first} is later than date_end, {last}", "give an earlier first day")
    return found


def _figure(text: str, bound: str) -> dict[str, Any]:
    """Value, bound and limits."""
    if not text:
        return {"value": None, "low": None, "high": None, "bound": None}
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise BadParameter("value", f"{text!r} is no number", "write it like 16,680 or 6.8") from None
    if not 0 <= value < 1e15:
        raise BadParameter("value", f"{text!r}", "write a number from 0 on, in the unit of the metric")
    low = {"exact": value, "at_least": value}.get(bound)
    high = {"exact": value, "at_most": value}.get(bound)
    return {"value": value, "low": low, "high": high, "bound": bound}


def _metric(text: str) -> dict[str, Any]:
    """A metric of metrics.csv with its unit."""
    units = {row["metric"]: row["unit"] or None for row in load.rows("metrics")}
    if text not in units:
        raise BadParameter("metric", f"{text!r} is no metric of metrics.csv", "choose one that the list offers")
    return {"metric": text, "unit": units[text]}


def _named(name: str, text: str) -> dict[str, Any]:
    """A place or actor: the id where the tables know the name or id, and the name as written."""
    table, key, variants = NAMED[name]
    if not text:
        return {f"{name}_id": None, f"{name}_name": None}
    for row in load.rows(table):
        if text.lower() in {one.strip().lower() for one in (row[key], row["name_en"], *row[variants].split(";"))}:
            return {f"{name}_id": row[key], f"{name}_name": row["name_en"] if text == row[key] else text}
    return {f"{name}_id": None, f"{name}_name": text}


def _day(name: str, text: str) -> str | None:
    """An ISO day, or nothing."""
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise BadParameter(name, f"{text!r} is no day", "write it as 2020-08-18, or leave it empty") from None


def queue(rows: pd.DataFrame, table: str) -> list[str]:
    """The ids of rows that nobody has judged, what matters most first.

    First what is disputed or told with different figures for one metric and place, then figures that one source alone
    tells, then the rest; the order of the rows decides ties.
    """
    left = rows.loc[rows["reviewed"].isin(["none", "disputed"])].reset_index(drop=True)
    if left.empty or table != "claims":
        return list(left["id"])
    key = [rows["metric"], rows["place_name"].fillna("")]
    differing = rows.groupby(key)["value"].transform("nunique") > 1
    alone = rows.groupby(key)["article_id"].transform("nunique") == 1
    figures = rows["value"].notna()
    contested = rows["disputed_by_name"].notna() | (rows["reviewed"] == "disputed") | (differing & figures)
    rank = pd.Series(2, index=rows.index).mask(alone & figures, 1).mask(contested, 0)
    order = rank.set_axis(rows["id"]).reindex(left["id"]).to_numpy()
    return list(left.assign(rank=order).sort_values("rank", kind="stable")["id"])


def differing(one: pd.DataFrame, other: pd.DataFrame, table: str = "claims") -> pd.DataFrame:
    """Two sets of rows side by side, one line a subject and place, those that differ first.

    Columns `subject`, `place`, `one`, `other` (what each says, in words), `same`.
    """
    subject = {"claims": "metric", "events": "kind"}[table]
    sides = [_said(frame, subject, table) for frame in (one, other)]
    keys: Sequence[tuple[str, str]] = list(dict.fromkeys([*sides[0], *sides[1]]))
    found = [(*key, sides[0].get(key, "–"), sides[1].get(key, "–")) for key in keys]
    made = pd.DataFrame(found, columns=["subject", "place", "one", "other"])
    made["same"] = made["one"] == made["other"]
    return made.sort_values("same", kind="stable").reset_index(drop=True)


def _said(frame: pd.DataFrame, subject: str, table: str) -> dict[tuple[str, str], str]:
    """What rows say of each subject and place, each once."""
    from nkdata.workbench.words import figure

    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in frame.to_dict("records"):
        place = "" if pd.isna(row["place_name"]) else str(row["place_name"])
        found.setdefault((str(row[subject]), place), {})[figure(row, table)] = None
    return {key: "; ".join(sorted(said)) for key, said in found.items()}
