"""Text into sentences with tokens: paragraphs first, then sentence ends that are not abbreviations."""

from __future__ import annotations

import re

from nkdata.model import Sentence, Token

# One token: a number with blanks or commas as thousands separators is joined later, by quantities.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*|[^\w\s]|_+|\w+")
PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|(?:,[ \t]){2,}[, \t]*")
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s)|[。！？][」』”’）]*|\n")
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col sgt maj capt adm gov sen rep st no vs etc inc ltd corp co jr sr dept est approx "
    "fig vol "
    "jan feb mar apr jun jul aug sep sept oct nov dec u.s u.n u.k n s a.m p.m e.g i.e d.c".split()
)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a text into sentences, in order, none empty, none crossing a paragraph.

    A paragraph ends at a blank line or at the `, ,` that stands for one in archived agency copy; a
    sentence at a full stop, question or exclamation mark that is no part of an abbreviation or initial, or at a line
    end.
    """
    found: list[Sentence] = []
    paragraph, start = 0, 0
    for gap in PARAGRAPH.finditer(text):
        found += _paragraph(text, start, gap.start(), paragraph)
        paragraph, start = paragraph + 1, gap.end()
    found += _paragraph(text, start, len(text), paragraph)
    return tuple(found)


def _paragraph(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """The sentences of one paragraph."""
    found = []
    for mark in SENTENCE_END.finditer(text, start, end):
        if text[mark.start()] == "." and not _ends(text, start, mark.start(), mark.end(), end):
            continue
        found += _sentence(text, start, mark.end(), paragraph)
        start = mark.end()
    return found + _sentence(text, start, end, paragraph)


def _ends(text: str, start: int, dot: int, after: int, end: int) -> bool:
    """Whether the full stop at `dot` ends a sentence."""
    word = re.search(r"\S*$", text[max(start, dot - 12) : dot])
    last = word.group().lower().lstrip("(\"“‘'") if word else ""
    if last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        following = re.match(r"\s*[\"“‘(]?(\S)", text[after : min(end, after + 6)])
        # "the U.S. The …" ends there; "Mr. Kim", "N. Korea", "Aug. 18" do not
        return bool(
            following
            and following.group(1).isupper()
            and last in {"u.s", "u.n", "u.k", "a.m", "p.m", "etc", "inc", "corp"}
        )
    return True


def _sentence(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """The stretch without its outer blanks as a sentence, or nothing."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if not piece:
        return []
    return [Sentence(start, start + len(piece), piece, tokens(piece, start), paragraph)]


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a text; `offset` is added to their places."""
    return tuple(
        Token(m.start() + offset, m.end() + offset, m.group(), m.group().casefold().replace("’", "'"))
        for m in TOKEN.finditer(text)
    )
