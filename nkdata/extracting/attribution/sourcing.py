"""Sources named otherwise than as the subject of a verb: according to, by its own count, a colon, citing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from nkdata.extracting.attribution.clauses import JOINS_NOUNS, Line, head_end, phrase_after, phrase_before, verb_group
from nkdata.extracting.attribution.contents import CITING
from nkdata.extracting.attribution.cues import Cue, nouns, word_classes
from nkdata.extracting.attribution.saying import MOST, NO_GROUP, Saying, spoken
from nkdata.extracting.attribution.speakers import unnamed
from nkdata.extracting.quantities.numerals import number_words

REACH = 40  # tokens within which a comma parts a source from what it says
CLOCK = 3  # tokens of "10:41"
HEAD = 6  # tokens of a name before or behind the colon of a headline
OWNER = 8  # tokens between "by" and "count"
NOUN = 5  # tokens between "lowered" and "estimate"
REVISING = frozenset("raised raises lowered lowers revised revises updated updates increased cut trimmed".split())
STUDIED = frozenset(
    "estimate estimates survey surveys tally count poll study analysis assessment assessments calculation calculations"
    " forecast analysed analyzed examined compiled published released issued collected provided supplied gathered"
    " submitted".split()
)
MARKS = frozenset({":", "-", "–", "—"})
SEEN = frozenset("seen reviewed obtained viewed cited quoted".split())  # by the outlet that passes it on
TOLLS = frozenset("toll estimate estimates figure figures number count tally forecast".split())
COLON = Cue(":", "said", "said", frozenset({"clause"}), "base")
COUNT = Cue("by count", "estimated", "doubted", frozenset({"clause"}), "base")
TO = Cue("according to", "said", "said", frozenset({"clause"}), "base")


def sayings(here: Line, acts: Callable[[int, int], bool]) -> list[Saying]:
    """All by which a sentence makes somebody responsible, outside quotation marks, in text order.

    `acts` tells of a range of tokens whether an actor is named there.
    """
    found = [_by_analyst(here, one) for one in spoken(here)]
    ways = (_according(here), _per(here, acts), _reckoned(here), _headed(here, acts), _held(here, acts), _revised(here))
    others = [one for way in ways for one in islice(way, MOST)]
    if others:
        found = sorted([*found, *others], key=lambda saying: saying.first)
    return _passed_on(here, _cited(here, found, acts)) if found else found


def _by_analyst(here: Line, one: Saying) -> Saying:
    """Let "images analysed by 38 North show" be the word of 38 North."""
    if one.subject is None or (word_classes()["evidence"] | STUDIED).isdisjoint(here.lower[slice(*one.subject)]):
        return one
    first, last = one.subject
    at = next((n for n in range(first, last - 2) if here.lower[n] in STUDIED and here.lower[n + 1] == "by"), None)
    return one if at is None else replace(one, subject=(at + 2, last))


def _passed_on(here: Line, found: list[Saying]) -> list[Saying]:
    """Who passed it on: "Kim said, according to KCNA", "said in a statement carried by KCNA"."""
    kept: list[Saying] = []
    for one in found:
        before = kept[-1] if kept else None
        if one.cue is TO and before is not None and before.subject is not None and _adjoins(here, before, one):
            if before.relay is None:
                kept[-1] = replace(before, relay=one.subject, last=before.last, rest=max(before.rest, one.rest))
            continue
        kept.append(one)
    for n, one in enumerate(kept):
        aside = (
            range(one.subject[1], one.first) if one.subject else range(0)
        )  # "Kim, in a statement carried by KCNA, said"
        places = (*range(one.last, min(len(here) - 2, one.last + OWNER)), *aside)
        at = next((at for at in places if _carried(here, at)), None)
        agent = phrase_after(here, at + 2) if at is not None else None
        if agent is not None and one.relay is None and one.cue is not TO:
            kept[n] = replace(one, relay=agent, rest=max(one.rest, agent[1]))
    return kept


def _adjoins(here: Line, verb: Saying, source: Saying) -> bool:
    """Whether nothing but a comma or a day stands between a verb and "according to"."""
    time = word_classes()["time"]
    return verb.last <= source.first <= verb.last + 4 and all(
        here.lower[at] in time or here.lower[at] in (",", "on", "last", "this") for at in range(verb.last, source.first)
    )


def _carried(here: Line, at: int) -> bool:
    if here.lower[at] == "cited" and here.word(at - 1) != ",":
        return False  # "questioned the price cited by the bureau"
    return here.lower[at] in word_classes()["carried"] and here.lower[at + 1] == "by" and not here.inside[at]


def _held(here: Line, acts: Callable[[int, int], bool]) -> Iterator[Saying]:
    """ "Seoul's claim that 1,500 died", "a Ukrainian report that": whose claim it is stands before the noun."""
    if "that" not in here.lower:
        return
    kinds = nouns()
    for at, word in enumerate(here.lower[:-2]):
        if word not in kinds or here.lower[at + 1] != "that" or here.inside[at]:
            continue
        phrase = phrase_before(here, at)
        owner = at - 1
        while owner >= 0 and at - owner < OWNER and here.is_word(owner) and not here.lower[owner].endswith("'s"):
            owner -= 1
        if owner >= 0 and here.lower[owner].endswith("'s"):
            first = phrase_before(here, owner)
            subject = ((first[0] if first else owner), owner + 1)
        elif phrase is not None and here.capital(at - 1):
            subject = (phrase[0], at + 1)
        else:
            continue
        if here.is_word(subject[0]):
            cue = Cue(word, kinds[word], "doubted", frozenset({"clause"}), "base")
            yield Saying(at, at + 1, subject[0], subject, cue, kinds[word], "held", at + 1, NO_GROUP)


def _headed(here: Line, acts: Callable[[int, int], bool]) -> Iterator[Saying]:
    """ "KCNA: “…”", or the headlines "40 homes lost: lawmakers", "40 homes lost - Red Cross"."""
    if MARKS.isdisjoint(here.lower):
        return
    first = CLOCK if [word.isdecimal() for word in here.lower[:CLOCK]] == [True, False, True] else 0  # "10:41 KCNA: …"
    at = next((n for n in range(first or 1, len(here) - 1) if _sets_apart(here, n)), None)
    if at is None or here.inside[at]:
        return
    counts = here.lower[at + 1][0].isdecimal() or here.lower[at + 1] in number_words()
    opens = here.lower[at] == ":" and (here.inside[at + 1] or here.capital(at + 1) or counts)
    if opens and first < at <= first + HEAD and at + 2 < len(here) and acts(first, at) and _is_a_voice(here, at, acts):
        yield Saying(at, at + 1, first, (first, at), COLON, "said", "headed", at + 1, NO_GROUP)
    elif len(here) - at - 1 <= HEAD and acts(at + 1, len(here)) and _is_a_voice(here, len(here), acts):
        yield Saying(at, at + 1, at, (at + 1, len(here)), COLON, "said", "according", len(here), NO_GROUP)


def _is_a_voice(here: Line, at: int, acts: Callable[[int, int], bool]) -> bool:
    """Whether who speaks closes the words before a colon: not "North Korea floods: UN says 138 dead"."""
    last, classes = here.lower[at - 1], word_classes()
    named = (here.capital(at - 1) or last == ")") and last not in classes["impersonal"]
    return acts(at - 1, at) or named or last in unnamed() | classes["organisation"]


def _sets_apart(here: Line, at: int) -> bool:
    """Whether a colon stands there, or a dash between blanks that closes a headline with a name."""
    if here.lower[at] == ":":
        return True
    if here.lower[at] not in ("-", "–", "—") or len(here) - at - 1 > HEAD or here.body:
        return False
    blanks = here.tokens[at - 1].end < here.tokens[at].start and here.tokens[at].end < here.tokens[at + 1].start
    return blanks and all(here.capital(n) for n in range(at + 1, len(here)))


def _cited(here: Line, found: list[Saying], acts: Callable[[int, int], bool]) -> list[Saying]:
    """Let "Yonhap reported, citing two officials" be the officials' word, passed on by Yonhap."""
    somebody = word_classes()["organisation"] | unnamed()
    for at in islice((n for n, word in enumerate(here.lower) if word in CITING), MOST):
        if here.inside[at]:
            continue
        phrase = _owner(here, phrase_after(here, at + 1))
        if phrase is None or not (acts(*phrase) or here.lower[head_end(here, *phrase) - 1] in somebody):
            continue
        n = _citing(found, at)
        if n is not None and found[n].relay is None:
            found[n] = replace(found[n], subject=phrase, relay=found[n].subject, named=None)
    return found


