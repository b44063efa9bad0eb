"""Stem words with Snowball, so that “slams” and “slammed” count as one."""

from functools import cache, lru_cache
from typing import Any

import regex
import snowballstemmer

from articles.text.characters import normalize_characters
from articles.words import WORD

# Primary language subtag (BCP 47) -> Snowball's name.
NAMES = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
PRIMARY = regex.compile("[a-z]*")


def stem_words(text: str, language: str) -> tuple[str, ...]:
    """Return the case-folded stem of each word; the word itself in a language that Snowball does not support.

    A word has the same stem however its characters are written: with soft hyphens, decomposed accents or ligatures.
    """
    primary = PRIMARY.match(language.casefold())[0]
    return tuple(
        stem_word(normalize_characters(match[0]).casefold().replace("’", "'"), primary)
        for match in WORD.finditer(text)
    )


@lru_cache(maxsize=20_000)
def stem_word(word: str, language: str) -> str:
    """Return the stem of a case-folded word in a language, which is a primary subtag."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


@cache
def _stemmer(language: str) -> Any:
    name = NAMES.get(language)
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None
