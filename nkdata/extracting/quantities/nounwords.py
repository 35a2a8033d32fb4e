"""What a word looks like by its ending: an adjective, a participle before a noun."""

from __future__ import annotations

from nkdata.extracting.wording.wordsets import word_set


def is_adjective(word: str) -> bool:
    """Whether a word looks like an adjective by its ending."""
    return word in word_set("adjective") or (
        word.endswith(tuple(word_set("adjective ending"))) and word not in word_set("noun like an adjective")
    )


def is_participle(word: str) -> bool:
    """Whether a word is a modifier of the kind of "recorded" or "charging"."""
    return word.endswith(("ing", "ed")) and word not in word_set("noun like an adjective")
