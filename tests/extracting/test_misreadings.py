"""What state media's own prose made the reader see once: each sentence must give these claims and no others."""

import pytest

from nkdata.extracting.claims.hedging import hedge_kind
from nkdata.extracting.pipeline import extract
from nkdata.model import Article

READINGS = {
    "the two countries are no count": ("The relations between the two countries grew closer.", []),
    "a worker is somebody, not one worker": ("Pak Chol, a worker at the mill, said that he was glad.", []),
    "a name that holds a day": ("A concert was given at the April 25 House of Culture after the flood.", []),
    "building is no damage": ("Men who fought the flood are building 2 000 flats.", []),
    "mending is no damage": ("After the flood, the soldiers mended 12 bridges.", [("other", 12.0)]),
    "a wish is no zero": ("He told officials after the flood to make sure that no casualty is caused.", []),
    "bodies that govern": ("The survey asked 1 794 autonomous bodies.", [("other", 1794.0)]),
    "bodies found": ("In the valley 31 bodies were found.", [("people_killed", 31.0)]),
    "those missing": ("Those missing are 3 155.", [("people_missing", 3155.0)]),
    "a title sent is no soldier sent": ("The title of Merited Builder was sent to 30.", []),
    "coal lost is no coal traded": ("The flood washed away 179 000 tonnes of coal.", [("other", 179000.0)]),
    "a rate is no amount": ("Demand fell to 1 million barrels per day.", [("other", 1e6)]),
    "what has a noun of its own": ("A cyber attack caused a blackout of 225,000.", []),
    "what has a verb of its own": ("Thousands marched where five people were killed.", [("people_killed", 5.0)]),
    "not a few are many": ("Not a few hectares of fields were flooded.", []),
    "a clock time is no year": ("The missile flew at 1451 GMT.", []),
    "nobody else is not nobody": ("No one else was hurt.", []),
    "nobody believes is no zero": ("Nobody believes that 40 people died.", [("people_killed", 40.0)]),
    "at least so many, perhaps more": (
        "At least 300 and possibly 400 homes were destroyed.",
        [("homes_destroyed", 300.0), ("homes_destroyed", 400.0)],
    ),
    "money paid is no wage": ("The firm had to pay 85 million dollars.", [("money_usd", 85e6)]),
    "an offer for shares is no aid": ("The fund offered 12 million dollars for the firm.", [("money_usd", 12e6)]),
    "killed at least so many, left so many missing": (
        "The rain has killed at least 14 people and left 7 missing.",
        [("people_killed", 14.0), ("people_missing", 7.0)],
    ),
    "none dead of an illness is not no case of it": ("There were no deaths from the virus.", [("people_killed", 0.0)]),
    "no cases of an illness by its name": ("The country reported no coronavirus cases.", [("covid_cases", 0.0)]),
    "grain needed is no harvest": ("The country needs 4 million tons of grain.", [("other", 4e6)]),
    "grain bought is no harvest": ("The country imported 40,000 tons of grain.", [("other", 40000.0)]),
    "killed so many, wounded so many": (
        "Shells killed two marines and wounded 18 people.",
        [("people_killed", 2.0), ("people_injured", 18.0)],
    ),
    "killed or wounded is not killed": (
        "More than 300 soldiers were killed or wounded.",
        [("people_casualties", 300.0)],
    ),
    "a speed in Mach is no height": (
        "The missile rose to an altitude of 25 km at Mach 6.9.",
        [("missile_altitude_km", 25.0)],
    ),
    "barrels set against a cap are not the cap": (
        "Tankers brought up to 2.2 million barrels of fuel, against an annual cap of 500,000 barrels.",
        [("petroleum_barrels", 2.2e6), ("petroleum_cap_barrels", 5e5)],
    ),
    "a country without an id fires for itself": ("Iran, not the North, fired four missiles.", [("other", 4.0)]),
    "a worker who speaks is not counted": (
        "After the flood a Red Cross worker put the missing at 395.",
        [("people_missing", 395.0)],
    ),
    "distance and altitude put side by side": (
        "It fired a missile. Tokyo put the distance at 500 km and the altitude at 50 km.",
        [("missile_range_km", 500.0), ("missile_altitude_km", 50.0)],
    ),
    "the dollar beside rice": (
        "Rice sold for 4,800 won a kilogram. The dollar traded at 8,200 won.",
        [("rice_price_kpw_kg", 4800.0), ("usd_rate_kpw", 8200.0)],
    ),
    "another country's missiles": ("Seoul answered by firing three missiles.", [("other", 3.0)]),
    "all but so many": ("All but 20 of the 500 soldiers died.", []),
    "another country's trade": (
        "North Korea's trade fell. South Korea's exports rose 2.1 percent to $559 billion.",
        [("other", 2.1), ("other", 559e9)],
    ),
    "a share of trade is no change of it": ("China accounted for 89 percent of the North's trade.", [("other", 89.0)]),
    "a number of what no table knows": ("Seoul put the number of containers at 13,000, enough for a year.", []),
    "firms blacklisted": (
        "The treasury blacklisted two firms and six vessels.",
        [("sanctioned_entities", 2.0), ("sanctioned_entities", 6.0)],
    ),
    "a missile by its name": (
        "The Hwasong-17 flew 1,090 km and rose to 6,248 km.",
        [("missile_range_km", 1090.0), ("missile_altitude_km", 6248.0)],
    ),
    "a dinner of so many dollars is no Australian one": ("A $5,000 dinner was held.", [("money_usd", 5000.0)]),
    "a year that describes is no count": ("It was a 1997 family comedy.", []),
    "money in a sentence on trade is no trade": (
        "The firm paid $2 million to lobby on trade and visa issues.",
        [("money_usd", 2e6)],
    ),
    "a tax is no growth": ("The economy needs a rise of the sales tax to 10 percent.", [("other", 10.0)]),
    "versions of a missile are not missiles": ("It has shown two versions of a ballistic missile.", []),
    "wages of a year": ("The park brought $110 million in wages in 2015.", [("money_usd", 110e6)]),
    "its disputed claim is no denial": ("The launch follows its disputed claim of a test.", []),
    "what was not known before is no silence": ("The flaw had never been publicly reported before.", []),
    "never giving up is no silence": ("The North would never give up its weapons.", []),
    "an age is no figure": ("The court sent a 58-year-old man to a camp.", []),
    "a denial with its reason is one denial": (
        "The ministry denied sending 900 soldiers, saying the report was a fabrication.",
        [("troops_sent", 900.0)],
    ),
    "put so many under water is no estimate": (
        "Rain put at least 200 hectares of rice paddies under water.",
        [("cropland_flooded_ha", 200.0)],
    ),
    "earned otherwise than as wages": (
        "The North earned half of its currency from thefts, and the haul of the year came to 3 billion dollars.",
        [("money_usd", 3e9)],
    ),
    "grain that is missing is no harvest": (
        "Some 860,000 tons of grain will be missing this year.",
        [("other", 860000.0)],
    ),
    "imports beside a harvest": (
        "The harvest was put at 4 million tons. Official imports are planned at 205,000 tons.",
        [("grain_output_tonnes", 4e6), ("other", 205000.0)],
    ),
    "deliveries beside a cap": (
        "That is 1,523,000 barrels of fuel if each ship was full, three times the cap of 500,000.",
        [("petroleum_barrels", 1523000.0), ("petroleum_cap_barrels", 500000.0)],
    ),
    "boats that drift are no aid": ("Last year 225 boats reached the shores of Japan.", [("other", 225.0)]),
    "people who need food are no population": (
        "Some 10 million people, 40 percent of the population, urgently needed food.",
        [("people_in_need", 10e6), ("other", 40.0)],
    ),
    "homes finished among those planned": (
        "More than 40 000 houses are being built this year and 12 000 have been finished.",
        [("homes_planned", 40000.0), ("homes_built", 12000.0)],
    ),
    "won to the dollar are no price of rice": (
        "Rice sold for 5,200 won. The exchange rate stood at 8,900 won to the dollar.",
        [("rice_price_kpw_kg", 5200.0), ("usd_rate_kpw", 8900.0)],
    ),
    "oil beside rice has its own price": (
        "Rice sold for 5,200 won. A litre of cooking oil cost 20,000 won.",
        [("rice_price_kpw_kg", 5200.0), ("other", 20000.0)],
    ),
    "exports of one good are not all exports": (
        "Coal exports came to $3 million. It exported $2 million worth of wigs.",
        [("money_usd", 3e6), ("money_usd", 2e6)],
    ),
    "rice stolen is no aid": (
        "Seoul sent 900 tons of rice. On a farm 5 tons of rice were stolen.",
        [("aid_rice_tonnes", 900.0), ("other", 5.0)],
    ),
    "missiles carried are not launched": ("The submarine could carry 10 missiles.", [("other", 10.0)]),
    "ill of so many, died so many": (
        "Some 900 people fell ill with tuberculosis and 70 died.",
        [("other", 900.0), ("people_killed", 70.0)],
    ),
    "sentenced to death is not dead": ("A court sentenced 6 men to death.", [("other", 6.0)]),
    "a total beside deaths is none of them": (
        "The day brought 900 new fever cases and six deaths. The total stands at 4 million, with 74 deaths.",
        [("fever_cases_new", 900.0), ("fever_deaths_new", 6.0), ("fever_deaths_total", 74.0)],
    ),
    "a policy by its numbers": ("The 20x10 policy began.", []),
    "those who tell are not those who died": (
        "Three people who left the camp told the paper that 20 people died.",
        [("people_killed", 20.0)],
    ),
    "a crop beside aid is no aid": (
        "The ship delivered 10 tents. The agency put the wheat at 220,000 tons.",
        [("other", 10.0), ("other", 220000.0)],
    ),
    "goods beside trade data are not the trade": (
        "Two-way trade came to $9 million. Molybdenum shipments rose to $2 million.",
        [("bilateral_trade_usd", 9e6), ("money_usd", 2e6)],
    ),
    "a price that rose is no trade": (
        "Two-way trade fell. A kilogram of rice sold for 6,100 won, up 10.9 percent.",
        [("rice_price_kpw_kg", 6100.0), ("other", 10.9)],
    ),
    "one in four in digits": ("At least 1 in 4 women is ill.", []),
    "a rise told twice is no harvest": (
        "Grain output came to 4.8 million tons, up 310,000 tons, or 6.9 percent, from a year earlier.",
        [("grain_output_tonnes", 4.8e6), ("grain_output_tonnes", 310000.0), ("grain_output_change_pct", 6.9)],
    ),
    "so much more than before is none of it": (
        "Rainfall of 912 mm was 95 mm more than in May.",
        [("rainfall_mm", 912.0), ("other", 95.0)],
    ),
    "what another clause did": (
        "The resort drew 40,000 tourists until May, when a soldier shot dead a woman.",
        [("other", 40000.0), ("people_killed", 1.0)],
    ),
    "trapped when a shaft was flooded": ("Some 30 miners were trapped when a shaft flooded.", [("other", 30.0)]),
    "the dead and the living": (
        "The guard found boats with 35 dead and 42 living men.",
        [("people_killed", 35.0), ("other", 42.0)],
    ),
    "an age behind the dead": (
        "Nine people died. The oldest was 81.",
        [("people_killed", 9.0)],
    ),
    "dead for every so many": ("Infant deaths are 12 for every 1,000 births.", [("other", 1000.0)]),
    "works of all kinds are no damage": (
        "After the flood, 12 clinics and 33 bridges were built, and 310 km of road were laid.",
        [("other", 12.0), ("other", 33.0), ("other", 310.0)],
    ),
    "a length beside a flood": ("The flood went on. A railway of 47 km joins the towns.", [("other", 47.0)]),
    "coal is no import by itself": ("The mine yields 700,000 tons of coal a year.", [("other", 700000.0)]),
    "what a ship can carry": ("The tanker can carry 12,500 barrels.", [("other", 12500.0)]),
    "workers sent home are not sent": ("Moscow sent home 18,533 workers.", [("other", 18533.0)]),
    "a law-breaker's hearers are not blacklisted": (
        "He told 100 people how to evade sanctions.",
        [("other", 100.0)],
    ),
    "maize has a price of its own": (
        "Rice sold for 6,100 won. A kilo of maize sold for 2,900 won.",
        [("rice_price_kpw_kg", 6100.0), ("maize_price_kpw_kg", 2900.0)],
    ),
    "an average is no rain": (
        "Kaesong had 424 mm of rain, against its August average of 267 mm.",
        [("rainfall_mm", 424.0), ("other", 267.0)],
    ),
    "a missile's name is no currency": ("The army fired 50 KN-23 missiles.", [("missiles_launched", 50.0)]),
    "missiles shown are not launched": ("At a parade the army showed 11 missiles.", [("other", 11.0)]),
    "verbs are no things": ("Some 3,200 balloons came; 480 fell.", [("other", 3200.0)]),
    "a rate behind its stuff": ("Demand fell to 1 million barrels of oil per day.", [("other", 1e6)]),
    "goods beside trade data": (
        "Two-way trade fell. China shipped 900 tons of sugar worth $11 million.",
        [("other", 900.0), ("money_usd", 11e6)],
    ),
    "a list of works in a flood zone": (
        "Forty schools, 12 clinics and 33 bridges were built in the flood zone.",
        [("other", 40.0), ("other", 12.0), ("other", 33.0)],
    ),
    "the number that the dead might reach": (
        "The dead or missing might number 1,000.",
        [("people_killed_or_missing", 1000.0)],
    ),
    "an age is no count of those ill": ("A man of 24 had a fever.", [("fever_cases_total", 1.0)]),
    "an offer not rejected is no silence": ("The North has not rejected the offer of rice.", []),
    "a total is of what the sentence counts first": (
        "It reported 310 new fever cases and one more death, bringing the total to 1,230 with 63 deaths.",
        [("fever_cases_new", 310), ("fever_deaths_new", 1), ("fever_cases_total", 1230), ("fever_deaths_total", 63)],
    ),
    "those missing beside a toll are not the toll": (
        "Floods killed 12 more people, bringing the total to 60, with about 40 missing.",
        [("people_killed", 12), ("people_killed", 60), ("people_missing", 40)],
    ),
    "what rose is told before the next clause": (
        "Exports to the North stood at $930 million, up 143 percent, while imports were worth $136 million.",
        [("exports_usd", 930e6), ("trade_change_pct", 143), ("imports_usd", 136e6)],
    ),
    "nothing left is no silence": ("“We have nothing left,” said a woman in Anju.", []),
    "what households hand in is no price": (
        "The price of rice rose to 6,500 won. Each unit had to hand in 5,000 won and corn.",
        [("rice_price_kpw_kg", 6500), ("other", 5000)],
    ),
    "nothing to eat is no silence": ("In Anju some had nothing to eat, a source said.", []),
    "another country's dead of a virus": (
        "The fever spread in North Korea. South Korea reported 900 cases and 43 deaths.",
        [("other", 900.0), ("other", 43.0)],
    ),
    "cases of another illness are none of the fever": (
        "Fever spread in the city. The ministry counted 52 cases of measles and 38 dengue cases.",
        [("other", 52.0), ("other", 38.0)],
    ),
    "those who were found are not those who died": (
        "Eleven of the 13 fishermen were found and two died.",
        [("people_killed", 2.0)],
    ),
    "those offered tents are not those who died": (
        "South Korea, where the same storms killed 42, offered tents for 5,000 people.",
        [("people_killed", 42.0), ("other", 5000.0)],
    ),
    "a list in an aside keeps its deed": (
        "The storm, which destroyed 40 homes, and 30 bridges, killed nine people.",
        [("homes_destroyed", 40.0), ("bridges_damaged", 30.0), ("people_killed", 9.0)],
    ),
    "those aboard are not those who drowned": (
        "Some 40 people were in the boat when it sank and 12 drowned.",
        [("other", 40.0), ("people_killed", 12.0)],
    ),
    "half of the town's homes is not all of them": ("Half of the town's 9,000 homes were flooded.", []),
    "two thirds of a province's dams are not all of them": (
        "Two-thirds of North Hamgyong's 30 dams and more than half the county's 90 bridges collapsed.",
        [],
    ),
    "all of the town's homes are all of them": (
        "Nearly all of the town's 9,000 homes were flooded.",
        [("homes_flooded", 9000.0)],
    ),
    "roofs of the town's homes": ("The roofs of the town's 300 homes were torn off.", [("homes_damaged", 300.0)]),
    "swine fever is the pigs'": (
        "Swine fever killed 22 pigs at farms, and 310 cases were confirmed.",
        [("other", 22.0), ("other", 310.0)],
    ),
    "cases of a fever that nobody names are no coronavirus": (
        "Fever spread on, and 310 cases were confirmed.",
        [("fever_cases_total", 310.0)],
    ),
    "those who got a title are not helped": ("Pak Chol and four others received watches.", []),
    "hackers' targets are no aid": ("Hackers targeted 400 people.", [("other", 400.0)]),
    "places of a visit are no damage": ("He toured 12 places of the dam site.", [("other", 12.0)]),
    "what enslaved others did": (
        "They killed 900 people, enslaved 5 000 and burned towns.",
        [("people_killed", 900.0)],
    ),
    "killing them, not that many": ("It forced 200 women into slavery, killing them.", [("other", 200.0)]),
    "units by their numbers": ("Art squads of KPA Units 639 and 534 sang before workers.", []),
    "who may not say anything is not silent": (
        "Nine people died. Tokyo is not qualified to say anything about it.",
        [("people_killed", 9.0)],
    ),
    "papers fabricated are no denial": (
        "They embezzled 77 million won by fabricating papers.",
        [("other", 77e6)],
    ),
    "far from the norm": (
        "In Sinhung 580 mm of rain fell, twice the monthly norm of 264 mm.",
        [("rainfall_mm", 580.0), ("other", 264.0)],
    ),
    "land, not only fields": (
        "Some 310 hectares, or 71 percent of the land, were flooded.",
        [
            ("land_flooded_ha", 310.0),
            ("other", 71.0),
        ],
    ),
    "buildings gone are nobody missing": (
        "The flood hit 2,940 buildings and 310 had disappeared.",
        [("other", 2940.0)],
    ),
    "covered with water and buried": (
        "Some 46 200 hectares of farmland were covered with water or buried.",
        [("cropland_damaged_ha", 46200.0)],
    ),
    "a gap is no harvest": (
        "The harvest is put at 4.9 million tonnes. A gap of 1.36 million tonnes remains.",
        [("grain_output_tonnes", 4.9e6), ("other", 1.36e6)],
    ),
    "the dead and the wounded, each with its number": (
        "Kyiv put the dead at 300 and the wounded at 2,700.",
        [("people_killed", 300.0), ("people_injured", 2700.0)],
    ),
    "the other six": ("Eleven were dug out dead and they gave up the other six.", [("people_killed", 11.0)]),
    "counties as a setting": ("Farmland in the two counties was flooded.", []),
    "the unemployed are no firms": (
        "Some 1,000 firms closed. The number of the full unemployed was expected to increase to 13 million.",
        [("companies", 1000.0)],
    ),
    "oil that flows is no fuel brought": ("Oil output came to 70 million barrels.", [("other", 70e6)]),
    "a report denounced is not denied": (
        "Nine people died. The media denounced the report on Friday.",
        [("people_killed", 9.0)],
    ),
    "cultivated areas are fields": (
        "Some 21,000 hectares of cultivated areas were submerged, washed away and buried.",
        [("cropland_damaged_ha", 21000.0)],
    ),
    "imports behind a semicolon": (
        "Exports were down 28 percent at $39 million; imports came to $2 million.",
        [("trade_change_pct", 28.0), ("exports_usd", 39e6), ("imports_usd", 2e6)],
    ),
    "not seen since is missing": ("Of the 300 workers, 17 have not been seen since.", [("people_missing", 17.0)]),
    "hackers are no attacks": ("Seven hackers conducted a cyber attack.", []),
    "a blackout of so many": ("A cyber attack caused a temporary blackout of 225,000.", []),
    "South Koreans are people": ("Some 50 South Koreans were killed.", [("people_killed", 50.0)]),
    "how far away it fell": ("The missile rose high before falling about 400 km away.", [("other", 400.0)]),
    "sanctions retracted withdraw no figure": (
        "Nine people died. The United States was asked that sanctions be retracted.",
        [("people_killed", 9.0)],
    ),
    "letters of an address": ("See https://t.co/49jXaiX871 for more.", []),
    "hurt is what they are, not a thing": (
        "The flood killed 12 and left 44 hurt, 9 badly.",
        [("people_killed", 12.0), ("people_injured", 44.0), ("people_injured", 9.0)],
    ),
    "trees planted": ("They planted 834,000 trees.", [("other", 834000.0)]),
    "an insult is no denial": (
        "Nine people died. The smear campaign of the traitors went on.",
        [("people_killed", 9.0)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), READINGS.values(), ids=READINGS)
def test_a_sentence_says_no_more_than_it_says(text: str, wanted: list[tuple[str, float]]) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [(claim.metric, claim.value) for claim in found] == wanted


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("According to rainfall, 40 homes were destroyed.", None),
        ("The typhoon that hit the Peninsula claimed 40 lives, according to engineers.", "engineers"),
        ("It is sheer sophism to say that 40 homes were destroyed.", None),
        ("According to data, 40 homes were destroyed.", None),
        ("According to a fisherman, 40 homes were destroyed.", "fisherman"),
        ("40 homes were destroyed, provincial engineers said.", "provincial engineers"),
        ("40 homes were destroyed, said Lee Choon-geun of an institute in Seoul.", "Lee Choon-geun"),
        ("A survey said 40 homes were destroyed.", "survey"),
        ("At least 40 people died, a lawmaker said after a closed-door briefing by the Red Cross.", "lawmaker"),
        ("Seoul added five people to its list of sanctions.", None),
        ("A member state said 40 ships had called there.", "member state"),
        ("Officials at the ministry say 40 homes were destroyed.", "Officials"),
        ("Secretary of State John Miller said 40 homes were destroyed.", "Secretary of State John Miller"),
        ("Traders on the Chinese side of the border say 40 homes were destroyed.", "Traders"),
        ("Activists led by Pak Chol say 40 homes were destroyed.", "Activists"),
        ("40 homes were destroyed, according to a think tank quoted in the paper.", "think tank"),
        ("The envoy to the council, Pak Chol, said 40 homes were destroyed.", "Pak Chol"),
        ("The engineers counted around 40 homes destroyed.", "engineers"),
        ("40 homes were destroyed, doctors who fled say.", "doctors"),
        ("Analysts who studied the images counted 40 homes destroyed.", "Analysts"),
        ("South Korea's rural agency put the loss at 40 homes.", "South Korea's rural agency"),
        ("The official KCNA outlet said 40 homes were destroyed.", "KCNA"),
        ("KCNA spoke. Jane Bell wrote of it. It noted that 40 homes were destroyed.", None),
        ("Pak Chol dismissed 40 officials.", None),
        ("Some 40 homes are planned by 2034, the ministry says.", "ministry"),
        ("The Justice Department blamed men who it says destroyed 40 homes.", "Justice Department"),
        (
            "The US Department of Agriculture is blunter: it speaks of 40 homes destroyed.",
            "US Department of Agriculture",
        ),
    ],
)
def test_only_somebody_or_something_written_is_a_claimant(text: str, claimant: str | None) -> None:
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert (claim.claimant.name if claim.claimant else None) == claimant


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Yonhap reported, citing two officials, that 20 people died in Anju.", [("two officials", "Yonhap")]),
        ("Yonhap said on Monday, citing the Red Cross, that 20 people died.", [("Red Cross", "Yonhap")]),
        ("Yonhap, citing two officials, said 20 people died in Anju.", [("two officials", "Yonhap")]),
        ("20 people died in Anju, a Russian daily said, citing the Red Cross.", [("Red Cross", "Russian daily")]),
        ("KCNA, the state news agency, said 20 people died in Anju.", [("KCNA", None)]),
        ("KCNA, the state news agency, said Kim Jong Un visited Anju and 20 people died.", [("KCNA", None)]),
        ("20 people died in Anju, said provincial officials.", [("provincial officials", None)]),
        ("20 people died in Anju, said retired general Pak Chol, an adviser.", [("retired general Pak Chol", None)]),
        (
            "State media reported 12 dead, but Daily NK, citing a source in Anju, said 20 people died.",
            [("State media", None), ("source", "Daily NK")],
        ),
    ],
)
def test_who_is_cited_answers_and_who_cites_passes_on(text: str, voices: list[tuple[str, str | None]]) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [(c.claimant.name if c.claimant else None, c.via.name if c.via else None) for c in found] == voices


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Torrents left 10 people dead and 4 missing in Wonsan.", ["wonsan", "wonsan"]),
        ("Torrents left 10 dead, 12 injured and 4 missing in Wonsan.", ["wonsan", "wonsan", "wonsan"]),
        ("In North Korea 20 people died, he said, and 40 homes fell in Anju.", ["KP", "anju"]),
    ],
)
def test_a_place_behind_joined_tolls_is_that_of_all(text: str, places: list[str]) -> None:
    found = extract(Article(id="a", text=f"Floods hit Sinuiju. {text}", published="2020-08-18", language="en")).claims
    assert [claim.place.id if claim.place else None for claim in found] == places


