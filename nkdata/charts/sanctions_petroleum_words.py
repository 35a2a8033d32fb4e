"""The words about petroleum: title, labels, alt text, source line and table."""

from __future__ import annotations

import re

import pandas as pd

from nkdata.collection.snapshot import Row, missing, records
from nkdata.questions.evidence import event_anchor
from nkdata.questions.sanctions_petroleum import Petroleum, figures
from nkdata.questions.sanctions_ratchet import FOREVER
from nkdata.questions.wording import (
    MONTHS,
    as_of_words,
    counted,
    day_in_words,
    listed,
    number,
    source_line,
    years_in_digits,
)

NAME = "sanctions-petroleum"
BOUNDS = {"at_least": "at least ", "at_most": "at most ", "about": "about "}
BODY = re.compile(  # a body that is called by what it is: a sentence names it with its article
    r"^\D*\b(?:agency|centre|center|committee|council|embassy|government|institute|ministry|mission|office|panel|team)\b",
    re.IGNORECASE,
)
NOTHING = "nothing found, not zero"


def cap_words(answer: Petroleum) -> str:
    """`the 500,000-barrel cap`, or `the cap` where there was more than one figure."""
    caps = set(answer.rows["cap_barrels"].dropna())
    return f"the {number(caps.pop())}-barrel cap" if len(caps) == 1 else "the cap"


def title(answer: Petroleum) -> str:
    """The finding: the declared years against the cap, then the estimates that prove more than it."""
    declared, estimates = answer.declared, answer.estimates
    if declared.empty and estimates.empty:
        known = f"had been notified by {day_in_words(answer.as_of)}" if answer.as_of else ""
        return f"No delivery {known or 'of refined petroleum is on record'}"
    if len(declared) + len(estimates) == 1:
        return _one(declared, estimates)
    return f"{_kept(answer)}; {_believed(answer)}"


def _one(declared: pd.DataFrame, estimates: pd.DataFrame) -> str:
    """The sentence of a lone record."""
    row = records(declared if len(declared) else estimates)[0]
    when = in_months(row)
    if len(estimates):
        amount = f"{BOUNDS.get(row['bound'], '')}{number(row['estimate_barrels'])} barrels"
        said = amount.replace("at least", "no less than").replace("at most", "no more than")
        who = f"The {row['estimator']}" if BODY.search(row["estimator"]) else row["estimator"]
        return f"{who} put deliveries {when} at {said}; no declared total is known"
    parts = dict(figures(row))
    who = next((name for name in ("China", "Russia") if name in parts and parts[name] == parts.get("total")), "")
    who = who or next((name for name in parts if name != "total" and "total" not in parts), "")
    value = parts.get("total", parts.get(who, 0.0))
    amount = f"{BOUNDS.get(row['bound'], '')}{number(value)} barrels"
    said = f"{who} declared {amount}" if who else f"{amount[:1].upper()}{amount[1:]} were declared"
    return f"{said} {when}; no outside estimate is known"


def in_months(row: Row) -> str:
    """`in 2019`, `for January and February 2025`, `for March to November 2024`."""
    held = [MONTHS[place] for place, sign in enumerate(row["months"]) if sign == "1"]
    if len(held) in (0, 12):
        return f"in {row['year']}"
    span = f"{held[0]} to {held[-1]}" if len(held) > 2 else listed(held)
    return f"for {span} {row['year']}"


def _kept(answer: Petroleum) -> str:
    cap = cap_words(answer)
    if len(answer.breaches):
        years = [str(year) for year in answer.breaches]
        return f"Declared fuel passed {cap} in {listed(years) if len(years) < 4 else f'{len(years)} years'}"
    whole = answer.full_years
    if whole.empty:
        return "No declared total covers a whole year"
    if len(whole) == 1:
        return f"Declared fuel stayed below {cap} in {whole['year'].iloc[0]}, the one year with a total"
    every = "both years" if len(whole) == 2 else f"all {len(whole)} years"
    return f"Declared fuel stayed below {cap} in {every} with a yearly total"


def _believed(answer: Petroleum) -> str:
    held = answer.estimates[answer.estimates["cap_barrels"].notna()]
    above = len(answer.above_the_cap)
    if held.empty:
        return "no outside estimate is known" + (" for those years" if len(answer.estimates) else "")
    if len(held) == 1:
        return "the one outside estimate exceeds it" if above else "the one outside estimate proves no more"
    if not above:
        return f"none of {len(held)} outside estimates proves more"
    return f"{above} of {len(held)} outside estimates exceed{'s' if above == 1 else ''} it"


