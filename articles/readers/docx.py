"""Read Word documents (.docx) with mammoth."""

import io
import zipfile
from typing import Any

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, parse_date
from articles.parsing.zip_archive import Archive
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
EMPTY = Message(
    "This Word file contains no text, only pictures or empty pages. Paste the text, or use "
    "text recognition (OCR) on the pictures first."
)


class WordReader:
    """``.docx``"""

    slug = "docx"
    title = Message("Word")
    suffixes = (".docx",)

    def ready(self) -> None:
        """Load the libraries."""
        import mammoth  # noqa: F401

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        from lxml.html import fragment_fromstring

        from articles.parsing.markup import markup

        with translate_parser_errors(Message("Word file")):
            archive = Archive(data)
            page = fragment_fromstring(_html(_without_unsafe_xml(archive)), create_parent="div")
            for link in page.iter("a"):
                # Cross references and footnote signs point into the file.
                if (link.get("href") or "").startswith("#"):
                    del link.attrib["href"]
            result = markup(page)
            if not result.text:
                raise Unreadable(EMPTY)
            return Draft(
                result.text, formatting=result.formatting, clutter=result.crossed_out, **_metadata(archive)
            )


def _without_unsafe_xml(archive: Archive) -> io.BytesIO:
    """Return a copy of the document with checked XML only, because mammoth's parser resolves entities."""
    from lxml.etree import tostring

    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as copy:
        for name in archive.names():
            if name.endswith((".xml", ".rels")) and not name.startswith("customXml/"):
                copy.writestr(name, tostring(archive.xml(name)))
    return document


def _html(document: io.BytesIO) -> str:
    import mammoth

    # Pictures would become data: URLs of megabytes; an <img> without an address is skipped later.
    no_pictures = mammoth.images.img_element(lambda image: {"src": ""})
    return str(mammoth.convert_to_html(document, style_map=STYLES, convert_image=no_pictures).value)


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
        "byline": clean_metadata(properties.get("creator")),
        "published": parse_date(properties.get("created")),
        "language": properties.get("language", "").strip(),
    }
