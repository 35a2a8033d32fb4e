"""Deeds that are said not to have been done, hence the figures that are denied with them."""

from __future__ import annotations

from collections.abc import Iterable

from nkdata.extracting.claims.deeds import ADVERBS, BE, Deed, reach
from nkdata.extracting.claims.metrics import MetricRule
from nkdata.extracting.scenes import Scene

WITHIN = (ADVERBS | BE) - {"not", "totally", "wholly", "completely", "also"}  # between "not" and the deed
NEVER = frozenset({"not", "never"})


def is_undone(scene: Scene, rule: MetricRule, done: Iterable[Deed], first: int, last: int) -> bool:
    """Whether the nearest deed of a rule is said not to have been done: "did not destroy 300 homes"."""
    near = [
        (gap, deed)
        for deed in done
        if any(one <= deed.classes for one in rule.deeds) and (gap := reach(scene, deed, first, last)) is not None
    ]
    if not near:
        return False
    tokens = scene.sentence.tokens
    at = min(near, key=lambda one: one[0])[1].first - 1
    while at > 0 and tokens[at].lower in WITHIN:
        at -= 1
    return at > 0 and (tokens[at].lower in NEVER or tokens[at].lower.endswith("n't"))
