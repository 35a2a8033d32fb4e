"""What a number of a sentence is: a count of its own, a part, a sum, a share, or none of what its neighbours tell."""

from __future__ import annotations

from itertools import pairwise

from nkdata.extracting.claims.deeds import ADVERBS, BE
from nkdata.extracting.claims.stance import NUMBER_WORDS
from nkdata.extracting.quantities.units import COUNTED_KINDS, unit_entries
from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Quantity

PARTITIVES = frozenset(
    "half most many some few none part last first rest majority percent % third thirds quarter quarters fifth fifths"
    " one each".split()
)
SPOKEN = frozenset({"thing", "after", "verb"})
NUMBERED = 14  # tokens from "the number of containers" to the number
COUNTS = frozenset({"number", "count", "tally"})
WITHIN = frozenset({"under", "beneath", "inside", "behind"})
FREEZING = (["below", "zero"], ["above", "zero"])
RATIOS = (["for", "every"], ["in", "every"], ["out", "of"], ["per", "thousand"])
WHERE = frozenset("in across from between among of".split())
OTHERS = "others"
EXCEPT = 5  # tokens of "all but 20 of the"
OWNED = 7  # tokens of "half of North Hamgyong province's"
DETERMINERS = frozenset("the its their all these those".split())
BEGINS_OWNER = frozenset({*DETERMINERS, "of", "half"})
WAS_DONE = frozenset({"have", "had", "has", "more", "slightly", "wholly"})
NOT_EACH = frozenset("other year month week day season summer autumn time".split())  # "each year 40 people drown"
EACH_REACH = 5  # tokens of "each flooded family got"
EACH = frozenset({"each", "apiece"})
AGED = frozenset("man woman boy girl youth child".split())
COMPARED = {("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to")}
ARTICLES = frozenset({"a", "an", "the", "its", "their"})
REFERS = frozenset("it them which whom this that".split())
SUMS = frozenset("total there average record sum those these they all".split())
CLAUSE_ENDS = frozenset({",", ";", ":", "and", "but"})
PERHAPS = frozenset({"perhaps", "possibly", "maybe", "probably", "and", "or", "even"})


def is_apposition(scene: Scene, quantity: Quantity) -> bool:
    """Whether a bare number stands between commas, as an age does, or in a telephone number."""
    text, at = scene.sentence.text, scene.sentence.start
    before, after = text[: quantity.start - at].rstrip()[-1:], text[quantity.end - at :].lstrip()[:1]
    return (before == "," and after == ",") or before == "+"


def is_speaker(scene: Scene, quantity: Quantity) -> bool:
    """Whether "a resident" or "three men" tell it, not those to whom it happened: "a resident said that two died"."""
    spans = (quote.speaker_span for quote in scene.quotes)
    in_words = not scene.words(quantity.number.start, quantity.number.end)[:1].isdigit()
    return in_words and any(span is not None and span.covers(quantity.number) for span in spans)


def is_article(scene: Scene, quantity: Quantity) -> bool:
    """Whether what counts is "a" or "an", as in "Kim, a worker at a mill": one only where something happened to it."""
    return scene.words(quantity.number.start, quantity.number.end).lower() in {"a", "an"}


def is_compared(scene: Scene, since: int, quantity: Quantity) -> bool:
    """Whether a number is what the one before is measured by: "63.1 percent, up from 59.8"."""
    gap = scene.words(since, quantity.start).lower().split() if quantity.start > since else []
    if gap[-1:] == ["of"] and NUMBER_WORDS.intersection(gap[-2:]):  # "up from an earlier toll of six"
        gap = gap[: next((at for at, word in enumerate(gap) if word in ARTICLES), 0)]
    return since > scene.sentence.start and tuple(gap[-2:]) in COMPARED


def is_summed(scene: Scene, since: int, quantity: Quantity) -> bool:
    """Whether a number is the sum to which the one before is added: "…, taking the total to 4.58 million"."""
    return any("total_word" in hit.classes and since <= hit.start < quantity.start for hit in scene.hits)


def has_a_stuff(scene: Scene, quantity: Quantity, things: frozenset[str]) -> bool:
    """Whether a measure is one of something that no table knows: "10,000 tons of cement"."""
    at = scene.token_at(quantity.end - 1) + 1
    following = [t.lower for t in scene.sentence.tokens[at : at + 2]]
    return (
        not things
        and following[:1] == ["of"]
        and following[1:] != []
        and following[1] not in word_set("of the") | REFERS
    )


