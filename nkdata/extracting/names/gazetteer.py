"""The phrases by which a text may name an actor or a place, and how they are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nkdata.extracting.names.romanisation import fold
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import tokens as split
from nkdata.model import Token

OWN_COUNTRY = "KP"
LONG_ENOUGH = 4  # letters of a name that may stand in capitals, or be found by its sound
HALVES = frozenset({"north", "south"})
LONGEST = 9  # tokens of the longest name
# Aliases that name a meeting, or that lean on an earlier mention.
NOT_ALONE = frozenset(
    ["kim", "the cabinet", "plenary meeting", "plenum", "party congress", "congress", "liaison office", "ruling party"]
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase stands for.

    `kind` is `actor`, `place`, `country`, `demonym`, `capital`, `region`, `body` or `unnamed`; `id` the reference id
    where there is one, `country` the ISO code where it belongs to one, `exact` whether capitals must be as written.
    """

    kind: str
    id: str | None
    phrase: str
    country: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at tokens `first` to `last` (exclusive), with or without `'s` behind."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    possessive: bool

    def of(self, *kinds: str) -> Entry | None:
        """Its first entry of one of these kinds."""
        return next((entry for entry in self.entries if entry.kind in kinds), None)


class Gazetteer:
    """All phrases by which an article may name an actor or a place; build it once, use it for many articles."""

    def __init__(self, entries: Iterable[Entry], actors: Iterable[Mapping[str, str]] = ()) -> None:
        self._trie: dict[str, object] = {}
        self._folded: dict[str, Entry] = {}
        self._seen: dict[str, Entry | None] = {}
        self.persons: set[str] = set()
        self.governments: dict[str, str] = {}
        for actor in actors:
            if actor["kind"] == "person":
                self.persons.add(actor["actor_id"])
            if actor["actor_id"].startswith("gov-"):
                self.governments[actor.get("country", "")] = actor["actor_id"]
        self.bodies = _bodies()
        self.homonyms = {row["name"].casefold(): row for row in ruletables.rows("homonyms")}
        for entry in entries:
            self._add(entry)

    @classmethod
    def from_rows(cls, actors: Iterable[Mapping[str, str]], areas: Iterable[Mapping[str, str]]) -> Gazetteer:
        """Build from rows of actors.csv and admin_areas.csv and the rule tables on countries, bodies and claimants."""
        actors, areas = list(actors), list(areas)
        return cls([*_rule_entries(), *_actor_entries(actors), *_area_entries(areas)], actors)

    def _add(self, entry: Entry) -> None:
        words = [token.lower for token in split(entry.phrase)]
        forms = {tuple(words)}
        if "-" in words:  # Kim Jong-un, Kim Jong Un
            forms.add(tuple(word for word in words if word != "-"))
        for form in forms:
            node = self._trie
            for word in form:
                node = node.setdefault(word, {})  # type: ignore[assignment]
            found: list[Entry] = node.setdefault("", [])  # type: ignore[assignment]
            same = [one for one in found if (one.kind, one.id) == (entry.kind, entry.id)]
            if not same or (entry.exact and all(one.exact and one.phrase != entry.phrase for one in same)):
                found.append(entry)  # "TASS" and "Tass" are both exact
        if entry.kind == "place" and len(entry.phrase) > LONG_ENOUGH:
            if len(words) == 1:
                self._folded.setdefault(fold(entry.phrase), entry)
            elif len(words) == 2 and words[0] in HALVES:
                self._folded.setdefault(f"{words[0]} {fold(words[1])}", entry)

    def hits(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        """The entries in one sentence, longest first, without overlaps."""
        at, trie = 0, self._trie
        while at < len(tokens):
            token = tokens[at]
            lower = token.lower
            hit = self._first_half(tokens, at) if lower in HALVES else None
            if hit is not None:
                yield hit
                at = hit.last
                continue
            if lower in trie or (lower[-2:] == "'s" and lower[:-2] in trie):
                hit = self._longest(tokens, at)
                if hit is not None and lower == "the":  # "the North" hides "North Pyongan"
                    longer = self._longest(tokens, at + 1)
                    if longer is not None and longer.last > hit.last:
                        hit = longer
            if len(lower) > LONG_ENOUGH and token.text[0].isupper() and (hit is None or lower in HALVES):
                hit = self._by_sound(tokens, at) or hit
            if hit is None:
                at += 1
            else:
                yield hit
                at = hit.last

    def _first_half(self, tokens: Sequence[Token], at: int) -> Hit | None:
        """The North of "North and South Phyongan": the province that only its half is named of."""
        if [t.lower for t in tokens[at + 1 : at + 3]] not in (["and", "north"], ["and", "south"]):
            return None
        whole = (tokens[at], *tokens[at + 3 : at + 3 + LONGEST])
        hit = self._longest(whole, 0) or self._by_sound(whole, 0)
        return Hit(at, at + 1, hit.entries, False) if hit is not None and hit.last > 1 and hit.of("place") else None

    def _longest(self, tokens: Sequence[Token], first: int) -> Hit | None:
        node: Mapping[str, object] = self._trie
        best = None
        for at in range(first, min(len(tokens), first + LONGEST)):
            lower = tokens[at].lower
            if lower.endswith("'s"):
                end = node.get(lower[:-2])
                if end is not None and (entries := self._fitting(end, tokens, first, at + 1)):
                    best = Hit(first, at + 1, entries, True)
            step = node.get(lower)
            if step is None:
                break
            node = step  # type: ignore[assignment]
            if "" in node and (entries := self._fitting(node, tokens, first, at + 1)):
                best = Hit(first, at + 1, entries, False)
        return best

    def _fitting(self, node: object, tokens: Sequence[Token], first: int, last: int) -> tuple[Entry, ...]:
        """The entries of a node whose capitals agree with the text."""
        found: Iterable[Entry] = node.get("", ())  # type: ignore[attr-defined]
        capital = tokens[first].text[0].isupper() or (
            tokens[first].lower == "the" and tokens[last - 1].text[0].isupper()
        )
        kept = []
        for entry in found:
            if entry.exact:
                said = "".join(token.text for token in tokens[first:last])
                said = said[:-2] if tokens[last - 1].lower.endswith("'s") else said
                wanted = entry.phrase.replace(" ", "")
                shouted = said.isupper() and len(wanted) > LONG_ENOUGH  # "SEOUL", a headline
                if said.replace("-", "") != wanted.replace("-", "") and not shouted:
                    continue
            elif not capital and entry.kind not in ("body", "unnamed", "actor"):
                continue
            kept.append(entry)
        return tuple(kept)

    def _by_sound(self, tokens: Sequence[Token], at: int) -> Hit | None:
        """A place spelled in another romanisation than those of the table."""
        half = tokens[at].lower if tokens[at].lower in HALVES else ""
        last = at + bool(half)
        if last >= len(tokens):
            return None
        lower = tokens[last].lower
        possessive = lower.endswith("'s")
        word = lower[:-2] if possessive else lower
        key = f"{half} {word}"
        if key not in self._seen:
            sound = f"{half} {fold(word)}".strip()
            self._seen[key] = self._folded.get(sound) if word.isalpha() else None
        entry = self._seen[key]
        return None if entry is None else Hit(at, last + 1, (entry,), possessive)


def _bodies() -> dict[str, dict[str, str]]:
    """The table bodies.csv by phrase: country → actor id."""
    return {word: dict(row) for row in ruletables.rows("bodies") for word in row["words"].split("|")}


def _rule_entries() -> Iterator[Entry]:
    for row in ruletables.rows("countries"):
        country = row["iso"]
        for kind, cell in (
            ("country", "names"),
            ("demonym", "demonyms"),
            ("capital", "capitals"),
            ("region", "region"),
        ):
            for phrase in filter(None, row[cell].split("|")):
                exact = phrase.isupper() or not phrase.startswith("the ")
                yield Entry(kind, None, phrase, country, exact and kind != "demonym")
                if kind == "demonym" and phrase.endswith(("an", "i")):
                    yield Entry(kind, None, phrase + "s", country)
    for row in ruletables.rows("bodies"):
        for phrase in row["words"].split("|"):
            yield Entry("body", None, phrase)
    for row in ruletables.rows("claimant_nouns"):
        for phrase in row["words"].split("|"):
            yield Entry("unnamed", None, phrase)


def _actor_entries(actors: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    bodies = _bodies()
    for row in actors:
        for phrase in dict.fromkeys((row["name_en"], *filter(None, row["aliases"].split(";")))):
            if phrase.casefold() in bodies or phrase.casefold() in NOT_ALONE:
                continue
            single = len(split(phrase)) == 1
            yield Entry("actor", row["actor_id"], phrase, row.get("country", ""), single or phrase.isupper())


def _area_entries(areas: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    for row in areas:
        if row["admin_id"] == OWN_COUNTRY:
            continue
        for phrase in dict.fromkeys((row["name_en"], *filter(None, row["name_variants"].split(";")))):
            if phrase.isascii() or any(letter.isalpha() for letter in phrase):
                yield Entry("place", row["admin_id"], phrase, OWN_COUNTRY)
