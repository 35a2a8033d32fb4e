"""What a page rests on: articles, voices, origins, figures with one source, what could not be read, days of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Snapshot
from nkdata.questions.answers import Answer
from nkdata.questions.articles import articles_on
from nkdata.questions.claimants import Claimants
from nkdata.questions.statements import Statement, claims, events
from nkdata.questions.tracing import text
from nkdata.questions.wording import counted, listed

SOURCE = "Source: the articles read and the reference tables."
NAMED = 5  # claimants and languages named


def source_statement(
    snapshot: Snapshot,
    reference: Mapping[str, pd.DataFrame],
    as_of: str | None = None,
    refused: Sequence[str] = (),
) -> Answer:
    """How many articles, original claimants, origins and single-source statements stand behind a page, and how old the
    tables are; articles of a later day than `as_of`, and then undated ones, do not count.  `refused` names what could
    not be read, each with its reason.

    Columns `Of`, `How many`, `Which`.  An origin is a story of a collection, else a text of its own.
    """
    there = articles_on(snapshot, as_of)
    rows = [row for row in snapshot.article_rows if str(row["id"]) in there]
    told = [*claims(snapshot, reference, as_of), *events(snapshot, as_of)]
    lines = [*_of_articles(rows, len(snapshot.article_rows))]
    if refused:
        more = [f"{len(refused) - NAMED:,} more"] if len(refused) > NAMED else []
        lines.append(("Inputs refused", f"{len(refused):,}", "; ".join([*refused[:NAMED], *more])))
    lines += [*_of_statements(told, rows, reference)]
    lines += [*_of_reviews(snapshot, there), *_of_tables(reference)]
    origins = len({_origin(row) for row in rows})
    title = f"{counted(len(rows), 'article')} of {counted(origins, 'origin')}" if rows else "No article had appeared"
    table = pd.DataFrame(lines, columns=["Of", "How many", "Which"], dtype="str").assign(anchor="")
    return Answer("rests-on", title, SOURCE, table)


def _origin(row: Mapping[str, Any]) -> str:
    """The story of an article; without a collection, its text."""
    return text(row.get("story")) or str(row["text"])


def _of_articles(rows: list[dict[str, Any]], read: int) -> Iterator[tuple[str, str, str]]:
    """What was read, and what of it could not be used."""
    days = sorted(text(row["published"]) for row in rows if text(row["published"]))
    span = f"{days[0]} to {days[-1]}" if days else "no day is known"
    outlets = pd.Series([text(row["source"]) or "publisher not known" for row in rows], dtype="str").value_counts()
    yield "Articles read", f"{len(rows):,}", span
    if read > len(rows):
        yield "Articles left out", f"{read - len(rows):,}", "of a later day, or without one"
    yield "Outlets", f"{len(outlets):,}", _most(outlets)
    again = len(rows) - len({_origin(row) for row in rows})
    yield "Articles that tell again what another told", f"{again:,}", "same story, counted once as an origin"
    guessed = sum(row["published_how"] == "inferred" for row in rows)
    undated = sum(not text(row["published"]) for row in rows)
    yield "Articles whose day was inferred", f"{guessed:,}", f"{undated:,} more have no day" if undated else ""
    unread = [row["language"] for row in rows if text(row["language"]).partition("-")[0] not in ("en", "und")]
    if unread:
        yield "Articles kept, not read", f"{len(unread):,}", _most(pd.Series(unread, dtype="str").value_counts())


def _of_statements(
    told: list[Statement], rows: list[dict[str, Any]], reference: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[str, str, str]]:
    """Who answers for what is claimed, and how much of it has one voice and one origin alone."""
    origin = {str(row["id"]): _origin(row) for row in rows}
    known = Claimants(reference["actors"])
    voices = pd.Series([_voice(known, one.row) for one in told], dtype="str")
    yield "Original claimants", f"{voices.nunique():,}", _most(voices.value_counts())
    relayed = sum(bool(text(one.row["via_name"])) for one in told)
    yield "Statements passed on by another", f"{relayed:,}", "not heard from the claimant"
    often = [one for one in told if len(one.evidence.tellings) > 1]
    one_origin = sum(len({origin.get(each.article_id, "") for each in one.evidence.tellings}) == 1 for one in often)
    yield "Statements told more than once", f"{len(often):,}", f"{one_origin:,} of them by articles of one origin"
    figures = [one for one in told if one.kind == "claim" and not pd.isna(one.row["value"])]
    single = sum(len({origin.get(each.article_id, "") for each in one.evidence.tellings}) == 1 for one in figures)
    yield "Figures with a single source", f"{single:,}", f"of {len(figures):,} that articles give"


def _voice(known: Claimants, row: Mapping[str, Any]) -> str:
    """One name for a claimant, however the articles spell it."""
    name = text(row["claimant_name"])
    return known.find(text(row["claimant_id"]), name).name if name else "the article itself"


def _of_reviews(snapshot: Snapshot, there: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """How many claims and events a person looked at; nothing where nobody did."""
    for kind, frame in (("Claims", snapshot.claims), ("Events", snapshot.events)):
        if "reviewed" in frame:
            looked = frame.loc[(frame["reviewed"] != "none") & frame["article_id"].isin(list(there))]
            people = looked["reviewed_by"].value_counts()
            how = looked["reviewed"].value_counts()
            yield (
                f"{kind} that a person looked at",
                f"{len(looked):,}",
                "; ".join(filter(None, (_most(how), _most(people)))),
            )


def _of_tables(reference: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str, str]]:
    """The newest day on which each table's sources were published."""
    days = {
        str(row["source_id"]): text(row["published"])
        for name in reference
        if name.startswith("sources_")
        for row in reference[name].to_dict("records")
    }
    newest = {
        name.replace("_", " "): max((days.get(str(one), "") for one in frame["source_id"].dropna()), default="")
        for name, frame in sorted(reference.items())
        if "source_id" in frame and not name.startswith("sources_")
    }
    named = "; ".join(f"{name} {day or 'without a day'}" for name, day in newest.items())
    yield "Reference tables", f"{len(newest):,}", f"newest source of each: {named}"


def _most(counts: pd.Series[int]) -> str:
    """The most frequent ones with their counts."""
    named = [f"{name} {count:,}" for name, count in counts.head(NAMED).items()]
    return listed([*named, *([f"{len(counts) - NAMED:,} more"] if len(counts) > NAMED else [])])
