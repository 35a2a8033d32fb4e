import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.extracting.dates.find import find_dates
from nkdata.extracting.quantities.conversions import each_telling
from nkdata.extracting.quantities.find import find_quantities
from nkdata.extracting.quantities.numerals import read
from nkdata.extracting.quantities.units import is_plural, singular
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.sentences import sentences, tokens
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Quantity

HOSTILE = st.text(
    st.one_of(st.sampled_from("ab12.,:;-–()[]\"'“”’!?。\n\t \u00a0\u2009\u200b\u202e\ue000ßİŉ²٣½"), st.characters())
)


def found(text: str) -> tuple[Quantity, ...]:
    told = sentences(text)
    return find_quantities(told, find_dates(told, "2020-08-18"))


@pytest.mark.parametrize("row", ruletables.rows("number_words"), ids=lambda row: row["words"])
def test_each_number_word_is_read_in_its_example(row: dict[str, str]) -> None:
    example = tokens(row["example"])
    spans = [
        (example[n.first].start, example[n.last - 1].end) for at in range(len(example)) if (n := read(example, at))
    ]
    assert row["text"] in [row["example"][start:end] for start, end in spans]


@pytest.mark.parametrize("row", ruletables.rows("units"), ids=lambda row: row["unit"])
def test_each_unit_is_found_in_its_example(row: dict[str, str]) -> None:
    assert [q.unit for q in found(row["example"])] == [row["unit"]]


@pytest.mark.parametrize("row", ruletables.rows("currency_signs"), ids=lambda row: row["sign"])
def test_each_currency_sign_is_found_in_its_example(row: dict[str, str]) -> None:
    assert [(q.unit, q.value) for q in found(row["example"])] == [(row["unit"], 3_000_000)]


@pytest.mark.parametrize("row", ruletables.rows("bounds"), ids=lambda row: row["words"])
def test_each_bound_is_found_in_its_example(row: dict[str, str]) -> None:
    bounds = [(q.bound, q.high is not None and q.bound == "about") for q in found(row["example"])]
    assert bounds == [(row["bound"], row["side"] == "high")]


@pytest.mark.parametrize("row", ruletables.rows("label_words"), ids=lambda row: row["place"])
def test_each_label_word_makes_a_number_a_name(row: dict[str, str]) -> None:
    assert found(row["example"]) == ()


@pytest.mark.parametrize("row", ruletables.rows("number_suffixes"), ids=lambda row: row["words"])
def test_each_suffix_scales_the_number_of_its_example(row: dict[str, str]) -> None:
    (quantity,) = found(row["example"])
    assert quantity.value in {2.8 * float(row["value"]), 2 * float(row["value"]), 20 * float(row["value"])}


@pytest.mark.parametrize("row", ruletables.rows("irregular_plurals"), ids=lambda row: row["plural"])
def test_each_irregular_plural_has_its_singular(row: dict[str, str]) -> None:
    assert is_plural(row["plural"])
    assert singular(row["plural"]) == row["singular"]
    assert row["plural"] in row["example"]


@pytest.mark.parametrize("row", ruletables.rows("counted_by_article"), ids=lambda row: row["example"])
def test_an_article_before_a_person_counts_one(row: dict[str, str]) -> None:
    assert [(q.value, q.bound) for q in found(row["example"])] == [(1, "exact")]


@pytest.mark.parametrize("row", ruletables.rows("noun_stops"), ids=lambda row: row["kind"])
def test_no_noun_phrase_holds_a_stop_word(row: dict[str, str]) -> None:
    (quantity,) = found(row["example"])
    assert quantity.value == 40
    assert quantity.noun is None


