"""Occasions: the days of a disaster, or of a firing, on which later figures of the same article lean."""

from __future__ import annotations

from dataclasses import replace

from nkdata.extracting.days import is_shifted, when_of
from nkdata.extracting.ground import DAMAGE, is_abroad
from nkdata.extracting.scenes import Hit, Scene
from nkdata.extracting.stretches import When
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import DateExpression, Span

AFTERWARDS = ("_assisted", "_rebuilt", "_to_rebuild", "_planned", "_built", "_in_need", "_relocated")
FLIGHT = ("missile_range", "missile_altitude")
DISASTERS = frozenset({"disaster", "rain"})
OWN_REACH = 4  # tokens of "'s Amnok River" before the floods
PERIODS = frozenset({"day", "week", "part_of_month", "month"})  # finer than a season: the days of one disaster


class Occasions:
    """Remembers, sentence by sentence, the days that were told of a disaster and of firings."""

    def __init__(self, published: str | None, *, is_north: bool) -> None:
        self._published = published
        self._is_north = is_north
        self.disaster = When()
        self._fired: set[When] = set()

    def note(self, scene: Scene, saying: set[DateExpression]) -> None:
        """Remember the days of the disaster, or of the firing, that a sentence tells of."""
        if fired := next((hit for hit in scene.hits if "fired" in hit.classes), None):
            when = when_of(scene, Span(fired.start, fired.end), saying, self._published)
            is_over = when.precision == "day" and str(when.start) <= (self._published or "")
            if is_over and any("missile" in hit.classes for hit in scene.hits):
                self._fired.add(when)
        words = [hit for hit in scene.hits if hit.classes & DISASTERS] if scene.dates else []
        if not words or is_abroad(scene):
            return
        if not word_set("done about a disaster").isdisjoint(token.lower for token in scene.sentence.tokens):
            words = [
                word for word in words if _has_its_own_date(scene, word)
            ]  # "He visited the flooded town on Monday"
        for word in words:
            when = when_of(scene, Span(word.start, word.end), saying, self._published)
            if when.start is None and (clause := _relative(scene, word)) is not None:
                when = when_of(scene, clause, saying, self._published)
            if when.start is None or when.precision not in PERIODS or when.start > (self._published or when.start):
                continue
            if not _is_within(when, self.disaster):  # "the counties hit on July 23": one day of the flood of July 18-24
                self.disaster = when
            return

    def when(self, scene: Scene, span: Span, metric: str, saying: set[DateExpression], *, is_led_abroad: bool) -> When:
        """The days of a claim; where it has none, a figure of damage has those of the disaster told before.

        How far "the missile flew" is of the one day of firing that was told.
        """
        when = when_of(scene, span, saying, self._published)
        if metric.startswith(FLIGHT) and when.start is None and len(self._fired) == 1:
            fired, words = next(iter(self._fired)), {token.lower for token in scene.sentence.tokens}
            is_told = words & word_set("in flight") and not words & word_set("of another flight")
            is_same = all(d.first in {None, fired.start} for d in scene.dates) and not is_shifted(scene, scene.dates)
            return fired if is_told and is_same else when
        told = self.disaster.start or ""
        is_of_old = any(date.precision == "year" and (date.last or told) < told for date in scene.dates)
        leans = (
            metric.startswith(DAMAGE)
            and not metric.endswith(AFTERWARDS)
            and self._is_north
            and not (is_abroad(scene) or is_led_abroad or is_of_old)
        )
        if when.start is None and leans and when.end is None:
            return self.disaster
        if when.start is None and leans and told and when.precision == "day" and told <= str(when.end):
            return replace(self.disaster, end=when.end)  # "as of July 28"
        return when


def _has_its_own_date(scene: Scene, word: Hit) -> bool:
    """Whether a date belongs to a disaster whatever the verb: "last month's Amnok floods", "floods in July"."""
    tokens = scene.sentence.tokens
    behind = tokens[word.last + 1].start if word.last + 1 < len(tokens) else None
    before = (d for d in scene.dates if scene.token_at(d.end - 1) < word.first <= scene.token_at(d.end - 1) + OWN_REACH)
    return any(tokens[scene.token_at(d.end - 1)].lower.endswith("'s") for d in before) or (
        any(d.start == behind for d in scene.dates) and tokens[word.last].lower in {"in", "of", "from", "since"}
    )


def _is_within(one: When, two: When) -> bool:
    """Whether days lie within others that were told to the day."""
    is_known = two.start and one.start and one.end and two.precision == "day"
    return bool(is_known) and str(two.start) <= str(one.start) <= str(one.end) <= str(two.end)


def _relative(scene: Scene, word: Hit) -> Span | None:
    """The opening of the clause right behind a word: "the downpour which hit the north from Saturday night"."""
    tokens = scene.sentence.tokens
    at = word.last + (word.last < len(tokens) and tokens[word.last].text == ",")
    if at + 1 >= len(tokens) or tokens[at].lower not in {"which", "that"}:
        return None
    return Span(tokens[at + 1].start, tokens[at + 1].end)
