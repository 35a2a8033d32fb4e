"""What the articles say, one row a statement: claims and events in words, tellings of the same statement together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, grouped, missing, records
from nkdata.questions.answers import Answer
from nkdata.questions.articles import ShownArticle, appeared, articles_on, of_a_day
from nkdata.questions.evidence import Evidence, Telling, event_anchor
from nkdata.questions.rows import Frames, table_of, text
from nkdata.questions.wording import bounded, counted, kind_in_words, listed

# what makes two rows one claim: the same figure of the same thing by the same claimant, however he is spelt
KEYED = ("metric", "value", "low", "high", "words", "place_name", "stance", "scope", "hedge")
OTHER = "other"  # the metric of what metrics.csv has no name for
SOURCE = "Source: the articles read; rows are read by machine."
STANCES = {
    "asserted": "",
    "denied": "denies: ",
    "doubted": "doubts: ",
    "not_reported": "not mentioned: ",
    "withheld": "gave no figure: ",
    "withdrawn": "withdraws: ",
}


@dataclass(frozen=True)
class Statement:
    """A claim or an event of articles, with all its tellings.

    `row` is the first telling's row of the snapshot; `what` the statement in words, `when` the days it is about as far
    as told, `who` the claimant and, after "via", the relay; `told` the days on which it was told.
    """

    kind: str
    row: Row
    what: str
    where: str
    when: str
    who: str
    told: tuple[str, ...]
    evidence: Evidence

    @property
    def anchor(self) -> str:
        """Where its sentences stand in the page."""
        return self.evidence.anchor


def claims(
    snapshot: Snapshot,
    reference: Frames,
    as_of: str | None = None,
    known: Collection[tuple[Any, ...]] = (),
) -> list[Statement]:
    """The claims of the articles that had appeared by a day, in order of telling; equal ones of a claimant are one.

    Those whose key (`claim_keys`) is `known` are left out, unread: what is new costs by the day, not by the archive.
    """
    labels = dict(zip(table_of(reference, "metrics")["metric"], table_of(reference, "metrics")["label"], strict=True))
    rows = snapshot.claims
    if known:
        rows = rows.loc[[key not in known for key in claim_keys(rows)]]
    there = articles_on(snapshot, as_of, {*rows["article_id"]} if known else None)
    told = alike(rows, appeared(snapshot, as_of))
    return [_statement("claim", held, _claim(held[0], labels), there) for held in told]


def events(snapshot: Snapshot, as_of: str | None = None, rows: pd.DataFrame | None = None) -> list[Statement]:
    """The events of the articles that had appeared by a day; tellings of one known event in one status are one.

    `rows`: of these rows of `snapshot.events` alone.
    """
    there = articles_on(snapshot, as_of, None if rows is None else {*rows["article_id"]})
    told = alike(snapshot.events if rows is None else rows, appeared(snapshot, as_of))
    return [_statement("event", held, _event(held[0]), there) for held in told]


def alike(rows: pd.DataFrame, articles: pd.DataFrame) -> list[list[Row]]:
    """Rows of claims or events of these articles, those of one statement together.

    In order of telling: by day of the article, then in reading order.
    """
    days = dict(zip(articles["id"], articles["published"].where(of_a_day(articles), "None"), strict=True))
    held = [row for row in records(rows) if row["article_id"] in days]
    held.sort(key=lambda row: (days[row["article_id"]], row["article_id"], row["start"]))
    return [*grouped(held, lambda row: _claim_key(row) if "metric" in row else event_key(row, str(row["id"]))).values()]


def _claim_key(row: Row) -> tuple[Any, ...]:
    return _key((*(row[name] for name in KEYED), _claimant(row["claimant_id"], row["claimant_name"])))


def event_key(row: Row, told: str) -> tuple[str, ...]:
    """What makes two rows one event: that which a table knows, else what is `told`; its status; who answers for it."""
    known = text(row["known_event"]) or told
    return (known, row["kind"], row["status"], _claimant(row["claimant_id"], row["claimant_name"]))


def _claimant(ident: object, name: object) -> str:
    return text(ident) or text(name)


def claim_keys(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The key of each row of claims: rows of one key are one claim."""
    who = map(_claimant, *(frame[name].tolist() for name in ("claimant_id", "claimant_name")))
    return [_key(cells) for cells in zip(*(frame[name].tolist() for name in KEYED), who, strict=True)]


def _key(cells: Iterable[Any]) -> tuple[Any, ...]:
    """Cells that can be compared: a missing or empty one is None."""
    return tuple(None if cell is None or cell is pd.NA or cell != cell or cell == "" else cell for cell in cells)


