"""Datelines: `PYONGYANG, July 30 (KCNA) --`, where, when and by whom a text was filed; no part of what it tells.

And what pages print above their text, on a line of its own: `By Jo Ri – 2024.08.07 4:05pm`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nkdata.reading.published import told

REACH = 80  # characters in which a dateline ends
FILED = re.compile(  # "September 9, Juche 111 (2022)" has brackets of its own
    r"\s*(?P<where>(?:[^\n(–—]|\((?:19|20)\d\d\)){0,50}?)\s*"
    r"(?:\((?P<outlet>[^()\n]{2,30})\))?\s*(?:--+\s?|[-–—]\s)"
)
DATED = re.compile(r"[A-Z][\w .'-]*, [A-Z][a-z]{2,8}\.? \d{1,2}\b")
SHOUTED = re.compile(r"\s*[A-Z][A-Z.'/-]{2,}(?: [A-Z][A-Z.'/-]+)?(?=[ ,])")
LINES = 8  # of a page's head: headline, summary, author, day
# An author or "Published" may stand before the day, hour and zone behind it; when a page was updated is no such day.
PRINTED = re.compile(
    r"\s*(?:(?i:by|published|posted|issued|released|date)\b(?!.*\bupdated\b)[^\d\n]{0,60}?[\s:|–—-]\s*)?"
    r"(?P<words>(?:[A-Z][a-z]{2,8}\.?,? )?(?:\d{4}([-./])\d{1,2}\2\d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}))"
    r"(?:[\s,|·–—-]*(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[apAP]\.?[mM]\.?)?)?"
    r"\s*\(?(?:[A-Z]{2,4}(?:[+-]\d{1,2})?)?\)?\s*"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a dateline ends in its sentence, and the outlet that it names in brackets, "" for none."""

    end: int
    outlet: str


def dateline(sentence: str) -> Dateline | None:
    """The dateline with which a sentence begins, None where it has none.

    A dash makes one where an outlet stands in brackets before it or a place in capitals; capitals alone do as well
    (`SEOUL North Korea said …`, as pages without marks print it).
    """
    return _opened(sentence[:REACH])


@lru_cache(maxsize=256)  # each step of the reading asks it of the same few sentences
def _opened(opening: str) -> Dateline | None:
    filed, shouted = FILED.match(opening), SHOUTED.match(opening)
    if filed and filed["outlet"]:
        return Dateline(filed.end(), filed["outlet"].strip())
    if filed and (shouted or DATED.match(filed["where"])):
        return Dateline(filed.end(), "")
    return Dateline(shouted.end(), "") if shouted else None


def printed_day(text: str) -> tuple[str, str] | None:
    """The day, ISO, that a page prints on a line of its own above its text, and its words; None without one.

    Two such days leave it open.
    """
    lines = [line for line in text[:2000].splitlines() if line.strip()][:LINES]
    found = [match["words"] for match in map(PRINTED.fullmatch, lines) if match]
    days = {one.day: words for words in found if (one := told(_without_weekday(words))) and one.day}
    return next(iter(days.items())) if len(days) == 1 else None


def _without_weekday(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest[:4].isdigit() and not first[:1].isdigit() else words
