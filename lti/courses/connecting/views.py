"""The page that connects two accounts: begun in the one from the course, confirmed in the other one."""

import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lti.courses.connecting.moving import NO_TEACHER, check_can_move, move_account
from people.models import User
from people.permissions import PermissionRefused

# Says which account began in this browser, and for how many seconds it waits to be connected. A link could be sent to
# somebody else, who would then connect their account with that of its sender.
COOKIE, SECONDS = "lti_connect", 600


@login_required
@require_http_methods(["GET", "POST"])
def connect(request: HttpRequest) -> HttpResponse:
    """Begin in the account from the course by signing out of it; in the other one, ask and move."""
    if request.user.is_guest:
        raise PermissionRefused(_(NO_TEACHER))
    if request.user.email is None:
        return _begin(request) if request.method == "POST" else render(request, "lti/connect.html")
    begun = _begun(request)
    if begun is None:
        return render(
            request, "lti/connect_from_course.html", status=403 if request.method == "POST" else 200
        )
    if request.method == "GET":
        return _ask(request, begun)
    move_account(begun, request.user)
    messages.success(request, _("Connected. Your classes from the course are in this account now."))
    response = redirect("people:teams")
    response.delete_cookie(COOKIE, path=reverse("lti:connect"), samesite="Lax")
    return response


def _begin(request: HttpRequest) -> HttpResponse:
    """Sign out, remember in this browser who it was, and lead to signing in."""
    person = request.user.pk
    logout(request)
    address = reverse("lti:connect")
    response = redirect(f"{reverse('account_login')}?next={address}")
    response.set_signed_cookie(
        COOKIE,
        f"{person} {time.time()}",
        salt=COOKIE,
        max_age=SECONDS,
        path=address,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _begun(request: HttpRequest) -> User | None:
    """Return the account in which this browser has begun; None if it has not, or too long ago.

    Whoever finds somebody signed in must not connect an account of their own: since then there must be a sign-in.
    """
    person, _space, at = request.get_signed_cookie(COOKIE, "", salt=COOKIE, max_age=SECONDS).partition(" ")
    if not any(
        record["at"] > float(at or "inf") for record in get_authentication_records(request, request.user)
    ):
        return None
    begun = User.objects.filter(email=None, has_platform_account=True, is_active=True)
    return begun.filter(pk=person).first() if person else None


def _ask(request: HttpRequest, begun: User) -> HttpResponse:
    """Say what is connected and what that means; why not, if it cannot be."""
    refusal = ""
    try:
        check_can_move(begun, request.user)
    except PermissionRefused as error:
        refusal = error.detail
    accounts = begun.lti_accounts.select_related("platform")
    context = {
        "person": begun,
        "platforms": sorted({account.platform.name for account in accounts}),
        "teams": begun.teams.order_by("name"),
        "refusal": refusal,
    }
    return render(request, "lti/connect_confirm.html", context)
