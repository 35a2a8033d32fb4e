"""Where: the place that is told of a stretch of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from nkdata.extracting.attribution.cues import word_classes
from nkdata.extracting.datelines import dateline
from nkdata.extracting.ground import is_speakers
from nkdata.extracting.nextclause import begins_clause
from nkdata.extracting.placerelations import beside, is_based, is_of_the_source, is_seat, tells_of_the_speaker
from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Mentioned, Name, Quantity, Quote, Span

LINKS = frozenset(
    ", and of in the city cities county counties province provinces district districts & town near".split()
)
ISLANDS = frozenset({"island", "islands", "islet"})  # an area in small letters too
MOSTLY = frozenset(
    "largest most mostly mainly especially particularly including hardest share worst chiefly except excluding".split()
)
EXAMPLES = frozenset({"including", "especially", "notably"})
WHOLES = frozenset("them whom which these those".split())
CLAUSES = {("and", "that"), ("but", "that")}
NEXT_CLAUSE = frozenset({";", "but", "while", "whereas"})
JOINS, PLACE_WORDS = frozenset({",", "and"}), frozenset("in at for of around near".split())
STATES = frozenset("dead missing injured wounded hurt homeless".split())
PREDICATES = frozenset({"verb", "after"})
HARM = frozenset("dead killed missing injured displaced".split())
SAME_DOER = frozenset("and left leaving has have had also".split())
TURN_REACH = 6  # tokens between a list of figures and its places
NEAR = 3  # words between a place that opens a clause and its number: "Kangwon Province reported 20"
INSIDE = frozenset({"in", "off", "near", "outside", "across", "throughout"})
NUMBERED = frozenset("resolution article chapter section paragraph annex table figure operation group".split())
VILLAGES = frozenset({"ri", "dong", "up", "gun", "rodongjagu"})  # parts of a county or city, and a county
WITHIN = frozenset({"in", ","})
SHORTEST, LONGEST = 4, 3  # letters and words of a place that no table knows
LISTED = 3  # numbers that make a sentence a list, whose one place at the end holds for all

EVERYWHERE = re.compile(
    r"\b(?:(?:nation|country)-?wide|(?:across|throughout|in) the (?:whole |entire )(?:country|nation)"
    r"|(?:across|throughout) the (?:country|nation)(?!['’])|in the capital)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Where:
    """One place, or several told together ("Jagang and Ryanggang provinces"), with the innermost named."""

    start: int
    end: int
    name: Name
    parts: tuple[Name, ...] = ()


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
    return [_where(scene, group, parents) for group in groups if not _is_example(scene, group)]


def _is_example(scene: Scene, group: list[Mentioned]) -> bool:
    """Whether places only stand for a wider area: "in parts of the country, including Kaesong"."""
    first, last = scene.token_at(group[0].start), scene.token_at(group[-1].end)
    tokens = scene.sentence.tokens
    is_one = first > 1 and tokens[first - 1].lower in EXAMPLES and tokens[first - 2].start not in scene.numbers
    return is_one and [t.lower for t in tokens[last : last + 2]] != [",", "where"]


def _places(scene: Scene) -> list[Mentioned]:
    """The places named in a sentence, also counties and the like that no table knows; no dateline, no `US$`."""
    tokens = scene.sentence.tokens
    filed = dateline(scene.sentence.text)
    body = scene.sentence.start + (filed.end if filed else 0)
    found = [m for m in scene.mentioned if m.kind == "place" and m.start >= body and not is_speakers(scene.quotes, m)]
    found = [m for m in found if not (tells_of_the_speaker(scene, m) or is_based(scene, m) or is_seat(scene, m))]
    found = [m for m in found if not is_of_the_source(scene, m)]
    found = [m for m in found if scene.words(m.end, min(m.end + 1, scene.sentence.end)) != "$"]
    found = [beside(scene, m) or m for m in found]
    known = {at for m in scene.mentioned for at in range(scene.token_at(m.start), scene.token_at(m.end - 1) + 1)}
    areas = word_set("area")
    for at in [at for at, token in enumerate(tokens) if token.lower in areas or token.lower in ISLANDS]:
        token = tokens[at]
        if at and at - 1 not in known and (token.text[0].isupper() or token.lower in ISLANDS):
            name = tokens[at - 1]
            if name.text[0].isupper() and name.text.isalpha():
                first = at - 1
                while first > 1 and first - 1 not in known and tokens[first - 1].text.istitle():
                    first -= 1
                name = tokens[first]
                text = scene.words(name.start, token.end)
                found.append(Mentioned(name.start, token.end, text, "place", Name(None, text)))
    found += _plural_areas(scene, known)
    taken = known.union(*(range(scene.token_at(m.start), scene.token_at(m.end - 1) + 1) for m in found))
    found += [m for m in _unknown(scene, taken) if m.start >= body and not is_speakers(scene.quotes, m)]
    return sorted(found, key=lambda m: m.start)


def _unknown(scene: Scene, taken: set[int]) -> Iterator[Mentioned]:
    """What no table knows behind "in" or "off": "rescued off Akita", "in Tel Aviv"; never the country by default."""
    tokens, times = scene.sentence.tokens, word_classes()["time"]
    for first in [at + 1 for at, token in enumerate(tokens[:-1]) if token.lower in INSIDE]:
        token = tokens[first]
        if first in taken or len(token.text) < SHORTEST:
            continue
        if [t.text for t in tokens[first + 1 : first + 2]] == ["-"] and tokens[first + 2].text in VILLAGES:
            text = scene.words(token.start, tokens[first + 2].end)  # "Pudok-ri"
            yield Mentioned(token.start, tokens[first + 2].end, text, "place", Name(None, text))
            continue
        last = first
        while last < len(tokens) and tokens[last].text.istitle() and tokens[last].text.isalpha() and last not in taken:
            last += 1
        following = tokens[last].lower if last < len(tokens) else "."
        if last + 1 in taken and following in WITHIN:
            continue  # "near Sonchon in North Pyongan province": the area is known
        opens = first == 1 and following[:1].isdigit() and token.lower not in NUMBERED  # "In Pyeongchang 194 fell ill"
        is_followed = opens or following in word_set("behind a place")
        if 0 < last - first <= LONGEST and token.lower not in times and is_followed:
            text = scene.words(token.start, tokens[last - 1].end)
            yield Mentioned(token.start, tokens[last - 1].end, text, "place", Name(None, text))


def _plural_areas(scene: Scene, known: set[int]) -> Iterator[Mentioned]:
    """The areas before "counties" that no table knows: "in Rinsan and Sohung counties"."""
    tokens, areas, area = scene.sentence.tokens, word_set("areas"), word_set("area")
    for at in [at for at, token in enumerate(tokens) if token.lower in areas]:
        before = at - 1
        while before >= 0 and (tokens[before].text in JOINS or tokens[before].text.istitle()):
            name = tokens[before]
            if name.lower in area:
                break  # "Kosong County, Kangwon Province, and Hamhung and Sinpho cities"
            if name.text not in JOINS and before not in known and before:
                yield Mentioned(name.start, name.end, name.text, "place", Name(None, name.text))
            before -= 1


def _where(scene: Scene, group: list[Mentioned], parents: Mapping[str, str]) -> Where:
    """A group as one place; several that do not lie in each other keep their words, and their ids as a list."""
    group = [m for m in group if not _is_only_near(scene, m, group, parents)]
    above = {p for m in group for p in _ancestors(m.name.id, parents)}
    inner = [m for m in group if m.name.id is None or m.name.id not in above] or group
    inner = [m for m in inner if not _holds_the_last(scene, m, inner)] or inner
    behind = scene.token_at(inner[-1].end)
    if [t.lower for t in scene.sentence.tokens[behind : behind + 2]] == [",", "where"]:
        inner = inner[-1:]  # "in Haiti and in Nepal, where 90 died"
    start, end = inner[0].start, inner[-1].end
    ids = list(dict.fromkeys(m.name.id for m in inner))
    if len(ids) == 1 and (ids[0] or "and" not in scene.words(start, end).split()):
        return Where(start, group[-1].end, inner[0].name)
    known = ";".join(one for one in ids if one is not None) if None not in ids else None
    until = end if len(inner) == 1 else group[-1].end
    return Where(start, until, Name(known, scene.words(start, end)), tuple(m.name for m in inner))


def _is_only_near(scene: Scene, place: Mentioned, group: list[Mentioned], parents: Mapping[str, str]) -> bool:
    """Whether something was near a place, not in it, and the area around is told: "near Sonchon in North Pyongan"."""
    before = scene.token_at(place.start) - 1
    around = _ancestors(place.name.id, parents)
    return scene.sentence.tokens[before].lower == "near" and any(m.name.id in around for m in group)


def _holds_the_last(scene: Scene, place: Mentioned, group: list[Mentioned]) -> bool:
    """Whether an area that no table knows lies in the province behind it: "Songwon County, Jagang Province"."""
    at = group.index(place)
    before = group[at - 1] if at else None
    if before is None or before.name.id is not None or place.name.id is None:
        return False
    behind = scene.words(place.end, min(place.end + len(" Province"), scene.sentence.end))
    return scene.words(before.end, place.start).strip() in {",", "of"} and behind.lower() == " province"


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
        return None if _opens_next(scene, places, span, places[0]) else places[0].name
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
    return (
        len(numbers) >= LISTED
        or told_of_all
        or _only_states(scene, span, numbers[-1])
        or _share_a_subject(scene, span, numbers[-1])
        or not any(h.kinds & PREDICATES for h in between)
    )


def _only_states(scene: Scene, span: Span, number: int) -> bool:
    """Whether only a state joins a figure to the last one: "10 people dead and 4 missing in Wonsan"."""
    first, last = scene.token_at(span.end), scene.token_at(number)
    between = {token.lower for token in scene.sentence.tokens[first:last]}
    return bool(between & STATES) and between <= STATES | JOINS


def _share_a_subject(scene: Scene, span: Span, number: int) -> bool:
    """Whether the same doer harmed the last ones too: "killed 133 people and left 395 missing in …"."""
    first, last = scene.token_at(span.end), scene.token_at(number)
    between = [t.lower for t in scene.sentence.tokens[first:last]]
    deeds = {at for h in scene.hits if h.classes & HARM for at in range(h.first - first, h.last - first)}
    return between[:1] == ["and"] and all(at in deeds or word in SAME_DOER for at, word in enumerate(between))


def places_in_turn(scene: Scene, places: list[Where]) -> dict[int, Name]:
    """Where each figure of a list begins and its place: "108 mm and 100 mm in Rinsan and Sohung counties".

    There are as many places as figures; these are of one unit right before the places, or told "respectively".
    """
    found: dict[int, Name] = {}
    told = any(t.lower == "respectively" for t in scene.sentence.tokens)
    for where in places:
        size = len(where.parts)
        for at in range(len(scene.quantities) - size + 1) if size > 1 else ():
            chain = scene.quantities[at : at + size]
            gaps = [scene.words(a.end, b.start).strip() for a, b in pairwise(chain) if a.end < b.start]
            if len(gaps) == size - 1 and all(gap in JOINS for gap in gaps) and _adjoin(scene, chain, where, told):
                found.update((number.start, name) for number, name in zip(chain, where.parts, strict=True))
    return found


def _adjoin(scene: Scene, chain: tuple[Quantity, ...], where: Where, told: bool) -> bool:
    """Whether a list of figures goes with a list of places: next to it, or told so with few words between."""
    low, high = (chain[-1].end, where.start) if chain[-1].end <= where.start else (where.end, chain[0].start)
    between = [t.lower for t in scene.sentence.tokens[scene.token_at(low) : scene.token_at(high)]]
    if low > high or any(low <= q.start < high for q in scene.quantities) or not NEXT_CLAUSE.isdisjoint(between):
        return False
    if told:
        return len(between) <= TURN_REACH
    return len({number.unit for number in chain}) == 1 and between in (["in"], ["at"])


def _belongs(scene: Scene, span: Span, where: Where) -> bool:
    """Whether a place behind some words can be theirs: no turn or comparison between, no part of it in the place.

    Parts: "the largest share of it in …", "twelve of them in …".
    """
    between = [t.lower for t in scene.sentence.tokens[scene.token_at(span.end) : scene.token_at(where.start)]]
    if any(pair[0] == "of" and pair[1] in WHOLES for pair in pairwise(between[1:])) or "compared with" in " ".join(
        between
    ):
        return False
    if any(q.cue_span and q.scope.start >= q.cue_span.start >= span.end and _holds(q, where) for q in scene.quotes):
        return False  # "sent 11,000 troops, and Seoul said that more had been seen in Kursk"
    if any(pair in CLAUSES for pair in pairwise(between)):
        return False  # "7.5 tons in balloons, and that leaflets had been found in Sinuiju"
    if begins_clause(scene, scene.token_at(span.end), scene.token_at(where.end) + 1):
        return False  # "180 bridges were mended, and trains ran again in Rason"
    return not any(word in NEXT_CLAUSE or word in MOSTLY for word in between)


def _holds(quote: Quote, where: Where) -> bool:
    """Whether a place is named in what somebody says."""
    return quote.scope.start <= where.start < quote.scope.end


def _opens_next(scene: Scene, places: list[Where], span: Span, where: Where) -> bool:
    """Whether a place behind some words is that of the next figure: "in Anju 40 homes fell, in Sinuiju 20".

    Behind a comma or "and" comes the other, its number right behind it; without "in", a place stands in front too.
    """
    tokens = scene.sentence.tokens
    at = scene.token_at(where.start) - 1
    at -= tokens[at].lower == "the"
    is_bare = tokens[at].lower in JOINS
    if is_bare and not any(w.end <= span.start for w in places):
        return False
    if not is_bare and not (tokens[at].lower in PLACE_WORDS and tokens[at - 1].lower in JOINS):
        return False
    behind = scene.token_at(where.end)
    number = next((q.start for q in scene.quantities if q.start >= where.end), None)
    return number is not None and scene.token_at(number) - behind <= (NEAR if is_bare else 1)
