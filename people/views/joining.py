"""Pages for guests: joining by code and nickname, and returning by return code."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.access import list_teams
from people.actions import guests
from people.code_guessing import InvalidCode
from people.forms import JoinForm, ReturnForm
from people.models import User
from people.names import NicknameError
from people.permissions import ArchivedTeam
from web.http.client_address import client_network
from web.rate_limits import RateLimitExceeded

# Seconds that a guest stays signed in: pupils come back next week without typing anything.
SESSION_AGE = 90 * 24 * 60 * 60
RETURN_CODE_KEY = "return_code"


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Join by a code; people who are not signed in also choose a nickname."""
    signed_in = request.user.is_authenticated and not request.user.is_trial
    form = JoinForm(request.POST or None, initial={"code": request.GET.get("code", "")}, signed_in=signed_in)
    if request.method == "POST" and form.is_valid():
        try:
            if signed_in:
                team = guests.join_with_account(
                    request.user, form.cleaned_data["code"], *_network_and_browser(request)
                )
                return redirect("annotate:enter-team", team.pk)
            guest, code = guests.join_as_guest(
                form.cleaned_data["code"], form.cleaned_data["nickname"], *_network_and_browser(request)
            )
        except NicknameError as error:
            form.add_error("code" if signed_in else "nickname", str(error))
        except (InvalidCode, RateLimitExceeded, ArchivedTeam) as error:
            form.add_error("code", str(error))
        else:
            _sign_in(request, guest)
            request.session[RETURN_CODE_KEY] = code
            return redirect("people:return-code")
    return _page(request, "people/join.html", form)


@require_http_methods(["GET", "POST"])
def return_as_guest(request: HttpRequest) -> HttpResponse:
    """Sign a guest in by their return code, for example on another device."""
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guest = guests.return_as_guest(form.cleaned_data["code"], *_network_and_browser(request))
        except (InvalidCode, RateLimitExceeded) as error:
            form.add_error("code", str(error))
        else:
            _sign_in(request, guest)
            return _enter(guest)
    return _page(request, "people/return.html", form)


@login_required
@require_http_methods(["GET", "POST"])
def return_code(request: HttpRequest) -> HttpResponse:
    """Show the return code until the guest says that they have written it down."""
    code = request.session.get(RETURN_CODE_KEY)
    if request.method == "POST" or code is None:
        request.session.pop(RETURN_CODE_KEY, None)
        return _enter(request.user)
    return render(request, "people/return_code.html", {"person": request.user, "code": code})


def _enter(user: User) -> HttpResponse:
    """Lead a guest to what there is to do in their class or team."""
    teams = list(list_teams(user))
    return redirect("annotate:enter-team", teams[0].pk) if len(teams) == 1 else redirect("people:teams")


def _network_and_browser(request: HttpRequest) -> tuple[str, str]:
    """Return the network of the client, and the CSRF secret, which distinguishes the browsers in it."""
    return client_network(request), request.META.get("CSRF_COOKIE", "")


def _sign_in(request: HttpRequest, guest: User) -> None:
    login(request, guest, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.set_expiry(SESSION_AGE)


def _page(request: HttpRequest, template: str, form: Any) -> HttpResponse:
    return render(request, template, {"form": form}, status=422 if form.errors else 200)
