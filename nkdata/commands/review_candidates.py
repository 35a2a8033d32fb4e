"""`nkdata review candidates` and `take`: what other readers say, judged, and taken over by a person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nkdata.commands.line import Refusals, Where, now, say, tell
from nkdata.commands.review import By, Note, commands, pairs
from nkdata.commands.review_desk import Desk, login
from nkdata.errors import BadParameter, NkdataError


@commands.command(epilog="Example: nkdata review candidates model.jsonl --article flood.txt --collection floods")
def candidates(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines of langextract, or of a prompt.")],
    article: Annotated[str, typer.Option(metavar="PATH|ID", help="The article that was read.")],
    collection: Where = None,
    by: By = None,
) -> None:
    """Judge what another reader says of an article: supported, contradicted, not found, or more than can be judged.

    Kept beside the collection, out of every chart until a person takes it over.
    """
    from nkdata.extracting.pipeline import extract
    from nkdata.review.candidates import candidates as read
    from nkdata.review.candidates import keep
    from nkdata.review.judging import judge

    desk, refusals, judged = Desk(collection), Refusals(), []
    held = desk.article(article)
    extraction = extract(held)
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadParameter(
            str(file), f"cannot be read ({type(error).__name__})", "name a file of JSON lines"
        ) from error
    for one in read(lines, str(file)):
        if isinstance(one, NkdataError):
            refusals.add(one)
        else:
            judged.append((one, judge(one, extraction)))
    for line in keep(desk.held.folder, held.id, judged, at=now(), by=login(by)):
        states = " ".join(f"{name}={value}" for name, value in line["states"].items())
        word = f" ({line['word']})" if line["word"] else ""
        verdict = line["verdict"].replace("_", " ")
        tell(f"{line['id']}  {verdict}: {line['why']}{word}  {' '.join(line['text'].split())[:80]}  {states}")
    counts = {
        name: sum(one.verdict == name for _, one in judged) for name in ("supported", "contradicted", "not_found")
    }
    rest = len(judged) - sum(counts.values())
    told = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
    say(f"{len(judged):,} candidates: {told}, {rest:,} more than can be judged")
    raise typer.Exit(refusals.status(len(judged)))


@commands.command(epilog="Example: nkdata review take c5f0c1d2e3a4 value=12 --by kim")
def take(
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE", help="As `candidates` names it.")],
    fields: Annotated[list[str] | None, typer.Argument(metavar="FIELD=VALUE", help="What is right instead.")] = None,
    collection: Where = None,
    by: By = None,
    note: Note = "",
) -> None:
    """Take a candidate over as a claim or event of your own: from then on it counts."""
    from nkdata.review.candidates import addition, kept
    from nkdata.review.fields import checked, whole
    from nkdata.review.log import EDITABLE, Entry

    desk = Desk(collection)
    line = kept(desk.held.folder).get(candidate)
    if line is None:
        raise BadParameter(candidate, "no such candidate", "`nkdata review candidates` names them")
    article = desk.article(str(line["article"]))
    kind, target, stated = addition(line, article.text, article.content_hash)
    given = checked(kind, stated | pairs(fields or []), dict.fromkeys(EDITABLE[kind]))
    desk.add(Entry(now(), login(by), "add", kind, target, whole(given, kind), note=note))
