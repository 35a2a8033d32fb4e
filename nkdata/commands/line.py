"""What all commands share: the application, its options, exit statuses, and how refusals are named."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from nkdata import __version__
from nkdata.errors import BadParameter, Busy, NkdataError, NotPublished, shown

DONE, SOME_REFUSED, WRONG_USAGE, NOTHING_USABLE, NOT_PUBLISHED, BUSY = range(6)
INTERRUPTED = 130  # as shells count it: 128 and the number of the signal
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

Where = Annotated[
    str | None,
    typer.Option("--collection", metavar="DIR", help="The collection; else NKDATA_COLLECTION, else ./collection."),
]


def now() -> str:
    """The time, for the record of what was read when: the one clock of the commands."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def say(message: object) -> None:
    """One line on standard error; codes that a terminal would obey are shown."""
    print(f"nkdata: {shown(' '.join(str(message).split()))}", file=sys.stderr)  # noqa: T201 - the command line prints


def tell(text: object) -> None:
    """Lines of data for people on standard output; codes that a terminal would obey are shown."""
    typer.echo("\n".join(shown(line) for line in str(text).split("\n")))


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
