"""The report's page, the page of the discussion, and what a team writes into the report."""

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from annotate.annotations.spans import SpanError
from annotate.codebook import DetailsError
from articles.access import get_article
from people.permissions import Permission, has_permission
from reports import actions
from reports.formats import for_people
from reports.loader import ReportLoader, cached_page, claim_tag, load_report
from reports.options import parse_options
from reports.rendering.phrases import threshold_choices
from reports.rendering.template_context import dispute_context, report_context
from web.background.progress import with_progress_page
from web.i18n.translate import translate
from web.server.slow_views import slow_view

# Letters of the placeholder: two for each of sixteen bytes.
PLACEHOLDER_LENGTH = 32
# On a page of the discussion.
DISPUTES_PER_PAGE = 50


@slow_view()
@login_required
@require_safe
@with_progress_page
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One page an article, with its downloads; the address says what is shown."""
    article = get_article(request.user, pk, Permission.VIEW_REPORT)
    if not article.frozen:
        return redirect("articles:review", pk)
    wanted = parse_options(request.GET)
    found = load_report(request.user, article, wanted)
    hides = tuple(request.GET.getlist("hide"))
    edits, shares = (
        has_permission(request.user, verb, article)
        for verb in (Permission.EDIT_REPORT, Permission.SHARE_REPORT)
    )

    def made() -> bytes:
        # Stands for the token of whoever asks: of this page alone, and younger than anything that people wrote in it.
        placeholder = token_hex(16)
        shown = report_context(found.report) | {
            "formats": for_people(),
            "choices": choices(found, found.report.glance.readers),
            "chosen": wanted.readers,
            "query": wanted.query,
            "hidden_tags": hides,
            "discussion": f"{reverse('reports:disputed', args=[pk])}{wanted.query}",
            "edits": edits,
            "shares": shares,
            "csrf_token": placeholder,
        }
        return (placeholder + render_to_string("reports/main.html", shown)).encode()

    cached = cached_page([found], ("page", hides, edits, shares), made, request.user.pk).decode()
    placeholder, main = cached[:PLACEHOLDER_LENGTH], cached[PLACEHOLDER_LENGTH:]
    # Everybody's own, in what all are shown.
    main = mark_safe(main.replace(placeholder, get_token(request)))  # noqa: S308 (from a template)  # nosec B308 B703
    page = {"article": article, "codebook_pk": found.codebook, "main": main}
    return render(request, "reports/report.html", page)


def choices(found: ReportLoader, readers: int) -> dict[str, Any]:
    """What the report of so many readers could be made of instead."""
    return {
        "thresholds": threshold_choices(readers),
        "rounds": [(round_.pk, _("Round {number}").format(number=round_.pk)) for round_ in found.rounds],
        "readers": found.readers,
    }


@slow_view()
@login_required
@require_safe
@with_progress_page
def disputed(request: HttpRequest, pk: int) -> HttpResponse:
    """The disputed passages, with the definitions of the tags in question side by side: for the discussion."""
    article = get_article(request.user, pk, Permission.VIEW_REPORT)
    wanted = parse_options(request.GET)
    found = load_report(request.user, article, wanted)
    number = request.GET.get("page", "")

    def made() -> bytes:
        page = Paginator(found.report.disputed, DISPUTES_PER_PAGE).get_page(number)
        shown = {
            "article": article,
            "report": found.report,
            "items": [dispute_context(found.report, dispute) for dispute in page.object_list],
            "page": page,
            "query": wanted.query,
        }
        return render_to_string("reports/disputed_main.html", shown).encode()

    main = mark_safe(cached_page([found], ("disputed", number), made, request.user.pk).decode())  # noqa: S308 (rendered by a template)  # nosec B308 B703
    page = {"article": article, "codebook_pk": found.codebook, "query": wanted.query, "main": main}
    return render(request, "reports/disputed.html", page)


@login_required
@require_POST
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was found about a claim, or take it back."""
    article = get_article(request.user, pk, Permission.EDIT_REPORT)
    start, end = (_offset(request.POST.get(name, "")) for name in ("start", "end"))
    try:
        if request.POST.get("clear"):
            actions.clear_finding(request.user, article, start, end)
            messages.success(request, _("What was found is taken back."))
        else:
            links = [line.strip() for line in request.POST.get("evidence", "").splitlines() if line.strip()]
            details = {"status": request.POST.get("status", ""), "evidence": links}
            tag = claim_tag(request.user, article)
            actions.write_finding(
                request.user, article, tag, start, end, details, request.POST.get("note", "")
            )
            messages.success(request, _("What was found is written down."))
    except (actions.ReportError, DetailsError, SpanError) as error:
        messages.error(request, translate(error))
    return _redirect_to_report(request, pk, "claims-title")


@login_required
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Count two sources as one, or apart again."""
    article = get_article(request.user, pk, Permission.EDIT_REPORT)
    source = request.POST.get("source", "")
    try:
        if request.POST.get("apart"):
            actions.unmerge_source(request.user, article, source)
            messages.success(request, _("“{name}” is counted apart again.").format(name=source[:80]))
        else:
            into = request.POST.get("into", "")
            actions.merge_source(request.user, article, source, into)
            said = _("“{name}” is counted as “{into}” from now on.")
            messages.success(request, said.format(name=source[:80], into=into[:80]))
    except actions.ReportError as error:
        messages.error(request, str(error))
    return _redirect_to_report(request, pk, "sources-title")


def _offset(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1


def _redirect_to_report(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    address = redirect("reports:report", pk).url
    return redirect(f"{address}{parse_options(request.GET).query}#{part}")
