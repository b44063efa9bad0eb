"""Split a text into words that are folded and stemmed, so that both databases search alike."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from articles.text.characters import normalize_characters
from articles.text.language import primary_subtag
from articles.text.stems import stem_word
from articles.words import WORD
from web.text.folding import fold

# Languages whose words are stemmed. In all others a word is found only as it is written.
STEMMED = ("en", "es")
OTHER = ""
LANGUAGES = (*STEMMED, OTHER)
# A longer word is found by its beginning alone, as is one of more parts.
MAX_WORD, MAX_PARTS = 60, 40

_NOT_IN_WORDS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_JOINTS = regex.compile(r"['’\-\u2010\u2011]")
_POSSESSIVE = regex.compile(r"['’]s$")
# Endings that Snowball knows with their accents alone, which folding removes: votación, votaciones.
_ACCENTED_ENDINGS = {"cion": "ción", "sion": "sión"}


class Word(NamedTuple):
    """A word at ``text[start:end]``, and its stems: several if it is joined by hyphens or apostrophes."""

    stems: tuple[str, ...]
    start: int
    end: int


def words_in(text: str, language: str) -> Iterator[Word]:
    """Yield the words of ``text``, which is in one of LANGUAGES."""
    for match in WORD.finditer(text):
        stems = tuple(stem(part, language) for part in split(match[0]))
        if stems:
            yield Word(stems, match.start(), match.end())


def search_language(language: str) -> str:
    """Return which of LANGUAGES the language of an article (BCP 47) is."""
    primary = primary_subtag(language)
    return primary if primary in STEMMED else OTHER


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[str, ...]:
    """Return the folded parts of a word: “Well-known” → well, known; “mayor’s” → mayor."""
    word = _POSSESSIVE.sub("", normalize_characters(word).casefold())
    folded = (
        _NOT_IN_WORDS.sub("", fold(part))[:MAX_WORD] for part in _JOINTS.split(word, MAX_PARTS)[:MAX_PARTS]
    )
    return tuple(part for part in folded if part)


@lru_cache(maxsize=50_000)
def stem(part: str, language: str) -> str:
    """Return the stem of a folded part of a word; the part itself in a language whose words are not stemmed."""
    if language == OTHER:
        return part
    if language == "es" and part[-4:] in _ACCENTED_ENDINGS:
        part = part[:-4] + _ACCENTED_ENDINGS[part[-4:]]
    return fold(stem_word(part, language))
