"""Middleware for pages in a learning platform's frame, below the prefix ``/embedded/``.

Only the pages listed in pages.py are served there, to the sessions of sessions.py. No cookie is set there.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as OrdinarySessionMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, set_script_prefix
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lti.embedding.pages import OPEN, PAGES, PARTS
from lti.embedding.sessions import frame_ancestors, open_session
from web.http.embedded import PREFIX, is_embedded, without_prefix

SESSION_OVER = N_("Go back to your course and open the exercise there again. What you have saved is kept.")


class EmbeddedMiddleware:
    """Takes the prefix off the path of an embedded request, and puts it before the addresses on its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer an embedded request, or pass any other on."""
        if not is_embedded(request.path_info):
            return self.get_response(request)
        request.embedded = True
        request.path_info = without_prefix(request.path_info)
        script_prefix = get_script_prefix()
        set_script_prefix(f"{script_prefix.rstrip('/')}{PREFIX}/")
        try:
            response = self.get_response(request)
        finally:
            set_script_prefix(script_prefix)
        response.cookies.clear()
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer instead of a view that is not embedded, or whose session is over."""
        if not getattr(request, "embedded", False):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in PARTS or name in OPEN:
            return None
        if not request.user.is_authenticated:
            return session_over(request)
        if name in PAGES:
            return None
        if name.startswith("api:"):
            raise Http404
        # A form is sent again from its own page.
        back = _referring_path(request)
        path = request.get_full_path() if request.method == "GET" else back
        context = {"path": without_prefix(path), "back": back if is_embedded(back) else ""}
        return render(request, "lti/tab.html", context)


class SessionMiddleware(OrdinarySessionMiddleware):
    """Django's own, with sessions of their own for embedded requests. Only a launch begins such a session."""

    def process_request(self, request: HttpRequest) -> None:
        """Set the session of the request."""
        if getattr(request, "embedded", False):
            open_session(request)
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session if it has been changed."""
        if not getattr(request, "embedded", False):
            return super().process_response(request, response)
        session = request.session
        if response.headers.get("Content-Type", "").startswith("text/html"):
            request.frame_ancestors = frame_ancestors(session)
        if session.modified and session.session_key and response.status_code < 500:
            try:
                session.save()
            except UpdateError as error:
                raise SessionInterrupted("The session ended while the request was answered.") from error
        patch_vary_headers(response, ("Cookie",))
        return response


def _referring_path(request: HttpRequest) -> str:
    """Return the path of the page of this site from which a form was sent; "/" if the browser does not say."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    return referrer.path if referrer.netloc == request.get_host() else "/"


def session_over(request: HttpRequest) -> HttpResponse:
    """Return the page for an embedded page whose session is over."""
    context = {"title": _("This page is no longer open"), "reason": _(SESSION_OVER)}
    return render(request, "error.html", context, status=403)
