"""The ratchet: which goods and activities were under UN measures after each vote, and how strictly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from nkdata.collection.snapshot import Row, records
from nkdata.questions.evidence import Evidence, event_anchor, slug
from nkdata.questions.rows import TRACED, Frames, as_day, table_of, text, typed
from nkdata.questions.sanctions import DIRECTIONS, category, resolution_number
from nkdata.questions.tracing import row_tellings, source_titles

LEVELS = {"ban": "ban", "prohibit": "ban", "cap": "cap", "require": "duty"}
STRICTEST = ("ban", "cap", "duty")
YEARLY = ("calendar_year", "12_months_from_adoption")
FOREVER = "9999-12-31"
STEPS = TRACED | {
    "resolution": "str", "adopted": "datetime64[us]", "order": "int64", "direction": "str", "category": "str",
    "label": "str", "level": "str", "has_exemption": "bool", "exemption": "str", "set_here": "bool",
    "measure_ids": "object", "limit_value": "float64", "limit_unit": "str", "limit_period": "str", "run": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Ratchet:
    """The answer to: what was forbidden when, by which resolution?

    `steps` (columns `STEPS`): a row for each goods or activity and each resolution that set a measure, rows of goods in
    order of first cover within the three directions; `level` ban, cap, duty or none; `run` names the stretch of votes
    over which the same measures held, and the anchor that lists them.  `day` is the day of an article, to be shown.
    """

    steps: pd.DataFrame
    in_force: int
    day: date | None
    as_of: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of sanctions_measures as known on a day: an end that became known later is not yet there."""

    row: Row
    adopted: str
    start: str
    end: str

    def __getattr__(self, name: str) -> str:
        """A cell of the row as text."""
        return text(self.row[name])

    @property
    def limit(self) -> float:
        """The figure of a yearly cap; NaN for all else."""
        value = self.row["limit_value"]
        return float(value) if self.effect == "cap" and self.limit_period in YEARLY else float("nan")


def measures_known(reference: Frames, as_of: str | None) -> list[Measure]:
    """The measures adopted by a day that ever took effect, without mere intents, in the order of the table."""
    adopted = dict(
        zip(*(table_of(reference, "sanctions_unsc")[name] for name in ("resolution", "adopted")), strict=True)
    )
    rows = records(table_of(reference, "sanctions_measures"))
    resolutions = {row["measure_id"]: row["resolution"] for row in rows}
    limit = as_of or FOREVER
    found = []
    for row in rows:
        own, successor = str(adopted[row["resolution"]]), text(row["replaced_by"])
        known = str(adopted[resolutions[successor]]) if successor else own
        end = (text(row["effective_to"]) or FOREVER) if known <= limit else FOREVER
        start = str(row["effective_from"])
        if own <= limit and row["effect"] != "intent" and start < end:
            found.append(Measure(row, own, start, end))
    return found


def ratchet(reference: Frames, as_of: str | None = None, day: date | str | None = None) -> Ratchet:
    """The state of UN measures after each vote that set or changed one, as known on `as_of`; `day` is an article's."""
    held = measures_known(reference, as_of)
    votes = sorted({(one.adopted, resolution_number(one.resolution)) for one in held})
    goods = sorted({(one.direction, one.category) for one in held if one.effect != "exempt"})
    rows = [row for direction, name in goods for row in _row_of_goods(direction, name, held, votes, as_of)]
    covered = [row for row in rows if row["level"] != "none"]
    first = {key: min(row["order"] for row in covered if _key(row) == key) for key in {_key(row) for row in covered}}
    order = list(DIRECTIONS)
    rows = [row for row in rows if _key(row) in first]
    rows.sort(key=lambda row: (order.index(row["direction"]), first[_key(row)], row["label"], row["order"]))
    today = as_of or FOREVER
    number = sum(
        one.start <= today < one.end or (not as_of and one.end == FOREVER)
        for one in held
        if one.effect != "exempt" and not one.same_limit_as
    )
    evidence = tuple(_evidence(rows, held, reference))
    return Ratchet(typed(rows, STEPS), number, as_day(day), as_of or "", evidence)


def _key(row: Row) -> tuple[str, str]:
    return row["direction"], row["category"]


def _row_of_goods(
    direction: str, name: str, held: Sequence[Measure], votes: Sequence[tuple[str, str]], as_of: str | None
) -> Iterator[Row]:
    """The state of one kind of goods or activity after each vote."""
    own = [one for one in held if (one.direction, one.category) == (direction, name)]
    run, before = "", frozenset[str]()
    for order, (adopted, resolution) in enumerate(votes):
        until = votes[order + 1][0] if order + 1 < len(votes) else as_of or FOREVER
        last = order + 1 == len(votes)
        there = [one for one in own if (one.start <= until if last else one.start < until) and one.end > adopted]
        there = [one for one in there if one.adopted <= adopted]
        exempting = [one for one in there if one.effect == "exempt" and one.exempt_kind != "other_origin"]
        relaxed = {one.relaxes for one in there if one.relaxes}
        counting = [one for one in there if one.effect != "exempt" and one.measure_id not in relaxed]
        levels = {LEVELS[one.effect] for one in counting}
        limits = [one for one in counting if one.limit == one.limit and not one.same_limit_as]
        identity = frozenset(one.measure_id for one in there)
        if identity != before:
            run, before = f"sanctions-ratchet-{slug(direction)}-{slug(name)}-{resolution}", identity
        yield {
            "row_id": f"{slug(direction)}-{slug(name)}-{resolution}",
            "source_id": there[0].source_id if there else "",
            "confidence": there[0].confidence if there else "",
            "resolution": resolution,
            "adopted": pd.Timestamp(adopted),
            "order": order,
            "direction": direction,
            "category": name,
            "label": category(name),
            "level": next((level for level in STRICTEST if level in levels), "none"),
            "has_exemption": bool(exempting),
            "exemption": ", ".join(one.exempt_kind.replace("_", " ") for one in exempting),
            "set_here": any(one.adopted == adopted for one in own),
            "measure_ids": tuple(one.measure_id for one in there),
            "limit_value": limits[0].limit if limits else float("nan"),
            "limit_unit": limits[0].limit_unit if limits else "",
            "limit_period": limits[0].limit_period if limits else "",
            "run": run,
        }


def _evidence(rows: Sequence[Row], held: Sequence[Measure], reference: Frames) -> Iterator[Evidence]:
    """One anchor a run, with the measures in force over it."""
    sources = source_titles(reference)
    by_id = {one.measure_id: one for one in held}
    for run, row in {row["run"]: row for row in reversed(rows) if row["measure_ids"]}.items():
        heading = f"{DIRECTIONS[row['direction']]}: {row['label']}, after resolution {run.rpartition('-')[2]}"
        tellings = [
            telling
            for ident in row["measure_ids"]
            for telling in row_tellings(
                "sanctions_measures", {**by_id[ident].row, "row_id": ident}, sources, day=by_id[ident].adopted,
                value=f"{resolution_number(by_id[ident].resolution)} {row['label']}: {by_id[ident].effect}",
                note=by_id[ident].note, claimant="UN Security Council",
            )
        ]  # fmt: skip
        yield Evidence(event_anchor(run), heading, tuple(tellings))
