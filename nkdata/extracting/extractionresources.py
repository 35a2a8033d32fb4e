"""What extraction knows of the world: rows of the reference tables, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from nkdata.reference.load import rows

if TYPE_CHECKING:
    from nkdata.extracting.names.find import Gazetteer

Rows = tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class ExtractionResources:
    """Rows of actors, admin_areas, metrics and policy_events, as `nkdata.reference.rows` gives them.

    A user's own rows stand behind the package's: `ExtractionResources(actors=rows("actors") + mine, …)`.
    """

    actors: Rows
    areas: Rows
    metrics: Rows
    events: Rows

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Actors and places by their names."""
        from nkdata.extracting.names.find import Gazetteer

        return Gazetteer.from_rows(self.actors, self.areas)

    @cached_property
    def parents(self) -> dict[str, str]:
        """Area → the area that it lies in."""
        return {row["admin_id"]: row["parent"] for row in self.areas if row["parent"]}

    @cached_property
    def countries(self) -> dict[str, str]:
        """Actor → the country that it is of, where the table tells."""
        return {row["actor_id"]: row["country"] for row in self.actors if row.get("country")}

    @cached_property
    def units(self) -> dict[str, str]:
        """Metric → its canonical unit ("" for none)."""
        return {row["metric"]: row["unit"] for row in self.metrics}


@cache
def default_resources() -> ExtractionResources:
    """The tables that come with the package."""
    return ExtractionResources(
        actors=rows("actors"),
        areas=rows("admin_areas"),
        metrics=rows("metrics"),
        events=rows("policy_events"),
    )
