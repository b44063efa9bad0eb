"""Read rich text (.rtf): a page of HTML elements is made of it, which is read like a web page."""

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.metadata import clean_metadata, join_names
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

EMPTY = Message(
    "This RTF file contains no text, only pictures or empty pages. Paste the text, or use text "
    "recognition (OCR) on the pictures first."
)
HIDDEN = Message("Hidden words in this file were left out ({count}). Nobody sees them in the document.")
INCOMPLETE = Message(
    "This file ends in the middle, so the end of the text may be missing. Compare it with the original."
)


class RichTextReader:
    """``.rtf``"""

    slug = "rtf"
    title = Message("Rich text")
    suffixes = (".rtf",)

    def ready(self) -> None:
        """Load what reading needs."""
        import articles.cleaning.stated_facts
        import articles.parsing.contents
        import articles.parsing.rtf.document  # noqa: F401

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        from articles.cleaning.stated_facts import with_stated_facts, with_stated_headline
        from articles.parsing.contents import contents_of
        from articles.parsing.html.markup import markup
        from articles.parsing.rtf.document import Document

        with translate_parser_errors(Message("RTF file")):
            document = Document(data)
            result = markup(document.page)
            if not result.text:
                raise Unreadable(EMPTY)
            notes = []
            if document.hidden_words:
                notes.append(HIDDEN.format(count=document.hidden_words))
            if not document.complete:
                notes.append(INCOMPLETE)
            clutter = sorted(
                (*result.crossed_out, *contents_of(document.page, result)), key=lambda c: c.start
            )
            header = document.header
            draft = Draft(
                result.text,
                title=clean_metadata(header.title),
                byline=join_names(header.author),
                published=header.created,
                language=header.language,
                formatting=result.formatting,
                notes=tuple(notes),
                clutter=tuple(clutter),
            )
            return with_stated_headline(with_stated_facts(draft))
