"""Corrections laid over what was extracted: a new frame, the machine's words kept beside the person's.

An entry finds its row by article and sentence, then by the stretch of text inside the sentence; ids and offsets may
have moved.  Where two people, neither knowing of the other, say different things, the machine's reading stands and
the conflict is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nkdata.review.finding import PREFIX, Index, plain
from nkdata.review.log import EDITABLE, SUBJECT, Entry, Target, live

MARKS = ("reviewed", "reviewed_by", "reviewed_at", "review_note", "review_conflict", "review_entries")
STATE = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected", "add": "added"}


@dataclass(frozen=True)
class Outcome:
    """What people say of one claim or event.

    `reviewed` is `none` (notes alone), `confirmed`, `corrected`, `rejected`, `added`, or `disputed` where they
    contradict each other; `conflict` then says how.  `fields` is what replaces the machine's.
    """

    reviewed: str
    by: str
    at: str
    fields: Mapping[str, Any]
    notes: str
    conflict: str
    entries: tuple[Entry, ...]

    @property
    def target(self) -> Target:
        """What it is about, as the first entry names it."""
        return self.entries[0].target


def apply(
    claims: pd.DataFrame,
    entries: Iterable[Entry],
    kind: str = "claim",
    articles: Collection[str] | None = None,
    present: Collection[str] = (),
) -> pd.DataFrame:
    """The rows with a person's corrections in place, in their order, rejected ones included; rows added come last.

    New columns: `reviewed` (`none`, `confirmed`, `corrected`, `rejected`, `added`, `disputed`), `reviewed_by`,
    `reviewed_at`, `review_note`, `review_conflict`, `review_entries` (ids; all text, empty where there is none) and,
    for each editable field, `said_<field>`: what the machine said in corrected rows, else missing.

    Rows are added for a person's own claims, and for confirmed and corrected ones that newer rules no longer find, in
    the articles whose ids are `articles` (those of `claims` where not given).  Give all claims of these articles:
    filter afterwards.  An article that moved is known by its bytes, unless its old id is among `present`, the ids that
    the collection holds: then the other one is a repost.
    """
    made = claims.reset_index(drop=True)
    held = list(entries)
    index = Index(made, kind, held, present)
    outcomes = _outcomes(held, index, kind)
    made = _prepared(made, kind)
    scope = set(made["article_id"]) if articles is None else set(articles)
    said = made.loc[[place for place, _ in outcomes if place is not None], [*EDITABLE[kind]]].to_dict("index")
    added, changes = [], {}
    for place, outcome in outcomes:
        if place is not None:
            changes[place] = _changes(said[place], outcome)
        elif outcome.reviewed in ("added", "confirmed", "corrected"):
            row = _row(outcome, kind, index, scope)
            if row is not None:
                added.append(row)
    made = _changed(made, changes)
    if not added:
        return made
    more = pd.DataFrame(added).reindex(columns=made.columns)
    return pd.concat([made, more.astype(made.dtypes.to_dict())], ignore_index=True)


def standing(reviewed: pd.DataFrame) -> pd.DataFrame:
    """The rows that a person did not reject."""
    return reviewed.loc[reviewed["reviewed"] != "rejected"].reset_index(drop=True)


def counted(reviewed: pd.DataFrame) -> dict[str, int]:
    """How many rows were `confirmed`, `corrected`, `rejected`, `added`, `disputed`; those that occur."""
    found = reviewed["reviewed"].value_counts()
    return {state: int(found[state]) for state in (*STATE.values(), "disputed") if state in found.index}


def outcomes(entries: Iterable[Entry], claims: pd.DataFrame, kind: str = "claim") -> list[Outcome]:
    """What people say of each claim or event, whether a row of the frame is about it or not."""
    held = list(entries)
    index = Index(claims.reset_index(drop=True), kind, held)
    return [outcome for _, outcome in _outcomes(held, index, kind)]


def offered(
    claims: pd.DataFrame, entries: Iterable[Entry], kind: str = "claim", present: Collection[str] = ()
) -> pd.DataFrame:
    """Rows of other articles with the same sentence, and what a person said of it there: to be taken over or not.

    Columns `article_id`, `id`, `entry` (the id to take over), `action`, `by`, `fields` (a dict).  A row that has
    entries of its own is left out.
    """
    held, said = claims.reset_index(drop=True), list(entries)
    index, rows = Index(held, kind, said, present, sentences=True), []
    settled = {place for place, _ in _outcomes(said, index, kind)}
    for entry in live(said):
        if entry.kind != kind or entry.action not in ("confirm", "correct", "reject"):
            continue
        own = index.own(entry.target)
        for place in index.same_sentence(entry.target):
            if place not in settled and place not in own and index.fits(place, entry.target):
                row = held.iloc[place]
                rows.append(
                    {"article_id": row["article_id"], "id": row["id"], "entry": entry.id, "action": entry.action,
                     "by": entry.by, "fields": dict(entry.fields)}
                )  # fmt: skip
    return pd.DataFrame(rows, columns=["article_id", "id", "entry", "action", "by", "fields"])


def _outcomes(entries: Iterable[Entry], index: Index, kind: str) -> list[tuple[int | None, Outcome]]:
    """What people say, by the place of the row that it is about."""
    groups: dict[object, list[Entry]] = {}
    for one in live(entries):
        if one.kind == kind:
            place = index.find(one.target)
            groups.setdefault(_key(one) if place is None else place, []).append(one)
    return [(key if isinstance(key, int) else None, _outcome(group)) for key, group in groups.items()]


def _key_of(target: Target, kind: str) -> tuple[object, ...]:
    """What tells a target without a row from others."""
    hashed = target.content_hash[:PREFIX]
    return kind, hashed, plain(target.sentence), target.start - target.sentence_start, target.text, target.subject


def _key(entry: Entry) -> tuple[object, ...]:
    return _key_of(entry.target, entry.kind)


def _outcome(group: Sequence[Entry]) -> Outcome:
    """What the entries on one claim come to: those that nobody went beyond decide."""
    judged = [one for one in group if one.action != "note"]
    beyond = {ident for one in judged for ident in one.seen}
    heads = [one for one in judged if one.id not in beyond]
    told = {one.id: _told(one, judged) for one in heads}
    agreed = all(one == told[heads[0].id] for one in told.values()) if heads else True
    state, fields = told[heads[0].id] if heads and agreed else ("disputed" if heads else "none", {})
    conflict = "" if agreed else "; ".join(f"{one.by}: {_words(*told[one.id])}" for one in heads)
    return Outcome(
        reviewed=state,
        by="; ".join(dict.fromkeys(one.by for one in heads)),
        at=max((one.at for one in heads), default=""),
        fields=fields,
        notes="; ".join(f"{one.by}: {one.note}" for one in group if one.note),
        conflict=conflict,
        entries=tuple(group),
    )


def _told(head: Entry, judged: Sequence[Entry]) -> tuple[str, dict[str, Any]]:
    """What an entry says, with what it took over from the entries that it goes beyond."""
    if head.action == "reject":
        return "rejected", {}
    earlier = [one for one in judged if one.id in head.seen]
    chain = sorted([*earlier, head], key=lambda one: (len(one.seen), one.at, one.id))
    fields = {name: value for one in chain if one.action in ("correct", "add") for name, value in one.fields.items()}
    if any(one.action == "add" for one in chain):
        return "added", fields
    return ("corrected" if fields else STATE[head.action]), fields


def _words(state: str, fields: Mapping[str, Any]) -> str:
    """A state and what it changes, for people."""
    return " ".join([state, *(f"{name}={'' if value is None else value}" for name, value in fields.items())])


def _prepared(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The frame with the columns that a review fills."""
    own = {"reviewed": "none"} | dict.fromkeys(MARKS[1:], "")
    new: dict[str, pd.Series[Any]] = {name: pd.Series(one, frame.index, "str") for name, one in own.items()}
    for name in EDITABLE[kind]:
        new[f"said_{name}"] = pd.Series(None, frame.index, frame[name].dtype)
    return pd.concat([frame, pd.DataFrame(new, index=frame.index)], axis="columns")


