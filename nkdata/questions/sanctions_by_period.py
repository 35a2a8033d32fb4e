"""Mentions of sanctions counted by month, quarter or year, whichever is the finest that has room."""

from __future__ import annotations

import pandas as pd

from nkdata.questions.rows import typed

UNITS = {"month": "M", "quarter": "Q", "year": "Y"}
MOST_PERIODS = 48  # from the first mention to the last: more have no width side by side
NAMES = ("resolution", "goods", "imposer", "nothing")


def period_unit(found: pd.DataFrame) -> str:
    """The finest of `UNITS` that has room from the first dated mention to the last."""
    days = found["first"].dropna()
    for unit, code in UNITS.items():
        if days.empty or len(pd.period_range(days.min(), days.max(), freq=code)) <= MOST_PERIODS:
            return unit
    return "year"


def period_in_words(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """`August 2020`, `July–September 2020` or `2020`."""
    if (last - first).days > 92:
        return str(first.year)
    return f"{last:%B %Y}" if first.month == last.month else f"{first:%B}–{last:%B %Y}"


def by_period(found: pd.DataFrame) -> pd.DataFrame:
    """Dated mentions counted by month, quarter or year of the article and by the most that they single out.

    Columns: `first`, `last` (days of the period), `names` (`resolution`, `goods`, `imposer`, `nothing`), `number`,
    `row_ids`.
    """
    rows: dict[tuple[pd.Period, str], list[str]] = {}
    dated = found[found["first"].notna()]
    periods = dated["first"].dt.to_period(UNITS[period_unit(found)])
    cells = (dated[name] for name in ("row_id", "resolution", "measure_category", "imposer"))
    for period, ident, *told in zip(periods, *cells, strict=True):
        key = (period, next((name for name, cell in zip(NAMES, told, strict=False) if cell), "nothing"))
        rows.setdefault(key, []).append(str(ident))
    held = sorted(rows.items(), key=lambda one: (one[0][0].ordinal, NAMES.index(one[0][1])))
    dtypes = {"first": "datetime64[us]", "last": "datetime64[us]", "names": "str", "number": "int64"}
    return typed(
        [
            {
                "first": period.start_time, "last": period.end_time.floor("D"), "names": names, "number": len(idents),
                "row_ids": tuple(idents),
            }
            for (period, names), idents in held
        ],
        dtypes | {"row_ids": "object"},
    )  # fmt: skip
