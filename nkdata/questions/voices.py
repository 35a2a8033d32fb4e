"""Voices: whom the columns of "who said what" stand for, and who rejects whose figure.

Rows are figures as dictionaries with the columns of `questions.figures.figures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from nkdata.collection.snapshot import Row, grouped
from nkdata.questions.claimants import Claimant

MOST_VOICES = 4
STATE_MEDIA = "state-media"
UNNAMED = ", unnamed"
GROUPS = ("state", "un_rc", "rok", "eye", "press", "gov", "ngo", "other")


@dataclass(frozen=True, slots=True)
class Voice:
    """A column: who speaks there, and the claimant group that gives colour and shape."""

    key: str
    label: str
    group: str


def give_voices(rows: list[Row]) -> None:
    """Set `voice` and `voice_label` of each row."""
    for row in rows:
        relayed = row["relay_of_state"]
        row["voice"] = row["relay_id"] if relayed else row["claimant_id"]
        row["voice_label"] = short_label(row["relay"], _relay(row).short) if relayed else _own_label(row)
    if len({row["voice"] for row in rows}) > MOST_VOICES:
        for row in rows:
            if row["state_medium"] and not row["relay_of_state"]:
                row["voice"], row["voice_label"] = STATE_MEDIA, "State media"
    for own in grouped(rows, itemgetter("voice")).values():
        told = [*dict.fromkeys(row["voice_label"] for row in own)]
        unnamed = [label for label in told if label.endswith(UNNAMED)]  # one who is not named has no second name
        for row in own:
            row["voice_label"] = " / ".join((unnamed or told)[:2])


def _relay(row: Row) -> Claimant:
    """The aid body in whose column a relayed figure stands."""
    found: Claimant = next(told.relay for told in row["tellings"] if told.relay and told.relay.id == row["relay_id"])
    return found


def _own_label(row: Row) -> str:
    """The article's own name where only articles told it (`State media`), else the table's."""
    if row["origin"] == "article" and not row["claimant"].islower():
        return str(row["claimant"])
    if row["origin"] == "article":
        return str(row["claimant"])[:1].upper() + str(row["claimant"])[1:]
    return short_label(row["tellings"][-1].claimant.name, row["short_name"])


def short_label(name: str, short: str) -> str:
    """The full name where the short one is a riddle (`MOU`, `DPRK RC`) and the name has at most 28 letters."""
    riddle = (short.isupper() and len(short) <= 3) or " " in short
    return name if riddle and len(name) <= 28 else short


def choose_voices(rows: list[Row]) -> tuple[tuple[Voice, ...], tuple[tuple[str, int], ...]]:
    """The columns in group order, and whom there was no room for with the count of its figures."""
    spoken = grouped(rows, itemgetter("voice"))
    denials = [row for row in rows if row["stance"] == "denied"]

    def weight(key: str) -> tuple[Any, ...]:
        told = spoken[key]
        drawn = [row for row in told if not row["why_not"]]
        in_dispute = any(_in_dispute(row, denials) for row in told)
        in_article = any(row["origin"] != "reference" for row in drawn)
        return (not in_dispute, not in_article, -len({row["metric_class"] for row in drawn}), -len(drawn), key)

    kept = sorted(spoken, key=weight)[:MOST_VOICES]
    left = sorted((spoken[key][0]["voice_label"], len(spoken[key])) for key in spoken if key not in kept)
    kept.sort(key=lambda key: (GROUPS.index(drawn_group(spoken[key][0])), weight(key)))
    return tuple(Voice(key, spoken[key][0]["voice_label"], drawn_group(spoken[key][0])) for key in kept), tuple(left)


def drawn_group(row: Row) -> str:
    """The claimant group of a figure's mark: an aid body that relays the state stands with the UN and Red Cross."""
    return _relay(row).group if row["relay_of_state"] else str(row["claimant_group"])


def _in_dispute(row: Row, denials: list[Row]) -> bool:
    """Whether a row rejects another's figure, or is the figure that another rejects."""
    if row["stance"] == "denied":
        return "withdrawn" not in row["flags"] and row["why_not"] != "rejects no figure"
    return any(rejects(denial, row) for denial in denials)


def rejects(denial: Row, row: Row) -> bool:
    """Whether a denial is about this figure: same class, another claimant, not told later, numbers that meet."""
    if denial["stance"] != "denied" or "withdrawn" in denial["flags"] or row["stance"] != "asserted":
        return False
    if denial["metric_class"] != row["metric_class"] or denial["claimant_id"] == row["claimant_id"]:
        return False
    if row["told_first"] > denial["told_last"]:  # never true where a day is missing
        return False
    (low, high), (least, most) = limits(denial), limits(row)
    return bool(low <= most and least <= high)


def limits(row: Row) -> tuple[float, float]:
    """Lowest and highest number of a figure; a side not told is the value; (inf, -inf) without any."""
    low, value, high = row["low"], row["value"], row["high"]
    if low == value == high:
        return low, high
    told = [part for part in (low, value, high) if part == part]
    return (min(told), max(told)) if told else (float("inf"), float("-inf"))
