"""From a reporting word to who says it: the subject before, behind, inherited, or named by "by"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nkdata.extracting.attribution.acts import denies_all, is_a_deed
from nkdata.extracting.attribution.clauses import Line, VerbGroup, phrase_after, phrase_before, verb_group
from nkdata.extracting.attribution.cues import Cue, verbs, word_classes
from nkdata.extracting.attribution.relative import (
    APPOSITION,
    before_apposition,
    before_dashes,
    past_name,
    subject_before,
)
from nkdata.extracting.attribution.speakers import is_name, is_title, unnamed
from nkdata.extracting.attribution.subjects import agrees, has_verb, is_noun_of_a_verb, is_somebody, opening_subject
from nkdata.extracting.quantities.numerals import number_words
from nkdata.extracting.wording.phrases import PhraseMatch


@dataclass(frozen=True, slots=True)
class Saying:
    """A reporting word with its subject, in token indices of its sentence.

    `first` to `last` (exclusive) are the cue's own tokens, `zone` where the subject or verb group begins, `subject`
    the noun phrase that says it, `after` whether the content must follow, `kind` as in cue_kinds.csv, `relay` the
    phrase of who passes it on, `named` the "who" that stands for the subject, `rest` where a following content begins.
    """

    first: int
    last: int
    zone: int
    subject: tuple[int, int] | None
    cue: Cue
    kind: str
    how: str
    rest: int
    group: VerbGroup
    relay: tuple[int, int] | None = None
    named: tuple[int, int] | None = None


FIGURE = 10  # tokens of "at 50 to 60 kilotons by"
MOST = 60  # reporting verbs in one sentence
RELAY = "relay"
NO_GROUP = VerbGroup(0, 0, False, False, False, False)
HAVE = frozenset(
    "has have had having 's 've 'd he'd she'd they'd who'd i'd we'd i've we've they've hasn't haven't hadn't".split()
)
MARKS = ",”\"—–-:'’"


def spoken(here: Line) -> list[Saying]:
    """The reporting verbs of a sentence that stand outside quotation marks, with their subjects, in text order.

    No more than the first `MOST`: no sentence that anybody wrote has more.
    """
    found: list[Saying] = []
    for match in verbs().find(here.tokens):
        if here.inside[match.first]:
            continue
        saying = _saying(here, match, found)
        if saying is not None:
            found.append(saying)
            if len(found) == MOST:
                break
    return found


def _saying(here: Line, match: PhraseMatch[Cue], before: list[Saying]) -> Saying | None:
    """One reporting word with its subject, or None where it is no report."""
    group = verb_group(here, match.first)
    forms = {cue.form: cue for cue in match.values}
    cue = match.values[0]
    prior = here.word(group.first - 1)
    classes = word_classes()
    if is_noun_of_a_verb(here, match.first, match.last) or (
        match.first and here.capital(match.first) and here.is_word(match.first - 1)
    ):
        return None  # "South Korean estimates showed"; "the United States", "Mr Read"
    if cue.kind == RELAY:
        made = _relayed(here, match, group, cue)
        if made is not None and before and "ing" in forms and here.word(group.first - 1) == ",":
            made = replace(made, relay=before[-1].relay or before[-1].subject)  # "KCNA said, quoting Kim as telling"
        return made
    if group.infinitive or (not cue.kind and not group.negated):
        return None
    if group.passive and "ing" not in forms:
        return _passive(here, match, group, cue)
    if here.word(match.last) in word_classes()["state"] and "past" in forms:
        return None  # "11 people confirmed dead"
    if "past" in forms and [cue.verb, here.word(match.last)] == ["suspect", "of"]:
        return None  # "a ship suspected of carrying oil": nobody is told to suspect it
    by_agent = here.word(match.last) == "by" and ("past" in forms or "participle" in forms)
    if by_agent and not _after_quote(here, group.first):
        return _by(here, match, group, forms.get("past", cue))
    if "ing" in forms and not group.passive:
        return _participle(here, match, group, forms["ing"], before)
    is_noun = cue.kind == "judged" and here.lower[match.first].endswith("s")
    counted = is_noun and (prior in number_words() or prior.isdecimal())  # "seven attacks that took in"
    if group.first == match.first and (counted or _opens_noun(prior)):
        return None
    if prior in classes["preposition"] and prior not in classes["subordinator"] and not here.ends_name(group.first - 1):
        return None
    return _finite(here, match, group, forms, before)


def _opens_noun(word: str) -> bool:
    """Whether a noun must follow: after "the", "its", "Seoul's"."""
    classes = word_classes()
    if word in classes["pronoun"]:
        return False
    return word in classes["determiner"] or word in classes["possessive"] or word.endswith(("'s", "s'"))


def _finite(
    here: Line, match: PhraseMatch[Cue], group: VerbGroup, forms: dict[str, Cue], before: list[Saying]
) -> Saying | None:
    """A verb with a subject of its own, or that of an earlier verb."""
    cue = next(iter(forms.values()))
    if "participle" in forms and len(forms) == 1 and not HAVE & set(here.lower[group.first : match.first]):
        return None
    prior, mark = here.word(group.first - 1), group.first - 1
    if prior in ("who", "which", "that") and mark > 0:
        end = mark - 1 if here.word(mark - 1) == "," else mark
        subject = phrase_before(here, end)
        if subject is None:
            return None
        made = _made(here, match, group, cue, subject, "relative", group.first)
        return replace(made, named=(mark, mark + 1))
    if prior in ("and", "but", "or", "then"):
        return _coordinated(here, match, group, forms, before)
    if mark < 0 or here.tokens[mark].text in MARKS or here.inside[mark]:
        subject = before_dashes(here, mark)
        if subject is not None:
            return _made(here, match, group, cue, subject, "before", subject[0])
        return _around_comma(here, match, group, cue, before)
    if is_a_deed(here, cue.verb, match.last):
        return None
    subject = subject_before(here, group.first)
    if subject is None or here.lower[subject[0]] == "whose" or not agrees(here, subject, group, forms):
        return None
    return _made(here, match, group, cue, subject, "before", subject[0])


def _coordinated(
    here: Line, match: PhraseMatch[Cue], group: VerbGroup, forms: dict[str, Cue], before: list[Saying]
) -> Saying | None:
    """ "… and added": the subject of the earlier verb of the same tense, else of the sentence."""
    for other in reversed(before):
        if (
            other.subject is not None
            and other.how != "according"
            and (other.cue.form in forms or group.first < match.first)
        ):
            cue = forms.get(other.cue.form, match.values[0])
            made = _made(here, match, group, cue, other.subject, "inherited", group.first)
            return replace(made, named=other.named)
    if "past" not in forms and "s" not in forms:
        return None
    subject = opening_subject(here)
    if before or subject is None or here.lower[subject[0]] in word_classes()["subordinator"]:
        return None
    return _made(here, match, group, match.values[0], subject, "inherited", group.first)


def _around_comma(
    here: Line, match: PhraseMatch[Cue], group: VerbGroup, cue: Cue, before: list[Saying]
) -> Saying | None:
    """A verb behind a mark: "X, the leader, said", or "…,” said X"."""
    mark = group.first - 1
    quote_before = mark >= 0 and (here.inside[mark] or (mark > 0 and here.inside[mark - 1]))
    if quote_before or (cue.form in ("past", "s") and group.first == match.first and mark < 0):
        subject = phrase_after(here, match.last)
        if subject is not None and (quote_before or mark < 0):
            made = _made(here, match, group, cue, subject, "inverted", group.first)
            return replace(made, rest=subject[1])
    if mark < 0:
        return None
    if here.tokens[mark].text == ",":
        behind = _behind_verb(here, match, group, cue)
        if behind is not None:
            return behind
        opening = next(
            (n for n in range(mark - 1, max(-1, mark - APPOSITION), -1) if here.word(n) == "," and not here.inside[n]),
            None,
        )
        if opening is not None and opening > 0 and not here.inside[opening - 1]:
            subject = phrase_before(here, opening)
            if subject is not None and is_title(here, subject) and is_name(here, opening + 1, mark):
                return _made(here, match, group, cue, (opening + 1, mark), "before", subject[0])
            if subject is not None and here.word(opening + 1) not in ("and", "but"):
                return _made(here, match, group, cue, subject, "before", subject[0])
        if before and before[-1].subject is not None:
            return _made(here, match, group, cue, before[-1].subject, "inherited", group.first)
        subject = phrase_after(here, match.last)
        if subject is not None and here.capital(subject[0]) and is_somebody(here, subject):
            made = _made(here, match, group, cue, subject, "inverted", group.first)
            return replace(made, rest=subject[1])
    return None


def _behind_verb(here: Line, match: PhraseMatch[Cue], group: VerbGroup, cue: Cue) -> Saying | None:
    """ "…, said lobbyist Charlie Black, a partner": the subject closes the sentence, or is a person with a title."""
    subject = phrase_after(here, match.last)
    if subject is None or group.first != match.first or cue.form not in ("past", "s") or "clause" not in cue.takes:
        return None
    words, classes = here.lower[subject[0] : subject[1]], word_classes()
    if not is_somebody(here, subject):
        return None
    capitals = sum(here.capital(at) for at in range(*subject))
    if words[0] in classes["time"] or not (capitals or unnamed().intersection(words)):
        return None
    if has_verb(here, *subject):
        return None
    ends = subject[1] >= len(here) or here.word(subject[1]) == "."
    if ends or (here.word(subject[1]) == "," and (capitals > 1 or unnamed().intersection(words))):
        return replace(_made(here, match, group, cue, subject, "inverted", group.first), rest=subject[1])
    return None


def _participle(here: Line, match: PhraseMatch[Cue], group: VerbGroup, cue: Cue, before: list[Saying]) -> Saying | None:
    """ "…, adding that", "despite state media reporting floods", "by saying"."""
    prior = here.word(group.first - 1)
    classes = word_classes()
    if prior in classes["determiner"] or prior in classes["possessive"] or prior.endswith("'s"):
        return None
    if (
        (group.first and here.tokens[group.first - 1].text in ",—–")
        or prior in classes["preposition"]
        or prior in ("and", "while", "when", "after", "before")
    ):
        if before and before[-1].subject is not None:
            subject: tuple[int, int] | None = before[-1].subject
        else:
            subject = opening_subject(here)
        if subject is None:
            return None
        return _made(here, match, group, cue, subject, "inherited", group.first)
    subject = phrase_before(here, group.first) if here.word(match.last) != "by" else None  # "a briefing by Seoul"
    if subject is None or ("clause" not in cue.takes and "told" not in cue.takes and group.first == match.first):
        return None
    return _made(here, match, group, cue, subject, "before", subject[0])


def _passive(here: Line, match: PhraseMatch[Cue], group: VerbGroup, cue: Cue) -> Saying | None:
    """ "was doubted by Seoul", "is expected to", "it was reported that"."""
    after = here.word(match.last)
    if after == "by":
        return _by(here, match, group, cue)
    if after == "at" and cue.kind == "estimated":
        return _put_by(here, match, group, cue)
    subject = phrase_before(here, group.first) if after in ("to", "that") else None
    if subject is None or (after == "that" and here.lower[subject[1] - 1] != "it"):
        return None
    zone = subject[0] if after == "to" else group.first
    return Saying(match.first, match.last, zone, None, cue, cue.kind, "impersonal", match.last, group)


def _put_by(here: Line, match: PhraseMatch[Cue], group: VerbGroup, cue: Cue) -> Saying | None:
    """ "The yield was put at 50 kilotons by the ministry"."""
    reach = range(match.last + 2, min(len(here) - 1, match.last + FIGURE))
    by = next((n for n in reach if here.lower[n] in ("by", ";")), None)
    agent = phrase_after(here, by + 1) if by is not None and here.lower[by] == "by" else None
    thing = phrase_before(here, group.first)
    if agent is None or thing is None or here.lower[agent[0]] in word_classes()["time"]:
        return None
    return Saying(match.first, match.last, thing[0], agent, cue, cue.kind, "put by", match.last, group)


def _after_quote(here: Line, first: int) -> bool:
    """Whether the clause follows quoted words, so that its verb stands in the active voice."""
    return any(here.inside[max(0, first - 12) : first])


def _by(here: Line, match: PhraseMatch[Cue], group: VerbGroup, cue: Cue) -> Saying | None:
    agent = phrase_after(here, match.last + 1)
    if (
        agent is None
        or cue.verb in ("see", "brief", "hold")
        or cue.takes == {"at"}
        or here.lower[agent[0]].endswith("ing")
    ):
        return None
    if all(word.isdigit() or word in word_classes()["time"] for word in here.lower[slice(*agent)]):
        return None  # "planned by 2034"
    thing = phrase_before(here, group.first)
    if thing is None:
        return None
    return Saying(match.first, match.last, thing[0], agent, cue, cue.kind, "by", agent[1], group)


def _relayed(here: Line, match: PhraseMatch[Cue], group: VerbGroup, cue: Cue) -> Saying | None:
    """ "KCNA paraphrased Kim as saying", "was quoted by Yonhap as saying"."""
    quoting = phrase_before(here, group.first) or before_apposition(here, group.first - 1)
    at, agent = match.last, None
    if here.word(at) == "by" or not (here.word(at) == "as" and group.passive):
        agent = phrase_after(here, at + (here.word(at) == "by"))
        if agent is None:
            return None
        at = past_name(here, agent[1])
    if here.word(at) != "as" or not here.word(at + 1).endswith("ing"):
        return None
    told, relay = (quoting, agent) if group.passive else (agent, quoting)
    if told is None:
        return None
    zone = quoting[0] if quoting is not None else group.first
    made = _made(here, match, group, cue, told, "before", zone)
    return replace(made, rest=at + 2, kind="said", relay=relay)


def _made(
    here: Line, match: PhraseMatch[Cue], group: VerbGroup, cue: Cue, subject: tuple[int, int], how: str, zone: int
) -> Saying:
    kind = cue.negated if group.negated or denies_all(here, subject) else cue.kind
    return Saying(match.first, match.last, zone, subject, cue, kind, how, match.last, group)
