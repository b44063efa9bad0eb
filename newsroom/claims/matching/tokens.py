"""The words of a claim and the signs between them."""

from dataclasses import dataclass

import regex

from articles.text.characters import normalize_characters
from web.text.folding import fold

# Longer words, such as addresses, are cut.
MAX_WORD = 60
TOKEN = regex.compile(r"\p{N}++(?:[.,]\p{N}++)*+[\p{L}\p{M}]*+|[\p{L}\p{M}]++(?:['’][\p{L}\p{M}]++)*+|\S")
_POSSESSIVE = regex.compile(r"['’](?:s)?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign: as it is written without a possessive ’s, and without capitals and accents."""

    text: str
    word: str
    possessive: bool = False

    @property
    def is_word(self) -> bool:
        """Return whether it is a word or number."""
        return self.text[:1].isalnum()

    @property
    def is_capitalized(self) -> bool:
        """Return whether it begins with a capital letter."""
        return self.text[:1].isupper()


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text; words that are joined by hyphens are separate tokens."""
    tokens = []
    for match in TOKEN.finditer(normalize_characters(text)):
        written = match[0][:MAX_WORD]
        bare = _POSSESSIVE.sub("", written) if len(written) > 2 else written
        if word := fold(bare).replace("’", "'"):
            tokens.append(Token(bare, word, bare != written))
    return tokens
