"""The charts that the workbench draws, and the same view without widgets.

What draws is imported at the first chart: form and table are there before.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pandas as pd

from nkdata.collection.snapshot import Snapshot
from nkdata.errors import BadParameter
from nkdata.questions.damage import who_said_what
from nkdata.questions.figures import assemble
from nkdata.questions.ladder import claim_ladder
from nkdata.questions.tellings import Tables, Told, from_articles, from_table
from nkdata.reference import reference
from nkdata.reference.load import own_folder
from nkdata.workbench.desk import Desk
from nkdata.workbench.state import View
from nkdata.workbench.words import answer

if TYPE_CHECKING:
    from nkdata.charts.chart import Chart
    from nkdata.reporting.panel import Displayed

CHARTS = ("who said what", "how the figures moved")
TIMED = CHARTS[1:]  # with the days of telling as axis


def figures(snapshot: Snapshot, as_of: str = "") -> pd.DataFrame:
    """What these articles and the reference tables tell of floods, as `questions.figures` has it."""
    tables, known = _tables(own_folder())
    return assemble([*from_articles(snapshot, tables, list(known)), *known], as_of or None)


def chart(held: pd.DataFrame, name: str = "who said what", flood: str = "", as_of: str = "") -> Chart:
    """One of CHARTS of these figures.  Raises BadParameter for a name there is not."""
    if name not in CHARTS:
        raise BadParameter("chart", f"{name!r}", f"choose one of {', '.join(CHARTS)}")
    from nkdata.charts import flood as draw

    day = as_of or None
    if name == CHARTS[0]:
        return draw.who_said_what(who_said_what(held, flood, day))
    return draw.claim_ladder(claim_ladder(held, flood, day))


@cache
def _tables(own: Path | None) -> tuple[Tables, tuple[Told, ...]]:
    """The reference tables and what they tell: the same at every turn of a form, and half of a chart's time."""
    tables = Tables(reference(own))
    return tables, tuple(from_table(tables))


def explore(
    desk: Desk, view: View, *, flood: str = "", chart_name: str = "who said what", interactive: bool = True
) -> Any:  # what Jupyter shows: a widget, or panels
    """The workbench on a desk; without `interactive` the same view as a chart and a table, for papermill and readers.

    Raises BadParameter for a chart, a day or a table that there is not.
    """
    if interactive:
        Thread(target=desk.warm, args=(view,), daemon=True).start()  # while widgets are imported and made
        from nkdata.workbench.bench import Bench
        from nkdata.workbench.keeping import keep

        bench = Bench(desk, view, flood=flood, name=chart_name)
        keep(bench)
        return bench
    from nkdata.reporting.panel import show

    shown = desk.rows(view)
    held = desk.snapshot(shown, view)
    drawn = chart(figures(held, view.as_of), chart_name, flood, view.as_of)
    return Static(show(drawn, held), show(answer(shown, view.table, held), held))


class Static:
    """A view without widgets: its chart, then its table."""

    def __init__(self, *panels: Displayed) -> None:
        self.panels = panels

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        shown = [one._repr_mimebundle_() for one in self.panels]
        return {kind: "\n".join(one[kind] for one in shown) for kind in ("text/plain", "text/html")}
