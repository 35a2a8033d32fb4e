"""`nkdata check`: every file that a user may edit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nkdata.commands.line import DONE, SOME_REFUSED, Own, Rules, app, say, tell, use_own
from nkdata.errors import NkdataError


@app.command(epilog="Example: nkdata check my_articles --reference my_tables")
def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Sidecars, lists (articles.csv), review.jsonl, nkdata.toml, folders with them."
        ),
    ] = None,
    own: Own = None,
    rules: Rules = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Name tables that are older than this day.")] = None,
) -> None:
    """Name each fault of the tables, of what stands beside articles and of a collection's settings, one a line.

    Exit status 1 when there is any.
    """
    from nkdata.collection.folder import REVIEW, SETTINGS
    from nkdata.collection.settings import faults as settings_faults
    from nkdata.extracting import ruletrials
    from nkdata.extracting.wording import ruletables
    from nkdata.reading import sidecar
    from nkdata.reference.check import faults
    from nkdata.review.log import faults as review_faults

    def beside(path: str) -> list[NkdataError]:
        own = [*settings_faults(Path(path)), *review_faults(Path(path))]
        return own if Path(path).name in (REVIEW, SETTINGS) else [*sidecar.faults(path), *own]

    use_own(None, rules)
    found: list[NkdataError] = [*faults(own), *(fault for path in paths or [] for fault in beside(path))]
    for table in ruletables.tables():
        try:
            ruletables.rows(table)
        except NkdataError as error:
            found.append(error)
    found += ruletrials.faults()
    for fault in found:
        tell(str(fault))
    if as_of:
        _say_older(own, as_of)
    say(f"{len(found)} fault{'' if len(found) == 1 else 's'}")
    raise typer.Exit(SOME_REFUSED if found else DONE)


def _say_older(own: Path | None, as_of: str) -> None:
    """Name each table whose newest row is of before a day; that is no fault."""
    from nkdata.reference.describe import older
    from nkdata.reference.load import FOLDER, Tables, own_folder
    from nkdata.reporting.parameters import check_parameters

    check_parameters(as_of=as_of)
    for name, (column, cell) in older(Tables(FOLDER, own or own_folder()), as_of).items():
        say(f"{name}: newest {column} {cell or 'unknown'}, older than {as_of}")
