"""Questions on a subject answer the same on its rows as on all that was read."""

from __future__ import annotations

from dataclasses import fields, replace
from io import BytesIO

import pandas as pd
import pytest

import nkdata
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Article
from nkdata.questions.sanctions import beside
from nkdata.questions.subjects import SUBJECTS, about
from nkdata.questions.tellings import Tables, from_articles

TABLES = nkdata.reference()
TEXTS = {
    "flood": (
        "2016-09-02",
        "Floods hit Musan. KCNA said 60 people were killed and 2,100 homes destroyed in the flood.",
    ),
    "silent": ("2016-09-03", "Floods hit Hoeryong. State media did not mention any deaths from the flood."),
    "clash": ("2016-09-04", "A mine collapsed near Anju. KCNA said 12 people were killed in the collapse."),
    "embargo": ("2016-12-01", "The Security Council tightened sanctions on coal. Pyongyang denounced the sanctions."),
    "again": ("2017-08-06", "China said that it would enforce the UN sanctions on coal and iron ore of North Korea."),
    "undated": (None, "Washington imposed sanctions on a bank that served North Korea."),
    "lost": (None, "The harvest near Sariwon was good this year, the agency said."),
    "parade": ("2017-04-15", "North Korea held a military parade in Pyongyang on April 15, 2017."),
}


def read(*names: str) -> Snapshot:
    """What was read of some of the texts."""
    return snapshot(
        nkdata.extract(
            Article(
                id=name, text=text, title=f"On {name}", published=day, published_precision=day and "day",
                published_how="sidecar" if day else "unknown", source="Agency", language="en",
            )
        )
        for name, (day, text) in ((name, TEXTS[name]) for name in names)
    )  # fmt: skip


@pytest.fixture(scope="module")
def everything() -> Snapshot:
    return read(*TEXTS)


SOME = [tuple(TEXTS), ("flood", "parade"), ("clash", "lost"), ("embargo",), ("undated", "lost")]


@pytest.mark.parametrize("names", SOME)
def test_figures_are_made_of_the_same_tellings(names: tuple[str, ...], everything: Snapshot) -> None:
    tables, whole = Tables(TABLES), only(everything, names)
    one, other = (repr([*from_articles(held, tables, [])]) for held in (whole, about("floods", whole, TABLES)))
    assert one == other
    assert (one == "[]") == ("flood" not in names)


@pytest.mark.parametrize(
    ("names", "as_of"),
    [
        (SOME[0], None), (SOME[0], "2016-09-03"), (SOME[0], "2016-12-01"), (SOME[1], "2018-01-01"), (SOME[2], None),
        (SOME[3], "2016-09-01"), (SOME[4], None), (SOME[4], "2018-01-01"),
    ],
)  # fmt: skip
def test_sanctions_are_told_the_same(names: tuple[str, ...], as_of: str | None, everything: Snapshot) -> None:
    whole = only(everything, names)
    one, other = (beside(held, TABLES, as_of=as_of) for held in (whole, about("sanctions", whole, TABLES, as_of)))
    for item in fields(one):
        held, same = getattr(one, item.name), getattr(other, item.name)
        assert held.equals(same) if isinstance(held, pd.DataFrame) else held == same, item.name


def test_what_is_told_of_something_else_is_no_part_of_it(everything: Snapshot) -> None:
    floods = about("floods", everything, TABLES)
    assert set(floods.articles["id"]) == {"flood", "silent"} == set(floods.claims["article_id"])
    assert len(floods.events) == len(floods.mentions) == 0
    sanctions = about("sanctions", everything, TABLES)
    assert set(sanctions.articles["id"]) == {"embargo", "again", "undated"}
    assert set(about("sanctions", only(everything, ("flood", "lost")), TABLES).articles["id"]) == {"flood", "lost"}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_read_back_from_disk_is_the_same_to_the_byte(subject: str, everything: Snapshot) -> None:
    kept = replace(everything, **{name: pd.read_parquet(BytesIO(raw)) for name, raw in parquet(everything).items()})
    assert parquet(about(subject, kept, TABLES)) == parquet(about(subject, everything, TABLES))


def only(held: Snapshot, names: tuple[str, ...]) -> Snapshot:
    """The rows of some articles."""
    return replace(held, **{
        one.name: frame[frame["id" if one.name == "articles" else "article_id"].isin(names)].reset_index(drop=True)
        for one, frame in ((one, getattr(held, one.name)) for one in fields(held))
    })  # fmt: skip


def parquet(held: Snapshot) -> dict[str, bytes]:
    found = {}
    for one in fields(held):
        target = BytesIO()
        getattr(held, one.name).to_parquet(target, index=False)
        found[one.name] = target.getvalue()
    return found
