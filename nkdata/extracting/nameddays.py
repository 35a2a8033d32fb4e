"""Days that only name something: the 1950-53 war, the February 11 plant, a photo released on Friday."""

from __future__ import annotations

from itertools import takewhile

from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import DateExpression

PICTURE_REACH = 8  # tokens between "released" and the day
AUXILIARIES = frozenset("is are was were has have had will".split())


def is_in_a_name(scene: Scene, date: DateExpression) -> bool:
    """Whether a year or day names what follows: "the 1950-53 war", "the 2018 agreement", "the February 11 plant"."""
    at, things = scene.token_at(date.end), word_set("named by a day")
    behind = [t.lower for t in scene.sentence.tokens[at : at + 4]]
    if behind[:1] == [")"] and scene.sentence.tokens[scene.token_at(date.start) - 1].text == "(":
        return True  # "the Day of the Sun (April 15)"
    if date.precision == "day":
        titles = takewhile(lambda t: t.text.istitle() or t.lower in things, scene.sentence.tokens[at : at + 4])
        return any(t.lower in things for t in titles)
    made = [t.lower for t in scene.sentence.tokens[max(0, scene.token_at(date.start) - 3) : scene.token_at(date.start)]]
    if made[1:] == ["built", "in"] and made[0] not in AUXILIARIES:
        return date.precision == "year"  # "dykes built in 1990"
    return date.precision == "year" and not word_set("named by a year").isdisjoint(
        behind[:2] if behind[:1] not in (["-"], ["–"]) else behind
    )


def is_of_a_picture(scene: Scene, date: DateExpression) -> bool:
    """Whether a day is that on which a picture was given out: "in this undated photo released by KCNA on Friday"."""
    words = [t.lower for t in scene.sentence.tokens[: scene.token_at(date.start)]]
    given = max((at for at, word in enumerate(words) if word in word_set("given out")), default=0)
    return len(words) - given <= PICTURE_REACH and not word_set("picture").isdisjoint(words[max(0, given - 3) : given])
