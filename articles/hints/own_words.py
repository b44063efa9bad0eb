"""Check the words that a team adds to the list of loaded words: plain words and phrases, never patterns."""

from collections.abc import Iterable

import regex

from articles.hints.words import OwnWord
from articles.text.characters import normalize_characters
from web.errors import ProblemError
from web.i18n.lazy_message import Message

MOST_WORDS, LONGEST_WORD = 200, 60
# Letters and digits, and between them spaces, apostrophes and hyphens.
PLAIN = regex.compile(r"[\p{L}\p{M}\p{N}]++(?:[ '’\-][\p{L}\p{M}\p{N}]++)*+['’]?")


class OwnWordError(ProblemError, ValueError):
    """A word cannot be added; the message says why."""

    code = "bad-word"


def checked_word(word: str, neutral: str = "") -> OwnWord:
    """Return the word with its neutral wording, each on one line with single spaces. Raise OwnWordError."""
    word, neutral = (" ".join(normalize_characters(text).split()) for text in (word, neutral))
    if not word:
        raise OwnWordError(Message("Enter a word or a phrase."))
    for text in (word, neutral):
        if len(text) > LONGEST_WORD:
            raise OwnWordError(
                Message(
                    "“{word}” is too long. The limit is {most} characters.",
                    {"word": text[:20] + "…", "most": LONGEST_WORD},
                )
            )
        if text and not PLAIN.fullmatch(text):
            raise OwnWordError(
                Message(
                    "“{word}” has other characters than letters, digits, spaces, apostrophes and hyphens.",
                    {"word": text},
                )
            )
    if same_word(word, neutral):
        raise OwnWordError(Message("The neutral wording is the word itself."))
    return OwnWord(word, neutral)


def checked_words(words: Iterable[OwnWord]) -> tuple[OwnWord, ...]:
    """Return the words, each checked. Raise OwnWordError if there are too many, or one twice."""
    checked = tuple(checked_word(own.word, own.neutral) for own in words)
    if len(checked) > MOST_WORDS:
        raise OwnWordError(Message("There are {most} words already. Remove one first.", {"most": MOST_WORDS}))
    seen: set[str] = set()
    for own in checked:
        folded = fold(own.word)
        if folded in seen:
            raise OwnWordError(Message("“{word}” is in the list already.", {"word": own.word}))
        seen.add(folded)
    return checked


def fold(word: str) -> str:
    """Return what two spellings of a word have in common: no capital letters, straight apostrophes."""
    return word.casefold().replace("’", "'")


def same_word(one: str, other: str) -> bool:
    """Return whether two spellings are of the same word."""
    return fold(one) == fold(other)
