"""`nkdata review` as a person uses it: list, show, judge, take back, merge, agree, gold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nkdata.cli import main
from nkdata.collection import open_collection
from tests.collection.stories import held, told


class Terminal:
    """Runs commands on one collection."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.err = ""

    def __call__(self, *arguments: object, code: int = 0, folder: Path | None = None) -> str:
        with pytest.raises(SystemExit) as left:
            main(["review", *(str(one) for one in arguments), "--collection", str(folder or self.folder)])
        out, self.err = self.capsys.readouterr()
        assert left.value.code == code, self.err
        assert "Traceback" not in self.err
        return out

    def id(self, metric: str) -> str:
        claims = open_collection(self.folder).claims(metric=metric)
        return str(claims["id"].iloc[0])


@pytest.fixture
def review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    held(tmp_path / "c", told(), told("two", day="2016-09-02", dead=31, source="Wire", title="Toll rises in Kangwon"))
    return Terminal(tmp_path / "c", capsys)


def test_what_matters_comes_first_with_its_reason(review: Terminal) -> None:
    lines = review("list").splitlines()
    assert "people_killed" in lines[0]
    assert "other figures for the same place" in lines[0]
    assert "wait" in review.err


def test_a_correction_is_shown_beside_the_machine_and_can_be_taken_back(review: Terminal) -> None:
    ident = review.id("people_killed")
    review("correct", ident, "value=12", "place=wonsan", "--by", "kim", "--note", "the bulletin says twelve")
    entry = re.findall(r"correct ([0-9a-f]{16}) by kim", review.err)[0]
    shown = review("show", ident)
    assert re.search(r"value +12 +\(the machine: 10\)", shown)
    assert "corrected kim" in shown
    assert "the bulletin says twelve" in shown
    assert ident not in review("list")
    assert ident in review("list", "--judged")
    review("undo", entry[:8], "--by", "lee")
    assert re.search(r"value +10\n", review("show", ident))
    assert "(taken back)" in review("log")


def test_a_second_correction_goes_beyond_the_first_also_when_the_metric_changed(review: Terminal) -> None:
    ident = review.id("people_killed")
    review("correct", ident, "metric=people_missing", "--by", "kim")
    review("correct", ident, "value=9", "--by", "lee")
    review("confirm", ident, "--by", "kim")
    shown = review("show", ident)
    assert re.search(r"metric +people_missing +\(the machine: people_killed\)", shown)
    assert re.search(r"value +9 +\(the machine: 10\)", shown)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["correct", "{id}", "value=many"], "expected a number"),
        (["correct", "{id}", "value"], "write it as value=12"),
        (["correct", "{id}", "value=10"], "says that already"),
        (["correct", "{id}", "color=red"], "not a field of a claim"),
        (["show", "nothing-1"], "no such claim or event"),
        (["undo", "ffff"], "no such entry"),
        (["merge", "none.jsonl"], "cannot be read"),
        (["agreement", "kim", "lee"], "both have judged"),
    ],
)
def test_mistakes_are_told_on_one_line(review: Terminal, given: list[str], words: str) -> None:
    review(*(one.format(id=review.id("people_killed")) for one in given), code=2)
    assert words in review.err
    assert review.err.count("\n") == 1


def test_an_option_before_the_command_is_not_lost_in_silence(
    review: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["review", "--collection", str(review.folder), "list"])
    assert left.value.code == 2
    assert "write it behind" in capsys.readouterr().err


def test_two_logs_merge_with_their_conflicts_shown(review: Terminal, tmp_path: Path) -> None:
    hers = tmp_path / "hers"
    held(hers, told(), told("two", day="2016-09-02", dead=31, source="Wire", title="Toll rises in Kangwon"))
    killed, missing = review.id("people_killed"), review.id("people_missing")
    for ident, mine, her in ((killed, "confirm", "reject"), (missing, "confirm", "confirm")):
        review(mine, ident, "--by", "kim")
        review(her, ident, "--by", "lee", folder=hers)
    told_conflicts = review("merge", hers / "review.jsonl")
    assert "kim: confirmed; lee: rejected" in told_conflicts or "lee: rejected; kim: confirmed" in told_conflicts
    assert "2 entries brought in, 1 conflicts" in review.err
    assert review("list").splitlines()[0].startswith(killed)
    assert f"{killed}  kim: confirmed  lee: rejected" in review("agreement", "kim", "lee")
    assert "2 judged by both: 50% alike, Cohen's kappa 0.00" in review.err
    review("merge", hers / "review.jsonl")
    assert "0 entries brought in" in review.err


def test_gold_and_accuracy_on_her_own_material(review: Terminal, tmp_path: Path) -> None:
    review("confirm", review.id("people_killed"), "--by", "kim")
    review("correct", review.id("people_missing"), "value=5", "--by", "kim")
    review("reject", review.id("homes_destroyed"), "--by", "kim")
    out = review("--export-gold", tmp_path / "gold.jsonl")
    assert out == "1 of 3 judged claims right: 33% (95 % interval 6% to 79%)\n"
    lines = [json.loads(one) for one in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    told_lines = {one["metric"]: one for one in lines if not one.get("ignore")}
    assert {name: one["value"] for name, one in told_lines.items()} == {"people_killed": 10, "people_missing": 5}
    text = open_collection(review.folder).text(told_lines["people_killed"]["id"])
    assert "10" in text[told_lines["people_killed"]["value_start"] : told_lines["people_killed"]["value_end"]]


def test_a_repost_is_offered_what_was_said(review: Terminal) -> None:
    held(review.folder, told("three", source="Blog", title="A repost", day="2016-09-05", url="http://blog/1"))
    claims = open_collection(review.folder).claims(metric="people_killed")
    twice = claims.loc[claims["value"] == 10, ["article_id", "id"]].to_dict("records")
    assert len(twice) == 2
    first, second = (f"{one['article_id']}:{one['id']}" for one in twice)
    review("correct", first, "value=12", "--by", "kim")
    shown = review("show", second)
    assert re.search(r"elsewhere kim said of this sentence: correct .*value=12", shown)
    assert re.search(r"value +10\n", shown)


@pytest.mark.parametrize(
    "command", ["list", "show", "confirm", "correct", "reject", "note", "undo", "merge", "agreement"]
)
def test_help_shows_a_real_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["review", command, "--help"])
    assert f"Example: nkdata review {command} " in capsys.readouterr().out
