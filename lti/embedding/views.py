"""From a frame into a tab: a click in the frame creates a ticket, with which the tab is signed in."""

from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lti.embedding.backends import PLATFORM_BACKEND
from lti.embedding.forms import TabForm
from lti.embedding.middleware import session_over
from lti.embedding.tickets import find_ticket, ticket_path, use_ticket
from web.http.embedded import with_prefix, without_prefix

TICKET_OVER = N_(
    "This address works once, and for two minutes. Go back to your course and open the page from there again."
)


@require_POST
def tab(request: HttpRequest) -> HttpResponse:
    """Create a ticket for a page; return its address to the script, or a page with a link to it."""
    if not getattr(request, "embedded", False):
        raise Http404
    form = TabForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("This page cannot be opened in a tab."))
    address = ticket_path(request.user, form.cleaned_data["path"])
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"url": address})
    return render(request, "lti/tab_link.html", {"address": address})


@require_safe
def arrive(request: HttpRequest, ticket: str) -> HttpResponse:
    """Redirect to the page that a launch leads to; without a session, as some browsers keep none, link to it."""
    if not getattr(request, "embedded", False):
        raise Http404
    found = find_ticket(ticket)
    if found is None:
        return session_over(request)
    if not request.user.is_authenticated:
        address = without_prefix(reverse("lti:open", args=[ticket]))
        return render(request, "lti/tab_link.html", {"address": address})
    use_ticket(found)
    return redirect(with_prefix(found.path))


@require_http_methods(["GET", "POST"])
def open_with_ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """Sign the ticket's user in and redirect to its page.

    Ask first if the tab was not opened by a page of this site, or if somebody else is signed in.
    """
    found = find_ticket(ticket)
    if found is None:
        return _ticket_over(request)
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if request.method == "GET" and not (is_ours and request.user in (found.user, AnonymousUser())):
        return render(request, "lti/open_ticket.html", {"person": found.user})
    if not use_ticket(found):
        return _ticket_over(request)
    if request.user != found.user:
        login(request, found.user, backend=PLATFORM_BACKEND)
    return redirect(found.path)


def _ticket_over(request: HttpRequest) -> HttpResponse:
    context = {"title": _("This address is no longer valid"), "reason": _(TICKET_OVER)}
    return render(request, "error.html", context, status=410)
