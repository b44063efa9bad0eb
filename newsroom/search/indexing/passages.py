"""What is indexed of an article: its title, the paragraphs of its text, and what people highlighted and wrote."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from random import randrange
from typing import Any

from annotate.models import Annotation
from articles.models import Article, Text
from articles.text.language import detect_language
from newsroom.models import Passage
from newsroom.models.search import PLACE_BITS
from newsroom.search.backends import backend
from newsroom.search.tokens.words import Word, search_language, words_in

# Words in one passage at most: PostgreSQL stores no more than 255 places of a word.
MAX_WORDS = 200
# Paragraphs are numbered below this, highlights above.
FIRST_HIGHLIGHT = 1 << (PLACE_BITS - 1)
HIGHLIGHTS = FIRST_HIGHLIGHT >> 1


def first_id(article: int) -> int:
    """Return the id that the passages of an article begin with; its title has it."""
    return article << PLACE_BITS


def article_of(passage: int) -> int:
    """Return the key of the article of a passage."""
    return passage >> PLACE_BITS


def is_title(passage: int) -> bool:
    """Return whether a passage is a title."""
    return passage == first_id(article_of(passage))


def any_place(article: int) -> int:
    """Return an id that a highlight of the article can have."""
    return first_id(article) + FIRST_HIGHLIGHT + randrange(HIGHLIGHTS)  # noqa: S311 (no secret)  # nosec B311


def prefix(team: int, language: str) -> str:
    """Return what words of a team in a language begin with: a search never looks at the words of other teams."""
    return f"{team}{language or 'o'}"


def stemming_language(article: Article, text: Text | None) -> str:
    """Return in which language the words of an article are stemmed: its own, or what its text seems to be in."""
    return search_language(article.language or (detect_language(text.body) if text else ""))


def text_passages(article: Article, text: Text | None, language: str) -> Iterator[Passage]:
    """Yield the title and the paragraphs of a text, which is None while the article is under review."""
    maker = _Maker(article, language)
    place = first_id(article.pk)
    yield maker.passage(place, 0, 0, [list(words_in(article.title, maker.language))])
    for block in text.blocks if text else ():
        paragraph = text.body[block.start : block.end]  # type: ignore[union-attr]
        words = list(words_in(paragraph, maker.language))
        parts = [words[first : first + MAX_WORDS] for first in range(0, len(words), MAX_WORDS)]
        # A paragraph is cut where a word begins.
        cuts = [block.start, *(block.start + part[0].start for part in parts[1:]), block.end]
        for (start, end), part in zip(pairwise(cuts), parts, strict=False):
            place += 1
            yield maker.passage(place, start, end, [part])


def highlight_passages(article: Article, annotation: Annotation, language: str) -> Iterator[Passage]:
    """Yield the passages of a highlight: one, unless it or its note is long."""
    maker = _Maker(article, language)
    place = first_id(article.pk) + FIRST_HIGHLIGHT + annotation.pk.int % HIGHLIGHTS
    fields = [list(words_in(text, maker.language)) for text in searched_texts(annotation).values()]
    for part in _parts(fields):
        passage = maker.passage(place, annotation.start, annotation.end, part)
        passage.annotation, passage.version = annotation, annotation.version
        yield passage
        place += 1


def searched_texts(annotation: Annotation) -> dict[str, str]:
    """Return what is searched of a highlight by name: ``quote``, ``note``, and the details that are texts."""
    details: dict[str, Any] = annotation.details
    texts = {name: value for name, value in details.items() if isinstance(value, str)}
    return {"quote": annotation.quote, "note": annotation.note} | texts


def _parts(fields: list[list[Word]]) -> Iterator[list[list[Word]]]:
    """Yield the fields together, or in parts if they have too many words."""
    if sum(map(len, fields)) <= MAX_WORDS:
        yield fields
        return
    for words in fields:
        for start in range(0, len(words), MAX_WORDS):
            yield [words[start : start + MAX_WORDS]]


class _Maker:
    """Makes the passages of one article."""

    def __init__(self, article: Article, language: str) -> None:
        self.article, self.language = article, language
        self.prefix = prefix(article.team_id, language)
        self.backend = backend()

    def passage(self, pk: int, start: int, end: int, fields: Iterable[list[Word]]) -> Passage:
        words = [[self.prefix + stem for word in field for stem in word.stems] for field in fields]
        tokens = self.backend.encode(words)
        return Passage(pk, article=self.article, start=start, end=end, tokens=tokens)
