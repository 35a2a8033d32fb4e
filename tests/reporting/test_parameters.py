import json
from pathlib import Path

import pytest

from nkdata.errors import BadParameter
from nkdata.reporting.parameters import Parameter, assigned, check_parameters, declared, listing

CELL = """data = ""  # a folder
flood = ""  # id of a flood
rows: int = 20  # most rows of a table
share = 0.5
strict = True  # refuse "doubtful" rows
names = ["a"]
"""
DECLARED = {
    "flood_damage": (Parameter("flood", "", "id"), Parameter("rows", 20, ""), Parameter("as_of", "", "")),
    "briefing": (
        Parameter("as_of", "", "a day"), Parameter("since", "", ""), Parameter("strict", False, ""),
        Parameter("names", ["a"], ""),
    ),
}  # fmt: skip


def notebook(folder: Path, source: str, tags: tuple[str, ...] = ("parameters",)) -> Path:
    cell = {"cell_type": "code", "source": source.splitlines(keepends=True), "metadata": {"tags": list(tags)}}
    path = folder / "one.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return path


def test_the_tagged_cell_is_read_with_types_and_comments(tmp_path: Path) -> None:
    found = declared(notebook(tmp_path, CELL))
    assert [(one.name, one.default, one.kind, one.comment) for one in found] == [
        ("data", "", "text", "a folder"),
        ("flood", "", "text", "id of a flood"),
        ("rows", 20, "whole number", "most rows of a table"),
        ("share", 0.5, "number", ""),
        ("strict", True, "true or false", 'refuse "doubtful" rows'),
        ("names", ["a"], "list", ""),
    ]
    assert declared(notebook(tmp_path, CELL, tags=())) == ()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a = 1\nb = a", "one.ipynb, parameters cell, line 2: b = a; write a plain value here"),
        ("a = open('x')", "one.ipynb, parameters cell, line 1: a = open('x'); write a plain value here"),
        ("import os", "one.ipynb, parameters cell, line 1: import os; write only `name = value` here"),
        ("a, b = 1, 2", "one.ipynb, parameters cell, line 1: a, b = (1, 2); write only `name = value` here"),
    ],
)
def test_only_literals_may_stand_there(tmp_path: Path, source: str, message: str) -> None:
    with pytest.raises(BadParameter) as raised:
        declared(notebook(tmp_path, source))
    assert str(raised.value).startswith(message)


def test_a_name_reaches_only_the_notebooks_that_declare_it() -> None:
    given = [("as_of", "2020-08-31"), ("rows", "7"), ("strict", "true"), ("names", "['b']"), ("as_of", "2020-09-01")]
    assert assigned(given, DECLARED) == {
        "flood_damage": {"rows": 7, "as_of": "2020-09-01"},
        "briefing": {"as_of": "2020-09-01", "strict": True, "names": ["b"]},
    }


