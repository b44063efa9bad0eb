"""Split a text into sentences, in any script. Good enough for counts and display; no annotation depends on it."""

from bisect import bisect_right
from functools import cache

import regex

from articles.text.abbreviations import ABBREVIATIONS, ORDINAL_STOP
from articles.text.language import primary_subtag

# A full stop ends a sentence if a space follows; those of Chinese and Japanese need none.
END = regex.compile(r"(?:[。！？]+[”’」』）]*|(?<![.!?…؟۔।։።။។])[.!?…؟۔।։።။។]++[\"'”’»)\]]*+(?=\s))\s*|\n\s*")
# The last word before a stop.
LAST_WORD = regex.compile(r"\b(\w{1,7})\.$")
# Of a text in an unknown language.
USUAL = ("en", "es")


class Sentences:
    """The sentences of one text: ``starts`` in code points, each lasting to the next one's start.

    The ``language`` (BCP 47) tells which stops belong to abbreviations and ordinal numbers.
    """

    def __init__(self, text: str, language: str = "") -> None:
        primary = primary_subtag(language)
        abbreviations, ordinals = _abbreviations(primary), primary in ORDINAL_STOP
        starts = [0]
        for match in END.finditer(text):
            if match.end() < len(text) and not _continues(text, match, abbreviations, ordinals):
                starts.append(match.end())
        self.starts = starts
        self.length = len(text)

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """Return the index of the sentence that contains ``offset``."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def span(self, number: int) -> tuple[int, int]:
        """Return ``[start, end)`` of a sentence, with the white space after it."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else self.length
        return self.starts[number], end


@cache
def _abbreviations(language: str) -> frozenset[str]:
    languages = (language,) if language in ABBREVIATIONS else USUAL
    return frozenset(word for code in languages for word in ABBREVIATIONS[code].split())


def _continues(text: str, match: "regex.Match[str]", abbreviations: frozenset[str], ordinals: bool) -> bool:
    """Return whether a sentence goes on: a small letter follows, or the stop belongs to the word before it."""
    if "\n" in match[0]:
        return False
    if text[match.end()].islower():
        return True
    last = LAST_WORD.search(text[max(0, match.start() - 8) : match.start() + 1])
    if not last:
        return False
    word = last[1]
    initial = len(word) == 1 and word.isupper()
    return initial or word in abbreviations or (ordinals and word.isdecimal() and len(word) <= 3)
