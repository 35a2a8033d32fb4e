"""Pronouns and descriptions such as "the agency" or "the town": on which earlier mention they lean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from nkdata.extracting.attribution.cues import verbs, word_classes
from nkdata.extracting.datelines import dateline
from nkdata.extracting.names.gazetteer import OWN_COUNTRY, Gazetteer
from nkdata.extracting.wording import ruletables
from nkdata.model import Mentioned, Name, Sentence, Token

REACH = 12  # mentions looked back at for a pronoun
HEAD = 4  # sentences, headlines among them, that may begin with where the text was filed from
FAR = 40  # mentions looked back at for a description
# One syllable of a name in the North's spelling, with its capital: Son, Gyong, Hwa.
SYLLABLE = re.compile(r"(?:Ch|Kw|Hw|Ky|Gy|Ry|My|Hy|Py|By|[BCDGHJKMNPRST])?[aeiouwyAEIOUY]{1,3}(?:ng|[klmnprt])?")
KIM = "kim"
BESIDE = frozenset({"with", "to", "from", "against"})  # "its border with China": "the country" is not China
LANDS = frozenset({"country", "nation"})
ASIDE = frozenset("of named appointed elected replaced replacing succeeded succeeding".split())
WORD = re.compile(r"\w+")


@cache
def descriptions() -> Mapping[str, Mapping[str, str]]:
    """The rows of descriptions.csv by noun."""
    return {word: row for row in ruletables.rows("descriptions") for word in row["words"].split("|")}


@cache
def women() -> frozenset[str]:
    """The actors of whom a text says "she"."""
    return frozenset(row["actor_id"] for row in ruletables.rows("pronouns") if row["pronoun"] == "she")


def resolve(sentences: Sequence[Sentence], found: Sequence[Mentioned], gazetteer: Gazetteer) -> tuple[Mentioned, ...]:
    """The mentions with pronouns, surnames and descriptions added, in text order.

    A pronoun or description that leans on nothing is left out.
    """
    filed = [(s.start, s.start + told.end) for s in sentences[:HEAD] if (told := dateline(s.text)) is not None]
    elsewhere = frozenset(m for m in found if any(start <= m.start < end for start, end in filed) and m.kind == "place")
    earlier, leaning = _Earlier(gazetteer, found, elsewhere), {"he", "she", "it", KIM, *descriptions()}
    at, size = 0, len(found)
    for sentence in sentences:
        covered = sentence.start
        for index, token in enumerate(sentence.tokens):
            while at < size and found[at].start <= token.start:
                covered = found[at].end
                earlier.take(found[at], sentence.tokens[index - 1].lower if index else "")
                at += 1
            lower = token.lower
            if covered <= token.start and at and found[at - 1].end in (token.start, token.start - 1):
                earlier.note_voice(found[at - 1], sentence.tokens, index)
            if (lower in leaning or (lower[-2:] == "'s" and lower[:-2] in leaning)) and token.start >= covered:
                earlier.lean(sentence, index, token)
    return tuple(earlier.all)


class _Earlier:
    """The mentions so far, asked for what a word can lean on."""

    def __init__(self, gazetteer: Gazetteer, found: Sequence[Mentioned], filed: frozenset[Mentioned]) -> None:
        self.all: list[Mentioned] = []
        self._filed = filed  # where the text was filed from: "the city" is no Pyongyang of a dateline
        self._persons = gazetteer.persons
        self._bodies = gazetteer.bodies
        self._lands = {ident: country for country, ident in gazetteer.governments.items()}
        self._seen: set[str] = set()
        self._beside: set[int] = set()  # where those stand who are only told of beside somebody
        self._voice: Mentioned | None = None  # the body that said something last
        kims = {m.name.id: m for m in reversed(found) if self._is_kim(m)}
        # The one of that family name told last in full; the only one of a text also where a headline comes first.
        self._kim = next(iter(kims.values())) if len(kims) == 1 else None

    def take(self, mention: Mentioned, before: str = "") -> None:
        """Add a mention; a ministry of no stated country belongs to the only country of which the text speaks.

        `before` is the word in front of it: a Kim named premier, or whose sister speaks, is not the one meant later.
        """
        if mention.name.id in self._lands:
            self._seen.add(self._lands[mention.name.id])
        elif mention.kind == "place":
            self._seen.add(OWN_COUNTRY if mention.name.id is not None else "")
        if mention.kind == "actor" and mention.name.id is None:
            mention = self._identified(mention)
        if self._is_kim(mention) and (self._kim is None or before not in ASIDE):
            self._kim = mention
        if before in BESIDE:
            self._beside.add(mention.start)
        self.all.append(mention)

    def _is_kim(self, mention: Mentioned) -> bool:
        return mention.name.id in self._persons and mention.text.startswith("Kim ")

    def _identified(self, mention: Mentioned) -> Mentioned:
        """A body without owner: the one of that kind named before, else that of the only country so far."""
        noun = mention.text.casefold()
        leans_on = self._described(noun, descriptions()[noun]) if noun in descriptions() else None
        if leans_on is not None:
            origin = leans_on.start if leans_on.resolved_from is None else leans_on.resolved_from
            return replace(mention, name=leans_on.name, resolved_from=origin)
        row = self._bodies.get(noun)
        if row is None or len(self._seen) != 1:
            return mention
        ident = row.get(next(iter(self._seen)))
        return replace(mention, name=Name(ident, mention.name.name)) if ident else mention

    def lean(self, sentence: Sentence, index: int, token: Token) -> None:
        """Resolve the word at a token, if it is one that leans."""
        word = token.lower.removesuffix("'s")
        end = token.end - (2 if word != token.lower else 0)
        if word in ("he", "she"):
            self._add(sentence, token.start, end, self._person(word == "she"))
        elif word == "it" and _reports(sentence.tokens, index + 1):
            self._add(sentence, token.start, end, self._body(index == 0))
        elif word == KIM and token.text[0] == "K":
            if _is_of_the_south(sentence.tokens, index) or _is_another(sentence.tokens, index):
                self._kim = None  # "Kim Hang-gon said …": the Kim of what follows is not the leader
            elif not (_is_short_name(sentence.tokens, index) or _is_surname_last(sentence.tokens, index)):
                self._add(sentence, token.start, end, self._kim)
        elif word in descriptions() and index and sentence.tokens[index - 1].lower == "the":
            self._add(sentence, sentence.tokens[index - 1].start, end, self._described(word, descriptions()[word]))

    def _add(self, sentence: Sentence, start: int, end: int, leans_on: Mentioned | None) -> None:
        if leans_on is None:
            return
        text = sentence.text[start - sentence.start : end - sentence.start]
        origin = leans_on.start if leans_on.resolved_from is None else leans_on.resolved_from
        self.all.append(Mentioned(start, end, text, leans_on.kind, leans_on.name, origin))

    def _person(self, woman: bool) -> Mentioned | None:
        for mention in reversed(self.all[-REACH:]):
            if mention.name.id in self._persons and (mention.name.id in women()) == woman:
                return mention
        return None

    def note_voice(self, mention: Mentioned, tokens: Sequence[Token], behind: int) -> None:
        """Remember a body that says something: who is meant by an "It" that opens the next sentence."""
        if mention.kind == "actor" and mention.name.id not in self._persons and _reports(tokens, behind):
            self._voice = mention

    def _body(self, opens: bool) -> Mentioned | None:
        if opens and self._voice is not None and self._voice in self.all[-REACH:]:
            return self._voice
        for mention in reversed(self.all[-REACH:]):
            if mention.kind == "actor" and mention.name.id is not None and mention.name.id not in self._persons:
                return mention
        return None

    def _described(self, noun: str, row: Mapping[str, str]) -> Mentioned | None:
        """The latest mention that holds the noun itself, else one of the words that it stands for."""
        near = [one for one in self.all[-FAR:] if one.kind in row["kind"].split("|")]
        near = [one for one in near if one.name.id not in self._persons and one.name.id is not None]
        near = [one for one in near if one not in self._filed]
        if noun in LANDS:
            near = [one for one in near if one.start not in self._beside] or near
        for wanted in ({noun}, set(row["antecedent"].split("|"))):
            for mention in reversed(near):
                label = f"{mention.name.id} {mention.name.name}".casefold()
                if wanted & set(WORD.findall(label)):
                    return mention
        return None


def _is_of_the_south(tokens: Sequence[Token], at: int) -> bool:
    """Whether a family name opens a name that no table knows, spelled as in the South: "Kim Hang-gon"."""
    parts = [token.text for token in tokens[at + 1 : at + 4]]
    return len(parts) == 3 and parts[0].istitle() and parts[1] == "-" and parts[2].islower()


def _is_another(tokens: Sequence[Token], at: int) -> bool:
    """Whether a family name opens a name that no table knows, spelled as in the North: "Kim Son Gyong"."""
    parts = tokens[at + 1 : at + 3]
    classes = word_classes()
    closed = classes["auxiliary"] | classes["preposition"] | classes["negation"] | classes["adverb"]
    return len(parts) == 2 and all(SYLLABLE.fullmatch(t.text) and t.lower not in closed for t in parts)


def _is_short_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a family name opens a name of two syllables that no table knows: "Kim Song, the ambassador"."""
    behind = tokens[at + 1 : at + 2]
    return bool(behind) and behind[0].text[0].isupper() and SYLLABLE.fullmatch(behind[0].text) is not None


def _is_surname_last(tokens: Sequence[Token], at: int) -> bool:
    """Whether a given name stands before a family name: "Sung Kim, the U.S. envoy"."""
    before = tokens[at - 1] if at else None
    if before is None or not before.text[0].isupper() or SYLLABLE.fullmatch(before.text) is None:
        return False
    classes = word_classes()
    closed = ("preposition", "subordinator", "coordinator", "adverb", "auxiliary", "pronoun", "determiner", "negation")
    return not any(before.lower in classes[name] for name in closed)


def _reports(tokens: Sequence[Token], at: int) -> bool:
    """Whether a reporting verb follows, auxiliaries and adverbs set aside."""
    classes = word_classes()
    for index in range(at, min(len(tokens), at + 4)):
        if verbs().at(tuple(tokens[index : index + 4]), 0) is not None:
            return True
        word = tokens[index].lower
        if word not in classes["auxiliary"] and word not in classes["adverb"] and not word.endswith("ly"):
            return False
    return False
