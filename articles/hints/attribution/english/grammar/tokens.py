"""The tokens of an English text with their word classes, sentences and quotations."""

from functools import cached_property

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.quotations import Quotations
from articles.hints.document import Document

# How far a phrase may reach to the left or right, in tokens: every walk is bounded.
REACH = 30
# Classes that are no nouns.
CLOSED = (
    c.DETERMINER | c.PREPOSITION | c.CONJUNCTION | c.SUBORDINATOR | c.RELATIVE | c.AUXILIARY | c.ADVERB | c.SIGN
    | c.BOUNDARY | c.BRACKET_CLOSE | c.ADJECTIVE | c.POSSESSIVE | c.NEGATION
)  # fmt: skip


class Tokens:
    """The tokens of a document with ``tags``, the bits of ``classes``."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words, self.raw = document.words, document.raw
        self.starts: list[int] = document.starts
        self.ends: list[int] = document.ends
        self.sentence_of = document.sentence_of
        self.quotation_of = document.quotation_of
        self.quotations = Quotations(document)
        self.tags = [self._tag(token) for token in range(len(document))]

    def __len__(self) -> int:
        return len(self.words)

    def _tag(self, token: int) -> int:
        word, raw = self.words[token], self.raw[token]
        tag = c.word_class(word)
        if raw in "-–" and self._joins(token):
            return c.SIGN
        if not raw[0].isupper() or word == "i" or tag & c.CONTRACTED or (tag and self._starts(token)):
            return tag
        if tag & (c.DETERMINER | c.CONJUNCTION | c.BE | c.HAVE | c.DO):
            return tag
        return tag & (c.TIME | c.NUMBER) | c.NAME | (c.TIME if word in ("may", "march") else 0)

    def _joins(self, token: int) -> bool:
        """Return whether a hyphen or dash joins two words without spaces: “22-year-old”, “2015–2019”."""
        before = token > 0 and self.ends[token - 1] == self.starts[token]
        return before and token + 1 < len(self) and self.starts[token + 1] == self.ends[token]

    def _starts(self, token: int) -> bool:
        """Return whether a token begins a sentence, line or quotation, where every word has a capital letter."""
        if token == 0 or self.sentence_of[token] != self.sentence_of[token - 1]:
            return True
        return self.raw[token - 1] in ("“", '"', "”", "«", ":", "(", "—", "‘", "'")

    @cached_property
    def sentence_first(self) -> list[int]:
        """Return for each token the first token of its sentence."""
        firsts: list[int] = []
        for token, sentence in enumerate(self.sentence_of):
            same = token > 0 and self.sentence_of[token - 1] == sentence
            firsts.append(firsts[-1] if same else token)
        return firsts

    @cached_property
    def sentence_last(self) -> list[int]:
        """Return for each token the last token of its sentence."""
        lasts = [0] * len(self)
        for token in range(len(self) - 1, -1, -1):
            same = token + 1 < len(self) and self.sentence_of[token + 1] == self.sentence_of[token]
            lasts[token] = lasts[token + 1] if same else token
        return lasts

    def left_limit(self, token: int) -> int:
        """Return the first token that a walk to the left from ``token`` may reach."""
        return max(self.sentence_first[token], token - REACH)

    def right_limit(self, token: int) -> int:
        """Return the last token that a walk to the right from ``token`` may reach."""
        return min(self.sentence_last[token], token + REACH)

    def has(self, token: int, bits: int) -> bool:
        """Return whether a token is in one of some classes; False outside the text."""
        return 0 <= token < len(self.tags) and bool(self.tags[token] & bits)

    def word(self, token: int) -> str:
        """Return the word at a token; "" outside the text."""
        return self.words[token] if 0 <= token < len(self.words) else ""

    def opens_quotation(self, token: int) -> bool:
        """Return whether a token is the opening mark of a quotation."""
        if not self.has(token, c.QUOTE):
            return False
        number = self.quotation_of[token]
        return number >= 0 and self.quotations.all[number].start == self.starts[token]

    def closes_quotation(self, token: int) -> bool:
        """Return whether a token is the closing mark of a quotation."""
        if not self.has(token, c.QUOTE):
            return False
        number = self.quotation_of[token]
        return (
            number >= 0
            and self.quotations.all[number].end == self.ends[token]
            and not self.opens_quotation(token)
        )

    def quotation_last(self, token: int) -> int:
        """Return the last token of the quotation that ``token`` is in."""
        return self.document.token_at(self.quotations.all[self.quotation_of[token]].end - 1)

    def quotation_first(self, token: int) -> int:
        """Return the first token of the quotation that ``token`` is in: its opening mark."""
        return self.document.token_at(self.quotations.all[self.quotation_of[token]].start)

    def is_nominal(self, token: int) -> bool:
        """Return whether a token can be a noun or name; False outside the text."""
        return 0 <= token < len(self.tags) and self._nominal[token]

    @cached_property
    def _nominal(self) -> list[bool]:
        """Return for each token whether it can be a noun or name."""
        return [
            (not tag & CLOSED and (not tag & c.PAST or bool(tag & c.BASE))) or bool(tag & (c.NAME | c.TIME))
            for tag in self.tags
        ]
