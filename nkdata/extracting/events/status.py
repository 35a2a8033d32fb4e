"""Whether an event happened, is planned, possible, denied, called off, or was not so."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from nkdata.extracting.events.matching import STOPS, Found
from nkdata.extracting.ground import tells_of_trade
from nkdata.extracting.scenes import is_in_clock
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

NEAR = frozenset(
    "to not no never ever remain remains remained stays stayed".split()
)  # alone they stand right before the verb
MADE_REACH = 9  # tokens between "prompted" and "to"
MODAL_REACH = 5  # tokens between a modal and its verb
DEMAND_REACH = 18  # tokens from the second verb that is asked for back to the "to" of the first
DEMANDS = frozenset(
    "requires require required demands demanded urges urged ordered orders told asked calls called".split()
)
ATTEMPTS = frozenset("attempt attempts attempted tried".split())
LAUNCHES = frozenset({"missile_test", "satellite_launch", "nuclear_test"})  # tried is done, whether it worked or not
CARRIERS = frozenset({"air", "sea", "submarine", "ground", "ship"})  # whose "launched" describes a missile
THOUGHT = frozenset({"would", "could"})
ACCUSED_REACH = 9  # tokens between "accused" and "of sending"
RETURNED = frozenset({"home", "back"})
UNDER = frozenset({"under", "violating", "violates", "violated", "breaching"})  # before a resolution long in force
THREAT_REACH = 30  # tokens of a list of threats before its last
LIST_ENDS = frozenset("; . but that which who said after when while".split())
OF_OR_FOR = frozenset({"of", "for", "with"})
STOPPED_REACH = 7  # tokens between "discontinue" and "test-firing"
WISHES = frozenset({"wants", "wanted"})


@cache
def _status_words(place: str) -> Phrases[str]:
    return Phrases(
        (words, row["status"])
        for row in ruletables.rows("event_status")
        if row["place"] == place
        for words in row["words"].split("|")
    )


def status(tokens: tuple[Token, ...], found: Found) -> str:
    """Planned, conditional, denied, called off, not so, or done, by the words before and behind the verb."""
    first = found.verb
    low = max(0, first - 9)
    for at in range(first - 1, low - 1, -1):
        if tokens[at].lower in STOPS and not is_in_clock(tokens, at):
            low = at + 1
            break
    if (
        _is_none(tokens, found)
        or _is_another_matter(tokens, found)
        or _is_only_named(tokens, low, found)
        or _is_carried_out(tokens, found)
    ):
        return "not"
    is_led = tokens[0].lower in {"should", "were", "had"} and "," in {t.text for t in tokens[:first]}
    if is_led or _is_in_an_if(tokens, first) or _is_threatened(tokens, first):
        return "conditional"  # "Should they fail, we will scrap the agreement"
    if any(t.lower == "whether" for t in tokens[low:first]):
        return "not"  # "unclear whether it would hold a parade": asked, not told
    if _is_demanded(tokens, first):
        return "announced"
    if found.rule.kind in LAUNCHES and (told := _of_a_launch(tokens, found)) is not None:
        return told
    if first and tokens[first - 1].lower == "from" and tokens[first].lower.endswith("ing"):
        return "not"  # "banned from launching"
    told = _before(tokens, low, found) or ("not" if _is_accused(tokens, first) else None)
    if found.rule.status == "cancelled":  # when it was due is no plan
        return "conditional" if told == "conditional" else "not" if told in {"not", "denied"} else "cancelled"
    behind = list(_status_words("after").find(tokens[found.verb : found.last + 6]))
    if behind and (behind[-1].first or found.rule.kind != "sanctions_action"):  # not "the ceiling set for that month"
        return behind[-1].values[0]
    if told is None and tokens[first - 1].lower == "be" and first:
        return "not"  # "demanded that sanctions be lifted"
    return told or found.rule.status or "happened"


def _is_none(tokens: tuple[Token, ...], found: Found) -> bool:
    """Whether it is told as none: "fired no missile", "no plenary will be held", "not a treaty, signed in 1953"."""
    first = found.verb
    inside = (*tokens[max(0, found.first - 1) : found.first], *tokens[first + 1 : found.last])
    named = [t.lower for t in tokens[max(0, found.first - 3) : found.first]]
    if ("not", "a") in pairwise(named) and found.first != first:
        return True
    no = any(t.lower == "no" and (t.text == "no" or t is tokens[0]) for t in inside)
    return no and found.rule.kind != "aid_refusal"


def _of_a_launch(tokens: tuple[Token, ...], found: Found) -> str | None:
    """What the words around a launch leave of it: it may only describe another thing, or be thought of."""
    before = tokens[found.verb - 1].lower if found.verb else ""
    behind = [t.lower for t in tokens[found.last : found.last + 2]]
    if before in CARRIERS or (before == "-" and tokens[found.verb].lower in {"launched", "fired"}):
        return "not"  # "the new air launched cruise missile"
    if not {"as", "nor"}.isdisjoint(t.lower for t in tokens[found.first : found.last]):
        return "not"  # "the launch is seen as cover for a missile test", "neither the missile nor the number fired"
    is_kind = behind[:1] != [] and behind[0] in word_set("named by a weapon")
    if not THOUGHT.isdisjoint(behind[is_kind : is_kind + 1]):
        return "conditional"  # "a launch that uses missile technology would be another violation"
    return "not" if is_kind else None


def _before(tokens: tuple[Token, ...], low: int, found: Found) -> str | None:
    """The status by the words between token `low` and the verb; None where they tell none."""
    first = found.verb
    before = [
        m
        for m in _status_words("before").find(tokens[low:first])
        if first - low - m.last <= MODAL_REACH and tokens[low + m.first].text != "May"
    ]
    for match in reversed(before):
        value, gap = match.values[0], first - low - match.last
        at = low + match.first
        text = tokens[at].lower
        between = [t.lower for t in tokens[low + match.last : first]]
        if text == "to" and any(not word.endswith("ly") and word != "be" for word in between):
            continue  # "devoted to agriculture opened" plans nothing; "to fully reopen" does
        if text == "to" and (_is_asked(tokens, low, at) or _is_wished_of_others(tokens, low, at)):
            return "not"
        if text == "to" and _is_made_to(tokens, at):
            continue  # "prompted the council to impose sanctions"
        if text == "to" and at and tokens[at - 1].lower in ATTEMPTS and found.rule.kind in LAUNCHES:
            continue
        if text in WISHES and (between[:1] or [""])[0] != "to":
            return "not"  # "wanted the sanctions lifted"
        if value in {"denied", "cancelled"} or gap <= (
            1 if text in NEAR and match.last - match.first == 1 else MODAL_REACH
        ):
            if found.rule.status == "offered" and value == "announced":
                return "offered"
            if found.rule.kind == "aid_refusal" and value == "announced":
                return "happened"
            return value
    return None


def _is_asked(tokens: tuple[Token, ...], low: int, at: int) -> bool:
    """Whether the "to" at a token is what others are asked for: "urged the council to lift sanctions"."""
    return any(
        tokens[n].lower in word_set("asking of others")
        and (tokens[n].lower[:4] != "call" or tokens[n + 1].lower in ("on", "for"))
        for n in range(low, at)
    )


def _is_made_to(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the "to" at a token is what others were moved to do, and did: "prompted the U.N. Council to impose"."""
    before = [t.lower for t in tokens[max(0, at - MADE_REACH) : at]]
    since = max((n + 1 for n, word in enumerate(before) if word in {",", ";"}), default=0)
    return not word_set("made others do").isdisjoint(before[since:])


