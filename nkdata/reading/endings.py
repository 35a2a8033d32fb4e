"""What exports and agencies leave in a text that is no text: marks for paragraphs, end marks, credit lines.

Nothing before the end changes its place: a mark becomes an empty line and as many blanks as it had characters.
"""

from __future__ import annotations

import re

ENDING = r"""[.:?!)"'”’]"""
MARK = re.compile(rf",(?:\s*,)+\s*|(?:(?<={ENDING})|(?<={ENDING}\s)),\s{{2,}}")  # `. , ,  On Monday`: R's paragraphs
TAIL = ", , , ,"
END = re.compile(r"(?:-0-|#[ ]?#[ ]?#)\s*$")
WORK = r"(?:additional\s+|further\s+)?(?:reporting|writing|editing|compiled|translated)"
CREDIT = re.compile(
    rf"\n[ ]*(?:[(—]?{WORK}(?:\s+and\s+{WORK})?\s+by\s[^\n]{{3,600}}|\({WORK}\s[^\n]{{3,600}}\sby\s[^\n]+\))\s*$", re.I
)

# Headings whose list of links is gone, and the line that Reuters sets under every page.
LEFT = re.compile(
    r"\n\s*(?:related|read more|see also|our standards: the thomson reuters trust principles)[.:]?\s*$", re.I
)


def cut(text: str) -> str:
    """The text without them; a text that is nothing else stays as it is."""
    found = text
    if "\n" not in text.strip() and (text[-12:].rstrip().endswith(TAIL) or text.count(", ,  ") > 1):
        found = MARK.sub(lambda mark: "\n\n".ljust(len(mark[0])), text).rstrip()
    found = found[:-20] + END.sub("", found[-20:]).rstrip() if END.search(found[-20:]) else found
    while credit := CREDIT.search(found[-3000:]) or LEFT.search(found[-3000:]):
        found = found[: len(found) - len(found[-3000:]) + credit.start()].rstrip()
    return found if found.strip() else text
