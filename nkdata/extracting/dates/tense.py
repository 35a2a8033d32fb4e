"""Whether a clause looks back or ahead: enough to know which Wednesday is meant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

BE = frozenset({"is", "are", "be", "been", "was", "were", "'s"})
DUE_BEFORE = frozenset({"to", "on", "in", "at", "by", "for", "next", "this", "early", "late", "back"})
ORDERED = frozenset(
    "to be ordered orders ordering instructed instructs".split()
)  # before a deed that is yet to be done
OPENERS = frozenset({"that", "and", "but"})
OPENING = 2  # tokens of "But in" before a date that opens a sentence
REACH = 25  # tokens looked at on either side


@cache
def tense_words() -> dict[str, str]:
    """The table tense_words.csv by word: `future`, `past`, `schedule` (future) or `governor` (so before `to`)."""
    found: dict[str, str] = {}
    for row in ruletables.rows("tense_words"):
        for word in row["words"].split("|"):
            found.setdefault(word, row["tense"])
    return found


def tense(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """`past`, `future` or `planned` (which may be over) for the clause around tokens `first` to `last`, or None.

    The nearest verb form before the expression decides, else the first one after it.  A participle after a form of
    "be" is passed over ("to be held": the `to be` decides); an infinitive is future only after a word that plans.
    """
    if first > 2 and tokens[first - 1].lower == "as" and tokens[first - 3].lower == "as":
        return "future"  # "as soon as Tuesday"
    if first and tokens[first - 1].lower == "by":
        return _by(tokens, first, last)
    if first > 1 and tokens[first - 1].lower in {"until", "till"}:
        return "future"
    if tokens[last - 1].lower.endswith("'s"):
        return _after(tokens, last)  # "Friday's meeting will …", "… to comment on Friday's ruling"
    for at in range(first - 1, max(-1, first - REACH), -1):
        if tokens[at].text in ";:":
            break
        if found := _cue(tokens, at):
            return found
    return _after(tokens, last) or _headline(tokens, first)


def _by(tokens: Sequence[Token], first: int, last: int) -> str:
    """`By Sept. 15` looks ahead unless a deed is told as done: "had rebuilt 300 by …", "left 40 dead by …"."""
    opens = first < 2 or not tokens[first - 2].text[0].isalnum() or tokens[first - 2].lower in OPENERS
    if opens:
        return "past" if _after(tokens, last) == "past" else "future"
    before = tokens[max(0, first - REACH) : first - 1]
    if {"had", "were"} & {t.lower for t in before[-7:]}:
        return "past"
    ahead = any(t.lower in ORDERED or tense_words().get(t.lower) not in {None, "past"} for t in before)
    return "past" if not ahead and deed_before(tokens, first - 1) else "future"


def deed_before(tokens: Sequence[Token], first: int) -> bool:
    """Whether the nearest verb form before a token tells a deed as done, and is no word of saying."""
    for at in range(first - 1, max(-1, first - REACH), -1):
        if tokens[at].text in ";:":
            return False
        if found := _cue(tokens, at):
            return found == "past" and tokens[at].lower not in word_set("backshifting verb")
    return False


def done_then(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a deed is told as done right before a date, or right after one that opens the sentence.

    "Collapsed in November", "was shut on Dec. 2", "ran from Dec. 26", "In December, a bomb exploded".
    """
    if not first or tokens[first - 1].lower not in {"in", "on", "from"}:
        return False
    if first <= OPENING:
        return tokens[first - 1].lower != "from" and _opens_a_deed(tokens, last)
    if tokens[first - 2].lower == "set":
        return False
    return _cue(tokens, first - 2) == "past" and deed_before(tokens, first - 1)


def _opens_a_deed(tokens: Sequence[Token], last: int) -> bool:
    """Whether the first verb form behind an opening date tells a deed as done, and nothing looks ahead."""
    cues = ((at, found) for at in range(last, min(len(tokens), last + REACH)) if (found := _cue(tokens, at)))
    at, first = next(cues, (last, None))
    if [t.lower for t in tokens[at + 1 : at + 2]] == ["to"]:
        return False  # "the council was to meet"
    return (
        first == "past" and tokens[at].lower not in word_set("backshifting verb") and all(c == "past" for _, c in cues)
    )


def tells_a_deed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether tokens `first` to `last` hold a verb of the past."""
    return any(_cue(tokens, at) == "past" for at in range(first, last))


def _headline(tokens: Sequence[Token], first: int) -> str | None:
    """`Korea to open dam on Thursday`: an infinitive where no other verb form is found."""
    window = tokens[max(0, first - REACH) : first]
    plans = any(a.lower == "to" and b.text.isalpha() and b.text.islower() for a, b in pairwise(window))
    return "future" if plans else None


def _after(tokens: Sequence[Token], last: int) -> str | None:
    """The tense of the first cue behind the expression."""
    for at in range(last, min(len(tokens), last + REACH)):
        if tokens[at].text == ";":
            break
        if found := _cue(tokens, at):
            return found
    return None


def _cue(tokens: Sequence[Token], at: int) -> str | None:
    """What the token at `at` says of the tense."""
    lower = tokens[at].lower
    if lower == "to":
        return _infinitive(tokens, at)
    if tokens[at].text == "May":
        return None
    word = tense_words().get(lower)
    if word == "schedule":
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if lower == "due" and following is not None and following.text.islower() and following.lower not in DUE_BEFORE:
            return None  # "with due ceremony"
        leading = [t.lower for t in tokens[max(0, at - 4) : at]]
        return "future" if BE & set(leading[-1:]) and "had" not in leading else "planned"  # "had been due" may be over
    if word == "governor":
        if at + 1 < len(tokens) and tokens[at + 1].lower in {"to", "for"}:
            return "future"
        word = "past" if lower.endswith("ed") or lower == "set" else None
    if word == "past" or (word is None and _past_form(tokens, at)):
        before = tokens[at - 1].lower if at else ""
        return None if before in {"be", "being", "to", "get", "is", "are"} else "past"
    return word


def _infinitive(tokens: Sequence[Token], at: int) -> str | None:
    """`plans to`, `is to`, `to be held`, and `Korea to convene` in a headline."""
    before = tokens[at - 1].lower if at else ""
    if tense_words().get(before) == "schedule":
        return _cue(tokens, at - 1)  # "had been due to expire" may be over
    if tense_words().get(before) == "governor" or before in {"is", "are"}:
        return "future"
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if following == "be" and before not in {"was", "were", "had", "has", "have"}:
        return "future"
    return None


def _past_form(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in -ed looks like a verb: not before a noun as in "the planned Friday meeting"."""
    lower, text = tokens[at].lower, tokens[at].text
    if len(lower) < 4 or not lower.endswith("ed") or lower in word_set("no verb") or text[0].isupper():
        return False
    if at > 1 and (tokens[at - 1].lower in {"still", "yet"} or tokens[at - 1].lower.endswith("ly")):
        at -= 1  # "a still unspecified date"
    return not (at and tokens[at - 1].lower in {"a", "an", "the", "their", "its", "his", "-"})
