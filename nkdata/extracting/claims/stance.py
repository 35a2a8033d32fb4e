"""What is denied, doubted, withdrawn, pointedly not said, or said to be none: cues and what they speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nkdata.extracting.scenes import Hit, Scene
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import PhraseMatch, Phrases
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

SILENT = frozenset({"not_reported", "withheld"})
FAR_NEGATIONS = frozenset({"nothing", "neither", "nobody has", "neither has"})
IF_REACH, NEAR, FAR = (
    6,
    2,
    10,
)  # tokens between "if" and its "not", between a negation and its verb, between "rejected" and "reports"
BREAKS = frozenset({",", "–", "—"})
ENDS = frozenset({";", ".", "but", "though", "although", "while", "saying", "adding"})
MAY = frozenset("able yet ready willing prepared going".split())
REASONS = frozenset({"as", "because", "since", "when", "so"})
ANEW = frozenset("said says put puts gave gives told tells reported reports counted counts announced announces".split())
NOW = frozenset({"now", "later", "instead", "then", "also"})  # "and now reports"
CLOSING = frozenset({"”", '"'})
NOUN_FOLLOWS = frozenset("the a an its his their this that s 's ’s".split())
SAID = frozenset("that any having it them whether being all about over if this".split())
OF_WHAT = frozenset({"on", "of", "for", "about", "how"})
REFERS = frozenset("that this either these those them it the both any".split())
SPECIFIC = frozenset("a an any the its specific exact precise further".split())
OTHERWISE = frozenset("when where why who whom".split())
AMOUNTS = frozenset("many much large big high great often far widespread badly severe serious".split())
NUMBER_WORDS = frozenset("number numbers figure figures toll count tally estimate estimates report claim".split())
MORE = frozenset({"further", "other", "more", "additional"})  # "gave no further figure" hides none of those told
BARE = 3  # words of "a precise figure"
ASKING = frozenset("what whether how who where when why".split())
SAYINGS = frozenset("report reports rumour rumours rumor rumors allegation allegations accusation accusations".split())
ASKED = frozenset({"about", "on", "over", "regarding", "concerning"})  # before a silence: what it is about stands there
GIVEN_UP = (["up"], ["in"], ["way"])  # "would never give up its weapons" is no silence


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that set a stance, at tokens `first` to `last`.

    `judges` where they speak of no words of anybody ("slander", "denied visas"): a stance only on a figure or metric.
    """

    stance: str
    first: int
    last: int
    judges: bool = False


@cache
def cue_tables() -> tuple[Phrases[tuple[str, str]], Phrases[str]]:
    """Cue phrases with (stance, kind); and the words of stance_words.csv with their class."""
    cues = Phrases(
        (words, (row["stance"], row["kind"]))
        for row in ruletables.rows("stance_cues")
        for words in row["words"].split("|")
    )
    words = Phrases((w, row["class"]) for row in ruletables.rows("stance_words") for w in row["words"].split("|"))
    return cues, words


def find_cues(scene: Scene) -> list[Cue]:
    """The stance cues of a sentence in order."""
    phrases, words = cue_tables()
    tokens = scene.sentence.tokens
    found: list[Cue] = []
    marks = {m.first: m for m in words.find(tokens)}
    negations = [m for m in marks.values() if "negation" in m.values]
    matches = tuple(phrases.find(tokens))
    own = {at for m in matches if any(kind == "phrase" for _, kind in m.values) for at in range(m.first, m.last)}
    negations = [m for m in negations if m.first not in own]  # "neither confirmed nor denied the report"
    for match in matches:
        if _is_attribute(tokens, match):
            continue
        for stance, kind in match.values:
            if kind in {"judgement", "verb"}:
                judges = kind == "judgement" or not _is_of_words(tokens, match.last, marks)
                found.append(Cue(stance, match.first, match.last, judges))
            elif kind == "phrase" or (
                kind == "pair"
                and any(
                    "disputed" in m.values for at in range(match.last, match.last + NEAR + 5) if (m := marks.get(at))
                )
            ):
                found.append(Cue(stance, match.first, match.last))
            elif kind == "negated" and [t.lower for t in tokens[match.last : match.last + 1]] not in GIVEN_UP:
                mark = next((m for m in negations if _negates(tokens, m, match)), None)
                if mark is not None:
                    found.append(Cue(stance, mark.first, match.last))
    return sorted(found, key=lambda cue: cue.first)


