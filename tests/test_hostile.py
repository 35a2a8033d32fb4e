"""Other people's strings through every door and out of every exit: they stay words, and nothing of them runs."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import openpyxl
import pytest
from papermill.translators import PythonTranslator
from typer.testing import CliRunner

from nkdata.charts import policy as draw_policy
from nkdata.charts.chart import Chart
from nkdata.charts.damage import who_said_what as draw_who_said_what
from nkdata.cli import app
from nkdata.collection import Collection, open_collection
from nkdata.collection.export import export
from nkdata.collection.folder import Folder
from nkdata.collection.foreign import plain_cell, visible
from nkdata.collection.ingest import ingest
from nkdata.collection.search import Index
from nkdata.collection.snapshot import Snapshot
from nkdata.errors import BadParameter, NkdataError, shown
from nkdata.model import Article
from nkdata.questions.answers import Answer
from nkdata.questions.damage import who_said_what
from nkdata.questions.figures import figures
from nkdata.questions.policy import article_record
from nkdata.questions.policy_tellings import policy_tellings
from nkdata.questions.sourcing import source_statement
from nkdata.questions.statements import claims_answer, events_answer
from nkdata.reading import read_articles
from nkdata.reading.record import words as as_line
from nkdata.reference import load
from nkdata.reference.load import Reference, Tables
from nkdata.reporting import run
from nkdata.reporting.besides import workbook
from nkdata.reporting.inputs import from_collection
from nkdata.reporting.page import Block, Page, Part, page
from nkdata.reporting.panel import TEMPLATES, in_words, show, templates
from nkdata.reporting.parameters import assigned
from nkdata.reporting.shelf import ATOM, Run, feed
from nkdata.review.log import Entry, append, target_of
from nkdata.workbench import pages
from nkdata.workbench.desk import Desk
from nkdata.workbench.state import View, call
from tests.hostile import strings, written
from tests.reporting.test_page import Outline
from tests.reporting.test_parameters import DECLARED
from tests.test_browser import Seen

NAMES = strings()
AT = "2020-08-19T06:00:00Z"
PACKAGE = Path(run.__file__).parents[1]
RUNS = {"script", "img", "iframe", "object", "embed", "form", "base", "input", "button", "audio", "video"}
FORMULA = re.compile(r"\s*[=+\-@\uff1d]")


@dataclass(frozen=True)
class Out:
    """What came of it: what was read, the collection, what was refused, the page and the notebooks' HTML."""

    read: list[Article]
    held: Collection
    refused: list[str]
    snapshot: Snapshot
    page: Page
    panels: list[str]
    words: str


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Out:
    """Everything through the doors: articles, corrections, reference rows; and the page on it."""
    folder = tmp_path_factory.mktemp("hostile")
    written(folder / "articles")
    refused: list[NkdataError] = []
    found = list(read_articles([str(folder / "articles")], refused=refused.append))
    ingest(covering(found), Folder(folder / "held"), at=AT, refused=refused.append, jobs=1)
    held = open_collection(folder / "held")
    append(held.folder, *corrections(held))
    snapshot = from_collection(folder / "held", None, None, None)()
    tables = own_rows(folder / "own")
    warnings.filterwarnings("ignore", "Glyph")  # a browser draws what the measuring font lacks
    charts: list[Chart | Answer] = [
        claims_answer(snapshot, tables), events_answer(snapshot), source_statement(snapshot, tables),
        draw_who_said_what(who_said_what(figures(snapshot, tables), "2020-08-flood")),
        draw_policy.article_record(article_record(snapshot, tables)),
        draw_policy.tellings(policy_tellings(snapshot, tables)),
        draw_policy.known_events(policy_tellings(snapshot, tables)),
    ]  # fmt: skip
    drawn = [show(chart, snapshot) for chart in charts]
    part = Part("all", "All", tuple(Block(panel=one.panel) for one in drawn))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nkdata.reporting.page.LISTED", len(snapshot.articles))  # every title on the page
        whole = page([part], snapshot, tables.sources())
    return Out(
        found, held, [str(one) for one in refused], snapshot, whole,
        [one._repr_mimebundle_()["text/html"] for one in drawn], "".join(in_words(chart) for chart in charts),
    )  # fmt: skip


def covering(found: list[Article]) -> Iterator[Article]:
    """One article of each reader and name, another reader for each next string: behind the doors all are alike.

    Every string stands in at least one text and as the source, title and address of an article; every reader brings
    at least eight in.
    """
    for number, words in enumerate(NAMES.values()):
        alike = [one for one in found if one.source == as_line(words)]
        yield from dict.fromkeys(alike[(number + step) % len(alike)] for step in range(2))


