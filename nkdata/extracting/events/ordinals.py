"""The n of the n-th meeting, session or test."""

from __future__ import annotations

import re

from nkdata.extracting.events.matching import Found
from nkdata.model import Token

ORDINAL_REACH = 4
OTHER_BODY = 9  # tokens of "fifth enlarged meeting of the seventh"
SMALL = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
).split()
ORDINALS = {word: number for number, word in enumerate(SMALL, start=1)}
FIGURE = re.compile(r"(\d{1,3})$")


def ordinal_of(tokens: tuple[Token, ...], found: Found) -> int | None:
    """The n of "n-th plenary meeting"."""
    first = max(0, found.first - ORDINAL_REACH)
    before = [t.lower for t in tokens[: first + ORDINAL_REACH]][-OTHER_BODY:]
    if ["meeting", "of", "the"] in [before[n : n + 3] for n in range(len(before))]:
        first = max(
            0, found.first - OTHER_BODY
        )  # "the fifth enlarged meeting of the seventh Central Military Commission"
    for at in range(first, found.last):
        lower = tokens[at].lower
        if lower in ORDINALS:
            return ORDINALS[lower]
        if lower in {"st", "nd", "rd", "th"} and at and (m := FIGURE.match(tokens[at - 1].text)):
            return int(m.group(1))
    return None


def nth_session(tokens: tuple[Token, ...]) -> int | None:
    """The n of "n-th session of the m-th Supreme People's Assembly"."""
    for at, token in enumerate(tokens[1:], start=1):
        if token.lower == "session":
            end = at - (tokens[at - 1].lower in {"plenary", "regular", "extraordinary"})
            word = tokens[end - 1].lower
            figure = FIGURE.match(tokens[end - 2].text) if word in {"st", "nd", "rd", "th"} and end > 1 else None
            if word in ORDINALS or figure:
                return int(figure.group(1)) if figure else ORDINALS[word]
    return None
