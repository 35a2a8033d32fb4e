"""Each row of the attribution tables does in its own example what it is there for."""

from __future__ import annotations

import pytest

from nkdata.extracting.attribution import cues
from nkdata.extracting.attribution.find import find_quotes
from nkdata.extracting.names.find import Gazetteer, find_names
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import sentences, tokens
from nkdata.model import Mentioned, Quote
from nkdata.reference import load


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_rows(load.rows("actors"), load.rows("admin_areas"))


def named(text: str, gazetteer: Gazetteer) -> tuple[Mentioned, ...]:
    return find_names(sentences(text), gazetteer)


def quotes(text: str, gazetteer: Gazetteer) -> tuple[Quote, ...]:
    found = sentences(text)
    return find_quotes(found, find_names(found, gazetteer), text)


@pytest.mark.parametrize("row", ruletables.rows("reporting_verbs"), ids=lambda row: row["verb"])
def test_each_verb_makes_its_subject_answerable(row: dict[str, str], gazetteer: Gazetteer) -> None:
    kinds = {row["kind"]} - {"", "relay"} or {row["negated"], "said"}
    subject = row["example"].split()[0 if row["example"].split()[0] not in ("The", "A") else 1]
    fitting = [
        quote
        for quote in quotes(row["example"], gazetteer)
        if quote.cue_kind in kinds and quote.speaker is not None and quote.cue_span is not None
    ]
    assert fitting, row["example"]
    assert any(subject in (q.speaker.name + (q.via.name if q.via else "")) for q in fitting if q.speaker)


@pytest.mark.parametrize("row", ruletables.rows("cue_kinds"), ids=lambda row: row["kind"])
def test_each_kind_of_cue_is_told(row: dict[str, str], gazetteer: Gazetteer) -> None:
    assert [quote.cue_kind for quote in quotes(row["example"], gazetteer)][-1:] == [row["kind"]]


def test_verbs_mean_only_kinds_that_the_table_explains() -> None:
    kinds = {row["kind"] for row in ruletables.rows("cue_kinds")} | {"", "relay"}
    for row in ruletables.rows("reporting_verbs"):
        assert {row["kind"], row["negated"]} <= kinds, row["verb"]


@pytest.mark.parametrize("row", ruletables.rows("hedges"), ids=lambda row: row["words"])
def test_each_hedge_is_kept(row: dict[str, str], gazetteer: Gazetteer) -> None:
    assert row["words"] in [(quote.hedge or "").lower() for quote in quotes(row["example"], gazetteer)]


@pytest.mark.parametrize("row", ruletables.rows("function_words"), ids=lambda row: row["class"])
def test_each_word_class_shows_one_of_its_words(row: dict[str, str]) -> None:
    assert cues.word_classes()[row["class"]] & {token.lower for token in tokens(row["example"])}


@pytest.mark.parametrize("row", ruletables.rows("countries"), ids=lambda row: row["region"] or row["names"])
def test_each_country_is_a_place_and_never_one_of_the_north(row: dict[str, str], gazetteer: Gazetteer) -> None:
    places = [one for one in named(row["example"], gazetteer) if one.kind == "place"]
    assert [one.name.id for one in places] == ["KP" if row["iso"] == "KP" else None]
    assert places[0].text in (row["region"] or row["names"])


@pytest.mark.parametrize("row", ruletables.rows("bodies"), ids=lambda row: row["words"].split("|")[0])
def test_each_body_belongs_to_the_country_named_before_it(row: dict[str, str], gazetteer: Gazetteer) -> None:
    first = named(row["example"], gazetteer)[0]
    assert (first.text, first.name.id) == (f"North Korea's {row['words'].split('|')[0]}", row["KP"] or None)


@pytest.mark.parametrize("row", ruletables.rows("claimant_nouns"), ids=lambda row: row["words"].split("|")[0])
def test_each_unnamed_claimant_is_kept_in_its_own_words(row: dict[str, str], gazetteer: Gazetteer) -> None:
    first = named(row["example"], gazetteer)[0]
    assert first.text.lower() in row["words"].split("|")
    assert first.kind == "actor"


@pytest.mark.parametrize("row", ruletables.rows("homonyms"), ids=lambda row: row["name"])
def test_each_homonym_goes_by_its_spelling_and_by_its_sentence(row: dict[str, str], gazetteer: Gazetteer) -> None:
    south = named(f"In South Korea, rain fell on {row['name']} County.", gazetteer)
    north = named(f"In North Korea, rain fell on {row['name']} County.", gazetteer)
    plain = named(row["example"], gazetteer)
    expected = row["admin_id"] or None
    assert south[-1].name.id is None
    assert north[-1].name.id == expected
    assert plain[-1].name.id == (expected if row["default"] == "north" else None)


BEFORE = {
    "agency": "KCNA carried a list.",
    "ministry": "South Korea's unification ministry met.",
    "committee": "The State Emergency Disaster Committee met.",
    "military": "The Joint Chiefs of Staff met.",
    "party": "The Workers' Party met.",
    "organisation": "The World Food Programme met.",
    "newspaper": "Rodong Sinmun carried a list.",
    "broadcaster": "State television showed a list.",
    "headquarters": "The Central Emergency Anti-epidemic Headquarters met.",
    "institute": "The Korea Rural Economic Institute met.",
    "government": "South Korea sent rice.",
    "country": "South Korea sent rice.",
    "town": "Rain fell on Kaesong.",
    "capital": "Rain fell in Pyongyang.",
    "county": "Rain fell on Unpha County.",
    "province": "Rain fell on North Hwanghae.",
}


@pytest.mark.parametrize("row", ruletables.rows("descriptions"), ids=lambda row: row["words"].split("|")[0])
def test_each_description_leans_on_what_was_named_before(row: dict[str, str], gazetteer: Gazetteer) -> None:
    noun = row["words"].split("|")[0]
    found = named(f"{BEFORE[noun]} {row['example']}", gazetteer)
    leaning = next(one for one in found if one.text.lower() in (noun, f"the {noun}"))
    assert leaning.resolved_from == found[0].start
    assert leaning.name.id is not None
    assert leaning.name.id == found[0].name.id
    assert not [one for one in named(row["example"], gazetteer) if one.resolved_from is not None]


@pytest.mark.parametrize("row", ruletables.rows("pronouns"), ids=lambda row: row["actor_id"])
def test_each_pronoun_leans_on_its_person(row: dict[str, str], gazetteer: Gazetteer) -> None:
    assert [(one.text, one.name.id) for one in named(row["example"], gazetteer)][-1] == ("She", row["actor_id"])


@pytest.mark.parametrize("row", ruletables.rows("statement_forms"), ids=lambda row: row["form"])
def test_each_form_of_statement_is_told(row: dict[str, str], gazetteer: Gazetteer) -> None:
    assert [quote.form for quote in quotes(row["example"], gazetteer)] == [row["form"]]


def test_forms_are_those_of_the_reference_table() -> None:
    known = {row["form"] for row in load.rows("statement_forms")}
    assert {row["form"] for row in ruletables.rows("statement_forms")} == known


@pytest.mark.parametrize("row", ruletables.rows("reporting_nouns"), ids=lambda row: row["words"].split("|")[0])
def test_each_noun_gives_its_content_to_its_owner(row: dict[str, str], gazetteer: Gazetteer) -> None:
    (only,) = quotes(row["example"], gazetteer)
    assert (only.speaker and only.speaker.id, only.cue_kind) == ("gov-rok", row["kind"])
    assert only.text.startswith("that 40 people")