JULY = "The floods in July were said to have killed 40 people in Anju."


def test_a_month_of_floods_that_were_said_to_have_killed_is_theirs() -> None:
    (told,) = extract(Article(id="a", text=JULY, published="2024-09-04", language="en")).claims
    assert (told.date_start or "")[5:] == "07-01"


def test_a_day_of_comparison_is_not_when_it_happened() -> None:
    text = "Kangwon had 289 mm of rain, the most since 2002, when a typhoon killed 32 people there."
    rain, dead = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert (rain.date_start, dead.date_start, dead.date_end) == (None, "2002-01-01", "2002-12-31")


def test_a_day_of_the_next_clause_is_its_own() -> None:
    text = "At Tanchon 6 dams are done, and the tunnel of 60 km is to be finished next year."
    dams, tunnel = extract(Article(id="a", text=text, published="2021-08-18", language="en")).claims
    assert (dams.date_start, tunnel.date_start) == (None, "2022-01-01")


def test_a_figure_has_no_day_of_what_it_fell_from() -> None:
    text = "The harvest was 4.4 million tons, down 240,000 from 2019."
    harvest, _ = extract(Article(id="a", text=text, published="2021-08-18", language="en")).claims
    assert harvest.date_start is None


def test_what_they_carried_is_no_part_of_them() -> None:
    text = "Some 3,500 of them had carried 15 tons of paper."
    (paper,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert (paper.value, paper.scope) == (15.0, "unknown")


def test_the_outlet_of_a_dateline_speaks_not_its_place() -> None:
    text = "UNITED NATIONS (AP) – Exports were cut to 1 billion dollars."
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert claim.claimant is not None
    assert claim.claimant.name == "AP"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Fourteen fishermen were rescued off Akita in November.", (None, "Akita")),
        ("Seven bodies were found on Sado island.", (None, "Sado island")),
        ("Two men were killed near Sonchon in North Pyongan province.", ("north-pyongan", "North Pyongan")),
        ("Two men were killed in May.", ("KP", "North Korea")),
    ],
)
def test_a_place_that_no_table_knows_is_not_the_country(text: str, place: tuple[str | None, str]) -> None:
    text = f"North Korea was hit by floods. {text}"
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert claim.place is not None
    assert (claim.place.id, claim.place.name) == place