def _changes(machine: Mapping[Any, Any], outcome: Outcome) -> dict[str, Any]:
    """The cells of one row that change; `machine` is what its editable fields held."""
    state = "confirmed" if outcome.reviewed == "added" else outcome.reviewed  # by now the rules find it too
    if state == "confirmed" and any(_differs(machine[name], value) for name, value in outcome.fields.items()):
        state = "corrected"
    if state != "corrected":
        return _marks(outcome, state)
    return {f"said_{name}": value for name, value in machine.items()} | dict(outcome.fields) | _marks(outcome, state)


def _changed(frame: pd.DataFrame, changes: Mapping[int, Mapping[str, Any]]) -> pd.DataFrame:
    """The frame with the cells of some rows changed, a column at a time."""
    cells: dict[str, dict[int, Any]] = {}
    for place, row in changes.items():
        for name, value in row.items():
            cells.setdefault(name, {})[place] = value
    for name, values in cells.items():
        frame.loc[list(values), name] = pd.Series(values, dtype=frame[name].dtype)
    return frame


def _differs(held: Any, told: Any) -> bool:
    """Whether a cell is other than what a person said; missing cells are alike."""
    return bool(held != told) and not (pd.isna(held) and told is None)


def _marks(outcome: Outcome, state: str) -> dict[str, str]:
    """The columns that tell of a review."""
    idents = " ".join(one.id for one in outcome.entries)
    told = (state, outcome.by, outcome.at, outcome.notes, outcome.conflict, idents)
    return dict(zip(MARKS, told, strict=True))


def _row(outcome: Outcome, kind: str, index: Index, scope: set[str]) -> dict[str, Any] | None:
    """A row for what the machine does not find (any more); None where its article is not in scope."""
    target, first = outcome.target, outcome.entries[0]
    beside = index.own(target)
    article = str(index.frame.at[beside[0], "article_id"]) if beside else target.article
    if article not in scope:
        return None
    about_article = ("article_id", "published", "read_at", "source", "story", "version_of", "version", "extractor")
    row: dict[str, Any] = {
        name: index.frame.at[beside[0], name] for name in about_article if beside and name in index.frame
    }
    said = next((one.said for one in outcome.entries if one.said), {})
    row |= {
        "article_id": article,
        "id": f"{target.content_hash[:PREFIX]}-by-hand-{first.id}",
        "agrees": True,
        "rule": "",
    }
    row |= {
        name: getattr(target, name) for name in ("start", "end", "text", "sentence_start", "sentence_end", "sentence")
    }
    row |= {"reported": [], "actors_ids": [], "actors_names": []}
    row |= {SUBJECT[kind]: target.subject} | dict(said) | dict(outcome.fields)
    if said:
        row |= {f"said_{name}": value for name, value in said.items()}
    return row | _marks(outcome, outcome.reviewed)
