"""Title, subtitle, alt text and source line of the claim ladder, filled from the drawn rows alone."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from nkdata.collection.snapshot import Row
from nkdata.questions.damage import CLASS_LABELS
from nkdata.questions.damage_words import MOST_ALT_WORDS, NOUNS, told_day
from nkdata.questions.figures import NEAR
from nkdata.questions.hedges import UNHEARD
from nkdata.questions.ladder import TOLLS, ClaimLadder
from nkdata.questions.tellings import HIT_IN_ALL
from nkdata.questions.voices import GROUPS, limits
from nkdata.questions.wording import (
    TWO_LINES,
    bounded_in_words,
    count_word,
    counted,
    day_in_words,
    listed,
    number,
    short_day,
    upper_first,
)

SUBJECTS = {"killed": "the death toll", "killed_or_missing": "the number of dead or missing"}
SPREADS = {"killed": "the dead"}


def title(answer: ClaimLadder) -> str:
    """The finding, by the first rule that holds: what moved, a denial, a spread, an agreement; falls always."""
    if answer.flood is None or not answer.panels:
        name = answer.flood.title if answer.flood else "this flood"
        until = f" by {day_in_words(answer.as_of)}" if answer.as_of else ""
        return f"No measure of {name} was told with two figures{until}: nothing to compare"
    rows = {panel.kind: on_axis(answer, panel.kind) for panel in answer.panels}
    fallen = falls(answer)
    moved = _moved(answer)
    if moved:
        kind = moved[0]
        rest = [fall for fall in fallen if fall[0] != kind]
        return _with_falls(answer, moved[1], rest)
    found = _rejected(answer, rows) or _spread(answer, rows) or _agreed(answer, rows)
    if not found:
        return upper_first(f"{_fall_words(answer, fallen)} in {answer.flood.title}" if fallen else _still(answer))
    return _with_falls(answer, found, fallen)


def _with_falls(answer: ClaimLadder, finding: str, fallen: list[tuple[str, Row, Row]]) -> str:
    """A finding and every fall; where that is too long for two lines, what fell without its numbers, or how many."""
    if not fallen:
        return finding
    whole = f"{finding}; {_fall_words(answer, fallen)}"
    if len(whole) <= TWO_LINES:
        return whole
    kinds = dict.fromkeys(kind for kind, _, _ in fallen)
    named = f"{finding}; {listed([noun(answer, kind) for kind in kinds])} fell"
    return named if len(named) <= TWO_LINES or len(kinds) == 1 else f"{finding}; {count_word(len(kinds))} others fell"


def on_axis(answer: ClaimLadder, kind: str) -> list[Row]:
    """The figures of a panel that stand on its axis, by day."""
    return answer.on_axes.get(kind, [])


def _said(row: Row) -> str:
    return bounded_in_words(row["value"], row["low"], row["high"], row["bound"])


def noun(answer: ClaimLadder, kind: str) -> str:
    """`the death toll`, `the displaced`, `homes destroyed`; what was hit in all is `homes`."""
    title_ = next(panel.title for panel in answer.panels if panel.kind == kind)
    if kind in SUBJECTS or title_ == CLASS_LABELS[kind] or HIT_IN_ALL in title_:
        return SUBJECTS.get(kind, NOUNS[kind])
    return title_.partition(",")[0].lower()


def _at(answer: ClaimLadder, kind: str) -> str:
    """` in Unpha` where panels are for several places; one place for all stands in the subtitle."""
    place = next(panel.place for panel in answer.panels if panel.kind == kind)
    return f" in {place}" if place and len({panel.place for panel in answer.panels}) > 1 else ""


def _moved(answer: ClaimLadder) -> tuple[str, str] | None:
    """The first panel in which one counter, hearsay apart, went from one figure to another."""
    assert answer.flood is not None
    for kind, lines in answer.lines.items():
        for line in sorted(lines, key=lambda line: (-len(line), GROUPS.index(line[0]["group"]))):
            first, last = line[0], line[-1]
            same = limits(first) == limits(last) or (first["bound"] == "at_least" and _sharper(first, last))
            if same or any(row["basis"] in UNHEARD for row in line):
                continue
            verb = _verb(answer, first, last)
            if not verb:
                continue
            span = (last["told_first"] - first["told_first"]).days
            days = f"{count_word(span)} {'day' if span == 1 else 'days'}" if span > 1 else "one day"
            of = f"{noun(answer, kind)}{_at(answer, kind)} of {answer.flood.title}"
            if kind not in SUBJECTS:
                of = f"{noun(answer, kind)}{_at(answer, kind)} in {answer.flood.title}"
            return kind, f"{upper_first(of)} {verb} from {_said(first)} to {_said(last)} in {days}"
    return None


def _verb(answer: ClaimLadder, first: Row, last: Row) -> str:
    """Whether a counter's figure `rose` or `fell`; "" where other totals that it told on these days say otherwise."""
    (low, high), (next_low, next_high) = answer.span(first), answer.span(last)
    if next_low > high or (next_low == high and limits(last) > limits(first)):
        return "rose"
    return "fell" if next_high < low or (next_high == low and limits(last) < limits(first)) else ""


