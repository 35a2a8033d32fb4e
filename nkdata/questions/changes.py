"""What is new since a day, or since the last report: claims, revised figures, denials, edits, ends of silence.

Two states of what was read are compared, never two pages: what an article says again is not new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Snapshot
from nkdata.collection.versions import sentences_changed
from nkdata.questions.answers import Answer
from nkdata.questions.articles import articles_on
from nkdata.questions.damage import number_text
from nkdata.questions.evidence import Evidence, event_anchor, slug
from nkdata.questions.figures import evidence_of, figures
from nkdata.questions.statements import OTHER, Statement, claim_keys, claims, events
from nkdata.questions.tellings import records
from nkdata.questions.tracing import text
from nkdata.questions.wording import counted, day_in_words, listed, upper_first

SOURCE = "Source: the articles read, compared with what had been read before; read by machine."
COLUMNS = ["change", "what", "detail", "day", "source", "article_id", "sentence", "anchor"]
SHOWN = {"change": "Change", "what": "What", "detail": "How", "day": "Told", "source": "Source"}
# one, several; in the order of the page
KINDS = {
    "withdrawn": ("article gone", "articles gone"),
    "edited": ("edited article", "edited articles"),
    "denied": ("denial or doubt", "denials or doubts"),
    "revised": ("revised figure", "revised figures"),
    "silence ended": ("end of a silence", "ends of silences"),
    "held": ("announced event now told as done", "announced events now told as done"),
    "overdue": ("announced event overdue", "announced events overdue"),
    "claim": ("new claim", "new claims"),
    "event": ("new event", "new events"),
    "other": ("claim of something no table counts", "claims of things no table counts"),
}
AGAINST = ("denied", "doubted", "withdrawn")
PLANS = ("announced", "offered", "conditional")
OLD_WORDS = 160  # characters of a sentence that is no longer there


@dataclass(frozen=True)
class State:
    """What was known at one time: what had been read, and the day at which it is cut, if any."""

    snapshot: Snapshot
    as_of: str | None = None

    @cached_property
    def day(self) -> str:
        """The day it stands for: that of the cut, else of its newest article; "" when none is dated."""
        days = [str(one.published) for one in articles_on(self.snapshot, self.as_of).values() if one.published]
        return self.as_of or max(days, default="")


@dataclass(frozen=True)
class _Change:
    """One thing that is new."""

    kind: str
    what: str
    detail: str
    day: str
    evidence: Evidence


def changes(before: State, now: State, reference: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What `now` has and `before` had not, the graver first, then the newest; one row a change.

    Columns: `change` (a key of `KINDS`), `what`, `detail` in words, `day` (ISO, "" where undated), `source`,
    `article_id`, `sentence` of its last telling, `anchor` of its evidence.  Where both states are of one snapshot, cut
    at two days, edits cannot be seen, and articles without a day are no part of either.
    """
    return _table(_found(before, now, reference), now)


def news(before: State | None, now: State, reference: Mapping[str, pd.DataFrame]) -> Answer:
    """The changes as a table with its finding; without a `before`, the finding says that there is none."""
    if before is None:
        title = "There is no earlier report to compare with"
        return Answer("whats-new", title, SOURCE, pd.DataFrame(columns=[*SHOWN.values(), "anchor"], dtype="str"))
    found = _found(before, now, reference)
    table = _table(found, now)[[*SHOWN, "anchor"]].rename(columns=SHOWN)
    since = day_in_words(before.day) if before.day else "the last report"
    counts = Counter(one.kind for one in found)
    parts = [counted(counts[kind], *words) for kind, words in KINDS.items() if counts[kind]]
    title = f"New since {since}: {listed(parts)}" if found else f"Nothing new since {since}"
    evidence = {one.evidence.anchor: one.evidence for one in found}
    return Answer("whats-new", title, SOURCE, table, tuple(evidence.values()))


def _found(before: State, now: State, reference: Mapping[str, pd.DataFrame]) -> list[_Change]:
    """All changes in the order of the page."""
    on_figures = [*_of_figures(before, now, reference)]
    told = {(one.article_id, one.start) for change in on_figures for one in change.evidence.tellings}
    found = [
        *_of_articles(before, now),
        *on_figures,
        *_of_claims(before, now, reference, told),
        *_of_events(before, now),
    ]
    found.sort(key=lambda one: one.day, reverse=True)
    return sorted(found, key=lambda one: [*KINDS].index(one.kind))


