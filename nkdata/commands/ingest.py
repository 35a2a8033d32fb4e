"""`nkdata ingest`: articles of any format into a collection."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkdata.commands.fields import DateField, IdField, Published, TextField, TitleField
from nkdata.commands.line import DONE, Own, Refusals, Rules, Where, app, now, say, use_own
from nkdata.errors import BadParameter

if TYPE_CHECKING:
    from nkdata.collection.folder import Folder
    from nkdata.collection.ingest import Ingested
    from nkdata.model import Article

LINES = 100  # articles for one line of progress where there is no terminal


@app.command(epilog="Example: nkdata ingest saved_articles --collection floods")
def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders; - reads JSON lines.")],
    collection: Where = None,
    published: Published = None,
    id: IdField = None,
    text: TextField = None,
    title: TitleField = None,
    date: DateField = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Publisher of those that name none.")] = None,
    jobs: Annotated[int | None, typer.Option(metavar="N", help="Processes that extract; default: all cores.")] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers extract instead.")
    ] = None,
    own: Own = None,
    rules: Rules = None,
) -> None:
    """Read articles of any supported format into a collection; run again, it goes on where it stopped.

    The names of fields are remembered with the collection, in the section [fields] of its nkdata.toml; more can be
    named there: source, language, url, archived_url, retrieved_at, licence.  A folder that
    `nkdata export --texts` wrote is put back as it was, with its corrections, or beside other articles.
    """
    from nkdata.collection.folder import SETTINGS, Folder
    from nkdata.collection.ingest import ingest as ingested
    from nkdata.collection.opened import default_path
    from nkdata.reading import Fields, read_articles
    from nkdata.reading.articles import is_export

    folder = Folder(collection or default_path())
    exports = [Path(one) for one in paths if is_export(Path(one))]
    if exports:
        if len(paths) > 1:
            raise BadParameter(str(exports[0]), "an export of a collection", "put it in alone")
        _put_back(exports[0], folder)
        raise typer.Exit(DONE)
    settings = folder.settings()
    folders = settings.get("folders", {})
    use_own(own or _inside(folders.get("reference"), folder), rules or _inside(folders.get("rules"), folder))
    given = {name: value for name, value in [("id", id), ("text", text), ("title", title), ("date", date)] if value}
    fields = Fields.told({**settings.get("fields", {}), **given}, folder.at(SETTINGS))
    refusals, progress = Refusals(), _Progress(paths)
    again: list[str] = []
    articles = read_articles(paths, published=published, fields=fields, refused=refusals.add, repeated=again.append)
    sourced = (one if one.source else replace(one, source=source) for one in articles)
    done = ingested(sourced, folder, at=now(), refused=refusals.add, jobs=jobs, cluster=cluster, progress=progress)
    progress.close()
    if given and done.added:
        with folder.writing():
            folder.remember("fields", given)
    _say_done(folder, done, refusals.count, len(again))
    raise typer.Exit(refusals.status(done.added + done.known + done.removed))


def _say_done(folder: Folder, done: Ingested, refused: int, again: int) -> None:
    """What a run did, and what is left to do."""
    from nkdata.collection.opened import Collection
    from nkdata.collection.rereading import outdated

    say(
        f"{folder.path}: {done.added:,} added ({done.versions:,} later versions, {done.retellings:,} retellings), "
        f"{done.known:,} already there, {refused:,} refused"
        + (f", {again:,} the very same once more" if again else "")
        + (f", {done.removed:,} left out as removed on request" if done.removed else "")
    )
    if older := len(outdated(Collection(folder))):
        say(f"{older:,} articles were read by another version or other rules: `nkdata reread` reads them anew")
    unread = {name: count for name, count in done.languages.items() if name.partition("-")[0] not in ("en", "und")}
    if unread:
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(unread.items()))
        say(f"kept and searchable, not extracted, as the rules read English: {told}")


def _put_back(out: Path, folder: Folder) -> None:
    """An export into a collection, its corrections too; where people say different things, it is listed."""
    from nkdata.collection.folder import REVIEW
    from nkdata.collection.restoring import restore
    from nkdata.commands.review_desk import Desk
    from nkdata.review.log import append, read_file

    done = restore(out, folder, at=now())
    log = read_file(out / REVIEW).entries if (out / REVIEW).is_file() else ()
    entries = append(folder, *log)
    joined = f" ({done.versions:,} later versions, {done.retellings:,} retellings)"
    gone = f", {done.removed:,} left out as removed on request" if done.removed else ""
    conflicts = f", {Desk(folder.path).disputed():,} conflicts" if entries else ""
    say(
        f"{folder.path}: {done.added:,} put back{joined if done.versions or done.retellings else ''}, "
        f"{done.known:,} already there{gone}, {len(entries):,} corrections{conflicts}"
    )


class _Progress:
    """A bar with the time left on a terminal; one line for every hundred articles without one."""

    def __init__(self, paths: list[str]) -> None:
        from tqdm import tqdm

        files = [one for path in paths if path != "-" for one in _files(Path(path))]
        self._sizes = {str(one): one.stat().st_size for one in files}
        self._bar = tqdm(total=sum(self._sizes.values()) or None, unit="B", unit_scale=True, disable=None, leave=False)
        self._path, self._told, self._count = "", 0, 0

    def __call__(self, article: Article) -> None:
        """One more article was read."""
        path = (article.path or "").partition("!")[0]
        if path != self._path:
            self._bar.update(self._sizes.get(self._path, 0) - self._told)
            self._path, self._told = path, 0
        size = min(len(article.text), self._sizes.get(path, 0) - self._told)
        self._told += size
        self._bar.update(size)
        self._count += 1
        if self._bar.disable and self._count % LINES == 0:
            say(f"{self._count:,} articles read")

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._bar.close()


def _files(path: Path) -> list[Path]:
    """The files that a path stands for."""
    if path.is_dir():
        return [one for one in path.rglob("*") if one.is_file()]
    return [path] if path.is_file() else []


def _inside(name: str | None, folder: object) -> Path | None:
    """A folder that the settings name, counted from the collection."""
    return Path(str(getattr(folder, "root", ""))) / name if name else None
