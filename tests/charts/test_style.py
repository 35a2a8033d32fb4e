from __future__ import annotations

import matplotlib
import pytest

from nkdata.charts import style
from nkdata.charts.typeface import DPI, FONT, font
from tests.chart_marks import layout_faults


def test_a_sheet_sets_its_head_and_foot_without_collision() -> None:
    long = "State media gave two damage figures and left the dead, the injured and the missing unmentioned for ten days"
    with style.look():
        sheet = style.sheet(long, long * 2, 1.0, "Source: " + long * 3, key=("Filled: a figure.", long))
        sheet.text(1.0, sheet.top + 0.5, "in the body")
    assert layout_faults(sheet.figure) == []
    assert sheet.figure.get_figwidth() == style.WIDTH


@pytest.mark.parametrize(
    ("size", "x", "text", "fault"),
    [
        (7.0, 1.0, "too small", "below 8 pt"),
        (9.0, 6.9, "runs over the edge", "outside"),
        (9.0, 1.0, "on it", "overlap"),
    ],
)
def test_layout_faults_are_named(size: float, x: float, text: str, fault: str) -> None:
    with style.look():
        sheet = style.sheet("A title", "", 1.0, "")
        if fault == "overlap":
            sheet.text(1.02, sheet.top + 0.5, "under it", 9.0)
        sheet.text(x, sheet.top + 0.5, text, size)
    assert [found.split(":")[0] for found in layout_faults(sheet.figure)] == [
        fault if fault != "outside" else "outside the figure"
    ]


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    text = "Only the Red Cross gave a death toll; state media counted homes and cropland in nine provinces"
    lines = style.wrap(text, 3.0, style.TITLE, bold=True)
    assert " ".join(lines) == text
    assert all(style.text_width(line, style.TITLE, bold=True) <= 3.0 for line in lines)


@pytest.mark.parametrize("text", ["", "AV ÀV", "≥ 16,680 homes  (hearsay)†", "Kim  “To Wa” fi – ½", "a\tb"])
def test_a_line_is_as_wide_as_it_is_drawn(text: str) -> None:
    with style.look():
        figure = style.sheet("", "", 1.0, "").figure
        drawn = figure.text(0, 0, text.replace("\t", " "), fontproperties=font(style.VALUE))
        width = drawn.get_window_extent().width / DPI
    assert style.text_width(text, style.VALUE) == pytest.approx(width, abs=1e-6)


def test_shortened_text_fits_and_says_so() -> None:
    cut = style.shorten("in Kangwon, North Hwanghae and South Hwanghae", 1.2, style.SMALL)
    assert cut.endswith("…")
    assert style.text_width(cut, style.SMALL) <= 1.2
    whole = "Kim visits a village on the river after the flood"
    for tenths in range(12, 27):
        kept = style.shorten(whole, tenths / 10, style.SMALL).removesuffix("…")
        assert whole[len(kept) :].startswith(" "), kept
    assert style.shorten("Kim Democratisation", 1.0, style.SMALL).startswith(
        "Kim Democr"
    )  # a word at its very end stays
    assert style.shorten("in Unpha", 1.2, style.SMALL) == "in Unpha"


def test_a_users_settings_neither_matter_nor_change() -> None:
    before = style.text_width("39,296", style.VALUE)
    with matplotlib.rc_context({"font.family": "serif", "font.size": 30}):
        with style.look():
            sheet = style.sheet("A title", "", 0.5, "")
            axes = sheet.axes(1.0, sheet.top, 4.0, 0.2)
            axes.set_xlabel("x")
        assert matplotlib.rcParams["font.size"] == 30
    assert axes.xaxis.label.get_fontfamily() == [FONT]
    assert style.text_width("39,296", style.VALUE) == before


def test_no_two_groups_share_a_marker() -> None:
    markers = [shown.marker for shown in style.CLAIMANT_GROUPS.values()]
    assert len(set(markers)) == len(markers)
