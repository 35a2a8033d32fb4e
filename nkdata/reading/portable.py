"""PDF with text in it: the lines of its pages joined to paragraphs.  Needs the extra `pdf`."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable

from nkdata.errors import UnreadableArticle
from nkdata.reading.record import Record, optional, words

PAGES = 1000
ENDS = tuple(".!?:;。”\"’')")
SHORT = 0.8  # of the longest line: a line that ends a sentence and is shorter ends a paragraph


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF."""
    return data.startswith(b"%PDF-")


def read(data: bytes, where: str) -> Record:
    """The article; its title where the file names one.  The day on which the file was made is not taken for its day.

    Raises UnreadableArticle where it is encrypted, damaged, too long, or a picture of pages.
    """
    pypdf = optional("pypdf", "pdf", where, "a PDF")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it notices of a file is told once, below
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted:
            raise UnreadableArticle(where, "an encrypted PDF", "save its text as a .txt file in UTF-8")
        if len(document.pages) > PAGES:
            raise UnreadableArticle(where, f"a PDF of more than {PAGES:,} pages", "save the pages that matter")
        text = "\n\n".join(_paragraphs(page.extract_text().splitlines()) for page in document.pages)
        title = words(document.metadata.title) if document.metadata else None
    except UnreadableArticle:
        raise
    except Exception as error:  # pypdf lets whatever the file provokes through
        raise UnreadableArticle(where, f"not a readable PDF ({error})", "save its text as a .txt file") from error
    if not text.strip():
        raise UnreadableArticle(where, "a PDF without text, perhaps of scanned pages", "copy its text into a .txt file")
    return Record(text=text.strip() + "\n", title=title, reader="pdf")


def _paragraphs(lines: Iterable[str]) -> str:
    """Lines joined as far as one sentence runs over them."""
    held = [" ".join(line.split()) for line in lines]
    longest = max((len(line) for line in held), default=0)
    text = ""
    for line in held:
        if not line:
            text = text.rstrip() + "\n\n"
        elif line.endswith(ENDS) and len(line) < SHORT * longest:
            text += line + "\n"
        elif line.endswith("-"):
            text += line
        else:
            text += line + " "
    return text.strip()
