"""What may come is on no chart of damage, and said; what may have happened is drawn as that."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

import nkdata
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.errors import BadParameter
from nkdata.model import Article
from nkdata.questions.briefing import brief
from nkdata.questions.damage import who_said_what
from nkdata.questions.damage_words import title
from nkdata.questions.figures import figures
from nkdata.questions.ladder import claim_ladder
from nkdata.questions.sourcing import source_statement
from nkdata.reference import reference
from nkdata.review.apply import apply, standing
from nkdata.review.fields import checked
from nkdata.review.log import entry_on
from nkdata.workbench.state import carrying

TABLES = reference()
FLOOD = "2020-08-flood"
TEXT = (
    "A flood hit Kangwon Province, North Korea. The storm destroyed 40 homes in Kimhwa, KCNA said on Tuesday.\n\n"
    "Officials warned that 3,000 homes will be flooded. The dam could flood 900 hectares of cropland. The flood would "
    "have killed 400 people had the dyke not held.\n\n"
    "Some 70 people are feared dead, the Red Cross said."
)


@pytest.fixture(scope="module")
def read() -> Snapshot:
    told = Article("a", TEXT, "Floods", "2020-08-12", "day", "argument", language="en", content_hash="a" * 64)
    return snapshot([nkdata.extract(told)])


def told_by_article(rows: pd.DataFrame) -> set[Any]:
    return set(rows.loc[rows["origin"] != "reference", "text"])


def test_what_may_come_is_no_damage_and_what_may_have_happened_is_shown_as_that(read: Snapshot) -> None:
    held = figures(read, TABLES)
    shown = who_said_what(held, FLOOD)
    assert told_by_article(shown.rows) == {"40 destroyed", "~70 (perhaps)"}
    assert "70" not in title(shown)
    ladder = claim_ladder(held, FLOOD)
    assert told_by_article(ladder.rows) == {"40 in Kimhwa", "~70 (perhaps)"}


def test_what_no_chart_shows_is_counted_and_told_in_the_words_of_the_text(read: Snapshot) -> None:
    counts = source_statement(read, TABLES).table.set_index("Of")["How many"]
    assert counts["Claims of what has not happened"] == "3"
    claimed = brief(read, TABLES).claimed.table
    said = list(claimed.iloc[:, 0])
    assert "3,000 homes flooded (“will be”)" in said
    assert "40 homes destroyed" in said


def test_a_hedge_read_wrongly_is_taken_back_by_hand(read: Snapshot) -> None:
    told = carrying(read, "claims")
    (found,) = apply(told.loc[told["hedge"] == "will be"], (), "claim", ["a"]).to_dict("records")
    row = {str(name): cell for name, cell in found.items()}
    given = checked("claim", {"hedge": ""}, row)
    assert given == {"hedge": None}
    entry = entry_on(row, "claim", (), "correct", at="2020-08-20T00:00:00Z", by="mina", fields=given)
    put_right = replace(read, claims=standing(apply(told, [entry], "claim", ["a"])))
    assert "3,000 flooded" in told_by_article(who_said_what(figures(put_right, TABLES), FLOOD).rows)
    with pytest.raises(BadParameter, match="'perchance' hedges nothing that the tables know"):
        checked("claim", {"hedge": "perchance"}, row)
