"""Articles as services hand them out, wrapped in answers and objects, are read without naming a field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.errors import NkdataError
from nkdata.reading.articles import read_articles
from nkdata.reading.wrapped import flat, rows

TEXT = "Floods destroyed 310 homes in Anbyon County, an official said.\nNobody was hurt."
MARKED = "<p>Floods destroyed 310 homes in Anbyon County, an official&nbsp;said.</p>\n<p>Nobody was hurt.</p>"
URL = "https://a.example/1"
FORMS: dict[str, Any] = {
    "JSON Feed": {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Desk",
        "authors": [{"name": "Kim"}, {"name": "Lee"}],
        "items": [{"id": "1", "url": URL, "title": "Anbyon", "content_html": MARKED, "date_published": "2020-08-18"}],
    },
    "WordPress": [
        {
            "id": 17, "date": "2020-08-18T09:00:00", "link": URL, "site": "Desk", "guid": {"rendered": "g17"},
            "title": {"rendered": "Anbyon"}, "content": {"rendered": MARKED, "protected": False}, "tags": [1, 2],
        }
    ],
    "ReliefWeb": {
        "href": "https://api.example/reports",
        "totalCount": 1,
        "data": [
            {
                "id": "4",
                "score": 1,
                "fields": {
                    "title": "Anbyon", "body": TEXT, "url": URL, "date": {"created": "2020-08-18T00:00:00+00:00"},
                    "source": [{"name": "Desk", "shortname": "D"}], "language": [{"code": "en"}],
                },
            }
        ],
    },
    "NewsAPI": {
        "status": "ok",
        "articles": [
            {
                "source": {"id": None, "name": "Desk"}, "title": "Anbyon", "url": URL, "content": TEXT,
                "publishedAt": "2020-08-18T01:00:00Z",
            }
        ],
    },
    "Guardian": {
        "response": {
            "status": "ok",
            "results": [
                {
                    "id": "w/1", "webTitle": "Anbyon", "webUrl": URL, "webPublicationDate": "2020-08-18T01:00:00Z",
                    "source": "Desk", "fields": {"body": MARKED, "trailText": "Floods"},
                }
            ],
        }
    },
    "Elasticsearch": {
        "hits": {
            "total": {"value": 1},
            "hits": [
                {
                    "_id": "9",
                    "_source": {"text": TEXT, "title": "Anbyon", "url": URL, "date": "18/8/2020", "outlet": "Desk"},
                }
            ],
        }
    },
    "trafilatura": {
        "title": "Anbyon", "hostname": "a.example", "sitename": "Desk", "date": "2020-08-18", "text": TEXT,
        "source": URL,
    },
    "news-please": [
        {"maintext": TEXT, "title": "Anbyon", "url": URL, "date_publish": "2020-08-18 09:00:00", "source_name": "Desk"}
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_an_article_is_found_in_what_a_service_wraps_around_it(tmp_path: Path, form: str) -> None:
    path = tmp_path / "saved.json"
    path.write_text(json.dumps(FORMS[form]), encoding="utf-8")
    (one,) = read_articles([path])
    assert (one.text, one.title, one.url, one.source) == (TEXT, "Anbyon", URL, "Desk")
    assert one.published == "2020-08-18"


def test_a_list_without_articles_is_refused_by_what_its_rows_hold(tmp_path: Path) -> None:
    path = tmp_path / "links.json"
    path.write_text(json.dumps({"articles": [{"url": URL, "seendate": "20200818T010000Z"}]}), encoding="utf-8")
    with pytest.raises(NkdataError, match="no field with the article's text; its fields are url, seendate"):
        list(read_articles([path]))


def test_a_field_named_once_is_found_within(tmp_path: Path) -> None:
    held = {"answer": [{"n": 1, "attributes": {"inhalt": TEXT}}]}
    assert [flat(row, "inhalt")["inhalt"] for row in rows(held, "inhalt") if isinstance(row, dict)] == [TEXT]


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
NAMES = st.sampled_from(["text", "content", "fields", "items", "source", "name", "rendered", "a"])
TREES = st.recursive(PLAIN, lambda held: st.lists(held, max_size=3) | st.dictionaries(NAMES, held, max_size=3))


@given(TREES)
def test_whatever_json_holds_its_rows_are_its_own(tree: Any) -> None:
    found = rows(tree)
    assert found is tree if isinstance(tree, list) else found
    for row in found:
        if isinstance(row, dict):
            assert set(flat(row)) <= {
                *row,
                "url",
                *(name for value in row.values() if isinstance(value, dict) for name in value),
            }
