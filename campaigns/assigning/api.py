"""The API of handing out articles: the next one, giving one back, and what is incomplete and why."""

from typing import Any, TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.annotations.api import PersonJson
from campaigns.access import get_assignment, get_campaign
from campaigns.assigning.actions import give_back, next_article
from campaigns.assigning.incomplete import Incomplete, explain, incomplete_articles
from campaigns.assigning.reasons import EXPLANATIONS
from campaigns.models import ArticleAssignment
from people.permissions import Permission
from web.api.openapi import Time, page_response
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.i18n.translate import translate
from web.server.slow_views import slow_view
from web.values import MAX_INTEGER


class ArticleAssignmentJson(TypedDict):
    """An article that somebody has, with the round in which they annotate it."""

    round: int
    article: int
    title: str
    state: str
    assigned_at: Time


class GiveBackInput(serializers.Serializer[Any]):
    """The round of the article; ``person`` says whose it is if not one’s own."""

    round = serializers.IntegerField(min_value=1, max_value=MAX_INTEGER)
    person = serializers.IntegerField(min_value=1, max_value=MAX_INTEGER, required=False)


class HolderJson(TypedDict):
    """Who has an article since when. ``abandoned``: they did nothing for so long that somebody else may get it."""

    person: PersonJson | None
    since: Time
    abandoned: bool


class IncompleteJson(TypedDict):
    """An article that lacks hand-ins. ``reason`` is what it waits for, ``detail`` the same in words."""

    round: int
    article: int
    title: str
    purpose: str
    needed: int
    counted: int
    holders: list[HolderJson]
    waits_for: list[str]
    reason: str
    detail: str


class NextArticle(ApiView):
    """The article that one annotates next."""

    @extend_schema(request=None, responses={200: ArticleAssignmentJson})
    def post(self, request: Request, pk: int) -> Response:
        """Return the article to annotate next; whoever has one that is not handed in gets it again.

        A problem with status 409 says why there is none.
        """
        return Response(_assignment_json(next_article(request.user, get_campaign(request.user, pk))))


class GiveBack(ApiView):
    """Give an article back."""

    @extend_schema(
        request=GiveBackInput,
        responses={204: None},
        examples=[OpenApiExample("example", {"round": 12}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Give back one’s own article, or as a lead somebody’s, so that somebody else may get it. Idempotent.

        The highlights stay as a draft, which can still be handed in.
        """
        campaign = get_campaign(request.user, pk)
        data = validate(GiveBackInput, request.data)
        give_back(request.user, get_assignment(request.user, campaign, data["round"], data.get("person")))
        return Response(status=status.HTTP_204_NO_CONTENT)


@slow_view()
class IncompleteList(ApiView):
    """The articles that lack hand-ins."""

    @extend_schema(parameters=[PageInput], responses={200: page_response(IncompleteJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the incomplete articles in their order, each with what it waits for, for those who lead the campaign."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        return paginate(
            request,
            incomplete_articles(campaign),
            PageInput,
            ("position", "pk"),
            lambda rows: list(map(_incomplete_json, explain(campaign, rows))),
        )


def _assignment_json(assignment: ArticleAssignment) -> dict[str, Any]:
    article = assignment.article.round.text.article
    return {
        "round": assignment.article.round_id,
        "article": article.pk,
        "title": article.title,
        "state": assignment.state,
        "assigned_at": assignment.assigned_at.isoformat(),
    }


def _incomplete_json(row: Incomplete) -> dict[str, Any]:
    return {
        "round": row.round,
        "article": row.article,
        "title": row.title,
        "purpose": row.purpose,
        "needed": row.needed,
        "counted": row.counted,
        "holders": [
            {
                "person": {"id": holder.person, "name": holder.name} if holder.person else None,
                "since": holder.since.isoformat(),
                "abandoned": holder.abandoned,
            }
            for holder in row.holders
        ],
        "waits_for": list(row.waits_for),
        "reason": row.reason,
        "detail": translate(EXPLANATIONS[row.reason]),
    }
