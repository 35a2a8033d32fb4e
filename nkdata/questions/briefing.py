"""One page for an editor: what is claimed, what is disputed, what is not said, what to ask next.

Nothing is added to what articles and tables say: each row leads to the statement it comes from, and a question is asked
for a reason that stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from nkdata.collection.snapshot import Snapshot
from nkdata.questions.answers import Answer
from nkdata.questions.articles import articles_on
from nkdata.questions.damage import number_text
from nkdata.questions.evidence import Evidence, event_anchor
from nkdata.questions.figures import evidence_of, figures, support
from nkdata.questions.policy import article_record
from nkdata.questions.statements import OTHER, Statement, answer, claims, events
from nkdata.questions.tellings import records
from nkdata.questions.tracing import text
from nkdata.questions.wording import counted, listed, no_finer, upper_first

SILENT = ("not_reported", "withheld")
AGAINST = {"denied": "denied", "doubted": "doubted", "withdrawn": "withdrew"}  # what its claimant did
MOST_ARTICLES = 25  # set beside the record one by one; the newest
MOST_QUESTIONS = 12
NAMED = 3  # loose figures named in the question about all of them
BOUNDS = ("at_least", "at_most", "about")
PLANS = ("announced", "offered", "conditional")
SOURCE = "Source: the articles read, read by machine, and the reference tables."


@dataclass(frozen=True)
class Briefing:
    """The four answers of the briefing; each is a table with a finding and evidence."""

    claimed: Answer
    disputed: Answer
    unsaid: Answer
    questions: Answer


@dataclass(frozen=True)
class _Line:
    """A row of one of the tables; `weight` puts the graver first."""

    what: str
    detail: str
    anchor: str
    evidence: tuple[Evidence, ...]
    weight: int = 5


@dataclass(frozen=True)
class _Known:
    """What the four answers lean on: statements of the articles, figures on floods, events beside the record."""

    claims: list[Statement]
    events: list[Statement]
    figures: list[dict[str, Any]]
    evidence: dict[str, Evidence]
    verdicts: list[dict[str, Any]]
    articles: int
    disputed: set[tuple[Any, ...]]  # sentences in which a claim names its disputer


def brief(snapshot: Snapshot, reference: Mapping[str, pd.DataFrame], as_of: str | None = None) -> Briefing:
    """The briefing on the articles that had appeared by a day, beside what the tables held on that day."""
    known = _known(snapshot, reference, as_of)
    disputed = [*_against(known), *_other_counts(known), *_off_the_record(known)]
    unsaid = [*_silences(known), *_undated(known)]
    questions = (*_ask_of_silence(known), *_ask_of_claims(known), *_ask_of_events(known))
    asked = sorted(questions, key=lambda one: one.weight)[:MOST_QUESTIONS]
    return Briefing(
        claimed=answer("briefing-claimed", _claimed_title(known), [*_asserted(known), *known.events]),
        disputed=_answer(
            "briefing-disputed",
            _count_title(disputed, "point is", "points are", "disputed or told otherwise"),
            ("What is disputed", "How"),
            disputed,
        ),
        unsaid=_answer(
            "briefing-unsaid",
            _count_title(unsaid, "thing is", "things are", "pointedly or plainly not said"),
            ("What is not said", "By whom, and who speaks of it"),
            unsaid,
        ),
        questions=_answer(
            "briefing-questions",
            f"{counted(len(asked), 'question')} to ask next" if asked else "Nothing is left to ask",
            ("Question", "Why it is asked"),
            asked,
        ),
    )


def _known(snapshot: Snapshot, reference: Mapping[str, pd.DataFrame], as_of: str | None) -> _Known:
    """Everything that is asked of the articles and tables, once."""
    held = figures(snapshot, reference, as_of)
    there = articles_on(snapshot, as_of)
    newest = sorted(there, key=lambda key: (str(there[key].published or ""), key))[-MOST_ARTICLES:]
    beside = [article_record(snapshot, reference, ident, as_of) for ident in newest]
    evidence = {one.anchor: one for one in evidence_of(held)}
    evidence |= {one.anchor: one for told in beside for one in told.evidence}
    told_claims = claims(snapshot, reference, as_of)
    return _Known(
        claims=told_claims,
        events=events(snapshot, as_of),
        figures=[row for row in records(held) if row["confidence"] != "unverified"],
        evidence=evidence,
        verdicts=[row for told in beside for row in records(told.rows)],
        articles=len(there),
        disputed={_sentence(one) for one in told_claims if text(one.row["disputed_by_name"])},
    )


def _answer(name: str, title: str, columns: tuple[str, str], lines: Iterable[_Line]) -> Answer:
    """Lines as an answer."""
    held = list(lines)
    rows = [(line.what, line.detail, line.anchor) for line in held]
    table = pd.DataFrame(rows, columns=[*columns, "anchor"], dtype="str")
    evidence = {one.anchor: one for line in held for one in line.evidence}
    return Answer(name, title, SOURCE, table, tuple(evidence.values()))


def _count_title(lines: Iterable[object], one: str, many: str, rest: str) -> str:
    count = len(list(lines))
    return f"{counted(count, one, many)} {rest}" if count else f"Nothing is {rest}"


def _line(told: Statement, detail: str, what: str, weight: int) -> _Line:
    return _Line(what, detail, told.anchor, (told.evidence,), weight)


def _where(told: Statement) -> str:
    return f", {told.where}" if told.where else ""


def _asserted(known: _Known) -> list[Statement]:
    return [one for one in known.claims if one.row["stance"] == "asserted"]


def _claimed_title(known: _Known) -> str:
    if not known.articles:
        return "No article had appeared"
    told = counted(known.articles, "article makes", "articles make")
    return (
        f"{told} {counted(len(_asserted(known)), 'claim')} and {'tells' if known.articles == 1 else 'tell'} "
        + counted(len(known.events), "event")
    )


def _against(known: _Known) -> Iterator[_Line]:
    """Claims that are denied, doubted, withdrawn, or that the text itself calls disputed."""
    for one in known.claims:
        by = text(one.row["disputed_by_name"])
        if one.row["stance"] in AGAINST and _sentence(one) not in known.disputed:
            yield _line(one, f"{one.who} {AGAINST[one.row['stance']]} it", upper_first(one.what) + _where(one), 1)
        elif by:
            yield _line(one, f"{one.who} says so; disputed by {by}", upper_first(one.what) + _where(one), 1)
        elif one.row["agrees"] is False:
            yield _line(one, "the two units in which it is told disagree", upper_first(one.what) + _where(one), 1)


def _sentence(told: Statement) -> tuple[Any, ...]:
    """Where it stands, and what it counts: a denial beside the claim it is set against shares both."""
    return tuple(told.row[name] for name in ("article_id", "sentence_start", "metric"))


def _other_counts(known: _Known) -> Iterator[_Line]:
    """What an article counts and another voice counts otherwise: one line a thing, its figures in the order told."""
    things: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in known.figures:
        if row["disaster_id"] and row["stance"] == "asserted":
            things.setdefault((row["disaster_id"], row["metric"], tuple(row["place_ids"])), []).append(row)
    for rows in things.values():
        told = sorted(rows, key=lambda row: (str(row["told_first"]), str(row["figure_id"])))
        if any(row["origin"] != "reference" for row in told) and _differ(told):
            heading = upper_first(f"{_plural(told[0])}{_in_place(told[0])}")
            anchor = f"{event_anchor(str(told[0]['figure_id']))}-counts"
            behind = tuple(one for row in told for one in known.evidence[event_anchor(str(row["figure_id"]))].tellings)
            detail = "; ".join(f"{_number(row)} ({_voice(row)}, {_day(row)})" for row in told)
            yield _Line(heading, detail, anchor, (Evidence(anchor, f"{heading}: figures that differ", behind),), 2)


def _differ(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two of some figures come from different voices and do not support each other."""
    return any(one["claimant_id"] != two["claimant_id"] and not _agree(one, two) for one, two in combinations(rows, 2))


