"""A newer file is a new vintage; confirmed claims become rows; nothing is overwritten and nothing half written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from nkdata.cli import main
from nkdata.collection import open_collection
from nkdata.questions.sanctions_trade import trade
from nkdata.reference import reference
from nkdata.reference.check import faults
from tests.collection.stories import held, told
from tests.curating import published_files as ours


class Terminal:
    """Runs `nkdata` on one folder of own tables."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.err = ""

    def __call__(self, *arguments: object, code: int = 0) -> str:
        with pytest.raises(SystemExit) as left:
            main(["reference", *(str(one) for one in arguments), "--reference", str(self.folder)])
        out, self.err = self.capsys.readouterr()
        assert left.value.code == code, self.err
        assert "Traceback" not in self.err
        return out

    def claims(self) -> pd.DataFrame:
        return reference(self.folder)["disaster_claims"].tail(9)


@pytest.fixture
def add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "own", capsys)


def test_a_newer_file_stands_beside_the_older_and_is_shown_before_it_is_taken(add: Terminal, tmp_path: Path) -> None:
    first = ours.emdat(tmp_path / "1.xlsx", ours.KNOWN, ours.UNKNOWN)
    assert len(add("import", first).splitlines()) == 5
    assert "nothing written: add --take" in add.err
    assert not add.folder.exists()
    add("import", first, "--take")
    assert faults(add.folder) == []
    assert add("import", first, "--take") == ""
    assert "0 new, 0 changed, 4 as held" in add.err
    newer = {**ours.KNOWN, "Total Deaths": 52, "Total Affected": None, "Last Update": "2031-10-01"}
    second = ours.emdat(tmp_path / "2.xlsx", newer, version="2031-11-01")
    assert add("import", second, "--take").splitlines() == [
        "~ 2016-08-lionrock  people_killed_or_missing 52, by EM-DAT (CRED), 2031-10-01; "
        "was 50 of 2023-09-25, which stays",
        "- emdat-2016-9901-prk-people_affected: not in this file; the row stays",
    ]
    claims = add.claims()
    both = claims[claims["metric"].eq("people_killed_or_missing") & claims["disaster_id"].eq("2016-08-lionrock")]
    assert list(zip(both["value"], both["as_of"], both["source_id"], strict=True)) == [
        (50, "2023-09-25", "emdat-2031-09-01"), (52, "2031-10-01", "emdat-2031-11-01"),
    ]  # fmt: skip


def test_another_figure_of_the_same_day_is_refused_and_nothing_is_overwritten(add: Terminal, tmp_path: Path) -> None:
    add("import", ours.emdat(tmp_path / "1.xlsx", ours.KNOWN), "--take")
    before = (add.folder / "disaster_claims.csv").read_bytes()
    other = ours.emdat(tmp_path / "2.xlsx", {**ours.KNOWN, "Total Deaths": 52})
    add("import", other, "--take", code=2)
    assert "52, but 50 is held; give the day of this file: --day DATE" in add.err
    assert (add.folder / "disaster_claims.csv").read_bytes() == before
    add("import", other, "--take", "--day", "2032-01-01")


def test_the_trade_chart_draws_the_newest_vintage_that_was_known(add: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    for usd, day in (("100", "2030-03-01"), ("140", "2030-09-01")):
        file.write_text(ours.comtrade(("203001", "X", usd)), encoding="utf-8")
        add("import", file, "--day", day, "--take")
    tables = reference(add.folder)
    drawn = [trade(tables, as_of, since="2030", until="2030-01") for as_of in ("2030-05-01", "2031-01-01", None)]
    assert [list(one.flows["usd"]) for one in drawn] == [[100.0], [140.0], [140.0]]


def test_her_own_lines_stay_as_she_wrote_them(add: Terminal, tmp_path: Path) -> None:
    add.folder.mkdir()
    mine = b'source_id,title,accessed_via,reliability\nmine,"My page",own copy,C\n'
    (add.folder / "sources_floods.csv").write_bytes(mine)
    add("import", ours.emdat(tmp_path / "1.xlsx", ours.KNOWN), "--take")
    assert reference(add.folder).sources().at["mine", "title"] == "My page"
    assert reference(add.folder).sources().at["emdat-2031-09-01", "publisher"] == "CRED / UCLouvain"
    assert sorted(one.name for one in add.folder.iterdir()) == ["disaster_claims.csv", "sources_floods.csv"]


def test_nothing_is_added_to_tables_with_a_fault_or_without_a_folder(
    add: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add.folder.mkdir()
    (add.folder / "actors.csv").write_text("actor_id,alias\nkcna,A\n", encoding="utf-8")
    add("import", ours.emdat(tmp_path / "1.xlsx", ours.KNOWN), "--take", code=3)
    assert "actors.csv:1: alias: no such column" in add.err
    monkeypatch.delenv("NKDATA_REFERENCE", raising=False)
    with pytest.raises(SystemExit) as left:
        main(["reference", "import", str(tmp_path / "1.xlsx")])
    assert left.value.code == 2
    assert "write --reference DIR" in capsys.readouterr().err


def test_a_confirmed_claim_becomes_a_row_with_its_article_as_source(
    add: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    collection = tmp_path / "c"
    held(collection, told(dead=18, url="https://example.org/flood"))
    ident = str(open_collection(collection).claims(metric="people_killed")["id"].iloc[0])
    line = ("add", ident, "--collection", collection)
    add(*line, "--flood", "2016-08-lionrock", code=2)
    assert f"nobody has confirmed it; `nkdata review confirm {ident}`" in add.err
    with pytest.raises(SystemExit):
        main(["review", "correct", ident, "value=19", "--by", "kim", "--collection", str(collection)])
    capsys.readouterr()
    add(*line, code=2)
    assert "a claim needs its disaster" in add.err
    add(*line, "--flood", "2016-08-lionrock")
    row = add.claims().iloc[-1]
    assert (row["value"], row["claimant_id"], row["as_of"]) == (19, "kcna", "2016-08-30")
    assert row["note"].startswith("corrected by kim, characters ")
    source = reference(add.folder).sources().loc[row["source_id"]]
    assert (source["title"], source["publisher"], source["url"]) == (
        "Flood in Kangwon", "Agency", "https://example.org/flood",
    )  # fmt: skip
    add(*line, "--flood", "2016-08-lionrock", code=2)
    assert "nothing is overwritten" in add.err