@pytest.mark.parametrize("given", [("strict", "false"), ("strict", "No")])
def test_false_is_false(given: tuple[str, str]) -> None:
    assert assigned([given], DECLARED)["briefing"] == {"strict": False}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("flod", "x", "-p flod: no notebook has such a parameter; did you mean flood?"),
        ("x=1;import os", "x", "-p x=1;import os: no notebook has such a parameter; `nkdata report --list` names all"),
        ("rows", "many", "-p rows: 'many' is no whole number; write it like its default, 20"),
        ("rows", "1.5", "-p rows: '1.5' is no whole number; write it like its default, 20"),
        ("strict", "perhaps", "-p strict: 'perhaps' is no true or false; write it like its default, False"),
        ("names", "__import__('os')", "-p names: \"__import__('os')\" is no list; write it like its default, ['a']"),
        ("names", "{}", "-p names: '{}' is no list; write it like its default, ['a']"),
        ("as_of", "yesterday", "as_of: 'yesterday' is no day; write a day like 2020-08-18, or leave it empty"),
        ("as_of", "2020-8-1", "as_of: '2020-8-1' is no day; write a day like 2020-08-18, or leave it empty"),
        ("as_of", "2020-02-30", "as_of: '2020-02-30' is no day of the calendar; write a day like 2020-08-18"),
        ("rows", "", "-p rows: '' is no whole number; write it like its default, 20"),
        ("rows", "7e3", "-p rows: '7e3' is no whole number; write it like its default, 20"),
        ("rows", "True", "-p rows: 'True' is no whole number; write it like its default, 20"),
        ("rows", "9" * 5000, "-p rows: '999"),
        ("strict", "1", "-p strict: '1' is no true or false; write it like its default, False"),
        ("strict", "", "-p strict: '' is no true or false; write it like its default, False"),
        ("names", "a, b", "-p names: 'a, b' is no list; write it like its default, ['a']"),
        ("names", "[" * 9000, "-p names: '[[["),
        ("", "x", "-p : no notebook has such a parameter; `nkdata report --list` names all"),
        ("Flood", "x", "-p Flood: no notebook has such a parameter; did you mean flood?"),
        ("as-of", "2020-08-18", "-p as-of: no notebook has such a parameter; did you mean as_of?"),
        ("flood ", "x", "-p flood : no notebook has such a parameter; did you mean flood?"),
        ("__class__", "x", "-p __class__: no notebook has such a parameter"),
        ("as_of", " 2020-08-18", "as_of: ' 2020-08-18' is no day; write a day like 2020-08-18, or leave it empty"),
        ("as_of", "18.08.2020", "as_of: '18.08.2020' is no day; write a day like 2020-08-18, or leave it empty"),
        ("as_of", "08/18/2020", "as_of: '08/18/2020' is no day; write a day like 2020-08-18, or leave it empty"),
        ("as_of", "20200818", "as_of: '20200818' is no day; write a day like 2020-08-18, or leave it empty"),
        ("as_of", "2020-08", "as_of: '2020-08' is no day; write a day like 2020-08-18, or leave it empty"),
        ("as_of", "2020-08-18T06:00:00Z", "as_of: '2020-08-18T06:00:00Z' is no day; write a day like 2020-08-18"),
        ("as_of", "2020-13-01", "as_of: '2020-13-01' is no day of the calendar; write a day like 2020-08-18"),
        ("as_of", "0000-01-01", "as_of: '0000-01-01' is no day of the calendar; write a day like 2020-08-18"),
        ("as_of", "２０２０-08-18", "as_of: '２０２０-08-18' is no day; write a day like 2020-08-18"),
        ("as_of", "2020-08-18\n", "as_of: '2020-08-18\\n' is no day; write a day like 2020-08-18"),
        ("as_of", "\"; import os #", "as_of: '\"; import os #' is no day; write a day like 2020-08-18"),
        ("flood", "2020-08-FLOOD", "flood: '2020-08-FLOOD' is no disaster of the table disasters.csv; did you mean"),
        ("flood", "Unpha", "flood: 'Unpha' is no disaster of the table disasters.csv; ids look like "),
        ("flood", "../disasters", "flood: '../disasters' is no disaster of the table disasters.csv; "),
        ("flood", "x" * 10_000, "flood: 'xxx"),
        ("flood", "2020-08-flod", "flood: '2020-08-flod' is no disaster of the table disasters.csv; did you mean "
         "2020-08-flood"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_told_in_one_line(name: str, value: str, message: str) -> None:
    with pytest.raises(BadParameter) as raised:
        assigned([(name, value)], DECLARED)
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadParameter, match="since: 2021-01-01 is later than as_of, 2020-01-01"):
        check_parameters(since="2021-01-01", as_of="2020-01-01")


def test_a_missing_data_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match=r"data: '.*nowhere' is no folder"):
        check_parameters(data=str(tmp_path / "nowhere"))
    assert check_parameters(data=str(tmp_path)).data == str(tmp_path)


@pytest.mark.parametrize("value", ["2017", "2017-05", "2017-05-31"])
def test_a_period_may_be_as_rough_as_known(value: str) -> None:
    assert check_parameters(trade_from=value).trade_from == value


@pytest.mark.parametrize("value", ["17", "2017-5", "2017-13", "2017-02-30", "spring"])
def test_no_period_is_refused(value: str) -> None:
    with pytest.raises(BadParameter, match="trade_from: "):
        check_parameters(trade_from=value)


def test_floods_are_ranked_by_what_the_charts_know() -> None:
    with pytest.raises(BadParameter, match="not ranked by 'roads'; choose one of killed, displaced, homes, cropland"):
        check_parameters(ranked_by="roads")


def test_empty_means_none_and_other_names_pass() -> None:
    given = check_parameters(as_of="", flood="2020-08-flood", rows=3, strict=False)
    assert (given.as_of, given.flood, given.rows, given.strict) == (None, "2020-08-flood", 3, False)


def test_the_list_names_every_parameter() -> None:
    assert listing({"briefing": DECLARED["briefing"][:2]}) == (
        "briefing\n  as_of  text, default '': a day\n  since  text, default ''"
    )