def _sharper(first: Row, last: Row) -> bool:
    """Whether a number a little above a lower limit says it more exactly: more than 30, then 31."""
    return bool(limits(first)[1] <= limits(last)[1] < 1.1 * limits(first)[1])


def falls(answer: ClaimLadder) -> list[tuple[str, Row, Row]]:
    """Where one counter's next figure is lower than the one before, rounding apart: panel, higher, lower.

    Of several totals of a day the highest must be lower than the lowest of the day before.
    """
    found = []
    for panel in answer.panels:
        for line in answer.lines[panel.kind]:
            for before, after in pairwise(line):
                high, low = answer.span(before)[0], answer.span(after)[1]
                if low < high * (1 - NEAR):
                    found.append((panel.kind, before, after))
    return found


def _fall_words(answer: ClaimLadder, fallen: list[tuple[str, Row, Row]]) -> str:
    kind, before, after = fallen[0]
    who = f", {after['who']} said" if after["basis"] == "hearsay" else ""
    more = [noun(answer, other) for other in dict.fromkeys(other for other, _, _ in fallen) if other != kind]
    rest = f", {listed(more)} fell too" if more else ""
    return f"{noun(answer, kind)} fell from {_said(before)} to {_said(after)}{who}{rest}"


def _rejected(answer: ClaimLadder, rows: dict[str, list[Row]]) -> str:
    """A toll that somebody rejects and nobody counted."""
    assert answer.flood is not None
    tolls = [row for kind in TOLLS for row in rows.get(kind, [])]
    denial = next((row for row in tolls if row["stance"] == "denied" and "withdrawn" not in row["flags"]), None)
    told = [row for row in tolls if row["stance"] == "asserted"]
    if denial is None or not told:
        return ""
    if any(row["basis"] in ("count", "image", "estimate") for row in told):
        return f"{denial['who']} rejects {_said(denial)} dead of {answer.flood.title}"
    sources = {row["claimant_id"] for row in told}
    one = "one range" if told[0]["bound"] == "range" and len(told) == 1 else counted(len(told), "figure")
    one = one.replace("1 figure", "one figure")
    of = "one source" if len(sources) == 1 else f"{count_word(len(sources))} sources"
    return f"No one counted the dead of {answer.flood.title}: {one} from {of}, which {denial['who']} rejects"


def _spread(answer: ClaimLadder, rows: dict[str, list[Row]]) -> str:
    """The widest of the panels, the toll before all others: `Figures for the dead … ran from 22 to 135`."""
    assert answer.flood is not None
    for kinds in (TOLLS, tuple(rows)):
        spans = []
        for kind in kinds:
            told = [row for row in rows.get(kind, []) if row["stance"] == "asserted" and row["scope"] != "increment"]
            if told:
                low, high = min(told, key=limits), max(told, key=lambda row: limits(row)[1])
                if 0 < limits(low)[0] < limits(high)[1]:
                    spans.append((limits(high)[1] / limits(low)[0], kind, low, high))
        if spans:
            _, kind, low, high = max(spans, key=lambda span: span[0])
            what = f"{SPREADS.get(kind, NOUNS[kind] if kind in TOLLS else noun(answer, kind))}{_at(answer, kind)}"
            return f"Figures for {what} in {answer.flood.title} ran from {_teller(low)} to {_teller(high)}"
    return ""


def _teller(row: Row) -> str:
    who = f"passed on by {row['who'].rstrip('†')}" if row["relay_of_state"] else row["who"]
    return f"{_said(row)} ({who}{', ' + row['basis'] if row['basis'] in UNHEARD else ''})"


def _agreed(answer: ClaimLadder, rows: dict[str, list[Row]]) -> str:
    """Equal figures of different counters; what passes on a figure of the state is no second count."""
    for kind, told in rows.items():
        asserted = [row for row in told if row["stance"] == "asserted"]
        counters = {row["counter_id"] for row in asserted}
        if len(counters) > 1 and len({limits(row) for row in asserted}) == 1:
            of = "dead" if kind == "killed" else noun(answer, kind).removeprefix("the ")
            return f"{upper_first(count_word(len(counters)))} counts agree on {_said(asserted[0])} {of}"
    return ""


