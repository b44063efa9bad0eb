"""Read the parts that were imported into a Word document as they are: web pages, texts and other documents."""

import posixpath
from email import message_from_bytes, policy
from typing import TYPE_CHECKING
from urllib.parse import unquote

from articles.parsing.plain.decoding import decode
from articles.parsing.word.xml import local, make, replace_by, value
from articles.parsing.zip_archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PARTS = 100
SIGN = "\ue000"  # Around the number of a part; for private use, so that no document has it.
WEB_PAGES, MAIL, TEXTS = (".html", ".htm", ".xhtml"), (".mht", ".mhtml"), (".txt",)


def mark_imported_parts(archive: Archive, name: str, root: "_Element") -> dict[str, str]:
    """Put a paragraph with a sign in the place of each imported part of ``name``; return the paths by their signs."""
    chunks = list(root.iter("{*}altChunk"))[:MAX_PARTS]
    if not chunks:
        return {}
    folder, base = posixpath.split(name)
    targets = _relationships(archive, f"{folder}/_rels/{base}.rels")
    paths: dict[str, str] = {}
    for number, chunk in enumerate(chunks):
        target = targets.get(value(chunk, "id"), "")
        path = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        sign = f"{SIGN}{number}{SIGN}"
        paths[sign] = path if path in archive.names() else ""
        paragraph, run, text = (make(chunk, tag) for tag in ("p", "r", "t"))
        text.text = sign
        run.append(text)
        paragraph.append(run)
        replace_by(chunk, [paragraph])
    return paths


def imported_page(archive: Archive, path: str) -> "_Element | None":
    """Return the imported web page or text as the elements of a page, None for other formats."""
    ending = posixpath.splitext(path)[1].lower()
    data = archive.read(path)
    if ending in MAIL:
        data = _page_of_mail(data)
    if ending in (*WEB_PAGES, *MAIL):
        return _page(decode(data)[0])
    return _paragraphs(decode(data)[0]) if ending in TEXTS else None


def _page(source: str) -> "_Element | None":
    from lxml.html import HTMLParser, document_fromstring

    if not source.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    page = document_fromstring(source.encode(), parser=parser)
    page.tag = "div"
    return page


def _paragraphs(source: str) -> "_Element":
    from lxml.html import Element

    page = Element("div")
    for line in source.splitlines():
        paragraph = Element("p")
        paragraph.text = line.replace("\0", "")
        page.append(paragraph)
    return page


def _page_of_mail(data: bytes) -> bytes:
    """Return the web page in a file that Word saved as a single page."""
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""


def _relationships(archive: Archive, path: str) -> dict[str, str]:
    if path not in archive.names():
        return {}
    return {
        value(item, "Id"): unquote(value(item, "Target"))
        for item in archive.xml(path)
        if local(item) == "Relationship" and value(item, "TargetMode") != "External"
    }