def test_a_report_that_others_made_up_is_denied_by_nobody_named() -> None:
    text = "They say that I heard of the report fabricated by their media because there were heavy casualties."
    (claim,) = extract(Article(id="a", text=text, published="2024-08-18", language="en")).claims
    assert (claim.stance, claim.claimant) == ("denied", None)


def test_they_who_cannot_confirm_are_who_says_so() -> None:
    text = "Activists say they flew 10 balloons. Police said they could not confirm that."
    *_, doubt = extract(Article(id="a", text=text, published="2024-08-18", language="en")).claims
    assert doubt.claimant is not None
    assert (doubt.claimant.name, doubt.stance) == ("Police", "doubted")


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("The report of 40 dead was fabricated by their media, Kim Jong Un said.", "Kim Jong Un"),
        ("A toll of 40 dead is widely doubted by outsiders.", "outsiders"),
    ],
)
def test_who_made_a_report_up_is_not_who_denies_it(text: str, denier: str) -> None:
    (claim,) = extract(Article(id="a", text=text, published="2024-08-18", language="en")).claims
    assert claim.claimant is not None
    assert claim.claimant.name == denier


def test_what_has_gone_on_since_a_day_reaches_the_day_of_telling() -> None:
    text = "Since May last year the North has tested no fewer than 30 missiles."
    (claim,) = extract(Article(id="a", text=text, published="2020-03-21", language="en")).claims
    assert (claim.date_start, claim.date_end) == ("2019-05-01", "2020-03-21")


