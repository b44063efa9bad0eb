"""What the documents of a dataset say about it: sums over its articles. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from reports.layers import SpanAnnotation

MOST_PUBLICATIONS = 20


@dataclass(slots=True)
class Totals:
    """Sums over the articles that are written so far. ``highlights_of``: by the name of the person."""

    articles: int = 0
    words: int = 0
    characters: int = 0
    highlights: int = 0
    notes: int = 0
    answers: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    publications: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    highlights_of: Counter[str] = field(default_factory=Counter)
    first_published: date | None = None
    last_published: date | None = None

    def add_article(self, words: int, characters: int, language: str, publication: str) -> None:
        """Add an article."""
        self.articles += 1
        self.words += words
        self.characters += characters
        self.languages[language] += 1
        self.publications[publication] += 1

    def add_day(self, published: date | None) -> None:
        """Add the day on which an article was published."""
        if published:
            self.first_published = min(published, self.first_published or published)
            self.last_published = max(published, self.last_published or published)

    def add_highlights(self, highlights: Iterable[SpanAnnotation]) -> None:
        """Add the highlights of an article."""
        for one in highlights:
            self.highlights += 1
            self.notes += bool(one.note)
            self.tags[one.tag] += 1
            self.highlights_of[one.annotator] += 1

    @property
    def frequent_publications(self) -> list[tuple[str, int]]:
        """Return the publications with most articles, apart from articles without one."""
        named = [(name, count) for name, count in self.publications.items() if name]
        return sorted(named, key=lambda item: (-item[1], item[0]))[:MOST_PUBLICATIONS]

    @property
    def frequent_languages(self) -> list[tuple[str, int]]:
        """Return the languages by their codes, those with most articles first; "" for articles without one."""
        return sorted(self.languages.items(), key=lambda item: (-item[1], item[0]))

    @property
    def frequent_tags(self) -> list[tuple[str, int]]:
        """Return the tags by how often they were used."""
        return sorted(self.tags.items(), key=lambda item: (-item[1], item[0]))
