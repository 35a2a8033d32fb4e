"""Archives: what is inside is read with its path; what is made to harm is refused by name."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nkdata.errors import NkdataError
from nkdata.model import Article
from nkdata.reading import read_articles
from tests.reading.writing import FEED, STORY, link, mail, packed, spreadsheet, tarred, zipped

TWO = {"in/a.txt": STORY.encode(), "b.txt": (STORY + "A road was cut.").encode()}


def read(path: Path, content: bytes | None = None) -> tuple[list[Article], list[str]]:
    if content is not None:
        path.write_bytes(content)
    refused: list[NkdataError] = []
    found = list(read_articles([path], refused=refused.append))
    return found, [str(error).removeprefix(f"{path.parent}/") for error in refused]


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: packed(tarred(files))])
def test_the_files_of_an_archive_are_articles(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    found, refused = read(tmp_path / "kept", pack(TWO | {".DS_Store": b"\0", "__MACOSX/x.txt": b"\0"}))
    assert refused == []
    assert [(one.id, one.path) for one in found] == [
        ("a", f"{tmp_path}/kept!in/a.txt"),
        ("b", f"{tmp_path}/kept!b.txt"),
    ]
    assert found[0].text == STORY


def test_every_format_is_read_inside_an_archive(tmp_path: Path) -> None:
    book = spreadsheet({"A": [["text"], [STORY]]})
    inside: dict[str, bytes | str] = {
        "a.eml": mail(),
        "b.xml": FEED.encode(),
        "c.xlsx": book,
        "d.csv": f'text,date\n"{STORY}",2021-07-05\n',
    }
    found, refused = read(tmp_path / "a.zip", zipped(inside))
    assert [one.reader for one in found] == ["mail", "feed", "feed", "xlsx", "csv"]
    assert [line.split(":")[0] for line in refused] == ["a.zip!b.xml"]


def test_a_packed_file_keeps_its_name(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path / "dam.txt.gz", packed(STORY.encode()))
    assert (article.id, article.path, article.text) == ("dam", f"{tmp_path}/dam.txt.gz!dam.txt", STORY)


def test_one_bad_file_inside_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    found, refused = read(tmp_path / "a.zip", zipped({"bad.txt": b"\x89PNG\0"} | TWO | {"c.yaml": b"id: x"}))
    assert [one.id for one in found] == ["a", "b"]
    assert refused == [
        "a.zip!c.yaml: a sidecar without an article of the same name; put the article beside it",
        "a.zip!bad.txt: a PNG picture, not text; save its text as a .txt file in UTF-8",
    ]


@pytest.mark.parametrize("pack", [zipped, lambda files: packed(tarred(files))])
def test_what_is_told_inside_goes_before_what_is_told_beside(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    (tmp_path / "a.yaml").write_text("source: The Example\npublished: 2021-07-05\n")
    beside = {
        "in/a.yaml": b"published: 2020-08-18\nsource: Agency\nid: dam\n",
        "articles.csv": b"path,published\nb.txt,2020-08-19\ngone.txt,2020-08-20\n",
        "c.txt": STORY.replace("dam", "dike").encode(),
    }
    found, refused = read(tmp_path / "a.any", pack(TWO | beside))
    assert [(one.id, one.published, one.source) for one in found] == [
        ("dam", "2020-08-18", "Agency"),
        ("b", "2020-08-19", None),
        ("c", "2021-07-05", "The Example"),
    ]
    found_lines = "a.any!articles.csv:3: path: 'gone.txt' is no file in this folder; name a file beside the list"
    assert refused == [found_lines]


def test_a_sidecar_of_an_archive_tells_of_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("source: The Example\nlicence: CC0\npublished: 2021-07-05\n")
    found, _ = read(tmp_path / "a.zip", zipped(TWO))
    assert {(one.source, one.licence, one.published, one.published_how) for one in found} == {
        ("The Example", "CC0", "2021-07-05", "sidecar")
    }


@pytest.mark.parametrize(("encoding", "name"), [("cp949", "홍수.txt"), ("utf-8", "홍수.txt")])
def test_korean_names_inside_are_read_as_their_systems_wrote_them(tmp_path: Path, encoding: str, name: str) -> None:
    plain = "x" * len(name.encode(encoding))
    content = zipped({plain: STORY}).replace(plain.encode(), name.encode(encoding))
    (article,), refused = read(tmp_path / "a.zip", content)
    assert (article.path, refused) == (f"{tmp_path}/a.zip!{name}", [])


def listing(content: bytes, times: int, told: int) -> bytes:
    """A ZIP of one file whose list names it so many times and says that there are `told`."""
    end = content.rfind(b"PK\x05\x06")
    start = content.rfind(b"PK\x01\x02")
    entry = content[start:end]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, told, told, len(entry) * times, start, 0)
    return content[:start] + entry * times + tail


def many(count: int) -> bytes:
    """A tar of so many empty files."""
    return tarfile.TarInfo("a.txt").tobuf() * count + b"\0" * 1024


def headed(size: int) -> bytes:
    """A tar whose first entry claims a head of this size."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, size
    return info.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 1024


