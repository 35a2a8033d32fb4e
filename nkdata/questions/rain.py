"""Was the rain out of the ordinary: the rain totals told of one flood among all that the tables hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, plain, records
from nkdata.questions.claimants import Claimants
from nkdata.questions.damage import default_flood
from nkdata.questions.evidence import Evidence, Telling, event_anchor, slug
from nkdata.questions.floods import Flood, days, floods
from nkdata.questions.places import COUNTRY, Places
from nkdata.questions.rows import Frames, table_of
from nkdata.questions.wording import (
    BOUND_WORDS,
    TWO_LINES,
    bounded,
    count_word,
    counted,
    day_in_words,
    known_words,
    listed,
    number,
    ordinal_word,
    upper_first,
)
from nkdata.reference import ids

COMPARABLE = ("total", "24h", "max")
FEWEST = 5  # totals of other events, below which nothing is ordinary or not
COLUMNS = (
    "rain_id", "at", "disaster_id", "place", "start", "days", "mm", "bound", "statistic", "normal_mm", "claimant",
    "claimant_group", "told", "this", "evidence",
)  # fmt: skip


@dataclass(frozen=True)
class Rain:
    """The answer to: was the rain out of the ordinary?

    `rows` are rain totals of single places told by a day, highest first (`COLUMNS`): `days` the length of the spell in
    whole days (24 hours are one), `mm` millimetres, `at` the
    place as a title says it, `statistic` total, 24h or max (the highest of an area, place not
    the gauge), `normal_mm` NaN = not told, `this` of the flood asked about, `evidence` what its mark leads to.
    `means` counts the area means and 3-hour values that were left out, `unclear` the rows without a first and last day.
    """

    rows: pd.DataFrame
    flood: Flood | None
    as_of: str
    means: int
    unclear: int

    @property
    def drawable(self) -> bool:
        """Whether there is a total of this flood and five of others."""
        own = int(self.rows["this"].sum()) if len(self.rows) else 0
        return own > 0 and len(self.rows) - own >= FEWEST


def rain(figures: pd.DataFrame, reference: Frames, flood: str = "", as_of: str | None = None) -> Rain:
    """The rows of rainfall.csv that can be compared; without `flood` that of most figures in the articles."""
    ident = flood or default_flood(figures, as_of)
    places, claimants = Places(table_of(reference, "admin_areas")), Claimants(table_of(reference, "actors"))
    sources = {row["source_id"]: row for row in plain(table_of(reference, "sources_floods"))}
    held = table_of(reference, "rainfall")
    rows: list[Row] = []
    means = unclear = 0
    for row in plain(held[held["confidence"] != "unverified"]):
        told = days(str(row["as_of"]))
        if as_of and (told is None or told[1] > date.fromisoformat(as_of)):
            continue
        if row["statistic"] not in COMPARABLE:
            means += 1
        elif row["precision"] != "day" or not row["end"]:
            unclear += 1
        else:
            rows.append(_row(row, places, claimants, sources.get(str(row["source_id"]), {})))
    for row in rows:
        row["this"] = bool(ident) and row["disaster_id"] == ident
    rows.sort(key=lambda row: (-row["mm"], row["rain_id"]))
    known = {one.id: one for one in floods(table_of(reference, "disasters"))}
    return Rain(pd.DataFrame(rows, columns=COLUMNS), known.get(ident), as_of or "", means, unclear)


def _row(row: Row, places: Places, claimants: Claimants, source: Mapping[str, Any]) -> dict[str, Any]:
    first, last = date.fromisoformat(str(row["start"])), date.fromisoformat(str(row["end"]))
    mm, bound, areas = float(row["rainfall_mm"]), str(row["bound"]), ids(str(row["place"]))
    place = places.label(areas) if len(areas) < 3 else f"{places.label(areas[:1])} and {len(areas) - 1} more"
    place = "place not named" if COUNTRY in areas else place
    at = "in" if places.rank(areas, ()) < 2 else "at"
    at = f" {'at the wettest gauge of' if row['statistic'] == 'max' else at} {place}" if COUNTRY not in areas else ""
    who = claimants.find(str(row["claimant_id"]), str(row["claimant"]))
    ident = slug(f"{row['start']} {row['end']} {row['place']} {mm:g} {row['claimant']}")
    telling = Telling(
        claimant=str(row["claimant"]), via="", stance="asserted", day=str(row["as_of"]),
        value=f"{_signed(mm, bound)} mm", table="rainfall", row_id=ident,
        source_id=str(row["source_id"]), source=str(source.get("title", "")), url=str(source.get("url", "")),
        confidence=str(row["confidence"]), note=str(row["note"]),
    )  # fmt: skip
    length = 1 if row["statistic"] == "24h" else (last - first).days + 1
    heading = f"{telling.value} of rain in {counted(length, 'day')}, {place}, {row['claimant']}"
    return {
        "rain_id": ident, "at": at, "disaster_id": str(row["disaster_id"]), "place": place,
        "start": pd.Timestamp(first), "days": length, "mm": mm, "bound": bound, "statistic": str(row["statistic"]),
        "normal_mm": float(row["normal_mm"]) if row["normal_mm"] != "" else float("nan"), "claimant": who.name,
        "claimant_group": who.group, "told": str(row["as_of"]),
        "evidence": Evidence(event_anchor(f"rain-{ident}"), heading, (telling,)),
    }  # fmt: skip


def _signed(mm: float, bound: str) -> str:
    return bounded(mm, mm, mm, bound)


def title(answer: Rain) -> str:
    """The highest total of this flood among all: `854 mm in six days at Phyonggang is the second highest of 38 …`."""
    name = answer.flood.title if answer.flood else "this flood"
    until = f" by {day_in_words(answer.as_of)}" if answer.as_of else ""
    own = answer.rows[answer.rows["this"].astype(bool)]
    if own.empty:
        return f"No rain total told of {name} was found{until}"
    if not answer.drawable:
        few = f"Fewer than {FEWEST} rain totals of other floods were found{until}"
        return f"{few}: that of {name} compares with nothing"
    top = records(own)[0]
    rank = 1 + int((answer.rows["mm"] > top["mm"]).sum())
    or_higher = " or higher" if top["bound"] == "at_least" and rank > 1 else ""
    spell = "one day" if top["days"] == 1 else f"{count_word(top['days'])} days"
    which = "highest" if rank == 1 else f"{ordinal_word(rank)} highest{or_higher}"
    said = f"{BOUND_WORDS.get(top['bound'], '')}{number(top['mm'])} mm in {spell}{top['at']}"
    whole = f"{upper_first(said)} is the {which} of {len(answer.rows)} rain totals told"
    since = f"{whole} since {answer.rows['start'].min().year}"
    return since if len(since) <= TWO_LINES else whole


def subtitle(answer: Rain) -> str:
    """What is compared with what, and how far knowledge goes."""
    until = f"As of {day_in_words(answer.as_of)}." if answer.as_of else "All that is known."
    how = "Rain totals told for single places, by length of the spell in whole days. Most tellings give no hours"
    return f"{how}, and hardly any a normal. {until}"


def label(row: Row) -> str:
    """`854 Phyonggang`, `910 South Hwanghae 1996` for other events."""
    year = "" if row["this"] else f" {row['start'].year}"
    return f"{_signed(row['mm'], row['bound'])} {row['place']}{year}"


def source(answer: Rain) -> str:
    """Where the totals come from, what was left out."""
    normal = int(answer.rows["normal_mm"].notna().sum())
    left = []
    if answer.means:
        left.append(counted(answer.means, "area mean or 3-hour value", "area means and 3-hour values"))
    if answer.unclear:
        left.append(f"{counted(answer.unclear, 'total')} without days")
    parts = [
        "Source: table of rainfall",
        f"{normal} of these totals {'comes' if normal == 1 else 'come'} with a normal",
    ]
    parts += [f"Left out: {listed(left)}"] if left else []
    return ". ".join([*parts, known_words(answer.as_of)])


def alt(answer: Rain) -> str:
    """How many totals, those of this flood, the highest of others."""
    if not answer.drawable:
        return title(answer)
    rows = records(answer.rows)
    own = [f"{label(row)} in {counted(row['days'], 'day')}" for row in rows if row["this"]]
    more = f", and {len(own) - 6} more" if len(own) > 6 else ""
    other = next(row for row in rows if not row["this"])
    name = answer.flood.title if answer.flood else "This flood"
    return (
        f"{counted(len(rows), 'rain total')} in mm by length of spell. {name}: {'; '.join(own[:6])}{more}. "
        f"Highest of other events: {label(other)} in {counted(other['days'], 'day')}."
    )


def table(answer: Rain) -> pd.DataFrame:
    """The totals for people, highest first."""
    kinds = {"total": "total", "24h": "in 24 hours", "max": "highest of an area"}
    made = [
        {
            "Place": row["place"], "Rain, mm": _signed(row["mm"], row["bound"]), "Days": row["days"],
            "First day": row["start"], "Kind": kinds[row["statistic"]], "Normal, mm": row["normal_mm"],
            "Claimant": row["claimant"], "Told": row["told"], "This flood": "yes" if row["this"] else "",
            "anchor": row["evidence"].anchor,
        }
        for row in records(answer.rows)
    ]  # fmt: skip
    return pd.DataFrame(made, columns=None if made else ["Place", "Rain, mm", "Days", "anchor"])
