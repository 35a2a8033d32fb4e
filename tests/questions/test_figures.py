"""Tellings become figures: what is one figure, what never is, and what was known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import nan
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nkdata
from nkdata.collection.snapshot import records, snapshot
from nkdata.model import Name
from nkdata.questions.figures import COLUMNS, assemble, evidence_of, figures, known_on, significant, support
from nkdata.questions.tellings import HIT_IN_ALL, Told, tellings
from nkdata.reference import reference
from tests.handmade import article, claim, held

TABLES = reference()
TOLD = {one.id: one for one in tellings(snapshot([]), TABLES)}
HOMES = next(one for one in TOLD.values() if one.metric.id == "homes_damaged" and one.verb == HIT_IN_ALL)
FLOODED = next(one.metric for one in TOLD.values() if one.metric.id == "homes_flooded")
UNPHA = Name("unpha", "Unpha")
NIS = next(one.claimant for one in TOLD.values() if one.claimant.id == "nis")
DAY = date(2020, 8, 10)


def told(ident: str, value: float = 16680.0, bound: str = "exact", after: int = 0, **changed: object) -> Told:
    """A telling of homes hit in all, some days after 10 August 2020."""
    day = DAY + timedelta(days=after)
    fields: dict[str, object] = {
        "id": ident, "value": value, "low": nan, "high": nan, "bound": bound, "stance": "asserted", "words": "",
        "first": day, "last": day, "precision": "day", "documents": (f"page of {ident}",), "repeats": "", "flags": (),
        "confidence": "verified", "scope": "total", "relay": None, "outlet": f"outlet of {ident}",
    } | changed  # fmt: skip
    return replace(HOMES, **fields)  # type: ignore[arg-type]  # the fields are those of Told


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((16000, "at_least"), (16680, "exact"), True),
        ((16000, "at_least"), (16680, "at_least"), True),
        ((16000, "at_least"), (17100, "exact"), False),  # cut to two digits it is 17,000
        ((16000, "at_least"), (15900, "exact"), False),
        ((100, "at_least"), (151, "exact"), False),
        ((100, "at_least"), (109, "exact"), True),
        ((39000, "about"), (39296, "exact"), True),  # 0.76 %
        ((39000, "about"), (39468, "exact"), True),  # 1.2 %
        ((39000, "about"), (39470, "exact"), False),
        ((39000, "exact"), (39296, "exact"), False),
        ((133, "exact"), (138, "exact"), False),
        ((22, "exact"), (22, "exact"), True),
    ],
)
def test_which_numbers_are_one_figure(one: tuple[float, str], other: tuple[float, str], same: bool) -> None:
    pair = told("a", one[0], one[1]), told("b", other[0], other[1], 1)
    assert len(assemble(pair)) == (1 if same else 2)
    assert support(*pair) == support(*reversed(pair)) == same


def test_the_sharper_number_is_drawn_and_the_vaguer_is_a_telling() -> None:
    row = assemble([told("vague", 16000, "at_least"), told("sharp", 16680, "at_least", 1)]).iloc[0]
    assert (row["value"], row["figure_id"]) == (16680, "f-sharp")
    assert set(row["evidence_ids"]) == {"vague", "sharp"}
    assert row["n_tellings"] == row["n_outlets"] == 2
    assert row["told_first"] == pd.Timestamp(2020, 8, 10)
    assert row["told_last"] == pd.Timestamp(2020, 8, 11)


@pytest.mark.parametrize(("after", "count"), [(7, 1), (8, 2)])
def test_the_same_number_a_week_later_is_another_figure(after: int, count: int) -> None:
    assert len(assemble([told("a"), told("b", after=after)])) == count


def test_the_same_number_under_another_verb_is_one_figure_and_a_round_one_is_not() -> None:
    one = assemble([told("a"), told("b", metric=FLOODED, verb=FLOODED.verb)])
    assert len(one) == 1
    assert set(one["verbs"].iloc[0]) == {HIT_IN_ALL, FLOODED.verb}
    assert len(assemble([told("a", 600), told("b", 600, metric=FLOODED, verb=FLOODED.verb)])) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"flood": None}, {"places": ("KP-unpha",)}, {"stance": "denied"}, {"scope": "increment"},
        {"stance": "not_reported", "flags": ("withheld",)}, {"claimant": NIS},
    ],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_what_differs_in_more_than_the_number_stays_apart(changed: dict[str, Any]) -> None:
    assert len(assemble([told("a"), replace(told("b"), **changed)])) == 2


def test_a_relayed_count_of_the_state_is_the_states_own() -> None:
    relayed = next(one for one in TOLD.values() if one.relay is not None)
    assert relayed.relay is not None
    own = replace(told("own", claimant=relayed.claimant), places=HOMES.places)
    passed = replace(own, id="passed", relay=relayed.relay, documents=("situation report",))
    row = assemble([passed, own])
    assert len(row) == 1
    assert row["n_tellings"].iloc[0] == 2
    assert not row["relay_of_state"].iloc[0]  # the state's own voice outweighs the one that passes it on
    alone = assemble([passed]).iloc[0]
    assert alone["relay_of_state"]
    assert alone["relay_id"] == relayed.relay.id
    assert alone["counter_id"] == own.claimant.counter


def test_unverified_tellings_stay_apart() -> None:
    made = assemble([told("a"), told("b", confidence="unverified")])
    assert sorted(made["confidence"]) == ["unverified", "verified"]


def test_a_silence_ends_when_the_same_voice_speaks() -> None:
    silent = told("silent", nan, stance="not_reported")
    ended = assemble([silent, told("later", after=3)]).set_index("figure_id")["ended_on"]
    assert ended["f-silent"] == pd.Timestamp(2020, 8, 13)
    assert assemble([silent, told("earlier", after=-3)])["ended_on"].isna().all()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([100.0, 109.0, 151.0, 16000.0, 16680.0]), st.sampled_from(["exact", "at_least", "about"])
        ),
        max_size=6,
    ),
    st.randoms(),
)
def test_no_telling_is_lost_and_no_number_invented_in_any_order(given_: list[tuple[float, str]], order: object) -> None:
    every = [told(f"t{number}", value, bound, number) for number, (value, bound) in enumerate(given_)]
    made = assemble(every)
    assert sorted(ident for row in made["evidence_ids"] for ident in row) == sorted(one.id for one in every)
    assert set(made["value"]) <= {one.value for one in every}
    order.shuffle(every)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    pd.testing.assert_frame_equal(assemble(every), made)


@pytest.mark.parametrize(("value", "digits"), [(16000, 2), (16680, 4), (100, 1), (0, 0), (0.5, 1), (22, 2)])
def test_digits_that_carry_meaning(value: float, digits: int) -> None:
    assert significant(value) == digits


@pytest.fixture(scope="module")
def seed() -> pd.DataFrame:
    return figures(nkdata.open_snapshot(), TABLES)


def test_the_frame_has_its_columns_also_when_empty(seed: pd.DataFrame) -> None:
    for frame in (seed, assemble([])):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == COLUMNS
    assert seed["figure_id"].is_unique


def test_increments_are_never_added_to_the_total(seed: pd.DataFrame) -> None:
    killed = seed[(seed["disaster_id"] == "2012-07-flood") & (seed["metric"] == "people_killed")]
    values = killed.set_index("value")["scope"].to_dict()
    assert values[31.0] == "increment"
    assert {88.0, 119.0, 169.0} <= set(values)
    assert not {88.0 + 31, 169.0 + 31, 119.0 + 31} & set(values) - {119.0}


def test_the_article_and_the_table_tell_one_figure(seed: pd.DataFrame) -> None:
    flood = seed[seed["disaster_id"] == "2020-08-flood"]
    both = flood[flood["origin"] == "both"].set_index("metric")
    assert both.loc["homes_damaged", "value"] == 16680
    assert both.loc["cropland_damaged_ha", "value"] == 39296
    assert {HIT_IN_ALL, "destroyed"} <= set(both["verbs"]["cropland_damaged_ha"])
    assert 16000 not in set(flood["value"])


def test_evidence_holds_every_telling_of_a_figure(seed: pd.DataFrame) -> None:
    found = evidence_of(records(seed))
    assert [one.anchor for one in found] == [f"ev-{ident}" for ident in seed["figure_id"]]
    assert [len(one.tellings) for one in found] == [len(ids) for ids in seed["evidence_ids"]]
    for one in (telling for part in found for telling in part.tellings):
        assert one.article_id or (one.row_id and one.source and (one.url or one.confidence == "unverified"))
        assert one.claimant


def test_only_what_was_told_by_a_day_is_known_on_it(seed: pd.DataFrame) -> None:
    early = known_on(seed, "2016-09-05")
    assert all(one.last and one.last <= date(2016, 9, 5) for told_of in early["tellings"] for one in told_of)
    toll = early[(early["disaster_id"] == "2016-08-lionrock") & (early["metric"] == "people_killed")]
    assert toll.sort_values("told_last")["value"].iloc[-1] == 60
    anew = figures(nkdata.open_snapshot(), TABLES, "2016-09-05")
    pd.testing.assert_frame_equal(early.drop(columns="tellings"), anew.drop(columns="tellings"))
    assert known_on(seed, "1990-01-01").empty


@pytest.mark.parametrize(
    ("changed", "flood"),
    [
        ({}, "2020-08-flood"),
        ({"place": Name("KP-nowhere", "Nowhere")}, ""),
        ({"metric": "covid_cases"}, None),
        # a spell of days that begins more than a week after the flood is another's; a single day may be that of a count
        ({"date_start": "2020-08-24", "date_end": "2020-08-25"}, ""),
        ({"date_start": "2020-08-24", "date_end": "2020-08-24"}, "2020-08-flood"),
        ({"date_start": "2020-08-16", "date_end": "2020-08-17"}, "2020-08-flood"),
    ],
)
def test_claims_find_their_flood(changed: dict[str, object], flood: str | None) -> None:
    made = figures(held(claim("c1", **({"place": UNPHA} | changed))), TABLES)
    own = made[made["origin"] != "reference"]
    assert list(own["disaster_id"]) == ([] if flood is None else [flood])


def test_a_claim_of_a_later_year_is_not_put_to_this_flood() -> None:
    late = replace(article(), published="2020-12-24")
    made = figures(held(claim(place=UNPHA), read=late), TABLES)
    assert list(made[made["origin"] != "reference"]["disaster_id"]) == [""]
