"""A report as a file to be kept."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from reports.formats import file_name, formats
from reports.report import Report


def download(report: Report, slug: str) -> HttpResponse:
    """In the format ``slug``; ``Http404`` names those there are."""
    wanted = formats().get(slug)
    if wanted is None:
        raise unknown(slug)
    response = HttpResponse(wanted.write(report), content_type=wanted.media_type)
    name = file_name(report, slug, timezone.localdate())
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def unknown(slug: str) -> Http404:
    """What there is instead."""
    known = ", ".join(formats())
    return Http404(_("There is no format “{slug}”; there are: {known}.").format(slug=slug, known=known))
