"""What the figures of a campaign need of one article: who handed in which spans, when, and the score. Pure."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.agreement.continuum import Unit

# Raise it when what is stored changes.
VERSION = 1


@dataclass(frozen=True, slots=True)
class HandIn:
    """What one person handed in.

    ``spans`` are start, end and number of the tag in the codebook, one after the other: 450,000 spans of a campaign are
    read three times as fast as tuples. They are trimmed of outer white space and punctuation.
    ``person`` is the id of a user, or of a layer with a minus for somebody who has left. ``handed_in`` and
    ``seconds`` (of work) are in seconds. On a control article ``score`` (0..1) is how far it fits the answer key, and
    ``weight`` the number of answers and highlights behind the score.
    """

    person: int
    handed_in: int
    seconds: int
    spans: Sequence[int]
    score: float | None = None
    weight: int = 0

    def units(self, tags: Sequence[str]) -> list[Unit]:
        """Return the spans as units; ``tags`` are those of the codebook in their order."""
        names = (tags[number] for number in self.spans[2::3])
        return list(zip(self.spans[::3], self.spans[1::3], names, strict=True))


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """One released article: its length in code points and words, and what was handed in."""

    article: int
    length: int
    words: int
    hand_ins: tuple[HandIn, ...]


def to_json(figures: ArticleFigures) -> dict[str, Any]:
    """Return the figures as they are stored."""
    hand_ins = [
        [one.person, one.handed_in, one.seconds, [*one.spans], one.score, one.weight]
        for one in figures.hand_ins
    ]
    return {"length": figures.length, "words": figures.words, "hand_ins": hand_ins}


def from_json(article: int, data: Mapping[str, Any]) -> ArticleFigures:
    """Return the figures of the article with this id from what is stored."""
    hand_ins = tuple(
        # An array takes a tenth of the memory of a list.
        HandIn(person, handed_in, seconds, array("i", spans), score, weight)
        for person, handed_in, seconds, spans, score, weight in data["hand_ins"]
    )
    return ArticleFigures(article, data["length"], data["words"], hand_ins)


def flat(units: Iterable[tuple[int, int, int]]) -> list[int]:
    """Return (start, end, number of the tag) of each unit as ``HandIn.spans``."""
    return [number for unit in sorted(units) for number in unit]


def people_in(articles: Iterable[ArticleFigures]) -> set[int]:
    """Return everybody who handed in something."""
    return {one.person for article in articles for one in article.hand_ins}
