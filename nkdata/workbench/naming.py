"""One name for what articles spell in many ways: the reference tables' own, of places and of those who say so."""

from __future__ import annotations

import pandas as pd

from nkdata.review.fields import KNOWN, names


def meant(what: str, told: str) -> str | list[str]:
    """What a `place` or `claimant` is asked for by: the name as it was written, and the id that the tables know by it.

    Articles write "KCNA" and "Korean Central News Agency": who asks for one is answered with both.
    """
    known = names(*KNOWN[what]).get(told.casefold())
    return told if known is None or known[0] == told else [told, known[0]]


def called(rows: pd.DataFrame, what: str) -> pd.Series:
    """The name of each row's `place` or `claimant`: the tables', which all spellings share; else as it was written.

    Rows without a column of ids, another reader's, are known by their names.
    """
    known, column = names(*KNOWN[what]), f"{what}_id"
    own = rows[f"{what}_name"]
    by = rows.get(column, own)
    found = [
        name if pd.isna(one) else known.get(str(one).casefold(), ("", name))[1]
        for one, name in zip(by, own, strict=True)
    ]
    return pd.Series(found, index=rows.index, dtype="object")
