"""The words about trade with China: title, alt text, source line and table."""

from __future__ import annotations

from math import isnan

import pandas as pd

from nkdata.charts import style
from nkdata.charts.style import BLUE, VERMILION, Look
from nkdata.collection.snapshot import Row, records
from nkdata.questions.evidence import source_anchor
from nkdata.questions.sanctions_trade import Trade, change
from nkdata.questions.wording import EN_DASH, as_of_words, counted, day_in_words, month_in_words, number, source_line

LOOKS = {
    "sells": Look("China sells", BLUE, "o"),
    "buys": Look("China buys", VERMILION, "s"),
    "total": Look("total only", style.GREY, "_"),
}
VERBS = {"sells": "sold North Korea goods", "buys": "bought goods from North Korea", "total": "traded"}


def money(usd: float) -> str:
    """US dollars in words: `3,000 dollars`, `10.3 million dollars`, `2.2 billion dollars`."""
    if usd >= 1e9:
        return f"{number(usd / 1e9)} billion dollars"
    return f"{number(usd / 1e6)} million dollars" if usd >= 1e5 else f"{number(usd)} dollars"


def short_money(usd: float) -> str:
    """For axis and labels: `1,000`, `0.1 m`, `10 m`, `2 bn`."""
    if usd >= 1e9:
        return f"{usd / 1e9:.3g} bn"
    return f"{float(f'{usd / 1e6:.3g}'):g} m" if usd >= 1e5 else f"{usd:,.0f}"


def period(row: Row, short: bool = False) -> str:
    """`February 2021`, or `2021` of a year."""
    return month_in_words(row["first"], short) if row["frequency"] == "monthly" else str(row["first"].year)


def _usd(row: Row) -> float:
    return float(row["usd"])


def title(answer: Trade) -> str:
    """The finding: by month the least that was sold; by year what fell after the bans and what with the border."""
    flows = answer.flows
    if flows.empty:
        return _nothing(answer)
    flow = next(one for one in ("sells", "buys", "total") if (flows["flow"] == one).any())
    held = records(flows[flows["flow"] == flow])
    least = min(held, key=_usd)
    china = "China" if flow != "total" else "China and North Korea"
    if len(held) == 1:
        verb = "sold goods" if flow == "sells" else VERBS[flow]
        return f"{china} {verb} worth {money(least['usd'])} in {period(least)}, the only {answer.frequency} found"
    fell = _falls(answer) if answer.frequency == "year" else ""
    if fell:
        return fell
    return (
        f"In {period(least)} {china} {VERBS[flow]} worth {money(least['usd'])}, the least of the {len(held)} "
        f"{answer.frequency}s found"
    )


def _nothing(answer: Trade) -> str:
    first, last = answer.window
    months = [month_in_words(first), month_in_words(last)]
    if first.year == last.year and months[0] != months[1]:
        months[0] = months[0].split()[0]
    if months[0] == months[1]:
        months.pop()
    span = (EN_DASH if first.year == last.year else " to ").join(months)
    known = f"was known by {day_in_words(answer.as_of)}" if answer.as_of else "is on record"
    return f"No trade figure for {span} {known}"


def _falls(answer: Trade) -> str:
    """`China bought 88% less in 2018, after the goods bans; in 2020, with the border closed, it also sold 81% less`."""
    ends = {kind: answer.bands[answer.bands["kind"] == kind] for kind in ("goods_bans", "border_closed")}
    said, also = [], ""
    if len(ends["goods_bans"]):
        year = int(ends["goods_bans"]["last"].max().year) + 1
        bought = change(answer.flows, "buys", year)
        if not isnan(bought):
            said.append(f"China bought {_less(bought)} in {year}, after the goods bans")
            also = "also " if bought < 0 else ""
    if len(ends["border_closed"]):
        year = int(ends["border_closed"]["first"].min().year)
        sold = change(answer.flows, "sells", year)
        if not isnan(sold):
            subject = "it" if said else "China"
            said.append(f"in {year}, with the border closed, {subject} {also if sold < 0 else ''}sold {_less(sold)}")
    joined = "; ".join(said)
    return joined[:1].upper() + joined[1:]


def _less(share: float) -> str:
    return f"{abs(share):.0%} {'less' if share < 0 else 'more'}"


def alt(answer: Trade) -> str:
    """The chart in words for those who do not see it."""
    flows = answer.flows
    if flows.empty:
        return f"No chart. {title(answer)}."
    told = []
    for flow in ("sells", "buys"):
        held = records(flows[flows["flow"] == flow])
        if held:
            least = min(held, key=_usd)
            told.append(
                f"China {flow}: from {money(held[0]['usd'])} in {period(held[0])} to {money(held[-1]['usd'])} in "
                f"{period(held[-1])}, least {money(least['usd'])} in {period(least)}."
            )
    return (
        f"Line chart on a log scale, {counted(flows['period'].nunique(), answer.frequency)}. {' '.join(told)} "
        f"No figure for {counted(len(answer.missing), answer.frequency)}. {title(answer)}. {as_of_words(answer.as_of)}"
    )


def source(answer: Trade) -> str:
    """The source line: table, how flows were had, what was left out, as of when."""
    parts = [
        f"Source: trade_china_dprk ({answer.frequency}s gathered from reports, not a full series; declared trade, "
        "crude oil not in it). Bands: sanctions_unsc, policy_events."
    ]
    if answer.off_sum:
        parts.append(f"The two flows miss the told total by more than 0.5% in {', '.join(answer.off_sum)}.")
    return source_line(parts, answer.as_of, answer.undated)


def table(answer: Trade) -> pd.DataFrame:
    """One row a mark, in drawing order."""
    rows = [
        (
            row["period"], LOOKS[row["flow"]].label, round(_usd(row)), row["basis"].replace("_", " "),
            row["series"], row["confidence"].replace("_", " "),
            source_anchor(row["source_id"]),
        )
        for row in records(answer.flows)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["Period", "Flow", "US dollars", "Basis", "Series", "Confidence", "anchor"])
