"""The API of uploads with many articles for a campaign."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from articles.uploads.api import LENGTH, METADATA, TUS, UploadJson, upload_json
from articles.uploads.tus import TusView, create_from_headers, created_response
from campaigns.access import get_campaign
from campaigns.uploading.access import uploads_of
from campaigns.uploading.actions import attach_upload, check_space
from people.permissions import Permission
from web.api.openapi import list_response


class CampaignUploads(TusView):
    """Files with many articles of a campaign."""

    @extend_schema(responses={200: list_response(UploadJson)})
    def get(self, request: Request, pk: int) -> Response:
        """Return the uploads of the campaign, newest first, with what was refused and what was there before."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        return Response({"results": [upload_json(upload) for upload in uploads_of(campaign)]})

    @extend_schema(parameters=[TUS, LENGTH, METADATA], request=None, responses={201: None})
    def post(self, request: Request, pk: int) -> Response:
        """Create an upload; its parts are sent to the address in ``Location``, by any client of tus.io.

        Once it has been read, its articles are in the campaign.
        """
        campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
        upload = create_from_headers(
            request,
            lambda metadata: campaign.team,
            lambda length: check_space(request.user, campaign, length),
        )
        attach_upload(request.user, campaign, upload)
        return created_response(request, upload)
