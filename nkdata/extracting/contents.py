"""What is said: the stretches of a sentence that a reporting word makes its subject answerable for."""

from __future__ import annotations

from collections.abc import Sequence

from nkdata.extracting.clauses import Line, phrase_after
from nkdata.extracting.cues import word_classes
from nkdata.extracting.saying import Saying

Range = tuple[int, int]
BREAKS = frozenset("but while although though whereas despite".split())
LINKS = frozenset("and but or yet while although though whereas as".split())


def contents(here: Line, found: Sequence[Saying], at: int) -> list[Range]:
    """The token ranges of what saying number `at` of a sentence tells, in text order; none where it tells nothing."""
    one = found[at]
    if one.how == "according":
        return _according(here, found, at)
    if one.how == "by":
        return _passive(here, one)
    if one.how == "impersonal":
        end = _limit(here, found, at, one.last)
        return _kept(here, [(one.zone, one.group.first), (one.last, end)])
    rest = _past_adjuncts(here, one)
    limit = _limit(here, found, at, rest)
    front = _front(here, found, at)
    forward = _kept(here, [(rest, limit)])
    opens = forward and here.word(rest) not in (",", ".", ";", "”", ")", "-", "—", "–") and one.how != "inverted"
    if opens:
        return _object(here, one, forward)
    if front is None:
        return []
    behind = _behind(here, rest, limit)
    return _kept(here, [front, *behind])


def _object(here: Line, one: Saying, forward: list[Range]) -> list[Range]:
    """The content behind a verb, when it is one that the verb can take."""
    first, end = forward[0]
    word, takes = here.word(first), one.cue.takes
    classes = word_classes()
    quote = here.inside[first]
    clause = word in ("that", "how", "why", "what", "whether", "if") or quote or word in classes["pronoun"]
    if takes == {"that"} and not clause:
        return []
    if takes == {"infinitive"} and word != "to":
        return []
    return [(first, end)]


def _past_adjuncts(here: Line, one: Saying) -> int:
    """Past what stands between verb and content: hearer, day, statement."""
    at = one.rest
    classes = word_classes()
    if "told" in one.cue.takes or (one.cue.verb in ("ask",) and not here.word(at) == "to"):
        at = _past_hearer(here, at)
    while at < len(here) and not here.inside[at]:
        word, nxt = here.lower[at], here.word(at + 1)
        if (
            word in ("on", "in", "late", "early", "last", "this", "earlier")
            and (nxt in classes["time"] or here.word(at + 2) in classes["time"])
            and nxt not in ("that",)
        ):
            step = at + 1
            while (
                here.word(step) in classes["time"]
                or here.word(step) in ("the", "a", "last", "this")
                or here.word(step).isdigit()
            ):
                step += 1
            at = step
        elif word in classes["time"] and (
            here.capital(at) or word in ("earlier", "later", "today", "yesterday", "now")
        ):
            at += 1
        elif word in ("in", "at", "during", "to", "through", "via", "on", "after", "before", "as") and (
            vehicle := _vehicle(here, at)
        ):
            at = vehicle
        elif (word == "." and here.word(at - 1) in classes["time"] and at + 1 < len(here)) or word in (
            "also",
            "then",
            "again",
        ):
            at += 1
        else:
            break
    if (
        here.word(at) == ","
        and at + 1 < len(here)
        and (here.inside[at + 1] or (at > one.rest and here.word(at + 1) == "that"))
    ):
        at += 1
    if here.word(at) == ":" and at + 1 < len(here):
        at += 1
    return at


def _past_hearer(here: Line, at: int) -> int:
    if here.word(at) in ("that", "of", "to", ",", ".") or (at < len(here) and here.inside[at]):
        return at
    classes = word_classes()
    if here.word(at) in classes["pronoun"] and here.word(at) not in classes["determiner"]:
        return at + 1
    phrase = phrase_after(here, at)
    return phrase[1] if phrase is not None else at


def _vehicle(here: Line, at: int) -> int | None:
    """Past "in a statement", "to reporters", "at a press conference in Seoul"; None where it is something else."""
    classes = word_classes()
    phrase = phrase_after(here, at + 1)
    if phrase is None:
        return None
    words = here.lower[phrase[0] : phrase[1]]
    if here.lower[at] == "to":
        fits = words[-1] in classes["addressee"]
    else:
        fits = any(word in classes["vehicle"] for word in words)
    return phrase[1] if fits else None


def _limit(here: Line, found: Sequence[Saying], at: int, start: int) -> int:
    """Where a following content ends at the latest: the sentence, or the next voice at the same level."""
    end = len(here)
    for other in found[at + 1 :]:
        zone = other.zone
        if zone <= start:
            continue
        before = here.word(zone - 1)
        if before in LINKS and other.how != "relative":
            back = zone - 1
            if here.word(back - 1) == ",":
                back -= 1
            end = back
            break
        if before in (",", ";", "—", "–") or (zone and here.inside[zone - 1]):
            end = zone - 1 if before != "”" else zone
            break
        if other.how == "according":
            end = zone
            break
    if start < len(here) and here.inside[start]:
        close = start
        while close < end and here.inside[close]:
            close += 1
        if close < end and not here.is_word(close):
            return close
    for n in range(start + 2, end):
        if here.inside[n]:
            continue
        word = here.lower[n]
        if word == ";" or (here.word(n - 1) == "," and word in BREAKS):
            return n if word == ";" else n - 1
    return end


def _front(here: Line, found: Sequence[Saying], at: int) -> Range | None:
    """What stands before the subject, set off by a comma or a quotation mark."""
    one = found[at]
    end = one.zone
    if end == 0:
        return None
    if not (here.word(end - 1) == "," or here.inside[end - 1] or here.word(end - 1) in ("—", "–")):
        return None
    first = 0
    for other in found[:at]:
        reach = max(other.last, other.rest)
        if reach < end and other.subject is not None and other.how in ("according",):
            first = max(first, reach)
    return first, end


def _behind(here: Line, rest: int, limit: int) -> list[Range]:
    """What goes on behind "X said," : the other half of the quotation or sentence."""
    at = rest
    while at < limit and not here.is_word(at) and not here.inside[at]:
        at += 1
    if at >= limit or rest >= limit:
        return []
    for n in range(rest, min(limit, rest + 40)):
        if here.inside[n]:
            return [(n, limit)] if n == at or here.word(n - 1) in (",", ":") else []
        if n > at and here.word(n) == ",":
            pass
    word = here.word(at)
    if (
        here.word(rest) != ","
        or word.endswith("ing")
        or word in LINKS
        or word in ("who", "which", "when", "where", "after", "in", "according")
    ):
        return []
    return [(at, limit)]


def _according(here: Line, found: Sequence[Saying], at: int) -> list[Range]:
    one = found[at]
    after = one.rest
    if here.word(after) == "," and after + 1 < len(here):
        if one.first == 0:
            return _kept(here, [(after + 1, _limit(here, found, at, after + 1))])
    start = 0
    for other in found[:at]:
        if other.how == "according":
            start = other.rest
    return _kept(here, [(start, one.first)])


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
