"""From rows of the reference tables to the evidence that stands behind their marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nkdata.collection.snapshot import Row, records
from nkdata.questions.evidence import Evidence, Telling, source_anchor
from nkdata.questions.rows import Frames, table_of, text

Sources = Mapping[str, Mapping[str, str]]  # title, publisher, day and address by id


def source_titles(reference: Frames) -> Sources:
    """Title, publisher, day and address of every source, by id."""
    held = [table_of(reference, name) for name in reference if name.startswith("sources_")]
    return {row["source_id"]: {name: text(cell) for name, cell in row.items()} for one in held for row in records(one)}


def row_tellings(
    table: str, row: Row, sources: Sources, *, day: str, value: str,
    note: str = "", claimant: str = "", stance: str = "asserted",
) -> tuple[Telling, ...]:  # fmt: skip
    """A row of a table as one telling for each of its sources; `row` has `row_id`, `source_id`, `source_id_2`."""
    named = [text(row.get(name)) for name in ("source_id", "source_id_2")]
    return tuple(
        Telling(
            claimant=claimant,
            via="",
            stance=stance,
            day=day,
            value=value,
            table=table,
            row_id=row["row_id"],
            source_id=ident,
            source=", ".join(filter(None, (sources.get(ident, {}).get(part, "") for part in ("title", "publisher")))),
            url=sources.get(ident, {}).get("url", ""),
            confidence=text(row.get("confidence")),
            note=note,
        )
        for ident in filter(None, named)
    )


def by_source(tellings: Iterable[Telling]) -> tuple[Evidence, ...]:
    """One `src-…` anchor a source, with the rows that rest on it, in order of first use."""
    grouped: dict[str, list[Telling]] = {}
    for one in tellings:
        if one.source_id and one not in grouped.setdefault(one.source_id, []):
            grouped[one.source_id].append(one)
    return tuple(
        Evidence(source_anchor(ident), held[0].source or ident, tuple(held)) for ident, held in grouped.items()
    )
