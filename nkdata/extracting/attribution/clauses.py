"""The little grammar that attribution needs: noun phrases and verb groups by closed word classes, no parser."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from nkdata.extracting.attribution.cues import openers, verbs, word_classes
from nkdata.extracting.datelines import dateline
from nkdata.extracting.wording.quotemarks import Quoted
from nkdata.model import Sentence, Span, Token

BE = frozenset("is are was were be been being 's 're isn't aren't wasn't weren't".split())
# A phrase goes on to the left over these when a noun stands before them: "a spokesman for the ministry".
JOINS_NOUNS = frozenset("of for from in at with on to by inside".split())
JOINS_AFTER = frozenset("of for at in from with inside".split())
INNER_MARKS = "-/&’'$%#@"
PARTICIPLES = frozenset("led run held seen shown known sent taken".split())
NO_ADVERBS = frozenset("family reply ally daily weekly monthly".split())
LONGEST_PHRASE, LONGEST_BRACKET, LONGEST_GROUP = 30, 8, 8  # tokens
WITH = frozenset("familiar emerging working speaking travelling".split())  # "officials familiar with the matter"
MODALS = frozenset("do did didn't don't to would could may might should can will shall must".split())
TITLES = frozenset(
    "mr mrs ms dr sen rep gov gen lt col sgt maj capt cmdr adm prof st jr sr no u s n k d r a m p".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence ready for looking around: tokens, their lower forms, and which stand inside quotation marks."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    lower: tuple[str, ...]
    inside: tuple[bool, ...]
    quoted: tuple[Quoted, ...] = field(default=())
    body: int = 0  # the first token behind the dateline

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, at: int) -> str:
        """The lower form at a place, "" outside the sentence."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def is_word(self, at: int) -> bool:
        """Whether a word or number stands there."""
        return 0 <= at < len(self.tokens) and self.tokens[at].text[0].isalnum()

    def ends_name(self, at: int) -> bool:
        """Whether a small word is the end of a name with a hyphen: "Moon Jae-in"."""
        return self.word(at - 1) == "-" and self.capital(at - 2) and self.is_word(at)

    def is_pronoun(self, at: int) -> bool:
        """Whether a pronoun stands there that is no part of a name: not "Kim You-geun"."""
        word, classes = self.lower[at], word_classes()
        in_name = self.word(at + 1) == "-" and self.capital(at) and self.capital(at - 1)
        return word in classes["pronoun"] and word not in classes["determiner"] and not in_name

    def capital(self, at: int) -> bool:
        """Whether a capitalised word stands there."""
        return 0 <= at < len(self.tokens) and self.tokens[at].text[0].isupper()


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The auxiliaries and adverbs before a verb: where they begin, and what they do to it."""

    first: int
    verb: int
    negated: bool
    passive: bool
    infinitive: bool
    modal: bool


def line(sentence: Sentence, stretches: Sequence[Quoted]) -> Line:
    """Prepare a sentence; `stretches` are the quoted ones that touch it."""
    tokens = sentence.tokens
    inside = [False] * len(tokens)
    if stretches:
        at = 0
        for index, token in enumerate(tokens):
            while at < len(stretches) and stretches[at].end <= token.start:
                at += 1
            if at < len(stretches) and stretches[at].start <= token.start:
                inside[index] = True
    filed = dateline(sentence.text)
    body = bisect_left(tokens, sentence.start + filed.end, key=lambda token: token.start) if filed else 0
    lower = tuple(token.lower for token in tokens)
    return Line(sentence, tokens, lower, tuple(inside), tuple(stretches), body if body < len(tokens) else 0)


def span(here: Line, first: int, last: int) -> Span:
    """The characters of the tokens `first` to `last` (exclusive)."""
    return Span(here.tokens[first].start, here.tokens[last - 1].end)


def verb_group(here: Line, verb: int) -> VerbGroup:
    """The group that ends in the verb at a token: "has not yet", "later also", "was widely"."""
    classes = word_classes()
    auxiliary, adverb, negation = classes["auxiliary"], classes["adverb"], classes["negation"]
    first, negated, passive, modal = verb, False, False, False
    while first > 0 and verb - first < LONGEST_GROUP:
        word = here.lower[first - 1]
        if word in negation:
            negated = True
        if word in auxiliary:
            passive = passive or word in BE
            modal = modal or word in MODALS
        elif not (word in adverb or (word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS)):
            break
        first -= 1
    return VerbGroup(first, verb, negated, passive, here.word(first - 1) == "to", modal)


def phrase_before(here: Line, end: int) -> tuple[int, int] | None:
    """The noun phrase that ends before token `end`, with what hangs on it by "of", "for", "in"; None without one."""
    end = without_time(here, end)
    if end <= 0 or here.lower[end - 1].endswith("'s"):
        return None
    classes = word_classes()
    at = end
    while at > 0 and end - at < LONGEST_PHRASE:
        if here.inside[at - 1] != here.inside[end - 1]:
            break
        word = here.lower[at - 1]
        if not here.tokens[at - 1].text[0].isalnum():
            step = _over_mark(here, at - 1)
            if step is None:
                break
            at = step
        elif here.is_pronoun(at - 1):
            at -= at == end
            break
        elif word == "that" and at < end and here.capital(at):
            break  # "said that Kim had written"
        elif word in classes["determiner"] or word in classes["possessive"]:
            at -= 1
            if not (here.word(at - 1) in JOINS_NOUNS and _noun(here, at - 2)):
                break
        elif not _goes_on(here, at - 1, at == end):
            break
        else:
            at -= 1
    first = _without_lead(here, at, end)
    return (first, end) if first < end and any(here.is_word(n) for n in range(first, end)) else None


def head_end(here: Line, first: int, last: int) -> int:
    """Where the noun ends that a phrase is about: before "of", a bracket, a comma, "quoted in", "examined by"."""
    for at in range(first + 1, last):
        if (here.lower[at] in JOINS_NOUNS and not here.ends_name(at)) or here.tokens[at].text in "(,":
            return at
        told = here.lower[at].endswith("ed") or here.lower[at] in PARTICIPLES or here.lower[at] in WITH
        if told and here.tokens[at].text[0].islower() and (at + 1 == last or here.lower[at + 1] in JOINS_NOUNS):
            return at
    return last


def _over_mark(here: Line, at: int) -> int | None:
    """Where to go on left of a mark inside a phrase: a dot, a hyphen, a bracket; None where it ends there."""
    mark = here.tokens[at].text
    if mark == "." and at and _shortened(here.lower[at - 1]):
        return at
    if mark in "-–/&’'$%#@" and at and mark != "–":
        joined = mark in "&$%#@" or here.tokens[at - 1].end == here.tokens[at].start
        return at if joined else None
    if mark == ")":
        for back in range(at - 1, max(-1, at - LONGEST_BRACKET), -1):
            if here.tokens[back].text == "(":
                return back
    return None


def _goes_on(here: Line, at: int, last: bool) -> bool:
    """Whether the word at a place can stand inside the noun phrase to its right."""
    classes, word = word_classes(), here.lower[at]
    if here.ends_name(at):
        return True
    if word in classes["coordinator"]:
        left = at - 2 if here.word(at - 1) == "." else at - 1
        left = left - 2 if here.word(left - 1) == "-" and here.capital(left - 2) else left  # "Park Sun-won and Lee"
        return word in ("and", "&") and here.capital(left) == here.capital(at + 1) and _noun(here, left)
    if word in classes["auxiliary"] or (word in classes["subordinator"] and word not in JOINS_NOUNS):
        return False
    if word in JOINS_NOUNS:
        return not last and _noun(here, at - 1)
    if word in classes["preposition"]:
        return False
    return here.capital(at) or not _finite_cue(here, at)


def _finite_cue(here: Line, at: int) -> bool:
    if here.lower[at] not in openers():
        return False
    match = verbs().at(here.tokens, at)
    return match is not None and any(cue.form in ("past", "s") for cue in match.values) and not _noun_use(here, at)


def _noun_use(here: Line, at: int) -> bool:
    """Whether what could be a verb follows a word that only nouns follow."""
    classes, word = word_classes(), here.word(at - 1)
    return (
        word in classes["determiner"]
        or word in classes["possessive"]
        or word.endswith(("'s", "s'"))
        or (word in classes["preposition"] and word not in ("to",))
        or (here.lower[at] in classes["impersonal"] and here.word(at + 1) in openers())  # "Seoul's estimates showed"
    )


def _noun(here: Line, at: int) -> bool:
    """Whether a word that can end a noun phrase stands there."""
    if not here.is_word(at):
        return 0 <= at < len(here) and here.tokens[at].text in (")", "’", "'")
    classes, word = word_classes(), here.lower[at]
    closed = ("auxiliary", "preposition", "subordinator", "coordinator", "possessive")
    return (
        not any(word in classes[name] for name in closed)
        and word not in ("the", "a", "an")
        and not _finite_cue(here, at)
    )


def _without_lead(here: Line, first: int, end: int) -> int:
    """Past prepositions, adverbs and times that open the sentence and are no part of the phrase."""
    classes = word_classes()
    while first < end:
        word = here.lower[first]
        if word in ("on", "in", "by", "last", "this", "late", "early") and here.word(first + 1) in classes["time"]:
            first += 2
        elif (
            word in classes["preposition"]
            or word in classes["coordinator"]
            or (word in classes["adverb"] and word not in ("all", "both"))
            or (word.isdecimal() and first > 1 and here.word(first - 1) == ":" and here.word(first - 2).isdecimal())
        ):
            first += 1
        else:
            break
    return first


def without_time(here: Line, end: int) -> int:
    """Left of "on Tuesday", "last week", "in June", "earlier this month" at the end of a stretch."""
    time = word_classes()["time"]
    at = end
    while at > 1 and (here.lower[at - 1] in time or here.lower[at - 1].isdigit()):
        at -= 1
        while at > 1 and here.lower[at - 1] in (
            "last",
            "this",
            "late",
            "early",
            "past",
            "the",
            "next",
            "recent",
            "same",
        ):
            at -= 1
        if here.lower[at - 1] in ("on", "in", "over", "during", "by"):
            at -= 1
            break
    return at if 0 < at < end and (here.is_word(at - 1) or here.word(at - 1) == ")") else end


def phrase_after(here: Line, first: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token `first`, to the next comma, clause or verb; None without one."""
    at = first
    while at < len(here) and at - first < LONGEST_PHRASE and not here.inside[at]:
        if not here.tokens[at].text[0].isalnum():
            step = _past_mark(here, at)
            if step is None:
                break
            at = step
        elif _ends_phrase(here, at, at == first):
            break
        elif here.is_pronoun(at):
            return at, at + 1
        else:
            at += 1
    return (first, at) if at > first else None


