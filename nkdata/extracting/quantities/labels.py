"""Numbers that name or rank and count nothing: Hwasong-17, Resolution 2397, 38th, 2-1, room 38, 41 22 555 0142."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nkdata.extracting.quantities.bounds import bound_before
from nkdata.extracting.quantities.numerals import Numeral, number_words, read
from nkdata.extracting.quantities.units import currency_before, is_plural, stop_words, unit_after
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

ROUND = frozenset({10.0, 100.0, 1000.0})
OLDEST = 120  # years: a greater number is nobody's age
QUARTERS = frozenset({"north", "south", "east", "west"})  # of the sky: these begin names of provinces
GLUED_CAPITALS = frozenset("ADEGH:")  # `5G`, `4D`, `9:30`


@cache
def _label_words(place: str) -> frozenset[str]:
    """The table label_words.csv: words before or after a number that make it a name."""
    rows = ruletables.rows("label_words")
    return frozenset(word for row in rows if row["place"] == place for word in row["words"].split("|"))


def is_label(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a number is part of a name, a rank, a score, a clock or telephone number, or an age in apposition."""
    first, last = numeral.first, numeral.last
    digits = tokens[first].text[0].isdecimal()
    if digits and (_glued_after(tokens, last) or _glued_before(tokens, first) or _of_a_year(tokens, numeral)):
        return True
    if digits and first > 1 and tokens[first - 1].text in "-–" and tokens[first - 2].lower in {"covid", "sars-cov"}:
        return True
    if is_named(tokens, first, last) or _proportion(tokens, numeral):
        return True
    before = tokens[first - 1].lower if first else ""
    if not digits:
        return _pronoun(tokens, numeral) or (before in {"top", "bottom"} and _uncounted(tokens, last))
    return any(
        rule(tokens, numeral) for rule in (_after_name, _apposition, _year_of, _code, _series, _age_range, _age_of_all)
    )


