"""The pages on which a report is published: its versions, the preview, passages to embed, and one's own agreement."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Article
from newsroom.publishing import actions
from newsroom.publishing.access import (
    consent_of,
    get_article_in_publishing,
    get_article_to_consent,
    get_article_to_publish,
    get_version,
    is_public,
    list_versions,
    may_consent,
    publication_of,
)
from newsroom.publishing.citing import version_url
from newsroom.publishing.embedding import fragment_html, frame_html, passages_of
from newsroom.publishing.errors import PublishingError
from newsroom.publishing.forms import ConsentForm, VersionForm, WithdrawalForm
from people.permissions import Permission, has_permission
from reports.options import parse_options
from reports.rendering.phrases import options_phrase
from web.server.slow_views import slow_view
from web.values import parse_int


@login_required
@require_http_methods(["GET", "POST"])
def publishing(request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions, and take what is said about the next one; its report has the options of the query."""
    if request.method == "POST":
        article = get_article_to_publish(request.user, pk)
        form = _version_form(request, article, request.POST)
        if form.is_valid():
            return _preview(request, article, form)
        return _page(request, article, form, status=422)
    article = get_article_in_publishing(request.user, pk)
    may_publish = has_permission(request.user, Permission.PUBLISH_REPORT, article)
    return _page(request, article, _version_form(request, article) if may_publish else None)


@slow_view()
@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what the preview showed; show it again if it has changed since."""
    article = get_article_to_publish(request.user, pk)
    form = _version_form(request, article, request.POST)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    options = parse_options(request.GET)
    try:
        version = actions.publish_version(
            request.user, article, options, form.version_input, request.POST.get("preview", "")
        )
    except PublishingError as error:
        messages.error(request, str(error))
        return _preview(request, article, form, status=422)
    messages.success(
        request, _("Version {number} is public.").format(number=version.number), "report-published"
    )
    return redirect("newsroom:publishing", pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Withdraw a version, or make it public again."""
    article = get_article_to_publish(request.user, pk)
    version = get_version(article, number)
    if request.POST.get("restore"):
        actions.restore_version(request.user, article, version)
        messages.success(
            request, _("Version {number} is public again.").format(number=number), "version-restored"
        )
        return redirect("newsroom:publishing", pk)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a reason. It stands at the address of the version."))
        return redirect("newsroom:publishing", pk)
    actions.withdraw_version(request.user, article, version, form.cleaned_data["reason"])
    messages.success(
        request, _("Version {number} is withdrawn. Its address says so.").format(number=number), "withdrawn"
    )
    return redirect("newsroom:publishing", pk)


@slow_view()
@login_required
@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Set what of one's own may be published with the report."""
    article = get_article_to_consent(request.user, pk)
    form = ConsentForm(request.POST)
    form.is_valid()
    actions.set_consent(request.user, article, **form.cleaned_data)
    messages.success(request, _("Saved."), "consent-saved")
    return redirect("newsroom:publishing", pk)


@login_required
@require_safe
def embed(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show the code that shows a passage of a version on another site."""
    article = get_article_in_publishing(request.user, pk)
    version = get_version(article, number)
    passages = passages_of(version) if is_public(version) else []
    chosen = parse_int(request.GET.get("passage", ""))
    passage = next((one for one in passages if one.number == chosen), passages[0] if passages else None)
    url, title = version_url(request, version), version.content.title
    context = {"article": article, "version": version, "passages": passages, "passage": passage}
    if passage:
        context |= {
            "frame": str(frame_html(passage, title, url)),
            "fragment": str(fragment_html(passage, title, url)),
        }
    return render(request, "newsroom/publishing/embed_code.html", context)


def _version_form(request: HttpRequest, article: Article, data: object = None) -> VersionForm:
    publication = publication_of(article)
    newest = publication and list_versions(publication).select_related("content").first()
    initial = {"credit": article.team.name if article.team else request.user.name}
    if newest:
        content = newest.content
        initial = {
            "credit": content.credit,
            "whole_text": "1" if content.whole_text else "",
            "indexed": publication.indexed,
        }
    return VersionForm(article, publication is None, data, initial=initial)


def _page(
    request: HttpRequest, article: Article, form: VersionForm | None, status: int = 200
) -> HttpResponse:
    publication = publication_of(article)
    options = parse_options(request.GET)
    consents = may_consent(request.user, article)
    own = consent_of(request.user, article) if consents else None
    address = publication and reverse("newsroom:published", args=[publication.slug])
    context = {
        "article": article,
        "form": form,
        "publication": publication,
        "address": request.build_absolute_uri(address) if address else "",
        "versions": list_versions(publication) if publication else (),
        "withdrawal": WithdrawalForm(),
        "consent": ConsentForm(initial={"names": own.names, "notes": own.notes} if own else {})
        if consents
        else None,
        "query": options.query,
        "asked": options_phrase(options, article.group_kind),
    }
    return render(request, "newsroom/publishing/publishing.html", context, status=status)


def _preview(request: HttpRequest, article: Article, form: VersionForm, status: int = 200) -> HttpResponse:
    """Show exactly what would be public."""
    data, options = form.version_input, parse_options(request.GET)
    try:
        prepared = actions.prepare_version(request.user, article, options, data.whole_text)
    except PublishingError as error:
        form.add_error(None, str(error))
        return _page(request, article, form, status=422)
    publication = publication_of(article)
    number = publication.versions.count() + 1 if publication else 1
    context = {
        "article": article,
        "data": data,
        # What is sent again, and what the head of the version says.
        "sent": [(name, request.POST.get(name, "")) for name in form.fields if request.POST.get(name)],
        "number": number,
        "version": {"number": number, "published_at": timezone.now()},
        "content": {"credit": data.credit, "note": data.note, "differences": prepared.differences},
        "digest": prepared.digest,
        "page": mark_safe(prepared.rendered.page),  # noqa: S308 (rendered by a template)  # nosec B308 B703
        "codebook_pk": prepared.codebook_pk,
        "query": options.query,
    }
    return render(request, "newsroom/publishing/preview.html", context, status=status)
