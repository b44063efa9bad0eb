"""Computes the figures of released articles from what was handed in, and stores them until something changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from annotate.access import annotation_spans, answer_keys_for_scoring
from annotate.enums import LayerKind, RoundState
from annotate.models import Change, Layer, Round
from annotate.rounds.actions import MOVE
from articles.models import Text
from campaigns.access import articles_of
from campaigns.batches import batches
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import ArticleAssignment, ArticleFigures, Campaign, CampaignArticle
from campaigns.quality.figures.article_figures import (
    VERSION,
    HandIn,
    flat,
    from_json,
    to_json,
)
from campaigns.quality.figures.article_figures import ArticleFigures as PureFigures
from campaigns.quality.figures.work_time import seconds_of_work
from people.models import Team, User
from reports.feedback.actions import scoring_answers
from reports.feedback.scoring import AnnotatedSpan, Answer, score
from reports.layers import trim_span

RELEASED = (RoundState.RELEASED, RoundState.REVEALED)


def released_articles(campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the articles that are released to leads, or revealed; practice articles never are."""
    return articles_of(campaign).filter(round__state__in=RELEASED).exclude(purpose=Purpose.PRACTICE)


def stored_figures(
    campaign: Campaign, articles: QuerySet[CampaignArticle] | None = None
) -> list[PureFigures]:
    """Return the figures of all released articles in their order, or of some of them in theirs.

    Those that are missing are computed and stored.
    """
    rows = _stored(campaign, released_articles(campaign) if articles is None else articles)
    found = {pk: data and from_json(pk, data) for pk, data in rows}
    for part in batches([pk for pk, figures in found.items() if figures is None]):
        found |= {pk: from_json(pk, data) for pk, data in _compute(campaign, part).items()}
    return list(found.values())


def store_missing(campaign: Campaign) -> Iterator[None]:
    """Compute and store the figures that are missing; yield after some seconds' work at a time."""
    missing = [pk for pk, data in _stored(campaign, released_articles(campaign)) if data is None]
    for part in batches(missing):
        _compute(campaign, part)
        yield


def tag_slugs(campaign: Campaign) -> list[str]:
    """Return the tags of the campaign in their order, in which the figures number them. People may change it."""
    return [tag.slug for tag in campaign.codebook.tags_in_order]


def _stored(campaign: Campaign, articles: QuerySet[CampaignArticle]) -> Iterator[tuple[int, Any]]:
    """Yield (pk, the stored data, None if it has to be computed) of released articles in their order."""
    tags = tag_slugs(campaign)
    rows = articles.values_list("pk", "counted", "figures__version", "figures__data")
    for pk, counted, version, data in rows.iterator():
        current = version == VERSION and data["counted"] == counted and data.get("tags") == tags
        yield pk, data if current else None


def forget_changed(round: Round, change: Change, **_signal: Any) -> None:
    """Forget the stored figures of a released article in whose round something changes."""
    if round.invitation_only and round.state in RELEASED and change.verb != MOVE:
        _forget(ArticleFigures.objects.filter(article__round=round))


def forget_corrected(new: Text, **_signal: Any) -> None:
    """Forget the stored figures of an article whose text was corrected: its highlights stand elsewhere now."""
    _forget(ArticleFigures.objects.filter(article__round__text=new))


def forget_person(team: Team, person: User, **_signal: Any) -> None:
    """Forget the stored figures of articles that somebody handed in who was erased from the team."""
    rows = ArticleFigures.objects.filter(article__campaign__team=team).values_list("pk", "data")
    theirs = [
        pk for pk, data in rows.iterator() if any(row[0] == person.pk for row in data.get("hand_ins", ()))
    ]
    for part in batches(theirs):
        _forget(ArticleFigures.objects.filter(pk__in=part))


def _forget(rows: QuerySet[ArticleFigures]) -> None:
    """Empty the rows, which stay: what is cached of a campaign is known by when its figures were last changed."""
    rows.update(version=0, data={}, computed_at=timezone.now())


