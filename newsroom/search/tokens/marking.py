"""Where a text matches a query, and the excerpt that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from newsroom.search.tokens.query import Query
from newsroom.search.tokens.words import words_in

# Characters of an excerpt before its first marked word, and at most.
BEFORE, LENGTH = 90, 320
MAX_FRAGMENT = 120
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text: ``marks`` are [start, end) of the words in it that match."""

    text: str
    marks: tuple[Span, ...]
    cut_before: bool
    cut_after: bool

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Return the text in pieces, each with whether it is marked."""
        pieces, offset = [], 0
        for start, end in self.marks:
            pieces += [(self.text[offset:start], False), (self.text[start:end], True)]
            offset = end
        return [piece for piece in [*pieces, (self.text[offset:], False)] if piece[0]]


def find_marks(text: str, query: Query, language: str) -> list[Span]:
    """Return [start, end) of each word or phrase of the query in ``text``, in order and without overlaps."""
    words = list(words_in(text, language))
    stems = [(part, number) for number, word in enumerate(words) for part in word.stems]
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in query.stems(language):
        by_first.setdefault(phrase[0], []).append(phrase)
    marks: list[Span] = []
    for position, (part, number) in enumerate(stems):
        for phrase in by_first.get(part, ()):
            here = stems[position : position + len(phrase)]
            if tuple(stem for stem, _number in here) == phrase:
                _add(marks, words[number].start, words[here[-1][1]].end)
    return marks


def _add(marks: list[Span], start: int, end: int) -> None:
    """Add a mark, merged with the last one if they overlap."""
    if marks and start < marks[-1][1]:
        marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
    else:
        marks.append((start, end))


def excerpt(text: str, marks: Sequence[Span]) -> Excerpt:
    """Return the part of ``text`` around its first mark, cut between words."""
    first = marks[0][0] if marks else 0
    start = 0 if first <= BEFORE else _next_space(text, first - BEFORE, first)
    end = len(text) if len(text) - start <= LENGTH else _last_space(text, start, start + LENGTH)
    shown = tuple((s - start, min(e, end) - start) for s, e in marks if start <= s < end)
    return Excerpt(text[start:end], shown, start > 0, end < len(text))


def text_fragment(text: str, marks: Sequence[Span]) -> str:
    """Return a fragment (``#:~:text=…``) with which browsers scroll to a passage of a page and mark it."""
    start = marks[0][0] if marks else 0
    line = text[start:].partition("\n")[0]
    words = line if len(line) <= MAX_FRAGMENT else line[: _last_space(line, 0, MAX_FRAGMENT)]
    return "#:~:text=" + quote(words.strip(), safe="").replace("-", "%2D")


def _next_space(text: str, start: int, end: int) -> int:
    """Return where the first word after ``start`` begins; ``start`` if none does before ``end``."""
    space = max(text.find(" ", start, end), text.find("\n", start, end))
    return space + 1 if space >= 0 else start


def _last_space(text: str, start: int, end: int) -> int:
    """Return where the last word before ``end`` ends; ``end`` if none does after ``start``."""
    space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
    return space if space > start else end
