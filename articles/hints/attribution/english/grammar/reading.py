"""An English text as the rules of attribution read it: its tokens, and which of them may be finite verbs."""

from functools import cached_property

from articles.hints.attribution.english.grammar import classes as c
from articles.hints.attribution.english.grammar.tokens import Tokens

PLURAL = frozenset(
    ("they", "we", "you", "i", "who", "which", "that", "people", "police", "also", "many", "some", "others")
)
SINGULAR_ENDINGS = ("ss", "us", "is")
# After these a word is a noun or an adjective.
NOMINAL = c.DETERMINER | c.POSSESSIVE | c.PREPOSITION | c.ADJECTIVE
# What follows a verb such as "claims" rather than the plural of the noun.
COMPLEMENT = (
    c.DETERMINER | c.POSSESSIVE | c.SUBJECT | c.OBJECT | c.PREPOSITION | c.ADVERB | c.QUOTE | c.NAME | c.NUMBER
    | c.ADJECTIVE | c.QUESTION | c.SUBORDINATOR | c.COMMA | c.STOP
)  # fmt: skip


class Reading(Tokens):
    """The tokens of a document, with the verbs among them."""

    @cached_property
    def finite(self) -> list[bool]:
        """Return for each token whether it may be a finite verb."""
        return [self._may_be_finite(token) for token in range(len(self))]

    def is_finite(self, token: int) -> bool:
        """Return whether a token may be a finite verb where it stands; False outside the text."""
        return 0 <= token < len(self.finite) and self.finite[token]

    def _may_be_finite(self, token: int) -> bool:
        tag = self.tags[token]
        if tag & (c.NAME | c.CONTRACTED | c.AUXILIARY):
            return not tag & (c.NAME | c.NONFINITE)
        before = self.tags[token - 1] if token else c.SIGN
        if before & NOMINAL and not before & (c.OBJECT | c.SUBJECT | c.ADVERB):
            return False
        if tag & c.THIRD and not tag & c.PAST:
            return self.is_singular(token - 1) and self.starts_object(token + 1)
        if tag & c.BASE and not tag & c.PAST:
            return self.is_plural(token - 1 - self.has(token - 1, c.ADVERB))
        return bool(tag & c.PAST)

    def is_singular(self, token: int) -> bool:
        """Return whether a token may be a singular subject, or end one."""
        word = self.word(token)
        if self.has(token, c.SUBJECT | c.RELATIVE | c.ADVERB | c.COMMA | c.BRACKET_CLOSE | c.NAME):
            return True
        return self.is_nominal(token) and (not word.endswith("s") or word.endswith(SINGULAR_ENDINGS))

    def is_plural(self, token: int) -> bool:
        """Return whether a token may be a plural subject."""
        word = self.word(token)
        plural = word.endswith("s") and not word.endswith(("ss", "us", "'s"))
        if self.has(token, c.NUMBER):
            return len(word) != 4 and not self.has(token - 1, c.DETERMINER | c.POSSESSIVE | c.ADJECTIVE)
        return word in PLURAL or (plural and self.is_nominal(token))

    def starts_object(self, token: int) -> bool:
        """Return whether what follows a form such as "claims" makes it a verb rather than a plural noun."""
        if self.has(token, c.AUXILIARY):
            return False
        if self.has(token, COMPLEMENT) or self.word(token) == ".":
            return True
        return self.is_nominal(token) and not self.has(token, c.BASE | c.PAST)
