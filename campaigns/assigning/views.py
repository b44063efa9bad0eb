"""The next article, giving one back, and the page of what is incomplete and why."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import get_assignment, get_campaign
from campaigns.assigning.actions import give_back, next_article
from campaigns.assigning.errors import AlreadyHandedIn, NoArticle
from campaigns.assigning.forms import GiveBackForm
from campaigns.assigning.incomplete import incomplete
from campaigns.assigning.reasons import EXPLANATIONS, LABELS, Reason
from campaigns.models import Campaign
from people.permissions import Permission, has_permission
from web.i18n.translate import translate
from web.server.slow_views import slow_view

PAGE_SIZE = 50
# Where those who manage a campaign do something about an incomplete article: names of pages, and their titles.
PLACES = {
    Reason.NO_KEY: ("campaigns:training", N_("Training")),
    Reason.NOT_PLANNED: ("campaigns:plan", N_("Plan")),
    Reason.NOBODY_LEFT: ("campaigns:people", N_("People")),
    Reason.MAXIMUM: ("campaigns:settings", N_("Settings")),
    Reason.PRACTICE: ("campaigns:training", N_("Training")),
    Reason.NOT_RUNNING: ("campaigns:settings", N_("Settings")),
}


@login_required
@require_POST
def next_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the article that the user annotates next, or back to the campaign, which says why there is none."""
    campaign = get_campaign(request.user, pk)
    try:
        assignment = next_article(request.user, campaign)
    except NoArticle as error:
        messages.info(request, error.detail, error.code)
        return redirect("campaigns:own", pk)
    return redirect("annotate:annotate", assignment.article.round_id)


@login_required
@require_POST
def give_back_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back an article, one's own or somebody's: it takes ``round`` and ``person``."""
    campaign = get_campaign(request.user, pk)
    form = GiveBackForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    person = form.cleaned_data["person"]
    assignment = get_assignment(request.user, campaign, form.cleaned_data["round"], person)
    try:
        give_back(request.user, assignment)
    except AlreadyHandedIn as error:
        messages.error(request, error.detail, error.code)
    else:
        messages.success(request, _("Given back. Somebody else may get the article now."), "given-back")
    leads = person and has_permission(request.user, Permission.OVERSEE_CAMPAIGN, campaign)
    return redirect("campaigns:incomplete" if leads else "campaigns:own", pk)


@slow_view()
@login_required
@require_safe
def incomplete_page(request: HttpRequest, pk: int) -> HttpResponse:
    """List the incomplete articles with who has them and what they wait for, all or those of one reason."""
    campaign = get_campaign(request.user, pk, Permission.OVERSEE_CAMPAIGN)
    rows = incomplete(campaign)
    counts = Counter(row.reason for row in rows)
    chosen = request.GET.get("reason")
    chosen_rows = [row for row in rows if chosen in (None, row.reason)]
    shown = next(iter(counts)) if len(counts) == 1 else chosen
    page = Paginator(chosen_rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "reasons": [
            (reason, translate(LABELS[reason]), counts[reason]) for reason in Reason if counts[reason]
        ],
        "all": len(rows),
        "chosen": chosen,
        "page": page,
        "rows": [(row, translate(LABELS[row.reason]), _place(campaign, row.reason)) for row in page],
        "query": urlencode({"reason": chosen}) if chosen else "",
        "explanation": translate(EXPLANATIONS[Reason(shown)]) if shown in counts else "",
        "place": _place(campaign, Reason(shown)) if shown in counts else None,
        "manages": has_permission(request.user, Permission.MANAGE_CAMPAIGN, campaign),
    }
    return render(request, "campaigns/assigning/incomplete.html", context)


def _place(campaign: Campaign, reason: Reason) -> tuple[str, str] | None:
    """Return the address and the title of the page on which something can be done about it."""
    if reason not in PLACES:
        return None
    name, title = PLACES[reason]
    return reverse(name, args=[campaign.pk]), _(title)
