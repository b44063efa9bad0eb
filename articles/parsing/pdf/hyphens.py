"""Join lines: the document's other words tell which hyphens at the end of a line belong to the word."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from articles.parsing.pdf.lines import HYPHENS

WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
LAST_WORD = re.compile(r"(?<![\w\u2010\u2011-])[\w\u2010\u2011-]+$")
FIRST_WORD = re.compile(r"\w*(?:[-\u2010\u2011]\w+)*")
# A line that ends between two of these signs has no space there.
WITHOUT_SPACES = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u31f0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60"
    r"\U00020000-\U0003ffff]"
)
# "Vor- und Nachteile", "pre- and post-war": a hyphen before one of these stands for the end of a word.
AND = {"und", "oder", "and", "sowie", "bzw"}
# Words of one letter in English and its neighbours.
ONE_LETTER = "AIOYEÀÓÈÉÚ"
SOFT = "\xad"
# As much of a line as is needed to see its last word.
MAX_WORD = 80


class Words:
    """The words of the whole document, with and without hyphens, in small letters."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(
            word.replace("\u2010", "-").replace("\u2011", "-").casefold()
            for line in self._lines
            for word in WORDS.findall(line)
        )

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self._counts

    def stands_alone(self, initial: str, rest: str) -> bool:
        """Return whether an initial is a word, like "A" before "bridge", which is a word elsewhere too."""
        word = WORDS.match(rest)
        if not word or initial[-1:] not in ONE_LETTER:
            return False
        return self._counts[word[0].casefold()] > 1 and initial[-1:] + word[0] not in self


def joined(before: str, after: str, words: Words) -> str:
    """Join two lines with a space, or without one where a word goes on."""
    last, first = before[-1:], after[:1]
    if last in tuple(HYPHENS) and before[-2:-1] not in ("", " "):
        body = before.rstrip(HYPHENS)
        return body + _hyphen(body, after, words, soft=last == SOFT) + after
    if WITHOUT_SPACES.match(last) and WITHOUT_SPACES.match(first):
        return before + after
    return f"{before} {after}"


def _hyphen(before: str, after: str, words: Words, soft: bool) -> str:
    """Return what stands between the parts of a word that a hyphen at the end of a line separates."""
    start, end = LAST_WORD.search(before[-MAX_WORD:]), FIRST_WORD.match(after[:MAX_WORD])
    left, right = start[0] if start else "", end[0] if end else ""
    if left + right in words:
        return ""
    if f"{left}-{right}" in words:
        return "-"
    if right in AND and len(left) > 2:
        return "- "
    # A hyphen between small letters is there because the line ends.
    return "" if soft or (left[-1:].islower() and right[:1].islower()) else "-"


def without_soft_hyphens(text: str) -> str:
    """Return the text without the soft hyphens within a line."""
    return text[:-1].replace(SOFT, "") + text[-1:]
