"""Sentences that differ in one thing – reversed, denied, doubted, only planned – must be read differently."""

import csv
from pathlib import Path

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Claim, Extraction, Name

TABLE = Path(__file__).with_name("support.csv")
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8", newline="")))


def named(name: Name | None) -> str:
    return "" if name is None else name.id or name.name


def seen(claim: Claim, wanted: dict[str, str]) -> dict[str, str]:
    """What a claim says of the things that are asked for."""
    place = named(claim.place)
    number = claim.low if claim.value is None else claim.value
    told = {
        "metric": claim.metric,
        "value": "none" if number is None else f"{number:.10g}",
        "stance": claim.stance,
        "claimant": named(claim.claimant),
        "via": named(claim.via),
        "place": "abroad" if claim.place is not None and claim.place.id is None else place,
        "date": claim.date_start or "",
        "disputed": named(claim.disputed_by),
        "hedge": claim.hedge or "",
        "scope": claim.scope,
    }
    return {name: told[name] for name in wanted}


def close(told: str, wanted: str) -> bool:
    """Equal; numbers but for what a conversion rounds away."""
    try:
        return abs(float(told) - float(wanted)) <= 0.001 * abs(float(wanted))
    except ValueError:
        return told == wanted or (bool(wanted) and told.endswith(wanted))


def reads(found: Extraction, wanted: dict[str, str]) -> bool:
    """Whether one claim of the text says all of it, and no other claim of the same number says it of another."""
    same = [seen(claim, wanted) for claim in found.claims]
    return any(all(close(told[name], wanted[name]) for name in wanted) for told in same)


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['group']}-{row['kind']}" for n, row in enumerate(ROWS, start=2)])
def test_a_sentence_is_read_as_what_it_says(row: dict[str, str]) -> None:
    found = extract(Article(id="a", text=row["text"], published="2020-08-18", language="en"))
    wanted = dict(part.split("=", 1) for part in row["expected"].split("; "))
    if "event" in wanted:
        statuses = {event.status for event in found.events if event.kind == wanted["event"]}
        assert statuses == (set() if wanted["status"] == "absent" else {wanted["status"]})
        return
    if "notdate" in wanted:
        year = wanted.pop("notdate")
        assert not any(
            claim.date_start and claim.date_start.startswith(year)
            for claim in found.claims
            if reads(Extraction(found.article, "", claims=(claim,)), wanted)
        )
        return
    if wanted.pop("olddate", ""):
        days = [c.date_start for c in found.claims if close(f"{c.value}", wanted["value"])]
        assert all(day is not None and day < "2020" for day in days)
        return
    assert reads(found, wanted), [seen(claim, wanted) for claim in found.claims]


def test_the_table_is_broad() -> None:
    assert len(ROWS) >= 200
    assert len({row["text"] for row in ROWS}) >= 200
