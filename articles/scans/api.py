"""The API of scans that are being read."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from articles.access import get_scan_job
from articles.models import ScanJob
from articles.scans import actions
from articles.scans.progress import Progress, progress_of
from web.api.views import ApiView
from web.i18n.lazy_message import Message
from web.i18n.translate import translate


class ScanJson(Progress):
    """A scan that is being read; ``error`` says why it failed. Its article is under review at first."""

    id: int
    name: str
    error: str | None


def scan_json(job: ScanJob) -> ScanJson:
    """Return a scan as the API shows it."""
    error = translate(Message.from_json(job.error)) if job.error else None
    return {"id": job.pk, "name": job.name, "error": error, **progress_of(job)}


def scan_response(request: Request, job: ScanJob) -> Response:
    """Return the answer to an upload that is now being read: where its progress can be asked for."""
    headers = {"Location": reverse("api:scan", args=[job.pk], request=request)}
    return Response(scan_json(job), status=status.HTTP_202_ACCEPTED, headers=headers)


class ScanDetail(ApiView):
    """How far the reading of one scan is, and the way to cancel it."""

    @extend_schema(responses={200: ScanJson})
    def get(self, request: Request, pk: int) -> Response:
        """Return how far the reading is, and the article once it has been made."""
        job = get_scan_job(request.user, pk)
        actions.continue_stale_scan(job)
        return Response(scan_json(job))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Cancel the reading and delete the scan; an article that has been made of it stays."""
        actions.delete_scan(get_scan_job(request.user, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
