"""Sentences on floods, accidents, epidemics and aid, as agencies print them: which figures they give, of what."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Claim


def claims(text: str) -> tuple[Claim, ...]:
    """What an English article of 18 August 2020 with this text claims."""
    return extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims


FIGURES = {
    "persons are not damaged": (
        "The flood destroyed 40 homes and killed nine people. Another 870 were partly damaged, 63 others collapsed.",
        [("homes_destroyed", 40.0), ("people_killed", 9.0), ("homes_damaged", 870.0), ("homes_destroyed", 63.0)],
    ),
    "only flooded is not destroyed": (
        "After the flood the 40 homes that a post called destroyed were only flooded.",
        [("homes_flooded", 40.0)],
    ),
    "the missing who are alive": ("After the flood four men who were missing turned up alive.", [("other", 4.0)]),
    "so much smaller is no area": ("The area flooded was 300 hectares smaller.", [("other", 300.0)]),
    "tents for families": (
        "After the flood the Red Cross gave tents to 310 families.",
        [("households_assisted", 310.0)],
    ),
    "power cut is no home hit": ("The typhoon cut power to 310 homes.", [("other", 310.0)]),
    "the dead and wounded are not the dead": (
        "The army put the dead and wounded at 310.",
        [("people_casualties", 310.0)],
    ),
    "none killed": ("The flood killed no one.", [("people_killed", 0.0)]),
    "what was built was not destroyed": (
        "After the flood they built 20 bridges, laid 30 km of roads and planted 2,100 trees along them.",
        [("other", 20.0), ("other", 30.0), ("other", 2100.0)],
    ),
    "a new bridge can fall": ("The flood swept away 31 newly built bridges.", [("bridges_damaged", 31.0)]),
    "waves go on as waves": (
        "Waves of 103 centimeters were seen off Kosong and 59 centimeters off Kimchaek after the typhoon.",
        [("other", 103.0), ("other", 59.0)],
    ),
    "homes are not counted in meters": (
        "The flood broke 2,000 meters of dyke, leaving many houses submerged and five destroyed.",
        [("other", 2000.0), ("homes_destroyed", 5.0)],
    ),
    "or more than is no or more": (
        "There will be rainfall of 100 to 150 mm or more than 200 mm.",
        [("rainfall_mm", None), ("rainfall_mm", 200.0)],
    ),
    "hail is no voice": ("It hailed 12 cm in Yonsa County.", [("other", 12.0)]),
    "degrees in a list of towns": (
        "It was 28.2 degrees Celsius in Pyongyang, 28.9 in Haeju and 28.1 in Sariwon.",
        [("other", 28.2), ("other", 28.9), ("other", 28.1)],
    ),
    "long-range missiles may lie in store": ("It has ordered 400 long-range missiles.", [("other", 400.0)]),
    "short-range missiles were fired": ("It fired four short-range missiles.", [("missiles_launched", 4.0)]),
    "the rate of another currency": (
        "The dollar hit 16,200 won in Pyongyang, up 12 percent; the yuan stood at 2,050.",
        [("usd_rate_kpw", 16200.0), ("other", 12.0), ("cny_rate_kpw", 2050.0)],
    ),
    "lodged crops are damaged too": (
        "Some 300 ha of farmland were inundated, lodged or buried.",
        [("cropland_damaged_ha", 300.0)],
    ),
    "a thousand and some": ("They built a thousand and several hundreds of houses.", [("homes_built", None)]),
    "who was aboard did not drown": (
        "Ten people drowned when a ferry with 48 passengers sank.",
        [("people_killed", 10.0), ("other", 48.0)],
    ),
    "an unknown verb has its own object": (
        "The pit caved in, killing at least 23 miners and trapping 14 others.",
        [("people_killed", 23.0), ("other", 14.0)],
    ),
    "wounding is done to the people behind it": (
        "The quake killed five soldiers and wounded nine other people.",
        [("people_killed", 5.0), ("people_injured", 9.0)],
    ),
    "the disaster-hit provinces were sent men": (
        "Some 12,000 party members went to the disaster-hit provinces.",
        [("other", 12000.0)],
    ),
    "flooding is no deed": (
        "Flooding in the north forced the evacuation of 5,000 people.",
        [("people_evacuated", 5000.0)],
    ),
    "a mission rescued nobody yet": (
        "After the flood the missing persons exceed 1,000 and a rescue mission set out.",
        [("people_missing", 1000.0)],
    ),
    "those who live in the open are not missing": (
        "The flood left 400 missing, and 69,000 were living in the open.",
        [("people_missing", 400.0), ("people_displaced", 69000.0)],
    ),
    "an unknown predicate is not the one before": (
        "In the flood 400 died, and 300 had volunteered.",
        [("people_killed", 400.0)],
    ),
    "frost is no toll": ("In the flood 400 died, and the nights are below zero.", [("people_killed", 400.0)]),
    "hail is no rain": ("After the rain came hailstones of 25 mm.", [("other", 25.0)]),
    "waves are no rain": ("The typhoon brought waves of 50 cm.", [("other", 50.0)]),
    "dead and missing are one toll": (
        "The number of dead and missing may be as high as 1,500.",
        [("people_killed_or_missing", 1500.0)],
    ),
    "the part of a whole recovered, the whole did not": (
        "Fevered persons have reached 900, of whom 600 have recovered and 300 are under medical treatment.",
        [("fever_cases_total", 900.0), ("fever_recovered_total", 600.0), ("fever_in_treatment", 300.0)],
    ),
    "new deaths and all deaths of a fever": (
        "Monday brought 90 more people with fever and two additional deaths. "
        "The fever has claimed 65 deaths since April.",
        [("fever_cases_new", 90.0), ("fever_deaths_new", 2.0), ("fever_deaths_total", 65.0)],
    ),
    "a share of the population is not the population": (
        "After the flood 10.1 million people, or 40 percent of the population, eat too little.",
        [("other", 10.1e6), ("other", 40.0)],
    ),
    "an appeal to help people is a target": (
        "The agency appealed for $3 million to help 28,000 flood survivors.",
        [("appeal_usd", 3e6), ("aid_target_people", 28000.0)],
    ),
    "so many in ten are no figure": ("After the flood 8 in 10 wells were foul.", []),
    "so many out of all": ("The fire killed 22 workers out of 99.", [("people_killed", 22.0)]),
    "an epidemic of any kind is no case of one": ("No epidemic had broken out after the flood.", []),
    "rice grown is no rice given": (
        "The harvest was poor. Rice made up 2.02 million tons of it.",
        [("other", 2.02e6)],
    ),
    "cement is no rice": (
        "Seoul sent 5,000 tons of rice and 10,000 tons of cement.",
        [("aid_rice_tonnes", 5000.0), ("other", 10000.0)],
    ),
    "a harvest cut by so much is not that much": (
        "The flood may cut the harvest by 450,000 tons.",
        [("other", 450000.0)],
    ),
    "a share of the hungry is no change of the harvest": (
        "The harvest was poor, and 63.1 percent of the population is hungry, up from 59.8 percent.",
        [("other", 63.1), ("other", 59.8)],
    ),
    "money got is no trade": (
        "Trade with China fell. The agency got only $9 million.",
        [("money_usd", 9e6)],
    ),
    "homes without power stand": ("After the storm 161,000 homes lost power.", [("other", 161000.0)]),
    "who tells it did not die": ("A resident said that two children died in the flood.", [("people_killed", 2.0)]),
    "isolation is no recovery": (
        "The fever spread. About 187,800 people are in isolation, and 162,200 have recovered.",
        [("fever_in_treatment", 187800.0), ("fever_recovered_total", 162200.0)],
    ),
    "crops saved are not damaged": ("After the flood soldiers saved crops on 180 hectares.", [("other", 180.0)]),
    "lost at sea": ("The storm left 40 fishermen lost at sea.", [("people_missing", 40.0)]),
    "lives claimed are dead": ("The flood claimed some 30 lives.", [("people_killed", 30.0)]),
    "injuring is a deed": (
        "A slide buried a hostel, killing 14 workers and injuring eight.",
        [("people_killed", 14.0), ("people_injured", 8.0)],
    ),
    "a range of an unknown thing": ("The drought could cut output by 10 to 15 percent.", [("other", None)]),
}


@pytest.mark.parametrize(("text", "wanted"), FIGURES.values(), ids=FIGURES)
def test_a_figure_counts_what_its_own_words_say(text: str, wanted: list[tuple[str, float | None]]) -> None:
    assert [(claim.metric, claim.value) for claim in claims(text)] == wanted


def place_of(claim: Claim) -> str | None:
    """The id of a claim's place, else its name in brackets."""
    return (claim.place.id or f"({claim.place.name})") if claim.place else None


