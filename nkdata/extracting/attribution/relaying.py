"""Who passes on what others said: the outlet that was told it, the voice around a voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nkdata.extracting.attribution.clauses import Line, phrase_after, span
from nkdata.extracting.attribution.cues import word_classes
from nkdata.extracting.attribution.saying import Saying
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Mentioned, Name, Quote

TELLING = frozenset({"said", "claimed", "confirmed", "shown"})  # kinds of cues by which one passes on what another said
HOLDING = frozenset({"planned", "wished"})  # kinds by which nobody need have spoken
SOURCES = frozenset("source sources informant informants contact contacts partner partners correspondent".split())
INTERVIEW = 6  # tokens between a verb and the interview in which it was said


def hearer(here: Line, one: Saying, actors: Sequence[Mentioned]) -> Name | None:
    """The outlet that was told: "a source told Daily NK", "said in an interview with Reuters"; else None."""
    phrase = phrase_after(here, one.last) if "told" in one.cue.takes else None
    if phrase is None and (at := _interview(here, one)) is not None:
        phrase = phrase_after(here, at)
    if phrase is None:
        return None
    where = span(here, *phrase)
    told = (m.name for m in actors if where.start <= m.start and m.end <= where.end)
    return next((name for name in told if name.id in word_set("outlet that is told")), None)


def owner(here: Line, phrase: tuple[int, int], actors: Sequence[Mentioned]) -> Name | None:
    """The outlet whose source speaks: "Daily NK's source in North Hamgyong says"."""
    first, last = phrase
    at = next((n for n in range(first, last) if here.lower[n] in SOURCES), None)
    told = [m.name for m in actors if m.name.id in word_set("outlet that is told")]
    is_owned = at is not None and any(word.endswith("'s") for word in here.lower[first:at])
    return told[0] if told and is_owned else None


def _interview(here: Line, one: Saying) -> int | None:
    """Where the outlet stands of "an interview with Reuters" beside a verb or at the head of the sentence."""
    for first in (0, one.last):
        for at in range(first, min(len(here) - 2, first + INTERVIEW)):
            if here.lower[at] == "interview" and here.lower[at + 1] in ("with", "to") and not here.inside[at]:
                return at + 2
    return None


def chained(quotes: list[Quote]) -> list[Quote]:
    """The quotes of a sentence, each with who passes it on: of "Yonhap reported that the ministry said" Yonhap."""
    if len(quotes) < 2:
        return quotes
    return [replace(quote, via=_around(quote, quotes)) if quote.via is None else quote for quote in quotes]


def _around(quote: Quote, quotes: Sequence[Quote]) -> Name | None:
    """The speaker of the narrowest quote in which the words of another quote's saying stand."""
    cue = quote.cue_span
    if quote.speaker is None or cue is None:
        return None
    around = [
        other
        for other in quotes
        if other.speaker not in (None, quote.speaker)
        and other.cue_kind in TELLING
        and any(piece.covers(cue) for piece in other.spans)
    ]
    return min(around, key=lambda other: other.scope.end - other.scope.start).speaker if around else None


def gives_way(quote: Quote) -> bool:
    """Whether a holder gives way to who tells of it: nobody, one who plans and need not have spoken, images."""
    if quote.speaker is None or quote.cue_kind in HOLDING:
        return True
    last = quote.speaker.name.casefold().split()[-1:]
    return quote.cue_kind == "shown" and quote.speaker.id is None and not word_classes()["evidence"].isdisjoint(last)
