"""Which row of the policy table an event of an article may be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nkdata.model import Event

MEETINGS = frozenset({"party_plenary", "politburo_meeting", "policy_council_meeting"})
OFFERS = frozenset({"aid_offer", "aid_delivery"})
NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th) ")


def known_event(
    event: Event, rows: Sequence[Mapping[str, str]], countries: Mapping[str, str] | None = None
) -> str | None:
    """The id of the one row of policy_events that the event may be; None where none or several fit equally.

    Days must overlap; of several the held one comes before its announcement, then the same kind, place and ordinal.
    Party meetings may differ in kind: which body meets is what articles get wrong.  `countries` tells the country of
    an actor: an offer by Moscow is none of Seoul's.
    """
    if event.date_start is None or event.date_end is None:
        return None
    ranked = []
    for row in rows:
        score = _score(event, row)
        if score is not None and not _is_anothers(event, row, countries or {}):
            ranked.append((score, row["event_id"]))
    ranked.sort(key=lambda one: (-one[0], one[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _is_anothers(event: Event, row: Mapping[str, str], countries: Mapping[str, str]) -> bool:
    """Whether an offer is by actors of other countries than the row's."""
    if event.kind not in OFFERS:
        return False
    mine = {countries.get(actor.id or "") for actor in event.actors} - {None, ""}
    theirs = {countries.get(actor) for actor in row["actors"].split(";")} - {None, ""}
    return bool(mine and theirs) and not mine & theirs


def _score(event: Event, row: Mapping[str, str]) -> int | None:
    """How well a row fits; None when it cannot be the event."""
    same = row["kind"] == event.kind
    if not same and not {row["kind"], event.kind} <= MEETINGS:
        return None
    first, last = row["start"], row["end"] or row["start"]
    if first > (event.date_end or "") or last < (event.date_start or ""):
        return None
    place = event.place.id if event.place else None
    places = row["place"].split(";")
    if place not in {None, "KP"} and row["place"] and place not in places and same and row["kind"] != "missile_test":
        return None
    number = NUMBER.search(row["title"])
    ordinal = event.ordinal is not None and number is not None and int(number.group(1)) == event.ordinal
    return (
        4 * same + 4 * (row["status"] == "happened") + 3 * ordinal + 2 * (place in places) + (first == event.date_start)
    )
