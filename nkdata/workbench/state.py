"""What an analyst looks at: the choices of a form, the rows that they leave, the code that makes them again.  Pure."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from typing import Any

import duckdb
import pandas as pd

from nkdata.collection.filters import Filters, below, checked, condition
from nkdata.collection.snapshot import Snapshot
from nkdata.errors import BadParameter
from nkdata.reference import load
from nkdata.workbench.naming import meant

LONGEST = 2_000  # rows that a browser is given at a time
TABLES = {"claims": ("metric", "stance"), "events": ("kind", "status")}  # with the filters that they alone take
SHARED = ("place", "claimant", "told", "happened", "as_of")
NAMED = ("place", "claimant")  # by an id or a name


@dataclass(frozen=True, slots=True)
class View:
    """The choices of a form; what is empty narrows nothing down.

    `metric`, `stance` concern claims, `kind`, `status` events; `place` is an id of admin_areas or a name (all below it
    counts), `claimant` an id of actors or a name, with every spelling of the same; `told` and `happened` are first and
    last ISO day, both included, either "" when open; with `as_of` what was told later does not exist.
    """

    table: str = "claims"
    metric: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place: str = ""
    claimant: str = ""
    told: tuple[str, str] = ("", "")
    happened: tuple[str, str] = ("", "")
    as_of: str = ""


@dataclass(frozen=True)
class Shown:
    """The rows of a view, at most LONGEST, and how many there are in all.

    `days` is how many were told on each day, whatever days the view asks for; those of no day under "".
    """

    rows: pd.DataFrame
    total: int
    days: Mapping[str, int] = field(default_factory=dict)

    @property
    def cut(self) -> bool:
        """Whether there are more than are shown."""
        return len(self.rows) < self.total

    @property
    def count(self) -> str:
        """How much of it is shown: `2,000 of 98,123`, or `17`."""
        return f"{len(self.rows):,} of {self.total:,}" if self.cut else f"{self.total:,}"

    def counted(self, table: str) -> str:
        """The same with its thing: `17 claims`, `1 event`."""
        return f"{self.count} {table.removesuffix('s') if self.total == 1 else table}"


def filters(view: View) -> dict[str, Any]:
    """The keywords that `nkdata.collection` takes for a view; what the table knows nothing of is left out.

    Raises BadParameter for a table that there is not, a day that is none, and a first day after the last.
    """
    if view.table not in TABLES:
        raise BadParameter("table", f"{view.table!r}", f"choose one of {', '.join(TABLES)}")
    found: dict[str, Any] = {}
    for name in (*TABLES[view.table], *SHARED):
        value = getattr(view, name)
        if name in ("told", "happened"):
            first, last = (day.strip() or None for day in value)
            if first and last and first > last:
                raise BadParameter(name, f"{first} is later than {last}", "give an earlier first day")
            value = (first, last) if first or last else None
        elif isinstance(value, str):
            value = value.strip()
        if value:
            named = meant(name, value) if name in NAMED else value
            found[name] = list(value) if name in TABLES[view.table] else named
    checked(Filters(**found))
    return found


def within(day: str, told: tuple[str, str]) -> bool:
    """Whether a day, "" for none, lies in a period of which either end may be open."""
    first, last = (end.strip() for end in told)
    return not (first or last) or (day != "" and first <= day <= (last or day))


def matching(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of claims or events that a view leaves, in their order."""
    asked_for = filters(view)
    if not asked_for:
        return frame.reset_index(drop=True)
    parents = {row["admin_id"]: row["parent"] or None for row in load.rows("admin_areas")}
    where, values = condition(below(Filters(**asked_for), parents), frame.columns)
    needed = [name for name in COMPARED if name in frame]
    asked = frame[needed].reset_index(drop=True).reset_index(names="row_number")
    with _database().cursor() as connection:
        connection.register("asked", asked)
        query = f"SELECT row_number FROM asked WHERE {where} ORDER BY row_number"
        places = [int(place) for (place,) in connection.execute(query, values).fetchall()]
    return frame.iloc[places].reset_index(drop=True)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """An empty database: to open one takes longer than to answer."""
    return duckdb.connect()


COMPARED = (
    "metric", "kind", "stance", "status", "place_id", "place_name", "claimant_id", "claimant_name", "published",
    "date_start", "date_end",
)  # fmt: skip


def carrying(snapshot: Snapshot, table: str) -> pd.DataFrame:
    """Claims or events of a snapshot with the columns that a collection's have besides: day, source, sentence."""
    frame: pd.DataFrame = getattr(snapshot, table)
    articles = snapshot.articles.set_index("id")
    made = frame.copy()
    for name in ("published", "source", "extractor"):
        made[name] = made["article_id"].map(articles[name]).astype("str")
    texts = articles["text"]
    made["sentence"] = pd.Series(
        [
            str(texts[article])[start:end]
            for article, start, end in zip(
                made["article_id"], made["sentence_start"], made["sentence_end"], strict=True
            )
        ],
        index=made.index,
        dtype="str",
    )
    order = made.sort_values(["published", "article_id", "start"], na_position="last", kind="stable")
    return order.reset_index(drop=True)


def call(view: View, collection: str = "", data: str = "", corrections: str = "") -> str:
    """Python that makes the rows of a view again, for copying.

    `collection` is the path of a collection, else `data` the folder of a report's data, empty for the article that
    comes along; `corrections` the folder of the review log that is laid over, empty where there is none: what was
    rejected is left out.
    """
    if collection and not corrections:
        given = ", ".join(f"{name}={value!r}" for name, value in ({"current": True} | filters(view)).items())
        return (
            "from nkdata.collection import open_collection\n\n"
            f"rows = open_collection({collection!r}).{view.table}({given})\n"
        )
    asked = f"View({', '.join(f'{name}={value!r}' for name, value in _changed(view).items())})"
    if corrections:
        log = "" if corrections == collection else corrections  # a collection's own is laid over it anyway
        places = {"collection": collection, "data": data, "corrections": log}
        opened = ", ".join(f"{name}={place!r}" for name, place in places.items() if place)
        return (
            "import sys\n\nfrom nkdata.review.apply import standing\nfrom nkdata.workbench.desk import Desk\n"
            "from nkdata.workbench.state import View\n\n"
            f"found = Desk({opened}).rows({asked}, sys.maxsize).rows\n"
            "rows = standing(found)  # without what was rejected\n"
        )
    return (
        "import nkdata\nfrom nkdata.workbench.state import View, carrying, matching\n\n"
        f"rows = matching(carrying(nkdata.open_snapshot({data!r}), {view.table!r}), {asked})\n"
    )


def command(view: View, paths: Sequence[str], flood: str = "") -> str:
    """The command line that makes the report of these articles with the view's days and flood."""
    parts = ["nkdata report", *map(shlex.quote, paths)]
    parts += [f"--as-of {view.as_of}"] if view.as_of else []
    parts += [f"--since {view.told[0]}"] if view.told[0] else []
    parts += [f"-p flood {flood}"] if flood else []
    return " ".join(parts)


def _changed(view: View) -> dict[str, Any]:
    """The choices that narrow something down."""
    default = asdict(View())
    used = {"table", *TABLES[view.table], *SHARED}
    return {
        item.name: getattr(view, item.name)
        for item in fields(view)
        if item.name in used and getattr(view, item.name) != default[item.name]
    }


def choices(frame: pd.DataFrame, column: str) -> list[str]:
    """What a column holds, most frequent first: the choices that a form offers."""
    counts = Counter(str(value) for value in frame[column].dropna() if value)
    return sorted(counts, key=lambda value: (-counts[value], value))
