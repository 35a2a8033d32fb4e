"""Subjects that a relative clause parts from their verb: "doctors who fled say", "analysts who saw it counted"."""

from __future__ import annotations

from nkdata.extracting.attribution.acts import PAST
from nkdata.extracting.attribution.clauses import Line, phrase_before, without_time
from nkdata.extracting.attribution.cues import word_classes

BRIEFED = frozenset({"briefed", "advised", "employed", "interviewed", "funded", "run", "led"})
APPOSITION = 28  # tokens that may stand between two commas before the verb
DASHES = frozenset({"—", "–", "--"})
PLACED = frozenset({"here", "there"})
REACH = 14  # tokens of the clause


def subject_before(here: Line, end: int) -> tuple[int, int] | None:
    """The noun phrase that is the subject of a verb group at token `end`, a relative clause with "who" passed over."""
    if end > 1 and here.lower[end - 1] in PLACED and here.is_word(end - 2):
        end -= 1  # "an official here said"
    who = next((at for at in range(end - 2, max(0, end - REACH), -1) if here.lower[at] == "who"), None)
    if who is not None and _is_clause(here, who + 1, end):
        return phrase_before(here, who)
    classes = word_classes()
    that = next((at for at in range(end - 2, max(0, end - REACH), -1) if here.lower[at] == "that"), None)
    if (
        that is not None
        and _is_clause(here, that + 1, end)
        and (here.lower[that + 1] in classes["auxiliary"] | PAST or here.lower[that + 1].endswith("ed"))
    ):
        return phrase_before(here, that)  # "a team that visited the county put"
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


def past_name(here: Line, mark: int) -> int:
    """Past a name in commas behind an office: "quoted a weather official, Pang Sun Nyo, as saying"."""
    reach = range(mark + 2, min(len(here), mark + APPOSITION)) if here.word(mark) == "," else range(0)
    return next((n + 1 for n in reach if here.word(n) == "," and here.word(n + 1) == "as"), mark)


def before_apposition(here: Line, mark: int) -> tuple[int, int] | None:
    """The noun phrase that an apposition in commas parts from its verb: "Lee, a lawmaker, quoted"."""
    if here.word(mark) != ",":
        return None
    reach = range(mark - 1, max(0, mark - APPOSITION), -1)
    opening = next((n for n in reach if here.word(n) == "," and not here.inside[n]), None)
    return phrase_before(here, opening) if opening is not None else None


def before_dashes(here: Line, mark: int) -> tuple[int, int] | None:
    """The noun phrase that an aside between dashes parts from its verb: "Staines — who heads the mission — said"."""
    if mark < 0 or here.tokens[mark].text not in DASHES or here.inside[mark]:
        return None
    reach = range(mark - 2, max(0, mark - APPOSITION), -1)
    opening = next((n for n in reach if here.tokens[n].text in DASHES and not here.inside[n]), None)
    return phrase_before(here, opening) if opening is not None else None