def _agree(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return support(row["tellings"][0], other["tellings"][0])


def _figure(row: Mapping[str, Any]) -> str:
    """A figure with its thing and, where it is a part of the country, its place: `16,680 homes damaged`."""
    aside = {"hearsay": " (hearsay)", "arithmetic": " (derived)", "image": " (image)"}.get(str(row["basis"]), "")
    number, on = _number(row), "" if number_text(dict(row)) or row["value"] == 0 else "on "
    return f"{number} {on}{_plural(row)}{_in_place(row)}{aside}"


def _number(row: Mapping[str, Any]) -> str:
    return "no" if row["value"] == 0 else number_text(dict(row)) or f"“{row['words']}”"


def _plural(row: Mapping[str, Any]) -> str:
    return str(row["label"]).rpartition(";")[2]


def _in_place(row: Mapping[str, Any]) -> str:
    return f" in {row['place']}" if row["place_rank"] in (1, 2) else ""


def _voice(row: Mapping[str, Any]) -> str:
    """Who gave a figure, and who passed it on."""
    relay = row["tellings"][0].relay
    return f"{row['claimant']} through {relay.short}" if relay else str(row["claimant"])


def _day(row: Mapping[str, Any]) -> str:
    return "undated" if pd.isna(row["told_first"]) else no_finer(row["told_first"].date(), row["told_precision"])


def _off_the_record(known: _Known) -> Iterator[_Line]:
    """Events that the record has otherwise."""
    for row in known.verdicts:
        if row["verdict"] in ("≠", "≈"):
            anchor = event_anchor(str(row["event_id"]))
            note = " ".join(part for part in (row["note"], f"(record: {row['known_title']})") if part)
            yield _Line(f"“{row['text']}”", note, anchor, (known.evidence[anchor],), 2)


def _silences(known: _Known) -> Iterator[_Line]:
    """What somebody did not mention or gave no figure for, and who else speaks of it."""
    for one in known.claims:
        if one.row["stance"] in SILENT:
            others = _who_speaks(known, one)
            spoke = "; ".join(f"{_voice(row)}: {_figure(row)}, {_day(row)}" for row in others[:3])
            evidence = tuple(known.evidence[event_anchor(str(row["figure_id"]))] for row in others[:3])
            detail = f"{one.who}; {spoke or 'nobody else found in what was read'}"
            yield _Line(upper_first(one.what) + _where(one), detail, one.anchor, (one.evidence, *evidence), 1)


def _who_speaks(known: _Known, silence: Statement) -> list[dict[str, Any]]:
    """Figures of the same flood and class as a silence: those of the widest place first, "none" last."""
    ident = str(silence.row["id"])
    own = next((row for row in known.figures if any(told.id == ident for told in row["tellings"])), None)
    if own is None or not own["disaster_id"]:
        return []
    same = [row for row in known.figures if row["disaster_id"] == own["disaster_id"]]
    told = [row for row in same if row["metric_class"] == own["metric_class"] and row["stance"] == "asserted"]
    return sorted(
        told, key=lambda row: (row["value"] == 0, row["place_rank"], str(row["told_first"]), row["figure_id"])
    )


def _undated(known: _Known) -> Iterator[_Line]:
    """Events that the text gives no day for."""
    for one in known.events:
        if not one.when:
            yield _line(one, f"{one.who}; the text gives no day", upper_first(one.what) + _where(one), 6)


def _ask_of_silence(known: _Known) -> Iterator[_Line]:
    """What a silence leaves open; the same question of two silences is asked once."""
    begun: set[tuple[str, str]] = set()
    for one in known.claims:
        if one.row["stance"] not in SILENT or one.row["metric"] == OTHER:
            continue
        thing, others = one.what.partition(": ")[2], _who_speaks(known, one)
        if others:
            asked = f"Do the {thing} told elsewhere belong to the same days and places?"
            why = f"{one.who} did not mention any; {_voice(others[0])} gave {_figure(others[0])}, {_day(others[0])}"
        else:
            asked = f"Does anyone else speak of {thing}{_where(one)}?"
            why = f"{one.who} did not mention any, and nobody else was found to"
        if (asked, why) not in begun:
            yield _line(one, why, asked, 1)
        begun.add((asked, why))


def _ask_of_claims(known: _Known) -> Iterator[_Line]:
    """What doubts rest on; and, once for all, what stands behind bounds and words."""
    loose: list[Statement] = []
    for one in known.claims:
        by, row = text(one.row["disputed_by_name"]), one.row
        if by or (row["stance"] in AGAINST and _sentence(one) not in known.disputed):
            yield _line(one, f"disputed by {by or one.who}", f"What does the doubt about {_quoted(one)} rest on?", 2)
        elif row["stance"] == "asserted" and row["metric"] != OTHER and (row["bound"] in BOUNDS or text(row["words"])):
            loose.append(one)
    if loose:
        named = listed([*map(_quoted, loose[:NAMED]), *([f"{len(loose) - NAMED} more"] if len(loose) > NAMED else [])])
        anchor = f"{loose[0].anchor}-loose"
        told = tuple(telling for one in loose for telling in one.evidence.tellings)
        evidence = Evidence(anchor, "Bounds and words that stand for a figure", told)
        why = "the articles give a bound or words, not a count"
        yield _Line(f"Is there an exact count behind {named}?", why, anchor, (evidence,), 4)


def _quoted(one: Statement) -> str:
    return f"“{' '.join(str(one.row['text']).split())}”"


def _ask_of_events(known: _Known) -> Iterator[_Line]:
    verdicts = {str(row["event_id"]): row for row in known.verdicts}
    for one in known.events:
        beside = verdicts.get(str(one.row["id"]), {})
        sign, quoted = beside.get("verdict"), _quoted(one)
        if sign == "≠":
            asked = f"Which is right on {quoted}: the text, or the record?"
            yield _line(one, f"the record: {beside['known_title']}, {beside['note']}", asked, 2)
        elif one.row["status"] in PLANS and not beside.get("known_held"):
            when = f" on {one.when}" if one.when else ""
            yield _line(
                one, f"{one.row['status']}; the record does not have it done", f"Did it come to {quoted}{when}?", 3
            )
        elif sign == "–":
            yield _line(one, "nothing like it is on record", f"Who else has {quoted}?", 5)
