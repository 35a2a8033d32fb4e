"""Places of the reference tables: what lies in what, how wide a list of places is, how it is called."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from nkdata.questions.wording import listed

COUNTRY = "KP"
UNKNOWN = 9


class Places:
    """The tree of admin_areas.csv."""

    def __init__(self, areas: pd.DataFrame) -> None:
        columns = (areas[name].fillna("") for name in ("admin_id", "name_en", "level", "parent"))
        held = [tuple(map(str, row)) for row in zip(*columns, strict=True)]
        self._names: Mapping[str, str] = {area: name for area, name, _, _ in held}
        self._levels: Mapping[str, str] = {area: level for area, _, level, _ in held}
        self._parents: Mapping[str, str] = {area: parent for area, _, _, parent in held}

    def lineage(self, area: str) -> frozenset[str]:
        """The area and all that it lies in; empty for an id that the table does not know."""
        found: list[str] = []
        while area in self._names and area not in found:
            found.append(area)
            area = self._parents[area]
        return frozenset(found)

    def related(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether some area of the one lies in, holds, or is some area of the other."""
        return any(a in self.lineage(b) or b in self.lineage(a) for a in one for b in other)

    def rank(self, areas: tuple[str, ...], hit: tuple[str, ...]) -> int:
        """0 the country or all provinces that were `hit`, 1 province, 2 city or county, 9 unknown."""
        known = [area for area in areas if area in self._names]
        if not known:
            return UNKNOWN
        if COUNTRY in known or (hit and set(hit) <= set(known)):
            return 0
        return min(1 if self._levels[area] == "province" else 2 for area in known)

    def label(self, areas: tuple[str, ...]) -> str:
        """`North Hwanghae`, `Sinuiju and Uiju`; empty when no area is known."""
        return listed([self._names[area] for area in areas if area in self._names])


def covers(wide: tuple[str, ...], lineages: tuple[frozenset[str], ...]) -> bool:
    """Whether each area, given by its lineage, lies in one of the wide ones; an unknown place is covered by nothing."""
    return bool(lineages) and all(lineage & set(wide) for lineage in lineages)
