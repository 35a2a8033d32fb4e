"""The report from end to end: read and extract once, run the notebooks, bind the page, publish it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkdata import resources
from nkdata.errors import BadParameter, NkdataError, shown
from nkdata.reporting.besides import check
from nkdata.reporting.inputs import from_collection, from_files
from nkdata.reporting.kernels import Job, executed
from nkdata.reporting.manifest import digests, manifest
from nkdata.reporting.parameters import Parameter, assigned, check_parameters, declared, listing

if TYPE_CHECKING:
    from nkdata.collection.snapshot import Snapshot
    from nkdata.reporting.page import Page
    from nkdata.reporting.retention import Published

PAGE = "report.html"
LONGEST_CELL = 600  # seconds
NOT_GIVEN = {  # parameters that nobody gives by -p, each with why and what to do
    "data": ("the report sets it itself", "name the articles to be read instead"),
    "refused": ("the report sets it itself", "leave it out"),
    "before": ("the report sets it itself", "write --since DATE to compare with a day"),
    "before_as_of": ("the report sets it itself", "write --since DATE to compare with a day"),
    "as_of": ("it concerns the whole page", "write --as-of DATE instead"),
}


@dataclass(frozen=True)
class Order:
    """What `report` was asked for, checked; `values` are the parameters of each notebook."""

    notebooks: Mapping[str, Path]
    values: Mapping[str, dict[str, Any]]
    as_of: str | None
    learned: str | None
    collection: Path | None
    out: Path
    timeout: int
    kept: tuple[int | None, int | None]  # runs, days
    also: tuple[str, ...]


def notebooks(folder: Path | None = None) -> dict[str, Path]:
    """The notebooks of the report by name, in the order of the page (metadata `nkdata.order`, then name).

    One whose metadata say `nkdata.report` false is for work in JupyterLab alone and left out.
    """
    found = []
    for path in (folder or resources.folder("notebooks")).glob("*.ipynb"):
        ours = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("nkdata", {})
        if ours.get("report", True):
            found.append((ours.get("order", 50), path.stem, path))
    return {stem: path for _, stem, path in sorted(found)}


def parameters_of(held: Mapping[str, Path]) -> dict[str, tuple[Parameter, ...]]:
    """What each notebook declares."""
    return {name: declared(path) for name, path in held.items()}


def list_parameters(folder: Path | None = None) -> str:
    """Every notebook's parameters with types, defaults and comments."""
    return listing(parameters_of(notebooks(folder)))


def report(
    paths: Sequence[str | Path],
    *,
    collection: str | Path | None = None,
    as_of: str | None = None,
    learned: str | None = None,
    since: str | None = None,
    out: Path = Path("reports"),
    parameters: Sequence[tuple[str, str]] = (),
    refused: Callable[[NkdataError], None] | None = None,
    folder: Path | None = None,
    timeout: int = LONGEST_CELL,
    keep: int | None = None,
    keep_days: int | None = None,
    also: Sequence[str] = (),
) -> Path:
    """Run the notebooks on these articles (default: the seed) and publish the page; returns its path.

    With `collection`, a folder, the articles are those that it had read by the day `learned`.  `as_of` reaches every
    notebook that declares it, and so does `since`, the day after which things are new; `parameters` are (name, value)
    as typed; `refused` is told of what could not be read (without it the first one raises); `folder` holds the
    notebooks; no cell may take longer than `timeout` seconds; of all runs published the newest `keep` stay, and none
    put in place more than `keep_days` days before the newest.  When nothing changed since the last published run, that
    one is given back.  `also` are formats besides the page (see `besides.FORMATS`).

    Raises BadParameter before anything runs, UnreadableArticle when no article is left, UnreadableCollection, and
    NotPublished when a notebook fails or the page cannot be written, Busy when another run holds `out` or a cell takes
    too long: what was published before then stands.
    """
    if collection is not None and paths:
        raise BadParameter("--collection", f"{paths[0]} is named beside it", f"`nkdata ingest {paths[0]}` puts it in")
    if collection is None and learned:
        raise BadParameter("--learned", "files know no day on which they were read", "name a --collection beside it")
    check(also)
    held = notebooks(folder)
    values = _values(held, as_of, since, parameters)
    turned_away: list[str] = []
    refused = _also(turned_away, refused)
    checked = check_parameters(as_of=as_of, learned=learned, since=since)
    if collection is None:
        read = from_files(paths, refused)
    else:
        read = from_collection(collection, checked.as_of, checked.learned, refused)
    for name, parameters_there in parameters_of(held).items() if turned_away else ():
        if any(one.name == "refused" for one in parameters_there):
            values[name]["refused"] = turned_away
    source = Path(collection) if collection is not None else None
    order = Order(
        held, values, checked.as_of, checked.learned, source, out, timeout, (keep, keep_days), tuple(sorted(set(also)))
    )  # fmt: skip
    return _run(read, order)


