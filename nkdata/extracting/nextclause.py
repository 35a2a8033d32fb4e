"""Whether a clause with a subject and verb of its own begins between a figure and what stands behind it."""

from __future__ import annotations

from nkdata.extracting.dates.tense import tells_a_deed
from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording.wordsets import word_set

JOINS = frozenset({"and", "but"})
ENDS = frozenset({";", ":", ",", "and", "but"})
NO_SUBJECTS = frozenset("which who that whose many some several others more dozens hundreds thousands".split())
NO_VERBS = frozenset({"since", "ago"})
SUBJECTS = frozenset({"it", "he", "she", "they"})


def begins_clause(scene: Scene, first: int, last: int) -> bool:
    """Whether "and rail traffic … resumed", "and Kim told" stand among the tokens `first` to `last`.

    Only where what stands before has a verb already: not in "40 parties and groups met".  Not "and destroyed 40 homes",
    of the same doer, nor "and 40 homes fell", which goes on with a list.
    """
    tokens = scene.sentence.tokens
    for at in range(first, last - 2):
        if tokens[at].lower == "and" and tokens[at + 1].lower in word_set("says next"):
            return True  # "puts it at 860,000 tons, and says the lean season could last until May"
        words = [t.lower for t in tokens[at : at + 3]]
        if words[0] == "," and words[1] in SUBJECTS and words[2] in word_set("finite"):
            return True  # "rice is now 7,000 won, it was 4,000 won in June"
        if tokens[at].lower not in JOINS or tokens[at + 1].lower in NO_SUBJECTS:
            continue
        verb = next((n for n in range(at + 1, last) if _is_finite(scene, n)), None)
        if verb is None or verb == at + 1 or tokens[verb - 1].lower in JOINS:
            continue
        if not any(tokens[n].start in scene.numbers for n in range(at + 1, verb)):
            return _has_a_verb(scene, at)
    return False


def _has_a_verb(scene: Scene, end: int) -> bool:
    """Whether the clause of the last figure before token `end` has a verb before it.

    Else what is joined is only its noun: "40 hectares of paddy and dry fields were inundated".
    """
    tokens = scene.sentence.tokens
    number = max((scene.token_at(q.start) for q in scene.quantities if scene.token_at(q.start) < end), default=0)
    start = next((at + 1 for at in range(number - 1, -1, -1) if tokens[at].lower in ENDS), 0)
    deeds = {at for h in scene.hits if "verb" in h.kinds for at in range(h.first, h.last)}
    return any(at in deeds or (at > 0 and _is_finite(scene, at)) for at in range(start, end))


def _is_finite(scene: Scene, at: int) -> bool:
    """Whether a verb with a subject stands there: an auxiliary, or a past form behind a name, plural or pronoun."""
    tokens = scene.sentence.tokens
    if tokens[at].lower in word_set("finite"):
        return True
    if tokens[at].lower in NO_VERBS or [t.lower for t in tokens[at + 1 : at + 2]] == ["by"]:
        return False
    if any(h.first <= at < h.last and h.kinds & {"verb", "after"} for h in scene.hits):
        return False  # "left 40 hectares of paddy and dry fields inundated in Anju"
    before = tokens[at - 1]
    is_subject = before.text[:1].isupper() or before.lower.endswith("s") or before.lower in SUBJECTS
    return is_subject and tells_a_deed(tokens, at, at + 1)
