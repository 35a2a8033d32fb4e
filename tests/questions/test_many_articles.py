"""Figures out of many articles of the state's own media: whose they are, of which flood, and what they add to."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Article, Claim, Extraction, Name
from nkdata.questions.figures import PERHAPS_A_PART, figures
from nkdata.questions.ladder import claim_ladder, series
from nkdata.questions.past_floods import past_floods
from nkdata.reference import reference
from tests.handmade import article, claim

TABLES = reference()
COUNTRY = Name("KP", "the country")
KCNA = "http://www.kcna.co.jp/item/2012/a-page.html"


def told(
    sentence: str, day: str, *claims: tuple[str, float], url: str | None = KCNA, scope: str = "unknown"
) -> Extraction:
    """An article of one sentence with these claims (metric, value) on the whole country, nobody named."""
    text = f"Flood damage\n\n{sentence}"
    read: Article = replace(article(text, url=url), id=f"a-{day}", published=day, source=None)
    start = text.index(sentence)
    made: list[Claim] = [
        claim(
            f"{day}-{metric.replace('_', '-')}", start=start, end=start + 5, sentence_start=start,
            sentence_end=len(text), metric=metric, value=value, low=value, high=value, unit="", scope=scope,
            place=COUNTRY, claimant=None,
        )
        for metric, value in claims
    ]  # fmt: skip
    return Extraction(read, "by hand", claims=tuple(made))


def of_articles(held: Snapshot) -> pd.DataFrame:
    rows = figures(held, TABLES)
    return rows[rows["origin"] != "reference"].set_index("metric")


@pytest.mark.parametrize(
    ("url", "claimant"),
    [
        (KCNA, "kcna"),
        ("http://kcna.kp/en/article/q/0.kcmsf", "kcna"),
        ("https://www.rodong.rep.kp/en/", "rodong"),
        ("https://example.org/flood", "not-stated"),
        (None, "not-stated"),
    ],
)
def test_what_state_media_print_without_naming_anybody_is_their_own_word(url: str | None, claimant: str) -> None:
    held = of_articles(snapshot([told("The flood killed 7 people.", "2012-07-21", ("people_killed", 7.0), url=url)]))
    assert held.loc["people_killed", "claimant_id"] == claimant


def test_an_equal_number_of_the_same_voice_in_the_table_is_one_figure_and_keeps_its_scope() -> None:
    held = of_articles(
        snapshot([told("The flood killed 31 people.", "2012-08-01", ("people_killed", 31.0), scope="total")])
    )
    row = held.loc["people_killed"]
    assert (row["origin"], row["scope"], row["n_tellings"]) == ("both", "increment", 2)


def test_who_tells_the_sum_of_a_season_tells_it_of_all_that_has_no_flood_of_its_own() -> None:
    season = told(
        "Floods killed 300 people and 90000 homes were hit.", "2012-09-14",
        ("people_killed", 300.0), ("homes_damaged", 90000.0),
    )  # fmt: skip
    held = of_articles(snapshot([season]))
    assert set(held["disaster_id"]) == {"2012-summer-total"}
    storm = told("The typhoon destroyed 8100 homes.", "2012-09-14", ("homes_damaged", 8100.0))
    assert of_articles(snapshot([storm])).loc["homes_damaged", "disaster_id"] == "2012-08-bolaven"


def test_a_lower_number_of_no_stated_scope_is_no_fall_and_takes_no_place_in_the_ranks() -> None:
    late = told("The flood swept 2200 hectares away.", "2012-08-05", ("cropland_damaged_ha", 2200.0))
    held = figures(snapshot([late]), TABLES)
    low = held[held["origin"] == "article"].iloc[0]
    assert PERHAPS_A_PART in low["flags"]
    assert low["figure_id"] not in {
        row["figure_id"] for line in series(claim_ladder(held, "2012-07-flood").figures) for row in line
    }
    plain = past_floods(figures(snapshot([]), TABLES), TABLES, "2012-07-flood").rows
    pd.testing.assert_frame_equal(past_floods(held, TABLES, "2012-07-flood").rows, plain)
    first = told("The flood swept 2200 hectares away.", "2012-07-20", ("cropland_damaged_ha", 2200.0))
    assert not figures(snapshot([first]), TABLES)["flags"].map(lambda flags: PERHAPS_A_PART in flags).any()


def test_parts_of_one_day_are_added_up_although_an_article_told_less_before() -> None:
    early = told("The flood destroyed or damaged 5000 homes.", "2012-07-28", ("homes_damaged", 5000.0))
    held = past_floods(figures(snapshot([early]), TABLES), TABLES, "2012-07-flood").rows
    homes = held[held["this"] & (held["metric_class"] == "homes")].iloc[0]
    assert (homes["value_high"], homes["added_up"]) == (52370.0, True)
