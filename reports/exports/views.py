"""The page on which a download is put together: which file, whose marks, with names or without."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.access import get_article
from people.permissions import Permission
from reports.formats import by_group, formats
from reports.loader import load_report
from reports.options import parse_options
from reports.views import choices
from web.server.slow_views import slow_view


@slow_view()
@login_required
@require_safe
def download_page(request: HttpRequest, pk: int) -> HttpResponse:
    """``?format=`` leads to the file, made of what else the address asks for."""
    article = get_article(request.user, pk, Permission.VIEW_REPORT)
    wanted = parse_options(request.GET)
    slug = request.GET.get("format", "")
    if slug in formats():
        return redirect(f"{reverse('api:report-download', args=[pk, slug])}{wanted.query}")
    found = load_report(request.user, article, wanted)
    # Nothing is counted for this page.
    marked = found.annotations
    page = {
        "article": article,
        "groups": by_group(),
        "choices": choices(found, len(marked.made.readers)),
        "chosen": wanted.readers,
        "asked": marked.made.asked,
        "query": wanted.query,
        "revisions": list(article.texts.order_by("-revision").values_list("revision", flat=True)),
        "revision": wanted.revision,
        "empty": not (marked.marks or marked.settled),
    }
    return render(request, "reports/download.html", page)
