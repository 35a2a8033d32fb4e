"""Files of many formats, written for the tests of reading and of collections."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

STORY = "The dam on the Taeryong held, officials said on Monday, but 12 homes were flooded.\n"
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Example</title><language>en-GB</language><copyright>CC BY 4.0</copyright>
<item><title>Dam &amp;amp; homes</title><link>https://example.org/dam</link><guid>dam-1</guid>
<pubDate>Mon, 05 Jul 2021 23:10:00 +0900</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The dam held.</p><p>Twelve homes were flooded.</p><script>x()</script>]]>
</content:encoded></item>
<item><title>Road</title><link>https://example.org/road</link><description>A road was cut.</description></item>
<item><title>Picture</title><link>https://example.org/picture</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Sample</title>
<entry><id>urn:1</id><title>Dam</title><updated>2021-07-05T01:00:00Z</updated><link href="https://example.org/a"/>
<content type="html">&lt;p&gt;The dam held.&lt;/p&gt;</content></entry></feed>"""


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def tarred(files: Mapping[str, bytes | tarfile.TarInfo]) -> bytes:
    """A tar; an entry given as such is a link or the like."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, content in files.items():
            info = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo(name)
            if isinstance(content, bytes):
                info.size = len(content)
            archive.addfile(info, io.BytesIO(content) if isinstance(content, bytes) else None)
    return held.getvalue()


def link(name: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    """A link in a tar."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/hostname"
    return info


def packed(content: bytes) -> bytes:
    """A gzip."""
    return gzip.compress(content, mtime=0)


def spreadsheet(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """An XLSX."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def mail(plain: str | None = STORY, marked: str | None = None, attached: Sequence[str] = ()) -> bytes:
    """A mail."""
    message = EmailMessage()
    message["From"] = "The Example <desk@example.org>"
    message["To"] = "reader@example.org"
    message["Subject"] = "Dam – holds"
    message["Date"] = "Mon, 05 Jul 2021 23:10:00 +0900"
    message["Message-ID"] = "<dam-1@example.org>"
    if plain is not None:
        message.set_content(plain)
    if marked is not None:
        message.add_alternative(marked, subtype="html")
    for name in attached:
        message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def pdf(lines: Sequence[str], title: str = "Dam holds") -> bytes:
    """A PDF of one page in Helvetica."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 750 Td {shown}ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title(%s)>>" % title.encode("latin-1"),
    ]
    held, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(held))
        held += b"%d 0 obj%s endobj\n" % (number, one)
    start = len(held)
    held += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(held + b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
