"""When: the days that are told of a stretch of a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nkdata.extracting.comparisons import (
    CONTRASTS,
    is_anothers_day,
    is_explained,
    is_measure_of_another,
    is_of_a_record,
)
from nkdata.extracting.datelines import dateline
from nkdata.extracting.dates.tense import tells_a_deed, tense
from nkdata.extracting.dates.timelines import is_stamp
from nkdata.extracting.nameddays import is_in_a_name, is_of_a_picture
from nkdata.extracting.nextclause import begins_clause
from nkdata.extracting.quantities.units import is_weather
from nkdata.extracting.scenes import Scene, is_in_clock
from nkdata.extracting.stretches import When, counted_from, stretch
from nkdata.model import DateExpression, Quote, Span, Token

TURNS = frozenset("; : but despite although though while whereas because after before which whose amid".split())
CONDITIONS = frozenset({"if", "unless"})
LENGTHS = frozenset({"year", "month", "week", "day", "hour"})  # "five years from 2007"
CLAUSE_OPENERS = frozenset("after when while as because that which who where since once".split())
FRONT = 3  # tokens before a clause that still opens the sentence: "A week after …"
SUM = 10  # characters between "total" and the date since when it is counted
RELATIVES = frozenset({"who", "which", "where", "whose"})
BEING = frozenset({"was", "were", "is", "are", "been"})
FAR_THAT = 9  # tokens between a reporting word and its day where "that" follows the day
ANDED = 20  # characters that an "and" between a date and what follows stands for
COMPARED = 2  # tokens between "from" and the number with which another is compared
AUXILIARIES = frozenset("is are was were has have had will".split())
PERIOD_OPENERS = frozenset({"between", "from", "since"})
SHIFTS = frozenset({"before", "after", "later", "earlier"})
UP_OR_DOWN = frozenset({"up", "down", "by"})
WHO = frozenset({"who", "that", "which"})
AND = frozenset({"and", ";"})
CLOCK = re.compile(r"\d{1,2}:\d{2}|\d{1,2} [ap]\.?m\.?|midnight|noon")


def dates_of_saying(scene: Scene, quotes: tuple[Quote, ...]) -> set[DateExpression]:
    """The dates that tell when something was said: right behind a reporting word, or in front of its clause."""
    found = set()
    for date in scene.dates:
        at = scene.token_at(date.start)
        if at and scene.sentence.tokens[at - 1].lower == "dated":
            found.add(date)  # "in a dispatch dated Monday"
        for quote in quotes:
            if _as_of(scene, date) or quote.cue_span is None or not _is_date_of(scene, date, quote.cue_span):
                continue
            if quote.speaker_span and date.end < quote.speaker_span.start <= quote.cue_span.start:
                first, last = scene.token_at(date.end), scene.token_at(quote.speaker_span.start)
                if tells_a_deed(scene.sentence.tokens, first, last):
                    continue  # "On Wednesday, a court jailed a student, a punishment Washington condemned"
            if not any(date.end < piece.end <= quote.cue_span.start for piece in quote.spans):
                found.add(date)  # "In 2016, floods killed 138, a report said": the date is that of what was said
    return found


def _is_date_of(scene: Scene, date: DateExpression, cue: Span) -> bool:
    tokens = scene.sentence.tokens
    if date.start >= cue.end:
        between = tokens[scene.token_at(cue.end) : scene.token_at(date.start)]
        follows = [t.lower for t in tokens[scene.token_at(date.end) :][:2]]
        is_content = follows[:1] == ["that"] and not follows[-1].endswith("ed")  # no "bombing on Monday that killed"
        reach = FAR_THAT if is_content else 4
        if between and between[-1].lower in PERIOD_OPENERS:
            return False  # "said the rain between Aug. 1 and Aug. 12 had damaged"
        if any(cue.end <= number.start < date.start for number in scene.quantities):
            return False  # "said 40 homes collapsed in May"
        return len(between) <= reach and not any(t.lower in {"that", ",", ":", "“", '"'} for t in between)
    first = scene.token_at(date.start)
    between = tokens[scene.token_at(date.end) : scene.token_at(cue.start)]
    if first > 3:
        return _is_right_before(tokens, first, between)
    if first > 1 and between and between[-1].lower in BEING:
        return False  # "The floods in July were said to have killed 40"
    if date is scene.label and date.precision == "day":
        between = between[1:]  # "July 28, 2012: State media say that 88 people died"
    return not any(t.lower in CLAUSE_OPENERS or t.lower in TURNS for t in between)


def _is_right_before(tokens: Sequence[Token], first: int, between: Sequence[Token]) -> bool:
    """Whether a day stands between who speaks and the word of saying: "the bureau on Monday said"."""
    at = first - (tokens[first - 1].lower == "on")
    is_near = not between or (len(between) == 1 and between[0].lower.endswith("ly"))
    return is_near and not tells_a_deed(tokens, at - 1, at)  # no "missile fired on Monday showed"


def when_of(scene: Scene, span: Span, saying: set[DateExpression], published: str | None) -> When:
    """The days of what stands at `span`: those told in its sentence, else those that open the item of a timeline."""
    when, item = _when_in(scene, span, saying, published), scene.label
    if when.start or when.end or item is None or item in saying:
        return when
    return When(item.first, item.last, item.precision)


def _when_in(scene: Scene, span: Span, saying: set[DateExpression], published: str | None) -> When:
    """The days of its own part of the sentence, nearest first, else those in front."""
    filed = dateline(scene.sentence.text)
    body = scene.sentence.start + (filed.end if filed else 0)
    told = (d for d in scene.dates if d.start >= body and d not in saying)
    told = (d for d in told if not (is_in_a_name(scene, d) or is_stamp(scene.sentence, d) or is_of_a_picture(scene, d)))
    told = (d for d in told if not is_measure_of_another(scene, d) or (d.end <= span.start and is_explained(scene, d)))
    told = (d for d in told if not _opens_hours(scene, d))
    usable = [d for d in told if d.type in {"DATE", "TIME"} and _tells_days(d) and not is_of_a_record(scene, d, span)]
    if not scene.dates:
        return When()
    tokens = scene.sentence.tokens
    turns = [t.start for at, t in enumerate(tokens) if t.lower in TURNS | CONDITIONS and not is_in_clock(tokens, at)]
    low = max((t for t in turns if t <= span.start), default=scene.sentence.start)
    high = min((t for t in turns if t >= span.end), default=scene.sentence.end)
    if scene.token_at(low) <= FRONT and low in turns and not any(low <= d.start < span.start for d in usable):
        high = min(high, _comma(scene, span))  # "After floods left 40 dead, Kim spoke on Monday"
    if (counted := counted_from(scene, low, body)) is not None:
        return counted
    usable = [d for d in usable if not (_is_in_another_clause(scene, d, span) or _owns_a_noun(scene, d, span))]
    own = [d for d in usable if low <= d.start < high]
    if not own:
        own = [d for d in usable if scene.token_at(d.start) <= 3 and not _as_of(scene, d)]
        own = [d for d in own if not (_another_follows(scene, d, span) or _tells_of_this(scene, low))]
    until = next((d for d in own if _as_of(scene, d)), None)
    own = [d for d in own if not _as_of(scene, d)]
    own = [d for d in own if not (_is_of_another(scene, d, span) or is_anothers_day(scene, d, span))]
    if not own:
        return When(None, until.last, until.precision) if until else When()
    nearest = _told_of(scene, own, span) or _of_a_list(scene, own, span)
    nearest = nearest or min(own, key=lambda d: _gap(scene, d, span))
    if nearest.text.lower().endswith("later") and published and (nearest.first or "") > published:
        return When()  # counted from the day on which it was told, not on which it happened
    when = stretch(scene, nearest, usable, published)
    is_open = until is not None and when.end == published and until.last is not None
    return replace(when, end=until.last) if is_open and until else when  # "since May …, as of Thursday"


def _comma(scene: Scene, span: Span) -> int:
    """Where the next comma behind some words stands, the end of the sentence where none does."""
    behind = scene.sentence.tokens[scene.token_at(span.end) :]
    return next((t.start for t in behind if t.text == ","), scene.sentence.end)


def _another_follows(scene: Scene, front: DateExpression, span: Span) -> bool:
    """Whether another day comes behind the one that opens a sentence: "On March 9 it …, a week before that …"."""
    behind = [d for d in scene.dates if front.end < d.start and d.end <= span.start]
    return any(_tells_days(d) for d in behind) or is_shifted(scene, behind)


def is_shifted(scene: Scene, dates: Sequence[DateExpression]) -> bool:
    """Whether one of some dates counts on from another day: "a week before that"."""
    tokens = scene.sentence.tokens
    return any(at < len(tokens) and tokens[at].lower in SHIFTS for at in (scene.token_at(d.end) for d in dates))


def lies_ahead(scene: Scene, when: When, published: str | None) -> bool:
    """Whether days are yet to come on the day of publication.

    What is told as done "on Friday" on a Thursday is not: it is Friday in Korea.
    """
    if not published or not when.start or when.start <= published:
        return False
    told = next((d for d in scene.dates if d.first == when.start), None)
    is_tomorrow = dt.date.fromisoformat(when.start) - dt.date.fromisoformat(published) == dt.timedelta(1)
    if told is None or not is_tomorrow or told.precision != "day":
        return True
    first, last = scene.token_at(told.start), scene.token_at(told.end - 1) + 1
    return tense(scene.sentence.tokens, first, last) != "past"


def _owns_a_noun(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date behind only says whose: "48,000 hectares were lost, affecting this year's grain output"."""
    return date.start > span.end and scene.sentence.text[date.end - scene.sentence.start :][:2] in ("'s", "’s")


