"""The list of a campaign's articles, adding articles of the team, and changing what they are for."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.access import search
from articles.models import Article
from campaigns.access import articles_of, get_campaign
from campaigns.enums import Distribution, Purpose
from campaigns.models import Campaign, CampaignArticle
from campaigns.setup import actions
from campaigns.setup.candidates import ready_texts, texts_to_add
from campaigns.setup.errors import AlreadyBegun, CampaignSettingsError
from campaigns.setup.lists import as_shown
from people.permissions import Permission, has_permission
from web.values import parse_int

PAGE_SIZE = 100
MAX_QUERY_LENGTH = 100
REMOVE = "remove"


@login_required
@require_safe
def articles(request: HttpRequest, pk: int) -> HttpResponse:
    """List the articles of a campaign, some of them by purpose or words."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    words, purpose = _words(request), request.GET.get("purpose", "")
    rows = filtered(articles_of(campaign), words, purpose)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = list(as_shown(page.object_list))
    context: dict[str, Any] = {
        "campaign": campaign,
        "page": page,
        "words": words,
        "purpose": purpose,
        "total": articles_of(campaign).count(),
        "to_add": texts_to_add(request.user, campaign).count(),
        "can_manage": has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign)
        and not campaign.archived_at,
        "is_planned": campaign.distribution == Distribution.PLANNED,
    }
    return render(request, "campaigns/setup/articles.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose articles of the team, or all that are found, and add them."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    words = _words(request)
    found = texts_to_add(request.user, campaign, words)
    if request.method == "POST":
        chosen = found if request.POST.get("act") == "all" else _chosen(found, request)
        purpose = _purpose(request.POST.get("purpose", "")) or Purpose.ORDINARY
        return _add(request, campaign, chosen, purpose)
    context = {
        "campaign": campaign,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "words": words,
        "nothing_ready": not ready_texts(request.user, campaign.team).exists(),
    }
    return render(request, "campaigns/setup/add_articles.html", context)


def _add(request: HttpRequest, campaign: Campaign, texts: Any, purpose: Purpose) -> HttpResponse:
    try:
        added = actions.add_articles(request.user, campaign, texts, purpose)
    except CampaignSettingsError as error:
        messages.warning(request, str(error))
        return redirect("campaigns:add-articles", campaign.pk)
    if not added:
        messages.warning(request, _("Choose at least one article."))
        return redirect("campaigns:add-articles", campaign.pk)
    text = ngettext("{n} article was added.", "{n} articles were added.", added)
    messages.success(request, text.format(n=added))
    return redirect("campaigns:articles", campaign.pk)


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the chosen articles, or say what they are for."""
    campaign = get_campaign(request.user, pk, Permission.MANAGE_CAMPAIGN)
    keys = _keys(request)
    rows = list(articles_of(campaign).select_related("campaign__team").filter(pk__in=keys))
    purpose = _purpose(request.POST.get("act", ""))
    try:
        if purpose:
            actions.set_purposes(request.user, campaign, rows, purpose)
        elif request.POST.get("act") == REMOVE:
            actions.remove_articles(request.user, campaign, [row.pk for row in rows])
    except (AlreadyBegun, CampaignSettingsError) as error:
        messages.warning(request, str(error))
    else:
        _say(request, len(rows), purpose)
    return redirect("campaigns:articles", pk)


def _say(request: HttpRequest, count: int, purpose: Purpose | None) -> None:
    if not count:
        messages.warning(request, _("Choose at least one article."))
    elif purpose is None:
        text = ngettext(
            "{n} article was removed from the campaign.",
            "{n} articles were removed from the campaign.",
            count,
        )
        messages.success(request, text.format(n=count))
    else:
        messages.success(request, _("Saved."))


def filtered(rows: QuerySet[CampaignArticle], words: str, purpose: str) -> QuerySet[CampaignArticle]:
    """Return the articles of a purpose, if there is such a one, whose title or author contain each of the words."""
    if _purpose(purpose):
        rows = rows.filter(purpose=purpose)
    if words:
        rows = rows.filter(round__text__article__in=search(Article.objects.all(), words))
    return rows


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:MAX_QUERY_LENGTH]


def _keys(request: HttpRequest) -> list[int]:
    keys = (parse_int(key) for key in request.POST.getlist("articles")[:PAGE_SIZE])
    return [key for key in keys if key is not None]


def _chosen(found: Any, request: HttpRequest) -> Any:
    return found.filter(article__in=_keys(request))


def _purpose(name: str) -> Purpose | None:
    return Purpose(name) if name in set(Purpose) else None
