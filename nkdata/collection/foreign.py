"""Other people's words on their way out: cells that a spreadsheet takes for text, addresses that may be followed."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")  # the wide ones too: Excel takes them in East Asia
NUMBER = re.compile(r"[+-]?\d[\d,.]*\s?%?")

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # what no XML or HTML may hold


def visible(text: str) -> str:
    """A text that may be drawn and printed: a control code or half a character becomes U+FFFD, a tab a blank."""
    return UNSEEN.sub("\ufffd", text.replace("\t", " "))


def plain_cell(value: Any) -> Any:  # a cell of any type; all but text comes back as it is
    """A cell that no spreadsheet computes: a text that would be a formula gets an apostrophe in front."""
    formula = isinstance(value, str) and FORMULA.match(value) and not NUMBER.fullmatch(value)
    return f"'{value}" if formula else value


def safe_url(url: str) -> str:
    """An address that a page may link to: http or https, else empty."""
    try:
        return url if urlsplit(url).scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""
