"""Read Word documents (.docx) with mammoth, after rewriting in them what it would skip."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, join_names, parse_date
from articles.parsing.zip_archive import Archive
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

STYLES = """
p.ArticleContents => p.contents:fresh
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
# The parts with the text, by the names of their elements.
TEXT_PARTS = ("document", "footnotes", "endnotes")
# The day that python-docx leaves in its documents; and how long people work on an article, at most.
TEMPLATES, MAX_WORK = ("2013-12-23T23:15:00Z",), timedelta(days=365)
DRAWN = ("diagrams/data", "charts/chart")
MAX_DEPTH = 2
# The addresses that mammoth gives to notes and to the signs of notes.
NOTE, BACK = re.compile(r"(?:foot|end)note-"), re.compile(r"#(?:foot|end)note-ref-")
EMPTY = Message(
    "This Word file contains no text, only pictures or empty pages. Paste the text, or use "
    "text recognition (OCR) on the pictures first."
)
LEFT_OUT = Message(
    "Some words of this Word file could not be read ({count}). Compare the text with the original, and "
    "add them by hand."
)
DIAGRAMS = Message("The words in charts and diagrams were left out. Add them by hand if they matter.")
NOT_IMPORTED = Message(
    "A part of this Word file is another file, which could not be read. Add its text by hand."
)


@dataclass
class Parts:
    """What was found while the parts of a document were rewritten."""

    words: Counter[str] = field(default_factory=Counter)
    imported: dict[str, str] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)


class WordReader:
    """``.docx``"""

    slug = "docx"
    title = Message("Word")
    suffixes = (".docx",)

    def ready(self) -> None:
        """Load the libraries."""
        import mammoth  # noqa: F401

        import articles.cleaning.stated_facts
        import articles.parsing.word.imported
        import articles.parsing.word.left_out
        import articles.parsing.word.rewrite  # noqa: F401

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        from articles.cleaning.stated_facts import with_stated_facts, with_stated_headline
        from articles.parsing.contents import contents_of
        from articles.parsing.html.markup import markup
        from articles.parsing.pictures import pictures_of
        from articles.parsing.word.left_out import count_left_out

        with translate_parser_errors(Message("Word file")):
            archive = Archive(data)
            parts = Parts()
            page = _page(archive, parts)
            result = markup(page)
            if not result.text:
                raise Unreadable(EMPTY)
            if missing := count_left_out(parts.words, result.text):
                parts.notes.append(LEFT_OUT.format(count=missing))
            if any(name.startswith("word/") and part in name for name in archive.names() for part in DRAWN):
                parts.notes.append(DIAGRAMS)
            draft = Draft(
                result.text,
                formatting=result.formatting,
                notes=tuple(dict.fromkeys(parts.notes)),
                clutter=tuple(
                    sorted((*result.crossed_out, *contents_of(page, result)), key=lambda c: c.start)
                ),
                pictures=pictures_of(result.images, archive.attached),
                **_metadata(archive),
            )
            return with_stated_headline(with_stated_facts(draft))


def _page(archive: Archive, parts: Parts, depth: int = 0) -> "_Element":
    """Return the document as a page, with the parts that were imported into it."""
    from lxml.html import fragment_fromstring

    own = Parts(parts.words, {}, parts.notes)
    page = fragment_fromstring(_html(_rewritten(archive, own)), create_parent="div")
    _number_notes(page)
    for link in page.iter("a"):
        # Cross references and footnote signs point into the file.
        if (link.get("href") or "").startswith("#"):
            del link.attrib["href"]
    if own.imported:
        for paragraph in list(page.iter("p")):
            path = own.imported.get((paragraph.text or "").strip())
            if path is not None:
                _import(archive, path, paragraph, parts, depth)
    return page


def _import(archive: Archive, path: str, paragraph: "_Element", parts: Parts, depth: int) -> None:
    """Put an imported part in the place of the ``paragraph`` with its sign."""
    from articles.parsing.word.imported import imported_page

    page = None
    if path and posixpath.splitext(path)[1].lower() in (".docx", ".docm", ".dotx") and depth < MAX_DEPTH:
        page = _page(Archive(archive.read(path)), parts, depth + 1)
    elif path:
        page = imported_page(archive, path)
    paragraph.text = None
    if page is None:
        parts.notes.append(NOT_IMPORTED)
    else:
        paragraph.tag = "div"
        paragraph.append(page)


def _rewritten(archive: Archive, parts: Parts) -> io.BytesIO:
    """Return a copy of the document with checked XML only, because mammoth's parser resolves entities."""
    from lxml.etree import tostring

    from articles.parsing.word.imported import mark_imported_parts
    from articles.parsing.word.left_out import count_words, used_notes
    from articles.parsing.word.rewrite import rewrite_part
    from articles.parsing.word.styles import Styles
    from articles.parsing.word.xml import local

    members = [n for n in archive.names() if n.endswith((".xml", ".rels")) and not n.startswith("customXml/")]
    roots = {name: archive.xml(name) for name in members}
    styles = Styles(next((root for root in roots.values() if local(root) == "styles"), None))
    for root in roots.values():
        if local(root) in TEXT_PARTS:
            rewrite_part(root, styles)
    document = next((root for root in roots.values() if local(root) == "document"), None)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as file:
        for name, root in roots.items():
            if root is document:
                parts.words += count_words([root])
                parts.imported |= mark_imported_parts(archive, name, root)
            elif local(root) in TEXT_PARTS and document is not None:
                parts.words += count_words(used_notes(root, document))
            file.writestr(name, tostring(root))
        for name in archive.names():
            if name not in roots:
                # In the place of pictures of megabytes, their names.
                file.writestr(name, name.encode())
    return copy


def _html(document: io.BytesIO) -> str:
    import mammoth

    def picture(image: Any) -> dict[str, str]:
        try:
            with image.open() as file:
                # The name of the picture's file; see _rewritten.
                return {"src": file.read().decode()}
        except (KeyError, ValueError):
            # The file is missing, or on the web.
            return {"src": ""}

    pictures = mammoth.images.img_element(picture)
    return str(mammoth.convert_to_html(document, style_map=STYLES, convert_image=pictures).value)


def _number_notes(page: "_Element") -> None:
    """Give each note the number that its sign has in the text, in the place of mammoth's arrow back to it."""
    for list_ in page.iter("ol"):
        notes = [item for item in list_ if NOTE.match(item.get("id") or "")]
        for number, note in enumerate(notes, 1):
            for link in list(note.iter("a")):
                if BACK.match(link.get("href") or ""):
                    link.drop_tree()
            first = next(note.iter("p"), note)
            first.text = f"[{number}] {(first.text or '').lstrip()}"


def _metadata(archive: Archive) -> dict[str, Any]:
    if "docProps/core.xml" not in archive.names():
        return {}
    properties = {
        element.tag.rpartition("}")[2]: element.text or ""
        for element in archive.xml("docProps/core.xml")
        if isinstance(element.tag, str)
    }
    return {
        "title": clean_metadata(properties.get("title")),
        "byline": join_names(properties.get("creator")),
        "published": _created(properties),
        "language": properties.get("language", "").strip(),
    }


def _created(properties: dict[str, str]) -> date | None:
    """Return the day on which the document was created, None if that is the day of its template."""
    created, modified = parse_date(properties.get("created")), parse_date(properties.get("modified"))
    if properties.get("created") in TEMPLATES:
        return None
    return None if created and modified and modified - created > MAX_WORK else created
