"""`nkdata report`: the notebooks, run and bound into one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nkdata.commands.line import SEPARATOR, Articles, Own, Refusals, Rules, app, use_own


@app.command(epilog="Example: nkdata report flood.txt --as-of 2020-08-31 --out reports")
def report(
    paths: Articles = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Show what was told by this day; without it, all that is known.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Say what is new since then; else since the last report.")
    ] = None,
    collection: Annotated[
        str | None, typer.Option(metavar="DIR", help="A collection to report on, instead of files.")
    ] = None,
    learned: Annotated[
        str | None, typer.Option(metavar="DATE", help="What the collection had read by this day.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder that the report is put into.")] = Path("reports"),
    keep: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Keep the newest N published runs, remove older ones.")
    ] = None,
    keep_days: Annotated[
        int | None,
        typer.Option("--keep-days", min=1, metavar="DAYS", help="Remove runs this much older than the newest."),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT", help="Besides the page: png (each chart), xlsx (tables), pdf; may be repeated."),
    ] = None,
    time_limit: Annotated[
        int, typer.Option("--time-limit", min=1, metavar="SECONDS", help="Longest that a cell of a notebook may take.")
    ] = 600,
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME VALUE", help="A parameter of a notebook; may be repeated.")
    ] = None,
    list_parameters: Annotated[bool, typer.Option("--list", help="List the notebooks' parameters and exit.")] = False,
    own: Own = None,
    rules: Rules = None,
) -> None:
    """Run the notebooks on these articles, or on a collection, and publish one HTML page.

    Without either, the article that comes along is taken.
    """
    use_own(own, rules)
    from nkdata.reporting import run

    if list_parameters:
        typer.echo(run.list_parameters())
        raise typer.Exit
    refusals = Refusals()
    pairs = [(name, value) for name, _, value in (pair.partition(SEPARATOR) for pair in parameter or [])]
    page = run.report(
        paths or [], collection=collection, as_of=as_of, learned=learned, since=since, out=out, parameters=pairs,
        refused=refusals.add, keep=keep, keep_days=keep_days, also=also or (), timeout=time_limit,
    )  # fmt: skip
    typer.echo(page)
    raise typer.Exit(refusals.status(1))
