"""The API of training."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.annotations.api import PersonJson
from campaigns.access import get_campaign
from campaigns.models import CampaignArticle
from campaigns.training import actions
from campaigns.training.keys import practice_articles
from campaigns.training.page import PersonTraining, PracticeRow, TrainingPage
from campaigns.training.standing import TrainingState
from people.permissions import Permission
from web.api.views import ApiView


class PracticeArticleJson(TypedDict):
    """A practice article, and the round in which it is annotated."""

    article: int
    round: int
    title: str


class PracticeResultJson(TypedDict):
    """What one person did in a practice article. ``scores`` (0 to 1) are those of their attempts, oldest first.

    ``round`` is null before they have begun. ``open``: they can highlight in it now.
    """

    article: int
    round: int | None
    title: str
    open: bool
    attempts_left: int
    may_try_again: bool
    scores: list[float | None]


class StandingJson(TypedDict):
    """How somebody stands. ``score`` (0 to 1) is the mean of their best scores."""

    state: TrainingState
    score: float | None
    articles: list[PracticeResultJson]


class PersonStandingJson(StandingJson):
    """How one of the people stands."""

    person: PersonJson


class TrainingJson(TypedDict):
    """The training of a campaign. ``own`` is null for those who do not take part, ``people`` for all but leads."""

    pass_mark: int
    attempts: int
    own: StandingJson | None
    people: list[PersonStandingJson] | None


class Training(ApiView):
    """The training of a campaign."""

    @extend_schema(responses={200: TrainingJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return how the user stands, and for those who lead, how everybody does."""
        campaign = get_campaign(request.user, pk)
        page = TrainingPage(request.user, campaign)
        return Response(
            {
                "pass_mark": campaign.pass_mark,
                "attempts": campaign.attempts,
                "own": standing_json(page.own, page.shows_scores) if page.own else None,
                "people": [_person_json(each) for each in page.people] if page.leads else None,
            }
        )


class NextPractice(ApiView):
    """The practice article to go on with."""

    @extend_schema(request=None, responses={200: PracticeArticleJson})
    def post(self, request: Request, pk: int) -> Response:
        """Hand out the next practice article, or return the one that is open. Idempotent."""
        article = actions.start_practice(request.user, get_campaign(request.user, pk))
        return Response(_article_json(article))


class PracticeAgain(ApiView):
    """Another attempt at a practice article."""

    @extend_schema(request=None, responses={200: PracticeArticleJson})
    def post(self, request: Request, pk: int, article: int) -> Response:
        """Reopen a practice article that was handed in, with its highlights. Idempotent."""
        campaign = get_campaign(request.user, pk)
        # In the API an article is known by its own key, as everywhere there.
        row = practice_articles(campaign).filter(round__text__article__pk=article).first()
        return Response(_article_json(actions.try_again(request.user, campaign, row.pk if row else 0)))


class LetIn(ApiView):
    """Whether somebody gets articles without the pass mark."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: int, person: int) -> Response:
        """Let somebody get articles without the pass mark. Idempotent."""
        actions.let_in(request.user, get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN), person)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MoreAttempts(ApiView):
    """More attempts for somebody."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: int, person: int) -> Response:
        """Let somebody who has used all attempts hand in each practice article once more. Idempotent."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        actions.give_attempt(request.user, campaign, person)
        return Response(status=status.HTTP_204_NO_CONTENT)


def standing_json(training: PersonTraining, shows_scores: bool) -> dict[str, Any]:
    """Serialize how somebody stands."""
    return {
        "state": training.standing.state,
        "score": training.standing.mean if shows_scores else None,
        "articles": [_result_json(row, shows_scores) for row in training.rows],
    }


def _person_json(training: PersonTraining) -> dict[str, Any]:
    user = training.participant.user
    person = {"id": user.pk, "name": user.name}
    return {"person": person} | standing_json(training, True)


def _result_json(row: PracticeRow, shows_scores: bool) -> dict[str, Any]:
    result = row.result
    return {
        "article": row.article.round.text.article_id,
        "round": row.article.round_id if result.begun else None,
        "title": row.article.round.text.article.title,
        "open": result.is_open,
        "attempts_left": row.attempts_left,
        "may_try_again": row.may_try_again,
        "scores": list(result.scores) if shows_scores else [],
    }


def _article_json(article: CampaignArticle) -> dict[str, Any]:
    text = article.round.text
    return {"article": text.article_id, "round": article.round_id, "title": text.article.title}
