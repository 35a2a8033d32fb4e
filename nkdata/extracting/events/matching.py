"""Which rows of event_rules.csv fit a sentence, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nkdata.extracting.days import TURNS
from nkdata.extracting.scenes import Scene, is_in_clock
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import PhraseMatch, Phrases
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

REACH = 12  # tokens between the two parts of an event
LONG_NAME = 24
ASIDE = frozenset("which originally initially once previously".split())
AHEAD = frozenset("will would could may might".split())
LEADS_IN = frozenset("following after since despite amid before over with".split())
HELD = frozenset({"hold", "due", "cancel"})  # what is told of a meeting
CELEBRATED = 5  # tokens of "celebration of the Eighth" before "Congress"
CLOSING = 3  # tokens of ", was" between an aside and the verb
IN_NAMES = frozenset("of the and ' ’ 's was were is will be th st nd rd".split())
STOPS = TURNS | {".", "said", "says", "saying", "adding"}


@dataclass(frozen=True, slots=True)
class EventRule:
    """A row of event_rules.csv: `first` and `second` near each other, `third` in this sentence or just before."""

    name: str
    kind: str
    first: str
    second: str
    third: str
    either: bool
    status: str
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that fits at tokens `first` to `last`; `verb` is the token from which the status is read."""

    rule: EventRule
    first: int
    last: int
    verb: int


@cache
def _rules() -> tuple[EventRule, ...]:
    return tuple(_rule(number, row) for number, row in enumerate(ruletables.rows("event_rules"), start=2))


def _rule(number: int, row: Mapping[str, str]) -> EventRule:
    return EventRule(
        f"event_rules.csv:{number}", row["kind"], row["first"], row["second"], row["third"], row["order"] == "either",
        row["status"], row["place"],
    )  # fmt: skip


@cache
def event_words() -> Phrases[str]:
    """The phrases of event_words.csv with their classes."""
    return Phrases((words, row["class"]) for row in ruletables.rows("event_words") for words in row["words"].split("|"))


def fitting(
    scene: Scene, matches: tuple[PhraseMatch[str], ...], classes: frozenset[str], topic: frozenset[str]
) -> Iterator[Found]:
    """The rules that fit a sentence, the first in the table where two use the same words for the same kind."""
    tokens = scene.sentence.tokens
    taken: list[tuple[int, int, str]] = []
    for rule in _rules():
        if rule.first not in classes or (rule.second and rule.second not in classes):
            continue
        if rule.third and rule.third not in topic:
            continue
        for found in _pairs(tokens, rule, matches):
            overlap = [t for t in taken if t[0] < found.last and found.first < t[1]]
            if any(kind == rule.kind or _same_words(found, (a, b)) for a, b, kind in overlap):
                continue
            taken.append((found.first, found.last, rule.kind))
            yield found


def _same_words(found: Found, other: tuple[int, int]) -> bool:
    """Whether two findings lie within each other."""
    return (found.first <= other[0] and other[1] <= found.last) or (other[0] <= found.first and found.last <= other[1])


def _pairs(tokens: tuple[Token, ...], rule: EventRule, matches: tuple[PhraseMatch[str], ...]) -> Iterator[Found]:
    """Where both parts of a rule stand close, nothing that turns the sentence between."""
    seconds = [m for m in matches if rule.second in m.values]
    for one in (m for m in matches if rule.first in m.values):
        if not rule.second:
            yield Found(rule, one.first, one.last, one.first)
            continue
        if rule.second in HELD and _is_celebrated(tokens, one.first):
            continue  # "a parade in celebration of the Eighth Congress of the party took place"
        best: Found | None = None
        for two in seconds:
            if two is one:
                if rule.first != rule.second and two.last - two.first > 1:
                    best = Found(rule, one.first, one.last, one.first)
                continue
            low, high = (one.last, two.first) if two.first >= one.last else (two.last, one.first)
            low = _past_aside(tokens, low, high)
            if (two.first < one.first and not rule.either) or not 0 <= high - low <= _reach(tokens, low, high):
                continue
            if _are_apart(tokens, low, high, led=one.first < two.first):
                continue
            if any(tokens[at].lower in STOPS and not is_in_clock(tokens, at) for at in range(low, high)):
                continue
            found = Found(rule, min(one.first, two.first), max(one.last, two.last), _verb(rule, one, two).first)
            if best is None or found.last - found.first < best.last - best.first:
                best = found
        if best is not None:
            yield best


def _are_apart(tokens: tuple[Token, ...], low: int, high: int, *, led: bool) -> bool:
    """Whether two parts stand in clauses of their own, of one sentence or of one doer."""
    if led and tokens[0].lower in LEADS_IN and any(t.text == "," for t in tokens[low:high]):
        return True  # "Following the missile launch, the council will meet"
    ahead = [t.lower for t in tokens[max(low, high - CLOSING) : high]]
    return "and" in ahead and not AHEAD.isdisjoint(ahead)  # "shipped soldiers in October and would soon send more"


def _is_celebrated(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether a noun tells only what something else is held for: "in celebration of the Eighth Congress"."""
    before = [t.lower for t in tokens[max(0, first - CELEBRATED) : first]]
    return any(one in word_set("held for it") and two in {"of", "the"} for one, two in pairwise(before))


def _past_aside(tokens: tuple[Token, ...], low: int, high: int) -> int:
    """Where words begin that part the two, an aside passed over: "the summit, which had been due, was put off"."""
    opens = next((at for at in range(low, high) if not _is_in_a_name(tokens[at])), high)  # "of the Workers' Party,"
    if not (high - opens > 1 and tokens[opens].text == "," and tokens[opens + 1].lower in ASIDE):
        return low
    commas = [at for at in range(opens + 1, min(high, opens + LONG_NAME)) if tokens[at].text == ","]
    return commas[-1] + 1 if commas and high - commas[-1] <= CLOSING else low


def _reach(tokens: tuple[Token, ...], low: int, high: int) -> int:
    """How many tokens may stand between the parts: more where all are a long name, "of the Workers' Party of Korea"."""
    return LONG_NAME if high - low > REACH and all(map(_is_in_a_name, tokens[low:high])) else REACH


def _is_in_a_name(token: Token) -> bool:
    """Whether a word may stand in a long name: "of the 8th Central Committee of the Workers' Party"."""
    return token.text[0].isupper() or token.text.isdigit() or token.lower in IN_NAMES


NOUN_FIRST = frozenset(
    "plenary politburo cmc policy_council cabinet_meeting congress assembly parade meeting summit talks leader"
    " resolution council relief missile_launch satellite rocket northern_leader other_leader".split()
)


def _verb(rule: EventRule, one: PhraseMatch[str], two: PhraseMatch[str]) -> PhraseMatch[str]:
    return two if rule.first in NOUN_FIRST else one
