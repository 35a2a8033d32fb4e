"""Find many phrases at once: a trie over tokens, longest match first, linear in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from nkdata.extracting.wording.sentences import tokens as split
from nkdata.model import Token

T = TypeVar("T")
END = ""  # no token is empty


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[T]):
    """A phrase found: token indices `first` (inclusive) and `last` (exclusive), characters, and what it stands for."""

    first: int
    last: int
    start: int
    end: int
    values: tuple[T, ...]


class Phrases(Generic[T]):
    """A table of phrases, each standing for one or more values; found case-insensitively, longest first."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._trie: dict[str, object] = {}
        for phrase, value in rows:
            node = self._trie
            for token in split(phrase):
                node = node.setdefault(token.lower, {})  # type: ignore[assignment]
            node.setdefault(END, [])
            values: list[T] = node[END]  # type: ignore[assignment]
            if value not in values:
                values.append(value)

    def find(self, tokens: tuple[Token, ...]) -> Iterator[PhraseMatch[T]]:
        """Yield matches left to right without overlaps."""
        at, size, trie = 0, len(tokens), self._trie
        while at < size:
            match = self._longest(tokens, at) if tokens[at].lower in trie else None
            if match is None:
                at += 1
            else:
                yield match
                at = match.last

    def at(self, tokens: tuple[Token, ...], at: int) -> PhraseMatch[T] | None:
        """The longest phrase that starts at token `at`, or None."""
        return self._longest(tokens, at) if at < len(tokens) else None

    def _longest(self, tokens: tuple[Token, ...], first: int) -> PhraseMatch[T] | None:
        node: Mapping[str, object] = self._trie
        best: PhraseMatch[T] | None = None
        for last in range(first, len(tokens)):
            step = node.get(tokens[last].lower)
            if step is None:
                break
            node = step  # type: ignore[assignment]
            values = node.get(END)
            if values is not None:
                best = PhraseMatch(first, last + 1, tokens[first].start, tokens[last].end, tuple(values))  # type: ignore[arg-type]
        return best
