"""Read plain text, pasted or as a file; simple Markdown in it becomes formatting."""

import re
from typing import Any

from articles.errors import Unreadable
from articles.parsing.plain.decoding import HALF_CHARACTERS, HOLDS_NUL, decode
from articles.parsing.plain.front_matter import split_front_matter
from articles.parsing.plain.line_paragraphs import separate_paragraphs
from articles.parsing.subtitles.cues import looks_like_subtitles
from articles.parsing.subtitles.paragraphs import subtitle_draft
from articles.text.characters import normalize_characters
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

EMPTY = Message("There is no text here. Upload a file with the article, or paste its text.")


def check_text(text: str) -> str:
    """Return ``text`` with ``\\n`` as its line ends. Raises ``Unreadable`` if it is empty or cannot be stored."""
    if "\0" in text:
        raise Unreadable(HOLDS_NUL)
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise Unreadable(HALF_CHARACTERS)
    if not text.strip():
        raise Unreadable(EMPTY)
    return re.sub(r"\r\n?", "\n", text)


def read_text(text: str, notes: tuple[Message, ...] = ()) -> Draft:
    """Return the draft of ``text``: front matter becomes metadata, Markdown formatting, and lines paragraphs.

    Raises ``Unreadable``.
    """
    from articles.parsing.plain.markdown import from_markdown

    text = normalize_characters(check_text(text))
    if looks_like_subtitles(text):
        draft = subtitle_draft(text)
        return _draft(
            draft.text, formatting=draft.formatting, language=draft.language, notes=(*notes, *draft.notes)
        )
    metadata, source = split_front_matter(text)
    body, formatting, markdown_notes = from_markdown(separate_paragraphs(source))
    return _draft(body, formatting=formatting, notes=(*notes, *markdown_notes), **metadata)


def _draft(body: str, **fields: Any) -> Draft:
    if not body.strip():
        raise Unreadable(EMPTY)
    return Draft(body, **fields)


class TextReader:
    """``.txt`` and ``.md``."""

    slug = "text"
    title = Message("Plain text")
    suffixes = (".txt", ".md", ".markdown")

    def ready(self) -> None:
        """Create the Markdown parser."""
        self.read(b"The council met on Monday.")

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        return read_text(*decode(data))