def _table(found: list[_Change], now: State) -> pd.DataFrame:
    """Changes as rows."""
    sources = {str(row["id"]): text(row["source"]) or text(row["title"]) for row in now.snapshot.article_rows}
    texts = {str(row["id"]): str(row["text"]) for row in now.snapshot.article_rows}
    rows = []
    for one in found:
        last = max(one.evidence.tellings, key=lambda told: (bool(told.article_id), told.day), default=None)
        sentence = texts.get(last.article_id, "")[last.sentence_start : last.sentence_end] if last else ""
        ident = last.article_id if last else ""
        source = sources.get(ident) or (last.source if last else "")
        rows.append((one.kind, one.what, one.detail, one.day, source, ident, sentence, one.evidence.anchor))
    return pd.DataFrame(rows, columns=COLUMNS, dtype="str")


def _of_articles(before: State, now: State) -> Iterator[_Change]:
    """Articles whose text is another now, and articles that are gone."""
    if before.snapshot is now.snapshot:
        return
    old = {_same(row): row for row in before.snapshot.article_rows}
    there = articles_on(now.snapshot, now.as_of)
    new = {_same(row): row for row in now.snapshot.article_rows}
    texts = {str(row["text"]) for row in new.values()}
    for key, row in old.items():
        title = text(row["title"]) or str(row["id"])
        other = new.get(key)
        if other is None:
            if str(row["text"]) not in texts:
                gone = Evidence(f"gone-{slug(str(row['id']))}", f"{title}: no longer among what is read", ())
                yield _Change(
                    "withdrawn", title, "it was read before and is not there now", text(row["published"]), gone
                )
        elif other["text"] != row["text"] and str(other["id"]) in there:
            article = there[str(other["id"])]
            came = [one for one in sentences_changed(str(row["text"]), str(other["text"])) if one.after]
            went = [one for one in sentences_changed(str(row["text"]), str(other["text"])) if one.before]
            starts = [(article.text.find(one.after), one.after) for one in came]
            told = tuple(
                article.telling({"start": at, "end": at + len(words)}, value=words) for at, words in starts if at >= 0
            )
            detail = f"{counted(len(came), 'sentence')} came, {counted(len(went), 'sentence')} went"
            if went:
                detail += f"; gone: “{went[0].before[:OLD_WORDS]}{'…' if len(went[0].before) > OLD_WORDS else ''}”"
            anchor = f"edited-{slug(str(other['id']))}"
            told = told or (article.telling({"start": 0, "end": 0}, value=""),)
            yield _Change("edited", title, detail, text(other["published"]), Evidence(anchor, f"{title}: edited", told))


def _same(row: Mapping[str, Any]) -> str:
    """What stays the same of an article through its versions."""
    return text(row.get("version_of")) or str(row["id"])


def _of_figures(before: State, now: State, reference: Mapping[str, pd.DataFrame]) -> Iterator[_Change]:
    """Figures of a flood that one counter told otherwise before, and ends of silence."""
    old = [*records(figures(before.snapshot, reference, before.as_of))]
    known = {ident for row in old for ident in _in_articles(row)}
    ended = {told.id for row in old if not pd.isna(row["ended_on"]) for told in row["tellings"]}
    held = figures(now.snapshot, reference, now.as_of)
    evidence = {one.anchor: one for one in evidence_of(held)}
    series: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    rows_now = records(held)
    by_article = {_voice_on(row, row["told_first"]) for row in rows_now if row["origin"] != "reference"}
    for row in rows_now:
        if row["disaster_id"] and row["confidence"] != "unverified" and not pd.isna(row["told_first"]):
            if row["stance"] == "asserted":
                key = (row["disaster_id"], row["metric"], tuple(row["place_ids"]), row["counter_id"], row["scope"])
                series.setdefault(key, []).append(row)
            elif _ended_by_article(row, by_article) and not ended & {told.id for told in row["tellings"]}:
                behind = evidence[event_anchor(str(row["figure_id"]))]
                detail = f"{row['claimant']} had not mentioned any, and did on {_day(row['ended_on'])}"
                day = row["ended_on"].date().isoformat()
                yield _Change("silence ended", upper_first(_thing(row)), detail, day, behind)
    for rows in series.values():
        told = sorted(rows, key=lambda row: (row["told_first"], str(row["figure_id"])))
        new = [place for place, row in enumerate(told) if _in_articles(row) and not known & _in_articles(row)]
        earlier = [row for place, row in enumerate(told[: new[-1]]) if place not in new] if new else []
        # something stood there before; what a table has of the same day is no step to it
        if any(_in_articles(row) or row["told_first"] < told[new[-1]]["told_first"] for row in earlier):
            told = told[: new[-1] + 1]
            trail = " → ".join(f"{number_text(dict(row)) or row['words']} ({_day(row['told_first'])})" for row in told)
            anchor = f"{event_anchor(str(told[-1]['figure_id']))}-revised"
            tellings = tuple(one for row in told for one in evidence[event_anchor(str(row["figure_id"]))].tellings)
            what = upper_first(_thing(told[-1]))
            day = told[-1]["told_first"].date().isoformat()
            yield _Change(
                "revised", what, f"{trail}; {told[-1]['claimant']}", day, Evidence(anchor, f"{what}: {trail}", tellings)
            )


