"""Many articles at once: how much of what is in them, by publication, author or month, and what comes back. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.text.stems import stem_words
from reports.analysis.sources import source_key

GROUPINGS = ("publication", "author", "month")
# What is in so many articles at least comes back.
MIN_ARTICLES = 2
MAX_RECURRING = 50


@dataclass(frozen=True, slots=True)
class ArticleMarks:
    """One article: ``marks`` of each tag that ``readers`` made on its ``words``. ``month`` is like 2024-03, or ""."""

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
    """``marks`` of one tag, and how many that is for 100 words and one reader."""

    tag: str
    marks: int
    per_100_words: float


@dataclass(frozen=True, slots=True)
class Group:
    """The articles of one publication, author or month; ``name`` is "" where it is not known."""

    name: str
    articles: int
    words: int
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A source or a loaded word that is in several articles; ``forms`` are how it stands there."""

    name: str
    forms: tuple[str, ...]
    articles: int
    marks: int


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """``all`` is every article as one group. Only articles on which somebody marked something are counted."""

    by: str
    tags: tuple[str, ...]
    all: Group
    groups: tuple[Group, ...]
    sources: tuple[Recurring, ...]
    loaded: tuple[Recurring, ...]


# (article, what is said, how many marks say it)
Mention = tuple[int, str, int]


def corpus_statistics(
    articles: Sequence[ArticleMarks],
    by: str,
    tags: Sequence[str],
    sources: Iterable[Mention],
    loaded: Iterable[Mention],
) -> CorpusStatistics:
    """The order of articles makes no difference. Groups with most articles come first, months in their order."""
    named: dict[str, list[ArticleMarks]] = {}
    for article in articles:
        named.setdefault(getattr(article, by).strip(), []).append(article)
    groups = [_group(name, some, tags) for name, some in named.items()]
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


def _group(name: str, articles: Sequence[ArticleMarks], tags: Sequence[str]) -> Group:
    """Rates are pooled: all marks over all words, each word once for each of its article's readers."""
    read = sum(article.words * article.readers for article in articles)
    rates = []
    for tag in tags:
        marks = sum(article.marks.get(tag, 0) for article in articles)
        rates.append(Rate(tag, marks, 100 * marks / read if read else 0.0))
    return Group(name, len(articles), sum(article.words for article in articles), tuple(rates))


def _recurring(said: Iterable[tuple[int, str, object, int]]) -> tuple[Recurring, ...]:
    where: dict[object, set[int]] = {}
    forms: dict[object, dict[str, int]] = {}
    for article, form, key, marks in said:
        where.setdefault(key, set()).add(article)
        counts = forms.setdefault(key, {})
        counts[form] = counts.get(form, 0) + marks
    found = []
    for key, articles in where.items():
        if len(articles) >= MIN_ARTICLES:
            ordered = sorted(forms[key], key=lambda form, of=forms[key]: (-of[form], form))  # type: ignore[misc]
            found.append(Recurring(ordered[0], tuple(ordered), len(articles), sum(forms[key].values())))
    found.sort(key=lambda one: (-one.articles, -one.marks, one.name))
    return tuple(found[:MAX_RECURRING])
