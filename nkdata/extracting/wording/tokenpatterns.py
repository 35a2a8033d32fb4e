"""Patterns over tokens, kept in a table: each known word is one character, each pattern one regular expression.

A sentence is written as a string with one character a token (`_` for a word that no pattern knows), so that a
pattern such as `MONTH .? DAY ,? YEAR` is an ordinary regular expression over a short string, tried only where a known
word stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nkdata.model import Token

OTHER = "_"
FIRST_SYMBOL = 0xE000  # private use: no text can hold these by meaning
# `*` and `+` stop after four, so that a long run of one word costs no more than its length
MARKS = {"(": "(?:", ")": ")", "|": "|", "?": "?", "*": "{0,4}", "+": "{1,4}"}
PIECE = re.compile(r"[A-Z][A-Z0-9]*|[a-z'`]+|[.,:/%–—-]|[()|?*+]")


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """A row of the table found at tokens `first` (inclusive) to `last` (exclusive); `slots` by class name."""

    row: Mapping[str, str]
    first: int
    last: int
    slots: Mapping[str, tuple[int, int]]


Candidate = tuple[re.Pattern[str], Mapping[str, str]]


class TokenPatterns:
    """Compiled patterns.

    `words` maps words to the classes that patterns name in capitals; `shape` names the shape of a token of digits and
    `shapes` the shapes that a class takes; `macros` are patterns of their own, named like classes.
    """

    def __init__(
        self,
        words: Mapping[str, Iterable[str]],
        shape: Callable[[str], str],
        shapes: Mapping[str, Sequence[str]],
        rows: Sequence[Mapping[str, str]],
        macros: Mapping[str, str],
    ) -> None:
        self._symbols: dict[str, str] = {}
        self._shape = shape
        self._members: dict[str, str] = {}
        for word, classes in words.items():
            for name in classes:
                self._members[name] = self._members.get(name, "") + self._symbol(word)
        self._shape_symbols: dict[str, str] = {}
        for name, parts in shapes.items():
            for part in parts:
                sign = self._shape_symbols.setdefault(part, self._symbol(f"<{part}>"))
                self._members[name] = self._members.get(name, "") + sign
        self._macros = {name: self._compile(source, {}) for name, source in macros.items()}
        self._starts: dict[str, list[Candidate]] = {}
        self._alone: dict[str, list[Candidate]] = {}  # those that one token fills
        for row in rows:
            pattern = re.compile(self._compile(row["pattern"], {}, captures=True))
            for sign in sorted(opening(pattern.pattern)):
                self._starts.setdefault(sign, []).append((pattern, row))
                if pattern.fullmatch(sign):
                    self._alone.setdefault(sign, []).append((pattern, row))

    def _symbol(self, word: str) -> str:
        return self._symbols.setdefault(word, chr(FIRST_SYMBOL + len(self._symbols)))

    def _compile(self, source: str, counts: dict[str, int], captures: bool = False) -> str:
        """One pattern of the table as a regular expression over symbols."""
        out = []
        for piece in PIECE.findall(source):
            if piece in MARKS:
                out.append(MARKS[piece])
            elif piece[0].isupper():
                body = self._macros[piece] if piece in getattr(self, "_macros", {}) else f"[{self._members[piece]}]"
                counts[piece] = counts.get(piece, 0) + 1
                name = piece if counts[piece] == 1 else f"{piece}{counts[piece]}"
                out.append(f"(?P<{name}>{body})" if captures else f"(?:{body})")
            else:
                out.append(self._symbol(piece))
        return "".join(out)

    def line(self, tokens: Sequence[Token]) -> str:
        """The tokens as symbols, one character each."""
        get, rare = self._symbols.get, self._rare
        return "".join([get(t.lower) or rare(t.lower) for t in tokens])

    def _rare(self, lower: str) -> str:
        """The symbol of a token that is no word of the lexicon: digits by shape, "Friday's" as "Friday"."""
        if "0" <= lower[0] <= "9":
            return self._shape_symbols[self._shape(lower)]
        return self._symbols.get(lower[:-2], OTHER) if lower[-2:] == "'s" else OTHER

    def find(self, tokens: Sequence[Token], accept: Callable[[TokenMatch], bool]) -> Iterator[TokenMatch]:
        """Yield the longest accepted match at each place, left to right, without overlaps; earlier rows win ties."""
        line = self.line(tokens)
        at, size = 0, len(line)
        line += OTHER
        while at < size:
            candidates = (self._alone if line[at + 1] == OTHER else self._starts).get(line[at])
            found = self._best(candidates, line, at, accept) if candidates else None
            if found is None:
                at += 1
            else:
                yield found
                at = found.last

    @staticmethod
    def _best(
        candidates: list[Candidate],
        line: str,
        at: int,
        accept: Callable[[TokenMatch], bool],
    ) -> TokenMatch | None:
        hits = [(-m.end(), n, m, row) for n, (p, row) in enumerate(candidates) if (m := p.match(line, at))]
        for _, _, match, row in sorted(hits, key=lambda hit: hit[:2]):
            slots = {name: match.span(name) for name, text in match.groupdict().items() if text}
            found = TokenMatch(row, at, match.end(), slots)
            if accept(found):
                return found
        return None


def opening(source: str) -> set[str]:
    """The characters with which a match of a regular expression made here can begin."""
    return _Opening(source).symbols()


class _Opening:
    """Reads the small language that `TokenPatterns._compile` writes: groups, sets, `|`, `?` and `{0,4}`."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0

    def symbols(self) -> set[str]:
        return self._choice()[0]

    def _choice(self) -> tuple[set[str], bool]:
        first, empty = self._sequence()
        while self._at < len(self._source) and self._source[self._at] == "|":
            self._at += 1
            more, other = self._sequence()
            first, empty = first | more, empty or other
        return first, empty

    def _sequence(self) -> tuple[set[str], bool]:
        first: set[str] = set()
        empty = True
        while self._at < len(self._source) and self._source[self._at] not in "|)":
            symbols, optional = self._item()
            if empty:
                first |= symbols
            empty = empty and optional
        return first, empty

    def _item(self) -> tuple[set[str], bool]:
        source, sign = self._source, self._source[self._at]
        if sign == "(":
            name = re.compile(r"\(\?(?::|P<\w+>)").match(source, self._at)
            self._at = name.end() if name else self._at + 1
            symbols, empty = self._choice()
            self._at += 1
        elif sign == "[":
            close = source.index("]", self._at)
            symbols, empty = set(source[self._at + 1 : close]), False
            self._at = close + 1
        else:
            symbols, empty = {sign}, False
            self._at += 1
        if mark := re.compile(r"\?|\{([01]),4\}").match(source, self._at):
            empty = empty or mark.group(1) != "1"
            self._at = mark.end()
        return symbols, empty