def _also(
    turned_away: list[str], refused: Callable[[NkdataError], None] | None
) -> Callable[[NkdataError], None] | None:
    """Remember what was refused, by name and reason, and pass it on."""
    if refused is None:
        return None

    def both(error: NkdataError) -> None:
        turned_away.append(f"{Path(error.where).name}: {error.found}")
        refused(error)

    return both


def _values(
    held: Mapping[str, Path], as_of: str | None, since: str | None, parameters: Sequence[tuple[str, str]]
) -> dict[str, dict[str, Any]]:
    """The parameters that each notebook gets."""
    for name, _ in parameters:
        if name in NOT_GIVEN:
            raise BadParameter(f"-p {name}", *NOT_GIVEN[name])
    declared_by = parameters_of(held)
    known = {parameter.name for declared in declared_by.values() for parameter in declared}
    given = [("as_of", as_of)] if as_of else []
    given += [("since", since)] if since and "since" in known else []
    return assigned([*given, *parameters], declared_by)


def _run(cut: Callable[[], Snapshot], order: Order) -> Path:
    """Everything between the articles and the published page."""
    from nkdata.collection.snapshot import write_snapshot
    from nkdata.reference import reference
    from nkdata.reporting.page import page, part
    from nkdata.reporting.publish import LATEST, publish, staged
    from nkdata.reporting.retention import inputs_digest, last_published, put_after
    from nkdata.reporting.shelf import take

    out, held = order.out, order.notebooks
    with _logged(out) as log, staged(out, log) as stage:
        take(out, order.collection)
        read = cut()
        write_snapshot(read, stage / "data")
        last = last_published(out)
        made_of = manifest(read, order.values, order.as_of, stage / "data")
        made_of |= {"learned": order.learned, "collection": order.collection is not None, "also": order.also}
        inputs = inputs_digest(made_of, held)
        if last and last.inputs == inputs:
            _tidy(out, order.kept, log)
            log(f"nothing changed since {last.name}, nothing published")
            return out / LATEST / PAGE
        if ahead := put_after(out, time.time_ns()):
            log(f"the clock is wrong, or was: {ahead} was put in place at a later time than now")
        done, told = _executed(order, read, last, made_of, stage, log)
        parts = [part(done[name], name, list(held)) for name in held]
        made = page(parts, read, reference().sources(), order.as_of, inputs)
        for target in made.broken:
            log(f"took out a link that led nowhere: {target}")
        made_of |= {"title": made.title, "newest": made.newest, "inputs": inputs} | told
        _write(stage, made, read, order.also, made_of)
        latest = publish(stage, out, made.newest or "undated")
        log(f"published {latest.resolve().name}")
        _tidy(out, order.kept, log)
    return latest / PAGE


