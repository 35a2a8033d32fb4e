import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from nkdata.charts.chart import Chart
from nkdata.collection.snapshot import Snapshot, snapshot
from nkdata.errors import NotPublished
from nkdata.model import Extraction
from nkdata.questions.answers import Answer
from nkdata.questions.evidence import Evidence
from nkdata.questions.wording import day_in_words
from nkdata.reference import reference
from nkdata.reporting.page import LISTED, Page, page, part
from nkdata.reporting.panel import cell, in_words, show
from tests import handmade

HOSTILE = "</blockquote><img src=x onerror=alert(1)><script>alert('1')</script>"


class Outline(HTMLParser):
    """Elements, ids, links and headings of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        held = dict(attrs)
        self.ids += [str(held["id"])] if "id" in held else []
        self.links += [str(held["href"])] if tag == "a" and "href" in held else []
        self.sources += [str(held["src"])] if "src" in held else []
        self.handlers += [name for name in held if name.startswith("on")]


def notebook(
    *shown: Chart | Answer, snapshot: Snapshot, words: str = "# Who said what?\n\n## Figures"
) -> dict[str, Any]:
    outputs = [
        {"output_type": "execute_result", "data": json.loads(json.dumps(show(one, snapshot)._repr_mimebundle_()))}
        for one in shown
    ]
    return {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": words.splitlines(keepends=True)},
            {"cell_type": "code", "metadata": {}, "source": ["secret_code()"], "outputs": outputs},
        ]
    }


def made(
    *shown: Chart | Answer, snapshot: Snapshot | None = None, as_of: str | None = None, words: str = "# Q\n"
) -> Page:
    held = snapshot or handmade.held()
    parts = [part(notebook(*shown, snapshot=held, words=words), "flood_damage", ["flood_damage", "briefing"])]
    return page(parts, held, reference().sources(), as_of)


def test_the_same_parts_make_the_same_page() -> None:
    assert made(handmade.chart()).html == made(handmade.chart()).html


def test_every_link_resolves_and_no_id_stands_twice() -> None:
    found = made(handmade.chart(), handmade.chart("other"))
    outline = Outline(found.html)
    assert found.broken == ()
    assert len(outline.ids) == len(set(outline.ids))
    inner = {link[1:] for link in outline.links if link.startswith("#")}
    assert {"ev-c0", "src-seed-20200818", "article-rain", "demo", "other"} <= inner
    assert inner <= set(outline.ids)


def test_the_page_needs_nothing_from_elsewhere_and_no_script() -> None:
    html = made(handmade.chart()).html
    outline = Outline(html)
    assert not {"script", "iframe", "object", "embed", "img"} & set(outline.tags)
    assert outline.sources == []
    assert "@import" not in html
    assert "url(http" not in html
    assert "secret_code" not in html


def test_headings_go_down_one_step_at_a_time() -> None:
    outline = Outline(made(handmade.chart(), words="# Q\n\n## Figures\n").html)
    levels = [int(tag[1]) for tag in outline.tags if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"main", "nav", "header", "footer"} <= set(outline.tags)


def test_hostile_words_stay_words() -> None:
    text = handmade.TEXT + f"\n\n{HOSTILE} said 5 homes fell."
    start = text.index(HOSTILE)
    read = handmade.article(text, HOSTILE, "javascript:alert(1)")
    told = handmade.telling(
        sentence_start=start, sentence_end=len(text), start=start, end=start + len(HOSTILE), claimant=HOSTILE,
        via=HOSTILE, value=HOSTILE, day=HOSTILE, extractor=HOSTILE,
    )  # fmt: skip
    row = handmade.row(note=HOSTILE, source=HOSTILE, url="javascript:alert(1)", confidence=HOSTILE)
    chart = handmade.chart()
    hostile = Chart(
        "demo", chart.figure, HOSTILE, HOSTILE, HOSTILE, pd.DataFrame({HOSTILE: [HOSTILE], "anchor": ["ev-c0"]}),
        {"demo-c0": HOSTILE}, (Evidence("ev-c0", HOSTILE, (told, row)),),
    )  # fmt: skip
    answer = Answer("table", HOSTILE, HOSTILE, pd.DataFrame({"a": [HOSTILE]}))
    snapshot = handmade.held(read=read)
    outline = Outline(made(hostile, answer, snapshot=snapshot, words=f"# {HOSTILE}\n\n[x](javascript:alert(1))").html)
    assert not {"script", "img", "iframe"} & set(outline.tags)
    assert outline.handlers == []
    assert [link for link in outline.links if not link.startswith(("#", "https://", "http://", "data:text/csv"))] == []
    panel = Outline(show(hostile, snapshot)._repr_mimebundle_()["text/html"])
    assert not {"script", "img", "iframe"} & set(panel.tags)


def test_a_link_to_nowhere_is_taken_out_and_told() -> None:
    found = made(handmade.chart(url="#ev-nowhere{}"))
    assert found.broken == ("ev-nowhere0", "ev-nowhere1")
    assert "#ev-nowhere" not in found.html


def test_two_charts_of_one_name_are_refused() -> None:
    with pytest.raises(NotPublished, match="two charts are called demo"):
        made(handmade.chart(), handmade.chart())


def test_a_chart_that_is_called_as_its_notebook_is_refused() -> None:
    (section,) = re.findall(r'<section id="(flood[^"]*)"', made(handmade.chart()).html)
    with pytest.raises(NotPublished, match=f"a chart and a notebook are called {section}"):
        made(handmade.chart(section))


def test_the_date_is_the_newest_in_the_data() -> None:
    assert "Newest knowledge on this page: 2 October 2020." in " ".join(made(handmade.chart()).html.split())


def test_an_article_later_than_the_day_is_not_named() -> None:
    html = " ".join(made(as_of="2020-08-01").html.split())
    assert "No article had appeared by 2020-08-01." in html
    assert "Rain in Unpha" not in html
    assert "1 of the articles read appeared after 2020-08-01" in html


def test_of_many_articles_the_newest_are_named() -> None:
    days = [day_in_words(day.date()) for day in pd.date_range("2020-01-01", periods=1100)]
    read = [
        Extraction(
            replace(handmade.article(title=f"Rain of {day}."), id=f"rain-{n}", published=str(iso.date())), "0.1.0"
        )
        for n, (day, iso) in enumerate(zip(days, pd.date_range("2020-01-01", periods=1100), strict=True))
    ]
    html = made(handmade.chart(), snapshot=snapshot([Extraction(handmade.article(), "0.1.0"), *read[::-1]])).html
    named = re.findall(r"<b>Rain of ([^<]*)[.]</b>", html)
    assert sorted(named) == sorted(days[-LISTED:])
    assert "The newest 80 of 1,101 articles; all stand in the data beside this page." in html


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("2020-08-01 to 2020-08-31", "[2020-08-01] to [2020-08-31]"),
        ("… to 2020-08-18 (vague)", "… to [2020-08-18] (vague)"),
        ("2018-03-01, <b>2018-05-10", "[2018-03-01], &lt;b&gt;[2018-05-10]"),
    ],
)
def test_a_day_in_a_cell_stays_on_one_line(cell: str, shown: str) -> None:
    html = made(Answer("spans", "One span", "", pd.DataFrame({"What": ["rain"], "When": [cell]}))).html
    assert shown.replace("[", '<span class="nk-day">').replace("]", "</span>") in html


def test_a_chart_with_nothing_to_draw_is_one_sentence() -> None:
    html = made(Chart("demo", None, "No figure was found.", "", "", pd.DataFrame())).html
    assert "No figure was found." in html
    assert not {"svg", "table"} & set(Outline(html).tags)


def test_cells_made_for_jupyter_stay_there() -> None:
    held = handmade.held()
    executed = notebook(handmade.chart(), snapshot=held)
    for one in executed["cells"]:
        one["metadata"]["tags"] = ["not-in-report"]
    assert part(executed, "x", []).blocks == ()


def test_notebooks_link_to_their_part_of_the_page() -> None:
    assert '<a href="#flood-damage">floods</a>' in made(words="# Q\n\nSee [floods](flood_damage.ipynb).").html


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (39296.0, "39,296"), (float("nan"), ""), (None, ""), (pd.NA, ""), (pd.Timestamp("2020-08-18"), "2020-08-18"),
        (("a", "b"), "a; b"), (2020, "2020"), ("x", "x"), (6.75, "6.8"),
    ],
)  # fmt: skip
def test_a_cell_is_shown_as_people_write_it(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_a_chart_in_words_is_its_finding_and_its_rows() -> None:
    assert in_words(handmade.chart()) == "One source counted homes\nFigure | Who\n" + "730 | State television\n" * 2


def test_a_large_page_shows_one_telling_of_an_article_and_links_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nkdata.reporting.page.LARGE", 0)
    told = (handmade.row(), handmade.telling(), handmade.telling(start=3, claimant="=SUM(A1)"))
    answer = Answer(
        "demo", "Told", "S.", pd.DataFrame({"What": ["x"], "anchor": ["ev-x"]}), (Evidence("ev-x", "X", told),)
    )
    found = made(answer)
    assert found.html.count('<div class="nk-telling">') == found.html.count("<blockquote>") == 1
    assert 'One of 3; <a href="data/evidence.csv">all as a table</a>.' in found.html
    table = pd.read_csv(StringIO(found.files["data/evidence.csv"]), dtype="str", keep_default_na=False)
    assert len(table) == 3
    assert not any(one.startswith("=") for one in table["claimant"])
    assert set(table["sentence"]) - {""}
    assert (table.loc[table["table"] != "", "sentence"] == "").all()
