"""Korean place names in Latin letters: one key for all the ways to spell them."""

from __future__ import annotations

import unicodedata

# Order matters: digraphs first.  Revised, McCune-Reischauer and the North's own system fall together.
FOLDS = (
    ("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("ae", "ai"), ("oe", "oi"), ("ee", "i"), ("oo", "u"),
    ("ch", "j"), ("kh", "k"), ("ph", "p"), ("th", "t"), ("sh", "s"),
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("jj", "j"), ("ss", "s"), ("ck", "k"),
    ("g", "k"), ("b", "p"), ("d", "t"), ("r", "l"),
)  # fmt: skip


def fold(word: str) -> str:
    """A key that different romanisations of one Korean name share.

    Breves, apostrophes and aspirates go, voiced consonants become unvoiced, `eo` and `yeo` become `o` and `yo`
    (Phyongan, Pyongan, Pyeongan; Jagang, Chagang; Kaesong, Gaeseong).  A word folded twice stays the same.
    """
    plain = unicodedata.normalize("NFD", word.casefold())
    letters = "".join(letter for letter in plain if letter.isalpha())
    while (folded := _once(letters)) != letters:
        letters = folded
    return letters


def _once(letters: str) -> str:
    for old, new in FOLDS:
        letters = letters.replace(old, new)
    # "ng" is one sound, and doubled l and n are one
    return letters.replace("nk", "ng").replace("ll", "l").replace("nn", "n")
