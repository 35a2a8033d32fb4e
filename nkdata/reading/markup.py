"""The text of a fragment of HTML, such as the body of a post: paragraphs on lines of their own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figure figcaption footer h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table td th tr ul".split()
)
LEFT_OUT = frozenset("script style template noscript iframe svg nav button form figcaption".split())
SHORTCODE = re.compile(r"\[/?[a-z]+_\d+\]")  # marks that a publishing system leaves: [ad_1]
MARKUP = re.compile(r"</?(?:p|div|span|br|ul|ol|li|h[1-6]|table|blockquote|article|section|a)\b[^<>]*>", re.I)


def looks_marked_up(text: str) -> bool:
    """Whether a text holds at least one tag of running text."""
    return MARKUP.search(text) is not None


def text_of(fragment: str) -> str:
    """The paragraphs of a fragment, each on its own line; scripts, menus and a closing bare link are left out."""
    reader = _Paragraphs()
    reader.feed(SHORTCODE.sub("", fragment))
    reader.close()
    return "\n".join(reader.paragraphs())


class _Paragraphs(HTMLParser):
    """Collects blocks of text and whether a block is nothing but a link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[tuple[str, bool]] = []
        self._pieces: list[tuple[str, bool]] = []
        self._hidden = 0
        self._link = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LEFT_OUT:
            self._hidden += 1
        elif tag == "a":
            self._link += 1
        elif tag in BLOCKS:
            self._end_block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in LEFT_OUT:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a":
            self._link = max(0, self._link - 1)
        elif tag in BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._pieces.append((data, self._link > 0))

    def _end_block(self) -> None:
        text = " ".join("".join(piece for piece, _ in self._pieces).split())
        if text:
            self._blocks.append((text, all(linked for piece, linked in self._pieces if piece.strip())))
        self._pieces = []

    def paragraphs(self) -> list[str]:
        """The blocks in order, without the links that stand alone at the end."""
        self._end_block()
        held = list(self._blocks)
        while held and held[-1][1]:
            held.pop()
        return [text for text, _ in held]