def test_dotted_capitals_are_no_end_of_what_is_counted() -> None:
    text = "Trump told reporters that some 28,500 U.S. troops are there."
    (claim,) = extract(Article(id="a", text=text, published="2018-06-12", language="en")).claims
    assert (claim.metric, claim.text) == ("other", "some 28,500 U.S. troops")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The agency said the rain between Aug. 1 and Aug. 12 had damaged 310 homes.", ("2020-08-01", "2020-08-12")),
        ("It shipped 9,000 barrels in the first eight months of the year.", ("2020-01-01", "2020-08-31")),
        ("On Sept. 14 the North fired three missiles, and a week before that two.", ("2020-09-07", "2020-09-13")),
        (
            "North Korea counts its losses. The downpour which hit the north from Saturday night to Monday morning "
            "did much harm. Some 310 homes were inundated.",
            ("2020-09-26", "2020-09-28"),
        ),
    ],
)
def test_days_of_a_period(text: str, days: tuple[str, str]) -> None:
    *_, claim = extract(Article(id="a", text=text, published="2020-10-01", language="en")).claims
    assert (claim.date_start, claim.date_end) == days


def test_a_silence_on_how_long_keeps_no_toll_back() -> None:
    text = "The guard did not say how long the men had been dead."
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert (claim.metric, claim.stance) == ("other", "not_reported")


