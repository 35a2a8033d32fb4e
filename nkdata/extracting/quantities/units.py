"""Units and things counted: what stands behind a number, or before it as a currency sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from nkdata.extracting.quantities.nounwords import is_adjective, is_participle
from nkdata.extracting.quantities.numerals import Numeral, number_words
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import Phrases
from nkdata.extracting.wording.sentences import tokens as split
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Token

LONGEST_NOUN = 5  # tokens
WEATHER_KINDS = frozenset({"length", "speed", "temperature"})
COUNTED_KINDS = frozenset({"counted", "index"})  # "112 points of road" are places


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit at tokens `first` to `last`; `name` as in `Quantity.unit`, `noun` as told; `known` when a table has it."""

    name: str
    noun: str
    first: int
    last: int
    known: bool = True


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A row of units.csv: `factor` to the base unit of its `kind`, None where kinds are not converted."""

    name: str
    kind: str
    factor: float | None


@cache
def unit_entries() -> dict[str, UnitEntry]:
    """The table units.csv by unit id."""
    return {
        row["unit"]: UnitEntry(row["unit"], row["kind"], float(row["factor"]) if row["factor"] else None)
        for row in ruletables.rows("units")
    }


def is_measure(unit: str | None) -> bool:
    """Whether a unit measures (hectares, dollars), not counts (persons, homes)."""
    entry = unit_entries().get(unit or "")
    return entry is not None and entry.kind not in COUNTED_KINDS


def is_money(unit: str | None) -> bool:
    """Whether it is a currency."""
    entry = unit_entries().get(unit or "")
    return entry is not None and entry.kind == "money"


def is_weather(unit: str | None) -> bool:
    """Whether it is a unit of rain, waves, wind or heat, of which lists name one place after the other."""
    entry = unit_entries().get(unit or "")
    return entry is not None and entry.kind in WEATHER_KINDS


@cache
def _phrases() -> Phrases[str]:
    return Phrases((words, row["unit"]) for row in ruletables.rows("units") for words in row["words"].split("|"))


@cache
def _signs() -> dict[tuple[str, ...], str]:
    """The table currency_signs.csv: lower-case tokens → unit."""
    return {tuple(t.lower for t in split(row["sign"])): row["unit"] for row in ruletables.rows("currency_signs")}


@cache
def _sign_ends() -> frozenset[str]:
    return frozenset(key[-1] for key in _signs())


def currency_before(tokens: Sequence[Token], first: int) -> Unit | None:
    """The currency whose sign or code stands before a number."""
    if not first or tokens[first - 1].lower not in _sign_ends():
        return None
    for size in (2, 1):
        words = tuple(t.lower for t in tokens[max(0, first - size) : first])
        name = _signs().get(words) if len(words) == size else None
        if name is not None:
            if words == ("a", "$") and (
                tokens[first - 2].text != "A" or tokens[first - 2].end != tokens[first - 1].start
            ):
                continue  # "a $5,000 dinner" is no Australian dinner
            if words[-1].isalpha() and not tokens[first - 1].text.isupper() and words[-1] != "rs":
                return None
            return Unit(name, "".join(words), first - size, first)
    return None


def unit_after(tokens: Sequence[Token], at: int, money: Unit | None) -> Unit | None:
    """The unit of the table behind a number, with what it is divided by ("barrels a day", "won per kilogram")."""
    if money is not None:
        return _divided(tokens, money, max(at, money.last))
    step = at + 1 if at + 1 < len(tokens) and tokens[at].text == "-" else at
    match = _phrases().at(tuple(tokens[step : step + 5]), 0)
    if match is None:
        return None
    word, last = tokens[step], step + match.last
    glued = word.start == tokens[step - 1].end
    if match.last == 1 and word.lower in word_set("unit when glued") and not glued:
        # "4 m.", "5 W" pass; "3 in 10", "12 C" do not
        if len(word.text) > 2 or word.lower in word_set("never a loose unit"):
            return None
    elif glued and word.text == "M":
        return None
    if match.last == 1 and _describes(tokens, step, match.values[0]):
        return None
    name = "".join(t.text for t in tokens[step : step + 3])
    if word.text.isupper() and name[len(word.text) :][:1] == "-" and name[-1].isdecimal():
        return None  # "50 KN-23 missiles"
    noun = " ".join(t.text for t in tokens[step:last])
    unit = Unit(match.values[0], noun, step, last)
    divided = _divided(tokens, unit, last)
    return divided if divided is not unit else _divided_behind(tokens, unit)


def _describes(tokens: Sequence[Token], at: int, unit: str) -> bool:
    """Whether a counted thing in the singular only describes the next noun: "2,690 family kits"."""
    word, behind = tokens[at].lower, tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if unit_entries()[unit].kind not in COUNTED_KINDS or is_plural(word) or not behind[:1].isalpha():
        return False
    return is_plural(behind) and behind not in stop_words()


def _divided_behind(tokens: Sequence[Token], unit: Unit) -> Unit:
    """The unit with a divisor of time that stands behind its stuff: "a million barrels of oil per day"."""
    if [t.lower for t in tokens[unit.last : unit.last + 1]] != ["of"]:
        return unit
    for at in range(unit.last + 2, min(unit.last + 5, len(tokens) - 1)):
        if tokens[at].lower in {"per", "a"}:
            name = _divided(tokens, unit, at).name
            divisor = unit_entries().get(name.rpartition(" per ")[2])
            return replace(unit, name=name) if divisor is not None and divisor.kind == "time" else unit
        if not tokens[at].text.isalpha() or tokens[at].lower in stop_words():
            break
    return unit


def _divided(tokens: Sequence[Token], unit: Unit, at: int) -> Unit:
    """The unit with the divisor behind it, if one is there: "a day", "per kilogram", "/s", "-a-day"."""
    link = tokens[at].lower if at + 1 < len(tokens) else ""
    step = at + 1
    if link == "-" and step + 2 < len(tokens) and tokens[step].lower in {"a", "per"}:
        link, step = tokens[step].lower, step + (2 if tokens[step + 1].text == "-" else 1)
    if link not in {"per", "a", "an", "/", "each", "every"}:
        return unit
    step += link == "per" and tokens[step].lower in {"a", "an"} and step + 1 < len(tokens)
    match = _phrases().at(tuple(tokens[step : step + 3]), 0)
    if match is None:
        word = tokens[step].lower
        named = (link == "per" and word[0].isalpha()) or (link in {"a", "each"} and word in word_set("shared by"))
        return Unit(f"{unit.name} per {word}", f"{unit.noun} per {word}", unit.first, step + 1) if named else unit
    name, last = match.values[0], step + match.last
    if link == "/":
        divides = tokens[at].start == tokens[at - 1].end
    else:
        divides = link == "per" or unit_entries()[name].kind in {"time", "volume", "mass", "length", "area"}
    past = last < len(tokens) and tokens[last].lower in {"ago", "earlier", "before", "later"}
    return (
        Unit(f"{unit.name} per {name}", f"{unit.noun} per {name}", unit.first, last) if divides and not past else unit
    )


@cache
def stop_words() -> frozenset[str]:
    """Words that no noun phrase holds (table noun_stops.csv)."""
    return frozenset(word for row in ruletables.rows("noun_stops") for word in row["words"].split("|"))


@cache
def _plurals() -> dict[str, str]:
    """Irregular plurals → singular."""
    return {row["plural"]: row["singular"] for row in ruletables.rows("irregular_plurals")}


def singular(word: str) -> str:
    """The singular of a lower-case noun by the common rules of spelling, irregular ones by table."""
    if word in _plurals():
        return _plurals()[word]
    if word in word_set("singular in s"):
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    return word in _plurals() or (word[-2:] != "'s" and singular(word) != word)


def noun_phrase(tokens: Sequence[Token], at: int, numeral: Numeral) -> Unit | None:
    """The thing counted: the words after a number up to the first plural noun, or what stands before a boundary."""
    step = _after_of(tokens, at) if numeral.fraction or (at < len(tokens) and tokens[at].lower == "of") else at
    if step < len(tokens) and tokens[step].lower == "more":
        step += 1
    step = _past_description(tokens, _past_country(tokens, step))
    hyphen = step + 1 < len(tokens) and tokens[step].text == "-" and tokens[step].start == tokens[step - 1].end
    step += hyphen
    one = numeral.low == 1 and numeral.high == 1 and step == at
    first, (words, last) = step, _nouns(tokens, step, one)
    if not words:
        return None
    if hyphen:
        words, last = words[:1], first + 1  # "a 5.2-magnitude earthquake"
    elif not one and not is_plural(words[-1].lower):
        if words[0].text[0].isupper() and not numeral.spelled:
            return None
        words = words[: 2 if is_adjective(words[0].lower) else 1]
        last = next(i for i in range(first, last) if tokens[i] is words[-1]) + 1
    if (hyphen and numeral.spelled and not _known(words[0])) or is_participle(words[-1].lower):
        return None
    unit = _counted(tokens, first, last, words)
    return _divided(tokens, unit, last) if is_plural(words[-1].lower) else unit


def _past_description(tokens: Sequence[Token], at: int) -> int:
    """The token behind "newly built" and the like, where a plural stands there, and behind "long-range"."""
    words = [t.lower for t in tokens[at : at + 3]]
    if words[:2] == ["long", "-"]:
        return at + 3  # "400 long-range missiles"
    is_one = len(words) > 2 and words[0].endswith("ly") and is_plural(words[2]) and words[2] not in stop_words()
    return at + 2 if is_one and (words[1] == "built" or is_participle(words[1])) else at


def _past_country(tokens: Sequence[Token], at: int) -> int:
    """The token behind a country told by dotted capitals: "28,500 U.S. troops"."""
    behind = at
    while behind + 1 < len(tokens) and len(tokens[behind].text) == 1 and tokens[behind].text.isupper():
        if tokens[behind + 1].text != ".":
            break
        behind += 2
    return behind if behind - at > 2 and behind < len(tokens) and tokens[behind].text[0].islower() else at


def _counted(tokens: Sequence[Token], first: int, last: int, words: list[Token]) -> Unit:
    """The unit that a noun phrase stands for: a known one by its last word, else its words."""
    noun = " ".join(t.text for t in tokens[first:last])
    if (known := _known(words[-1])) is not None:
        return Unit(known, noun, first, last, known=False)
    content = [t.lower.removesuffix("'s") for t in words if t is words[-1] or not is_participle(t.lower)]
    content[-1] = singular(content[-1])
    return Unit(" ".join(content), noun, first, last, known=False)


def _known(word: Token) -> str | None:
    """The unit that one word is in the table, symbols of a letter or two apart."""
    match = _phrases().at((word,), 0)
    return match.values[0] if match is not None and word.lower not in word_set("unit when glued") else None


def _after_of(tokens: Sequence[Token], at: int) -> int:
    """The token behind "of the", "of its" and the like."""
    while at < len(tokens) and tokens[at].lower in word_set("of the"):
        at += 1
    return at


def _nouns(tokens: Sequence[Token], step: int, one: bool) -> tuple[list[Token], int]:
    """The words of a noun phrase from a token on, and the token behind them."""
    words: list[Token] = []
    while step < len(tokens) and len(words) < LONGEST_NOUN:
        token = tokens[step]
        joins = token.text == "-" and step + 1 < len(tokens) and token.start == tokens[step - 1].end
        if words and joins and tokens[step + 1].lower in stop_words():
            words.append(tokens[step + 1])
            step += 2
            continue
        if words and joins and tokens[step + 1].text.isdecimal() and tokens[step + 1].start == token.end:
            step += 2  # "KN-23 missiles"
            continue
        if words and (joins or (token.lower == "and" and _and_plural(tokens, step))):
            step += 1
            continue
        if (
            not token.text[0].isalpha()
            or token.lower in stop_words()
            or token.lower in number_words()
            or (token.lower.endswith("ly") and not words and token.lower not in word_set("noun in ly"))
        ):
            break
        words.append(token)
        step += 1
        if (is_plural(token.lower) and not one) or (one and not is_adjective(token.lower)):
            break
    return words, step


def _and_plural(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" joins two modifiers of one plural: "public and industrial buildings"."""
    for token in tokens[at + 1 : at + 4]:
        if not token.text[0].isalpha() or token.lower in stop_words():
            return False
        if is_plural(token.lower):
            return True
    return False
