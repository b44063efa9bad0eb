"""Reads e-books (.epub): the pages of the spine, one after the other."""

import posixpath
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, parse_date
from articles.parsing.zip_archive import Archive
from articles.text.draft import Draft, Formatting
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTAINER, LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# XHTML may close any element at once; HTML's parser would take all that follows for its content.
CLOSED = re.compile(
    rb"<(?!(?:br|hr|img|meta|link|input|col|area|base)\b)([a-z][\w:-]*+)([^<>]*)/>", re.IGNORECASE
)
LOCKED = Message(
    "This e-book is copy protected (DRM), so its text cannot be read. "
    "Upload a copy without protection, or paste the passage you need."
)
EMPTY = Message(
    "This e-book holds no text, only pictures. Paste the text, or run text recognition (OCR) over it first."
)


class EpubReader:
    """``.epub``"""

    slug = "epub"
    title = Message("E-book")
    suffixes = (".epub",)

    def read(self, data: bytes) -> Draft:
        """The article in ``data``; raises ``Unreadable``."""
        with translate_parser_errors(Message("e-book")):
            archive = Archive(data)
            package = next(archive.xml(CONTAINER).iter("{*}rootfile")).get("full-path") or ""
            book = archive.xml(package)
            pages = _spine(book, posixpath.dirname(package))
            _refuse_locked(archive, pages)
            text, formatting = _text(archive, [page for page in pages if page in archive.names()])
            if not text.strip():
                raise Unreadable(EMPTY)
            return Draft(text, formatting=formatting, **_facts(book))


def _spine(book: "_Element", folder: str) -> list[str]:
    """The members that hold the pages, in reading order."""
    items = {item.get("id"): item for item in book.iter("{*}item")}
    found = []
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and item.get("media-type") in PAGES:
            path = unquote(urldefrag(item.get("href") or "").url)
            found.append(posixpath.normpath(posixpath.join(folder, path)))
    return found


def _refuse_locked(archive: Archive, pages: list[str]) -> None:
    """Fonts are often scrambled in free books; only a scrambled page means copy protection."""
    if LOCKS in archive.names():
        locked = {unquote(item.get("URI") or "") for item in archive.xml(LOCKS).iter("{*}CipherReference")}
        if locked & set(pages):
            raise Unreadable(LOCKED)


def _text(archive: Archive, pages: list[str]) -> tuple[str, tuple[Formatting, ...]]:
    from lxml.html import HTMLParser, document_fromstring

    from articles.parsing.markup import markup

    parts: list[str] = []
    formatting: list[Formatting] = []
    at = 0
    for page in pages:
        source = CLOSED.sub(rb"<\1\2></\1>", archive.read(page))
        parser = HTMLParser(encoding=_encoding(source), huge_tree=True, remove_pis=True, remove_comments=True)
        text, found = markup(document_fromstring(source, parser=parser))
        if text:
            parts.append(text)
            formatting += [Formatting(f.start + at, f.end + at, f.kind, f.value) for f in found]
            at += len(text) + 2
    return "\n\n".join(parts), tuple(formatting)


def _encoding(source: bytes) -> str:
    """EPUB allows UTF-8 and UTF-16 only; the latter has its mark."""
    return "utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"


def _facts(book: "_Element") -> dict[str, Any]:
    known: dict[str, str] = {}
    for element in book.iter("{http://purl.org/dc/elements/1.1/}*"):
        known.setdefault(str(element.tag).rpartition("}")[2], element.text or "")
    return {
        "title": clean_metadata(known.get("title")),
        "byline": clean_metadata(known.get("creator")),
        "publication": clean_metadata(known.get("publisher")),
        "published": parse_date(known.get("date")),
        "language": known.get("language", "").strip()[:20],
    }
