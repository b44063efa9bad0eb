"""A text as the rules read it: tokens, sentences, paragraphs and quotations. Everything is found in linear time."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

import regex

from articles.hints.hint import Extent
from articles.hints.words import OwnWord
from articles.text.characters import normalize_characters
from articles.text.sentences import Sentences

# Words with apostrophes and hyphens, numbers with their points and commas, "U.S.", and single signs.
TOKEN = regex.compile(
    r"(?:\p{Lu}\.){2,}+"
    r"|\p{N}++(?:[.,:]\p{N}++)*+[\p{L}\p{M}]*+"
    r"|[\p{L}\p{M}\p{N}]++(?:['’\-\u2010\u2011][\p{L}\p{M}\p{N}]++)*+"
    r"|\S"
)
PARAGRAPH = regex.compile(r"[^\n]++")
QUOTATION_MARK = regex.compile(r"[\"“”„«»]")
# What closes each quotation mark; „ is closed by either.
CLOSING = {'"': '"', "“": "”", "«": "»", "„": "“”"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation ``[start, end)`` with its marks (code points); without ``closed`` it ends with its paragraph."""

    start: int
    end: int
    closed: bool

    @property
    def inner(self) -> Extent:
        """Return the extent between the marks."""
        return self.start + 1, self.end - self.closed


class Document:
    """The tokens of one text and where they stand.

    ``words`` are the tokens in small letters, composed, with straight apostrophes; ``starts`` and ``ends`` their
    extents in code points.
    """

    def __init__(self, text: str, language: str, own_words: tuple[OwnWord, ...] = ()) -> None:
        self.text, self.language, self.own_words = text, language, own_words
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.raw: list[str] = []
        # Each word is stored once: a long text of quotation marks would take a gigabyte.
        distinct: dict[str, str] = {}
        for match in TOKEN.finditer(text):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.raw.append(distinct.setdefault(match[0], match[0]))
        folded = {word: _fold(word) for word in distinct}
        self.words = [folded[word] for word in self.raw]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def sentences(self) -> Sentences:
        """Return the sentences of the text."""
        return Sentences(self.text, self.language)

    @cached_property
    def sentence_of(self) -> list[int]:
        """Return the number of the sentence of each token."""
        return _containing(self.sentences.starts, self.starts)

    @cached_property
    def paragraphs(self) -> list[Extent]:
        """Return the paragraphs: lines with something on them."""
        return [match.span() for match in PARAGRAPH.finditer(self.text) if not match[0].isspace()]

    @cached_property
    def paragraph_of(self) -> list[int]:
        """Return the number of the paragraph of each token."""
        return _containing([start for start, _ in self.paragraphs], self.starts)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Return the quotations in order; one inside another is part of it."""
        return [
            quotation for start, end in self.paragraphs for quotation in _quotations(self.text, start, end)
        ]

    @cached_property
    def quotation_of(self) -> list[int]:
        """Return the number of the quotation that each token is in, its marks included; -1 for none."""
        starts = [quotation.start for quotation in self.quotations]
        numbers = _containing(starts, self.starts)
        return [
            number if number >= 0 and start < self.quotations[number].end else -1
            for number, start in zip(numbers, self.starts, strict=True)
        ]

    def sentence_tokens(self, number: int) -> range:
        """Return the tokens of a sentence."""
        start, end = self.sentences.span(number)
        return self.tokens_in(start, end)

    def tokens_in(self, start: int, end: int) -> range:
        """Return the tokens that begin in ``[start, end)``, code points."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def token_at(self, offset: int) -> int:
        """Return the last token that begins at or before ``offset``; -1 if there is none."""
        return bisect_right(self.starts, offset) - 1

    def extent(self, first: int, last: int) -> Extent:
        """Return the extent of the tokens from ``first`` to ``last``, both included."""
        return self.starts[first], self.ends[last]

    def is_word(self, token: int) -> bool:
        """Return whether a token has letters or digits."""
        return self.raw[token][0].isalnum()

    def is_capitalized(self, token: int) -> bool:
        """Return whether a token begins with a capital letter."""
        return self.raw[token][0].isupper()

    def starts_sentence(self, token: int) -> bool:
        """Return whether a token is the first word of its sentence or quotation, where capitals mean nothing."""
        before = token - 1
        while before >= 0 and self.sentence_of[before] == self.sentence_of[token]:
            if self.is_word(before):
                return False
            if QUOTATION_MARK.match(self.raw[before]):
                return True
            before -= 1
        return True


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    composed = normalize_characters(word).casefold().replace("’", "'")
    # A sign that nobody sees stays as it is: no token is empty.
    return composed.replace("\u2010", "-").replace("\u2011", "-") or word


def _containing(starts: list[int], offsets: list[int]) -> list[int]:
    """Return for each offset the number of the last start at or before it; both are sorted. -1 for none."""
    numbers, number = [], -1
    for offset in offsets:
        while number + 1 < len(starts) and starts[number + 1] <= offset:
            number += 1
        numbers.append(number)
    return numbers


def _quotations(text: str, start: int, end: int) -> list[Quotation]:
    """Return the quotations of one paragraph."""
    result: list[Quotation] = []
    opened, closes = -1, ""
    for match in QUOTATION_MARK.finditer(text, start, end):
        mark = match[0]
        if opened < 0:
            if mark in CLOSING:
                opened, closes = match.start(), CLOSING[mark]
        elif mark in closes:
            result.append(Quotation(opened, match.end(), closed=True))
            opened = -1
    if opened >= 0:
        result.append(Quotation(opened, opened + len(text[opened:end].rstrip()), closed=False))
    return result
