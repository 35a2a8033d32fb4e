"""How big is this: the figures of one flood among those of all floods and storms of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import pandas as pd

from nkdata.collection.snapshot import Row, grouped, missing, records
from nkdata.questions.damage import default_flood, on_flood
from nkdata.questions.figures import PERHAPS_A_PART, known_on
from nkdata.questions.floods import Flood, floods
from nkdata.questions.rows import Frames, table_of
from nkdata.questions.tellings import HIT_IN_ALL, earliest
from nkdata.questions.voices import GROUPS
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

    @cached_property
    def floods(self) -> list[Row]:
        """The rows as dictionaries, made once."""
        return records(self.rows)


def past_floods(figures: pd.DataFrame, reference: Frames, flood: str = "", as_of: str | None = None) -> PastFloods:
    """Figures of all floods and storms by class; season totals, droughts and unverified rows left out.

    Without `flood` the default one is asked about.
    """
    held = known_on(figures, as_of)
    ident = flood or default_flood(held)
    last = date.fromisoformat(as_of) if as_of else date.max
    every = floods(table_of(reference, "disasters"))
    known = {one.id: one for one in every if not one.season_total and one.start <= last}
    asked = next((one for one in every if one.id == ident), None)
    sound = (held["confidence"] != "unverified") & (held["stance"] == "asserted")
    last_told = records(_last(_at_the_widest(_numbers(held, sound & held["disaster_id"].isin([*known])))))
    parts = grouped(last_told, itemgetter("disaster_id", "metric_class"))
    rows = [_row(part, known[disaster], kind) | {"this": disaster == ident} for (disaster, kind), part in parts.items()]
    for kind in RANKED:
        _rank([row for row in rows if row["metric_class"] == kind and row["rankable"]])
    rows.sort(key=lambda row: (list(RANKED).index(row["metric_class"]), -row["value_high"], row["start"]))
    own = on_flood(held[sound & (held["words"] != "")], ident)
    return PastFloods(
        rows=pd.DataFrame(rows, columns=COLUMNS),
        flood=asked,
        as_of=as_of or "",
        known=len(known),
        since=min((one.start.year for one in known.values()), default=0),
        shares=_shares(table_of(reference, "denominators")),
        words=dict(zip(own["metric_class"], own["words"], strict=True)),
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


def _rank(rows: list[Row]) -> None:
    """Set `rank` (1 = largest) and `tied` among the rankable rows of a class."""
    for row in rows:
        row["rank"] = 1 + sum(other["value_high"] > row["value_high"] for other in rows)
        row["tied"] = sum(other["value_high"] == row["value_high"] for other in rows) > 1


def _numbers(held: pd.DataFrame, sound: pd.Series[bool]) -> pd.DataFrame:
    """Those `sound` figures that are numbers of the ranked classes, increments apart, with what ranks them.

    `least`, `most` the limits; `n_claimants` of flood and class; `rankable` what was counted, seen or estimated, by
    neither press nor NGO nor a stranger.  Figures of the state, the UN and the Red Cross with no basis told are counts
    by default, as in the tables.  Where a flood has rankable figures of a class its others are left out.
    """
    part = held["flags"].map(lambda flags: PERHAPS_A_PART in flags).astype(bool) | (held["scope"] == "increment")
    limits = held[["low", "value", "high"]]
    least, most = limits.min(axis=1), limits.max(axis=1)
    kept = sound & (held["unit"] == held["metric_class"].map(RANKED)) & ~part & (most > 0)
    told = held.loc[kept, list(READ)].assign(least=least, most=most)
    counted = (told["basis"] == "unknown") & told["claimant_group"].isin(["state", "un_rc"])
    counted |= told["basis"].isin(["count", "image", "estimate"])
    told["rankable"] = counted & ~told["claimant_group"].isin(["press", "ngo", "other"])
    told["of"] = told.groupby(["disaster_id", "metric_class"], sort=False).ngroup()
    alike = told.groupby("of")
    told["n_claimants"] = alike["counter_id"].transform("nunique")
    return told[told["rankable"] | ~alike["rankable"].transform("any").astype(bool)]


def _at_the_widest(told: pd.DataFrame) -> pd.DataFrame:
    """Of each flood and class the figures at the widest place: by rank, number of areas, number of figures, largest.

    A place whose figures were all told before a higher one for another place gives way: what is known of a part cannot
    be more than the whole, so that the whole was not told anew.
    """
    told = told.assign(undated=told["told_first"].isna(), at=told.groupby(["of", "place_ids"], sort=False).ngroup())
    places = told.groupby("at").agg(
        of=("of", "first"), place_ids=("place_ids", "first"), rank=("place_rank", "min"), figures=("at", "size"),
        highest=("most", "max"), latest=("told_first", "max"), undated=("undated", "any"),
    )  # fmt: skip
    found: dict[Any, list[Any]] = grouped(places.itertuples(), attrgetter("of"))
    rows_of = dict(iter(told[["of", "told_first", "most"]].groupby("of")))

    def outdated(place: Any, others: list[Any]) -> bool:
        if place.undated or all(other.highest <= place.highest for other in others):
            return False
        rows = rows_of[place.of]
        return bool(((rows["told_first"] > place.latest) & (rows["most"] > place.highest)).any())

    def width(place: Any) -> tuple[Any, ...]:
        return (place.rank, -len(place.place_ids), -place.figures, -place.highest, place.place_ids)

    kept = [next(one for one in sorted(own, key=width) if not outdated(one, own)) for own in found.values()]
    return told[told["at"].isin([place.Index for place in kept])]


def _last(told: pd.DataFrame) -> pd.DataFrame:
    """By `voice` without totals that a later one certainly replaced, and without parts of all but its last day."""
    told_from = pd.Series([earliest(tellings) for tellings in told["tellings"]], told.index, "datetime64[us]")
    voice = told["relay_id"].where(told["relay_id"] != "", told["claimant_id"])
    voice = told.groupby([told["of"], voice], sort=False).ngroup()
    split = (told["scope"] == "part") & ~told["verbs"].map(lambda verbs: HIT_IN_ALL in verbs).astype(bool)
    told = told.assign(voice=voice, split=split, earliest=told_from)
    latest = told["told_first"].where(split, told_from).groupby([voice, split]).transform("max")
    kept = (told["told_first"].isna() & ~split) | latest.isna() | (told["told_first"] >= latest)
    return told[kept].sort_values("voice", kind="stable")


def _row(told: list[Row], flood: Flood, kind: str) -> dict[str, Any]:
    """The last figures of one flood and class as one row."""
    last = _last_by_voice(told)
    low, high = min(last, key=lambda one: one.least), max(last, key=lambda one: one.most)
    alone = len(last) == 1 or low.least == high.most
    single, lowest = high.figures[0], low.figures[0]
    added = len(high.figures) > 1
    as_told = bounded(single["value"], single["low"], single["high"], single["bound"])
    sign = {"at_least": "≥ ", "at_most": "≤ ", "about": "~"}.get(_bound(high.figures), "")
    high_text = f"{sign}{number(high.most)} ‡" if added else as_told
    text = high_text if alone else f"{number(low.least)}–{number(high.most)}"
    return {
        "disaster_id": flood.id,
        "flood": flood.short,
        "metric_class": kind,
        "start": pd.Timestamp(flood.start),
        "value_low": low.least,
        "value_high": high.most,
        "text": text,
        "high_text": high_text,
        "bound": _bound(high.figures),
        "claimant_group": "un_rc" if single["relay_of_state"] else single["claimant_group"],
        "group_low": "un_rc" if lowest["relay_of_state"] else lowest["claimant_group"],
        "figure_ids": tuple(row["figure_id"] for row in high.figures),
        "figure_low": "" if alone else lowest["figure_id"],
        "place": single["place"],
        "place_rank": int(single["place_rank"]),
        "added_up": added,
        "rankable": single["rankable"],
        "n_claimants": single["n_claimants"],
        "in_article": _in_article(high.figures),
        "low_in_article": not alone and _in_article(low.figures),
        "rank": 0,
        "tied": False,
        "teller": single["short_name"] + (", hearsay" if single["basis"] == "hearsay" else ""),
    }


def _in_article(parts: list[Row]) -> bool:
    return any(row["origin"] != "reference" for row in parts)


def _bound(parts: list[Row]) -> str:
    """The bound of a figure or of a sum: with a lower limit among its parts a sum is a lower limit."""
    bounds = {row["bound"] for row in parts}
    if len(bounds) == 1:
        return str(bounds.pop())
    return "at_least" if bounds <= {"exact", "at_least"} else "about"


class Last(NamedTuple):
    """What a voice told last: limits, and the figures that give them."""

    least: float
    most: float
    figures: list[Row]


def _last_by_voice(rows: list[Row]) -> list[Last]:
    """Each voice's last figure at one place: totals, else its parts of one day added up.

    A figure of which only the month or year is known replaces none of that time: both stay.  What only an article
    tells without saying that it is a total gives way to parts told later.
    """
    found = []
    for own in grouped(rows, itemgetter("voice")).values():
        kept = _unreplaced([row for row in own if not row["split"]])
        parts = sorted((row for row in own if row["split"]), key=_age)
        later = parts and kept and all(_certainly_later(parts[-1], row) for row in kept)
        if kept and not (later and all(row["scope"] == "unknown" and row["origin"] == "article" for row in kept)):
            found += [Last(row["least"], row["most"], [row]) for row in kept]
            continue
        day = parts[-1]["told_first"]
        by_metric = {row["metric"]: row for row in parts if row["told_first"] == day or missing(day)}
        values = list(by_metric.values())
        found.append(Last(sum(row["least"] for row in values), sum(row["most"] for row in values), values))
    return found


def _unreplaced(totals: list[Row]) -> list[Row]:
    """Those of one voice's totals, the older first, that no later one certainly replaced."""
    kept: list[Row] = []
    newest = None  # the latest of the earliest days on which those behind can have been told
    for row in sorted(totals, key=_age)[::-1]:
        if newest is None or not (missing(row["told_first"]) or newest >= row["told_first"]):
            kept.insert(0, row)
        newest = max(newest or row["earliest"], row["earliest"])
    return kept


def _age(row: Row) -> tuple[Any, ...]:
    day = date.min if missing(row["told_first"]) else row["told_first"].date()
    return day, row["bound"] == "exact", row["most"], GROUPS.index(row["claimant_group"])


def _certainly_later(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the one was told on or after the day of the other, even if only its month is known."""
    return bool(missing(other["told_first"]) or one["earliest"] >= other["told_first"])
