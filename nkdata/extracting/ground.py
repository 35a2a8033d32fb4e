"""Whether what is told without a place of its own happened on North Korea's own ground; else its place stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nkdata.extracting.datelines import dateline
from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Mentioned, Name, Quote, Reading, Sentence, Span, Token

COUNTRY = "KP"
NORTH = Name(COUNTRY, "North Korea")
HEAD = 4  # sentences, headlines among them, that say what an article is about, and where it was filed
NEIGHBOURING = frozenset("neighbouring neighboring nearby southern northern eastern western".split())
AREA_REACH = 4  # tokens between "China's" and "province"
LEAD = 2  # the headline and the first sentence: what they place abroad sets the scene of the rest
FIRED = ("missile", "nuclear_test")  # counted where they are fired, wherever they fall
NOWHERE = frozenset(
    "bilateral_trade_usd exports_usd imports_usd trade_change_pct imports_change_pct trade_ratio coal_imports_tonnes"
    " petroleum_cap_barrels petroleum_cap_pct tanker_fill_share votes_for votes_against member_states"
    " money_usd sanctioned_entities sanctioned_individuals cyber_attacks workers_sent".split()
)  # what lies between countries
TRADED = tuple("bilateral_trade exports_usd imports_usd trade_change imports_change gdp_growth".split())
GIVEN = ("food_aid_", "aid_rice_", "aid_blankets", "aid_boats", "relief_supplies_")
PARTNERS = frozenset({"gov-cn", "gov-ru"})  # whose trade is that with the North
FOREIGN = ("U.S.", "US ", "South Korea", "Japan", "American")  # "the U.S. military", which no table knows
SUBJECT = 4  # tokens between a subject and its verb: "the South also fired"
CLAUSES = frozenset({";", ":", "while", "but"})
NEW_SUBJECTS = frozenset("it he they that who which".split())
DAMAGE = tuple(
    "people_ households_ homes_ cropland_ public_ industrial_ road railway_ bridges_ rainfall_ embankment trees_ power_"
    " water_ mines_ saltern_ dykes_ flood_damage".split()
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What an article as a whole tells of its ground: about the North, with its opening set abroad."""

    is_north: bool
    is_opening_abroad: bool

    def default(self, scene: Scene, metric: str, span: Span, is_led_abroad: bool) -> Name | None:
        """The country, where a figure at `span` that has no place of its own stands for it; None where it may not.

        Trade, votes and the like have no one place.  A sentence that names a place abroad ("to Russia's Far East") may
        mean that; so may those after it (`is_led_abroad`) and those of an article that opens abroad, unless they name
        the North or tell of damage by a disaster.  A sentence whose only country is another one tells of that one.
        """
        if not self.is_north or metric in NOWHERE:
            return None
        is_fired = metric.startswith(FIRED)
        if (not is_fired and is_abroad(scene)) or _counts_its_own(scene):
            return None
        if metric.startswith(DAMAGE) and "disaster" in scene.topic:
            is_there = is_led_abroad and not any(_is_of_the_north(m) for m in scene.mentioned)
            return None if is_there or _follows_anothers(scene, span) else NORTH
        if _is_another_countrys(scene, span):
            return None
        is_elsewhere = is_led_abroad or (self.is_opening_abroad and not is_fired)
        return NORTH if not is_elsewhere or any(_is_of_the_north(m) for m in scene.mentioned) else None


def ground_of(reading: Reading) -> Ground:
    """The ground of an article."""
    opening = reading.sentences[:LEAD]
    return Ground(is_about_the_north(reading), any(_sets_abroad(s, reading.mentioned, reading.quotes) for s in opening))


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
        if _is_of_the_north(mention):
            if mention.start < head[-1].end:
                return True
            north += 1
        elif mention.kind == "place" or _is_country(mention):
            abroad += 1
    return 0 < north >= abroad


def is_of_others_alone(reading: Reading) -> bool:
    """Whether an article names other countries or places there, and nothing of North Korea."""
    told = [m for m in reading.mentioned if m.kind == "place" or _is_country(m) or _is_of_the_north(m)]
    return bool(told) and not any(_is_of_the_north(m) for m in told)


def is_abroad(scene: Scene) -> bool:
    """Whether a sentence names a place abroad, or says "overseas"; where a speaker sits does not count."""
    return _sets_abroad(scene.sentence, scene.mentioned, scene.quotes)


def opens_abroad(scene: Scene) -> bool:
    """Whether another country opens a sentence and does what it tells: "Russia sent flour" is no county's harvest."""
    first = scene.sentence.tokens[0]
    begin = scene.sentence.tokens[1].start if first.lower == "the" and len(scene.sentence.tokens) > 1 else first.start
    return any(m.start == begin and _is_country(m) for m in scene.mentioned)


