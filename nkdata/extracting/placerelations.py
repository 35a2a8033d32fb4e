"""Places that a sentence names without anything being there: a speaker's seat, the town on the other bank."""

from __future__ import annotations

import re

from nkdata.extracting.attribution.relaying import SOURCES
from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Mentioned, Name

CAPITAL = "pyongyang"
REACH = 80  # characters of "Dandong, which lies across the Yalu River from the city of"
APPOSED = re.compile(r",\s+(?:an?|the|its|head|director|spokesman|spokeswoman|who)\b[^,;.]*\s(?:in|at|for|from|of)\s+")

WHO = re.compile(r",?\s+who\s[^,;.]*")  # "…, said Pak, who left Hoeryong"

SOURCE = re.compile(r"\b(?:citing|quoting|according to)\s([^,;:]*)$", re.IGNORECASE)
SAID_BY = re.compile(r"\b(?:said|says|added)\s+(?:\w+\s+){0,3}sources?\s+(?:from|in|inside)\s+(?:\w+\s+){0,2}$", re.I)
SEAT = re.compile(r"\b(?:ministry|government|regime|leadership|authorities|committee)\s+in\s+$", re.IGNORECASE)
# "Dandong, across the river from Sinuiju", "the town of Changbai, which faces Hyesan": where another place lies.
BESIDE = re.compile(
    r"\b([A-Z][a-z]+),\s+(?:which\s+|just\s+|lying\s+|lies\s+|directly\s+)*(?:opposite|facing|faces|borders|bordering"
    r"|across\s+(?:[\w ]+\s)?from|(?:north|south|east|west)\s+of)\s+(?:the\s+)?(?:city\s+of\s+)?$"
)


def beside(scene: Scene, place: Mentioned) -> Mentioned | None:
    """The place that is told by where it lies, instead of the one beside it: "Dandong, opposite Sinuiju"."""
    since = max(scene.sentence.start, place.start - REACH)
    told = BESIDE.search(scene.words(since, place.start))
    if told is None:
        return None
    start, end = since + told.start(1), since + told.end(1)
    held = next((m for m in scene.mentioned if m.kind == "place" and m.start <= start < m.end), None)
    return held or Mentioned(start, end, told.group(1), "place", Name(None, told.group(1)))


def is_based(scene: Scene, place: Mentioned) -> bool:
    """Whether a place only tells where somebody sits: "the Geneva-based federation"."""
    return scene.words(place.end, min(place.end + len("-based"), scene.sentence.end)).lower() == "-based"


def tells_of_the_speaker(scene: Scene, place: Mentioned) -> bool:
    """Whether a place stands between a speaker and the verb: "Staines, who heads an office in Pyongyang, said"."""
    for quote in scene.quotes:
        speaker, cue = quote.speaker_span, quote.cue_span
        if speaker is None or cue is None:
            continue
        numbers = any(speaker.end <= q.start < place.start for q in scene.quantities)
        if speaker.end <= place.start < cue.start and not numbers:
            return True
        is_behind = cue.end <= speaker.start and all(piece.end <= cue.start for piece in quote.spans)
        between = scene.words(speaker.end, place.start) if speaker.end <= place.start else "."
        if is_behind and (APPOSED.fullmatch(between) or WHO.fullmatch(between)):
            return True  # "…, said Gudjonsson, a spokesman in Beijing"
    return False


def is_of_the_source(scene: Scene, place: Mentioned) -> bool:
    """Whether a place behind what was told is that of who told it: "…, citing a source in Ryanggang Province".

    So is what "a magazine in Osaka said, citing …", or "a memo of its mission in New York", tells abroad.
    """
    if not any(q.end <= place.start for q in scene.quantities):
        return False
    is_foreign = place.name.id is None
    cues = [quote.cue_span.start for quote in scene.quotes if quote.cue_span is not None]
    if is_foreign and any(0 < cue - place.end <= 1 for cue in cues):
        return True
    before = scene.words(scene.sentence.start, place.start)
    if SAID_BY.search(before):
        return True
    told = SOURCE.search(before)
    if told is None:
        return False
    words = set(told[1].lower().split())
    return is_foreign or not words.isdisjoint(SOURCES | {"who"})


def is_seat(scene: Scene, place: Mentioned) -> bool:
    """Whether the capital tells where a speaker sits, not where it happened: "the regime in Pyongyang said"."""
    if place.name.id == CAPITAL and SEAT.search(scene.words(scene.sentence.start, place.start)):
        return True
    seats = [quote.speaker_span for quote in scene.quotes if quote.speaker_span and place.name.id == CAPITAL]
    words = [scene.words(one.start, place.start).lower().split() for one in seats if one.start < place.start < one.end]
    return any("in" in one[-1:] and not word_set("speaks of home").intersection(one) for one in words)
