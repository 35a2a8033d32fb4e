"""When: the days that are told of a stretch of a sentence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from nkdata.extracting.datelines import dateline
from nkdata.extracting.dates.timelines import is_stamp
from nkdata.extracting.dates.timex import covered, shifted
from nkdata.extracting.scenes import Scene, is_in_clock
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import DateExpression, Quote, Span

TURNS = frozenset("; : but despite although though while whereas because after before which whose amid".split())
CLAUSE_OPENERS = frozenset("after when while as because that which who where since once".split())
COUNTED = re.compile(r"P(\d{1,3})([DWM])")
SUM = 10  # characters between "total" and the date since when it is counted
RELATIVES = frozenset({"who", "which", "where", "whose"})
RECORD = 6  # tokens between "lowest" and the date since when
FAR_THAT = 9  # tokens between a reporting word and its day where "that" follows the day
ANDED = 20  # characters that an "and" between a date and what follows stands for
MONTHS = 12
COMPARED = 2  # tokens between "from" and the number with which another is compared
PICTURE_REACH = 8  # tokens between "released" and the day
AUXILIARIES = frozenset("is are was were has have had will".split())
EARLIER = ("earlier", "ago", "before")
PERIOD_OPENERS = frozenset({"between", "from", "since"})
CONTRASTS = frozenset("from than against compared versus".split())


@dataclass(frozen=True, slots=True)
class When:
    """Days as told; all None where the text tells none."""

    start: str | None = None
    end: str | None = None
    precision: str | None = None


def dates_of_saying(scene: Scene, quotes: tuple[Quote, ...]) -> set[DateExpression]:
    """The dates that tell when something was said: right behind a reporting word, or in front of its clause."""
    found = set()
    for date in scene.dates:
        for quote in quotes:
            if quote.cue_span is None or not _is_date_of(scene, date, quote.cue_span):
                continue
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
        return len(between) <= reach and not any(t.lower in {"that", ",", ":", "“", '"'} for t in between)
    first = scene.token_at(date.start)
    if first > 3:
        return False
    between = tokens[scene.token_at(date.end) : scene.token_at(cue.start)]
    if date is scene.label and date.precision == "day":
        between = between[1:]  # "July 28, 2012: State media say that 88 people died"
    return not any(t.lower in CLAUSE_OPENERS or t.lower in TURNS for t in between)


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
    told = (
        d for d in told if not (_is_in_a_name(scene, d) or is_stamp(scene.sentence, d) or _is_of_a_picture(scene, d))
    )
    told = (d for d in told if not _is_measure(scene, d))
    usable = [
        d
        for d in told
        if d.type in {"DATE", "TIME"} and _tells_days(d) and not (span.start < d.start and _is_of_a_record(scene, d))
    ]
    if not scene.dates:
        return When()
    tokens = scene.sentence.tokens
    turns = [t.start for at, t in enumerate(tokens) if t.lower in TURNS and not is_in_clock(tokens, at)]
    low = max((t for t in turns if t <= span.start), default=scene.sentence.start)
    high = min((t for t in turns if t >= span.end), default=scene.sentence.end)
    if (counted := _counted_from(scene, low, body)) is not None:
        return counted
    usable = [d for d in usable if not (_is_in_another_clause(scene, d, span) or _owns_a_noun(scene, d, span))]
    own = [d for d in usable if low <= d.start < high]
    if not own:
        own = [d for d in usable if scene.token_at(d.start) <= 3 and not _as_of(scene, d)]
    own = [d for d in own if not _as_of(scene, d)]
    if not own:
        return When()
    own = [d for d in own if not _is_of_another(scene, d, span)]
    if not own:
        return When()
    nearest = _told_of(scene, own, span) or min(own, key=lambda d: _gap(scene, d, span))
    return _range(scene, nearest, usable, published)


def _owns_a_noun(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date behind only says whose: "48,000 hectares were lost, affecting this year's grain output"."""
    return date.start > span.end and scene.sentence.text[date.end - scene.sentence.start :][:2] in ("'s", "’s")


def _counted_from(scene: Scene, turn: int, body: int) -> When | None:
    """The days of a clause counted from the day told before it: "on Saturday, two days after Seoul offered …"."""
    length = next((d for d in scene.dates if d.type == "DURATION" and d.end < turn <= d.end + 2), None)
    days = [d for d in scene.dates if length and body <= d.start < length.start and d.precision == "day"]
    match = COUNTED.fullmatch(length.value or "") if length else None
    at = scene.token_at(turn)
    sign = {"after": -1, "before": 1}.get(scene.sentence.tokens[at].lower)
    if sign is not None and [t.lower for t in scene.sentence.tokens[at + 1 : at + 2]] == ["that"]:
        sign = -sign  # "on March 9 three, and a week before that two"
    if not days or match is None or sign is None:
        return None
    value = shifted(dt.date.fromisoformat(str(days[-1].first)), match[2], sign * int(match[1]))
    covering = covered(value) if value else None
    return When(covering[0].isoformat(), covering[1].isoformat(), covering[2]) if covering else None


