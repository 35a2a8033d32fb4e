"""What is said: the stretches of a sentence that a reporting word makes its subject answerable for."""

from __future__ import annotations

from collections.abc import Sequence

from nkdata.extracting.attribution.adjuncts import past_adjuncts
from nkdata.extracting.attribution.clauses import Line
from nkdata.extracting.attribution.cues import word_classes
from nkdata.extracting.attribution.figures import is_evidence, opens_figure, sets_figure
from nkdata.extracting.attribution.saying import Saying
from nkdata.extracting.attribution.together import first_of_two
from nkdata.extracting.quantities.bounds import bound_before
from nkdata.extracting.wording.wordsets import word_set

Range = tuple[int, int]
OPENS_CLAUSE = frozenset(
    "that how why what whether if when where who which it he she they we i there this these those".split()
)
CITING = frozenset({"citing", "quoting"})
BREAKS = frozenset("but while although though whereas despite citing quoting".split())
RELATIVES = frozenset({"where", "which", "whose", "who"})
OCCASIONS = frozenset({"after", "following", "because", "when", "amid"})
CLOSING = ("”", ")", "]")
REACH = 40  # tokens looked ahead for the other half of a quotation, or the end of a long name
SHOWN = 3  # tokens of more than a thing that is shown
SHORT = 6  # tokens of a subject set apart: "The toll, he said, passed 40"
LONGEST_CONTENT = 400  # tokens: longer is no sentence
LINKS = frozenset("and but or yet while although though whereas as".split())


def contents(here: Line, found: Sequence[Saying], at: int) -> list[Range]:
    """The token ranges of what saying number `at` of a sentence tells, in text order; none where it tells nothing."""
    one = found[at]
    if one.how == "according":
        return _according(here, found, at)
    if one.how == "headed":
        return _kept(here, [(one.rest, len(here))])
    if one.how == "held":
        return _kept(here, [(one.rest, _limit(here, found, at, one.rest))])
    if one.how == "by":
        return _passive(here, one)
    if one.how == "put by" and one.subject is not None:
        return _kept(here, [(one.zone, one.group.first), (one.last, one.subject[0] - 1)])
    if one.how == "impersonal":
        end = _limit(here, found, at, one.last)
        return _kept(here, [(one.zone, one.group.first), (one.last, end)])
    rest = _past_source(here, past_adjuncts(here, one))
    front = _front(here, found, at)
    if front is not None and _tells(here, one, front, rest):
        return _kept(here, [front, *_behind(here, found, at, rest, front)])
    forward = _kept(here, [(rest, _limit(here, found, at, rest))])
    if (
        not forward
        or (one.kind == "demanded" and here.word(rest) in OCCASIONS)
        or one.how == "inverted"
        or here.word(rest) in CLOSING
        or here.word(rest) in (",", ".", ";", "-", "—")
    ):
        return []
    return _object(here, one, forward)


def _past_source(here: Line, rest: int) -> int:
    """Where the content begins behind "reported, citing officials, that …", "claimed, without evidence, that …"."""
    if here.word(rest) != ",":
        return rest
    close = next((n for n in range(rest + 2, min(rest + REACH, len(here))) if here.word(n) == ","), None)
    return close + 1 if close is not None and here.word(close + 1) == "that" else rest


def _tells(here: Line, one: Saying, front: Range, rest: int) -> bool:
    """Whether what stands before the subject is what is said, not "In July," or "After the meeting,"."""
    if one.how == "inherited" or one.cue.takes == frozenset({"infinitive"}):
        return False
    if one.how == "inverted":
        return True
    classes, word = word_classes(), here.word(rest)
    before = front[1] - 1 if here.word(front[1] - 1) == "," else front[1]
    quote_next = rest < len(here) and here.inside[rest]
    led = _led(here, front[0])
    if before > 0 and here.inside[before - 1] and not led:  # "…," Kim said
        clause = word in ("that", "how") or (quote_next and here.word(rest - 1) not in (",", "."))
        opens = not here.inside[front[0]] and (word in classes["determiner"] or word in OPENS_CLAUSE)
        return not (clause or opens)
    if quote_next:
        return not led and before - front[0] > 3
    if rest >= len(here) or word in (",", ".", ";", "—", "–", "?", "!"):
        return before - front[0] > 3 or not led
    adjunct = word in classes["preposition"] or word in ("as", "when", "while", "because", "based")
    return adjunct and not led and before - front[0] > 4


