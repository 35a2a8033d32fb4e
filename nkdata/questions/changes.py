"""What is new since a day, or since the last report: claims, revised figures, denials, edits, ends of silence.

Two states of what was read are compared, never two pages: what an article says again is not new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from nkdata.collection.snapshot import Row, grouped, records
from nkdata.collection.versions import sentences_changed
from nkdata.questions.answers import Answer
from nkdata.questions.articles import ShownArticle, article_rows, articles_on
from nkdata.questions.evidence import Evidence, Telling, slug
from nkdata.questions.revisions import of_figures
from nkdata.questions.rows import Frames, text
from nkdata.questions.statements import OTHER, Statement, claims, event_key, events
from nkdata.questions.states import Change
from nkdata.questions.states import State as State
from nkdata.questions.wording import counted, day_in_words, listed, some, upper_first

SOURCE = "Source: the articles read, compared with what had been read before; read by machine."
COLUMNS = ["change", "what", "detail", "day", "source", "article_id", "sentence", "anchor"]
SHOWN = {
    "change": "Change", "what": "What", "detail": "How", "day": "Told", "source": "Source", "sentence": "Sentence",
}  # fmt: skip
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
    "other": ("other claim", "other claims"),  # of what no table has a metric for
}
AGAINST = ("denied", "doubted", "withdrawn")
PLANS = ("announced", "offered", "conditional")
NAMED = 3  # claims of an article named of many
OLD_WORDS = 160  # characters of a sentence that is no longer there


def changes(before: State, now: State, reference: Frames) -> pd.DataFrame:
    """What `now` has and `before` had not, the graver first, then the newest; one row a change.

    Columns: `change` (a key of `KINDS`), `what`, `detail` in words, `day` (ISO, "" where undated), `source`,
    `article_id`, `sentence` of its last telling, `anchor` of its evidence.  Where both states are of one snapshot, cut
    at two days, edits cannot be seen, and articles without a day are no part of either.
    """
    return _table(_found(before, now, reference), now)


def news(before: State | None, now: State, reference: Frames) -> Answer:
    """The changes as a table with its finding; without a `before`, the finding says that there is none."""
    if before is None:
        title = "There is no earlier report to compare with"
        return Answer("newly-told", title, SOURCE, pd.DataFrame(columns=[*SHOWN.values(), "anchor"], dtype="str"))
    found = _found(before, now, reference)
    counts = Counter(one.kind for one in found)
    found = _others_by_article(found)
    table = _table(found, now)[[*SHOWN, "anchor"]].rename(columns=SHOWN)
    table["Change"] = table["Change"].map({kind: words[0] for kind, words in KINDS.items()})
    again = table["Sentence"].ne("") & table["Sentence"].eq(table["Sentence"].shift())
    table["Sentence"] = table["Sentence"].mask(again, "as above")
    since = day_in_words(before.day) if before.day else "the last report"
    parts = [counted(counts[kind], *words) for kind, words in KINDS.items() if counts[kind]]
    title = f"New since {since}: {listed(parts)}" if found else f"Nothing new since {since}"
    evidence = {one.evidence.anchor: one.evidence for one in found}
    return Answer("newly-told", title, SOURCE, table, tuple(evidence.values()))


def _found(before: State, now: State, reference: Frames) -> list[Change]:
    """All changes in the order of the page."""
    on_figures = [*of_figures(before, now, reference)]
    told = {(one.article_id, one.start) for change in on_figures for one in change.evidence.tellings}
    found = [
        *_of_articles(before, now),
        *on_figures,
        *_of_claims(before, now, reference, told),
        *_of_events(before, now),
    ]
    found.sort(key=lambda one: one.day, reverse=True)
    return sorted(found, key=lambda one: [*KINDS].index(one.kind))


def _table(found: list[Change], now: State) -> pd.DataFrame:
    """Changes as rows."""
    last = [_last(one) for one in found]
    there = {row["id"]: row for row in article_rows(now.snapshot, {one.article_id for one in last if one})}
    rows = []
    for one, told in zip(found, last, strict=True):
        ident = told.article_id if told else ""
        row = there.get(ident, {})
        sentence = " ".join(str(row["text"])[told.sentence_start : told.sentence_end].split()) if told and row else ""
        source = text(row.get("source")) or text(row.get("title")) or (told.source if told else "")
        rows.append((one.kind, one.what, one.detail, one.day, source, ident, sentence, one.evidence.anchor))
    return pd.DataFrame(rows, columns=COLUMNS, dtype="str")


def _others_by_article(found: list[Change]) -> list[Change]:
    """The same with the claims that no table has a metric for as one change an article: many, and seldom the news."""

    def home(one: Change) -> str:
        told = _last(one) if one.kind == "other" else None
        return told.article_id if told else one.evidence.anchor

    return [held[0] if len(held) == 1 else _together(held) for held in grouped(found, home).values()]


def _together(held: list[Change]) -> Change:
    """Several changes of one article as one that names some of them, in the order of the text."""
    first = held[0]
    whats = [*dict.fromkeys(one.what.partition("”, ")[0].removesuffix("”") + "”" for one in held)]  # without places
    what = listed(some(whats, NAMED))
    details = [*dict.fromkeys(one.detail for one in held)]
    tellings = tuple(told for one in held for told in one.evidence.tellings)
    evidence = Evidence(f"{first.evidence.anchor}-others", f"{len(held)} other claims of one article", tellings)
    return Change(first.kind, what, "; ".join(details[:NAMED]), first.day, evidence)


def _last(change: Change) -> Telling | None:
    """The telling that a change is known by: of an article, the newest."""
    return max(change.evidence.tellings, key=lambda told: (bool(told.article_id), told.day), default=None)


def _of_articles(before: State, now: State) -> Iterator[Change]:
    """Articles whose text is another now, and articles that are gone."""
    if before.snapshot is now.snapshot:
        return
    old, new = (_texts(one) for one in (before, now))
    apart = [key for key, held in old.items() if new.get(key, ("", "", ""))[1] != held[1]]
    texts = {words for _, words, _ in new.values()} if apart else set()
    idents = {new[key][0] for key in apart if key in new}
    there = articles_on(now.snapshot, now.as_of, idents)
    rows = {row["id"]: row for row in article_rows(before.snapshot, {old[key][0] for key in apart})}
    for key in apart:
        row = rows[old[key][0]]
        title = text(row["title"]) or row["id"]
        if key not in new:
            if old[key][1] not in texts:
                gone = Evidence(f"gone-{slug(row['id'])}", f"{title}: no longer among what is read", ())
                detail = "it was read before and is not there now" + _went_with(before, now, row["id"])
                yield Change("withdrawn", title, detail, text(row["published"]), gone)
        elif new[key][0] in there:
            yield _edited(title, old[key][1], there[new[key][0]], new[key][2])


def _went_with(before: State, now: State, article: str) -> str:
    """How many claims of an article that is gone nothing else tells."""
    own = before.claims["article_id"].eq(article).tolist()
    lost = {key for key, its in zip(before.claim_keys, own, strict=True) if its} - {*now.claim_keys}
    return f"; {counted(len(lost), 'claim')} went with it" if lost else ""


def _texts(state: State) -> dict[str, tuple[str, str, str]]:
    """Id, text and day of each article held, cut or not, by what stays the same of it through its versions."""
    held = state.snapshot.articles
    first = held["version_of"].fillna("") if "version_of" in held else pd.Series("", index=held.index)
    keys = first.where(first != "", held["id"])
    cells = (one.tolist() for one in (held["id"], held["text"], held["published"].fillna("")))
    return dict(zip(keys.tolist(), zip(*cells, strict=True), strict=True))


def _edited(title: str, before: str, article: ShownArticle, day: str) -> Change:
    """An article whose text is another now: what came, and how many sentences went."""
    changed = sentences_changed(before, article.text)
    came, went = ([words for one in changed if (words := getattr(one, side))] for side in ("after", "before"))
    starts = [(article.text.find(words), words) for words in came]
    told = tuple(article.telling({"start": at, "end": at + len(one)}, value=one) for at, one in starts if at >= 0)
    detail = f"{counted(len(came), 'sentence')} came, {counted(len(went), 'sentence')} went"
    if went:
        detail += f"; gone: “{went[0][:OLD_WORDS]}{'…' if len(went[0]) > OLD_WORDS else ''}”"
    told = told or (article.telling({"start": 0, "end": 0}, value=""),)
    return Change("edited", title, detail, day, Evidence(f"edited-{slug(article.id)}", f"{title}: edited", told))


def _of_claims(before: State, now: State, reference: Frames, told: set[tuple[str, int]]) -> Iterator[Change]:
    """Claims that nobody had made, those in `told` apart; denials and doubts by their own name."""
    for one in claims(now.snapshot, reference, now.as_of, {*before.claim_keys}):
        if (one.row["article_id"], one.row["start"]) not in told:
            disputed = text(one.row["disputed_by_name"])
            kind = "claim" if one.row["metric"] != OTHER else "other"
            kind = "denied" if one.row["stance"] in AGAINST or disputed else kind
            yield _of(one, kind, f"{one.who}; disputed by {disputed}" if disputed else one.who)


def _of(one: Statement, kind: str, detail: str) -> Change:
    """A statement as a change."""
    what = upper_first(one.what) + (f", {one.where}" if one.where else "")
    return Change(kind, what, detail, one.told[0] if one.told else "", one.evidence)


def _event_key(row: Row) -> tuple[str, ...]:
    """What makes an event the same in two states: where no table knows it, the words that tell it."""
    return event_key(row, " ".join(str(row["text"]).split()))


def _known(rows: pd.DataFrame, *statuses: str) -> set[str]:
    """The events of the tables that are told in one of these statuses."""
    return {*rows.loc[rows["status"].isin(statuses), "known_event"].dropna()} - {""}


def _of_events(before: State, now: State) -> Iterator[Change]:
    """Events that had not been told; announced ones that are told as done, or whose day has passed."""
    old, rows = {*map(_event_key, records(before.events))}, records(now.events)
    planned, done = _known(before.events, *PLANS), _known(now.events, "happened")
    days = before.day, now.day
    looked = {key for row in rows if (key := _event_key(row)) not in old or _passed(row, *days)}
    for one in events(now.snapshot, now.as_of, now.events.loc[[_event_key(row) in looked for row in rows]]):
        known, status = text(one.row["known_event"]), one.row["status"]
        if _event_key(one.row) not in old:
            if status == "happened" and known in planned:
                yield _of(one, "held", f"it had been announced; {_who_and_when(one)}")
            else:
                yield _of(one, "denied" if status == "denied" else "event", _who_and_when(one))
        if _passed(one.row, *days) and known not in done:
            yield _of(one, "overdue", f"announced for {one.when}; nothing that was read says that it happened")


def _who_and_when(one: Statement) -> str:
    """Who tells an event, and the days that the text gives it."""
    return f"{one.who}; {one.when}" if one.when else f"{one.who}; the text gives no day"


def _passed(row: Row, first: str, today: str) -> bool:
    """Whether an event was announced for a day that has passed since `first`."""
    last = text(row["date_end"]) or text(row["date_start"])
    exact = len(last) == 10 and text(row["precision"]) != "vague"
    return row["status"] == "announced" and exact and first != "" and first <= last < today
