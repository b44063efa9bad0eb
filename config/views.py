"""The home page, the service worker, and the error pages."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_safe

from annotate.access import rounds_visible_to
from annotate.dashboard.board import leads_classes
from annotate.lessons.pages.welcome import is_newcomer
from annotate.trial.limits import offers_trials
from web.api.problems import CONTENT_TYPE, problem_document
from web.http.infrastructure_errors import outage_message
from web.http.upload_limits import UploadTooLarge
from web.rate_limits import PERIOD, RateLimitExceeded
from web.server.slow_queue import QueueFull, TooManyWaiting

TOO_LARGE = UploadTooLarge.status_code
# Codes of problems that are not named after their status.
CODES = {TOO_LARGE: "too-large", 429: "too-often"}
# Seconds after which programs should try again if the site is unavailable.
RETRY_AFTER = 10
OUTDATED_FORM = N_(
    "You have signed in or out since you opened this page, or your browser blocks cookies. "
    "Go back, reload the page and try again."
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the site is, or redirect people who are signed in.

    Newcomers get to the lessons, people who lead classes to these, all others to their articles.
    """
    if not request.user.is_authenticated:
        return render(request, "home.html", {"offers_trials": offers_trials()})
    if request.user.is_trial:
        round_ = rounds_visible_to(request.user).select_related("text__article").order_by("-pk").first()
        return render(request, "home.html", {"offers_trials": offers_trials(), "trial": round_})
    if request.user.is_guest:
        return redirect("people:teams")
    if is_newcomer(request.user):
        return redirect("annotate:welcome")
    return redirect("annotate:dashboard" if leads_classes(request.user) else "articles:list")


@require_safe
def service_worker(request: HttpRequest, script: str) -> HttpResponse:
    """Serve a service worker from the URL of what it controls: it only controls pages below its own URL."""
    source = Path(finders.find(script)).read_bytes()
    return HttpResponse(source, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for 400, or for 413 if Django itself stopped reading."""
    if isinstance(exception, RequestDataTooBig):
        return _page(
            request,
            TOO_LARGE,
            _("Request too large"),
            UploadTooLarge(str(UploadTooLarge.default_detail)),
        )
    return _page(request, 400, _("This request is not valid"), exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for 403."""
    return _page(request, 403, _("You are not allowed to do this"), exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form without a valid CSRF token (403).

    What the share menu sends has none. It comes here only if the service worker, which should take it, is not there.
    """
    if request.path == reverse("articles:share"):
        return render(request, "articles/capturing/not_shared.html", status=403)
    what_to_do = _(OUTDATED_FORM)
    return _page(request, 403, _("This form is out of date"), PermissionDenied(what_to_do))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for 404."""
    return _page(request, 404, _("Page not found"), exception)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Return the page for allauth's 429, which does not say how long to wait."""
    return _page(request, 429, _("Too many attempts"), RateLimitExceeded(PERIOD.seconds))


class RateLimitMiddleware:
    """Answer 429 if a view raises ``RateLimitExceeded``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a ``RateLimitExceeded``."""
        if not isinstance(exception, RateLimitExceeded):
            return None
        response = _page(request, 429, _("Too many attempts"), exception)
        response.headers["Retry-After"] = str(exception.wait)
        return response


class SlowRequestMiddleware:
    """Answer 429 or 503 to a slow request that found no place in the queue of slow requests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on: its user is known only when its view is about to be called."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Refuse the request if the request handler has said so."""
        match getattr(request, "refusal", None):
            case TooManyWaiting():
                reason = _(
                    "You already have several uploads, imports or downloads in progress. Wait until they are "
                    "finished, then try again."
                )
                response = _page(request, 429, _("Too many downloads at once"), TooManyWaiting(reason))
            case QueueFull():
                reason = _(
                    "Too many people are uploading, importing and downloading right now. Go back and try "
                    "again in a minute."
                )
                response = _page(request, 503, _("The site is busy"), QueueFull(reason))
            case _no_refusal:
                return None
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for 500, or for 503 if the infrastructure failed.

    It is rendered without context processors, which may be what failed.
    """
    reason = outage_message(sys.exc_info()[1])
    status = 503 if reason else 500
    detail = reason or _("Something went wrong on our side. Try again in a minute.")
    response = problem(request, status, detail) or HttpResponse(
        loader.get_template("server_error.html").render({"reason": reason}), status=status
    )
    if reason:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _page(request: HttpRequest, status: int, title: str, error: Exception) -> HttpResponse:
    """Return a page or a problem document. The resolver's own Http404 carries a dict, which is not for people."""
    args = getattr(error, "args", ())
    reason = args[0] if args and isinstance(args[0], str) else ""
    if response := problem(request, status, reason or title + "."):
        return response
    return render(request, "error.html", {"title": title, "reason": reason}, status=status)


def problem(request: HttpRequest, status: int, detail: str) -> HttpResponse | None:
    """Return a problem document if the request is for the API, whether or not its URL exists."""
    if not request.path_info.startswith("/api/"):
        return None
    code = CODES.get(status) or HTTPStatus(status).phrase.lower().replace(" ", "-")
    return JsonResponse(problem_document(status, code, detail), status=status, content_type=CONTENT_TYPE)
