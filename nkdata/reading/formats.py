"""Which format bytes are in, told by what they hold and never by a file's name."""

from __future__ import annotations

from collections.abc import Iterator

from nkdata.errors import UnreadableArticle
from nkdata.reading import feed, mail, markdown, plain, portable, records, spreadsheet, webpage
from nkdata.reading.decoding import decode
from nkdata.reading.record import Fields, Record, Refuse


def read(data: bytes, where: str, fields: Fields, refuse: Refuse) -> tuple[bool, Iterator[Record]]:
    """Whether these bytes are one article, and the article or articles in them.

    Raises UnreadableArticle where they hold none, at once or while they are read.
    """
    if portable.is_pdf(data):
        return True, iter([portable.read(data, where)])
    if spreadsheet.is_spreadsheet(data):
        return False, spreadsheet.read(data, where, fields, refuse)
    if mail.is_mailbox(data):
        return False, mail.read_mailbox(data, where, refuse)
    if mail.is_mail(data):
        return True, iter([mail.read(data, where, refuse)])
    text = decode(data, where)
    if records.is_json(text):
        return False, records.read_json(text, where, fields, refuse)
    if feed.is_feed(text):
        return False, feed.read(text, where, refuse)
    if mark := records.delimiter(text, fields):
        return False, records.read_csv(text, where, fields, refuse, mark)
    return True, iter([_single(text, where)])


def _single(text: str, where: str) -> Record:
    """A text that is one article."""
    if markdown.has_front_matter(text):
        return markdown.read(text, where)
    if webpage.is_page(text):
        return webpage.read(text, where)
    if text.lstrip()[:9].lower().startswith(("<?xml", "<!doctype")):
        raise UnreadableArticle(where, "XML that is neither a web page nor a feed", "save its text as a .txt file")
    return plain.read(text)
