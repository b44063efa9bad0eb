"""The report's page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.access import article_for
from reports.context import context
from reports.formats import formats
from reports.gather import codebook_shown, report_on


@login_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One page an article, with its downloads."""
    article = article_for(request.user, pk, "read the report")
    if not article.frozen:
        return redirect("articles:review", pk)
    page = context(report_on(request.user, article)) | {
        "formats": formats().values(),
        "codebook_pk": codebook_shown(request.user, article),
    }
    return render(request, "reports/report.html", page)