def _negates(tokens: tuple[Token, ...], mark: PhraseMatch[str], match: PhraseMatch[tuple[str, str]]) -> bool:
    """Whether a negation belongs to a verb of telling behind it: "did not say", "nothing in its press mentioned"."""
    is_far = tokens[mark.first].lower in FAR_NEGATIONS
    if not 0 <= match.first - mark.last <= (FAR if is_far else NEAR):
        return False
    between = [t.lower for t in tokens[mark.first : match.first]]
    if between[-1] in NOUN_FOLLOWS:
        return False  # "has not rejected the offer"
    if set(between) & REASONS or ("been" in between and {"never", "widely", "publicly"}.intersection(between)):
        return False  # "nothing is amiss, as all has been given", "had never been reported before"
    if is_far:
        behind = tokens[match.first].lower in {"said", "says", "told"} and not {",", '"', "”"}.isdisjoint(between)
        ended = behind or between[-1] in {'"', "”", "’"}  # "“We have nothing left,” said a woman"
        return tokens[mark.last].lower != "to" and not ended  # "had nothing to eat, a source said"
    near = [
        t.lower for t in (*tokens[max(0, mark.first - IF_REACH) : mark.first], *tokens[match.last : match.last + 2])
    ]
    if "if" in near or ("as" in near[-2:] and near[-2:] != ["as", "of"]):
        return False  # "if vaccines are not provided", "was not given as a certain date"
    if between[-1] == "to" and not MAY.intersection(between):
        return False  # "is not qualified to say anything"
    return "," not in between  # "the stage did not ignite, state media said"


def _is_attribute(tokens: tuple[Token, ...], match: PhraseMatch[tuple[str, str]]) -> bool:
    """Whether a cue belongs to a noun and nobody does it: "its disputed claim", "adds to doubts that …"."""
    word, before = tokens[match.first].lower, tokens[match.first - 1].lower if match.first else ""
    if word == "doubts":
        return before in {"to", "of", "about", "the", "any", "some", "serious", "growing", "new"}
    owned = before in {"the", "a", "its", "his", "their", "s", "'s"} or before.endswith("'s")
    return owned and word in {"disputed", "rejected", "dismissed", "denied", "contradicted"}


def _is_of_words(tokens: tuple[Token, ...], at: int, marks: Mapping[int, PhraseMatch[str]]) -> bool:
    """Whether what is denied or doubted is something said: "denied that", "denied having", "doubted the report"."""
    word = tokens[at].lower if at < len(tokens) else "."
    if word in SAID or word.endswith("ing") or not word[0].isalnum():
        return True
    return any("disputed" in m.values for n in range(at, at + NEAR + 2) if (m := marks.get(n)))


def find_replaced(scene: Scene) -> tuple[Cue | None, frozenset[int]]:
    """The correction that a sentence tells of, and the tokens behind words that name what it replaces.

    "Corrected the number from 22 to 24": the figure that begins behind "from" is withdrawn, the other one stands.
    """
    marks = tuple(cue_tables()[1].find(scene.sentence.tokens))
    revision = next((m for m in marks if "revision" in m.values), None)
    if revision is None:
        return None, frozenset()
    replaced = frozenset(m.last for m in marks if "replaced" in m.values)
    return Cue("withdrawn", revision.first, revision.last), replaced


def speaks_of(scene: Scene, cue: Cue) -> list[Hit]:
    """The things and deeds that a cue speaks of: those behind it in its part of the sentence, else those before."""
    tokens = scene.sentence.tokens
    stop = next(
        (at for at in range(cue.last, len(tokens)) if _ends(tokens, at) or tokens[at].lower in CLOSING), len(tokens)
    )
    behind = [hit for hit in scene.hits if cue.last <= hit.first < stop and hit.kinds & {"thing", "after", "verb"}]
    if tokens[cue.first].lower == "without":  # "Without telling of any dead, KCNA said three dykes had burst"
        pause = next((t.start for t in tokens[cue.last :] if t.text == ","), tokens[-1].end)
        behind = [hit for hit in behind if hit.start < pause]
    behind = [hit for hit in behind if "assisted" not in hit.classes or tokens[hit.first - 1].lower != "been"]
    if cue.last < len(tokens) and tokens[cue.last].text in BREAKS:
        behind = []  # "which it did not name, had been a target"
    if behind or asks_itself(tokens, cue) or (cue.last < len(tokens) and tokens[cue.last].lower in MORE):
        return behind
    start = next((at + 1 for at in range(cue.first - 1, -1, -1) if _begins_clause(tokens, at)), 0)
    return [hit for hit in scene.hits if start <= hit.first < cue.first and hit.kinds & {"thing", "after", "verb"}]


