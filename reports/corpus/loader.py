"""Loads statistics about many articles, in the same few queries however many there are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Lower

from annotate.access import current_annotations, exercises_visible_to
from annotate.codebooks.translation import translate_codebook
from annotate.enums import RoundState
from annotate.models import Annotation, Codebook, Round
from articles.models import Text
from people.models import Team, User
from reports.agreement import Score, continuum_of, headline_measure
from reports.agreement.continuum import Unit
from reports.analysis.report import SECTIONS
from reports.corpus.statistics import ArticleCounts, CorpusStatistics, corpus_statistics

# The agreement is computed for the newest articles only.
MAX_AGREEMENT_ARTICLES = 60


@dataclass(frozen=True)
class ArticleAgreement:
    """How far the readers of one article agree by the headline measure, over all tags."""

    article: int
    title: str
    month: str
    readers: int
    score: Score


@dataclass(frozen=True)
class Corpus:
    """The statistics, and the codebooks that were used, most used first; ``codebook`` is the one counted here."""

    statistics: CorpusStatistics
    agreements: list[ArticleAgreement]
    codebooks: list[Codebook]
    codebook: Codebook | None


def load_corpus(user: User, team: Team | None, by: str, slug: str = "") -> Corpus:
    """Load the statistics of a team's articles, or of the user's own, for one codebook.

    Only rounds that the user may see are counted. The codebook defaults to the most used one.
    """
    of_corpus = (
        Q(text__article__team=team) if team else Q(text__article__team=None, text__article__owner=user)
    )
    rounds = exercises_visible_to(user).filter(of_corpus)
    codebooks = _codebooks(rounds)
    codebook = next((book for book in codebooks if slug in ("", book.slug)), None)
    rounds = rounds.filter(codebook__slug=codebook.slug) if codebook else rounds.none()
    annotations = current_annotations(user, rounds)
    tags = [tag.slug for tag in translate_codebook(codebook.pure).tags] if codebook else []
    articles = _article_counts(annotations)
    statistics = corpus_statistics(
        articles, by, tags, _detail_counts(annotations, "sources"), _detail_counts(annotations, "loaded")
    )
    return Corpus(statistics, _article_agreements(annotations, tags), codebooks, codebook)


def _codebooks(rounds: QuerySet[Round]) -> list[Codebook]:
    counts = rounds.order_by().values("codebook__slug").annotate(n=Count("pk"), newest=Max("codebook"))
    uses_by_pk = {row["newest"]: row["n"] for row in counts}
    return sorted(
        Codebook.objects.filter(pk__in=uses_by_pk), key=lambda book: (-uses_by_pk[book.pk], book.title)
    )


def _article_counts(annotations: QuerySet[Annotation]) -> list[ArticleCounts]:
    text, article = "layer__round__text", "article__"
    counts: dict[int, dict[str, int]] = {}
    for pk, tag, n in annotations.order_by().values_list(text, "tag__slug").annotate(n=Count("pk")):
        counts.setdefault(pk, {})[tag] = n
    readers_by_text = annotations.order_by().values(text).annotate(n=Count("layer__annotator", distinct=True))
    readers = dict(readers_by_text.values_list(text, "n"))
    texts = Text.objects.filter(rounds__in=annotations.order_by().values("layer__round")).distinct()
    facts = texts.values_list(
        "pk",
        "article",
        f"{article}publication",
        f"{article}byline",
        f"{article}published",
        f"{article}language",
        "words",
    )
    return [
        # Readers who have left are no annotators any more, but somebody read the article.
        ArticleCounts(
            article_pk,
            publication,
            byline,
            _month(day),
            language,
            words or 0,
            max(1, readers[pk]),
            counts[pk],
        )
        for pk, article_pk, publication, byline, day, language, words in facts
    ]


def _month(day: date | None) -> str:
    return day.isoformat()[:7] if day else ""


def _detail_counts(annotations: QuerySet[Annotation], section: str) -> list[tuple[int, str, int]]:
    """Return (article, text, how many annotations) of the sources that were named, or of the loaded words."""
    text = KT("details__source") if section == "sources" else Lower("quote")
    rows = (
        annotations.filter(tag__slug=SECTIONS[section][0]).order_by().annotate(what=Cast(text, TextField()))
    )
    rows = rows.exclude(Q(what=None) | Q(what="")).values("layer__round__text__article", "what")
    return list(rows.annotate(n=Count("pk")).values_list("layer__round__text__article", "what", "n"))


def _article_agreements(annotations: QuerySet[Annotation], tags: list[str]) -> list[ArticleAgreement]:
    """Return the agreement on the newest articles that at least two readers are done with, newest first."""
    done = Q(layer__submitted_at__isnull=False) | Q(
        layer__round__state__in=(RoundState.CLOSED, RoundState.REVEALED)
    )
    done |= Q(layer__round__text__article__team=None)
    text = "layer__round__text"
    annotations_done = annotations.filter(done)
    reader_counts = (
        annotations_done.order_by()
        .values(text)
        .annotate(n=Count("layer__annotator", distinct=True))
        .filter(n__gt=1)
    )
    readers = dict(reader_counts.values_list(text, "n"))
    order = (F("article__published").desc(nulls_last=True), "-article")
    # Filtered in Python: thousands of ids are more than a database accepts as parameters.
    newest_texts = (
        Text.objects.filter(rounds__in=annotations.order_by().values("layer__round"))
        .distinct()
        .order_by(*order)
    )
    newest = [pk for pk in newest_texts.values_list("pk", flat=True) if pk in readers][
        :MAX_AGREEMENT_ARTICLES
    ]
    layers: dict[int, dict[int, list[Unit]]] = {}
    rows = annotations_done.filter(**{f"{text}__in": newest}).order_by()
    for pk, annotator, start, end, tag in rows.values_list(
        text, "layer__annotator", "start", "end", "tag__slug"
    ):
        layers.setdefault(pk, {}).setdefault(annotator, []).append((start, end, tag))
    facts = Text.objects.filter(pk__in=newest).order_by(*order)
    measure = headline_measure()
    return [
        ArticleAgreement(
            article,
            title,
            _month(published),
            readers[pk],
            measure.score(continuum_of(body, list(layers[pk].values())), tuple(tags)),
        )
        for pk, article, title, published, body in facts.values_list(
            "pk", "article", "article__title", "article__published", "body"
        )
    ]
