from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.extracting.dates.find import find_dates
from nkdata.extracting.dates.timex import covered, shifted
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import sentences
from nkdata.model import DateExpression

TUESDAY = "2020-08-18"
ROOT = Path(__file__).parents[2]

HOSTILE = st.text(
    st.one_of(st.sampled_from("ab12.,:;-–()[]\"'“”’!?。\n\t \u00a0\u2009\u200b\u202e\ue000ßİŉ²٣½"), st.characters())
)


def found(text: str, published: str | None = TUESDAY) -> tuple[DateExpression, ...]:
    return find_dates(sentences(text), published)


def values(text: str, published: str | None = TUESDAY) -> list[tuple[str, str | None]]:
    return [(date.text, date.value) for date in found(text, published)]


@pytest.mark.parametrize("row", ruletables.rows("date_patterns"), ids=lambda row: row["pattern"])
def test_each_pattern_reads_its_example(row: dict[str, str]) -> None:
    assert (row["text"], row["value"]) in values(row["example"])


@pytest.mark.parametrize("row", ruletables.rows("date_words"), ids=lambda row: row["words"])
def test_each_date_word_is_part_of_an_expression_in_its_example(row: dict[str, str]) -> None:
    told = " ".join(date.text.lower() for date in found(row["example"]))
    assert any(word in told for word in row["words"].split("|")), told