def _is_wished_of_others(tokens: tuple[Token, ...], low: int, at: int) -> bool:
    """Whether the "to" at a token is what somebody wants others to do: "wants the South to sign a treaty"."""
    return any(tokens[n].lower in WISHES | {"want"} and at - n > 1 for n in range(low, at))


def _is_only_named(tokens: tuple[Token, ...], low: int, found: Found) -> bool:
    """Whether a deed is only named as what is stopped or played: "discontinued test-firing", "simulated the firing"."""
    first = found.verb
    inside = {t.lower for t in tokens[first + 1 : found.last]}
    if found.rule.kind in LAUNCHES and not inside.isdisjoint(word_set("stops or plays a deed")):
        return True  # "the meeting held on Friday decided to discontinue nuclear tests"
    if tokens[first].lower not in word_set("names a deed") and not tokens[first].lower.endswith("ing"):
        return False
    words = [t.lower for t in tokens[max(low, first - STOPPED_REACH) : first]]
    since = max((at + 1 for at, word in enumerate(words) if word == ","), default=0)
    return not word_set("stops or plays a deed").isdisjoint(words[since:])


def _is_bound(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether somebody has bound himself to a deed: "will send", "has decided to send"."""
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    return before[-1:] == ["will"] or (before[1:] == ["to"] and before[0] in word_set("binds to a deed"))


def _is_another_matter(tokens: tuple[Token, ...], found: Found) -> bool:
    """Whether the words tell of trade, a flood or a verb: "rice worth $4 million", "floods cut roads", "to help"."""
    if found.rule.kind == "troop_deployment" and tokens[found.verb + 1].lower in RETURNED:
        return True  # "2,000 soldiers were sent home"
    if found.rule.first == "resolution" and found.first and tokens[found.first - 1].lower in UNDER:
        return True  # "under Resolution 2397, sales are capped": nothing is done anew
    if found.rule.kind == "inter_korean_rupture":
        return any(t.lower in word_set("breaks roads by itself") for t in tokens)
    if found.rule.first == "to_deliver" and not _is_bound(tokens, found.verb):
        return True  # "took measures to send relief"
    is_verb = tokens[found.last - 2].lower == "to"  # "will send aircraft to support the strikes"
    return found.rule.kind == "aid_delivery" and (is_verb or tells_of_trade(tokens))


def _is_carried_out(tokens: tuple[Token, ...], found: Found) -> bool:
    """Whether a meeting is only named by what it decided: "met on the decisions of the plenary meeting"."""
    words = [t.lower for t in tokens[found.first : found.last]]
    joined = [one for one, two in pairwise(words) if two in {"of", "at"}]
    return found.first == found.verb and not word_set("decided by a meeting").isdisjoint(joined)


def _is_threatened(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether a deed is the last of a list of threats: "ready for the closure of the office or the scrapping of"."""
    if not first or tokens[first - 1].lower != "the" or not tokens[first].lower.endswith("ing"):
        return False
    words = [t.lower for t in tokens[max(0, first - THREAT_REACH) : first]]
    since = max((at + 1 for at, word in enumerate(words) if word in LIST_ENDS), default=0)
    return any(one in word_set("threatens with") and two in OF_OR_FOR for one, two in pairwise(words[since:]))


def _is_accused(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether somebody is only accused of a deed: "has been accused of sending troops"."""
    if not first or tokens[first - 1].lower != "of" or not tokens[first].lower.endswith("ing"):
        return False
    return not word_set("accuses of a deed").isdisjoint(t.lower for t in tokens[max(0, first - ACCUSED_REACH) : first])


def _is_demanded(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the verb is the second of two that are asked for: "requires us not to allow … but shut the border"."""
    if not first or tokens[first - 1].lower not in {"and", "but", "or"}:
        return False
    for at in range(first - 2, max(0, first - DEMAND_REACH), -1):
        if tokens[at].lower in {".", ";", "that", "who", "which"}:
            return False
        if tokens[at].lower == "to" and any(t.lower in DEMANDS for t in tokens[max(0, at - 4) : at]):
            return True
    return False


def _is_in_an_if(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether the verb is the second of two in an if-clause: "if it conducts a nuclear test or launches a missile"."""
    if not first or tokens[first - 1].lower not in {"and", "or"}:
        return False
    before = [t.lower for t in tokens[max(0, first - DEMAND_REACH) : first]]
    since = max((n for n, word in enumerate(before) if word in {"if", "unless"}), default=None)
    return since is not None and "," not in before[since:]
