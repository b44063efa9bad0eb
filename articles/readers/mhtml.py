"""Read web pages that a browser saved as one file (.mhtml, .mht): the page in it is read like an .html file."""

import codecs
from dataclasses import replace
from email.message import Message as MimeMessage

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.mail.body import root_of
from articles.parsing.mail.message import charset, content, header, is_message, parse_message
from articles.parsing.mail.pictures import pictures_in
from articles.parsing.plain.decoding import decode
from articles.readers.html import HtmlReader
from articles.text.draft import Draft
from web.i18n.lazy_message import Message
from web.values import is_web_address

PAGE_TYPES = ("text/html", "application/xhtml+xml")
NO_ARCHIVE = Message(
    "This file is not a web page in the MHTML format. Save the page in your browser again (“Web page, single "
    "file”), or copy the article and paste it."
)
NO_PAGE = Message("This file contains no web page. Save the page in your browser again, or paste its text.")


class MhtmlReader:
    """``.mhtml``"""

    slug = "mhtml"
    title = Message("Web page in one file")
    suffixes = (".mhtml", ".mht")

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        with translate_parser_errors(Message("web page")):
            if not is_message(data):
                raise Unreadable(NO_ARCHIVE)
            message = parse_message(data)
            page = _page(message)
            if page is None:
                raise Unreadable(NO_PAGE)
            text, notes = decode(content(page), charset(page))
            # The byte order mark says that the page is UTF-8, whatever it says itself.
            draft = HtmlReader().read(codecs.BOM_UTF8 + text.encode("utf-8", "replace"), pictures_in(message))
            address = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
            return replace(
                draft,
                url=draft.url or (address if is_web_address(address) else ""),
                notes=(*notes, *draft.notes),
            )


def _page(message: MimeMessage) -> MimeMessage | None:
    """Return the page that was saved: the others are frames in it."""
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in PAGE_TYPES]
    address = header(message, "Snapshot-Content-Location")
    for page in pages:
        if address and header(page, "Content-Location") == address:
            return page
    root = root_of(message, parts) if parts else None
    return root if root in pages else next(iter(pages), None)
