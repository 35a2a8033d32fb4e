"""Tellings of flood damage: each claim of an article and each row of disaster_claims.csv, in one shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import isnan, nan
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, plain, records
from nkdata.questions import evidence
from nkdata.questions.articles import read_by
from nkdata.questions.claimants import Claimant, Claimants, StateOutlets
from nkdata.questions.floods import Flood, choose, days, floods, possible, season_of, speaks_of_floods
from nkdata.questions.hedges import basis_of, happened
from nkdata.questions.places import COUNTRY, Places
from nkdata.questions.rows import Frames, table_of, text
from nkdata.questions.wording import bounded, excerpt
from nkdata.reference import ids

CLASSES = (
    "killed", "missing", "killed_or_missing", "injured", "casualties", "displaced", "homes", "cropland", "land",
    "public_buildings", "roads", "bridges", "damage",
)  # fmt: skip
WHOLE = ("homes_damaged", "cropland_damaged_ha")
HIT_IN_ALL = "hit in all"
PRECISIONS = {4: "year", 7: "month", 10: "day"}
STANCES = {
    "announced": "asserted", "unquantified": "asserted", "not_reported": "not_reported", "withheld": "not_reported",
    "denied": "denied", "withdrawn": "denied",
}  # fmt: skip  # of a row of the table, or of a claim that was withheld or withdrawn; the other claims' stay


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric of metrics.csv as these charts use it."""

    id: str
    kind: str
    verb: str
    unit: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """One telling.

    `value`, `low`, `high` in the metric's unit, NaN = not stated; `first` and `last` the earliest and latest Korean
    day on which it can have been told, None = undated; `lineages` of each place all that it lies in; `documents` the
    titles of the pages with it, `outlet` who printed it; `flags`: `withheld`, `withdrawn`, `disputed by …`,
    `day inferred`, `units disagree`; `excerpt` an article's words around the claim, `named` whether
    these or an equal figure single out the flood.
    """

    id: str
    origin: str
    flood: Flood | None
    metric: Metric
    verb: str
    value: float
    low: float
    high: float
    bound: str
    stance: str
    words: str
    places: tuple[str, ...]
    place: str
    place_rank: int
    lineages: tuple[frozenset[str], ...]
    claimant: Claimant
    claimant_name: str
    relay: Claimant | None
    basis: str
    scope: str
    first: date | None
    last: date | None
    precision: str
    documents: tuple[str, ...]
    outlet: str
    repeats: str
    confidence: str
    flags: tuple[str, ...]
    evidence: evidence.Telling
    excerpt: str = ""
    named: bool = False

    @property
    def has_number(self) -> bool:
        """Whether a value or a limit was told."""
        return not (isnan(self.value) and isnan(self.low) and isnan(self.high))


def earliest(tellings: Iterable[Told]) -> date:
    """The first day on which a figure of these tellings can have been told; long ago where no day is known."""
    return min([told.first for told in tellings if told.first], default=date.min)


class Tables:
    """What the reference tables know, made ready for reading tellings."""

    def __init__(self, reference: Frames) -> None:
        self.reference = reference
        self.places = Places(table_of(reference, "admin_areas"))
        self.claimants = Claimants(table_of(reference, "actors"))
        self.outlets = StateOutlets(
            self.claimants, (table_of(reference, "sources_floods"), table_of(reference, "sources_policy"))
        )
        self.floods = {flood.id: flood for flood in floods(table_of(reference, "disasters"))}
        metrics = table_of(reference, "metrics")
        columns = (metrics[name].fillna("") for name in ("metric", "class", "verb", "unit", "label"))
        held = [Metric(*map(str, cells)) for cells in zip(*columns, strict=True)]
        self.metrics = {one.id: replace(one, kind="damage") if one.id == "flood_damage" else one for one in held}
        self.sources = {row["source_id"]: row for row in plain(table_of(reference, "sources_floods"))}


def _real(cell: object) -> float:
    return float(cell) if isinstance(cell, (int, float)) else nan


def tellings(snapshot: Snapshot, reference: Frames) -> list[Told]:
    """All tellings of flood damage: the articles' in their order, then the table's in its order."""
    tables = Tables(reference)
    rows = list(from_table(tables))
    return [*from_articles(snapshot, tables, rows), *rows]


