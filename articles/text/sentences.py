"""Split a text into sentences, in any script. Good enough for counts and display; no annotation depends on it."""

from bisect import bisect_right

import regex

# A full stop ends a sentence if a space follows; those of Chinese and Japanese need none.
END = regex.compile(r"(?:[。！？]+[”’」』）]*|(?<![.!?…؟۔।])[.!?…؟۔।]++[\"'”’»)\]]*+(?=\s))\s*|\n\s*")
ABBREVIATION = regex.compile(
    r"(?:\b\p{Lu}|\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Gen|Sen|Rep|Gov|Lt|Col|Sr|Sra|Srta|D|Dña|Ud|vs|etc|approx))\.$"
)


class Sentences:
    """The sentences of one text: ``starts`` in code points, each lasting to the next one's start."""

    def __init__(self, text: str) -> None:
        starts = [0]
        for match in END.finditer(text):
            if match.end() < len(text) and not _continues(text, match):
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


def _continues(text: str, match: "regex.Match[str]") -> bool:
    """Return whether a sentence goes on: a small letter follows, or the stop belongs to an abbreviation."""
    if "\n" in match[0]:
        return False
    stop = text[max(0, match.start() - 8) : match.start() + 1]
    return text[match.end()].islower() or bool(ABBREVIATION.search(stop))
