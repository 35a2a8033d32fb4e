"""Words beside a figure that make it a plan, an increment, a part, an estimate: the table claim_cues.csv."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from nkdata.extracting.claims.changes import turned
from nkdata.extracting.claims.counting import PARTITIVES
from nkdata.extracting.claims.drafts import SHARES, Draft
from nkdata.extracting.claims.hedging import BELIEVED, hedge_kind
from nkdata.extracting.days import TURNS
from nkdata.extracting.nextclause import begins_clause
from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases
from nkdata.extracting.wording.sentences import asks
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

WEATHER = frozenset({"rainfall_mm", "wind_speed_ms"})
FORECASTS = frozenset({"will", "expected", "foreseen", "forecast", "likely"})
DAYS_BETWEEN = 5  # tokens of "grams a day in January"
HE = frozenset({"it", "he", "she", "they"})  # "60 million users and said it could cover the loss"
SUBJECTS = frozenset("the a an this that its his her their".split())  # "at 55 percent and the drought is to last"
ALL = frozenset({"all", "both"})  # "12 dead, all of them in one town"
ASIDE = 24  # tokens of an aside between a figure and its verb
ASIDES = frozenset("among including most many mostly some half".split())
GOES_ON = frozenset("would will could may might are were is was".split())
HAPPENED = frozenset("was were has have had are is".split())
LISTS = frozenset({",", "and", "or"})  # between the verbs or figures of one list
MODALS = frozenset({"would", "will", "could", "may", "might", "should"})
ENDS_PLAN = frozenset({".", ";", ":", "who", "which", "when", "while", "but", "said"})
JOINED_REACH = 22  # tokens between a modal and a verb joined to that behind it
UNREAL_REACH = 7  # tokens between a figure and what makes it a plan or possibility
TOLLS = frozenset("people_killed people_injured people_missing people_killed_or_missing people_casualties".split())
RELATIVES = frozenset({"that", "which", "who"})
PARTS = (" of the ", " of its ", " of their ")


def unreal(scene: Scene, draft: Draft) -> str | None:
    """The word that makes a figure no fact: "would be flooded", "plans to send 500 tons", "offered", "could".

    "Feared that 500 would drown": what is none yet goes before what may be one.
    """
    if draft.quantity is None or draft.stance != "asserted":
        return None
    if asks(scene.sentence):
        return "?"
    leading = _unreal_before(scene, draft)
    if leading is not None and hedge_kind(leading) != BELIEVED:
        return leading
    return _unreal_behind(scene, draft, forecast=leading is None) or leading


def _unreal_before(scene: Scene, draft: Draft) -> str | None:
    tokens = scene.sentence.tokens
    if (modal := _joined_to(scene, draft)) is not None:
        return modal
    has_a_verb = draft.last < len(tokens) and tokens[draft.last].lower in HAPPENED
    first = _list_start(scene, draft)
    before = tokens[max(0, first - UNREAL_REACH) : first]
    for match in reversed(list(_unreal_words("before").find(tuple(before)))):
        between = before[match.first :]
        if [t.lower for t in before[match.last : match.last + 1]] in (["not"], ["and"]):
            continue  # "trains were suspended and 17 000 hectares lost", "would not comment on a report that …"
        if has_a_verb and between[-1].lower == "and" and any(t.start in scene.numbers for t in between):
            continue  # "could flood 300 homes and 40 people were killed"
        if len(between) > 1 and between[-1].text == "," and between[-2].text.istitle():
            between = between[:-1]  # "could reach Guam, 3,400 km away"
        if not any(t.lower in TURNS or t.text in (",", "May") for t in between) and not _is_over(scene, between):
            words = " ".join(t.text for t in before[match.first : match.last])
            return None if _is_what_was_hit(draft, words, before[match.last :]) else words
    return None


def _is_what_was_hit(draft: Draft, hedge: str, between: tuple[Token, ...]) -> bool:
    """Whether a plan is for those to whom the deed was done: "plans to rebuild the 3,000 homes that were destroyed"."""
    after = draft.deed is not None and draft.deed.first >= draft.last
    planned = after and hedge_kind(hedge) != BELIEVED
    return planned and len(between) > 0 and word_set("brings about").isdisjoint(t.lower for t in between)


def is_told_as_done(scene: Scene, draft: Draft, at: int) -> bool:
    """Whether a hedge at a token behind a figure is of something else: "the flood that killed 40 could delay it"."""
    tokens, deed = scene.sentence.tokens, draft.deed
    if deed is None:
        return draft.metric in TOLLS and tokens[draft.first - 1].lower == "the"  # "the 40 deaths could lead to it"
    if deed.first >= draft.last:
        return deed.last <= at
    goes_on = deed.last <= draft.first and "and" in [t.lower for t in tokens[draft.last : at]]  # "… and put it at risk"
    return goes_on or not RELATIVES.isdisjoint(t.lower for t in tokens[max(0, deed.first - 3) : deed.first])


def _unreal_behind(scene: Scene, draft: Draft, *, forecast: bool) -> str | None:
    tokens = scene.sentence.tokens
    aside = _aside_end(tokens, draft.last)
    behind = tokens[aside : aside + UNREAL_REACH]
    found = next(iter(_unreal_words("after").find(tuple(behind))), None)
    if found is None or any(t.lower in TURNS | HE or t.text in (",", "May") for t in behind[: found.last]):
        if tokens[0].lower == "if" and tokens[draft.first - 1].text == ",":
            return "if"  # "If five lived in each, 1,550 lost their homes"
        return _forecast(scene) if forecast and draft.metric in WEATHER else None
    if is_told_as_done(scene, draft, aside + found.first):
        return None
    is_next = found.first > 0 and behind[found.first - 1].lower == "and"  # "tents for 240 and are to build 300"
    is_next |= begins_clause(scene, aside, aside + found.last)
    is_next |= any(a.lower == "and" and b.lower in SUBJECTS for a, b in pairwise(behind[: found.first]))
    return None if is_next else " ".join(t.text for t in behind[found.first : found.last])


def _joined_to(scene: Scene, draft: Draft) -> str | None:
    """The modal of the verb before, to which that of a figure is joined: "would require checks and blacklist 16 men".

    The figures of one list share it: "… 16 men and 12 firms".
    """
    tokens, first = scene.sentence.tokens, _list_start(scene, draft)
    if _is_told_of(scene, draft) or first < 3 or tokens[first - 2].lower not in LISTS:
        return None
    if tokens[first - 1].lower not in word_set("joined to a plan"):
        return None
    for at in range(first - 3, max(-1, first - JOINED_REACH), -1):
        if tokens[at].lower in ENDS_PLAN:
            return None
        if tokens[at].lower in MODALS:
            return tokens[at].lower
    return None


def _list_start(scene: Scene, draft: Draft) -> int:
    """The token at which the list of figures begins in which one stands without a verb of its own."""
    tokens, first = scene.sentence.tokens, draft.first
    ends = {scene.token_at(q.end - 1) + 1: scene.token_at(q.start) for q in scene.quantities}
    while first > 1 and tokens[first - 1].lower in LISTS and first - 1 in ends and not _is_told_of(scene, draft):
        first = ends[first - 1]
    return first


def _is_told_of(scene: Scene, draft: Draft) -> bool:
    """Whether a verb of its own stands behind a figure: "and 40 people were killed", "and 40 people died"."""
    behind = [t.lower for t in scene.sentence.tokens[draft.last : draft.last + 1]]
    return any(word in GOES_ON | HAPPENED or word.endswith("ed") for word in behind)


def _aside_end(tokens: tuple[Token, ...], at: int) -> int:
    """Past an aside behind a figure: "15,400 people, among them children, would be moved"."""
    opens = [t.lower for t in tokens[at : at + 2]]
    if opens[:1] != [","] or opens[-1] not in ASIDES:
        return at
    ends = range(at + 2, min(len(tokens) - 1, at + ASIDE))
    return next((n + 1 for n in ends if tokens[n].text == "," and tokens[n + 1].lower in GOES_ON), at)


def _is_over(scene: Scene, words: tuple[Token, ...]) -> bool:
    """Whether a deed done is joined to one that is not: "promised 50,000 and shipped 4,000"."""
    return any(
        one.lower == "and" and two.lower.endswith("ed") and any(w.start in scene.numbers for w in words[:at])
        for at, (one, two) in enumerate(pairwise(words))
    )


def _forecast(scene: Scene) -> str | None:
    """The word by which all figures of a sentence are forecast: "30-50 mm, in parts 70 mm, will be observed"."""
    words = [token.lower for token in scene.sentence.tokens]
    passive = next((two for one, two in pairwise(words) if one in {"was", "were"} and two in FORECASTS), None)
    if passive is not None or word_set("has rained").intersection(words):
        return passive  # "winds of 25 m/s were forecast"
    return next((word for word in words if word in FORECASTS), None)


@cache
def _unreal_words(place: str) -> Phrases[str]:
    """The rows of claim_cues.csv that tell of a plan, an offer or a possibility."""
    return Phrases(
        (words, row["value"])
        for row in ruletables.rows("claim_cues")
        if row["field"] == "hedge" and row["place"] == place
        for words in row["words"].split("|")
    )


@cache
def _claim_cues(field: str) -> Phrases[tuple[str, str]]:
    """The words of claim_cues.csv for one field, each with its value and the side of the number on which it counts."""
    return Phrases(
        (words, (row["value"], row["place"]))
        for row in ruletables.rows("claim_cues")
        if row["field"] == field
        for words in row["words"].split("|")
    )


def _number_between(scene: Scene, draft: Draft, start: int) -> bool:
    """Whether another number stands between a draft and a word behind it: "90 homes, 31 of them"."""
    return any(draft.span.end <= quantity.start and quantity.end <= start for quantity in scene.quantities)


def _follows_the_new(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is the old one of "rose to 138 from 60", "was cut to 300 grams in May from 380"."""
    tokens = scene.sentence.tokens
    if draft.first < 3 or tokens[draft.first - 1].lower != "from":
        return False
    new = next((q for q in reversed(scene.quantities) if q.end <= tokens[draft.first - 1].start), None)
    if new is None or tokens[scene.token_at(new.start) - 1].lower != "to":
        return False
    between = tokens[scene.token_at(new.end - 1) + 1 : draft.first - 1]
    return len(between) <= DAYS_BETWEEN and not any(t.lower in TURNS or t.text == "," for t in between)