def _still(answer: ClaimLadder) -> str:
    """Figures of one counter that did not move."""
    assert answer.flood is not None
    row = on_axis(answer, answer.panels[0].kind)[0]
    return f"{noun(answer, answer.panels[0].kind)} of {answer.flood.title} stayed at {_said(row)}"


def subtitle(answer: ClaimLadder) -> str:
    """Event, how to read, and how far knowledge goes."""
    assert answer.flood is not None
    rows = [row for row in answer.figures if row["panel"]]
    places = {panel.place for panel in answer.panels}
    place = f", {places.pop() or 'whole country'}" if len(places) == 1 else ""
    parts = [f"{answer.flood.phrase}{place}. Each mark is one figure on the day it was told"]
    if any(row["replaced"] for row in rows):
        parts[0] += "; pale: replaced later"
    if any(len(line) > 1 for lines in answer.lines.values() for line in lines):
        parts.append("Grey steps join one counter’s totals, whoever passed them on")
    if any(row["lane"] for row in rows):
        parts.append("Below the axis: words, silence, “none” for one place")
    if any(row["scope"] == "increment" for row in rows):
        parts.append("Starred: new losses only, not a total")
    last = max((row["told_last"] for row in rows if row["told_last"] == row["told_last"]), default=None)
    known = date.fromisoformat(answer.as_of) if answer.as_of else last.date() if last is not None else None
    known_words = f"{'As of' if answer.as_of else 'Told up to'} {day_in_words(known)}" if known else ""
    return ". ".join([*parts, known_words]) + "."


def alt(answer: ClaimLadder) -> str:
    """By panel each day, claimant and value; where that is long first, last, highest and falls only."""
    if not answer.panels:
        return title(answer)
    said = [_alt(answer, most) for most in (12, 4, 2, 1)]
    return next((one for one in said if len(one.split()) <= MOST_ALT_WORDS), said[-1])


def _alt(answer: ClaimLadder, room: int) -> str:
    parts = []
    for panel in answer.panels:
        told = on_axis(answer, panel.kind)
        numbers = [row for row in told if row["stance"] == "asserted"]
        high = max(numbers, key=lambda row: limits(row)[1])
        kept = told if len(told) <= room else [row for row in told if row is told[0] or row is told[-1] or row is high]
        kept = kept[:room] if room > 1 else []
        days = [f"{short_day(row['told_first'], row['told_first'].year)} {_with_who(row)}" for row in kept]
        most, last = (number(limits(row)[1]) for row in (high, numbers[-1]))
        ends = f"{counted(len(told), 'figure')}; highest {most}, last {last}"
        parts.append("; ".join([f"{panel.title} by day told: {days[0]}" if days else panel.title, *days[1:], ends]))
    return ". ".join(parts) + "."


def _with_who(row: Row) -> str:
    return str(row["text"]) if row["stance"] in ("denied", "doubted") else f"{row['who']} {row['text']}"


def tooltip(row: Row) -> str:
    """A mark in words: `OCHA†, 2016-09-05: 60, North Hamgyong; 2 tellings`."""
    tellings = f"; {row['n_tellings']} tellings" if row["n_tellings"] > 1 else ""
    place = row["place"] or "place not given"
    return f"{row['who']}, {told_day(row)}: {row['text']}, {place}{tellings}"


def source(answer: ClaimLadder) -> str:
    """Where the figures come from, what the signs mean, what was left out."""
    rows = answer.figures
    shown = [row for row in rows if row["panel"]]
    articles = any(row["origin"] != "reference" for row in shown)
    parts = [f"Source: {'articles and ' if articles else ''}table of disaster claims"]
    if any(row["relay_of_state"] for row in shown):
        parts.append("† passes on a figure of the DPRK government or Red Cross")
    labels = {"no day": "without a day", "derived": "derived from others", "another place": "for other places",
              "another measure": "of other measures"}  # fmt: skip
    left = [(why, sum(row["why_not"] == why for row in rows)) for why in labels]
    words = [f"{count} {labels[why]}" for why, count in left if count]
    if words:
        parts.append(f"In the table only: {listed(words)}")
    if answer.unverified:
        parts.append(f"Left out: {counted(answer.unverified, 'unverified telling')}")
    return ". ".join(parts) + "."


def months(row: Row) -> tuple[date, date]:
    """First and last day of the month of a figure of which no day is known."""
    last = row["told_first"].date()
    return last.replace(day=1), last
