"""By what name a speaker goes: an actor that a table knows, an unnamed official, somebody named sentences before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from nkdata.extracting.attribution.clauses import JOINS_NOUNS, Line, head_end, span
from nkdata.extracting.attribution.cues import word_classes
from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Mentioned, Name, Span

KEEPERS = frozenset("customs ministry government military police intelligence".split())  # of data that show something
PRONOUNS = frozenset({"he", "she", "it", "him", "her", "they"})
OWNED = frozenset({"estimates", "calculations"})  # "…, South Korean estimates showed"
IN_TITLES = frozenset({"and", "of", "for", "the"})
MISSIONS = frozenset("mission envoy ambassador embassy delegation representative".split())
AGENTS = ("er", "or", "ist", "man", "woman", "men", "women", "ian", "people", "folk", "eer", "crat")  # of nouns
OWN_WORDS = ("pronoun", "determiner", "adverb", "preposition", "subordinator", "coordinator", "auxiliary", "time")
ISSUED_BY, REPORTED = frozenset({"of", "by", "from"}), frozenset({"report", "dispatch"})
NAME = 5  # tokens of a person's name, hyphens counted
JOINING = frozenset({"and", ",", "the", "both"})  # between the names of two who say it together
REACH = 4  # speakers looked back at


@cache
def unnamed() -> frozenset[str]:
    """The last words of claimants who are somebody without a name: official, experts, lawmakers."""
    nouns = {words.split()[-1] for row in ruletables.rows("claimant_nouns") for words in row["words"].split("|")}
    return word_classes()["person"] | nouns - word_classes()["impersonal"] - {"media"}


@cache
def written() -> frozenset[str]:
    """What somebody answers for who wrote or spoke it: statement, report, message."""
    return word_classes()["vehicle"]


class Speakers:
    """Who spoke in an article so far, for the pronouns that follow."""

    def __init__(self) -> None:
        self._heard: list[tuple[Name, bool]] = []
        self._issued: dict[str, Name] = {}

    def issue(self, here: Line, actors: Sequence[Mentioned]) -> None:
        """Remember whose a writing is that a sentence brings in: "the ministry sent a message", "its report"."""
        for at, word in enumerate(here.lower):
            if at and word in written() and here.lower[at - 1] != "the" and here.tokens[at].text[0].islower():
                start = here.tokens[at].start
                behind = next((one for one in actors if one.start > start), None)
                before = next((one for one in reversed(actors) if one.end <= start), None)
                owned = here.word(at + 1) in ISSUED_BY or here.lower[at - 1] in word_classes()["possessive"]
                issuer = (behind if owned else None) or before
                if issuer is not None:
                    self._issued[word] = issuer.name

    def name(
        self, here: Line, phrase: tuple[int, int], mentions: Sequence[Mentioned], speaks: bool = True
    ) -> Name | None:
        """The name of the noun phrase at a range of tokens, `mentions` being those inside.

        `speaks` tells whether pronouns may lean on it later: not on who merely plans something.

        A person or body that a table knows, else the phrase's own words; an unnamed official stays one ("a UN
        official" is not the UN).  None where it is nobody: "data available".
        """
        if phrase[1] - phrase[0] == 1 and here.lower[phrase[0]] in PRONOUNS:
            if self._may_be_a_body(here.lower[phrase[0]]):
                return None
            if here.lower[phrase[0]] == "they" and phrase[0] > here.body + 1:
                return None  # "police said they could not confirm it": no one of the sentence before
            heard = self._latest(here.lower[phrase[0]])
            within = heard is not None and heard.id is None and any(m.name.name in heard.name for m in mentions)
            closes = here.word(phrase[0] - 1) == "," and here.word(phrase[1] + 1) == "."  # "…, it reported."
            leans = _leans_here(here, mentions) and not (closes or _leans_on_quoted(here, mentions))
            if here.lower[phrase[0]] == "it" and leans and not within:
                heard = None  # "the North tested a missile that it says flew 1,500 km"
            if heard is not None:
                return heard
        found = self._named(here, phrase, [one for one in mentions if one.kind == "actor"])
        if speaks and found is not None and here.lower[phrase[0]] not in PRONOUNS:
            self._heard.append((found, _is_person(here, phrase, found)))
        return found

    def _may_be_a_body(self, pronoun: str) -> bool:
        """Whether "it" may mean the last one heard, a name that no table knows: an outlet as well as a person."""
        return pronoun == "it" and bool(self._heard) and self._heard[-1][1] and self._heard[-1][0].id is None

    def _latest(self, pronoun: str) -> Name | None:
        if pronoun == "they":
            heard = reversed(self._heard[-REACH:])
            return next((name for name, _ in heard if name.id is None and _is_many(name)), None)
        wanted = pronoun != "it"
        return next((name for name, person in reversed(self._heard[-REACH:]) if person == wanted), None)

    def _named(self, here: Line, phrase: tuple[int, int], actors: Sequence[Mentioned]) -> Name | None:
        first, last = phrase
        while last - first > 1 and here.lower[first] in ("the", "a", "an"):
            first += 1
        core = _noun_end(here, first, last)
        head = span(here, core - 1, core)
        words = span(here, first, core)
        offset = here.sentence.start
        text = here.sentence.text[words.start - offset : words.end - offset].removesuffix("’s").removesuffix("'s")
        known = [one for one in actors if one.name.id and not (here.word(core) == "to" and one.start >= words.end)]
        if _are_two(here, known, words):
            return Name(None, text)  # "Beijing and Moscow said": neither of them alone
        if here.lower[core - 1].startswith("spokes"):  # speaks for the body, which answers
            whole = span(here, first, next((at for at in range(core, last) if here.tokens[at].text in "(,"), last))
            return Name(
                known[0].name.id if known else None, here.sentence.text[whole.start - offset : whole.end - offset]
            )
        if here.lower[core - 1] in written() and core - first == 1 and first > phrase[0]:
            named = core < last and here.lower[core] in ISSUED_BY
            issuer = self._named(here, (core + 1, last), actors) if named else self._issued.get(here.lower[core - 1])
            if issuer is None and here.lower[core - 1] in REPORTED:
                issuer = self._latest("it")  # "KCNA reported … . It flew 40 km, according to the report"
            if issuer is not None:
                return issuer
        whole = span(here, first, last)
        if _is_name_behind(here, core, last) and (
            not known or known[-1].end >= whole.end
        ):  # "Secretary of State Pompeo"
            return (
                known[-1].name if known else Name(None, here.sentence.text[whole.start - offset : whole.end - offset])
            )
        covering = next((one for one in known if one.start <= head.start < one.end), None)
        if covering is None and here.lower[core - 1] in word_set("area"):
            return None  # "Taedong County recorded 420 mm"
        if covering is None and (here.lower[core - 1] in unnamed() or _sits_in(here, known, words)):
            return Name(None, text)
        if known and covering is None and (body := _unknown_body(here, known, (first, core, last))) is not None:
            return Name(None, body)
        if known:
            return (covering or known[-1]).name
        return _of_its_words(here, first, core, last)


def _noun_end(here: Line, first: int, last: int) -> int:
    """Where the noun ends that a phrase is about; of "a number of defectors" the defectors."""
    core = head_end(here, first, last)
    counts = here.lower[core - 1] in word_set("stands for others") and here.word(core) == "of" and core + 1 < last
    return head_end(here, core + 1, last) if counts else core


def _is_many(name: Name) -> bool:
    """Whether several spoke who have no name: officials, analysts at a bank."""
    words = name.name.casefold().split()
    return words[-1].endswith("s") and words[-1] in unnamed()


def _of_its_words(here: Line, first: int, core: int, last: int) -> Name | None:
    """The name of whom no table knows: the phrase itself; of "customs figures" the customs; None where nobody is."""
    head, impersonal = here.lower[core - 1], word_classes()["impersonal"]
    is_body = here.capital(core - 1) and head in word_classes()["organisation"]
    if is_body and here.word(core) in ("of", "for"):
        return Name(None, _title(here, first, core, last))  # "Ministry of Public Security"
    keeps = head in impersonal and core - first > 1 and here.lower[core - 2] in KEEPERS
    is_owned = core - first > 1 and here.capital(first) and first > here.body and head in OWNED
    is_law = head == "resolution" and here.word(core).isdigit()  # "Resolution 2397 orders …"
    if is_law or (not (keeps or is_owned) and core - first < 3 and {here.lower[first], head} & impersonal):
        return None
    words = span(here, first, core - keeps)
    offset = here.sentence.start
    text = here.sentence.text[words.start - offset : words.end - offset].removesuffix("’s").removesuffix("'s")
    return Name(None, text) if keeps or is_owned or _can_speak(here, first, core) else None


def _are_two(here: Line, known: Sequence[Mentioned], words: Span) -> bool:
    """Whether known actors joined by "and" make up the whole of a phrase."""
    if len(known) < 2 or known[-1].end < words.end or len({one.name.id for one in known}) < 2:
        return False
    offset = here.sentence.start
    gaps = [here.sentence.text[a.end - offset : b.start - offset].split() for a, b in pairwise(known)]
    joined = all(set(gap) <= JOINING for gap in gaps) and "and" in gaps[-1]
    opening = here.sentence.text[words.start - offset : known[0].start - offset].casefold().split()
    return joined and set(opening) <= JOINING


def _leans_on_quoted(here: Line, mentions: Sequence[Mentioned]) -> bool:
    """Whether a pronoun leans on a name that its own words tell: in “the North is …,” it said."""
    leant = {one.resolved_from for one in mentions if one.resolved_from is not None}
    return any(here.inside[at] and here.tokens[at].start in leant for at in range(len(here)))


def _unknown_body(here: Line, known: Sequence[Mentioned], at: tuple[int, int, int]) -> str | None:
    """The words of a body that no table knows behind an actor's name: "US Department of …", "Russia's U.N. mission".

    `at` are the tokens where the phrase begins, where its noun ends and where all of it ends.
    """
    first, core, last = at
    organisation, offset = word_classes()["organisation"], here.sentence.start
    if here.capital(core - 1) and here.lower[core - 1] in organisation:
        return _title(here, first, core, last)  # "US Department of Agriculture" is not the US
    if here.lower[first] in word_classes()["possessive"] and here.lower[core - 1] in MISSIONS:
        words = span(here, first + 1, core)
        return here.sentence.text[words.start - offset : words.end - offset]  # "its U.N. mission"
    owner = known[0]
    owns = owner.text.endswith(("'s", "’s")) or here.sentence.text[owner.end - offset :][:2] in ("'s", "’s")
    if not (owns and str(owner.name.id).startswith("gov-")):
        return None
    behind = [n for n in range(first, core) if here.tokens[n].start >= owner.end]
    words = span(here, first, core)
    is_body = (
        len(known) > 1
        or here.capital(core - 1)
        or any(here.capital(n) and here.lower[n] in organisation for n in behind)
    )
    return here.sentence.text[words.start - offset : words.end - offset] if is_body else None


def _leans_here(here: Line, mentions: Sequence[Mentioned]) -> bool:
    """Whether a pronoun leans on somebody named in its own sentence."""
    return any(one.resolved_from is not None and one.resolved_from >= here.sentence.start for one in mentions)


def _is_name_behind(here: Line, core: int, last: int) -> bool:
    """Whether a person's name closes an office with "of" in it: "Secretary of State Mike Pompeo"."""
    return last - core > 3 and here.lower[core] == "of" and all(here.capital(at) for at in range(core + 1, last))


