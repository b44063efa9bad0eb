"""A report as a file to be kept."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from articles.models import Article
from people.models import User
from reports.exports.export import export_article
from reports.formats import formats
from reports.options import ReportOptions
from web.rate_limits import hit_named_limit


def download(user: User, article: Article, slug: str, wanted: ReportOptions) -> HttpResponse:
    """In the format ``slug``, of what ``user`` may see; ``Http404`` names the formats that there are."""
    if slug not in formats():
        raise unknown_format_404(slug)
    hit_named_limit(user, "export")
    name, data = export_article(user, article, slug, wanted, timezone.localdate())
    return attachment_response(name, data, formats()[slug].media_type)


def attachment_response(name: str, data: bytes, media_type: str) -> HttpResponse:
    """A file to be kept."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def unknown_format_404(slug: str) -> Http404:
    """What there is instead."""
    known = ", ".join(formats())
    return Http404(_("There is no format “{slug}”; there are: {known}.").format(slug=slug, known=known))
