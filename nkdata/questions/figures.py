"""Figures: what a claimant gave, however often it was told.  Tellings of articles and tables are merged here.

Two tellings are one figure when flood, class, place, counter, stance and kind of scope are the same, they were told
within 7 days, and their numbers support each other: equal; or "more than N" with N ≤ M < 1.1 N where M cut to N's own
digits is N; or "about N" within 1.2 %.  Over different verbs ("destroyed", "damaged") only equal numbers of three
significant digits or more merge.  The sharper one is drawn, the other is a telling.  A row that the table calls a
repeat follows the row it repeats, whoever told it; an article's number that the table knows as an increment is one,
whatever the article makes of it.  Nothing is added up and nothing averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import floor, isnan, log10
from operator import itemgetter
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, filled, grouped
from nkdata.questions.evidence import Evidence, event_anchor, slug
from nkdata.questions.places import covers
from nkdata.questions.rows import Frames, typed
from nkdata.questions.tellings import HIT_IN_ALL, Told, tellings
from nkdata.questions.wording import bounded

WITHIN = timedelta(days=7)
NEAR = 0.012
AS_DRAWN = ("value", "low", "high", "bound", "stance", "words", "place", "place_rank", "basis", "scope")
PERHAPS_A_PART = "perhaps a part"
COLUMNS: dict[str, str] = {
    "figure_id": "str", "evidence_ids": "object", "disaster_id": "str", "metric": "str", "metric_class": "str",
    "verbs": "object", "value": "float64", "low": "float64", "high": "float64", "unit": "str", "label": "str",
    "bound": "str", "stance": "str", "words": "str", "place_ids": "object", "place": "str", "place_rank": "int8",
    "claimant_id": "str", "claimant": "str", "short_name": "str", "claimant_group": "str", "state_medium": "bool",
    "counter_id": "str", "relay_of_state": "bool", "relay_id": "str", "relay": "str", "basis": "str", "scope": "str",
    "told_first": "datetime64[us]", "told_last": "datetime64[us]", "told_precision": "str",
    "ended_on": "datetime64[us]", "n_tellings": "int32", "n_outlets": "int32", "origin": "str", "review": "str",
    "confidence": "str", "flags": "object", "tellings": "object",
}  # fmt: skip
OPEN = ("value", "low", "high", "told_first", "told_last", "ended_on")  # may be empty in every row


def figures(snapshot: Snapshot, reference: Frames, as_of: str | None = None) -> pd.DataFrame:
    """The figures on flood damage in articles and reference tables, one row each.

    Columns (`COLUMNS` has the dtypes): `value`, `low`, `high` in `unit` (ha, home, person, km, count …), NaN = not
    stated; `disaster_id` empty where the flood of a claim was not identified; `verbs` all that were told, `hit in all`
    among them; `stance` asserted, denied, doubted or not_reported (`flags` has `withheld`, `withdrawn`, and `perhaps a
    part` where a lower number of no stated scope follows a higher one); `place_rank` 0 country or all provinces of the
    flood, 1 province, 2 city or county, 9 unknown; `counter_id` who counted (`gov-dprk` behind every voice of the
    state); `relay_of_state` with `relay_id` and `relay` where a UN or Red Cross body passed a state figure on;
    `told_first`, `told_last` Korean days (a month or year counts as its last day, `told_precision` says so), NaT =
    undated; `ended_on` the day when the same voice later spoke of what it had been silent on; `n_tellings` counts
    documents, `n_outlets` who printed them; `origin` article, reference or both;
    `tellings` the records of `questions.tellings` behind it, articles' first.  `unverified` rows stay apart and
    unmerged: charts count but never draw them.

    With `as_of` (an ISO day) tellings of later days and undated ones do not exist.
    """
    return assemble(tellings(snapshot, reference), as_of)


def known_on(held: pd.DataFrame, as_of: str | None) -> pd.DataFrame:
    """The figures as they were known on a day: merged anew from the tellings that existed then.

    Raises EmptyColumn for figures of which a column that each has is missing or empty.
    """
    filled(held, "figures", (name for name in COLUMNS if name not in OPEN), "make them with `figures` or `assemble`")
    if not as_of:
        return held
    return assemble([told for row in held["tellings"] for told in row], as_of)


def assemble(told: Iterable[Told], as_of: str | None = None) -> pd.DataFrame:
    """Figures out of tellings; see `figures`."""
    day = date.fromisoformat(as_of) if as_of else None
    known = [one for one in told if day is None or (one.last is not None and one.last <= day)]
    groups = _merge([one for one in known if one.confidence != "unverified"])
    groups += [[one] for one in known if one.confidence == "unverified"]
    rows = [_row(group) for group in groups]
    alike = grouped(rows, itemgetter("disaster_id", "metric_class"))
    for row in rows:
        others = alike[row["disaster_id"], row["metric_class"]]
        row["ended_on"] = _ended(row, others)
        row["flags"] += (PERHAPS_A_PART,) if _perhaps_a_part(row, others) else ()
    rows.sort(key=lambda row: (row["disaster_id"], row["told_first"] or date.max, row["figure_id"]))
    return typed(rows, COLUMNS)


def significant(value: float) -> int:
    """How many digits of a number carry meaning: 16000 → 2, 16680 → 4, 0 → 0."""
    digits = f"{value:f}".replace(".", "").strip("0") if value else ""
    return len(digits)


def _cut(value: float, digits: int) -> float:
    """A positive number cut (not rounded) to its first digits: 16680, 2 → 16000."""
    step = 10.0 ** (floor(log10(value)) + 1 - digits)
    return floor(value / step + 1e-9) * step


def support(one: Told, other: Told) -> bool:
    """Whether two tellings of one class can be the same figure by their numbers or words alone."""
    if not one.has_number or not other.has_number:
        silent = one.stance == "not_reported" and other.stance == "not_reported"
        return one.has_number == other.has_number and (silent or one.words.casefold() == other.words.casefold())
    same = _numbers(one) == _numbers(other)
    if one.metric.id != other.metric.id:
        return same and one.metric.unit == other.metric.unit and significant(one.value) >= 3
    return same or _vaguer(one, other) or _vaguer(other, one)


def _numbers(told: Told) -> tuple[float | None, ...]:
    """Value, or the range where there is none; NaN as None, so that equal is equal."""
    parts = (told.value,) if not isnan(told.value) else (told.low, told.high)
    return tuple(None if isnan(part) else part for part in parts)


def _vaguer(vague: Told, sharp: Told) -> bool:
    """Whether the sharp number lies where the vague one points."""
    n, m = vague.value, sharp.value
    if isnan(n) or isnan(m) or n <= 0 or m <= 0:
        return False
    if vague.bound == "at_least":
        return n <= m < 1.1 * n and abs(_cut(m, significant(n)) - n) < 1e-6 * n
    return vague.bound == "about" and abs(m - n) <= NEAR * n


def _key(told: Told) -> tuple[Any, ...]:
    """What must be the same for two tellings to be one figure."""
    return (
        told.flood.id if told.flood else "", told.metric.kind, tuple(sorted(told.places)) or told.place,
        told.claimant.counter, told.stance, "withheld" in told.flags, told.scope == "increment",
    )  # fmt: skip


def _sharpness(told: Told) -> tuple[Any, ...]:
    """Sort key: what others repeat first, then more digits, the curated row, the exact one, the earlier one."""
    digits = significant(told.value) if not isnan(told.value) else 0
    day = told.last or date.max
    return (bool(told.repeats), -digits, told.origin == "article", told.bound != "exact", day, told.id)


def _apart(one: Told, other: Told) -> bool:
    """Whether more than 7 days lie between two tellings; undated ones are apart only from what differs in number."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return _numbers(one) != _numbers(other)
    return max(one.first, other.first) - min(one.last, other.last) > WITHIN