def _is_of_another(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date behind belongs to another number, told for comparison: "from 4.69 million tons in 2021"."""
    if date.start < span.end:
        return False
    at = scene.token_at(date.start)
    is_share = any(q.start == span.start and q.unit == "percent" for q in scene.quantities)
    if is_share and scene.sentence.tokens[at - 1].lower in CONTRASTS and at - 1 == scene.token_at(span.end):
        return True  # "up 143 percent from August"
    numbers = [q.start for q in scene.quantities if span.end <= q.start < date.start]
    if not numbers:
        return False
    if _is_of_the_next_clause(scene, scene.token_at(span.end), at):
        return True
    if scene.sentence.tokens[at - 1].lower in CONTRASTS and at - 2 == scene.token_at(numbers[-1]):
        return True  # "4.4 million tons, down 240,000 from 2019"
    last = scene.token_at(numbers[-1])
    between = scene.sentence.tokens[max(scene.token_at(span.end), last - COMPARED) : last]
    return any(t.lower in CONTRASTS for t in between)


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


def _is_measure(scene: Scene, date: DateExpression) -> bool:
    """Whether a date is only what another is measured by: "rose 4 percent from a year earlier to 90 tons"."""
    before = [token.lower for token in scene.sentence.tokens[: scene.token_at(date.start)]][-2:]
    if before[-1:] == ["on"] and date.text.lower().endswith("year"):
        return True  # "up 22% on last year"
    if [t.lower for t in scene.sentence.tokens[scene.token_at(date.end) :][:1]] in (["average"], ["norm"], ["mean"]):
        return True  # "three times its August average"
    if before in (["as", "in"], ["than", "in"]):
        return True  # "twice as much as in May"
    return before[-1:] != [] and before[-1] in CONTRASTS | {"with"} and date.text.lower().endswith(EARLIER)


def _is_in_a_name(scene: Scene, date: DateExpression) -> bool:
    """Whether a year names what follows: "the 1950-53 war", "the 2018 agreement"."""
    at = scene.token_at(date.end)
    behind = [t.lower for t in scene.sentence.tokens[at : at + 4]]
    return date.precision == "year" and not word_set("named by a year").isdisjoint(
        behind[:2] if behind[:1] not in (["-"], ["–"]) else behind
    )


def _is_of_a_picture(scene: Scene, date: DateExpression) -> bool:
    """Whether a day is that on which a picture was given out: "in this undated photo released by KCNA on Friday"."""
    words = [t.lower for t in scene.sentence.tokens[: scene.token_at(date.start)]]
    given = max((at for at, word in enumerate(words) if word in word_set("given out")), default=0)
    return len(words) - given <= PICTURE_REACH and not word_set("picture").isdisjoint(words[max(0, given - 3) : given])


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
            if close is None:
                continue
            is_inside = one.start < span.start < close
            if is_inside != (one.start < date.start < close) and (date.start > close or span.start > close):
                return True
    return False


def _is_of_a_record(scene: Scene, date: DateExpression) -> bool:
    """Whether a date only says since when something is the most: "the lowest since 2008"."""
    at = scene.token_at(date.start)
    before = [t.lower for t in scene.sentence.tokens[max(0, at - RECORD) : at]]
    return before[-1:] == ["since"] and any(w.endswith("est") or w in {"worst", "most", "first"} for w in before)


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
    return at > 0 and tokens[at - 1].lower == "since"


def _as_of(scene: Scene, date: DateExpression) -> bool:
    at = scene.token_at(date.start)
    return [t.lower for t in scene.sentence.tokens[max(0, at - 2) : at]] == ["as", "of"]


def _gap(scene: Scene, date: DateExpression, span: Span) -> int:
    """Characters between; a date behind counts for less than one before, above all than one before an "and"."""
    if date.start >= span.end:
        return date.start - span.end
    joined = " and " in scene.words(date.end, span.start) if date.end < span.start else False
    return 2 * (span.start - date.end) + ANDED * joined


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


def _range(scene: Scene, date: DateExpression, usable: list[DateExpression], published: str | None) -> When:
    """A date with the other end of its range ("from 12 to 15 July"); a vague past ends on the day of publication."""
    if date.first is None:
        return When(None, published, "vague")
    at = usable.index(date)
    if _is_since(scene, date) and published is not None and date.first <= published:
        return When(date.first, published, date.precision)
    if (months := _first_months(scene, date)) is not None:
        return months
    for one, two in ((at - 1, at), (at, at + 1)):
        if one < 0 or two >= len(usable) or usable[one].first is None or usable[two].last is None:
            continue
        gap = scene.words(usable[one].end, usable[two].start).strip().lower()
        before = scene.sentence.tokens[max(0, scene.token_at(usable[one].start) - 1)].lower
        joined = gap in {"to", "-", "–", "until", "through", "till"} or (gap == "and" and before == "between")
        joined = joined or (gap == "and" and _adjoin(usable[one], usable[two]))
        if joined and (usable[one].first or "") <= (usable[two].last or ""):
            precision = usable[two].precision if usable[one].precision == usable[two].precision else "day"
            return When(usable[one].first, usable[two].last, precision)
    return When(date.first, date.last, date.precision)
