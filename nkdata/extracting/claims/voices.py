"""Whose claim it is: who answers for a figure, who denies or doubts it, whose voice the article is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nkdata.extracting.attribution.cues import verbs
from nkdata.extracting.attribution.speakers import unnamed, written
from nkdata.extracting.claims.drafts import Draft, doubted_aside
from nkdata.extracting.claims.stance import SILENT, Cue
from nkdata.extracting.datelines import dateline
from nkdata.extracting.ground import HEAD
from nkdata.extracting.names.find import Gazetteer, find_names
from nkdata.extracting.scenes import Scene
from nkdata.extracting.wording.sentences import sentences
from nkdata.extracting.wording.wordsets import word_set
from nkdata.model import Name, Quote, Reading, Sentence, Span

UNTOLD = frozenset({"silent", "withheld"})  # kinds of cues behind which nobody tells anything
TELLING = frozenset({"said", "claimed", "confirmed", "estimated"})
GIVEN = frozenset("given reported announced cited claimed released published admitted acknowledged told".split())
DISPUTING = frozenset({"doubted", "disputed", "questioned", "rejected", "denied"})
TOLD_REACH = 8  # tokens between "that" and its verb: "that a North Korean official admitted"
BY_REACH = 8  # tokens between "by" and what it is dismissed as


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, through whom; from a place in the text on where a statement is printed, before it the outlet."""

    speaker: Name | None
    via: Name | None = None
    issued: int | None = None

    def at(self, place: int) -> Voice:
        """The voice at a place of the text."""
        return self if self.issued is None or place >= self.issued else Voice(self.via)


def voice(reading: Reading, gazetteer: Gazetteer) -> Voice:
    """The voice of an article: that of a statement printed in full ("made public the following press statement:")."""
    outlet = publisher(reading, gazetteer)
    for sentence in reading.sentences[:HEAD]:
        if sentence.text.rstrip().endswith(":") and (at := _following(sentence)) is not None:
            before = (m for m in reading.mentioned if sentence.start <= m.start < at and m.kind == "actor")
            filed = dateline(sentence.text)
            body = sentence.start + (filed.end if filed else 0)
            speaker = next((m.name for m in before if m.start >= body), None)
            if speaker is not None:
                return Voice(speaker, outlet, sentence.end)
    return Voice(outlet)


def _following(sentence: Sentence) -> int | None:
    """Where "the following" begins that a statement follows; None where none does."""
    words = [token.lower for token in sentence.tokens]
    if "following" not in words:
        return None
    at = words.index("following")
    return sentence.tokens[at].start if word_set("printed in full").intersection(words[at:]) else None


def publisher(reading: Reading, gazetteer: Gazetteer) -> Name | None:
    """Whose voice an article is: the outlet of its dateline, else of its metadata; None where neither tells."""
    for sentence in reading.sentences[:HEAD]:
        filed = dateline(sentence.text)
        if filed is not None and filed.outlet:
            begin = sentence.start + sentence.text.index(filed.outlet)
            end = begin + len(filed.outlet)
            named = (m for m in reading.mentioned if m.kind == "actor" and begin <= m.start < end)
            return next((m.name for m in named), None)
    source = reading.article.source
    if not source:
        return None
    known = find_names(sentences(source), gazetteer)
    return next((m.name for m in known if m.kind == "actor"), Name(None, source))


def answers(scene: Scene, draft: Draft) -> Quote | None:
    """Who answers for a claim: the innermost quote around it; for a silence, denial or doubt whose cue it is."""
    if draft.cue is None:
        telling = replace(scene, quotes=tuple(q for q in scene.quotes if q.cue_kind not in UNTOLD))
        if any(q.cue_kind == "doubted" for q in telling.quotes) and (doubt := doubted_aside(scene, draft)) is not None:
            first, last = scene.sentence.tokens[doubt.first], scene.sentence.tokens[doubt.last - 1]
            span = Span(first.start, last.end)  # who doubts a figure does not tell it
            others = (q for q in telling.quotes if q.cue_span is None or not q.cue_span.overlaps(span))
            telling = replace(telling, quotes=tuple(others))
        found = telling.speaker(draft.span)  # "estimated 3,000": the verb of who says it is part of the figure
        return found if found or draft.quantity is None else telling.speaker(draft.quantity.number)
    tokens = scene.sentence.tokens
    span = Span(tokens[draft.cue.first].start, tokens[draft.cue.last - 1].end)
    own = next((q for q in scene.quotes if q.cue_span is not None and q.cue_span.overlaps(span)), None)
    return own if own is not None and own.speaker is not None else scene.speaker(span) or own


