"""`nkdata reference`: rows for a user's own tables, from publishers' files and from what she confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nkdata.commands.line import CONTEXT, Own, Refusals, Where, app, say, tell
from nkdata.errors import BadParameter

commands = typer.Typer(rich_markup_mode=None, context_settings=CONTEXT, no_args_is_help=True)
app.add_typer(commands, name="reference", help="Add rows to reference tables of your own.")

Day = Annotated[str, typer.Option(metavar="DATE", help="The day of the file, where it tells none or another.")]
Flood = Annotated[str, typer.Option(metavar="ID", help="The disaster that it speaks of, an id of disasters.csv.")]
Claimant = Annotated[str, typer.Option(metavar="ID", help="Who drew an outline, an id of actors.csv.")]
Place = Annotated[str, typer.Option(metavar="ID", help="Where an outline lies, an id of admin_areas.csv.")]


@commands.command("import", epilog="Example: nkdata reference import emdat.xlsx --reference my_tables --take")
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="EM-DAT, IFRC GO, UN Comtrade, or GeoJSON.")],
    own: Own = None,
    take: Annotated[bool, typer.Option("--take", help="Write the rows; else only what they change is shown.")] = False,
    day: Day = "",
    flood: Flood = "",
    claimant: Claimant = "",
    place: Place = "",
) -> None:
    """Show what a publisher's file would change in tables of your own, and write it with --take."""
    from nkdata.curating import files, vintages
    from nkdata.curating.rows import Said
    from nkdata.reporting.parameters import check_parameters

    folder, refusals = _folder(own), Refusals()
    check_parameters(day=day)
    tables = vintages.opened(folder)
    batch = files.read(file, tables, Said(day, flood, claimant, place))
    found = vintages.difference(batch, tables)
    for line in found.lines:
        tell(line)
    for line in batch.left_out:
        say(f"{file}: left out: {line}")
    for error in batch.refused:
        refusals.add(error)
    counts = f"{found.new:,} new, {found.changed:,} changed, {found.same:,} as held"
    if take and found.rows:
        vintages.take(found.rows, folder)
    todo = "" if not found.rows else f"; written to {folder}" if take else "; nothing written: add --take"
    say(f"{counts}{todo}")
    raise typer.Exit(refusals.status(1))


@commands.command(epilog="Example: nkdata reference add 066f7f7873-48-188-people-killed-1 --flood 2020-08-flood")
def add(
    ident: Annotated[str, typer.Argument(metavar="ID", help="A claim or event that a person confirmed or corrected.")],
    collection: Where = None,
    own: Own = None,
    flood: Flood = "",
) -> None:
    """Make a confirmed claim or event of a collection a row of your own tables, with its article as the source."""
    from nkdata.commands.review_desk import Desk
    from nkdata.curating import vintages
    from nkdata.curating.confirmed import rows_of

    folder, desk = _folder(own), Desk(collection)
    kind, row = desk.row(ident)
    tables = vintages.opened(folder)
    told, made = rows_of(kind, row, desk.article(str(row["article_id"])), tables, flood)
    if vintages.held(made, tables):
        raise BadParameter(ident, f"stands in {made.table} already", "nothing is overwritten: edit the row by hand")
    new = [made] if vintages.held(told, tables) else [told, made]
    vintages.take(new, folder)
    for one in new:
        tell(f"+ {one.table}  {', '.join(cell for cell in one.cells.values() if cell)}")
    say(f"written to {folder}")


def _folder(own: Path | None) -> Path:
    """The folder of the user's own tables.  Raises BadParameter where none is named."""
    from nkdata.reference.load import own_folder

    folder = own or own_folder()
    if folder is None:
        raise BadParameter("--reference", "no folder of your own is named", "write --reference DIR")
    return folder
