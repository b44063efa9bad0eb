"""What pages, the API and downloads show of the passages that a search has found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from annotate.codebooks.translation import translate_tag
from annotate.models import Annotation, Tag
from articles.access import newest_texts
from articles.models import Article, Text
from newsroom.models import IndexedArticle, Passage
from newsroom.search.find import Search
from newsroom.search.indexing.passages import article_of, is_title, searched_texts
from newsroom.search.tokens.marking import Excerpt, excerpt, find_marks, text_fragment
from newsroom.search.tokens.query import Query
from newsroom.search.tokens.words import OTHER

QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that was found: ``kind`` is title, text or highlight.

    ``excerpts`` has what matches by name: the passage, and of a highlight also its note and its details.
    """

    kind: str
    article: Article
    start: int
    end: int
    excerpts: dict[str, Excerpt]
    link: str
    annotation: Annotation | None = None

    @property
    def tag(self) -> str:
        """Return the name of the tag of a highlight."""
        tag: Tag | None = self.annotation and self.annotation.tag
        return translate_tag(tag.pure, tag.codebook.catalogue).name if tag else ""

    @property
    def person(self) -> str:
        """Return the name of whoever highlighted it; "" if they were erased."""
        annotator = self.annotation.layer.annotator if self.annotation else None
        return annotator.name if annotator else ""

    @property
    def details(self) -> list[tuple[str, Excerpt]]:
        """Return what else of a highlight matches, by its label."""
        if self.annotation is None:
            return []
        tag = translate_tag(self.annotation.tag.pure, self.annotation.tag.codebook.catalogue)
        labels = {detail.slug: detail.label for detail in tag.details}
        return [(labels.get(name, ""), found) for name, found in self.excerpts.items() if name != QUOTE]


def load_results(search: Search, ids: Iterable[int]) -> list[Result]:
    """Return the results of ids that ``search`` has found, in their order."""
    order = list(ids)
    related = ("annotation__tag__codebook", "annotation__layer__annotator")
    passages = Passage.objects.select_related(*related).defer("tokens").in_bulk(order)
    articles = _articles({article_of(pk) for pk in order})
    with_text = {article_of(pk) for pk, passage in passages.items() if passage.annotation is None}
    texts = newest_texts([article for article in articles.values() if article.pk in with_text])
    indexed = IndexedArticle.objects.filter(article__in=articles).values_list("article", "stemmed_as")
    languages = dict(indexed)
    results = []
    for pk in order:
        passage, article = passages.get(pk), articles.get(article_of(pk))
        if passage and article:
            language = languages.get(article.pk, OTHER)
            results.append(_result(search.query, passage, article, texts.get(article.pk), language))
    return results


def _articles(keys: set[int]) -> dict[int, Any]:
    """Return articles with ``under_review``, without the drafts that tell."""
    articles = Article.objects.annotate(under_review=ExpressionWrapper(~Q(draft=None), BooleanField()))
    columns = ("title", "publication", "published", "language", "url")
    return articles.only(*columns).in_bulk(keys)


def _result(query: Query, passage: Passage, article: Any, text: Text | None, language: str) -> Result:
    if passage.annotation:
        return _highlight(query, passage.annotation, article, language)
    if is_title(passage.pk) or text is None:
        body, kind = article.title, "title"
    else:
        body, kind = text.body[passage.start : passage.end], "text"
    marks = find_marks(body, query, language)
    link = reverse("articles:review" if article.under_review else "articles:article", args=[article.pk])
    if kind == "text":
        link += text_fragment(body, marks)
    return Result(kind, article, passage.start, passage.end, {QUOTE: excerpt(body, marks)}, link)


def _highlight(query: Query, annotation: Annotation, article: Article, language: str) -> Result:
    excerpts = {}
    for name, text in searched_texts(annotation).items():
        marks = find_marks(text, query, language)
        if marks or name == QUOTE:
            excerpts[name] = excerpt(text, marks)
    link = reverse("annotate:annotate", args=[annotation.layer.round_id]) + f"#mark-{annotation.pk}"
    return Result("highlight", article, annotation.start, annotation.end, excerpts, link, annotation)


@dataclass(frozen=True, slots=True)
class PassageResults:
    """A passage, and the highlights if it is what people highlighted."""

    first: Result
    highlights: Sequence[Result]


@dataclass(frozen=True, slots=True)
class ArticleResults:
    """The passages that were found in one article, and how many results there are beside them."""

    article: Article
    passages: Sequence[PassageResults]
    more: int


def group_by_article(search: Search, ids: Sequence[int], shown: int) -> list[ArticleResults]:
    """Return what was found in each article in the order of its text, at most ``shown`` results of each."""
    found: dict[int, list[int]] = {}
    for pk in ids:
        found.setdefault(article_of(pk), []).append(pk)
    # The lowest ids are the title and the first paragraphs.
    loaded = {article: sorted(keys)[:shown] for article, keys in found.items()}
    results: dict[int, list[Result]] = {}
    for result in load_results(search, chain.from_iterable(loaded.values())):
        results.setdefault(result.article.pk, []).append(result)
    return [
        ArticleResults(of_article[0].article, _by_passage(of_article), len(found[pk]) - len(loaded[pk]))
        for pk, of_article in results.items()
    ]


def _by_passage(results: list[Result]) -> list[PassageResults]:
    """Return the results of one article by place; highlights of the same words are together."""
    passages: dict[tuple[bool, int, int, bool], list[Result]] = {}
    for result in results:
        place = (result.kind != "title", result.start, -result.end, result.annotation is not None)
        passages.setdefault(place, []).append(result)
    return [
        PassageResults(found[0], found if found[0].annotation else [])
        for _place, found in sorted(passages.items(), key=itemgetter(0))
    ]