def from_table(tables: Tables) -> Iterator[Told]:
    """The rows of disaster_claims.csv whose metric is drawn and whose disaster is a flood or storm."""
    for row in records(table_of(tables.reference, "disaster_claims")):
        cell = {name: text(row[name]) for name in row}
        metric, flood = tables.metrics.get(cell["metric"]), tables.floods.get(cell["disaster_id"])
        if metric is None or metric.kind not in CLASSES or flood is None:
            continue
        claimant = tables.claimants.find(cell["claimant_id"], cell["claimant"])
        value, low, high = (_real(row[name]) for name in ("value", "low", "high"))
        places = ids(cell["place"])
        source = tables.sources.get(cell["source_id"], {})
        pages = (cell["source_id"], *ids(cell["also_source_ids"]))
        shown = bounded(value, low, high, cell["bound"]) or cell["words"]
        yield Told(
            id=cell["claim_id"],
            origin="reference",
            flood=flood,
            value=value,
            low=low,
            high=high,
            place=tables.places.label(places),
            place_rank=tables.places.rank(places, flood.provinces),
            claimant_name=cell["claimant"],
            documents=tuple(text(tables.sources.get(page, {}).get("title")) or page for page in pages),
            outlet=cell["via"] or text(source.get("publisher")),
            repeats=cell["repeats"],
            confidence=cell["confidence"],
            flags=_flags(cell["assertion"]),
            evidence=evidence.Telling(
                claimant=cell["claimant"] or "not stated",
                via=cell["via"],
                stance=cell["assertion"],
                day=cell["as_of"],
                value=shown,
                table="disaster_claims",
                row_id=cell["claim_id"],
                source_id=cell["source_id"],
                source=", ".join(part for part in (text(source.get("title")), text(source.get("publisher"))) if part),
                url=text(source.get("url")),
                confidence=cell["confidence"],
                note=cell["note"],
            ),
            **_alike(
                tables, metric, claimant, cell, places, stance=cell["assertion"], scope=cell["counting"],
                via=cell["via"], day=cell["as_of"],
            ),
        )  # fmt: skip


def _alike(
    tables: Tables, metric: Metric, claimant: Claimant, cell: Mapping[str, str], places: tuple[str, ...], *,
    stance: str, scope: str, via: str, day: str,
) -> dict[str, Any]:  # fmt: skip
    """The fields of `Told` that are made alike of a claim and of a row of the table; `cell` holds their cells."""
    told = days(day)
    return {
        "metric": metric,
        "verb": HIT_IN_ALL if metric.id in WHOLE and scope == "total" else metric.verb,
        "bound": cell["bound"],
        "stance": STANCES.get(stance, stance),
        "words": cell["words"],
        "places": places,
        "lineages": tuple(tables.places.lineage(area) for area in places),
        "claimant": claimant,
        "relay": tables.claimants.relay(via) if claimant.group == "state" else None,
        "basis": cell["basis"] or "unknown",
        "scope": scope or "unknown",
        "first": told[0] if told else None,
        "last": told[1] if told else None,
        "precision": PRECISIONS[len(day)] if told else "none",
    }


def _flags(stance: str) -> tuple[str, ...]:
    """The stances that `Told` does not tell apart from others."""
    return (stance,) if stance in ("withheld", "withdrawn") else ()


def from_articles(snapshot: Snapshot, tables: Tables, rows: list[Told]) -> Iterator[Told]:
    """The articles' claims on flood damage; `rows` of the table decide ties between floods by an equal figure."""
    equal = defaultdict(set)
    for told in rows:
        if told.flood and told.value > 0:
            equal[told.metric.kind, told.value].add(told.flood.id)
    articles = {str(row["id"]): row for row in snapshot.article_rows}
    found: list[Told] = []
    seasons: dict[str, Flood] = {}
    for claim in records(claims_on_floods(snapshot, tables.metrics)):
        metric, article = tables.metrics[str(claim["metric"])], articles[str(claim["article_id"])]
        told = _from_claim(claim, article, metric, tables)
        if told.last:
            same = equal[metric.kind, told.value]
            happened = days(text(claim["date_start"])[:10]), days(text(claim["date_end"])[:10])
            span = (happened[0][0], happened[1][1]) if happened[0] and happened[1] else None
            fitting = possible(tables.floods.values(), tables.places, told.places, told.last, span)
            flood = choose(fitting, told.last, same) if fitting else None
            if told.place_rank == 0 and (season := season_of(tables.floods.values(), told.last, same)):
                seasons[told.evidence.article_id] = season
            sentence = str(article["text"])[int(claim["sentence_start"]) : int(claim["sentence_end"])]
            told = replace(told, flood=flood, named=bool(flood and (flood.id in same or flood.is_named_in(sentence))))
        found.append(told)
    for told in found:
        # who tells the sum of a season tells it of all that he does not give to one flood by its name or number
        flood = told.flood if told.named else seasons.get(told.evidence.article_id, told.flood)
        yield replace(told, flood=flood, place_rank=tables.places.rank(told.places, flood.provinces if flood else ()))


