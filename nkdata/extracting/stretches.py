"""Stretches of days that more than one date tells: "from 12 to 15 July", "two days after", "since May"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from nkdata.extracting.dates.timex import covered, shifted
from nkdata.extracting.scenes import Scene
from nkdata.model import DateExpression

COUNTED = re.compile(r"P(\d{1,3})([DWM])")
LENGTH = re.compile(r"P(\d{1,3})([MY])")
ENDS = frozenset({"to", "ended", "ending", "through"})
MONTHS, SHORTEST_MONTH = 12, 28
UP_TO = 12  # characters between "the year" and the day that ends it


@dataclass(frozen=True, slots=True)
class When:
    """Days as told; all None where the text tells none."""

    start: str | None = None
    end: str | None = None
    precision: str | None = None


def _adjoin(one: DateExpression, two: DateExpression) -> bool:
    """Whether one day, month or year follows the other: "on July 29 and 30"."""
    if (
        one.precision != two.precision
        or one.precision not in {"day", "month", "year"}
        or one.last is None
        or two.first is None
    ):
        return False
    return dt.date.fromisoformat(two.first) - dt.date.fromisoformat(one.last) == dt.timedelta(1)


def stretch(scene: Scene, date: DateExpression, usable: list[DateExpression], published: str | None) -> When:
    """A date with the other end of its range ("from 12 to 15 July"); a vague past ends on the day of publication."""
    if date.first is None:
        return When(None, published, "vague")
    at = usable.index(date)
    if _is_since(scene, date) and published is not None and date.first <= published:
        return When(date.first, published, date.precision)
    if _is_by(scene, date) and published is not None and (date.last or "") <= published:
        return When(None, date.last, date.precision)
    if (months := _first_months(scene, date) or _up_to(scene, date)) is not None:
        return months
    for one, two in ((at - 1, at), (at, at + 1)):
        if one < 0 or two >= len(usable) or usable[one].first is None or usable[two].last is None:
            continue
        gap = scene.words(usable[one].end, usable[two].start).strip(" .").lower()
        before = scene.sentence.tokens[max(0, scene.token_at(usable[one].start) - 1)].lower
        joined = gap in {"to", "-", "-to-", "–", "until", "through", "till"} or (gap == "and" and before == "between")
        if gap == "and" and not joined and usable[one].precision == usable[two].precision != "day":
            if not _adjoin(usable[one], usable[two]):
                return When()  # "in May and August two rockets crashed"
            joined = True
        joined = joined or (gap == "and" and _adjoin(usable[one], usable[two]))
        if joined and (usable[one].first or "") <= (usable[two].last or ""):
            precision = usable[two].precision if usable[one].precision == usable[two].precision else "day"
            return When(usable[one].first, usable[two].last, precision)
    return When(date.first, date.last, date.precision)


def counted_from(scene: Scene, turn: int, body: int) -> When | None:
    """The days of a clause counted from the day told before it: "on Saturday, two days after Seoul offered …"."""
    length = next((d for d in scene.dates if d.type == "DURATION" and d.end < turn <= d.end + 2), None)
    days = [d for d in scene.dates if length and body <= d.start < length.start and d.precision == "day"]
    match = COUNTED.fullmatch(length.value or "") if length else None
    at = scene.token_at(turn)
    sign = {"after": -1, "before": 1}.get(scene.sentence.tokens[at].lower)
    if sign is not None and [t.lower for t in scene.sentence.tokens[at + 1 : at + 2]] == ["that"]:
        sign = -sign  # "on March 9 three, and a week before that two"
    is_measure = length is not None and scene.words(scene.sentence.start, length.start).endswith("than ")
    if not days or match is None or sign is None or is_measure:
        return None
    value = shifted(dt.date.fromisoformat(str(days[-1].first)), match[2], sign * int(match[1]))
    covering = covered(value) if value else None
    return When(covering[0].isoformat(), covering[1].isoformat(), covering[2]) if covering else None


def _first_months(scene: Scene, date: DateExpression) -> When | None:
    """The days of "the first eight months of the year"."""
    length = next((d for d in scene.dates if d.type == "DURATION" and d.end < date.start), None)
    match = COUNTED.fullmatch(length.value or "") if length is not None and date.precision == "year" else None
    if length is None or match is None or match[2] != "M" or not 0 < int(match[1]) < MONTHS or date.first is None:
        return None
    if "first" not in length.text.lower() or scene.words(length.end, date.start).strip().lower() != "of":
        return None
    last = dt.date(int(date.first[:4]), int(match[1]) + 1, 1) - dt.timedelta(1)
    return When(date.first, last.isoformat(), "month")


def _is_since(scene: Scene, date: DateExpression) -> bool:
    """Whether what is told went on from a date to the day of telling: "since May last year it has tested 30"."""
    at, tokens = scene.token_at(date.start), scene.sentence.tokens
    behind = [t.lower for t in tokens[scene.token_at(date.end - 1) + 1 :][:2]]
    if behind[:1] == ["when"] or behind == [",", "when"]:
        return False  # "the most since 2002, when a typhoon killed 32"
    before = [t.lower for t in tokens[max(0, at - 2) : at]]
    return before[-1:] == ["since"] or before == ["now", "from"]  # "up to now from late March"


def _is_by(scene: Scene, date: DateExpression) -> bool:
    """Whether a date only tells until when: "had rebuilt 300 by Sept. 15"."""
    at = scene.token_at(date.start)
    is_owner = scene.sentence.tokens[scene.token_at(date.end - 1)].lower.endswith("'s")  # "hit by June's floods"
    return at > 0 and scene.sentence.tokens[at - 1].lower == "by" and not is_owner


def _up_to(scene: Scene, date: DateExpression) -> When | None:
    """The days of "the year to Dec. 31" or "the three months ended in June"."""
    length = next((d for d in scene.dates if d.type == "DURATION" and d.end < date.start <= d.end + UP_TO), None)
    match = LENGTH.fullmatch(length.value or "") if length else None
    if length is None or match is None or not length.text.lower().startswith("the ") or date.last is None:
        return None
    if ENDS.isdisjoint(scene.words(length.end, date.start).lower().split()[:1]):
        return None
    after = dt.date.fromisoformat(date.last) + dt.timedelta(1)
    month = after.year * 12 + after.month - 1 - int(match[1]) * (12 if match[2] == "Y" else 1)
    start = dt.date(month // 12, month % 12 + 1, min(after.day, SHORTEST_MONTH))
    return When(start.isoformat(), date.last, date.precision)
