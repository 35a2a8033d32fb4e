"""Who said it: quotes, reported statements and silences, with the stretch for which somebody answers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nkdata.extracting.clauses import JOINS_NOUNS, Line, line
from nkdata.extracting.contents import contents
from nkdata.extracting.cues import answers, hedges, verbs, word_classes
from nkdata.extracting.quotemarks import quoted
from nkdata.extracting.saying import Saying
from nkdata.extracting.sourcing import sayings
from nkdata.model import Mentioned, Name, Quote, Sentence, Span

ASKED = tuple(mark + close for mark in "?!" for close in ("”", '"', "''"))
PRONOUNS = frozenset({"he", "she", "it"})
REACH = 4  # speakers looked back at
SHORT = 12  # tokens of "Trump said on Twitter."


def find_quotes(
    sentences: Sequence[Sentence], mentioned: Sequence[Mentioned], text: str | None = None
) -> tuple[Quote, ...]:
    """Everything for which the article makes somebody responsible, in text order.

    `sentences` and `mentioned` are those of one article, in order; `text` is the article's, needed for quotations that
    go on over sentences (without it, the blanks between sentences are taken for spaces).  A quote may nest in another
    ("Yonhap said the ministry denied …"); `responsible` finds the innermost.  Statements without a named holder
    ("is believed to") have no speaker.  Linear in the length of the text.
    """
    article = _Article(sentences, mentioned, text)
    found: list[Quote] = []
    previous: Line | None = None
    for here in article.lines():
        said = _in_sentence(here, article)
        if not said and found and previous is not None and article.goes_on(here, previous):
            last = next((n for n in range(len(found) - 1, -1, -1) if _voices(found[n], previous)), None)
            if last is not None:
                found[last] = _joined(found[last], here, article)
        found.extend(said)
        previous = here
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


def responsible(quotes: Sequence[Quote], span: Span) -> Quote | None:
    """The innermost quote whose scope covers a span and whose speaker answers for what stands there.

    A statement without a holder ("is believed to") gives way to one with a holder around it.  None: the publisher's own
    voice.
    """
    kinds = answers()
    fitting = [
        quote
        for quote in quotes
        if quote.scope.covers(span)
        and kinds.get(quote.cue_kind, True)
        and any(piece.covers(span) for piece in quote.spans)
    ]
    return min(fitting, key=lambda quote: (quote.speaker is None, quote.scope.end - quote.scope.start), default=None)


class _Article:
    """One article with its quoted stretches and mentions, to be asked by place."""

    def __init__(self, sentences: Sequence[Sentence], mentioned: Sequence[Mentioned], text: str | None) -> None:
        self.sentences = sentences
        self.text = _filled(sentences) if text is None else text
        self.stretches = quoted(sentences)
        self.impersonal = word_classes()["impersonal"]
        self._speakers: list[tuple[Name, bool]] = []
        self._mentioned = sorted(mentioned, key=lambda one: one.start)
        self._starts = [one.start for one in self._mentioned]

    def heard(self, speaker: Name, person: bool) -> None:
        """Remember who spoke, for the pronouns that follow."""
        self._speakers.append((speaker, person))

    def speaker(self, pronoun: str) -> Name | None:
        """The latest speaker on whom a pronoun can lean."""
        wanted = pronoun in ("he", "she")
        for name, person in reversed(self._speakers[-REACH:]):
            if person == wanted:
                return name
        return None

    def lines(self) -> Iterator[Line]:
        """The sentences, each with the quoted stretches that touch it; `"…!" said Kim` is one."""
        at = 0
        for sentence in self._whole():
            while at < len(self.stretches) and self.stretches[at].end <= sentence.start:
                at += 1
            last = at
            while last < len(self.stretches) and self.stretches[last].start < sentence.end:
                last += 1
            yield line(sentence, self.stretches[at:last])

    def _whole(self) -> Iterator[Sentence]:
        waiting: Sentence | None = None
        for sentence in self.sentences:
            if waiting is not None and self._same_line(waiting, sentence) and _tells_who(waiting, sentence):
                tokens = waiting.tokens + sentence.tokens
                text = self.text[waiting.start : sentence.end]
                waiting = Sentence(waiting.start, sentence.end, text, tokens, waiting.paragraph)
                continue
            if waiting is not None:
                yield waiting
            waiting = sentence
        if waiting is not None:
            yield waiting

    def _same_line(self, one: Sentence, other: Sentence) -> bool:
        return one.paragraph == other.paragraph and "\n" not in self.text[one.end : other.start]

    def goes_on(self, here: Line, previous: Line) -> bool:
        """Whether a sentence holds quoted words only and follows others of the same voice."""
        if not (here.quoted and previous.quoted):
            return False
        if not all(inside or not here.is_word(at) for at, inside in enumerate(here.inside)):
            return False
        stretch = previous.quoted[-1]
        return self._same_line(previous.sentence, here.sentence) or not stretch.closed

    def mentions(self, span: Span) -> list[Mentioned]:
        """The mentions that begin inside a stretch."""
        return self._mentioned[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]


def _filled(sentences: Sequence[Sentence]) -> str:
    """The sentences at their places, with spaces between."""
    pieces, at = [], 0
    for sentence in sentences:
        pieces.append(" " * (sentence.start - at) + sentence.text)
        at = sentence.end
    return "".join(pieces)


def _in_sentence(here: Line, article: _Article) -> list[Quote]:
    found = sayings(
        here, lambda first, last: any(one.kind == "actor" for one in article.mentions(_span(here, first, last)))
    )
    quotes = []
    for at, one in enumerate(found):
        pieces = contents(here, found, at)
        if pieces:
            quotes.extend(_quotes(here, one, pieces, article))
    return quotes


def _quotes(here: Line, one: Saying, pieces: list[tuple[int, int]], article: _Article) -> list[Quote]:
    """The record of one saying; a hedged second half ("and potentially hampered …") is its own."""
    parts = [pieces]
    if len(pieces) == 1:
        cut = _second_hedge(here, *pieces[0])
        if cut is not None:
            parts = [[(pieces[0][0], cut[0])], [(cut[1], pieces[0][1])]]
    speaker = _speaker(here, one.subject, article) if one.subject else None
    if speaker is not None and one.subject and here.lower[one.subject[0]] not in PRONOUNS:
        article.heard(speaker, _is_person(here, one.subject, speaker))
    speaker_span = _span(here, *(one.named or one.subject)) if one.subject else None
    via = _speaker(here, one.relay, article) if one.relay else None
    made = []
    for part in parts:
        spans = _merged([_stretch(here, first, last) for first, last in part])
        start, end = spans[0].start, spans[-1].end
        text = article.text[start:end]
        direct = all(here.inside[first] and here.inside[last - 1] for first, last in part)
        made.append(
            Quote(
                start, end, text, spans, speaker, speaker_span, via, direct, _words(here, one.first, one.last),
                _hedge(here, part, one), None, Span(start, end), one.kind, _span(here, one.first, one.last),
            )
        )  # fmt: skip
    return made


def _speaker(here: Line, phrase: tuple[int, int], article: _Article) -> Name | None:
    """The name of a noun phrase: the person or body in it that a table knows, else its own words.

    None where it is nobody: "data available".
    """
    if phrase[1] - phrase[0] == 1 and here.lower[phrase[0]] in PRONOUNS:
        heard = article.speaker(here.lower[phrase[0]])
        if heard is not None:
            return heard
    inside = [one for one in article.mentions(_span(here, *phrase)) if one.kind == "actor"]
    known = [one for one in inside if one.name.id]
    if known:
        return known[-1].name
    first, last = phrase
    while last - first > 1 and here.lower[first] in ("the", "a", "an"):
        first += 1
    core = next(
        (at for at in range(first + 1, last) if here.lower[at] in JOINS_NOUNS or here.tokens[at].text == "("), last
    )
    if article.impersonal & {here.lower[first], here.lower[core - 1]} and core - first < 3:
        return None
    return Name(None, _words(here, first, core).removesuffix("’s").removesuffix("'s"))


def _is_person(here: Line, phrase: tuple[int, int], speaker: Name) -> bool:
    """Whether a speaker is one human being, by title or by name; on "he" and "it" depends who is meant."""
    classes = word_classes()
    words = set(here.lower[phrase[0] : phrase[1]])
    if words & classes["person"]:
        return True
    own = speaker.name.casefold().split()
    if speaker.id is not None and len(own) < 2:
        return False
    return speaker.name[:1].isupper() and not speaker.name.isupper() and not set(own) & classes["organisation"]


def _words(here: Line, first: int, last: int) -> str:
    span = _span(here, first, last)
    return _text(here, span.start, span.end)


def _text(here: Line, start: int, end: int) -> str:
    offset = here.sentence.start
    return here.sentence.text[start - offset : end - offset]


def _span(here: Line, first: int, last: int) -> Span:
    return Span(here.tokens[first].start, here.tokens[last - 1].end)


def _stretch(here: Line, first: int, last: int) -> Span:
    """The characters of a range of tokens; a quotation is taken whole, also where it goes on over sentences."""
    span = _span(here, first, last)
    start, end = span.start, span.end
    for stretch in here.quoted:
        if stretch.start < start < stretch.end and first == 0:
            start = stretch.start
        if stretch.start < end < stretch.end and last == len(here):
            end = stretch.end
    return Span(start, end)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans without overlaps, in order."""
    merged = [spans[0]]
    for span in spans[1:]:
        if span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _tells_who(quoted_one: Sentence, other: Sentence) -> bool:
    """Whether a sentence after `"…!"` only says whose words these were."""
    if not quoted_one.text.endswith(ASKED):
        return False
    first = other.tokens[:5]
    return any(
        verbs().at(first, at) is not None and (at == 0 or at + 1 == len(other.tokens) or first[0].lower != "the")
        for at in range(len(first))
    ) and (other.text[0].islower() or len(other.tokens) < SHORT)


