"""The pages on which users download all their data and delete their account."""

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotate.access import own_lessons
from articles.access import own_articles
from people.access import list_teams, team_leader_names
from people.permissions import PermissionRefused
from reports.account_deletion.actions import delete_account, deletion_plan
from reports.account_deletion.forms import KEEP, DeleteAccountForm
from reports.exports.everything import SLUG
from reports.exports.jobs import start_export_job
from web.server.slow_views import slow_view

SIGN_IN_AGAIN = N_(
    "To confirm that it is you, sign out, sign in again, and delete your account within five minutes."
)
COME_AGAIN = N_(
    "To confirm that it is you, sign out, come from your course again in a new tab, and delete your account within "
    "five minutes."
)


@slow_view("POST")
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Show what is deleted and what stays, then delete the account after a recent proof of identity."""
    if request.user.is_guest:
        teams = [(team, team_leader_names(team)) for team in list_teams(request.user)]
        status = 403 if request.method == "POST" else 200
        return render(request, "reports/account_deletion/guest.html", {"teams": teams}, status=status)
    form = DeleteAccountForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        _require_recent_proof(request)
        person = request.user
        delete_account(person, keep_highlights=form.cleaned_data["highlights"] == KEEP)
        logout(request)
        response = redirect("reports:account-deleted")
        # Others may use the same browser.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
    context = {
        "form": form,
        "leaving": deletion_plan(request.user),
        "articles": own_articles(request.user).count(),
        "lessons": own_lessons(request.user).count(),
    }
    return render(
        request, "reports/account_deletion/delete.html", context, status=422 if form.errors else 200
    )


def _require_recent_proof(request: HttpRequest) -> None:
    """Ask for the password or the second factor; users without either must have signed in a moment ago."""
    if get_adapter().get_reauthentication_methods(request.user):
        raise_if_reauthentication_required(request, app="account")
        return
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    if not any(record["at"] > since for record in get_authentication_records(request, request.user)):
        raise PermissionRefused(_(SIGN_IN_AGAIN if request.user.email else COME_AGAIN))


@login_required
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """Start an export job with everything of the user."""
    if request.user.is_guest:
        raise PermissionRefused(
            _("You are here as a guest. You can download your data on the page of your class.")
        )
    articles = list(own_articles(request.user).order_by("pk").values_list("pk", flat=True))
    return redirect("reports:export-job", start_export_job(request.user, articles, SLUG).pk)


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Confirm that the account is deleted."""
    return render(request, "reports/account_deletion/deleted.html")