def test_what_cannot_be_verified_is_the_figure_told_last() -> None:
    text = "Nine people were rescued. Some 300 families left the port. The figure could not be verified."
    *_, doubt = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert (doubt.metric, doubt.stance) == ("other", "doubted")


def test_a_role_denied_is_no_figure_denied() -> None:
    text = "At 37 firms the virus was found. Seoul denied any role."
    *_, denial = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert (denial.metric, denial.stance) == ("other", "denied")


def test_another_in_a_list_is_no_increment() -> None:
    text = "The storm left 59 people dead, another 50 missing. Another 9 people died on Monday."
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [(one.metric, one.value, one.scope) for one in found] == [
        ("people_killed", 59.0, "unknown"), ("people_missing", 50.0, "unknown"), ("people_killed", 9.0, "increment"),
    ]  # fmt: skip


def test_a_number_withheld_is_the_last_one_told() -> None:
    text = (
        "The flood covered 3,000 hectares of farmland. An official said the toll could reach 1,500, though he declined "
        "to say where the number came from."
    )
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [one.metric for one in found if one.stance == "withheld"] == ["people_killed"]


def test_what_those_encouraged_had_done_is_not_said_by_who_encouraged_them() -> None:
    text = "Kim Jong Un encouraged the pilots who rescued more than 4,200 people."
    (claim,) = extract(Article(id="a", text=text, published="2024-07-29", language="en")).claims
    assert claim.claimant is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Japan's NHK reported that nine people died.", "Japan's NHK"),
        ("13:30 Analysts at 38 North doubt that nine people died.", "Analysts"),
        ("10:41 South Korea's Joint Chiefs: nine people died.", "South Korea's Joint Chiefs"),
        ("Nine people died, according to an estimate by the Rimjin Institute.", "Rimjin Institute"),
    ],
)
def test_who_is_named_in_full_speaks(text: str, who: str) -> None:
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert claim.claimant is not None
    assert claim.claimant.name == who


