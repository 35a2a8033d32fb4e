"""Real archives, read in place where they are at hand: numbers, days, languages and titles as their notes say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nkdata.errors import NkdataError
from nkdata.model import Article
from nkdata.reading import read_articles

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the development corpora are not beside this checkout")


def read(name: str) -> tuple[list[Article], list[str]]:
    refused: list[NkdataError] = []
    found = list(read_articles([CORPORA / name], refused=refused.append))
    assert all(article.text.strip() and article.content_hash for article in found)
    assert len({article.id for article in found}) == len(found)
    return found, [f"{error.where.removeprefix(str(CORPORA))}: {error.found}" for error in refused]


def test_csv_with_missing_stories_and_two_languages() -> None:
    found, refused = read("kcna_2011_2012")
    assert [line.split(" (")[0] for line in refused] == [
        "/kcna_2011_2012/KCNA_2011.csv: 353 without text",
        "/kcna_2011_2012/KCNA_2012.csv: 398 without text",
    ]
    assert 9250 <= len(found) <= 9300  # 10,051 rows, 751 without a story, some twice
    days = sorted(article.published for article in found if article.published)
    assert len(days) == len(found)
    assert (days[0], days[-1]) == ("2011-07-01", "2012-11-30")
    languages = Counter(article.language for article in found)
    assert set(languages) == {"en", "es"}
    assert 1100 <= languages["es"] <= 1125  # 87 of them are told to be English
    assert all(article.url and article.reader == "csv" for article in found)
    assert sum(article.title is None for article in found) == 52  # told as NA
    assert not [article.id for article in found if ", ," in article.text or article.text.endswith((",", " "))]
    assert sum("\n\n" in article.text for article in found) > 8000


def test_json_snapshots_with_epoch_days() -> None:
    found, refused = read("kcna_json")
    assert sum(int(line.split(": ")[1].split()[0]) for line in refused) == 226
    again: list[str] = []
    list(read_articles([CORPORA / "kcna_json"], refused=lambda error: None, repeated=again.append))
    assert len(found) + len(again) == 1437 - 226
    assert {article.published_how for article in found} == {"metadata"}
    assert min(article.published or "" for article in found) == "2024-01-01"
    assert all("\\/" not in (article.url or "") for article in found)
    assert max(article.published or "" for article in found) == "2024-11-10"
    assert not [article.id for article in found if "-0-" in article.text]
    links = Counter(article.url for article in found)
    assert sum(count > 1 for count in links.values()) >= 5  # a later correction under the same link is kept
    assert len({(article.url, article.title, article.text) for article in found}) == len(found)


def test_posts_with_front_matter() -> None:
    found, refused = read("reposts_2016")
    assert (len(found), refused) == (230, [])
    assert all(article.title and "&#" not in article.title and article.published for article in found)
    assert not [article.id for article in found if "[ad_" in article.text or "midArticle" in article.text]
    assert not [article.id for article in found if article.text.rstrip().endswith("\nSource")]
    assert not [article.id for article in found if "Reporting by" in article.text or "Editing by" in article.text]
    days = sorted(article.published or "" for article in found)
    assert (days[0], days[-1]) == ("2016-01-11", "2016-07-17")


def test_speeches_in_korean() -> None:
    found, refused = read("speeches_ko")
    assert (len(found), refused) == (53, [])
    assert {article.language for article in found} == {"ko"}
    assert {article.published_how for article in found} == {"unknown"}
    assert not [article.id for article in found if "\r" in article.text]


def test_saved_pages_without_menus_and_related_news() -> None:
    found, refused = read("html_pages")
    assert [line.split(": ")[1] for line in refused] == ["a web page without running text"]
    assert len(found) == 8
    days = {article.id.split("_")[0]: article.published for article in found}
    assert (days["jp"], days["us"], days["za"], days["kr"]) == ("2024-10-13", "2023-04-25", "2025-05-03", "2025-06-04")
    assert {article.language for article in found} == {"en", "ko"}
    assert all(len(article.text) < 13_000 for article in found)
