"""Messages: one line, and nothing in it that a terminal obeys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.commands.line import say
from nkdata.errors import shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\x1b[2Jgone.txt", "\\x1b[2Jgone.txt"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\u202etxt.exe", "a\\u202etxt.exe"),
        ("back\x08space", "back\\x08space"),
        ("\x9b31mred", "\\x9b31mred"),
        ("\ud800", "\\ud800"),
        ("함경북도 – “flood”", "함경북도 – “flood”"),
    ],
)
def test_codes_are_shown_not_obeyed(text: str, told: str) -> None:
    assert shown(text) == told


@given(st.text())
def test_every_message_is_printable(text: str) -> None:
    assert shown(text).isprintable()


def test_a_message_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("one\ntwo\x1b[31m")
    assert capsys.readouterr().err == "nkdata: one two\\x1b[31m\n"
