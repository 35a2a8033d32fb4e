"""All charts of tables with a column empty or each row twice: a gap that is told, or one line that names the fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text

import nkdata
from benchmarks.gallery import asked
from nkdata.charts.chart import Chart
from nkdata.collection.snapshot import Snapshot
from nkdata.errors import EmptyColumn
from nkdata.questions.figures import COLUMNS, OPEN, figures
from nkdata.questions.rows import BORNE, table_of
from nkdata.reference import reference
from nkdata.reference.load import schemas
from tests.chart_marks import assert_well_made, marks

FLOOD = "2020-08-flood"
REQUIRED = {
    name: [
        field["name"]
        for field in schema["fields"]
        if field.get("constraints", {}).get("required") and field["name"] not in BORNE
    ]
    for name, schema in schemas().items()
}
CHARTS = list(asked(nkdata.open_snapshot(), FLOOD, pd.DataFrame()))
OF_FIGURES_ALONE = ("who-said-what", "claim-ladder")
DOUBLED = ("first-word", "rain", "sanctions-council", "policy-outcomes")
OF_FIGURES = ("who-said-what", "claim-ladder", "past-floods", "ranked-floods", "first-word", "where")


class Odd(Mapping[str, pd.DataFrame]):
    """The reference tables with some columns empty, or with each row twice."""

    def __init__(self, emptied: Mapping[str, list[str]], times: int = 1) -> None:
        self.emptied, self.times = emptied, times
        self.made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.made:
            frame = pd.concat([reference()[name]] * self.times, ignore_index=True)
            emptied = {column: _nothing(frame[column]) for column in self.emptied.get(name, ())}
            self.made[name] = frame.assign(**emptied)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(reference())

    def __len__(self) -> int:
        return len(reference())


def _nothing(column: pd.Series) -> pd.Series:
    dtype = {"i": "Int64", "b": "boolean"}.get(getattr(column.dtype, "kind", ""), column.dtype)
    return pd.Series([None] * len(column), index=column.index, dtype=dtype)


@pytest.fixture(scope="module")
def held() -> Snapshot:
    return nkdata.open_snapshot()


@pytest.fixture(scope="module")
def told(held: Snapshot) -> pd.DataFrame:
    return figures(held, reference())


def drawn(held: Snapshot, told: pd.DataFrame, name: str, tables: Mapping[str, pd.DataFrame] | None = None) -> Chart:
    ask, draw = asked(held, FLOOD, told, tables)[name]
    return draw(ask(""), "")


@pytest.mark.parametrize("table", REQUIRED)
def test_a_required_column_that_is_empty_is_named_on_one_line(table: str) -> None:
    for column in REQUIRED[table]:
        with pytest.raises(EmptyColumn) as raised:
            table_of(Odd({table: [column]}), table)
        assert str(raised.value).startswith(f"{table}: column {column}: empty in all ")
        assert "\n" not in str(raised.value)


def test_every_question_takes_its_tables_that_way(held: Snapshot, told: pd.DataFrame) -> None:
    for path in (Path(nkdata.__file__).parent / "questions").glob("*.py"):
        assert path.name == "rows.py" or not re.search(r"reference\[", path.read_text("utf-8"))
    for name, (ask, _) in asked(held, FLOOD, told, Odd(REQUIRED)).items():
        if name not in OF_FIGURES_ALONE:
            with pytest.raises(EmptyColumn):
                ask("")


@pytest.fixture(scope="module")
def bare(held: Snapshot) -> tuple[Odd, pd.DataFrame]:
    """Tables with all that may be empty empty, and the figures read with them."""
    optional = {
        name: [field["name"] for field in schema["fields"] if field["name"] not in REQUIRED[name]]
        for name, schema in schemas().items()
    }
    tables = Odd(optional)
    return tables, figures(held, tables)


@pytest.mark.parametrize("name", CHARTS)
def test_what_may_be_empty_leaves_a_gap_and_no_fault(held: Snapshot, bare: tuple[Odd, pd.DataFrame], name: str) -> None:
    tables, told = bare
    chart = drawn(held, told, name, tables)
    assert_well_made(chart)
    drawn_words = " ".join(one.get_text() for one in chart.figure.findobj(Text)) if chart.figure else ""
    assert not re.search(r"\bnan\b|<NA>|NaT", drawn_words + chart.title + chart.alt + chart.source)


@pytest.mark.parametrize("name", OF_FIGURES)
def test_figures_without_a_column_that_each_has_are_named(held: Snapshot, told: pd.DataFrame, name: str) -> None:
    for column in set(COLUMNS) - set(OPEN):
        with pytest.raises(EmptyColumn, match=f"^figures: column {column}: empty in all"):
            asked(held, FLOOD, told.assign(**{column: _nothing(told[column])}))[name][0]("")


def test_a_snapshot_without_a_column_that_each_record_has_is_named(held: Snapshot) -> None:
    for kind, column in (
        ("events", "start"),
        ("events", "actors_ids"),
        ("mentions", "sentence_end"),
        ("claims", "metric"),
    ):
        frame: pd.DataFrame = getattr(held, kind)
        with pytest.raises(EmptyColumn, match=f"^{kind}: column {column}: empty in all"):
            replace(held, **{kind: frame.assign(**{column: _nothing(frame[column])})})
    events = held.events.assign(date_start=_nothing(held.events["date_start"]))
    assert len(replace(held, events=events).events) == len(events)


def test_tables_with_each_row_twice_draw_the_same_marks(held: Snapshot, told: pd.DataFrame) -> None:
    tables = Odd({}, times=2)
    again = figures(held, tables)
    for name in DOUBLED:
        once, twice = drawn(held, told, name), drawn(held, again, name, tables)
        assert list(marks(twice)) == list(marks(once)), name
        assert [one.anchor for one in twice.evidence] == [one.anchor for one in once.evidence], name
