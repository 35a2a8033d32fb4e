"""Titles, alt texts, source line and table of "past floods", filled from the drawn rows alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row
from nkdata.questions.damage_words import MOST_ALT_WORDS, NOUNS
from nkdata.questions.past_floods import FEWEST, RANKED, Denominator, PastFloods
from nkdata.questions.wording import (
    TWO_LINES,
    counted,
    day_in_words,
    listed,
    number,
    ordinal,
    ordinal_word,
    upper_first,
)

LABELS = {
    "killed": "People killed", "displaced": "People displaced", "homes": "Homes hit", "cropland": "Cropland hit, ha",
}  # fmt: skip
Ranked = tuple[dict[str, Any], int]  # a row of `PastFloods`, among how many it ranks
THINGS = {
    "killed": ("deaths", "death toll"), "displaced": ("displaced", "number of displaced"),
    "homes": ("homes", "figure for homes"), "cropland": ("hectares", "cropland figure"),
}  # fmt: skip
TABLE = (
    "Measure", "Flood", "Lowest", "Highest", "As told", "Place", "Rank", "Claimants", "This flood", "anchor",
)  # fmt: skip


def comparable(answer: PastFloods, kind: str) -> list[Row]:
    """The rankable rows of a class, largest first."""
    return [row for row in answer.floods if row["metric_class"] == kind and row["rankable"]]


def of_this(answer: PastFloods, kind: str) -> Row | None:
    """The row of the flood asked about."""
    return next((row for row in answer.floods if row["metric_class"] == kind and row["this"]), None)


def drawn_classes(answer: PastFloods) -> list[str]:
    """The classes with enough floods for a rank."""
    return [kind for kind in RANKED if len(comparable(answer, kind)) >= FEWEST]


def place_of(row: Row) -> str:
    """` for Sinuiju and Uiju alone` where a figure is not for the whole flood, else ""."""
    return f" for {row['place']} alone" if row["place_rank"] and row["place"] else ""


def or_higher(row: Row) -> str:
    """A lower limit may rank higher than it does."""
    return " or higher" if row["bound"] == "at_least" and row["rank"] > 1 else ""


def title(answer: PastFloods) -> str:
    """The ranks of the flood in homes, cropland, displaced and deaths; or why there are none."""
    if answer.flood is None:
        return "No flood is known to compare with past ones"
    if not drawn_classes(answer):
        return f"Fewer than {FEWEST} floods have a figure of one kind: no ranks for {answer.flood.title}"
    ranks = {}
    for kind in ("homes", "cropland", "displaced", "killed"):
        row = of_this(answer, kind)
        if row and row["rank"] and kind in drawn_classes(answer):
            ranks[kind] = (row, len(comparable(answer, kind)))
    if not ranks:
        return f"No figure found for {answer.flood.title} can be ranked among past floods"
    if len(ranks) == 1:
        return single_title(answer, next(iter(ranks)))
    toll = ranks.pop("killed", None)
    whole = _ranks_title(answer, dict(list(ranks.items())[:2]), toll)
    fits = len(whole) <= TWO_LINES or len(ranks) < 2
    return whole if fits else _ranks_title(answer, dict([*ranks.items()][:1]), toll)


def _ranks_title(answer: PastFloods, shown: Mapping[str, Ranked], toll: Ranked | None) -> str:
    """`August 2020 ranks 6th of 19 for homes and 10th of 20 for cropland; its only death toll ranks 13th of 15`."""
    assert answer.flood is not None
    places = {place_of(row) for row, _ in (*shown.values(), *([toll] if toll else []))}
    common = places.pop() if len(places) == 1 else ""
    things = [
        f"{_place(row, total)} for {NOUNS[kind]}{'' if common else place_of(row)}"
        for kind, (row, total) in shown.items()
    ]
    verb = "ties for" if next(iter(shown.values()))[0]["tied"] else "ranks"
    ending = ""
    if toll:
        several = toll[0]["n_claimants"] > 1 or toll[0]["figure_low"]
        which = "highest death toll" if several else "only death toll"
        ending = f"; its {which} ranks {_place(*toll)}"
    return f"{answer.flood.title} {verb} {listed(things)}{ending}{',' if common else ''}{common}"


def _place(row: Row, total: int) -> str:
    return f"{ordinal(row['rank'])}{or_higher(row)} of {total}"


def single_title(answer: PastFloods, kind: str) -> str:
    """`39,296 hectares is the tenth largest cropland figure of 20 floods since 1995`."""
    row, total = of_this(answer, kind), len(comparable(answer, kind))
    unit, figure = THINGS[kind]
    if row is None or not row["rank"]:
        flood = answer.flood.title if answer.flood else "this flood"
        return f"No {figure} of {flood} can be ranked; {counted(total, 'past flood')} have one"
    rank = "largest" if row["rank"] == 1 else f"{ordinal_word(row['rank'])} largest{or_higher(row)}"
    tie = "tied for " if row["tied"] else ""
    of = f"of {counted(total, 'flood')} since {answer.since}"
    return f"{number(row['value_high'])} {unit}{place_of(row)} is {tie}the {rank} {figure} {of}"


def until(answer: PastFloods) -> str:
    """The end of a subtitle: how far knowledge goes."""
    if answer.as_of:
        return f"As of {day_in_words(answer.as_of)}."
    return f"All that is known, {counted(answer.known, 'flood')} since {answer.since}."


def strip_line(answer: PastFloods, kind: str, *, share: bool = True, low: bool = True, short: bool = False) -> str:
    """The line over a strip: value, rank and share of this flood, or why there is none.

    Without `share` and `low` these are left out; `short` says `8th of 26` for `8th largest of 26`.
    """
    row = of_this(answer, kind)
    if row is None:
        words = answer.words.get(kind)
        return f"“{words}”, no number" if words else "no figure found for this flood"
    if not row["rank"]:
        return f"{row['high_text']}{place_of(row)} ({row['teller']}): not ranked"
    part = share_text(row["value_high"], answer.shares.get(kind)) if share else ""
    lowest = f" (lowest {number(row['value_low'])})" if row["figure_low"] and low else ""
    largest = "" if short else " largest"
    rank = "largest" if row["rank"] == 1 else f"{ordinal(row['rank'])}{largest}{or_higher(row)}"
    tie = "tied for " if row["tied"] else ""
    return f"{row['high_text']}{lowest}: {tie}{rank} of {len(comparable(answer, kind))}{place_of(row)}{part}"


def share_text(value: float, denominator: Denominator | None) -> str:
    """`, 0.3% of households`; "" without a denominator."""
    if denominator is None:
        return ""
    percent = 100 * value / denominator.value
    return f", {percent:.1f}% {denominator.what}" if percent >= 0.1 else f", under 0.1% {denominator.what}"


def largest(answer: PastFloods, kind: str) -> str:
    """`largest: 241,251, Aug 2007`."""
    row = comparable(answer, kind)[0]
    return f"largest: {number(row['value_high'])}, {row['flood']}"


def alt(answer: PastFloods, kinds: list[str]) -> str:
    """Value, rank, the largest and the neighbours, by class; beyond 110 words without neighbours, then shares."""
    ways = ((True, True), (False, True), (False, False))
    said = [_alt(answer, kinds, neighbours, share) for neighbours, share in ways]
    return next((one for one in said if len(one.split()) <= MOST_ALT_WORDS), said[-1])


def _alt(answer: PastFloods, kinds: list[str], neighbours: bool, share: bool) -> str:
    measures = listed([LABELS[kind].lower() for kind in kinds])
    parts = [f"Strips of past floods by {measures}" if kinds else title(answer)]
    name = answer.flood.title if answer.flood else "this flood"
    for kind in kinds:
        rows, row = comparable(answer, kind), of_this(answer, kind)
        head = f"{LABELS[kind]}: {strip_line(answer, kind, share=share)}"
        if row is None or not row["rank"]:
            parts.append(f"{head}; {largest(answer, kind)}")
            continue
        place = next(at for at, one in enumerate(rows) if one["this"])
        near = [
            f"next {word} {rows[at]['flood']} {rows[at]['text']}"
            for word, at in (("above", place - 1), ("below", place + 1))
            if neighbours and 0 <= at < len(rows)
        ]
        parts.append("; ".join([f"{head} in {name}", largest(answer, kind), *near]))
    return ". ".join(parts) + "."


def source(answer: PastFloods, kinds: list[str], *, axis: bool = False) -> str:
    """Where the figures come from, what is not ranked, what the shares are of; with `axis` all have one."""
    articles = bool(answer.rows["in_article"].any()) if len(answer.rows) else False
    parts = [f"Source: {'articles and ' if articles else ''}tables of disasters and disaster claims"]
    parts.append(
        "Each flood at its highest last figure at the widest place; figures of press and NGOs, hearsay and sums "
        "of others are not ranked; droughts and season totals left out"
    )
    if len(answer.rows) and bool(answer.rows[answer.rows["metric_class"].isin(kinds)]["added_up"].any()):
        parts.append("‡ parts of one claimant, place and day added up here")
    ranked = [kind for kind in kinds if axis or ((row := of_this(answer, kind)) and row["rank"])]
    used = [answer.shares[kind] for kind in ranked if kind in answer.shares]
    if used:
        shares = [
            f"{number(one.value)} {one.what.removeprefix('of ').removeprefix('the ')} ({one.year}"
            f"{', single source' if one.single_source else ''})"
            for one in used
        ]
        units = [
            text.replace("arable land", "ha of arable land").replace("population", "inhabitants") for text in shares
        ]
        parts.append(f"Shares: {listed(units)}")
    return ". ".join(parts) + "."


def table(answer: PastFloods, kinds: list[str]) -> pd.DataFrame:
    """The rows of these classes for people, in drawing order."""
    made = [
        {
            "Measure": LABELS[row["metric_class"]],
            "Flood": row["flood"],
            "Lowest": row["value_low"],
            "Highest": row["value_high"],
            "As told": row["text"],
            "Place": row["place"] or "not given",
            "Rank": row["rank"] or "not ranked",
            "Claimants": row["n_claimants"],
            "This flood": "yes" if row["this"] else "",
            "anchor": f"ev-{row['figure_ids'][0]}",
        }
        for row in answer.floods
        if row["metric_class"] in kinds
    ]
    return pd.DataFrame(made, columns=TABLE)


def tooltip(row: Row) -> str:
    """A mark in words: `Aug 2007, cropland: 90,000–223,381, 2nd`."""
    rank = f", {ordinal(row['rank'])} largest" if row["rank"] else ", not ranked"
    return f"{row['flood']}, {upper_first(NOUNS[row['metric_class']])}: {row['text']}{place_of(row)}{rank}"