def _title(here: Line, first: int, core: int, last: int) -> str:
    """The name of a body with the "of Agriculture" behind its noun."""
    behind = core + 1 + (here.word(core + 1) == "the")
    if behind < last and here.lower[core] in ("of", "for") and here.capital(behind):
        ends = (at for at in range(behind, last) if not here.capital(at) and here.lower[at] not in IN_TITLES)
        core = next(ends, last)
        while not here.capital(core - 1):
            core -= 1
    words, offset = span(here, first, core), here.sentence.start
    return here.sentence.text[words.start - offset : words.end - offset]


def is_title(here: Line, phrase: tuple[int, int]) -> bool:
    """Whether a noun phrase tells an office: "the Prime Minister", "its envoy to the UN", "South Korea's envoy"."""
    owned = word_classes()["determiner"] | word_classes()["possessive"]
    return not all(here.capital(at) for at in range(*phrase)) or here.lower[phrase[0]] in owned


def is_name(here: Line, first: int, end: int) -> bool:
    """Whether nothing but a person's name stands there: "Kim Tok Hun", "Park Jin-u"."""
    joined = [here.capital(at) or here.word(at - 1) == "-" or here.tokens[at].text == "-" for at in range(first, end)]
    return 2 <= end - first <= NAME and all(joined)


