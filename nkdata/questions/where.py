"""Which places the figures of one flood cover, and how exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, grouped, missing, records
from nkdata.questions import damage_words
from nkdata.questions.damage import CLASS_LABELS, WhoSaidWhat, who_said_what
from nkdata.questions.hedges import UNSURE
from nkdata.questions.places import COUNTRY, Places
from nkdata.questions.rows import Frames, table_of
from nkdata.questions.tellings import CLASSES
from nkdata.questions.voices import limits
from nkdata.questions.wording import TWO_LINES, counted, day_in_words, listed

MOST_PLACES, FIRST_LINES, PLACE_LINES = 12, 6, 4
PROVINCE, TOWN, NO_COORDINATES = "province", "town", "no coordinates"
INSIDE = {"nampo": "South Pyongan", "kaesong": "North Hwanghae"}  # first-level cities without a polygon of their own


@dataclass(frozen=True, slots=True)
class Spot:
    """An area on the map: `lat`, `lon` in degrees (of its province, where it has none), `look` how exact that is."""

    area: str
    lat: float
    lon: float
    look: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the list, with room for `most` lines: `number` 0 has no point on the map, `note` says how exact."""

    number: int
    name: str
    note: str
    rows: tuple[Row, ...]
    most: int

    @property
    def shown(self) -> int:
        """How many of its figures are listed; the rest stands behind a count."""
        return len(self.rows) if len(self.rows) <= self.most else self.most - 1


@dataclass(frozen=True)
class Where:
    """The answer to: which places do the figures cover?

    `said` is the answer to who said what, whose latest figures are taken; `entries` the list, `folded` the figures of
    places beyond the twelfth, `spots` the map, `hit` the provinces named as hit, `provinces` the name, latitude and
    longitude (degrees) of each for its label.
    """

    said: WhoSaidWhat
    entries: tuple[Entry, ...]
    folded: tuple[Row, ...]
    spots: tuple[Spot, ...]
    hit: tuple[str, ...]
    provinces: tuple[tuple[str, float, float], ...]

    @property
    def drawable(self) -> bool:
        """Whether a figure is for a place below the country."""
        return bool(self.spots)


def where(figures: pd.DataFrame, reference: Frames, flood: str = "", as_of: str | None = None) -> Where:
    """The latest figure of each claimant, measure and place: country first, then provinces, then towns.

    Without `flood` the default one.  A figure for several areas is one entry with its number at each of them.
    """
    said = who_said_what(figures, flood, as_of)
    areas = {row["admin_id"]: row for row in records(table_of(reference, "admin_areas"))}
    latest = [row for row in said.figures if row["why_not"] in ("", "no column")]
    groups: dict[tuple[str, ...], list[Row]] = grouped(latest, lambda row: tuple(sorted(row["place_ids"])))
    places = Places(table_of(reference, "admin_areas"))
    keys = sorted(groups, key=lambda key: (_width(key, areas), -len(groups[key]), key))
    kept = keys[:MOST_PLACES]
    entries: list[Entry] = []
    numbers: dict[tuple[str, ...], int] = {}
    for key in kept:
        numbers[key] = sum(one.number > 0 for one in entries) + 1 if _width(key, areas) > 1 else 0
        nowhere = "Whole country (no point)" if key else "Place not given (no point)"
        name = places.label(key) if numbers[key] else nowhere
        most = PLACE_LINES if entries else FIRST_LINES
        entries.append(Entry(numbers[key], name, _note(key, areas), tuple(sorted(groups[key], key=_order)), most))
    found: dict[str, list[int]] = {}
    for key in kept:
        for area in key if numbers[key] else ():
            found.setdefault(area, []).append(numbers[key])
    return Where(
        said=said,
        entries=tuple(entries),
        folded=tuple(row for key in keys[MOST_PLACES:] for row in groups[key]),
        spots=tuple(spot for area, held in found.items() if (spot := _spot(area, tuple(held), areas))),
        hit=tuple(one for one in (said.flood.provinces if said.flood else ()) if one != COUNTRY),
        provinces=tuple(
            (row["name_en"], float(row["lat"]), float(row["lon"]))
            for row in areas.values()
            if row["level"] == "province" and not missing(row["lat"])
        ),
    )


def _width(key: tuple[str, ...], areas: Mapping[str, Any]) -> int:
    """0 the country, 1 unknown, 2 provinces, 3 cities and counties."""
    known = [area for area in key if area in areas]
    if COUNTRY in known or not known:
        return 0 if known else 1
    return 2 if any(areas[area]["level"] == "province" for area in known) else 3


def _order(row: Row) -> tuple[Any, ...]:
    """Numbers, then words, then silence; tolls first, a total before its increment."""
    kind = CLASSES.index(row["metric_class"])
    return row["stance"] == "not_reported", limits(row)[1] < 0, kind, row["scope"] == "increment", row["figure_id"]


def _spot(area: str, numbers: tuple[int, ...], areas: Mapping[str, Any]) -> Spot | None:
    """Where the numbers of an area stand: at its own point or in its province; nowhere without coordinates of both."""
    row = areas[area]
    look = PROVINCE if row["level"] == "province" else TOWN
    while missing(row["lat"]):
        if row["parent"] not in areas:
            return None
        row, look = areas[str(row["parent"])], NO_COORDINATES
    return Spot(area, float(row["lat"]), float(row["lon"]), look, numbers)