def _led(here: Line, first: int) -> bool:
    """Whether a stretch opens like "In July", "Asked about it", "Even as": it leads up to what is said."""
    if here.inside[first]:
        return False
    if any(bound_before(here.tokens, at) for at in range(first + 1, min(first + 4, len(here)))):
        return False  # "At least 40 homes were lost, he said after the meeting"
    classes, word = word_classes(), here.word(first)
    word = here.word(first + 1) if word in ("but", "and", "even", "still") else word
    return word in classes["preposition"] or word in classes["subordinator"] or word == "asked"


def _object(here: Line, one: Saying, forward: list[Range]) -> list[Range]:
    """The content behind a verb, when it is one that the verb can take."""
    first, end = forward[0]
    word, takes = here.word(first), one.cue.takes
    classes = word_classes()
    opens = here.inside[first] or word in OPENS_CLAUSE
    named = word in classes["determiner"] or word in classes["possessive"] or here.capital(first)
    counts = one.kind in ("shown", "confirmed", "estimated") and opens_figure(here, first)
    counts = counts or (one.kind == "shown" and here.is_word(first) and end - first > SHOWN and is_evidence(here, one))
    if takes == {"that"} and not (opens or counts):
        return []
    if takes == {"at"} and not any(sets_figure(here, n) for n in range(first, end)):
        return []
    if takes == {"infinitive"} and word != "to":
        return []
    if takes == {"object"}:
        if one.kind == "judged" and opens_figure(here, first):
            return []  # "it hailed 12 cm"
        if one.cue.verb == "call" and not _names_it(here, first, end):
            return []
        if one.cue.form in ("s", "base") and not (opens or named or word in classes["pronoun"]):
            return []
        return _kept(here, [(first, _object_end(here, first, end))])
    if one.kind == "demanded":  # "encouraged the pilots who had rescued 300": what they did, nobody said
        end = next((at for at in range(first + 1, end) if here.lower[at] in {"who", "whom", "whose"}), end)
    return [(first, end)]


def _names_it(here: Line, first: int, end: int) -> bool:
    """Whether "called" goes on with a thing and what it was called: in quotation marks, or after "a"."""
    end = min(end, first + REACH)
    if here.word(first) == "off":
        return False
    return any(here.inside[first:end]) or any(here.lower[at] in ("a", "an") for at in range(first + 1, end))


def _object_end(here: Line, first: int, end: int) -> int:
    """Where the thing praised or blamed ends: at a comma, a day, or a second verb."""
    for at in range(first + 1, end):
        if here.inside[at]:
            continue
        word = here.lower[at]
        if here.inside[at - 1] and (not here.is_word(at) or here.word(at - 2) == ","):
            return at
        if word == "," or word in ("while", "when", "after", "before", "during", "because"):
            return at
        if word in ("in", "on") and here.word(at + 1) in word_classes()["time"]:
            return at
    return end


def _limit(here: Line, found: Sequence[Saying], at: int, start: int) -> int:
    """Where a following content ends at the latest: the sentence, or the next voice at the same level."""
    one = found[at]
    end = min(_next_voice(here, found, at, start), start + LONGEST_CONTENT)
    if start < len(here) and here.inside[start]:
        close = start
        while close < end and here.inside[close]:
            close += 1
        if close < end and not here.is_word(close):
            return close
    bracketed = one.how == "relative" and here.word(one.zone - 2) == ","
    ordered = one.kind == "demanded"  # "ordered the army to Sinuiju, where floods …": where is the author's
    for n in range(start + 1, end):
        if here.inside[n]:
            continue
        if ordered and here.lower[n] in OCCASIONS:
            return n  # "asked for help after floods killed 220": that they did, it did not ask
        if ordered and here.lower[n] in RELATIVES and here.word(n - 1) == ",":
            return n - 1
        if bracketed and here.lower[n] == ",":
            return n
        if here.lower[n] == ";":
            return n
        if here.lower[n] == "while" and any(here.inside[n:end]):
            continue  # "said 40 homes fell, while “hundreds of hectares” were “lost”"
        if here.lower[n] in BREAKS and n > start + 1 and here.word(n - 1) == ",":
            return n - 1
    return end


def _next_voice(here: Line, found: Sequence[Saying], at: int, start: int) -> int:
    """Where the next voice begins that is no part of what this one says."""
    for other in found[at + 1 :]:
        zone = other.zone
        if zone <= start + (2 if here.word(start) == "that" else 0):
            continue
        before = here.word(zone - 1)
        if other.how == "held" or (before == "," and _is_a_list(here, start, zone)):
            continue
        if before in LINKS and other.how != "relative":
            return zone - 2 if here.word(zone - 2) == "," else zone - 1
        if before in (",", ";", "—", "–"):
            return zone - 1
        if other.how == "according" or here.inside[zone - 1]:
            return zone
    return len(here)


