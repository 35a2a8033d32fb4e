"""Who and where: actors and places in the text, with the ids that the reference tables give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nkdata.extracting.attribution.cues import verbs, word_classes
from nkdata.extracting.names.coreference import resolve
from nkdata.extracting.names.gazetteer import OWN_COUNTRY, Entry, Gazetteer, Hit
from nkdata.model import Mentioned, Name, Sentence, Token

PLACE_WORDS = frozenset("city county province district region town village area port special municipality".split())
PLACE_BEFORE = frozenset(
    "in into inside near across throughout around outside within southern northern eastern western central"
    " northeastern northwestern southeastern southwestern south-western mainland hit struck swept battered lashed"
    " ravaged flooded devastated".split()
)
# What follows "the North" and "the South" where they are no country: "the North Sea".
DIRECTIONS = frozenset({"the north", "the south"})
DIRECTION_AFTER = frozenset(
    "of sea pole atlantic pacific china side bank coast shore wing end west east carolina dakota africa america".split()
)
WEAPONS = frozenset("missile missiles rocket rockets ballistic launcher launchers".split())
ALONE = frozenset({"authorities"})  # bodies that need no owner and no article before them
BORDERS = re.compile(r"border(s|ing)? (on |with )?(the north|north korea)|crossed into (the north|north korea)")
NEAR = 40  # tokens on either side that tell on which side of the border a place lies
GAP = 3  # tokens between a country and its ministry: "North Korea's powerful foreign ministry"
TITLES = frozenset("mr mrs ms dr presidents comrade marshal chairman candidate nominee vice secretary".split())
LONG_WORD = 3  # letters: two such words in lower case, and a sentence is no headline
SEPARATORS = frozenset("and the in of to with for by".split())

__all__ = ["Gazetteer", "find_names"]


def find_names(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Mentioned, ...]:
    """Actors and places of an article, in text order, without overlaps.

    Places abroad, unnamed claimants and bodies of unknown country have `name.id` None.  Pronouns and descriptions
    ("the agency", "the town") that lean on an earlier mention are resolved, `resolved_from` says on which.
    """
    found: list[Mentioned] = []
    for sentence in sentences:
        hits = list(gazetteer.hits(sentence.tokens))
        for at, hit in enumerate(hits):
            before = at - 1
            if before > 0 and hits[before].of("body") and hits[before].last == hit.first:
                before -= 1  # "Ukraine's military intelligence agency"
            mention = _mentioned(sentence, hit, hits[before] if before >= 0 else None, gazetteer)
            if mention is not None:
                found.append(mention)
    return _longest(resolve(sentences, found, gazetteer))


def _longest(mentioned: Sequence[Mentioned]) -> tuple[Mentioned, ...]:
    """Without "North Korea" where "North Korea's foreign ministry" stands."""
    kept: list[Mentioned] = []
    for one in mentioned:
        if kept and one.start < kept[-1].end:
            if one.end > kept[-1].end:
                kept[-1] = one
        else:
            kept.append(one)
    return tuple(kept)


def _mentioned(sentence: Sentence, hit: Hit, before: Hit | None, gazetteer: Gazetteer) -> Mentioned | None:
    """The record of one hit, or None where it stands for nothing by itself."""
    if hit.of("body"):
        return _body(sentence, hit, before, gazetteer)
    if hit.of("unnamed"):
        return _unnamed(sentence, hit, before)
    tokens, words = sentence.tokens, _phrase(sentence.tokens, hit)
    following = tokens[hit.last].lower if hit.last < len(tokens) else ""
    if (words in DIRECTIONS and following in DIRECTION_AFTER) or following in WEAPONS:
        return (
            None
            if hit.of("actor", "country") is None or words in DIRECTIONS or not hit.of("country")
            else _land(sentence, hit, gazetteer)
        )
    if words in gazetteer.homonyms or words.split()[-1] in gazetteer.homonyms:
        return _homonym(sentence, hit, words, gazetteer)
    if hit.of("country", "capital") is not None:
        return _land(sentence, hit, gazetteer)
    area, actor = hit.of("place"), hit.of("actor")
    if area is not None:
        return _record(sentence, hit, "place", area.id)
    if actor is not None and actor.id in gazetteer.persons and _is_of_another(tokens, hit, before):
        return None  # "Lina Yoon of Human Rights Watch"
    if actor is not None:
        return _record(sentence, hit, "actor", actor.id)
    return _record(sentence, hit, "place", None) if hit.of("region") else None


def _is_of_another(tokens: Sequence[Token], hit: Hit, before: Hit | None) -> bool:
    """Whether a family name of somebody known follows the first name of somebody else, in other than a headline."""
    at = hit.first - 1
    if hit.last - hit.first > 1 or at < 0 or (before is not None and before.last == hit.first):
        return False
    first = tokens[at]
    if not first.text.istitle() or not first.text.isalpha() or first.lower in TITLES:
        return False
    classes = word_classes()
    closed = ("person", "time", "adverb", "preposition", "subordinator", "coordinator", "determiner", "auxiliary")
    if any(first.lower in classes[name] for name in closed) or first.lower.endswith(("ly", "ing", "ed", "an", "crat")):
        return False
    return sum(t.text[0].islower() and len(t.text) > LONG_WORD for t in tokens) > 1


def _record(sentence: Sentence, hit: Hit, kind: str, ident: str | None, first: int | None = None) -> Mentioned:
    start = sentence.tokens[hit.first if first is None else first].start
    end = sentence.tokens[hit.last - 1].end - (2 if hit.possessive else 0)
    text = sentence.text[start - sentence.start : end - sentence.start]
    return Mentioned(start, end, text, kind, Name(ident, text))


def _phrase(tokens: Sequence[Token], hit: Hit) -> str:
    """The words of a hit in lower case, as the tables have them."""
    words = " ".join(token.lower for token in tokens[hit.first : hit.last])
    return words.removesuffix("'s").replace(" ' ", "' ")


def _land(sentence: Sentence, hit: Hit, gazetteer: Gazetteer) -> Mentioned:
    """A country or capital: where something is, or the government that acts."""
    actor, land, area = hit.of("actor"), hit.of("country", "capital"), hit.of("place")
    country = land.country if land is not None else ""
    government = actor.id if actor is not None else gazetteer.governments.get(country)
    foreign_town = government is None and hit.of("capital") is not None and not hit.possessive
    if foreign_town or _stands_as_place(sentence.tokens, hit):
        ident = area.id if area is not None else OWN_COUNTRY if country == OWN_COUNTRY else None
        return _record(sentence, hit, "place", ident)
    return _record(sentence, hit, "actor", government)


def _stands_as_place(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether a country or capital is where something is, not who acts."""
    if hit.possessive:
        return False
    after = tokens[hit.last].lower if hit.last < len(tokens) else ""
    if after in PLACE_WORDS or (hit.of("capital") and hit.first == 0 and _dateline(tokens, hit)):
        return True
    before = hit.first - 1
    if before >= 0 and tokens[before].lower == "the":
        before -= 1
    if before > 0 and tokens[before].lower == "of" and tokens[before - 1].lower in PLACE_WORDS:
        return True  # "Samsok District of Pyongyang"
    if before >= 0 and tokens[before].lower == "capital" and hit.of("capital"):
        return True  # "in the North Korean capital Pyongyang"
    return before >= 0 and tokens[before].lower in PLACE_BEFORE


