"""One page for an editor: what is claimed, what is disputed, what is not said, what to ask next.

Nothing is added to what articles and tables say: each row leads to the statement it comes from, and a question is asked
for a reason that stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from nkdata.collection.snapshot import Row, Snapshot, grouped
from nkdata.questions.answers import Answer
from nkdata.questions.briefing_known import (
    AGAINST,
    SILENT,
    Known,
    Line,
    figure,
    gather,
    in_place,
    line_of,
    line_of_all,
    number_told,
    oldest_first,
    sentence_of,
    silent_until,
    told_on,
    voice,
    where,
    who_speaks,
)  # fmt: skip
from nkdata.questions.briefing_questions import ask
from nkdata.questions.evidence import Evidence, event_anchor
from nkdata.questions.figures import support, thing
from nkdata.questions.rows import Frames, text
from nkdata.questions.statements import OTHER, STANCES, Statement, answer
from nkdata.questions.wording import counted, upper_first

SOURCE = "Source: the articles read, read by machine, and the reference tables."
SHOWN = 50  # rows of a long table that stand on the page
FEW = 5  # events without a day that are told one by one


@dataclass(frozen=True)
class Briefing:
    """The four answers of the briefing; each is a table with a finding and evidence."""

    claimed: Answer
    disputed: Answer
    unsaid: Answer
    questions: Answer


def brief(snapshot: Snapshot, reference: Frames, as_of: str | None = None) -> Briefing:
    """The briefing on the articles that had appeared by a day, beside what the tables held on that day."""
    known = gather(snapshot, reference, as_of)
    denials = [(one.row["metric"] == OTHER, line) for one, line in _against(known)]
    counted_ones, polemics = ([line for other, line in denials if other is last] for last in (False, True))
    disputed = [*counted_ones, *_other_counts(known), *_off_the_record(known), *polemics]
    unsaid = [*_silences(known), *_undated(known)]
    asked = ask(known)
    told = oldest_first([*_asserted(known), *known.events])
    if len(told) > SHOWN:  # the last stand on the page, the newest first: not what no table has a metric for
        told.sort(key=lambda one: one.row.get("metric") != OTHER)
    return Briefing(
        claimed=answer("briefing-claimed", _claimed_title(known), told),
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


def _answer(name: str, title: str, columns: tuple[str, str], lines: Iterable[Line]) -> Answer:
    """Lines as an answer."""
    held = list(lines)
    rows = [(line.what, line.detail, line.anchor) for line in held]
    table = pd.DataFrame(rows, columns=[*columns, "anchor"], dtype="str")
    evidence = {one.anchor: one for line in held for one in line.evidence}
    return Answer(name, title, SOURCE, table, tuple(evidence.values()))


def _count_title(lines: Iterable[object], one: str, many: str, rest: str) -> str:
    count = len(list(lines))
    return f"{counted(count, one, many)} {rest}" if count else f"Nothing is {rest}"


def _asserted(known: Known) -> list[Statement]:
    return [one for one in known.claims if one.row["stance"] == "asserted"]


def _claimed_title(known: Known) -> str:
    if not known.articles:
        return "No article had appeared"
    told = counted(known.articles, "article gives", "articles give")
    return (
        f"{told} {counted(len(_asserted(known)), 'figure')} and {'tells' if known.articles == 1 else 'tell'} "
        + counted(len(known.events), "event")
    )


def _against(known: Known) -> Iterator[tuple[Statement, Line]]:
    """Claims that are denied, doubted, withdrawn, or that the text itself calls disputed."""
    for one in known.claims:
        by = text(one.row["disputed_by_name"])
        if one.row["stance"] in AGAINST and sentence_of(one) not in known.disputed:
            what = one.what.removeprefix(STANCES[one.row["stance"]])
            yield one, line_of(one, f"{one.who} {AGAINST[one.row['stance']]} it", upper_first(what) + where(one), 1)
        elif by:
            yield one, line_of(one, f"{one.who} says so; disputed by {by}", upper_first(one.what) + where(one), 1)
        elif one.row["agrees"] is False:
            yield one, line_of(one, "the two units in which it is told disagree", upper_first(one.what) + where(one), 1)


def _other_counts(known: Known) -> Iterator[Line]:
    """What an article counts and another voice counts otherwise: one line a thing, its figures in the order told."""
    asserted = [row for row in known.figures if row["disaster_id"] and row["stance"] == "asserted"]
    things = grouped(asserted, lambda row: (row["disaster_id"], row["metric"], tuple(row["place_ids"])))
    for rows in things.values():
        told = sorted(rows, key=lambda row: (str(row["told_first"]), row["figure_id"]))
        if any(row["origin"] != "reference" for row in told) and _differ(told):
            heading = upper_first(f"{thing(told[0])}{in_place(told[0])}")
            anchor = f"{event_anchor(told[0]['figure_id'])}-counts"
            behind = tuple(one for row in told for one in known.evidence[event_anchor(row["figure_id"])].tellings)
            detail = "; ".join(f"{number_told(row, 'none')} ({voice(row)}, {told_on(row)})" for row in told)
            yield Line(heading, detail, anchor, (Evidence(anchor, f"{heading}: figures that differ", behind),), 2)


def _differ(rows: Sequence[Row]) -> bool:
    """Whether two of some figures come from different voices and do not support each other."""
    return any(
        one["claimant_id"] != two["claimant_id"] and not support(one["tellings"][0], two["tellings"][0])
        for one, two in combinations(rows, 2)
    )


def _off_the_record(known: Known) -> Iterator[Line]:
    """Events that the record has otherwise."""
    for row in known.verdicts:
        if row["verdict"] in ("≠", "≈"):
            anchor = event_anchor(row["event_id"])
            note = " ".join(part for part in (row["note"], f"(record: {row['known_title']})") if part)
            yield Line(f"“{row['text']}”", note, anchor, (known.evidence[anchor],), 2)


def _silences(known: Known) -> Iterator[Line]:
    """What somebody did not mention or gave no figure for, and who else speaks of it."""
    for one in known.claims:
        if one.row["stance"] in SILENT:
            others = who_speaks(known, one)
            spoke = "; ".join(f"{voice(row)}: {figure(row)}, {told_on(row)}" for row in others[:3])
            evidence = tuple(known.evidence[event_anchor(row["figure_id"])] for row in others[:3])
            until = f" until {end}" if (end := silent_until(known, one)) else ""
            detail = f"{one.who}{until}; {spoke or 'nobody else found in what was read'}"
            yield Line(upper_first(one.what) + where(one), detail, one.anchor, (one.evidence, *evidence), 1)


def _undated(known: Known) -> Iterator[Line]:
    """Events that the text gives no day for: more than a few are one line, beside which silences are seen."""
    undated = [one for one in known.events if not one.when]
    if len(undated) > FEW:
        heading = f"The days of {len(undated):,} events"
        yield line_of_all(undated, f"{heading}: {{}}", "the texts give none", heading, 6)
        return
    for one in undated:
        yield line_of(one, f"{one.who}; the text gives no day", upper_first(one.what) + where(one), 6)
