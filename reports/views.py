"""The page of a report, the page of its disputed passages, and the forms with which a team adds to the report."""

from dataclasses import replace
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
from annotate.tag import DetailsError
from articles.access import get_article
from articles.text.html import linked_pictures
from people.permissions import Permission, has_permission
from people.terms import Kind
from reports import actions
from reports.access import get_report_article
from reports.cached_results import cached_page
from reports.formats import for_people
from reports.loader import ReportLoader, claim_tag, load_report
from reports.option_choices import option_choices
from reports.options import parse_options
from reports.rendering.template_context import dispute_context, report_context
from web.background.progress import with_progress_page
from web.i18n.translate import translate
from web.server.slow_views import slow_view
from web.values import parse_int

# Hexadecimal digits of the placeholder's sixteen bytes.
PLACEHOLDER_LENGTH = 32
DISPUTES_PER_PAGE = 50


@slow_view()
@login_required
@require_safe
@with_progress_page
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the report with its downloads; the query string holds its options."""
    article = get_report_article(request.user, pk)
    if not article.frozen:
        return redirect("articles:review", pk)
    options = parse_options(request.GET)
    loaded = load_report(request.user, article, options)
    other_agreement = replace(options, from_hints=not options.from_hints)
    hides = tuple(request.GET.getlist("hide"))
    can_edit, can_share, can_publish = (
        has_permission(request.user, permission, article)
        for permission in (Permission.EDIT_REPORT, Permission.SHARE_REPORT, Permission.PUBLISH_REPORT)
    )
    # In a team people decide for themselves whether their name and notes are published with the report.
    in_publishing = can_publish or not (request.user.is_guest or article.group_kind == Kind.CLASS)

    def render_main() -> bytes:
        # Stands for the CSRF token in the cached page. Random, so that no text in the page can contain it.
        placeholder = token_hex(16)
        pictures = linked_pictures(
            loaded.text.placed_pictures,
            lambda picture: reverse("articles:picture", args=[pk, picture]),
            translate,
        )
        context = report_context(loaded.report, article.group_kind, pictures) | {
            "formats": for_people(),
            "choices": option_choices(loaded, loaded.report.glance.readers),
            "chosen": options.readers,
            "query": options.query,
            "hidden_tags": hides,
            "discussion": f"{reverse('reports:disputed', args=[pk])}{options.query}",
            "other_agreement": f"{reverse('reports:report', args=[pk])}{other_agreement.query}#agreement-title",
            "edits": can_edit,
            "shares": can_share,
            "publishes": can_publish,
            "in_publishing": in_publishing,
            "trial": request.user.is_trial,
            "correction": correction_note(loaded),
            "csrf_token": placeholder,
        }
        return (placeholder + render_to_string("reports/main.html", context)).encode()

    shown = (can_edit, can_share, can_publish, in_publishing, request.user.is_trial)
    cached = cached_page(
        [loaded], ("page", article.group_kind, hides, *shown), render_main, request.user.pk
    ).decode()
    placeholder, main = cached[:PLACEHOLDER_LENGTH], cached[PLACEHOLDER_LENGTH:]
    # The cached page is the same for everybody; the token is each user's own.
    main = mark_safe(main.replace(placeholder, get_token(request)))  # noqa: S308 (from a template)  # nosec B308 B703
    page_context = {"article": article, "codebook_pk": loaded.codebook_pk, "main": main}
    return render(request, "reports/report.html", page_context)


def correction_note(loaded: ReportLoader) -> dict[str, Any] | None:
    """Return what the page says about the correction that made or followed the report's text, None if there is none.

    The link of ``other`` leads to the report on the revision before, or from an earlier one to that on the newest.
    """
    text, options = loaded.text, loaded.options
    later = None
    if options.revision is not None:
        later = text.article.texts.filter(revision__gt=text.revision).order_by("revision").first()
    if later is None and text.revision == 1:
        return None
    other = replace(options, revision=None if later else text.revision - 1)
    return {
        "at": (later or text).created_at,
        "revision": text.revision,
        "is_newest": not later,
        "other": other.query,
    }


@slow_view()
@login_required
@require_safe
@with_progress_page
def disputed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the disputed passages beside the definitions of the tags in question, for discussion in class."""
    article = get_report_article(request.user, pk)
    options = parse_options(request.GET)
    loaded = load_report(request.user, article, options)
    number = request.GET.get("page", "")

    def render_main() -> bytes:
        page = Paginator(loaded.report.disputed, DISPUTES_PER_PAGE).get_page(number)
        context = {
            "article": article,
            "report": loaded.report,
            "items": [dispute_context(loaded.report, dispute) for dispute in page.object_list],
            "page": page,
            "query": options.query,
        }
        return render_to_string("reports/disputed_main.html", context).encode()

    cached = cached_page([loaded], ("disputed", number), render_main, request.user.pk).decode()
    main = mark_safe(cached)  # noqa: S308 (rendered by a template)  # nosec B308 B703
    page = {"article": article, "codebook_pk": loaded.codebook_pk, "query": options.query, "main": main}
    return render(request, "reports/disputed.html", page)


@login_required
@require_POST
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Write or delete the finding about a claim."""
    article = get_article(request.user, pk, Permission.EDIT_REPORT)
    start, end = (_offset(request.POST.get(name, "")) for name in ("start", "end"))
    revision = parse_int(request.POST.get("revision", ""), minimum=1)
    try:
        if request.POST.get("clear"):
            actions.clear_finding(request.user, article, start, end, revision)
            messages.success(request, _("Finding deleted."), "finding-cleared")
        else:
            links = [line.strip() for line in request.POST.get("evidence", "").splitlines() if line.strip()]
            details = {"status": request.POST.get("status", ""), "evidence": links}
            tag = claim_tag(request.user, article)
            actions.write_finding(
                request.user, article, tag, start, end, details, request.POST.get("note", ""), revision
            )
            messages.success(request, _("Saved."), "finding-saved")
    except (actions.ReportError, DetailsError, SpanError) as error:
        messages.error(request, translate(error))
    return _redirect_to_report(request, pk, "claims-title")


@login_required
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge two sources, or separate them again."""
    article = get_article(request.user, pk, Permission.EDIT_REPORT)
    source = request.POST.get("source", "")
    try:
        if request.POST.get("apart"):
            actions.unmerge_source(request.user, article, source)
            messages.success(
                request, _("“{name}” is a separate source again.").format(name=source[:80]), "source-apart"
            )
        else:
            into = request.POST.get("into", "")
            actions.merge_source(request.user, article, source, into)
            message = _("“{name}” is now counted as “{into}”.")
            messages.success(request, message.format(name=source[:80], into=into[:80]), "source-merged")
    except actions.ReportError as error:
        messages.error(request, str(error))
    return _redirect_to_report(request, pk, "sources-title")


def _offset(value: str) -> int:
    offset = parse_int(value)
    return -1 if offset is None else offset


def _redirect_to_report(request: HttpRequest, pk: int, fragment: str) -> HttpResponse:
    url = redirect("reports:report", pk).url
    return redirect(f"{url}{parse_options(request.GET).query}#{fragment}")
