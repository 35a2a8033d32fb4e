"""How accurate the extraction is, by the scorers of the benchmark folder beside the project.

    python benchmarks/accuracy.py            prints the table
    python benchmarks/accuracy.py --write    writes docs/accuracy.md too
    python benchmarks/accuracy.py --pin      raises the floors in benchmarks/floors.json to what was reached

The gold texts belong to other people and are read where they lie (`../shared/bench`); without them there is
nothing to measure.  Each figure comes from the scorer's own JSON, over the development parts only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkdata.extracting.json_lines import as_json
from nkdata.extracting.pipeline import extract
from nkdata.model import Article, Extraction

ROOT = Path(__file__).parents[1]
BENCH = ROOT.parent / "shared" / "bench"
FLOORS = Path(__file__).with_name("floors.json")
Row = dict[str, Any]
REPORTING = frozenset(
    word
    for verb in (
        "say says said saying, tell tells told telling, add adds added adding, write writes wrote writing, "
        "note notes noted noting, report reports reported reporting, announce announces announced announcing, "
        "state states stated stating, claim claims claimed claiming, explain explains explained explaining, "
        "declare declares declared declaring, confirm confirms confirmed confirming, deny denies denied denying, "
        "according"
    ).split(", ")
    for word in verb.split()
)  # plain verbs of reporting, chosen before they were scored: four of ten attributions of the gold stand behind one


@dataclass(frozen=True)
class Measure:
    """One figure: where it comes from, what it is, what is wanted (at most, where `at_most`), what others reach."""

    task: str
    name: str
    figure: Callable[[Row], float]
    wanted: float
    others: str
    at_most: bool = False


def f1(key: str) -> Callable[[Row], float]:
    """The F1 of one measure in a scorer's answer, whatever it calls the field."""
    return lambda scores: float(scores[key]["f1"])


MEASURES = (
    Measure("claims", "value F1", f1("value"), 0.93, "a quick pattern set .69"),
    Measure("claims", "value + unit + metric F1", f1("value+unit+metric"), 0.88, ""),
    Measure("claims", "value + claimant F1", f1("value+claimant"), 0.86, ""),
    Measure("claims", "stance F1", f1("stance"), 0.82, ""),
    Measure("claims", "claims not stated", lambda s: 1 - float(s["value"]["precision"]), 0.05, "", at_most=True),
    Measure("events", "found F1", lambda s: float(s["found"]["f1"]), 0.80, ""),
    Measure("events", "status of the found", lambda s: float(s["status"]), 0.92, ""),
    Measure("events", "dates of the found", lambda s: float(s["dates"]), 0.92, ""),
    Measure("temporal", "TIMEX3 value F1", f1("value"), 0.85, "HeidelTime .770"),
    Measure("quantities", "value F1", f1("value"), 0.92, "CQE .880, quantulum3 .716"),
    Measure("quantities", "value + unit F1", f1("value+unit"), 0.84, "CQE .804, quantulum3 .476"),
    Measure("quantities", "bound F1", f1("bound"), 0.85, "CQE .829"),
    Measure("attribution", "end to end F1", f1("end_to_end"), 0.52, "pattern floor .282, textacy .268, a person .747"),
    Measure(
        "attribution",
        "end to end F1 behind a reporting verb or “according to”",
        lambda scores: float(scores["reporting"]["f1"]),
        0.78,
        "pattern rules .728, rules on a parse .814 (241 of the 361 articles)",
    ),
)


def read(path: Path) -> list[Row]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def scorer(task: str, script: str, *arguments: str | Path) -> Row:
    """What a scorer prints with --json."""
    command = [sys.executable, str(BENCH / task / script), *map(str, arguments), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = json.loads(answer)
    return dict(found.get("scores", found))


def write(rows: Iterable[Row], folder: Path, name: str) -> Path:
    """Write JSON lines into a folder."""
    path = folder / name
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


class Clock:
    """Adds up characters read and CPU seconds spent over every extraction."""

    def __init__(self) -> None:
        self.characters = 0
        self.seconds = 0.0

    def extract(self, article: Article) -> Extraction:
        """Extract one article on the clock."""
        start = time.process_time()
        found = extract(article)
        self.seconds += time.process_time() - start
        self.characters += len(article.text)
        return found


def _dated(row: Row, text: str, ident: str, published: str | None) -> Article:
    """An article of a benchmark with its day given."""
    how = "argument" if published else "unknown"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        ident, text, row.get("title"), published, "day" if published else None, how, content_hash=digest, language="en"
    )


