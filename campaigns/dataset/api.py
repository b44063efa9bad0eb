"""The API of datasets: what one would have in it, making one, and its file."""

from typing import Any, TypedDict

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.access import get_campaign
from campaigns.dataset.actions import last_dataset, start_dataset
from campaigns.dataset.options import DEFAULT_FORMATS, HIDDEN, dataset_formats
from campaigns.dataset.selection import selection
from campaigns.models import Campaign
from people.models import User
from people.permissions import Permission
from reports.exports.job_file import job_file_response
from reports.exports.jobs import restart_stale_job
from reports.models import ExportJob
from web.api.validation import validate
from web.api.views import ApiView
from web.text.single_line import as_single_line


class DatasetJobJson(TypedDict):
    """A dataset that was asked for: ``done`` of ``all`` articles are in it. It is deleted after a day."""

    done: int
    all: int
    finished: bool
    failed: bool
    left_out: list[int]
    size: int


class DatasetJson(TypedDict):
    """What a dataset would have in it: ``included`` articles, of which ``control`` have an answer key.

    ``complete`` ones could be released now. ``last`` is the dataset that the user asked for last.
    """

    included: int
    control: int
    complete: int
    incomplete: int
    practice: int
    formats: list[str]
    last: DatasetJobJson | None


class DatasetInput(serializers.Serializer[Any]):
    """The options of a dataset."""

    names = serializers.ChoiceField(
        ["", HIDDEN], required=False, default="", help_text="`hidden`: people have pseudonyms."
    )
    formats = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        default=list(DEFAULT_FORMATS),
        max_length=40,
        help_text="Slugs of the formats in which each article is; those of `formats`.",
    )

    def validate_formats(self, slugs: list[str]) -> list[str]:
        """Refuse formats that datasets do not have."""
        for slug in slugs:
            if slug not in dataset_formats():
                known = ", ".join(dataset_formats())
                text = _("There is no format “{slug}”. Choose one of these: {known}.")
                raise serializers.ValidationError(text.format(slug=as_single_line(slug), known=known))
        return slugs


class Dataset(ApiView):
    """The dataset of a campaign."""

    @extend_schema(responses={200: DatasetJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return what a dataset would have in it, and how far the one is that the user asked for last."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        return Response(_dataset_json(request.user, campaign))

    @extend_schema(request=DatasetInput, responses={202: DatasetJson})
    def post(self, request: Request, pk: int) -> Response:
        """Start to make a dataset of the released articles. It replaces an unfinished download of the user."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        data = validate(DatasetInput, request.data)
        start_dataset(request.user, campaign, data["names"] != HIDDEN, data["formats"])
        return Response(_dataset_json(request.user, campaign), status=status.HTTP_202_ACCEPTED)


class DatasetFile(ApiView):
    """The dataset as a ZIP."""

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Return the finished dataset that the user asked for last, or the byte range that the request asks for."""
        campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
        job = last_dataset(request.user, campaign)
        if job is None:
            raise Http404(_("This file is not ready yet, or it has been deleted."))
        return job_file_response(request, job)


def _dataset_json(user: User, campaign: Campaign) -> dict[str, Any]:
    chosen, job = selection(campaign), last_dataset(user, campaign)
    counts = {name: getattr(chosen, name) for name in chosen.__slots__}
    return counts | {"formats": list(dataset_formats()), "last": job and _job_json(job)}


def _job_json(job: ExportJob) -> dict[str, Any]:
    restart_stale_job(job)
    return {
        "done": job.done,
        "all": len(job.articles),
        "finished": job.finished_at is not None,
        "failed": job.failed,
        "left_out": job.left_out,
        "size": job.size,
    }
