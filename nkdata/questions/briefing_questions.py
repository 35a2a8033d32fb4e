"""What an editor should ask next, each question with the reason for it."""

from __future__ import annotations

from collections.abc import Iterator

from nkdata.questions.briefing_known import (
    AGAINST,
    SILENT,
    Known,
    Line,
    figure,
    line_of,
    line_of_all,
    quoted,
    sentence_of,
    silent_until,
    told_on,
    voice,
    who_speaks,
)  # fmt: skip
from nkdata.questions.rows import text
from nkdata.questions.statements import OTHER, Statement

MOST_QUESTIONS = 12
BOUNDS = ("at_least", "at_most", "about")
ASKED = {
    "denied": "What does the denial of {} rest on?",
    "doubted": "What does the doubt about {} rest on?",
    "withdrawn": "What is told in place of {}?",
}
PLANS = {"announced": "announced", "offered": "offered", "conditional": "told on a condition"}


def ask(known: Known) -> list[Line]:
    """The questions, the graver first, then those on the newest articles; each once."""
    found = (*_ask_of_silence(known), *_ask_of_claims(known), *_ask_of_events(known))
    once: dict[tuple[str, str], Line] = {}
    for one in found:
        once.setdefault((one.what.casefold(), one.detail), one)
    return sorted(once.values(), key=lambda one: one.weight)[:MOST_QUESTIONS]


def _ask_of_silence(known: Known) -> Iterator[Line]:
    """What a silence leaves open that has not ended; the same question of two silences is asked once."""
    begun: set[tuple[str, str]] = set()
    for one in known.claims:
        if one.row["stance"] not in SILENT or one.row["metric"] == OTHER or silent_until(known, one):
            continue
        thing, others = one.what.partition(": ")[2], who_speaks(known, one)
        kept = "gave no figure" if one.row["stance"] == "withheld" else "did not mention any"
        if others:
            asked = f"Do the {thing} told elsewhere belong to the same days and places?"
            why = f"{one.who} {kept}; {voice(others[0])} gave {figure(others[0])}, {told_on(others[0])}"
        else:
            asked = f"Does anyone else speak of {thing}{f' in {one.where}' if one.where else ''}?"
            why = f"{one.who} {kept}, and nobody else was found to"
        if (asked, why) not in begun:
            yield line_of(one, why, asked, 1)
        begun.add((asked, why))


def _ask_of_claims(known: Known) -> Iterator[Line]:
    """What doubts rest on; and, once for all, what stands behind bounds and words."""
    loose: list[Statement] = []
    for one in known.claims:
        by, row = text(one.row["disputed_by_name"]), one.row
        if by:
            yield line_of(one, f"disputed by {by}", f"What does the doubt about {quoted(one)} rest on?", 2)
        elif row["stance"] in AGAINST and sentence_of(one) not in known.disputed:
            yield line_of(one, f"{one.who} {AGAINST[row['stance']]} it", ASKED[row["stance"]].format(quoted(one)), 2)
        elif row["stance"] == "asserted" and row["metric"] != OTHER and (row["bound"] in BOUNDS or text(row["words"])):
            loose.append(one)
    if loose:
        why, heading = "the articles give a bound or words, not a count", "Bounds and words that stand for a figure"
        yield line_of_all(loose, "Is there an exact count behind {}?", why, heading, 4)


def _ask_of_events(known: Known) -> Iterator[Line]:
    verdicts = {row["event_id"]: row for row in known.verdicts}
    for one in known.events:
        beside = verdicts.get(one.row["id"], {})
        sign, words = beside.get("verdict"), quoted(one)
        if sign == "≠":
            asked = f"Which is right on {words}: the text, or the record?"
            yield line_of(one, f"the record: {beside['known_title']}, {beside['note']}", asked, 2)
        elif one.row["status"] in PLANS and not beside.get("known_held"):
            when = f" on {one.when}" if one.when else ""
            told = PLANS[one.row["status"]]
            yield line_of(one, f"{told}; the record does not have it done", f"Did it come to {words}{when}?", 3)
        elif sign == "–":
            yield line_of(one, "nothing like it is on record", f"Who else has {words}?", 5)
