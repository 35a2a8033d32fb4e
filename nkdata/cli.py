"""The command line.  Data go to standard output, messages to standard error."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from nkdata.commands import check, collection, extract, ingest, reference, report, review, review_candidates
from nkdata.commands.line import DONE, INTERRUPTED, NOTHING_USABLE, SEPARATOR, STATUS, WRONG_USAGE, app, say
from nkdata.errors import BadParameter, NkdataError

__all__ = [
    "app",
    "check",
    "collection",
    "extract",
    "ingest",
    "main",
    "reference",
    "report",
    "review",
    "review_candidates",
]

FULL = [os.strerror(one) for one in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)]  # DuckDB has them in its words alone
# library → extra of the project that brings it
EXTRAS = dict.fromkeys(("duckdb", "rensa", "filelock", "fsspec", "feedparser", "openpyxl", "tomlkit"), "collection")


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
        status = INTERRUPTED
    if status == INTERRUPTED:
        say("interrupted")
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
    if isinstance(error, ModuleNotFoundError) and error.name in EXTRAS:
        say(f"{error.name}: not installed; pip install 'nkdata[{EXTRAS[error.name]}]'")
        return WRONG_USAGE
    if full := next((one for one in FULL if one in str(error)), None):
        say(f"no room to write ({full}); make room on that disk, then run the same again")
        return NOTHING_USABLE
    say(f"{type(error).__name__}: {error}; this is a fault of nkdata: add --debug and report what it shows")
    return NOTHING_USABLE


if __name__ == "__main__":
    main()
