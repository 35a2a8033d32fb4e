"""Who said what, and is it big: voices, silences, denials, titles, ranks, and what was known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import nan
from typing import Any

import pandas as pd
import pytest

import nkdata
from nkdata.collection.snapshot import snapshot
from nkdata.questions import damage_table, damage_words, past_floods_words
from nkdata.questions.damage import default_flood, who_said_what
from nkdata.questions.figures import assemble, figures
from nkdata.questions.ladder import claim_ladder
from nkdata.questions.past_floods import past_floods
from nkdata.questions.tellings import Told, tellings
from nkdata.reference import reference
from tests import handmade

TABLES = reference()
TOLD = {one.id: one for one in tellings(snapshot([]), TABLES)}
STATE = TOLD["2020-08-flood-344"]  # state media on homes in the whole country
DEAD = next(one.metric for one in TOLD.values() if one.metric.id == "people_killed")
UNPHA = TOLD["2020-08-flood-351"]  # a county
NIS = next(one.claimant for one in TOLD.values() if one.claimant.id == "nis")


@pytest.fixture(scope="module")
def seed() -> pd.DataFrame:
    return figures(nkdata.open_snapshot(), TABLES)


@pytest.fixture(scope="module")
def bare() -> pd.DataFrame:
    return figures(snapshot([]), TABLES)


def dead(ident: str, value: float, stance: str = "asserted", **changed: Any) -> Told:
    """State media on the dead of August 2020 in the whole country."""
    return replace(
        STATE, id=ident, metric=DEAD, verb=DEAD.verb, value=value, bound="exact", stance=stance, scope="total",
        documents=(ident,), **changed,
    )  # fmt: skip


IN_UNPHA: dict[str, Any] = {name: getattr(UNPHA, name) for name in ("places", "place", "place_rank", "lineages")}


@pytest.mark.parametrize(
    ("flood", "title"),
    [
        (
            "2006-07-flood",
            "NIS rejected about 10,000 dead or missing; three voices put the dead at 151 to more than 549",
        ),
        ("2012-07-flood", "KCNA put the dead at 169"),
        (
            "2016-08-lionrock",
            "Aid bodies put the dead at 133 to 138; state media said only “several hundred” killed or missing",
        ),
        (
            "2024-07-flood",
            "No one gave a counted toll: 1,100–1,500 came from one unnamed ROK official, and Kim Jong Un rejected it",
        ),
        ("1900-01-none", "No figure or silence about this flood was found"),
    ],
)
def test_titles_out_of_the_reference_rows_alone(bare: pd.DataFrame, flood: str, title: str) -> None:
    assert damage_words.title(who_said_what(bare, flood)) == title


def test_the_title_of_the_flood_of_the_article(seed: pd.DataFrame) -> None:
    assert default_flood(seed) == "2020-08-flood"
    answer = who_said_what(seed)
    assert damage_words.title(answer) == (
        "Only IFRC passed on a death toll, 22; state media counted homes, cropland and public buildings"
    )
    assert "1 article of 18 August 2020" in damage_words.subtitle(answer)


def test_figures_of_a_flood_that_no_table_knows_leave_it_unnamed() -> None:
    held = figures(handmade.held(read=replace(handmade.article(), published="2015-03-01")), reference())
    assert set(held.loc[held["origin"] != "reference", "disaster_id"]) == {""}
    answers = who_said_what(held), claim_ladder(held)
    assert [(len(answer.rows), answer.flood) for answer in answers] == [(0, None), (0, None)]
    assert damage_words.title(answers[0]) == "No figure or silence about this flood was found"


def test_words_of_a_flood_that_no_table_knows_are_no_flood_s_words() -> None:
    many = handmade.claim(value=None, low=None, high=None, bound=None, words="hundreds")
    held = handmade.held(many, read=replace(handmade.article(), published="2015-03-01"))
    answer = past_floods(figures(held, TABLES), TABLES)
    assert (answer.flood, answer.words) == (None, {})


def test_a_count_that_the_text_replaces_is_told_on_no_chart() -> None:
    text = "Floods in North Korea killed 138 people, up from 60, the Red Cross said on Monday."
    article = replace(handmade.article(text), published="2016-09-13")
    told = tellings(snapshot([nkdata.extract(article)]), reference())
    assert [one.value for one in told if one.origin != "reference"] == [138]


def test_without_an_article_there_is_no_default_flood(bare: pd.DataFrame) -> None:
    assert default_flood(bare) == ""
    assert default_flood(bare, "2020-08-18") == ""
    assert who_said_what(bare).rows.empty


@pytest.mark.parametrize(
    ("made", "title"),
    [
        ([], "No figure or silence about this flood was found"),
        ([STATE], "State media gave 1 damage figure"),
        ([dead("silent", nan, "not_reported")], "State media did not mention deaths"),
        ([STATE, dead("silent", nan, "not_reported")], "State media gave 1 damage figure and left deaths unmentioned"),
        ([dead("one", 22.0)], "KCNA put the dead at 22"),
        ([dead("no", 22.0, "denied")], "KCNA rejected a toll of 22"),
        (
            [dead("silent", nan, "not_reported"), dead("nis", 30.0, claimant=NIS)],
            "Only NIS gave a death toll, 30; state media did not mention deaths",
        ),
        (
            [replace(dead("more", 30.0), bound="at_least", high=nan), dead("nis", 31.0, claimant=NIS)],
            "KCNA put the dead at more than 30, NIS at 31",
        ),
        (
            [dead("silent", nan, "not_reported"), dead("part", 14.0, **IN_UNPHA), dead("nis", 30.0, claimant=NIS)],
            "NIS put the dead at 30; state media told of 14 dead in Unpha",
        ),
        (
            [dead("part", 14.0, **IN_UNPHA), dead("nis", 30.0, claimant=NIS)],
            "NIS put the dead at 30; state media told of 14 dead in Unpha",
        ),
    ],
    ids=[
        "nothing",
        "one figure",
        "one silence",
        "figure and silence",
        "one toll",
        "one denial",
        "toll and silence",
        "two tolls",
        "toll, silence and a county's toll",
        "toll and a county's toll",
    ],
)
def test_titles_of_few_rows(made: list[Told], title: str) -> None:
    answer = who_said_what(assemble(made), "2020-08-flood")
    assert damage_words.title(answer) == title
    assert len(damage_table.table(answer.figures)) == len(made)
    assert damage_words.alt(answer)
    assert damage_words.source(answer).endswith(".")


def test_only_the_latest_figure_of_a_voice_is_drawn(bare: pd.DataFrame) -> None:
    rows = who_said_what(bare, "2012-07-flood").rows
    killed = rows[(rows["metric"] == "people_killed") & (rows["voice_label"] == "KCNA")].set_index("value")["why_not"]
    assert killed[169.0] == ""
    assert killed[88.0] == killed[119.0] == "replaced"
    assert killed[31.0] == ""  # an increment replaces no total and none replaces it
    assert set(rows[rows["value"] == 31.0]["text"]) == {"31 (new)"}


def test_as_of_september_2016_the_latest_toll_is_sixty(bare: pd.DataFrame) -> None:
    answer = who_said_what(bare, "2016-08-lionrock", "2016-09-05")
    killed = answer.rows[(answer.rows["metric"] == "people_killed") & answer.rows["shown"]]
    assert killed["value"].max() == 60
    assert "60" in damage_words.title(answer)
    assert "as of 5 September 2016" in damage_words.subtitle(answer)
    assert (answer.rows["told_last"] <= pd.Timestamp(2016, 9, 5)).all()


def test_nothing_is_known_before_the_flood(bare: pd.DataFrame) -> None:
    answer = who_said_what(bare, "2016-08-lionrock", "2016-08-01")
    assert damage_words.title(answer) == "No figure or silence about this flood was found by 1 August 2016"


def test_a_misprinted_area_is_counted_and_never_drawn(bare: pd.DataFrame) -> None:
    assert 7410.0 in set(bare["value"])
    answer = who_said_what(bare, "2024-07-flood")
    assert 7410.0 not in set(answer.rows["value"])
    assert answer.unverified == 1
    assert "Left out: 1 unverified telling." in damage_words.source(answer)
    assert 7410.0 not in set(past_floods(bare, TABLES, "2024-07-flood").rows["value_high"])


def test_a_denial_has_its_column_and_so_has_the_figure_denied(bare: pd.DataFrame) -> None:
    rows = who_said_what(bare, "2024-07-flood").rows
    drawn = rows[rows["shown"]]
    assert list(drawn[drawn["stance"] == "denied"]["text"]) == ["rejects 1,000–1,500"]
    assert set(drawn[drawn["metric"] == "people_killed_or_missing"]["claimant"]) >= {"Kim Jong Un"}
    assert "1,100–1,500" in " ".join(drawn["text"])


@pytest.mark.parametrize("flood", ["2006-07-flood", "2012-07-flood", "2016-08-lionrock", "2024-07-flood"])
def test_every_figure_is_drawn_or_says_why_not(bare: pd.DataFrame, flood: str) -> None:
    answer = who_said_what(bare, flood)
    own = bare[(bare["disaster_id"] == flood) & (bare["confidence"] != "unverified")]
    assert sorted(answer.rows["figure_id"]) == sorted(own["figure_id"])
    assert (answer.rows["shown"] == (answer.rows["why_not"] == "")).all()
    assert len(answer.voices) <= 4
    assert set(answer.rows[answer.rows["shown"]]["voice"]) <= {voice.key for voice in answer.voices}


@pytest.mark.parametrize(
    ("flood", "title"),
    [
        (
            "2012-07-flood",
            "July 2012 ranks 3rd or higher of 26 for homes and 6th or higher of 27 for cropland; "
            "its only death toll ranks 2nd of 19",
        ),
        (
            "2016-08-lionrock",
            "Lionrock 2016 ranks 6th or higher of 26 for homes; its highest death toll ranks 4th of 19, for North "
            "Hamgyong alone",
        ),
        ("1900-01-none", "No flood is known to compare with past ones"),
    ],
)
def test_titles_of_ranks(bare: pd.DataFrame, flood: str, title: str) -> None:
    assert past_floods_words.title(past_floods(bare, TABLES, flood)) == title


def test_ranks_are_places_among_what_was_counted(bare: pd.DataFrame) -> None:
    rows = past_floods(bare, TABLES, "2012-07-flood").rows
    for _, part in rows[rows["rankable"]].groupby("metric_class"):
        for row in part.itertuples():
            assert row.rank == 1 + (part["value_high"] > row.value_high).sum()
    assert (rows[~rows["rankable"]]["rank"] == 0).all()
    toll = rows[(rows["disaster_id"] == "2012-07-flood") & (rows["metric_class"] == "killed")].iloc[0]
    assert toll["value_high"] == 169


def test_a_sum_of_lower_limits_is_a_lower_limit(bare: pd.DataFrame) -> None:
    rows = past_floods(bare, TABLES, "2012-07-flood").rows
    added = rows[rows["this"] & rows["added_up"]].iloc[0]
    assert added["bound"] == "at_least"
    assert added["high_text"].startswith("≥")
    assert added["high_text"].endswith("‡")


def test_later_floods_and_figures_have_no_rank_yet(bare: pd.DataFrame) -> None:
    rows = past_floods(bare, TABLES, "2016-08-lionrock", "2016-09-05").rows
    assert (rows["start"] <= pd.Timestamp(2016, 9, 5)).all()
    assert rows[rows["this"] & (rows["metric_class"] == "killed")]["value_high"].iloc[0] == 60


@pytest.mark.parametrize(("later", "ranked"), [(3, 138), (-3, 60)])
def test_a_later_and_higher_toll_of_a_part_outdates_the_whole(later: int, ranked: int) -> None:
    at = STATE.last
    assert at is not None
    there: dict[str, Any] = {"places": ("north_hwanghae",), "place": "North Hwanghae", "place_rank": 1}
    day = at + timedelta(later)
    held = assemble([dead("whole", 60), dead("part", 138, first=day, last=day, **there)])
    (row,) = past_floods(held, TABLES, "2020-08-flood").rows.itertuples()
    assert row.value_high == ranked


def test_few_floods_have_no_ranks() -> None:
    few = assemble([one for one in TOLD.values() if one.flood and one.flood.id == "2020-08-flood"])
    answer = past_floods(few, TABLES, "2020-08-flood")
    assert past_floods_words.title(answer).startswith("Fewer than 5 floods have a figure")
