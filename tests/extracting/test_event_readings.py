"""Sentences as agencies write them: which events they tell, of which kind and status, and no others."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Event

TOLD = {
    "a missile test conducted": (
        "North Korea conducted a missile test on Friday.",
        [("missile_test", "happened", "2024-10-18")],
    ),
    "a test of a missile, told in the passive": (
        "A test of an intercontinental ballistic missile was conducted by the North on Friday.",
        [("missile_test", "happened", "2024-10-18")],
    ),
    "a missile by its name": (
        "North Korea test-fired a Hwasong-18 on Wednesday.",
        [("missile_test", "happened", "2024-10-16")],
    ),
    "a nuclear test held": (
        "Pyongyang held its last nuclear test in September 2017.",
        [("nuclear_test", "happened", "2017-09-01")],
    ),
    "a satellite launched by somebody": (
        "Three spy satellites would be launched by North Korea next year.",
        [("satellite_launch", "announced", "2025-01-01")],
    ),
    "a meeting with a long name and an aside": (
        "The 9th Plenary Meeting of the 8th Central Committee of the Workers' Party of Korea, which had been convened"
        " on October 14, concluded on Thursday.",
        [("party_plenary", "happened", "2024-10-14")],
    ),
    "a meeting with numbers in its name": (
        "The third plenary meeting of the 7th Central Committee of the Workers' Party of Korea held on April 20 decided"
        " to discontinue test-firing of intercontinental ballistic missiles.",
        [("party_plenary", "happened", "2024-04-20")],
    ),
    "a meeting that decided to stop tests": (
        "The plenary meeting of the party held on April 20 decided to discontinue nuclear tests.",
        [("party_plenary", "happened", "2024-04-20")],
    ),
    "the day of a clause before": (
        "Arms have gone to Russia since June, and Seoul said that North Korean soldiers had been sent to Russia.",
        [("troop_deployment", "happened", None)],
    ),
    "what was said at a meeting": (
        "Kim Jong Un said at the 16th Meeting of the Political Bureau of the 7th Central Committee on August 13 that"
        " the work goes on.",
        [("politburo_meeting", "happened", "2024-08-13")],
    ),
    "an assembly that a congress calls": (
        "The congress decided to convene the Supreme People's Assembly on November 17.",
        [("supreme_assembly", "announced", "2024-11-17")],
    ),
    "what was shown at a parade": (
        "North Korea displayed a dozen new missiles at a nighttime parade on Wednesday.",
        [("military_parade", "happened", "2024-10-16")],
    ),
    "a parade for a congress": (
        "A military parade in celebration of the Eighth Congress of the party took place on the evening of January 14.",
        [("military_parade", "happened", "2024-01-14")],
    ),
    "what was signed at the end of a summit": (
        "Kim Jong Un and the president signed a document at the end of their summit on Tuesday.",
        [("summit", "happened", "2024-10-15")],
    ),
    "what was signed at a summit": (
        "North Korea's leader signed a paper at a summit in Pyongyang on Wednesday.",
        [("summit", "happened", "2024-10-16")],
    ),
    "an exemption from sanctions": (
        "The U.N. sanctions committee on North Korea granted an exemption for a rail survey on Saturday.",
        [("sanctions_action", "happened", "2024-10-12")],
    ),
    "a vote to come, on the strictest sanctions ever": (
        "The UN Security Council will vote later Friday on the strictest sanctions ever imposed on North Korea.",
        [("sanctions_action", "announced", "2024-10-18")],
    ),
    "ties severed by a noun": (
        "The foreign ministry of the North announced a total severance of diplomatic relations with Malaysia.",
        [("diplomatic_rupture", "happened", None)],
    ),
    "the last of a list of threats": (
        "Kim Yo Jong warned that the South had better get ready for the closure of the liaison office or the scrapping"
        " of the north-south military agreement.",
        [("inter_korean_rupture", "conditional", None)],
    ),
    "leaders who meet": (
        "North Korean leader Kim Jong Un met President Putin at a spaceport on Wednesday.",
        [("summit", "happened", "2024-10-16")],
    ),
    "leaders who are to meet": (
        "North Korean leader Kim Jong Un will meet Chinese President Xi Jinping in Beijing next week, officials said.",
        [("summit", "announced", "2024-10-21")],
    ),
    "the other leader named first": (
        "Moon Jae-in met North Korean leader Kim Jong Un at Panmunjom on April 27.",
        [("summit", "happened", "2024-04-27")],
    ),
    "talks broken off": (
        "North Korea broke off talks with Washington in October 2019.",
        [("talks", "happened", "2019-10-01")],
    ),
    "talks proposed": ("Seoul proposed talks with the North on July 17.", [("talks", "offered", "2024-07-17")]),
    "aid to be sent": (
        "South Korea will send 50,000 tons of rice to North Korea in November, a minister said.",
        [("aid_delivery", "announced", "2024-11-01")],
    ),
    "the first cases of an illness": (
        "North Korea confirmed its first-ever Covid cases on Thursday.",
        [("health_emergency", "happened", "2024-10-17")],
    ),
    "aid that others are to be moved to": ("The party took measures to send relief to the North of Korea.", []),
    "troops to be sent": (
        "The North plans to send troops to Russia in November.",
        [("troop_deployment", "announced", "2024-11-01")],
    ),
    "a day behind a time with seconds": (
        "The North launched a reconnaissance satellite at 22:42:28 on November 21, Juche 112 (2023).",
        [("satellite_launch", "happened", "2023-11-21")],
    ),
    "a congress to be convened": (
        "It was decided to convene the 9th Congress of the Party in January.",
        [("party_congress", "announced", "2025-01-01")],
    ),
    "soldiers sent home": ("About 2,000 North Korean soldiers were sent home from Russia in March.", []),
    "a resolution in force": ("Under Resolution 2397, fuel sales to the North are capped.", []),
    "a rally against tests": ("The South held a rally in Seoul to condemn nuclear tests by the North.", []),
    "talks broken off at an office": ("The North's envoys broke off and left the liaison office on Friday.", []),
    "what followed a launch": (
        "Following Monday's missile launch by the North, the council will meet on Thursday.",
        [],
    ),
    "when it had been imposed": (
        "Seoul lifted sanctions on the North imposed in 2010.",
        [("sanctions_action", "happened", None)],
    ),
    "no deed across what is said": (
        "Washington confirmed that North Korean troops had been seen in Kursk, saying over 10,000 were sent.",
        [],
    ),
    "citizens let home": (
        "North Korean citizens abroad have been allowed to return home, state media said on Saturday.",
        [("border_reopening", "happened", None)],
    ),
    "roads blown up at the border": (
        "North Korea blew up sections of two roads on its side of the border on Tuesday, Seoul said.",
        [("inter_korean_rupture", "happened", "2024-10-15")],
    ),
    "a headline and its lead": (
        "North Korea Fires Missiles Into Sea\n\nThe North fired two missiles on Monday, Seoul said.",
        [("missile_test", "happened", "2024-10-14")],
    ),
    "rice traded is no aid": ("Beijing sent rice worth $4 million to the North in March, customs data showed.", []),
    "to support is no support": ("The North sent aircraft to the coast to support the search.", []),
    "a flood breaks no accord": ("Floods destroyed roads and railways on the border with the South.", []),
    "an official is no leader": ("Kim Yong Chol met President Trump in Washington on June 1.", []),
    "wards are no lockdown": ("The North will put them under medical observation at quarantine wards.", []),
    "accused of a deed": ("North Korea has been accused of sending 3,000 troops to Russia since May.", []),
    "accusing the North of a deed": ("The United States accuses North Korea of sending troops to Russia.", []),
    "a deed played": ("The North simulated the firing of two cruise missiles in a drill on Friday.", []),
    "a deed stopped": ("North Korea has stopped testing nuclear devices and launching missiles.", []),
    "a deed to be stopped": ("North Korea said it would stop launching missiles.", []),
    "the largest ever": ("It was the largest missile ever fired by the North.", []),
    "a border that stays shut": ("The border with China remains closed, traders said on Friday.", []),
    "a meeting named by its decisions": (
        "An enlarged plenary meeting of the DPRK Cabinet took place Friday to carry through the decisions of the Tenth"
        " Plenary Meeting of the Eighth Central Committee of the Workers' Party of Korea.",
        [],
    ),
    "a country's plan of its own": (
        "The United States announced its plan to launch interceptor missiles this year.",
        [],
    ),
    "another country's rocket": (
        "The space agency launched a satellite in Florida in the United States on Friday.",
        [],
    ),
}

# Who did it, where somebody else is named nearer.
ACTORS = {
    "who offers, not whom": (
        "South Korea's president said on Monday he would help the North fight its outbreak, offering vaccines.",
        "aid_offer",
        ["gov-rok"],
    ),
    "no outlet that filed it": (
        "SEOUL, Oct. 18 (Yonhap) -- The two Koreas on Friday signed a comprehensive military agreement.",
        "military_agreement",
        [],
    ),
    "the country is not the one beside it": (
        "North Korea reopened its border with China on Wednesday. The country shut the frontier in January 2020.",
        "border_closure",
        ["gov-dprk"],
    ),
    "none of a clause before": (
        "No aid workers have been let into North Korea since the borders closed in January 2020.",
        "border_closure",
        [],
    ),
    "none who are sent": (
        "The council said some 12,000 soldiers are to be dispatched to Russia by North Korea.",
        "troop_deployment",
        [],
    ),
}


def events(text: str) -> tuple[Event, ...]:
    return extract(Article(id="a", text=text, published="2024-10-18", published_how="argument", language="en")).events


@pytest.mark.parametrize("case", TOLD)
def test_a_sentence_tells_these_events_and_no_others(case: str) -> None:
    text, wanted = TOLD[case]
    assert [(event.kind, event.status, event.date_start) for event in events(text)] == wanted


@pytest.mark.parametrize("case", ACTORS)
def test_whose_deed_it_is(case: str) -> None:
    text, kind, wanted = ACTORS[case]
    assert [[actor.id for actor in event.actors] for event in events(text) if event.kind == kind] == [wanted]
