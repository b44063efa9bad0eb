"""Quotation marks that may cast doubt: around a few words, with no speaker near."""

from collections.abc import Iterator

from articles.hints.document import Document
from articles.hints.hint import Hint
from articles.hints.loaded.extents import hinted
from articles.hints.loaded.short_quotations import short_quotations
from articles.hints.reason import Reason
from articles.hints.words import word_list
from web.i18n.lazy_message import Message

# How many words before the marks are looked at.
BEFORE = 3


class ScareQuotes:
    """One to three words in small letters and in quotation marks that nobody is quoted with."""

    slug = "scare-quotes"
    title = Message("Scare quotes")
    example = Message("The “experts” were wrong again.")
    tag = "loaded-language"
    order = 30

    def find(self, document: Document, found: tuple[Hint, ...]) -> Iterator[Hint]:
        """Yield a hint for each short quotation that nobody says and that holds no hint yet."""
        lists = word_list(document.language, "scare_quotes")
        naming = frozenset(lists["naming"])
        hints_before = hinted(found)
        for first, last in short_quotations(document):
            before = document.words[max(0, first - BEFORE) : first]
            doubted = bool(before) and before[-1] in lists["doubting"]
            start, end = document.extent(first, last)
            if doubted or not (hints_before.overlap(start, end) or naming.intersection(before)):
                yield Hint(
                    start,
                    end,
                    self.tag,
                    Reason("scare-quotes"),
                    doubted,
                    {"cue": (start, end)},
                    self.slug,
                    strength=float(doubted),
                )