def _statement(kind: str, held: list[Row], what: str, there: Mapping[str, ShownArticle]) -> Statement:
    """One statement out of the rows that tell it."""
    first = held[0]
    tellings = tuple(_telling(row, what, there[row["article_id"]]) for row in held)
    days = tuple(sorted({told.day for told in tellings if told.day}))
    anchor = event_anchor(str(first["id"]))
    who = _who(first)
    heading = ", ".join(part for part in (what, text(first["place_name"]), who) if part)
    return Statement(
        kind, first, what, text(first["place_name"]), _when(first), who, days, Evidence(anchor, heading, tellings)
    )


def _telling(row: Row, what: str, article: ShownArticle) -> Telling:
    stance = str(row.get("stance") or row.get("status"))
    hedge = f"Hedged in the text: “{row['hedge']}”." if text(row["hedge"]) else ""
    said = {"claimant": text(row["claimant_name"]), "via": text(row["via_name"]), "stance": stance}
    value = " ".join(str(row["text"]).split()) if "status" in row else what
    return article.telling(row, **said, value=value, note=hedge)


def _claim(row: Row, labels: Mapping[str, str]) -> str:
    """A claim in words, with those that hedge it: `3,000 homes flooded (“could”)`."""
    return _figure(row, labels) + (f" (“{hedge}”)" if (hedge := text(row["hedge"])) else "")


def _figure(row: Row, labels: Mapping[str, str]) -> str:
    """A figure or silence in words: `more than 16,000 homes damaged`, `not mentioned: deaths`.

    "Dozens" stay dozens, no figure is made of them; what no table counts is told in the article's words, with its unit.
    """
    singular, _, plural = labels.get(str(row["metric"]), str(row["metric"]).replace("_", " ")).partition(";")
    if row["value"] == 0 and row["low"] == 0 and row["high"] == 0:
        return f"{STANCES.get(str(row['stance']), '')}no {plural or singular}"
    shown = bounded(row["value"], row["low"], row["high"], text(row["bound"]))
    vague = text(row["words"]) and missing(row["value"])
    number = f"“{row['words']}”" if vague else shown
    if row["metric"] == OTHER and number:
        return f"{STANCES.get(str(row['stance']), '')}“{' '.join(str(row['text']).split())}”"
    label = singular if number == "1" else plural or singular
    return f"{STANCES.get(str(row['stance']), '')}{number} {label}".replace("  ", " ").strip()


def _event(row: Row) -> str:
    """An event in words: what the text says, its kind and its status."""
    kind = kind_in_words(str(row["kind"]))
    return f"{row['status']}: {kind}, “{' '.join(str(row['text']).split())}”"


def _who(row: Row) -> str:
    """Who answers for it, and who passed it on."""
    claimant, relay = text(row["claimant_name"]) or "the article itself", text(row["via_name"])
    return f"{claimant} via {relay}" if relay else claimant


def _when(row: Row) -> str:
    """The days that it is about: one day, or from … to …, never finer than told."""
    first, last = text(row["date_start"]), text(row["date_end"])
    if not first and not last:
        return ""
    days = first if first == last else f"{first or '…'} to {last or '…'}"
    return f"{days} (vague)" if text(row["precision"]) == "vague" else days


def claims_answer(snapshot: Snapshot, reference: Frames, as_of: str | None = None) -> Answer:
    """The claims as a table, with a finding that counts them."""
    held = claims(snapshot, reference, as_of)
    silent = sum(one.row["stance"] in ("not_reported", "withheld") for one in held)
    title = f"{counted(len(held), 'claim')}, {silent} of them silent on something" if held else "No claim was found"
    return answer("claims", title, held)


def events_answer(snapshot: Snapshot, as_of: str | None = None) -> Answer:
    """The events as a table, with a finding that counts them by status."""
    held = events(snapshot, as_of)
    counts = pd.Series([str(one.row["status"]) for one in held], dtype="str").value_counts().sort_index()
    parts = listed([f"{number} {status}" for status, number in counts.items()])
    return answer("events", f"{counted(len(held), 'event')}: {parts}" if held else "No event was found", held)


def answer(name: str, title: str, held: Iterable[Statement]) -> Answer:
    """Statements as a table for people to read, each row with its evidence."""
    statements = list(held)
    rows = [
        {"What": one.what, "Where": one.where, "When": one.when, "Who says so": one.who, "Told": ", ".join(one.told),
         "anchor": one.anchor}
        for one in statements
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["What", "Where", "When", "Who says so", "Told", "anchor"])
    return Answer(
        name,
        title,
        SOURCE,
        table,
        tuple(o.evidence for o in statements),
        newest_last=True,
    )