def test_a_day_that_names_a_plant_is_not_when_it_was_visited() -> None:
    (visit,) = extract(
        Article(id="a", text="Kim Jong Un inspected the February 11 plant.", published="2016-04-15", language="en")
    ).events
    assert visit.date_start is None


def test_the_first_since_others_flew_in_a_year_is_not_of_that_year() -> None:
    text = "The missile flew about 800 km, in the first such launch since two were fired in 2014."
    found = extract(Article(id="a", text=text, published="2016-04-05", language="en")).claims
    assert [claim.date_start for claim in found if claim.value == 800] == [None]


def test_a_doubt_ends_at_a_dash_and_a_time_not_told_keeps_no_figure_back() -> None:
    doubt = "Outside experts are skeptical — there has been a stream of projectiles from North Korea."
    silence = "North Korea had not given a specific time for the rocket launch."
    for text in (doubt, silence):
        found = extract(Article(id="a", text=text, published="2016-04-05", language="en")).claims
        assert {claim.metric for claim in found} == {"other"}


def test_a_year_that_names_an_agreement_is_not_when_it_was_left() -> None:
    text = "The North suspended the 2018 military agreement."
    (event,) = extract(Article(id="a", text=text, published="2023-11-23", language="en")).events
    assert event.date_start is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Floods hit the North.\n\nMen came.\n\nIn one county, nine people died.", "KP"),
        ("A bus fell in Nepal.\n\nNine people died.\n\nA fire broke out in Japan.\n\nTwo people died.", None),
        (
            "News from Nepal, Japan and France.\n\nOne.\n\nTwo.\n\nThree.\n\nNorth Korea was silent.\n\n"
            "Sharks kill nine people a year.",
            None,
        ),
    ],
)
def test_the_country_is_the_place_only_where_the_article_is_about_it(text: str, place: str | None) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    last = found[-1].place
    assert found
    assert (last.id if last else None) == place


NO_EVENTS = [
    "State TV gave neither the type of missile nor the number fired.",
    "Seoul and its allies see the launch as cover for the development of ballistic missile technology.",
    "The launch is viewed by others as a front for a ballistic missile test.",
    "The plan would cancel the new air launched cruise missile.",
    "North Korea's missile launch programme worries its neighbours.",
    "The flood left many houses submerged and roads and railways destroyed.",
    "The flood cut communication lines in three counties.",
    "Work began to resume the train service between Tanchon and Komdok.",
    "The village lies close to the border.",
    "A resolution of revenge was adopted at the meeting.",
    "A typical submarine-launched ballistic missile can travel 300 km.",
    "The North can fire two missiles at a time.",
    "UN sanctions ban ballistic missile tests.",
    "Congress began proceedings against the president.",
    "Police shot dead a man in London.",
    "A missile, their act of finding fault with the launch shows, is a pretext.",
    "It called on the world to mind the summit.",
    "It was unclear whether the North would hold a parade.",
    "The South fired eight missiles on Monday.",
    "The U.S. military test-fired a ballistic missile on Thursday.",
    "He saw the launch-related facilities of the missile base.",
    "It is banned by resolutions from launching ballistic missiles.",
    "There is no evidence the missiles have been tested.",
    "Germany and others are unwilling to cut diplomatic ties.",
    "North Korea wants those three sides to sign a treaty.",
    "The House of Representatives passed a similar bill.",
    "The finance minister told parliament that North Korea was calm.",
    "The foreign investment committee approved the deal.",
    "A freight train from North Korea crossed the border.",
    "Kim had wanted the sanctions lifted.",
    "Pyongyang demanded that sanctions be lifted.",
    "Seoul denied that the summit had been called off.",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_words_of_an_event_make_none_on_their_own(text: str) -> None:
    assert extract(Article(id="a", text=text, published="2020-08-18", language="en")).events == ()


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The North called off the summit planned for June 12.", "summit", "cancelled"),
        ("The North said it had no intention to hold talks.", "talks", "denied"),
        ("The 9th Party Congress is expected in January.", "party_congress", "announced"),
        ("North Korea opened its first congress in years on Friday.", "party_congress", "happened"),
        ("North Korea attempted to launch a satellite on Wednesday.", "satellite_launch", "happened"),
        ("The North will attempt to launch a satellite in May.", "satellite_launch", "announced"),
        ("The North tested a hydrogen bomb for its missiles on Friday.", "nuclear_test", "happened"),
        ("The North intends to launch a satellite.", "satellite_launch", "announced"),
        ("The North fired a submarine-launched ballistic missile on Monday.", "missile_test", "happened"),
        ("The ruling party opened its congress on Friday.", "party_congress", "happened"),
        ("North Korean soldiers opened fire on a boat on Friday.", "cross_border_incident", "happened"),
        ("The test prompted the U.N. Security Council to impose new sanctions.", "sanctions_action", "happened"),
        ("A launch that uses ballistic missile technology would be a violation.", "missile_test", "conditional"),
        ("The North, with a satellite ready, saw the rocket launched on Friday.", "satellite_launch", "happened"),
        ("Kim Jong Un inspected the February 11 plant.", "leader_inspection", "happened"),
    ],
)
def test_the_same_words_in_their_place_make_one(text: str, kind: str, status: str) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).events
    assert [(event.kind, event.status) for event in found] == [(kind, status)]


