"""Where and when: the place and the days that belong to a stretch of a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from nkdata.extracting.datelines import dateline
from nkdata.extracting.dates.timex import covered, shifted
from nkdata.extracting.scenes import Scene
from nkdata.model import DateExpression, Mentioned, Name, Quote, Reading, Span

COUNTRY = "KP"
HEAD = 4  # sentences, headlines among them, that say what an article is about, and where it was filed
LINKS = frozenset(
    ", and of in the city cities county counties province provinces district districts & town near".split()
)
TURNS = frozenset("; : but despite although though while whereas because after before which whose amid".split())
CLAUSE_OPENERS = frozenset("after when while as because that which who where since once".split())
AREA_WORDS = frozenset("county city province district island township".split())
MOSTLY = frozenset("largest most mostly mainly especially particularly including hardest share worst chiefly".split())
NEXT_CLAUSE = frozenset({";", "but", "while", "whereas"})
JOINS, PLACE_WORDS = frozenset({",", "and"}), frozenset("in at for of around near".split())
NEAR = 3  # words between a place that opens a clause and its number: "Kangwon Province reported 20"
PREDICATES = frozenset({"verb", "after"})
LISTED = 3  # numbers that make a sentence a list, whose one place at the end holds for all
COUNTED = re.compile(r"P(\d{1,3})([DWM])")
CONTRASTS = frozenset("from than against compared versus".split())


@dataclass(frozen=True, slots=True)
class Where:
    """One place, or several told together ("Jagang and Ryanggang provinces"), with the innermost named."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class When:
    """Days as told; all None where the text tells none."""

    start: str | None = None
    end: str | None = None
    precision: str | None = None


def is_about_the_north(reading: Reading) -> bool:
    """Whether an article is about North Korea: only then is it the place by default.

    It names the country, a place or an organ there in its first sentences, or not less often than places abroad; where
    it was filed from does not count.
    """
    north = abroad = 0
    head = reading.sentences[:HEAD]
    filed = [(s.start, s.start + told.end) for s in head if (told := dateline(s.text)) is not None]
    for mention in reading.mentioned:
        if any(start <= mention.start < end for start, end in filed):
            continue
        if (mention.kind == "place" and mention.name.id is not None) or (mention.name.id or "").endswith("dprk"):
            if mention.start < head[-1].end:
                return True
            north += 1
        elif mention.kind == "place" or _is_country(mention):
            abroad += 1
    return 0 < north >= abroad


def _is_country(mention: Mentioned) -> bool:
    """Whether an actor is a country abroad, which the names step reads as its government: "Nepal", "Japan"."""
    return mention.text[:1].isupper() and (mention.name.id is None or mention.name.id.startswith("gov-"))


def wheres(scene: Scene, parents: Mapping[str, str]) -> list[Where]:
    """The places of a sentence in order, those told together as one, each without the areas that it lies in."""
    tokens = scene.sentence.tokens
    groups: list[list[Mentioned]] = []
    last = -1
    for place in _places(scene):
        first = scene.token_at(place.start)
        linked = groups and first - last <= 4 and all(t.lower in LINKS for t in tokens[last:first])
        if linked:
            groups[-1].append(place)
        else:
            groups.append([place])
        last = scene.token_at(place.end - 1) + 1
    return [_where(scene, group, parents) for group in groups]


def _places(scene: Scene) -> list[Mentioned]:
    """The places named in a sentence, also counties and the like that no table knows; no dateline, no `US$`."""
    tokens = scene.sentence.tokens
    filed = dateline(scene.sentence.text)
    body = scene.sentence.start + (filed.end if filed else 0)
    found = [m for m in scene.mentioned if m.kind == "place" and m.start >= body and not _is_speakers(scene, m)]
    found = [m for m in found if scene.words(m.end, min(m.end + 1, scene.sentence.end)) != "$"]
    known = {at for m in scene.mentioned for at in range(scene.token_at(m.start), scene.token_at(m.end - 1) + 1)}
    for at, token in enumerate(tokens):
        if token.lower in AREA_WORDS and at and at - 1 not in known and token.text[0].isupper():
            name = tokens[at - 1]
            if name.text[0].isupper() and name.text.isalpha():
                first = at - 1
                while first > 1 and first - 1 not in known and tokens[first - 1].text.istitle():
                    first -= 1
                name = tokens[first]
                text = scene.words(name.start, token.end)
                found.append(Mentioned(name.start, token.end, text, "place", Name(None, text)))
    return sorted(found, key=lambda m: m.start)


