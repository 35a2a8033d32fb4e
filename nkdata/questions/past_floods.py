"""How big is this: the figures of one flood among those of all floods and storms of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import records
from nkdata.questions.damage import default_flood, on_flood
from nkdata.questions.figures import PERHAPS_A_PART, known_on
from nkdata.questions.floods import Flood, floods
from nkdata.questions.tellings import HIT_IN_ALL
from nkdata.questions.voices import GROUPS, limits
from nkdata.questions.wording import bounded, number

RANKED = {"killed": "person", "displaced": "person", "homes": "home", "cropland": "ha"}
SHARES = {
    "displaced": ("population_census", "of the population"),
    "homes": ("households_census", "of households"),
    "cropland": ("arable_land", "of arable land"),
}
FEWEST = 5  # floods with a figure, below which a rank says nothing
COLUMNS = (
    "disaster_id", "flood", "metric_class", "start", "value_low", "value_high", "text", "high_text", "bound",
    "claimant_group",
    "group_low", "figure_ids", "figure_low", "place", "place_rank", "added_up", "rankable", "n_claimants", "in_article",
    "low_in_article", "rank", "tied", "teller", "this",
)  # fmt: skip
READ = (  # what is read of a figure
    "figure_id", "disaster_id", "metric", "metric_class", "verbs", "value", "low", "high", "unit", "bound", "place_ids",
    "place", "place_rank", "claimant_id", "short_name", "claimant_group", "counter_id", "relay_of_state", "relay_id",
    "basis", "scope", "told_first", "origin", "flags", "tellings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Denominator:
    """What a share is of: a row of denominators.csv, in the unit of its class."""

    value: float
    year: int
    what: str
    single_source: bool


@dataclass(frozen=True)
class PastFloods:
    """The answer to: is this big?

    `rows`: one row for each flood and class with a number (`COLUMNS`): `value_low`, `value_high` over the claimants'
    last figures at the widest place, in the unit of the class (person, home, ha), `high_text` the highest as told;
    `claimant_group` of the high and `group_low` of the low; `added_up` where parts of one claimant, place and day were
    added; `rankable` where it was counted, read from images or estimated by neither press nor NGO; `rank` among the
    rankable, 1 = largest, 0 = not ranked; `teller` who gave the high; `this` marks the flood asked about.  `known`
    counts the floods of the tables, `since` is the year of the first.
    """

    rows: pd.DataFrame
    flood: Flood | None
    as_of: str
    known: int
    since: int
    shares: Mapping[str, Denominator]
    words: Mapping[str, str]


def past_floods(
    figures: pd.DataFrame, reference: Mapping[str, pd.DataFrame], flood: str = "", as_of: str | None = None
) -> PastFloods:
    """Figures of all floods and storms by class; season totals, droughts and unverified rows left out.

    Without `flood` the default one is asked about.
    """
    held = known_on(figures, as_of)
    ident = flood or default_flood(held)
    last = date.fromisoformat(as_of) if as_of else date.max
    every = floods(reference["disasters"])
    known = {one.id: one for one in every if not one.season_total and one.start <= last}
    asked = next((one for one in every if one.id == ident), None)
    sound = (held["confidence"] != "unverified") & (held["stance"] == "asserted")
    ranked = held["metric_class"].isin(RANKED) & held["disaster_id"].isin([*known]) & (held["scope"] != "increment")
    rows: list[dict[str, Any]] = []
    parts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in records(held.loc[sound & ranked, list(READ)]):
        parts.setdefault((one["disaster_id"], one["metric_class"]), []).append(one)
    for (disaster, kind), part in parts.items():
        row = _row(part, known[disaster], kind)
        if row:
            rows.append(row | {"this": disaster == ident})
    for kind in RANKED:
        _rank([row for row in rows if row["metric_class"] == kind and row["rankable"]])
    rows.sort(key=lambda row: (list(RANKED).index(row["metric_class"]), -row["value_high"], row["start"]))
    own = records(on_flood(held[sound & (held["words"] != "")], ident))
    return PastFloods(
        rows=pd.DataFrame(rows, columns=COLUMNS),
        flood=asked,
        as_of=as_of or "",
        known=len(known),
        since=min((one.start.year for one in known.values()), default=0),
        shares=_shares(reference["denominators"]),
        words={row["metric_class"]: row["words"] for row in own},
    )


def _shares(denominators: pd.DataFrame) -> dict[str, Denominator]:
    """Of each class the first row of its denominator that is not `unverified`."""
    found = {}
    for kind, (name, what) in SHARES.items():
        held = denominators[(denominators["name"] == name) & (denominators["confidence"] != "unverified")]
        if len(held):
            row = held.iloc[0]
            found[kind] = Denominator(float(row["value"]), int(row["year"]), what, row["confidence"] == "single_source")
    return found


def _rank(rows: list[dict[str, Any]]) -> None:
    """Set `rank` (1 = largest) and `tied` among the rankable rows of a class."""
    for row in rows:
        row["rank"] = 1 + sum(other["value_high"] > row["value_high"] for other in rows)
        row["tied"] = sum(other["value_high"] == row["value_high"] for other in rows) > 1


def _rankable(row: dict[str, Any]) -> bool:
    """Whether a figure was counted, seen or estimated, by neither press nor NGO nor a stranger.

    Figures of the state, the UN and the Red Cross with no basis told are counts by default, as in the tables.
    """
    counted = row["basis"] == "unknown" and row["claimant_group"] in ("state", "un_rc")
    return (counted or row["basis"] in ("count", "image", "estimate")) and row["claimant_group"] not in (
        "press",
        "ngo",
        "other",
    )


def _row(told: list[dict[str, Any]], flood: Flood, kind: str) -> dict[str, Any] | None:
    """What was asserted of one flood and class, increments apart, as one row; None when there is no number."""
    numbers = [
        row for row in told if row["unit"] == RANKED[kind] and limits(row)[1] > 0 and PERHAPS_A_PART not in row["flags"]
    ]
    ranked = [row for row in numbers if _rankable(row)]
    held = ranked or numbers
    if not held:
        return None
    place = _widest(held)
    last = _last_by_voice([row for row in held if row["place_ids"] == place])
    low, high = min(last, key=lambda one: one[0]), max(last, key=lambda one: one[1])
    alone = len(last) == 1 or low[0] == high[1]
    single = high[2][0]
    added = len(high[2]) > 1
    as_told = bounded(single["value"], single["low"], single["high"], single["bound"])
    sign = {"at_least": "≥ ", "at_most": "≤ ", "about": "~"}.get(_bound(high[2]), "")
    high_text = f"{sign}{number(high[1])} ‡" if added else as_told
    text = high_text if alone else f"{number(low[0])}–{number(high[1])}"
    return {
        "disaster_id": flood.id,
        "flood": flood.short,
        "metric_class": kind,
        "start": pd.Timestamp(flood.start),
        "value_low": low[0],
        "value_high": high[1],
        "text": text,
        "high_text": high_text,
        "bound": _bound(high[2]),
        "claimant_group": single["claimant_group"] if not single["relay_of_state"] else "un_rc",
        "group_low": low[2][0]["claimant_group"] if not low[2][0]["relay_of_state"] else "un_rc",
        "figure_ids": tuple(row["figure_id"] for row in high[2]),
        "figure_low": "" if alone else low[2][0]["figure_id"],
        "place": single["place"],
        "place_rank": int(single["place_rank"]),
        "added_up": added,
        "rankable": bool(ranked),
        "n_claimants": len({row["counter_id"] for row in numbers}),
        "in_article": _in_article(high[2]),
        "low_in_article": not alone and _in_article(low[2]),
        "rank": 0,
        "tied": False,
        "teller": single["short_name"] + (", hearsay" if single["basis"] == "hearsay" else ""),
    }


def _in_article(parts: list[dict[str, Any]]) -> bool:
    return any(row["origin"] != "reference" for row in parts)


def _bound(parts: list[dict[str, Any]]) -> str:
    """The bound of a figure or of a sum: with a lower limit among its parts a sum is a lower limit."""
    bounds = {row["bound"] for row in parts}
    if len(bounds) == 1:
        return str(bounds.pop())
    return "at_least" if bounds <= {"exact", "at_least"} else "about"


def _widest(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """The widest place that these figures are for: by rank, number of areas, number of figures, largest value.

    A place whose figures were all told before a higher one for another place gives way: what is known of a part cannot
    be more than the whole, so that the whole was not told anew.
    """
    places: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        places.setdefault(row["place_ids"], []).append(row)
    highest = {place: max(limits(row)[1] for row in own) for place, own in places.items()}

    def outdated(place: tuple[str, ...]) -> bool:
        higher = [other for other in places if highest[other] > highest[place]]
        if not higher or any(pd.isna(row["told_first"]) for row in places[place]):
            return False
        latest = max(row["told_first"] for row in places[place])
        return any(
            row["told_first"] > latest and limits(row)[1] > highest[place] for other in higher for row in places[other]
        )

    def width(place: tuple[str, ...]) -> tuple[Any, ...]:
        own = places[place]
        return (min(int(row["place_rank"]) for row in own), -len(place), -len(own), -highest[place], place)

    return next(place for place in sorted(places, key=width) if not outdated(place))


def _last_by_voice(rows: list[dict[str, Any]]) -> list[tuple[float, float, list[dict[str, Any]]]]:
    """Each voice's last figure at one place as (lowest, highest, figures): totals, else its parts of one day added up.

    A figure of which only the month or year is known replaces none of that time: both stay.  What only an article
    tells without saying that it is a total gives way to parts told later.
    """
    found = []
    voices: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        voices.setdefault(_voice(row), []).append(row)
    for own in voices.values():
        split = [row["scope"] == "part" and HIT_IN_ALL not in row["verbs"] for row in own]
        kept = _unreplaced([row for row, part in zip(own, split, strict=True) if not part])
        parts = sorted((row for row, part in zip(own, split, strict=True) if part), key=_age)
        later = parts and kept and all(_certainly_later(parts[-1], row) for row in kept)
        if kept and not (later and all(row["scope"] == "unknown" and row["origin"] == "article" for row in kept)):
            found += [(*limits(row), [row]) for row in kept]
            continue
        day = parts[-1]["told_first"]
        by_metric = {row["metric"]: row for row in parts if row["told_first"] == day or pd.isna(day)}
        values = [limits(row) for row in by_metric.values()]
        found.append((sum(low for low, _ in values), sum(high for _, high in values), list(by_metric.values())))
    return found


def _unreplaced(totals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of one voice's totals, the older first, that no later one certainly replaced."""
    kept: list[dict[str, Any]] = []
    surely = max((_earliest(row) for row in totals), default=date.min)  # older ones need no sorting
    recent = [row for row in totals if pd.isna(row["told_first"]) or row["told_first"].date() >= surely]
    newest = None  # the latest of the earliest days on which those behind can have been told
    for row in sorted(recent, key=_age)[::-1]:
        if newest is None or not (pd.isna(row["told_first"]) or newest >= row["told_first"].date()):
            kept.insert(0, row)
        newest = max(newest or date.min, _earliest(row))
    return kept


def _voice(row: dict[str, Any]) -> str:
    return str(row["relay_id"] or row["claimant_id"])


def _age(row: dict[str, Any]) -> tuple[Any, ...]:
    day = date.min if pd.isna(row["told_first"]) else row["told_first"].date()
    return day, row["bound"] == "exact", limits(row)[1], GROUPS.index(row["claimant_group"])


def _certainly_later(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the one was told on or after the day of the other, even if only its month is known."""
    return bool(pd.isna(other["told_first"]) or _earliest(one) >= other["told_first"].date())


def _earliest(row: dict[str, Any]) -> date:
    """The first day on which a figure can have been told; long ago where no day is known."""
    return min((told.first for told in row["tellings"] if told.first), default=date.min)
