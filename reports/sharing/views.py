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

from articles.access import article_for
from articles.models import Article
from reports import actions
from reports.access import SHARE, share_on, shared_report, shares_on
from reports.exports.responses import attached, unknown
from reports.formats import file_name, for_people, formats, of_record
from reports.loader import Gathered, gathered, page_of
from reports.models import SharedReport
from reports.options import wishes
from reports.rendering.phrases import asked_words
from reports.rendering.template_context import context
from web.background.progress import shows_progress
from web.rate_limits import charge
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
    article = article_for(request.user, pk, SHARE)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = wishes(request.GET)
        gathered(request.user, article, wanted)
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
    query = wishes(request.GET).query
    page = {
        "article": article,
        "form": form,
        "link": link,
        "query": query,
        "asked": asked_words(wishes(request.GET)),
        "shares": [(row, asked_words(wanted_of(row))) for row in shares_on(article)],
    }
    return render(request, "reports/share.html", page, status=status)


@login_required
@require_POST
def unshare(request: HttpRequest, pk: int, share: int) -> HttpResponse:
    """Take a link back."""
    article = article_for(request.user, pk, SHARE)
    actions.unshare(request.user, share_on(article, share))
    messages.success(request, _now("The link is taken back: it leads nowhere now."))
    return redirect("reports:share", pk)


def wanted_of(share: SharedReport) -> Any:
    """What the link is a report of."""
    return wishes(QueryDict(share.query.removeprefix("?")))


def by_link(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever has the link, and for nobody's index: ``page`` gets the share and what was gathered for it."""

    @wraps(page)
    @require_safe
    def shown(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        share = shared_report(token)
        salt = None if share.names else share.digest
        found = gathered(share.created_by, share.article, wanted_of(share), salt)
        response = page(request, found, token=token, **more)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return shown


@slow_view()
@shows_progress
@by_link
def shared(request: HttpRequest, found: Gathered, token: str) -> HttpResponse:
    """The report, to be read and printed, with its downloads."""

    def made() -> bytes:
        shown = context(found.report) | {"formats": for_people(), "token": token}
        return render_to_string("reports/shared_main.html", shown).encode()

    main = mark_safe(page_of([found], ("shared page", token), made, token).decode())  # noqa: S308 (rendered by a template)  # nosec B308 B703
    page = {"article": found.found.text.article, "token": token, "main": main}
    return render(request, "reports/shared.html", page)


@by_link
def shared_css(request: HttpRequest, found: Gathered, token: str) -> HttpResponse:
    """The colours and lines of its tags."""
    css = lambda: render_to_string("annotate/codebook.css", {"tags": found.marked.tags}).encode()  # noqa: E731
    return HttpResponse(found.product("CSS", css), content_type="text/css")


@slow_view()
@by_link
def shared_download(request: HttpRequest, found: Gathered, token: str, slug: str) -> HttpResponse:
    """The report as a file; what else is kept of the article is not for whoever has a link."""
    kind = formats().get(slug)
    if kind is None or of_record(kind):
        raise unknown(slug)
    charge(token, "export")
    name = file_name(found.found.text.article.title, slug, timezone.localdate())
    return attached(name, found.product(slug, lambda: kind.write(found.report)), kind.media_type)
