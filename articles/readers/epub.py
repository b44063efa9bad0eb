"""Read e-books (.epub): the pages of the spine in order."""

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, parse_date
from articles.parsing.zip_archive import Archive
from articles.text.draft import Clutter, Draft, Formatting
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
PAGE_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# Any XHTML element may be self-closing; an HTML parser would take what follows for its content.
SELF_CLOSING = re.compile(
    rb"<(?!(?:br|hr|img|meta|link|input|col|area|base)\b)([a-z][\w:-]*+)([^<>]*)/>", re.IGNORECASE
)
LOCKED = Message(
    "This e-book is copy-protected (DRM), so its text cannot be read. Upload a copy without "
    "protection, or paste the passage you need."
)
EMPTY = Message(
    "This e-book contains no text, only pictures. Paste the text, or use text recognition (OCR) first."
)


class EpubReader:
    """``.epub``"""

    slug = "epub"
    title = Message("E-book")
    suffixes = (".epub",)

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        with translate_parser_errors(Message("e-book")):
            archive = Archive(data)
            package = next(archive.xml(CONTAINER).iter("{*}rootfile")).get("full-path") or ""
            book = archive.xml(package)
            pages = _spine(book, posixpath.dirname(package))
            _refuse_encrypted(archive, pages)
            draft = _text(archive, [page for page in pages if page in archive.names()])
            if not draft.text:
                raise Unreadable(EMPTY)
            return replace(draft, **_metadata(book))


def _spine(book: "_Element", folder: str) -> list[str]:
    """Return the paths of the pages in reading order."""
    items = {item.get("id"): item for item in book.iter("{*}item")}
    paths = []
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and item.get("media-type") in PAGE_TYPES:
            path = unquote(urldefrag(item.get("href") or "").url)
            paths.append(posixpath.normpath(posixpath.join(folder, path)))
    return paths


def _refuse_encrypted(archive: Archive, pages: list[str]) -> None:
    """Raise ``Unreadable`` if a page is encrypted. Encrypted fonts are common in books without copy protection."""
    if ENCRYPTION in archive.names():
        encrypted = {
            unquote(item.get("URI") or "") for item in archive.xml(ENCRYPTION).iter("{*}CipherReference")
        }
        if encrypted & set(pages):
            raise Unreadable(LOCKED)


def _text(archive: Archive, pages: list[str]) -> Draft:
    from lxml.html import HTMLParser, document_fromstring

    from articles.parsing.markup import markup

    parts: list[str] = []
    formatting: list[Formatting] = []
    clutter: list[Clutter] = []
    offset = 0
    for page in pages:
        source = SELF_CLOSING.sub(rb"<\1\2></\1>", archive.read(page))
        parser = HTMLParser(encoding=_encoding(source), huge_tree=True, remove_pis=True, remove_comments=True)
        result = markup(document_fromstring(source, parser=parser))
        if result.text:
            parts.append(result.text)
            formatting += [replace(f, start=f.start + offset, end=f.end + offset) for f in result.formatting]
            clutter += [replace(c, start=c.start + offset, end=c.end + offset) for c in result.crossed_out]
            offset += len(result.text) + 2
    return Draft("\n\n".join(parts), formatting=tuple(formatting), clutter=tuple(clutter))


def _encoding(source: bytes) -> str:
    """Return the encoding of a page: EPUB allows UTF-8, and UTF-16 with a byte order mark."""
    return "utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"


def _metadata(book: "_Element") -> dict[str, Any]:
    metadata: dict[str, str] = {}
    for element in book.iter("{http://purl.org/dc/elements/1.1/}*"):
        metadata.setdefault(str(element.tag).rpartition("}")[2], element.text or "")
    return {
        "title": clean_metadata(metadata.get("title")),
        "byline": clean_metadata(metadata.get("creator")),
        "publication": clean_metadata(metadata.get("publisher")),
        "published": parse_date(metadata.get("date")),
        "language": metadata.get("language", "").strip()[:20],
    }