def _executed(
    order: Order, read: Snapshot, last: Published | None, made_of: dict[str, Any], stage: Path,
    log: Callable[[str], None],
) -> tuple[dict[str, Any], dict[str, Any]]:  # fmt: skip
    """The executed notebooks as JSON, and what the manifest tells of them.

    One that reads what it read in the last run is taken over from there.
    """
    from nkdata.reporting import reusing
    from nkdata.reporting.retention import with_before

    held, pictures = order.notebooks, "png" in order.also
    comparable = last if last and last.comes_before(order.as_of, order.learned, order.collection is not None) else None
    if comparable:
        log(f"what is new is told since {comparable.name}")
    values = with_before(order.values, parameters_of(held), comparable)
    log(f"read {len(read.articles)} articles, found {len(read.claims)} claims and {len(read.events)} events")
    for name in ("notebooks", "figures"):
        (stage / name).mkdir()
    wanted = reusing.inputs(held, values, read, made_of, pictures)
    taken = reusing.taken_over(order.out, last, wanted, stage)
    for name, run in taken.items():
        log(f"took over {name}, which ran in {run}: nothing that it reads changed since")
    targets = {name: stage / "notebooks" / path.name for name, path in held.items()}
    given = {name: own | {"data": "../data"} for name, own in values.items()}
    rest = (order.timeout, _named(read), order.out, pictures)
    jobs = {name: Job(held[name], targets[name], given[name], *rest) for name in held if name not in taken}
    for name in executed(jobs):
        log(f"ran {name}")
    done = {name: json.loads(target.read_text(encoding="utf-8")) for name, target in targets.items()}
    return done, {"parameters": values, "notebooks": reusing.ran(stage, done, wanted, taken)}


def _tidy(out: Path, kept: tuple[int | None, int | None], log: Callable[[str], None]) -> None:
    """List the runs that stay and remove the others: also what a run that was killed here had left to do."""
    from nkdata.reporting.publish import remove
    from nkdata.reporting.retention import aged
    from nkdata.reporting.shelf import list_runs

    gone = aged(out, *kept)
    list_runs(out, gone)
    for one in gone:
        remove(one, out)
        log(f"removed {one.name}, as older runs are not kept")


def _write(stage: Path, made: Page, read: Snapshot, also: tuple[str, ...], made_of: dict[str, Any]) -> None:
    """Put the page into the folder of the run, and what lies beside it; last what tells of all of it."""
    from nkdata.reporting.besides import PAPER, WORKBOOK, paper, workbook
    from nkdata.reporting.crate import METADATA, crate

    for name, words in {PAGE: made.html, **made.files}.items():
        (stage / name).parent.mkdir(exist_ok=True)
        (stage / name).write_text(words, encoding="utf-8")
    if "xlsx" in also:
        workbook(read, stage / WORKBOOK)
    if "pdf" in also:
        paper(stage / PAGE, stage / PAPER)
    told = made_of | {"data": digests((stage / "data").iterdir())}
    (stage / "manifest.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (stage / METADATA).write_text(crate(stage, told), encoding="utf-8")


def _named(read: Snapshot) -> str:
    """The articles in a few words: the first one's path, and how many more."""
    if not len(read.articles):
        return "no article"
    first = read.articles.iloc[0]
    name = first["path"] if isinstance(first["path"], str) else first["id"]
    return f"{name} and {len(read.articles) - 1} more" if len(read.articles) > 1 else str(name)


@contextmanager
def _logged(out: Path) -> Iterator[Callable[[str], None]]:
    """What adds lines to the log; how a run ended that published nothing is its last line."""
    log = _log(out)
    try:
        yield log
    except BaseException as error:
        with suppress(OSError):  # a full disk, or no folder to write into
            log("interrupted" if isinstance(error, KeyboardInterrupt) else f"not published: {error}")
        raise


def _log(out: Path) -> Callable[[str], None]:
    """A function that adds a line with time and seconds taken to `run.log`, which lies beside what is published."""
    begun = time.perf_counter()

    def add(line: str) -> None:
        with (out / "run.log").open("a", encoding="utf-8") as lines:
            lines.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {time.perf_counter() - begun:7.2f} s  {shown(line)}\n")

    return add