def _in_articles(row: Mapping[str, Any]) -> set[str]:
    """The claims of articles that tell a figure; that a table holds it too makes it no less new to a reader."""
    return {told.id for told in row["tellings"] if told.origin == "article"}


def _ended_by_article(row: Mapping[str, Any], by_article: set[tuple[Any, ...]]) -> bool:
    """Whether a silence is over, and an article keeps it or tells its end: tables alone are no news."""
    over = not pd.isna(row["ended_on"])
    return over and (row["origin"] != "reference" or _voice_on(row, row["ended_on"]) in by_article)


def _voice_on(row: Mapping[str, Any], day: pd.Timestamp) -> tuple[Any, ...]:
    return (row["disaster_id"], row["metric_class"], row["claimant_id"], day)


def _thing(row: Mapping[str, Any]) -> str:
    """What a figure counts, and where."""
    place = f" in {row['place']}" if row["place_rank"] in (1, 2) else ""
    return str(row["label"]).rpartition(";")[2] + place


def _day(day: pd.Timestamp) -> str:
    return day_in_words(day.date())


def _of_claims(
    before: State, now: State, reference: Mapping[str, pd.DataFrame], told: set[tuple[str, int]]
) -> Iterator[_Change]:
    """Claims that nobody had made, those in `told` apart; denials and doubts by their own name."""
    held = before.snapshot.claims
    known = {*claim_keys(held[held["article_id"].isin([*articles_on(before.snapshot, before.as_of)])])}
    for one in claims(now.snapshot, reference, now.as_of, known):
        if (one.row["article_id"], one.row["start"]) not in told:
            disputed = text(one.row["disputed_by_name"])
            kind = "claim" if one.row["metric"] != OTHER else "other"
            kind = "denied" if one.row["stance"] in AGAINST or disputed else kind
            yield _of(one, kind, f"{one.who}; disputed by {disputed}" if disputed else one.who)


def _of(one: Statement, kind: str, detail: str) -> _Change:
    """A statement as a change."""
    what = upper_first(one.what) + (f", {one.where}" if one.where else "")
    return _Change(kind, what, detail, one.told[0] if one.told else "", one.evidence)


def _event_key(one: Statement) -> tuple[str, ...]:
    """What makes an event the same in two states: the event that a table knows, else the words that tell it."""
    known = text(one.row["known_event"]) or " ".join(str(one.row["text"]).split())
    return (known, one.row["kind"], one.row["status"], text(one.row["claimant_name"]))


def _of_events(before: State, now: State) -> Iterator[_Change]:
    """Events that had not been told; announced ones that are told as done, or whose day has passed."""
    old = {_event_key(one): one for one in events(before.snapshot, before.as_of)}
    planned = {text(one.row["known_event"]) for one in old.values() if one.row["status"] in PLANS} - {""}
    held = events(now.snapshot, now.as_of)
    first, today = before.day, now.day
    done = {text(one.row["known_event"]) for one in held if one.row["status"] == "happened"} - {""}
    for one in held:
        known, status = text(one.row["known_event"]), one.row["status"]
        if _event_key(one) not in old:
            if status == "happened" and known in planned:
                yield _of(one, "held", f"it had been announced; {one.who}")
            else:
                yield _of(one, "denied" if status == "denied" else "event", one.who)
        last = text(one.row["date_end"]) or text(one.row["date_start"])
        passed = len(last) == 10 and text(one.row["precision"]) != "vague" and first <= last < today
        if status == "announced" and passed and known not in done and first:
            yield _of(one, "overdue", f"announced for {one.when}; nothing that was read says that it was held")