def claims_on_floods(snapshot: Snapshot, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """The rows of the claims that are figures or silences on flood damage."""
    held = happened(snapshot.claims, [name for name, metric in metrics.items() if metric.kind in CLASSES])
    articles = {str(row["id"]): row for row in snapshot.article_rows}
    near = [_near_a_flood_word(claim, articles[str(claim["article_id"])]) for claim in records(held)]
    return held[pd.Series(near, index=held.index, dtype=bool)]


def _near_a_flood_word(claim: Row, article: Row) -> bool:
    """Whether the claim's paragraph, one of the two before it, or the title speaks of a flood or storm."""
    whole = str(article["text"])
    start, end = int(claim["sentence_start"]), int(claim["sentence_end"])
    before = [part for part in whole[:start].split("\n") if part.strip()][-3:]
    after = whole[start:end] + whole[end:].split("\n", 1)[0]
    return speaks_of_floods("\n".join([*before, after, text(article["title"])]))


def _from_claim(claim: Row, article: Row, metric: Metric, tables: Tables) -> Told:
    """A claim as a telling, its flood still open."""
    cell = {name: text(claim[name]) for name in claim if name != "reported"}
    cell["basis"] = basis_of(cell)
    claimant = tables.claimants.find(cell["claimant_id"], cell["claimant_name"])
    if not cell["claimant_id"] and not cell["claimant_name"]:
        claimant = tables.outlets.of(text(article["url"]), text(article["source"])) or claimant
    name = cell["claimant_name"] or claimant.short
    value, low, high = (_real(claim[part]) for part in ("value", "low", "high"))
    if cell["words"] and isnan(value):  # "hundreds" stays the word that it is: no figure is made of it
        low, high = nan, nan
    at, within = ((int(claim[f"{part}start"]), int(claim[f"{part}end"])) for part in ("", "sentence_"))
    places, place_name = _places(cell, str(article["text"])[slice(*within)], none=value == 0)
    day, title = text(article["published"]), text(article["title"]) or cell["article_id"]
    return Told(
        id=cell["id"],
        origin="article",
        flood=None,
        value=value,
        low=low,
        high=high,
        place=tables.places.label(places) or place_name,
        place_rank=tables.places.rank(places, ()),
        claimant_name=name,
        documents=(title,),
        outlet=text(article["source"]) or cell["article_id"],
        repeats="",
        confidence="read by machine",
        flags=(
            *_flags(cell["stance"]),
            *((f"disputed by {cell['disputed_by_name']}",) if cell["disputed_by_name"] else ()),
            *(("day inferred",) if article["published_how"] == "inferred" else ()),
            *(() if claim["agrees"] else ("units disagree",)),
        ),
        evidence=evidence.Telling(
            claimant=name,
            via=cell["via_name"],
            stance=cell["stance"],
            day=day,
            value=bounded(value, low, high, cell["bound"]) or cell["words"],
            article_id=cell["article_id"],
            start=at[0], end=at[1],
            sentence_start=within[0], sentence_end=within[1],
            extractor=read_by(text(article["extractor"]), claim),
            source=title,
            url=text(article["url"]),
            confidence="read by machine",
        ),
        excerpt=excerpt(str(article["text"]), at, within),
        **_alike(
            tables, metric, claimant, cell, places, stance=cell["stance"], scope=cell["scope"], via=cell["via_name"],
            day=day,
        ),
    )  # fmt: skip


def _places(cell: Mapping[str, str], sentence: str, *, none: bool) -> tuple[tuple[str, ...], str]:
    """The places of a claim, by id and by name; a `none` holds for a place that it names, for no country by default."""
    places, name = ids(cell["place_id"]), cell["place_name"]
    by_default = none and places == (COUNTRY,) and name.casefold() not in sentence.casefold()
    return ((), "") if by_default else (places, name)
