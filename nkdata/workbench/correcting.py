"""Corrections by hand: what a form shows of a claim or event, what it makes of it, and rows side by side.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from nkdata.errors import BadParameter
from nkdata.extracting.wording.sentences import sentences
from nkdata.review.fields import KNOWN, LIKE, LIMITS, STANCES, checked, metrics, names, schema, whole
from nkdata.review.finding import PREFIX
from nkdata.review.log import EDITABLE, NAMES, SUBJECT, Target, said_of
from nkdata.workbench.naming import called
from nkdata.workbench.readings import key_of
from nkdata.workbench.words import figure

# What the pane lets a person change, in the order of its form.
FORMS = {
    "claim": ("value", "bound", "metric", "place", "claimant", "via", "stance", "hedge", "date_start", "date_end"),
    "event": ("kind", "status", "place", "claimant", "via", "date_start", "date_end"),
}


def offered(name: str) -> tuple[str, ...]:
    """The choices that a field has; none where any text may be right."""
    if name in ("kind", "status"):
        return tuple(schema(*LIKE[name])["constraints"]["enum"])
    return {"stance": STANCES, "bound": tuple(LIMITS), "metric": (*sorted(metrics()), "other")}.get(name, ())


def written(row: Mapping[str, Any], kind: str) -> dict[str, str]:
    """What a form shows of a row: each field as text, empty where the row is silent or does not have it."""
    cells = {name: row.get(f"{name}_name" if name in NAMES else name) for name in FORMS[kind]}
    return {
        name: "" if pd.isna(cell) else f"{cell:.15g}" if isinstance(cell, float) else str(cell)
        for name, cell in cells.items()
    }


def changed(row: Mapping[str, Any], form: Mapping[str, str], kind: str) -> dict[str, Any]:
    """The fields of a review entry that a filled-in form makes: those alone that differ from the row.

    A name that no table knows is taken as it is written.  Raises BadParameter for what cannot be.
    """
    return checked(kind, _given(written(row, kind), form), said_of(row, kind))


def added(form: Mapping[str, str], kind: str) -> dict[str, Any]:
    """All fields of a claim or event that a person adds.  Raises BadParameter for what is missing or cannot be."""
    if not form[SUBJECT[kind]]:
        raise BadParameter(SUBJECT[kind], "empty", "choose what the words are about")
    given = _given(written({}, kind), form)
    return whole(checked(kind, given, dict.fromkeys(EDITABLE[kind])), kind)


def _given(before: Mapping[str, str], form: Mapping[str, str]) -> dict[str, str]:
    """What of a form differs from the text before, a name that no table knows as plain name."""
    found = {}
    for name, told in form.items():
        text = told.strip()
        if text == before[name]:
            continue
        known = name not in NAMES or not text or text.casefold() in names(*KNOWN[name])
        found[name if known else f"{name}_name"] = text.replace(",", "") if name == "value" else text
    return found


def stretch(text: str, words: str, near: int = 0) -> tuple[int, int]:
    """Where words stand in an article, the place next to `near` first.  Raises BadParameter where they do not."""
    words = words.strip()
    found = [at for at in range(len(text)) if text.startswith(words, at)] if words else []
    if not found:
        raise BadParameter("words", "they do not stand in this article", "select them in the article, then press a")
    start = min(found, key=lambda at: abs(at - near))
    return start, start + len(words)


def target(article: str, text: str, content_hash: str, span: tuple[int, int], subject: str) -> Target:
    """The target of a claim or event that a person adds at a stretch of an article's text."""
    start, end = span
    over = [one for one in sentences(text) if one.start < end and start < one.end]
    first, last = (over[0].start, over[-1].end) if over else span
    return Target(article, content_hash[:PREFIX], first, last, text[first:last], start, end, text[start:end], subject)


NOTHING, NO_FIGURE = "–", "no figure"


