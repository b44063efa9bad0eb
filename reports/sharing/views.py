"""The page on which links to a report are created and revoked, and the shared report itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.access import get_article, get_picture
from articles.models import Article
from articles.picture_response import picture_response
from articles.text.html import linked_pictures
from people.permissions import Permission
from reports.access import active_shares, get_share, get_shared_report
from reports.cached_results import cached_page, cached_product
from reports.exports.responses import attachment_response, unknown_format_404
from reports.formats import file_name, for_people, formats, of_record
from reports.loader import ReportLoader, load_report
from reports.options import parse_options
from reports.rendering.phrases import options_phrase
from reports.rendering.template_context import report_context
from reports.sharing import actions
from reports.sharing.forms import ShareForm
from reports.sharing.links import options_of, share_link
from web.background.progress import with_progress_page
from web.i18n.translate import translate
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """List the links and create new ones, to the report with the options of the query."""
    article = get_article(request.user, pk, Permission.SHARE_REPORT)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        options = parse_options(request.GET)
        load_report(request.user, article, options, shared=True)
        data = form.cleaned_data
        _share, token = actions.share_report(request.user, article, options, data["days"], data["names"])
        # The token is not stored: this response alone shows it.
        return _page(request, article, ShareForm(), share_link(request, token))
    return _page(request, article, form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, article: Article, form: ShareForm, link: str = "", status: int = 200
) -> HttpResponse:
    options, kind = parse_options(request.GET), article.group_kind
    context = {
        "article": article,
        "form": form,
        "link": link,
        "query": options.query,
        "asked": options_phrase(options, kind),
        "shares": [(row, options_phrase(options_of(row), kind)) for row in active_shares(article)],
    }
    return render(request, "reports/share.html", context, status=status)


@login_required
@require_POST
def unshare(request: HttpRequest, pk: int, share: int) -> HttpResponse:
    """Revoke a link."""
    article = get_article(request.user, pk, Permission.SHARE_REPORT)
    actions.revoke_share(request.user, get_share(article, share))
    messages.success(request, _("The link has been revoked and no longer works."), "link-revoked")
    return redirect("reports:share", pk)


def shared_report_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call ``view`` with the report that the token in the URL leads to, and keep search engines away."""

    @wraps(view)
    @require_safe
    def wrapper(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        share = get_shared_report(token)
        salt = None if share.names else share.digest
        loaded = load_report(share.created_by, share.article, options_of(share), salt, shared=True)
        response = view(request, loaded, token=token, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapper


@slow_view()
@with_progress_page
@shared_report_view
def shared(request: HttpRequest, loaded: ReportLoader, token: str) -> HttpResponse:
    """Show the report, with its downloads."""
    kind = loaded.text.article.group_kind

    def render_main() -> bytes:
        pictures = linked_pictures(
            loaded.text.placed_pictures,
            lambda picture: reverse("reports:shared-picture", args=[token, picture]),
            translate,
        )
        context = report_context(loaded.report, kind, pictures) | {"formats": for_people(), "token": token}
        return render_to_string("reports/shared_main.html", context).encode()

    main = mark_safe(cached_page([loaded], ("shared page", kind, token), render_main, token).decode())  # noqa: S308 (rendered by a template)  # nosec B308 B703
    context = {"article": loaded.text.article, "token": token, "main": main}
    return render(request, "reports/shared.html", context)


@shared_report_view
def shared_css(request: HttpRequest, loaded: ReportLoader, token: str) -> HttpResponse:
    """Return the style sheet of the tags."""
    css = lambda: render_to_string("annotate/codebook.css", {"tags": loaded.annotations.tags}).encode()  # noqa: E731
    return HttpResponse(cached_product(loaded, "CSS", css), content_type="text/css")


@shared_report_view
def shared_picture(request: HttpRequest, loaded: ReportLoader, token: str, picture: int) -> FileResponse:
    """Return the file of a picture in the article of the report."""
    return picture_response(get_picture(loaded.text.article, picture))


@slow_view()
@shared_report_view
def shared_download(request: HttpRequest, loaded: ReportLoader, token: str, slug: str) -> HttpResponse:
    """Return the report as a file. Records hold more than the report, so links do not lead to them."""
    file_format = formats().get(slug)
    if file_format is None or of_record(file_format):
        raise unknown_format_404(slug)
    hit_named_limit(token, "export")
    name = file_name(loaded.text.article.title, slug, timezone.localdate())
    content = cached_product(loaded, slug, lambda: file_format.write(loaded.report))
    return attachment_response(name, content, file_format.media_type)
