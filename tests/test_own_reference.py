"""A user's own reference rows change what the charts are asked, and the package's stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

import nkdata
from nkdata.questions.figures import figures
from nkdata.questions.past_floods import past_floods
from nkdata.questions.sanctions_ratchet import ratchet
from nkdata.reference import reference

CLAIM = (
    "claim_id,disaster_id,metric,value,bound,unit,place,claimant,claimant_id,as_of,source_id,confidence,metric_group,"
    "assertion,counting,basis"
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A flood with its figure, and a measure, that no package has."""
    tables = {
        "sources_floods": ["source_id,title,accessed_via,reliability", "mine,My own reading,own copy,B"],
        "sources_sanctions": ["source_id,title,accessed_via,reliability", "mine,My own reading,own copy,B"],
        "disasters": [
            "disaster_id,kind,start,end,precision,provinces,source_id,confidence",
            "2019-04-own-flood,flood,2019-04-01,2019-04-03,day,KP,mine,verified",
        ],
        "disaster_claims": [
            CLAIM,
            "own-1,2019-04-own-flood,cropland_damaged_ha,777000,exact,ha,KP,KCNA,kcna,2019-04-05,mine,verified,land,"
            "announced,total,count",
        ],
        "sanctions_measures": [
            "resolution,measure_id,category,direction,effect,effective_from,source_id,confidence",
            "S/RES/2397,own-wood-import,wood,import_to_dprk,ban,2017-12-22,mine,verified",
        ],
    }
    for name, lines in tables.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_a_new_flood_is_ranked_among_the_past_ones(own: Path) -> None:
    snapshot = nkdata.open_snapshot()
    before, after = (past_floods(figures(snapshot, held), held) for held in (reference(), reference(own)))
    assert "2019-04-own-flood" not in set(before.rows["disaster_id"])
    (mine,) = after.rows[after.rows["disaster_id"] == "2019-04-own-flood"].to_dict("records")
    assert (mine["metric_class"], mine["value_high"]) == ("cropland", 777000)
    assert after.known == before.known + 1


def test_a_new_measure_is_one_more_step_of_the_ratchet(own: Path) -> None:
    before, after = (ratchet(held) for held in (reference(), reference(own)))
    assert after.in_force == before.in_force + 1
    wood = [held.steps[held.steps["category"] == "wood"] for held in (before, after)]
    assert [set(held["direction"]) for held in wood] == [
        {"export_from_dprk"},
        {"export_from_dprk", "import_to_dprk"},
    ]