def differing(one: pd.DataFrame, other: pd.DataFrame, table: str = "claims", *, who: bool = False) -> pd.DataFrame:
    """Two sets of rows side by side, one line a subject and place: what differs, then what one side alone tells.

    Columns `subject`, `place`, `one`, `other` (what each says, in words, with `who` also who says so), `same`,
    `alone` (told on one side alone), `rows`: the keys of those behind the line.
    """
    subject = {"claims": "metric", "events": "kind"}[table]
    sides = [_said(frame, subject, table, who) for frame in (one, other)]
    keys: Sequence[tuple[str, str]] = list(dict.fromkeys([*sides[0], *sides[1]]))
    told = [["; ".join(sorted(side.get(key, ()))) or NOTHING for side in sides] for key in keys]
    behind = [[row for side in sides for row in side.get(key, {}).values() if row] for key in keys]
    found = [
        (*key, *said, said[0] == said[1], NOTHING in said, rows)
        for key, said, rows in zip(keys, told, behind, strict=True)
    ]
    made = pd.DataFrame(found, columns=["subject", "place", "one", "other", "same", "alone", "rows"])
    return made.sort_values(["same", "alone"], kind="stable").reset_index(drop=True)


Said = dict[tuple[str, str], dict[str, str]]


def _said(frame: pd.DataFrame, subject: str, table: str, who: bool) -> Said:
    """What rows say of each subject and place, each once, with the key of the first that says so."""
    found: Said = {}
    for what in ("place", "claimant") if who else ("place",):
        frame = frame.assign(**{f"{what}_name": called(frame, what)})
    for row in frame.to_dict("records"):
        place = "" if pd.isna(row["place_name"]) else str(row["place_name"])
        claimant = "nobody named" if pd.isna(row.get("claimant_name")) else row["claimant_name"]
        words = " ".join(filter(None, (figure(row, table) or NO_FIGURE, f"({claimant})" if who else "")))
        behind = key_of(row["article_id"], row["id"]) if "id" in row else ""
        found.setdefault((str(row[subject]), place), {}).setdefault(words, behind)
    return found


def by_reader(lines: Iterable[Mapping[str, Any]], own: pd.DataFrame, table: str) -> pd.DataFrame:
    """What another reader says of an article, as rows to be set beside our own (`own`): candidates of the review.

    A candidate that was compared with one of our rows stands beside it, where it does not name another subject or
    place; else under the names that it gives.
    """
    subject, rows = {"claims": "metric", "events": "kind"}[table], []
    known = metrics() if table == "claims" else offered("kind")
    ours = own.drop_duplicates("id").set_index("id")[[subject, "place_name"]].to_dict("index")
    for line in lines:
        states = line["states"]
        beside = next((ours[one] for one in line.get("ids", ()) if one in ours), {})
        about = states.get(subject) or ""
        if about not in known and (not about or line.get("verdict") != "undecided"):
            about = beside.get(subject) or about or (states.get("class") if table == "claims" else "")
        if not about:
            continue
        number = pd.to_numeric(states.get("value", "").replace(",", ""), errors="coerce")
        row = {"value": number, "low": number, "high": number, "bound": "exact", "words": states.get("value")}
        row |= {"stance": states.get("stance", "asserted"), "status": states.get("status", "happened")}
        rows.append(row | {subject: about, "place_name": _placed(states.get("place"), beside.get("place_name"))})
    return pd.DataFrame(
        rows, columns=[subject, "place_name", "value", "low", "high", "bound", "words", "stance", "status"]
    )


def _placed(theirs: str | None, ours: Any) -> str | None:  # a cell, or none
    """The name under which a candidate's place stands: ours where it gives none, or another spelling of it."""
    if not theirs or pd.isna(ours) or theirs.casefold() == ours.casefold():
        return theirs if pd.isna(ours) else ours
    known = names(*KNOWN["place"])
    meant = known.get(theirs.casefold())
    return ours if meant and meant == known.get(ours.casefold()) else theirs
