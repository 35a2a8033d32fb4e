"""The same event told in several sentences becomes one, at its fullest mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nkdata.model import Event

PARTY = frozenset({"party_plenary", "politburo_meeting", "policy_council_meeting", "cmc_meeting", "party_congress"})
MEETING = "meeting"  # a meeting of the party that is not named: only another mention tells which


def merge(events: Sequence[Event], headline: int = 0) -> list[Event]:
    """One event for each that was told, in text order; unnamed meetings lend their day and are left out.

    `headline` is where the headline ends, 0 without one: what it tells without a day is the first of its kind with one.
    """
    kept: list[Event] = []
    for event in events:
        for at, other in enumerate(kept):
            if _same(other, event):
                kept[at] = _joined(other, event)
                break
        else:
            kept.append(event)
    for event in [one for one in kept if one.end <= headline and one.date_start is None]:
        dated = (one for one in kept if one.start >= headline and one.date_start is not None)
        body = next((one for one in dated if _is_headed(event, one)), None)
        if body is not None:
            kept[kept.index(event)] = _joined(event, body)
            kept.remove(body)
    return sorted((e for e in kept if e.kind != MEETING), key=lambda e: (e.start, e.end))


def _is_headed(head: Event, body: Event) -> bool:
    """Whether an event may be the one of the headline: of its kind and status, at no other place or ordinal."""
    elsewhere = (
        head.place and body.place and head.place.id != body.place.id and "KP" not in {head.place.id, body.place.id}
    )
    counted = head.ordinal and body.ordinal and head.ordinal != body.ordinal
    return head.kind == body.kind and head.status == body.status and not (elsewhere or counted)


def _same(one: Event, two: Event) -> bool:
    """Whether two mentions are of one event: kind, status and days agree, or one of them does not say."""
    kinds = {one.kind, two.kind}
    if len(kinds) > 1 and not (MEETING in kinds and kinds <= PARTY | {MEETING}):
        return False
    if one.status != two.status or (one.ordinal and two.ordinal and one.ordinal != two.ordinal):
        return False
    if one.place and two.place and one.place.id != two.place.id and "KP" not in {one.place.id, two.place.id}:
        return False
    if one.date_start is None or two.date_start is None:
        # without days only the same words of the same speaker tell the same event
        meetings = kinds <= PARTY | {MEETING}
        return meetings or (one.rule == two.rule and _speakers_agree(one, two) and _share_a_word(one, two))
    return one.date_start <= (two.date_end or two.date_start) and two.date_start <= (one.date_end or one.date_start)


def _speakers_agree(one: Event, two: Event) -> bool:
    """Whether both are told by the same, or one of them in the publisher's own voice."""
    return one.claimant is None or two.claimant is None or one.claimant == two.claimant


def _share_a_word(one: Event, two: Event) -> bool:
    """Whether the words of both have a word of content in common: one rule may tell of many deeds."""
    return bool({w for w in one.text.casefold().split() if len(w) > 3} & set(two.text.casefold().split()))


def _fullness(event: Event) -> int:
    return (
        4 * (event.kind != MEETING)
        + 2 * (event.ordinal is not None)
        + 2 * (event.date_start is not None)
        + (event.place is not None and event.place.id != "KP")
    )


def _joined(one: Event, two: Event) -> Event:
    """The fuller mention, with what only the other tells."""
    best, other = (two, one) if _fullness(two) > _fullness(one) else (one, two)
    if best.date_start is None and best.date_end is None and other.date_start is not None:
        best = replace(best, date_start=other.date_start, date_end=other.date_end, precision=other.precision)
    place = best.place
    if other.place is not None and (place is None or place.id == "KP"):
        place = other.place
    return replace(
        best,
        place=place,
        ordinal=best.ordinal or other.ordinal,
        term=best.term or other.term,
        announced_on=best.announced_on or other.announced_on,
    )
