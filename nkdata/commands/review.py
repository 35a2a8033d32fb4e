"""`nkdata review`: a person's corrections in the terminal, on the same log as the workbench."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from nkdata.commands.line import CONTEXT, DONE, SOME_REFUSED, Where, app, now, say, tell
from nkdata.commands.review_desk import Desk, cell, columns, differ, login, short
from nkdata.errors import BadParameter, NotPublished

commands = typer.Typer(rich_markup_mode=None, context_settings=CONTEXT, no_args_is_help=False)
app.add_typer(commands, name="review", epilog="Example: nkdata review list --collection floods")

Ident = Annotated[str, typer.Argument(metavar="ID", help="A claim or event, as `list` names it; ARTICLE:ID where two.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; else your login.")]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="Why, for those who come later.")]
Kind = Annotated[bool, typer.Option("--events", help="Events instead of claims.")]


@commands.command("list", epilog="Example: nkdata review list --collection floods --limit 20")
def listed(
    collection: Where = None,
    events: Kind = False,
    limit: Annotated[int, typer.Option(metavar="N", help="Rows shown.")] = 20,
    judged: Annotated[bool, typer.Option("--judged", help="What people have judged instead.")] = False,
) -> None:
    """List what waits for a person, what matters most first, with the reasons."""
    from nkdata.questions.wording import counted
    from nkdata.review.candidates import contradicted
    from nkdata.review.queue import queue

    desk, kind = Desk(collection), "event" if events else "claim"
    reviewed = desk.reviewed(kind)
    if judged:
        rows = reviewed.loc[reviewed["reviewed"] != "none"].assign(why=lambda frame: frame["review_conflict"])
    else:
        rows = queue(reviewed, contradicted(desk.held.folder))
    for row in rows.head(limit).to_dict("records"):
        state = "" if row["reviewed"] == "none" else f"  [{row['reviewed']}]"
        tell(f"{row['id']}  {short(row)}{state}{f'  ({why})' if (why := row['why']) else ''}")
    of = f"{limit:,} of " if limit < len(rows) else ""
    say(f"{of}{counted(len(rows), kind)} {'that people judged' if judged else 'that wait for a person'}")


@commands.command(epilog="Example: nkdata review show 066f7f7873-48-188-people-killed-1 --collection floods")
def show(ident: Ident, collection: Where = None) -> None:
    """Show one claim or event: sentence, fields, what the machine said, what people said, the same in reposts."""
    from nkdata.review.apply import offered

    desk = Desk(collection)
    kind, row = desk.row(ident)
    tell(f"{row['article_id']}  {cell(row['published']) or 'undated'}  {cell(row['source']) or '-'}")
    tell(" ".join(str(row["sentence"]).split()))
    for name in columns(row):
        said = row.get(f"said_{name}")
        machine = f"   (the machine: {cell(said) or 'nothing'})" if differ(row, name) else ""
        tell(f"  {name:14} {cell(row[name])}{machine}")
    tell(f"  {'reviewed':14} {row['reviewed']} {row['reviewed_by']} {row['reviewed_at']}".rstrip())
    for one in (row["review_conflict"], row["review_note"]):
        if one:
            tell(f"  {one}")
    frame = desk.held.frame(f"{kind}s", article=row["article_id"])
    offers = offered(frame.loc[frame["id"] == row["id"]], desk.entries, kind, desk.present)
    for offer in offers.to_dict("records"):
        fields = " ".join(f"{name}={value}" for name, value in offer["fields"].items())
        tell(f"  elsewhere {offer['by']} said of this sentence: {offer['action']} {fields}".rstrip())


def _judge(action: str) -> Callable[..., None]:
    """A command that says one thing of a row."""

    def command(ident: Ident, collection: Where = None, by: By = None, note: Note = "") -> None:
        _say(action, ident, collection, by, note)

    command.__name__ = action
    return command


HEAD = "Example: nkdata review"
commands.command(
    help="Say that it is right as it stands.", epilog=f"{HEAD} confirm 066f7f7873-48-188-homes-1 --by kim"
)(_judge("confirm"))
commands.command(
    help="Say that the text does not tell it.", epilog=f"{HEAD} reject 066f7f7873-48-188-homes-1 --by kim"
)(_judge("reject"))


@commands.command(epilog="Example: nkdata review correct 066f7f7873-48-188-people-killed-1 value=12 place=wonsan")
def correct(
    ident: Ident,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="What is right; FIELD= empties it.")],
    collection: Where = None,
    by: By = None,
    note: Note = "",
) -> None:
    """Say what is right instead."""
    _say("correct", ident, collection, by, note, pairs(fields))


def pairs(fields: list[str]) -> dict[str, str]:
    """Fields and values of a command line.  Raises BadParameter where one is neither."""
    given = {}
    for one in fields:
        name, equals, value = one.partition("=")
        if not equals:
            raise BadParameter(one, "no field and value", "write it as value=12")
        given[name] = value
    return given


@commands.command(epilog="Example: nkdata review note 066f7f7873-48-188-people-killed-1 'the desk asks the agency'")
def note(
    ident: Ident,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The note.")],
    collection: Where = None,
    by: By = None,
) -> None:
    """Write a note; it changes nothing."""
    _say("note", ident, collection, by, words)


def _say(
    action: str, ident: str, collection: str | None, by: str | None, note: str, given: Mapping[str, str] | None = None
) -> None:
    """Make an entry and keep it."""
    from nkdata.review.fields import checked
    from nkdata.review.log import entry_on, said_of

    desk = Desk(collection)
    kind, row = desk.row(ident)
    fields = checked(kind, given, said_of(row, kind)) if given is not None else {}
    if given is not None and not fields:
        raise BadParameter(ident, "it says that already", f"`nkdata review confirm {ident}` says that it is right")
    desk.add(entry_on(row, kind, desk.entries, action, at=now(), by=login(by), fields=fields, note=note))


@commands.command(epilog="Example: nkdata review undo 5f0c1d2e3a4b5c6d --by kim")
def undo(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="An entry, as `nkdata review log` names it.")],
    collection: Where = None,
    by: By = None,
    note: Note = "",
) -> None:
    """Take back an entry, an undo too; that is another entry, nothing is erased."""
    desk = Desk(collection)
    found = [one for one in desk.entries if one.id.startswith(entry)]
    if len(found) != 1:
        many = f"begins {len(found)} entries" if found else "no such entry in the log"
        raise BadParameter(entry, many, "`nkdata review log` lists them")
    made = replace(found[0], at=now(), by=login(by), action="undo", undoes=found[0].id, note=note)
    desk.add(replace(made, fields={}, said={}, seen=()))


@commands.command(epilog="Example: nkdata review log --collection floods")
def log(collection: Where = None) -> None:
    """List all entries, oldest first."""
    from nkdata.review.log import live

    desk = Desk(collection)
    standing = {one.id for one in live(desk.entries)}
    for one in desk.entries:
        fields = " ".join(f"{name}={cell(value)}" for name, value in one.fields.items())
        about = one.undoes or one.target.id or one.target.text
        taken = "" if one.id in standing or one.action == "undo" else "  (taken back)"
        tell(" ".join(f"{one.id}  {one.at}  {one.by}  {one.action} {about} {fields} {one.note}".split(" ")) + taken)
    say(f"{len(desk.entries):,} {'entry' if len(desk.entries) == 1 else 'entries'}")


@commands.command(epilog="Example: nkdata review merge hers/review.jsonl --collection floods")
def merge(
    other: Annotated[Path, typer.Argument(metavar="FILE", help="Another person's review.jsonl.")],
    collection: Where = None,
) -> None:
    """Bring in another person's log; where the two say different things, it is listed and nobody wins."""
    from nkdata.review.log import append, read_file

    desk = Desk(collection)
    theirs = read_file(other)
    for fault in theirs.faults:
        say(fault)
    added = append(desk.held.folder, *theirs.entries)
    say(f"{len(added):,} entries brought in, {Desk(collection).disputed():,} conflicts")
    raise typer.Exit(SOME_REFUSED if theirs.faults else DONE)


