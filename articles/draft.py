"""A Draft is an article on its way in: plain text with standoff formatting, before it is frozen."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal, Self

from articles.phrase import Phrase

Kind = Literal["heading", "emphasis", "strong", "link", "quotation", "item"]


@dataclass(frozen=True, slots=True, order=True)
class Formatting:
    """``text[start:end]`` (code points) is shown as ``kind``; ``value`` is a heading's level or a link's target."""

    start: int
    end: int
    kind: Kind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader made of the bytes. Paragraphs are parted by one empty line, lines by ``\\n`` alone.

    ``notes`` are phrases for the person who uploads: what was guessed, and what to check.
    """

    text: str
    title: str = ""
    byline: str = ""
    publication: str = ""
    url: str = ""
    published: date | None = None
    language: str = ""
    formatting: tuple[Formatting, ...] = ()
    notes: tuple[Phrase, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The draft as plain JSON values; ``from_json`` reads it back."""
        return asdict(self) | {
            "published": self.published.isoformat() if self.published else None,
            "notes": [note.to_json() for note in self.notes],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The draft that ``to_json`` wrote."""
        return cls(
            **data
            | {
                "published": date.fromisoformat(data["published"]) if data["published"] else None,
                "formatting": tuple(Formatting(**item) for item in data["formatting"]),
                "notes": tuple(Phrase.from_json(note) for note in data["notes"]),
            }
        )

    def with_edit(self, start: int, end: int, replacement: str) -> Self:
        """``text[start:end]`` replaced, the formatting moved along; formatting that lost its text is dropped."""
        shift = len(replacement) - (end - start)

        def moved(position: int, inside: int) -> int:
            if position <= start:
                return position
            return position + shift if position >= end else inside

        return replace(
            self,
            text=self.text[:start] + replacement + self.text[end:],
            formatting=tidy(
                replace(f, start=moved(f.start, start + len(replacement)), end=moved(f.end, start))
                for f in self.formatting
            ),
        )


def tidy(formatting: Iterable[Formatting]) -> tuple[Formatting, ...]:
    """Sorted, each once, the empty ones dropped."""
    return tuple(sorted({f for f in formatting if f.start < f.end}))
