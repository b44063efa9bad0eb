"""The pages that belong to no step of the way: the door, the service worker, and what went wrong."""

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
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from web.api.problems import CONTENT_TYPE, problem_document
from web.http.infrastructure_errors import outage_message
from web.http.upload_limits import UploadTooLarge
from web.rate_limits import PERIOD, RateLimitExceeded
from web.server.slow_queue import QueueFull, TooManyWaiting

TOO_LARGE = UploadTooLarge.status_code
# Kinds of problems that have names of their own.
SLUGS = {TOO_LARGE: "too-large", 429: "too-often"}
# Seconds after which a program tries again where the database was away.
RETRY_AFTER = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for somebody who is not logged in; their articles, for somebody who is."""
    if not request.user.is_authenticated:
        return render(request, "home.html")
    return redirect("people:teams" if request.user.is_guest else "articles:list")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, for a worker rules only what lies below its own address."""
    script = Path(finders.find("sw.js")).read_bytes()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where Django itself stopped reading."""
    if isinstance(exception, RequestDataTooBig):
        return _page(
            request,
            TOO_LARGE,
            _("This is too much at once"),
            UploadTooLarge(str(UploadTooLarge.default_detail)),
        )
    return _page(request, 400, _("This request could not be understood"), exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return _page(request, 403, _("You may not do this"), exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from a page of ours, or from one that has grown old."""
    what_to_do = _(
        "You have signed in or out since the page was opened, or the browser sends no cookies. "
        "Go back, reload the page and send it again."
    )
    return _page(request, 403, _("This form is out of date"), PermissionDenied(what_to_do))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return _page(request, 404, _("There is nothing here"), exception)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429 where allauth counts, which does not say for how long."""
    return _page(request, 429, _("Not so fast"), RateLimitExceeded(PERIOD.seconds))


class RateLimitMiddleware:
    """Middleware: 429 for a page or a form that was asked for, or sent, too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before it is refused."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a view raised."""
        if not isinstance(exception, RateLimitExceeded):
            return None
        answer = _page(request, 429, _("Not so fast"), exception)
        answer.headers["Retry-After"] = str(exception.wait)
        return answer


class SlowRequestMiddleware:
    """Middleware: 429 or 503 for a slow request that found no place in the line of slow ones."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on: whoever asks is known only when its view is about to be called."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Refuse it, where the request handler has said so."""
        match getattr(request, "refusal", None):
            case TooManyWaiting():
                reason = _(
                    "You have several uploads, imports or downloads under way already. "
                    "Wait until they are done, then try this one again."
                )
                response = _page(request, 429, _("One at a time"), TooManyWaiting(reason))
            case QueueFull():
                reason = _(
                    "So many people upload, import and download just now that your turn would not come soon. "
                    "Go back and try again in a minute."
                )
                response = _page(request, 503, _("Many people are waiting"), QueueFull(reason))
            case _no_refusal:
                return None
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where what the site stands on failed. Without a context processor, for those may be what broke."""
    reason = outage_message(sys.exc_info()[1])
    status = 503 if reason else 500
    said = reason or _("Something broke here. It was not your doing; try again in a minute.")
    answer = problem(request, status, said) or HttpResponse(
        loader.get_template("broken.html").render({"reason": reason}), status=status
    )
    if reason:
        answer.headers["Retry-After"] = str(RETRY_AFTER)
    return answer


def _page(request: HttpRequest, status: int, title: str, error: Exception) -> HttpResponse:
    """The resolver's own Http404 carries a dict, which is not for people."""
    args = getattr(error, "args", ())
    reason = args[0] if args and isinstance(args[0], str) else ""
    if answer := problem(request, status, reason or title + "."):
        return answer
    return render(request, "error.html", {"title": title, "reason": reason}, status=status)


def problem(request: HttpRequest, status: int, detail: str) -> HttpResponse | None:
    """Programs get a problem document, also where no route of the API was found."""
    if not request.path.startswith("/api/"):
        return None
    slug = SLUGS.get(status) or HTTPStatus(status).phrase.lower().replace(" ", "-")
    return JsonResponse(problem_document(status, slug, detail), status=status, content_type=CONTENT_TYPE)
