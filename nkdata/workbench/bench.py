"""The workbench in JupyterLab: a form, a chart and a table that answer, an article to read and correct."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from getpass import getuser
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from nkdata.charts.chart import Chart
from nkdata.errors import BadParameter, NkdataError
from nkdata.questions.evidence import Telling
from nkdata.reference import load
from nkdata.reporting.panel import style
from nkdata.reporting.svg import inline_svg
from nkdata.workbench import correcting, pages
from nkdata.workbench.desk import KIND, Desk
from nkdata.workbench.drawing import CHARTS, chart, display_html
from nkdata.workbench.state import Shown, View, call, choices, command

WIDE = {"description_width": "6.5rem"}


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


class Bench(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """The workbench on a desk.  `by` is who corrects, `clock` tells the time that the log gets."""

    def __init__(
        self, desk: Desk, view: View | None = None, *, flood: str = "", name: str = "who said what", by: str = "",
        clock: Callable[[], str] = _now,
    ) -> None:  # fmt: skip
        self.desk, self.view, self.by, self.clock = desk, view or View(), by or getuser(), clock
        self.shown = Shown(pd.DataFrame(), 0)
        self.drawn: Chart | None = None
        self.chosen = ""  # the id of the row that is read
        self._form(flood, name)
        self._panes()
        super().__init__([widgets.HTML(pages.STYLE + f"<style>{style()}</style>"), *self._laid()])
        self.add_class("nk-bench")
        self.refresh()

    def _form(self, flood: str, name: str) -> None:
        """The widgets of the filters, with the view's choices in them."""
        rows = self.desk.rows(View(self.view.table)).rows
        several = {key: getattr(self.view, key) for key in ("metric", "stance", "kind", "status")}
        self.form: dict[str, Any] = {
            key: widgets.Dropdown(
                options=["", *dict.fromkeys([*(choices(rows, key) if key in rows else ()), *held])],
                value=held[0] if held else "", description=key, style=WIDE,
            )
            for key, held in several.items()
        }  # fmt: skip
        for key in ("place", "claimant", "as_of"):
            text = getattr(self.view, key)
            self.form[key] = widgets.Text(text, description=key.replace("_", " "), style=WIDE, continuous_update=False)
        for key in ("place", "claimant"):
            self.form[key] = widgets.Combobox(
                value=getattr(self.view, key), options=choices(rows, f"{key}_name"), description=key, style=WIDE,
                continuous_update=False,
            )  # fmt: skip
        for key in ("told", "happened"):
            for number, end in enumerate(("from", "to")):
                self.form[f"{key} {end}"] = widgets.Text(
                    getattr(self.view, key)[number], description=f"{key} {end}", placeholder="2020-08-18", style=WIDE,
                    continuous_update=False,
                )  # fmt: skip
        floods = ["", *(row["disaster_id"] for row in load.rows("disasters"))]
        self.form["flood"] = widgets.Dropdown(options=floods, value=flood, description="flood", style=WIDE)
        self.form["chart"] = widgets.Dropdown(options=list(CHARTS), value=name, description="chart", style=WIDE)
        for one in self.form.values():
            one.observe(lambda change: self.refresh(), names="value")

    def _panes(self) -> None:
        """Everything below the form."""
        self.count, self.picture, self.reader, self.message, self.code = (widgets.HTML() for _ in range(5))
        self.grid = widgets.Output()
        self.heard = widgets.Text(layout={"display": "none"})
        self.heard.add_class("nk-heard")
        self.heard.observe(self._listen, names="value")
        acts = {
            "Previous (k)": "previous", "Next unclear (j)": "next", "Confirm (y)": "confirm", "Reject (n)": "reject",
            "Save changes": "correct", "Note": "note", "Undo (u)": "undo",
        }  # fmt: skip
        self.buttons = {label: widgets.Button(description=label, layout={"width": "auto"}) for label in acts}
        for label, act in acts.items():
            self.buttons[label].on_click(lambda _, act=act: self.do(act))
        self.note = widgets.Text(description="note", placeholder="why", style=WIDE)
        self.edit: dict[str, Any] = {}
        self.editing = widgets.VBox()
        self.one, self.other = (
            widgets.Combobox(description=name, style=WIDE, continuous_update=False) for name in ("compare", "with")
        )
        self.beside = widgets.HTML()
        for side in (self.one, self.other):
            side.observe(lambda change: self._side_by_side(), names="value")

    def _laid(self) -> list[Any]:
        """The panes in their places."""
        order = ["metric", "kind", "stance", "status"]
        used = [
            key for key in order if key in (("metric", "stance") if self.view.table == "claims" else ("kind", "status"))
        ]
        keys = [
            *used,
            "place",
            "claimant",
            "told from",
            "told to",
            "happened from",
            "happened to",
            "as_of",
            "flood",
            "chart",
        ]
        form = widgets.GridBox(
            [self.form[key] for key in keys], layout={"grid_template_columns": "repeat(auto-fill, minmax(19rem, 1fr))"}
        )
        more = widgets.Accordion([self.editing, widgets.VBox([self.one, self.other, self.beside]), self.code])
        more.titles = ("Correct", "Compare", "Copy as code")
        buttons = widgets.HBox(
            [one for label, one in self.buttons.items() if label != "Save changes"], layout={"flex_flow": "row wrap"}
        )
        reading = widgets.VBox([buttons, self.message, self.reader, self.note, more], layout={"flex": "1 1 30rem"})
        picture = widgets.VBox([self.picture], layout={"flex": "1 1 36rem", "max_width": "720px"})
        both = widgets.HBox([picture, reading], layout={"flex_flow": "row wrap", "grid_gap": "1rem"})
        return [self.heard, form, self.count, both, self.grid]

    def refresh(self) -> None:
        """Ask again with what the form says: rows, chart, code; an error stands where the count would."""
        held = {key: one.value for key, one in self.form.items()}
        several = {key: (held[key],) if held[key] else () for key in ("metric", "stance", "kind", "status")}
        spans = {key: (held[f"{key} from"], held[f"{key} to"]) for key in ("told", "happened")}
        plain = {key: held[key] for key in ("place", "claimant", "as_of")}
        given: dict[str, Any] = several | spans | plain
        self.view = replace(self.view, **given)
        try:
            self.shown = self.desk.rows(self.view)
            told = self.desk.faults()
        except NkdataError as error:
            self.count.value = pages.fault(error)
            return
        by_hand = int((self.shown.rows["reviewed"] != "none").sum())
        kept = "" if self.desk.kept else " Corrections last as long as the kernel: name a folder to keep them."
        words = f"<b>{self.shown.counted(self.view.table)}</b>, {by_hand} judged by hand.{kept}"
        self._list()
        self._draw(held["chart"], held["flood"])
        self.count.value = words + "".join(map(pages.fault, told))  # last: whoever sees it sees the view that it counts
        if self._row(self.chosen) is None:
            self._fill(None)  # a form of a row that is not shown could be saved to nothing
        copied = call(self.view, self.desk.collection, self.desk.data, self.desk.corrections if by_hand else "")
        paths = () if self.desk.collection else (f"{self.desk.data}",) if self.desk.data else ()
        shell = (
            "" if self.desk.collection else f"\n# the report as of that day\n{command(self.view, paths, held['flood'])}"
        )
        self.code.value = f'<pre class="nk-code" tabindex="0">{escape(copied + shell)}</pre>'
        self.one.options = self.other.options = [
            *choices(self.shown.rows, "claimant_name"), *choices(self.shown.rows, "published")
        ]  # fmt: skip
        self._side_by_side()

    def _draw(self, name: str, flood: str) -> None:
        """The chart of the rows shown."""
        try:
            self.drawn = chart(self.desk.snapshot(self.shown, self.view), name, flood, self.view.as_of)
        except NkdataError as error:
            self.picture.value = pages.fault(error)
            return
        svg = inline_svg(self.drawn)
        inside = f'<div class="nk-figure">{svg}</div>' if svg else f"<p>{escape(self.drawn.title)}</p>"
        self.picture.value = pages.answering(inside, label="Chart")

    def _list(self) -> None:
        """The table, drawn anew."""
        from itables import init_notebook_mode, to_html_datatable

        self.grid.clear_output(wait=True)
        with self.grid:
            table = pages.grid(self.shown.rows, self.view.table)
            if table.empty:
                display_html("<p>No rows.</p>")
                return
            if not getattr(self, "_ready", False):
                init_notebook_mode(all_interactive=False, connected=False)
            html = to_html_datatable(
                table, connected=False, allow_html=True, maxBytes=0, showIndex=False, paging=True, pageLength=25,
                layout={"topStart": None}, classes="display compact",
                style="table-layout:auto;width:100%", columnDefs=[{"className": "dt-left", "targets": "_all"}],
            )  # fmt: skip
            display_html(pages.answering(f'<div class="nk-grid">{html}</div>', label="Table"))

    def _listen(self, change: Mapping[str, Any]) -> None:
        """What was clicked or pressed: `<n> row ID`, `<n> anchor A`, `<n> do ACT`."""
        _, _, said = str(change["new"]).partition(" ")
        what, _, which = said.partition(" ")
        if what == "row":
            self.read(which)
        elif what == "anchor":
            self.follow(which)
        elif what == "do":
            self.do(which)

    def follow(self, anchor: str) -> None:
        """Where a mark of the chart leads: the sentence in its article, else the source of the table's row."""
        held = [one for one in (self.drawn.evidence if self.drawn else ()) if one.anchor == anchor]
        told = [telling for one in held for telling in one.tellings]
        first = next((one for one in told if one.article_id), told[0] if told else None)
        if first is None:
            self.message.value = pages.fault("Nothing stands behind this mark in the rows shown.")
        elif first.article_id:
            rows = self.shown.rows
            same = rows.loc[(rows["article_id"] == first.article_id) & (rows["start"] == first.start)]
            self.chosen = str(same["id"].iloc[0]) if len(same) else ""
            self._open(first)
        else:
            self.chosen = ""
            self.reader.value = pages.answering(pages.source(first), label="Source", keys=True)

    def read(self, ident: str) -> None:
        """Open the article at a row's sentence."""
        row = self._row(ident)
        if row is None:
            self.message.value = pages.fault(f"{ident} is not among the rows shown.")
            return
        self.chosen = ident
        self._open(Telling("", "", "", "", "", str(row["article_id"]), int(row["start"]), int(row["end"])))

    def _open(self, telling: Telling) -> None:
        row = self._row(self.chosen)
        page = pages.article(self.desk.reading(telling.article_id), telling, row)
        self.reader.value = pages.answering(page, label="Article", keys=True)
        self._fill(row)

    def _row(self, ident: str) -> dict[str, Any] | None:
        """A row of those shown."""
        found = self.shown.rows.loc[self.shown.rows["id"] == ident].to_dict("records")
        return {str(name): cell for name, cell in found[0].items()} if found else None

    def _fill(self, row: Mapping[str, Any] | None) -> None:
        """The form of corrections, with what the row says now."""
        kind = KIND[self.view.table]
        told = correcting.written(row, kind) if row else {}
        self.edit = {
            name: widgets.Dropdown(
                options=["", *correcting.OFFERED[name]], value=text, description=f"new {name}", style=WIDE
            )
            if name in correcting.OFFERED and text in ("", *correcting.OFFERED[name])
            else widgets.Text(text, description=f"new {name.replace('_', ' ')}", style=WIDE)
            for name, text in told.items()
        }
        self.editing.children = (*self.edit.values(), self.buttons["Save changes"])

    def do(self, act: str) -> None:
        """Confirm, reject, correct, note, undo, or go to the next or previous unclear row."""
        try:
            self.message.value = self._done(act)
        except NkdataError as error:
            self.message.value = pages.fault(error)

    def _done(self, act: str) -> str:
        if act in ("next", "previous"):
            return self._step(1 if act == "next" else -1)
        if act == "undo":
            back = self.desk.undo(at=self.clock(), by=self.by)
            self._after()
            return f"<p>Taken back: {back.action}.</p>" if back else "<p>Nothing of yours to take back.</p>"
        row = self._row(self.chosen)
        if row is None:
            raise BadParameter(act, "no claim is open", "click a mark, or press j for the next unclear one")
        kind, fields = KIND[self.view.table], {}
        if act == "correct":
            fields = correcting.changed(row, {name: one.value for name, one in self.edit.items()}, kind)
            if not fields:
                raise BadParameter("correct", "nothing was changed", "change a field, or confirm with y")
        if act == "note" and not self.note.value.strip():
            raise BadParameter("note", "it is empty", "write it first")
        note = self.note.value.strip()
        self.desk.act(row, self.view.table, act, at=self.clock(), by=self.by, note=note, fields=fields)
        self.note.value = ""
        self._after()
        return f"<p>Kept: {act}.</p>"

    def _after(self) -> None:
        """Show what a correction changed."""
        self.refresh()
        if self._row(self.chosen):
            self.read(self.chosen)

    def _step(self, by: int) -> str:
        """The next or previous row that nobody has judged."""
        left = correcting.queue(self.shown.rows, self.view.table)
        if not left:
            return "<p>Every row shown is judged.</p>"
        with suppress(ValueError):
            at = left.index(self.chosen)
            if not 0 <= at + by < len(left):
                return "<p>No further unclear row.</p>"
            self.read(left[at + by])
            return f"<p>{at + by + 1} of {len(left)} unclear.</p>"
        self.read(left[0 if by > 0 else -1])
        return f"<p>{len(left)} unclear.</p>"

    def _side_by_side(self) -> None:
        """Two claimants or two days side by side."""
        rows, sides = self.shown.rows, [self.one.value.strip(), self.other.value.strip()]
        if not all(sides):
            self.beside.value = "<p>Choose two claimants, or two days.</p>"
            return
        found = [rows.loc[(rows["claimant_name"] == side) | (rows["published"] == side)] for side in sides]
        self.beside.value = pages.beside(correcting.differing(found[0], found[1], self.view.table), *sides)
