"""What other readers say of an article: read from their JSON lines, judged against its sentences, kept apart.

Nothing of it enters a chart: a person who takes a candidate over makes an entry `add` of the log.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from nkdata.collection.folder import CANDIDATES, REVIEW_LOCK, Folder
from nkdata.errors import BadParameter, NkdataError, UnreadableArticle
from nkdata.review.log import SUBJECT, Target

# Our field → names that langextract and prompts give it, the first found counts.
CALLED = {
    "text": ("extraction_text", "text", "quote", "sentence", "statement", "claim"),
    "class": ("extraction_class", "class", "type", "label", "category"),
    "value": ("value", "number", "figure", "amount", "count", "quantity"),
    "unit": ("unit", "units"),
    "metric": ("metric", "measure"),
    "kind": ("kind", "event", "event_type"),
    "place": ("place", "location", "where", "region"),
    "claimant": ("claimant", "source", "speaker", "attribution", "according_to"),
    "stance": ("stance", "polarity"),
    "status": ("status", "modality"),
    "day": ("day", "date", "when", "date_start"),
}
POSITIONS = (("char_interval", "start_pos", "end_pos"), ("", "start", "end"), ("", "start_char", "end_char"))
SILENT = ("alignment_status", "extraction_index", "group_index", "description", "token_interval", "confidence", "id")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that another reader says.

    `text` its words, `start` and `end` where it says they stand (None where it does not); `states` what it says, under
    our names (`class`, `value`, `unit`, `metric`, `kind`, `place`, `claimant`, `stance`, `status`, `day`) or, what we
    have no name for, under its own.
    """

    text: str
    start: int | None = None
    end: int | None = None
    states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`verdict` is `supported`, `contradicted`, `not_found` or `undecided` (more than can be judged); `why` in words.

    `word` is what in the text contradicts; the sentence is the one read; `ids` our claims and events compared.
    """

    verdict: str
    why: str
    word: str = ""
    sentence_start: int | None = None
    sentence_end: int | None = None
    ids: tuple[str, ...] = ()


def candidates(lines: Iterable[str], where: str) -> Iterator[Candidate | NkdataError]:
    """The candidates of JSON lines, each with its fault where a line holds none.

    A line is one candidate, a list of them, or a document with them under `extractions`, `claims`, `events` or
    `candidates`.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = list(_held(json.loads(line)))
        except (ValueError, TypeError, AttributeError, RecursionError):
            found = []
        if not found:
            remedy = "give JSON lines with extraction_text or text, and what they state"
            yield UnreadableArticle(f"{where}:{number}", "no candidate", remedy)
        yield from found


def _held(value: Any) -> Iterator[Candidate]:  # parsed JSON of somebody else's making
    """The candidates in parsed JSON."""
    if isinstance(value, list):
        for one in value:
            yield from _held(one)
        return
    inside = [value[name] for name in ("extractions", "claims", "events", "candidates") if name in value]
    if inside:
        for one in inside:
            yield from _held(one)
        return
    told = {name: one for name, one in value.items() if name != "attributes"} | (value.get("attributes") or {})
    text = next((told[name] for name in CALLED["text"] if isinstance(told.get(name), str)), "")
    if text.strip():
        start, end = _position(value)
        yield Candidate(text.strip(), start, end, _states(told))


def _position(value: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Where a candidate says that it stands."""
    for outer, first, last in POSITIONS:
        held = value.get(outer) or {} if outer else value
        if isinstance(held.get(first), int) and isinstance(held.get(last), int):
            return held[first], held[last]
    return None, None


def _states(told: Mapping[str, Any]) -> dict[str, str]:
    """What a candidate states, under our names where we have one."""
    ours = {name: next((told[one] for one in names if one in told), None) for name, names in CALLED.items()}
    known = {one for names in CALLED.values() for one in names} | {one for names in POSITIONS for one in names}
    more = {name: value for name, value in told.items() if name not in known and name not in SILENT}
    del ours["text"]
    return {name: _words(value) for name, value in (ours | more).items() if value not in (None, "", [], {})}


def _words(value: Any) -> str:  # a JSON value
    """A stated value as text."""
    if isinstance(value, dict):
        return str(value.get("id") or value.get("name") or json.dumps(value, ensure_ascii=False))
    return str(value).strip()


def keep(
    folder: Folder, article: str, judged: Iterable[tuple[Candidate, Judgement]], *, at: str, by: str
) -> list[dict[str, Any]]:
    """Add candidates with their judgements to a collection's `candidates.jsonl`; returns the lines."""
    lines: list[dict[str, Any]] = []
    for candidate, judgement in judged:
        told = json.dumps([article, asdict(candidate)], sort_keys=True).encode()
        ident = f"c{hashlib.sha256(told).hexdigest()[:11]}"
        lines.append({"id": ident, "at": at, "by": by, "article": article, **asdict(candidate), **asdict(judgement)})
    with folder.writing(REVIEW_LOCK):
        for line in lines:
            folder.append(line, CANDIDATES)
    return lines


def kept(folder: Folder) -> dict[str, dict[str, Any]]:
    """The candidates of a collection by id, each as last judged: the lines that `keep` wrote."""
    return {str(line["id"]): line for line in folder.lines(CANDIDATES) if "id" in line}


def contradicted(folder: Folder) -> set[str]:
    """The ids of our claims and events of whose sentence another reader says something else."""
    lines = kept(folder).values()
    return {str(one) for line in lines if line.get("verdict") == "contradicted" for one in line.get("ids", ())}


def addition(line: Mapping[str, Any], text: str, content_hash: str) -> tuple[str, Target, dict[str, str]]:
    """What a candidate becomes when a person takes it over: its kind, its target, and the fields that it states.

    Raises BadParameter where its words stand nowhere in the article.
    """
    states = dict(line["states"])
    first, last = line.get("sentence_start"), line.get("sentence_end")
    if first is None or last is None:
        raise BadParameter(str(line["id"]), "its words stand nowhere in the article", "it cannot be taken over")
    place = text.casefold().find(str(line["text"]).casefold(), first, last)
    start, end = (place, place + len(line["text"])) if place >= 0 else (first, last)
    kind = "event" if "kind" in states and "metric" not in states else "claim"
    subject = states.get(SUBJECT[kind]) or states.get("class", "")
    target = Target(
        str(line["article"]), content_hash, first, last, text[first:last], start, end, text[start:end], subject
    )
    fields = {name: states[name] for name in ("value", "place", "claimant", "stance", "status") if name in states}
    if "day" in states:
        fields |= {"date_start": states["day"], "date_end": states["day"]}
    return kind, target, fields | {SUBJECT[kind]: subject}
