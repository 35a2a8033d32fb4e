"""Every chart in four states, as a page to look at: `python -m benchmarks.gallery` writes docs/gallery.md anew.

With it the three floods of `examples/`, one picture each, as the README shows them.

The states: nothing known, one mark, the article that comes along, thousands of articles.  The thousands are made up
here from fixed series, so that the page needs no collection; their numbers mean nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from PIL import Image

import nkdata
from nkdata.charts import flood, policy, sanctions, style
from nkdata.charts.chart import Chart
from nkdata.charts.typeface import DPI
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.model import Article, Claim, Event, Extraction, Mention, Name
from nkdata.questions import damage, figures, first_word, ladder, past_floods, rain, where
from nkdata.questions import policy as policy_articles
from nkdata.questions import sanctions as sanctions_articles
from nkdata.questions.policy_calendar import calendar
from nkdata.questions.policy_lanes import lanes
from nkdata.questions.policy_notice import told_held
from nkdata.questions.policy_outcomes import outcomes
from nkdata.questions.policy_tellings import policy_tellings
from nkdata.questions.sanctions_council import council
from nkdata.questions.sanctions_petroleum import petroleum
from nkdata.questions.sanctions_ratchet import ratchet
from nkdata.questions.sanctions_trade import trade
from nkdata.reference import reference

ROOT = Path(__file__).parent.parent
STATES = ("none", "one", "seed", "thousands")
THOUSANDS = 3000
FEW_COLOURS = 96
SENTENCE = "The flood destroyed homes, sanctions remain, and a missile was tested."
BEFORE_ALL = "1990-01-01"
FIRST_MARK = {  # the day on which the table behind a chart knew its first mark or two
    "sanctions-ratchet": "2006-07-20", "sanctions-petroleum": "2018-03-31", "sanctions-council": "2006-07-20",
    "sanctions-trade": "2017-02-28", "policy-calendar": "2012-04-20", "policy-outcomes": "2012-04-20",
    "policy-told-held": "2016-05-31",
}  # fmt: skip

EXAMPLES = {  # an example's picture: what it is read from, its flood, its chart
    "august_2020": (("seeds", "examples/august_2020"), "2020-08-flood", "who-said-what"),
    "lionrock_2016": (("examples/lionrock_2016",), "2016-08-lionrock", "claim-ladder"),
    "sinuiju_2024": (("examples/sinuiju_2024",), "2024-07-flood", "who-said-what"),
}


Ask = Callable[[str], Any]  # day → answer
Draw = Callable[[Any, str], Chart]  # answer, day → chart


@dataclass(frozen=True)
class Shown:
    """A chart in a state."""

    state: str
    chart: Chart


def made_up(articles: int) -> Snapshot:
    """So many articles of one sentence with a claim, an event and a mention each, told in August and September 2020."""
    return snapshot([_article(number) for number in range(articles)])


def _article(number: int) -> Extraction:
    day = date(2020, 8, 7) + timedelta(days=number % 40)
    text = f"Report {number}\n\n{SENTENCE}"
    start = text.index(SENTENCE)
    read = Article(
        f"made-{number}", text, f"Report {number}", day.isoformat(), "day", "argument", source="Made up", language="en",
        path="made-up.txt", content_hash=f"{number:064d}",
    )  # fmt: skip
    at = {"start": start, "end": start + 9, "text": SENTENCE[:9], "sentence_start": start, "sentence_end": len(text)}
    metrics = ("people_killed", "homes_damaged", "homes_flooded", "cropland_damaged_ha", "people_displaced")
    who = (
        Name("kcna", "KCNA"), Name("ifrc", "IFRC"), Name("nis", "NIS"), Name("nk-news", "NK News"),
        Name("ocha", "OCHA"),
    )  # fmt: skip
    value = float((11, 8000, 3000, 24000, 9000)[number % 5] * (1 + number % 40))
    claim: dict[str, Any] = at | {
        "id": f"c{number}", "metric": metrics[number % 5], "value": value, "low": value, "high": value, "unit": "",
        "bound": ("exact", "at_least", "about")[number % 3], "words": None, "scope": "total", "basis": "count",
        "place": Name("KP", "North Korea"), "date_start": None, "date_end": None, "precision": None,
        "claimant": who[number // 5 % 5], "via": None, "stance": "asserted", "hedge": None, "disputed_by": None,
    }  # fmt: skip
    kinds = ("missile_test", "party_plenary", "talks", "sanctions_action", "politburo_meeting", "aid_offer")
    held = day - timedelta(days=7 * (number % 50))
    event: dict[str, Any] = at | {
        "id": f"e{number}", "kind": kinds[number % 6], "actors": (), "place": None, "date_start": held.isoformat(),
        "date_end": held.isoformat(), "precision": "day", "status": "happened", "claimant": None, "via": None,
        "announced_on": None, "hedge": None, "known_event": None,
    }  # fmt: skip
    mention: dict[str, Any] = at | {
        "topic": "sanctions", "imposer": "un" if number % 3 else None,
        "resolution": "2397" if number % 7 == 0 else None, "measure_category": "coal" if number % 11 == 0 else None,
    }  # fmt: skip
    return Extraction(
        read, "made up", claims=(Claim(**claim),), events=(Event(**event),), mentions=(Mention(**mention),)
    )


def questions(
    held: Snapshot, name_of_flood: str = "", ready: pd.DataFrame | None = None
) -> dict[str, Callable[[str], Chart]]:
    """How each chart is drawn as of a day ("" = all that is known), by its name; figures made anew or `ready`."""

    def composed(ask: Ask, draw: Draw) -> Callable[[str], Chart]:
        return lambda day: draw(ask(day), day)

    return {name: composed(*pair) for name, pair in asked(held, name_of_flood, ready).items()}


def asked(
    held: Snapshot, name_of_flood: str = "", ready: pd.DataFrame | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> dict[str, tuple[Ask, Draw]]:  # fmt: skip
    """Of each chart, by its name, the question (day → answer) and the drawing (answer, day → chart).

    `tables` stand for those of the package.
    """
    tables = tables or reference()
    told = figures.figures(held, tables) if ready is None else ready

    def past(day: str) -> past_floods.PastFloods:
        return past_floods.past_floods(told, tables, name_of_flood, day)

    def known(day: str) -> pd.DataFrame:
        return figures.known_on(told, day)

    def alone(draw: Callable[[Any], Chart]) -> Draw:
        return lambda answer, _: draw(answer)

    return {
        "who-said-what": (lambda day: damage.who_said_what(told, name_of_flood, day), alone(flood.who_said_what)),
        "claim-ladder": (lambda day: ladder.claim_ladder(told, name_of_flood, day), alone(flood.claim_ladder)),
        "past-floods": (past, lambda answer, day: flood.past_floods(answer, known(day))),
        "ranked-floods": (past, lambda answer, day: flood.ranked_floods(answer, "cropland", known(day))),
        "first-word": (
            lambda day: first_word.first_word(told, tables, name_of_flood, day),
            lambda answer, day: flood.first_word_on_the_dead(answer, known(day)),
        ),
        "where": (
            lambda day: where.where(told, tables, name_of_flood, day),
            lambda answer, _: flood.where(answer, reference().shapes()),
        ),
        "rain": (lambda day: rain.rain(told, tables, name_of_flood, day), alone(flood.rain)),
        "sanctions-beside": (lambda day: sanctions_articles.beside(held, tables, as_of=day), alone(sanctions.beside)),
        "sanctions-ratchet": (lambda day: ratchet(tables, day), alone(sanctions.ratchet)),
        "sanctions-trade": (lambda day: trade(tables, day, "2017"), alone(sanctions.trade)),
        "sanctions-petroleum": (lambda day: petroleum(tables, day), alone(sanctions.petroleum)),
        "sanctions-council": (lambda day: council(tables, day), alone(sanctions.council)),
        "policy-article-record": (
            lambda day: policy_articles.article_record(held, tables, "", day), alone(policy.article_record),
        ),
        "policy-known-events": (lambda day: policy_tellings(held, tables, day), alone(policy.known_events)),
        "policy-tellings": (lambda day: policy_tellings(held, tables, day), alone(policy.tellings)),
        "policy-lanes": (lambda day: lanes(held, tables, "", day), alone(policy.lanes)),
        "policy-told-held": (lambda day: told_held(held, tables, "", day), alone(policy.told_held)),
        "policy-calendar": (lambda day: calendar(tables, day), alone(policy.calendar)),
        "policy-outcomes": (lambda day: outcomes(tables, day), alone(policy.outcomes)),
    }  # fmt: skip


def gallery(thousands: int = THOUSANDS) -> Iterator[tuple[str, Shown]]:
    """Each chart's name and the chart, state by state."""
    one = snapshot([_article(0)])
    held = {"none": snapshot([]), "one": one, "seed": nkdata.open_snapshot(None), "thousands": made_up(thousands)}
    for state in STATES:
        for name, draw in questions(held[state], "2020-08-flood" if state in ("one", "thousands") else "").items():
            day = {"none": BEFORE_ALL, "one": FIRST_MARK.get(name, "")}.get(state, "")
            yield name, Shown(state, draw(day))


