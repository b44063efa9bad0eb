"""Combines what several readers marked into numbered passages. The order of people makes no difference."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """One reader's mark on ``[start, end)``, in code points of the text. ``created`` is an ISO time."""

    id: str
    start: int
    end: int
    tag: str
    quote: str
    annotator: str
    created: str
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """What one or more readers marked with one tag; ``number`` is its place in the report, from 1."""

    number: int
    start: int
    end: int
    tag: str
    quote: str
    readers: tuple[str, ...]
    marks: tuple[Mark, ...]

    def said(self, detail: str) -> tuple[str, ...]:
        """The different texts that readers gave for a detail, each once, in order of the alphabet."""
        given = {str(mark.details[detail]).strip() for mark in self.marks if mark.details.get(detail)}
        return tuple(sorted(given - {""}))

    @property
    def notes(self) -> tuple[str, ...]:
        """The readers' notes, each once."""
        return tuple(sorted({mark.note.strip() for mark in self.marks} - {""}))


def combine(marks: Iterable[Mark]) -> tuple[Passage, ...]:
    """Marks of one tag on one span (outer white space aside) are one passage; in order of the text, longest first."""
    together: dict[tuple[int, int, str], list[Mark]] = {}
    for mark in marks:
        quote = mark.quote
        start = mark.start + len(quote) - len(quote.lstrip())
        end = mark.end - (len(quote) - len(quote.rstrip()))
        together.setdefault((start, -end, mark.tag), []).append(mark)
    return tuple(
        _passage(number, place, sorted(together[place], key=lambda m: (m.annotator, m.created, m.id)))
        for number, place in enumerate(sorted(together), 1)
    )


def _passage(number: int, place: tuple[int, int, str], marks: list[Mark]) -> Passage:
    start, minus_end, tag = place
    readers = tuple(sorted({mark.annotator for mark in marks}))
    return Passage(number, start, -minus_end, tag, marks[0].quote.strip(), readers, tuple(marks))
