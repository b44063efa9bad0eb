"""The pages that receive an article from the browser, and the one that explains how to send it."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.capturing.bookmarklet import bookmarklet
from articles.capturing.manifest import web_app_manifest
from articles.forms import UploadForm
from people.access import teams_permitting
from people.permissions import Permission, PermissionRefused


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """Show what was shared to the installed app, which its service worker keeps on the device.

    The worker answers the POST of the share menu. If one comes here, nothing is stored and the page says what to do.
    """
    if request.method == "POST":
        response = render(request, "articles/capturing/not_shared.html", status=405)
        response.headers["Allow"] = "GET, HEAD"
        return response
    if request.user.is_guest:
        raise PermissionRefused(_("Guests cannot add articles. Sign up for an account first."))
    context = _confirmation(request) | {"fetches": settings.FETCH_ARTICLES}
    return render(request, "articles/capturing/share.html", context)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Return the web app manifest, with which browsers install the site as an app."""
    headers = {"Cache-Control": "max-age=3600"}
    return JsonResponse(web_app_manifest(), content_type="application/manifest+json", headers=headers)


def _confirmation(request: HttpRequest) -> dict[str, object]:
    """Return what the form that adds the article needs."""
    adds = request.user.is_authenticated and not request.user.is_guest
    teams = teams_permitting(request.user, Permission.ADD_ARTICLE) if adds else None
    return {"form": UploadForm(teams=teams) if adds else None, "limit": settings.UPLOAD_MAX_BYTES}
