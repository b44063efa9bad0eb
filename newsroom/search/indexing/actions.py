"""Write the search index of an article. Nobody asks for it: it follows what the article is like now."""

from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from annotate.enums import LayerKind
from annotate.models import Annotation, Round
from articles.models import Article, Text
from newsroom.models import IndexedArticle, Passage
from newsroom.models.search import RULES
from newsroom.search.indexing.passages import (
    any_place,
    highlight_passages,
    stemming_language,
    text_passages,
)
from web.failures import report_failure

BATCH = 200


def pending_articles() -> QuerySet[Article, int]:
    """Return the keys of the teams' articles that changed since they were indexed, newest first."""
    compared = {"title": "title", "language": "language", "team_key": "team"}
    compared |= {"text_revision": "newest", "change_count": "change_count"}
    same = {name: OuterRef(other) for name, other in compared.items()}
    indexed = IndexedArticle.objects.filter(article=OuterRef("pk"), rules=RULES, **same)
    return _with_state().filter(~Exists(indexed)).order_by("-pk").values_list("pk", flat=True)


def never_indexed() -> QuerySet[Article]:
    """Return the teams' articles that are not in the index at all, or by other rules."""
    indexed = IndexedArticle.objects.filter(article=OuterRef("pk"), rules=RULES)
    return Article.objects.filter(~Exists(indexed), team__isnull=False)


def count_indexed(articles: QuerySet[Article]) -> int:
    """Return how many of these articles are in the index, though perhaps not as they are now."""
    return IndexedArticle.objects.filter(article__in=articles, rules=RULES).count()


def _with_state() -> QuerySet[Article]:
    """Return all articles of teams, those in the bin included, with what tells whether they changed."""
    texts = Text.objects.filter(article=OuterRef("pk")).order_by("-revision").values("revision")[:1]
    rounds = Round.all_objects.filter(text__article=OuterRef("pk")).order_by().values("text__article")
    changes = rounds.annotate(total=Sum("last_seq")).values("total")
    return Article.all_objects.filter(team__isnull=False).annotate(
        newest=Coalesce(Subquery(texts), Value(0)),
        change_count=Coalesce(Subquery(changes), Value(0), output_field=BigIntegerField()),
    )


def index_pending() -> int:
    """Index every article that changed, and return how many did. One that cannot be indexed is reported."""
    forget_deleted()
    pending = list(pending_articles())
    for pk in pending:
        try_to_index(pk)
    return len(pending)


def try_to_index(pk: int) -> None:
    """Index an article; a failure is reported, and it stays pending."""
    try:
        index_article(pk)
    except Exception:
        report_failure("the search index of an article")


def forget_deleted() -> None:
    """Delete what is indexed of articles that an earlier version of Claimlight, which knew no index, has deleted."""
    gone = IndexedArticle.objects.filter(~Exists(Article.all_objects.filter(pk=OuterRef("pk"))))
    for pk in list(gone.values_list("pk", flat=True)):
        Passage.objects.filter(article=pk).delete()
    gone.delete()


@transaction.atomic
def index_article(pk: int) -> None:
    """Bring the index of an article up to date. It may be gone."""
    # Whoever else indexes it waits here.
    if not Article.all_objects.select_for_update().filter(pk=pk).exists():
        return
    article = _with_state().filter(pk=pk).only("title", "language", "team").first()
    if article is None:
        # It belongs to one person, and no team searches it.
        Passage.objects.filter(article=pk).delete()
        IndexedArticle.objects.filter(pk=pk).delete()
        return
    compared = {
        "rules": RULES,
        "team_key": article.team_id,
        "title": article.title,
        "language": article.language,
        "text_revision": article.newest,
    }
    passages: list[Passage] = []
    state = IndexedArticle.objects.filter(article=pk, **compared).first()
    if state is None:
        Passage.objects.filter(article=pk).delete()
        text = Text.objects.filter(article=pk, revision=article.newest).first()
        state = IndexedArticle(article_id=pk, stemmed_as=stemming_language(article, text), **compared)
        passages += text_passages(article, text, state.stemmed_as)
    for annotation in _changed_annotations(article):
        passages += highlight_passages(article, annotation, state.stemmed_as)
    _insert(passages)
    state.change_count = article.change_count
    state.save()


def _changed_annotations(article: Article) -> list[Annotation]:
    """Delete the passages of annotations that are gone or changed; return those that are not in the index."""
    rows = Passage.objects.filter(article=article, annotation__isnull=False)
    rows.exclude(annotation__deleted=False, annotation__version=F("version")).delete()
    current = Annotation.objects.filter(
        layer__round__text__article=article, layer__kind=LayerKind.READER, deleted=False
    )
    indexed = Passage.objects.filter(annotation=OuterRef("pk"))
    return list(current.filter(~Exists(indexed)).defer("prefix", "suffix", "answer", "from_hint"))


def _insert(passages: list[Passage]) -> None:
    """Insert passages. Where two highlights ask for one place, the second one gets another."""
    while taken := _taken(passages):
        for passage in taken:
            passage.pk = any_place(passage.article_id)
    Passage.objects.bulk_create(passages, batch_size=BATCH)


def _taken(passages: list[Passage]) -> list[Passage]:
    """Return the passages whose place another one has, in the index or among them."""
    by_place = {passage.pk: passage for passage in passages}
    indexed = set(Passage.objects.filter(pk__in=by_place).values_list("pk", flat=True))
    return [passage for passage in passages if passage.pk in indexed or by_place[passage.pk] is not passage]
