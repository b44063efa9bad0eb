"""The page of a team's webhooks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotate.access import get_webhook
from annotate.models import Webhook
from annotate.webhooks import actions
from annotate.webhooks.forms import WebhookForm
from people.access import get_team
from people.models import Team
from people.permissions import Permission
from web.http.safe_client import RequestError
from web.server.slow_views import slow_view


@login_required
@require_http_methods(["GET", "POST"])
def webhooks(request: HttpRequest, pk: int) -> HttpResponse:
    """List webhooks and create one, whose secret is shown only in this response."""
    team = get_team(request.user, pk, Permission.MANAGE_WEBHOOKS)
    form = WebhookForm(request.POST or None)
    webhook_created: Webhook | None = None
    if request.method == "POST" and form.is_valid():
        try:
            webhook_created = actions.add_webhook(request.user, team, form.cleaned_data["url"])
            form = WebhookForm()
        except RequestError as error:
            form.add_error("url", str(error))
    return _page(request, team, {"form": form, "created": webhook_created}, 422 if form.errors else 200)


@slow_view()
@login_required
@require_POST
def webhook(request: HttpRequest, pk: int, hook: int) -> HttpResponse:
    """Remove a webhook, retry it, or send a test message."""
    team = get_team(request.user, pk, Permission.MANAGE_WEBHOOKS)
    target = get_webhook(team, hook)
    if "remove" in request.POST:
        actions.remove_webhook(request.user, target)
        messages.success(request, _("The webhook has been deleted."), "webhook-removed")
    elif "again" in request.POST:
        actions.retry_now(request.user, target)
        messages.success(request, _("Trying again."), "webhook-retried")
    else:
        try:
            actions.ping(request.user, target)
            messages.success(request, _("The webhook works."), "webhook-answers")
        except RequestError as error:
            messages.warning(request, str(error))
    return redirect("annotate:webhooks", pk)


def _page(request: HttpRequest, team: Team, more: dict[str, Any], status: int) -> HttpResponse:
    context = {"team": team, "webhooks": team.webhooks.select_related("owner").order_by("pk")} | more
    return render(request, "annotate/webhooks.html", context, status=status)