def example(name: str, as_of: str = "") -> Chart:
    """The chart that stands for an example in the README, as of a day."""
    paths, flood_id, chart = EXAMPLES[name]
    read = nkdata.read_articles([str(ROOT / path) for path in paths])
    return questions(snapshot([nkdata.extract(one) for one in read]), flood_id)[chart](as_of)


def small_png(chart: Chart) -> bytes:
    """The figure in few colours and small; the same bytes each time."""
    assert chart.figure is not None
    written, packed = BytesIO(), BytesIO()
    with style.look(chart.name):
        chart.figure.savefig(written, format="png", dpi=DPI, metadata={"Software": None})
    few = (
        Image.open(written)
        .convert("RGB")
        .quantize(FEW_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    few.save(packed, format="png", optimize=True)
    return packed.getvalue()


def write(docs: Path) -> int:
    """Write docs/gallery.md with its pictures; gives back the bytes of all pictures."""
    folder = docs / "gallery"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    parts: dict[str, list[str]] = {}
    total = 0
    for name, shown in gallery():
        chart = shown.chart
        lines = parts.setdefault(name, [f"## {name.replace('-', ' ').capitalize()}"])
        lines += [f"### {shown.state.capitalize()}", f"**{chart.title}**"]
        if chart.figure is not None:
            data = small_png(chart)
            (folder / f"{name}-{shown.state}.png").write_bytes(data)
            total += len(data)
            alt = chart.alt.replace("[", "(").replace("]", ")")
            lines.append(f"![{alt}](gallery/{name}-{shown.state}.png)")
        lines.append(f"Alt text: {chart.alt}")
    head = [
        "# Gallery: each chart in four states",
        "Nothing known, one mark, the article that comes along, and three thousand made-up articles whose numbers mean "
        "nothing. Where there is nothing to draw, one sentence stands in the chart's place. "
        "Written by `python -m benchmarks.gallery`.",
    ]
    page = [*head, *(line for lines in parts.values() for line in lines)]
    (docs / "gallery.md").write_text("\n\n".join(page) + "\n", encoding="utf-8")
    for name in EXAMPLES:
        data = small_png(example(name))
        (docs / f"example_{name}.png").write_bytes(data)
        total += len(data)
    return total


if __name__ == "__main__":
    size = write(ROOT / "docs")
    sys.stdout.write(f"pictures: {size / 1e6:.2f} MB\n")