@pytest.mark.parametrize("text", ["No doubt 40 people died.", "There is no doubt that 40 people died."])
def test_no_doubt_is_none(text: str) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [(claim.value, claim.stance) for claim in found] == [(40.0, "asserted")]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The missile could reach Guam, 3,400 km away.", "could"),
        ("The missile can fly 2,000 km.", "can"),
        ("Winds of 25 m/s were forecast.", "forecast"),
        ("If five lived in each of the houses, 1,550 lost their homes.", "if"),
    ],
)
def test_what_might_be_is_hedged(text: str, hedge: str) -> None:
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert claim.hedge == hedge


@pytest.mark.parametrize(
    ("text", "hedge", "kind"),
    [
        ("Officials warned that 3,000 homes will be flooded.", "will be", "planned"),
        ("Officials feared that 3,000 homes would be lost.", "would be", "planned"),
        ("The storm is expected to leave 3,000 people homeless.", "is expected to", "planned"),
        ("Up to 300 mm of rain is forecast for Kangwon.", "forecast", "planned"),
        ("The council set a quota of 500 homes by December.", "quota of", "planned"),
        ("The storm is set to flood 3,000 homes.", "is set to", "planned"),
        ("The army prepared for 3,000 homes being flooded.", "prepared for", "planned"),
        ("The dam could flood 3,000 homes.", "could", "possible"),
        ("Some 3,000 homes are at risk of being flooded.", "at risk", "possible"),
        ("Did the flood kill 40 people?", "?", "possible"),
        ("Without the dykes 3,000 homes would have been lost.", "would have", "unreal"),
        ("The storm would have killed 40 people.", "would have", "unreal"),
        ("A drill simulated the evacuation of 3,000 people.", "simulated", "dropped"),
        ("Some 40 people are feared dead.", "are feared", "believed"),
        ("Officials fear that 40 people have died.", "fear", "believed"),
        ("Officials said the flood may have killed 40 people.", "may have", "believed"),
        ("The flood probably killed 40 people.", "probably", "believed"),
        ("The flood appears to have killed 40 people.", "appears to have", "believed"),
        ("Some 40 people were said to have died.", "were said to", "believed"),
        # what was hit stands beside what is planned for it, or what may come of it
        ("He promised to rebuild the 3,000 homes that were destroyed.", None, ""),
        ("Soldiers will rebuild 3,000 homes destroyed in the flood.", None, ""),
        ("The agency appealed for aid for 5,000 people left homeless.", None, ""),
        ("Seoul offered condolences over the 138 people killed.", None, ""),
        ("If confirmed, the 40 deaths would be the most in years.", None, ""),
        ("The flood that killed 40 people could worsen a food shortage.", None, ""),
        ("Officials said 40 people died and that the toll could rise.", None, ""),
        ("Floods killed 40 people and put the harvest at risk.", None, ""),
        ("3,000 homes damaged by the storm are to be torn down.", None, ""),
    ],
)
def test_what_has_not_happened_is_told_from_what_may_have(text: str, hedge: str | None, kind: str) -> None:
    claim = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims[-1]
    assert (claim.hedge, hedge_kind(claim.hedge or "")) == (hedge, kind)


def test_a_day_that_is_still_to_come_makes_a_plan() -> None:
    assert hedge_kind("by December") == "planned"


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("It sent 7.5 tons, not the 15 tons that Seoul claims.", ["asserted", "denied"]),
        ("No deaths have been announced.", ["not_reported"]),
        ("Officials could not say how many people had died.", ["not_reported"]),
        ("A town of which the North has nothing to fear, it said.", []),
    ],
)
def test_what_is_set_against_a_figure(text: str, stances: list[str]) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [claim.stance for claim in found] == stances


def test_a_month_is_no_hedge() -> None:
    text = "Russia reported deliveries of 12,000 barrels of refined petroleum in May."
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert claim.hedge is None


def test_the_colon_of_a_clock_parts_no_sentence() -> None:
    text = "Two missiles were launched at 3:23 a.m. on Thursday, flying 220 km."
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [(claim.metric, claim.date_start) for claim in found] == [
        ("missiles_launched", "2020-08-13"), ("missile_range_km", "2020-08-13"),
    ]  # fmt: skip


def test_who_will_not_confirm_a_figure_does_not_tell_it() -> None:
    text = "Moscow neither confirmed nor denied that 40 soldiers had died."
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [(c.value, c.stance, c.claimant.name if c.claimant else None) for c in found] == [
        (40.0, "asserted", None), (None, "withheld", "Moscow"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("There was no immediate comment from Moscow.", "Moscow"),
        ("Pyongyang did not respond to a request for comment.", "Pyongyang"),
        ("State media have said nothing.", "State media"),
    ],
)
def test_no_comment_is_a_silence(text: str, who: str) -> None:
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert (claim.stance, claim.claimant.name if claim.claimant else None) == ("not_reported", who)


