"""Every row of the tables behind claims is tested by its own example sentence."""

import re

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.extracting.scenes import hits
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import Article, Claim


def claims(text: str) -> tuple[Claim, ...]:
    """What an English article of 18 August 2020 with this text claims."""
    return extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims


def numbered(table: str) -> list[object]:
    """The rows of a table, each named by file and line."""
    return [pytest.param(row, id=f"{table}:{at}") for at, row in enumerate(ruletables.rows(table), start=2)]


@pytest.mark.parametrize("row", numbered("metric_rules"))
def test_a_metric_rule_reads_its_example(row: dict[str, str]) -> None:
    assert row["metric"] in [claim.metric for claim in claims(row["example"])]


@pytest.mark.parametrize("row", numbered("wordclasses"))
def test_a_word_class_is_seen_in_its_example(row: dict[str, str]) -> None:
    seen = [hit for sentence in sentences(row["example"]) for hit in hits(sentence)]
    assert row["class"] in {name for hit in seen for name in hit.classes}


@pytest.mark.parametrize("row", numbered("claim_cues"))
def test_a_claim_cue_sets_its_field(row: dict[str, str]) -> None:
    set_to = {getattr(claim, row["field"]) for claim in claims(row["example"])}
    # a hedge is kept in the text's own words
    assert set_to & (set(row["words"].split("|")) if row["field"] == "hedge" else {row["value"]})


@pytest.mark.parametrize("row", numbered("change_words"))
def test_a_change_is_never_told_as_the_whole(row: dict[str, str]) -> None:
    told = {claim.value: (claim.metric != "other", claim.scope) for claim in claims(row["example"])}
    changed, whole = (31.0, 90.0) if row["turn"] == "more" else (310.0, 900.0)
    assert told[whole] == (True, "unknown")
    assert told[changed] == ((True, "increment") if row["turn"] == "more" else (False, "unknown"))


@pytest.mark.parametrize("row", numbered("stance_cues"))
def test_a_stance_cue_sets_its_stance(row: dict[str, str]) -> None:
    assert row["stance"] in {claim.stance for claim in claims(row["example"])}


@pytest.mark.parametrize("row", numbered("stance_words"))
def test_a_stance_word_stands_in_its_example(row: dict[str, str]) -> None:
    words = "|".join(re.escape(word) for word in row["words"].split("|"))
    assert re.search(rf"(?i)\b({words})\b", row["example"])
    assert any(claim.stance != "asserted" or claim.value == 0 for claim in claims(row["example"]))
