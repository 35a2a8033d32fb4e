"""How the figures of one flood moved from day to day, and who moved them.

A panel is one measure at one place: a class of people, or one verb of a class of things (`homes destroyed` and `homes
hit in all` are never one line).  Only figures told on a known day stand on its axis, and no sums.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, grouped, missing, records
from nkdata.questions.damage import CLASS_LABELS, default_flood, flood_of, number_text, on_flood, place_note
from nkdata.questions.figures import PERHAPS_A_PART, known_on
from nkdata.questions.floods import Flood
from nkdata.questions.hedges import ASIDES, UNHEARD
from nkdata.questions.tellings import CLASSES, HIT_IN_ALL
from nkdata.questions.voices import drawn_group, limits, short_label

MOST_PANELS, MOST_LANES = 4, 6
TOLLS = ("killed", "killed_or_missing")
THINGS = ("homes", "cropland", "land", "public_buildings", "roads", "bridges")
LOG_FROM = 50  # highest through lowest, above which the axis is logarithmic
WHOLE_FLOOD = ("",)  # the place of all figures for the country or for every province that was hit


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure at one place: `kind` is its metric class, `place` empty for the whole flood."""

    kind: str
    title: str
    place: str
    log: bool


@dataclass(frozen=True)
class ClaimLadder:
    """The answer to: how did the figure move, and who moved it?

    `rows` are the figures of one flood (columns of `questions.figures.figures`), by panel and day, and in addition
    `panel` (a metric class, "" = in the table only), `lane` (below the axis: words, silence, none for one place, only
    a month known), `text`, `who` told it and his `group`, `replaced` (the same counter told a later figure) and
    `why_not`.  `unverified` figures are counted, never drawn.
    """

    rows: pd.DataFrame
    flood: Flood | None
    as_of: str
    panels: tuple[Panel, ...]
    unverified: int

    @cached_property
    def figures(self) -> list[Row]:
        """The rows as dictionaries, made once."""
        return records(self.rows)

    @cached_property
    def on_axes(self) -> dict[str, list[Row]]:
        """The figures that stand on each panel's axis, by day."""
        return {
            panel.kind: [row for row in self.figures if row["panel"] == panel.kind and not row["lane"]]
            for panel in self.panels
        }

    @cached_property
    def lines(self) -> dict[str, list[list[Row]]]:
        """The `series` of each panel."""
        return {kind: series(told) for kind, told in self.on_axes.items()}

    def span(self, row: Row) -> tuple[float, float]:
        """The lowest and the highest total that the counter of a total in a line told on its day."""
        same = [
            limits(one)[1]
            for one in totals(self.on_axes[row["panel"]])
            if (one["counter_id"], one["told_first"]) == (row["counter_id"], row["told_first"])
        ]
        return min(same), max(same)


def claim_ladder(figures: pd.DataFrame, flood: str = "", as_of: str | None = None) -> ClaimLadder:
    """The measures of a flood with two figures, or one and a denial: at most four, tolls first, then by figures.

    Without `flood` the default one.
    """
    held = known_on(figures, as_of)
    of_flood = on_flood(held, flood or default_flood(held))
    known = of_flood[of_flood["confidence"] != "unverified"]
    rows = records(known)
    found = {kind: one for kind in CLASSES if (one := _measure([row for row in rows if row["metric_class"] == kind]))}
    kept = sorted(found, key=lambda kind: (kind not in TOLLS, -len(found[kind])))[:MOST_PANELS]
    panels = []
    for kind in (kind for kind in CLASSES if kind in kept):
        numbers = [part for row in found[kind] for part in limits(row) if part > 0]
        log = max(numbers) / min(numbers) > LOG_FROM if numbers else False
        whole = _place(found[kind][0]) == WHOLE_FLOOD
        panels.append(Panel(kind, _title(found[kind][0]), "" if whole else str(found[kind][0]["place"]), log))
    drawn = {row["figure_id"]: kind for kind in kept for row in found[kind]}
    for row in rows:
        _place_row(row, drawn, kept, found, {panel.kind: panel.log for panel in panels})
    _mark_replaced(rows)
    _fold(rows)
    order = [*kept, ""]
    rows.sort(key=lambda row: (order.index(row["panel"]), _day(row), row["figure_id"]))
    return ClaimLadder(
        rows=pd.DataFrame(
            rows, columns=[*held.columns, "panel", "lane", "text", "who", "group", "replaced", "why_not"]
        ),
        flood=flood_of(of_flood) if len(of_flood) else None,
        as_of=as_of or "",
        panels=tuple(panels),
        unverified=len(of_flood) - len(known),
    )


def _place(row: Row) -> tuple[str, ...]:
    return WHOLE_FLOOD if row["place_rank"] == 0 else tuple(row["place_ids"])


def _on_axis(row: Row) -> bool:
    """Whether a figure has a number, a day and a place, and is nobody's sum."""
    dated = row["told_precision"] == "day" and not missing(row["told_first"])
    sound = dated and row["basis"] != "arithmetic" and row["place_rank"] != 9
    people = row["metric_class"] not in THINGS
    return bool(sound and limits(row)[1] >= 0 and not (people and row["scope"] == "part"))


def _measure(own: list[Row]) -> list[Row]:
    """Of a class the figures of the measure and place with most of them; empty where none has two or a denial."""
    groups = grouped(filter(_on_axis, own), lambda row: (_place(row), row["metric"], HIT_IN_ALL in row["verbs"]))
    fitting = {}
    for key, group in groups.items():
        told = [row for row in group if row["stance"] == "asserted" and _total(row) and limits(row)[1]]
        if len(told) > 1 or (told and any(row["stance"] == "denied" for row in group)):
            fitting[key] = (len(told), key[2], key[0] == WHOLE_FLOOD)
    return groups[max(fitting, key=lambda key: (*fitting[key], key[0], key[1]))] if fitting else []


