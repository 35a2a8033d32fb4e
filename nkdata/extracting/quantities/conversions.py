"""The same quantity told twice: `39,296 hectares (97,102 acres)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nkdata.extracting.quantities.units import unit_entries
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Quantity, Sentence, Span, Telling

SLIPPING = frozenset({"area", "length", "mass"})  # kinds told in two systems, whose names get mixed up
COARSEST = 0.1  # a figure told as 100 is taken to be good to a tenth at worst


def join_conversions(sentence: Sentence, found: Sequence[Quantity]) -> list[Quantity]:
    """Join each quantity with a conversion in brackets right behind it; both tellings stay in `reported`."""
    joined: list[Quantity] = []
    for quantity in found:
        before = joined[-1] if joined else None
        if before is not None and _bracketed(sentence, before, quantity) and _same_kind(before, quantity):
            tellings = (*(before.reported or (_telling(before),)), _telling(quantity))
            joined[-1] = replace(before, reported=tellings, agrees=before.agrees and agree(before, quantity))
        else:
            joined.append(quantity)
    return joined


def inherit_units(sentence: Sentence, found: Sequence[Quantity]) -> list[Quantity]:
    """Give a bare number the unit of the one before it where the words compare both.

    "up from 2.4 million", "dropping from 208 pounds to 193": `unit` is the earlier one's, `noun` stays
    None.  Shares are not handed on ("rose 9 percent to 14,500").
    """
    done: list[Quantity] = []
    for quantity in found:
        before = done[-1] if done else None
        if (
            quantity.unit is None
            and before is not None
            and before.unit not in {None, "percent", "times", "basis point"}
            and _compared(sentence, before, quantity)
        ):
            quantity = replace(quantity, unit=before.unit)
        elif before is not None and before.unit is None and quantity.unit is not None:
            gap = sentence.text[before.end - sentence.start : quantity.start - sentence.start].strip().lower()
            if gap in {"of the", "of its", "of their", "to"} and before.bound != "range":
                done[-1] = replace(before, unit=quantity.unit)  # "280 of the 900 homes", "rose from 300 to 400 tons"
        done.append(quantity)
    return done


def _compared(sentence: Sentence, before: Quantity, quantity: Quantity) -> bool:
    """Whether a comparing word stands right before the bare number and nothing countable behind it."""
    gap = sentence.text[before.end - sentence.start : quantity.start - sentence.start].split()
    rest = sentence.text[quantity.end - sentence.start : quantity.end - sentence.start + 24].lstrip()
    closes = not rest or not rest[0].isalpha() or rest.split(maxsplit=1)[0].lower() in word_set("after a bare number")
    return bool(gap) and len(gap) < 14 and gap[-1].lower() in word_set("comparing word") and closes


def _telling(quantity: Quantity) -> Telling:
    return Telling(quantity.start, quantity.end, quantity.value, quantity.unit)


def _bracketed(sentence: Sentence, before: Quantity, quantity: Quantity) -> bool:
    """Whether the second opens a bracket right behind the first, or goes on in it, and ends where it or a mark ends."""
    last = before.reported[-1].end if before.reported else before.end
    gap = sentence.text[last - sentence.start : quantity.start - sentence.start].strip()
    rest = sentence.text[quantity.end - sentence.start : quantity.end - sentence.start + 1]
    return gap in ({";", ",", "or", "/"} if before.reported else {"(", "["}) and rest in {")", "]", "", ";", ",", "/"}


def _same_kind(one: Quantity, two: Quantity) -> bool:
    """Whether two units measure the same thing; the same unit twice is a slip ("3,000 hectares (7,410 hectares)")."""
    entries = unit_entries()
    first, second = (entries.get((q.unit or "").partition(" per ")[0]) for q in (one, two))
    return (
        first is not None
        and second is not None
        and first.kind == second.kind
        and (one.unit != two.unit or first.kind in SLIPPING)
        and first.kind != "counted"
    )


def agree(one: Quantity, two: Quantity) -> bool:
    """Whether two tellings differ by no more than their rounding; money and what has no factor is not judged."""
    entries = unit_entries()
    first, second = (entries.get(q.unit or "") for q in (one, two))
    if first is None or second is None or first.factor is None or second.factor is None:
        return True
    for a, b in ((one.value, two.value), (one.low, two.low), (one.high, two.high)):
        if a is None or b is None:
            continue
        slack = grain(a) * first.factor + grain(b) * second.factor
        if abs(a * first.factor - b * second.factor) > slack:
            return False
    return True


def grain(value: float) -> float:
    """Half of the last digit that a figure shows: 0.5 for 39,296, 50 for 7,400; never more than a tenth of it."""
    if value == 0:
        return 0.5
    step = 1.0
    if value == int(value):
        while value % (step * 10) == 0:
            step *= 10
    else:
        text = f"{value:.10f}".rstrip("0")
        step = 10.0 ** -len(text.partition(".")[2])
    return min(step / 2, abs(value) * COARSEST)


def each_telling(quantities: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """The figures told: every telling of a quantity as one of its own, words without a number left out.

    "More than 100 km (60 miles)" becomes two quantities of one bound; `text` is the article's.  Ranges told twice
    stay one.
    """
    apart: list[Quantity] = []
    for quantity in quantities:
        if quantity.value is None and quantity.low is None:
            continue
        apart.append(quantity)
        for telling in quantity.reported[1:]:
            if telling.value is None:
                continue
            low = telling.value if quantity.bound in {"exact", "at_least"} else None
            high = telling.value if quantity.bound in {"exact", "at_most"} else None
            span = Span(telling.start, telling.end)
            words = text[telling.start : telling.end]
            apart.append(
                Quantity(
                    span.start, span.end, words, telling.value, low, high, telling.unit, quantity.bound, span,
                    agrees=quantity.agrees,
                )
            )  # fmt: skip
    return tuple(apart)
