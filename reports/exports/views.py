"""The page on which the options of a download are chosen: the format, whose annotations, with names or without."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.access import get_report_article
from reports.formats import by_group, formats
from reports.loader import load_report
from reports.option_choices import option_choices
from reports.options import parse_options
from web.server.slow_views import slow_view


@slow_view()
@login_required
@require_safe
def download_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the options of a download; with ``?format=``, redirect to the file with the options of the query."""
    article = get_report_article(request.user, pk)
    options = parse_options(request.GET)
    slug = request.GET.get("format", "")
    if slug in formats():
        return redirect(f"{reverse('api:report-download', args=[pk, slug])}{options.query}")
    loaded = load_report(request.user, article, options)
    # The annotations are enough: no report is computed for this page.
    marked = loaded.annotations
    page = {
        "article": article,
        "groups": by_group(),
        "choices": option_choices(loaded, len(marked.made.readers)),
        "chosen": options.readers,
        "asked": marked.made.asked,
        "query": options.query,
        "revisions": list(article.texts.order_by("-revision").values_list("revision", flat=True)),
        "revision": options.revision,
        "empty": not (marked.marks or marked.settled),
    }
    return render(request, "reports/download.html", page)
