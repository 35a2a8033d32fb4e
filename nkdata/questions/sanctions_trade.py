"""Trade with China, what it sells and what it buys apart, beside the goods bans and the closed border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isnan, nan

import pandas as pd

from nkdata.collection.snapshot import Row, records
from nkdata.questions.evidence import Evidence, Telling, event_anchor, slug
from nkdata.questions.floods import days
from nkdata.questions.policy import known_tellings
from nkdata.questions.policy_record import record
from nkdata.questions.rows import Frames, as_day, known_by, table_of, text, typed
from nkdata.questions.sanctions import resolution_number
from nkdata.questions.tracing import Sources, by_source, row_tellings, source_titles

ENOUGH = 0.6  # share of the months of a window that must have a figure, else the chart goes by year
SUM_MISSES = 0.005  # share of the told total by which the two flows may miss it
GOODS_BANS = ("2270", "2321", "2371", "2375", "2397")  # first ban on what China buys to the last
SECTORAL = ("2371", "2375", "2397")
BORDER_SHUT, BORDER_OPENED = "2020-01-22-tourist-ban", "2023-08-26-citizens-return"
FLOWS = {
    "row_id": "str", "evidence": "str", "source_id": "str", "source_id_2": "str", "confidence": "str",
    "period": "str", "first": "datetime64[us]", "last": "datetime64[us]", "precision": "str", "frequency": "str",
    "flow": "str", "usd": "float64", "basis": "str", "series": "str", "preferred": "bool",
}  # fmt: skip
BANDS = {
    "first": "datetime64[us]", "last": "datetime64[us]", "kind": "str", "label": "str", "row_ids": "object",
    "anchor": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Trade:
    """The answer to: did trade fall because goods were banned or because the border was shut, and in which direction?

    `flows` (columns `FLOWS`): US dollars by period, `sells` and `buys` seen from China, `total` only where neither is
    known; `basis` reported, derived or by_difference.  `bands` (columns `BANDS`): when goods were banned and when the
    border was closed.  `window` is the first and last day asked for, `missing` the periods in it without a figure.
    """

    flows: pd.DataFrame
    bands: pd.DataFrame
    frequency: str
    window: tuple[date, date]
    missing: tuple[date, ...]
    undated: int
    off_sum: tuple[str, ...]
    day: date | None
    as_of: str
    evidence: tuple[Evidence, ...]


def trade(
    reference: Frames, as_of: str | None = None, since: str = "2017", until: str = "",
    day: date | str | None = None,
) -> Trade:  # fmt: skip
    """China's declared trade from `since` to `until` (years, months or days; open: the newest figure known).

    By month when at least 60 % of the months have a figure, else by year.  With `as_of` figures that became known later
    do not exist, nor do those without a day of telling, which `undated` counts.  `day` is an article's, to be shown.
    """
    table = table_of(reference, "trade_china_dprk")
    start = (days(since) or (date(2017, 1, 1),))[0]
    chosen = table[(table["preferred"] == "yes") & table["frequency"].isin(["monthly", "annual"])]
    chosen = chosen[[_span(period)[0] >= start for period in chosen["period"]]]
    end = days(until)[1] if until and days(until) else None  # type: ignore[index]  # checked just before
    if end:
        chosen = chosen[[_span(period)[1] <= end for period in chosen["period"]]]
    chosen, undated = known_by(chosen, as_of)
    order = chosen["known_on"].fillna("").sort_values(kind="stable").index  # of several vintages the newest known
    chosen = chosen.loc[order].drop_duplicates(["period", "frequency"], keep="last").sort_index()
    rows = records(chosen)
    monthly = [row for row in rows if row["frequency"] == "monthly"]
    yearly = [row for row in rows if row["frequency"] == "annual"]
    months = pd.period_range(start, end or max((_span(row["period"])[1] for row in monthly), default=start), freq="M")
    by_month = len(monthly) >= ENOUGH * len(months)
    held = monthly if by_month else yearly
    flows = [flow for row in sorted(held, key=lambda row: str(row["period"])) for flow in _flows(row)]
    none = max(start, date.fromisoformat(as_of)) if as_of else start
    last = end or max((_span(row["period"])[1] for row in held), default=none)
    periods = pd.period_range(start, last, freq="M" if by_month else "Y")
    found = {row["period"] for row in held}
    missing = tuple(one.start_time.date() for one in periods if str(one) not in found)
    bands, band_evidence = _bands(reference, as_of, by_month)
    points = _points(flows, rows, reference)
    return Trade(
        typed(flows, FLOWS), bands, "month" if by_month else "year", (start, last), missing, undated,
        tuple(str(row["period"]) for row in held if _misses(row)), as_day(day),
        as_of or "", (*band_evidence, *points),
    )  # fmt: skip


def _span(period: str) -> tuple[date, date]:
    """First and last day of a month or year."""
    span = days(period)
    assert span  # monthly and annual rows only
    return span


def _misses(row: Row) -> bool:
    """Whether the two flows miss the told total by more than rounding."""
    parts = [float(row[name]) for name in ("exports_to_dprk_usd", "imports_from_dprk_usd", "total_usd")]
    return not any(map(isnan, parts)) and abs(parts[0] + parts[1] - parts[2]) > SUM_MISSES * parts[2]


def _flows(row: Row) -> list[Row]:
    """What a row tells: two flows, one by difference where only the other and the total are known, or a total."""
    sells, buys, total = (float(row[name]) for name in ("exports_to_dprk_usd", "imports_from_dprk_usd", "total_usd"))
    told = str(row["basis"])
    values = {"sells": (sells, told), "buys": (buys, told)}
    if isnan(sells) and not isnan(buys) and total > buys:
        values["sells"] = (total - buys, "by_difference")
    if isnan(buys) and not isnan(sells) and total > sells:
        values["buys"] = (total - sells, "by_difference")
    if isnan(sells) and isnan(buys):
        values = {"total": (total, told)}
    first, last = _span(row["period"])
    return [
        {
            "row_id": f"{row['period']}-{slug(row['series'])}-{flow}",
            "source_id_2": text(row["source_id_2"]),
            "first": pd.Timestamp(first),
            "last": pd.Timestamp(last),
            "precision": "month" if row["frequency"] == "monthly" else "year",
            "flow": flow,
            "usd": usd,
            "basis": basis,
            "preferred": True,
        }
        | {name: row[name] for name in ("source_id", "confidence", "period", "frequency", "series")}
        for flow, (usd, basis) in values.items()
        if not isnan(usd)
    ]


def _points(flows: list[Row], rows: list[Row], reference: Frames) -> tuple[Evidence, ...]:
    """One anchor a source, with the figures that rest on it."""
    sources = source_titles(reference)
    told = {(row["period"], row["series"]): row for row in rows}
    found: list[Telling] = []
    for flow in flows:
        row = told[flow["period"], flow["series"]]
        what = "Total trade" if flow["flow"] == "total" else f"China {flow['flow']}"
        found += row_tellings(
            "trade_china_dprk", flow, sources, day=text(row["known_on"]),
            value=f"{what}, {flow['period']}: {flow['usd']:,.0f} US dollars",
            note=f"{flow['series']}, {flow['basis'].replace('_', ' ')}. {text(row['note'])}",
            claimant="Chinese customs" if flow["series"] == "customs" else str(flow["series"]),
        )  # fmt: skip
    return by_source(found)


def _bands(reference: Frames, as_of: str | None, by_month: bool) -> tuple[pd.DataFrame, list[Evidence]]:
    """The bans on goods (by month one row a sectoral vote, by year one row) and the closed border, as then known."""
    sources = source_titles(reference)
    found = [_goods_bans(reference, as_of, by_month, sources), _closed_border(reference, as_of, sources)]
    rows = [row for one in found if one for row in one[0]]
    return typed(rows, BANDS), [one[1] for one in found if one]


def _goods_bans(
    reference: Frames, as_of: str | None, by_month: bool, sources: Sources
) -> tuple[list[Row], Evidence] | None:
    """The votes that banned goods; None before the first."""
    votes = [
        {**row, "row_id": row["resolution"], "number": resolution_number(row["resolution"])}
        for row in records(table_of(reference, "sanctions_unsc"))
        if row["adopted"] <= (as_of or "9999")
    ]
    votes = [row for row in votes if row["number"] in (SECTORAL if by_month else GOODS_BANS)]
    if not votes:
        return None
    anchor, adopted = event_anchor("sanctions-trade-goods-bans"), [pd.Timestamp(row["adopted"]) for row in votes]
    label = f"{votes[0]['number']} to {votes[-1]['number']}" if len(votes) > 1 else str(votes[0]["number"])
    spans = [(day, day, row["number"]) for day, row in zip(adopted, votes, strict=True)]
    common = {"kind": "goods_bans", "row_ids": tuple(row["resolution"] for row in votes), "anchor": anchor}
    rows = [
        {"first": first, "last": last, "label": name} | common
        for first, last, name in (spans if by_month else [(adopted[0], adopted[-1], label)])
    ]
    told = (
        row_tellings(
            "sanctions_unsc", row, sources, day=row["adopted"], value=f"Resolution {row['number']}",
            note=text(row["summary"]), claimant="UN Security Council",
        )
        for row in votes
    )  # fmt: skip
    return rows, Evidence(anchor, f"Bans on goods: {label}", tuple(one for some in told for one in some))


def _closed_border(reference: Frames, as_of: str | None, sources: Sources) -> tuple[list[Row], Evidence] | None:
    """The time of the closed border; None before it was shut."""
    known = {one.row_id: one for one in record(reference, as_of)}
    shut, opened = known.get(BORDER_SHUT), known.get(BORDER_OPENED)
    if not shut or not shut.first:
        return None
    anchor = event_anchor("sanctions-trade-border-closed")
    until = f"; citizens return from {opened.first:%b %Y}" if opened and opened.first else ""
    row = {
        "first": shut.first, "last": opened.first if opened else None, "kind": "border_closed",
        "label": f"border closed{until}", "row_ids": tuple(one.row_id for one in (shut, opened) if one),
        "anchor": anchor,
    }  # fmt: skip
    told = tuple(one for event in (shut, opened) if event for one in known_tellings(event, sources))
    return [row], Evidence(anchor, f"The border {'was' if opened else 'is'} closed", told)


def change(flows: pd.DataFrame, flow: str, year: int) -> float:
    """By what share a flow of a year lies above (or below, negative) that of the year before; NaN when not known."""
    held = {row["first"].year: row for row in records(flows[flows["flow"] == flow])}
    now, before = held.get(year), held.get(year - 1)
    if now is None or before is None or not before["usd"] or now["series"] != before["series"]:
        return nan
    return float(now["usd"]) / float(before["usd"]) - 1
