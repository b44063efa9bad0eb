"""The API of how far a campaign is, for those who lead it, and of one's own work."""

from datetime import datetime
from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.annotations.api import PersonJson
from campaigns.access import get_campaign, get_own_participant
from campaigns.counting.need import HANDED_IN
from campaigns.models import ArticleAssignment
from campaigns.overview.lead import Board, board
from campaigns.overview.own import OwnWork, own_assignments, own_work
from campaigns.overview.pace import Pace
from campaigns.overview.people import PersonRow
from people.permissions import Permission
from web.api.openapi import Day, Time, page_response
from web.api.pagination import PageInput, paginate
from web.api.views import ApiView
from web.server.slow_views import slow_view


class ForecastJson(TypedDict):
    """When it will be finished at this pace, and between which days; ``latest`` is null if nobody can say."""

    expected: Day
    earliest: Day
    latest: Day | None


class PaceJson(TypedDict):
    """Hand-ins on each of the last full days, oldest first, and the forecast; ``unknown`` says why there is none.

    ``needed_per_week``: what it takes to be finished when the campaign is due.
    """

    first_day: Day
    days: list[int]
    per_week: float | None
    needed_per_week: float | None
    forecast: ForecastJson | None
    unknown: str | None


class NeedJson(TypedDict):
    """Why somebody may need help: for how many days, or for who is behind, how many articles are usual."""

    reason: str
    days: int
    usual: int


class CampaignPersonJson(TypedDict):
    """How far somebody is: hand-ins, the round that they have now and since when, and their last work."""

    person: PersonJson
    training: str
    handed_in: int
    round: int | None
    since: Time | None
    last_work: Time | None
    need: NeedJson | None


class OverviewJson(TypedDict):
    """How far a campaign is, practice apart: articles, hand-ins that count and those needed in all, and the next step.

    ``ready``: complete articles that can be released; ``released`` to leads; ``revealed`` to everybody.
    """

    state: str
    complete: int
    begun: int
    untouched: int
    handed_in: int
    needed: int
    ready: int
    released: int
    revealed: int
    next: str
    pace: PaceJson
    people: list[CampaignPersonJson]


class OwnWorkJson(TypedDict):
    """What one does next. ``round`` is the article that one has; ``reason`` and ``detail`` say why there is none.

    ``left`` is null if it depends on what others do.
    """

    next: str
    round: int | None
    handed_in: int
    left: int | None
    reason: str | None
    detail: str | None


class OwnArticleJson(TypedDict):
    """An article that one has or had; ``state`` is open, handed in, or lapsed: somebody else may get it."""

    round: int
    article: int
    title: str
    state: str
    assigned_at: Time
    handed_in_at: Time | None


@slow_view()
class CampaignOverview(ApiView):
    """How far a campaign is."""

    @extend_schema(responses={200: OverviewJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return what is left, the pace, and who may need help, for those who lead the campaign."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        return Response({"state": campaign.state} | _board_json(board(campaign)))


class OwnCampaignWork(ApiView):
    """What one does next in a campaign."""

    @extend_schema(responses={200: OwnWorkJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return how far one is, and what one does next."""
        campaign = get_campaign(request.user, pk)
        participant = get_own_participant(request.user, campaign)
        return Response(_own_json(own_work(request.user, campaign, participant)))


class OwnCampaignArticles(ApiView):
    """The articles that one has or had in a campaign."""

    @extend_schema(parameters=[PageInput], responses={200: page_response(OwnArticleJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the articles that one has or had, practice apart, newest first."""
        campaign = get_campaign(request.user, pk)
        rows = own_assignments(get_own_participant(request.user, campaign))
        order = ("-assigned_at", "-pk")
        return paginate(request, rows, PageInput, order, lambda page: list(map(_own_article_json, page)))


def _board_json(shown: Board) -> dict[str, Any]:
    now, done = shown.progress, shown.standing
    return {
        "complete": now.complete,
        "begun": now.begun,
        "untouched": now.untouched,
        "handed_in": now.handed_in,
        "needed": now.needed,
        "ready": done.complete,
        "released": done.released,
        "revealed": done.revealed,
        "next": shown.next,
        "pace": _pace_json(shown.pace) | {"needed_per_week": shown.pace_needed},
        "people": list(map(_person_json, shown.people)),
    }


def _pace_json(pace: Pace) -> dict[str, Any]:
    forecast = pace.forecast
    return {
        "first_day": pace.first_day.isoformat(),
        "days": list(pace.days),
        "per_week": pace.per_week,
        "unknown": pace.unknown,
        "forecast": forecast
        and {
            "expected": forecast.expected.isoformat(),
            "earliest": forecast.earliest.isoformat(),
            "latest": forecast.latest.isoformat() if forecast.latest else None,
        },
    }


def _person_json(row: PersonRow) -> dict[str, Any]:
    need = row.need
    return {
        "person": {"id": row.user.pk, "name": row.user.name},
        "training": row.training,
        "handed_in": row.done,
        "round": row.open.article.round_id if row.open else None,
        "since": _time(row.open and row.open.assigned_at),
        "last_work": _time(row.last_work),
        "need": need and {"reason": need.reason, "days": need.days, "usual": need.usual},
    }


def _own_json(work: OwnWork) -> dict[str, Any]:
    return {
        "next": work.next,
        "round": work.open.article.round_id if work.open else None,
        "handed_in": work.handed_in,
        "left": work.left,
        "reason": work.reason.code if work.reason else None,
        "detail": work.reason.detail if work.reason else None,
    }


def _own_article_json(assignment: ArticleAssignment) -> dict[str, Any]:
    article = assignment.article.round.text.article
    return {
        "round": assignment.article.round_id,
        "article": article.pk,
        "title": article.title,
        "state": "handed in" if assignment.state in HANDED_IN else assignment.state,
        "assigned_at": assignment.assigned_at.isoformat(),
        "handed_in_at": _time(assignment.handed_in_at),
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
