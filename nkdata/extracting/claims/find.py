"""Claims: which metric, how much, where, when, said by whom, and with what stance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from nkdata.extracting.claims.cues import cued, is_told_as_done, unreal
from nkdata.extracting.claims.drafts import OTHER, Draft, Drafter, doubted_aside
from nkdata.extracting.claims.occasions import Occasions
from nkdata.extracting.claims.tables import Cell, find_cells
from nkdata.extracting.claims.voices import agent_of, answers, has_no_doer, silent_one, subject, told_behind, voice
from nkdata.extracting.days import dates_of_saying, lies_ahead
from nkdata.extracting.extractionresources import ExtractionResources
from nkdata.extracting.ground import COUNTRY, FIRED, NOWHERE, ground_of, is_abroad, is_anothers, opens_abroad
from nkdata.extracting.identity import Identities
from nkdata.extracting.quantities.units import unit_entries
from nkdata.extracting.scenes import Scene, scenes
from nkdata.extracting.stretches import When
from nkdata.extracting.whereabouts import EVERYWHERE, Where, place_of, places_in_turn, wheres
from nkdata.extracting.wording.sentences import headline_end
from nkdata.model import Claim, Name, Quote, Reading, Span, Telling

BEING = frozenset("is are was were has have had will would may might could can be".split())  # "there were 40"
BULLETS = ("- ", "– ", "• ", "* ")
ASSERTIONS = frozenset(
    "claim claims report reports figure figures number toll estimate estimates tally talk rumours rumors".split()
)
JOINS = frozenset({"and", "which", "who", "when", "where"})  # what begins a clause of its own behind a comma
ASSERTED = 6  # words in which it stands what is denied or doubted: "the North's zero-case claim"


def find_claims(
    reading: Reading, resources: ExtractionResources, identities: Identities | None = None
) -> tuple[Claim, ...]:
    """Every claim of an article, sentence by sentence: numbers, nothings, then silences, denials and doubts.

    A number is a claim when the table metric_rules.csv knows its thing and deed, or when it is told in digits with a
    unit or thing of its own (metric `other`).  What is said without a number has value None.
    """
    cells = find_cells(reading)
    if cells:
        taken = {cell.quantity for cell in cells}
        reading = replace(reading, quantities=tuple(q for q in reading.quantities if q not in taken))
    finder = _Finder(reading, resources, identities or Identities(reading.article))
    found = [claim for scene in scenes(reading) for claim in finder.claims(scene)]
    found += [finder.of_cell(cell, reading) for cell in cells]
    found = _lean_headline(found, reading)
    return tuple(sorted(found, key=lambda claim: claim.sentence_start) if cells else found)


def _lean_headline(claims: list[Claim], reading: Reading) -> list[Claim]:
    """Let figures of a headline lean on the same figures of the body for who said them, and where.

    "Floods kill 60" above "Sixty people were killed in the north, the ministry said" is the ministry's figure, not one
    more of nobody's.
    """
    end = headline_end(reading.sentences)
    bodies: dict[tuple[str, float | None, float | None], Claim] = {}
    for claim in claims:
        if claim.start >= end and claim.claimant is not None:
            bodies.setdefault((claim.metric, claim.value, claim.low), claim)
    return [_leaning(claim, bodies) if claim.end <= end else claim for claim in claims]


def _leaning(claim: Claim, bodies: Mapping[tuple[str, float | None, float | None], Claim]) -> Claim:
    """A headline's claim with claimant, relay and place of the same figure in the body.

    One of its own gives way only to a fuller name: "Red Cross: 22 dead" above "… , the Red Cross federation said".
    """
    body = bodies.get((claim.metric, claim.value, claim.low))
    if body is None:
        return claim
    fuller = [name.name for name in (body.claimant, body.via) if name]
    if claim.claimant is not None and not any(claim.claimant.name in name for name in fuller):
        return claim
    is_country = claim.place is None or claim.place.id == COUNTRY
    return replace(claim, claimant=body.claimant, via=body.via, place=body.place if is_country else claim.place)


class _Finder:
    """Goes through the sentences of one article and remembers the place and the days that later ones lean on."""

    def __init__(self, reading: Reading, resources: ExtractionResources, identities: Identities) -> None:
        self._published = reading.article.published
        self._resources = resources
        self._identities = identities
        self._drafter = Drafter()
        self._voice = voice(reading, resources.gazetteer)
        self._ground = ground_of(reading)
        self._paragraph = -1
        self._place: Name | None = None
        self._is_abroad = False
        self._occasions = Occasions(self._published, is_north=self._ground.is_north)

    def claims(self, scene: Scene) -> list[Claim]:
        """The claims of one sentence."""
        if scene.sentence.paragraph != self._paragraph or scene.sentence.text.lstrip().startswith(BULLETS):
            self._paragraph, self._place, self._is_abroad = scene.sentence.paragraph, None, False
        drafts = self._drafter.drafts(scene)
        places = wheres(scene, self._resources.parents)
        saying = dates_of_saying(scene, scene.quotes)
        self._occasions.note(scene, saying)
        starts = sorted(draft.span.start for draft in drafts)
        in_turn = places_in_turn(scene, places)
        found: list[Claim] = []
        for draft in drafts:
            until = next((start for start in starts if start > draft.span.start), scene.sentence.end)
            place = in_turn.get(draft.span.start) or place_of(scene, places, draft.span, until)
            if self._place is not None and _is_there(scene, draft.span, places):
                place = self._place
            is_led = not (_looks_back(scene) or self._tells_of_all(scene) or is_abroad(scene) or opens_abroad(scene))
            is_led = is_led and draft.metric not in NOWHERE and not draft.metric.startswith(("petroleum", "aid_"))
            if place is None and is_led:
                place = self._place
            draft = (
                replace(draft, metric=OTHER)
                if is_anothers(scene, draft.metric, draft.span, self._resources.countries)
                else draft
            )
            if place is not None and place.id is None and draft.metric.startswith(FIRED):
                place = None  # "fire four missiles at the waters off Guam": where they fall
            place = place or self._ground.default(scene, draft.metric, draft.span, self._is_abroad)
            claim = self._claim(
                scene,
                draft,
                place,
                self._occasions.when(scene, draft.span, draft.metric, saying, is_led_abroad=self._is_abroad),
            )
            found.append(_of_a_list(claim, found))
        told = [claim for claim in found if claim.scope != "part"] or found  # a part's place is not that of the rest
        self._place = told[-1].place if told else places[-1].name if places else None
        if len({claim.place.id for claim in told if claim.place is not None and claim.place.id != COUNTRY}) > 1:
            self._place = None  # what follows "5,120 homes in Musan and 1,600 in Yonsa" may be of both
        self._is_abroad = is_abroad(scene) or (self._is_abroad and not places)
        if self._is_abroad and self._place is not None and self._place.id is None:
            self._place = None  # what follows "life in the South" may be anywhere
        return found

    def _tells_of_all(self, scene: Scene) -> bool:
        """Whether a sentence leaves a place in the North for all the country: "16,680 homes nationwide"."""
        in_the_north = self._place is not None and self._place.id is not None
        return in_the_north and EVERYWHERE.search(scene.sentence.text) is not None

    def of_cell(self, cell: Cell, reading: Reading) -> Claim:
        """The claim of a number in a table."""
        number = cell.quantity.number
        draft = Draft(number, cell.rule.metric, cell.rule.name, 0, 0, replace(cell.quantity, unit=cell.unit))
        quotes, none = tuple(q for q in reading.quotes if q.scope.covers(number)), frozenset[str]()
        scene = Scene(cell.row, (), (), (), (), quotes, none, none, frozenset(), {})
        return self._claim(
            scene,
            draft,
            cell.place or self._ground.default(scene, draft.metric, number, False),
            self._occasions.disaster,
        )

    def _ahead(self, scene: Scene, draft: Draft, when: When) -> str | None:
        """The words of the day that a figure tells of, where it is yet to come: "10,000 by December"."""
        if draft.quantity is None or not lies_ahead(scene, when, self._published):
            return None
        return next((d.text for d in scene.dates if d.first == when.start), None)

    def _claim(self, scene: Scene, draft: Draft, place: Name | None, when: When) -> Claim:
        """The record of a draft."""
        quote, own = answers(scene, draft), self._voice.at(scene.sentence.start)
        told = draft.quantity.unit if draft.quantity else None
        unit = self._resources.units.get(draft.metric) or told
        amount = _amount(draft, unit)
        claimant, via = (quote.speaker, quote.via) if quote else (None, None)
        disputed_by = None
        if quote is not None and (mute := silent_one(scene, draft, quote)) is not None:
            claimant, via = mute, quote.speaker
        elif draft.cue is not None:
            agent = agent_of(scene, draft.cue)
            if agent is None and quote is None:
                claimant = own.speaker if has_no_doer(scene, draft.cue) else subject(scene, draft.cue)
            elif agent is None:
                claimant = claimant or (own.speaker if has_no_doer(scene, draft.cue) else None)
            elif agent.id is not None or claimant is None or agent.name not in claimant.name:  # "health experts"
                claimant, via = agent, None
        elif (doubt := doubted_aside(scene, draft)) is not None:
            disputed_by = None if has_no_doer(scene, doubt) else subject(scene, doubt)
        if draft.cue is None and (quote is None or (claimant is None and quote.speaker_span is not None)):
            corrector = subject(scene, draft.correction) if draft.correction else None
            claimant, via = (corrector, via) if corrector else (own.speaker, own.via)
        if draft.cue is None and (teller := told_behind(scene, draft)) is not None and teller != claimant:
            claimant, via = teller, claimant if quote else via
        scope = cued("scope", scene, draft)
        if scope == "earlier" and when.start and when.start > (self._published or when.start):
            when = When()  # "up from 60 on Tuesday", told on Monday
        hedge = _hedge(scene, quote, draft) or unreal(scene, draft) or self._ahead(scene, draft, when)
        return Claim(
            id=self._identities.next(scene.sentence, draft.metric),
            start=draft.span.start, end=draft.span.end, text=scene.words(draft.span.start, draft.span.end),
            sentence_start=scene.sentence.start, sentence_end=scene.sentence.end,
            metric=draft.metric, value=amount.value, low=amount.low, high=amount.high, unit=unit, bound=amount.bound,
            words=draft.words, scope=scope, basis=cued("basis", scene, draft), place=place,
            date_start=when.start, date_end=when.end, precision=when.precision, claimant=claimant, via=via,
            stance=_stance(draft, quote), hedge=hedge, disputed_by=disputed_by,
            reported=amount.reported, agrees=draft.quantity.agrees if draft.quantity else True, rule=draft.rule,
        )  # fmt: skip


def _stance(draft: Draft, quote: Quote | None) -> str:
    """The stance of a draft; where no word beside it tells, that of what it stands in: "the denial that 40 …"."""
    if draft.stance != "asserted" or draft.value is None or quote is None:
        return draft.stance
    words = quote.text.lower().split()
    if words[0] != "that" and ASSERTIONS.isdisjoint(words[:ASSERTED]) and words[:2] != ["the", "dispatch"]:
        return draft.stance
    return quote.cue_kind if quote.cue_kind in {"denied", "doubted"} else draft.stance


def _hedge(scene: Scene, quote: Quote | None, draft: Draft) -> str | None:
    """The hedge of a quote, where no clause begins between: "…, when 5 million died", "…, and 90 may have"."""
    if quote is None or quote.hedge is None:
        return None
    at = scene.sentence.text.find(quote.hedge, max(0, quote.start - scene.sentence.start))
    first = scene.token_at(scene.sentence.start + at) if at >= 0 else draft.first
    between = {token.lower for token in scene.sentence.tokens[first : draft.first]}
    behind = list(pairwise(token.lower for token in scene.sentence.tokens[draft.last : first]))
    joined = any(one == "," and two in JOINS for one, two in behind)  # "13,000 containers, which could hold shells"
    if first >= draft.last and is_told_as_done(scene, draft, first):
        return None  # "said 40 people died and that the toll could rise"
    return None if joined or between & {"when", "where", "which", "who"} else quote.hedge


def _looks_back(scene: Scene) -> bool:
    """Whether a sentence tells of other days than the ones before: "since May last year", "in 2016"."""
    tokens = scene.sentence.tokens
    return any(
        date.precision == "year" or "since" in {t.lower for t in tokens[: scene.token_at(date.start)][-1:]}
        for date in scene.dates
    )


def _is_there(scene: Scene, span: Span, places: list[Where]) -> bool:
    """Whether "there" stands before a figure, and no place of the sentence before it or right behind it."""
    tokens = scene.sentence.tokens[: scene.token_at(span.start)]
    behind = scene.token_at(span.end)
    if any(where.start < span.start or scene.token_at(where.start) - behind <= 2 for where in places):
        return False
    return any(a.lower == "there" and b.lower not in BEING for a, b in pairwise(tokens))


def _of_a_list(claim: Claim, before: list[Claim]) -> Claim:
    """A claim of which "another" merely goes on with a list: "59 dead, another 50 missing" adds to no missing."""
    metrics = {one.metric for one in before if one.value is not None}
    if claim.scope == "increment" and metrics and claim.metric not in metrics:
        return replace(claim, scope="unknown")
    return claim


@dataclass(frozen=True, slots=True)
class _Amount:
    value: float | None
    low: float | None
    high: float | None
    bound: str | None
    reported: tuple[Telling, ...] = ()


def _amount(draft: Draft, unit: str | None) -> _Amount:
    """The numbers of a draft in the metric's unit; the telling is kept where it was another."""
    quantity = draft.quantity
    if quantity is None:
        zero = draft.value
        return _Amount(zero, zero, zero, "exact" if zero is not None else None)
    amount = _Amount(quantity.value, quantity.low, quantity.high, quantity.bound, quantity.reported)
    told, wanted = unit_entries().get(quantity.unit or ""), unit_entries().get(unit or "")
    if (
        told is None
        or wanted is None
        or told == wanted
        or told.kind != wanted.kind
        or not told.factor
        or not wanted.factor
    ):
        return amount
    factor = told.factor / wanted.factor
    value, low, high = (None if v is None else round(v * factor, 6) for v in (amount.value, amount.low, amount.high))
    telling = Telling(quantity.start, quantity.end, quantity.value, quantity.unit)
    return _Amount(value, low, high, amount.bound, amount.reported or (telling,))
