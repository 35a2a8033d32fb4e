"""Who said it: quotes, reported statements and silences, with the stretch for which somebody answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nkdata.extracting.attribution.acts import NOBODY
from nkdata.extracting.attribution.clauses import Line, line, phrase_after, span
from nkdata.extracting.attribution.contents import contents
from nkdata.extracting.attribution.cues import answers, verbs, word_classes
from nkdata.extracting.attribution.forms import form_of
from nkdata.extracting.attribution.gapping import may_go_on, told_once
from nkdata.extracting.attribution.hedging import hedge_of, second_hedge
from nkdata.extracting.attribution.relaying import HOLDING, SOURCES, chained, gives_way, hearer, owner
from nkdata.extracting.attribution.saying import MOST, Saying
from nkdata.extracting.attribution.sourcing import sayings
from nkdata.extracting.attribution.speakers import Speakers, written
from nkdata.extracting.attribution.subjects import acts_first
from nkdata.extracting.attribution.together import opens_two
from nkdata.extracting.wording.quotemarks import quoted
from nkdata.extracting.wording.sentences import asks
from nkdata.model import Mentioned, Name, Quote, Sentence, Span

ASKED = tuple(mark + close for mark in "?!…." for close in ("”", '"', "''"))
RELATIVE = frozenset({"who", "whom", "which"})  # "charged 14 men who it says …"
OPENS = 3  # tokens in which a sentence opens with a state
NEXT_CLAUSE = frozenset(": ; and but".split())
LONG = 400  # tokens: no form is looked for in a longer sentence
LONGEST_QUOTE = 20_000  # characters over which one quotation may go on
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
        article.note_issuers(here)
        said = _in_sentence(here, article)
        if not said and found and previous is not None and article.goes_on(here, previous):
            recent = range(len(found) - 1, max(-1, len(found) - 1 - MOST), -1)
            last = next((n for n in recent if _voices(found[n], previous)), None)
            if last is not None and here.sentence.end - found[last].start <= LONGEST_QUOTE:
                found[last] = _joined(found[last], here, article)
        found.extend(said)
        article.before, article.is_quiet = here, not said
        previous = here
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


def responsible(quotes: Sequence[Quote], span: Span) -> Quote | None:
    """The innermost quote whose scope covers a span and whose speaker answers for what stands there.

    `quotes` are those of one article as `find_quotes` gives them, in text order.
    What gives way ("is believed to", "images show", a plan) does so to one with a holder around it.  None: the
    publisher's own voice.
    """
    kinds = answers()
    if len(quotes) > MOST:
        after = bisect_right(quotes, span.start, key=lambda quote: quote.start)
        before = bisect_left(quotes, span.start - 2 * LONGEST_QUOTE, key=lambda quote: quote.start)
        quotes = quotes[before:after]
    fitting = [
        quote
        for quote in quotes
        if quote.scope.covers(span)
        and kinds.get(quote.cue_kind, True)
        and any(piece.covers(span) for piece in quote.spans)
    ]
    return min(fitting, key=lambda quote: (gives_way(quote), quote.scope.end - quote.scope.start), default=None)


class _Article:
    """One article with its quoted stretches and mentions, to be asked by place."""

    def __init__(self, sentences: Sequence[Sentence], mentioned: Sequence[Mentioned], text: str | None) -> None:
        self.sentences = sentences
        self.text = _filled(sentences) if text is None else text
        self.stretches = quoted(sentences)
        self._speakers = Speakers()
        self.before: Line | None = None  # the sentence before, and whether nobody spoke there
        self.is_quiet = False
        self._mentioned = sorted(mentioned, key=lambda one: one.start)
        self._starts = [one.start for one in self._mentioned]

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

    def name(self, here: Line, phrase: tuple[int, int], speaks: bool = True) -> Name | None:
        """By what name the speaker at a range of tokens goes."""
        prior = here.word(phrase[0] - 1) if here.lower[phrase[0]] == "it" else ""
        is_quiet = self.is_quiet and phrase[0] <= here.body + OPENS + 1
        if here.lower[phrase[0]] == "it" and (is_quiet or acts_first(here, phrase[1])):
            opener = self._opener()
            if opener is not None:
                return opener
        opening = phrase_after(here, 0) if prior in NEXT_CLAUSE else None
        if prior in RELATIVE:
            name_end = next(at for at in range(1, phrase[0] + 1) if not here.capital(at))
            last = here.tokens[name_end - 1]
            is_body = last.lower in word_classes()["organisation"] or last.text.isupper()
            phrase = (0, name_end) if name_end > 1 and is_body else phrase
        elif opening is not None and opening[1] < phrase[0] and self.actors(here, opening):
            phrase = opening  # "The WFP is gloomier: it speaks of 40 percent"
        if self._is_place(span(here, *phrase)):
            return None  # "Wonsan recorded 385 mm"
        name = self._speakers.name(here, phrase, self.actors(here, phrase), speaks)
        first = (
            opens_two(here, phrase, self.actors(here, (0, phrase[0]))) if name is not None and phrase[0] > 1 else None
        )
        if first is None or name is None:
            return name
        return Name(None, self.text[here.tokens[first].start : span(here, *phrase).start] + name.name)

    def _opener(self) -> Name | None:
        """The state with which the sentence before opens: "It has also shut … and said" leans on it."""
        if self.before is None:
            return None
        here = self.before
        opener = next(iter(self.actors(here, (here.body, min(len(here), here.body + OPENS)))), None)
        if opener is None or not str(opener.name.id).startswith("gov-") or here.word(here.body) == "it":
            return None
        return None if here.sentence.text[opener.end - here.sentence.start :][:2] in ("'s", "’s") else opener.name

    def note_issuers(self, here: Line) -> None:
        """Remember whose the writings of a sentence are."""
        if not written().isdisjoint(here.lower):
            self._speakers.issue(here, self.actors(here, (0, len(here))))

    def _is_place(self, where: Span) -> bool:
        """Whether a phrase is nothing but a place that a table knows."""
        at = bisect_left(self._starts, where.start)
        told = self._mentioned[at : at + 1]
        return any(
            one.kind == "place" and one.name.id and (one.start, one.end) == (where.start, where.end) for one in told
        )

    def actors(self, here: Line, phrase: tuple[int, int]) -> list[Mentioned]:
        """The actors mentioned in a range of tokens."""
        where = span(here, *phrase)
        first, last = bisect_left(self._starts, where.start), bisect_left(self._starts, where.end)
        return [one for one in self._mentioned[first:last] if one.kind == "actor"]


def _filled(sentences: Sequence[Sentence]) -> str:
    """The sentences at their places, with spaces between."""
    pieces, at = [], 0
    for sentence in sentences:
        pieces.append(" " * (sentence.start - at) + sentence.text)
        at = sentence.end
    return "".join(pieces)


def _in_sentence(here: Line, article: _Article) -> list[Quote]:
    if asks(here.sentence) and not here.quoted:
        return []  # "Has the ministry said that 40 died?"
    found = sayings(here, lambda first, last: bool(article.actors(here, (first, last))))
    quotes: list[Quote] = []
    for at, one in enumerate(found):
        pieces = [(max(first, here.body), last) for first, last in contents(here, found, at) if last > here.body]
        if not pieces:
            continue
        actors = article.actors(here, pieces[0]) if may_go_on(here, one, pieces) else []
        for voice, said in told_once(here, one, pieces, actors):
            quotes.extend(_quotes(here, voice, said, article))
    return chained(quotes)


def _quotes(here: Line, one: Saying, pieces: list[tuple[int, int]], article: _Article) -> list[Quote]:
    """The record of one saying; a hedged second half ("and potentially hampered …") is its own."""
    speaker = article.name(here, one.subject, one.kind not in HOLDING) if one.subject else None
    if one.subject and here.lower[one.subject[0]] in NOBODY:
        speaker = None  # "no official has confirmed"
    via = article.name(here, one.relay) if one.relay else hearer(here, one, article.actors(here, (0, len(here))))
    if via is None and one.subject and not SOURCES.isdisjoint(here.lower[slice(*one.subject)]):
        via = owner(here, one.subject, article.actors(here, one.subject))
    via = None if via == speaker else via  # "It quoted one member state": whoever "it" was, not that
    parts = [pieces]
    if len(pieces) == 1:
        first, last = pieces[0][0], _without_other(here, pieces[0], speaker, article)
        cut = second_hedge(here, first, last)
        parts = [[(first, last)]] if cut is None else [[(first, cut[0])], [(cut[1], last)]]
    speaker_span = span(here, *(one.named or one.subject)) if one.subject else None
    told = {at for first, last in pieces for at in range(first, last)}
    words = [word for at, word in enumerate(here.lower) if at not in told] if len(here) < LONG else []
    form = form_of(words, speaker.id if speaker else None, via.id if via else None)
    cue = span(here, one.first, one.last)
    made = []
    for part in parts:
        spans = _merged([_stretch(here, first, last) for first, last in part])
        start, end = spans[0].start, spans[-1].end
        direct = all(here.inside[first] and here.inside[last - 1] for first, last in part)
        made.append(
            Quote(
                start, end, article.text[start:end], spans, speaker, speaker_span, via, direct,
                article.text[cue.start : cue.end], hedge_of(here, part), form, Span(start, end), one.kind, cue,
            )
        )  # fmt: skip
    return made


def _without_other(here: Line, piece: tuple[int, int], speaker: Name | None, article: _Article) -> int:
    """Where a content without "that" ends before "… and Kim lifted the lockdown": a clause with an actor of its own."""
    first, last = piece
    if here.lower[first] == "that" or here.inside[first] or speaker is None:
        return last
    for at in range(first + 2, last - 2):
        if here.lower[at] == "and" and here.capital(at + 1) and not here.inside[at]:
            actor = next(iter(article.actors(here, (at + 1, at + 2))), None)
            if actor is None or actor.name.id in (None, speaker.id):
                continue
            verb = next((n for n in range(at + 1, last) if here.tokens[n].start >= actor.end), last)
            if here.word(verb).endswith("ed"):
                return at
    return last


def _stretch(here: Line, first: int, last: int) -> Span:
    """The characters of a range of tokens; a quotation is taken whole, also where it goes on over sentences."""
    whole = span(here, first, last)
    start, end = whole.start, whole.end
    for stretch in here.quoted:
        if stretch.start < start < stretch.end and first == 0:
            start = stretch.start
        if stretch.start < end < stretch.end and last == len(here):
            end = stretch.end
    return Span(start, end)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans without overlaps, in order."""
    merged = [spans[0]]
    for piece in spans[1:]:
        if piece.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, piece.end))
        else:
            merged.append(piece)
    return tuple(merged)


def _tells_who(quoted_one: Sentence, other: Sentence) -> bool:
    """Whether a sentence after `"…!"` only says whose words these were."""
    if not quoted_one.text.endswith(ASKED) or len(quoted_one.tokens) > LONG:
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