@pytest.mark.parametrize("row", ruletables.rows("tense_words"), ids=lambda row: row["words"][:20])
def test_each_tense_row_sends_friday_back_or_ahead(row: dict[str, str]) -> None:
    assert any(word in row["example"].lower().split() for word in row["words"].split("|"))
    ahead = row["tense"] != "past"
    assert ("Friday", "2020-08-21" if ahead else "2020-08-14") in values(row["example"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The party will hold a congress on Wednesday.", [("Wednesday", "2020-08-19")]),
        ("The party held a congress on Wednesday.", [("Wednesday", "2020-08-12")]),
        ("The ministry said on Tuesday it was closed.", [("Tuesday", "2020-08-18")]),
        ("Korea to open the dam on Thursday", [("Thursday", "2020-08-20")]),
        ("The congress, to be held on Monday, was put off.", [("Monday", "2020-08-24")]),
        ("Friday's meeting will be the third.", [("Friday", "2020-08-21")]),
        ("The envoy spoke of Friday's accident.", [("Friday", "2020-08-14")]),
        ("It was shut between May 3 and June 9.", [("May 3", "2020-05-03"), ("June 9", "2020-06-09")]),
        ("It rained from July 18 to 28.", [("July 18", "2020-07-18"), ("28", "2020-07-28")]),
        ("It rained on July 23 and 24.", [("July 23", "2020-07-23"), ("24", "2020-07-24")]),
        ("In May the dam broke.", [("May", "2020-05")]),
        ("It opened with due ceremony on Monday.", [("Monday", "2020-08-17")]),
        ("It opened on May 3, Juche 80.", [("May 3, Juche 80", "1991-05-03")]),
        ("Honour the June 15 joint declaration.", [("June 15", None)]),
        ("They had met for the Nov. 8 vote.", [("Nov. 8", "2020-11-08")]),
        ("A pact effective Feb. 1 was signed.", [("Feb. 1", "2021-02-01")]),
        ("Ri will succeed Pak on Feb. 1.", [("Feb. 1", "2021-02-01")]),
        ("The bridge may reopen in the spring, traders said.", [("the spring", "2020-SP")]),
        ("He told the programme This Week of it.", []),
        ("It was built in nineteen six.", []),
        ("He retired soon after.", []),
        ("He sailed two hours ago.", [("two hours ago", "PT2H")]),
        ("Kim's 2018 trip was long.", [("2018", "2018")]),
        ("The day was cold.", []),
        ("They marked the Day of the Sun.", []),
        ("In 2019 people fled.", [("2019", "2019")]),
        ("It left 2019 people homeless.", []),
        ("May the dam hold.", []),
        ("Guests stayed at the April 25 Hostel.", []),
        ("A trader in her fifties spoke.", []),
        ("It came a week later than a notice said.", [("a week", "P1W")]),
        ("A meeting planned for July was called off.", [("July", "2020-07")]),
        ("A rally planned for Monday was called off.", [("Monday", "2020-08-17")]),
        ("The permit had been due to expire on Saturday.", [("Saturday", "2020-08-15")]),
        ("It will pay on a still undisclosed date in March.", [("March", "2021-03")]),
        ("It broke down on Friday, a week after the previous Friday.",
         [("Friday", "2020-08-14"), ("a week", "P1W"), ("previous Friday", "2020-08-07")]),
        ("They lay between 60 and 90 days there, he said.", [("60", "P60D"), ("90 days", "P90D")]),
        ("It sank between two and three years ago.", [("three years ago", "2017")]),
        ("It sank a decade ago.", [("a decade ago", "2010")]),
        ("He stayed one day, after year-end results; blasts came minutes apart.", [("one day", "P1D")]),
        ("The mill ran for five working days.", [("five working days", "P5D")]),
        ("It was shut by mid-morning of July 3.", [("July 3", "2020-07-03")]),
        ("It was shut on July 3; by mid-morning it was dark.",
         [("July 3", "2020-07-03"), ("mid-morning", "2020-07-03TMO")]),
        ("It opens on May 3. Until then it is shut.", [("May 3", "2020-05-03"), ("then", "2020-05-03")]),
        ("It opens on May 3. Since then it was dry, then wet.", [("May 3", "2020-05-03")]),
        ("It sank in the early hours of July 3.", [("July 3", "2020-07-03")]),
        ("It lay there for weeks before it sank, in the days after the flood.", [("weeks", "PXW")]),
        ("The note is of 9/9/99.", [("9/9/99", "1999-09-09")]),
        ("15:10 - It sank on Monday.", [("15:10", "2020-08-18T15:10"), ("Monday", "2020-08-17")]),
        ("They may march in March.", [("March", "2021-03")]),
        ("It fell in December.", [("December", "2019-12")]),
        ("It will open in March.", [("March", "2021-03")]),
        ("Built in Juche 108 (2019).", [("Juche 108 (2019)", "2019")]),
        ("Built in Juche 108 (2018).", [("Juche 108 (2018)", None)]),
        ("The work of Feb. 30, 2000, and that of June 31, 2001, are lost.",
         [("Feb. 30, 2000", None), ("June 31, 2001", None)]),
        ("Resolution 1718 and resolutions 1695 and 1874 stand.", []),
        ("The 1718 Committee met.", []),
        ("Some 2000 tons of rice and 2,012 trees.", []),
        ("A boy of 9 years of age, 12 years old, met a 6-year-old.", []),
        ("It was the worst flood in 30 years.", [("30 years", "P30Y")]),
        ("By May 15 it had been mended.", [("May 15", "2020-05-15")]),
        ("By May 15 it will be mended.", [("May 15", "2021-05-15")]),
        ("The storm left 40 dead by Saturday.", [("Saturday", "2020-08-15")]),
        ("He asked to be told by Saturday.", [("Saturday", "2020-08-22")]),
        ("The kiln stopped in October.", [("October", "2019-10")]),
        ("He said a meeting in October was off.", [("October", "2020-10")]),
        ("It will honour a September pact.", [("September", "2019-09")]),
        ("The 2018 pact, signed on Sept. 19, was void.", [("2018", "2018"), ("Sept. 19", "2018-09-19")]),
        ("It ran over the January-June period of last year.",
         [("January", "2019-01"), ("June", "2019-06"), ("last year", "2019")]),
        ("It was dry from October to March, in the January-to-June period and in April-May.",
         [("October", "2019-10"), ("March", "2020-03"), ("January", "2020-01"), ("June", "2020-06"),
          ("April", "2020-04"), ("May", "2020-05")]),
        ("It fetched 90 in December and 60 a year earlier.", [("December", "2019-12"), ("a year earlier", "2018-12")]),
        ("It fetched 90 in 2018 and 60 the previous year.", [("2018", "2018"), ("the previous year", "2017")]),
        ("It shut between Jan. and Sept. last year.", [("Jan", "2019-01"), ("Sept. last year", "2019-09")]),
        ("It fetched 90 in 2019, 60 a year earlier.", [("2019", "2019"), ("a year earlier", "2018")]),
        ("The Daily NK and Korea Today told today's youth of high noon.", []),
        ("SEOUL - It fired on Wednesday.", [("Wednesday", "2020-08-19")]),
        ("GENEVA - It fired on Wednesday.", [("Wednesday", "2020-08-12")]),
        ("The ship sailed on May 3 and sank the next day.", [("May 3", "2020-05-03"), ("the next day", "2020-05-04")]),
    ],
)  # fmt: skip
def test_values_follow_the_wording(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert values(text) == expected


def test_a_quarter_not_yet_over_is_no_quarter_reported_on() -> None:
    text = "Trade fell in the first quarter. Rain will cut it in the third quarter. The latest period was poor."
    assert values(text)[-1] == ("The latest period", "2020-Q1")


def test_a_year_earlier_is_the_quarter_reported_on_or_the_year_behind_nine_months() -> None:
    text = "Sales rose in the second quarter after a flat first quarter. {} they beat those of a year earlier."
    told = [values(text.format(opening))[-1][1] for opening in ("Again", "In the nine months")]
    assert told == ["2019-Q2", "2019"]
    assert values("Trade grew in the fourth quarter of 2019 and for the entire year.")[-1][1] == "2019"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The low point was in May. Trade had been ten times larger before the border was shut in July.", "2019-07"),
        ("The low point was in May. Trade had been ten times larger in April.", "2020-04"),
        ("The low point was in May. Trade was ten times larger in July.", "2020-07"),
        ("The low point was in May. The ministry said trade had been ten times larger in July.", "2020-07"),
        ("The low point was in May. It passed. Trade had been ten times larger in July.", "2020-07"),
    ],
)
def test_what_had_been_is_no_later_than_the_month_told_before(text: str, value: str) -> None:
    assert values(text)[-1][1] == value


