"""The workbench in JupyterLab: a form, a chart and a table that answer, an article to read and correct."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from getpass import getuser
from html import escape
from threading import Thread
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import pandas as pd

from nkdata.errors import BadParameter, NkdataError
from nkdata.questions.damage import default_flood
from nkdata.reference import load
from nkdata.review.apply import MARKS, standing
from nkdata.workbench import brushing, pages
from nkdata.workbench.comparing import in_place, one_style
from nkdata.workbench.copying import copied
from nkdata.workbench.desk import Desk
from nkdata.workbench.drawing import CHARTS, TIMED, chart, figures
from nkdata.workbench.pane import Pane
from nkdata.workbench.state import Shown, View
from nkdata.workbench.stepping import running, stepwise
from nkdata.workbench.words import TIPS, arranged, without

if TYPE_CHECKING:
    from nkdata.charts.chart import Chart


SEPARATOR = "\x1f"  # of things said
OPEN = "open"  # the end of a period that has none
NO_FLOOD = "These rows tell of no flood that the tables know: choose one under flood, or go on in the table below."
NO_ROWS = "Nothing to draw: clear a box above, or choose a flood for what the tables tell of it."
UNKEPT = "Corrections last as long as the kernel: to keep them, name a folder under <code>corrections</code> above."
SEVERAL = ("metric", "stance", "kind", "status")  # boxes of which one choice or none is made


def _now() -> str:
    """The time to the millisecond: by key, a person judges more than once in a second."""
    return f"{datetime.now(UTC).isoformat(timespec='milliseconds').removesuffix('+00:00')}Z"


def _drawn_rows(shown: Shown) -> pd.DataFrame:
    """What of the rows a chart depends on: all but who judged them."""
    return standing(shown.rows).drop(columns=[*MARKS]) if len(shown.rows) else shown.rows


class Bench(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The workbench on a desk.  `by` is who corrects, `clock` tells the time that the log gets."""

    def __init__(
        self, desk: Desk, view: View | None = None, *, flood: str = "", name: str = "who said what", by: str = "",
        clock: Callable[[], str] = _now,
    ) -> None:  # fmt: skip
        self.desk, self.view, self.by, self.clock = desk, view or View(), by or getuser(), clock
        self.shown = Shown(pd.DataFrame(), 0)
        self.drawn: Chart | None = None
        self.asked: tuple[str, ...] = ()  # chart, flood and day that were asked for, with the claims that were drawn
        self.told = pd.DataFrame()
        self.inside: tuple[str, tuple[brushing.Axis, ...]] = ("", ())  # drawing and time axes of the chart
        self.order = ("", False)  # column that the table is sorted by, and whether from the largest
        self.seen: object = None  # the state of log and collection that is shown
        self._held, self._turn = False, 0
        self._pane: Pane | None = None
        self._form(flood, name)
        self._panes()
        super().__init__([widgets.HTML(pages.STYLE + pages.WAKE), *self._laid()])
        self.add_class("nk-bench")
        self.refresh()

    def _form(self, flood: str, name: str) -> None:
        """The widgets of the filters, with the view's choices in them."""
        own, self._offered = one_style(), False
        several = {key: getattr(self.view, key) for key in SEVERAL}
        self.form: dict[str, Any] = {
            key: widgets.Dropdown(
                options=["", *held], value=held[0] if held else "", description=key, **own,
            )
            for key, held in several.items()
        }  # fmt: skip
        for key in ("place", "claimant", "as_of"):
            text = getattr(self.view, key)
            self.form[key] = widgets.Text(text, description=key.replace("_", " "), **own, continuous_update=False)
        for key in ("place", "claimant"):
            self.form[key] = widgets.Combobox(
                value=getattr(self.view, key), description=key, **own, continuous_update=False
            )
        for key in ("told", "happened"):
            for number, end in enumerate(("from", "to")):
                self.form[f"{key} {end}"] = widgets.Text(
                    getattr(self.view, key)[number], description=f"{key} {end}", placeholder="2020-08-18", **own,
                    continuous_update=False,
                )  # fmt: skip
        floods = ["", *(row["disaster_id"] for row in load.rows("disasters"))]
        for what, one, known in (("flood", flood, floods), ("chart", name, list(CHARTS))):
            if one not in known:
                raise BadParameter(what, f"{one!r} is none", f"write one such as {known[-1]}")
        self.form["flood"] = widgets.Dropdown(options=floods, value=flood, description="flood", **own)
        self.form["chart"] = widgets.Dropdown(options=list(CHARTS), value=name, description="chart", **own)
        for key, one in self.form.items():
            one.tooltip = TIPS[key]
            one.observe(lambda change: self.refresh(), names="value")

    def _offer(self) -> None:
        """What the boxes of the form offer: asked for once the rows are there."""
        found, self._offered = self.desk.choices(self.view.table), True
        self._held = True
        for key in SEVERAL:
            box, value = self.form[key], self.form[key].value
            box.options = list(dict.fromkeys(["", *found.get(key, ()), value]))
            box.value = value
        for key in ("place", "claimant"):
            self.form[key].options = found[f"{key}_name"]
        self._held = False

    @property
    def pane(self) -> Pane:
        """Article and corrections: made once the rows are there."""
        return self._open_pane() if self._pane is None else self._pane

    def _open_pane(self) -> Pane:
        self._pane = made = Pane(self.desk, self.view.table, self.refresh, by=self.by, clock=self.clock)
        made.show(self.shown.rows)
        self.both.children = [self.above, made]
        return made

    def _panes(self) -> None:
        """Everything below the form."""
        self.count, self.strip, self.picture, self.grid, self.code = (widgets.HTML() for _ in range(5))
        self.picture.value = "<p>The chart is being drawn.</p>"
        self.find = widgets.Text(description="find", placeholder="words in the rows below", **one_style())
        self.find.observe(lambda change: self._list(), names="value")
        # a class that comes or goes draws an HTML widget anew, focus and all; a box it leaves alone
        self.above = widgets.VBox([self.picture], layout={"flex": "1 1 36rem", "max_width": "720px"})
        self.below = widgets.VBox([self.strip, self.find, self.grid])
        self.heard = widgets.Text(layout={"display": "none"})
        self.heard.add_class("nk-heard")
        self.heard.observe(self._listen, names="value")
        self.both = widgets.HBox([self.above], layout={"flex_flow": "row wrap", "grid_gap": "1rem"})

    def _laid(self) -> list[Any]:
        """The panes in their places."""
        own = ("metric", "stance") if self.view.table == "claims" else ("kind", "status")
        keys = [key for key in self.form if key in own or key not in ("metric", "stance", "kind", "status")]
        form = widgets.GridBox(
            [self.form[key] for key in keys], layout={"grid_template_columns": "repeat(auto-fill, minmax(19rem, 1fr))"}
        )
        return [self.heard, form, self.count, self.both, self.below, self.code]

    def refresh(self) -> None:
        """Ask again with what the form says: rows, chart, code; an error stands where the count would."""
        if self._held:
            return
        held = {key: one.value for key, one in self.form.items()}
        several = {key: (held[key],) if held[key] else () for key in SEVERAL}
        spans = {key: (held[f"{key} from"], held[f"{key} to"]) for key in ("told", "happened")}
        plain = {key: held[key] for key in ("place", "claimant", "as_of")}
        given: dict[str, Any] = several | spans | plain
        self.view = replace(self.view, **given)
        with self.desk.alone, in_place(self._fail):
            self.seen, before = self.desk.state(), _drawn_rows(self.shown)
            self.shown = self.desk.rows(self.view)
            drawn = (held["chart"], held["flood"], self.view.as_of)
            if self.asked != drawn or not _drawn_rows(self.shown).equals(before):
                self.above.add_class("nk-stale")  # until it is drawn
            self._show(held["chart"], held["flood"], self.desk.faults())

    def _fail(self, html: str) -> None:
        """An error in place of the count; what stands below answers an earlier question and looks it."""
        self._turn += 1  # a chart under way is left
        self.count.value, self.seen = html, None  # who comes back to this tab asks again
        for one in (self.above, self.below):
            one.add_class("nk-stale")

    def _show(self, name: str, flood: str, told: tuple[NkdataError, ...]) -> None:
        """Rows first, then count, code, and the chart."""
        self.below.remove_class("nk-stale")
        self.strip.value = brushing.strip(self.shown.days, self.view.told)
        by_hand = int((self.shown.rows["reviewed"] != "none").sum())
        kept = "" if self.desk.kept else f" {UNKEPT}"
        cut = " Chart and table hold the first by day of telling: narrow them down." if self.shown.cut else ""
        words = f"<b>{self.shown.counted(self.view.table)}</b>, {by_hand} judged by hand.{cut}{kept}"
        self._list()
        if self._pane is not None:
            self._pane.show(self.shown.rows)
        self._draw_later(name, flood, self.view.as_of)
        self.count.value = words + "".join(map(pages.fault, told))  # after rows
        self.code.value = pages.code(copied(self.desk, self.view, flood))

    def _draw_later(self, *asked: str) -> None:
        """Draw once the rows are there, step by step; whoever asks anew meanwhile is answered, and this is left."""
        self._turn += 1
        turn, under_way = self._turn, self._after_rows(*asked)

        def steps() -> Iterator[None]:
            while True:
                with self.desk.alone:
                    if turn != self._turn or next(under_way, self) is self:
                        return
                yield

        stepwise(steps())

    def _after_rows(self, *asked: str) -> Iterator[None]:
        """Chart, pane, choices of the form; then, while nobody asks, what the next click and key will ask for."""
        yield from self._draw(*asked)
        self.above.remove_class("nk-stale")
        yield
        if self._pane is None:
            self._open_pane()
            yield
        if not self._offered:
            with in_place(self._fail):
                self._offer()
        if running() is not None:
            yield
            Thread(target=self.desk.hold, daemon=True).start()
            self.pane.get_ready()

    def _draw(self, *asked: str) -> Iterator[None]:
        """The chart (its name, flood, day) of the rows shown; the one that stands where nothing in it has changed."""
        from nkdata.reporting.panel import style
        from nkdata.reporting.svg import inline_svg

        with in_place(self._undrawn):
            held = self.desk.snapshot(self._drawn_from(asked[0]), self.view)
            rows = held.claims.drop(columns=["reviewed", "reviewed_by"], errors="ignore")
            if self.asked != asked or not rows.equals(self.told):
                yield
                told = figures(held, asked[2])
                yield
                self.drawn = chart(told, *asked)
                lacking = NO_FLOOD if len(rows) else NO_ROWS
                told_of = self.drawn.title if asked[1] or default_flood(told) else lacking
                self.inside = inline_svg(self.drawn) or f"<p>{escape(told_of)}</p>", brushing.axes_of(self.drawn)
                self.asked, self.told = asked, rows
            shown = brushing.brushed(*self.inside, self.view.told)
            self.picture.value = f"<style>{style()}</style>" + pages.answering(shown, label="Chart")

    def _drawn_from(self, name: str) -> Shown:
        """What a chart is drawn from: a period is marked on an axis of time, as long as all fits that lies around."""
        whole = (
            self.desk.rows(replace(self.view, told=("", ""))) if name in TIMED and any(self.view.told) else self.shown
        )
        return self.shown if whole.cut else whole

    def _undrawn(self, html: str) -> None:
        """Why there is no chart."""
        self.picture.value, self.asked = html, ()

    def _list(self, first: int = 0) -> None:
        """The table, from this row on."""
        with self.desk.alone:
            column, down = self.order
            listed = arranged(self.shown.rows, self.find.value, column, down=down)
            made = pages.grid(listed, self.view.table, first, column, down=down)
            self.grid.value = made if len(listed) else f"<p>{without(self.shown, self.view)}</p>"

    def _sort(self, column: str) -> None:
        """Sort the table by a column, or turn its order round."""
        held, down = self.order
        self.order = (column, held == column and not down)
        self._list()

    def _listen(self, change: Mapping[str, Any]) -> None:
        """What was done since the value before: each a number, then what `_answer` takes."""
        before = str(change["old"]).split(SEPARATOR)
        for line in str(change["new"]).split(SEPARATOR):
            if line not in before:
                _, _, said = line.partition(" ")
                what, _, which = said.partition(" ")
                with self.desk.alone, in_place(self.pane.tell):
                    self._answer(what, which)

    def _answer(self, what: str, which: str) -> None:
        """Do what was said: `row KEY`, `anchor A`, `do ACT`, `select M N`, `sort C`, `page N`, `told M N`, `look`."""
        if what == "row":
            self.pane.read(which)
        elif what == "anchor":
            self.follow(which)
        elif what == "do":
            act, _, shown = which.partition(" ")
            self.pane.do(*((which,) if act == "take" else (act, shown)))
        elif what == "select":
            self.pane.select(*map(int, which.split()))
        elif what == "sort":
            self._sort(which)
        elif what == "page":
            self._list(int(which))
        elif what in ("told", "since", "until"):
            self.brush(*which.split())
        elif what == "look" and self.desk.state() != self.seen:
            self.refresh()

    def brush(self, first: str = OPEN, last: str = OPEN) -> None:
        """Narrow the rows down to a period, both ends included, each a day, month or year; an open end is `open`."""
        self._held = True  # two boxes change, one answer follows
        self.form["told from"].value = "" if first == OPEN else f"{pd.Period(first).start_time:%Y-%m-%d}"
        self.form["told to"].value = "" if last == OPEN else f"{pd.Period(last).end_time:%Y-%m-%d}"
        self._held = False
        self.refresh()

    def follow(self, anchor: str) -> None:
        """Where a mark of the chart leads: the sentence in its article, else the source of the table's row."""
        held = [one for one in (self.drawn.evidence if self.drawn else ()) if one.anchor == anchor]
        told = [telling for one in held for telling in one.tellings]
        first = next((one for one in told if one.article_id), told[0] if told else None)
        if first is None:
            self.pane.message.value = pages.fault("Nothing stands behind this mark in the rows shown.")
        else:
            self.pane.follow(first)
