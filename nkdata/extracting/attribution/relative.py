"""Subjects that a relative clause parts from their verb: "doctors who fled say", "analysts who saw it counted"."""

from __future__ import annotations

from nkdata.extracting.attribution.clauses import Line, phrase_before, without_time
from nkdata.extracting.attribution.cues import word_classes

BRIEFED = frozenset({"briefed", "advised", "employed", "interviewed", "funded", "run", "led"})
REACH = 14  # tokens of the clause


def subject_before(here: Line, end: int) -> tuple[int, int] | None:
    """The noun phrase that is the subject of a verb group at token `end`, a relative clause with "who" passed over."""
    who = next((at for at in range(end - 2, max(0, end - REACH), -1) if here.lower[at] == "who"), None)
    if who is not None and _is_clause(here, who + 1, end):
        return phrase_before(here, who)
    classes = word_classes()
    at = without_time(here, end)
    if at > 1 and here.lower[at - 1] in classes["carried"] and here.lower[at - 2] in classes["evidence"]:
        return phrase_before(here, at - 1)  # "customs data released on Saturday showed"
    phrase = phrase_before(here, end)
    by = phrase[0] - 1 if phrase is not None else 0
    if by > 1 and here.lower[by] == "by" and here.lower[by - 1] in BRIEFED:
        return phrase_before(here, by - 1) or phrase  # "lawmakers briefed by the military said"
    return phrase


def _is_clause(here: Line, first: int, end: int) -> bool:
    """Whether the words behind "who" begin with its verb, not with another subject: not "who the ministry said"."""
    classes = word_classes()
    named = classes["determiner"] | classes["possessive"] | classes["pronoun"]
    if here.lower[first] in named or here.capital(first) or here.inside[first - 1] != here.inside[end - 1]:
        return False
    return all(here.is_word(at) or here.tokens[at].text == "-" for at in range(first, end))