def is_harm_to_things(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number without a noun of its own met what happens to no person: "3 people died; 870 were damaged"."""
    if quantity.noun not in (None, OTHERS):
        return False
    tokens, at = scene.sentence.tokens, scene.token_at(quantity.end - 1) + 1
    while at < len(tokens) and tokens[at].lower in BE | ADVERBS | WAS_DONE:
        at += 1
    return at < len(tokens) and tokens[at].lower in word_set("done to things alone")


def has_a_verb(scene: Scene, quantity: Quantity, first: int) -> bool:
    """Whether a bare number is the object of a verb that no table knows: "24 died; China moved 94,000"."""
    tokens = scene.sentence.tokens
    at = first - 1
    if (
        quantity.noun is not None
        or at < 1
        or not tokens[at].lower.endswith("ed")
        or tokens[at].lower in word_set("tells how many")
    ):
        return False
    is_known = any(hit.first <= at < hit.last for hit in scene.hits)
    subject = tokens[at - 1]
    return not is_known and ((subject.text[:1].isupper() and subject.text.isalpha()) or subject.lower in {",", "and"})


def is_part(scene: Scene, quantity: Quantity, whole: Quantity) -> bool:
    """Whether a bare number is so many of the next: "280 of the 900 homes"."""
    gap = scene.words(quantity.end, whole.start).strip().lower() if whole.start > quantity.end else ""
    return quantity.noun is None and whole.noun is not None and gap in {"of", "of the", "of its", "of their"}


def is_no_part(scene: Scene, quantity: Quantity, last: int, whole: float | None) -> bool:
    """Whether "of them" means others than the number before: "30 dead. About 12,000 of them are in Russia"."""
    words = [t.lower for t in scene.sentence.tokens[last : last + 2]]
    least = quantity.low if quantity.value is None else quantity.value
    is_count = quantity.unit is None and words == ["of", "them"]
    return is_count and None not in (whole, least) and (least or 0) > (whole or 0)


def is_other_one(scene: Scene, first: int) -> bool:
    """Whether a number is told of the second of two: "one flew 550 km, reaching 50 km, and the other 600 km"."""
    words = [t.lower for t in scene.sentence.tokens[max(0, first - 3) : first]]
    return words[-2:] in (["the", "other"], ["the", "second"]) or words[:2] in (["the", "other"], ["the", "second"])


def is_or_more(scene: Scene, quantity: Quantity, more: Quantity) -> bool:
    """Whether the next number tells how many it may be: "at least 300 and perhaps as many as 400 homes"."""
    gap = scene.words(quantity.end, more.start).lower().split() if more.start > quantity.end else []
    return quantity.noun is None and more.noun is not None and gap[:1] in (["and"], ["or"]) and gap[-1] in PERHAPS


def counts_none(scene: Scene, quantity: Quantity, first: int, last: int, before: float | None) -> bool:
    """Whether a number is no count that a claim could tell; `before` is the one told last."""
    is_part_of_none = is_no_part(scene, quantity, last, before)
    is_another = is_part_of_none or counts_another(scene, quantity, first, last)
    return is_another or is_fraction(quantity) or is_setting(scene, quantity, first)


def counts_another(scene: Scene, quantity: Quantity, first: int, last: int) -> bool:
    """Whether a bare number has a noun or verb of its own that no table knows: "a blackout of 900", "900 marched"."""
    tokens = scene.sentence.tokens
    if quantity.noun is not None or quantity.unit is not None:
        return False
    if last + 1 < len(tokens) and tokens[last].lower == "in" and tokens[last + 1].start in scene.numbers:
        return True  # "8 in 10 wells"
    if [t.lower for t in tokens[last : last + 2]] in RATIOS or _is_predicate(scene, first):
        return True  # "12 for every 1,000 births", "the oldest was 101"
    if _predicate_is_another(scene, last) or [t.lower for t in tokens[last - 2 : last]] in FREEZING:
        return True
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in AGED:
        return True  # "a man of 24"
    since = max(0, first - NUMBERED)
    named = next(
        (at for at in range(first - 2, since, -1) if tokens[at].lower == "of" and tokens[at - 1].lower in COUNTS), None
    )
    if named is not None and not any(
        hit.last > named and hit.first < first and hit.kinds & SPOKEN for hit in scene.hits
    ):
        return True
    if first < 3 or tokens[first - 1].lower != "of":
        return False
    described = first > 3 and tokens[first - 3].lower.endswith(tuple(word_set("adjective ending")))  # "a temporary …"
    if tokens[first - 4 if described else first - 3].lower not in {"a", "an", "the"}:
        return False
    known = any(hit.first < first - 1 and hit.last >= first - 1 for hit in scene.hits)
    return not known and tokens[first - 2].lower not in NUMBER_WORDS | {"total", "average", "record", "loss", "some"}


def _predicate_is_another(scene: Scene, last: int) -> bool:
    """Whether a verb that no table knows follows: "900 marched", "900 were living on the hills"."""
    tokens, at = scene.sentence.tokens, last
    while at < len(tokens) and at not in scene.opening and tokens[at].lower in word_set("before a participle"):
        at += 1
    if at == len(tokens) or at in scene.opening:
        return False
    word = tokens[at].lower
    if at > last and word in WITHIN:
        return True  # "three are still under the mud"
    return word.endswith("ed") or (word.endswith("ing") and at > last)


def _is_predicate(scene: Scene, first: int) -> bool:
    """Whether a number is what something that no table knows is said to be: "the oldest was 101"."""
    tokens = scene.sentence.tokens
    if first < 2 or tokens[first - 1].lower not in {"is", "was", "are", "were"}:
        return False
    start = next((at + 1 for at in range(first - 2, -1, -1) if tokens[at].text in CLAUSE_ENDS), 0)
    words = {t.lower for t in tokens[start : first - 1]}
    is_known = any(hit.first < first and hit.last > start for hit in scene.hits)
    return not is_known and not words & (NUMBER_WORDS | SUMS | REFERS)


def is_setting(scene: Scene, quantity: Quantity, first: int) -> bool:
    """Whether a number in words only refers to things known: "the farmland in the two counties"."""
    before = [t.lower for t in scene.sentence.tokens[max(0, first - 2) : first]]
    in_words = scene.words(quantity.number.start, quantity.number.end).isalpha()
    words = [t.lower for t in scene.sentence.tokens[max(0, first - EXCEPT) : first]]
    if ("all", "but") in pairwise(words):
        return True  # "all but 20 of the 500 soldiers died"
    is_known = in_words and len(before) == 2 and before[1] in {"the", "these", "those", "both"}
    return is_known and (before[0] in WHERE or (quantity.noun or "").lower() in {"countries", "nations", "states"})


def is_whole(scene: Scene, first: int) -> bool:
    """Whether a number is that of which a part is told: "Of the 900 homes, 280 fell", "half the town's 900"."""
    before = [t.lower for t in scene.sentence.tokens[max(0, first - OWNED) : first]]
    if before[-2:] == ["out", "of"]:
        return True
    if before and before[-1].endswith(("'s", "’s")):  # whose they are: up to what begins the owner's name
        owner = max((number for number, word in enumerate(before) if word in BEGINS_OWNER), default=None)
        if owner is None:
            return False
        before = before[: owner + (before[owner] not in DETERMINERS)]
    elif before and before[-1] in DETERMINERS:
        before.pop()
    else:
        return False
    if before[-1:] == ["of"]:
        opens = len(before) == 1 and first <= OWNED
        return opens or (len(before) > 1 and before[-2] in {*PARTITIVES, ",", ";", "that", "“", '"'})
    return before[-1:] == ["half"]  # "half the 900 homes"


def is_fraction(quantity: Quantity) -> bool:
    """Whether a number is a share of things, not so many of them: "a third of the homes"."""
    entry = unit_entries().get((quantity.unit or "").partition(" per ")[0])
    counts = entry is None or entry.kind in COUNTED_KINDS
    return quantity.value is not None and 0 < quantity.value < 1 and counts


def is_next_in_a_list(scene: Scene, first: int, last: int) -> bool:
    """Whether a bare number goes on with a list of places: "28.2 degrees in Pyongyang, 28.9 in Haeju"."""
    tokens = scene.sentence.tokens
    behind = tokens[last].lower if last < len(tokens) else ""
    return first > 0 and tokens[first - 1].lower in {",", "and"} and behind in {"in", "at"}


def stands_alone(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number that no rule knows is worth telling: digits with a thing or unit, no length of time."""
    number = scene.words(quantity.number.start, quantity.number.end)
    least = quantity.low if quantity.value is None else quantity.value
    if quantity.noun is None or quantity.unit is None or not number[:1].isdigit() or least is None:
        return False
    entry = unit_entries().get(quantity.unit.partition(" per ")[0])
    return least >= 2 and (entry is None or entry.kind not in {"time", "age"})


def is_of_each(scene: Scene, first: int, last: int) -> bool:
    """Whether "each" tells that a number is that of one: "two units of 6,000 men each", "gave each family 50 kg"."""
    before = [t.lower for t in scene.sentence.tokens[max(0, first - EACH_REACH) : first]]
    each = next((at for at in range(len(before) - 1, -1, -1) if before[at] in {"each", "every"}), None)
    if each is not None and not CLAUSE_ENDS.intersection(before[each:]) and NOT_EACH.isdisjoint(before[each + 1 :][:1]):
        return True
    return last < len(scene.sentence.tokens) and scene.sentence.tokens[last].lower in EACH


def is_rest(scene: Scene, first: int) -> bool:
    """Whether a number counts those to whom what was told before did not happen: "eleven were found, the other six"."""
    before = [t.lower for t in scene.sentence.tokens[max(0, first - 2) : first]]
    return before in (["the", "other"], ["the", "remaining"])
