"""Statistics over many articles: tag rates by publication, author or month, and recurring sources and words. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.text.stems import stem_words
from reports.analysis.sources import source_key

GROUPINGS = ("publication", "author", "month")
# What is in at least this many articles is recurring.
MIN_ARTICLES = 2
MAX_RECURRING = 50


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    """One article: how many annotations of each tag its ``readers`` made. ``month`` is like 2024-03, or ""."""

    id: int
    publication: str
    author: str
    month: str
    language: str
    words: int
    readers: int
    marks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rate:
    """The number of annotations with one tag, and the rate per 100 words and reader."""

    tag: str
    marks: int
    per_100_words: float


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of one publication, author or month; ``name`` is "" if it is unknown."""

    name: str
    articles: int
    words: int
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A source or a loaded word that is in several articles; ``forms`` are its different wordings."""

    name: str
    forms: tuple[str, ...]
    articles: int
    marks: int


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """The statistics; ``all`` is every article as one group. Only annotated articles are counted."""

    by: str
    tags: tuple[str, ...]
    all: Group
    groups: tuple[Group, ...]
    sources: tuple[Recurring, ...]
    loaded: tuple[Recurring, ...]


# (article, source or loaded word, number of annotations)
Mention = tuple[int, str, int]


def corpus_statistics(
    articles: Sequence[ArticleCounts],
    by: str,
    tags: Sequence[str],
    sources: Iterable[Mention],
    loaded: Iterable[Mention],
) -> CorpusStatistics:
    """Compute the statistics. Groups with most articles come first, months in their order.

    The order of articles makes no difference.
    """
    articles_by_name: dict[str, list[ArticleCounts]] = {}
    for article in articles:
        articles_by_name.setdefault(getattr(article, by).strip(), []).append(article)
    groups = [_group(name, group_articles, tags) for name, group_articles in articles_by_name.items()]
    groups.sort(
        key=lambda group: (group.name == "", group.name) if by == "month" else (-group.articles, group.name)
    )
    languages = {article.id: article.language for article in articles}
    return CorpusStatistics(
        by,
        tuple(tags),
        _group("", articles, tags),
        tuple(groups),
        _recurring((article, name, source_key(name), n) for article, name, n in sources),
        _recurring(
            (article, words, stem_words(words, languages.get(article, "")), n) for article, words, n in loaded
        ),
    )


def _group(name: str, articles: Sequence[ArticleCounts], tags: Sequence[str]) -> Group:
    """Pool the rates: all annotations over all words, each word once for each reader of its article."""
    words_read = sum(article.words * article.readers for article in articles)
    rates = []
    for tag in tags:
        marks = sum(article.marks.get(tag, 0) for article in articles)
        rates.append(Rate(tag, marks, 100 * marks / words_read if words_read else 0.0))
    return Group(name, len(articles), sum(article.words for article in articles), tuple(rates))


def _recurring(mentions: Iterable[tuple[int, str, object, int]]) -> tuple[Recurring, ...]:
    articles_by_key: dict[object, set[int]] = {}
    forms: dict[object, dict[str, int]] = {}
    for article, form, key, marks in mentions:
        articles_by_key.setdefault(key, set()).add(article)
        counts = forms.setdefault(key, {})
        counts[form] = counts.get(form, 0) + marks
    recurring = []
    for key, articles in articles_by_key.items():
        if len(articles) >= MIN_ARTICLES:
            ordered = sorted(forms[key], key=lambda form, of=forms[key]: (-of[form], form))  # type: ignore[misc]
            recurring.append(Recurring(ordered[0], tuple(ordered), len(articles), sum(forms[key].values())))
    recurring.sort(key=lambda item: (-item.articles, -item.marks, item.name))
    return tuple(recurring[:MAX_RECURRING])
