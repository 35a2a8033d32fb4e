"""`nkdata extract` and `nkdata explain`: one article, read."""

from __future__ import annotations

import json
import re
import sys
from typing import Annotated

import typer

from nkdata.commands.fields import DateField, IdField, Published, TextField, TitleField
from nkdata.commands.line import Own, Refusals, Rules, app, tell, use_own
from nkdata.errors import BadParameter, NkdataError


@app.command(epilog="Example: nkdata extract flood.txt --published 2020-08-18 > flood.jsonl")
def extract(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders; - reads JSON lines.")],
    published: Published = None,
    id: IdField = None,
    text: TextField = None,
    title: TitleField = None,
    date: DateField = None,
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
        sys.stdout.write(_line(found) + "\n")
        done += 1
    raise typer.Exit(refusals.status(done))


OBEYED = re.compile(r"[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # by terminals; JSON escapes the rest itself


def _line(found: object) -> str:
    """JSON on one line, what a terminal would obey escaped as JSON has it."""
    return OBEYED.sub(lambda code: f"\\u{ord(code[0]):04x}", json.dumps(found, ensure_ascii=False))


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
    tell("\n".join(lines) if lines else "nothing was read there")