def _note(key: tuple[str, ...], areas: Mapping[str, Any]) -> str:
    """`in North Hwanghae, no coordinates`, for the areas of a place that have none."""
    lost = [area for area in key if area in areas and area != COUNTRY and missing(areas[area]["lat"])]
    within = [areas[area]["parent"] for area in lost if areas[area]["parent"] in areas]
    parents = list(dict.fromkeys(str(areas[area]["name_en"]) for area in within))
    who = f"{listed([str(areas[area]['name_en']) for area in lost])} " if len(lost) < len(key) and lost else ""
    return f"{who}{f'in {listed(parents)}, ' if parents else ''}no coordinates" if lost else ""


def line(row: Row) -> str:
    """A figure in the list: `Homes: ≥ 16,680 hit in all`, `People killed: not mentioned`."""
    label, _, unit = CLASS_LABELS[row["metric_class"]].partition(", ")
    unit = f" {unit}" if unit and limits(row)[1] > 0 and row["unit"] == unit else ""
    number, space, verb = row["text"].partition(" ") if unit else (row["text"], "", "")
    if row["text"].startswith(("rejects", "withdraws", "doubts")):
        return f"{label}: {row['voice_label']} {row['text']}"
    return f"{label}: {number}{unit}{space}{verb}"


def title(answer: Where) -> str:
    """Whether most figures are for the whole country, and which places have counts."""
    flood = answer.said.flood
    rows = [row for entry in answer.entries for row in entry.rows] + list(answer.folded)
    if flood is None or not rows:
        return damage_words.title(answer.said)
    wide = [row for row in rows if row["place_ids"] == (COUNTRY,)]
    if not answer.drawable:
        if not wide:
            return f"No claim on {flood.title} names a place"
        every = {1: "The only claim", 2: "Both claims"}.get(len(wide), f"All {len(wide)} claims")
        placed = "" if len(wide) == len(rows) else " with a place"
        return f"{every}{placed} on {flood.title} {'is' if len(wide) == 1 else 'are'} for the whole country"
    names = [entry.name for entry in answer.entries if entry.number and any(_counted(row) for row in entry.rows)]
    names = list(dict.fromkeys(part for name in names for part in name.replace(" and ", ", ").split(", ")))
    if 2 * len(wide) <= len(rows) and any(_counted(row) for row in wide):
        names.insert(0, "the whole country")
    return title_of(flood.title, 2 * len(wide) > len(rows), names)


def title_of(flood: str, wide: bool, names: list[str]) -> str:
    """Where the counts of a flood lie, with as many places by name as two lines hold; `wide`: most are for all."""
    said = [_title_of(flood, wide, names, most) for most in (4, 2)]
    return said[0] if len(said[0]) <= TWO_LINES else said[1]


def _title_of(flood: str, wide: bool, names: list[str], most: int) -> str:
    covered = listed(names if len(names) <= most else [*names[:2], counted(len(names) - 2, "more place")])
    if wide:
        one = f"the only place within it with counts is {covered}"
        rest = one if len(names) == 1 else f"counts within it: {covered}" if names else "no place within it has a count"
        return f"Most figures of {flood} are for the whole country; {rest}"
    return f"Counts of {flood} cover {covered}" if names else f"No place in {flood} has a count"


def _counted(row: Row) -> bool:
    told = row["stance"] == "asserted" and limits(row)[1] > 0
    return bool(told and row["basis"] not in UNSURE)


def subtitle(answer: Where) -> str:
    """Event, what is listed, and how far knowledge goes."""
    assert answer.said.flood is not None
    known, asked = answer.said.known_to, answer.said.as_of
    until = f" As of {day_in_words(asked)}." if asked else ""
    until = until or (f" Told up to {day_in_words(known)}." if known else "")
    how = "Latest figure of each claimant, measure and place; numbers lead from the map to the list"
    return f"{answer.said.flood.phrase}. {how}.{until}"


def source(answer: Where) -> str:
    """Where figures and positions come from, what is drawn elsewhere than it lies."""
    rows = [row for entry in answer.entries for row in entry.rows]
    articles = any(row["origin"] != "reference" for row in rows)
    parts = [
        f"Source: {'articles and ' if articles else ''}table of disaster claims; town positions GeoNames (CC BY 4.0), "
        "provinces Natural Earth"
    ]
    inside = {spot.area for spot in answer.spots} | set(answer.hit)
    notes = [f"{area.capitalize()} is drawn inside {province}" for area, province in INSIDE.items() if area in inside]
    if any(row["relay_of_state"] for row in rows):
        notes.append("† passes on a figure of the DPRK government or Red Cross")
    if answer.said.unverified:
        notes.append(f"Left out: {counted(answer.said.unverified, 'unverified telling')}")
    return ". ".join([*parts, *notes]) + "."


def alt(answer: Where) -> str:
    """The list as sentences, cut where it is long."""
    if not answer.drawable:
        return title(answer)
    parts = [f"{entry.name}: {'; '.join(line(row) for row in entry.rows[: entry.shown])}" for entry in answer.entries]
    said = f"Map and list of places. {'. '.join(parts)}."
    kept = said.split()
    most = damage_words.MOST_ALT_WORDS
    return said if len(kept) <= most else " ".join(kept[: most - 6]).rstrip(".;,:") + ". The rest stands in the table."
