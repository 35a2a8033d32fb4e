"""A saved web page: its main text, without menus, related stories and advertisements."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from nkdata.errors import UnreadableArticle
from nkdata.reading.language import tag
from nkdata.reading.published import told
from nkdata.reading.record import Record

PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
NAME = re.compile(r"<(title|h1)\b[^>]*>([^<]+)<", re.I)
LANGUAGE = re.compile(r"""<html[^>]*\slang\s*=\s*["']?([\w-]+)""", re.I)
DATES = {  # the day as the page's own markup has it: no search in running text, and no clock
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%d",
    "max_date": "2100-01-01",
}


def is_page(text: str) -> bool:
    """Whether a text is a whole HTML page."""
    return PAGE.match(text) is not None


def read(text: str, where: str) -> Record:
    """The article: main text by trafilatura, its metadata for title, day, publisher and address.

    Raises UnreadableArticle where the page holds no running text, as when scripts build it in the browser.
    """
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        text, include_comments=False, with_metadata=True, date_extraction_params=DATES
    )
    if found is None or not (found.text or "").strip():
        raise UnreadableArticle(
            where, "a web page without running text", "copy the text from the browser into a .txt file"
        )
    declared = LANGUAGE.search(text[:5000])
    return Record(
        text=found.text,
        title=_headline(text) or _without_site(found.title, found.sitename),
        published=told(found.date),
        source=found.sitename,
        language=tag(declared[1]) if declared else None,
        url=found.url,
        licence=found.license or None,
        reader="html",
    )


def _without_site(title: str | None, site: str | None) -> str | None:
    """A title without the site's name behind a dash or bar."""
    if not title or not site:
        return title
    return re.sub(rf"\s+[-\u2013\u2014|]\s+{re.escape(site)}\s*$", "", title) or title


def _headline(text: str) -> str | None:
    """What the page is called both in its `title` and in its first heading: its metadata may name the site alone."""
    first: dict[str, str] = {}
    for tag_name, told_as in NAME.findall(text):
        first.setdefault(tag_name.lower(), " ".join(unescape(told_as).split()))
    return first["h1"] if first.get("h1") and first.get("h1") == first.get("title") else None
