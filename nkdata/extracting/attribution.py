"""Who said it: quotes, reported statements and silences, with the stretch for which somebody answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from nkdata.extracting.clauses import Line, line
from nkdata.extracting.contents import contents
from nkdata.extracting.cues import answers, hedges, verbs
from nkdata.extracting.quotemarks import quoted
from nkdata.extracting.saying import Saying, sayings
from nkdata.model import Mentioned, Name, Quote, Sentence, Span


def find_quotes(sentences: Sequence[Sentence], mentioned: Sequence[Mentioned]) -> tuple[Quote, ...]:
    """Everything for which the article makes somebody responsible, in text order.

    `sentences` and `mentioned` are those of one article, in order.  A quote may nest in another ("Yonhap said the
    ministry denied …"); `responsible` finds the innermost.  Statements without a named holder ("is believed to")
    have no speaker.  Linear in the length of the text.
    """
    stretches = quoted(sentences)
    names = _Names(mentioned)
    found: list[Quote] = []
    at = 0
    for sentence in sentences:
        while at < len(stretches) and stretches[at].end <= sentence.start:
            at += 1
        last = at
        while last < len(stretches) and stretches[last].start < sentence.end:
            last += 1
        here = line(sentence, stretches[at:last])
        said = _in_sentence(here, names)
        if not said and found and _only_quoted(here) and found[-1].direct:
            _join(found, here)
        found.extend(said)
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


def responsible(quotes: Sequence[Quote], span: Span) -> Quote | None:
    """The innermost quote whose scope covers a span and whose speaker answers for what stands there; None without one."""
    kinds = answers()
    best: Quote | None = None
    for quote in quotes:
        if quote.scope.covers(span) and kinds.get(quote.cue_kind, True):
            if any(piece.covers(span) for piece in quote.spans) or quote.direct:
                if best is None or quote.scope.end - quote.scope.start < best.scope.end - best.scope.start:
                    best = quote
    return best


class _Names:
    """The mentions of an article, to be asked by place."""

    def __init__(self, mentioned: Sequence[Mentioned]) -> None:
        self._all = sorted(mentioned, key=lambda one: one.start)
        self._starts = [one.start for one in self._all]

    def within(self, start: int, end: int) -> list[Mentioned]:
        """Those that begin inside a stretch."""
        return self._all[bisect_left(self._starts, start) : bisect_right(self._starts, end - 1)]


def _in_sentence(here: Line, names: _Names) -> list[Quote]:
    found = sayings(here)
    quotes = []
    for at, one in enumerate(found):
        pieces = contents(here, found, at)
        if pieces:
            quotes.extend(_quotes(here, one, pieces, names))
    return quotes


def _quotes(here: Line, one: Saying, pieces: list[tuple[int, int]], names: _Names) -> list[Quote]:
    """The record of one saying; a hedged second half ("and potentially hampered …") is its own."""
    parts = [pieces]
    if len(pieces) == 1:
        cut = _second_hedge(here, *pieces[0])
        if cut is not None:
            parts = [[(pieces[0][0], cut[0])], [(cut[1], pieces[0][1])]]
    speaker_span = _span(here, *one.subject) if one.subject else None
    speaker = _speaker(here, one.subject, names) if one.subject else None
    via = _speaker(here, one.relay, names) if one.relay else None
    made = []
    for part in parts:
        spans = tuple(_stretch(here, first, last) for first, last in part)
        start, end = spans[0].start, spans[-1].end
        text = _text(here, start, end)
        direct = all(here.inside[first] and here.inside[last - 1] for first, last in part)
        made.append(
            Quote(
                start, end, text, spans, speaker, speaker_span, via, direct, _words(here, one.first, one.last),
                _hedge(here, part, one), None, Span(start, end), one.kind, _span(here, one.first, one.last),
            )
        )  # fmt: skip
    return made


def _speaker(here: Line, phrase: tuple[int, int], names: _Names) -> Name | None:
    """The name of a noun phrase: the person or body in it that a table knows, else its own words."""
    span = _span(here, *phrase)
    inside = [one for one in names.within(span.start, span.end) if one.kind == "actor"]
    text = _words(here, *phrase)
    if not inside:
        bare = text
        for article in ("the ", "a ", "an "):
            if bare.casefold().startswith(article):
                bare = bare[len(article) :]
        return Name(None, bare)
    known = [one for one in inside if one.name.id]
    best = known[-1] if known else inside[0]
    return best.name


def _words(here: Line, first: int, last: int) -> str:
    span = _span(here, first, last)
    return _text(here, span.start, span.end)


def _text(here: Line, start: int, end: int) -> str:
    offset = here.sentence.start
    return here.sentence.text[start - offset : end - offset]


def _span(here: Line, first: int, last: int) -> Span:
    return Span(here.tokens[first].start, here.tokens[last - 1].end)


def _stretch(here: Line, first: int, last: int) -> Span:
    """The characters of a range of tokens; a quotation is taken whole, also where it began sentences before."""
    return _span(here, first, last)


def _only_quoted(here: Line) -> bool:
    """Whether a sentence holds nothing but words in quotation marks."""
    return bool(here.inside) and all(inside or not here.is_word(at) for at, inside in enumerate(here.inside))


def _join(found: list[Quote], here: Line) -> None:
    """Let the last quote go on over a sentence that is quoted and has no voice of its own."""
    last = found[-1]
    found[-1] = last


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
