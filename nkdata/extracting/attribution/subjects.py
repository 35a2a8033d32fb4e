"""Which noun phrase may be the subject of a reporting verb, and which one opens a sentence."""

from __future__ import annotations

import re

from nkdata.extracting.attribution.acts import PAST
from nkdata.extracting.attribution.clauses import Line, VerbGroup, head_end, phrase_after
from nkdata.extracting.attribution.cues import Cue, verbs, word_classes
from nkdata.extracting.attribution.speakers import unnamed
from nkdata.extracting.quantities.numerals import number_words
from nkdata.extracting.wording.wordsets import word_set

PLURALS = frozenset(
    "they we data people police men women media many some most few both all others those these who several".split()
)
NUMBERED = frozenset("several many few these those some all other".split())
PLURAL = re.compile(r"[a-z]{2}[^suiw']s$")  # of a verb in -s too: "it poses questions"; not of "news"
ACTORS = frozenset("it he she they we".split())  # "It resumed loudspeaker broadcasts": a verb follows


def agrees(here: Line, subject: tuple[int, int], group: VerbGroup, forms: dict[str, Cue]) -> bool:
    """Whether a noun phrase can be the subject of a form: "officials say", not "a growing list of"."""
    word = here.lower[head_end(here, *subject) - 1]
    if (
        here.word(subject[0] - 1) in ACTORS
        or word.isdigit()
        or (word.endswith("ing") and not word.endswith("thing") and not here.capital(head_end(here, *subject) - 1))
        or word in ("not", "no", "you", "i", "we", "there", "here")
    ):
        return False
    if "base" in forms and "past" not in forms and not group.modal and group.first == group.verb:
        # "a majority of defectors say"
        many = word in word_set("stands for others") and here.word(head_end(here, *subject)) == "of"
        return word.endswith("s") or word in PLURALS or many or _lists(here, subject)
    if "s" in forms and len(forms) == 1:
        return word not in ("they", "we", "i", "you") and _is_one(here, subject)
    return True


def _is_one(here: Line, subject: tuple[int, int]) -> bool:
    """Whether who stands before a form in -s can be one who says it: not "poses challenges", "the dozen states"."""
    last = head_end(here, *subject) - 1
    word = here.lower[last]
    return here.capital(last) or not (word in number_words() or word in NUMBERED or PLURAL.search(word))


def _lists(here: Line, subject: tuple[int, int]) -> bool:
    """Whether names in a row make up a subject: "Pyongyang and Moscow deny", the headline "South Korea, China say"."""
    first = subject[0]
    within = range(first + 1, subject[1])
    if any(here.lower[n] == "and" and here.capital(n - 1) and here.capital(n + 1) for n in within):
        return True
    return here.word(first - 1) == "," and all(here.capital(n) or here.lower[n] == "," for n in range(first))


def opening_subject(here: Line) -> tuple[int, int] | None:
    """The first noun phrase of the sentence: who a participle without own subject leans on."""
    phrase = None if here.inside[here.body] else phrase_after(here, here.body)
    if phrase is None:
        return None
    end = next(
        (
            n
            for n in range(here.body + 1, phrase[1])
            if here.lower[n].endswith("ed") and (here.capital(n - 1) or here.ends_name(n - 1))
        ),
        0,
    )
    return (here.body, end) if end and not here.capital(end) else phrase  # "Kim expressed thanks": Kim


def is_somebody(here: Line, subject: tuple[int, int]) -> bool:
    """Whether a phrase behind "…, says" ends in who says it: not "…, says Russia ties invincible"."""
    head = head_end(here, *subject) - 1
    return here.capital(head) or here.lower[head] in unnamed() | word_classes()["organisation"] or here.ends_name(head)


def has_verb(here: Line, first: int, end: int) -> bool:
    """Whether a phrase is a clause: "the agency, a state medium, said Kim visited Anju", "said 20 people died"."""
    people = unnamed() | PLURALS
    return any(
        (here.lower[at].endswith("ed") or here.lower[at] in PAST)
        and (here.capital(at - 1) or here.lower[at - 1] in people)
        for at in range(first + 1, end)
    )


def acts_first(here: Line, at: int) -> bool:
    """Whether somebody does something before saying anything: "it has also closed its border and said"."""
    classes = word_classes()
    while here.word(at) in classes["auxiliary"] or here.word(at) in classes["adverb"] or here.word(at).endswith("ly"):
        at += 1
    return at < len(here) and verbs().at(here.tokens, at) is None


def is_noun_of_a_verb(here: Line, first: int, last: int) -> bool:
    """Whether what could be a verb in -s is a noun that the next verb has for its subject: "estimates showed"."""
    is_one = last - first == 1 and here.lower[first].endswith("s") and here.lower[first] in word_classes()["impersonal"]
    return is_one and verbs().at(here.tokens, last) is not None
