"""Other readers judged against the sentence: reversal, swap, plan, unit, day, invention, paraphrase."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from nkdata.collection.folder import Folder
from nkdata.errors import NkdataError
from nkdata.extracting.pipeline import extract
from nkdata.model import Article
from nkdata.review.candidates import Candidate, candidates, contradicted, keep
from nkdata.review.judging import judge

with (Path(__file__).parent / "judged.csv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))


def article(text: str) -> Article:
    return Article(id="a", text=text, published="2016-09-10", published_precision="day", language="en")


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one['what']}: {one['states'] or one['text']}"[:70])
def test_a_candidate_is_judged_by_its_sentence(case: dict[str, str]) -> None:
    states = dict(one.split("=") for one in case["states"].split(";") if one)
    found = judge(Candidate(case["text"] or case["sentence"], states=states), extract(article(case["sentence"])))
    assert (found.verdict, found.word if case["word"] else "") == (case["verdict"], case["word"]), found


def test_the_cases_are_many_and_of_all_kinds() -> None:
    assert len(CASES) >= 60
    assert set(Counter(one["verdict"] for one in CASES)) == {"supported", "contradicted", "not_found", "undecided"}


TEXT = (
    "Rain fell on Wonsan.\n\nState media said that floods killed 60 people in Musan. Floods killed 7 people in Wonsan."
)


def test_the_sentence_is_that_of_the_offsets_else_of_the_words() -> None:
    read = extract(article(TEXT))
    later = TEXT.index("killed", TEXT.index("Floods"))
    for given, value in ((Candidate("killed", later, later + 6), "7"), (Candidate("killed 60"), "60")):
        found = judge(Candidate(given.text, given.start, given.end, {"metric": "people_killed", "value": value}), read)
        assert found.verdict == "supported"
        assert given.text in TEXT[found.sentence_start : found.sentence_end]


LANGEXTRACT = {
    "document_id": "d1", "text": TEXT,
    "extractions": [
        {"extraction_class": "people_killed", "extraction_text": "60 people", "alignment_status": "match_exact",
         "char_interval": {"start_pos": 58, "end_pos": 67}, "attributes": {"value": "60", "location": "Musan"}},
        {"extraction_class": "people_killed", "extraction_text": "7 people", "char_interval": None, "attributes": None},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "made"),
    [
        (
            LANGEXTRACT,
            [
                Candidate("60 people", 58, 67, {"class": "people_killed", "value": "60", "place": "Musan"}),
                Candidate("7 people", None, None, {"class": "people_killed"}),
            ],
        ),
        ({"text": " x ", "start": 3, "end": 4, "value": 7.5}, [Candidate("x", 3, 4, {"value": "7.5"})]),
        ([{"quote": "x", "mood": "grim"}], [Candidate("x", states={"mood": "grim"})]),
        ({"claims": [{"claim": "x", "place": {"id": "a", "name": "A"}}]}, [Candidate("x", states={"place": "a"})]),
    ],
)  # fmt: skip
def test_lines_of_other_readers_are_read(line: object, made: list[Candidate]) -> None:
    assert list(candidates([json.dumps(line)], "f")) == made


def test_lines_without_a_candidate_are_named() -> None:
    found = list(candidates(['{"text": "x"}', "", "{half", "{}", "7", '{"text": 3}'], "f.jsonl"))
    assert [one.where for one in found if isinstance(one, NkdataError)] == [f"f.jsonl:{n}" for n in (3, 4, 5, 6)]


def test_what_is_contradicted_is_remembered(tmp_path: Path) -> None:
    read = extract(article(TEXT))
    told = [Candidate("60 people", states={"metric": "people_killed", "value": v}) for v in ("60", "70")]
    keep(Folder(tmp_path), "a", [(one, judge(one, read)) for one in told], at="2026-11-25T20:00:00Z", by="kim")
    assert contradicted(Folder(tmp_path)) == {read.claims[0].id}
