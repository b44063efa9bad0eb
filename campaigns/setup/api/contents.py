"""The API of who takes part in a campaign, its articles, and the plan."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.access import articles_of, get_campaign
from campaigns.enums import AssignmentState, Purpose
from campaigns.models import Campaign, CampaignArticle
from campaigns.setup import actions
from campaigns.setup.api import inputs
from campaigns.setup.api.json import (
    CampaignArticleJson,
    CampaignCountJson,
    ParticipantJson,
    PlannedArticleJson,
    article_json,
    participant_json,
)
from campaigns.setup.candidates import members_who_annotate, texts_to_add
from campaigns.setup.errors import CampaignSettingsError
from campaigns.setup.lists import as_shown, get_campaign_article, get_participant_to_remove, with_work
from campaigns.setup.planned import FIXED, plannable, states
from people.permissions import Permission
from web.api.openapi import list_response, page_response
from web.api.pagination import PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView


class CampaignPeople(ApiView):
    """Who takes part in a campaign."""

    @extend_schema(responses={200: list_response(ParticipantJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List who takes part, by name."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        return Response({"results": list(map(participant_json, with_work(campaign)))})

    @extend_schema(
        request=inputs.CampaignPeopleInput,
        responses={200: list_response(ParticipantJson)},
        examples=[OpenApiExample("example", {"people": [3]}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Let members of the team take part. Idempotent."""
        wanted = set(validate(inputs.CampaignPeopleInput, request.data)["people"])
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        people = [one.user for one in members_who_annotate(campaign.team) if one.user_id in wanted]
        if len(people) != len(wanted):
            raise CampaignSettingsError(_("Only members of this team who can annotate can take part."))
        actions.add_participants(request.user, campaign, people)
        return Response({"results": list(map(participant_json, with_work(campaign)))})


class CampaignParticipation(ApiView):
    """Whether somebody takes part in a campaign."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, person: int) -> Response:
        """Let somebody take part no longer: what they handed in stays, what they have goes to others."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        actions.remove_participant(request.user, get_participant_to_remove(campaign, person))
        return Response(status=status.HTTP_204_NO_CONTENT)


class CampaignArticles(ApiView):
    """The articles of a campaign."""

    @extend_schema(
        responses={200: page_response(CampaignArticleJson)}, parameters=[inputs.CampaignArticleFilter]
    )
    def get(self, request: Request, pk: int) -> Response:
        """List the articles in their order."""
        params = validate(inputs.CampaignArticleFilter, request.query_params)
        rows = articles_of(get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN))
        if "purpose" in params:
            rows = rows.filter(purpose=params["purpose"])
        return paginate(
            request,
            rows,
            inputs.CampaignArticleFilter,
            ["position", "id"],
            lambda page: list(map(article_json, as_shown(page))),
        )

    @extend_schema(
        request=inputs.CampaignArticlesInput,
        responses={200: CampaignCountJson},
        examples=[OpenApiExample("example", {"articles": [7, 8]}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        """Add articles of the team at the end. Return how many are new in the campaign."""
        data = validate(inputs.CampaignArticlesInput, request.data)
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        found = {text.article_id: text for text in texts_to_add(request.user, campaign)}
        texts = [found[article] for article in data["articles"] if article in found]
        _check_known(campaign, [article for article in data["articles"] if article not in found])
        added = actions.add_articles(request.user, campaign, texts, Purpose(data["purpose"]))
        return Response({"count": added})


class CampaignArticleDetail(ApiView):
    """One article of a campaign."""

    @extend_schema(
        request=inputs.PurposeInput,
        responses={200: CampaignArticleJson},
        examples=[OpenApiExample("example", {"purpose": "control"}, request_only=True)],
    )
    def patch(self, request: Request, pk: int, article: int) -> Response:
        """Say what an article is for."""
        purpose = Purpose(validate(inputs.PurposeInput, request.data)["purpose"])
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        row = get_campaign_article(campaign, article)
        actions.set_purpose(request.user, row, purpose)
        return Response(article_json(as_shown([row]).get()))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, article: int) -> Response:
        """Remove an article that nobody has begun, with its answer key; the article stays in the team."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        actions.remove_articles(request.user, campaign, [get_campaign_article(campaign, article).pk])
        return Response(status=status.HTTP_204_NO_CONTENT)


class CampaignPlan(ApiView):
    """Who is to annotate which article."""

    @extend_schema(responses={200: page_response(PlannedArticleJson)}, parameters=[PageInput])
    def get(self, request: Request, pk: int) -> Response:
        """List the articles but those for practice, with who is to annotate them, and who has them."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        rows = articles_of(campaign).exclude(purpose=Purpose.PRACTICE)
        return paginate(
            request, rows, PageInput, ["position", "id"], lambda page: _planned_json(campaign, page)
        )

    @extend_schema(
        request=inputs.PlanInput,
        responses={200: CampaignCountJson},
        examples=[
            OpenApiExample("example", {"articles": [{"article": 7, "people": [3]}]}, request_only=True)
        ],
    )
    def put(self, request: Request, pk: int) -> Response:
        """Plan who annotates these articles; the others keep their plan. Return how many articles that changes."""
        data = validate(inputs.PlanInput, request.data)
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        row_of = {article: row for row, article, _title in plannable(campaign)}
        plan = {}
        for planned in data["articles"]:
            if planned["article"] not in row_of:
                raise CampaignSettingsError(_("The plan names an article that is not in this campaign."))
            plan[row_of[planned["article"]]] = set(planned["people"])
        return Response({"count": actions.set_plan(request.user, campaign, plan)})


def _check_known(campaign: Campaign, articles: Sequence[int]) -> None:
    """Raise ``CampaignSettingsError`` unless the articles are in the campaign already."""
    inside = set(articles_of(campaign).values_list("round__text__article", flat=True)) if articles else set()
    if not inside.issuperset(articles):
        raise CampaignSettingsError(_("Only articles of this team that are ready can be added."))


def _planned_json(campaign: Campaign, rows: Sequence[CampaignArticle]) -> list[dict[str, Any]]:
    planned, begun = defaultdict(list), defaultdict(list)
    for (row, person), state in sorted(states(campaign, [row.pk for row in rows]).items()):
        if state == AssignmentState.PLANNED:
            planned[row].append(person)
        elif state in FIXED:
            begun[row].append(person)
    return [
        {"article": row.round.text.article_id, "people": planned[row.pk], "begun": begun[row.pk]}
        for row in rows
    ]
