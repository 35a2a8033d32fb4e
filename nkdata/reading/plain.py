"""Plain text: the whole file is the article, a first line set apart its headline."""

from __future__ import annotations

from nkdata.reading.record import Record

LONGEST_HEADLINE = 200
ENDS_OF_SENTENCES = tuple(".:;。")


def read(text: str) -> Record:
    """The article; its text is the file's, character for character."""
    return Record(text=text, title=headline(text))


def headline(text: str) -> str | None:
    """A short first line with an empty line below it that does not end as a sentence does, else None."""
    first, _, rest = text.lstrip("\n").partition("\n")
    first = first.strip().lstrip("#").strip()
    apart = rest.split("\n", 1)[0].strip() == "" and bool(rest.strip())
    if not apart or not 0 < len(first) <= LONGEST_HEADLINE or first.endswith(ENDS_OF_SENTENCES):
        return None
    return first
