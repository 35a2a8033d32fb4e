"""The table below the charts of damage: one row a figure, in words that a reader knows."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from nkdata.collection.snapshot import Row
from nkdata.questions.damage_words import NOUNS, told_day
from nkdata.questions.wording import upper_first

TABLE = (
    "What", "Figure", "Verbs", "Place", "Claimant", "Passed on by", "First told", "Basis", "Tellings", "Known from",
    "Confidence", "In the chart", "anchor",
)  # fmt: skip
DRAWN = {
    "": "yes",
    "folded": "yes, with its neighbours",
    "replaced": "no: a newer figure of theirs stands",
    "no column": "no: its voice has no column",
}


def table(rows: Iterable[Row]) -> pd.DataFrame:
    """Figures with `text` and `why_not` for people, in drawing order, with the anchor of each row's evidence."""
    made = [
        {
            "What": upper_first(NOUNS[row["metric_class"]]),
            "Figure": row["text"],
            "Verbs": ", ".join(row["verbs"]),
            "Place": row["place"] or "not given",
            "Claimant": row["claimant"],
            "Passed on by": row["relay"],
            "First told": told_day(row),
            "Basis": row["basis"],
            "Tellings": int(row["n_tellings"]),
            "Known from": {"both": "article and table", "reference": "table"}.get(row["origin"], "article"),
            "Confidence": str(row["confidence"]).replace("_", " "),
            "In the chart": DRAWN.get(row["why_not"]) or f"no: {row['why_not']}",
            "anchor": f"ev-{row['figure_id']}",
        }
        for row in rows
    ]
    return pd.DataFrame(made, columns=TABLE)
