"""What a hedge makes of a figure: perhaps a fact, or none yet.  By the tables claim_cues.csv and hedges.csv."""

from __future__ import annotations

from functools import cache

from nkdata.extracting.wording import ruletables

BELIEVED = "believed"
PLANNED = "planned"


@cache
def hedge_kind(words: str) -> str:
    """The kind of a claim's `hedge`, its words as the text has them; "" where it has none.

    `believed`: it may have happened ("are feared", "may have", "reportedly"); what is none yet, or never was: `planned`
    ("will", "forecast", "by December"), `possible` ("could", "if"), `unreal` ("would have"), `dropped` ("postponed").
    """
    if not words:
        return ""
    return hedges().get(words.lower(), "possible" if words == "?" else PLANNED)  # else a day that is still to come


@cache
def hedges() -> dict[str, str]:
    """The words of the two tables that hedge, each with its kind; where both know it, that of claim_cues.csv."""
    found = {words: row["kind"] for row in ruletables.rows("hedges") for words in row["words"].split("|")}
    cues = [row for row in ruletables.rows("claim_cues") if row["field"] == "hedge"]
    return found | {words: row["value"] for row in cues for words in row["words"].split("|")}