def _tells_of_this(scene: Scene, low: int) -> bool:
    """Whether a clause sets what it tells of apart from the one before: "the 2016 flood killed 138; this one, 12"."""
    at = scene.token_at(low)
    return at > 0 and [t.lower for t in scene.sentence.tokens[at + 1 : at + 2]] in (["this"], ["these"], ["now"])


def _is_of_another(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date behind belongs to another number, told for comparison: "from 4.69 million tons in 2021"."""
    at = scene.token_at(date.start)
    if date.start < span.end:
        return _is_of_the_new(scene, date, span)
    is_change = any(q.start == span.start and q.unit == "percent" for q in scene.quantities)
    is_change = is_change or scene.sentence.tokens[max(0, scene.token_at(span.start) - 1)].lower in UP_OR_DOWN
    if is_change and scene.sentence.tokens[at - 1].lower in CONTRASTS and at - 1 == scene.token_at(span.end):
        return True  # "up 143 percent from August", "down 240,000 tons from 2019"
    if _opens_the_next(scene, date, span) or begins_clause(scene, scene.token_at(span.end), at):
        return True
    numbers = [q for q in scene.quantities if span.end <= q.start < date.start]
    if not numbers:
        return False
    if _is_of_the_next_clause(scene, scene.token_at(span.end), at):
        return True
    behind = scene.token_at(numbers[-1].end - 1) + 1
    if behind < at and scene.sentence.tokens[behind].lower in WHO:
        return True  # "a toll of 60, far below the 138 who died in 2016"
    if at - 1 == scene.token_at(numbers[-1].end - 1) and any(
        _tells_days(d) and d.end <= span.start for d in scene.dates
    ):
        return True  # "for last year was met at 101 percent and revenue rose by 2 percent this year"
    old = numbers[-1].number if numbers[-1].unit in LENGTHS else numbers[-1]
    if scene.sentence.tokens[at - 1].lower in CONTRASTS and at - 2 == scene.token_at(old.end - 1):
        return True  # "4.4 million tons, down 240,000 from 2019", "$1 billion, up 226 percent from 2021"
    own, then = (
        next(((q.unit or "").partition(" per ")[0] for q in scene.quantities if q.start == start), "")
        for start in (span.start, numbers[-1].start)
    )
    if own and then and own != then and "percent" not in {own, then}:
        return False  # "$571 million from five exchanges between 2017 and 2018"
    last = scene.token_at(numbers[-1].start)
    between = scene.sentence.tokens[max(scene.token_at(span.end), last - COMPARED) : last]
    return any(t.lower in CONTRASTS for t in between)


def _is_of_the_new(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date is that of the figure before: "was cut to 300 grams in January from 380 grams"."""
    tokens, first = scene.sentence.tokens, scene.token_at(span.start)
    leads = first > 0 and tokens[first - 1].lower == "from" and date.end <= tokens[first - 1].start
    return leads and any(q.end <= date.start for q in scene.quantities) and scene.token_at(date.end) == first - 1


def _opens_the_next(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date stands right before another number, joined by "and": "250 grams, and in spring 160 grams"."""
    tokens, at = scene.sentence.tokens, scene.token_at(date.start)
    behind = scene.token_at(date.end)
    follows = any(scene.token_at(q.start) == behind for q in scene.quantities)
    joins = [t.lower for t in tokens[max(scene.token_at(span.end), at - 2) : at]]
    return follows and bool(joins) and (joins[0] in AND or joins[-1] in AND)


def _is_of_the_next_clause(scene: Scene, first: int, at: int) -> bool:
    """Whether a date stands in a clause of its own verb: "6 dams are done, and the tunnel of 60 km is ready in May"."""
    words = [token.lower for token in scene.sentence.tokens[first:at]]
    joined = next((n for n, pair in enumerate(pairwise(words)) if pair == (",", "and")), None)
    return joined is not None and not AUXILIARIES.isdisjoint(words[joined:])


def _told_of(scene: Scene, dates: list[DateExpression], span: Span) -> DateExpression | None:
    """The date before, where the words are its relative clause: "in 2007, when …"."""
    before = [d for d in dates if d.end <= span.start]
    if not before:
        return None
    at = scene.token_at(before[-1].end)
    following = [t.lower for t in scene.sentence.tokens[at : at + 2]]
    return before[-1] if following[:1] == ["when"] or following == [",", "when"] else None


def _opens_hours(scene: Scene, date: DateExpression) -> bool:
    """Whether it is a bare clock time whose day stands behind the next: "from 03:00 to 06:00 Saturday"."""
    at = scene.dates.index(date)
    behind = scene.dates[at + 1] if at + 1 < len(scene.dates) else None
    if behind is None or CLOCK.fullmatch(date.text) is None or CLOCK.fullmatch(behind.text) is not None:
        return False
    return behind.type == "TIME" and scene.words(date.end, behind.start).strip() in {"to", "and"}


def _of_a_list(scene: Scene, dates: list[DateExpression], span: Span) -> DateExpression | None:
    """The day behind, where each of a list of measures has its own: "62 mm in A on June 11, 65 mm in B on June 12"."""
    numbers = [q for q in scene.quantities if q.unit is not None]
    is_one = len({q.unit for q in numbers}) == 1 and is_weather(numbers[0].unit)
    if len(numbers) < 2 or not is_one or dates[0].start < numbers[0].end or len({d.first for d in dates}) < 2:
        return None
    return next((d for d in dates if d.start >= span.end), None)


def _tells_days(date: DateExpression) -> bool:
    return date.first is not None or (date.value == "PAST_REF" and date.precision == "vague")


def _is_in_another_clause(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether only one of both stands between the commas of "…, who visited the city in September, …"."""
    tokens = scene.sentence.tokens
    for one, two in pairwise(tokens):
        if two.lower == "total" and two.end < date.start <= two.end + SUM and span.end <= one.start:
            return True  # "19,310 fell ill, taking the total since late April to …"
        if one.text == "," and two.lower in RELATIVES:
            close = next((t.start for t in tokens if t.text == "," and t.start > two.start), None)
            if close is None and two.lower.startswith("who") and span.end <= one.start < date.start:
                return True  # "…, said Pak, who left in 2014"
            if close is None:
                continue
            is_inside = one.start < span.start < close
            if is_inside != (one.start < date.start < close) and (date.start > close or span.start > close):
                return True
    return False


def _as_of(scene: Scene, date: DateExpression) -> bool:
    at = scene.token_at(date.start)
    return [t.lower for t in scene.sentence.tokens[max(0, at - 2) : at]] == ["as", "of"]


def _gap(scene: Scene, date: DateExpression, span: Span) -> int:
    """Characters between; a date behind counts for less than one before, above all than one before an "and"."""
    if date.start >= span.end:
        return date.start - span.end
    joined = " and " in scene.words(date.end, span.start) if date.end < span.start else False
    return 2 * (span.start - date.end) + 1 + ANDED * joined  # "60 in May, 30 in June": the day behind