def label(row: Row) -> str:
    """What stands beside a bar: the figure with its bound, who estimated it, what it leaves out."""
    bound, parts = BOUNDS.get(row["bound"], ""), dict(figures(row))
    if "estimate" in parts:
        return f"{bound}{number(parts['estimate'])}, {row['estimator']}"
    if not parts:
        return NOTHING
    total = parts.pop("total", None)
    if total == 0:
        return "0 declared"
    if total is not None and not split(row):
        aside = [f"{name} {number(value)}" for name, value in parts.items()]
        return f"{bound}{number(total)}" + (f" ({listed(aside)}, told on another base)" if aside else "")
    told = [name for name, value in parts.items() if value]
    if total is None:
        untold = [name for name in ("China", "Russia") if name not in parts]
        said = ", ".join(f"{number(value)} {name}" for name, value in parts.items())
        return f"{bound}{said}" + (f"; no barrels told for {untold[0]}" if untold else "; no total told")
    zero = [f"{name} 0" for name, value in parts.items() if not value]
    return f"{bound}{number(total)}" + (f", {zero[0]}" if zero and told else "")


def split(row: Row) -> list[tuple[str, float]]:
    """The parts of a declared record that may be drawn end to end: those that make up its total, or have none."""
    parts = dict(figures(row))
    total = parts.pop("total", None)
    if total is not None and abs(sum(parts.values()) - total) > 0.5:
        return []
    return [(name, value) for name, value in parts.items() if name != "estimate"]


def alt(answer: Petroleum) -> str:
    """The chart in words for those who do not see it."""
    rows, estimates = answer.rows, answer.estimates["estimate_barrels"]
    if answer.declared.empty and estimates.empty:
        return f"No chart. {title(answer)}."
    totals = answer.declared["total_barrels"].dropna()
    told = f"Declared totals {_span(totals)} barrels. " if len(totals) else ""
    believed = f"{counted(len(estimates), 'estimate')}: {_span(estimates)} barrels. " if len(estimates) else ""
    nothing = _nothing_found(answer)
    none = f"Nothing found for {listed(nothing)}. " if nothing else ""
    span = years_in_digits(rows["year"])
    return (
        f"Bar chart in barrels, {counted(len(rows), 'record')} {span}, with strips of the months each covers. {told}"
        f"{believed}{none}{title(answer)}. {as_of_words(answer.as_of)}"
    )


def _span(values: pd.Series[float]) -> str:
    return " to ".join(dict.fromkeys((number(float(values.min())), number(float(values.max())))))


def _nothing_found(answer: Petroleum) -> list[str]:
    """The years of which a record says only that no declaration is found."""
    reported = answer.rows[answer.rows["row_type"] == "reported"]
    return [str(year) for year in dict.fromkeys(reported.drop(answer.declared.index)["year"])]


def subtitle(answer: Petroleum) -> str:
    """How to read the chart."""
    gaps = " (half: a supplier reported nothing)" if (answer.rows["gaps"] != "").any() else ""
    return (
        f"Refined petroleum to North Korea, barrels. One row a record; the strip shows the months it covers{gaps}, "
        "so rows are not comparable like for like."
    )


def source(answer: Petroleum) -> str:
    """The source line: table, caps, what is not converted, what was left out, as of when."""
    caps = [
        f"{resolution} ({start[:7]} on)" if end == FOREVER else f"{resolution} ({start[:7]} to {end[:7]})"
        for resolution, start, end in answer.caps
    ]
    tables = "petroleum_deliveries (1718 Committee notifications; estimates by those named)"
    parts = [f"Source: {tables}{', sanctions_measures' if caps else ''}."]
    if caps:
        parts.append(f"Cap: {', '.join(caps)}.")
    parts.append("Tons are not converted, parts told on different bases neither added nor subtracted.")
    return source_line(parts, answer.as_of, answer.undated)


def table(answer: Petroleum) -> pd.DataFrame:
    """One row a record, in drawing order."""
    rows = [
        (
            str(row["year"]), in_months(row).partition(" ")[2] if row["months"] else "months not told",
            "declared" if row["row_type"] == "reported" else "estimate", label(row),
            "" if missing(row["cap_barrels"]) else number(row["cap_barrels"]),
            ", ".join(MONTHS[place][:3] for place, sign in enumerate(row["gaps"]) if sign == "1"),
            row["note"], row["confidence"].replace("_", " "), event_anchor(f"{NAME}-{row['row_id']}"),
        )
        for row in records(answer.rows)
    ]  # fmt: skip
    columns = "Year|Months|What|Barrels|Cap|A supplier reported nothing for|Note|Confidence|anchor".split("|")
    return pd.DataFrame(rows, columns=columns)