def _counts_them(scene: Scene, start: int) -> bool:
    """Whether the number of a part stands right before "of them": "3,500 of them had carried 15 tons"."""
    return any(0 <= start - quantity.number.end <= 1 for quantity in scene.quantities)


def _numbers_from(scene: Scene, start: int, end: int) -> bool:
    """Whether a number stands between two places: in "rose from 60 to 138" the second is the new one."""
    return any(start <= quantity.start and quantity.end <= end for quantity in scene.quantities)


def cued(field: str, scene: Scene, draft: Draft) -> str:
    """Scope or basis by the cues near a number."""
    if field == "scope":
        if draft.quantity is None:
            return "unknown"
        if draft.is_part:
            return "part"
        end = draft.quantity.number.end
        if end < scene.sentence.end and scene.words(end, end + 10).lower().startswith(PARTS):
            return "part"
        if _follows_the_new(scene, draft):
            return "earlier"
        if draft.quantity.unit not in SHARES and turned(scene, draft.first, draft.last) == "more":
            return "increment"
    for match in _claim_cues(field).find(scene.sentence.tokens):
        for value, place in match.values:
            gap = draft.first - match.last if place == "before" else match.first - draft.last
            inside = draft.first <= match.first and match.last <= draft.last
            near = inside or -1 <= gap <= (3 if place == "before" else 8)
            near = near and not (value == "part" and place == "before" and _counts_them(scene, match.start))
            near = near and not (value == "increment" and place == "before" and gap > 1)  # "another paid 30,000 yuan"
            near = near and not (value == "part" and scene.sentence.tokens[match.first - 1].lower in PARTITIVES | ALL)
            near = near and not (value == "earlier" and _numbers_from(scene, match.start, draft.span.start))
            near = near and not (
                value == "total" and draft.metric.endswith("_new")
            )  # "the toll to 50, with 390 new cases"
            if place == "any" or (near and not (place == "after" and _number_between(scene, draft, match.start))):
                return value
    return "unknown"
