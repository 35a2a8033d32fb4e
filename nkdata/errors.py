"""Errors that a user can mend: each says where, what was found, and what to do, on one line."""

from __future__ import annotations


def shown(text: str) -> str:
    """A text with its control characters and marks of direction written out: `\\x1b` instead of an escape."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


class NkdataError(Exception):
    """Root of all errors shown to a user without a traceback.

    `where` names the file, option or cell; `found` what stood there; `remedy` what to do.
    """

    def __init__(self, where: str, found: str, remedy: str) -> None:
        self.where = where
        self.found = found
        self.remedy = remedy
        super().__init__(f"{where}: {found}; {remedy}")

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows below the cell that failed."""
        return [str(self)]

    def __reduce__(self) -> tuple[type[NkdataError], tuple[str, str, str]]:
        """Come whole out of another process."""
        return type(self), (self.where, self.found, self.remedy)


class UnreadableArticle(NkdataError):
    """A file holds no article that can be read: empty, binary, wrong encoding, wrong shape."""


class UnreadableCollection(NkdataError):
    """A folder holds no collection, or one that this version cannot read."""


class BadReferenceTable(NkdataError):
    """A reference table is missing, or breaks its own rules."""


class EmptyColumn(NkdataError):
    """A frame lacks a column that each of its rows needs, or has it empty in every row."""


class BadRuleTable(NkdataError):
    """A table of extraction rules is missing a column, or holds a row that cannot be used."""


class BadParameter(NkdataError):
    """A parameter of a command or notebook does not exist, or has a value that it cannot have."""


class NotPublished(NkdataError):
    """A notebook failed, or the page could not be written: what was published before stands."""


class Busy(NkdataError):
    """Another run holds the lock, or a run took longer than it may."""
