"""What is copied out of the workbench: code that makes its rows again, and the command of a report on them."""

from __future__ import annotations

from pathlib import Path

from nkdata.workbench.desk import Desk
from nkdata.workbench.readings import KIND
from nkdata.workbench.state import View, call, command

UNKEPT = "# What you corrected is kept in no folder: these rows are without it.\n"


def copied(desk: Desk, view: View, flood: str = "") -> str:
    """Python that makes the rows of a view again, from any folder, then the command of a report on the same days.

    What was corrected is laid over where it may change a row, be it one that the view no longer shows.  A report's
    data is no input of another report.
    """
    judged = any(one.kind == KIND[view.table] for one in desk.entries())
    corrections = desk.corrections if judged else ""
    places = (str(Path(one).resolve()) if one else "" for one in (desk.collection, desk.data, corrections))
    collection, data, log = places
    rows = (UNKEPT if judged and not log else "") + call(view, collection, data, log)
    if data:
        return rows
    given = ("--collection", collection) if collection else ()
    return f"{rows}\n# the report on the same articles and days\n{command(view, given, flood)}\n"
