"""What asks a collection, and keeps it: search, versions, stories, export, reread, remove, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkdata.commands.line import DONE, Own, Refusals, Rules, Where, app, now, say, tell, use_own
from nkdata.errors import BadParameter
from nkdata.questions.wording import counted

if TYPE_CHECKING:
    import pandas as pd

AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="What had been told by this day.")]
Learned = Annotated[str | None, typer.Option(metavar="DATE", help="What the collection had read by this day.")]


@app.command(epilog='Example: nkdata search "natural disaster" --collection floods')
def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='Words; "in quotes" one phrase; OR, NOT, flood*.')],
    collection: Where = None,
    as_of: AsOf = None,
    learned: Learned = None,
    limit: Annotated[int, typer.Option(metavar="N", help="Sentences shown.")] = 50,
    by_month: Annotated[bool, typer.Option("--by-month", help="Count by month and outlet instead.")] = False,
) -> None:
    """Find sentences in all versions of all articles."""
    from nkdata.collection.opened import open_collection
    from nkdata.collection.search import Index

    with Index(open_collection(collection), learned=learned) as index:
        if by_month:
            frame = index.by_month(words, as_of=as_of)
            tell(frame.fillna({"source": "-", "month": "undated"}).to_string(index=False) if len(frame) else "nowhere")
            raise typer.Exit(DONE)
        hits = index.search(words, as_of=as_of, limit=limit)
    _tell_hits(hits)
    more = "; there may be more, --limit N shows them" if len(hits) == limit else ""
    say(f"{counted(len(hits), 'sentence')}{more}")


@app.command(epilog="Example: nkdata watch 'arduous march' 'two hostile states' --collection floods")
def watch(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDING]...", help="Wordings; else those under [watch] in its nkdata.toml."),
    ] = None,
    collection: Where = None,
    as_of: AsOf = None,
    learned: Learned = None,
) -> None:
    """Tell of each wording and outlet whether it is new, vanished or in use, with its first and last sentence there."""
    from nkdata.collection.opened import open_collection
    from nkdata.collection.search import Index

    held = open_collection(collection)
    wordings = words or held.folder.settings().get("watch", {}).get("words", [])
    if not wordings or not isinstance(wordings, list):
        remedy = 'name some, or put them into its nkdata.toml: [watch] words = ["arduous march"]'
        raise BadParameter("WORDING", "no wordings to watch", remedy)
    with Index(held, learned=learned) as index:
        for row in index.watch([str(one) for one in wordings], as_of=as_of).to_dict("records"):
            silence = {"vanished": "since", "new": "before"}.get(row["finding"])
            why = f", in none of its {counted(row['silent'], 'article')} {silence} {row['edge']}" if silence else ""
            count = counted(row["articles"], "article")
            tell(f"{row['finding']}  {row['wording']}  {row['source'] or '-'}  {count}{why}")
            for day in dict.fromkeys(one for one in (row["first_day"], row["last_day"]) if one):
                _tell_hits(index.search(f'"{row["wording"]}"', as_of=day, source=row["source"] or "", limit=1), "  ")


def _tell_hits(hits: pd.DataFrame, indent: str = "") -> None:
    """Sentences that were found, a line each."""
    for hit in hits.to_dict("records"):
        text = " ".join(str(hit["text"]).split())
        tell(f"{indent}{hit['published'] or 'undated'}  {hit['source'] or '-'}  {hit['article_id']}  {text}")


@app.command(epilog="Example: nkdata versions --collection floods")
def versions(
    article: Annotated[str | None, typer.Argument(metavar="[ID]", help="One article; else all that changed.")] = None,
    collection: Where = None,
    as_of: AsOf = None,
    learned: Learned = None,
) -> None:
    """Show what changed between versions of an article: claims first, then sentences."""
    from nkdata.collection.opened import open_collection
    from nkdata.collection.versions import changed, difference

    held = open_collection(collection)
    days = {"as_of": as_of, "learned": learned}
    for first in [article] if article else changed(held, **days):
        for line in difference(held, first, **days):
            tell(line)


@app.command(epilog="Example: nkdata stories --collection floods --least 5")
def stories(
    collection: Where = None,
    least: Annotated[int, typer.Option(metavar="N", help="Tellings that a story must have.")] = 2,
    as_of: AsOf = None,
    learned: Learned = None,
) -> None:
    """List stories told more than once: tellings, outlets, origins, first telling."""
    from nkdata.collection.opened import open_collection
    from nkdata.collection.stories import told_often

    frame = told_often(open_collection(collection), least=least, as_of=as_of, learned=learned)
    for row in frame.to_dict("records"):
        counts = ", ".join(counted(row[f"{one}s"], one) for one in ("telling", "outlet", "origin"))
        tell(f"{counts}  {row['first_day'] or 'undated'}  {row['story']}  {row['title'] or ''}")
    say(f"{counted(len(frame), 'story', 'stories')} told at least {counted(least, 'time')}")


@app.command(epilog="Example: nkdata export floods_out --collection floods --metric deaths")
def export(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the files.")],
    collection: Where = None,
    metric: Annotated[str | None, typer.Option(metavar="ID", help="Claims of this metric alone.")] = None,
    as_of: AsOf = None,
    learned: Learned = None,
    texts: Annotated[bool, typer.Option("--texts", help="With the articles' texts, which are other people's.")] = False,
) -> None:
    """Write claims and events as CSV and Parquet with a data dictionary, GeoJSON and Web Annotations, as corrected.

    With --texts, `nkdata ingest DIR --collection NEW` puts everything back.
    """
    from nkdata.collection.export import export as exported
    from nkdata.commands.review_desk import Desk
    from nkdata.review.apply import apply
    from nkdata.review.log import as_json

    desk = Desk(collection)
    entries = [one for one in desk.entries if learned is None or one.at[:10] <= learned]

    def corrected(kind: str, frame: pd.DataFrame, articles: list[str]) -> pd.DataFrame:
        return apply(frame, entries, kind, articles, desk.present)

    rows = exported(
        desk.held, out, texts=texts, metric=metric, as_of=as_of, learned=learned,
        corrected=corrected if entries else None, entries=[as_json(one) for one in entries],
    )  # fmt: skip
    say(f"{out}: " + ", ".join(f"{count:,} {name}" for name, count in rows.items()))


@app.command(epilog="Example: nkdata remove kcna-5f0c1d2e3a4b --why 'asked by the publisher' --by desk")
def remove(
    article: Annotated[str, typer.Argument(metavar="ID", help="The article, as `nkdata search` names it.")],
    why: Annotated[str, typer.Option(metavar="WORDS", help="The reason, kept in the log.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who asked for it.")],
    collection: Where = None,
) -> None:
    """Take an article out of every file of a collection; it is not read in again."""
    from nkdata.collection.opened import open_collection
    from nkdata.collection.upkeep import remove as removed

    gone = removed(open_collection(collection).folder, article, at=now(), by=by, why=why)
    say(f"{article}: {gone:,} rows taken out")


@app.command(epilog="Example: nkdata reread --collection floods --rules my_rules")
def reread(
    collection: Where = None,
    own: Own = None,
    rules: Rules = None,
) -> None:
    """Read and extract all articles anew with the version of today, beside the old; print what came and went."""
    use_own(own, rules)
    from nkdata.collection.opened import open_collection
    from nkdata.collection.rereading import reread as again

    count = 0
    for line in again(open_collection(collection), at=now()):
        tell(line)
        count += 1
    say(f"{count:,} differences")


@app.command(epilog="Example: nkdata verify --collection floods")
def verify(collection: Where = None) -> None:
    """Name what of a collection is damaged or missing, the originals too."""
    from nkdata.collection import originals
    from nkdata.collection.opened import open_collection

    held, refusals = open_collection(collection), Refusals()
    for fault in (*held.faults, *originals.faults(held)):
        refusals.add(fault)
    say(f"{held.count('articles'):,} articles, {held.count('claims'):,} claims, {held.count('events'):,} events")
    raise typer.Exit(refusals.status(1))