def _sets_abroad(sentence: Sentence, mentioned: tuple[Mentioned, ...], quotes: tuple[Quote, ...]) -> bool:
    filed = dateline(sentence.text)
    body = sentence.start + (filed.end if filed else 0)
    words = word_set("abroad")
    if any(token.lower in words and token.start >= body for token in sentence.tokens):
        return True
    named = [m for m in mentioned if body <= m.start < sentence.end and not is_speakers(quotes, m)]
    if any(m.kind == "place" and m.name.id is None for m in named):
        return True
    countries = {m.start for m in named if _is_country(m)}
    if any(sentence.text[m.end - sentence.start :].startswith(", where ") for m in named if _is_country(m)):
        return True  # "Pakistan, where floods killed 24"
    into = word_set("into a place")
    tokens = [t for t in sentence.tokens if t.lower not in NEIGHBOURING]
    return bool(countries) and (
        any(b.start in countries and a.lower in into for a, b in pairwise(tokens)) or _has_area(sentence, named)
    )


def _has_area(sentence: Sentence, named: list[Mentioned]) -> bool:
    """Whether a part of a country abroad is named: "China's neighbouring Jilin province"."""
    owned = {m.end for m in named if _is_country(m) and sentence.text[m.end - sentence.start :][:2] in ("'s", "’s")}
    starts = [at for at, t in enumerate(sentence.tokens) if t.end - 2 in owned or t.start in owned]
    areas = word_set("area") | word_set("areas")
    return any(t.lower in areas for at in starts for t in sentence.tokens[at + 1 : at + 1 + AREA_REACH])


def is_speakers(quotes: tuple[Quote, ...], place: Mentioned) -> bool:
    """Whether a place abroad tells where the speaker sits: "the federation in Geneva put the number at …"."""
    return place.name.id is None and any(
        quote.speaker_span is not None and quote.speaker_span.start <= place.start < quote.speaker_span.end
        for quote in quotes
    )


@cache
def _foreign() -> tuple[str, ...]:
    """How the name of an actor of another country begins: "Iran", "Iranian army", "U.S. military"."""
    others = (row for row in ruletables.rows("countries") if row["iso"] != COUNTRY)
    names = (name for row in others for key in ("names", "demonyms") for name in row[key].split("|"))
    return (*FOREIGN, *(name for name in names if name[:1].isupper()))


def _is_of_the_north(mention: Mentioned) -> bool:
    """Whether a mention is the country, a place or an organ there."""
    return (mention.kind == "place" and mention.name.id is not None) or (mention.name.id or "").endswith("dprk")


def _is_country(mention: Mentioned) -> bool:
    """Whether an actor is a country abroad, which the names step reads as its government: "Nepal", "Japan"."""
    ident = mention.name.id
    is_government = ident is None or (ident.startswith("gov-") and ident != "gov-dprk")
    return mention.kind == "actor" and mention.text[:1].isupper() and is_government


def is_anothers_deed(scene: Scene, verb: int, countries: Mapping[str, str]) -> bool:
    """Whether the subject of the verb at a token is of another country: "the South also fired eight missiles".

    Not where it is said to have been told by it: "Seoul said it fired".
    """
    tokens = scene.sentence.tokens
    actors = [m for m in scene.mentioned if m.kind == "actor" and m.end <= tokens[verb].start]
    asides = [m for m in actors if _is_set_against(scene, m)]
    subject = next((m for m in reversed(actors) if m not in asides), None)
    if subject is None or subject.resolved_from is not None:
        return False
    if not subject.text.startswith(_foreign()) and countries.get(subject.name.id or "", COUNTRY) == COUNTRY:
        return False
    first = next(m for m in scene.mentioned if m.kind == "actor")
    is_joined = tokens[verb - 1].lower == "and" and scene.token_at(first.start) <= 1 and _is_country(first)
    if is_joined and not any(_is_of_the_north(m) for m in scene.mentioned if m.end <= tokens[verb].start):
        return True  # "South Korea answered with a drill, and fired four missiles"
    cues = [quote.cue_span for quote in scene.quotes if quote.cue_span is not None]
    told = next((cue for cue in cues if subject.start < cue.start < tokens[verb].start), None)
    if told is not None:  # "announced its plan to conduct a missile test" is its own deed
        return [t.lower for t in tokens[scene.token_at(told.end) :][:2]] in (["its", "plan"], ["its", "plans"])
    begin = max(
        (scene.token_at(m.end) + 1 for m in asides if m.start > subject.end), default=scene.token_at(subject.end)
    )
    between = tokens[begin:verb]
    if between and between[0].lower == "of":
        return False  # "notified Japan of a plan to launch a satellite"
    return len(between) <= SUBJECT and all(t.text[0].isalnum() and t.lower not in NEW_SUBJECTS for t in between)


