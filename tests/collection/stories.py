"""Articles of a collection that tests make: a flood told, revised, reposted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nkdata.collection import Collection, open_collection
from nkdata.collection.folder import Folder
from nkdata.collection.ingest import Ingested, ingest
from nkdata.errors import NkdataError
from nkdata.model import Article

BODY = (
    "Heavy rain fell on Kangwon Province from Monday. Torrents left {dead} people dead and {missing} missing in "
    "Wonsan, the Korean Central News Agency said on {day}. {homes} houses were destroyed and roads were cut in many "
    "places. Officials said relief work went on without a break. Soldiers carried rice and blankets to the people of "
    "the valley. State media did not mention any help from abroad."
)


def told(
    id: str = "one", day: str = "2016-08-30", *, dead: int = 10, missing: int = 4, homes: str = "1,200",
    source: str | None = "Agency", url: str | None = None, title: str = "Flood in Kangwon",
) -> Article:  # fmt: skip
    """A short story of a flood."""
    text = BODY.format(dead=dead, missing=missing, homes=homes, day="Tuesday")
    return Article(
        id=id, text=text, title=title, published=day, published_precision="day", published_how="sidecar",
        source=source, language="en", url=url,
    )  # fmt: skip


def other(id: str, day: str | None, number: int) -> Article:
    """A story like no other of its kind."""
    text = (
        f"The factory number {number} of Hamhung made {number * 37 + 5} tons of cement{' more' * (number % 3)} "
        f"in month {number % 12 + 1}, worker {number * 7919 % 1000} said. Team {number * 31} of shop {number * 17} "
        f"thanked line {number * 13}. Wagon {number * 3} took {number * 11} sacks to place {number * 101}."
    )
    return replace(told(id), text=text, title=f"Cement {number}", published=day)


def put(
    path: Path | str, *articles: Article, at: str = "2016-09-20T06:00:00Z", faults: list[NkdataError] | None = None
) -> Ingested:
    """Ingest in this process."""
    refused: list[NkdataError] = [] if faults is None else faults
    done = ingest(articles, Folder(path), at=at, refused=refused.append, jobs=1)
    assert faults is not None or not refused
    return done


def held(path: Path | str, *articles: Article, at: str = "2016-09-20T06:00:00Z") -> Collection:
    """A collection of these articles."""
    put(path, *articles, at=at)
    return open_collection(path)
