"""Flood damage: which flood, and who gave which figure or was silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.figures import PERHAPS_A_PART, known_on
from nkdata.questions.floods import Flood
from nkdata.questions.hedges import ASIDES, UNSURE
from nkdata.questions.places import COUNTRY, covers
from nkdata.questions.tellings import CLASSES, HIT_IN_ALL, Told, earliest
from nkdata.questions.voices import Voice, choose_voices, give_voices
from nkdata.questions.wording import bounded

CLASS_LABELS = {
    "killed": "People killed", "missing": "People missing", "killed_or_missing": "Killed or missing",
    "injured": "People injured", "casualties": "Casualties", "displaced": "People displaced", "homes": "Homes",
    "cropland": "Cropland, ha", "land": "Land, ha", "public_buildings": "Public buildings", "roads": "Roads",
    "bridges": "Bridges", "damage": "Damage at large",
}  # fmt: skip
CLASS_UNITS = {"homes": "home", "cropland": "ha", "land": "ha", "public_buildings": "count", "bridges": "count"}
UNIT_WORDS = {"household": "households", "m2": "m²", "count": "places"}


@dataclass(frozen=True)
class WhoSaidWhat:
    """The answer to: who gave which figure, and who was silent?

    `rows` are figures (columns of `questions.figures.figures`) in drawing order with, in addition, `voice` (key of a
    column) and `voice_label`, `text` (the figure as drawn), `place_note`, `shown` (drawn, not only in the table) and
    `why_not` (`replaced`, `part of a total`, `silence ended`, `within a wider silence`, `rejects no
    figure`, `no column`).
    `unverified` figures are counted, never drawn.  `articles` maps the id of each article with a telling to its day.
    """

    rows: pd.DataFrame
    flood: Flood | None
    main_place: tuple[str, ...]
    main_label: str
    as_of: str
    known_to: date | None
    voices: tuple[Voice, ...]
    not_shown: tuple[tuple[str, int], ...]
    unverified: int
    undated: int
    articles: dict[str, str]

    @cached_property
    def figures(self) -> list[Row]:
        """The rows as dictionaries, made once."""
        return records(self.rows)


def default_flood(figures: pd.DataFrame, as_of: str | None = None) -> str:
    """The flood with most figures told in the articles up to a day, ties to the later one; "" when there is none."""
    held = known_on(figures, as_of)
    told = held[(held["origin"] != "reference") & (held["disaster_id"] != "")]
    if told.empty:
        return ""
    counts = {ident: (len(part), flood_of(part)) for ident, part in told.groupby("disaster_id")}
    return str(max(counts, key=lambda ident: (counts[ident][0], counts[ident][1].start, ident)))


def on_flood(figures: pd.DataFrame, ident: str) -> pd.DataFrame:
    """The figures of a flood; without one there are none, whatever the articles tell of floods that no table knows."""
    return figures[(figures["disaster_id"] == ident) & (ident != "")]


def flood_of(part: pd.DataFrame) -> Flood:
    """The flood of figures that all belong to one."""
    found: Flood = next(told.flood for told in part["tellings"].iloc[0] if told.flood)
    return found


def who_said_what(figures: pd.DataFrame, flood: str = "", as_of: str | None = None) -> WhoSaidWhat:
    """Figures and silences on one flood, by claimant; without `flood` the default one.

    A voice is a claimant, or the aid body that passed a state figure on.  Beyond four voices state media become one;
    then those without a part in a denial, not told in an article, with fewest classes have no column.
    """
    held = known_on(figures, as_of)
    ident = flood or default_flood(held)
    of_flood = on_flood(held, ident)
    known = of_flood[of_flood["confidence"] != "unverified"]
    rows = records(known)
    main = _main_place(rows)
    give_voices(rows)
    for row in rows:
        row["text"] = figure_text(row)
        row["place_note"] = place_note(row, main)
        row["why_not"] = "silence ended" if not missing(row["ended_on"]) else ""
        if row["stance"] in ("denied", "doubted") and not number_text(row) and not row["words"]:
            row["why_not"] = "rejects no figure"
    _mark_replaced(rows)
    _mark_narrower_silences(rows)
    _mark_parts(rows)
    voices, not_shown = choose_voices(rows)
    order = {voice.key: number for number, voice in enumerate(voices)}
    for row in rows:
        if row["voice"] not in order:
            row["why_not"] = row["why_not"] or "no column"
        row["shown"] = not row["why_not"]
    rows.sort(key=lambda row: (CLASSES.index(row["metric_class"]), order.get(row["voice"], 99), _in_cell(row, main)))
    days = [row["told_last"] for row in rows if not missing(row["told_last"])]
    return WhoSaidWhat(
        rows=pd.DataFrame(
            rows, columns=[*held.columns, "voice", "voice_label", "text", "place_note", "shown", "why_not"]
        ),
        flood=flood_of(of_flood) if len(of_flood) else None,
        main_place=main,
        main_label=next((row["place"] for row in rows if row["place_ids"] == main), ""),
        as_of=as_of or "",
        known_to=max(days).date() if days else None,
        voices=voices,
        not_shown=not_shown,
        unverified=len(of_flood) - len(known),
        undated=sum(missing(row["told_first"]) for row in rows),
        articles=_articles(rows),
    )


def _articles(rows: Iterable[Row]) -> dict[str, str]:
    """Article id → day of the articles that told one of these."""
    tellings: list[Told] = [told for row in rows for told in row["tellings"] if told.origin == "article"]
    return {told.evidence.article_id: told.evidence.day for told in tellings}


def _main_place(rows: list[Row]) -> tuple[str, ...]:
    """The place with most classes, then most figures, that have a number seen, counted or estimated; then the wider."""
    classes: dict[tuple[str, ...], list[str]] = {}
    ranks: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row["place_ids"]:
            told = classes.setdefault(row["place_ids"], [])
            ranks[row["place_ids"]] = int(row["place_rank"])
            if row["stance"] == "asserted" and number_text(row) and row["basis"] not in UNSURE:
                told.append(row["metric_class"])
    return min(classes, key=lambda at: (-len(set(classes[at])), -len(classes[at]), ranks[at], at), default=())


def number_text(row: Row) -> str:
    """The number with its bound, `none` for zero, "" without one."""
    return "none" if row["value"] == 0 else bounded(row["value"], row["low"], row["high"], row["bound"])


def figure_text(row: Row) -> str:
    """A figure as drawn: `≥ 16,680 hit in all`, `“several hundred”`, `not mentioned`, `rejects 1,000–1,500`."""
    number = number_text(row)
    if row["stance"] == "not_reported":
        return "gave no figure" if "withheld" in row["flags"] else "not mentioned"
    if row["stance"] == "denied":
        verb = "withdraws" if "withdrawn" in row["flags"] else "rejects"
        return f"{verb} {number}" if number else f"denies {row['words']}".strip()
    if row["stance"] == "doubted":
        return f"doubts {number or row['words']}".strip()
    if not number:
        return f"“{row['words'] or 'no number'}”"
    usual = row["unit"] == CLASS_UNITS.get(row["metric_class"], "person")
    unit = "" if usual else UNIT_WORDS.get(row["unit"], row["unit"])
    verb = row["verbs"][0] if row["metric_class"] in ("homes", "cropland") and row["verbs"] and number != "none" else ""
    added = "(new)" if row["scope"] == "increment" else ""
    words = " ".join(part for part in (number, unit, verb, added) if part)
    return f"{words}{ASIDES.get(row['basis'], '')}{'†' if row['relay_of_state'] else ''}"


def place_note(row: Row, main: tuple[str, ...]) -> str:
    """What stands below a figure that is not for the main place, or is undated."""
    if row["place_ids"] == main:
        place = ""
    elif row["place_ids"] == (COUNTRY,):
        place = "whole country"
    else:
        place = f"in {row['place']}" if row["place"] else "place not given"
    return ", ".join(part for part in (place, "undated" if missing(row["told_first"]) else "") if part)


def _age(row: Row) -> tuple[Any, ...]:
    """Sort key: the later, then the exact, then the larger one is the latest; undated ones are the oldest."""
    day = date.min if missing(row["told_first"]) else row["told_first"].date()
    return day, row["bound"] == "exact", row["value"] if row["value"] == row["value"] else 0.0


def _mark_replaced(rows: list[Row]) -> None:
    """Of several figures of one voice for one metric and place only the latest is drawn.

    A figure of which only the month is known replaces none told within that month: both stand.
    """
    latest: dict[tuple[Any, ...], list[Row]] = {}
    for row in sorted(rows, key=_age):
        if row["why_not"]:
            continue
        metric = row["metric_class"] if row["stance"] == "not_reported" else row["metric"]
        key = (row["voice"], metric, row["place_ids"], row["stance"], row["scope"] == "increment")
        for older in latest.get(key, []):
            if PERHAPS_A_PART in row["flags"]:
                break
            if missing(older["told_first"]) or older["told_first"].date() <= earliest(row["tellings"]):
                older["why_not"] = "replaced"
        latest[key] = [*(older for older in latest.get(key, []) if not older["why_not"]), row]


def _mark_narrower_silences(rows: list[Row]) -> None:
    """A silence about the country holds for its provinces: the narrower one of the same voice stays in the table."""
    silent = [row for row in rows if row["stance"] == "not_reported" and not row["why_not"]]
    for row in silent:
        lineages = row["tellings"][0].lineages
        wider = (
            other["voice"] == row["voice"]
            and other["metric_class"] == row["metric_class"]
            and set(other["place_ids"]) != set(row["place_ids"])
            and covers(other["place_ids"], lineages)
            for other in silent
        )
        if any(wider):
            row["why_not"] = "within a wider silence"


def _mark_parts(rows: list[Row]) -> None:
    """What a voice told as hit in all hides its own parts of the same place and day."""
    wholes = {_whole_key(row) for row in rows if HIT_IN_ALL in row["verbs"] and row["stance"] == "asserted"}
    for row in rows:
        if row["scope"] == "part" and HIT_IN_ALL not in row["verbs"] and _whole_key(row) in wholes:
            row["why_not"] = row["why_not"] or "part of a total"


def _whole_key(row: Row) -> tuple[Any, ...]:
    return row["voice"], row["metric_class"], row["place_ids"], row["told_first"]


def _in_cell(row: Row, main: tuple[str, ...]) -> tuple[Any, ...]:
    """Order within a cell: main place, country, wider before narrower; figures, totals, later and larger first."""
    tier = 0 if row["place_ids"] == main else 1 + int(row["place_rank"])
    day = 0 if missing(row["told_first"]) else -row["told_first"].toordinal()
    value = row["value"] if row["value"] == row["value"] else 0.0
    silent = row["stance"] == "not_reported"
    rest = row["scope"] in ("part", "increment")
    return tier, silent, rest, day == 0, day, -value, row["figure_id"]