def _citing(found: list[Saying], at: int) -> int | None:
    """Who cites: the subject around "…, citing …, said", else the last before it, else the first."""
    spoken = [n for n, one in enumerate(found) if one.subject is not None]
    earlier = [n for n in spoken if found[n].first < at]
    since = found[earlier[-1]].last if earlier else 0
    for n in spoken:
        subject = found[n].subject
        if subject is not None and found[n].first > at and since <= subject[0] < at:
            return n
    return earlier[-1] if earlier else next(iter(spoken), None)


def _owner(here: Line, phrase: tuple[int, int] | None) -> tuple[int, int] | None:
    """Of "figures of the ministry" the ministry; None for evidence that is nobody's, such as satellite images."""
    told = {here.lower[n] for n in range(*phrase) if not here.capital(n)} if phrase is not None else set[str]()
    if phrase is None or not word_classes()["evidence"] & told:
        return phrase  # a "Bureau of Statistics" is somebody
    at = next((n for n in range(*phrase) if here.lower[n] in ("of", "from", "by")), None)
    if at is None:  # "government figures", "U.N. data"; but "satellite images"
        last = next(n for n in range(*phrase) if here.lower[n] in word_classes()["evidence"])
        owned = last > phrase[0] and (here.lower[last - 1] in word_classes()["organisation"] or here.capital(last - 1))
        return (phrase[0], last) if owned else None
    return (at + 1, phrase[1]) if at + 1 < phrase[1] else None