def _ends(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what a cue speaks of ends at a token: "but", or "and said": what one says next stands by itself."""
    word, *then = (t.lower for t in tokens[at : at + 3])
    return word in ENDS or (word == "and" and then != [] and (then[0] if then[0] not in NOW else then[-1]) in ANEW)


def _begins_clause(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a clause of its own begins behind a token: "but", ", and"."""
    if tokens[at].text in BREAKS:
        return at + 1 < len(tokens) and tokens[at + 1].lower in {"and", "but"}
    return tokens[at].lower in ENDS


def object_of(scene: Scene, cue: Cue) -> tuple[int, int]:
    """The tokens behind a silence up to the end of its clause ("further details"); the cue itself where none follow."""
    tokens = scene.sentence.tokens
    last = cue.last
    if tokens[last - 1].lower == "comment" and last < len(tokens) and tokens[last].lower == "from":
        return cue.first, cue.last
    while last < len(tokens) and tokens[last].lower not in ENDS and tokens[last].text not in ',–—”"':
        last += 1
    return (cue.last, last) if last > cue.last else (cue.first, cue.last)


def refers_back(tokens: tuple[Token, ...], cue: Cue) -> bool:
    """Whether a cue speaks of a number told before: "that number", "the figures"."""
    near = tokens[max(0, cue.first - 3) : cue.last + 5]
    if any(a.lower in NUMBER_WORDS and b.lower in OF_WHAT for a, b in pairwise(near)):
        return False  # "any numbers on how many were sold"
    near = near[:-1]
    return any(a.lower in REFERS and b.lower in NUMBER_WORDS for a, b in pairwise(near)) or any(
        a.lower in {"that", "this", "them", "it"} and b.lower in {"as", ".", "”", '"'} for a, b in pairwise(near)
    )


def asks_number(scene: Scene, cue: Cue) -> bool:
    """Whether a silence is about "a figure" and names nothing else: it means what was told of just before."""
    first, last = object_of(scene, cue)
    tokens = scene.sentence.tokens
    if any(t.lower in ASKED for t in tokens[: cue.first]):
        return False
    words = [t.lower for t in tokens[first:last]]
    if any(a in NUMBER_WORDS and b in OF_WHAT for a, b in pairwise(words)) and not REFERS.intersection(words[-1:]):
        return False  # "gave no number of visitors"
    return len(words) <= BARE and bool(NUMBER_WORDS.intersection(words)) and not MORE.intersection(words)


def asks_otherwise(scene: Scene, cue: Cue) -> bool:
    """Whether a silence is about when, where, why or how long, not how many: no figure is kept back."""
    tokens = scene.sentence.tokens
    word, following = (tokens[at].lower if at < len(tokens) else "" for at in (cue.last, cue.last + 1))
    if NUMBER_WORDS.intersection(t.lower for t in tokens[slice(*object_of(scene, cue))]):
        return False  # "where the number came from"
    asked = next((t.lower for t in tokens[cue.last : cue.last + 4] if t.lower not in SPECIFIC), "")
    return word in OTHERWISE or asked in word_set("asked for") or (word == "how" and following not in AMOUNTS)


def denies_deed(scene: Scene, cue: Cue) -> bool:
    """Whether what is denied is to have done it, not a figure: "denied any role"; or a question of its own is open."""
    if asks_itself(scene.sentence.tokens, cue):
        return True
    behind = scene.sentence.tokens[cue.last : cue.last + NEAR + 2]
    if behind and (
        behind[0].lower == "having" or behind[0].lower.endswith("ing") or "that" in (t.lower for t in behind)
    ):
        return True  # "denied that it had sold a single shell", "denied in May that it had"
    return not word_set("of a deed denied").isdisjoint(t.lower for t in behind)


def asks_itself(tokens: tuple[Token, ...], cue: Cue) -> bool:
    """Whether a doubt or denial has an object of its own: "what became of the rest", "a report that it sold shells"."""
    words = [t.lower for t in tokens[cue.last : cue.last + 4]]
    told = any(a in SAYINGS and b in {"that", "of", "about"} for a, b in pairwise(words))
    return told or not ASKING.isdisjoint(words[:1])


def is_aside(tokens: tuple[Token, ...], first: int, cue: Cue) -> bool:
    """Whether a cue stands in a remark on what was said before: ", a figure widely doubted", ", which he denied"."""
    if asks_itself(tokens, cue):
        return False
    between = [t.lower for t in tokens[first : cue.first]]
    return is_apart(tokens, first, cue) and not any(a in BREAKS and b in {"and", "but"} for a, b in pairwise(between))


def is_apart(tokens: tuple[Token, ...], first: int, cue: Cue) -> bool:
    """Whether a comma or dash stands between what was said before and a cue that does not speak of it by name."""
    return any(t.text in BREAKS for t in tokens[first : cue.first]) and not refers_back(tokens, cue)


def against(scene: Scene, first: int) -> Cue | None:
    """The "not" by which a figure is set against the one before: "7.5 tons, not the 15 that Seoul claims"."""
    tokens = scene.sentence.tokens
    at = first - 1 - (first > 0 and tokens[first - 1].lower == "the")
    return (
        Cue("denied", at, at + 1, judges=True)
        if at > 0 and [t.lower for t in tokens[at - 1 : at + 1]] == [",", "not"]
        else None
    )


def hits_number(scene: Scene, cue: Cue, first: int, last: int) -> bool:
    """Whether a cue means the number at tokens `first` to `last`."""
    tokens = scene.sentence.tokens
    if cue.last <= first:
        return not any(_ends(tokens, at) for at in range(cue.last, first))
    if is_apart(tokens, last, cue):
        return False
    if ("and", "that") in pairwise(t.lower for t in tokens[last : cue.first]):
        return False  # "nobody had died and that the rumour of 1,000 dead was a fabrication"
    if cue.judges and "and" in {t.lower for t in tokens[max(last, cue.first - 2) : cue.first]}:
        return False  # "put up a policy of 3 000 dollars and totally denied the declarations"
    return not any(t.lower in ENDS - {"."} for t in tokens[last : cue.first]) or refers_back(tokens, cue)