def claiming(size: int) -> bytes:
    """A tar whose first file claims this size."""
    info = tarfile.TarInfo("x.txt")
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT) + b"\0" * 2048


def encrypted() -> bytes:
    content = bytearray(zipped({"a.txt": STORY}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def linking() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/hostname")
    return held.getvalue()


UNPACK = "; unpack it and name what is inside"
LOOK = "; unpack it, look at it, and name what is to be read"
HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    (
        "bomb",
        lambda: zipped({"a.txt": bytes(200_000_000)}),
        f"!a.txt: more than 200 times larger than packed, as no text is{UNPACK}",
    ),
    ("bomb.gz", lambda: packed(bytes(100_000_000)), f": more than 200 times larger than packed, as no text is{UNPACK}"),
    (
        "bomb.tgz",
        lambda: packed(tarred({"a.txt": bytes(50_000_000)})),
        f"!a.txt: more than 200 times larger than packed, as no text is{UNPACK}",
    ),
    (
        "overlap",
        lambda: listing(zipped({"a.txt": (STORY * 100_000)}), 1000, 1000),
        f": an archive that holds more than 2,000 MB when unpacked{LOOK}",
    ),
    (
        "many",
        lambda: listing(zipped({"a.txt": "x"}), 100_000, 0xFFFF),
        f": an archive that holds more than 50,000 files{LOOK}",
    ),
    (
        "lying",
        lambda: listing(zipped({"a.txt": "x"}), 60_000, 3),
        f": an archive that holds more than 50,000 files{LOOK}",
    ),
    (
        "many.tar",
        lambda: many(50_001),
        f": an archive that holds more than 50,000 files{LOOK}",
    ),
    ("up", lambda: zipped({"../../a.txt": STORY}), f"!../../a.txt: a path that leads out of the archive{UNPACK}"),
    ("up.tar", lambda: tarred({"in/../../a": b"x"}), f"!in/../../a: a path that leads out of the archive{UNPACK}"),
    ("root.tar", lambda: tarred({"/a": b"x"}), f"!/a: a path that leads out of the archive{UNPACK}"),
    ("drive", lambda: zipped({"C:/a.txt": STORY}), f"!C:/a.txt: a path that leads out of the archive{UNPACK}"),
    ("link", linking, f"!a.txt: a link{UNPACK}"),
    ("soft.tar", lambda: tarred({"a": link("a")}), f"!a: a link{UNPACK}"),
    ("hard.tar", lambda: tarred({"a": link("a", tarfile.LNKTYPE)}), f"!a: a link{UNPACK}"),
    ("device.tar", lambda: tarred({"a": link("a", tarfile.CHRTYPE)}), f"!a: no file{UNPACK}"),
    ("nested", lambda: zipped({"in.zip": zipped(TWO)}), f"!in.zip: an archive within an archive{UNPACK}"),
    ("nested.gz", lambda: packed(packed(STORY.encode())), f"!nested: an archive within an archive{UNPACK}"),
    ("secret", encrypted, f"!a.txt: encrypted{UNPACK}"),
    ("head.tar", lambda: headed(500_000_000), f": an archive that holds an entry with a head of more than 1 MB{LOOK}"),
    ("huge.tar", lambda: claiming(10**13), f": an archive that holds more than 2,000 MB when unpacked{LOOK}"),
    (
        "cut.zip",
        lambda: zipped(TWO)[:200],
        ": a damaged archive (its list of files is missing); fetch or pack it again",
    ),
    ("cut.gz", lambda: packed(STORY.encode())[:40], ": a damaged archive ("),
    ("cut.tar", lambda: tarred(TWO)[:700], ": a damaged archive (unexpected end of data); fetch or pack it again"),
]


@pytest.mark.parametrize(("name", "make", "message"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_what_is_made_to_harm_is_refused_by_name(
    tmp_path: Path, name: str, make: Callable[[], bytes], message: str
) -> None:
    found, refused = read(tmp_path / name, make())
    assert (found, len(refused)) == ([], 1)
    assert f"{name}{message}" in refused[0]


def test_a_line_of_two_gigabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    assert read(path) == ([], ["a.jsonl: larger than 256 MB; split it"])


def test_a_damaged_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": STORY, "b.txt": STORY + "More."}))
    content[content.find(b"a.txt") + 10] ^= 0xFF
    found, refused = read(tmp_path / "a.zip", bytes(content))
    assert [one.id for one in found] == ["b"]
    assert [line.split(" (")[0] for line in refused] == ["a.zip!a.txt: damaged"]