def _sits_in(here: Line, known: Sequence[Mentioned], words: Span) -> bool:
    """Whether a capital only tells where somebody sits: "a Seoul institute" is not the government in Seoul."""
    governs = [one for one in known if one.end <= words.end and str(one.name.id).startswith("gov-")]
    last = here.sentence.text[: words.end - here.sentence.start].rsplit(maxsplit=1)[-1]
    return bool(governs) and last.casefold().removesuffix("s") in word_classes()["place of work"]


@cache
def _speaking() -> frozenset[str]:
    """The nouns of those who speak, and of what they speak through."""
    classes = word_classes()
    nouns = {word for row in ruletables.rows("reporting_nouns") for word in row["words"].split("|")}
    nouns |= {
        word
        for row in ruletables.rows("descriptions")
        for words in row["words"].split("|")
        for word in words.split()[-1:]
    }
    nouns |= {words.split()[-1] for row in ruletables.rows("bodies") for words in row["words"].split("|")}
    return unnamed() | classes["organisation"] | classes["vehicle"] | classes["reckoning"] | nouns


def _can_speak(here: Line, first: int, core: int) -> bool:
    """Whether a noun phrase is somebody, or something written: a name, a word of the tables, a word for one who acts.

    "Rainfall", "sheer sophism" and "awarded 180" are no claimants, however much the sentence looks as if they were.
    """
    head = here.lower[core - 1].removesuffix("’s").removesuffix("'s")
    if head in _speaking() or head.removesuffix("s") in _speaking() or head.removesuffix("es") in _speaking():
        return True
    if head.endswith("ies") and head[:-3] + "y" in _speaking():
        return True
    words = here.lower[first:core]
    if unnamed().intersection(words):
        return True
    names = [at for at in range(first, core) if here.tokens[at].text[:1].isupper()]
    if any(at > 0 for at in names) or (names and not _is_word(words[0])):
        return True
    return head.removesuffix("s").endswith(AGENTS)