def corrections(held: Collection) -> Iterator[Entry]:
    """Each string as what a person says of some claim: who, where, in which words, and by name."""
    rows = cycle(held.claims(metric="people_killed").to_dict("records"))
    for words, row in zip(NAMES.values(), rows, strict=False):
        said = visible(words) if "\ud83d" in words else words  # half a character is refused, as a test below shows
        yield Entry(
            AT, said, "correct", "claim", target_of(row), {"claimant_name": said, "place_name": said}, note=said
        )


def own_rows(folder: Path) -> Reference:
    """Reference tables with each string as a source and as the note, claimant and place of a figure."""
    folder.mkdir()
    sources, figures = [], []
    for number, words in enumerate(NAMES.values()):
        said = visible(words)
        source = {"title": said, "publisher": said, "url": said, "accessed_via": said, "published": "2020-08-18"}
        figure = {"metric": "people_killed", "value": str(number), "bound": "exact", "unit": "person", "place": said,
                  "claimant": said, "as_of": "2020-08-18", "confidence": "verified", "assertion": "announced",
                  "note": said}  # fmt: skip
        sources.append(source | {"source_id": f"own-{number}", "reliability": "D"})
        ids = {"claim_id": f"own-{number}", "disaster_id": "2020-08-flood", "source_id": f"own-{number}"}
        figures.append(figure | ids)
    for name, rows in (("sources_floods", sources), ("disaster_claims", figures)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            table = csv.DictWriter(lines, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    return Reference(Tables(load.FOLDER, folder))


# doors


def test_there_are_strings_of_every_kind_each_with_its_reason() -> None:
    with (Path(__file__).parent / "hostile_strings.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 40
    assert len({row["string"] for row in rows}) == len({row["name"] for row in rows}) == len(rows)
    assert all(row["reason"] for row in rows)


def test_every_string_gets_in_by_every_door_or_is_refused_in_one_line(out: Out) -> None:
    readers = Counter(one.reader for one in out.read)
    assert {*readers} == {"text", "html", "markdown", "csv", "json lines"}
    assert min(readers.values()) >= 40
    held = out.held.articles()
    assert {as_line(words) for words in NAMES.values()} <= {*held["source"]}
    assert {*held["reader"]} == {*readers}
    assert held["reader"].value_counts().min() >= 8
    assert all("\n" not in shown(line) and "; " in line for line in out.refused)
    assert len(out.refused) <= 20
    assert {visible(words)[:40] for words in out.snapshot.claims["claimant_name"].dropna()} & {
        NAMES["script"][:40], NAMES["formula"][:40], NAMES["jinja"][:40]
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_as_a_parameter_it_is_refused_or_a_plain_text(name: str) -> None:
    words = NAMES[name]
    for given in ((words, "x"), ("flood", words), ("as_of", words), ("rows", words), ("names", words)):
        with pytest.raises(BadParameter) as raised:
            assigned([given], DECLARED)
        assert shown(str(raised.value)).isprintable()
    if name != "surrogate":  # no notebook, which is a file, can hold it
        (made,) = ast.parse(PythonTranslator.codify({"article": words})).body
        assert isinstance(made, ast.Assign)
        assert ast.literal_eval(made.value) == words
    (made,) = ast.parse(call(View(place=words, claimant=words), data=words)).body[-1:]
    assert isinstance(made, ast.Assign)


def test_half_a_character_is_no_correction(out: Out) -> None:
    before = out.held.folder.read("review.jsonl")
    row = out.held.claims(metric="people_killed").to_dict("records")[0]
    with pytest.raises(BadParameter, match="half a character"):
        append(out.held.folder, Entry(AT, "kim", "note", "claim", target_of(row), note="\ud83d"))
    assert out.held.folder.read("review.jsonl") == before


# exits


def inert(html: str) -> Outline:
    """The outline of HTML in which nothing can run, load, or lead away."""
    found = Outline(html)
    assert not RUNS & {*found.tags}
    assert (found.handlers, found.sources) == ([], [])
    assert [
        link for link in found.links if not re.match(r"#|https?://|data:text/csv|data/|latest/|runs/|feed.xml", link)
    ] == []
    return found


def test_the_page_holds_them_as_words(out: Out) -> None:
    found = inert(out.page.html)
    assert [tag for tag in found.tags if tag in ("style", "meta", "link", "title")].count("style") == 1
    assert found.tags.count("meta") == (TEMPLATES / "page.html.j2").read_text(encoding="utf-8").count("<meta")
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\uffff]", out.page.html) == []
    seen = unescape(out.page.html)
    for name in ("script", "jinja", "jinja-comment", "format", "mathtext", "entity", "shell"):
        assert NAMES[name] in seen, name


def test_notebooks_hold_them_as_words(out: Out) -> None:
    for html in out.panels:
        inert(html)
    assert NAMES["jinja"] in out.words


def cells(text: str) -> Iterator[str]:
    yield from (one for row in csv.reader(io.StringIO(text, newline="")) for one in row)


def test_no_spreadsheet_finds_a_formula(out: Out, tmp_path: Path) -> None:
    export(out.held, tmp_path / "out", texts=True)
    csv.field_size_limit(1_000_000)
    inside = [unquote(unescape(one)) for one in re.findall(r'"data:text/csv[^,]*,([^"]*)"', out.page.html)]
    files = [path.read_bytes().decode() for path in (tmp_path / "out").glob("*.csv")]
    beside = [text for name, text in out.page.files.items() if name.endswith(".csv")]
    texts = [*beside, *inside, *files]
    assert len(texts) >= 9
    held = [one for text in texts for one in cells(text)]
    assert [one for one in held if FORMULA.match(one) and not re.fullmatch(r"[+-]?[\d.,]+", one)] == []
    assert f"'{NAMES['formula']}" in held


def test_no_workbook_holds_a_formula_nor_a_link_that_is_code(out: Out, tmp_path: Path) -> None:
    workbook(out.snapshot, tmp_path / "a.xlsx")
    held = [cell for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx") for line in sheet.rows for cell in line]
    assert {cell.data_type for cell in held if isinstance(cell.value, str)} == {"s"}
    assert NAMES["formula"] in {cell.value for cell in held}
    assert {cell.hyperlink.target.partition(":")[0] for cell in held if cell.hyperlink} <= {"http", "https"}


def test_what_lies_beside_the_page_can_be_read_and_holds_them_as_words(out: Out) -> None:
    for name, text in out.page.files.items():
        if name.endswith(".svg"):
            assert not RUNS & {str(node.tag).rpartition("}")[2] for node in ElementTree.fromstring(text).iter()}
        if name.endswith(".json"):
            json.loads(text)
    held = [Run(f"run-{name}", words, "2020-08-18", AT) for name, words in NAMES.items()]
    titles = [one.findtext("{*}title") for one in ElementTree.fromstring(feed(held, "shelf")).iter(f"{{{ATOM}}}entry")]
    assert NAMES["script"] in titles
    inert(templates().get_template("index.html.j2").render(runs=held, feed="feed.xml"))


@pytest.mark.parametrize(
    ("cell", "made"),
    [
        ("=1+1", "'=1+1"), (" =1+1", "' =1+1"), ("\t@SUM(1)", "'\t@SUM(1)"), ("＝1", "'＝1"), ("-a", "'-a"),
        ("-2+3", "'-2+3"), ("-2", "-2"), ("+1,200.5", "+1,200.5"), ("-3 %", "-3 %"), ("a=1", "a=1"), (-2, -2),
        (None, None),
    ],
)  # fmt: skip
def test_a_cell_stays_text_and_a_number_a_number(cell: object, made: object) -> None:
    assert plain_cell(cell) == made


def test_annotations_name_no_address_that_is_code(out: Out, tmp_path: Path) -> None:
    export(out.held, tmp_path / "out")
    lines = (tmp_path / "out" / "annotations.jsonl").read_text(encoding="utf-8").split("\n")
    sources = {json.loads(line)["target"]["source"] for line in lines if line}
    assert [one for one in sources if not one.startswith(("http://", "https://", "urn:nkdata:"))] == []


def test_the_workbench_holds_them_as_words(out: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 20)
    desk = Desk(collection=out.held.path)
    rows = desk.rows(View())
    for article, row in zip(rows.rows["article_id"].unique()[:8], rows.rows.to_dict("records"), strict=False):
        told = {str(name): cell for name, cell in row.items()}
        inert(pages.article(desk.reading(str(article)), None, told))
    own = {"div", "table", "thead", "tbody", "tr", "th", "td", "button", "p"}  # p: which rows are shown
    assert {*Outline(pages.grid(rows.rows, "claims")).tags} == own


@pytest.mark.parametrize(
    "given",
    [["search", "killed"], ["search", "killed", "--by-month"], ["stories"], ["verify"],
     ["review", "list"], ["review", "log"]],
    ids=" ".join,
)  # fmt: skip
def test_a_terminal_obeys_nothing_of_what_is_printed(out: Out, given: list[str]) -> None:
    done = CliRunner().invoke(app, [*given, "--collection", out.held.path])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.output) == []


def test_json_on_a_terminal_says_the_same(tmp_path: Path) -> None:
    text = "\x9b31m Floods killed 4 people in Anju, \u202eKCNA\u2069 said.\x1b[2J"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["extract", str(tmp_path / "a.txt")])
    assert done.output.strip().isprintable()
    assert text[1:4] in done.output
    assert not any(code in done.output for code in "\x9b\x1b\u202e\u2069")
    json.loads(done.output)


def test_a_log_is_one_printable_line_for_each_thing_told(tmp_path: Path) -> None:
    tell = run._log(tmp_path)
    for words in NAMES.values():
        tell(words)
    lines = (tmp_path / "run.log").read_text(encoding="utf-8").split("\n")
    assert len(lines) == len(NAMES) + 1
    assert all(line.isprintable() for line in lines)


# a collection of a stranger


def test_nothing_of_a_strangers_collection_runs(out: Out, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = tmp_path / "theirs"
    ingest(
        read_articles([str(Path(out.held.path).parent / "articles" / "script.txt")]), Folder(held), at=AT,
        refused=print, jobs=1,
    )  # fmt: skip
    marker = "import pathlib; pathlib.Path('nkdata-escaped').touch()\n"
    for name in ("conftest.py", "sitecustomize.py", "nkdata.py", "pandas.py", "index/search.pickle", "Untitled.ipynb"):
        (held / name).parent.mkdir(exist_ok=True)
        (held / name).write_text(marker, encoding="utf-8")
    (held / "index" / "search.sqlite").write_bytes(b"\x80\x04cos\nsystem\n(S'touch nkdata-escaped'\ntR.")
    monkeypatch.chdir(held)
    opened = open_collection(held)
    assert opened.count("articles") == 1
    with Index(opened) as index:
        assert len(index.search("killed"))
    assert len(from_collection(held, None, None, None)().articles) == 1
    assert list(tmp_path.rglob("*escaped*")) == []


SUSPECT = re.compile(
    r"\b(eval|exec\w*|__import__|c?[Pp]ickle|dill|joblib|marshal|shelve|unsafe_load|full_load|read_pickle|system|popen)\b"
    r"|\bTemplate\b|from_string|shell=|yaml\.load|(?<!\.)\bcompile\("
)


def calls(path: Path) -> Iterator[str]:
    """Everything that a module calls, as written; nothing of one that has none of the words."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source if SUSPECT.search(source) else "")):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func) + "".join(f" {one.arg}" for one in node.keywords if one.arg == "shell")


HARMFUL = re.compile(
    r"eval|exec|compile|__import__|(c?[Pp]ickle|dill|joblib|marshal|shelve)\.\w+|yaml\.(unsafe_|full_)?load|.* shell"
    r"|os\.(system|popen|exec\w+)|\w+\.read_pickle|Template|.*from_string"
)


def test_the_package_calls_nothing_that_runs_what_it_reads() -> None:
    assert [one for one in ("yaml.load", "subprocess.run shell", "eval") if not HARMFUL.fullmatch(one)] == []
    modules = PACKAGE.rglob("*.py")
    assert [(path.name, one) for path in modules for one in calls(path) if HARMFUL.fullmatch(one)] == []


RAN = """() => [document.title, document.querySelectorAll('script, iframe, img, form, base').length,
  getComputedStyle(document.body).display, document.querySelectorAll('style').length]"""


@pytest.mark.browser
def test_a_browser_runs_and_asks_for_nothing(out: Out, tmp_path: Path, browser: Any) -> None:
    """With its own content policy, and with that taken away: the words themselves are harmless."""
    (tmp_path / "page.html").write_text(out.page.html, encoding="utf-8")
    (tmp_path / "bare.html").write_text(re.sub(r'<meta http-equiv="Content-Security[^>]*>', "", out.page.html), "utf-8")
    for name in ("page.html", "bare.html"):
        met = Seen(browser, (tmp_path / name).as_uri(), 1280)
        title, running, display, styles = met.page.evaluate(RAN)
        assert title.startswith("Report on ")
        assert (running, display, styles) == (0, "block", 1)
        assert [url for url in met.asked if not url.startswith("data:")] == [(tmp_path / name).as_uri()]
        assert met.complaints == []
        assert met.page.evaluate("document.documentElement.scrollWidth") <= 1280
