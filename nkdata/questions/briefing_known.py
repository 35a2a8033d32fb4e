"""What the briefing leans on: statements, figures on floods, events beside the record, and how it words them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nkdata.collection.snapshot import Row, Snapshot, missing, records
from nkdata.questions.articles import articles_on
from nkdata.questions.damage import number_text
from nkdata.questions.evidence import Evidence, slug
from nkdata.questions.figures import evidence_of, figures, thing
from nkdata.questions.hedges import ASIDES
from nkdata.questions.policy import article_record
from nkdata.questions.rows import Frames, text
from nkdata.questions.statements import Statement, claims, events
from nkdata.questions.wording import day_in_words, listed, no_finer, some

SILENT = ("not_reported", "withheld")
AGAINST = {"denied": "denied", "doubted": "doubted", "withdrawn": "withdrew"}  # what its claimant did
NAMED = 3  # statements named of many
MOST_ARTICLES = 25  # set beside the record one by one; the newest


@dataclass(frozen=True)
class Line:
    """A row of one of the tables; `weight` puts the graver first."""

    what: str
    detail: str
    anchor: str
    evidence: tuple[Evidence, ...]
    weight: int = 5


@dataclass(frozen=True)
class Known:
    """What the four answers lean on: statements of the articles, the newest first, figures on floods, events beside
    the record.
    """

    claims: list[Statement]
    events: list[Statement]
    figures: list[Row]
    evidence: dict[str, Evidence]
    verdicts: list[Row]
    articles: int
    disputed: set[tuple[Any, ...]]  # sentences in which a claim names its disputer


def gather(snapshot: Snapshot, reference: Frames, as_of: str | None) -> Known:
    """Everything that is asked of the articles and tables, once."""
    held = records(figures(snapshot, reference, as_of))
    there = articles_on(snapshot, as_of)
    newest = sorted(there, key=lambda key: (str(there[key].published or ""), key))[-MOST_ARTICLES:]
    beside = [article_record(snapshot, reference, ident, as_of) for ident in newest]
    evidence = {one.anchor: one for one in evidence_of(held)}
    evidence |= {one.anchor: one for told in beside for one in told.evidence}
    told_claims = claims(snapshot, reference, as_of)
    return Known(
        claims=oldest_first(told_claims, reverse=True),
        events=oldest_first(events(snapshot, as_of), reverse=True),
        figures=[row for row in held if row["confidence"] != "unverified"],
        evidence=evidence,
        verdicts=[row for told in beside for row in records(told.rows)],
        articles=len(there),
        disputed={sentence_of(one) for one in told_claims if text(one.row["disputed_by_name"])},
    )


def line_of(told: Statement, detail: str, what: str, weight: int) -> Line:
    """A statement as a row."""
    return Line(what, detail, told.anchor, (told.evidence,), weight)


def oldest_first(told: Iterable[Statement], reverse: bool = False) -> list[Statement]:
    """Statements by the day on which they were told last; those of one day stay in their order."""
    return sorted(told, key=lambda one: one.told[-1:], reverse=reverse)


def line_of_all(told: Sequence[Statement], what: str, detail: str, heading: str, weight: int) -> Line:
    """Several statements as one row, `what` with some of them named at its `{}`."""
    words = [*{words.casefold(): words for words in map(quoted, told)}.values()]
    named = listed(some(words, NAMED))
    anchor = f"{told[0].anchor}-{slug(heading)}"
    tellings = tuple(telling for one in told for telling in one.evidence.tellings)
    return Line(what.replace("{}", named), detail, anchor, (Evidence(anchor, heading, tellings),), weight)


def where(told: Statement) -> str:
    """The place of a statement, to be put behind it."""
    return f", {told.where}" if told.where else ""


def sentence_of(told: Statement) -> tuple[Any, ...]:
    """Where it stands, and what it counts: a denial beside the claim it is set against shares both."""
    return tuple(told.row[name] for name in ("article_id", "sentence_start", "metric"))


def quoted(one: Statement) -> str:
    """The words of an article that make a statement."""
    return f"“{' '.join(str(one.row['text']).split())}”"


def who_speaks(known: Known, silence: Statement) -> list[Row]:
    """Figures of the same flood and class as a silence: those of the widest place first, "none" last."""
    own = _own(known, silence)
    if own is None or not own["disaster_id"]:
        return []
    same = [row for row in known.figures if row["disaster_id"] == own["disaster_id"]]
    told = [row for row in same if row["metric_class"] == own["metric_class"] and row["stance"] == "asserted"]
    return sorted(
        told, key=lambda row: (row["value"] == 0, row["place_rank"], str(row["told_first"]), row["figure_id"])
    )


def silent_until(known: Known, silence: Statement) -> str:
    """The day on which the same voice spoke of it after all, in words; "" while it has not."""
    own = _own(known, silence)
    return "" if own is None or missing(own["ended_on"]) else day_in_words(own["ended_on"].date())


def _own(known: Known, told: Statement) -> Row | None:
    """The figure that a statement tells."""
    ident = told.row["id"]
    return next((row for row in known.figures if any(one.id == ident for one in row["tellings"])), None)


def figure(row: Row) -> str:
    """A figure with its thing and, where it is a part of the country, its place: `16,680 homes damaged`."""
    aside = ASIDES.get(str(row["basis"]), "")
    number, on = number_told(row), "" if number_text(dict(row)) or row["value"] == 0 else "on "
    return f"{number} {on}{thing(row)}{in_place(row)}{aside}"


def number_told(row: Row, none: str = "no") -> str:
    """A figure's number, `none` for a zero, or its words."""
    return none if row["value"] == 0 else number_text(dict(row)) or f"“{row['words']}”"


def in_place(row: Row) -> str:
    """Where, if it is a part of the country."""
    return f" in {row['place']}" if row["place_rank"] in (1, 2) else ""


def voice(row: Row) -> str:
    """Who gave a figure, and who passed it on."""
    relay = row["tellings"][0].relay
    return f"{row['claimant']} through {relay.short}" if relay else str(row["claimant"])


def told_on(row: Row) -> str:
    """When a figure was told first, no finer than known."""
    return "undated" if missing(row["told_first"]) else no_finer(row["told_first"].date(), row["told_precision"])
