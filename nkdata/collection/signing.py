"""Signatures of texts: how alike two are, without comparing all with all.

MinHash (Broder 1997) over shingles of three words, by `rensa`; the signature is cut into bands, and two texts that
share one whole band are worth a look (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, section 3.4).  16 bands
of four make a pair of likeness .5 a candidate in two of three cases, one of .7 nearly always.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Sequence

from rensa import RMinHash

HASHES, BANDS, SEED = 64, 16, 20200818
WIDTH = HASHES // BANDS
SHINGLE = 3  # words
WORD = re.compile(r"\w+")


def signature(text: str) -> list[int]:
    """64 numbers that are alike as far as the texts are; empty for a text without words."""
    words = WORD.findall(text.casefold())
    if not words:
        return []
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, 1))}
    hashed = RMinHash(HASHES, SEED)
    hashed.update(sorted(shingles))
    return [int(one) for one in hashed.digest()]


def bands(signed: Sequence[int]) -> list[int]:
    """One number of 64 bits for each band of a signature."""
    return [
        int.from_bytes(hashlib.blake2b(array("I", signed[at : at + WIDTH]).tobytes(), digest_size=8).digest())
        for at in range(0, len(signed), WIDTH)
    ]


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated share of common shingles (Jaccard), 0 to 1; standard error at most .0625."""
    if not len(one) or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
