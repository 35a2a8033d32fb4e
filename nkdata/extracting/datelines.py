"""Datelines: `PYONGYANG, July 30 (KCNA) --`, where, when and by whom a text was filed; no part of what it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

REACH = 70  # characters in which a dateline ends
FILED = re.compile(r"\s*(?P<where>[^\n(–—]{0,50}?)\s*(?:\((?P<outlet>[^()\n]{2,30})\))?\s*(?:--+\s?|[-–—]\s)")
DATED = re.compile(r"[A-Z][\w .'-]*, [A-Z][a-z]{2,8}\.? \d{1,2}\b")
SHOUTED = re.compile(r"\s*[A-Z][A-Z.'/-]{2,}(?: [A-Z][A-Z.'/-]+)?(?=[ ,])")


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
