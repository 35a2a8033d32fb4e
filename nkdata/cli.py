"""The command line: parse, call, print.  Data go to standard output, messages to standard error."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from nkdata import __version__
from nkdata.errors import BadParameter, Busy, NkdataError, NotPublished

DONE, SOME_REFUSED, WRONG_USAGE, NOTHING_USABLE, NOT_PUBLISHED, BUSY = range(6)
STATUS = {BadParameter: WRONG_USAGE, NotPublished: NOT_PUBLISHED, Busy: BUSY}
SEPARATOR = "\x1f"  # between name and value of a parameter
CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
)
Articles = Annotated[
    list[str] | None, typer.Argument(metavar="PATH", help="Files and folders; - reads JSON lines.", show_default=False)
]
Own = Annotated[
    Path | None,
    typer.Option("--reference", metavar="DIR", help="Folder with reference rows of your own, laid over the package's."),
]

Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="Folder with rule tables of your own, rows behind the package's."),
]


def say(message: object) -> None:
    """One line on standard error."""
    print(f"nkdata: {' '.join(str(message).split())}", file=sys.stderr)  # noqa: T201 - the command line prints


class Refusals:
    """Names each refused input as it comes, and remembers that there was one."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, error: NkdataError) -> None:
        """Name one."""
        self.count += 1
        say(error)

    def status(self, usable: int) -> int:
        """The exit status when so many inputs could be used."""
        if not usable:
            return NOTHING_USABLE
        return SOME_REFUSED if self.count else DONE


def _version(asked: bool) -> None:
    """Print the version and end."""
    if asked:
        typer.echo(f"nkdata {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an error (anywhere on the line).")
    ] = False,
) -> None:
    """Claims and events out of news about North Korea, each tied to its sentence, beside curated tables."""


@app.command(epilog="Example: nkdata extract flood.txt --published 2020-08-18 > flood.jsonl")
def extract(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders; - reads JSON lines.")],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication of all of them.")] = None,
    id: Annotated[str | None, typer.Option(metavar="FIELD", help="Field that holds a record's id.")] = None,
    text: Annotated[str | None, typer.Option(metavar="FIELD", help="Field that holds its text.")] = None,
    title: Annotated[str | None, typer.Option(metavar="FIELD", help="Field that holds its title.")] = None,
    date: Annotated[str | None, typer.Option(metavar="FIELD", help="Field that holds its day of publication.")] = None,
    own: Own = None,
    rules: Rules = None,
) -> None:
    """Print what articles say, one JSON object a line for each article."""
    use_own(own, rules)
    from nkdata.extracting.json_lines import as_json
    from nkdata.extracting.pipeline import extract as extracted
    from nkdata.reading import Fields, read_articles

    refusals, done = Refusals(), 0
    fields = Fields(id=id, text=text, title=title, date=date)
    for article in read_articles(paths, published=published, fields=fields, refused=refusals.add):
        try:
            found = as_json(extracted(article))
        except Exception as error:
            if context.obj:  # --debug
                raise
            where = f"{article.path}: article {article.id}"
            what = f"could not be extracted ({type(error).__name__}: {error})"
            refusals.add(NkdataError(where, what, "this is a fault of nkdata: add --debug and report what it shows"))
            continue
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        done += 1
    raise typer.Exit(refusals.status(done))


@app.command(epilog="Example: nkdata explain flood.txt --at 311")
def explain(
    path: Annotated[str, typer.Argument(metavar="PATH", help="One article.")],
    at: Annotated[int, typer.Option("--at", metavar="N", help="A character of its text, counted from 0.")],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Its day of publication.")] = None,
    own: Own = None,
    rules: Rules = None,
) -> None:
    """Show what was read at a place of an article, and which rows of the rule tables made it."""
    use_own(own, rules)
    from nkdata.extracting.explaining import explain as explained
    from nkdata.extracting.pipeline import extract as extracted
    from nkdata.reading import read_articles

    article = next(iter(read_articles([path], published=published)))
    if not 0 <= at < len(article.text):
        raise BadParameter("--at", f"{at} is no character of {path}", f"give one from 0 to {len(article.text) - 1}")
    lines = list(explained(extracted(article), at))
    typer.echo("\n".join(lines) if lines else "nothing was read there")