def _of_a_year(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a number is a year that owns what follows: `2022's`."""
    glued = "".join(t.text for t in tokens[numeral.last : numeral.last + 2])
    return 1900 <= numeral.low < 2100 and glued.startswith(("'s", "’s", "′s"))


def is_named(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word beside a number makes it a name: `Office 39`, `resolutions 1718 and 1874`, `1718 Committee`."""
    at = first - 1
    while (
        at > max(0, first - 9)
        and (tokens[at].lower in {",", "and", "or"} or tokens[at].text.isdecimal())
        and tokens[first].text.isdecimal()
    ):
        at -= 1
    if at > 0 and tokens[at].lower == "number" and tokens[at - 1].lower in word_set("with soon"):
        return False  # "the dead might number 1,000"
    if at >= 0 and tokens[at].lower in (_label_words("before") if at == first - 1 else _label_words("before several")):
        return True
    if at == first - 1 and tokens[at].lower in _label_words("before a name") and last < len(tokens):
        return tokens[at].text[0].isupper() and tokens[last].text[0].isupper()
    if at > 0 and tokens[at].text == "." and tokens[at - 1].lower in _label_words("dotted"):
        return True
    if last >= len(tokens) or tokens[last].lower not in _label_words("after"):
        return False
    return tokens[last].text[0].isupper() or (tokens[first].text.isdecimal() and len(tokens[first].text) > 2)


def _proportion(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Either number of `nine out of ten`, the second of `one in three`: a share that counts nothing."""
    before = [token.lower for token in tokens[max(0, numeral.first - 2) : numeral.first]]
    if before in (["one", "in"], ["1", "in"], ["out", "of"]):
        return before != ["out", "of"] or numeral.low in ROUND
    if before[1:] == ["in"] and numeral.low in ROUND and (before[0].isdecimal() or before[0] in number_words()):
        return True  # "3 in 10 households"
    if [token.lower for token in tokens[numeral.last : numeral.last + 2]] != ["out", "of"]:
        return False
    whole = read(tokens, numeral.last + 2) if numeral.last + 2 < len(tokens) else None
    return whole is not None and whole.low in ROUND


def _glued_after(tokens: Sequence[Token], last: int) -> bool:
    """`38th`, `60s`, `5G`, `12:30`, `2-1`, `555-0142-7`."""
    if last >= len(tokens) or tokens[last].start != tokens[last - 1].end:
        return False
    if tokens[last].lower in word_set("glued to a number") or tokens[last].text in GLUED_CAPITALS:
        return True
    if tokens[last].lower == "x" and _digits_glued(tokens, last + 1):
        return True  # "the 20x10 policy"
    letters = tokens[last].text
    if (
        letters.isalpha()
        and letters[1:] != letters[1:].lower()
        and letters != letters.upper()
        and _uncounted(tokens, last)
    ):
        return True  # "7zkpuFYoKW" in an address
    if tokens[last].text not in "-–":
        return False
    if not _digits_glued(tokens, last + 1):
        return (
            last > 1 and tokens[last - 2].text == "-" and (last < 3 or tokens[last - 3].end < tokens[last - 2].start)
        )  # "-0-"
    following = last + 2
    if following < len(tokens) and tokens[following].text == "-" and _digits_glued(tokens, following + 1):
        return True  # a telephone number, an account
    return _no_range(tokens[last - 1].text, tokens[last + 1].text) or _uncounted(tokens, following)


def _digits_glued(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits stand at a token, right behind the one before."""
    return at < len(tokens) and tokens[at].text[0].isdecimal() and tokens[at].start == tokens[at - 1].end


def _glued_before(tokens: Sequence[Token], first: int) -> bool:
    """`Hwasong-17`, `typhoon-7`, `COVID-19`, `9:30`, `K2`."""
    if not first or tokens[first - 1].end != tokens[first].start:
        return False
    before = tokens[first - 1]
    if before.text[0].isalpha():
        return currency_before(tokens, first) is None
    if before.text in ":#_@+":
        return True
    if first < 2:
        return False
    other = tokens[first - 2]
    if other.end != before.start:
        # "COVID -19"
        return before.text == "-" and other.text.isupper() and other.text.isalpha() and _uncounted(tokens, first + 1)
    if before.text == ".":
        return other.text[0].isalpha()
    if before.text not in "-–":
        return False
    if other.text[0].isalpha():
        return other.lower not in word_set("prefix of a number")
    return other.text[0].isdecimal() and (_no_range(other.text, tokens[first].text) or _uncounted(tokens, first + 1))


def _no_range(low: str, high: str) -> bool:
    """Whether `low-high` cannot be the ends of a range: a score, a vote, a season."""
    return low.isdecimal() and high.isdecimal() and len(low) < 10 and len(high) < 10 and int(low) >= int(high)


def _uncounted(tokens: Sequence[Token], at: int) -> bool:
    """Whether neither a unit nor a plural stands at a token."""
    if at >= len(tokens):
        return True
    return unit_after(tokens, at, None) is None and not is_plural(tokens[at].lower)


def _after_name(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`Section 427`, `Office 39`: a capitalised word before plain digits, nothing countable behind."""
    first, last = numeral.first, numeral.last
    if first == 0 or last - first > 1 or not tokens[first].text.isdecimal():
        return False
    before = tokens[first - 1]
    if not before.text[0].isupper() or bound_before(tokens, first) or currency_before(tokens, first):
        return False
    if first == 1 and (before.lower in stop_words() or before.lower in word_set("sentence opener")):
        return False
    if last >= len(tokens):
        return True
    after = tokens[last]
    if not after.text[0].isalpha() or after.lower in stop_words():
        return after.text != "%" and unit_after(tokens, last, None) is None
    if unit_after(tokens, last, None) is not None or is_plural(after.lower):
        return False
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    return following is None or not is_plural(following.lower) or following.lower in stop_words()


def _apposition(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`Kim, 36, said`, `a relief worker, 41, who`: an age between commas."""
    first, last = numeral.first, numeral.last
    if first < 2 or last >= len(tokens) or tokens[first - 1].text != "," or not tokens[first].text.isdecimal():
        return False
    name = tokens[first - 2].text
    closes = tokens[last].text == "," or (tokens[last].text == "." and name[0].isupper())
    if tokens[last].text == ";":  # "Ri Ho, 31; Kim Chol, 27", but not "South Hamgyong, 31; Wonsan, 27"
        full = first > 2 and name[0].isupper() and tokens[first - 3].text[0].isupper()
        closes = full and word_set("area").isdisjoint({name.lower()}) and tokens[first - 3].lower not in QUARTERS
    return closes and numeral.low < OLDEST and name[0].isalpha() and not is_plural(tokens[first - 2].lower)


def _code(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`0401`, `(4)`, `49 Zorro Road`, `787 Dreamliner`; `three-stage`."""
    first, last = numeral.first, numeral.last
    text = tokens[first].text
    if last - first > 1 or not text.isdecimal():
        return False
    if len(text) > 1 and text[0] == "0":
        return True
    if last >= len(tokens):
        return False
    after = tokens[last]
    if first and tokens[first - 1].text == "(" and after.text == ")":
        return len(text) < 3
    capital = after.text[0].isupper() and after.lower not in stop_words() and not after.lower.endswith("ese")
    if not capital or len(text) > 4 or bound_before(tokens, first) or currency_before(tokens, first):
        return False
    if unit_after(tokens, last, None) is not None or after.lower in number_words():
        return False
    is_model = [t.text for t in tokens[last + 1 : last + 2]] == ["-"]  # "50 KN-23 missiles"
    for token in tokens[last : last + (5 if is_model else 3)]:
        if token.lower in stop_words() or is_plural(token.lower):
            return token.lower in stop_words()
    return True


def _series(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """One of several groups of digits with nothing counted: a telephone number such as `41 22 555 0142`."""
    first, last = numeral.first, numeral.last
    if not all(token.text.isdecimal() for token in tokens[first:last]) or not _uncounted(tokens, last):
        return False
    behind = first > 0 and tokens[first - 1].text.isdecimal() and tokens[first].start == tokens[first - 1].end + 1
    ahead = last < len(tokens) and tokens[last].text.isdecimal() and tokens[last].start == tokens[last - 1].end + 1
    return behind or ahead


def _age_range(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """The second number of `aged 18 to 34`, either of `in age from 4 to 80`."""
    at = numeral.first - 1
    while at > numeral.first - 5 and at > 0 and _of_a_range(tokens[at]):
        at -= 1
    return at >= 0 and tokens[at].lower in {"aged", "ages", "age"}


def _of_a_range(token: Token) -> bool:
    return token.lower in {"from", "between", "to", "and", "-", "–"} or token.text.isdecimal()


def _age_of_all(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`the victims, both 69,` and `30 people, most of them over 60,`: an age of several, between commas."""
    at, told = numeral.first - 1, set()
    while at > max(0, numeral.first - 9) and (
        tokens[at].lower in word_set("around an age of several") or tokens[at].text.isdecimal()
    ):
        told.add(tokens[at].lower)
        at -= 1
    behind = tokens[numeral.last].text if numeral.last < len(tokens) else "."
    closes = behind in {",", ".", ";", ")"} or (behind == "and" and "between" in told)
    opens = at >= 0 and tokens[at].text in {",", "("}
    return opens and closes and numeral.low < OLDEST and not told.isdisjoint(word_set("all of several"))


def _year_of(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`2018 sales`: a year before a noun; `2000 houses` is a count."""
    first, last = numeral.first, numeral.last
    text = tokens[first].text
    if (
        last - first > 1
        or len(text) != 4
        or not text.isdecimal()
        or not 1900 <= int(text) <= 2100
        or int(text) % 50 == 0
    ):
        return False
    is_one = last < len(tokens) and tokens[last].lower in {"family", "house", "home", "household", "person"}
    if last < len(tokens) and not is_one and unit_after(tokens, last, None) is not None:
        return False  # "a 1997 family comedy" counts none
    return bound_before(tokens, first) is None and currency_before(tokens, first) is None


def _pronoun(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """`one` that numbers nothing: `no one`, `one another`, `one day`, `the one who`."""
    if tokens[numeral.first].lower != "one" or numeral.last - numeral.first > 1:
        return False
    before = tokens[numeral.first - 1].lower if numeral.first else ""
    after = tokens[numeral.last].lower if numeral.last < len(tokens) else "."
    return (
        before in _label_words("before one")
        or after in _label_words("after one")
        or not (after[0].isalpha() or after == "-")
    )
