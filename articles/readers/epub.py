"""Read e-books (.epub): the pages of the spine in order."""

import posixpath
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, parse_date
from articles.parsing.zip_archive import Archive
from articles.text.characters import normalize_draft
from articles.text.draft import Clutter, Draft, Formatting, Picture
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
PAGE_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# Any XHTML element may be self-closing; an HTML parser would take what follows for its content.
SELF_CLOSING = re.compile(
    rb"<(?!(?:br|hr|img|meta|link|input|col|area|base)\b)([a-z][\w:-]*+)([^<>]*)/>", re.IGNORECASE
)
# The parts of a book that list its chapters, pages and pictures.
CONTENTS_TYPES = frozenset(("toc", "doc-toc", "landmarks", "page-list", "doc-pagelist", "loi", "lot"))
AUTHOR = "aut"
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

    def ready(self) -> None:
        """Load what reading needs."""
        import articles.parsing.book_notes
        import articles.parsing.contents
        import articles.parsing.html.markup  # noqa: F401

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        with translate_parser_errors(Message("e-book")):
            archive = Archive(data)
            package = next(archive.xml(CONTAINER).iter("{*}rootfile")).get("full-path") or ""
            book = archive.xml(package)
            folder = posixpath.dirname(package)
            pages = _spine(book, folder)
            _refuse_encrypted(archive, pages)
            names = frozenset(archive.names())
            draft = _text(archive, [p for p in pages if p in names], _contents_pages(book, folder))
            if not draft.text:
                raise Unreadable(EMPTY)
            return normalize_draft(replace(draft, **_metadata(book)))


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


def _contents_pages(book: "_Element", folder: str) -> frozenset[str]:
    """Return the paths of the pages that the package names as its table of contents."""
    addresses = [
        *(i.get("href") for i in book.iter("{*}item") if "nav" in (i.get("properties") or "").split()),
        *(r.get("href") for r in book.iter("{*}reference") if r.get("type") == "toc"),
    ]
    paths = (unquote(urldefrag(address or "").url) for address in addresses)
    return frozenset(posixpath.normpath(posixpath.join(folder, path)) for path in paths)


def _refuse_encrypted(archive: Archive, pages: list[str]) -> None:
    """Raise ``Unreadable`` if a page is encrypted. Encrypted fonts are common in books without copy protection."""
    if ENCRYPTION in archive.names():
        encrypted = {
            unquote(item.get("URI") or "") for item in archive.xml(ENCRYPTION).iter("{*}CipherReference")
        }
        if encrypted & set(pages):
            raise Unreadable(LOCKED)


def _text(archive: Archive, paths: list[str], contents: frozenset[str]) -> Draft:
    """Return the text of the pages; those at the paths in ``contents`` are tables of contents."""
    from articles.parsing.book_notes import number_notes, types_of
    from articles.parsing.contents import contents_of
    from articles.parsing.html.markup import markup
    from articles.parsing.pictures import pictures_of

    pages = {path: _page(archive.read(path)) for path in paths}
    number_notes(pages)
    parts: list[str] = []
    formatting: list[Formatting] = []
    clutter: list[Clutter] = []
    pictures: list[Picture] = []
    offset = 0
    for path, page in pages.items():
        result = markup(page)
        images = (image._replace(offset=image.offset + offset) for image in result.images)
        pictures += pictures_of(images, partial(_attached, archive, posixpath.dirname(path)))
        if not result.text:
            continue
        whole = path in contents
        listed = contents_of(
            page,
            result,
            lambda e: whole or e.tag == "nav" or not CONTENTS_TYPES.isdisjoint(types_of(e)),  # noqa: B023
        )
        parts.append(result.text)
        formatting += [replace(f, start=f.start + offset, end=f.end + offset) for f in result.formatting]
        found = sorted((*result.crossed_out, *listed), key=lambda c: c.start)
        clutter += [replace(c, start=c.start + offset, end=c.end + offset) for c in found]
        offset += len(result.text) + 2
    text = "\n\n".join(parts)
    return Draft(
        text,
        formatting=tuple(formatting),
        clutter=tuple(clutter),
        pictures=tuple(replace(p, offset=min(p.offset, len(text))) for p in pictures),
    )


def _attached(archive: Archive, folder: str, address: str) -> bytes | None:
    return archive.attached(posixpath.normpath(posixpath.join(folder, unquote(urldefrag(address).url))))


def _page(content: bytes) -> "_Element":
    from lxml.html import HTMLParser, document_fromstring

    source = SELF_CLOSING.sub(rb"<\1\2></\1>", content)
    parser = HTMLParser(encoding=_encoding(source), huge_tree=True, remove_pis=True, remove_comments=True)
    return document_fromstring(source, parser=parser)


def _encoding(source: bytes) -> str:
    """Return the encoding of a page: EPUB allows UTF-8, and UTF-16 with a byte order mark."""
    return "utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"


def _metadata(book: "_Element") -> dict[str, Any]:
    metadata: dict[str, str] = {}
    for element in book.iter("{http://purl.org/dc/elements/1.1/}*"):
        metadata.setdefault(str(element.tag).rpartition("}")[2], element.text or "")
    return {
        "title": clean_metadata(metadata.get("title")),
        "byline": _authors(book),
        "publication": clean_metadata(metadata.get("publisher")),
        "published": parse_date(metadata.get("date")),
        "language": metadata.get("language", "").strip()[:20],
    }


def _authors(book: "_Element") -> str:
    """Return the authors, without translators, editors and others whom the package lists as creators too."""
    roles = {
        (item.get("refines") or "").removeprefix("#"): (item.text or "").strip()
        for item in book.iter("{*}meta")
        if item.get("property") == "role"
    }
    names = []
    for creator in book.iter("{http://purl.org/dc/elements/1.1/}creator"):
        role = (
            creator.get("{http://www.idpf.org/2007/opf}role") or roles.get(creator.get("id") or "") or AUTHOR
        )
        name = clean_metadata(creator.text)
        if name and role == AUTHOR and name not in names:
            names.append(name)
    return ", ".join(names)