def claims_and_events(clock: Clock, folder: Path) -> tuple[Row, Row]:
    """Scores of claims (dev and own together) and of events (own)."""
    task = BENCH / "claims"
    names = [ROOT / "nkdata" / "reference" / name for name in ("actors.csv", "admin_areas.csv")]
    gold, articles = [], []
    for part in ("dev", "own"):
        gold += read(task / part / "gold.jsonl")
        articles += read(task / part / "articles.jsonl")
    found = [as_json(clock.extract(_dated(row, row["text"], row["id"], row["date"]))) for row in articles]
    lines = write(found, folder, "extracted.jsonl")
    made = {}
    for kind, option in (("claims", []), ("events", ["--events"])):
        with lines.open(encoding="utf-8") as source:
            command = [sys.executable, str(task / "convert.py"), *option]
            answer = subprocess.run(command, stdin=source, capture_output=True, text=True, check=True).stdout
        made[kind] = folder / f"{kind}.jsonl"
        made[kind].write_text(answer, encoding="utf-8")
    wanted = write(gold, folder, "gold.jsonl")
    core: list[str | Path] = ["--core", task / "metrics.json", "--names", *names]
    return (
        scorer("claims", "score.py", wanted, made["claims"], *core),
        scorer("claims", "score_events.py", task / "own" / "own_events.jsonl", made["events"], "--names", *names),
    )


def temporal(clock: Clock, folder: Path) -> Row:
    """Scores of date expressions."""
    task = BENCH / "temporal"
    command = [sys.executable, str(task / "score.py"), "--dump", str(task / "dev")]
    dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = []
    for row in map(json.loads, dump.splitlines()):
        found = clock.extract(_dated(row, row["text"], row["doc"], row["dct"][:10]))
        times = [
            {"start": d.start, "end": d.end, "text": d.text, "type": d.type, "value": d.value} for d in found.dates
        ]
        rows.append({"doc": row["doc"], "timexes": times})
    return scorer("temporal", "score.py", task / "dev", write(rows, folder, "timexes.jsonl"))


def quantities(clock: Clock, folder: Path) -> Row:
    """Scores of quantities on the news set."""
    gold = BENCH / "quantities" / "dev" / "newsquant.jsonl"
    rows = []
    for row in read(gold):
        found = clock.extract(_dated(row, row["text"], row["id"], None)).quantities
        keys = ("start", "end", "value", "low", "high", "unit", "bound")
        told = [{key: getattr(quantity, key) for key in keys} for quantity in found]
        for one in told:
            one["bound"] = None if one["bound"] == "exact" else one["bound"]
        rows.append({"id": row["id"], "quantities": told})
    return scorer("quantities", "score.py", gold, write(rows, folder, "quantities.jsonl"))


def attribution(clock: Clock, folder: Path) -> Row:
    """Scores of who said what."""
    path = BENCH / "attribution" / "dev" / "polnear.jsonl"
    gold = read(path)
    rows = []
    for row in gold:
        made = [
            {
                "source": [[q.speaker_span.start, q.speaker_span.end]] if q.speaker_span else [],
                "cue": [[q.cue_span.start, q.cue_span.end]] if q.cue_span else [],
                "content": [[s.start, s.end] for s in q.spans],
            }
            for q in clock.extract(_dated(row, row["text"], row["id"], row["date"] or None)).quotes
        ]
        rows.append({"id": row["id"], "attributions": made})
    wanted, made_of = (
        write([_reported(row, source["text"]) for row, source in zip(some, gold, strict=True)], folder, name)
        for some, name in ((gold, "reporting_gold.jsonl"), (rows, "reporting.jsonl"))
    )
    reporting = scorer("attribution", "score.py", wanted, made_of)["end_to_end"]
    scores = scorer("attribution", "score.py", path, write(rows, folder, "attributions.jsonl"))
    return {**scores, "reporting": reporting}


def _reported(row: Row, text: str) -> Row:
    """A row with those attributions alone whose cue holds one of the words of REPORTING."""
    told = [a for a in row["attributions"] if any(set(text[s:e].lower().split()) & REPORTING for s, e in a["cue"])]
    return {**row, "attributions": told}


def lost(before: str, after: str) -> Callable[[Row], tuple[int, int]]:
    """How many of those right in one field are wrong in another as well, and of how many."""
    return lambda s: (int(s[before]["tp"]) - int(s[after]["tp"]), int(s[before]["tp"]))


def missed(key: str) -> Callable[[Row], tuple[int, int]]:
    """How many of the gold were not found, and of how many."""
    return lambda s: (int(s[key]["gold"]) - int(s[key]["tp"]), int(s[key]["gold"]))


def unfounded(key: str) -> Callable[[Row], tuple[int, int]]:
    """How many were told that the gold does not have, and of how many."""
    return lambda s: (
        int(s[key].get("predicted", s[key].get("pred"))) - int(s[key]["tp"]),
        int(s[key].get("predicted", s[key].get("pred"))),
    )


def judged(key: str) -> Callable[[Row], tuple[int, int]]:
    """How many of the events found that are judged on a field have it wrong, and of how many."""
    return lambda s: (round((1 - float(s[key])) * int(s["judged"][key])), int(s["judged"][key]))


