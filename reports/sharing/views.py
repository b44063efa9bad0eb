"""Links to a report: making and taking them back, and what stands at the end of one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.access import get_article
from articles.models import Article
from people.permissions import Permission
from reports.access import active_shares, get_share, shared_report
from reports.exports.responses import attachment_response, unknown_format_404
from reports.formats import file_name, for_people, formats, of_record
from reports.loader import ReportLoader, cached_page, load_report
from reports.models import SharedReport
from reports.options import parse_options
from reports.rendering.phrases import options_phrase
from reports.rendering.template_context import report_context
from reports.sharing import actions
from web.background.progress import with_progress_page
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view

DAYS = {7: _("a week"), 31: _("a month"), 366: _("a year"), 0: _("until it is taken back")}


class ShareForm(forms.Form):
    """How long, and whether readers are named."""

    days = forms.TypedChoiceField(choices=list(DAYS.items()), coerce=int, initial=31, label=_("It works for"))
    names = forms.BooleanField(
        required=False,
        label=_("Show the readers’ names"),
        help_text=_("Without, they are Reader 1, Reader 2 … What is written in notes stays as it is."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """The links there are, and a new one: to the report as the address asks for it."""
    article = get_article(request.user, pk, Permission.SHARE_REPORT)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = parse_options(request.GET)
        load_report(request.user, article, wanted)
        given = form.cleaned_data
        _share, token = actions.share_report(request.user, article, wanted, given["days"], given["names"])
        # Shown in this answer alone: nothing else keeps it.
        return _page(request, article, ShareForm(), link_to(request, token))
    return _page(request, article, form, status=422 if form.errors else 200)


def link_to(request: HttpRequest, token: str) -> str:
    """The whole address."""
    return request.build_absolute_uri(reverse("reports:shared", args=[token]))


def _page(
    request: HttpRequest, article: Article, form: ShareForm, link: str = "", status: int = 200
) -> HttpResponse:
    query = parse_options(request.GET).query
    page = {
        "article": article,
        "form": form,
        "link": link,
        "query": query,
        "asked": options_phrase(parse_options(request.GET)),
        "shares": [(row, options_phrase(options_of(row))) for row in active_shares(article)],
    }
    return render(request, "reports/share.html", page, status=status)


@login_required
@require_POST
def unshare(request: HttpRequest, pk: int, share: int) -> HttpResponse:
    """Take a link back."""
    article = get_article(request.user, pk, Permission.SHARE_REPORT)
    actions.revoke_share(request.user, get_share(article, share))
    messages.success(request, _now("The link is taken back: it leads nowhere now."), "link-revoked")
    return redirect("reports:share", pk)


def options_of(share: SharedReport) -> Any:
    """What the link is a report of."""
    return parse_options(QueryDict(share.query.removeprefix("?")))


def shared_report_view(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever has the link, and for nobody's index: ``page`` gets the share and what was gathered for it."""

    @wraps(page)
    @require_safe
    def shown(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        share = shared_report(token)
        salt = None if share.names else share.digest
        found = load_report(share.created_by, share.article, options_of(share), salt)
        response = page(request, found, token=token, **more)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return shown


@slow_view()
@with_progress_page
@shared_report_view
def shared(request: HttpRequest, found: ReportLoader, token: str) -> HttpResponse:
    """The report, to be read and printed, with its downloads."""

    def made() -> bytes:
        shown = report_context(found.report) | {"formats": for_people(), "token": token}
        return render_to_string("reports/shared_main.html", shown).encode()

    main = mark_safe(cached_page([found], ("shared page", token), made, token).decode())  # noqa: S308 (rendered by a template)  # nosec B308 B703
    page = {"article": found.text.article, "token": token, "main": main}
    return render(request, "reports/shared.html", page)


@shared_report_view
def shared_css(request: HttpRequest, found: ReportLoader, token: str) -> HttpResponse:
    """The colours and lines of its tags."""
    css = lambda: render_to_string("annotate/codebook.css", {"tags": found.annotations.tags}).encode()  # noqa: E731
    return HttpResponse(found.product("CSS", css), content_type="text/css")


@slow_view()
@shared_report_view
def shared_download(request: HttpRequest, found: ReportLoader, token: str, slug: str) -> HttpResponse:
    """The report as a file; what else is kept of the article is not for whoever has a link."""
    kind = formats().get(slug)
    if kind is None or of_record(kind):
        raise unknown_format_404(slug)
    hit_named_limit(token, "export")
    name = file_name(found.text.article.title, slug, timezone.localdate())
    return attachment_response(name, found.product(slug, lambda: kind.write(found.report)), kind.media_type)
