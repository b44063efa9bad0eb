"""Reads Word documents (.docx) through mammoth."""

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
    "This Word file holds no text, only pictures or empty pages. Paste the text, or run text recognition "
    "(OCR) over the pictures first."
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
        """The article in ``data``; raises ``Unreadable``."""
        from lxml.html import fragment_fromstring

        from articles.parsing.markup import markup

        with translate_parser_errors(Message("Word file")):
            archive = Archive(data)
            page = fragment_fromstring(_html(_plain(archive)), create_parent="div")
            for link in page.iter("a"):
                # Word's own cross references and footnote signs lead nowhere outside the file.
                if (link.get("href") or "").startswith("#"):
                    del link.attrib["href"]
            text, formatting = markup(page)
            if not text.strip():
                raise Unreadable(EMPTY)
            return Draft(text, formatting=formatting, **_facts(archive))


def _plain(archive: Archive) -> io.BytesIO:
    """The document again, with nothing but XML that was checked: mammoth's own parser resolves entities."""
    from lxml.etree import tostring

    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as copy:
        for name in archive.names():
            if name.endswith((".xml", ".rels")) and not name.startswith("customXml/"):
                copy.writestr(name, tostring(archive.xml(name)))
    return plain


def _html(document: io.BytesIO) -> str:
    import mammoth

    # A picture would come as megabytes of data: address; an <img> without one is skipped.
    no_pictures = mammoth.images.img_element(lambda image: {"src": ""})
    return str(mammoth.convert_to_html(document, style_map=STYLES, convert_image=no_pictures).value)


def _facts(archive: Archive) -> dict[str, Any]:
    if "docProps/core.xml" not in archive.names():
        return {}
    found = {
        element.tag.rpartition("}")[2]: element.text or ""
        for element in archive.xml("docProps/core.xml")
        if isinstance(element.tag, str)
    }
    return {
        "title": clean_metadata(found.get("title")),
        "byline": clean_metadata(found.get("creator")),
        "published": parse_date(found.get("created")),
        "language": found.get("language", "").strip(),
    }