ERRORS: tuple[tuple[str, str, Callable[[Row], tuple[int, int]]], ...] = (
    ("claims", "figure missed", missed("value")),
    ("claims", "figure told that is none", unfounded("value")),
    ("claims", "unit wrong", lost("value", "value+unit")),
    ("claims", "metric wrong, unit right", lost("value+unit", "value+unit+metric")),
    ("claims", "bound wrong", lost("value", "value+bound")),
    ("claims", "claimant wrong", lost("value", "value+claimant")),
    ("claims", "place not the gold's", lost("value", "value+place")),
    ("claims", "days not the gold's", lost("value", "value+dates")),
    ("claims", "silence, denial or doubt missed", missed("stance")),
    ("claims", "silence, denial or doubt told that is none", unfounded("stance")),
    ("events", "missed", missed("found")),
    ("events", "told that is none", unfounded("found")),
    ("events", "status wrong", judged("status")),
    ("events", "days wrong", judged("dates")),
    ("events", "place wrong", judged("place")),
    ("events", "claimant wrong", judged("claimant")),
    ("quantities", "number missed", missed("value")),
    ("quantities", "number told that is none", unfounded("value")),
    ("quantities", "unit wrong", lost("value", "value+unit")),
    ("attribution", "content missed", missed("content")),
    ("attribution", "content told that is none", unfounded("content")),
    ("attribution", "source wrong or missing, content right", lost("content", "end_to_end")),
)


def measured() -> tuple[dict[str, Row], Clock]:
    """What each scorer says, by task, and the clock that ran with it."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        claims, events = claims_and_events(clock, folder)
        scores = {
            "claims": claims,
            "events": events,
            "temporal": temporal(clock, folder),
            "quantities": quantities(clock, folder),
            "attribution": attribution(clock, folder),
        }
    return scores, clock


def figures_of(scores: dict[str, Row]) -> dict[str, float]:
    """Every figure, named `task: measure`."""
    return {f"{m.task}: {m.name}": round(m.figure(scores[m.task]), 4) for m in MEASURES}


def measure() -> tuple[dict[str, float], Clock]:
    """Every figure, named `task: measure`, and the clock that ran with it."""
    scores, clock = measured()
    return figures_of(scores), clock


def digests() -> dict[str, str]:
    """A digest of the gold of each task, so that neither texts nor answers drift unseen."""
    found = {}
    for task in ("claims", "temporal", "quantities", "attribution"):
        total = hashlib.sha256()
        for path in sorted(
            p for p in (BENCH / task).rglob("*") if p.is_file() and p.suffix in {".jsonl", ".tml", ".py"}
        ):
            total.update(path.read_bytes())
        found[task] = total.hexdigest()[:16]
    return found


def table(figures: dict[str, float], clock: Clock) -> Iterator[str]:
    """The Markdown table."""
    yield "| measure | reached | wanted | others, on the same texts |"
    yield "| --- | ---: | ---: | --- |"
    for one in MEASURES:
        figure = figures[f"{one.task}: {one.name}"]
        sign = "≤" if one.at_most else "≥"
        yield f"| {one.task}: {one.name} | {figure:.3f} | {sign} {one.wanted:.2f} | {one.others} |"
    speed = clock.characters / clock.seconds
    yield f"| speed of the whole, characters per CPU second | {speed:,.0f} | ≥ 250,000 | HeidelTime 4,600, CQE 6,800 |"


def errors(scores: dict[str, Row]) -> Iterator[str]:
    """The Markdown table of errors by kind: counts only."""
    yield "| errors by kind | so many | of |"
    yield "| --- | ---: | ---: |"
    for task, name, counts in ERRORS:
        wrong, of = counts(scores[task])
        yield f"| {task}: {name} | {wrong:,} | {of:,} |"


def raised(figures: Mapping[str, float], held: Mapping[str, Any]) -> dict[str, float]:
    """What was reached, or reached before on the gold that there still is where that was better."""
    best, now = {}, digests()
    for measure in MEASURES:
        name = f"{measure.task}: {measure.name}"
        gold = "claims" if measure.task == "events" else measure.task  # events are told in the claims' gold
        same = held.get("gold", {}).get(gold) == now[gold]
        known = held["floors"].get(name, figures[name]) if same else figures[name]
        best[name] = (min if measure.at_most else max)(figures[name], known)
    return best


def main() -> int:
    """Measure, print, and write or pin when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args()
    if not BENCH.is_dir():
        print(f"{Path(__file__).name}: no benchmark folder beside the project; nothing to measure", file=sys.stderr)
        return 3
    scores, clock = measured()
    figures = figures_of(scores)
    lines = [*table(figures, clock), "", *errors(scores)]
    print("\n".join(lines))
    if options.pin:
        held = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
        pinned = {"gold": digests(), "floors": raised(figures, held)}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    if options.write:
        page = ROOT / "docs" / "accuracy.md"
        head, mark, _ = page.read_text(encoding="utf-8").partition("<!-- table -->\n")
        rest = page.read_text(encoding="utf-8").partition("<!-- end -->")[2]
        page.write_text(head + mark + "\n".join(lines) + "\n<!-- end -->" + rest, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