def test_a_session_has_its_own_number_and_not_that_of_the_assembly() -> None:
    text = "The 11th session of the 14th Supreme People's Assembly was held on Monday."
    (event,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).events
    assert event.ordinal == 11


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("North Korea confirmed for the first time on Monday that 40 people died.", None),
        ("A missile fired from Sunan flew 2,700 km over the sea on Monday.", "2020-08-17"),
        ("Rain of 90 mm fell, twice as much as in May.", None),
        ("Rice cost 6,700 won in Anju, dearer than at the end of July.", None),
        ("The won is at its lowest since 2012, with the dollar at 15,400 won.", None),
        ("Trade came to $69 million, 82 percent of the level of 2019.", None),
        ("Prices of rice have doubled to 2,500 won since last year.", None),
        ("After the typhoons of July some 2,300 houses were built by soldiers.", None),
        ("In May and July two rockets crashed.", None),
        ("The North bought 600 tons of flour, a third of what it did in 2017.", None),
        ("The resolution of March 2 bans coal, which brought $1 billion a year.", None),
        ("Trade fell to $41 million in May, and in the ten months it was $227 million.", None),
        ("The harvest was poorer than in 2001, when it came to 2 million tons.", "2001-01-01"),
        ("The flood killed 60 people in May, 30 in June and 4 in July.", "2020-07-01"),
        ("The ration was cut to 300 grams in January from 380 grams.", None),
        ("In 2019 it was 300 grams a day, and in 2020 it was 160 grams.", "2020-01-01"),
        ("“We were in a cell of 12 square metres,” said Pak, who left Hoeryong in 2014.", None),
        ("Trade was $69 million, up 4 percent on last year.", None),
        ("Trade rose 4 percent in June from a year earlier to $69 million.", "2020-06-01"),
        ("Trade was $69 million in June, up 40 percent from May.", "2020-06-01"),
    ],
)
def test_a_day_of_saying_or_comparing_is_not_the_day_of_the_figure(text: str, day: str | None) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert found[-1].date_start == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The Security Council imposed sanctions after the fourth nuclear test in January.", [None]),
        ("The North made a nuclear test on Jan. 6 and launched a satellite last month.", ["2020-01-06", "2020-07-01"]),
        ("The North may fire a missile of the type that it had in view in May 2019.", [None]),
    ],
)
def test_the_day_of_one_deed_is_not_that_of_another(text: str, days: list[str | None]) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).events
    assert [event.date_start for event in found] == days


def test_another_kim_is_not_the_leader() -> None:
    text = "Kim Jong Un fired missiles. Kim Hang-gon, who heads the county, was against it. Kim said 40 people died."
    (claim,) = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert claim.claimant is not None
    assert claim.claimant.id is None


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("Between July and September 2019", ("2019-07-01", "2019-09-30")),
        ("From December to February 2019", ("2018-12-01", "2019-02-28")),
        ("From 28 November to 3 December 2018", ("2018-11-28", "2018-12-03")),
        ("From January to August last year", ("2019-01-01", "2019-08-31")),
        ("In July and August 2019", ("2019-07-01", "2019-08-31")),
    ],
)
def test_a_year_behind_a_range_is_that_of_both_ends(when: str, days: tuple[str, str]) -> None:
    (claim,) = extract(Article(id="a", text=f"{when}, 40 people died.", published="2020-08-18", language="en")).claims
    assert (claim.date_start, claim.date_end) == days


@pytest.mark.parametrize(
    ("text", "metric", "stance", "hedge"),
    [
        ("The North did not fire two missiles on Monday.", "missiles_launched", "denied", None),
        ("The harvest did not reach 4 million tons.", "grain_output_tonnes", "denied", None),
        ("Russia failed to deliver 500 tons of flour.", "food_aid_t", "denied", None),
        ("Soldiers kept the flood from destroying 310 homes.", "homes_destroyed", "denied", None),
        ("The storm came close to destroying 310 homes.", "homes_destroyed", "denied", None),
        ("The council refused to impose sanctions on three firms.", "sanctioned_entities", "denied", None),
        ("The storm did not stop the army from firing two missiles.", "missiles_launched", "asserted", None),
        ("Fuel did not exceed the cap of 500,000 barrels.", "petroleum_cap_barrels", "asserted", None),
        ("Seoul withdrew its estimate of 500 dead soldiers.", "people_killed", "withdrawn", None),
        ("The state failed to prevent 31 deaths.", "people_killed", "asserted", None),
        ("The council questioned whether 31 people had died.", "people_killed", "doubted", None),
        ("Russia stands ready to send 500 tons of flour.", "food_aid_t", "asserted", "ready to"),
        ("The North postponed the launch of two missiles.", "missiles_launched", "asserted", "postponed"),
        ("The North is accused of killing 31 people.", "people_killed", "asserted", "accused of"),
        ("Seoul promised 50,000 tons of rice and shipped 4,000.", "aid_rice_tonnes", "asserted", None),
        ("The treasury lifted sanctions on three firms.", "other", "asserted", None),
        ("The North sent 500 tons of flour to Syria.", "other", "asserted", None),
        ("No homes in Anju were destroyed by the storm.", "homes_destroyed", "asserted", None),
    ],
)
def test_what_was_not_done_is_not_told_as_done(text: str, metric: str, stance: str, hedge: str | None) -> None:
    claim = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims[-1]
    assert (claim.metric, claim.stance, claim.hedge) == (metric, stance, hedge)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("The toll of 60 is far below the 138 who died in 2016.", [None, "2016-01-01"]),
        ("The 2016 flood killed 138 people; this one has killed 12.", ["2016-01-01", None]),
        ("In July 2016 floods killed 138, but this year 12 died.", ["2016-07-01", "2020-01-01"]),
        ("The flood killed 138 people who were on a bus in July 2016.", ["2016-07-01"]),
    ],
)
def test_the_year_of_a_figure_set_beside_another_stays_its_own(text: str, starts: list[str | None]) -> None:
    found = extract(Article(id="a", text=text, published="2020-08-18", language="en")).claims
    assert [claim.date_start for claim in found] == starts
