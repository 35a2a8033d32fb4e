"""Marks and credit lines that are no text go, and all that stays keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.reading.endings import cut

CASES = [
    (
        'The dam held. , ,  "All is well," it said., ,  Homes were flooded.,  A road was cut. , , , , ,  , , , ,',
        'The dam held. \n\n   "All is well," it said.\n\n   Homes were flooded.\n\n A road was cut.',
    ),
    ("The dam held. -0-", "The dam held."),
    ("The dam held.\n\n# # #\n", "The dam held."),
    ("The dam held.\n(Reporting by A. Writer in Seoul; Editing by B. Reader)", "The dam held."),
    ("The dam held.\nAdditional reporting by A. Writer\nEditing by B. Reader\n", "The dam held."),
    ("The dam held.\nWriting and additional reporting by A. Writer in Dandong", "The dam held."),
    ("The dam held.\n(Reporting A. Writer in Seoul; Editing by B. Reader)", "The dam held."),
    ("The dam held.\nRelated", "The dam held."),
    ("The dam held.\nEditing by B. Reader\n\nRead more:\n", "The dam held."),
    ("The dam held.\nOur Standards: The Thomson Reuters Trust Principles.", "The dam held."),
    ("The dam held.\nThe two were related.", "The dam held.\nThe two were related."),
    ("Related", "Related"),
    ("Reporting by the North, on the dam,\nfell to 3 items.", "Reporting by the North, on the dam,\nfell to 3 items."),
    ("Officials, engineers,  soldiers and others came.", "Officials, engineers,  soldiers and others came."),
    ("Talks ended 2-0-1, it said.", "Talks ended 2-0-1, it said."),
    ("-0-", "-0-"),
]


@pytest.mark.parametrize(("text", "kept"), CASES)
def test_what_is_no_text_goes(text: str, kept: str) -> None:
    assert cut(text) == kept


@given(st.text('ab., \n-0:"', max_size=60))
def test_words_keep_their_places(text: str) -> None:
    kept = cut(text)
    assert len(kept) <= len(text)
    assert all(new == old or (old in ", \n" and new in " \n") for new, old in zip(kept, text, strict=False))
    assert cut("The dam held.\n" + text).startswith("The dam held.")
