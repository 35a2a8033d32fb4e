"""Rows of a view in words for people: a table's cells, the evidence of each row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Snapshot
from nkdata.questions.answers import Answer
from nkdata.questions.articles import articles_on
from nkdata.questions.evidence import Evidence, event_anchor
from nkdata.questions.statements import STANCES
from nkdata.questions.wording import bounded
from nkdata.workbench.state import Shown, View, filters

COLUMNS = {
    "What": ("metric", "kind"), "Says": ("value", "low", "status"), "Where": ("place_name",), "About": ("date_start",),
    "Who says so": ("claimant_name",), "Told": ("published",), "Source": ("source",), "By hand": ("reviewed",),
}  # fmt: skip  # with what each is sorted by
# what the boxes of the form are for, by their names
TIPS = {
    "metric": "what is counted", "stance": "asserted, denied, doubted, pointedly not mentioned …",
    "kind": "what happened", "status": "announced, happened, offered, denied …",
    "place": "any name or id; all that lies below it counts", "claimant": "who says so: any name or id",
    "as_of": "a day: what was told later is left out", "told from": "first day of telling",
    "told to": "last day of telling", "happened from": "first day that is told of",
    "happened to": "last day that is told of", "flood": "of the chart; empty: the one that the rows tell most of",
    "chart": "which chart is drawn",
}  # fmt: skip
FOUND = ("sentence", "metric", "kind", "place_name", "claimant_name", "via_name", "source", "reviewed_by")

READ = (
    "id", "article_id", "metric", "kind", "status", "stance", "hedge", "value", "low", "high", "bound", "words",
    "place_name", "date_start", "date_end", "claimant_name", "via_name", "published", "source", "reviewed",
    "reviewed_by",
)  # fmt: skip  # of a row, to tell it


def _text(cell: Any) -> str:  # a cell of any type
    return "" if pd.isna(cell) else str(cell)


def figure(row: Mapping[Any, Any], table: str) -> str:
    """What a row says: `≥ 16,000`, `3,000 (“could”)`, `not mentioned`, `announced`."""
    if table == "events":
        return str(row["status"])
    shown = bounded(row["value"], row["low"], row["high"], _text(row["bound"])) or _text(row["words"])
    stance = STANCES.get(str(row["stance"]), "").strip(" :")
    hedge = f" (“{_text(row['hedge'])}”)" if _text(row.get("hedge")) else ""
    return ": ".join(part for part in (stance, shown) if part) + hedge


def cells(row: Mapping[Any, Any], table: str) -> tuple[str, ...]:
    """The cells of one row, in the order of COLUMNS."""
    subject = str(row["metric" if table == "claims" else "kind"]).replace("_", " ")
    first, last = _text(row["date_start"]), _text(row["date_end"])
    about = first if first == last else f"{first or '…'} to {last or '…'}"
    who = _text(row["claimant_name"]) or "the article itself"
    who += f" via {row['via_name']}" if _text(row["via_name"]) else ""
    by = f"{row['reviewed']} by {row['reviewed_by']}" if row["reviewed"] != "none" else ""
    told = (_text(row["place_name"]), about, who, _text(row["published"]) or "undated", _text(row["source"]), by)
    return (subject, figure(row, table), *told)


def arranged(rows: pd.DataFrame, find: str = "", column: str = "", *, down: bool = False) -> pd.DataFrame:
    """The rows with these words in their sentence or cells, sorted by one of COLUMNS, what lacks it last."""
    if find.strip() and len(rows):
        told = rows[[name for name in FOUND if name in rows]].astype("object").fillna("").agg(" ".join, axis=1)
        plain = told.str.replace("_", " ").str.casefold()
        rows = rows.loc[[all(word in one for word in find.casefold().split()) for one in plain]]
    by = [name for name in COLUMNS.get(column, ()) if name in rows]
    return rows.sort_values(by, ascending=not down, kind="stable") if by else rows


def without(shown: Shown, view: View) -> str:
    """Why no row is listed."""
    if len(shown.rows):
        return "No row holds these words."
    asked = ", ".join(name.replace("_", " ") for name in filters(view))
    return f"No {view.table} match what stands under {asked}." if asked else f"No {view.table} were read here."


def answer(shown: Shown, table: str, snapshot: Snapshot) -> Answer:
    """The rows as a table with evidence: what stands in place of the widgets where there are none."""
    there, evidence, listed = articles_on(snapshot, None), [], []
    for row in shown.rows.to_dict("records"):
        said = cells(row, table)
        anchor = event_anchor(str(row["id"]))
        listed.append((*said, anchor))
        if row["article_id"] in there:
            who = {"claimant": _text(row["claimant_name"]), "via": _text(row["via_name"])}
            stance = str(row["stance"] if table == "claims" else row["status"])
            telling = there[row["article_id"]].telling(row, stance=stance, value=said[1], **who)
            evidence.append(Evidence(anchor, ", ".join(part for part in said[:3] if part), (telling,)))
    title = shown.counted(table) if len(shown.rows) else f"No {table} match"
    made = pd.DataFrame(listed, columns=[*COLUMNS, "anchor"])
    return Answer("explored", title, "Source: the articles read; rows are read by machine.", made, tuple(evidence))