@app.command(epilog="Example: nkdata report flood.txt --as-of 2020-08-31 --out reports")
def report(
    paths: Articles = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Show what was told by this day; without it, all that is known.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Leave out articles of an earlier day, and undated ones.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder that the report is put into.")] = Path("reports"),
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME VALUE", help="A parameter of a notebook; may be repeated.")
    ] = None,
    list_parameters: Annotated[bool, typer.Option("--list", help="List the notebooks' parameters and exit.")] = False,
    own: Own = None,
    rules: Rules = None,
) -> None:
    """Run the notebooks on these articles (default: the article that comes along) and publish one HTML page."""
    use_own(own, rules)
    from nkdata.reporting import run

    if list_parameters:
        typer.echo(run.list_parameters())
        raise typer.Exit
    refusals = Refusals()
    pairs = [(name, value) for name, _, value in (pair.partition(SEPARATOR) for pair in parameter or [])]
    page = run.report(paths or [], as_of=as_of, since=since, out=out, parameters=pairs, refused=refusals.add)
    typer.echo(page)
    raise typer.Exit(refusals.status(1))


@app.command(epilog="Example: nkdata check my_articles --reference my_tables")
def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Sidecars, lists (articles.csv), folders with them.")
    ] = None,
    own: Own = None,
    rules: Rules = None,
) -> None:
    """Name each fault of the tables and of what stands beside articles, one a line; exit status 1 when there is any."""
    from nkdata.extracting import ruletrials
    from nkdata.extracting.wording import ruletables
    from nkdata.reading import sidecar
    from nkdata.reference.check import faults

    use_own(None, rules)
    found: list[NkdataError] = [*faults(own), *(fault for path in paths or [] for fault in sidecar.faults(path))]
    for table in ruletables.tables():
        try:
            ruletables.rows(table)
        except NkdataError as error:
            found.append(error)
    found += ruletrials.faults()
    for fault in found:
        typer.echo(str(fault))
    say(f"{len(found)} fault{'' if len(found) == 1 else 's'}")
    raise typer.Exit(SOME_REFUSED if found else DONE)


def use_own(reference: Path | None, rules: Path | None = None) -> None:
    """Lay a user's own reference and rule rows over the package's, here and in the kernels that this process starts."""
    if reference is not None:
        from nkdata.reference import load

        os.environ[load.OWN] = str(reference.absolute())
        load.rows("metrics")  # a fault in them is told before any article is read
    if rules is not None:
        from nkdata.extracting.wording import ruletables

        os.environ[ruletables.OWN] = str(rules.absolute())
        for table in ruletables.tables():
            ruletables.rows(table)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    try:
        status = _run(_joined([one for one in given if one != "--debug"]), debug)
    except Exception as error:
        if debug:
            traceback.print_exc()
        status = _told(error)
    except KeyboardInterrupt:
        say("interrupted")
        status = 130
    sys.exit(status)


def _run(arguments: list[str], debug: bool) -> int:
    """The exit status of a command line; errors pass through."""
    command = typer.main.get_command(app)
    try:
        status = command.main(arguments, prog_name="nkdata", standalone_mode=False, obj=debug)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return status if isinstance(status, int) else DONE


def _joined(arguments: list[str]) -> list[str]:
    """The arguments with each `-p NAME VALUE` as one option, as the parser knows no option with two values."""
    found, rest = [], iter(arguments)
    for one in rest:
        if one != "-p":
            found.append(one)
            continue
        pair = [value for value in (next(rest, None), next(rest, None)) if value is not None]
        if len(pair) < 2:
            raise BadParameter(f"-p {' '.join(pair)}".strip(), "needs a name and a value", "write -p NAME VALUE")
        found.append("-p" + SEPARATOR.join(pair))
    return found


def _told(error: Exception) -> int:
    """Say what went wrong on one line; its exit status."""
    if isinstance(error, NkdataError):
        say(error)
        return next((status for kind, status in STATUS.items() if isinstance(error, kind)), NOTHING_USABLE)
    if isinstance(error, TyperException):
        say(f"{error.format_message().strip().rstrip('.')}; `nkdata COMMAND --help` shows how it is used")
        return WRONG_USAGE
    say(f"{type(error).__name__}: {error}; this is a fault of nkdata: add --debug and report what it shows")
    return NOTHING_USABLE


if __name__ == "__main__":
    main()