@commands.command(epilog="Example: nkdata review agreement kim lee --collection floods")
def agreement(
    one: Annotated[str, typer.Argument(metavar="NAME", help="A reviewer.")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="Another.")],
    collection: Where = None,
    events: Kind = False,
) -> None:
    """Print how far two reviewers agree: the share, Cohen's kappa, and where they differ."""
    from nkdata.review.agreement import agreement as agreed

    desk, kind = Desk(collection), "event" if events else "claim"
    found = agreed(desk.entries, desk.held.frame(f"{kind}s"), one, other, kind)
    if found.raw is None:
        raise BadParameter(
            f"{one}, {other}", f"no {kind} that both have judged", "`nkdata review log` shows who did what"
        )
    for first, second in found.differing:
        tell(f"{first.target.id or first.target.text}  {one}: {first.reviewed}  {other}: {second.reviewed}")
    kappa = "not defined, as both always say the same" if found.kappa is None else f"{found.kappa:.2f}"
    say(f"{found.judged:,} judged by both: {found.raw:.0%} alike, Cohen's kappa {kappa}")


@commands.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    collection: Where = None,
    export_gold: Annotated[Path | None, typer.Option(metavar="FILE", help="Write what people said as gold.")] = None,
) -> None:
    """Confirm, correct and reject what was extracted; kept apart from it and laid on top."""
    if context.invoked_subcommand is not None:
        if collection is not None or export_gold is not None:
            given = "--collection" if collection is not None else "--export-gold"
            raise BadParameter(given, f"stands before {context.invoked_subcommand}", "write it behind, or alone")
        return
    from nkdata.review.agreement import accuracy, gold

    reviewed = Desk(collection).reviewed("claim")
    if export_gold is not None:
        lines = gold(reviewed)
        try:
            export_gold.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), "utf-8")
        except OSError as error:
            raise NotPublished(
                str(export_gold), f"cannot be written ({error.strerror})", "name another file"
            ) from error
        say(f"{export_gold}: {len(lines):,} lines")
    found = accuracy(reviewed)
    if not found["judged"]:
        say("nobody has judged a claim yet; `nkdata review list` shows what waits")
        return
    share = f"{found['right']:,} of {found['judged']:,} judged claims right: {found['share']:.0%}"
    missed = f"; {found['missed']:,} added that were missed" if found["missed"] else ""
    tell(f"{share} (95 % interval {found['low']:.0%} to {found['high']:.0%}){missed}")