def told_behind(scene: Scene, draft: Draft) -> Name | None:
    """Who tells a figure by words right behind it: "the 22 that Pyongyang admits", "the 40 given by the media"."""
    tokens, at = scene.sentence.tokens, draft.last
    if draft.quantity is None or at + 2 >= len(tokens):
        return None
    actors = [m for m in scene.mentioned if m.kind == "actor" and m.start >= tokens[at].end]
    if tokens[at].lower in GIVEN and tokens[at + 1].lower == "by":
        first = at + 2 + (tokens[at + 2].lower == "the")
        return next((m.name for m in actors if first < len(tokens) and m.start == tokens[first].start), None)
    if tokens[at].lower not in {"that", "which"}:
        return None
    for verb in range(at + 2, min(at + TOLD_REACH, len(tokens))):
        match = verbs().at(tokens[verb : verb + 4], 0)
        if match is None or all(cue.form == "ing" or cue.kind not in TELLING for cue in match.values):
            continue
        following = tokens[verb + match.last].lower if verb + match.last < len(tokens) else "."
        if following not in word_set("behind what is told"):
            return None  # "three missiles that Seoul said flew 500 km"
        last = verb - 1 - (tokens[verb - 1].lower in {"had", "has", "have"})
        named = next((m.name for m in actors if scene.token_at(m.end - 1) == last), None)
        if named is not None and named.id is not None:
            return named
        first = at + 1 + (tokens[at + 1].lower in {"a", "an", "the"})
        is_somebody = tokens[last].lower in unnamed()
        return Name(None, scene.words(tokens[first].start, tokens[last].end)) if is_somebody else named
    return None


def subject(scene: Scene, cue: Cue) -> Name | None:
    """Whose cue it is: "… by outsiders", else the nearest actor before it that is no owner ("the toll of …")."""
    behind = agent_of(scene, cue)
    if behind is not None:
        return behind
    tokens = scene.sentence.tokens
    before = [m for m in scene.mentioned if m.kind == "actor" and m.end <= tokens[cue.first].start]
    before = [m for m in before if m.text.lower().split()[-1] not in written()]  # no report calls itself a fabrication
    leading = [m for m in before if "of" not in {t.lower for t in tokens[: scene.token_at(m.start)][-2:]}]
    return (leading or before)[-1].name if before else None


def silent_one(scene: Scene, draft: Draft, quote: Quote | None) -> Name | None:
    """Who is silent in what another says: "the North gave no number of the dead, an official said"."""
    if draft.cue is None or draft.cue.stance not in SILENT or quote is None or draft.quantity is not None:
        return None
    first, tokens = draft.cue.first, scene.sentence.tokens
    if quote.cue_span is None or quote.cue_span.overlaps(Span(tokens[first].start, tokens[draft.cue.last - 1].end)):
        return None
    named = [m for m in scene.mentioned if m.kind == "actor" and m.start >= quote.scope.start]
    near = [m.name for m in named if 0 <= first - scene.token_at(m.end - 1) - 1 <= 1]
    return near[0] if near and near[0] != quote.speaker else None


def has_no_doer(scene: Scene, cue: Cue) -> bool:
    """Whether the doer of a cue is not told ("could not be verified") or accused by it ("are spreading rumours")."""
    words = [t.lower for t in scene.sentence.tokens[max(0, cue.first - 2) : cue.last]]
    return ("not" in words and bool({"be", "been"} & set(words))) or not word_set("accused of").isdisjoint(words)


def agent_of(scene: Scene, cue: Cue) -> Name | None:
    """Who stands behind "by": "widely doubted by outsiders", "dismissed by Pyongyang as a fabrication"."""
    tokens = scene.sentence.tokens
    for mention in scene.mentioned:
        begin, end = scene.token_at(mention.start), scene.token_at(mention.end - 1) + 1
        if mention.kind == "actor" and 0 <= cue.first - end <= 1 and begin and tokens[begin - 1].lower == "which":
            return mention.name  # "…, which Seoul doubts"
    by = next((at for at in range(cue.first - 1, max(0, cue.first - BY_REACH), -1) if tokens[at].lower == "by"), None)
    if by is not None and "as" in {
        t.lower for t in tokens[by : cue.first]
    }:  # "dismissed by Pyongyang as a fabrication"
        named = (
            m.name for m in scene.mentioned if m.kind == "actor" and tokens[by].end < m.start < tokens[cue.first].start
        )
        if (name := next(named, None)) is not None:
            return name
    words = {"by", "from"} if tokens[cue.last - 1].lower == "comment" else {"by"}  # "no comment from Seoul"
    is_slur = cue.judges and tokens[cue.last - 1].lower not in DISPUTING
    if is_slur or cue.last >= len(tokens) or tokens[cue.last].lower not in words:
        return None  # "fabricated by their media" is no denial of theirs
    end = tokens[cue.last].end
    return next((m.name for m in scene.mentioned if m.kind == "actor" and m.start >= end), None)