def _dateline(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether a report opens so: "SEOUL, Aug. 28 -", "Pyongyang, August 10 (KCNA) --", "BEIJING (Reuters) -"."""
    after = [token.text for token in tokens[hit.last : hit.last + 9]]
    return bool(after) and after[0] in (",", "(", "-", "–", "—") and any(mark in ("-", "–", "—", ")") for mark in after)


def _homonym(sentence: Sentence, hit: Hit, words: str, gazetteer: Gazetteer) -> Mentioned:
    """A place whose name stands on both sides of the border: the sentence decides, else the spelling."""
    row = gazetteer.homonyms[words if words in gazetteer.homonyms else words.split()[-1]]
    near = sentence.tokens[max(0, hit.first - NEAR) : hit.last + NEAR]
    text = " ".join(token.lower for token in near)
    text = BORDERS.sub("", text)
    north = "north korea" in text or "the north" in text or "dprk" in text
    south = "south korea" in text or "the south's" in text or "rok" in text.split()
    side = row["default"] if north == south else "north" if north else "south"
    return _record(sentence, hit, "place", (row["admin_id"] or None) if side == "north" else None)


def _owner(tokens: Sequence[Token], first: int, before: Hit | None) -> tuple[str, int]:
    """The country to which "foreign ministry" belongs by the words before it, and where these begin."""
    if before is None or first - before.last > GAP:
        return "", first
    between = tokens[before.last : first]
    if any(not token.text[:1].isalpha() or token.lower in SEPARATORS for token in between):
        return "", first
    land = before.of("demonym", "country", "capital")
    if land is None or not (before.possessive or before.of("demonym")):
        return "", first
    return land.country, before.first


def _body(sentence: Sentence, hit: Hit, before: Hit | None, gazetteer: Gazetteer) -> Mentioned | None:
    """A ministry, an army: its country by the words before it, else what it is without one, else nobody known."""
    tokens = sentence.tokens
    phrase = _phrase(tokens, hit)
    country, first = _owner(tokens, hit.first, before)
    lone = hit.last - hit.first == 1 and not tokens[hit.first].text[0].isupper()
    if lone and not country and phrase not in ALONE and not (hit.first and tokens[hit.first - 1].lower == "the"):
        return None  # "economic and military issues"
    if lone or hit.last - hit.first == 1:
        part = hit.first - 1  # "South Korea's Rural Development Administration" is not the government
        own = tokens[hit.first].text[0].isupper() and part >= 0 and tokens[part].text[0].isupper()
        if own and tokens[part].text.isalpha() and (before is None or part >= before.last):
            return _record(sentence, hit, "actor", None, first)
    row = gazetteer.bodies.get(phrase, {})
    if not country and (seat := _seat(tokens, hit, gazetteer)) is not None:
        governs = gazetteer.governments.get(seat.country) if phrase == "government" else None
        ident, last = row.get(seat.country) or governs, hit.last + 1
        while ident is None and last < len(tokens) and tokens[last].text.istitle():
            last += 1  # of a country that no table knows: "government in Hanoi"
        return _record(sentence, replace(hit, last=hit.last if ident else last), "actor", ident, first)
    named = hit.of("actor")
    alone = row.get("alone") or (named.id if named else None)
    return _record(sentence, hit, "actor", (row.get(country) or None) if country else alone, first)


def _seat(tokens: Sequence[Token], hit: Hit, gazetteer: Gazetteer) -> Entry | None:
    """The country or its capital behind "in" or "of" that says whose a body is: "the government in Hanoi"."""
    if hit.possessive or hit.last + 1 >= len(tokens) or tokens[hit.last].lower not in {"in", "of"}:
        return None
    behind = next(iter(gazetteer.hits(tokens[hit.last + 1 : hit.last + 4])), None)
    return behind.of("country", "capital") if behind is not None and behind.first == 0 else None


def _unnamed(sentence: Sentence, hit: Hit, before: Hit | None) -> Mentioned | None:
    """Experts, a ministry official: kept as such, in the text's words."""
    tokens = sentence.tokens
    country, first = _owner(tokens, hit.first, before)
    last = tokens[hit.last - 1].lower
    following = tokens[hit.last].text if hit.last < len(tokens) else ""
    if not last.endswith("s") and following[:1].isupper():
        return None  # "envoy Kim Myong Gil", "the official KCNA news agency"
    adjective = last == "official" and hit.last - hit.first == 1 and not country
    if adjective and following[:1].isalpha() and not _ends_noun(tokens, hit.last):
        return None  # "the official list"
    actor = hit.of("actor")
    return _record(sentence, hit, "actor", actor.id if actor is not None else None, first)


def _ends_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun before this token is over: a verb or a small word follows."""
    classes, word = word_classes(), tokens[at].lower
    if any(word in classes[name] for name in ("auxiliary", "preposition", "coordinator", "subordinator", "adverb")):
        return True
    match = verbs().at(tuple(tokens[at : at + 4]), 0)
    return match is not None and any(cue.form in ("past", "s") for cue in match.values)
