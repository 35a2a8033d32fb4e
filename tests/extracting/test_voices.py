"""Whose figure it is, and who passes it on, in the ways in which news agencies tell it."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Extraction

Voices = list[tuple[float | None, str | None, str | None]]


def read(text: str, published: str = "2024-08-03") -> Extraction:
    return extract(Article(id="a", text=text, published=published, language="en"))


def voices(text: str) -> Voices:
    """Of each claim the value, who says it and who passes it on."""
    return [
        (c.value, c.claimant.name if c.claimant else None, c.via.name if c.via else None) for c in read(text).claims
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("KCNA put the toll at 60 and the Red Cross at 133.", [(60, "KCNA", None), (133, "Red Cross", None)]),
        ("Vietnam promised 50 tents, and the South 70 tents.", [(50, "Vietnam", None), (70, "the South", None)]),
        (
            "The Red Cross said 40 homes fell in Musan and 60 in Yonsa.",
            [(40, "Red Cross", None), (60, "Red Cross", None)],
        ),
        ("The toll was put at 40 by the Red Cross.", [(40, "Red Cross", None)]),
        ("The toll was put at 40 by Friday.", [(40, None, None)]),
        ("NK News, which saw the same pictures, estimated 3,000 homes were flooded.", [(3000, "NK News", None)]),
        ("Some 40 homes fell, KCNA quoted an official, Pang Sun Nyo, as saying.", [(40, "official", "KCNA")]),
        ("Yonhap, quoting a marine officer, said 40 homes burned.", [(40, "marine officer", "Yonhap")]),
        ("Daily NK's source in Musan says 12 homes fell.", [(12, "Daily NK's source", "Daily NK")]),
        ("Images analysed by 38 North show 18 homes were flooded.", [(18, "38 North", None)]),
        ("According to the Red Cross 40 homes fell.", [(40, "Red Cross", None)]),
        ("North Korea floods: UN says 138 dead\n\nIt rained.", [(138, "UN", None)]),
        ("Kim Song warned in a memo of 40 deaths, AP said.", [(40, "Kim Song", "AP")]),
        ("Some 40 homes fell in Musan, NK News said on Tuesday based on pictures.", [(40, "NK News", None)]),
        ("Officials said 30 died. They said 20 homes fell.", [(30, "Officials", None), (20, "Officials", None)]),
        ("Sung Kim, the U.S. envoy, said 40 died.", [(40, "Sung Kim", None)]),
        ("Japan spoke. Its Secretary, Hirokazu Matsuno, said 40 died.", [(40, "Hirokazu Matsuno", None)]),
        ("Lawmakers briefed by the military said 40 died.", [(40, "Lawmakers", None)]),
        ("KCNA said so. 40 homes fell on Monday, according to the report.", [(40, "KCNA", None)]),
        ("According to the NIS, whose chief briefed lawmakers, 40 died.", [(40, "NIS", None)]),
        ("Staines — who heads the mission — said 40 died.", [(40, "Staines", None)]),
        ("A number of defectors say 40 people died.", [(40, "number of defectors", None)]),
        ("Chinese customs data show exports to the North fell 28 percent.", [(28, "Chinese customs", None)]),
        ("Japan, Russia and South Korea said 40 died.", [(40, "Japan, Russia and South Korea", None)]),
        ("A survey by the UN, the ICRC and KCNA found that 40 died.", [(40, "UN, ICRC and KCNA", None)]),
        ("Kim You-geun, a deputy director, told reporters that 40 died.", [(40, "Kim You-geun", None)]),
    ],
)
def test_who_answers_for_a_figure(text: str, wanted: Voices) -> None:
    told = voices(text)
    assert [(value, who) for value, who, _ in told] == [(value, who) for value, who, _ in wanted]
    assert [via for _, _, via in told if via] == [via for _, _, via in wanted if via]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("The JCS said the North fired two missiles. It gave no figure.", "jcs"),
        ("KCNA said so. North Korea closed its border. It has also halted trade and said 40 died.", "gov-dprk"),
        ("The Red Cross said 40 died. Pyongyang was silent. On Friday it said 30 had died.", "gov-dprk"),
        ("KCNA said so. Kim Jong Un met the Politburo on Monday and 40 died, it said.", "kcna"),
    ],
)
def test_it_is_who_spoke_before(text: str, claimant: str) -> None:
    last = read(text).claims[-1].claimant
    assert last is not None
    assert last.id == claimant


def test_a_kim_named_to_an_office_is_not_the_one_meant_later() -> None:
    text = "Kim Jong Un named Kim Tok Hun premier in place of Kim Jae Ryong. Kim said 40 homes fell."
    assert voices(text)[-1][1] == "Kim Jong Un"


@pytest.mark.parametrize(
    "text",
    [
        "The source said no one dares to say how many died.",
        "Deaths may rise if vaccines are not provided.",
        "It was not given as a certain date.",
    ],
)
def test_what_is_neither_nothing_nor_a_silence(text: str) -> None:
    assert read(text).claims == ()


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The North named a total of 10,000 soldiers to be deployed.", "to be deployed"),
        ("HUR said 25,000 workers were to go to Tatarstan.", "were to go"),
        ("The paper said 15,400 people, among them children and the elderly, would be moved.", "would be"),
    ],
)
def test_who_is_still_to_be_sent_is_not_there(text: str, hedge: str) -> None:
    (claim,) = read(text).claims
    assert claim.hedge == hedge


@pytest.mark.parametrize(
    "text", ["The talks pose several questions for Kim.", "The dozen states that held drills are silent."]
)
def test_nouns_in_s_say_nothing(text: str) -> None:
    assert read(text).quotes == ()