def _is_set_against(scene: Scene, actor: Mentioned) -> bool:
    """Whether an actor is named only as the one who did not do it: "Iran, not North Korea, fired four missiles"."""
    first = scene.token_at(actor.start)
    return first > 1 and [t.lower for t in scene.sentence.tokens[first - 2 : first]] == [",", "not"]


def is_anothers(scene: Scene, metric: str, span: Span, countries: Mapping[str, str]) -> bool:
    """Whether a figure is another country's where its metric tells of the North: "the South fired eight missiles"."""
    if metric.startswith(TRADED):
        return _is_anothers_trade(scene, span)
    if metric.startswith("fever_"):
        return _counts_its_own(scene)
    if metric.startswith(GIVEN):
        return tells_of_trade(scene.sentence.tokens) or _goes_abroad(scene, span)
    before = (hit for hit in reversed(scene.hits) if "fired" in hit.classes and hit.end <= span.start)
    verb = next(before, None) if metric.startswith("missile") else None
    return verb is not None and is_anothers_deed(scene, verb.first, countries)


def tells_of_trade(tokens: Sequence[Token]) -> bool:
    """Whether a sentence tells of trade and of no gift: "imports of Chinese rice reached 12,900 tons"."""
    words = {token.lower for token in tokens}
    return not words.isdisjoint(word_set("tells of trade")) and words.isdisjoint(word_set("tells of a gift"))


def _goes_abroad(scene: Scene, span: Span) -> bool:
    """Whether what is given goes to another country: "the North sent 500 tons of flour to Syria"."""
    tokens = scene.sentence.tokens
    receiver = next((m for m in scene.mentioned if m.start >= span.end), None)
    at = scene.token_at(receiver.start) if receiver else 0
    is_abroad = (
        receiver is not None and receiver.text.startswith((*_foreign(), "the South")) and not _is_of_the_north(receiver)
    )
    return is_abroad and tokens[at - 1].lower == "to"


def _is_anothers_trade(scene: Scene, span: Span) -> bool:
    """Whether a sum or percentage of trade or growth is that of a third country: "South Korea's exports rose"."""
    speakers = [quote.speaker_span for quote in scene.quotes if quote.speaker_span is not None]
    before = [m for m in scene.mentioned if m.end <= span.start]
    others = [m for m in before if _is_country(m) and m.name.id is not None and m.name.id not in PARTNERS]
    if not any(not any(m.end >= s.start and m.start < s.end for s in speakers) for m in others):
        return False
    return not any(_is_of_the_north(m) or m.text.lower().endswith("koreas") for m in scene.mentioned)


def _counts_its_own(scene: Scene) -> bool:
    """Whether a country abroad reports a number of its own: "South Korea reported 900 new cases; 4 people died"."""
    if any(_is_of_the_north(m) for m in scene.mentioned):
        return False
    starts = {m.start for m in scene.mentioned if _is_country(m)}
    for quote in scene.quotes:
        if quote.cue_span is None or quote.speaker_span is None or quote.cue not in word_set("counts its own"):
            continue
        behind = scene.token_at(quote.cue_span.end)
        if quote.speaker_span.start in starts and any(scene.token_at(q.start) - behind <= 1 for q in scene.quantities):
            return True
    return False


def _follows_anothers(scene: Scene, span: Span) -> bool:
    """Whether a country abroad owns the disaster that a figure tells of: "Japan quake kills 48"."""
    first = scene.token_at(span.start)
    tokens = scene.sentence.tokens
    low = max((t.end for t in tokens[:first] if t.text in CLAUSES), default=scene.sentence.start)
    before = [m for m in scene.mentioned if low <= m.start < span.start]
    if not before or any(_is_of_the_north(m) for m in before):
        return False
    behind = tokens[scene.token_at(before[0].end) : first]
    words = {t.lower for t in behind}
    is_told_of = any(t.lower in word_set("disaster noun") for t in behind[:2]) or {"country", "where"} <= words
    return _is_country(before[0]) and is_told_of


def _is_another_countrys(scene: Scene, span: Span) -> bool:
    """Whether a figure follows a country abroad that tells nothing here: "South Korea grew 4 million tons".

    Not where the North stands before the figure as well, or something goes there ("exported 500 tons to North Korea").
    """
    speakers = [quote.speaker_span for quote in scene.quotes if quote.speaker_span is not None]
    before = [m for m in scene.mentioned if m.end <= span.start]
    others = [m for m in before if _is_country(m) and m.name.id is not None]
    if all(any(m.end + len(" and ") >= s.start and m.start < s.end for s in speakers) for m in others):
        return False
    leading = {second.start: first.lower for first, second in pairwise(scene.sentence.tokens)}
    goes = (m for m in scene.mentioned if m.start >= span.end and leading.get(m.start) in word_set("into a place"))
    return not any(_is_of_the_north(m) for m in (*before, *goes))
