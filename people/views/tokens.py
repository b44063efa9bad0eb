"""The page of the user's API tokens."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.access import list_api_tokens
from people.actions.accounts import create_token, has_confirmed_address, revoke_token
from people.forms import TokenForm


@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the user's API tokens, and create one, whose text is shown this once."""
    confirmed = has_confirmed_address(request.user) or not settings.SENDS_MAIL
    form = TokenForm(request.POST or None)
    new_token: str | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        _token, new_token = create_token(request.user, data["name"], data["days"], data["only_reads"])
        form = TokenForm()
    context = {
        "form": form,
        "token": new_token,
        "tokens": list_api_tokens(request.user),
        "confirmed": confirmed,
    }
    return render(request, "people/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token."""
    revoke_token(request.user, pk)
    messages.success(request, _("The token has been revoked. It no longer works."), "token-revoked")
    return redirect("people:tokens")
