"""Years told by anniversaries: "the 79th anniversary of Korea's liberation" is that of 2024."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Reading

COUNTED = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s((?:\w+\s)?anniversary\s[^.;,\n]{3,90})", re.IGNORECASE)
GLUED = re.compile(r"(?<=[a-z])(?=Kim )")  # as KCNA's pages print it: "PresidentKim Il Sung"


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An anniversary that a text tells: the day on which it falls, its number, and the words."""

    day: date
    number: int
    text: str


def anniversaries(reading: Reading) -> Iterator[Anniversary]:
    """The anniversaries of rows of anniversaries.csv, but those told with the number of another year."""
    for sentence in reading.sentences:
        for match in COUNTED.finditer(sentence.text):
            first = _first_day(match[2])
            number = int(match[1])
            if first is None:
                continue
            day = first.replace(year=first.year + number)
            inside = (d.value for d in reading.dates if sentence.start <= d.start < sentence.end)
            if all(value is None or not value[:4].isdecimal() or value[:4] == f"{day.year}" for value in inside):
                yield Anniversary(day, number, " ".join(match[0].split()[:6]))


def _first_day(words: str) -> date | None:
    """The day of which some words tell the anniversary: those of a row, less words like `the` and `President`."""
    plain = GLUED.sub(" ", words).replace("’", "'").lower().split()
    told = " ".join(word for word in plain if word not in word_set("passed over in an anniversary")) + " "
    return next((day for phrase, day in _phrases() if re.match(re.escape(phrase) + r"(?![\w-])", told)), None)


@cache
def _phrases() -> tuple[tuple[str, date], ...]:
    """The table anniversaries.csv: phrase → the day itself."""
    rows = ruletables.rows("anniversaries")
    return tuple((phrase, date.fromisoformat(row["day"])) for row in rows for phrase in row["words"].split("|"))
