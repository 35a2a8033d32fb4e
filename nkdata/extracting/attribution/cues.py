"""Reporting words: which verbs make someone answerable for what is said, and in which sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases

VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a reporting verb.

    `kind` is its meaning (cue_kinds.csv), `negated` its meaning with "not" before it, `takes` what may follow
    (`clause`, `told`, `infinitive`, `object`, `that`), `form` one of `base`, `s`, `past`, `participle`, `ing`.
    """

    verb: str
    kind: str
    negated: str
    takes: frozenset[str]
    form: str


@cache
def verbs() -> Phrases[Cue]:
    """The forms of all verbs of reporting_verbs.csv."""
    return Phrases((phrase, cue) for row in ruletables.rows("reporting_verbs") for phrase, cue in forms(row))


@cache
def nouns() -> dict[str, str]:
    """The nouns of reporting_nouns.csv, each with its kind: "Seoul's claim that"."""
    return {word: row["kind"] for row in ruletables.rows("reporting_nouns") for word in row["words"].split("|")}


@cache
def openers() -> frozenset[str]:
    """The first words of all forms: where none stands, no reporting verb begins."""
    return frozenset(phrase.split()[0] for row in ruletables.rows("reporting_verbs") for phrase, _ in forms(row))


@cache
def hedge_openers() -> frozenset[str]:
    """The first words of all hedges."""
    return frozenset(words.split()[0] for row in ruletables.rows("hedges") for words in row["words"].split("|"))


@cache
def answers() -> dict[str, bool]:
    """Of each kind whether the speaker answers for what stands inside."""
    return {row["kind"]: row["answers"] == "yes" for row in ruletables.rows("cue_kinds")}


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """The function words by class."""
    return {row["class"]: frozenset(row["words"].split("|")) for row in ruletables.rows("function_words")}


@cache
def hedges() -> Phrases[str]:
    """The words that weaken a statement."""
    return Phrases((words, words) for row in ruletables.rows("hedges") for words in row["words"].split("|"))


def forms(row: dict[str, str]) -> Iterator[tuple[str, Cue]]:
    """Every form of a verb as the table has it, regular where it tells no other."""
    head, _, rest = row["verb"].partition(" ")
    tail = f" {rest}" if rest else ""
    past = row["past"] or regular_past(head) + tail
    participle = row["participle"] or past
    takes = frozenset(row["takes"].split())
    told = {
        "base": row["verb"],
        "s": third_person(head) + tail,
        "ing": present_participle(head) + tail,
        "past": past,
        "participle": participle,
    }
    for form, phrase in told.items():
        if form != "participle" or participle != past:
            yield phrase, Cue(row["verb"], row["kind"], row["negated"], takes, form)


def regular_past(verb: str) -> str:
    """`report` → `reported`, `note` → `noted`, `deny` → `denied`."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def third_person(verb: str) -> str:
    """`say` → `says`, `stress` → `stresses`, `deny` → `denies`."""
    if verb.endswith(("s", "sh", "ch", "x", "z")) or verb in ("go", "do"):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


DOUBLED = frozenset("peg admit plan commit quip dub brag beg omit refer rebut sum put bet forget".split())


def present_participle(verb: str) -> str:
    """`say` → `saying`, `note` → `noting`, `admit` → `admitting`."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if verb in DOUBLED else "") + "ing"
