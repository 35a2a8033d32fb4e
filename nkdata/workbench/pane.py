"""The reading pane of the workbench: an article to read, to correct, to add to, and to set beside another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from nkdata.errors import BadParameter
from nkdata.questions.evidence import Telling
from nkdata.review.log import SUBJECT
from nkdata.review.queue import queue
from nkdata.workbench import correcting, pages
from nkdata.workbench.comparing import Comparison, in_place, one_style
from nkdata.workbench.desk import Desk
from nkdata.workbench.readings import KIND, Reading, key_of

PARTS = ("Correct (c)", "Add what was missed", "Compare")  # that open below the article
CORRECT, ADD, COMPARE = range(3)
ACTS = {
    "Previous (k)": "previous", "Next unclear (j)": "next", "Confirm (y)": "confirm", "Reject (n)": "reject",
    "Undo (u)": "undo", "Save changes": "correct", "Add claim": "add", "Keep note": "note",
}  # fmt: skip
SHOWN = 5  # of these above the article; the others stand beside what they keep


class Pane(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Article and corrections.  `changed` is called when the log has changed; `by` is who corrects."""

    def __init__(
        self, desk: Desk, table: str, changed: Callable[[], None], *, by: str, clock: Callable[[], str]
    ) -> None:
        self.desk, self.table, self.changed, self.by, self.clock = desk, table, changed, by, clock
        self.rows = pd.DataFrame()
        self._rows: dict[str, dict[str, Any]] = {}  # those opened, by key
        self.places: dict[str, int] = {}  # of each row, by its key
        self._waiting: pd.DataFrame | None = None  # the queue of these rows, once somebody asked
        self.chosen = ""  # the key of the row that is read
        self.reading: Reading | None = None
        self.message, self.reader = widgets.HTML(), widgets.HTML()
        self.style_of = one_style()
        own = {"layout": widgets.Layout(width="max-content"), "style": widgets.ButtonStyle()}
        self.reader.value = "<p>Click a mark of the chart or a row of the table: its article opens here.</p>"
        self.buttons = {label: widgets.Button(description=label, **own) for label in ACTS}
        for label, act in ACTS.items():
            self.buttons[label].on_click(lambda _, act=act: self.do(act))
        # letter by letter, a click on a button would reach a busy kernel before the last letters
        whole = {"continuous_update": False} | self.style_of
        self.note = widgets.Text(description="note", placeholder="why", **whole)
        self.words = widgets.Text(description="words", placeholder="select, then press a", **whole)
        self.edit: dict[str, Any] = {}
        self.adding: dict[str, Any] = {}  # made when it is first opened
        columns = {"grid_template_columns": "repeat(auto-fill, minmax(16rem, 1fr))"}
        self.editing, self.missed = widgets.GridBox(layout=columns), widgets.GridBox(layout=columns)
        self.comparison = Comparison(self.desk, self.table)
        self._near = 0  # where in the article words were last selected
        self._goes = False  # whether the keys go to the article next: the form that had them is made anew
        super().__init__(self._laid(), layout={"flex": "1 1 30rem"})

    def _laid(self) -> list[Any]:
        """The parts in their places."""
        self.part: int | None = None  # the one that is open
        self.parts = (self.editing, self.missed, self.comparison)
        style, own = widgets.ButtonStyle(), widgets.Layout(width="100%")
        self.openers = [widgets.Button(description=title, style=style, layout=own) for title in PARTS]
        below = []
        for number, (opener, part) in enumerate(zip(self.openers, self.parts, strict=True)):
            opener.add_class("nk-opener")
            opener.on_click(lambda _, number=number: self.unfold(None if number == self.part else number))
            part.layout.display = "none"
            below += [opener, part]
        wrapped = {"flex_flow": "row wrap"}
        first = widgets.HBox(list(self.buttons.values())[:SHOWN], layout=wrapped)
        noted = widgets.HBox([self.note, self.buttons["Keep note"]], layout=wrapped)
        return [first, self.reader, self.message, noted, *below]

    def unfold(self, part: int | None) -> None:
        """Open one of the PARTS and close the one that was open."""
        self.part = part
        for number, (opener, one) in enumerate(zip(self.openers, self.parts, strict=True)):
            one.layout.display = None if number == part else "none"
            (opener.add_class if number == part else opener.remove_class)("nk-open")
        if part == CORRECT:
            self._fill(self.row(self.chosen))
        self._opened()

    def _fields(self, told: Mapping[str, str], word: str) -> dict[str, Any]:
        """A widget for each field of the form, named `new value` or `its value`."""
        made = {}
        for name in correcting.FORMS[KIND[self.table]]:
            text, offered = told.get(name, ""), ("", *correcting.offered(name))
            asked = {"value": text, "description": f"{word} {name.replace('_', ' ')}", **self.style_of}
            listed = len(offered) > 1 and text in offered
            made[name] = (
                widgets.Dropdown(options=offered, **asked) if listed else widgets.Text(continuous_update=False, **asked)
            )
        return made

    def show(self, rows: pd.DataFrame) -> None:
        """Rows that the pane works on from now on; what failed before is over."""
        self.rows, self._rows, self._waiting = rows, {}, None
        if 'role="alert"' in self.message.value:
            self.message.value = ""
        named = zip(rows["article_id"], rows["id"], strict=True)
        self.places = {key_of(article, ident): place for place, (article, ident) in enumerate(named)}
        if self.part == CORRECT and self.row(self.chosen) is None:
            self._fill(None)  # a form of a row that is not shown could be saved to nothing
        self._opened()

    def row(self, key: str) -> dict[str, Any] | None:
        """A row of those shown, by its key."""
        place = self.places.get(key)
        if place is not None and key not in self._rows:
            self._rows[key] = {str(name): self.rows[name].iat[place] for name in self.rows.columns}
        return self._rows.get(key)

    def follow(self, told: Telling) -> None:
        """Open what stands behind a mark of the chart: the sentence in its article, or the note of a table's row."""
        self.chosen = ""
        if not told.article_id:
            self.reader.value = pages.answering(pages.source(told), label="Source", keys=True)
            return
        same = self.rows.loc[(self.rows["article_id"] == told.article_id) & (self.rows["start"] == told.start)]
        self.chosen = key_of(told.article_id, same["id"].iloc[0]) if len(same) else ""
        self._open(told)

    def read(self, key: str) -> None:
        """Open the article at a row's sentence."""
        row = self.row(key)
        if row is None:
            self.message.value = pages.fault(f"{key} is not among the rows shown.")
            return
        self.chosen = key
        self._open(Telling("", "", "", "", "", str(row["article_id"]), int(row["start"]), int(row["end"])))

    def _open(self, telling: Telling) -> None:
        row = self.row(self.chosen)
        self.message.value = ""  # what was said of another row is over
        self.reading = self.desk.reading(telling.article_id)
        offers = self.desk.offers(row, self.table) if row else []
        page = pages.article(self.reading, telling, row, offers)
        self.reader.value = pages.answering(page, label="Article", keys=True, row=self.chosen, focus=self._goes)
        if self.part == CORRECT or not self.edit:
            self._fill(row)
        self._opened()

    def _fill(self, row: Mapping[str, Any] | None) -> None:
        """The form of corrections, with what the row says now."""
        if row is None:
            self.editing.children = (widgets.HTML("<p>Open a row first.</p>"),)
            return
        told = correcting.written(row, KIND[self.table])
        if self.edit and all(told[name] in getattr(one, "options", told.values()) for name, one in self.edit.items()):
            for name, one in self.edit.items():  # made anew, nine boxes would be most of what a browser does here
                one.value = told[name]
        else:
            self.edit = self._fields(told, "new")
        self.editing.children = (*self.edit.values(), self.buttons["Save changes"])

    def select(self, start: int, end: int) -> None:
        """Take over words that were selected in the article."""
        if self.reading is not None:
            self.words.value, self._near = self.reading.text[start:end].strip(), start
            self.unfold(ADD)
            self.adding[SUBJECT[KIND[self.table]]].focus()

    def do(self, act: str, shown: str = "") -> None:
        """Confirm, reject, edit, correct, add, note, undo, take over, or go to the next or previous unclear row.

        `shown` is the key of the row that the person had before her, where it is known: no other one is judged.
        """
        with self.desk.alone, in_place(self.tell):
            self._goes = act in ("correct", "add")
            try:
                if shown.strip() not in ("", self.chosen) and act in ("confirm", "reject"):
                    raise BadParameter(act, "another row was opened meanwhile", "look at it, then press again")
                self.message.value = f'<div role="status">{self._done(act)}</div>'
            except BadParameter as error:
                if "meanwhile" in error.found:
                    self._after()
                raise

    def tell(self, html: str) -> None:
        """Show a message below the article."""
        self.message.value = html

    def _done(self, act: str) -> str:
        if act in ("next", "previous"):
            return self._step(1 if act == "next" else -1)
        if act == "undo":
            back = self.desk.undo(at=self.clock(), by=self.by)
            self._after()
            return f"<p>Taken back: {back.action}.</p>" if back else "<p>Nothing of yours to take back.</p>"
        if act == "add":
            return self._add()
        row = self.row(self.chosen)
        if row is None:
            raise BadParameter(act, "no claim is open", "click a mark, or press j for the next unclear one")
        if act == "edit":
            self.unfold(CORRECT)
            next(iter(self.edit.values())).focus()
            return ""
        note, fields = self.note.value.strip(), {}
        if act.startswith("take "):
            offer = next(one for one in self.desk.offers(row, self.table) if act == f"take {one['entry']}")
            act, fields, note = offer["action"], offer["fields"], note or f"as {offer['by']} elsewhere"
        elif act == "correct":
            form = {name: one.value for name, one in self.edit.items()}
            fields = correcting.changed(row, form, KIND[self.table])
            if not fields:
                raise BadParameter("correct", "nothing was changed", "change a field, or confirm with y")
        elif act == "note" and not note:
            raise BadParameter("note", "it is empty", "write it first")
        self.desk.act(row, self.table, act, at=self.clock(), by=self.by, note=note, fields=fields)
        self.note.value = ""
        self._after()
        return f"<p>Kept: {act}.{self._elsewhere(row)}</p>"

    def _add(self) -> str:
        """Keep what a person adds at the words given."""
        if self.reading is None:
            raise BadParameter("add", "no article is open", "open one by a mark or a row")
        kind, held = KIND[self.table], self.reading
        fields = correcting.added({name: one.value for name, one in self.adding.items()}, kind)
        span = correcting.stretch(held.text, self.words.value, self._near)
        target = correcting.target(held.id, held.text, held.content_hash, span, fields[SUBJECT[kind]])
        self.desk.add(target, self.table, fields, at=self.clock(), by=self.by)
        for one in (self.words, *self.adding.values()):
            one.value = ""
        self._after()
        own = self.rows.loc[(self.rows["article_id"] == held.id) & (self.rows["start"] == span[0])]
        if len(own):
            self.read(key_of(held.id, own["id"].iloc[-1]))
        return "<p>Kept: add.</p>" if len(own) else "<p>Kept: add. The filters above hide it.</p>"

    def _elsewhere(self, row: Mapping[str, Any]) -> str:
        """Where else the same sentence waits for the same word."""
        same = (self.rows["sentence"] == row["sentence"]) & (self.rows["text"] == row["text"])
        others = self.rows.loc[
            same & (self.rows["article_id"] != row["article_id"]) & (self.rows["reviewed"] == "none")
        ]
        if others.empty:
            return ""
        (first, *_) = others.to_dict("records")
        lead = f'<button data-send="row {escape(key_of(first["article_id"], first["id"]))}">see the first</button>'
        told = "1 other article has" if len(others) == 1 else f"{len(others)} other articles have"
        return pages.answering(f"{told} the same sentence: {lead}", label="")

    def _after(self) -> None:
        """Show what a correction changed."""
        self.changed()
        if self.row(self.chosen):
            self.read(self.chosen)

    def get_ready(self) -> None:
        """Make what the first opening of a row and the next `j` need, while nobody asks."""
        waiting = self.waiting()
        if not self.edit and len(waiting):
            self.edit = self._fields({}, "new")
            self.editing.children = (*self.edit.values(), self.buttons["Save changes"])
            self.desk.reading(str(waiting["article_id"].iat[0]))

    def waiting(self) -> pd.DataFrame:
        """The rows that nobody has judged, what matters most first."""
        if self._waiting is None:
            self._waiting = queue(self.rows, self.desk.contradicted())
        return self._waiting

    def _step(self, by: int) -> str:
        """The next or previous row that nobody has judged, what matters most first."""
        waiting = self.waiting()
        left = list(map(key_of, waiting["article_id"], waiting["id"]))
        if not left:
            return "<p>Every row shown is judged.</p>"
        at = 0 if by > 0 else len(left) - 1
        with suppress(ValueError):
            at = left.index(self.chosen) + by
        if not 0 <= at < len(left):
            return "<p>No further unclear row.</p>"
        self.read(left[at])
        why = str(waiting["why"].iloc[at])
        return f"<p>{at + 1} of {len(left)} unclear{': ' if why else ''}{escape(why)}.</p>"

    def _opened(self) -> None:
        """Fill the part that was opened."""
        if self.part == ADD and not self.adding:
            self.adding = self._fields({}, "its")
            self.missed.children = [self.words, *self.adding.values(), self.buttons["Add claim"]]
        if self.part == COMPARE:
            self.comparison.show(self.rows, self.reading, self.places)
