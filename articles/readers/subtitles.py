"""Read subtitles (.srt, .vtt): the words in paragraphs, each with its time."""

from dataclasses import replace

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.plain.decoding import decode
from articles.parsing.subtitles.paragraphs import subtitle_draft
from articles.readers.text import check_text
from articles.text.characters import normalize_characters
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

EMPTY = Message(
    "This file contains no subtitles with times. Upload it as .txt if it is a text, or paste its text."
)


class SubtitleReader:
    """``.srt`` and ``.vtt``."""

    slug = "subtitles"
    title = Message("Subtitles")
    suffixes = (".srt", ".vtt")

    def read(self, data: bytes) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``."""
        with translate_parser_errors(Message("subtitle file")):
            text, notes = decode(data)
            draft = subtitle_draft(normalize_characters(check_text(text)))
            if not draft.text:
                raise Unreadable(EMPTY)
            return replace(draft, notes=(*notes, *draft.notes))
