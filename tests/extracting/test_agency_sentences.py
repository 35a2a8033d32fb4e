"""Sentences as agencies print them on damage and aid: which figure, of what, where, when and said by whom."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Claim


def claims(text: str) -> tuple[Claim, ...]:
    """What an English article of Tuesday, 18 August 2020, with this text claims."""
    return extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims


FIGURES = {
    "none of a number is no zero": (
        "After the flood no casualty figures have been released.",
        [("people_casualties", None)],
    ),
    "no toll is no zero": (
        "No official death toll from the flood has been made public.",
        [("people_killed", None)],
    ),
    "no major casualties are none": ("The flood caused no major casualties.", [("people_casualties", 0.0)]),
    "euros are no dollars": ("The fund got 3 million euros after the flood.", [("other", 3e6)]),
    "what is to be built is not built": (
        "Kim instructed that 800 houses be built in the county.",
        [("homes_planned", 800.0)],
    ),
    "a plan for homes loses none": (
        "The plan for 2 300 houses was drawn up in haste, for the flooded valley lost many more.",
        [("homes_planned", 2300.0)],
    ),
    "a number of the missing behind other things": (
        "The rain hit three counties and the Red Cross put the number of missing at 31.",
        [("counties_affected", 3.0), ("people_missing", 31.0)],
    ),
    "a count of evacuees is none of homes": (
        "The flood swamped 1,710 homes. The number of evacuees rose from 3,200 to 4,150.",
        [("homes_flooded", 1710.0), ("people_evacuated", 3200.0), ("people_evacuated", 4150.0)],
    ),
    "a number of homeless is none of homes": (
        "The flood swamped 1,710 homes. The number of homeless rose to 4,150.",
        [("homes_flooded", 1710.0), ("people_displaced", 4150.0)],
    ),
    "left dead or missing": (
        "Some 30 people were left dead or missing in the flood.",
        [("people_killed_or_missing", 30.0)],
    ),
    "killed or were missing": (
        "After the flood 300 people had been killed or were missing.",
        [("people_killed_or_missing", 300.0)],
    ),
    "the earlier toll is one of the same": (
        "The rain left 24 people dead, up from an earlier toll of six, as well as over 49,000 homeless.",
        [("people_killed", 24.0), ("people_killed", 6.0), ("people_displaced", 49000.0)],
    ),
    "a toll, and what is said beside it": (
        "A trader said that the toll was 120 and that 60 were hurt.",
        [("people_killed", 120.0), ("people_injured", 60.0)],
    ),
    "a roof lost is no home lost": (
        "After the flood 218 houses lost their roofs and 46 were destroyed.",
        [("homes_damaged", 218.0), ("homes_destroyed", 46.0)],
    ),
    "a power cut harms no home": ("The storm caused power cuts at 161,000 homes.", [("other", 161000.0)]),
    "a caseload of fever is none of the coronavirus": (
        "Fever spread on. The total caseload came to 2,460,640, of which 1,768,080 have recovered.",
        [("fever_cases_total", 2460640.0), ("fever_recovered_total", 1768080.0)],
    ),
    "kits for families are no families": (
        "Volunteers handed out 2,690 family kits to 10,760 people after the flood.",
        [("other", 2690.0), ("people_assisted", 10760.0)],
    ),
    "family homes are homes": ("The flood destroyed 40 family homes.", [("homes_destroyed", 40.0)]),
    "who is under the mud is not counted among the bodies": (
        "They dug out 19 bodies; three are still under the mud.",
        [("people_killed", 19.0)],
    ),
    "an aside on rice prices no maize": (
        "Corn, eaten where rice is dear, cost 2,900 won a kilogram.",
        [("maize_price_kpw_kg", 2900.0)],
    ),
    "an aside on maize prices no rice": (
        "The price of rice, dearer than corn, rose to 6,000 won a kilogram.",
        [("rice_price_kpw_kg", 6000.0)],
    ),
    "an economy that shrinks does not grow": (
        "The North's economy contracted by 4.5 percent in 2020.",
        [("other", 4.5)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), FIGURES.values(), ids=list(FIGURES))
def test_the_figure_is_of_what_the_sentence_counts(text: str, wanted: list[tuple[str, float | None]]) -> None:
    """Metrics and values, in order."""
    assert [(claim.metric, claim.value) for claim in claims(text)] == wanted


def test_a_zero_beside_a_rumour_that_is_denied_stands() -> None:
    """What is said in a clause of its own is not denied with the next one."""
    found = claims(
        "Kim said that no casualty occurred in Sinuiju and that the rumour that 1 000 are missing is a fabrication."
    )
    assert {(claim.metric, claim.stance) for claim in found} == {
        ("people_casualties", "asserted"),
        ("people_missing", "denied"),
    }


HEDGES = {
    "expected to be": ("Some 170 000 tons of grain are expected to be lost in the flood.", "are expected to"),
    "feared": ("The blast brought down the feared toll of 3,000 dead.", "feared toll of"),
    "what the next clause expects": ("The wetness of soil is at 55 percent and the drought is expected to last.", None),
}


@pytest.mark.parametrize(("text", "hedge"), HEDGES.values(), ids=list(HEDGES))
def test_what_is_expected_is_told_as_that(text: str, hedge: str | None) -> None:
    """The word that makes a figure no fact, or none."""
    assert [claim.hedge for claim in claims(text)] == [hedge]


VOICES = {
    "two bodies behind the figure": (
        "The flood killed 40 people, the Red Cross and the World Food Programme said after a visit to the area.",
        [("Red Cross and World Food Programme", None)],
    ),
    "an official here": ("A ministry official here said the flood killed 40 people.", [("ministry official", None)]),
    "whose estimates": (
        "The flood killed 40 people, South Korean estimates showed.",
        [("South Korean estimates", None)],
    ),
    "sources inside the country": (
        "The flood killed 40 people, sources inside the country told RFA Wednesday.",
        [("sources", "RFA")],
    ),
    "a team that visited": ("A UN team that visited the county put the dead of the flood at 40.", [("UN", None)]),
    "the official agency is no person": (
        "The flood killed 40 people, the official KCNA news agency reported.\nIt left 900 homeless, said the report.",
        [("KCNA", None), ("KCNA", None)],
    ),
    "data available from": (
        "The flood killed 40 people, according to data available from the State Statistical Bureau.",
        [("State Statistical Bureau", None)],
    ),
    "information provided by": (
        "The flood killed 40 people, according to information provided by the Ministry of Agriculture.",
        [("Ministry of Agriculture", None)],
    ),
    "a partner cited": (
        "The flood killed 40 people, Rimjin-gang said Friday, citing a partner in the county.",
        [("partner", "Rimjin-gang")],
    ),
    "assessments by": (
        "Initial assessments by the Red Cross show that 40 people died in the flood.",
        [("Red Cross", None)],
    ),
    "one of several": ("The flood killed 40 people, one of the residents said.", [("one of the residents", None)]),
    "whole name of a ministry": (
        "The Ministry of Public Security confirmed 40 deaths in the flood.",
        [("Ministry of Public Security", None)],
    ),
    "cited by": (
        "The flood killed 40 people, KCTV said, cited by the unification ministry.",
        [("KCTV", "unification ministry")],
    ),
    "with what result": (
        "The flood killed 40 people, the Red Cross said, leaving 900 homeless.",
        [("Red Cross", None), ("Red Cross", None)],
    ),
    "the figure that somebody admits": (
        "The flood killed 40 people, far above the 22 that a North Korean official admitted to in May.",
        [(None, None), ("North Korean official", None)],
    ),
    "the figure given by somebody": (
        "The toll of 40 given by South Korean media after the flood was too high.",
        [("South Korean media", None)],
    ),
    "what missiles did that somebody tells of": (
        "The army fired three missiles that Seoul said flew 500 km.",
        [(None, None), ("Seoul", None)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), VOICES.values(), ids=list(VOICES))
def test_who_tells_a_figure_is_named(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    """Claimant and who passes it on, in order."""
    found = claims(text)
    assert [
        (claim.claimant.name if claim.claimant else None, claim.via.name if claim.via else None) for claim in found
    ] == wanted


SILENCES = {
    "not aware of any": "The ministry in Seoul said it is not aware of any casualties from the flood.",
    "no knowledge of": "The ministry said it had no knowledge of casualties in the flood.",
}


@pytest.mark.parametrize("text", SILENCES.values(), ids=list(SILENCES))
def test_who_knows_of_none_counts_no_zero(text: str) -> None:
    """A silence, with no number."""
    assert [(claim.metric, claim.value, claim.stance) for claim in claims(text)] == [
        ("people_casualties", None, "not_reported")
    ]


PLACES = {
    "the next clause's place": (
        "Some 180 bridges were mended after the flood, and trains between Chongjin and Rason ran again on Sunday.",
        ["KP"],
    ),
    "the next figure's place": (
        "The drought dried up 300 hectares of paddies, it said, and in South Hwanghae Province 58 percent withered.",
        ["KP", "south-hwanghae"],
    ),
    "a list that shares its place": (
        "Several dykes were destroyed and at least 300 hectares of paddy and other fields were flooded in Kangwon.",
        ["kangwon", "kangwon"],
    ),
    "where a cited source sits": (
        "The toll of the flood in North Hamgyong Province has reached 27, Daily NK said, citing a source in Ryanggang.",
        ["north-hamgyong"],
    ),
    "where a source sits who alone names a place": (
        "The toll of the flood has reached 27, Daily NK said, citing a source in Ryanggang Province.",
        ["KP"],
    ),
    "where a magazine sits": (
        "Two boats sank off Chongjin and 21 fishermen drowned, Rimjin-gang in Japan said Friday, citing a partner.",
        ["chongjin"],
    ),
    "what officials toured": (
        "The flood killed 68 North Koreans, according to officials who toured Hwanghae and Kangwon.",
        ["KP"],
    ),
    "an example of the places": (
        "Some people starved in parts of North Korea, including Kaesong. In the 1990s 3 million people died of hunger.",
        ["KP"],
    ),
    "where a ministry sits": (
        "The farm ministry in Pyongyang was silent on the flood. The country needs 5.75 million tons of grain.",
        ["KP", "KP"],
    ),
    "the capital by name": ("Ten people died in the flood in the North Korean capital Pyongyang.", ["pyongyang"]),
    "the capital again": (
        "In Pyongyang rice cost 5,000 won, in Hyesan 5,100 won. The dollar traded at 6,500 won in the capital.",
        ["pyongyang", "hyesan", "pyongyang"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), PLACES.values(), ids=list(PLACES))
def test_the_place_is_where_it_happened(text: str, wanted: list[str]) -> None:
    """The ids of the places, in order."""
    assert [claim.place.id if claim.place else None for claim in claims(text)] == wanted


DAYS = {
    "a deadline in the next clause": (
        "The flood destroyed 730 homes, and soldiers are to rebuild them by October 10.",
        [(None, None)],
    ),
    "a deadline that somebody else sets": (
        "The flood destroyed 730 homes and Kim told soldiers to finish 800 by October 10.",
        [(None, None), ("2020-10-10", "2020-10-10")],
    ),
    "what is to be done is no year ago": (
        "Kim instructed that 800 houses be built in the county by October 10.",
        [("2020-10-10", "2020-10-10")],
    ),
    "what was ordered is not done": ("Kim ordered 800 houses built by October 10.", [("2020-10-10", "2020-10-10")]),
    "as of a day, compared with another": (
        "As of Aug. 8, a kilogram of rice cost 5,100 won in Pyongyang, up 200 won from the end of July.",
        [(None, "2020-08-08"), (None, "2020-08-08")],
    ),
    "as of a month, compared with a year": (
        "As of June, the fund had sent 400 tons of rice to the North, against 900 tons last year.",
        [(None, "2020-06-30"), ("2019-01-01", "2019-12-31")],
    ),
    "how long it may last": (
        "Grain output could fall by up to 20 percent if the drought lasts until early July.",
        [(None, None)],
    ),
    "counted from the day of telling": (
        "A mine flooded on Aug. 1, an aid group said Sunday, and 19 people were rescued ten days later.",
        [(None, None)],
    ),
    "subjects joined by and": (
        "Some 40,000 workers and farmers left their homes in the flood on August 3.",
        [("2020-08-03", "2020-08-03")],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), DAYS.values(), ids=list(DAYS))
def test_the_days_are_those_on_which_it_happened(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    """First and last day, in order."""
    assert [(claim.date_start, claim.date_end) for claim in claims(text)] == wanted


def test_an_earlier_figure_is_not_of_tomorrow() -> None:
    """A text filed in the east on a Monday that tells of an earlier toll "on Tuesday" means none to come."""
    text = "SEOUL, Sept 12 (Reuters) - Flooding in North Korea killed 133.\nThe toll was up from 60 dead on Tuesday."
    found = extract(Article(id="a", text=text, published="2016-09-12", language="en")).claims
    assert [(claim.value, claim.scope, claim.date_start) for claim in found] == [
        (133.0, "unknown", None),
        (60.0, "earlier", None),
    ]


def test_who_doubts_a_figure_does_not_tell_it() -> None:
    """The one who tells it and the one who doubts it are two."""
    told = claims("KCNA said the flood killed 40 people, a toll doubted by outsiders.")[0]
    assert told.claimant is not None
    assert told.disputed_by is not None
    assert (told.claimant.name, told.disputed_by.name, told.stance) == ("KCNA", "outsiders", "asserted")
    alone = claims("The flood killed 40 people, a toll widely doubted by outsiders.")[0]
    assert (alone.claimant, alone.stance) == (None, "asserted")


def test_a_doubt_with_an_object_of_its_own_leaves_the_figure_before_alone() -> None:
    """What could not be verified is what became of the rest."""
    found = claims(
        "Some 300 people died in the camp. The group, which spoke to defectors, said it could not verify what became"
        " of the rest."
    )
    assert [(claim.metric, claim.value, claim.stance, claim.disputed_by) for claim in found] == [
        ("people_killed", 300.0, "asserted", None),
        ("other", None, "doubted", None),
    ]


QUOTED_WHILE = 'The broadcaster said 1,170 homes were flooded, while "hundreds of hectares" of crops were "buried".'


def test_words_quoted_behind_while_are_of_the_same_voice() -> None:
    """Quotation marks tell that the second half is told by the same one."""
    assert [claim.claimant and claim.claimant.name for claim in claims(QUOTED_WHILE)] == ["broadcaster", "broadcaster"]


MORE_FIGURES = {
    "deaths of fever are no cases": (
        "Fever spread on. By Monday 1.48 million people had become ill, with 56 fever deaths.",
        [("fever_cases_total", 1480000.0), ("fever_deaths_total", 56.0)],
    ),
    "partly destroyed is damaged": (
        "The flood destroyed 300 homes and partly destroyed 40 more.",
        [("homes_destroyed", 300.0), ("homes_damaged", 40.0)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), MORE_FIGURES.values(), ids=list(MORE_FIGURES))
def test_the_word_beside_decides(text: str, wanted: list[tuple[str, float | None]]) -> None:
    """Metrics and values, in order."""
    assert [(claim.metric, claim.value) for claim in claims(text)] == wanted


SECOND_FIGURES = {
    "died or disappeared": (
        "The flood was bad, and an aid group believes that 10,000 have died or disappeared.",
        [("people_killed_or_missing", 10000.0)],
    ),
    "dug out alive": (
        "A blast in a mine killed ten workers. Eleven were dug out alive.",
        [("people_killed", 10.0), ("people_rescued", 11.0)],
    ),
    "signs of fever": (
        "Fever spread on. About 350,000 people have shown signs of fever since late April.",
        [("fever_cases_total", 350000.0)],
    ),
    "tons of crops": ("North Korea produced 4.82 million tons of crops this year.", [("grain_output_tonnes", 4.82e6)]),
    "crop damage": ("KCNA has put the crop damage at 39,296 hectares.", [("cropland_damaged_ha", 39296.0)]),
    "nothing but": (
        '"Our house went under and the county gave us nothing but 5 kilograms of potatoes," the resident said.',
        [("other", 5.0)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SECOND_FIGURES.values(), ids=list(SECOND_FIGURES))
def test_a_second_reading_of_fresh_text(text: str, wanted: list[tuple[str, float | None]]) -> None:
    """Metrics and values, in order."""
    assert [(claim.metric, claim.value) for claim in claims(text)] == wanted


SECOND_DAYS = {
    "as of a day, and who reports it": (
        "As of 12 August, the Red Cross reports 76 people dead in the flood.",
        (None, "2020-08-12"),
    ),
    "from midnight on": (
        "Some 300 mm of rain fell in Sinuiju between midnight and 9 a.m. on Saturday.",
        ("2020-08-15", "2020-08-15"),
    ),
    "not seen since": (
        "Children in the North die at rates not seen since the late 1990s, with 900 deaths in one county.",
        (None, None),
    ),
    "what may last so long": (
        "The FAO puts the shortfall of grain at 860,000 tonnes, and says the lean period could last until October.",
        (None, None),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SECOND_DAYS.values(), ids=list(SECOND_DAYS))
def test_days_of_a_second_reading(text: str, wanted: tuple[str | None, str | None]) -> None:
    """First and last day of the one figure."""
    assert [(claim.date_start, claim.date_end) for claim in claims(text)] == [wanted]


def test_what_happened_is_not_the_word_of_who_asked_for_help() -> None:
    """Who asks for help after a flood does not tell how many it killed."""
    (found,) = claims("North Korea asked for help after floods killed 220 people, the Red Cross said.")
    assert found.claimant is not None
    assert (found.claimant.name, found.value) == ("Red Cross", 220.0)


def test_a_bureau_of_statistics_is_somebody() -> None:
    """A body whose name ends in a word for evidence is cited as a body."""
    (found,) = claims(
        "The Choson Sinbo, citing the North's Central Bureau of Statistics, said 2,500 households lost their homes."
    )
    assert found.claimant is not None
    assert found.via is not None
    assert (found.claimant.name, found.via.name) == ("Central Bureau of Statistics", "Choson Sinbo")


def test_what_was_suspended_before_is_no_plan() -> None:
    """Trains were suspended; the hectares were lost."""
    (found,) = claims("After the flood trains were suspended and 17 000 hectares of cropland washed away.")
    assert (found.metric, found.hedge) == ("cropland_destroyed_ha", None)


THIRD_FIGURES = {
    "none confirmed is no zero": (
        "After the typhoon no deaths or injuries have been officially confirmed.",
        [("people_killed", None), ("people_injured", None)],
    ),
    "who confirms a zero tells it": ("The flood caused no deaths, the ministry confirmed.", [("people_killed", 0.0)]),
    "without a home": (
        'Floods left 12 people missing. "Some 9,000 are without a home," an official said.',
        [("people_missing", 12.0), ("people_displaced", 9000.0)],
    ),
    "the remaining ones are not found": (
        "Three bodies were found after the flood; the search for the remaining three went on.",
        [("people_killed", 3.0)],
    ),
    "homeless, and what was flooded": (
        "The flood destroyed 2,900 houses, leaving 8,000 people homeless, and inundated 60,000 hectares of farmland.",
        [("homes_destroyed", 2900.0), ("people_displaced", 8000.0), ("cropland_flooded_ha", 60000.0)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), THIRD_FIGURES.values(), ids=list(THIRD_FIGURES))
def test_a_third_reading_of_fresh_text(text: str, wanted: list[tuple[str, float | None]]) -> None:
    """Metrics and values, in order."""
    assert [(claim.metric, claim.value) for claim in claims(text)] == wanted


UNDONE = {
    "refused": ("North Korea is refusing 50,000 tonnes of rice over drills, a spokesman said.", "refusing"),
    "asked donors for": ("The FAO asked donors for $17 million after the flood.", "asked donors for"),
}


@pytest.mark.parametrize(("text", "hedge"), UNDONE.values(), ids=list(UNDONE))
def test_what_is_refused_or_asked_for_is_not_given(text: str, hedge: str) -> None:
    """The word that makes it no fact."""
    assert [claim.hedge for claim in claims(text)] == [hedge]


def test_a_town_that_records_rain_is_no_claimant() -> None:
    """Nobody is named who measured it."""
    assert [claim.claimant for claim in claims("Wonsan recorded 385 mm of rain on Monday.")] == [None]


def test_a_source_named_behind_its_words_lends_no_place() -> None:
    """Where the source comes from is not where people are missing."""
    text = '"In Anju alone 40 homes were swept away and 90 people are missing," said a source from Kangwon.'
    assert [claim.place and claim.place.id for claim in claims(text)] == ["anju", "anju"]


FOURTH_FIGURES = {
    "what still stands": (
        "Only 8 of 900 homes still stand in the flooded county.",
        [("other", 8.0)],
    ),
    "what was spared": (
        "The flood spared 300 homes and destroyed 90.",
        [("other", 300.0), ("homes_destroyed", 90.0)],
    ),
    "what each gets is not what all got": (
        "The state gave each flooded family 50 kg of rice.",
        [("other", 50.0)],
    ),
    "each year is not each of them": (
        "Each year 31 people drowned in the flooded valley.",
        [("people_killed", 31.0)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), FOURTH_FIGURES.values(), ids=list(FOURTH_FIGURES))
def test_what_is_spared_or_told_of_each_is_no_total(text: str, wanted: list[tuple[str, float | None]]) -> None:
    """Metrics and values, in order."""
    assert [(claim.metric, claim.value) for claim in claims(text)] == wanted


def test_by_the_media_is_no_second_speaker() -> None:
    """The comma before who speaks joins nobody to them."""
    found = claims("Rains destroyed as many as 500 homes, not 5,000 as reported by South Korean media, the North said.")
    assert [claim.claimant and claim.claimant.id for claim in found] == ["gov-dprk", "gov-dprk"]


def test_who_reckons_a_shortfall_at_so_much_tells_it() -> None:
    """An institute that reckons something at a figure answers for it."""
    (found,) = claims("The Korea Development Institute reckons the shortfall of grain at 1.35 million tonnes.")
    assert found.claimant is not None
    assert found.claimant.name == "Korea Development Institute"


def test_who_denies_a_report_on_something_else_denies_no_toll() -> None:
    """The dead stand in an aside on the country; what is denied is told behind."""
    found = claims("Pakistan, where floods killed 24 people, denied a report that it sold shells to the North.")
    assert [(claim.metric, claim.value, claim.stance, claim.disputed_by) for claim in found] == [
        ("people_killed", 24.0, "asserted", None),
        ("other", None, "denied", None),
    ]


def test_the_first_of_a_change_is_the_earlier_one() -> None:
    """What a count went from is no count of today."""
    found = claims("The number of homes destroyed in the flood went from 380 to 410.")
    assert [(claim.value, claim.scope) for claim in found] == [(380.0, "earlier"), (410.0, "unknown")]


def test_a_zero_has_the_teller_of_its_own_clause() -> None:
    """Who reports rain in the North tells its zero, not the agency abroad that counts its own dead."""
    found = claims("Floods in Pakistan killed 24, its agency said, while KCNA reported heavy rain but no casualties.")
    assert [(claim.value, claim.claimant and claim.claimant.name) for claim in found] == [
        (24.0, "its agency"),
        (0.0, "KCNA"),
    ]


COMPARED_DAYS = {
    "it was so much then": (
        '"The price of rice is now 7,000 won, it was 4,000 won at the start of June," a trader said.',
        [(None, None), ("2020-06-01", "2020-06-10")],
    ),
    "a fall from the year compared with": (
        "A total of 229 people fled this year, compared with 1,047 people in 2019, a fall of 78 percent.",
        [("2020-01-01", "2020-12-31"), ("2019-01-01", "2019-12-31"), ("2020-01-01", "2020-12-31")],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), COMPARED_DAYS.values(), ids=list(COMPARED_DAYS))
def test_the_day_of_an_old_figure_is_its_own(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    """First and last day, in order."""
    assert [(claim.date_start, claim.date_end) for claim in claims(text)] == wanted