def _reckoned(here: Line) -> Iterator[Saying]:
    """ "by the North's own count", "by her reckoning": who counted stands in the possessive."""
    if "by" not in here.lower:
        return
    classes = word_classes()
    for at, word in enumerate(here.lower[:-2]):
        if word != "by" or here.inside[at]:
            continue
        last = next(
            (n for n in range(at + 2, min(len(here), at + OWNER)) if here.lower[n] in classes["reckoning"]), None
        )
        if last is None:
            continue
        owner = last - 1 if here.lower[last - 1] == "own" else last
        if owner > at + 1 and (
            here.lower[owner - 1].endswith("'s") or here.lower[at + 1] in ("his", "her", "its", "their")
        ):
            yield Saying(at, last + 1, at, (at + 1, owner), COUNT, "estimated", "according", last + 1, NO_GROUP)


def _revised(here: Line) -> Iterator[Saying]:
    """ "Seoul lowered its estimate to 60", "it raised the toll to 60": who sets a figure anew."""
    if REVISING.isdisjoint(here.lower):
        return
    for at, word in enumerate(here.lower[:-3]):
        if word not in REVISING or here.inside[at]:
            continue
        noun = next((n for n in range(at + 1, min(len(here), at + NOUN)) if here.lower[n] in TOLLS), None)
        to = (
            next((n for n in range(noun, min(len(here) - 1, noun + OWNER)) if here.lower[n] == "to"), None)
            if noun
            else None
        )
        if (
            noun is None
            or to is None
            or not any(here.lower[n][0].isdigit() for n in range(to, min(len(here), to + NOUN)))
        ):
            continue
        group = verb_group(here, at)
        subject = None if group.passive or group.negated else phrase_before(here, group.first)
        if subject is not None:
            yield Saying(at, to + 1, subject[0], subject, COUNT, "estimated", "held", at + 1, group)


def _according(here: Line) -> Iterator[Saying]:
    """ "according to the ministry"."""
    if "according" not in here.lower:
        return
    for at, word in enumerate(here.lower[:-2]):
        if word == "according" and here.lower[at + 1] == "to" and not here.inside[at]:
            phrase = phrase_after(here, at + 2)
            if phrase is not None:
                phrase = (phrase[0], _without_comma(here, *phrase)) if at == here.body else phrase
                owner = _analyst(here, phrase[1], STUDIED) or _giver(here, phrase)
                relay = _analyst(here, phrase[1], SEEN)
                rest = max(owner[1], relay[1] if relay else 0)
                yield Saying(at, at + 2, at, owner, TO, "said", "according", rest, NO_GROUP, relay)


def _giver(here: Line, phrase: tuple[int, int]) -> tuple[int, int]:
    """Of "data available from the bureau" the bureau; else the phrase itself."""
    giver = next((n + 1 for n in range(phrase[0] + 1, phrase[1] - 1) if here.lower[n] == "from"), None)
    is_data = not (word_classes()["evidence"] | {"information"}).isdisjoint(here.lower[phrase[0] : giver or phrase[1]])
    return (giver, phrase[1]) if giver is not None and is_data else phrase


def _without_comma(here: Line, first: int, last: int) -> int:
    """Where a source ends that no comma parts from what it says: "According to the Red Cross the North lost …"."""
    if "," in here.lower[last - 1 : last + REACH]:
        return last
    determiner = word_classes()["determiner"]
    opens = determiner | {"more", "at", "some", "about"}
    starts = (n for n in range(first + 1, last) if here.lower[n] in opens or here.lower[n][0].isdigit())
    return next((n for n in starts if here.lower[n - 1] not in JOINS_NOUNS | determiner), last)


def _per(here: Line, acts: Callable[[int, int], bool]) -> Iterator[Saying]:
    """ "The toll climbed to 48, per KCNA"."""
    if "per" not in here.lower:
        return
    for at, word in enumerate(here.lower[:-1]):
        if word == "per" and here.word(at - 1) == "," and not here.inside[at]:
            phrase = phrase_after(here, at + 1)
            if phrase is not None and acts(*phrase):
                yield Saying(at, at + 1, at, phrase, TO, "said", "according", phrase[1], NO_GROUP)


def _analyst(here: Line, at: int, how: frozenset[str]) -> tuple[int, int] | None:
    """Who examined what is cited, where it stands behind it: "satellite imagery analysed by 38 North"."""
    if here.word(at - 1) in how and here.word(at) == "by":
        return phrase_after(here, at + 1)
    return None