def _is_speakers(scene: Scene, place: Mentioned) -> bool:
    """Whether a place abroad tells where the speaker sits: "the federation in Geneva put the number at …"."""
    return place.name.id is None and any(
        quote.speaker_span is not None and quote.speaker_span.start <= place.start < quote.speaker_span.end
        for quote in scene.quotes
    )


def _where(scene: Scene, group: list[Mentioned], parents: Mapping[str, str]) -> Where:
    """A group as one place; several that do not lie in each other keep their words, and their ids as a list."""
    above = {p for m in group for p in _ancestors(m.name.id, parents)}
    inner = [m for m in group if m.name.id is None or m.name.id not in above] or group
    start, end = inner[0].start, inner[-1].end
    ids = list(dict.fromkeys(m.name.id for m in inner))
    if len(ids) == 1:
        return Where(start, group[-1].end, inner[0].name)
    known = ";".join(one for one in ids if one is not None) if None not in ids else None
    return Where(start, group[-1].end, Name(known, scene.words(start, end)))


def _ancestors(area: str | None, parents: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    while area is not None and (area := parents.get(area)) and area not in found:
        found.add(area)
    return found


def place_of(scene: Scene, places: list[Where], span: Span, until: int) -> Name | None:
    """The place of what stands at `span`: named in it, else the first after it before `until`, else the last before.

    One place at the end of a list of numbers holds for the whole list.
    """
    inside = next((w for w in places if span.start <= w.start and w.end <= span.end), None)
    if inside is not None:
        return inside.name
    after = next((w for w in places if span.end <= w.start < until and _belongs(scene, span, w)), None)
    if after is not None and _opens_next(scene, places, span, after):
        after = None
    if after is not None:
        return after.name
    before = [w for w in places if w.end <= span.start or w.start <= span.start < w.end]
    if before:
        return before[-1].name
    if len(places) == 1 and _belongs(scene, span, places[0]) and _ends_list(scene, span, places[0]):
        return places[0].name
    return None


def _ends_list(scene: Scene, span: Span, where: Where) -> bool:
    """Whether a place stands behind a list to which the span belongs.

    Many numbers; a few with no verb between; or a disaster told behind the last of them ("… after floods in …").
    """
    numbers = [q.start for q in scene.quantities]
    if not numbers or where.start <= numbers[-1]:
        return False
    between = [h for h in scene.hits if span.end <= h.start < where.start]
    told_of_all = any("disaster" in h.classes and h.start > numbers[-1] for h in between)
    return len(numbers) >= LISTED or told_of_all or not any(h.kinds & PREDICATES for h in between)


def _belongs(scene: Scene, span: Span, where: Where) -> bool:
    """Whether a place behind some words can be theirs: no turn between, not "the largest share of it in …"."""
    between = scene.sentence.tokens[scene.token_at(span.end) : scene.token_at(where.start)]
    return not any(t.lower in NEXT_CLAUSE or t.lower in MOSTLY for t in between)


def _opens_next(scene: Scene, places: list[Where], span: Span, where: Where) -> bool:
    """Whether a place behind some words is that of the next figure: "in Anju 40 homes fell, in Sinuiju 20".

    A place stands in front of them too, and behind a comma or "and" comes the other, its number right behind it.
    """
    tokens = scene.sentence.tokens
    if not any(w.end <= span.start for w in places):
        return False
    at = scene.token_at(where.start) - 1
    at -= tokens[at].lower == "the"
    is_bare = tokens[at].lower in JOINS
    if not is_bare and not (tokens[at].lower in PLACE_WORDS and tokens[at - 1].lower in JOINS):
        return False
    behind = scene.token_at(where.end)
    number = next((q.start for q in scene.quantities if q.start >= where.end), None)
    return number is not None and scene.token_at(number) - behind <= (NEAR if is_bare else 1)


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
        return len(between) <= 4 and not any(t.lower in {"that", ",", ":", "“", '"'} for t in between)
    first = scene.token_at(date.start)
    if first > 3:
        return False
    between = tokens[scene.token_at(date.end) : scene.token_at(cue.start)]
    return not any(t.lower in CLAUSE_OPENERS or t.lower in TURNS for t in between)


def when_of(scene: Scene, span: Span, saying: set[DateExpression], published: str | None) -> When:
    """The days of what stands at `span`: those of its own part of the sentence, nearest first, else those in front."""
    filed = dateline(scene.sentence.text)
    body = scene.sentence.start + (filed.end if filed else 0)
    told = (d for d in scene.dates if d.start >= body and d not in saying)
    usable = [d for d in told if d.type in {"DATE", "TIME"} and _tells_days(d)]
    if not scene.dates:
        return When()
    turns = [t.start for t in scene.sentence.tokens if t.lower in TURNS]
    low = max((t for t in turns if t <= span.start), default=scene.sentence.start)
    high = min((t for t in turns if t >= span.end), default=scene.sentence.end)
    if (counted := _counted_from(scene, low, body)) is not None:
        return counted
    own = [d for d in usable if low <= d.start < high]
    if not own:
        own = [d for d in usable if scene.token_at(d.start) <= 3 and not _as_of(scene, d)]
    own = [d for d in own if not _as_of(scene, d)]
    if not own:
        return When()
    own = [d for d in own if not _is_of_another(scene, d, span)]
    if not own:
        return When()
    nearest = _told_of(scene, own, span) or min(own, key=lambda d: _gap(d, span))
    return _range(scene, nearest, usable, published)


def _counted_from(scene: Scene, turn: int, body: int) -> When | None:
    """The days of a clause counted from the day told before it: "on Saturday, two days after Seoul offered …"."""
    length = next((d for d in scene.dates if d.type == "DURATION" and d.end < turn <= d.end + 2), None)
    days = [d for d in scene.dates if length and body <= d.start < length.start and d.precision == "day"]
    match = COUNTED.fullmatch(length.value or "") if length else None
    sign = {"after": -1, "before": 1}.get(scene.sentence.tokens[scene.token_at(turn)].lower)
    if not days or match is None or sign is None:
        return None
    value = shifted(dt.date.fromisoformat(str(days[-1].first)), match[2], sign * int(match[1]))
    covering = covered(value) if value else None
    return When(covering[0].isoformat(), covering[1].isoformat(), covering[2]) if covering else None


def _is_of_another(scene: Scene, date: DateExpression, span: Span) -> bool:
    """Whether a date behind belongs to another number, told for comparison: "from 4.69 million tons in 2021"."""
    if date.start < span.end:
        return False
    numbers = [q.start for q in scene.quantities if span.end <= q.start < date.start]
    if not numbers:
        return False
    between = scene.sentence.tokens[scene.token_at(span.end) : scene.token_at(numbers[-1])]
    return any(t.lower in CONTRASTS for t in between)


def _told_of(scene: Scene, dates: list[DateExpression], span: Span) -> DateExpression | None:
    """The date before, where the words are its relative clause: "in 2007, when …"."""
    before = [d for d in dates if d.end <= span.start]
    if not before:
        return None
    at = scene.token_at(before[-1].end)
    following = [t.lower for t in scene.sentence.tokens[at : at + 2]]
    return before[-1] if following[:1] == ["when"] or following == [",", "when"] else None


def _tells_days(date: DateExpression) -> bool:
    return date.first is not None or (date.value == "PAST_REF" and date.precision == "vague")


def _as_of(scene: Scene, date: DateExpression) -> bool:
    at = scene.token_at(date.start)
    return [t.lower for t in scene.sentence.tokens[max(0, at - 2) : at]] == ["as", "of"]


def _gap(date: DateExpression, span: Span) -> int:
    """Characters between; a date behind counts for less than one before."""
    return date.start - span.end if date.start >= span.end else 2 * (span.start - date.end)


def _adjoin(one: DateExpression, two: DateExpression) -> bool:
    """Whether one day follows the other: "on July 29 and 30"."""
    if one.precision != "day" or two.precision != "day" or one.last is None or two.first is None:
        return False
    return dt.date.fromisoformat(two.first) - dt.date.fromisoformat(one.last) == dt.timedelta(1)


def _range(scene: Scene, date: DateExpression, usable: list[DateExpression], published: str | None) -> When:
    """A date with the other end of its range ("from 12 to 15 July"); a vague past ends on the day of publication."""
    if date.first is None:
        return When(None, published, "vague")
    at = usable.index(date)
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
