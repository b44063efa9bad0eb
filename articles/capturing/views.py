"""The pages that receive an article from the browser, and the one that explains how to send it."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.capturing.bookmarklet import bookmarklet
from articles.forms import UploadForm
from people.access import teams_permitting
from people.permissions import Permission


@login_required
@require_safe
def from_browser(request: HttpRequest) -> HttpResponse:
    """Explain how to send pages from a browser or a phone, and offer the bookmarklet."""
    return render(request, "articles/capturing/from_browser.html", {"bookmarklet": bookmarklet(request)})


@require_safe
def receive(request: HttpRequest) -> HttpResponse:
    """Show the page that the bookmarklet sends to this window; nothing is stored before the person confirms.

    Everybody gets this page with the same headers. Otherwise the site that opened it could tell from the window whether
    somebody is signed in here.
    """
    response = render(request, "articles/capturing/receive.html", _confirmation(request))
    # The only page that keeps its opener. It accepts one message from it and shows it as text.
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


def _confirmation(request: HttpRequest) -> dict[str, object]:
    """Return what the form that adds the article needs."""
    adds = request.user.is_authenticated and not request.user.is_guest
    teams = teams_permitting(request.user, Permission.ADD_ARTICLE) if adds else None
    return {"form": UploadForm(teams=teams) if adds else None, "limit": settings.UPLOAD_MAX_BYTES}
