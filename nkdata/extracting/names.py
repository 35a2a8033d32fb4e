"""Who and where: actors and places in the text, with the ids that the reference tables give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nkdata.extracting import ruletables
from nkdata.extracting.coreference import resolve
from nkdata.extracting.romanisation import fold
from nkdata.extracting.sentences import tokens as split
from nkdata.model import Mentioned, Name, Sentence, Token

OWN_COUNTRY = "KP"
PLACE_WORDS = frozenset("city county province district region town village area port special municipality".split())
PLACE_BEFORE = frozenset(
    "in into inside near across throughout around outside within southern northern eastern western central"
    " northeastern northwestern southeastern southwestern south-western mainland hit struck swept battered lashed"
    " ravaged flooded devastated".split()
)
# A word with this before it is no country: "the North Sea".
DIRECTIONS = frozenset({"the north", "the south"})
DIRECTION_AFTER = frozenset(
    "of sea pole atlantic pacific china side bank coast shore wing end west east carolina dakota africa america".split()
)
LONGEST = 9
CLAIMANTS = frozenset({"authorities"})
# Aliases that name a meeting, or that lean on an earlier mention.
NOT_ALONE = frozenset(
    ["kim", "the cabinet", "plenary meeting", "plenum", "party congress", "congress", "liaison office", "ruling party"]
)
ANY = (
    "a",
    "an",
    "one",
    "another",
    "the",
    "that",
    "this",
    "unnamed",
    "anonymous",
    "senior",
    "top",
    "former",
    "said",
    "says",
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
            if all((one.kind, one.id) != (entry.kind, entry.id) for one in found):
                found.append(entry)
        if entry.kind == "place" and len(words) == 1 and len(entry.phrase) > 4:
            self._folded.setdefault(fold(entry.phrase), entry)

    def hits(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        """The entries in one sentence, longest first, without overlaps."""
        at, trie = 0, self._trie
        while at < len(tokens):
            token = tokens[at]
            lower = token.lower
            hit = None
            if lower in trie or (lower.endswith("'s") and lower[:-2] in trie):
                hit = self._longest(tokens, at)
                if hit is not None and lower == "the":  # "the North" hides "North Pyongan"
                    longer = self._longest(tokens, at + 1)
                    if longer is not None and longer.last > hit.last:
                        hit = longer
            if hit is None and len(lower) > 4 and token.text[0].isupper():
                hit = self._by_sound(tokens, at)
            if hit is None:
                at += 1
            else:
                yield hit
                at = hit.last

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
                if said != wanted and said.replace("-", "") != wanted.replace("-", ""):
                    if not (said.isupper() and not wanted.isupper() and len(wanted) > 4):
                        continue
            elif not capital and entry.kind not in ("body", "unnamed", "actor"):
                continue
            kept.append(entry)
        return tuple(kept)

    def _by_sound(self, tokens: Sequence[Token], at: int) -> Hit | None:
        """A place spelled in another romanisation than those of the table."""
        lower = tokens[at].lower
        possessive = lower.endswith("'s")
        word = lower[:-2] if possessive else lower
        if word not in self._seen:
            self._seen[word] = self._folded.get(fold(word)) if word.isalpha() else None
        entry = self._seen[word]
        return None if entry is None else Hit(at, at + 1, (entry,), possessive)


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
                exact = phrase.isupper() or not phrase[:4] == "the "
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
        for phrase in {row["name_en"], *filter(None, row["aliases"].split(";"))}:
            if phrase.casefold() in bodies or phrase.casefold() in NOT_ALONE:
                continue
            single = len(split(phrase)) == 1
            yield Entry("actor", row["actor_id"], phrase, row.get("country", ""), single or phrase.isupper())


def _area_entries(areas: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    for row in areas:
        if row["admin_id"] == OWN_COUNTRY:
            continue
        for phrase in {row["name_en"], *filter(None, row["name_variants"].split(";"))}:
            if phrase.isascii() or any(letter.isalpha() for letter in phrase):
                yield Entry("place", row["admin_id"], phrase, OWN_COUNTRY)


def find_names(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Mentioned, ...]:
    """Actors and places of an article, in text order, without overlaps.

    Places abroad, unnamed claimants and bodies of unknown country have `name.id` None.  Pronouns and descriptions
    ("the agency", "the town") that lean on an earlier mention are resolved, `resolved_from` says on which.
    """
    found: list[Mentioned] = []
    for sentence in sentences:
        tokens = sentence.tokens
        hits = list(gazetteer.hits(tokens))
        for at, hit in enumerate(hits):
            mention = _mentioned(sentence, hit, hits[at - 1] if at else None, gazetteer)
            if mention is not None:
                found.append(mention)
    return resolve(sentences, found, gazetteer)


def _mentioned(sentence: Sentence, hit: Hit, before: Hit | None, gazetteer: Gazetteer) -> Mentioned | None:
    """The record of one hit, or None where it stands for nothing by itself."""
    tokens = sentence.tokens
    words = " ".join(token.lower for token in tokens[hit.first : hit.last]).removesuffix("'s")
    if hit.of("body"):
        return _body(sentence, hit, before, gazetteer)
    if hit.of("unnamed"):
        return _unnamed(sentence, hit, before)
    if hit.of("demonym") and not hit.of("country"):
        return None
    if words in DIRECTIONS and hit.last < len(tokens) and tokens[hit.last].lower in DIRECTION_AFTER:
        return None
    if words.split()[-1] in gazetteer.homonyms or words in gazetteer.homonyms:
        return _homonym(sentence, hit, words, gazetteer)
    area, land = hit.of("place"), hit.of("country", "capital")
    actor = hit.of("actor")
    if land is not None:
        as_place = _stands_as_place(tokens, hit)
        if as_place or (actor is None and hit.of("capital") and not hit.possessive and not area):
            ident = area.id if area else OWN_COUNTRY if land.country == OWN_COUNTRY else None
            return _record(sentence, hit, "place", ident)
        return _record(sentence, hit, "actor", actor.id if actor else gazetteer.governments.get(land.country))
    if area is not None:
        return _record(sentence, hit, "place", area.id)
    if actor is not None:
        return _record(sentence, hit, "actor", actor.id)
    return _record(sentence, hit, "place", None) if hit.of("region") else None


def _record(sentence: Sentence, hit: Hit, kind: str, ident: str | None, first: int | None = None) -> Mentioned:
    start = sentence.tokens[hit.first if first is None else first].start
    end = sentence.tokens[hit.last - 1].end - (2 if hit.possessive else 0)
    text = sentence.text[start - sentence.start : end - sentence.start]
    return Mentioned(start, end, text, kind, Name(ident, text))


def _stands_as_place(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether a country or capital is where something is, not who acts."""
    if hit.possessive:
        return False
    after = tokens[hit.last].lower if hit.last < len(tokens) else ""
    if after in PLACE_WORDS:
        return True
    before = hit.first - 1
    if before >= 0 and tokens[before].lower == "the":
        before -= 1
    return before >= 0 and tokens[before].lower in PLACE_BEFORE


