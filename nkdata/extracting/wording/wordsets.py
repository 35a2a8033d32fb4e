"""Small sets of words that rules ask for by name, kept in the table word_sets.csv."""

from __future__ import annotations

from functools import cache

from nkdata.extracting.wording import ruletables


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of all rows with that name; KeyError where there are none."""
    found = frozenset(
        word for row in ruletables.rows("word_sets") if row["set"] == name for word in row["words"].split("|")
    )
    if not found:
        raise KeyError(f"word_sets.csv has no set {name!r}")
    return found