def _merge(told: Sequence[Told]) -> list[list[Told]]:
    """Tellings as groups, the one to be drawn first in each."""
    groups: list[list[Told]] = []
    by_key: dict[tuple[Any, ...], list[list[Told]]] = {}
    by_id: dict[str, list[Told]] = {}
    for one in sorted(told, key=_sharpness):
        fitting = [group for group in by_key.get(_key(one), []) if support(group[0], one)]
        if one.origin == "article" and one.scope != "increment":
            added = by_key.get(_key(replace(one, scope="increment")), [])
            fitting += [group for group in added if _known_increment(group[0], one)]
        home = by_id.get(one.repeats) or next(
            (group for group in fitting if not all(_apart(member, one) for member in group)), None
        )
        if home is None:
            home = []
            groups.append(home)
            by_key.setdefault(_key(one), []).append(home)
        home.append(one)
        by_id[one.id] = home
    return groups


def _known_increment(curated: Told, one: Told) -> bool:
    """Whether the table knows an article's number as what came on top of an earlier one."""
    return curated.origin == "reference" and one.has_number and _numbers(curated) == _numbers(one)


def _row(group: list[Told]) -> dict[str, Any]:
    """One figure, as the columns have it; `ended_on` is still open."""
    drawn = group[0]
    ordered = sorted(group, key=lambda one: (one.origin != "article", one.last or date.max, one.id))
    origins = {one.origin for one in group}
    dated = sorted((one.last, one.precision) for one in group if one.last)
    own = (one for one in group if one.relay is None and one.claimant.counter == drawn.claimant.counter)
    voice = next(own, drawn)  # a state voice of its own outweighs a relay
    curated = [one.id for one in group if one.origin == "reference"]
    return {
        "figure_id": f"f-{slug((curated or [drawn.id])[0])}",
        "evidence_ids": tuple(one.id for one in ordered),
        "disaster_id": drawn.flood.id if drawn.flood else "",
        "metric": drawn.metric.id,
        "metric_class": drawn.metric.kind,
        "verbs": tuple(dict.fromkeys(one.verb for one in group if one.verb)),
        "unit": drawn.metric.unit,
        "label": drawn.metric.label,
        "place_ids": drawn.places,
        "claimant_id": voice.claimant.id,
        "claimant": voice.claimant.name if voice.origin == "reference" else voice.claimant_name,
        "short_name": voice.claimant.short,
        "claimant_group": voice.claimant.group,
        "state_medium": voice.claimant.group == "state" and voice.claimant.medium,
        "counter_id": voice.claimant.counter,
        "relay_of_state": voice.relay is not None,
        "relay_id": voice.relay.id if voice.relay else "",
        "relay": voice.relay.name if voice.relay else "",
        "told_first": dated[0][0] if dated else None,
        "told_last": dated[-1][0] if dated else None,
        "told_precision": dated[0][1] if dated else "none",
        "ended_on": None,
        "n_tellings": len({one.documents[:1] for one in group}),
        "n_outlets": len(set({one.documents[:1]: one.outlet for one in group}.values())),
        "origin": "both" if len(origins) == 2 else origins.pop(),
        "review": "none",
        "confidence": _confidence(group),
        "flags": tuple(dict.fromkeys(flag for one in group for flag in one.flags)),
        "tellings": tuple(ordered),
    } | {name: getattr(drawn, name) for name in AS_DRAWN}