def _homonym(sentence: Sentence, hit: Hit, words: str, gazetteer: Gazetteer) -> Mentioned:
    """A place whose name stands on both sides of the border: the sentence decides, else the spelling."""
    row = gazetteer.homonyms[words if words in gazetteer.homonyms else words.split()[-1]]
    text = sentence.text.casefold()
    north = "north korea" in text or "the north" in text or "dprk" in text
    south = "south korea" in text or "the south's" in text or "rok" in text.split()
    side = row["default"] if north == south else "north" if north else "south"
    return _record(sentence, hit, "place", (row["admin_id"] or None) if side == "north" else None)


def _owner(tokens: Sequence[Token], first: int, before: Hit | None) -> tuple[str, int]:
    """The country to which "foreign ministry" belongs by the words before it, and where these begin."""
    if before is None or first - before.last > 3:
        return "", first
    between = [token.text for token in tokens[before.last : first]]
    if any(not word[:1].isalpha() or word.lower() in ("and", "the", "in", "of", "to", "with") for word in between):
        return "", first
    land = before.of("demonym", "country", "capital")
    if land is None or not (before.possessive or before.of("demonym")):
        return "", first
    return land.country, before.first


def _body(sentence: Sentence, hit: Hit, before: Hit | None, gazetteer: Gazetteer) -> Mentioned | None:
    """A ministry, an army: its country by the words before it, else left to the article."""
    tokens = sentence.tokens
    phrase = _phrase(tokens, hit)
    country, first = _owner(tokens, hit.first, before)
    lone = hit.last - hit.first == 1 and not tokens[hit.first].text[0].isupper()
    if lone and not country and phrase not in CLAIMANTS and not (hit.first and tokens[hit.first - 1].lower == "the"):
        return None  # "economic and military issues"
    row = gazetteer.bodies.get(phrase, {})
    named = hit.of("actor")
    alone = row.get("alone") or (named.id if named else None)
    return _record(sentence, hit, "actor", (row.get(country) or None) if country else alone, first)


def _phrase(tokens: Sequence[Token], hit: Hit) -> str:
    """The words of a hit in lower case, as the tables have them."""
    words = " ".join(token.lower for token in tokens[hit.first : hit.last])
    return words.removesuffix("'s").replace(" ' ", "' ")


def _unnamed(sentence: Sentence, hit: Hit, before: Hit | None) -> Mentioned | None:
    """Experts, a ministry official: kept as such, in the text's words."""
    tokens = sentence.tokens
    country, first = _owner(tokens, hit.first, before)
    last = tokens[hit.last - 1].lower
    following = tokens[hit.last].text if hit.last < len(tokens) else ""
    if not last.endswith("s") and following[:1].isalpha() and (following[0].isupper() or last == "official"):
        preceded = tokens[hit.first - 1].lower if hit.first else ""
        if (not country and preceded not in ANY) or following[0].isupper():
            return None  # "the official KCNA news agency", "envoy Kim Myong Gil"
    actor = hit.of("actor")
    return _record(sentence, hit, "actor", actor.id if actor else None, first)
