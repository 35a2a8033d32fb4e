"""The first word on the dead of each flood: how long it took, from whom, and whether silence is unusual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.damage import default_flood
from nkdata.questions.figures import known_on
from nkdata.questions.floods import Flood, floods
from nkdata.questions.rows import Frames, table_of
from nkdata.questions.tellings import Told
from nkdata.questions.wording import counted, day_in_words, known_words, listed

DEAD = ("killed", "killed_or_missing", "casualties")
FEWEST = 3  # floods, below which nothing is usual or unusual
KINDS = {
    "state_damage": "state: first damage figure",
    "state_number": "state: number of dead",
    "state_words": "state: dead in words only",
    "state_silent": "state: dead not mentioned",
    "un_rc_number": "UN or Red Cross: number of dead",
}
Found = tuple[date, str, str, Told]  # a telling: its day, its figure, its id


@dataclass(frozen=True)
class FirstWord:
    """The answer to: how long until a toll, from whom, and is silence unusual?

    `rows`: one a flood or storm with a known first day, oldest first: `disaster_id`, `flood`, `title`, `start`, `end`
    (datetime64[us]; the day asked for where it is not `over` by then), `this`; for each of `KINDS` the days from
    `start` (Int16, NA = none found; of silence its last day), `<kind>_figure` and `<kind>_told_here`.
    `without` counts the floods on which none of the five was found.
    """

    rows: pd.DataFrame
    flood: Flood | None
    as_of: str
    without: int

    @cached_property
    def floods(self) -> list[Row]:
        """The rows as dictionaries, made once."""
        return records(self.rows)


def first_word(figures: pd.DataFrame, reference: Frames, flood: str = "", as_of: str | None = None) -> FirstWord:
    """What the state and the UN or Red Cross first said of each flood, by day; without `flood` the default one.

    Only figures told on a known day; zero and figures for a city or county are no number of dead, unless the flood
    was there alone.  What an aid body passes on of the state is the aid body's word.
    """
    held = known_on(figures, as_of)
    ident = flood or default_flood(held)
    last = date.fromisoformat(as_of) if as_of else date.max
    every = {one.id: one for one in floods(table_of(reference, "disasters")) if one.exact and not one.season_total}
    told: dict[str, dict[str, list[Found]]] = {ident: {kind: [] for kind in KINDS} for ident in every}
    sound = held["disaster_id"].isin([*every]) & (held["confidence"] != "unverified")
    columns = (held.loc[sound, name].tolist() for name in ("disaster_id", "figure_id", "tellings"))
    for disaster, figure, tellings in zip(*columns, strict=True):
        struck, of_flood = every[disaster], told[disaster]
        for one in tellings:
            for kind in _kinds(one, struck):
                of_flood[kind].append((one.last, figure, one.id, one))
    rows = []
    for one in every.values():
        found = {kind: _first(told[one.id][kind], kind) for kind in KINDS}
        if one.start <= last and (any(found.values()) or one.id == ident):
            rows.append(_row(one, found, last) | {"this": one.id == ident})
    made = pd.DataFrame(rows)
    for kind in KINDS if rows else ():
        made[kind] = made[kind].astype("Int16")
    known = sum(one.start <= last for one in every.values())
    return FirstWord(made, every.get(ident), as_of or "", known - len(rows))


def _row(flood: Flood, found: Mapping[str, tuple[Told, str] | None], last: date) -> dict[str, Any]:
    """What is known of a flood by a day: one that is not over ends there."""
    row: Row = {"disaster_id": flood.id, "flood": flood.short, "title": flood.title}
    end = min(flood.end, last)
    row |= {"start": pd.Timestamp(flood.start), "end": pd.Timestamp(end), "over": end == flood.end}
    for kind, held in found.items():
        told, figure = held or (None, "")
        row[kind] = (told.last - flood.start).days if told and told.last else None
        row[f"{kind}_figure"] = figure
        row[f"{kind}_told_here"] = told is not None and told.origin != "reference"
    return row


def _first(fitting: list[Found], kind: str) -> tuple[Told, str] | None:
    """The first telling of a kind with its figure; of silence the last."""
    if not fitting:
        return None
    _, figure, _, chosen = (max if kind == "state_silent" else min)(fitting, key=lambda one: one[:3])
    return chosen, figure


def _kinds(told: Told, flood: Flood) -> list[str]:
    """The kinds of a telling of a known day of the flood or later; of no other there is any.

    Tellings, not figures, for a state figure may be passed on long after.
    """
    state = told.claimant.group == "state" and told.relay is None
    un_rc = told.claimant.group == "un_rc" or told.relay is not None
    if not (state or un_rc) or told.precision != "day" or told.last is None or told.last < flood.start:
        return []
    asserted = told.stance == "asserted"
    number = asserted and (told.value > 0 or told.low > 0 or told.high > 0)
    found = ["state_damage"] if state and number else []
    if told.metric.kind not in DEAD:
        return found
    at_home = bool(told.places) and set(told.places) <= set(flood.provinces)  # a flood may have hit one city alone
    if told.place_rank <= 1 or at_home:
        found += ["state_number"] if state and number else []
        found += ["state_words"] if state and asserted and told.words and not number else []
        found += ["un_rc_number"] if un_rc and number else []
    if told.place_rank == 0 and state and told.stance == "not_reported" and "withheld" not in told.flags:
        found.append("state_silent")
    return found


def title(answer: FirstWord) -> str:
    """This flood's silence, the last flood with a number, or how many have one."""
    if len(answer.rows) < FEWEST:
        return f"Fewer than {FEWEST} floods have a dated word on damage: no silence can be called unusual"
    rows = answer.floods
    numbered = [row for row in rows if not missing(row["state_number"])]
    this = next((row for row in rows if row["this"]), None)
    since = rows[rows.index(numbered[-1]) + 1 :] if numbered else []
    if this and answer.flood and missing(this["state_number"]) and not missing(this["state_silent"]):
        before = [row for row in numbered if row["start"] < this["start"]]
        last = f"; the last number of theirs found is for {before[-1]['title']}" if before else ""
        days = counted(int(this["state_silent"]), "day")
        return f"{days} on, state media had not mentioned the dead of {answer.flood.title}{last}"
    if len(since) >= FEWEST:
        return f"No number of a flood’s dead from state media was found since {numbered[-1]['title']}"
    return f"The state gave a number of dead for {len(numbered)} of {counted(len(rows), 'flood')}"


