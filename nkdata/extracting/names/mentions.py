"""Where the text speaks of sanctions, trade, nuclear talks or food, and what it singles out there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from nkdata.extracting.wording import ruletables
from nkdata.extracting.wording.phrases import PhraseMatch, Phrases
from nkdata.model import Mention, Mentioned, Sentence, Token

NEAR = 8  # tokens behind "sanctions on …" in which the thing sanctioned is named
RESOLUTION_WORDS = frozenset("resolution resolutions unscr".split())
LIMITS = frozenset("ban bans cap caps limit limits ceiling embargo quota prohibition".split())
SANCTIONS = "sanctions"


@cache
def heads() -> Phrases[str]:
    """The words that open a topic, each with the topic."""
    return Phrases(
        (words, row["topic"])
        for row in ruletables.rows("topic_terms")
        if row["role"] == "head"
        for words in row["words"].split("|")
    )


@cache
def beside(role: str) -> frozenset[str]:
    """The words that belong to a mention of sanctions `before` or `after` its head."""
    return frozenset(
        word for row in ruletables.rows("topic_terms") if row["role"] == role for word in row["words"].split("|")
    )


@cache
def singled_out(field: str) -> Phrases[str]:
    """The words that single out an `imposer`, a `category` or a `resolution`, each with its id."""
    return Phrases(
        (words, row["value"] + (words if field == "resolution" else ""))
        for row in ruletables.rows("sanctions_words")
        if row["field"] == field
        for words in row["words"].split("|")
    )


def find_mentions(sentences: Sequence[Sentence], mentioned: Sequence[Mentioned] = ()) -> tuple[Mention, ...]:
    """The mentions of the topics `sanctions`, `trade`, `nuclear_talks` and `food`, in text order.

    For sanctions `imposer` (an id of actors.csv, or `un`), `resolution` (`S/RES/2397`) and `measure_category`
    (sanctions_measures.category) are given only where the words single one out: "tightening sanctions" names nothing.
    """
    found: list[Mention] = []
    for sentence in sentences:
        found.extend(_in_sentence(sentence))
    return tuple(found)


def _in_sentence(sentence: Sentence) -> Iterator[Mention]:
    tokens = sentence.tokens
    reached = 0
    for match in heads().find(tokens):
        if match.first < reached:
            continue
        topic = match.values[0]
        mention = _sanctions(sentence, match) if topic == SANCTIONS else _plain(sentence, match, topic)
        yield mention
        while reached < len(tokens) and tokens[reached].start < mention.end:
            reached += 1
    for at, token in enumerate(tokens):
        if at >= reached and token.lower in RESOLUTION_WORDS and (number := _resolution(tokens, at)):
            end = tokens[at + 1].end
            yield Mention(
                token.start,
                end,
                _text(sentence, token.start, end),
                SANCTIONS,
                sentence.start,
                sentence.end,
                "un",
                number,
            )


def _plain(sentence: Sentence, match: PhraseMatch[str], topic: str) -> Mention:
    text = _text(sentence, match.start, match.end)
    return Mention(match.start, match.end, text, topic, sentence.start, sentence.end)


def _sanctions(sentence: Sentence, match: PhraseMatch[str]) -> Mention:
    """A mention with the words beside it that belong to it, and what they single out."""
    tokens = sentence.tokens
    first, last = match.first, match.last
    while first and match.first - first < NEAR and (step := _before(tokens, first)) < first:
        first = step
    while last < len(tokens) and tokens[last].lower in beside("after"):
        last += 1
    imposer = _one(singled_out("imposer"), tokens, first, match.first) or _imposed_by(tokens, match.last)
    category = _one(singled_out("category"), tokens, first, match.first) or _aimed_at(tokens, match.last)
    resolution = next((number for at in range(first, last) if (number := _resolution(tokens, at))), None)
    start, end = tokens[first].start, tokens[last - 1].end
    return Mention(
        start, end, _text(sentence, start, end), SANCTIONS, sentence.start, sentence.end,
        imposer or ("un" if resolution else None), resolution, category,
    )  # fmt: skip


def _before(tokens: Sequence[Token], first: int) -> int:
    """One step left over an adjective, an imposer or a measure that belongs to the mention."""
    word = tokens[first - 1].lower.removesuffix("'s")
    if word in beside("before"):
        return first - 1
    for length in (5, 4, 3, 2, 1):
        if first >= length:
            for field in ("imposer", "category"):
                match = singled_out(field).at(_bare(tokens[first - length : first]), 0)
                if match is not None and match.last == length:
                    return first - length
    return first


def _bare(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without a possessive ending at the last."""
    last = tokens[-1]
    if not last.lower.endswith("'s"):
        return tuple(tokens)
    return (*tokens[:-1], Token(last.start, last.end - 2, last.text[:-2], last.lower[:-2]))


def _one(phrases: Phrases[str], tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The one id that the words of a stretch single out; None where they name none or several."""
    ids = {value for match in phrases.find(tuple(_bare((t,))[0] for t in tokens[first:last])) for value in match.values}
    return ids.pop() if len(ids) == 1 else None


def _imposed_by(tokens: Sequence[Token], last: int) -> str | None:
    """Who imposed "sanctions imposed by the United States"."""
    for at in range(last, min(len(tokens), last + 4)):
        if tokens[at].lower == "by":
            return _one(singled_out("imposer"), tokens, at + 1, min(len(tokens), at + 5))
    return None


def _aimed_at(tokens: Sequence[Token], last: int) -> str | None:
    """What "sanctions on coal exports" are on."""
    if last < len(tokens) and tokens[last].lower in ("on", "against", "targeting", "banning", "of"):
        return _one(singled_out("category"), tokens, last + 1, min(len(tokens), last + NEAR))
    return None


def _resolution(tokens: Sequence[Token], at: int) -> str | None:
    """The id of the resolution whose number follows a word at token `at`."""
    if tokens[at].lower in RESOLUTION_WORDS and at + 1 < len(tokens):
        match = singled_out("resolution").at(tuple(tokens), at + 1)
        return match.values[0] if match is not None else None
    return None


def _text(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]
