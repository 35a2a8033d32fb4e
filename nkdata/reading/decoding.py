"""Bytes to text: UTF-8 strictly, other encodings only when certain, else refused by name."""

from __future__ import annotations

import codecs
import re

from nkdata.errors import UnreadableArticle

MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP or office file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"PAR1": "a Parquet file",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
}
MARKS = (  # UTF-32 before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{3,30})""", re.I)
COMMON_SYLLABLES = frozenset("이다는의에을가고하지를은로한도서인기사자대")
WESTERN = frozenset("áéíóúñüàèâêîôûäëïöçÁÉÍÓÚÑÜÀÈÇÖÄ¿¡‘’“”–—…•€£°«»·\u00a0ºª½")
REMEDY = "save it as UTF-8"


def decode(data: bytes, where: str) -> str:
    """The text of a file, without byte order mark and with universal newlines, nothing else changed.

    Tried in this order: byte order mark, UTF-16 of Latin letters without one, strict UTF-8, the character set that a
    web page declares, and, where all that comes out is plausible, CP949 (Korean) and Windows-1252 (English, Spanish).
    Raises UnreadableArticle for an empty or binary file, and for any other encoding, naming the likely one.
    """
    if not data.strip():
        raise UnreadableArticle(where, "the file is empty", "put the article's text into it or leave it out")
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            raise UnreadableArticle(where, f"{name}, not text", "save its text as a .txt file in UTF-8")
    text = _decoded(data, where).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise UnreadableArticle(where, "binary data, not text", f"if it is text, {REMEDY}")
    if not text.strip():
        raise UnreadableArticle(where, "the file is empty", "put the article's text into it or leave it out")
    return text


def _decoded(data: bytes, where: str) -> str:
    """The text by the first encoding that is certain."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                found = f"begins as {encoding.upper()} but is not, from byte {error.start + len(mark)} on"
                raise UnreadableArticle(where, found, REMEDY) from error
    if (wide := _wide(data)) is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    at_end = broken.reason == "unexpected end of data"  # one byte behind ASCII alone may be a letter of Windows-1252
    if at_end and (len(data) > broken.start + 1 or not data[: broken.start].isascii()):
        raise UnreadableArticle(where, "UTF-8 that breaks off within its last character", "fetch it again, whole")
    if b"\0" in data:
        raise UnreadableArticle(where, "binary data, not text", f"if it is text, {REMEDY}")
    for text in (_declared(data), _korean(data), _western(data)):
        if text is not None:
            return text
    line = data[: broken.start].count(b"\n") + 1
    raise UnreadableArticle(where, f"not UTF-8 (line {line}){_likely(data)}", REMEDY)


def _wide(data: bytes) -> str | None:
    """As UTF-16 without its mark, when nearly every other byte is zero and none of those between."""
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = data[at::2].count(0)
        if zeros and zeros >= 0.8 * (len(data) // 2) and not data[1 - at :: 2].count(0) and len(data) % 2 == 0:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _declared(data: bytes) -> str | None:
    """By the character set that the head of a page declares."""
    found = DECLARED.search(data[:4096])
    try:
        return data.decode(found[1].decode("ascii")) if found else None
    except (LookupError, UnicodeDecodeError):
        return None


def _korean(data: bytes) -> str | None:
    """As CP949, when what is not ASCII is nearly all Hangul and its commonest syllables are as common as in Korean."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    foreign = [char for char in text if char > "\x7f"]
    syllables = [char for char in foreign if "가" <= char <= "힣"]
    common = sum(char in COMMON_SYLLABLES for char in syllables)
    certain = len(syllables) >= 10 and len(syllables) >= 0.9 * len(foreign) and common >= 0.12 * len(syllables)
    return text if certain else None


def _western(data: bytes) -> str | None:
    """As Windows-1252, when each foreign character is one that English or Spanish prints, and they are few."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = [char for char in text if char > "\x7f"]
    letters = sum(char.isalpha() for char in text)
    certain = all(char in WESTERN for char in foreign) and len(foreign) <= 0.15 * max(letters, 1)
    return text if certain else None


def _likely(data: bytes) -> str:
    """What it may be, for the message only."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:20_000]).best()
    return f", perhaps {best.encoding}" if best is not None else ""
