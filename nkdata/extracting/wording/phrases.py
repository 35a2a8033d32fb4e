"""Find many phrases at once: a trie over tokens, longest match first, linear in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from nkdata.extracting.wording.sentences import tokens as split
from nkdata.model import Token

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[T]):
    """A phrase found: token indices `first` (inclusive) and `last` (exclusive), characters, and what it stands for."""

    first: int
    last: int
    start: int
    end: int
    values: tuple[T, ...]


class _Node(Generic[T]):
    """What stands behind a token: the values of the phrase that ends there, and the tokens that may follow."""

    __slots__ = ("following", "values")

    def __init__(self) -> None:
        self.values: tuple[T, ...] = ()
        self.following: dict[str, _Node[T]] = {}


class Phrases(Generic[T]):
    """A table of phrases, each standing for one or more values; found case-insensitively, longest first."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        root = _Node[T]()
        for phrase, value in rows:
            node = root
            for token in split(phrase):
                node = node.following.setdefault(token.lower, _Node())
            if value not in node.values:
                node.values = (*node.values, value)
        self._first = root.following

    def find(self, tokens: tuple[Token, ...]) -> Iterator[PhraseMatch[T]]:
        """Yield matches left to right without overlaps."""
        first, done = self._first, 0
        for at in [at for at, token in enumerate(tokens) if token.lower in first]:
            if at >= done and (match := self._longest(tokens, at)) is not None:
                yield match
                done = match.last

    def at(self, tokens: tuple[Token, ...], at: int) -> PhraseMatch[T] | None:
        """The longest phrase that starts at token `at`, or None."""
        return self._longest(tokens, at) if at < len(tokens) else None

    def _longest(self, tokens: tuple[Token, ...], first: int) -> PhraseMatch[T] | None:
        following, size, last, end = self._first, len(tokens), first, first
        values: tuple[T, ...] = ()
        while following and last < size:
            node = following.get(tokens[last].lower)
            if node is None:
                break
            last += 1
            if node.values:
                values, end = node.values, last
            following = node.following
        if end == first:
            return None
        return PhraseMatch(first, end, tokens[first].start, tokens[end - 1].end, values)
