"""Sanctions: what an article says of them, and what was in force on its day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, records
from nkdata.questions.articles import ShownArticle, articles_on, choose
from nkdata.questions.evidence import Evidence, event_anchor, slug
from nkdata.questions.rows import TRACED, Frames, table_of, text, typed
from nkdata.questions.sanctions_by_period import by_period, period_in_words
from nkdata.questions.tracing import row_tellings, source_titles

DIRECTIONS = {
    "export_from_dprk": "may not sell",
    "import_to_dprk": "may not buy",
    "other": "services, people, money",
}
CATEGORIES = {
    "wmd_items": "WMD items",
    "travel_asset_freeze": "freezes, travel bans",
    "food_agriculture": "food, farm goods",
    "overseas_labour": "workers abroad",
    "transport_vehicles": "ships, vehicles",
    "minerals": "other minerals, ores",
    "iron": "iron, iron ore",
    "natural_gas": "gas liquids",
    "financial": "finance",
    "refined_petroleum": "refined oil",
    "metals": "iron, steel, metals",
}
MOST = 12  # mentions that are shown one by one; more are counted by period
MENTIONS = TRACED | {
    "article_id": "str", "start": "int64", "end": "int64", "text": "str", "sentence_start": "int64",
    "sentence_end": "int64", "sentence": "str", "imposer": "str", "imposer_name": "str", "resolution": "str",
    "measure_category": "str", "first": "datetime64[us]", "last": "datetime64[us]", "precision": "str",
}  # fmt: skip
IN_FORCE = {
    "row_id": "str", "evidence": "str", "source_id": "str", "source_id_2": "str", "confidence": "str",
    "imposed_by": "str", "name": "str", "resolution": "str", "direction": "str", "category": "str", "effect": "str",
    "counted": "bool", "since": "str", "first": "datetime64[us]", "last": "datetime64[us]", "note": "str",
}  # fmt: skip


def category(ident: str) -> str:
    """A category of measures in words: `coal`, `WMD items`."""
    return CATEGORIES.get(ident, ident.replace("_", " "))


def resolution_number(ident: str) -> str:
    """`2397` out of `S/RES/2397` or `2397`; other ids as they are."""
    found = re.fullmatch(r"(?:S/RES/)?(\d+)", ident)
    return found[1] if found else ident


@dataclass(frozen=True)
class Beside:
    """The answer to: which sanctions do the articles mean, and what was in force on their day?

    `mentions` (columns `MENTIONS`) in reading order; `measures` (columns `IN_FORCE`) of the UN and `acts` of states on
    `day`, the day of the newest article with a mention, None where it is not known; both are then empty.
    `votes` are the days and numbers of the resolutions that set sanctions.
    """

    mentions: pd.DataFrame
    measures: pd.DataFrame
    acts: pd.DataFrame
    articles: tuple[ShownArticle, ...]
    day: date | None
    as_of: str
    left_out: int
    votes: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]


def mentions(snapshot: Snapshot, reference: Frames, as_of: str | None = None) -> pd.DataFrame:
    """Where the articles speak of sanctions, one row a place, by day of the article, then in reading order.

    Columns: `MENTIONS`; `imposer` (actor id or `un`), `resolution` (number) and `measure_category` are empty where the
    words single none out; `first` and `last` are the article's day, NaT where it is not known.  With `as_of` articles
    of later days and undated ones do not exist.
    """
    there = articles_on(snapshot, as_of)
    names = table_of(reference, "actors").set_index("actor_id")["name_en"].to_dict()
    rows: list[Row] = []
    for row in records(snapshot.mentions):
        article = there.get(row["article_id"])
        if row["topic"] != "sanctions" or article is None:
            continue
        imposer = text(row["imposer"])
        rows.append(
            {name: row[name] for name in ("article_id", "start", "end", "text", "sentence_start", "sentence_end")}
            | {
                "row_id": f"{slug(article.id)}-m{row['start']}",
                "evidence": f"{article.id}#{row['start']}-{row['end']}",
                "source_id": "",
                "confidence": "read by machine",
                "sentence": article.text[int(row["sentence_start"]) : int(row["sentence_end"])],
                "imposer": imposer,
                "imposer_name": "United Nations" if imposer == "un" else names.get(imposer, imposer),
                "resolution": resolution_number(text(row["resolution"])),
                "measure_category": text(row["measure_category"]),
                "first": article.published,
                "last": article.published,
                "precision": "day" if article.published else "none",
            }
        )
    found = typed(rows, MENTIONS)
    return found.sort_values(["first", "article_id", "start"], kind="stable", ignore_index=True)


def in_force(reference: Frames, day: date | str | None) -> pd.DataFrame:
    """The UN measures in force on a day, one row each (columns `IN_FORCE`, `imposed_by` is `un`); none without a day.

    Exemptions and declared intents are no measures; `counted` is False for a limit that another row states in another
    unit.  `since` is the first day in force no finer than known, `first` the first day of that, `last` the last day in
    force, NaT = open.
    """
    measures = table_of(reference, "sanctions_measures")
    if day is None:
        return typed([], IN_FORCE)
    iso = str(day)
    held = measures[~measures["effect"].isin(["exempt", "intent"]) & (measures["effective_from"] <= iso)]
    held = held[held["effective_to"].isna() | (held["effective_to"] > iso)]
    rows: list[Row] = [
        {
            "row_id": row["measure_id"],
            "imposed_by": "un",
            "name": f"{category(row['category'])}: {row['effect']}",
            "resolution": resolution_number(row["resolution"]),
            "counted": not text(row["same_limit_as"]),
            "since": row["effective_from"],
            "first": pd.Timestamp(row["effective_from"]),
            "last": pd.Timestamp(row["effective_to"]) - pd.Timedelta(days=1) if text(row["effective_to"]) else pd.NaT,
            "note": text(row["note"]),
            "source_id_2": text(row["source_id_2"]),
        }
        | {name: row[name] for name in ("source_id", "confidence", "direction", "category", "effect")}
        for row in records(held)
    ]
    return typed(rows, IN_FORCE)


def states_acts(reference: Frames, day: date | str | None, as_of: str | None = None) -> pd.DataFrame:
    """The acts of states and the EU up to a day that are not known to have ended; columns `IN_FORCE`.

    Few acts have an end on record, so this is no state of what was in force.  Renewals and monitoring reports do not
    count.  With `as_of` an end that became known later is not yet there.
    """
    acts = table_of(reference, "sanctions_unilateral")
    if day is None:
        return typed([], IN_FORCE)
    iso = str(day)
    known = as_of or "9999"
    rows: list[Row] = []
    for row in records(acts[acts["prolongs"].isna() & ~acts["category"].isin(["renewal", "monitoring"])]):
        begin, end = text(row["effective_from"]) or text(row["date"]), text(row["effective_to"])
        day_after = row["end_basis"] != "later_act"  # such an act ends on the day when the next one begins
        ended = end and text(row["end_known_on"]) <= known and (end < iso if day_after else end <= iso)
        if begin > iso or (len(begin) == 7 and text(row["known_on"]) > iso) or ended:
            continue
        rows.append(
            {
                "row_id": f"{row['imposed_by_id']}-{slug(row['name'])}",
                "imposed_by": row["imposed_by"],
                "resolution": "",
                "direction": "",
                "effect": "act",
                "counted": True,
                "since": begin,
                "first": pd.Timestamp(begin),
                "last": pd.NaT,
                "note": text(row["summary"]),
                "source_id_2": text(row.get("source_id_2")),
            }
            | {name: row[name] for name in ("name", "category", "source_id", "confidence")}
        )
    return typed(rows, IN_FORCE)


def beside(snapshot: Snapshot, reference: Frames, article_id: str = "", as_of: str | None = None) -> Beside:
    """What the articles say of sanctions, beside what was in force on the day of the newest that speaks of them.

    With `article_id` of that article alone; an id that is not there raises BadParameter.
    """
    found = mentions(snapshot, reference, as_of)
    there = articles_on(snapshot, as_of)
    if article_id or len(there) == 1:
        chosen = choose(snapshot, [found], article_id, as_of)
        there = {chosen: there[chosen]} if chosen else {}
        found = found[found["article_id"] == chosen].reset_index(drop=True)
    speaking = [there[ident] for ident in dict.fromkeys(found["article_id"])]
    days = [one.published for one in speaking or there.values() if one.published]
    day = max(days, default=None)
    measures, acts = in_force(reference, day), states_acts(reference, day, as_of)
    shown = tuple(speaking or there.values())
    single = _of_mentions(found, there)
    evidence = (*single, *_of_periods(found, single), *_of_measures(measures, acts, reference))
    left_out = len(snapshot.articles) - len(articles_on(snapshot, as_of))
    adopted = table_of(reference, "sanctions_unsc")[table_of(reference, "sanctions_unsc")["kind"] == "sanctions"]
    votes = tuple(
        (row["adopted"], resolution_number(row["resolution"]))
        for row in records(adopted)
        if row["adopted"] <= (as_of or "9999")
    )
    return Beside(found, measures, acts, shown, day, as_of or "", left_out, votes, evidence)


def _of_mentions(found: pd.DataFrame, there: Mapping[str, ShownArticle]) -> list[Evidence]:
    """One anchor a mention, with its sentence."""
    return [
        Evidence(
            event_anchor(row["row_id"]),
            f"Sanctions mentioned: “{row['text']}”",
            (there[row["article_id"]].telling(row, note=named(row)),),
        )
        for row in records(found)
    ]


def named(row: Row) -> str:
    """What a mention singles out, in words: `names United States; no resolution, no goods`."""
    parts = [
        row["imposer_name"],
        f"resolution {row['resolution']}" if row["resolution"] else "",
        category(row["measure_category"]),
    ]
    said = ", ".join(filter(None, parts))
    return f"names {said}" if said else "names no imposer, no resolution and no goods"


def _of_periods(found: pd.DataFrame, single: list[Evidence]) -> list[Evidence]:
    """One anchor for each period and what its mentions name, with their sentences; none while each has a row."""
    if len(found) <= MOST:
        return []
    told = {one.anchor: one.tellings for one in single}
    return [
        Evidence(
            list_anchor(f"{row['first']:%Y-%m}-{row['names']}"),
            f"Mentions of sanctions in {period_in_words(row['first'], row['last'])} that name {row['names']}",
            tuple(telling for ident in row["row_ids"] for telling in told[event_anchor(ident)]),
        )
        for row in records(by_period(found))
    ]


def list_anchor(group: str) -> str:
    """The anchor of the list of measures or acts behind a bar; `group` is a direction or a state."""
    return event_anchor(f"sanctions-beside-{group}")


def _of_measures(measures: pd.DataFrame, acts: pd.DataFrame, reference: Frames) -> list[Evidence]:
    """One anchor a bar, with the rows that it counts."""
    sources = source_titles(reference)
    found = []
    for frame, key, table in (
        (measures, "direction", "sanctions_measures"),
        (acts, "imposed_by", "sanctions_unilateral"),
    ):
        for group, part in frame.groupby(key, sort=False):
            tellings = [
                one
                for row in records(part)
                for one in row_tellings(
                    table,
                    row,
                    sources,
                    day=str(row["since"]),
                    value=f"{row['resolution']} {row['name']}".strip(),
                    note=str(row["note"]),
                    claimant="UN Security Council" if row["imposed_by"] == "un" else str(row["imposed_by"]),
                )
            ]
            words = f"UN measures: {DIRECTIONS[str(group)]}" if key == "direction" else f"Acts of {group}"
            found.append(Evidence(list_anchor(str(group)), words, tuple(tellings)))
    return found
