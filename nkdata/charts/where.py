"""The places of a flood's figures drawn: a map that says how exactly each is known, and the list it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import cos, radians
from typing import Any

import numpy as np
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from nkdata.charts import labels, style
from nkdata.charts.chart import Chart
from nkdata.charts.labels import Box
from nkdata.charts.style import CLAIMANT_GROUPS, GREY, INK, MARGIN, PROVINCE, SMALL, VALUE, WHITE, WIDTH, Look, Sheet
from nkdata.questions import damage_table
from nkdata.questions import where as words
from nkdata.questions.evidence import event_anchor
from nkdata.questions.figures import evidence_of, evidence_of_several
from nkdata.questions.voices import drawn_group
from nkdata.questions.where import NO_COORDINATES, TOWN, Entry, Spot, Where

NAME = "where"
WEST, EAST, SOUTH, NORTH = 124.1, 130.75, 37.6, 43.05  # degrees
MAP = 4.35  # inches wide
SCALE = MAP / ((EAST - WEST) * cos(radians(40)))  # inches a degree of latitude
LIST, LIST_WIDTH = 4.62, WIDTH - 4.62 - MARGIN
LINE, HEAD, BETWEEN = 0.158, 0.17, 0.09
SQUARE, LAND = "#34597a", style.BEYOND
LOOKS = {
    "province": Look("province only", SQUARE, "s"),
    TOWN: Look("city or county", INK, "o"),
    NO_COORDINATES: Look("county somewhere in this province", INK, "s", filled=False),
}


def where(answer: Where, shapes: Mapping[str, Any]) -> Chart:
    """Map and list, joined by numbers; one sentence where no figure is for a place below the country.

    `shapes` are the provinces as a GeoJSON feature collection.  Marks of the list have the id `where-<figure_id>`,
    tags of the map `where-at-<admin_id>`; a tag leads to the figures of its first place.
    """
    said = (words.title(answer), words.alt(answer), words.source(answer), damage_table.table(answer.said.figures))
    evidence = list(evidence_of(answer.said.figures))
    if not answer.drawable:
        return Chart(NAME, None, *said, {}, tuple(evidence))
    evidence += [evidence_of_several(_anchor(entry.number), entry.rows) for entry in answer.entries]
    evidence += [evidence_of_several(_anchor(99), answer.folded)] if answer.folded else []
    laid = [(entry, _lines(entry)) for entry in answer.entries]
    height = sum(_height(entry, lines) for entry, lines in laid) + (LINE if answer.folded else 0)
    drawn = [row for entry in answer.entries for row in entry.rows[: entry.shown]]
    groups = labels.of_groups(drawn_group(row) for row in drawn)
    used = [look for kind, look in LOOKS.items() if any(spot.look == kind for spot in answer.spots)]
    rim = any(row["origin"] != "reference" for row in drawn)
    tint = "Tinted: province that the table of disasters names as hit."
    key = labels.meanings({tint: bool(answer.hit), labels.RIM: rim})
    body = max((NORTH - SOUTH) * SCALE, height)
    rows = len(labels.key_rows(used)) + len(labels.key_rows(groups))
    with style.look(NAME):
        sheet = style.sheet(said[0], words.subtitle(answer), body + labels.KEY_ROW * rows + 0.1, said[2], key)
        _land(sheet, answer, shapes)
        _spots(sheet, answer)
        _list(sheet, answer, laid)
        labels.key(sheet, used, sheet.top + body + 0.1)
        labels.key(sheet, groups, sheet.top + body + 0.1 + labels.KEY_ROW * len(labels.key_rows(used)))
    tooltips = {f"{NAME}-{row['figure_id']}": f"{row['claimant']}: {words.line(row)}" for row in drawn}
    return Chart(NAME, sheet.figure, *said, tooltips, tuple(evidence))


def _anchor(number: int) -> str:
    return event_anchor(f"{NAME}-place-{number}")


def _x(lon: float) -> float:
    return MARGIN + (lon - WEST) * cos(radians(40)) * SCALE


def _y(sheet: Sheet, lat: float) -> float:
    return sheet.top + (NORTH - lat) * SCALE


def _land(sheet: Sheet, answer: Where, shapes: Mapping[str, Any]) -> None:
    """The provinces, those named as hit tinted flat."""
    for feature in shapes["features"]:
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = []
        for ring in (ring for part in parts for ring in part):
            points = np.array([(_x(lon) / WIDTH, 1 - _y(sheet, lat) / sheet.height) for lon, lat in ring])
            rings.append(Path(points, closed=True))
        colour = PROVINCE if feature["properties"]["admin_id"] in answer.hit else LAND
        patch = PathPatch(Path.make_compound_path(*rings), fc=colour, ec=WHITE, lw=0.8, zorder=-0.5)
        patch.set_transform(sheet.figure.transFigure)
        sheet.figure.add_artist(patch)


def _spots(sheet: Sheet, answer: Where) -> None:
    """Names of the provinces, then tags: squares below the names, dashed ones beside them, towns with a dot."""
    dots = [(_x(spot.lon), _y(sheet, spot.lat)) for spot in answer.spots if spot.look == TOWN]
    taken: list[Box] = [labels.around(*dot) for dot in dots]
    for name, lat, lon in answer.provinces:
        width, x = style.text_width(name, SMALL), _x(lon)
        tried = [_box(x, _y(sheet, lat) - 0.1 + shift, width, 0.07) for shift in (0, -0.13, 0.13, -0.26, 0.26)]
        box = next((box for box in tried if not any(box.meets(one) for one in taken)), tried[0])
        sheet.text(x, (box.top + box.bottom) / 2, name, SMALL, style.DARK_GREY, align="center")
        taken.append(box)
    bounds = Box(0.02, sheet.top, LIST - 0.1, sheet.top + (NORTH - SOUTH) * SCALE)
    order = ("province", TOWN, NO_COORDINATES)
    for spot in sorted(answer.spots, key=lambda spot: (order.index(spot.look), -spot.lat, spot.area)):
        taken.append(_tag(sheet, spot, taken, bounds))


def _tag(sheet: Sheet, spot: Spot, taken: list[Box], bounds: Box) -> Box:
    """The numbers of one area on their ground; gives back the room that they take."""
    text = " ".join(map(str, spot.numbers))
    width, half = style.text_width(text, VALUE, bold=True) + 0.1, 0.085
    x, y = _x(spot.lon), _y(sheet, spot.lat)
    url, gid = f"#{_anchor(spot.numbers[0])}", f"{NAME}-at-{spot.area}"
    at = (x, y + 0.09) if spot.look != TOWN else (x - width / 2 - 0.14, y - 0.14)
    box = next(
        (
            box
            for reach in range(12)
            for across, down in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
            if (box := _box(at[0] + across * 0.13 * reach, at[1] + down * 0.13 * reach, width, half)).within(bounds)
            and not any(box.meets(one) for one in taken)
        ),
        _box(*at, width, half),
    )
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    if spot.look == TOWN:
        labels.line(sheet, [(x, y), middle], INK, 0.8)
        sheet.mark(x, y, LOOKS[TOWN], 5)
    fill = {TOWN: INK, NO_COORDINATES: WHITE}.get(spot.look, SQUARE)
    patch = FancyBboxPatch(
        (box.left / WIDTH, 1 - box.bottom / sheet.height), (box.right - box.left) / WIDTH,
        (box.bottom - box.top) / sheet.height, boxstyle="square,pad=0", fc=fill, ec=INK if fill == WHITE else fill,
        lw=1, ls="--" if fill == WHITE else "-", transform=sheet.figure.transFigure, zorder=3, gid=gid, url=url,
    )  # fmt: skip
    sheet.figure.add_artist(patch)
    sheet.text(*middle, text, VALUE, INK if fill == WHITE else WHITE, bold=True, align="center", url=url).set_zorder(4)
    return box


def _box(x: float, y: float, width: float, half: float) -> Box:
    return Box(x - width / 2, y - half, x + width / 2, y + half)


def _lines(entry: Entry) -> list[list[str]]:
    """The words of each listed figure on at most two lines; with its claimant where several said the same."""
    found = []
    said = Counter(words.line(row) for row in entry.rows[: entry.shown])
    for row in entry.rows[: entry.shown]:
        line = words.line(row)
        lines = style.wrap(f"{line}, {row['voice_label']}" if said[line] > 1 else line, LIST_WIDTH - 0.15, VALUE)
        lines = [lines[0], " ".join(lines[1:])] if lines[1:] else lines
        found.append([style.shorten(one, LIST_WIDTH - 0.15, VALUE) for one in lines])
    return found


def _heading(entry: Entry) -> list[tuple[str, bool]]:
    """Number and name of a place in bold, then how exact it is."""
    name = f"{entry.number} {entry.name}" if entry.number else entry.name
    bold = [(one, True) for one in style.wrap(name, LIST_WIDTH, VALUE, bold=True)]
    return bold + [(one, False) for one in style.wrap(entry.note, LIST_WIDTH, SMALL)]


def _height(entry: Entry, lines: list[list[str]]) -> float:
    more = LINE if entry.shown < len(entry.rows) else 0
    return HEAD * len(_heading(entry)) + LINE * sum(map(len, lines)) + more + BETWEEN


def _list(sheet: Sheet, answer: Where, laid: list[tuple[Entry, list[list[str]]]]) -> None:
    """Places with their figures, marks in the look of the claimant's group."""
    y = sheet.top
    for entry, lines in laid:
        for text, bold in _heading(entry):
            size, colour = (VALUE, INK) if bold else (SMALL, GREY)
            sheet.text(LIST, y + HEAD / 2, text, size, colour, bold=bold, italic=not bold)
            y += HEAD
        for row, own in zip(entry.rows, lines, strict=False):
            look = CLAIMANT_GROUPS[drawn_group(row)]
            labels.figure_mark(sheet, row, look, (LIST + 0.05, y + LINE / 2), NAME)
            for text in own:
                url = f"#{event_anchor(row['figure_id'])}"
                sheet.text(LIST + 0.15, y + LINE / 2, text, VALUE, url=url)
                y += LINE
        if entry.shown < len(entry.rows):
            more = f"+ {len(entry.rows) - entry.shown} more"
            sheet.text(LIST + 0.15, y + LINE / 2, more, SMALL, GREY, url=f"#{_anchor(entry.number)}")
            y += LINE
        y += BETWEEN
    if answer.folded:
        count = len({row["place_ids"] for row in answer.folded})
        more = f"and {count} more {'place' if count == 1 else 'places'}"
        sheet.text(LIST, y + LINE / 2, more, VALUE, GREY, url=f"#{_anchor(99)}")