def _past_mark(here: Line, at: int) -> int | None:
    """Where to go on right of a mark inside a phrase; None where it ends there."""
    mark = here.tokens[at].text
    if mark == ".":
        return at + 1 if at + 1 < len(here) and _shortened(here.word(at - 1)) else None
    if mark in INNER_MARKS and here.is_word(at + 1):
        return at + 1
    if mark == "(":
        close = next((n for n in range(at, min(len(here), at + LONGEST_BRACKET)) if here.lower[n] == ")"), None)
        return None if close is None else close + 1
    return None


def _shortened(word: str) -> bool:
    """Whether a full stop behind a word ends no sentence."""
    return word in TITLES or len(word) <= 2


def _ends_phrase(here: Line, at: int, opens: bool) -> bool:
    """Whether the word at a place cannot stand inside the noun phrase to its left."""
    classes, word = word_classes(), here.lower[at]
    if word in ("that", "who", "as") or word in classes["auxiliary"]:
        return True
    if word in classes["subordinator"] and word != "what":
        return True
    if not opens and here.is_pronoun(at):
        return True
    if word in classes["coordinator"]:
        return not (here.capital(at + 1) and here.capital(at - 1))
    if word in classes["preposition"]:
        return opens or word not in JOINS_AFTER or here.word(at + 1) in classes["time"]
    return not opens and word in classes["time"] and here.capital(at)