def _is_a_list(here: Line, start: int, end: int) -> bool:
    """Whether nothing but names in a row stands there: in "say the U.S., Japan and Seoul consider it" one subject."""
    return end - start > 1 and all(here.capital(n) or here.lower[n] in (",", ".", "the") for n in range(start, end))


def _front(here: Line, found: Sequence[Saying], at: int) -> Range | None:
    """What stands before the subject, set off by a comma or a quotation mark."""
    one = found[at]
    end = one.zone
    if end == 0:
        return None
    if (
        here.word(end - 1) == "and"
        and here.word(opening := first_of_two(here, end - 1))
        and here.word(opening - 1) == ","
    ):
        end = opening  # "40 died, the ministry and the Red Cross said"
    if not (here.word(end - 1) == "," or here.inside[end - 1]):
        return None
    first = 0
    for other in found[:at]:
        reach = max(other.last, other.rest)
        if reach < end and other.subject is not None and other.how in ("according",):
            first = max(first, reach)
    return first, end


def _behind(here: Line, found: Sequence[Saying], at: int, rest: int, front: Range) -> list[Range]:
    """What goes on behind "X said," : the other half of the quotation or sentence."""
    one, limit = found[at], _limit(here, found, at, rest)
    reach = range(rest, min(len(here), limit + 1, rest + REACH))
    half = next((n for n in reach if here.inside[n] and not here.inside[n - 1]), None)
    if half is not None and (here.word(half - 1) in (",", ":", ".", "—", "–") or half == rest):
        close = half
        while close < len(here) and here.inside[close]:
            close += 1
        return [(half, close)]
    start = rest + 1
    word = here.word(start)
    if here.word(rest) != "," or one.how == "inverted" or start >= limit or here.inside[start]:
        return []
    closed = word_classes()
    if word == "that":
        return [(start, limit)]
    if word in word_set("result told") and not here.lower[rest + 1 : limit].count(","):
        return [(start, limit)]  # "40 died, the ministry said, leaving 900 homeless"
    if word.endswith("ing") or word in LINKS or word in closed["preposition"] or word in closed["subordinator"]:
        return []
    led = _led(here, front[0])
    noun = here.capital(start) or word in closed["determiner"] or word in closed["possessive"] or word.isdigit()
    if not led and (noun or (word.endswith("ed") and front[1] - front[0] > SHORT)):
        return []
    return [(start, limit)]


def _according(here: Line, found: Sequence[Saying], at: int) -> list[Range]:
    """What stands before "according to X", behind it where it opens the sentence, or both around it."""
    one = found[at]
    after = one.rest
    lead = one.first
    while lead and here.word(lead - 1) in ("and", "but", ",", "now", "so", "still", "yet"):
        lead -= 1
    if lead == 0:
        while after < len(here) and here.word(after) != "," and after - one.rest < REACH:
            after += 1
        if here.word(after + 1) in RELATIVES:  # "According to the agency, whose chief briefed lawmakers, …"
            after = next((n for n in range(after + 1, min(len(here), after + REACH)) if here.lower[n] == ","), after)
        if after >= len(here) and here.word(one.rest) not in (".", ""):
            after = one.rest - 1  # "According to the Red Cross the North lost 40 homes"
        return _kept(here, [(after + 1, _limit(here, found, at, after + 1))]) if after < len(here) else []
    start = 0
    for other in found[:at]:
        if other.how == "according":
            start = other.rest
    pieces = [(start, one.first)]
    if here.word(one.first - 1) == "," and here.word(after) == "," and here.word(after + 1) not in LINKS:
        follow = here.word(after + 1)
        if follow not in ("who", "which", "when", "where") and not follow.endswith("ing"):
            pieces.append((after + 1, _limit(here, found, at, after + 1)))
    return _kept(here, pieces)


def _passive(here: Line, one: Saying) -> list[Range]:
    """What the agent said it of: the phrase before, with the clause to which "a status doubted by" is put."""
    first = one.zone
    if here.word(first - 1) == ",":
        return _kept(here, [(0, one.group.first)])
    return _kept(here, [(first, one.group.first)])


def _kept(here: Line, ranges: Sequence[Range]) -> list[Range]:
    """The ranges without marks at their ends, none empty."""
    kept = []
    for first, end in ranges:
        while first < end and not here.is_word(first) and here.tokens[first].text not in "“\"‘'(\\[$#":
            first += 1
        while (
            end > first
            and not here.is_word(end - 1)
            and not here.inside[end - 1]
            and here.tokens[end - 1].text not in ")]%’'"
        ):
            end -= 1
        if first < end and any(here.is_word(n) for n in range(first, end)):
            kept.append((first, end))
    return kept
