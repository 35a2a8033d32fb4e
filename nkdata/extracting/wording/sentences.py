"""Text into sentences with tokens: paragraphs first, then lines, then sentence ends that are not abbreviations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Sentence, Token

# A number with blanks as thousands separators is joined later, by numerals; a rule of dashes is one token.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*|([^\w\s])\1{7,}|[^\w\s]|_+|\w+")
# A blank line, or the ", ," that stands for one in archived agency copy.
PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|[,.]?,[ \t]{2,}(?:,[ \t]*)*|,[ \t],[ \t,]*")
SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’')\]]*+(?=\s)|[。！？][」』”’）]*")
ENDS_SENTENCE = frozenset('.!?”"')
OPENING = 4  # tokens of "Q: “Did"
CLOSED = tuple(".!?…:;\"”’')]。！？」』”")
BLANK_AFTER = re.compile(r"\s*[\"“‘'(\[`]*(\S)(\w*)")
WRAPPED_AT = 40  # a line shorter than this that ends without a mark is a headline or a list item, not wrapped text


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a text into sentences, in order, none empty, none crossing a paragraph.

    A paragraph ends at a blank line or at the `, ,` that stands for one in archived agency copy.  A line end ends a
    sentence unless the text is hard-wrapped there: a long line without a closing mark, followed by a line that goes on
    in lower case, or by any line where most lines of the paragraph end so.  A sentence ends at a full stop, question or
    exclamation mark that is no part of an abbreviation or initial.  Linear in the length of the text.
    """
    found: list[Sentence] = []
    paragraph, start = 0, 0
    for gap in PARAGRAPH.finditer(text):
        mark = gap.start() + 1 if text[gap.start()] == "." else gap.start()
        before = len(found)
        _paragraph(text, start, mark, paragraph, found)
        paragraph += len(found) > before
        start = gap.end()
    _paragraph(text, start, len(text), paragraph, found)
    return tuple(found)


def asks(sentence: Sentence) -> bool:
    """Whether a sentence asks if something is so: "Q: Has the North fired a missile?" tells neither yes nor no."""
    words = [token.lower for token in sentence.tokens[:OPENING] if token.text[0].isalpha() and token.lower != "q"]
    return bool(words) and words[0] in word_set("opens a question") and sentence.text.rstrip("\"”’' ").endswith("?")


def headline_end(told: Sequence[Sentence]) -> int:
    """Where the headline ends with which an article begins, in characters; 0 where its first sentence is none."""
    return told[0].end if told and told[0].text.rstrip()[-1:] not in ENDS_SENTENCE else 0


def _paragraph(text: str, start: int, end: int, paragraph: int, found: list[Sentence]) -> None:
    """Add the sentences of one paragraph."""
    for first, last in _lines(text, start, end):
        begin = first
        for mark in SENTENCE_END.finditer(text, first, last):
            if text[mark.start()] == "." and not _ends(text, begin, mark.start(), mark.end(), last):
                continue
            _sentence(text, begin, mark.end(), paragraph, found)
            begin = mark.end()
        _sentence(text, begin, last, paragraph, found)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a paragraph, wrapped ones joined."""
    breaks, at = [], text.find("\n", start, end)
    while at != -1:
        breaks.append(at)
        at = text.find("\n", at + 1, end)
    if not breaks:
        return [(start, end)]
    edges = [start - 1, *breaks, end]
    spans = [(edges[n] + 1, edges[n + 1]) for n in range(len(edges) - 1)]
    open_ended = [_open(text, *span) for span in spans[:-1]]
    mostly = sum(open_ended) > len(open_ended) * 0.6 and len(open_ended) > 1
    joined = [spans[0]]
    for span, unfinished in zip(spans[1:], open_ended, strict=True):
        onward = BLANK_AFTER.match(text, span[0], min(span[1], span[0] + 40))
        if unfinished and onward and (mostly or onward.group(1).islower()):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _open(text: str, start: int, end: int) -> bool:
    """Whether a line is long and ends without a closing mark."""
    last = end
    while last > start and text[last - 1].isspace():
        last -= 1
    return last - start >= WRAPPED_AT and not text.startswith(CLOSED, last - 1)


def _ends(text: str, start: int, dot: int, after: int, end: int) -> bool:
    """Whether the full stop at `dot` ends a sentence."""
    at = dot
    while at > start and dot - at < 12 and not text[at - 1].isspace():
        at -= 1
    last = text[at:dot].lower().lstrip("(\"“‘'`[")
    if last not in word_set("abbreviation") and not (len(last) == 1 and last.isalpha()):
        return True
    if last not in word_set("closing abbreviation"):
        return False
    following = BLANK_AFTER.match(text, after, min(end, after + 24))
    if following is None or not following.group(1).isupper():
        return following is None
    word = (following.group(1) + following.group(2)).lower()
    if word == "state" and text.startswith(" Department", following.end()):
        return False  # "the U.S. State Department"
    if last in {"a.m", "p.m"}:
        return word not in word_set("after a clock time")
    # "the U.S. The …" ends there, "the U.S. Army" does not
    return word in word_set("sentence opener")


def _sentence(text: str, start: int, end: int, paragraph: int, found: list[Sentence]) -> None:
    """Add the stretch without its outer blanks as a sentence, or nothing."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        piece = text[start:end]
        found.append(Sentence(start, end, piece, tokens(piece, start), paragraph))


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a text in order, `text` as it stands there; `offset` is added to their places."""
    found = []
    for match in TOKEN.finditer(text):
        word = match.group()
        lower = word.casefold()
        found.append(
            Token(
                match.start() + offset, match.end() + offset, word, lower.replace("’", "'") if "’" in lower else lower
            )
        )
    return tuple(found)
