"""The outline of flooded land (GeoJSON) as one figure in hectares, said by the service that drew it.

The area is that of the outline on the WGS 84 ellipsoid: coordinates are carried into the cylindrical equal-area
projection (J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987, equations 3-12,
10-14 and 10-15), in which the surveyor's formula gives the area.  Sides count as straight there: one of 10 km lies at
most two metres off the shortest line.  A library for this one formula would weigh more than all else that is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import atanh, radians, sin, sqrt
from typing import Any

from nkdata.curating.rows import Batch, Said, Teller, claim, slug, source
from nkdata.errors import BadParameter, UnreadableArticle
from nkdata.reference.load import Tables

AXIS = 6378137.0  # WGS 84, metres
FLATTENING = 1 / 298.257223563
ECCENTRICITY = sqrt(FLATTENING * (2 - FLATTENING))
SHAPES = ("Polygon", "MultiPolygon")
Ring = Sequence[Sequence[float]]


def is_outline(found: Any) -> bool:
    """Whether JSON is GeoJSON with areas."""
    return isinstance(found, dict) and found.get("type") in ("FeatureCollection", "Feature", *SHAPES)


def read(found: dict[str, Any], where: str, tables: Tables, said: Said) -> Batch:
    """One claim about flooded land.  Raises BadParameter and UnreadableArticle for what is missing or cannot be."""
    said.needed(where, "flood", "claimant", "place", "day")
    for option, table, column in (
        ("flood", "disasters", "disaster_id"), ("claimant", "actors", "actor_id"), ("place", "admin_areas", "admin_id"),
    ):  # fmt: skip
        if getattr(said, option) not in tables.values(table, column):
            raise BadParameter(f"--{option}", f"{getattr(said, option)!r} is not in {table}", f"name an id of {table}")
    try:
        areas = [_area(rings) for rings in _polygons(found)]
    except (KeyError, TypeError, ValueError, IndexError, RecursionError) as error:
        raise UnreadableArticle(where, f"not GeoJSON in degrees{_told(error)}", "export it in WGS 84") from error
    if min(areas, default=0) < 0:
        raise UnreadableArticle(where, "a hole is larger than the area around it", "export the outline again")
    if not sum(areas):
        raise UnreadableArticle(where, "holds no area", "name a file with the outline of the flooded land")
    name = next(row.cells["name_en"] for row in tables.rows["actors"] if row.cells["actor_id"] == said.claimant)
    begin = f"outline-{slug(said.flood, said.claimant, said.place)}-"
    ident = f"{begin}{said.day}"
    note = f"Computed from the outline, {len(areas):,} area{'' if len(areas) == 1 else 's'}"
    teller = Teller(name, said.claimant, ident, said.day, basis="image", note=note, more={"bound": "about"})
    title = f"Outline of flooded land, {said.flood}, by {name}"
    hectares = round(sum(areas) / 10_000, 1)
    return Batch(
        (
            source("sources_floods", ident, title, name, said.day),
            claim(tables, begin, said.flood, "land_flooded_ha", hectares, teller, said.place),
        )
    )


def _told(error: Exception) -> str:
    """What was found, where the message is ours and not the interpreter's."""
    return f" ({error})" if type(error) is ValueError and "unpack" not in str(error) else ""


def area(rings: Sequence[Ring]) -> float:
    """Square metres of a polygon of longitudes and latitudes in degrees: its first ring less the others, its holes."""
    outer, *holes = (abs(_signed(ring)) for ring in rings)
    return outer - sum(holes)


def _area(rings: Sequence[Ring]) -> float:
    """The area of a polygon that was checked.  Raises ValueError for what are no degrees."""
    for ring in rings:
        if len(ring) < 4 or ring[0][:2] != ring[-1][:2]:
            raise ValueError("an outline is not closed")
        for one in ring:
            if not (-180 <= one[0] <= 180 and -90 <= one[1] <= 90):
                raise ValueError(f"{one[0]}, {one[1]} are no degrees")
    return area(rings)


def _signed(ring: Ring) -> float:
    """The surveyor's formula on the equal-area plane."""
    points = [(AXIS * radians(one[0]), _ordinate(one[1])) for one in ring]
    turned = zip(points, points[1:] + points[:1], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in turned) / 2


def _ordinate(latitude: float) -> float:
    """y of the cylindrical equal-area projection with the equator as standard parallel, in metres."""
    sine = sin(radians(latitude))
    square = ECCENTRICITY**2
    q = (1 - square) * (sine / (1 - square * sine**2) + atanh(ECCENTRICITY * sine) / ECCENTRICITY)
    return AXIS * q / 2


def _polygons(found: dict[str, Any]) -> Iterator[Sequence[Ring]]:
    """The polygons of GeoJSON, each as its rings."""
    kind = found["type"]
    if kind == "FeatureCollection":
        for one in found["features"]:
            yield from _polygons(one)
    elif kind == "Feature":
        yield from _polygons(found["geometry"])
    elif kind == "Polygon":
        yield found["coordinates"]
    elif kind == "MultiPolygon":
        yield from found["coordinates"]
    else:
        raise ValueError(f"a {kind} has no area")