def _title(row: Row) -> str:
    """`People killed`, `Homes hit in all`, `Cropland flooded, ha`."""
    label, comma, unit = CLASS_LABELS[row["metric_class"]].partition(",")
    if row["unit"] == "household":
        return "Households displaced"
    return f"{label} {row['verbs'][0]}{comma}{unit}" if row["metric_class"] in THINGS and row["verbs"] else label


def _day(row: Row) -> int:
    return 0 if missing(row["told_first"]) else int(row["told_first"].toordinal())


def _place_row(
    row: Row,
    drawn: dict[str, str],
    kept: list[str],
    found: dict[str, list[Row]],
    log: dict[str, bool],
) -> None:
    """Set where a row stands, with which words, and why it does not stand in the chart."""
    kind, number = row["metric_class"], number_text(row)
    home = kind if kind in kept else next((one for one in TOLLS if kind in TOLLS and one in kept), "")
    none = row["stance"] == "asserted" and limits(row)[1] == 0
    main = bool(home) and _place(row) == _place(found[home][0])
    shown = row["figure_id"] in drawn and not (none and (log[kind] or not main))
    lane = bool(home) and not shown and (not number or none or (row["told_precision"] == "month" and main))
    lane = lane and row["told_precision"] in ("day", "month") and bool(_day(row))
    lane = lane and (not number or none or kind == home)
    row["panel"], row["lane"] = (home if shown or lane else ""), lane
    row["who"] = short_label(row["claimant"], row["short_name"])
    row["group"] = drawn_group(row)
    if row["relay_of_state"]:
        row["who"] = next(told.relay.short for told in row["tellings"] if told.relay) + "†"
    row["text"] = _text(row, number, kind != home, place_note(row, found[home][0]["place_ids"] if home else ()))
    reasons = {
        "no day": row["told_precision"] in ("year", "none") or not _day(row), "derived": row["basis"] == "arithmetic",
        "another place": bool(home) and not main, "": False,
    }  # fmt: skip
    row["why_not"] = "" if row["panel"] else next((why for why, holds in reasons.items() if holds), "another measure")


def _text(row: Row, number: str, other: bool, note: str) -> str:
    """A label: `169`, `31*`, `Kim Jong Un rejects 1,000–1,500`, `none in Unpha`, `“several hundred” (killed)`."""
    note = note if row["place_rank"] else ""
    if row["stance"] == "denied":
        verb = "withdraws" if "withdrawn" in row["flags"] else "rejects"
        return f"{row['who']} {verb} {number or row['words'] or 'figures'}"
    if row["stance"] == "doubted":
        return f"{number or row['words']}, doubted by {row['who']}"
    words = f"“{row['words'] or 'no number'}”"
    if row["stance"] == "not_reported":
        words = "gave no figure" if "withheld" in row["flags"] else "not mentioned"
    star = "*" if row["scope"] == "increment" else ""
    hearsay = ASIDES[row["basis"]].strip() if row["basis"] in UNHEARD else ""
    label = f"({CLASS_LABELS[row['metric_class']].removeprefix('People ').lower()})" if other else ""
    return " ".join(part for part in (number + star if number else words, note, label, hearsay) if part)


def _mark_replaced(rows: list[Row]) -> None:
    """Set `replaced`: whether the counter told another total of the panel on a later day."""
    totals = [row for row in rows if row["panel"] and not row["lane"] and row["stance"] == "asserted" and _total(row)]
    newest: dict[tuple[str, str], int] = {}
    for row in totals:
        key = (row["panel"], row["counter_id"])
        newest[key] = max(newest.get(key, 0), _day(row))
    for row in rows:
        row["replaced"] = False
    for row in totals:
        row["replaced"] = newest[row["panel"], row["counter_id"]] > _day(row)


def _fold(rows: list[Row]) -> None:
    """Of each panel's lanes six are drawn: for the whole flood or none for a place, words before silence, early."""
    for panel in {row["panel"] for row in rows if row["lane"]}:
        lanes = [row for row in rows if row["lane"] and row["panel"] == panel]
        lanes.sort(key=lambda row: (_narrow(row), row["stance"] == "not_reported", _day(row), row["figure_id"]))
        for row in lanes[MOST_LANES if len(lanes) == MOST_LANES else MOST_LANES - 1 :]:
            row["why_not"] = "folded"


def _narrow(row: Row) -> bool:
    return bool(row["place_rank"] and limits(row)[1] != 0)


def _total(row: Row) -> bool:
    """Whether a figure can be a total: neither what came on top nor, as far as anybody can tell, a part."""
    return row["scope"] != "increment" and PERHAPS_A_PART not in row["flags"]


def totals(rows: list[Row]) -> list[Row]:
    """What counters told as totals with a number and a day."""
    return [row for row in rows if row["stance"] == "asserted" and not row["lane"] and _total(row)]


def series(rows: list[Row]) -> list[list[Row]]:
    """The totals that one counter told, day by day; of several on a day no part, the exact one, the highest."""
    found: dict[str, dict[Any, dict[str, Any]]] = defaultdict(dict)
    for row in sorted(
        totals(rows),
        key=lambda row: (row["told_first"], row["scope"] != "part", row["bound"] == "exact", limits(row)[1]),
    ):
        found[row["counter_id"]][row["told_first"]] = row
    return [list(days.values()) for _, days in sorted(found.items())]
