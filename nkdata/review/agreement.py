"""How far two people agree, and how often the machine was right on a person's own material."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

import pandas as pd

from nkdata.review.apply import Outcome, outcomes
from nkdata.review.finding import PREFIX, plain
from nkdata.review.log import EDITABLE, Entry, live

VERDICTS = ("confirmed", "corrected", "rejected")
NORMAL_95 = 1.959964  # two-sided 95 % quantile of the normal distribution


@dataclass(frozen=True)
class Agreement:
    """Of `judged` claims and events that both judged, the share of equal verdicts and Cohen's kappa.

    `kappa` is None where it has no meaning: nothing judged by both, or both gave one and the same verdict throughout.
    `differing` are the pairs of outcomes that differ, also two corrections to different values.
    """

    judged: int
    raw: float | None
    kappa: float | None
    differing: tuple[tuple[Outcome, Outcome], ...]


def agreement(entries: Iterable[Entry], claims: pd.DataFrame, one: str, other: str, kind: str = "claim") -> Agreement:
    """How far two reviewers, by name, agree: each judged by her own entries alone, as they stand.

    Cohen, J. (1960), A coefficient of agreement for nominal scales: the categories are confirmed, rejected, and each
    correction with what it says, so that two corrections agree only when they correct alike.
    """
    held = list(entries)
    first, second = (_verdicts(held, claims, by, kind) for by in (one, other))
    both = [(first[key], second[key]) for key in first if key in second]
    if not both:
        return Agreement(0, None, None, ())
    told = [(_category(a), _category(b)) for a, b in both]
    raw = sum(a == b for a, b in told) / len(told)
    counts = Counter(a for a, _ in told), Counter(b for _, b in told)
    chance = sum(counts[0][category] * counts[1][category] for category in counts[0]) / len(told) ** 2
    kappa = None if chance >= 1 else (raw - chance) / (1 - chance)
    differing = tuple(pair for pair, (a, b) in zip(both, told, strict=True) if a != b)
    return Agreement(len(both), raw, kappa, differing)


def _verdicts(entries: list[Entry], claims: pd.DataFrame, by: str, kind: str) -> dict[object, Outcome]:
    """One person's verdicts by what they are about: from her entries, and from those that she knew and went beyond."""
    standing = live(entries)
    known = {ident for one in standing if one.by == by for ident in one.seen}
    found: dict[object, Outcome] = {}
    for outcome in outcomes((one for one in standing if one.by == by or one.id in known), claims, kind):
        if outcome.reviewed in VERDICTS:
            target = outcome.target
            found[(target.content_hash[:PREFIX], plain(target.sentence), target.text, target.subject)] = outcome
    return found


def _category(outcome: Outcome) -> str:
    return outcome.reviewed + json.dumps(dict(outcome.fields), sort_keys=True)


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share (Wilson, E. B., 1927, Probable inference); (0, 1) for no sample."""
    if not n:
        return 0.0, 1.0
    share, z = right / n, NORMAL_95
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def accuracy(reviewed: pd.DataFrame) -> dict[str, int | float]:
    """How often the machine was right where a person judged: `judged`, `right`, `share`, `low`, `high` (Wilson, 95 %).

    Right is what was confirmed; corrected and rejected is wrong.  What the machine missed (`added`) is counted apart
    as `missed`: people do not look for it evenly, so it enters no share.
    """
    counts = reviewed["reviewed"].value_counts()
    right, wrong = int(counts.get("confirmed", 0)), int(counts.get("corrected", 0) + counts.get("rejected", 0))
    low, high = wilson(right, right + wrong)
    share = right / (right + wrong) if right + wrong else float("nan")
    found: dict[str, int | float] = {"judged": right + wrong, "right": right, "share": share, "low": low, "high": high}
    return found | {"missed": int(counts.get("added", 0))}


def gold(reviewed: pd.DataFrame) -> list[dict[str, Any]]:
    """What people say of the articles that they looked at, as a scorer reads it: one dict a claim.

    Keys: `id` (the article), `start` and `end` of the sentence, `value_start` and `value_end` where there is a figure,
    `metric`, `value`, `low`, `high`, `unit`, `bound`, `place`, `claimant`, `via` (names), `date_start`, `date_end`,
    `stance`.  A rejected claim has no line, so that finding it again is wrong; one that nobody judged, or that people
    dispute, has `ignore`: neither right nor wrong.
    """
    looked = set(reviewed.loc[reviewed["reviewed"].isin([*VERDICTS, "added"]), "article_id"])
    rows = reviewed.loc[reviewed["article_id"].isin(looked) & (reviewed["reviewed"] != "rejected")]
    return [_gold(row) for row in rows.to_dict("records")]


def _gold(row: dict[Any, Any]) -> dict[str, Any]:
    """One line of gold."""
    plain = {name: None if pd.isna(row[name]) else row[name] for name in EDITABLE["claim"]}
    line: dict[str, Any] = {"id": row["article_id"], "start": row["sentence_start"], "end": row["sentence_end"]}
    if plain["value"] is not None:
        line |= {"value_start": row["start"], "value_end": row["end"]}
    line |= {name: plain[name] for name in ("metric", "value", "low", "high", "unit", "bound")}
    line |= {name: plain[f"{name}_name"] for name in ("place", "claimant", "via")}
    line |= {name: plain[name] for name in ("date_start", "date_end", "stance")}
    return line if row["reviewed"] not in ("none", "disputed") else line | {"ignore": True}
