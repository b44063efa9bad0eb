"""The API of releasing articles to leads, and of revealing them to those who annotate."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.access import get_campaign
from campaigns.releasing.actions import release_complete, reveal_released
from campaigns.releasing.standing import Standing, standing
from campaigns.releasing.work import restart_stale_task
from people.permissions import Permission
from web.api.views import ApiView


class TaskJson(TypedDict):
    """Articles that are being released, or revealed: how many of ``all`` are done."""

    reveals: bool
    done: int
    all: int


class ReleaseStandingJson(TypedDict):
    """The number of articles in each state, practice apart. ``complete``: not released yet. ``task`` is under way."""

    incomplete: int
    complete: int
    released: int
    revealed: int
    task: TaskJson | None


class Release(ApiView):
    """What is released to those who lead the campaign."""

    @extend_schema(responses={200: ReleaseStandingJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return how many articles are incomplete, complete, released and revealed, and what is under way."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        shown = standing(campaign)
        restart_stale_task(campaign, shown.task)
        return Response(_standing_json(shown))

    @extend_schema(request=None, responses={202: ReleaseStandingJson})
    def post(self, request: Request, pk: int) -> Response:
        """Start to release all complete articles: leads see everybody's highlights, and nobody annotates any more."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        release_complete(request.user, campaign)
        return Response(_standing_json(standing(campaign)), status=status.HTTP_202_ACCEPTED)


class Reveal(ApiView):
    """What is revealed to those who annotate."""

    @extend_schema(request=None, responses={202: ReleaseStandingJson})
    def post(self, request: Request, pk: int) -> Response:
        """Start to reveal all released articles to those who annotate in them. This cannot be undone."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        reveal_released(request.user, campaign)
        return Response(_standing_json(standing(campaign)), status=status.HTTP_202_ACCEPTED)


def _standing_json(shown: Standing) -> dict[str, Any]:
    task = shown.task
    return {
        "incomplete": shown.incomplete,
        "complete": shown.complete,
        "released": shown.released,
        "revealed": shown.revealed,
        "task": task and {"reveals": task.reveals, "done": task.done, "all": task.all},
    }