def _compute(campaign: Campaign, pks: Sequence[int]) -> dict[int, Any]:
    """Compute and store the figures of these articles; return the data of each."""
    articles = list(CampaignArticle.objects.filter(pk__in=pks).select_related("round__text__article"))
    slugs = tag_slugs(campaign)
    tags = {slug: number for number, slug in enumerate(slugs)}
    layers = _layers(articles)
    spans: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    times: dict[int, list[datetime]] = defaultdict(list)
    for part in batches([layer.pk for by_round in layers.values() for layer, _ in by_round]):
        for pk, *span in annotation_spans(part):
            spans[pk].append((span[0], span[1], span[2]))
        # What came after the hand-in are comments of others.
        while_working = Change.objects.filter(layer__in=part, created_at__lte=F("layer__submitted_at"))
        for pk, time in while_working.values_list("layer", "created_at"):
            times[pk].append(time)
    keys = _keys([article.round for article in articles if article.purpose == Purpose.CONTROL])
    rows = {}
    for article in articles:
        text = article.round.text
        hand_ins = [
            _hand_in(
                layer,
                text.body,
                spans[layer.pk],
                [*begun, *times[layer.pk]],
                tags,
                keys.get(article.round_id),
            )
            for layer, begun in layers[article.round_id]
            # Of those who have left, a layer stays without what was in it.
            if layer.annotator_id or spans[layer.pk]
        ]
        figures = PureFigures(article.pk, len(text.body), text.words or 0, tuple(hand_ins))
        rows[article.pk] = to_json(figures) | {"counted": article.counted, "tags": slugs}
    now = timezone.now()
    ArticleFigures.objects.bulk_create(
        [ArticleFigures(article_id=pk, version=VERSION, data=data, computed_at=now) for pk, data in rows.items()],
        update_conflicts=True, unique_fields=["article"], update_fields=["version", "data", "computed_at"],
    )  # fmt: skip
    return rows


def _layers(articles: Iterable[CampaignArticle]) -> dict[int, list[tuple[Layer, list[datetime]]]]:
    """Return by round the layers that count, each with when its article was handed out."""
    rounds = [article.round_id for article in articles]
    counted = ArticleAssignment.objects.filter(article__round__in=rounds, state=AssignmentState.COUNTED)
    begun = {
        (round_, person): time
        for round_, person, time in counted.values_list("article__round", "annotator", "assigned_at")
        if person
    }
    by_round: dict[int, list[tuple[Layer, list[datetime]]]] = defaultdict(list)
    for layer in Layer.objects.filter(
        round__in=rounds, kind=LayerKind.READER, submitted_at__isnull=False
    ).order_by("annotator", "pk"):
        place = (layer.round_id, layer.annotator_id)
        if layer.annotator_id is None or place in begun:
            by_round[layer.round_id].append((layer, [begun[place]] if place in begun else []))
    return by_round


def _keys(rounds: Sequence[Round]) -> dict[int, list[Answer]]:
    """Return the answers of the key of each of these rounds."""
    by_round: dict[int, list[Any]] = defaultdict(list)
    for annotation in answer_keys_for_scoring(rounds):
        by_round[annotation.layer.round_id].append(annotation)
    return {pk: scoring_answers(annotations) for pk, annotations in by_round.items()}


def _hand_in(
    layer: Layer,
    body: str,
    spans: Sequence[tuple[int, int, str]],
    times: Sequence[datetime],
    tags: dict[str, int],
    key: list[Answer] | None,
) -> HandIn:
    result = score(body, [AnnotatedSpan(*span) for span in spans], key) if key else None
    return HandIn(
        person=layer.annotator_id or -layer.pk,
        handed_in=round(layer.submitted_at.timestamp()),
        seconds=seconds_of_work([*times, layer.submitted_at]),
        spans=flat((*trim_span(body, start, end), tags[tag]) for start, end, tag in spans),
        score=result.score if result else None,
        weight=result.answers + result.annotations if result else 0,
    )
