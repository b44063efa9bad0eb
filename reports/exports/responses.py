"""Responses with a file to download."""

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


def download(user: User, article: Article, slug: str, options: ReportOptions) -> HttpResponse:
    """Return the report in the format ``slug``. Raises ``Http404``, with the known formats, for any other."""
    if slug not in formats():
        raise unknown_format_404(slug)
    hit_named_limit(user, "export")
    name, data = export_article(user, article, slug, options, timezone.localdate())
    return attachment_response(name, data, formats()[slug].media_type)


def attachment_response(name: str, data: bytes, media_type: str) -> HttpResponse:
    """Return a file that browsers download instead of showing it."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def unknown_format_404(slug: str) -> Http404:
    """Return an ``Http404`` that lists the known formats."""
    slugs = ", ".join(formats())
    return Http404(
        _("There is no format “{slug}”. Choose one of these: {known}.").format(slug=slug, known=slugs)
    )