def _confidence(group: Sequence[Told]) -> str:
    """The best of the tellings': verified before single_source before read by machine."""
    ranks = ("verified", "single_source", "read by machine", "unverified")
    return min((one.confidence for one in group), key=ranks.index)


def _ended(row: Row, rows: Iterable[Row]) -> date | None:
    """The day when a silence ended: in `rows`, those of its flood and class, its voice spoke of that place or a wider.

    State media are one voice; what an aid body passes on of the government is not theirs.
    """
    if row["stance"] != "not_reported" or row["told_last"] is None:
        return None
    lineages = row["tellings"][0].lineages
    later = [
        other["told_first"]
        for other in rows
        if other["stance"] == "asserted"
        and other["told_first"] is not None
        and other["told_first"] > row["told_last"]
        and not other["relay_of_state"]
        and other["confidence"] != "unverified"
        and (other["claimant_id"] == row["claimant_id"] or (other["state_medium"] and row["state_medium"]))
        and covers(other["place_ids"], lineages)
    ]
    return min(later, default=None)


def _perhaps_a_part(row: Row, rows: Iterable[Row]) -> bool:
    """Whether nobody says that a figure is a total, and its counter had told a higher one of flood and class before.

    An article on one valley often names no place and no scope.  Such a number is shown, but takes no total's place.
    """
    if row["origin"] != "article" or row["scope"] != "unknown" or row["stance"] != "asserted" or row["place_rank"]:
        return False
    return row["disaster_id"] != "" and any(
        other["counter_id"] == row["counter_id"]
        and (other["metric"] == row["metric"] or HIT_IN_ALL in other["verbs"])
        and other["unit"] == row["unit"]
        and other["stance"] == "asserted"
        and other["scope"] != "increment"
        and None not in (row["told_first"], other["told_first"])
        and other["told_first"] < row["told_first"]
        and _highest(other) > _highest(row) * (1 + NEAR)
        for other in rows
    )


def _highest(row: Row) -> float:
    return max((part for part in (row["low"], row["value"], row["high"]) if not isnan(part)), default=0.0)


def evidence_of(rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """For each figure the anchor `ev-<figure_id>` with all its tellings: article sentences first, then table rows."""
    return tuple(
        Evidence(event_anchor(row["figure_id"]), heading(row), tuple(one.evidence for one in row["tellings"]))
        for row in rows
    )


def evidence_of_several(anchor: str, rows: Sequence[Row]) -> Evidence:
    """What an anchor leads to that stands for several figures."""
    tellings = tuple(told.evidence for row in rows for told in row["tellings"])
    return Evidence(anchor, "; ".join(heading(row) for row in rows), tellings)


def heading(row: Row) -> str:
    """A figure and its claimant in one line: `39,296 hectares of cropland damaged, North Korea, KCNA`."""
    return f"{what(row)}, {row['claimant']}"


def what(row: Row) -> str:
    """A figure and its place: `39,296 hectares of cropland damaged, North Korea`."""
    silent = "gave no figure: " if "withheld" in row["flags"] else "not mentioned: "
    stances = {"not_reported": silent, "denied": "rejects "}
    words = f"“{row['words']}”" if row["words"] else ""
    shown = bounded(row["value"], row["low"], row["high"], row["bound"]) or words
    figure = f"{stances.get(row['stance'], '')}{shown} {thing(row)}".replace("  ", " ").strip()
    return f"{figure}, {row['place'] or 'place not given'}"


def thing(row: Row) -> str:
    """What a figure counts: `homes damaged`."""
    return str(row["label"]).rpartition(";")[2]
