"""What stands between a reporting verb and what is said: hearer, day, statement, place."""

from __future__ import annotations

from nkdata.extracting.attribution.clauses import Line, phrase_after
from nkdata.extracting.attribution.cues import word_classes
from nkdata.extracting.attribution.saying import Saying

REACH = 40  # tokens looked ahead for "that"
BEFORE_DAY = frozenset("on in late early last this earlier".split())
INSIDE_DAY = frozenset("the a last this".split())
BEFORE_VEHICLE = frozenset("in at during to through via on after before as".split())
FILLERS = frozenset("also then again".split())
LONE_DAYS = frozenset("earlier later today yesterday now".split())
YEAR_DIGITS = 4


def past_adjuncts(here: Line, one: Saying) -> int:
    """The token at which a content behind the verb begins."""
    at = one.rest
    if "told" in one.cue.takes or (one.cue.verb == "ask" and here.word(at) != "to"):
        at = _past_hearer(here, at)
    while at < len(here) and not here.inside[at]:
        step = _past_day(here, at) or _past_vehicle(here, at, one.cue.verb)
        if step is None:
            break
        at = step
    at = _to_clause(here, at)
    following = here.word(at + 1)
    if here.word(at) == "," and following and (here.inside[at + 1] or (at > one.rest and following == "that")):
        at += 1
    return at + 1 if here.word(at) == ":" and here.word(at + 1) else at


def _past_hearer(here: Line, at: int) -> int:
    """Past "reporters", "a closed committee"."""
    if here.word(at) in ("that", "of", "to", ",", ".") or (at < len(here) and here.inside[at]):
        return at
    classes = word_classes()
    if here.word(at) in classes["pronoun"] and here.word(at) not in classes["determiner"]:
        return at + 1
    phrase = phrase_after(here, at)
    if phrase is None:
        return at
    return next((n for n in range(at + 1, phrase[1]) if _begins_anew(here, n)), phrase[1])


def _begins_anew(here: Line, at: int) -> bool:
    """Whether what was told begins in what looks like its hearer: "told the nation 28 died", "told TASS the flood"."""
    if here.lower[at][0].isdigit():
        return True
    classes = word_classes()
    opens = here.lower[at] in classes["determiner"] or here.lower[at] in classes["possessive"]
    return opens and here.is_word(at - 1) and here.word(at - 1) not in classes["preposition"] | classes["coordinator"]


def _past_day(here: Line, at: int) -> int | None:
    """Past one piece of "late on Tuesday", "on Aug. 7, 2020", "again"; None where something else stands."""
    time, word = word_classes()["time"], here.lower[at]
    if word in BEFORE_DAY and (here.word(at + 1) in time or here.word(at + 2) in time):
        return _past_date(here, at + 1)
    if word in time and here.capital(at):
        return _past_date(here, at + 1)
    if word in time and word in LONE_DAYS:
        return at + 1
    if word == "that" and here.word(at + 1) in time:
        return at + 2  # "in his speech that night"
    return at + 1 if word in FILLERS else None


def _past_date(here: Line, at: int) -> int:
    """Past the words of a date, the dot of a shortened month and the comma before a year among them."""
    time = word_classes()["time"]
    while at < len(here):
        word, before, after = here.lower[at], here.word(at - 1), here.word(at + 1)
        year = after.isdigit() and len(after) == YEAR_DIGITS
        dot = word == "." and before in time and after
        comma = word == "," and (year if before.isdigit() else before in time and (after in time or year))
        if not (word in time or word in INSIDE_DAY or word.isdigit() or dot or comma):
            break
        at += 1
    return at


def _past_vehicle(here: Line, at: int, verb: str) -> int | None:
    """Past "in a statement", "to reporters", "at a press conference in Seoul"; None where it is something else."""
    word = here.lower[at]
    phrase = phrase_after(here, at + 1) if word in BEFORE_VEHICLE else None
    if phrase is None:
        return None
    classes = word_classes()
    words = here.lower[phrase[0] : phrase[1]]
    if verb == "warn" and "of" in words[1:]:  # "warned in a memo of a shortfall"
        phrase = phrase[0], phrase[0] + words.index("of", 1)
        words = here.lower[phrase[0] : phrase[1]]
    fits = words[-1] in classes["addressee"] if word == "to" else bool(classes["vehicle"].intersection(words))
    return phrase[1] if fits else None


def _to_clause(here: Line, at: int) -> int:
    """Past "in answer to a question by KCNA" to the "that" behind it."""
    classes = word_classes()
    if here.word(at) not in classes["preposition"]:
        return at
    for n in range(at + 1, min(len(here), at + REACH)):
        word = here.lower[n]
        if word == "that":
            return n
        if here.inside[n] or not here.is_word(n) or word in classes["auxiliary"] or word in classes["subordinator"]:
            break
    return at