def subtitle(answer: FirstWord) -> str:
    """How to read, and how far knowledge goes."""
    until = f"As of {day_in_words(answer.as_of)}" if answer.as_of else "All that is known"
    return (
        "Days from the first day of each flood to the first figure of each kind, to the last day of silence. A missing "
        f"mark means that none was found, not that none was given. “None” for single places is left out. {until}."
    )


def source(answer: FirstWord) -> str:
    """Where the figures come from, what was left out."""
    here = len(answer.rows) and answer.rows[[f"{kind}_told_here" for kind in KINDS]].to_numpy().any()
    parts = [
        f"Source: {'articles and ' if here else ''}tables of disasters and disaster claims, figures dated to the day"
    ]
    if answer.without:
        parts.append(f"Nothing dated was found on {counted(answer.without, 'more flood')}")
    return ". ".join([*parts, known_words(answer.as_of)])


def alt(answer: FirstWord) -> str:
    """What is compared, how often there was a number, and the days of this flood."""
    if len(answer.rows) < FEWEST:
        return title(answer)
    rows = answer.floods
    counts = listed([f"{what} in {sum(not missing(row[kind]) for row in rows)}" for kind, what in KINDS.items()])
    said = f"For each of {counted(len(rows), 'flood')} the days until the first word. Found: {counts}."
    this = next((row for row in rows if row["this"]), None)
    if this is None:
        return said
    days = [f"{what} on day {this[kind]}" for kind, what in KINDS.items() if not missing(this[kind])]
    return f"{said} {this['flood']}: {'; '.join(days) or 'none found'}."


def table(answer: FirstWord) -> pd.DataFrame:
    """One flood a row, days or `not found`; the anchor is that of the first figure."""
    made = [
        {"Flood": row["flood"], "First day": row["start"], "Last day": row["end"] if row["over"] else pd.NaT}
        | {what: "not found" if missing(row[kind]) else f"day {row[kind]}" for kind, what in KINDS.items()}
        | {"anchor": next((f"ev-{row[f'{kind}_figure']}" for kind in KINDS if row[f"{kind}_figure"]), "")}
        for row in answer.floods
    ]
    return pd.DataFrame(made, columns=["Flood", "First day", "Last day", *KINDS.values(), "anchor"])
