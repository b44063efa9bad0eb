"""Count words: runs of letters and digits, joined by apostrophes and hyphens; each CJK character is one.

Characters that are not seen part no words: soft hyphens, joiners, marks of direction.
"""

from bisect import bisect_left
from collections.abc import Iterable

import regex

# In Thai, Lao, Khmer and Burmese, a zero-width space is the space between words.
_UNSEEN = r"(?:[\u00ad\u200c-\u200f\u2060\ufeff]|(?<![\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])\u200b)"
WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{M}\p{N}]++"
    rf"(?:{_UNSEEN}*+(?:['’\-\u2010\u2011]{_UNSEEN}*+)?[\p{{L}}\p{{M}}\p{{N}}]++)*+"
)


class Words:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self.starts = [match.start() for match in WORD.finditer(text)]
        self.length = len(text)

    def __len__(self) -> int:
        return len(self.starts)

    def covered(self, spans: Iterable[tuple[int, int]]) -> int:
        """Return how many words begin inside any of the spans ``[start, end)``; overlaps count once."""
        count = counted_up_to = 0
        for start, end in sorted(spans):
            first = max(bisect_left(self.starts, start), counted_up_to)
            last = bisect_left(self.starts, end)
            count += max(0, last - first)
            counted_up_to = max(counted_up_to, last)
        return count
