"""The API of campaigns: list, create and change them, and move them from state to state."""

from dataclasses import replace
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import get_codebook
from annotate.codebooks.actions import install_codebook
from campaigns.access import campaigns_in, get_campaign
from campaigns.enums import CampaignState
from campaigns.setup import actions
from campaigns.setup.actions.settings import CampaignSettings, settings_of
from campaigns.setup.api.inputs import CampaignInput, CampaignStateInput, NewCampaignInput
from campaigns.setup.api.json import CampaignJson, CampaignProblemJson, campaign_json
from campaigns.setup.readiness import problems
from people.access import get_team
from people.permissions import Permission
from web.api.openapi import list_response, page_response
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.i18n.translate import translate


def _with_codebook(request: Request, data: dict[str, Any]) -> dict[str, Any]:
    """Return validated settings with the codebook itself in place of its id."""
    if "codebook" not in data:
        return data
    return data | {"codebook": get_codebook(request.user, data["codebook"])}


class CampaignList(ApiView):
    """The campaigns of a team."""

    @extend_schema(responses={200: page_response(CampaignJson)}, parameters=[PageInput])
    def get(self, request: Request, pk: int) -> Response:
        """List the campaigns of a team that the user may see, newest first."""
        campaigns = campaigns_in(request.user, get_team(request.user, pk))
        return paginate(
            request,
            campaigns,
            PageInput,
            ["-id"],
            lambda page: [campaign_json(request.user, campaign) for campaign in page],
        )

    @extend_schema(
        request=NewCampaignInput,
        responses={201: CampaignJson},
        examples=[OpenApiExample("example", {"title": "Bridges", "per_article": 3}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Create a campaign that is being set up, with the four tags if no codebook is named."""
        team = get_team(request.user, pk, Permission.MANAGE_CAMPAIGN)
        data = _with_codebook(request, validate(NewCampaignInput, request.data))
        settings = CampaignSettings(**{"codebook": install_codebook()} | data)
        campaign = actions.create_campaign(request.user, team, settings)
        return Response(campaign_json(request.user, campaign), status=status.HTTP_201_CREATED)


class CampaignDetail(ApiView):
    """One campaign with its settings."""

    @extend_schema(responses={200: CampaignJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return a campaign, with its settings for those who follow it."""
        return Response(campaign_json(request.user, get_campaign(request.user, pk)))

    @extend_schema(
        request=CampaignInput,
        responses={200: CampaignJson},
        examples=[OpenApiExample("example", {"pass_mark": 80}, request_only=True)],  # nosec B105
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change settings."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        data = _with_codebook(request, validate(CampaignInput, request.data))
        actions.update_campaign(request.user, campaign, replace(settings_of(campaign), **data))
        return Response(campaign_json(request.user, campaign))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Delete a campaign that nobody has begun; its articles stay in the team."""
        actions.delete_campaign(request.user, get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN))
        return Response(status=status.HTTP_204_NO_CONTENT)


class CampaignTransition(ApiView):
    """The state of a campaign."""

    @extend_schema(
        request=CampaignStateInput,
        responses={200: CampaignJson},
        examples=[OpenApiExample("example", {"state": "running"}, request_only=True)],
    )
    def put(self, request: Request, pk: int) -> Response:
        """Start, pause, continue or finish a campaign. Idempotent.

        A problem with status 409 says what is missing before it can start.
        """
        state = CampaignState(validate(CampaignStateInput, request.data)["state"])
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        actions.move_campaign(request.user, campaign, state)
        return Response(campaign_json(request.user, campaign))


class CampaignProblems(ApiView):
    """What a campaign still needs."""

    @extend_schema(responses={200: list_response(CampaignProblemJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List what is missing before articles can be handed out."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        found = [
            {"detail": translate(problem.message), "page": problem.page, "blocks": problem.blocks}
            for problem in problems(campaign)
        ]
        return Response({"results": found})


class CampaignArchive(ApiView):
    """Whether a campaign is in the archive."""

    @extend_schema(request=None, responses={200: CampaignJson})
    def put(self, request: Request, pk: int) -> Response:
        """Archive a campaign: nothing is handed out, and nothing can be changed. Idempotent."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        actions.archive_campaign(request.user, campaign)
        return Response(campaign_json(request.user, campaign))

    @extend_schema(responses={200: CampaignJson})
    def delete(self, request: Request, pk: int) -> Response:
        """Take a campaign out of the archive. Idempotent."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        actions.restore_campaign(request.user, campaign)
        return Response(campaign_json(request.user, campaign))
