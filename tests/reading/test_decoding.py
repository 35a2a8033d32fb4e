"""Bytes are decoded only when certain; otherwise refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdata.errors import UnreadableArticle
from nkdata.reading.decoding import decode

KOREAN = (
    "조선중앙통신은 대동강 유역의 농경지가 큰비로 물에 잠겼다고 화요일에 보도하였다. "
    "통신은 피해를 가시기 위한 사업이 진행되고 있다고 하면서 사람들의 생명에는 지장이 없다고 전하였다."
)
SPANISH = "La inundación dañó 120 casas en la región, según informó ayer la agencia; el río creció más de 2 metros."
ENGLISH = "The river rose “faster than in 2007”, the café owner said – and 40 homes were lost, officials say today."


@pytest.mark.parametrize("text", [KOREAN, SPANISH, ENGLISH])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
    ],
)
def test_unicode_is_read_with_its_mark_taken_off(text: str, encoding: str, mark: bytes) -> None:
    assert decode(mark + text.encode(encoding), "a") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "cp949"),
        (KOREAN, "euc-kr"),
        (SPANISH, "latin-1"),
        (SPANISH, "cp1252"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "utf-16-le"),
        (SPANISH, "utf-16-be"),
        ("The owner of the café", "latin-1"),
    ],
)
def test_older_encodings_are_read_when_certain(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("朝鲜中央通讯社星期二报道说，暴雨淹没了农田，许多房屋受损，没有人员伤亡。" * 3, "gb18030"),
        ("朝鮮中央通信は火曜日、大雨で農地が冠水したと伝えた。死傷者はいなかったという。" * 3, "shift_jis"),
        ("朝鮮中央通信は火曜日、大雨で農地が冠水したと伝えた。死傷者はいなかったという。" * 3, "euc-jp"),
        ("Агентство сообщило во вторник, что дождь затопил поля и дома.", "cp1251"),
        ("Agentura v úterý oznámila, že déšť zaplavil pole a řada domů je zničena.", "cp1250"),
        ("“Half a dozen” homes – “perhaps more” – were lost, he said.", "mac-roman"),
        ("가나다", "cp949"),
    ],
)
def test_what_is_not_certain_is_refused_by_name(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableArticle, match=r"^a\.txt: not UTF-8 \(line 1\).*; save it as UTF-8$"):
        decode(text.encode(encoding), "a.txt")


@pytest.mark.parametrize("text", [KOREAN, SPANISH, ENGLISH])
@pytest.mark.parametrize("cut", [1, 2])
def test_what_breaks_off_within_a_character_is_refused(text: str, cut: int) -> None:
    whole = (text + "“")[: len(text) + 1].encode()
    with pytest.raises(UnreadableArticle, match=r"^a: UTF-8 that breaks off within its last character; fetch it again"):
        decode(whole[:-cut], "a")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (KOREAN.encode("utf-16-le"), r"(binary data|not UTF-8)"),
        (KOREAN.encode("utf-16-be"), r"(binary data|not UTF-8)"),
        (b"\xff\xfe" + ENGLISH.encode("utf-16-le")[:-1], "begins as UTF-16-LE but is not"),
        (b"40 homes\0were lost\0", "binary data, not text"),
        (b"4\0" * 9 + b"\0\0", "binary data, not text"),
        (b"\0" * 40, "binary data, not text"),
    ],
)
def test_zeros_and_halves_are_refused_by_name(data: bytes, found: str) -> None:
    with pytest.raises(UnreadableArticle, match=f"^a: {found}.*; .*save it as UTF-8$"):
        decode(data, "a")


def test_a_page_is_read_by_the_character_set_that_it_declares() -> None:
    page = (
        f'<html><head><meta charset="shift_jis"></head><body><p>大雨で農地が冠水した。{ENGLISH[:9]}</p></body></html>'
    )
    assert decode(page.encode("shift_jis"), "a") == page


def test_the_line_that_is_not_utf_8_is_named() -> None:
    with pytest.raises(UnreadableArticle, match="line 3"):
        decode(b"one\ntwo\nthree \x81\x8d\n", "a")


def test_bytes_of_no_text_are_binary() -> None:
    with pytest.raises(UnreadableArticle, match="a: binary data, not text; if it is text, save it as UTF-8"):
        decode(bytes(range(256)), "a")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
def test_utf_8_comes_back_with_nothing_but_line_ends_changed(text: str) -> None:
    if text.strip() and not text.startswith(("PAR1", "GIF8", "%PDF-", "{\\rtf")):
        assert decode(text.encode(), "a") == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused_on_one_line(data: bytes) -> None:
    try:
        told = decode(data, "a")
    except UnreadableArticle as error:
        told = str(error)
    assert told.strip()
