import json
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from nkdata.questions.answers import Answer
from nkdata.reporting.citing import Edition, bibtex, citation, csl, files
from nkdata.reporting.panel import Panel, panel
from nkdata.reporting.quoting import at_sentence
from nkdata.reporting.svg import standing_alone
from tests import handmade

EDITION = Edition("Report on “Rain in Unpha”", "2020-08-18", "nkdata 0.1.0 rules abc", "0123456789abcdef")


def titled(title: str) -> Panel:
    chart = handmade.chart()
    return panel(Answer("demo", title, "Source: a page.", chart.table))


def test_a_citation_names_title_place_day_and_version() -> None:
    cited = citation(titled("5 homes fell"), "Chart 3", EDITION)
    assert cited == (
        "“5 homes fell.” Chart 3 in “Report on ‘Rain in Unpha’”, as of 2020-08-18. "
        "Made by nkdata 0.1.0 rules abc, inputs 0123456789ab."
    )
    assert "undated" in citation(titled("5"), "Table 1", Edition("Report", "", "nkdata"))


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("40 % of R&D, #1", r"40 \% of R\&D, \#1"), ("a_b {c} $5", r"a\_b \{c\} \$5"),
        ("~30 ^ \\x", r"\textasciitilde{}30 \textasciicircum{} \textbackslash{}x"), ("Nampo–Sariwŏn", "Nampo–Sariwŏn"),
    ],
)  # fmt: skip
def test_bibtex_obeys_no_mark_of_a_title(title: str, written: str) -> None:
    made = bibtex([titled(title)], {"demo": "Table 1"}, EDITION)
    assert f"  title = {{{{{written}}}}}," in made
    assert made.startswith("@misc{nkdata-demo-2020-08-18,\n")
    assert "  year = {2020}," in made


def test_csl_has_kind_day_and_version() -> None:
    (item,) = csl([titled("5 homes")], {"demo": "Chart 2"}, EDITION)
    assert (item["type"], item["title"], item["issued"]) == ("figure", "5 homes", {"date-parts": [[2020, 8, 18]]})
    assert "issued" not in csl([titled("5")], {"demo": "Table 2"}, Edition("Report", "", "nkdata"))[0]


def test_a_drawing_by_itself_leads_to_the_page_and_fetches_nothing() -> None:
    made = panel(handmade.chart())
    root = ElementTree.fromstring(standing_alone(made.svg, ""))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    hrefs = {node.get("href", "") for node in root.iter("{http://www.w3.org/2000/svg}a")}
    assert hrefs == {"../report.html#ev-c0", "../report.html#ev-c1"}
    assert all(node.get("href", "").startswith("#demo-") for node in root.iter("{http://www.w3.org/2000/svg}use"))


@pytest.mark.parametrize(
    ("url", "sentence", "address"),
    [
        ("https://e.org/a", "Two homes fell.", "https://e.org/a#:~:text=Two%20homes%20fell."),
        ("https://e.org/a#top", "A, B & C-D", "https://e.org/a#top:~:text=A%2C%20B%20%26%20C%2DD"),
        ("https://e.org/a", "a b c d e f\ng h i", "https://e.org/a#:~:text=a%20b%20c%20d,f%20g%20h%20i"),
        ("https://e.org/a", " ", "https://e.org/a"),
        ("", "Two homes fell.", ""),
    ],
)
def test_an_address_leads_to_the_sentence(url: str, sentence: str, address: str) -> None:
    assert at_sentence(url, sentence) == address


def test_beside_a_chart_lie_its_rows_what_they_are_and_its_footnote() -> None:
    made = panel(handmade.chart())
    found = files([made], {"demo": "Chart 1"}, EDITION, "")
    told = json.loads(found["data/demo.json"])
    assert told["sha256"] == sha256(found["data/demo.csv"].encode()).hexdigest()
    assert found["data/demo.csv"].startswith(",".join(told["columns"]) + "\n")
    assert made.terms.startswith("Tables of ")
    assert found["figures/demo.txt"] == f"{told['cite']}\n{made.source}\n{made.terms}\n"


def test_every_chart_of_the_report_can_be_cited_and_pasted(published: Path) -> None:
    page = (published / "report.html").read_text(encoding="utf-8")
    keys = re.findall(r"@misc\{(.+),", (published / "citations.bib").read_text(encoding="utf-8"))
    items = json.loads((published / "citations.json").read_text(encoding="utf-8"))
    beside = {"evidence"}  # the tellings that a heading leaves out: no chart or table of the page
    names = {path.stem for path in (published / "data").glob("*.csv")} - beside
    assert keys == [item["id"] for item in items]
    assert len(set(keys)) == len(keys) == len(names) == page.count("Cite: “")
    drawn = {path.stem for path in (published / "figures").glob("*.svg")}
    assert len(drawn) == page.count("<svg ")
    assert drawn == {path.stem for path in (published / "figures").glob("*.txt")} <= names
    for link in re.findall(r"https?://[^\"]*#:~:text=[^\"]*", page):
        ends = [" ".join(unquote(end).split()) for end in link.partition("text=")[2].split(",")]
        assert all(ends), link
