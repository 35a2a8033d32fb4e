"""Two claimants, days, versions of an article or readers of it side by side; and what all forms share."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets
import pandas as pd
from ipywidgets.widgets.widget_string import TextStyle

from nkdata.errors import BadParameter, NkdataError
from nkdata.workbench import correcting, pages
from nkdata.workbench.desk import READER, Desk
from nkdata.workbench.naming import called
from nkdata.workbench.readings import Reading
from nkdata.workbench.state import choices

WIDE = "6.5rem"  # of a label


def one_style() -> dict[str, Any]:
    """Style and layout that the fields of a form share: each of their own would be two messages more to a browser."""
    return {"style": TextStyle(description_width=WIDE), "layout": widgets.Layout()}


@contextmanager
def in_place(show: Callable[[str], None]) -> Iterator[None]:
    """Show an error in the place of what it concerns: what a widget raises is lost in the kernel's log."""
    try:
        yield
    except NkdataError as error:
        show(pages.fault(error))
    except OSError as error:
        show(pages.fault(f"{error.filename or 'a file'}: {error.strerror or error}; mend that, then try again"))
    except Exception as error:
        show(pages.fault(f"This failed ({type(error).__name__}: {error}); run the cell again to go on"))
        raise


class Comparison(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """What is compared with what, and both side by side."""

    def __init__(self, desk: Desk, table: str) -> None:
        self.desk, self.table, self.rows = desk, table, pd.DataFrame()
        self.held: dict[str, pd.DataFrame] = {}  # versions and readers of the open article, by name
        self.places: Container[str] = ()  # the keys of the rows shown
        self._given: list[str] = []  # what was set side by side before anybody chose
        self._offering = False
        self.compared = widgets.HTML()
        self.one, self.other = (
            widgets.Combobox(description=name, continuous_update=False, **one_style()) for name in ("compare", "with")
        )
        for side in (self.one, self.other):
            side.observe(lambda change: self._answer(self.side_by_side), names="value")
        super().__init__([self.one, self.other, self.compared], layout=widgets.Layout())

    def _answer(self, act: Callable[[], None]) -> None:
        """Do it; an error stands where the answer would."""
        with self.desk.alone, in_place(lambda html: setattr(self.compared, "value", html)):
            act()

    def show(self, rows: pd.DataFrame, reading: Reading | None, places: Container[str]) -> None:
        """Compare among these rows, and in this article, from now on."""
        self.rows, self.places = rows, places
        self._answer(lambda: self._offer(reading))

    def _offer(self, reading: Reading | None) -> None:
        """What can be compared: versions and readers of the article; claimants and days of the rows shown.

        What a person chose stays while it is there; else another reader is set beside our newest reading, an older
        version beside the newest, or the two who say most beside each other.
        """
        named = self.rows.assign(called=called(self.rows, "claimant"))
        claimants, days = choices(named, "called"), choices(self.rows, "published")
        self.held = self.desk.beside(reading.id, self.table) if reading else {}
        self.one.options = self.other.options = found = [*self.held, *claimants, *days]
        sides = [self.one.value.strip(), self.other.value.strip()]
        if sides == self._given or not {*sides} <= set(found):
            ours = [name for name in self.held if not name.startswith(READER)][-2:]
            readers = [name for name in self.held if name.startswith(READER)]
            pairs = ([*ours[-1:], *readers[:1]], ours, claimants[:2], days[:2], ["", ""])
            self._given = next(pair for pair in pairs if len(pair) == 2)
            self._offering = True  # one answer for two boxes
            self.one.value, self.other.value = self._given
            self._offering = False
        self.side_by_side()

    def side_by_side(self) -> None:
        """Two claimants, days, versions of the article or readers of it side by side."""
        rows, sides = self.rows, [self.one.value.strip(), self.other.value.strip()]
        if self._offering:
            return
        if not all(sides):
            self.compared.value = "<p>Choose two claimants, days, versions of the open article, or readers of it.</p>"
            return
        strange = next((side for side in sides if side not in self.one.options), None)
        if strange is not None:
            raise BadParameter("compare", f"{strange!r} is not there", f"choose one such as {self.one.options[0]}")
        named = called(rows, "claimant")
        found = [self.held.get(side, rows.loc[(named == side) | (rows["published"] == side)]) for side in sides]
        who = not any(side.startswith(READER) or side in set(named) for side in sides)
        made = correcting.differing(found[0], found[1], self.table, who=who)
        self.compared.value = pages.beside(made, sides[0], sides[1], self.places)
