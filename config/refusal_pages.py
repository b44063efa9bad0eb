"""Responses to requests that are refused before Django sees them: a page in the reader's language, or a problem."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse
from django.template import loader
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from config.views import RETRY_AFTER, problem
from web.http.security_headers import SecurityHeadersMiddleware
from web.server.refusal import Refusal


def refusal_page(scope: Any, refusal: Refusal) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Return the headers and the body of the response."""
    request = ASGIRequest(scope, BytesIO())
    with override(get_language_from_request(request)):
        title, reason = _title_and_reason(refusal)
        context = {"title": title, "reason": reason, "name": refusal.name.lower()}
        response = problem(request, refusal.value, reason) or HttpResponse(
            loader.get_template("refusal.html").render(context), status=refusal.value
        )
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["X-Content-Type-Options"] = "nosniff"
    if refusal in {Refusal.TOO_MANY_BODIES, Refusal.TOO_MANY_DOWNLOADS}:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    response = SecurityHeadersMiddleware(lambda _request: response)(request)
    headers = [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
    return headers, response.content


def _title_and_reason(refusal: Refusal) -> tuple[str, str]:
    match refusal:
        case Refusal.BODY_TOO_LARGE:
            message = _("The maximum is {most} MB. Send only the part you need.")
            return _("Request too large"), message.format(most=settings.UPLOAD_MAX_BYTES // 2**20)
        case Refusal.BODY_TOO_SLOW:
            return _("The upload took too long"), _(
                "What you sent arrived too slowly or was interrupted. Go back and try again, with a "
                "smaller file if you can."
            )
        case Refusal.TOO_MANY_BODIES:
            return _("The site is busy"), _(
                "Too many people are sending files right now. Go back and try again later."
            )
        case Refusal.TOO_MANY_DOWNLOADS:
            return _("Too many downloads at once"), _(
                "You are already downloading several files. Wait until one is complete, then try again."
            )