def _voices(quote: Quote, previous: Line) -> bool:
    """Whether a quote holds the last quoted words of a sentence."""
    stretch = previous.quoted[-1]
    return any(span.start < stretch.end and stretch.start < span.end for span in quote.spans)


def _joined(quote: Quote, here: Line, article: _Article) -> Quote:
    """A quote that goes on over the quoted sentence."""
    stretch = here.quoted[-1].span
    spans = _merged([*quote.spans, stretch]) if stretch.start >= quote.start else quote.spans
    end = spans[-1].end
    return replace(quote, end=end, text=article.text[quote.start : end], spans=spans, scope=Span(quote.start, end))


def _hedge(here: Line, part: list[tuple[int, int]], one: Saying) -> str | None:
    """The first hedge of a content, unless another voice stands before it."""
    first, last = part[0]
    for at in range(first, last):
        match = hedges().at(here.tokens, at)
        if match is not None:
            return _words(here, match.first, match.last)
        if at > first and verbs().at(here.tokens, at) is not None and not here.inside[at]:
            break
    return None


def _second_hedge(here: Line, first: int, last: int) -> tuple[int, int] | None:
    """Where "… and potentially hampered …" begins: the end of the first half and the start of the second."""
    for at in range(first + 3, last - 1):
        if here.lower[at] in ("and", "but", "or") and not here.inside[at]:
            match = hedges().at(here.tokens, at + 1)
            if match is not None and here.word(match.last).endswith("ed"):
                return at, at + 1
    return None