PLACES = {
    "the country next door": (
        "Floods hit North Korea. In neighbouring South Korea, at least 42 people were killed by the floods.",
        [None],
    ),
    "a province next door": (
        "Floods hit North Korea. China's neighbouring Jilin province reported 15 deaths from the flood.",
        [None],
    ),
    "harm by one doer": ("Floods killed 133 people and left 395 missing in Wonsan.", ["wonsan", "wonsan"]),
    "in turn, told so": (
        "In Kangwon and North Hwanghae provinces, 730 and 450 homes were destroyed by the flood, respectively.",
        ["kangwon", "north-hwanghae"],
    ),
    "in turn, of one unit": (
        "The rain brought 108 mm and 100 mm in Rimsan and Unsan counties.",
        ["(Rimsan)", "unsan"],
    ),
    "in turn, before a place of another figure": (
        "It rained 199 mm and 185 mm respectively in Chonma and Unsan counties and 192 mm in Sangdok County, "
        "Jagang Province.",
        ["chonma", "unsan", "(Sangdok County)"],
    ),
    "a place that no table knows behind its figure": (
        "It rained 260 mm in Sepho, 246 mm in Pamdok and 204 mm in Imdok counties.",
        ["sepho", "(Pamdok)", "(Imdok)"],
    ),
    "in turn, before the figures, the province between": (
        "Phyongsan and Singye counties in North Hwanghae Province saw 494 mm and 424 mm rainfalls respectively, while "
        "Sepho and Ichon counties in Kangwon Province saw 469 mm and 434 mm respectively.",
        ["phyongsan", "singye", "sepho", "ichon"],
    ),
    "districts and counties of two cities": (
        "The wind blew 19 m/s in Samsok District of Pyongyang and Jangphung County of Kaesong City.",
        ["samsok;jangphung"],
    ),
    "cities behind a province": (
        "The typhoon felled 90 trees in Kosong County, Kangwon Province, and Hamhung and Sinpho cities.",
        ["kosong;hamhung;sinpo"],
    ),
    "near a place is not in it": (
        "Rain of 90 mm was measured near Sonchon in North Pyongan Province.",
        ["north-pyongan"],
    ),
    "villages that no table knows": (
        "Crops on 200 hectares were damaged in Pudok-ri and 150 hectares in Sinjang-ri.",
        ["(Pudok-ri)", "(Sinjang-ri)"],
    ),
    "a place in the South of another spelling": ("Floods hit Daejeon, where 31 homes were lost.", ["(Daejeon)"]),
    "not in turn, of two units": (
        "The flood hit 40 homes and 30 hectares of paddy in Uiju and Manpo.",
        ["uiju;manpo", "uiju;manpo"],
    ),
    "where the speaker's office is": (
        "Floods hit North Korea. Chris Staines, who heads an office in Pyongyang, said 138 people died.",
        ["KP"],
    ),
    "after a list of places the next figure is of none of them": (
        "Floods hit North Korea. In Musan 512 homes were destroyed; in Yonsa 160 homes. In all, 900 homes fell down.",
        ["musan", "yonsa", "KP"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), PLACES.values(), ids=PLACES)
def test_a_figure_has_the_place_of_its_own_words(text: str, wanted: list[str | None]) -> None:
    assert [place_of(claim) for claim in claims(text)] == wanted


VOICES = {
    "what is behind an order is the author's": (
        "Kim Jong Un ordered the army to Sinuiju, where floods destroyed 410 homes.",
        [("asserted", None)],
    ),
    "a county records nothing": ("Taedong County recorded 420 mm of rain.", [("asserted", None)]),
    "the nation is told": (
        "President Kabore told the nation 28 people were killed.",
        [("asserted", "President Kabore")],
    ),
    "an institute of the South is not the South": (
        "South Korea's Korea Development Institute said 40 homes were destroyed.",
        [("asserted", "South Korea's Korea Development Institute")],
    ),
    "a channel is no person": (
        "Kim Jong Un said so. TV Chosun said 1,500 people died. KCNA quoted him as saying that 20 people died.",
        [("asserted", "TV Chosun"), ("asserted", "Kim Jong Un")],
    ),
    "no figures are no zero": ("The Red Cross said it had no figures on casualties.", [("not_reported", "Red Cross")]),
    "nobody is told who could not confirm it": (
        "A train fell and 400 people died. The report could not be independently confirmed.",
        [("asserted", None), ("doubted", None)],
    ),
    "dismissed by somebody as": (
        "RFA said 40 people died. The figure was dismissed by Pyongyang as a fabrication.",
        [("asserted", "RFA"), ("denied", "Pyongyang")],
    ),
    "the Red Cross of no country": (
        "Ten people died in North Korea's north, the Red Cross said.",
        [("asserted", "Red Cross")],
    ),
    "an administration is not the government": (
        "South Korea's Rural Development Administration said ten people died.",
        [("asserted", "South Korea's Rural Development Administration")],
    ),
    "whose report nobody could verify": (
        "Ten homes were destroyed. Reports that people had starved in Hyesan could not be verified.",
        [("asserted", None), ("doubted", None)],
    ),
    "false information": (
        "The enemy is spreading the false information that 1,000 people died.",
        [("denied", None)],
    ),
    "called impossible": (
        "RFA said 40 people died. Experts called the figure impossible.",
        [("asserted", "RFA"), ("doubted", "Experts")],
    ),
    "said to be too low": (
        "RFA said 40 people died, a figure that Seoul said was too low.",
        [("asserted", "RFA"), ("doubted", "Seoul")],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), VOICES.values(), ids=VOICES)
def test_who_says_it_and_how(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert [(one.stance, one.claimant.name if one.claimant else None) for one in claims(text)] == wanted


def test_a_record_since_a_year_is_not_of_that_year() -> None:
    assert [claim.date_start for claim in claims("The harvest was 4.9 million tons, the lowest since 2008.")] == [None]


def test_state_media_answer_for_data_that_they_do_not_name() -> None:
    text = "PYONGYANG, August 4 (KCNA) -- According to data available, 169 people died in the flood."
    assert [claim.claimant.name for claim in claims(text) if claim.claimant] == ["KCNA"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Kim, who came to the city in May, ordered that all 1,300 homes be finished.", None),
        ("He saw Uiju, which lost 1,200 homes in the flood, on Monday.", None),
        ("In July floods destroyed 1,300 homes in Uiju.", "2020-07-01"),
    ],
)
def test_a_day_between_commas_is_of_what_stands_there(text: str, days: str | None) -> None:
    assert [claim.date_start for claim in claims(text)] == [days]


def test_a_hedge_ends_where_a_clause_begins() -> None:
    text = "Experts said the flood might be worse than in 1995, when 5 million people were affected by floods."
    assert [claim.hedge for claim in claims(text)] == [None]


def test_a_hedge_behind_another_figure_is_not_that_of_the_first() -> None:
    text = "Officials said 92 families were living there, and hundreds may have died."
    assert [claim.hedge for claim in claims(text)] == [None, "may have"]


def test_a_forecast_is_no_rain_that_fell() -> None:
    text = "From Thursday to Friday 30-50 mm rainfalls, 70 mm in parts, will be observed in Kangwon Province."
    assert [claim.hedge for claim in claims(text)] == ["will", "will"]
    assert [claim.hedge for claim in claims("Rainfall reached 70 mm, and more is expected.")] == [None]


DAYS = {
    "behind each of a list": (
        "It rained 62 mm in Sinhung on June 11, 65 in Musan on June 12, 50 in Chonma and 52 mm in Uiju on June 15.",
        ["2020-06-11", "2020-06-12", "2020-06-15", "2020-06-15"],
    ),
    "hours have the day behind them": (
        "It rained 86 mm in Anju and 68 mm in Yodok from 03:00 to 06:00 Saturday.",
        ["2020-08-15", "2020-08-15"],
    ),
    "on the year before": (
        "In 2016 it sold 22.5 million tons, up 14.5 percent on the year before.",
        ["2016-01-01"] * 2,
    ),
    "over that of other years": ("Imports rose 155 percent over that in 2014-2018.", [None]),
    "an increase over a year": ("The budget is a 16.9 percent increase over the last year.", [None]),
    "when they were built is not when they broke": ("The flood broke three dykes built in 1990.", [None]),
}


@pytest.mark.parametrize(("text", "days"), DAYS.values(), ids=DAYS)
def test_each_figure_has_its_own_day(text: str, days: list[str | None]) -> None:
    assert [claim.date_start for claim in claims(text)] == days


def test_a_day_that_owns_a_noun_is_not_that_of_the_loss() -> None:
    text = "The flood destroyed 40 hectares of paddy, hitting this year's harvest."
    assert [claim.date_start for claim in claims(text)] == [None]


@pytest.mark.parametrize(
    "text",
    ["They have nothing to add, as all has been provided.", "That is a goal never to be given up."],
)
def test_what_is_given_or_given_up_is_no_silence(text: str) -> None:
    assert claims(text) == ()
