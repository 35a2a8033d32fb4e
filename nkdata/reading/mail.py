"""Mail (EML) and web pages saved as one file (MHTML): the body as text, the head for title, day and sender."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from nkdata.errors import UnreadableArticle
from nkdata.reading import markup, webpage
from nkdata.reading.decoding import decode
from nkdata.reading.language import tag
from nkdata.reading.published import told
from nkdata.reading.record import Record, Refuse, words

HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
NAMES = re.compile(rb"^(from|date|subject|to|message-id|mime-version|received|return-path|delivered-to):", re.I | re.M)
ENOUGH_NAMES = 3  # of a mail's own names in the head; a text may open with one
MAILBOX = re.compile(rb"From \S+.*\d{4}\r?\n[A-Za-z-]+:")
BETWEEN = re.compile(rb"(?:\A|(?<=\n)\r?\n)From \S+[^\n]*\d{4}\r?\n(?=[A-Za-z-]+:)")
QUOTED = re.compile(rb"^>(>*From )", re.M)  # how a mailbox keeps a line of text that begins like the next mail
SAVED = re.compile(rb"^From: .?<Saved by ", re.I | re.M)
LONGEST_HEAD = 100_000
WHOLE = 3  # a body in HTML that is so many times longer than the plain one is the article, the plain one a notice


def is_mail(data: bytes) -> bool:
    """Whether bytes are a mail, a mailbox, or a page saved as MHTML."""
    start = data[:LONGEST_HEAD].lstrip()
    if MAILBOX.match(start):
        return True
    head = HEAD.match(start)
    return head is not None and len({name.lower() for name in NAMES.findall(head[0])}) >= ENOUGH_NAMES


def is_mailbox(data: bytes) -> bool:
    """Whether a mail is one of a mailbox (mbox)."""
    return MAILBOX.match(data.lstrip()) is not None


def read_mailbox(data: bytes, where: str, refuse: Refuse) -> Iterator[Record]:
    """The articles of a mailbox; a mail that cannot be read is named to `refuse` by its number."""
    mails = [part for part in BETWEEN.split(data.lstrip()) if part.strip()]
    for number, one in enumerate(mails, 1):
        try:
            yield read(QUOTED.sub(rb"\1", one), f"{where}: mail {number}", refuse)
        except UnreadableArticle as error:
            refuse(error)


def read(data: bytes, where: str, refuse: Refuse) -> Record:
    """The article; attachments are named to `refuse`, as they are not read.

    Raises UnreadableArticle for a mail without text.
    """
    try:
        mail = message_from_bytes(data.lstrip(), policy=policy.default)
        page = SAVED.search(data[:LONGEST_HEAD]) is not None
        plain, marked = _part(mail, "plain", where), _part(mail, "html", where)
        left_out = [] if page else _attachments(mail)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise UnreadableArticle(where, f"not a readable mail ({error})", "save it again as .eml") from error
    if page and webpage.is_page(marked):
        return _page(mail, webpage.read(marked, where))
    text = markup.text_of(marked) if marked else ""
    if plain.strip() and len(text) < WHOLE * len(plain):
        text = plain
    if not text.strip():
        raise UnreadableArticle(where, "a mail without text", "save what it holds as files of their own")
    if left_out:
        found = f"{len(left_out)} attachments not read ({', '.join(left_out[:3])}{', …' if len(left_out) > 3 else ''})"
        refuse(UnreadableArticle(where, found, "save them as files of their own"))
    sender, address = parseaddr(_head(mail, "from") or "")
    return Record(
        text=text,
        id=(_head(mail, "message-id") or "").strip("<>") or None,
        title=_head(mail, "subject"),
        published=told(_head(mail, "date")),
        source=sender or address or None,
        language=tag((_head(mail, "content-language") or "").split(",")[0]),
        reader="mail",
    )


def _page(mail: EmailMessage, page: Record) -> Record:
    """A saved page with the address and the day of saving that its browser noted."""
    saved = told(_head(mail, "date"))
    url = page.url or _head(mail, "snapshot-content-location")
    return replace(page, url=url, retrieved_at=saved.day if saved else None, reader="mhtml")


def _head(mail: EmailMessage, name: str) -> str | None:
    """One line of the head."""
    return words(str(mail[name])) if mail[name] is not None else None


def _part(mail: EmailMessage, kind: str, where: str) -> str:
    """The body of a kind, by the character set that it names, else by what it is."""
    part = mail.get_body((kind,))
    data = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(data, bytes) or not data.strip():
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        return decode(data, where)


def _attachments(mail: EmailMessage) -> list[str]:
    """The names of what is attached; pictures that the body shows are none."""
    parts = [part for part in mail.walk() if not part.is_multipart()]
    return [
        part.get_filename() or part.get_content_type()
        for part in parts
        if part.get_content_disposition() == "attachment"
        or (part.get_filename() and part.get_content_maintype() != "image")
    ]