def test_feasts_have_their_days() -> None:
    assert values("He came last Christmas and on New Year's Day 2018.") == [
        ("last Christmas", "2019-12-25"),
        ("New Year's Day 2018", "2018-01-01"),
    ]
    assert values("He came on Christmas Eve.", None) == [("Christmas Eve", None)]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("It broke in late July.", "2020-07-21", "2020-07-31", "part_of_month"),
        ("It broke at the end of July.", "2020-07-21", "2020-07-31", "part_of_month"),
        ("It broke in early February.", "2020-02-01", "2020-02-10", "part_of_month"),
        ("It broke in late February 2019.", "2019-02-21", "2019-02-28", "part_of_month"),
        ("It meets in the last ten days of this month.", "2020-08-22", "2020-08-31", "part_of_month"),
        ("It fell at 4:20 p.m. EDT.", None, None, None),
        ("It was poor in fiscal 2018.", None, None, None),
        ("It was poor in the 2018/19 marketing year.", "2018-01-01", "2019-12-31", "year"),
        ("It was poor in 2018/19 (November/October).", "2018-11-01", "2019-10-31", "year"),
        ("He was there last week.", "2020-08-10", "2020-08-16", "week"),
        ("He was there earlier this month.", "2020-08-01", "2020-08-18", "month"),
        ("He was there last year.", "2019-01-01", "2019-12-31", "year"),
        ("It fell in the second quarter.", "2020-04-01", "2020-06-30", "quarter"),
        ("It fell in the first half of 2019.", "2019-01-01", "2019-06-30", "half_year"),
        ("It broke last winter.", "2019-12-01", "2020-02-29", "season"),
        ("It broke in the late 1990s.", "1990-01-01", "1999-12-31", "year"),
        ("It was shut in past months.", None, None, "vague"),
        ("It rained for three weeks.", None, None, None),
    ],
)
def test_days_covered_and_precision(text: str, first: str | None, last: str | None, precision: str | None) -> None:
    date = found(text)[0]
    assert (date.first, date.last, date.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text", ["It broke on Monday.", "It broke in May.", "It broke yesterday.", "It broke a week ago."]
)
def test_without_publication_day_relative_words_stay_open(text: str) -> None:
    assert [(d.value, d.first, d.last, d.precision) for d in found(text, None)] == [(None, None, None, None)]


def test_without_publication_day_a_full_date_resolves() -> None:
    assert values("It broke on 18 August 2020 and in May 2019.", None) == [
        ("18 August 2020", "2020-08-18"),
        ("May 2019", "2019-05"),
    ]


def test_the_seed_has_its_ten_dates() -> None:
    text = (ROOT / "seeds" / "000_47f1a0ae3c443b6e.txt").read_text(encoding="utf-8")
    told = [(date.text, date.value) for date in found(text)]
    for expected in [
        ("Wednesday", "2020-08-19"), ("Tuesday", "2020-08-18"), ("weeks", "PXW"), ("Thursday", "2020-08-13"),
        ("late July", "2020-07"), ("past months", "PAST_REF"), ("June", "2020-06"), ("Last year", "2019"),
    ]:  # fmt: skip
        assert expected in told
    assert told.count(("last week", "2020-W33")) == 2


@given(HOSTILE, st.sampled_from([TUESDAY, None, "0001-01-01", "9999-12-31"]))
def test_whatever_the_text_expressions_are_slices_in_order(text: str, published: str | None) -> None:
    end = 0
    for date in found(text, published):
        assert date.start >= end
        assert text[date.start : date.end] == date.text != ""
        assert (date.first is None) == (date.last is None)
        end = date.end


WORDS = st.sampled_from(
    "last next this the a 3 31 99 2020 0 May Feb. Friday week years quarter ago later of in - , . early noon Juche"
    " million first fiscal s th".split()
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map(" ".join), st.sampled_from([TUESDAY, "0001-01-01", "9999-12-31"]))
def test_any_order_of_date_words_gives_days_in_order(text: str, published: str) -> None:
    for date in found(text, published):
        assert date.first is None or date.last is None or date.first <= date.last


@given(st.dates(), st.sampled_from(["D", "W", "WE", "M", "Q", "H", "Y", "E", "C"]), st.integers(-3000, 3000))
def test_a_shifted_period_is_one_that_can_be_read(day, unit: str, count: int) -> None:  # type: ignore[no-untyped-def]
    value = shifted(day, unit, count)
    assert value is None or covered(value) is not None or value in {"000", "00"} or value[:6] in {"0001-W", "9999-W"}
