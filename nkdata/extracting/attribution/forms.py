"""In which form an official statement came: speech, statement, answer, commentary; readers of state media weigh it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nkdata.extracting.wording import ruletables


@dataclass(frozen=True, slots=True)
class Form:
    """A row of statement_forms.csv: any of `words`, of which all parts stand in the attribution; one of `speakers`."""

    form: str
    words: tuple[tuple[str, ...], ...]
    speakers: frozenset[str]


@cache
def forms() -> tuple[Form, ...]:
    """The rows of statement_forms.csv in the order in which they are tried."""
    return tuple(
        Form(
            row["form"],
            tuple(tuple(f" {part} " for part in words.split("+")) for words in row["words"].split("|") if words),
            frozenset(filter(None, row["speakers"].split("|"))),
        )
        for row in ruletables.rows("statement_forms")
    )


@cache
def keywords() -> frozenset[str]:
    """The last words of all that names a form: without one of these none is named."""
    return frozenset(parts[-1].replace("-", " ").split()[-1] for one in forms() for parts in one.words)


def form_of(words: Sequence[str], *speakers: str | None) -> str | None:
    """The form that an attribution names, an id of the reference table statement_forms; None where it names none.

    `words` are the lower-case words of the sentence that are no part of what is said, `speakers` the ids of who said
    it and of who passed it on.
    """
    named = keywords().intersection(words)
    text = f" {' '.join(words)} ".replace(" - ", "-") if named else ""
    for one in forms():
        if (one.speakers and one.speakers.isdisjoint(speakers)) or (one.words and not named):
            continue
        if not one.words or any(all(part in text for part in parts) for parts in one.words):
            return one.form
    return None
