"""The queue of a review: claims and events that nobody has judged, those first on which most depends."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

GAP = 45  # days without a word after which a place has seen another disaster
# reason → weight; the sum orders the queue
WEIGHTS = {
    "people contradict each other": 16,
    "contradicted by another reader": 8,
    "disputed": 8,
    "other figures for the same place": 4,
    "its own tellings disagree": 4,
    "a single source": 3,
    "hearsay": 2,
    "nobody named for it": 2,
    "no place": 1,
    "metric not known": -4,
}


def queue(reviewed: pd.DataFrame, contradicted: Iterable[str] = (), limit: int | None = None) -> pd.DataFrame:
    """Rows that wait for a person, in the order in which they matter: columns as given, and `why` and `weight`.

    `reviewed` is what `nkdata.review.apply.apply` returns for claims or events of a collection; `contradicted` ids of
    claims of whose sentence another reader says something else.
    """
    waiting = reviewed.loc[reviewed["reviewed"].isin(["none", "disputed"])]
    reasons = _reasons(reviewed, set(contradicted)).loc[waiting.index]
    told = zip(*(reasons[name] for name in WEIGHTS), strict=True)
    made = waiting.assign(
        why=[", ".join(name for name, true in zip(WEIGHTS, row, strict=True) if true) for row in told],
        weight=sum(reasons[name].astype("int64") * weight for name, weight in WEIGHTS.items()),
    )
    made = made.sort_values("weight", ascending=False, kind="stable").reset_index(drop=True)
    return made if limit is None else made.head(limit)


def _reasons(frame: pd.DataFrame, contradicted: set[str]) -> pd.DataFrame:
    """Which reasons hold for each row."""
    no = pd.Series(False, frame.index)
    held: dict[str, pd.Series[bool]] = dict.fromkeys(WEIGHTS, no)
    held["people contradict each other"] = frame["reviewed"] == "disputed"
    held["contradicted by another reader"] = frame["id"].isin(contradicted)
    held["nobody named for it"] = frame["claimant_name"].isna()
    held["no place"] = frame["place_name"].isna()
    if "metric" not in frame:
        held["disputed"] = frame["status"] == "denied"
        return pd.DataFrame(held)
    held["disputed"] = frame["disputed_by_name"].notna()
    held["its own tellings disagree"] = ~frame["agrees"].astype("bool")
    held["hearsay"] = frame["basis"] == "hearsay"
    held["metric not known"] = frame["metric"] == "other"
    # figures without a place are about anything: they are not set beside each other
    figures = frame.loc[frame["value"].notna() & (frame["metric"] != "other") & frame["place_name"].notna()]
    same = figures.groupby(_about(figures))
    several = same["value"].transform("nunique") > 1
    alone = same["claimant_name"].transform("nunique") <= 1
    held["other figures for the same place"] = several.reindex(frame.index, fill_value=False)
    held["a single source"] = alone.reindex(frame.index, fill_value=False)
    return pd.DataFrame(held)


def _about(figures: pd.DataFrame) -> pd.Series[int]:
    """A number for each figure, the same for the same metric and place while the days go on without a long gap."""
    day = pd.to_datetime(figures["date_start"].fillna(figures["published"]), errors="coerce", format="ISO8601")
    place = figures["place_id"].fillna(figures["place_name"])
    ordered = pd.DataFrame({"metric": figures["metric"], "place": place, "day": day})
    ordered = ordered.sort_values(["metric", "place", "day"], kind="stable")
    first = ordered[["metric", "place"]].ne(ordered[["metric", "place"]].shift()).any(axis="columns")
    gap = ordered["day"].diff() > pd.Timedelta(days=GAP)
    return (first | gap).astype("int64").cumsum().reindex(figures.index)
