"""What a page rests on: articles, voices, origins, figures with one source, what could not be read, days of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, missing, records
from nkdata.questions.answers import Answer
from nkdata.questions.articles import appeared
from nkdata.questions.claimants import Claimants
from nkdata.questions.hedges import is_ahead
from nkdata.questions.rows import Frames, table_of, text
from nkdata.questions.statements import alike
from nkdata.questions.wording import counted, listed, some

SOURCE = "Source: the articles read and the reference tables."
NAMED = 5  # claimants and languages named
# As services end a text that they cut: NewsAPI's "[+2314 chars]", a feed's "…" or "Read more".
CUT = r"(?i)(?:\[\+\d+ chars\]|\[?(?:…|\.\.\.)\]?\s*(?:\(?(?:read more|continue reading)\b.{0,40})?)\s*$"
LANGUAGES = {
    "ko": "Korean", "es": "Spanish", "fr": "French", "de": "German", "zh": "Chinese", "ja": "Japanese", "ru": "Russian",
    "pt": "Portuguese", "it": "Italian", "ar": "Arabic",
}  # fmt: skip


def source_statement(
    snapshot: Snapshot,
    reference: Frames,
    as_of: str | None = None,
    refused: Sequence[str] = (),
) -> Answer:
    """How many articles, original claimants, origins and single-source statements stand behind a page, and how old the
    tables are; articles of a later day than `as_of`, and then undated ones, do not count.  `refused` names what could
    not be read, each with its reason.

    Columns `Of`, `How many`, `Which`.  An origin is a story of a collection, else a text of its own.
    """
    articles = appeared(snapshot, as_of).assign(origin=_origins)
    lines = [*_of_articles(articles, len(snapshot.articles))]
    if refused:
        lines.append(("Inputs refused", f"{len(refused):,}", "; ".join(some(refused, NAMED))))
    lines += [*_of_statements(snapshot, articles, reference)]
    lines += [*_of_reviews(snapshot, articles["id"]), *_of_tables(reference)]
    origins = counted(articles["origin"].nunique(), "origin")
    title = f"{counted(len(articles), 'article')} of {origins}" if len(articles) else "No article had appeared"
    table = pd.DataFrame(lines, columns=["Of", "How many", "Which"], dtype="str").assign(anchor="")
    return Answer("rests-on", title, SOURCE, table)


def _origins(articles: pd.DataFrame) -> pd.Series[str]:
    """The story of each article; without a collection, its text."""
    held = articles.get("story", pd.Series("", articles.index)).fillna("")
    return held.where(held != "", articles["text"])


def _of_articles(rows: pd.DataFrame, read: int) -> Iterator[tuple[str, str, str]]:
    """What was read, and what of it could not be used."""
    days = rows["published"].fillna("")
    first, last = days[days != ""].min(), days.max()
    span = (first if first == last else f"{first} to {last}") if last else "no day is known"
    named = rows["source"].fillna("")
    outlets, nameless = _counts(named[named != ""]), int((named == "").sum())
    yield "Articles read", f"{len(rows):,}", span
    if read > len(rows):
        yield "Articles left out", f"{read - len(rows):,}", "of a later day, or without one"
    if nameless and not len(outlets):
        yield "Outlets", "not known", f"no publisher stands with {'any' if nameless > 1 else 'the'} article"
    else:
        more = f"; {counted(nameless, 'article')} without a publisher" if nameless else ""
        yield "Outlets", f"{len(outlets):,}", f"{_most(outlets)}{more}"
    if again := len(rows) - rows["origin"].nunique():
        yield "Articles that tell again what another told", f"{again:,}", "same story, counted once as an origin"
    if guessed := int(rows["published_how"].eq("inferred").sum()):
        yield (
            "Articles whose day was inferred",
            f"{guessed:,}",
            "from dateline, weekdays and events that the text names",
        )
    if undated := int(days.eq("").sum()):
        yield "Articles without a day", f"{undated:,}", "their statements stand in no order of telling"
    unread = rows.loc[~rows["language"].fillna("").str.split("-").str[0].isin(["en", "und"]), "language"]
    if len(unread):
        yield "Articles kept, not read", f"{len(unread):,}", _most(_counts(unread.map(_language)))
    if cut := int(rows["text"].str[-100:].str.contains(CUT).sum()):
        yield "Articles that break off", f"{cut:,}", "what they say further on is not here, and no silence of theirs"


def _of_statements(snapshot: Snapshot, articles: pd.DataFrame, reference: Frames) -> Iterator[tuple[str, str, str]]:
    """Who answers for what is claimed, and how much of it has one voice and one origin alone."""
    known = Claimants(table_of(reference, "actors"))
    claims, events = (alike(frame, articles) for frame in (snapshot.claims, snapshot.events))
    told = [*claims, *events]
    answered = [_voice(known, held[0]) for held in told]
    voices, alone_told = _counts(one for one in answered if one), answered.count("")
    more = f"{counted(alone_told, 'statement names', 'statements name')} nobody"
    yield "Original claimants", f"{len(voices):,}", "; ".join(filter(None, (_most(voices), more if alone_told else "")))
    if relayed := sum(bool(text(held[0]["via_name"])) for held in told):
        yield "Statements passed on by another", f"{relayed:,}", "not heard from the claimant"
    if ahead := int(is_ahead(pd.DataFrame([held[0] for held in claims], columns=snapshot.claims.columns)).sum()):
        yield "Claims of what has not happened", f"{ahead:,}", "planned, forecast or possible: on no chart of damage"
    origin = dict(zip(articles["id"], articles["origin"], strict=True))
    alone = [len({origin[row["article_id"]] for row in held}) == 1 for held in told]
    often = [one for held, one in zip(told, alone, strict=True) if len(held) > 1]
    if often:
        yield "Statements told more than once", f"{len(often):,}", f"{sum(often):,} of them by articles of one origin"
    figures = [one for held, one in zip(claims, alone, strict=False) if not missing(held[0]["value"])]
    yield "Figures with a single source", f"{sum(figures):,}", f"of {len(figures):,} that articles give"


def _voice(known: Claimants, row: Row) -> str:
    """One name for a claimant, however the articles spell it; "" where nobody is named."""
    name = text(row["claimant_name"])
    return known.find(text(row["claimant_id"]), name).name if name else ""


def _language(code: str) -> str:
    """A language by its English name, where it has one here."""
    return LANGUAGES.get(code.split("-")[0], code)


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


def _of_tables(reference: Frames) -> Iterator[tuple[str, str, str]]:
    """The newest day on which each table's sources were published."""
    days = {
        str(row["source_id"]): text(row["published"])
        for name in reference
        if name.startswith("sources_")
        for row in records(table_of(reference, name))
    }
    newest = {
        name.replace("_", " "): max((days.get(str(one), "") for one in frame["source_id"].dropna()), default="")
        for name, frame in sorted(reference.items())
        if "source_id" in frame and not name.startswith("sources_")
    }
    named = "; ".join(f"{name} {day or 'without a day'}" for name, day in newest.items())
    yield "Reference tables", f"{len(newest):,}", f"newest source of each: {named}"


def _counts(names: Iterable[str]) -> pd.Series[int]:
    """How often each name stands there, the most frequent first."""
    return pd.Series([*names], dtype="str").value_counts()


def _most(counts: pd.Series[int]) -> str:
    """The most frequent ones with their counts."""
    return listed(some([f"{name} {count:,}" for name, count in counts.items()], NAMED))
