"""The API of reports: the numbers, and the downloads."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.access import article_for
from reports.formats import file_name, formats
from reports.formats.json import plain
from reports.gather import report_on


class ArticleReport(APIView):
    """``articles/{id}/report/``"""

    def get(self, request: Request, pk: int) -> Response:
        """The report as JSON."""
        article = article_for(request.user, pk, "read the report")
        return Response(plain(report_on(request.user, article)))


class ReportDownload(APIView):
    """``articles/{id}/report.{format}``"""

    def get(self, request: Request, pk: int, slug: str) -> HttpResponse:
        """The report as a file."""
        article = article_for(request.user, pk, "read the report")
        wanted = formats().get(slug)
        if wanted is None:
            raise Http404(
                _("There is no format “{slug}”; there are: {known}.").format(
                    slug=slug, known=", ".join(formats())
                )
            )
        report = report_on(request.user, article)
        name = file_name(report, slug, timezone.localdate())
        response = HttpResponse(wanted.write(report), content_type=wanted.media_type)
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