@pytest.mark.parametrize("row", ruletables.rows("word_sets"), ids=lambda row: row["set"])
def test_each_word_set_has_a_word_in_its_example(row: dict[str, str]) -> None:
    assert any(word in row["example"].lower() for word in word_set(row["set"]))


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("Floods took 39,296 hectares of crops.", 39296, "ha", "exact"),
        ("Floods damaged more than 16,000 homes.", 16000, "home", "at_least"),
        ("Some 12 030 houses were inundated.", 12030, "home", "about"),
        ("Floods inundated 43770 hectares.", 43770, "ha", "exact"),
        ("The storm felled 3,870 trees.", 3870, "tree", "exact"),
        ("The storm wrecked 300 odd public buildings.", 300, "public building", "at_least"),
        ("Nearly 62 900 people were left homeless.", 62900, "person", "about"),
        ("The north needs 1.5 million tons of grain.", 1_500_000, "t", "exact"),
        ("Two dozen tankers put to sea.", 24, "tanker", "exact"),
        ("One more person died.", 1, "person", "exact"),
        ("It lasted more than half a century.", 0.5, "century", "at_least"),
        ("Some 200 news agencies told it.", 200, "news agency", "about"),
        ("A 65-member team came.", 65, "member", "exact"),
        ("It holds 2.74 millions of tons.", 2_740_000, "t", "exact"),
        ("Some 600-plus homes fell in.", 600, "home", "about"),
        ("A storm wrecked 100-odd boats.", 100, "boat", "at_least"),
        ("It cooled to −21C there.", -21, "celsius", "exact"),
        ("Every tank is at least a third full.", 1 / 3, "full", "at_least"),
        ("Half a million people fled.", 500_000, "person", "exact"),
        ("Output fell 3.8 percent.", 3.8, "percent", "exact"),
        ("The dam lost 2,640 jongbo of paddy.", 2640, "chongbo", "exact"),
        ("The firm paid 616 billion North Korean won.", 616e9, "kpw", "exact"),
        ("The firm paid 616 billion won.", 616e9, "won", "exact"),
        ("Up to 40 miners were trapped.", 40, "miner", "at_most"),
        ("The North fired two short-range ballistic missiles.", 2, "short range ballistic missile", "exact"),
        ("Winds blew at 28 meters per second.", 28, "m/s", "exact"),
        ("Rice sold at 6,150 won per kilogram.", 6150, "won per kg", "exact"),
        ("The air cooled to minus 21 degrees Celsius.", -21, "celsius", "exact"),
        ("It took two and a half years.", 2.5, "year", "exact"),
        ("Two-thirds of the harvest was lost.", 2 / 3, "harvest", "exact"),
        ("The town has twenty-five wells.", 25, "well", "exact"),
        ("Aid reached one hundred and five villages.", 105, "village", "exact"),
        ("No fewer than thirty short rounds were fired.", 30, "short round", "at_least"),
        ("The plant cost $13.6M to build.", 13_600_000, "usd", "exact"),
        ("A court gave him 15 years.", 15, "year", "exact"),
    ],
)  # fmt: skip
def test_value_unit_and_bound_are_read_as_printed(text: str, value: float, unit: str, bound: str) -> None:
    (quantity,) = found(text)
    assert quantity.value == pytest.approx(value)
    assert (quantity.unit, quantity.bound) == (unit, bound)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It holds 20 to 30 missiles.", 20, 30, "missile"),
        ("It fell by 2 to 3 percent.", 2, 3, "percent"),
        ("It lost 224~258 men.", 224, 258, "man"),
        ("Between 1,100 and 1,500 people died.", 1100, 1500, "person"),
        ("It costs $10 to $15 billion.", 10e9, 15e9, "usd"),
        ("Some 5-7 boats sank.", 5, 7, "boat"),
        ("It took two or three days.", 2, 3, "day"),
        ("It flew 8- to 16-meter arcs.", 8, 16, "m"),
        ("Tens of thousands of people fled.", 10_000, 100_000, "person"),
        ("It sank in 2000 - 2500 meters of water.", 2000, 2500, "m"),
    ],
)
def test_ranges_have_two_ends_and_no_value(text: str, low: float, high: float, unit: str) -> None:
    assert [(q.value, q.low, q.high, q.unit, q.bound) for q in found(text)] == [(None, low, high, unit, "range")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll rose from 10 to 60.", [10, 60]),
        ("Output fell 7 percent to 40 tons.", [7, 40]),
        ("The area fell from 208 hectares to 193.", [208, 193]),
        ("It left 138 people dead and 400 missing.", [138, 400]),
        ("It fell by 2.2 points to 103.2.", [2.2, 103.2]),
        ("It was up by 67 000 to 2.78 million.", [67000, 2780000]),
        ("It grew by a factor of 3 to $2 billion.", [3, 2e9]),
    ],
)
def test_a_change_is_two_figures(text: str, expected: list[float]) -> None:
    assert [q.value for q in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It fired a Hwasong-17.",
        "Resolution 2397 stands.",
        "Resolutions 1718 and 1874 stand.",
        "Office 39 earns cash.",
        "The 1718 Committee met.",
        "COVID-19 spread.",
        "It is the sixth plenary of the 38th brigade.",
        "The home side won 2-1.",
        "Kim, 36, left.",
        "It struck at 10:27 on July 19.",
        "In 2018 it closed.",
        "Call +41 22-555-0142 now.",
        "The typhoon-7 hit the coast.",
        "No one left.",
        "They helped one another.",
        "He is in his 60s.",
        "The 5G net is down.",
        "Ri lives at 49 Moran Street.",
        "The key to it lies in a bit of luck.",
        "No. 1 and No. 3 mines shut.",
        "It is a two-way street.",
        "Stations Nos. 1 and 2 stood still.",
        "Nine out of ten houses stood.",
        "One in three wells was fouled.",
        "A relief worker, 41, fled.",
        "The victims, both 69, were buried.",
        "The sailors, all under 25, swam.",
        "The miners, all between 20 and 35, got out.",
        "The drowned ranged in age from 4 to 80.",
        "Killed were Ri Ho, 31; Kim Chol, 27; and Pak Un, 8.",
        "Disasters are rare. -0-",
        "Reports by 38 North and others say so.",
    ],
)
def test_names_ranks_dates_ages_and_scores_are_no_quantities(text: str) -> None:
    assert [(q.text, q.value) for q in found(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It killed 30 people, most of them over 60.", [30]),
        ("It killed 30 people, most of them in Wonsan, 60 others fled.", [30, 60]),
        ("Many died, over 30, in Wonsan.", [30]),
        ("The dead by province: South Hamgyong, 31; Kangwon Province, 27; and Wonsan, 8 people.", [31, 27, 8]),
        ("The toll, most of it in Wonsan, ranged from 4 to 80.", [None]),
    ],
)
def test_counts_beside_commas_are_no_ages(text: str, expected: list[float | None]) -> None:
    assert [q.value for q in found(text)] == expected