def _is_word(head: str) -> bool:
    """Whether a word that opens a sentence, hence has a capital, is one of the language's own: "This", "Additional"."""
    classes = word_classes()
    return (
        any(head in classes[name] for name in OWN_WORDS)
        or head.endswith(("ing", "al", "ed"))
        or head in word_set("adjective")
    )


def _is_person(here: Line, phrase: tuple[int, int], speaker: Name) -> bool:
    """Whether a speaker is one human being, by title or by name; on "he" and "it" depends who is meant."""
    classes = word_classes()
    titles = (at for at in range(*phrase) if here.lower[at] in classes["person"])
    if any(here.lower[at] != "official" or at + 1 == phrase[1] or here.lower[at + 1] in JOINS_NOUNS for at in titles):
        return True  # not "the official KCNA news agency"
    own = speaker.name.casefold().split()
    last = phrase[1] - 1  # "the WFP's Jean-Pierre de Margerie" is a person, though the WFP answers
    if here.capital(last) and here.lower[last] not in own and here.word(phrase[0] + 1) != "of":
        return not (classes["organisation"] | classes["place of work"]).intersection(here.lower[phrase[0] : phrase[1]])
    if speaker.id is not None and len(own) < 2:
        return False
    return speaker.name[:1].isupper() and not speaker.name.isupper() and not classes["organisation"].intersection(own)
