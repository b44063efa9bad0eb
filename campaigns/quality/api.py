"""The API of quality: agreement, everybody's figures, the passages to discuss, and leaving somebody out."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.access import get_campaign, oversees
from campaigns.quality.actions import exclude_person, include_person
from campaigns.quality.json import (
    CampaignAgreementJson,
    CampaignQualityJson,
    PersonWithPassagesJson,
    agreement_json,
    passage_json,
    person_json,
)
from campaigns.quality.load import (
    get_person,
    load_agreement,
    load_differences,
    load_divided,
    load_people,
    load_person_as_seen,
    released_count,
)
from people.permissions import Permission
from web.api.views import ApiView
from web.server.slow_views import slow_view


@slow_view()
class Quality(ApiView):
    """Everybody's figures."""

    @extend_schema(responses={200: CampaignQualityJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return everybody's figures on the released articles, for those who lead the campaign."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        people = [person_json(row) for row in load_people(campaign, request.user)]
        divided = load_divided(campaign, request.user)
        return Response(
            {
                "released": released_count(campaign),
                "people": people,
                "divided": [passage_json(shown) for shown in divided],
            }
        )


@slow_view()
class Agreement(ApiView):
    """The agreement of the campaign."""

    @extend_schema(responses={200: CampaignAgreementJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return every measure over all released articles, without those who are left out."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        return Response(agreement_json(campaign, load_agreement(campaign, request.user)))


@slow_view()
class Person(ApiView):
    """One person's figures."""

    @extend_schema(responses={200: PersonWithPassagesJson})
    def get(self, request: Request, pk: int, person: int) -> Response:
        """Return one person's figures to those who lead; to an annotator their own, if the campaign shows them."""
        campaign = get_campaign(request.user, pk)
        row = load_person_as_seen(campaign, request.user, person)
        if not oversees(request.user, campaign):
            return Response(person_json(row) | {"excluded": False, "passages": []})
        passages = load_differences(campaign, request.user, row)
        return Response(person_json(row) | {"passages": [passage_json(shown) for shown in passages]})


class Exclusion(ApiView):
    """Whether somebody's work is left out of the figures."""

    @extend_schema(request=None, responses={204: None})
    def put(self, request: Request, pk: int, person: int) -> Response:
        """Leave somebody's work out of the campaign's figures. Idempotent."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        exclude_person(request.user, get_person(campaign, person))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, person: int) -> Response:
        """Count somebody's work again. Idempotent."""
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        include_person(request.user, get_person(campaign, person))
        return Response(status=status.HTTP_204_NO_CONTENT)
