"""A dozen stories of the same kind as the seed, told otherwise: other names, figures, units, weekdays, order.

Each lists all its claims that have a metric, and all its events; what is not listed must not be found.
"""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Name

# Claims: metric, value or lower limit, bound, place, claimant, relay, stance.  Events: kind, status, first day, record.
Claimed = tuple[str, float | None, str | None, str | None, str | None, str | None, str]
Told = tuple[str, str, str | None, str | None]

STORIES: dict[str, tuple[str, str, list[Claimed], list[Told]]] = {
    "typhoon-friday": (
        "2022-09-09",
        (
            "Typhoon batters North Korea's east, state radio says\n"
            "\n"
            "More than 2,300 homes were flooded and 410 destroyed when Typhoon Hinnamnor crossed South Hamgyong"
            " province on Tuesday, the Korean Central Broadcasting Station said on Thursday.\n"
            "Some 5,120 hectares (12,650 acres) of rice paddies lay under water, it said. The broadcaster gave "
            "no word on casualties.\n"
            "Premier Kim Tok Hun inspected the town of Hamhung on Wednesday, according to the broadcaster.\n"
        ),
        [
            ("homes_flooded", 2300.0, "at_least", "south-hamgyong", "kcbs", None, "asserted"),
            ("homes_destroyed", 410.0, "exact", "south-hamgyong", "kcbs", None, "asserted"),
            ("cropland_flooded_ha", 5120.0, "about", "south-hamgyong", "kcbs", None, "asserted"),
            ("people_casualties", None, None, "south-hamgyong", "kcbs", None, "not_reported"),
        ],
        [],
    ),
    "figures-first": (
        "2012-07-31",
        (
            "Eighty-eight people died and 134 were injured in floods that hit North Korea from July 18 to 24, "
            "KCNA reported on Saturday. Nearly 63,000 people lost their homes, the agency said, citing the "
            "state's disaster body. Cropland totalling 30,100 hectares was washed away or buried.\n"
        ),
        [
            ("people_killed", 88.0, "exact", "KP", "kcna", None, "asserted"),
            ("people_injured", 134.0, "exact", "KP", "kcna", None, "asserted"),
            ("people_displaced", 63000.0, "about", "KP", "kcna", None, "asserted"),
            ("cropland_destroyed_ha", 30100.0, "exact", "KP", None, None, "asserted"),
        ],
        [],
    ),
    "quote-first": (
        "2024-08-03",
        (
            "“There was no loss of life in Sinuiju,” Kim Jong Un said on Friday, according to KCNA. A South "
            "Korean broadcaster had reported on Wednesday that more than 1,000 people had died. Pyongyang "
            "denied the report as slander. The Unification Ministry in Seoul offered humanitarian supplies "
            "through the Red Cross on Thursday.\n"
        ),
        [
            ("people_killed", 0.0, "exact", "sinuiju", "kim-jong-un", "kcna", "asserted"),
            ("people_killed", 1000.0, "at_least", "sinuiju", "South Korean broadcaster", None, "asserted"),
            ("people_killed", None, None, "sinuiju", "gov-dprk", None, "denied"),
        ],
        [
            ("aid_offer", "offered", "2024-08-01", None),
        ],
    ),
    "passive-lockdown": (
        "2022-05-16",
        (
            "The border city of Sinuiju was locked down in early May after officials reported finding fever "
            "cases, state television said on Sunday. The lockdown was lifted on Saturday. North Korea insists "
            "that it has no COVID-19 cases, a claim doubted by health experts.\n"
        ),
        [
            ("covid_cases", 0.0, "exact", "KP", "gov-dprk", None, "asserted"),
            ("covid_cases", None, None, "KP", "health experts", None, "doubted"),
        ],
        [
            ("lockdown", "happened", "2022-05-01", None),
            ("lockdown_lifted", "happened", "2022-05-14", None),
        ],
    ),
    "plenary-other-body": (
        "2021-06-12",
        (
            "The Central Committee of the Workers' Party will convene its third plenary meeting on Tuesday to "
            "discuss the food situation, Rodong Sinmun reported on Saturday. Kim Jong Un promised last month to"
            " “put the economy right”.\n"
        ),
        [],
        [
            ("party_plenary", "announced", "2021-06-15", "2021-06-15-8cc-3rd-plenary"),
        ],
    ),
    "refusal-indirect": (
        "2020-08-15",
        (
            "North Korea would accept no outside aid for its flood victims, Kim told a politburo meeting on "
            "Thursday, the Korean Central News Agency said on Friday. Kim Jong Un said the border had to stay "
            "shut against the virus. Moscow had offered medicine last week.\n"
        ),
        [],
        [
            ("aid_refusal", "happened", None, None),
            ("politburo_meeting", "happened", "2020-08-13", "2020-08-13-7cc-16th-politburo"),
            ("border_closure", "happened", None, None),
            ("aid_offer", "offered", "2020-08-03", None),
        ],
    ),
    "acres-first": (
        "2020-09-05",
        (
            "Floods ruined 19,800 acres (8,013 hectares) of crops in South Hwanghae, North Korea's farm "
            "ministry said on Friday. About 1,000 houses along the coast were destroyed by Typhoon Maysak. "
            "State media made no mention of the dead.\n"
        ),
        [
            ("cropland_destroyed_ha", 8012.775716, "exact", "south-hwanghae", "moa-dprk", None, "asserted"),
            ("homes_destroyed", 1000.0, "about", "south-hwanghae", None, None, "asserted"),
            ("people_killed", None, None, "south-hwanghae", "kcna", None, "not_reported"),
        ],
        [],
    ),
    "un-appeal": (
        "2016-09-12",
        (
            "The United Nations appealed for $28.2 million on Sunday for people hit by floods in North "
            "Hamgyong. At least 133 people were killed and 395 are missing, OCHA said, quoting figures of the "
            "North Korean government. Around 140,000 people need help urgently.\n"
        ),
        [
            ("appeal_usd", 28200000.0, "exact", "north-hamgyong", "un", None, "asserted"),
            ("people_killed", 133.0, "at_least", "north-hamgyong", "gov-dprk", "ocha", "asserted"),
            ("people_missing", 395.0, "exact", "north-hamgyong", "gov-dprk", "ocha", "asserted"),
            ("people_in_need", 140000.0, "about", "north-hamgyong", None, None, "asserted"),
        ],
        [],
    ),
    "sanctions": (
        "2017-12-23",
        (
            "The UN Security Council adopted new sanctions on North Korea on Friday. Resolution 2397 caps "
            "deliveries of refined petroleum at 500,000 barrels a year. The North's foreign ministry called the"
            " measure an act of war on Sunday.\n"
        ),
        [
            ("petroleum_cap_barrels", 500000.0, "exact", None, None, None, "asserted"),
        ],
        [
            ("sanctions_action", "happened", "2017-12-22", "2017-12-22-unscr-2397"),
            ("sanctions_action", "happened", None, None),
        ],
    ),
    "denied-event": (
        "2023-09-15",
        (
            "North Korea denied on Thursday that it had sent soldiers to Russia. Washington said in August that "
            "talks were under way. Kim and Putin held a summit in Vladivostok on Wednesday.\n"
        ),
        [
            ("troops_sent", None, None, None, "gov-dprk", None, "denied"),
        ],
        [
            ("troop_deployment", "denied", None, None),
            ("summit", "happened", "2023-09-13", "2023-09-13-vostochny-summit"),
        ],
    ),
    "postponed": (
        "2021-09-20",
        (
            "The Supreme People's Assembly will meet on Sept. 28, KCNA said on Aug. 26. A session planned for "
            "April had been postponed. South Korea's Yonhap news agency, quoting a military source, said about "
            "20,000 soldiers had taken part in a parade on Sept. 9.\n"
        ),
        [],
        [
            ("supreme_assembly", "announced", "2021-09-28", "2021-09-28-14th-spa-5th-session"),
        ],
    ),
    "withheld": (
        "2023-08-20",
        (
            "Asked how many people had died, North Korea's Red Cross declined to say. Its sister federation in "
            "Geneva put the number of flooded homes at 3,200 on Friday. Around one in ten fields in Anbyon "
            "county is under water, it said.\n"
        ),
        [
            ("people_killed", None, None, "KP", "dprk-rcs", None, "withheld"),
            ("homes_flooded", 3200.0, "exact", "KP", "Its sister federation", None, "asserted"),
        ],
        [],
    ),
    "jongbo": (
        "2012-08-01",
        (
            "PYONGYANG, July 31 (KCNA) -- Heavy rain submerged over 12 030 hectares of farmland in North and "
            "South Phyongan provinces on July 29 and 30. At least 8 600 houses were destroyed and 43 770 were "
            "inundated. 169 people died and 144 000 are homeless, the Central Statistics Bureau said.\n"
        ),
        [
            ("cropland_flooded_ha", 12030.0, "at_least", "north-pyongan;south-pyongan", "kcna", None, "asserted"),
            ("homes_destroyed", 8600.0, "at_least", "north-pyongan;south-pyongan", "kcna", None, "asserted"),
            ("homes_flooded", 43770.0, "exact", "north-pyongan;south-pyongan", "kcna", None, "asserted"),
            ("people_killed", 169.0, "exact", "north-pyongan;south-pyongan", "cbs-dprk", None, "asserted"),
            ("people_displaced", 144000.0, "exact", "north-pyongan;south-pyongan", "cbs-dprk", None, "asserted"),
        ],
        [],
    ),
}


def named(name: Name | None) -> str | None:
    """The id, or the text's own words where no table knows one."""
    return None if name is None else name.id or name.name


@pytest.mark.parametrize(("published", "text", "claims", "events"), STORIES.values(), ids=STORIES)
def test_a_story_is_followed(published: str, text: str, claims: list[Claimed], events: list[Told]) -> None:
    found = extract(Article(id="a", text=text, published=published, language="en"))
    assert [
        (
            one.metric, one.low if one.value is None else one.value, one.bound, named(one.place), named(one.claimant),
            named(one.via), one.stance,
        )
        for one in found.claims
        if one.metric != "other"
    ] == claims  # fmt: skip
    assert [(one.kind, one.status, one.date_start, one.known_event) for one in found.events] == events
