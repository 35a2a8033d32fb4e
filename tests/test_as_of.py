"""As of a day, the whole page: what was told later stands nowhere on it."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from nkdata import resources
from nkdata.collection.snapshot import Snapshot, snapshot, write_snapshot
from nkdata.extracting.pipeline import extract
from nkdata.questions.evidence import slug
from nkdata.reading import read_articles
from nkdata.reference import reference
from nkdata.reporting import panel, run
from nkdata.reporting.page import LEFT_OUT, Block, Page, Part, page
from nkdata.reporting.panel import Panel
from tests.findings import text

EXAMPLES = Path(__file__).parent.parent / "examples" / "august_2020"

TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Path]:
    """Four articles of 8, 14 and 18 August 2020, and the folder that holds what they say."""
    made = snapshot(extract(article) for article in read_articles([str(resources.seed()), str(EXAMPLES)]))
    folder = tmp_path_factory.mktemp("data")
    write_snapshot(made, folder)
    return made, folder


def panels(folder: Path, as_of: str, monkeypatch: pytest.MonkeyPatch) -> list[Panel]:
    """What the notebooks show, run here without a kernel."""
    shown: list[Panel] = []
    monkeypatch.setattr(panel.Displayed, "__init__", lambda self, one, library: shown.append(one))
    for path in run.notebooks().values():
        space: dict[str, Any] = {}
        for cell in code(path):
            exec(text(cell["source"]).replace("print(", "str("), space)
            if "parameters" in cell["metadata"].get("tags", ()):
                space |= {"data": str(folder), "as_of": as_of}
    return shown


def code(path: Path) -> Iterator[dict[str, Any]]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code" and LEFT_OUT not in cell["metadata"].get("tags", ()):
            yield cell


def made(shown: list[Panel], read: Snapshot, as_of: str) -> Page:
    part = Part("all", "All", tuple(Block(panel=one) for one in shown))
    return page([part], read, reference().sources(), as_of)


@pytest.mark.parametrize("as_of", ["2020-08-10", "2020-08-14"])
def test_what_was_told_later_stands_nowhere(
    told: tuple[Snapshot, Path], as_of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, folder = told
    shown = panels(folder, as_of, monkeypatch)
    whole = made(shown, read, as_of)
    assert len(shown) >= 15
    assert [(one.name, each.day, each.value) for one in shown for evidence in one.evidence
            for each in evidence.tellings if each.day > as_of] == []  # fmt: skip
    assert whole.newest <= as_of
    assert whole.broken == ()
    seen = " ".join(unescape(TAG.sub("", whole.html)).split())
    for article in read.articles.to_dict("records"):
        claims = read.claims[read.claims["article_id"] == article["id"]]
        spans = claims[["sentence_start", "sentence_end"]].to_dict("records")
        words = [" ".join(article["text"][one["sentence_start"] : one["sentence_end"]].split()) for one in spans]
        others = [one["text"] for one in read.articles.to_dict("records") if one["id"] != article["id"]]
        words = [one for one in words if not any(one in " ".join(text.split()) for text in others)]
        assert words
        there = [sentence in seen for sentence in words]
        assert any(there) == (article["published"] <= as_of), article["id"]
        assert (f'id="article-{slug(article["id"])}"' in whole.html) == (article["published"] <= as_of)
