"""Actors and places: spellings, homonyms, metonyms, foreign places, pronouns."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkdata.extracting.names.find import Gazetteer, find_names
from nkdata.extracting.names.romanisation import fold
from nkdata.extracting.wording.sentences import sentences
from nkdata.reference import load

GAZETTEER = Gazetteer.from_rows(load.rows("actors"), load.rows("admin_areas"))


def named(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.text, one.kind, one.name.id) for one in find_names(sentences(text), GAZETTEER)]


SPELLINGS = [
    ("North Phyongan", "north-pyongan"),
    ("North Pyongan", "north-pyongan"),
    ("North Pyeongan", "north-pyongan"),
    ("Jagang", "chagang"),
    ("Chagang", "chagang"),
    ("Kaesong", "kaesong"),
    ("Gaesong", "kaesong"),
    ("Gaeseong", "kaesong"),
    ("Kaesŏng", "kaesong"),
    ("Sinuiju", "sinuiju"),
    ("Shinuiju", "sinuiju"),
    ("Sinŭiju", "sinuiju"),
    ("Hamhung", "hamhung"),
    ("Hamheung", "hamhung"),
    ("Tanchon", "tanchon"),
    ("Danchon", "tanchon"),
    ("Ryanggang", "ryanggang"),
    ("Yanggang", "ryanggang"),
    ("Sinpho", "sinpo"),
    ("Nampho", "nampo"),
]


@pytest.mark.parametrize(("spelling", "admin_id"), SPELLINGS)
def test_a_place_is_known_in_every_romanisation(spelling: str, admin_id: str) -> None:
    assert named(f"Rain fell on {spelling} overnight.") == [(spelling, "place", admin_id)]


CASES = [
    # metonyms: who acts, or where something is
    ("Pyongyang denied it.", [("Pyongyang", "actor", "gov-dprk")]),
    ("Rain fell in Pyongyang.", [("Pyongyang", "place", "pyongyang")]),
    ("The North said so.", [("The North", "actor", "gov-dprk")]),
    ("Seoul sent rice.", [("Seoul", "actor", "gov-rok")]),
    ("SEOUL (Wire) - Rice was sent.", [("SEOUL", "place", None)]),
    ("Floods struck North Korea.", [("North Korea", "place", "KP")]),
    ("Ships crossed the North Sea.", []),
    ("N Korea closed the port.", [("N Korea", "actor", "gov-dprk")]),
    # a province is longer than "the North"
    ("They left the North Hwanghae town.", [("North Hwanghae", "place", "north-hwanghae")]),
    # other countries
    ("Floods killed 40 people in Vietnam.", [("Vietnam", "place", None)]),
    ("A landslide hit southern China.", [("China", "place", None)]),
    ("Rain fell on Liaoning.", [("Liaoning", "place", None)]),
    # possessives and bodies
    ("South Korea’s unification ministry met.", [("South Korea’s unification ministry", "actor", "mou")]),
    ("Pyongyang's foreign ministry met.", [("Pyongyang's foreign ministry", "actor", "mfa-dprk")]),
    ("The Japanese defence ministry met.", [("Japanese defence ministry", "actor", "mod-jp")]),
    ("Kenya's health ministry met.", [("Kenya's health ministry", "actor", None)]),
    ("Chinese state media had it first.", [("Chinese state media", "actor", None)]),
    ("State media had it first.", [("State media", "actor", "kcna")]),
    # unnamed claimants
    ("Experts disagree.", [("Experts", "actor", None)]),
    ("A ministry official left.", [("ministry official", "actor", None)]),
    ("They spoke of economic and military issues.", []),
    ("The official list is short.", []),
    # words that are names only in capitals
    ("Those who came saw us at that time.", []),
    ("The WHO met.", [("WHO", "actor", "who")]),
    ("TASS had it first, then Tass again.", [("TASS", "actor", "tass"), ("Tass", "actor", "tass")]),
    # a family name behind another's first name
    ("The toll is higher, Lina Yoon said of the floods.", []),
    ("The toll is higher, President Yoon said of the floods.", [("Yoon", "actor", "yoon-suk-yeol")]),
    ("Kim Jong Un left. Kim Son Gyong stayed.", [("Kim Jong Un", "actor", "kim-jong-un")]),
    # a missile is no newspaper
    ("A Rodong missile flew 400 km.", []),
    ("Rodong Sinmun had it first.", [("Rodong Sinmun", "actor", "rodong")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_names_are_found_as_what_they_stand_for(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert named(text) == expected


LEANING = [
    ("Kim Yo Jong spoke. Kim left.", "Kim", "kim-yo-jong"),
    ("Kim Jong Un spoke to Kim Yo Jong. He left.", "He", "kim-jong-un"),
    ("Kim Jong Un’s aides came. Kim’s plan failed.", "Kim", "kim-jong-un"),
    ("KCNA carried it. Then it reported rain.", "it", "kcna"),
    ("KCNA carried it. The agency gave no figure.", "The agency", "kcna"),
    ("Floods hit Kaesong. Roads to the town were cut.", "the town", "kaesong"),
    ("The 1718 Committee met after the Security Council. The Council adjourned.", "The Council", "unsc"),
]


@pytest.mark.parametrize(("text", "word", "ident"), LEANING)
def test_pronouns_and_descriptions_lean_on_an_earlier_name(text: str, word: str, ident: str) -> None:
    last = [one for one in find_names(sentences(text), GAZETTEER) if one.text == word][-1]
    assert last.name.id == ident
    assert last.resolved_from is not None
    assert last.resolved_from < last.start


def test_nobody_is_kim_before_one_was_named() -> None:
    assert named("Kim left.") == []


def test_a_ministry_without_a_country_belongs_to_the_only_one_told_of() -> None:
    assert ("Foreign Ministry", "actor", "mfa-dprk") in named("The DPRK was angry. The Foreign Ministry met.")
    assert ("Foreign Ministry", "actor", None) in named("The DPRK and China were angry. The Foreign Ministry met.")


@given(st.text())
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


PIECES = st.sampled_from(
    [
        "North",
        "Korea",
        "’s",
        "Kim",
        " ",
        "the",
        "The agency",
        "Seoul",
        "\n",
        ".",
        ",",
        "He",
        "it",
        "said",
        "é",
        "\u202e",
        "WHO",
    ]
)


@settings(max_examples=150)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map("".join))
def test_every_mention_stands_where_it_says(text: str) -> None:
    found = find_names(sentences(text), GAZETTEER)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
