"""The doors for guests: joining by a code and a nickname, and coming back by the return code."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.actions import guests
from people.forms import JoinForm, ReturnForm
from people.models import User
from people.permissions import ArchivedTeam
from web.http.client_address import client_network
from web.rate_limits import RateLimitExceeded

# A pupil comes back next week without typing anything.
REMEMBERED = 90 * 24 * 60 * 60
SHOWN_ONCE = "return_code"


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """A code and a nickname, no more. Who is signed in joins as who they are."""
    signed_in = request.user.is_authenticated
    form = JoinForm(request.POST or None, initial={"code": request.GET.get("code", "")}, signed_in=signed_in)
    if request.method == "POST" and form.is_valid():
        try:
            if signed_in:
                team = guests.join_with_account(request.user, form.cleaned_data["code"], *_network(request))
                return redirect("people:team", team.pk)
            guest, code = guests.join_as_guest(
                form.cleaned_data["code"], form.cleaned_data["nickname"], *_network(request)
            )
        except guests.NicknameError as error:
            form.add_error("code" if signed_in else "nickname", str(error))
        except (guests.InvalidCode, RateLimitExceeded, ArchivedTeam) as error:
            form.add_error("code", str(error))
        else:
            _sign_in(request, guest)
            request.session[SHOWN_ONCE] = code
            return redirect("people:return-code")
    return _page(request, "people/join.html", form)


@require_http_methods(["GET", "POST"])
def return_as_guest(request: HttpRequest) -> HttpResponse:
    """The return code signs a guest in on another device."""
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guest = guests.return_as_guest(form.cleaned_data["code"], *_network(request))
        except (guests.InvalidCode, RateLimitExceeded) as error:
            form.add_error("code", str(error))
        else:
            _sign_in(request, guest)
            return redirect("people:teams")
    return _page(request, "people/return.html", form)


@login_required
@require_http_methods(["GET", "POST"])
def return_code(request: HttpRequest) -> HttpResponse:
    """The return code, until the guest says that they have written it down."""
    code = request.session.get(SHOWN_ONCE)
    if request.method == "POST" or code is None:
        request.session.pop(SHOWN_ONCE, None)
        return redirect("people:teams")
    return render(request, "people/return_code.html", {"person": request.user, "code": code})


def _network(request: HttpRequest) -> tuple[str, str]:
    """Return the network, and what tells one browser from another there: the secret by which its forms are known."""
    return client_network(request), request.META.get("CSRF_COOKIE", "")


def _sign_in(request: HttpRequest, guest: User) -> None:
    login(request, guest, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.set_expiry(REMEMBERED)


def _page(request: HttpRequest, template: str, form: Any) -> HttpResponse:
    return render(request, template, {"form": form}, status=422 if form.errors else 200)
