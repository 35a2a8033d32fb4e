"""What hedges make of claims: what has not happened is no damage, what may have happened is shown as that."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from nkdata.extracting.claims.hedging import BELIEVED, hedge_kind
from nkdata.questions.rows import text

PERHAPS = "perhaps"  # the basis of a figure that may have happened
UNHEARD = ("hearsay", PERHAPS)
UNSURE = (*UNHEARD, "arithmetic")  # on which no title rests
ASIDES = {"hearsay": " (hearsay)", "arithmetic": " (derived)", "image": " (image)", PERHAPS: " (perhaps)"}


def is_ahead(claims: pd.DataFrame) -> pd.Series[bool]:
    """Of each claim whether it tells of what has not happened, or not yet: a plan, a forecast, what could be."""
    kinds = [hedge_kind(text(hedge)) for hedge in claims["hedge"]]
    return pd.Series([kind not in ("", BELIEVED) for kind in kinds], index=claims.index, dtype=bool)


def happened(claims: pd.DataFrame, metrics: Collection[str]) -> pd.DataFrame:
    """The claims with these metrics on what has happened, or may have.

    "Up from 60" is none: it tells what was counted before, on no day that the text gives.  Nor is "3,000 could drown".
    """
    held = claims[claims["metric"].isin(metrics)]
    return held[(held["scope"] != "earlier") & ~is_ahead(held)]


def basis_of(claim: Mapping[str, str]) -> str:
    """What a claim rests on; where its text hedges what it rests on otherwise, `perhaps`."""
    hedged = hedge_kind(claim["hedge"]) == BELIEVED
    return PERHAPS if hedged and claim["basis"] in ("", "unknown", "count", "estimate") else claim["basis"]