def test_a_conversion_in_brackets_is_one_quantity_told_twice() -> None:
    (quantity,) = found("Floods took 39,296 hectares (97,102 acres) of crops.")
    assert quantity.text == "39,296 hectares"
    assert [(t.value, t.unit) for t in quantity.reported] == [(39296, "ha"), (97102, "acre")]
    assert quantity.agrees


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("It flew 800 km (500 miles).", True),
        ("It flew about 54 km (34 miles).", True),
        ("It flew 800 km (600 miles).", False),
        ("Floods took 3,000 hectares (7,400 acres).", True),
        ("Floods took 3,100 hectares (12,400 acres).", False),
        ("It cost 1 trillion won ($829 million).", True),
    ],
)
def test_a_conversion_is_checked_against_rounding(text: str, agrees: bool) -> None:
    (quantity,) = found(text)
    assert quantity.agrees is agrees


def test_each_telling_can_be_had_apart_with_the_bound_of_the_first() -> None:
    text = "It flew more than 800 km (500 miles) and then 3 km."
    apart = each_telling(found(text), text)
    assert [(q.text, q.value, q.low, q.high, q.unit, q.bound) for q in apart] == [
        ("more than 800 km", 800, 800, None, "km", "at_least"),
        ("500 miles", 500, 500, None, "mile", "at_least"),
        ("3 km", 3, 3, 3, "km", "exact"),
    ]


def test_households_and_people_are_two_quantities() -> None:
    assert [q.unit for q in found("Kits reached 1,100 households (4,600 people).")] == ["household", "person"]


def test_a_vague_count_has_words_and_no_value() -> None:
    (quantity,) = found("The flood ruined several houses.")
    assert (quantity.value, quantity.words, quantity.unit) == (None, "several", "home")


def test_the_span_runs_from_bound_to_unit_and_the_number_is_inside() -> None:
    text = "It hit more than 16,000 homes."
    (quantity,) = found(text)
    assert quantity.text == "more than 16,000 homes"
    assert text[quantity.number.start : quantity.number.end] == "16,000"


@given(st.integers(0, 10**12))
def test_a_printed_number_reads_back(number: int) -> None:
    for printed in (str(number), f"{number:,}"):
        (quantity,) = found(f"The flood took {printed} hectares.")
        assert quantity.value == number


@given(HOSTILE)
def test_whatever_the_text_quantities_are_slices_in_order(text: str) -> None:
    end = 0
    for quantity in found(text):
        assert quantity.start >= end
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.start <= quantity.number.start < quantity.number.end <= quantity.end
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        end = quantity.end


WORDS = st.sampled_from(
    "1 12 2020 030 1,000 1.5 two twenty hundred million dozens of a half and or to - – ( ) $ US percent km tons per"
    " year houses Kim more than about up between from rose th ½ / 's minus + odd least out one".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_any_order_of_number_words_keeps_the_rules(text: str) -> None:
    test_whatever_the_text_quantities_are_slices_in_order.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The sun weighs 1.99×10^30 kilograms.", [(1.99e30, "kg")]),
        ("The beam held 2.5 × 10−8 meters.", [(2.5e-8, "m")]),
        ("In 2022's flood 12 people fled.", [(12, "person")]),
        ("Half of a hectare and 1/16 of a US pint.", [(0.5, "ha"), (0.0625, "pint")]),
        ("280 of the 900 homes stood.", [(280, "home"), (900, "home")]),
        ("Output rose from 300 to 400 tons.", [(300, "t"), (400, "t")]),
        ("The toll was revised up to 24.", [(24, None)]),
        ("Some 40 deg C and 104 degF.", [(40, "celsius"), (104, "fahrenheit")]),
    ],
)
def test_a_number_is_read_whole_and_with_its_unit(text: str, wanted: list[tuple[float, str | None]]) -> None:
    read_as = found(text)
    assert [q.unit for q in read_as] == [unit for _, unit in wanted]
    assert [q.value for q in read_as] == pytest.approx([value for value, _ in wanted])


def test_a_bracket_may_hold_several_conversions() -> None:
    (quantity,) = found("Some 39,296 hectares (97,102 acres; 393 square kilometers) went under.")
    assert (len(quantity.reported), quantity.agrees) == (3, True)
