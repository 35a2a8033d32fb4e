"""Pronouns and descriptions such as "the agency" or "the town": on which earlier mention they lean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nkdata.extracting import ruletables
from nkdata.model import Mentioned, Sentence

if TYPE_CHECKING:
    from nkdata.extracting.names import Gazetteer

PERSONAL = frozenset({"he", "she"})
REACH = 12  # mentions looked back at
KIM = "kim"


def resolve(sentences: Sequence[Sentence], found: Sequence[Mentioned], gazetteer: Gazetteer) -> tuple[Mentioned, ...]:
    """The mentions with pronouns, surnames and descriptions added, in text order."""
    descriptions = {word: row for row in ruletables.rows("descriptions") for word in row["words"].split("|")}
    done: list[Mentioned] = []
    at = 0
    for sentence in sentences:
        here: list[Mentioned] = []
        while at < len(found) and found[at].start < sentence.end:
            here.append(found[at])
            at += 1
        taken = {mention.start for mention in here}
        covered = 0
        queue = iter(here)
        upcoming = next(queue, None)
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if upcoming is not None and token.start >= upcoming.start:
                covered = upcoming.end
                done.append(upcoming)
                upcoming = next(queue, None)
            if token.start < covered or token.start in taken:
                continue
            word = token.lower
            bare = word.removesuffix("'s")
            if word in PERSONAL:
                _lean(done, token.start, token.end, token.text, _person(done, gazetteer))
            elif word == "it" and index + 1 < len(tokens):
                _lean(done, token.start, token.end, token.text, _body(done, gazetteer))
            elif bare == KIM and token.text[0] == "K":
                cut = 2 if bare != word else 0
                _lean(
                    done, token.start, token.end - cut, token.text[: len(token.text) - cut], _named_kim(done, gazetteer)
                )
            elif bare in descriptions and index and tokens[index - 1].lower == "the":
                row = descriptions[bare]
                end = token.end - (2 if bare != word else 0)
                start = tokens[index - 1].start
                text = sentence.text[start - sentence.start : end - sentence.start]
                _lean(done, start, end, text, _described(done, row, gazetteer), row["kind"])
    return tuple(sorted(done, key=lambda mention: mention.start))


def _lean(
    done: list[Mentioned], start: int, end: int, text: str, antecedent: Mentioned | None, kind: str | None = None
) -> None:
    """Add the mention when there is something to lean on."""
    if antecedent is None:
        return
    origin = antecedent.start if antecedent.resolved_from is None else antecedent.resolved_from
    name = antecedent.name
    done.append(Mentioned(start, end, text, antecedent.kind if kind != "place" else "place", name, origin))


def _person(done: Sequence[Mentioned], gazetteer: Gazetteer) -> Mentioned | None:
    for mention in reversed(done[-REACH:]):
        if mention.name.id in gazetteer.persons and mention.resolved_from != mention.start:
            return mention
    return None


def _body(done: Sequence[Mentioned], gazetteer: Gazetteer) -> Mentioned | None:
    for mention in reversed(done[-REACH:]):
        if mention.kind == "actor" and mention.name.id and mention.name.id not in gazetteer.persons:
            return mention
    return None


def _named_kim(done: Sequence[Mentioned], gazetteer: Gazetteer) -> Mentioned | None:
    """ "Kim" alone is the person of that family name told last; nobody before one was named in full."""
    for mention in reversed(done):
        if (
            mention.name.id in gazetteer.persons
            and mention.name.name.startswith("Kim ")
            and mention.resolved_from is None
        ):
            return mention
    return None


def _described(done: Sequence[Mentioned], row: dict[str, str], gazetteer: Gazetteer) -> Mentioned | None:
    """The latest mention that the description fits."""
    words = tuple(filter(None, row["antecedent"].split("|")))
    for mention in reversed(done[-3 * REACH :]):
        if mention.kind != row["kind"] or mention.name.id in gazetteer.persons:
            continue
        label = f"{mention.name.id or ''} {mention.name.name}".casefold()
        if any(word in label for word in words):
            return mention
    return None
