"""A sentence with all that was found in it, and the word classes (things, deeds, contexts) that its words belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, Protocol, TypeVar

from nkdata.extracting.attribution.relaying import gives_way
from nkdata.extracting.dates.timelines import BULLETS, label
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases
from nkdata.model import DateExpression, Mentioned, Quantity, Quote, Reading, Sentence, Span, Token

MEMORY = 3  # sentences back that still set the topic
LONGEST = 250  # tokens; a longer sentence is read in pieces, so that the work stays linear in the text


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of the table wordclasses.csv at tokens `first` to `last` (exclusive)."""

    classes: frozenset[str]
    kinds: frozenset[str]
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its hits in order, what was found in it, and the classes of the words here and just before."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateExpression, ...]
    mentioned: tuple[Mentioned, ...]
    quotes: tuple[Quote, ...]
    classes: frozenset[str]
    topic: frozenset[str]
    numbers: frozenset[int]  # where the numbers of the quantities begin, in characters
    opening: Mapping[int, Hit]  # token → the hit that begins there
    label: DateExpression | None = None  # the year, month or day that opens the item of a timeline in which it stands

    def token_at(self, place: int) -> int:
        """The index of the first token that ends after a place in the text; the number of tokens when none does."""
        tokens = self.sentence.tokens
        low, high = 0, len(tokens)
        while low < high:
            middle = (low + high) // 2
            if tokens[middle].end <= place:
                low = middle + 1
            else:
                high = middle
        return low

    def words(self, start: int, end: int) -> str:
        """The text between two places of this sentence."""
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]

    def speaker(self, span: Span) -> Quote | None:
        """The innermost quote for whose content somebody answers here, but for those that give way to one around."""
        covering = [quote for quote in self.quotes if quote.scope.covers(span)]
        return min(covering, key=lambda quote: (gives_way(quote), quote.scope.end - quote.scope.start), default=None)


@cache
def _table() -> tuple[Phrases[str], dict[str, str]]:
    """The phrases of wordclasses.csv with their classes, and the kind of each class."""
    rows = ruletables.rows("wordclasses")
    phrases = Phrases((words, row["class"]) for row in rows for words in row["words"].split("|"))
    return phrases, {row["class"]: row["kind"] for row in rows}


def hits(sentence: Sentence) -> tuple[Hit, ...]:
    """The words of a sentence that the table knows, longest phrases first, without overlaps."""
    phrases, kinds = _table()
    return tuple(
        Hit(frozenset(m.values), frozenset(kinds[c] for c in m.values), m.first, m.last, m.start, m.end)
        for m in phrases.find(sentence.tokens)
    )


SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())


def is_in_clock(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token at a place is the colon of a clock time, "7:23", or the dot of a shortened month, "Aug. 28".

    The colon of a stamp, "7:23 –", ends a clause.
    """
    if tokens[at].text == "." and 0 < at < len(tokens) - 1:
        return tokens[at - 1].lower in SHORT_MONTHS
    if tokens[at].text != ":" or not 1 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].text[-1].isdigit() and tokens[at + 1].text[0].isdigit()


class Placed(Protocol):
    """Anything that stands in a text."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character after its last."""


T = TypeVar("T", bound=Placed)


class _Cursor(Generic[T]):
    """Takes the items of a list in text order that begin inside one sentence after the other."""

    def __init__(self, items: Sequence[T]) -> None:
        self._items, self._at = items, 0

    def inside(self, sentence: Sentence) -> tuple[T, ...]:
        """The items that begin inside a sentence; sentences are asked for in order."""
        items, at = self._items, self._at
        while at < len(items) and items[at].start < sentence.start:
            at += 1
        last = at
        while last < len(items) and items[last].start < sentence.end:
            last += 1
        self._at = last
        return tuple(items[at:last])


def _pieces(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences, those that are too long cut between two tokens."""
    for sentence in sentences:
        tokens = sentence.tokens
        if len(tokens) <= LONGEST:
            yield sentence
            continue
        for first in range(0, len(tokens), LONGEST):
            part = tokens[first : first + LONGEST]
            start, end = part[0].start, part[-1].end
            text = sentence.text[start - sentence.start : end - sentence.start]
            yield Sentence(start, end, text, part, sentence.paragraph)


def scenes(reading: Reading) -> Iterator[Scene]:
    """Every sentence of a reading with what was found in it, in order."""
    quantities, dates = _Cursor(reading.quantities), _Cursor(reading.dates)
    mentioned = _Cursor(reading.mentioned)
    quotes = sorted(reading.quotes, key=lambda q: (q.scope.start, q.scope.end))
    recent: list[frozenset[str]] = []
    first = 0
    item: DateExpression | None = None
    paragraph = -1
    for sentence in _pieces(reading.sentences):
        found = hits(sentence)
        classes = frozenset().union(*(h.classes for h in found)) if found else frozenset()
        topic = classes.union(*recent)
        while first < len(quotes) and quotes[first].scope.end <= sentence.start:
            first += 1
        here = []
        for quote in quotes[first:]:
            if quote.scope.start >= sentence.end:
                break
            if quote.scope.end > sentence.start:
                here.append(quote)
        counted, told = quantities.inside(sentence), dates.inside(sentence)
        if sentence.paragraph != paragraph or sentence.tokens[0].text in BULLETS:
            paragraph, item = sentence.paragraph, None
        item = label(sentence, told) or item
        yield Scene(
            sentence, found, counted, told, mentioned.inside(sentence), tuple(here), classes, topic,
            frozenset(q.number.start for q in counted), {h.first: h for h in found}, item,
        )  # fmt: skip
        recent = [*recent, classes][-MEMORY:]
