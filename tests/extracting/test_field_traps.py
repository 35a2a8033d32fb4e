"""The traps of the field: what a reader of news on the North gets wrong unless he knows it, each on a sentence."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Claim, Event, Extraction, Name

Told = tuple[object, ...]


def read(text: str, published: str = "2020-08-18") -> Extraction:
    return extract(Article(id="a", text=text, published=published, language="en"))


def named(name: Name | None) -> str:
    return "" if name is None else name.id or f"({name.name})"


def figure(claim: Claim) -> float | tuple[float | None, float | None] | None:
    return (claim.low, claim.high) if claim.value is None and claim.low is not None else claim.value


def day(event: Event) -> str:
    return f"{event.date_start or ''}/{event.date_end or ''}"


FIGURES: dict[str, tuple[str, list[Told]]] = {  # metric, figure, unit
    "1 jongbo is less than a hectare": (
        "The flood submerged 300 jongbo of paddy in Anju.", [("cropland_flooded_ha", 297.522, "ha")]),
    "1 chongbo too": ("The flood washed away 300 chongbo of paddy.", [("cropland_destroyed_ha", 297.522, "ha")]),
    "3 the verb makes the metric": (
        "Rain inundated 400 hectares of paddy, destroyed 90 hectares of maize and affected 30 hectares of rice fields.",
        [("cropland_flooded_ha", 400.0, "ha"), ("cropland_destroyed_ha", 90.0, "ha"),
         ("cropland_affected_ha", 30.0, "ha")]),
    "4 a block is no home": ("179 blocks of dwelling houses were destroyed.", [("other", 179.0, "block")]),
    "4 a household is no person": (
        "1 200 households lost their homes.", [("households_homeless", 1200.0, "household")]),
    "7 missing apart": (
        "The storm left 12 people dead and 7 missing.",
        [("people_killed", 12.0, "person"), ("people_missing", 7.0, "person")]),
    "7 together where the text does not split": (
        "The storm killed or left missing 40 people.", [("people_killed_or_missing", 40.0, "person")]),
    "7 casualties are their own": ("The storm caused 31 casualties.", [("people_casualties", 31.0, "person")]),
    "20 tests are no missiles": (
        "The North launched 16 missiles in 10 tests.",
        [("missiles_launched", 16.0, "count"), ("other", 10.0, "test")]),
    "20 what failed is not what was launched": (
        "In all 24 missiles were launched and five failed.",
        [("missiles_launched", 24.0, "count"), ("other", 5.0, None)]),
    "25 a resolution by number counts nothing": (
        "The 1718 Committee met over Resolution 2397, and Room 39 was named.", []),
    "26 tons beside barrels": (
        "Refined petroleum is capped at 500,000 barrels, some 60,000 tons.",
        [("petroleum_cap_barrels", 500000.0, "barrel"), ("other", 60000.0, "t")]),
    "28 won of no stated Korea": ("The mill cost 3 million won.", [("other", 3e6, "won")]),
    "28 won of the South": ("Seoul paid 3 million South Korean won.", [("money_krw", 3e6, "krw")]),
    "29 a blank between thousands": ("Floods destroyed 12 030 homes.", [("homes_destroyed", 12030.0, "home")]),
    "29 no mark between thousands": ("Floods destroyed 43770 homes.", [("homes_destroyed", 43770.0, "home")]),
    "29 tens of thousands": ("Floods destroyed tens of thousands of homes.", [("homes_destroyed", (1e4, 1e5), "home")]),
    "30 a superlative is no figure": ("It was the biggest cataclysm since liberation, KCNA said.", []),
    "30 nor with its years": ("It was the worst flood in 30 years, KCNA said.", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), FIGURES.values(), ids=FIGURES)
def test_a_figure_is_of_what_it_counts(text: str, wanted: list[Told]) -> None:
    assert [(c.metric, figure(c), c.unit) for c in read(text).claims] == wanted


@pytest.mark.parametrize(
    ("text", "bound", "low", "high"),
    [
        ("More than 16,000 homes were destroyed in Anju.", "at_least", 16000, None),
        ("Floods destroyed 300 odd homes.", "at_least", 300, None),
        ("Floods destroyed nearly 3,870 homes.", "about", None, 3870),
    ],
)
def test_5_29_a_bound_holds_the_exact_figure(text: str, bound: str, low: float | None, high: float | None) -> None:
    (claim,) = read(text).claims
    assert (claim.bound, claim.low, claim.high) == (bound, low, high)


@pytest.mark.parametrize(
    ("told", "agrees"),
    [
        ("3,000 hectares (7,410 acres)", True),
        ("7,410 hectares (7,410 acres)", False),
        ("3,000 hectares (7,410 hectares)", False),
        ("10 kilometers (6.2 miles)", True),
        ("10 kilometers (62 miles)", False),
    ],
)
def test_2_a_conversion_in_brackets_is_one_claim_and_is_checked(told: str, agrees: bool) -> None:
    (claim,) = read(f"The flood damaged {told} of farmland and road.").claims
    assert (claim.agrees, len(claim.reported)) == (agrees, 2)


SCOPES = {
    "6 an increment and the total": ("The slide killed another 31 people, bringing the total to 119.",
                                     ["increment", "total"]),
    "6 so many so far": ("Some 119 people have died so far.", ["total"]),
    "6 as of a day": ("A total of 88 people died as of July 28.", ["total"]),
    "6 a part": ("The flood destroyed 90 homes, 31 of them in Anju.", ["unknown", "part"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SCOPES.values(), ids=SCOPES)
def test_6_a_total_is_no_increment(text: str, wanted: list[str]) -> None:
    assert [claim.scope for claim in read(text).claims] == wanted


VOICES: dict[str, tuple[str, list[Told]]] = {  # metric, figure, stance, claimant, via
    "16 who counted, who passed it on": (
        "OCHA, citing government figures, said 107,000 people were displaced.",
        [("people_displaced", 107000.0, "asserted", "(government)", "ocha")]),
    "16 an official without a name": (
        "Up to 1,500 people died, a government official in Seoul said.",
        [("people_killed", 1500.0, "asserted", "(government official)", "")]),
    "16 an institute is not the government of its city": (
        "A Seoul institute said 40 homes were destroyed.",
        [("homes_destroyed", 40.0, "asserted", "(Seoul institute)", "")]),
    "17 asserted by one, doubted by others": (
        "North Korea maintains that it has no cases of coronavirus, a status widely doubted by experts.",
        [("covid_cases", 0.0, "asserted", "gov-dprk", ""), ("covid_cases", None, "doubted", "(experts)", "")]),
    "17 a false rumour": (
        "KCNA said the toll of 1,500 dead was a false rumour.", [("people_killed", 1500.0, "denied", "kcna", "")]),
    "18 none": ("There were no casualties in Unpha, KCNA said.", [("people_casualties", 0.0, "asserted", "kcna", "")]),
    "18 none told": ("KCNA did not mention any deaths.", [("people_killed", None, "not_reported", "kcna", "")]),
    "18 not answered": (
        "The ministry declined to say how many people died.", [("people_killed", None, "withheld", "(ministry)", "")]),
    "27 months without a report are no zero": (
        "China has not reported its deliveries of refined petroleum for six months.",
        [("petroleum_deliveries", None, "not_reported", "gov-cn", "")]),
    "27 a zero that was reported": (
        "China reported zero deliveries of refined petroleum in May.",
        [("petroleum_deliveries", 0.0, "asserted", "gov-cn", "")]),
    "27 an estimate is no report": (
        "Experts estimated that 1.6 million barrels of refined petroleum were delivered.",
        [("petroleum_barrels", 1.6e6, "asserted", "(Experts)", "")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), VOICES.values(), ids=VOICES)
def test_each_voice_has_its_stance(text: str, wanted: list[Told]) -> None:
    told = [(c.metric, figure(c), c.stance, named(c.claimant), named(c.via)) for c in read(text).claims]
    assert told == wanted


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In South Phyongan, 40 people died.", "south-pyongan"),
        ("In South Pyeongan, 40 people died.", "south-pyongan"),
        ("In North Hamkyung, 40 people died.", "north-hamgyong"),
        ("Floods killed 40 people in Jagang Province.", "chagang"),
        ("Floods killed 40 people in Shinuiju.", "sinuiju"),
        ("Floods killed 40 people in Gaesong.", "kaesong"),
        ("Floods in South Korea's Gangwon Province killed 40 people.", "(Gangwon)"),
        ("Floods in Kangwon Province of North Korea killed 40 people.", "kangwon"),
        ("Floods in Pakistan killed 40 people, KCNA said.", "(Pakistan)"),
        ("Floods killed 40 people in Gwangju in South Korea.", "(Gwangju)"),
    ],
)
def test_13_14_15_a_place_has_many_spellings_and_a_country(text: str, place: str) -> None:
    assert [named(claim.place) for claim in read(text).claims] == [place]


EVENTS: dict[str, tuple[str, list[Told]]] = {  # kind, status, days
    "8 a visit told on Friday has no day": (
        "Kim Jong Un visited the flooded village of Unpha, KCNA reported on Friday.",
        [("leader_inspection", "happened", "/")]),
    "11 a quotation has its own day": (
        "KCNA quoted Kim as saying on Tuesday that the party will hold a plenary meeting on Wednesday.",
        [("statement", "happened", "2020-08-18/2020-08-18"), ("party_plenary", "announced", "2020-08-19/2020-08-19")]),
    "12 a Juche year": (
        "The party held a plenary meeting on August 13, Juche 109 (2020).",
        [("party_plenary", "happened", "2020-08-13/2020-08-13")]),
    "19 state media's words for it": (
        "The North test-fired a tactical guided weapon on Monday.",
        [("missile_test", "happened", "2020-08-17/2020-08-17")]),
    "21 who decides is not who meets": (
        "The Politburo decided to convene the 6th Plenary Meeting of the 7th Central Committee on Wednesday.",
        [("party_plenary", "announced", "2020-08-19/2020-08-19")]),
    "22 a meeting of several days is one": (
        "The 5th Plenary Meeting of the 7th Central Committee was held from December 28 to 31, 2019.",
        [("party_plenary", "happened", "2019-12-28/2019-12-31")]),
    "22 an enlarged meeting": (
        "The enlarged meeting of the Political Bureau was held on August 13.",
        [("politburo_meeting", "happened", "2020-08-13/2020-08-13")]),
    "23 told ahead": (
        "The party will hold a plenary meeting on Wednesday.",
        [("party_plenary", "announced", "2020-08-19/2020-08-19")]),
    "an accord left is none made": (
        "Seoul fully suspended the 2018 military agreement on Tuesday.",
        [("inter_korean_rupture", "happened", "2020-08-18/2020-08-18")]),
    "nor where it is only planned": (
        "The Cabinet approved a motion to suspend the military accord.", [("inter_korean_rupture", "announced", "/")]),
    "broadcasts open no border": ("Seoul resumed loudspeaker broadcasts along the border on Monday.", []),
    "traffic does": (
        "The North resumed flights to Beijing on Monday.",
        [("border_reopening", "happened", "2020-08-17/2020-08-17")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), EVENTS.values(), ids=EVENTS)
def test_an_event_has_its_kind_status_and_days(text: str, wanted: list[Told]) -> None:
    assert [(event.kind, event.status, day(event)) for event in read(text).events] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The North fired an unidentified projectile, Seoul said.", ["fired an unidentified projectile"]),
        ("The North fired a ballistic missile, Tokyo said.", ["fired a ballistic missile"]),
    ],
)
def test_19_the_class_of_a_missile_is_told_as_it_stands(text: str, wanted: list[str]) -> None:
    assert [event.text for event in read(text).events] == wanted


def test_24_a_figure_has_the_days_of_its_own_flood() -> None:
    text = "Last year's storm destroyed 900 homes. The flood of July destroyed 310 homes in Anju."
    assert [claim.date_start for claim in read(text).claims] == ["2019-01-01", "2020-07-01"]


def test_9_10_a_day_is_that_of_korea() -> None:
    text = "PYONGYANG, August 15 (KCNA) -- The army fired a missile on Saturday."
    (event,) = read(text).events
    assert event.date_start == "2020-08-15"


CORRECTIONS = {
    "from … to": "The agency later corrected the number of dead from 22 to 24.",
    "to … from": "The ministry raised the death toll to 24 from 22.",
    "revised up to": "The death toll was revised up to 24 from an earlier figure of 22.",
    "not": "KCNA corrected its figure: 24 people died in Anju, not 22.",
    "as reported earlier": "The number of dead is 24 and not 22 as reported earlier.",
    "correcting": "The agency said 24 people died, correcting an earlier figure of 22.",
    "a note below": "Correction: an earlier version of this article said 22 people died. The number of dead is 24.",
}


@pytest.mark.parametrize("text", CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_corrected_figure_does_not_stand_beside_its_correction(text: str) -> None:
    told = {claim.value: claim.stance for claim in read(text).claims}
    assert told == {22.0: "withdrawn", 24.0: "asserted"}


LISTS = {
    "in front, with semicolons": (
        "In Anju City, 200 homes were destroyed and 31 people died; in Sinuiju City, 120 homes were flooded.",
        ["anju", "anju", "sinuiju"]),
    "in front, with commas": (
        "In Anju City 200 homes were destroyed, in Sinuiju City 120 homes were flooded.", ["anju", "sinuiju"]),
    "behind": (
        "Heavy rain left 12 people dead in Anju City, 4 in Sinuiju City and 3 in Uiju County.",
        ["anju", "sinuiju", "uiju"]),
    "bare, as in a telegram": (
        "Kangwon Province reported 300 houses destroyed, Jagang Province 200 houses and Sinuiju City 150 houses.",
        ["kangwon", "chagang", "sinuiju"]),
    "a part lends its place to nobody": (
        "In the country 450 houses were destroyed, 220 houses in Anju alone. More than 80 people fled.",
        ["KP", "anju", "KP"]),
    "there": (
        "Floods hit Anju. Rain there registered 388 mm, and it topped 250 mm in Kanggye City.", ["anju", "kanggye"]),
    "a name of two words": ("Kim Chaek City saw 66 mm of rain.", ["kimchaek"]),
    "while": (
        "Unpha County saw 730 houses inundated and 600 hectares of paddy flooded, while Anju saw 40 houses destroyed.",
        ["unpha", "unpha", "anju"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTS.values(), ids=LISTS)
def test_each_figure_of_a_list_keeps_its_place(text: str, wanted: list[str]) -> None:
    assert [named(claim.place) for claim in read(text).claims] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The talk of the puppet clique is sheer fabrication and slander.",
        "Traitors who spread false reports about the leadership will pay.",
        "They denied the socialist system and slandered the leader.",
        "No lie can cover up the crimes of the reactionaries.",
        "They will doubt their eyes at the sight of it.",
    ],
)
def test_abuse_denies_nothing(text: str) -> None:
    assert read(text).claims == ()


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("A report by the Unification Ministry said 40 homes were destroyed.", "mou"),
        ("Kim Jong Un sent a message to Xi Jinping. The message said 40 homes were destroyed.", "kim-jong-un"),
        ("In its report, OCHA spoke of need. 40 homes were destroyed, according to the report.", "ocha"),
        ("KCNA carried a statement of the Foreign Ministry. 40 homes were lost, the statement said.",
         "(Foreign Ministry)"),
        ("The statement said 40 homes were destroyed.", "(statement)"),
    ],
)  # fmt: skip
def test_a_writing_speaks_for_who_wrote_it(text: str, claimant: str) -> None:
    assert [named(claim.claimant) for claim in read(text).claims] == [claimant]


PARTS = {
    "of the": ("280 of the 900 homes were destroyed in Anju.", [("homes_destroyed", 280.0, "part")]),
    "of the, in front": ("Of the 900 homes in Anju, 280 were destroyed.", [("homes_destroyed", 280.0, "part")]),
    "a fraction": ("Half of the 900 homes were destroyed, and two thirds of the rest.", []),
    "a share": ("Some 40 percent of the 900 homes were destroyed.", [("other", 40.0, "unknown")]),
    "all": ("All of the 900 homes were destroyed.", [("homes_destroyed", 900.0, "unknown")]),
    "of the things": ("280 of the homes in Anju were destroyed.", [("homes_destroyed", 280.0, "part")]),
}


@pytest.mark.parametrize(("text", "wanted"), PARTS.values(), ids=PARTS)
def test_the_whole_is_not_what_befell_the_part(text: str, wanted: list[Told]) -> None:
    assert [(c.metric, c.value, c.scope) for c in read(text).claims] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("IFRC withdrew its figure of 133 deaths on Saturday and said that 98 people were killed in Sinuiju.",
         [(133, "withdrawn"), (98, "asserted")]),
        ("KCNA denied reports of 1,000 deaths and said that 40 people died in Sinuiju.",
         [(1000, "denied"), (40, "asserted")]),
        ("KCNA retracted its toll of 60 dead and now reports 45 deaths.", [(60, "withdrawn"), (45, "asserted")]),
        ("KCNA retracted its toll of 60 dead and 25 missing.", [(60, "withdrawn"), (25, "withdrawn")]),
        ("KCNA denied that 40 people were killed and that 60 were missing.", [(40, "denied"), (60, "denied")]),
    ],
)  # fmt: skip
def test_what_one_says_next_is_neither_denied_nor_withdrawn(text: str, wanted: list[Told]) -> None:
    assert [(c.value, c.stance) for c in read(text).claims] == wanted


KOREAN = "홍수로 40명이 숨지고 집 300채가 파괴되였다. 논 300 정보가 물에 잠기고 12 030세대가 집을 잃었다."


@pytest.mark.parametrize("language", ["ko", "en", "und"])
def test_korean_is_kept_and_never_half_read_as_english(language: str) -> None:
    found = extract(Article(id="a", text=KOREAN, published="2020-08-18", language=language))
    assert (found.claims, found.events, found.quantities, found.dates, found.quotes) == ((), (), (), (), ())
    assert ["not extracted" in note for note in found.notes] == [True]


def test_korean_sentences_of_an_english_page_are_left_out_and_names_in_hangul_are_not() -> None:
    text = f"KCNA said 40 people died in Anju (안주).\n\n{KOREAN}\n\nNine people were missing."
    found = read(text)
    assert [(claim.metric, claim.value) for claim in found.claims] == [("people_killed", 40.0), ("people_missing", 9.0)]
    assert ["not extracted" in note for note in found.notes] == [True]
    assert read("KCNA said 40 people died in Anju (안주).").notes == ()
